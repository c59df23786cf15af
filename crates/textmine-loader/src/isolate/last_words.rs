//! How a dying worker tells its host what killed it.
#![allow(unsafe_code)] // A signal handler reads what the kernel hands it, and dies in the way it must.

use std::fs::File;
use std::io;
use std::mem::MaybeUninit;
use std::ops::Range;
use std::os::fd::{BorrowedFd, IntoRawFd, RawFd};
use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::mm::{MapFlags, ProtFlags, mmap_anonymous};
use rustix::process::{Resource, getrlimit};

/// The name of a system call that the sandbox speaks of: `ptrace`.
pub(crate) use super::sandbox::syscall_name;

/// What a worker knows of its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LastWords {
    /// The signal that ends it.
    pub(crate) signal: i32,
    /// The system call that the sandbox forbids, where that is the reason; [`syscall_name`] knows what it is called.
    pub(crate) syscall: Option<i32>,
    /// It had (nearly) all the memory it may have, or had just been refused more.
    pub(crate) out_of_memory: bool,
    /// It went beyond the end of its stack.
    pub(crate) stack_overflow: bool,
}

const OUT_OF_MEMORY: u8 = 1;
const STACK_OVERFLOW: u8 = 2;

/// Stands for no system call.
const NO_SYSCALL: i32 = -1;

/// The largest number of a signal.
const MOST_SIGNALS: i32 = 64;

impl LastWords {
    /// The bytes of a record: the signal and the system call (little-endian, 4 bytes each), then one byte of flags.
    pub(crate) const SIZE: usize = 9;

    fn to_bytes(self) -> [u8; Self::SIZE] {
        let mut bytes = [0; Self::SIZE];
        bytes[..4].copy_from_slice(&self.signal.to_le_bytes());
        bytes[4..8].copy_from_slice(&self.syscall.unwrap_or(NO_SYSCALL).to_le_bytes());
        let flag = |holds, bit| if holds { bit } else { 0 };
        bytes[8] = flag(self.out_of_memory, OUT_OF_MEMORY) | flag(self.stack_overflow, STACK_OVERFLOW);
        bytes
    }

    /// Reads a record; `None` where the bytes aren't one. They may come from a plugin that wrote them itself.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let &[a, b, c, d, e, f, g, h, flags] = bytes else { return None };
        let signal = i32::from_le_bytes([a, b, c, d]);
        let syscall = i32::from_le_bytes([e, f, g, h]);
        let sensible = (1..=MOST_SIGNALS).contains(&signal)
            && syscall >= NO_SYSCALL
            && flags & !(OUT_OF_MEMORY | STACK_OVERFLOW) == 0;
        sensible.then_some(Self {
            signal,
            syscall: (syscall != NO_SYSCALL).then_some(syscall),
            out_of_memory: flags & OUT_OF_MEMORY != 0,
            stack_overflow: flags & STACK_OVERFLOW != 0,
        })
    }
}

/// The signals that are announced.
const FATAL: [i32; 6] =
    [libc::SIGSEGV, libc::SIGBUS, libc::SIGILL, libc::SIGFPE, libc::SIGABRT, libc::SIGSYS];

/// What precedes a record: a frame's header.
const PREFIX: usize = 24;

/// What the handler needs, gathered while there is time.
struct Prepared {
    /// Where the host listens. The plugin may have closed it or put another file in its place.
    fd: RawFd,
    prefix: [u8; PREFIX],
    /// `/proc/self/statm`, open: the sandbox lets nobody open it later.
    statm: RawFd,
    /// Bytes of data from which on memory counts as used up.
    exhausted: u64,
    page: u64,
    /// Where the main thread's stack ends, and what the kernel leaves free below.
    guard: Range<usize>,
}

static PREPARED: OnceLock<Prepared> = OnceLock::new();

/// Whether a thread is dying already: one record is enough.
static SPEAKING: AtomicBool = AtomicBool::new(false);

/// The kernel keeps this much free between a stack that grows and what lies below.
const STACK_GAP: usize = 1 << 20;

/// A fault this near to the stack pointer is the stack's: frames larger than this touch their pages one after the other.
const NEAR_STACK_POINTER: usize = 64 << 10;

/// The handler's own stack: the processor's registers take up to 12 kB of it.
const HANDLER_STACK: usize = 64 << 10;

/// How long the handler waits for the host to make room for the record, or for another thread's to be written.
const PATIENCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 200_000_000 };

