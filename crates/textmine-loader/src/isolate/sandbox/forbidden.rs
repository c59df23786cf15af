//! The system calls that end a worker at once (SIGSYS): no analyzer has an innocent reason for them.

use super::rule::{Group, Test, calls};

/// Tells a new thread from a new process.
const THREAD: u32 = libc::CLONE_THREAD as u32;

/// Advice that makes the kernel treat memory as broken hardware; only root may give it.
const MADV_SOFT_OFFLINE: u32 = 101;

/// Commands of `fcntl` that `libc` lacks.
const F_SETSIG: u32 = 10;
const F_SETOWN_EX: u32 = 15;

pub(super) const FORBIDDEN: &[Group] = &[
    Group {
        why: "a new process could outlive the worker and escape its limits; threads are fine, in no new namespace",
        calls: calls![SYS_clone],
        when: &[
            Test::Lacks(0, THREAD),
            Test::Has(0, libc::CLONE_NEWNS as u32),
            Test::Has(0, libc::CLONE_NEWCGROUP as u32),
            Test::Has(0, libc::CLONE_NEWUTS as u32),
            Test::Has(0, libc::CLONE_NEWIPC as u32),
            Test::Has(0, libc::CLONE_NEWUSER as u32),
            Test::Has(0, libc::CLONE_NEWPID as u32),
            Test::Has(0, libc::CLONE_NEWNET as u32),
        ],
    },
    #[cfg(target_arch = "x86_64")]
    Group { why: "as before: the older calls", calls: calls![SYS_fork, SYS_vfork], when: &[] },
    Group { why: "no new programs", calls: calls![SYS_execve, SYS_execveat], when: &[] },
    Group {
        why: "other processes' memory and descriptors are theirs",
        calls: calls![
            SYS_ptrace,
            SYS_process_vm_readv,
            SYS_process_vm_writev,
            SYS_pidfd_getfd,
            SYS_process_madvise
        ],
        when: &[],
    },
    Group {
        why: "signals go to the worker itself alone (abort and raise send them); not to its group, not to its host",
        calls: calls![SYS_kill, SYS_tkill, SYS_tgkill, SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo],
        when: &[Test::IsAnother(0)],
    },
    Group { why: "as before, by descriptor", calls: calls![SYS_pidfd_send_signal], when: &[] },
    Group {
        why: "as before: input on a descriptor can be made to signal any process",
        calls: calls![SYS_fcntl],
        when: &[Test::Is(1, libc::F_SETOWN as u32), Test::Is(1, F_SETOWN_EX), Test::Is(1, F_SETSIG)],
    },
    Group {
        why: "an alarm goes off in a later call, which would be blamed for it",
        calls: calls![SYS_setitimer, SYS_timer_create],
        when: &[],
    },
    #[cfg(target_arch = "x86_64")]
    Group { why: "as before: the older call", calls: calls![SYS_alarm], when: &[] },
    Group {
        why: "no network",
        calls: calls![SYS_socket, SYS_socketpair],
        when: &[Test::IsNot(0, libc::AF_UNIX as u32)],
    },
    Group {
        why: "no network, and no service of this machine",
        calls: calls![SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4],
        when: &[],
    },
    Group {
        why: "paths mean what they meant when the worker started",
        calls: calls![SYS_chdir, SYS_fchdir, SYS_chroot, SYS_pivot_root],
        when: &[],
    },
    Group {
        why: "mounts are the administrator's",
        calls: calls![
            SYS_mount,
            SYS_umount2,
            SYS_move_mount,
            SYS_open_tree,
            SYS_fsopen,
            SYS_fsconfig,
            SYS_fsmount,
            SYS_fspick,
            SYS_mount_setattr,
        ],
        when: &[],
    },
    Group { why: "another view of the machine", calls: calls![SYS_unshare, SYS_setns], when: &[] },
    Group {
        why: "leaving the host's group or session would escape its signals",
        calls: calls![SYS_setsid, SYS_setpgid],
        when: &[],
    },
    Group {
        why: "whose rights the worker has is settled",
        calls: calls![
            SYS_setuid,
            SYS_setgid,
            SYS_setreuid,
            SYS_setregid,
            SYS_setresuid,
            SYS_setresgid,
            SYS_setfsuid,
            SYS_setfsgid,
            SYS_setgroups,
            SYS_capset,
        ],
        when: &[],
    },
    Group {
        why: "parts of the kernel that attacks on it go through",
        calls: calls![
            SYS_bpf,
            SYS_perf_event_open,
            SYS_userfaultfd,
            SYS_keyctl,
            SYS_add_key,
            SYS_request_key
        ],
        when: &[],
    },
    Group {
        why: "the whole machine",
        calls: calls![
            SYS_reboot,
            SYS_kexec_load,
            SYS_kexec_file_load,
            SYS_init_module,
            SYS_finit_module,
            SYS_delete_module,
            SYS_swapon,
            SYS_swapoff,
            SYS_acct,
            SYS_quotactl,
            SYS_syslog,
            SYS_sethostname,
            SYS_setdomainname,
            SYS_settimeofday,
            SYS_clock_settime,
            SYS_adjtimex,
            SYS_clock_adjtime,
            SYS_vhangup,
        ],
        when: &[],
    },
    #[cfg(target_arch = "x86_64")]
    Group { why: "the whole machine: its ports", calls: calls![SYS_iopl, SYS_ioperm], when: &[] },
    Group {
        why: "the whole machine: breaking its memory",
        calls: calls![SYS_madvise],
        when: &[Test::Is(2, libc::MADV_HWPOISON as u32), Test::Is(2, MADV_SOFT_OFFLINE)],
    },
];
