//! How many processes and threads a program has, seen from outside.
use std::fs;
use std::path::{Path, PathBuf};

/// Processes that a program may have at a time, itself and its keeper included.
pub(super) const MOST_PROCESSES: usize = 64;
/// Threads that all of them may have together.
pub(super) const MOST_THREADS: usize = 512;

/// What there is too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TooMany {
    Processes,
    Threads,
}

/// Counts the processes that descend from `root` and their threads. Where the kernel doesn't list children, only the root is
/// counted.
pub(super) fn count(root: u32) -> Result<(), TooMany> {
    let mut threads = 0;
    let mut processes = vec![root];
    let mut next = 0;
    while let Some(process) = processes.get(next) {
        let tasks = tasks(*process);
        threads += tasks.len();
        processes.extend(tasks.iter().flat_map(|task| children(task)));
        if threads > MOST_THREADS {
            return Err(TooMany::Threads);
        }
        if processes.len() > MOST_PROCESSES {
            return Err(TooMany::Processes);
        }
        next += 1;
    }
    Ok(())
}

/// The processes that a process has started and that have not been waited for.
pub(super) fn children_of(process: u32) -> Vec<u32> {
    tasks(process).iter().flat_map(|task| children(task)).collect()
}

/// The folders of a process's threads; none once it has ended.
fn tasks(process: u32) -> Vec<PathBuf> {
    let folder = fs::read_dir(format!("/proc/{process}/task"));
    folder.into_iter().flatten().flatten().map(|task| task.path()).collect()
}

fn children(task: &Path) -> Vec<u32> {
    let listed = fs::read_to_string(task.join("children")).unwrap_or_default();
    listed.split_ascii_whitespace().filter_map(|pid| pid.parse().ok()).collect()
}