/// Has the signals SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT and SIGSYS write `prefix` and a [`LastWords`] record to `fd`, in one
/// piece, before they end the process as they would have.
///
/// `memory_limit` is in bytes of data (`RLIMIT_DATA`); `u64::MAX` for none. The limit of the stack must be set already. To be
/// called on the main thread, whose stack overflows are the ones that can be told: other threads die of SIGSEGV without a word.
/// It comes before the sandbox, which forbids what it needs.
///
/// # Errors
///
/// What the kernel refuses: to open `/proc/self/statm`, memory for the handler's stack, a handler. It can be called once.
pub(crate) fn install(fd: RawFd, prefix: [u8; PREFIX], memory_limit: u64) -> io::Result<()> {
    if fd < 0 {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "last words need a descriptor to go to"));
    }
    let page = rustix::param::page_size();
    let prepared = Prepared {
        fd,
        prefix,
        statm: File::open("/proc/self/statm")?.into_raw_fd(),
        exhausted: memory_limit - memory_limit / 20,
        page: page as u64,
        guard: stack_guard(page),
    };
    PREPARED
        .set(prepared)
        .map_err(|_| io::Error::new(io::ErrorKind::AlreadyExists, "last words are prepared already"))?;
    use_stack_of_its_own()?;
    FATAL.into_iter().try_for_each(handle)
}

/// The addresses just beyond the end of the main thread's stack.
fn stack_guard(page: usize) -> Range<usize> {
    // SAFETY: reads the vector that the kernel handed the program. It holds the address of the program's name, which lies at the
    // very top of the stack.
    let name = unsafe { libc::getauxval(libc::AT_EXECFN) } as usize;
    let top = name.next_multiple_of(page);
    let size = getrlimit(Resource::Stack).current.and_then(|bytes| usize::try_from(bytes).ok());
    match size {
        // The kernel counts the limit from the top; the page above the end forgives a name longer than a page.
        Some(size) if top > size.saturating_add(STACK_GAP) => top - size - STACK_GAP..top - size + page,
        _ => 0..0,
    }
}

/// Gives this thread a stack for handlers: where the usual one has overflowed, nothing more fits on it.
fn use_stack_of_its_own() -> io::Result<()> {
    // SAFETY: a new private mapping that nothing else knows; it's never unmapped.
    let memory = unsafe {
        mmap_anonymous(ptr::null_mut(), HANDLER_STACK, ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE)
    }?;
    let stack = libc::stack_t { ss_sp: memory, ss_flags: 0, ss_size: HANDLER_STACK };
    // SAFETY: `stack` describes the mapping above, which lives as long as the process.
    check(unsafe { libc::sigaltstack(&stack, ptr::null_mut()) })
}

fn handle(signal: i32) -> io::Result<()> {
    // SAFETY: all bytes zero are a `sigaction`: no handler, no flags, an empty mask.
    let mut action: libc::sigaction = unsafe { MaybeUninit::zeroed().assume_init() };
    action.sa_sigaction = speak as extern "C" fn(i32, *mut libc::siginfo_t, *mut libc::c_void) as usize;
    action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
    if signal == libc::SIGSYS {
        // The sandbox lets nobody change this signal's handler, not even the handler itself.
        action.sa_flags |= libc::SA_RESETHAND;
    }
    // SAFETY: `action` is initialized and names a handler of the signature that SA_SIGINFO asks for, which does only what a
    // handler may. A second fault within it ends the process, as all signals are blocked meanwhile.
    check(unsafe {
        libc::sigfillset(&mut action.sa_mask);
        libc::sigaction(signal, &action, ptr::null_mut())
    })
}

