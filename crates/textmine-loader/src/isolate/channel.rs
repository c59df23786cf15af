//! The host's end of the pipes to a worker: one request, one answer, within a time.
use super::buffer::Buffer;
use super::frame::{HEADER, Header, Kind};
use super::last_words::LastWords;
use super::process::Pipes;
use super::records::Body;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::fs::File;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, ErrorKind, IoSlice, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::MetadataExt;
use std::time::{Duration, Instant};

/// Of what a plugin prints in one call, so many bytes are kept.
const PRINTED: usize = 2000;
/// A worker that has more threads is ended: nobody else on the machine could start any.
pub(crate) const MOST_THREADS: u64 = 512;
/// How often a worker is looked at that takes its time.
const LOOK: Duration = Duration::from_millis(20);

/// Room in each pipe, in bytes: a long article goes over without a stop.
const PIPE: usize = 1 << 20;

/// How often a host gives way to a worker that is near before it sleeps: without anybody else to run, that is some 50 µs.
const PATIENCE: u32 = 100;

/// The pipes to one worker.
#[derive(Debug)]
pub(crate) struct Channel {
    to: File,
    from: File,
    /// Tells when the worker has ended, even if something that it has started holds its pipes; `None` where the kernel can't.
    end: Option<OwnedFd>,
    /// The worker's standard output and standard error; `None` when it has closed them.
    printing: Option<File>,
    /// The folder of its threads.
    tasks: Option<File>,
    printed: Vec<u8>,
    answer: Buffer,
    nonces: RandomState,
    requests: u64,
}

/// Why there is no answer, and never will be.
#[derive(Debug)]
pub(crate) enum Lost {
    /// The time is over.
    Timeout,
    /// It has started more threads than [`MOST_THREADS`].
    Threads,
    /// The worker's end of the pipe is closed.
    Closed(Option<LastWords>),
    /// What came is no answer.
    Garbage,
    /// The answer is longer than allowed.
    TooLong,
}

impl Channel {
    pub(crate) fn new(
        (to, from, printing): Pipes,
        end: Option<OwnedFd>,
        tasks: Option<File>,
    ) -> io::Result<Self> {
        let open = |pipe: OwnedFd| {
            rustix::io::ioctl_fionbio(&pipe, true)?;
            // Only a matter of speed: a user may have too many pipes for it.
            _ = rustix::pipe::fcntl_setpipe_size(&pipe, PIPE);
            Ok::<_, io::Error>(File::from(pipe))
        };
        Ok(Channel {
            to: open(to.into())?,
            from: open(from.into())?,
            end,
            printing: Some(open(printing.into())?),
            tasks,
            printed: Vec::new(),
            answer: Buffer::default(),
            nonces: RandomState::new(),
            requests: 0,
        })
    }

    /// Sends a request and waits for its answer, at most until `deadline`. An answer above `longest` bytes is not taken. What
    /// it says is in [`Channel::body`]. Host and worker may both have more to write than a pipe holds, so the host waits for
    /// whichever way is open. With `near` the worker runs on this very processor: giving way to it is quicker than to sleep and
    /// be woken.
    pub(crate) fn exchange(
        &mut self,
        kind: Kind,
        body: &mut Body<'_>,
        deadline: Instant,
        longest: u64,
        near: bool,
    ) -> Result<Kind, Lost> {
        let (parts, len) = body.finish();
        let nonce = self.next_nonce();
        let header = Header { kind, nonce, len }.to_bytes();
        let mut parts: Vec<IoSlice<'_>> = std::iter::once(IoSlice::new(&header)).chain(parts).collect();
        let mut pending = parts.as_mut_slice();
        self.answer.clear();
        self.printed.clear();
        let mut last_words = None;
        let mut writable = true;
        let mut patience = if near { PATIENCE } else { 0 };
        loop {
            if writable && !pending.is_empty() {
                match self.to.write_vectored(pending) {
                    Ok(written) => IoSlice::advance_slices(&mut pending, written),
                    Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {}
                    // Nobody reads any more; what is still to be read says why.
                    Err(_) => pending = &mut [],
                }
            }
            let ready = if patience > 0 && pending.is_empty() {
                patience -= 1;
                rustix::thread::sched_yield();
                Ready { from: true, ..Ready::default() }
            } else {
                self.wait(!pending.is_empty(), deadline)?
            };
            // One that prints without end is always ready; an answer that lies there counts even if the host looks late.
            if !ready.from && Instant::now() > deadline {
                return Err(Lost::Timeout);
            }
            writable = ready.to;
            if ready.printing {
                self.drain();
            }
            if !ready.from && !ready.end {
                continue;
            }
            let header = self.header()?;
            let target = header.map_or(HEADER, |header| HEADER.saturating_add(header.len as usize));
            match self.answer.read(&mut self.from, target) {
                Ok(0) => {
                    self.drain_rest();
                    return Err(Lost::Closed(last_words));
                }
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock && ready.end => {
                    self.drain_rest();
                    return Err(Lost::Closed(last_words));
                }
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {
                    continue;
                }
                Err(_) => return Err(Lost::TooLong),
            }
            let Some(header) = self.header()? else { continue };
            let end = HEADER.saturating_add(header.len as usize);
            if header.kind == Kind::LastWords && header.len == LastWords::SIZE as u64 {
                // A worker says them once, and nothing after.
                if last_words.is_some() || self.answer.bytes().len() > end {
                    return Err(Lost::Garbage);
                }
                if let Some(words) = self.answer.bytes().get(HEADER..end) {
                    last_words = Some(LastWords::from_bytes(words).ok_or(Lost::Garbage)?);
                    self.answer.clear();
                }
                continue;
            }
            if header.nonce != nonce {
                return Err(Lost::Garbage);
            }
            if header.len > longest {
                return Err(Lost::TooLong);
            }
            if self.answer.bytes().len() < end {
                continue;
            }
            // No byte may follow the answer; one that comes later does not fit the next request.
            if self.answer.bytes().len() > end {
                return Err(Lost::Garbage);
            }
            // Whatever was printed in this call lies in the pipe by now.
            self.drain_rest();
            return Ok(header.kind);
        }
    }

