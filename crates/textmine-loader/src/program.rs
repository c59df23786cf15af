//! Programs in any language as analyzers: started apart, asked in lines of JSON, bound and checked like isolated plugins.

mod census;
mod end;
mod find;
pub mod launch;
mod lines;
mod protocol;
mod running;

use crate::LoadError;
use crate::isolate::WorkerProgram;
use find::Found;
use launch::Order;
use protocol::{Hello, Manifest};
use running::{Running, StartError};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use textmine_core::{
    Analysis, Description, Document, Failure, Instance, Plugin, Program, Sandbox, Terms, Unavailable,
};

/// An analyzer that is a program in any language.
#[derive(Debug)]
pub struct ProgramPlugin {
    source: Arc<Source>,
    schema: Value,
    /// The options with which the spare one was greeted.
    options: Value,
    /// A program that has said what it is: the first of the pool.
    spare: Mutex<Option<Running>>,
}

/// What it takes to start the program once more.
#[derive(Debug)]
struct Source {
    description: Description,
    program: Program,
    order: Order,
    keeper: WorkerProgram,
}

impl ProgramPlugin {
    /// Finds the program, starts it, and hears what it is. Returns also what its sandbox lacks.
    pub(crate) fn start(
        program: &Program,
        base: &Path,
        terms: &Terms,
        keeper: &WorkerProgram,
    ) -> Result<(Self, Vec<String>), Unavailable> {
        if terms.sha256.is_some() {
            return Err(Unavailable {
                message: "`sha256` pins a library, and this is a program".to_owned(),
                help: Some(
                    "`textmine plugins lock` writes down the files of a program, for `--locked`".to_owned(),
                ),
                term: Some("sha256"),
                ..Unavailable::default()
            });
        }
        let found = find::find(program, base)?;
        let order = order(program, found, base, terms)?;
        let hello = Hello::new(program, &program.options).line();
        let (running, lacking, manifest) = Running::start(keeper, &order, &hello).map_err(unavailable)?;
        if terms.sandbox == Sandbox::Required && !lacking.is_empty() {
            return Err(LoadError::Sandbox { lacking }.into());
        }
        let schema = manifest.options_schema();
        let description = manifest.describe(program)?;
        let source = Source { description, program: program.clone(), order, keeper: keeper.clone() };
        let spare = Mutex::new(Some(running));
        Ok((
            ProgramPlugin { source: Arc::new(source), schema, options: program.options.clone(), spare },
            lacking,
        ))
    }
}

/// The files of the program that its command names, as it names them.
pub(crate) fn own_files(program: &Program, base: &Path) -> Vec<PathBuf> {
    find::own_files(program, base)
}

fn order(program: &Program, found: Found, base: &Path, terms: &Terms) -> Result<Order, LoadError> {
    let Found { path, folder, mut reads } = found;
    for path in &terms.reads {
        let path = base.join(path);
        let real = path.canonicalize();
        reads.push(real.map_err(|source| LoadError::Data { path, named_by_user: true, source })?);
    }
    let arguments = program.command.clone();
    Ok(Order { path, arguments, folder, limits: terms.limits, sandbox: terms.sandbox, reads })
}

fn unavailable(error: StartError) -> Unavailable {
    match error {
        StartError::Refused { option, message } => Unavailable {
            message: format!("the program refuses its options: {message}"),
            term: Some("options"),
            option: Some(option.unwrap_or_default()),
            ..Unavailable::default()
        },
        StartError::Failed(why) => LoadError::Program { why: why.to_string() }.into(),
        StartError::System(why) => LoadError::Worker { why }.into(),
    }
}

impl Source {
    fn start(&self, options: &Value) -> Result<(Running, Manifest), Failure> {
        let hello = Hello::new(&self.program, options).line();
        match Running::start(&self.keeper, &self.order, &hello) {
            Ok((running, _, manifest)) => Ok((running, manifest)),
            Err(StartError::Refused { option, message }) => Err(Failure::Refused { option, message }),
            Err(StartError::Failed(failure)) => Err(failure),
            Err(StartError::System(why)) => {
                Err(Failure::Died { message: format!("could not be started: {why}") })
            }
        }
    }

    /// Starts a program that must be what it was.
    fn start_again(&self, options: &Value) -> Result<Running, Failure> {
        let (running, manifest) = self.start(options)?;
        match manifest.describe(&self.program) {
            Ok(description) if description == self.description => Ok(running),
            _ => Err(crate::foreign::broken("it says of itself otherwise than when it was first started")),
        }
    }
}

impl Plugin for ProgramPlugin {
    fn description(&self) -> &Description {
        &self.source.description
    }

    fn options_schema(&self) -> Result<Value, Failure> {
        Ok(self.schema.clone())
    }

    fn create(&self, options: &Value) -> Result<Box<dyn Instance>, Failure> {
        let spare = lock(&self.spare).take().filter(|_| *options == self.options);
        let running = spare.map_or_else(|| self.source.start_again(options), Ok)?;
        Ok(Box::new(ProgramInstance {
            source: Arc::clone(&self.source),
            options: options.clone(),
            idle: Mutex::new(vec![running]),
        }))
    }
}

/// A program with its options, running as often as there are threads that use it at the same time.
#[derive(Debug)]
struct ProgramInstance {
    source: Arc<Source>,
    options: Value,
    idle: Mutex<Vec<Running>>,
}

impl Instance for ProgramInstance {
    fn analyze(&self, document: &Document<'_>) -> Result<Analysis, Failure> {
        let description = &self.source.description;
        let idle = lock(&self.idle).pop();
        let mut running = idle.map_or_else(|| self.start(), Ok)?;
        let used = running.used;
        let mut result = running.analyze(document, description);
        if running.lost && used {
            // What an earlier document has left behind may be the reason. What ends a fresh one is this document.
            running = self.start()?;
            result = running.analyze(document, description);
            if let Ok(analysis) = &mut result {
                let remark = "the program was lost after an earlier document, and started again";
                analysis.remarks.insert(0, remark.to_owned());
            }
        }
        if matches!(result, Ok(_) | Err(Failure::Refused { .. })) {
            lock(&self.idle).push(running);
        }
        result
    }

    fn close(self: Box<Self>) -> Result<(), Failure> {
        let all = self.idle.into_inner().unwrap_or_else(PoisonError::into_inner);
        // At the same time: each may take its whole time. One for which there is no thread left is ended unasked.
        std::thread::scope(|scope| {
            let close =
                |running: Running| std::thread::Builder::new().spawn_scoped(scope, move || running.close());
            let closing: Vec<_> = all.into_iter().map(close).collect();
            closing.into_iter().flatten().try_for_each(|thread| thread.join().unwrap_or(Ok(())))
        })
    }
}

impl ProgramInstance {
    fn start(&self) -> Result<Running, Failure> {
        self.source.start_again(&self.options)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