fn check(result: libc::c_int) -> io::Result<()> {
    if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

/// The handler. It runs in whatever state the plugin has left the process: it takes no lock, allocates nothing, and whatever
/// fails, goes on to the end.
extern "C" fn speak(signal: i32, info: *mut libc::siginfo_t, context: *mut libc::c_void) {
    // SAFETY: a thread's own `errno` always has an address.
    let errno = unsafe { *libc::__errno_location() };
    if let Some(prepared) = PREPARED.get() {
        if SPEAKING.swap(true, Ordering::AcqRel) {
            // Another thread is writing; dying at once would cut it short.
            let _ = poll(&mut [], Some(&PATIENCE));
        } else {
            // SAFETY: the kernel passes both to a handler with SA_SIGINFO.
            let death = unsafe { Death::read(info, context) };
            prepared.write(death.words(signal, errno, prepared));
        }
    }
    // SAFETY: both calls are allowed in handlers. The signal is blocked until the handler returns, and ends the process then,
    // before another instruction of it runs.
    unsafe {
        libc::signal(signal, libc::SIG_DFL);
        libc::syscall(libc::SYS_tgkill, libc::getpid(), libc::syscall(libc::SYS_gettid), signal);
    }
}

/// What the kernel says about a signal.
struct Death {
    /// How the signal came about; positive where the kernel itself raised it.
    code: i32,
    /// For faults: the address in question.
    address: usize,
    /// For forbidden calls: which.
    syscall: i32,
    stack_pointer: usize,
}

/// The start of `siginfo_t` on 64-bit Linux, as faults and forbidden calls fill it.
#[repr(C)]
struct SignalInfo {
    signal: i32,
    errno: i32,
    code: i32,
    padding: i32,
    address: usize,
    syscall: i32,
    architecture: u32,
}

const _: () = assert!(size_of::<SignalInfo>() <= size_of::<libc::siginfo_t>());

impl Death {
    /// # Safety
    ///
    /// Both must be what the kernel passed to a handler with SA_SIGINFO.
    unsafe fn read(info: *const libc::siginfo_t, context: *const libc::c_void) -> Self {
        // SAFETY: the kernel's `siginfo_t` is larger than this start of it, aligned alike, and has no bytes left uninitialized.
        let info = unsafe { &*info.cast::<SignalInfo>() };
        // SAFETY: the context of a handler is a `ucontext_t`.
        let registers = unsafe { &(*context.cast::<libc::ucontext_t>()).uc_mcontext };
        Self {
            code: info.code,
            address: info.address,
            syscall: info.syscall,
            stack_pointer: stack_pointer(registers),
        }
    }

    fn words(&self, signal: i32, errno: i32, prepared: &Prepared) -> LastWords {
        let forbidden = signal == libc::SIGSYS && self.code == SYS_SECCOMP;
        let fault = matches!(signal, libc::SIGSEGV | libc::SIGBUS) && self.code > 0;
        let stack_overflow = fault
            && (prepared.guard.contains(&self.address)
                || self.address.abs_diff(self.stack_pointer) <= NEAR_STACK_POINTER);
        // `errno` may be left over from long ago: it counts where nothing else explains the end.
        let refused = errno == libc::ENOMEM && !stack_overflow;
        LastWords {
            signal,
            syscall: forbidden.then_some(self.syscall),
            out_of_memory: !forbidden && (refused || prepared.memory_is_exhausted()),
            stack_overflow,
        }
    }
}

/// How the kernel marks a SIGSYS of a filter.
const SYS_SECCOMP: i32 = 1;

#[cfg(target_arch = "x86_64")]
fn stack_pointer(registers: &libc::mcontext_t) -> usize {
    registers.gregs[libc::REG_RSP as usize] as usize
}

#[cfg(target_arch = "aarch64")]
fn stack_pointer(registers: &libc::mcontext_t) -> usize {
    registers.sp as usize
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn stack_pointer(_: &libc::mcontext_t) -> usize {
    usize::MAX
}

impl Prepared {
    fn memory_is_exhausted(&self) -> bool {
        let mut text = [0; 256];
        // SAFETY: the plugin may have closed the descriptor, which is an error, or put another file there, which is no more than
        // wrong text. Reading at an offset never waits: pipes and sockets refuse it.
        let statm = unsafe { BorrowedFd::borrow_raw(self.statm) };
        let length = rustix::io::pread(statm, &mut text, 0).unwrap_or(0);
        data_pages(&text[..length]).is_some_and(|pages| pages.saturating_mul(self.page) >= self.exhausted)
    }

    /// Writes the record, unless nobody makes room for it in time.
    fn write(&self, words: LastWords) {
        let mut bytes = [0; PREFIX + LastWords::SIZE];
        bytes[..PREFIX].copy_from_slice(&self.prefix);
        bytes[PREFIX..].copy_from_slice(&words.to_bytes());
        // SAFETY: as in `memory_is_exhausted`; at worst another file of the worker's gets the bytes.
        let host = unsafe { BorrowedFd::borrow_raw(self.fd) };
        let mut room = [PollFd::from_borrowed_fd(host, PollFlags::OUT)];
        if poll(&mut room, Some(&PATIENCE)) == Ok(1) {
            let _ = rustix::io::write(host, &bytes);
        }
    }
}

/// The pages of data and stack in a text of `/proc/self/statm`: its sixth number.
fn data_pages(statm: &[u8]) -> Option<u64> {
    let sixth = statm.split(u8::is_ascii_whitespace).nth(5)?;
    std::str::from_utf8(sixth).ok()?.parse().ok()
}

/// What people call a signal: `SIGSEGV (segmentation fault)`.
pub(crate) fn signal_name(signal: i32) -> String {
    match SIGNALS.iter().find(|(number, ..)| *number == signal) {
        Some((_, name, meaning)) => format!("{name} ({meaning})"),
        None => format!("signal {signal}"),
    }
}

const SIGNALS: &[(i32, &str, &str)] = &[
    (libc::SIGHUP, "SIGHUP", "hangup"),
    (libc::SIGINT, "SIGINT", "interrupt"),
    (libc::SIGQUIT, "SIGQUIT", "quit"),
    (libc::SIGILL, "SIGILL", "illegal instruction"),
    (libc::SIGTRAP, "SIGTRAP", "trap"),
    (libc::SIGABRT, "SIGABRT", "abort"),
    (libc::SIGBUS, "SIGBUS", "bus error"),
    (libc::SIGFPE, "SIGFPE", "arithmetic error"),
    (libc::SIGKILL, "SIGKILL", "kill"),
    (libc::SIGUSR1, "SIGUSR1", "user signal 1"),
    (libc::SIGSEGV, "SIGSEGV", "segmentation fault"),
    (libc::SIGUSR2, "SIGUSR2", "user signal 2"),
    (libc::SIGPIPE, "SIGPIPE", "broken pipe"),
    (libc::SIGALRM, "SIGALRM", "alarm"),
    (libc::SIGTERM, "SIGTERM", "termination"),
    (libc::SIGCHLD, "SIGCHLD", "child's end"),
    (libc::SIGCONT, "SIGCONT", "continue"),
    (libc::SIGSTOP, "SIGSTOP", "stop"),
    (libc::SIGTSTP, "SIGTSTP", "stop from the terminal"),
    (libc::SIGTTIN, "SIGTTIN", "input from the terminal"),
    (libc::SIGTTOU, "SIGTTOU", "output to the terminal"),
    (libc::SIGURG, "SIGURG", "urgent data"),
    (libc::SIGXCPU, "SIGXCPU", "processor time used up"),
    (libc::SIGXFSZ, "SIGXFSZ", "file too large"),
    (libc::SIGVTALRM, "SIGVTALRM", "virtual alarm"),
    (libc::SIGPROF, "SIGPROF", "profiling timer"),
    (libc::SIGWINCH, "SIGWINCH", "window size"),
    (libc::SIGIO, "SIGIO", "input or output possible"),
    (libc::SIGPWR, "SIGPWR", "power failure"),
    (libc::SIGSYS, "SIGSYS", "forbidden system call"),
];

#[cfg(test)]
mod tests {
    use std::io::{Read, Seek, Write};
    use std::os::fd::AsRawFd;

    use proptest::prelude::*;

    use super::*;

    const GUARD: Range<usize> = 0x7000_0000..0x7010_1000;
    const STACK: usize = 0x7200_0000;

    /// As installed in a worker that may have 100 pages of data, and has 10 (below) unless `statm` says otherwise.
    fn prepared(statm: &File) -> Prepared {
        Prepared {
            fd: 0,
            prefix: [7; PREFIX],
            statm: statm.as_raw_fd(),
            exhausted: 95 * 4096,
            page: 4096,
            guard: GUARD,
        }
    }

    fn file(text: &str) -> File {
        let mut file =
            File::from(rustix::fs::memfd_create("statm", rustix::fs::MemfdFlags::CLOEXEC).expect("a file"));
        file.write_all(text.as_bytes()).expect("room");
        file
    }

    fn calm() -> File {
        file("900 500 300 7 0 10 0\n")
    }

    fn death(code: i32, address: usize) -> Death {
        Death { code, address, syscall: 101, stack_pointer: STACK }
    }

    fn words(signal: i32) -> LastWords {
        LastWords { signal, syscall: None, out_of_memory: false, stack_overflow: false }
    }

    proptest! {
        #[test]
        fn records_survive_the_way(
            signal in 1..=MOST_SIGNALS,
            syscall in prop::option::of(0..i32::MAX),
            out_of_memory: bool,
            stack_overflow: bool,
        ) {
            let words = LastWords { signal, syscall, out_of_memory, stack_overflow };
            prop_assert_eq!(LastWords::from_bytes(&words.to_bytes()), Some(words));
        }

        #[test]
        fn foreign_bytes_are_a_record_that_would_be_written_so_or_none(
            bytes in prop::collection::vec(any::<u8>(), 0..2 * LastWords::SIZE),
        ) {
            if let Some(words) = LastWords::from_bytes(&bytes) {
                prop_assert_eq!(&words.to_bytes()[..], &bytes[..]);
            }
        }

        #[test]
        fn nearly_right_bytes_never_panic(mut bytes in Just(words(11).to_bytes()), at in 0..LastWords::SIZE, byte: u8) {
            bytes[at] = byte;
            if let Some(words) = LastWords::from_bytes(&bytes) {
                prop_assert_eq!(words.to_bytes(), bytes);
            }
        }
    }

    #[test]
    fn faults_beyond_the_stack_are_overflows_and_others_are_not() {
        const MAPERR: i32 = 1;
        const USER: i32 = 0;
        let statm = calm();
        let cases = [
            ("in the guard", libc::SIGSEGV, MAPERR, GUARD.start + 5, true),
            ("just below the stack pointer", libc::SIGSEGV, MAPERR, STACK - 8, true),
            ("in a frame above it", libc::SIGBUS, MAPERR, STACK + 40_000, true),
            ("null", libc::SIGSEGV, MAPERR, 0, false),
            ("somewhere", libc::SIGSEGV, MAPERR, 0x6000_0000, false),
            ("sent by a process", libc::SIGSEGV, USER, STACK - 8, false),
            ("another signal", libc::SIGFPE, MAPERR, STACK - 8, false),
        ];
        for (what, signal, code, address, overflow) in cases {
            let said = death(code, address).words(signal, 0, &prepared(&statm));
            assert_eq!(said, LastWords { stack_overflow: overflow, ..words(signal) }, "{what}");
        }
    }

    #[test]
    fn a_forbidden_call_is_named_and_a_sent_signal_names_none() {
        let statm = calm();
        let said = death(SYS_SECCOMP, 0).words(libc::SIGSYS, 0, &prepared(&statm));
        assert_eq!(said, LastWords { syscall: Some(101), ..words(libc::SIGSYS) });
        assert_eq!(death(0, 0).words(libc::SIGSYS, 0, &prepared(&statm)), words(libc::SIGSYS));
    }

    #[test]
    fn memory_is_out_when_it_was_refused_or_is_nearly_all_taken() {
        let said = |statm: &str, errno| {
            death(0, 0).words(libc::SIGABRT, errno, &prepared(&file(statm))).out_of_memory
        };
        assert!(!said("900 500 300 7 0 94 0\n", 0));
        assert!(said("900 500 300 7 0 95 0\n", 0));
        assert!(said("900 500 300 7 0 10 0\n", libc::ENOMEM));
        // Nor where the end has another reason.
        let full = file("900 500 300 7 0 99 0\n");
        assert!(!death(SYS_SECCOMP, 0).words(libc::SIGSYS, libc::ENOMEM, &prepared(&full)).out_of_memory);
        let overflow = death(1, STACK - 8).words(libc::SIGSEGV, libc::ENOMEM, &prepared(&calm()));
        assert!(overflow.stack_overflow && !overflow.out_of_memory);
        // What a plugin may put in the descriptor's place.
        for foreign in ["", "1 2 3", "a b c d e f", "1 1 1 1 1 -5", "1 1 1 1 1 99999999999999999999999"] {
            assert!(!said(foreign, 0), "{foreign:?}");
        }
    }

    #[test]
    fn a_record_is_written_in_one_piece_behind_its_prefix() {
        let (statm, mut host) = (calm(), file(""));
        Prepared { fd: host.as_raw_fd(), ..prepared(&statm) }.write(words(libc::SIGBUS));
        let mut written = Vec::new();
        host.rewind().expect("a file");
        host.read_to_end(&mut written).expect("a file");
        assert_eq!(written.len(), PREFIX + LastWords::SIZE);
        assert_eq!(written[..PREFIX], [7; PREFIX]);
        assert_eq!(LastWords::from_bytes(&written[PREFIX..]), Some(words(libc::SIGBUS)));
    }

    #[test]
    fn signals_have_names() {
        assert_eq!(signal_name(libc::SIGSEGV), "SIGSEGV (segmentation fault)");
        assert_eq!(signal_name(40), "signal 40");
    }
}
