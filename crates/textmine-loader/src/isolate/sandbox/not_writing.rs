//! The system calls that fail with "permission denied" (EACCES): innocent code tries them and can do without.
//!
//! Landlock forbids most of this as well; the table holds where it is missing, and for what it doesn't cover.

use super::rule::{Group, Test, calls};

/// Without the folder bit that `libc`'s constant has as well.
const TMPFILE: u32 = (libc::O_TMPFILE & !libc::O_DIRECTORY) as u32;

pub(super) const NOT_WRITING: &[Group] = &[
    Group {
        why: "opening is for reading",
        calls: calls![SYS_openat],
        when: &[
            Test::Has(2, libc::O_WRONLY as u32),
            Test::Has(2, libc::O_RDWR as u32),
            Test::Has(2, libc::O_CREAT as u32),
            Test::Has(2, libc::O_TRUNC as u32),
            Test::Has(2, libc::O_APPEND as u32),
            Test::Has(2, TMPFILE),
        ],
    },
    #[cfg(target_arch = "x86_64")]
    Group {
        why: "opening is for reading: the older call",
        calls: calls![SYS_open],
        when: &[
            Test::Has(1, libc::O_WRONLY as u32),
            Test::Has(1, libc::O_RDWR as u32),
            Test::Has(1, libc::O_CREAT as u32),
            Test::Has(1, libc::O_TRUNC as u32),
            Test::Has(1, libc::O_APPEND as u32),
            Test::Has(1, TMPFILE),
        ],
    },
    Group {
        why: "nothing appears or vanishes",
        calls: calls![
            SYS_unlinkat,
            SYS_renameat,
            SYS_renameat2,
            SYS_mkdirat,
            SYS_linkat,
            SYS_symlinkat,
            SYS_mknodat,
        ],
        when: &[],
    },
    #[cfg(target_arch = "x86_64")]
    Group {
        why: "nothing appears or vanishes: the older calls",
        calls: calls![
            SYS_creat,
            SYS_unlink,
            SYS_rename,
            SYS_mkdir,
            SYS_rmdir,
            SYS_link,
            SYS_symlink,
            SYS_mknod,
        ],
        when: &[],
    },
    Group {
        why: "nothing changes its length, owner, permissions, times or attributes",
        calls: calls![
            SYS_truncate,
            SYS_ftruncate,
            SYS_fallocate,
            SYS_fchmod,
            SYS_fchmodat,
            SYS_fchown,
            SYS_fchownat,
            SYS_utimensat,
            SYS_setxattr,
            SYS_lsetxattr,
            SYS_fsetxattr,
            SYS_removexattr,
            SYS_lremovexattr,
            SYS_fremovexattr,
        ],
        when: &[],
    },
    #[cfg(target_arch = "x86_64")]
    Group {
        why: "nothing changes: the older calls",
        calls: calls![SYS_chmod, SYS_chown, SYS_lchown, SYS_utime, SYS_utimes, SYS_futimesat],
        when: &[],
    },
    Group {
        why: "services of this machine are out of reach; C libraries ask theirs for names and go on without",
        calls: calls![SYS_socket],
        when: &[Test::Is(0, libc::AF_UNIX as u32)],
    },
    Group {
        why: "the handler that tells the host of a forbidden call stays",
        calls: calls![SYS_rt_sigaction],
        when: &[Test::Is(0, libc::SIGSYS as u32)],
    },
];
