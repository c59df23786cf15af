//! How many processes and threads a program has, seen from outside.
use std::fs;

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
        let Ok(tasks) = fs::read_dir(format!("/proc/{process}/task")) else {
            next += 1;
            continue;
        };
        let mut children: Vec<u32> = Vec::new();
        for task in tasks.flatten() {
            threads += 1;
            let listed = fs::read_to_string(task.path().join("children")).unwrap_or_default();
            children.extend(listed.split_ascii_whitespace().filter_map(|pid| pid.parse::<u32>().ok()));
        }
        processes.extend(children);
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
