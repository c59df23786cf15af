//! Threads that share the documents of a run.
use crate::run::{Analyzed, Input, Pipeline, Problem};
use std::num::NonZeroUsize;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// Documents that are taken in for each thread, so that none waits for the slowest.
const AHEAD: usize = 2;

/// More threads help nobody.
const MOST: usize = 1024;

/// Threads that share a pipeline; a single one is the caller's own.
pub(crate) struct Crew {
    pipeline: Arc<Pipeline>,
    jobs: Option<Sender<Job>>,
    threads: Vec<JoinHandle<()>>,
}

type Job = (Input, SyncSender<Analyzed>);

/// A document that is analyzed, or will be.
pub(crate) enum Pending {
    Done(Box<Analyzed>),
    Coming(Receiver<Analyzed>),
}

impl Crew {
    pub(crate) fn new(pipeline: Pipeline, threads: NonZeroUsize) -> Self {
        let pipeline = Arc::new(pipeline);
        if threads.get() == 1 {
            return Crew { pipeline, jobs: None, threads: Vec::new() };
        }
        let (jobs, queue) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        let work = |_| {
            let (pipeline, queue) = (Arc::clone(&pipeline), Arc::clone(&queue));
            std::thread::Builder::new().spawn(move || work(&pipeline, &queue)).ok()
        };
        // Where the system has no more threads, fewer will do; without any, the caller does the work.
        let threads: Vec<_> = (0..threads.get().min(MOST)).map_while(work).collect();
        let jobs = (!threads.is_empty()).then_some(jobs);
        Crew { pipeline, jobs, threads }
    }

    /// How many documents are best taken in before the first one is asked for.
    pub(crate) fn capacity(&self) -> usize {
        (self.threads.len() * AHEAD).max(1)
    }

    pub(crate) fn analyze(&self, input: Input) -> Pending {
        let Some(jobs) = &self.jobs else { return Pending::Done(Box::new(self.pipeline.analyze(input))) };
        let (answer, coming) = mpsc::sync_channel(1);
        // Nobody listens if every thread has panicked; then nothing comes either, and that is noticed.
        _ = jobs.send((input, answer));
        Pending::Coming(coming)
    }

    /// Ends the threads, then the analyzers; what fails meanwhile is returned.
    pub(crate) fn close(self) -> Vec<Problem> {
        let Crew { pipeline, jobs, threads } = self;
        drop(jobs);
        for thread in threads {
            if let Err(panic) = thread.join() {
                std::panic::resume_unwind(panic);
            }
        }
        Arc::into_inner(pipeline).map(Pipeline::close).unwrap_or_default()
    }
}

fn work(pipeline: &Pipeline, queue: &Mutex<Receiver<Job>>) {
    loop {
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((input, answer)) = job else { return };
        // Nobody waits for it if the run was given up.
        _ = answer.send(pipeline.analyze(input));
    }
}

impl Pending {
    /// The analyzed document, once it is.
    pub(crate) fn wait(&mut self) -> &mut Analyzed {
        if let Pending::Coming(coming) = self {
            *self = Pending::Done(Box::new(received(coming)));
        }
        match self {
            Pending::Done(analyzed) => analyzed,
            Pending::Coming(_) => unreachable!("it was awaited above"),
        }
    }

    pub(crate) fn into_inner(self) -> Analyzed {
        match self {
            Pending::Done(analyzed) => *analyzed,
            Pending::Coming(coming) => received(&coming),
        }
    }
}

/// # Panics
/// If the thread has: a plugin's panics are contained, those of an analyzer that is linked in are not.
fn received(coming: &Receiver<Analyzed>) -> Analyzed {
    coming.recv().expect("an analyzer that is linked in has panicked")
}
