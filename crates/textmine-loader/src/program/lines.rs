//! The host's end of the pipes to a program: one line there, one line back, within a time.
use super::census::{self, TooMany};
use crate::isolate::process::Pipes;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::time::{Duration, Instant};

/// Of what a program writes to standard error, so many of the last bytes are kept: runtimes say at the end what went wrong.
const KEPT: usize = 4000;
/// Room in each pipe, in bytes: a long article goes over without a stop.
const PIPE: usize = 1 << 20;
/// How often a program is looked at that takes its time.
const LOOK: Duration = Duration::from_millis(20);

/// The pipes to one program.
#[derive(Debug)]
pub(super) struct Lines {
    /// `None` once it is closed.
    to: Option<File>,
    from: File,
    /// `None` when the program has closed it.
    errors: Option<File>,
    /// Tells when the program has ended, even if something that it has started holds its pipes.
    end: Option<OwnedFd>,
    /// The process that all of the program descends from.
    root: u32,
    /// When its processes were last counted.
    looked: Instant,
    /// What came and was not asked for yet.
    received: Vec<u8>,
    complaint: VecDeque<u8>,
}

/// Why there is no answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lost {
    /// The time is over.
    Timeout,
    TooMany(TooMany),
    /// Its standard output is closed, or it has ended; what it wrote last has no end of line.
    Closed,
    /// The answer is longer than allowed.
    TooLong,
    /// It answered before it had read what it was asked.
    TooEarly,
}

impl Lines {
    pub(super) fn new((to, from, errors): Pipes, end: Option<OwnedFd>, root: u32) -> io::Result<Self> {
        let open = |pipe: OwnedFd| {
            rustix::io::ioctl_fionbio(&pipe, true)?;
            // Only a matter of speed: a user may have too many pipes for it.
            _ = rustix::pipe::fcntl_setpipe_size(&pipe, PIPE);
            Ok::<_, io::Error>(File::from(pipe))
        };
        Ok(Lines {
            to: Some(open(to.into())?),
            from: open(from.into())?,
            errors: Some(open(errors.into())?),
            end,
            root,
            looked: Instant::now(),
            received: Vec::new(),
            complaint: VecDeque::new(),
        })
    }

    /// Sends a request and returns the next line, without its end. One above `longest` bytes is not taken. Both sides may have
    /// more to write than a pipe holds, so the host waits for whichever way is open.
    pub(super) fn exchange(
        &mut self,
        request: &[u8],
        deadline: Instant,
        longest: usize,
    ) -> Result<Vec<u8>, Lost> {
        self.complaint.clear();
        let mut pending = request;
        let mut searched = 0;
        loop {
            if let Some(at) = memchr::memchr(b'\n', &self.received[searched..]) {
                if !pending.is_empty() {
                    return Err(Lost::TooEarly);
                }
                // Whatever was written to standard error before the answer lies in the pipe by now.
                self.drain_rest();
                let rest = self.received.split_off(searched + at + 1);
                let mut line = std::mem::replace(&mut self.received, rest);
                line.truncate(searched + at);
                return Ok(line);
            }
            searched = self.received.len();
            if searched > longest {
                return Err(Lost::TooLong);
            }
            pending = self.write(pending);
            self.wait(!pending.is_empty(), deadline)?;
            if !self.read() {
                self.drain_rest();
                return Err(Lost::Closed);
            }
        }
    }

    /// Closes the program's standard input, and reads until it has closed its output. Returns what it still wrote there.
    pub(super) fn finish(&mut self, deadline: Instant) -> Result<Vec<u8>, Lost> {
        self.complaint.clear();
        self.to = None;
        while self.received.len() < KEPT {
            self.wait(false, deadline)?;
            if !self.read() {
                break;
            }
        }
        self.drain_rest();
        Ok(std::mem::take(&mut self.received))
    }

    /// What the program has written to standard error since the last request; of much of it the end.
    pub(super) fn complaint(&mut self) -> &[u8] {
        self.complaint.make_contiguous()
    }

    /// Writes what there is room for, and returns the rest.
    fn write<'r>(&mut self, pending: &'r [u8]) -> &'r [u8] {
        let Some(to) = self.to.as_mut().filter(|_| !pending.is_empty()) else { return &[] };
        match to.write(pending) {
            Ok(written) => &pending[written..],
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => pending,
            // Nobody reads any more; what is still to be read says why.
            Err(_) => &[],
        }
    }

    /// Takes what lies in the pipe; false where no more will come.
    fn read(&mut self) -> bool {
        let mut buffer = [0; 1 << 16];
        let mut read = self.from.read(&mut buffer);
        let waits =
            |read: &io::Result<usize>| read.as_ref().is_err_and(|e| e.kind() == ErrorKind::WouldBlock);
        let ended = waits(&read) && self.has_ended();
        if ended {
            // It may have written between the two looks.
            read = self.from.read(&mut buffer);
        }
        match read {
            Ok(0) => false,
            Ok(read) => {
                self.received.extend_from_slice(&buffer[..read]);
                true
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => !ended,
            Err(error) => error.kind() == ErrorKind::Interrupted,
        }
    }

    fn has_ended(&self) -> bool {
        let Some(end) = &self.end else { return false };
        let mut fds = [PollFd::from_borrowed_fd(end.as_fd(), PollFlags::IN)];
        matches!(poll(&mut fds, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })), Ok(1..))
    }

    /// Waits until something can be done; takes what comes on standard error meanwhile.
    fn wait(&mut self, to_write: bool, deadline: Instant) -> Result<(), Lost> {
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                // One that writes without end is always ready.
                return Err(Lost::Timeout);
            }
            let look = left.min(LOOK);
            let look = Timespec { tv_sec: 0, tv_nsec: look.subsec_nanos().into() };
            let mut fds = vec![PollFd::new(&self.from, PollFlags::IN)];
            fds.extend(self.end.as_ref().map(|end| PollFd::new(end, PollFlags::IN)));
            fds.extend(self.to.as_ref().filter(|_| to_write).map(|to| PollFd::new(to, PollFlags::OUT)));
            let others = fds.len();
            fds.extend(self.errors.as_ref().map(|errors| PollFd::new(errors, PollFlags::IN)));
            let ready = poll(&mut fds, Some(&look));
            let is_ready = |fd: &PollFd<'_>| !fd.revents().is_empty();
            let go_on = fds[..others].iter().any(is_ready);
            let complains = fds[others..].iter().any(is_ready);
            if complains {
                self.drain();
            }
            // By the clock: one that writes without end is never waited for.
            if self.looked.elapsed() >= LOOK {
                census::count(self.root).map_err(Lost::TooMany)?;
                self.looked = Instant::now();
            }
            // Otherwise it was something on standard error, or a signal whose handler has run.
            if ready.is_ok() && go_on {
                return Ok(());
            }
        }
    }

    /// Takes what lies in the pipe of standard error: no more than it holds, as somebody may still be writing.
    fn drain_rest(&mut self) {
        let mut left = PIPE;
        while left > 0
            && let read @ 1.. = self.drain()
        {
            left = left.saturating_sub(read);
        }
    }

    /// Takes some of it. Returns how much it was.
    fn drain(&mut self) -> usize {
        let Some(errors) = &mut self.errors else { return 0 };
        let mut buffer = [0; 1 << 14];
        match errors.read(&mut buffer) {
            Ok(0) => {
                self.errors = None;
                0
            }
            Ok(read) => {
                self.complaint.extend(&buffer[..read]);
                let spare = self.complaint.len().saturating_sub(KEPT);
                self.complaint.drain(..spare);
                read
            }
            Err(_) => 0,
        }
    }
}
