//! From the tables of system calls to one filter in the kernel.

use std::collections::BTreeMap;
use std::io::ErrorKind;

use seccompiler::{Error, apply_filter};

use super::forbidden::FORBIDDEN;
use super::known::KNOWN;
use super::not_writing::NOT_WRITING;
use super::of_programs::OF_PROGRAMS;
use super::program::{Answer, Case, program};
use super::rule::{Call, Group};

/// Has the kernel ask the tables at every system call of this thread and of those it starts.
///
/// # Errors
///
/// Why the kernel doesn't, as a phrase for people.
pub(super) fn install() -> Result<(), String> {
    apply(&cases(FORBIDDEN, NOT_WRITING, KNOWN))
}

/// The same for what is about to become another program.
///
/// # Errors
///
/// Why the kernel doesn't, as a phrase for people.
pub(super) fn install_for_program() -> Result<(), String> {
    apply(&cases_of_program())
}

fn apply(cases: &BTreeMap<u32, Case>) -> Result<(), String> {
    let Some(program) = program(cases, Answer::Unknown, std::process::id()) else {
        return Err("no filter of system calls is written for this processor".to_owned());
    };
    apply_filter(&program).map_err(|error| match error {
        Error::Prctl(source) | Error::Seccomp(source) => match source.kind() {
            // How kernels without seccomp, or without its filters, refuse.
            ErrorKind::Unsupported | ErrorKind::InvalidInput => {
                "the kernel has no seccomp filters".to_owned()
            }
            _ => format!("the kernel refuses seccomp filters: {source}"),
        },
        other => format!("the kernel refuses seccomp filters: {other}"),
    })
}

/// The name of a system call that one of the tables lists.
pub(crate) fn syscall_name(number: i64) -> Option<&'static str> {
    calls([FORBIDDEN, NOT_WRITING, KNOWN]).find(|call| call.number == number).map(|call| call.name)
}

