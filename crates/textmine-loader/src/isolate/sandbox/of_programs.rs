//! The system calls that work for a program in another language, and not for a plugin: processes of its own, and files by path.
//!
//! Where a test of a group holds, the call fails with "permission denied" all the same.

use super::rule::{Group, Test, calls};

pub(super) const OF_PROGRAMS: &[Group] = &[
    Group {
        why: "runtimes and their launchers start others; all stay in one group, which the host ends; no new namespaces",
        calls: calls![SYS_clone],
        when: &[
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
    Group {
        why: "the program itself is started so, bound as it is by then, and so is whatever it starts",
        calls: calls![SYS_execve, SYS_execveat, SYS_wait4, SYS_waitid],
        when: &[],
    },
    #[cfg(target_arch = "x86_64")]
    Group { why: "every program sets up its first thread with it", calls: calls![SYS_arch_prctl], when: &[] },
    Group { why: "its folder is its own affair", calls: calls![SYS_chdir, SYS_fchdir, SYS_umask], when: &[] },
    Group {
        why: "its time is limited from outside, whatever alarms it sets",
        calls: calls![
            SYS_setitimer,
            SYS_timer_create,
            SYS_timer_settime,
            SYS_timer_gettime,
            SYS_timer_delete,
            SYS_timer_getoverrun,
        ],
        when: &[],
    },
    #[cfg(target_arch = "x86_64")]
    Group { why: "as before: the older call", calls: calls![SYS_alarm], when: &[] },
    Group {
        why: "which files may be opened to write is landlock's to say",
        calls: calls![SYS_openat],
        when: &[],
    },
    #[cfg(target_arch = "x86_64")]
    Group { why: "as before: the older call", calls: calls![SYS_open], when: &[] },
    Group { why: "none of its handlers is the host's", calls: calls![SYS_rt_sigaction], when: &[] },
];