    /// The body of the last answer.
    pub(crate) fn body(&self) -> &[u8] {
        self.answer.bytes().get(HEADER..).unwrap_or_default()
    }

    /// What the plugin has printed since the last request; cut.
    pub(crate) fn printed(&self) -> &[u8] {
        &self.printed
    }

    /// Takes what lies in the pipe: no more than it holds, as somebody may still be printing.
    fn drain_rest(&mut self) {
        let mut left = PIPE;
        while left > 0
            && let read @ 1.. = self.drain()
        {
            left = left.saturating_sub(read);
        }
    }

    fn header(&self) -> Result<Option<Header>, Lost> {
        match self.answer.bytes().first_chunk::<HEADER>() {
            Some(bytes) => Header::from_bytes(bytes).map(Some).ok_or(Lost::Garbage),
            None => Ok(None),
        }
    }

    /// Waits until something can be done.
    fn wait(&self, to_write: bool, deadline: Instant) -> Result<Ready, Lost> {
        let from = PollFd::from_borrowed_fd(self.from.as_fd(), PollFlags::IN);
        let mut all = [from.clone(), from.clone(), from.clone(), from];
        let mut count = 1;
        if let Some(end) = &self.end {
            all[count] = PollFd::from_borrowed_fd(end.as_fd(), PollFlags::IN);
            count += 1;
        }
        if let Some(printing) = &self.printing {
            all[count] = PollFd::from_borrowed_fd(printing.as_fd(), PollFlags::IN);
            count += 1;
        }
        if to_write {
            all[count] = PollFd::from_borrowed_fd(self.to.as_fd(), PollFlags::OUT);
            count += 1;
        }
        let fds = &mut all[..count];
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let watched = self.tasks.is_some() && left > LOOK;
            let left = if watched { LOOK } else { left };
            let left = Timespec { tv_sec: left.as_secs() as _, tv_nsec: left.subsec_nanos().into() };
            match poll(fds, Some(&left)) {
                Ok(0) if watched => self.watch()?,
                Ok(0) => return Err(Lost::Timeout),
                Ok(_) => break,
                // A signal: its handler has run, the time goes on.
                Err(_) => {}
            }
        }
        let mut flags = fds.iter().map(|fd| !fd.revents().is_empty());
        let from = flags.next() == Some(true);
        let end = self.end.is_some() && flags.next() == Some(true);
        let printing = self.printing.is_some() && flags.next() == Some(true);
        Ok(Ready { from, end, printing, to: to_write && flags.next() == Some(true) })
    }

    /// Looks whether the worker has started too much.
    fn watch(&self) -> Result<(), Lost> {
        // The folder has a link for each thread, besides the two that every folder has.
        let links = self.tasks.as_ref().and_then(|tasks| tasks.metadata().ok()).map(|tasks| tasks.nlink());
        if links.is_some_and(|links| links > MOST_THREADS + 2) { Err(Lost::Threads) } else { Ok(()) }
    }

    /// Takes what was printed, and forgets what is too much. Returns how much it was.
    fn drain(&mut self) -> usize {
        let Some(printing) = &mut self.printing else { return 0 };
        let mut buffer = [0; 1 << 14];
        match printing.read(&mut buffer) {
            Ok(0) => {
                self.printing = None;
                0
            }
            Ok(read) => {
                let room = PRINTED.saturating_sub(self.printed.len());
                self.printed.extend_from_slice(&buffer[..read.min(room)]);
                read
            }
            Err(_) => 0,
        }
    }

    fn next_nonce(&mut self) -> u64 {
        self.requests += 1;
        let mut hasher = self.nonces.build_hasher();
        hasher.write_u64(self.requests);
        hasher.finish()
    }
}

/// What can go on without waiting.
#[derive(Debug, Clone, Copy, Default)]
struct Ready {
    from: bool,
    end: bool,
    printing: bool,
    to: bool,
}