fn calls<const N: usize>(tables: [&'static [Group]; N]) -> impl Iterator<Item = &'static Call> {
    tables.into_iter().flatten().flat_map(|group| group.calls)
}

/// What is answered to each call that the tables list. The severer table goes first; a call that `known` doesn't list itself is
/// known all the same, because the others say when it isn't to be had.
fn cases(
    forbidden: &'static [Group],
    not_writing: &'static [Group],
    known: &'static [Group],
) -> BTreeMap<u32, Case> {
    let mut cases = BTreeMap::<u32, Case>::new();
    for call in calls([forbidden, not_writing]) {
        cases.insert(number(call), Case { tests: Vec::new(), otherwise: Answer::Allow });
    }
    for call in calls([known]) {
        cases.insert(number(call), Case { tests: Vec::new(), otherwise: Answer::Unknown });
    }
    // From the mildest to the severest, each before what is there already.
    for (table, answer) in [(known, Answer::Allow), (not_writing, Answer::Denied), (forbidden, Answer::Death)]
    {
        for group in table {
            for call in group.calls {
                let case = cases.entry(number(call)).or_insert_with(|| Case::always(answer));
                if group.when.is_empty() {
                    *case = Case::always(answer);
                } else {
                    case.tests.splice(..0, group.when.iter().map(|&test| (test, answer)));
                }
            }
        }
    }
    cases
}

/// What is answered to the calls of a program: as to those of a plugin, but for the calls that its table lists, and with an error
/// where a plugin would die.
fn cases_of_program() -> BTreeMap<u32, Case> {
    let mut cases = cases(FORBIDDEN, NOT_WRITING, KNOWN);
    let milder = |answer| if answer == Answer::Death { Answer::Denied } else { answer };
    for case in cases.values_mut() {
        case.otherwise = milder(case.otherwise);
        case.tests.iter_mut().for_each(|(_, answer)| *answer = milder(*answer));
    }
    for group in OF_PROGRAMS {
        let tests: Vec<_> = group.when.iter().map(|&test| (test, Answer::Denied)).collect();
        for call in group.calls {
            cases.insert(number(call), Case { tests: tests.clone(), otherwise: Answer::Allow });
        }
    }
    cases
}

fn number(call: &Call) -> u32 {
    // Numbers are small and positive on all processors.
    u32::try_from(call.number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::program::machine;
    use super::*;

    const PID: u32 = 4242;
    const OTHER: u64 = 4243;

    fn answer(number: i64, arguments: [u64; 6]) -> Answer {
        let program =
            program(&cases(FORBIDDEN, NOT_WRITING, KNOWN), Answer::Unknown, PID).expect("a known processor");
        machine::answer(&program, u32::try_from(number).expect("a number"), arguments)
    }

    /// The arguments of a call: those that matter.
    fn with<const N: usize>(first: [u64; N]) -> [u64; 6] {
        let mut arguments = [0; 6];
        arguments[..N].copy_from_slice(&first);
        arguments
    }

    #[test]
    fn the_tables_answer_calls_as_they_are_meant_to() {
        use Answer::{Allow, Death, Denied, Unknown};
        const THREAD: u64 = 0x003d_0f00;
        let pid = u64::from(PID);
        let open = |flags: i32| with([0, 0, flags as u64]);
        let expected = [
            (libc::SYS_read, with([]), Allow),
            (libc::SYS_clone, with([THREAD]), Allow),
            (libc::SYS_clone, with([17]), Death),
            (libc::SYS_clone, with([THREAD | libc::CLONE_NEWNS as u64]), Death),
            (libc::SYS_clone3, with([]), Unknown),
            (libc::SYS_execve, with([]), Death),
            (libc::SYS_tgkill, with([pid, pid, 6]), Allow),
            (libc::SYS_kill, with([pid, 6]), Allow),
            (libc::SYS_kill, with([OTHER, 0]), Death),
            (libc::SYS_kill, with([0, 0]), Death),
            (libc::SYS_kill, with([u64::MAX, 0]), Death),
            (libc::SYS_socket, with([libc::AF_UNIX as u64]), Denied),
            (libc::SYS_socket, with([libc::AF_INET as u64]), Death),
            (
                libc::SYS_socketpair,
                with([libc::AF_UNIX as u64, (libc::SOCK_STREAM | libc::SOCK_CLOEXEC) as u64]),
                Allow,
            ),
            (libc::SYS_socketpair, with([libc::AF_UNIX as u64, libc::SOCK_DGRAM as u64]), Unknown),
            (libc::SYS_socketpair, with([libc::AF_INET as u64, libc::SOCK_STREAM as u64]), Death),
            (libc::SYS_sendto, with([3, 0, 0, 0, 0]), Allow),
            (libc::SYS_sendto, with([3, 0, 0, 0, 0x7fff_0000_0000]), Unknown),
            (libc::SYS_openat, open(libc::O_RDONLY | libc::O_CLOEXEC | libc::O_DIRECTORY), Allow),
            (libc::SYS_openat, open(libc::O_WRONLY), Denied),
            (libc::SYS_openat, open(libc::O_RDWR), Denied),
            (libc::SYS_openat, open(libc::O_ACCMODE), Denied),
            (libc::SYS_openat, open(libc::O_CREAT), Denied),
            (libc::SYS_openat, open(libc::O_TMPFILE), Denied),
            (libc::SYS_openat2, with([]), Unknown),
            (libc::SYS_unlinkat, with([]), Denied),
            (libc::SYS_rt_sigaction, with([libc::SIGUSR1 as u64]), Allow),
            (libc::SYS_rt_sigaction, with([libc::SIGSYS as u64]), Denied),
            (libc::SYS_prlimit64, with([0, 0, 0]), Allow),
            (libc::SYS_prlimit64, with([0, 0, 1 << 40]), Unknown),
            (libc::SYS_fcntl, with([0, libc::F_GETFL as u64]), Allow),
            (libc::SYS_fcntl, with([0, libc::F_SETOWN as u64]), Death),
            (libc::SYS_fcntl, with([0, libc::F_SETLK as u64]), Unknown),
            (libc::SYS_ioctl, with([0, u64::from(libc::TIOCGWINSZ as u32)]), Allow),
            (libc::SYS_ioctl, with([0, u64::from(libc::TIOCSTI as u32)]), Unknown),
            (libc::SYS_prctl, with([libc::PR_SET_NAME as u64]), Allow),
            (libc::SYS_prctl, with([libc::PR_SET_PDEATHSIG as u64]), Unknown),
            (libc::SYS_prctl, with([libc::PR_SET_DUMPABLE as u64]), Unknown),
            (libc::SYS_madvise, with([0, 0, libc::MADV_DONTNEED as u64]), Allow),
            (libc::SYS_madvise, with([0, 0, libc::MADV_HWPOISON as u64]), Death),
            (libc::SYS_seccomp, with([]), Unknown),
            (libc::SYS_io_uring_setup, with([]), Unknown),
            (libc::SYS_memfd_create, with([]), Unknown),
            (9999, with([]), Unknown),
        ];
        for (number, arguments, meant) in expected {
            let name = syscall_name(number).unwrap_or("a call of no table");
            assert_eq!(answer(number, arguments), meant, "{name} ({number}) with {arguments:x?}");
        }
    }

    #[test]
    fn a_program_may_start_others_and_is_told_what_it_may_not_do() {
        use Answer::{Allow, Denied, Unknown};
        let program = program(&cases_of_program(), Answer::Unknown, PID).expect("a known processor");
        let write = with([0, 0, libc::O_WRONLY as u64]);
        let expected = [
            (libc::SYS_read, with([]), Allow),
            (libc::SYS_clone, with([17]), Allow),
            (libc::SYS_clone, with([libc::CLONE_NEWUSER as u64]), Denied),
            (libc::SYS_execve, with([]), Allow),
            (libc::SYS_wait4, with([]), Allow),
            (libc::SYS_chdir, with([]), Allow),
            // Landlock knows which files.
            (libc::SYS_openat, write, Allow),
            (libc::SYS_unlinkat, with([]), Denied),
            (libc::SYS_socket, with([libc::AF_INET as u64]), Denied),
            (libc::SYS_setsid, with([]), Denied),
            (libc::SYS_setpgid, with([]), Denied),
            (libc::SYS_kill, with([OTHER, 9]), Denied),
            (libc::SYS_kill, with([u64::from(PID), 9]), Allow),
            (libc::SYS_ptrace, with([]), Denied),
            (libc::SYS_unshare, with([]), Denied),
            (libc::SYS_seccomp, with([]), Unknown),
        ];
        for (number, arguments, meant) in expected {
            let number = u32::try_from(number).expect("a number");
            assert_eq!(machine::answer(&program, number, arguments), meant, "{number} with {arguments:x?}");
        }
        assert!(cases_of_program().values().all(|case| case.otherwise != Answer::Death));
    }

    #[test]
    fn a_table_lists_a_call_once() {
        for table in [FORBIDDEN, NOT_WRITING, KNOWN, OF_PROGRAMS] {
            let mut seen = BTreeSet::new();
            for call in calls([table]) {
                assert!(seen.insert(call.number), "{} is there twice", call.name);
            }
        }
    }

    #[test]
    fn the_filter_stays_small_enough_to_start_with() {
        let cases = cases(FORBIDDEN, NOT_WRITING, KNOWN);
        let length = program(&cases, Answer::Unknown, PID).expect("a known processor").len();
        // The kernel takes 4096; each costs time at every start of a worker.
        assert!(length < 1000, "{length} instructions");
    }

    #[test]
    fn calls_have_the_names_that_people_know() {
        assert_eq!(syscall_name(libc::SYS_ptrace), Some("ptrace"));
        assert_eq!(syscall_name(libc::SYS_socket), Some("socket"));
        assert_eq!(syscall_name(-1), None);
        assert_eq!(syscall_name(i64::MAX), None);
    }
}
