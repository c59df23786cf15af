//! Plugins in worker processes: the same library behind the same traits, and whatever it does costs one result.

mod buffer;
pub(crate) mod cause;
mod channel;
mod frame;
pub(crate) mod fuzzing;
mod hello;
mod host;
pub(crate) mod last_words;
pub(crate) mod process;
mod records;
pub(crate) mod sandbox;
mod traces;
pub mod worker;

pub use process::{WorkerProgram, end_with};

use crate::LoadError;
use crate::file::LibraryFile;
use crate::loader::LoadPolicy;
use hello::Hello;
use host::Worker;
use serde_json::Value;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use textmine_core::{Analysis, Description, Document, Failure, Instance, Plugin, Sandbox, Terms};

/// A plugin whose code runs in workers.
#[derive(Debug)]
pub struct IsolatedPlugin {
    source: Arc<Source>,
    /// A worker with the library open and no instance: the first of the pool.
    spare: Mutex<Option<Worker>>,
}

/// What came of a conformance check.
#[derive(Debug)]
pub struct Exercised {
    /// What the worker's [`Exercise`](worker::Exercise) has returned.
    pub outcome: String,
    /// What went wrong besides.
    pub remarks: Vec<String>,
    /// The most memory that the worker had, in bytes.
    pub peak_memory: u64,
}

/// What it takes to start another worker.
#[derive(Debug)]
struct Source {
    file: LibraryFile,
    program: WorkerProgram,
    hello: Hello,
}

impl IsolatedPlugin {
    /// Starts a first worker that opens the library. Returns also what the sandbox lacks.
    pub(crate) fn start(
        file: LibraryFile,
        base: &Path,
        terms: &Terms,
        policy: &LoadPolicy,
        program: &WorkerProgram,
    ) -> Result<(Self, Vec<String>), LoadError> {
        let mut reads = Vec::new();
        let own = file.data().into_iter().map(|path| (path, false));
        for (path, named_by_user) in own.chain(terms.reads.iter().map(|path| (base.join(path), true))) {
            let found = match path.canonicalize() {
                Ok(found) => found,
                Err(source) => return Err(LoadError::Data { path, named_by_user, source }),
            };
            if !named_by_user && !file.path.parent().is_some_and(|folder| found.starts_with(folder)) {
                let why =
                    format!("its data {} leads out of its folder, to {}", path.display(), found.display());
                return Err(LoadError::Contract { path: file.path, why });
            }
            reads.push(found);
        }
        let hello = Hello {
            path: file.path.clone(),
            place: file.place_for_a_child(),
            abi: policy.abi,
            limits: terms.limits,
            sandbox: terms.sandbox,
            reads,
        };
        let source = Source { file, program: program.clone(), hello };
        let (worker, lacking) = Worker::start(&source.program, &source.hello)?;
        if terms.sandbox == Sandbox::Required && !lacking.is_empty() {
            return Err(LoadError::Sandbox { lacking });
        }
        Ok((IsolatedPlugin { source: Arc::new(source), spare: Mutex::new(Some(worker)) }, lacking))
    }

    /// Runs one conformance check in a worker of its own, in the time that a document has.
    ///
    /// # Errors
    /// If the worker does not survive it.
    pub fn exercise(&self, check: &str) -> Result<Exercised, Failure> {
        let mut worker = self.spare_or_new()?;
        let (outcome, remarks) = worker.exercise(check)?;
        Ok(Exercised { outcome, remarks, peak_memory: worker.peak_memory() })
    }

    fn spare_or_new(&self) -> Result<Worker, Failure> {
        let spare = lock(&self.spare).take();
        match spare {
            Some(worker) => Ok(worker),
            None => self.source.start(),
        }
    }
}

impl Source {
    fn start(&self) -> Result<Worker, Failure> {
        /// The system may be short of processes for a moment.
        const TRIES: u32 = 5;
        const BETWEEN_TRIES: Duration = Duration::from_millis(200);
        let mut tries = 1;
        loop {
            match Worker::start(&self.program, &self.hello) {
                Ok((worker, _)) => return Ok(worker),
                Err(LoadError::Worker { .. }) if tries < TRIES => std::thread::sleep(BETWEEN_TRIES),
                Err(error) => {
                    let message = format!("could not be started again: {}", error.without_path());
                    return Err(Failure::Died { message });
                }
            }
            tries += 1;
        }
    }
}

impl Plugin for IsolatedPlugin {
    fn description(&self) -> &Description {
        &self.source.file.manifest.description
    }

    fn options_schema(&self) -> Result<Value, Failure> {
        let mut worker = self.spare_or_new()?;
        let schema = worker.schema()?;
        *lock(&self.spare) = Some(worker);
        Ok(schema)
    }

    fn create(&self, options: &Value) -> Result<Box<dyn Instance>, Failure> {
        let options = options.to_string();
        let mut worker = self.spare_or_new()?;
        worker.create(&options)?;
        Ok(Box::new(IsolatedInstance {
            source: Arc::clone(&self.source),
            options,
            idle: Mutex::new(vec![worker]),
        }))
    }
}

/// An analyzer in workers, as many as there are threads that use it at the same time.
#[derive(Debug)]
struct IsolatedInstance {
    source: Arc<Source>,
    options: String,
    idle: Mutex<Vec<Worker>>,
}

impl Instance for IsolatedInstance {
    fn analyze(&self, document: &Document<'_>) -> Result<Analysis, Failure> {
        let provides = &self.source.file.manifest.description.provides;
        let idle = lock(&self.idle).pop();
        let mut worker = idle.map_or_else(|| self.start(), Ok)?;
        let used = worker.used;
        let mut result = worker.analyze(document, provides);
        if worker.lost && used {
            // What an earlier document has left behind may have ended it. What ends a fresh one is this document.
            worker = self.start()?;
            result = worker.analyze(document, provides);
            if let Ok(analysis) = &mut result {
                analysis
                    .remarks
                    .insert(0, "its worker was lost after an earlier document, and replaced".to_owned());
            }
        }
        // One that answered is sound; after anything else a fresh one is better.
        if matches!(result, Ok(_) | Err(Failure::Refused { .. })) {
            lock(&self.idle).push(worker);
        }
        result
    }

    fn close(self: Box<Self>) -> Result<(), Failure> {
        let workers = self.idle.into_inner().unwrap_or_else(PoisonError::into_inner);
        // At the same time: each may take its whole time. One for which there is no thread left is ended unasked.
        std::thread::scope(|scope| {
            let close =
                |worker: Worker| std::thread::Builder::new().spawn_scoped(scope, move || worker.close());
            let closing: Vec<_> = workers.into_iter().map(close).collect();
            closing.into_iter().flatten().try_for_each(|thread| thread.join().unwrap_or(Ok(())))
        })
    }
}

impl IsolatedInstance {
    fn start(&self) -> Result<Worker, Failure> {
        let mut worker = self.source.start()?;
        worker.create(&self.options)?;
        Ok(worker)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
