//! From how a program was lost to what people read.
use super::census::{MOST_PROCESSES, MOST_THREADS, TooMany};
use super::lines::Lost;
use crate::foreign::{broken, shown_bytes};
use crate::isolate::last_words::signal_name;
use crate::isolate::process::Process;
use crate::manifest::printable;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;
use std::time::{Duration, Instant};
use textmine_core::{Failure, Limits};

/// Of a line that makes no sense, and of what was written to standard error, so many characters are shown.
const SHOWN: usize = 300;

/// Why there is no answer, with the end of what the program wrote to standard error. Waits for its end until the deadline.
pub(super) fn of(
    lost: Lost,
    process: &mut Process,
    limits: &Limits,
    (allowed, deadline): (Duration, Instant),
    complaint: Option<String>,
) -> Failure {
    let time = humantime::format_duration(allowed);
    let timeout = match allowed == limits.timeout {
        true => format!("its timeout of {time}"),
        false => format!("the {time} that starting may take"),
    };
    let limit = |message| Failure::Limit { message };
    let failure = match lost {
        Lost::Timeout => limit(format!("gave no answer within {timeout}")),
        Lost::TooMany(TooMany::Processes) => limit(format!("started more than {MOST_PROCESSES} processes")),
        Lost::TooMany(TooMany::Threads) => limit(format!("started more than {MOST_THREADS} threads")),
        Lost::TooLong => limit(format!(
            "wrote a line that is longer than its limit of {} allows",
            shown_bytes(limits.output)
        )),
        Lost::TooEarly => broken("it answered before it had read the whole line"),
        Lost::Closed => match process.wait(deadline) {
            Some(status) => of_status(status),
            None => limit(format!("closed its standard output, and did not end within {timeout}")),
        },
    };
    with_complaint(failure, complaint)
}

/// What an end means that came before an answer.
pub(super) fn of_status(status: ExitStatus) -> Failure {
    let message = match (status.signal(), status.code().unwrap_or_default()) {
        (Some(libc::SIGKILL), _) => {
            "was killed by SIGKILL: by somebody, by itself, or because the system ran out of memory"
                .to_owned()
        }
        (Some(libc::SIGXFSZ), _) => {
            return Failure::Denied { message: "was ended: it wrote to a file".to_owned() };
        }
        (Some(number), _) => format!("died of {}", signal_name(number)),
        (None, 0) => "ended without an answer, with exit status 0".to_owned(),
        (None, code) => format!("ended with exit status {code}"),
    };
    Failure::Died { message }
}

pub(super) fn with_complaint(mut failure: Failure, complaint: Option<String>) -> Failure {
    if let Some(complaint) = complaint
        && let Failure::Limit { message }
        | Failure::Denied { message }
        | Failure::Died { message }
        | Failure::Contract { message } = &mut failure
    {
        message.push_str("; on standard error: ");
        message.push_str(&complaint);
    }
    failure
}

/// The beginning of a line, fit for a report.
pub(super) fn quoted(line: &[u8]) -> String {
    // More bytes than are shown can't matter.
    let line = &line[..line.len().min(SHOWN * 4)];
    let text = printable(&String::from_utf8_lossy(line));
    let cut: String = text.trim().chars().take(SHOWN).collect();
    let more = if cut.len() < text.trim().len() { " …" } else { "" };
    format!("“{cut}{more}”")
}

/// A text from a program, fit for a report, and cut.
pub(super) fn cut(text: &str) -> String {
    /// In characters.
    const LONGEST: usize = 4096;
    printable(text).chars().take(LONGEST).collect()
}

/// The end of what was written to standard error, on one line and fit for a report: of paths only the last part, as the rest
/// differs from machine to machine. `None` if nothing was written.
pub(super) fn complaint(written: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(written);
    // Runtimes underline the place in a line of its own.
    let is_underline = |line: &str| line.chars().all(|c| matches!(c, ' ' | '~' | '^'));
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !is_underline(line));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    if words.is_empty() {
        return None;
    }
    let text = printable(&words.into_iter().map(without_folders).collect::<Vec<_>>().join(" "));
    let length = text.chars().count();
    let end: String = text.chars().skip(length.saturating_sub(SHOWN)).collect();
    let more = if length > SHOWN { "… " } else { "" };
    Some(format!("“{more}{end}”"))
}

/// `"/home/ana/my.py",` is `"my.py",`.
fn without_folders(word: &str) -> String {
    let start = word.find(|c: char| !matches!(c, '"' | '\'' | '(' | '[' | '<')).unwrap_or(0);
    let (before, path) = word.split_at(start);
    match path.strip_prefix('/').and_then(|path| path.rsplit_once('/')) {
        Some((_, name)) if !name.is_empty() => format!("{before}{name}"),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complaint_is_the_end_of_what_was_written_without_the_machines_folders() {
        let traceback = "Traceback (most recent call last):\n  File \"/home/ana/p/my.py\", line 7, in <module>\n    \
                         1 / 0\n    ~~^~~\nZeroDivisionError: division by zero\n";
        let shown = "“Traceback (most recent call last): File \"my.py\", line 7, in <module> 1 / 0 ZeroDivisionError: division \
                     by zero”";
        assert_eq!(complaint(traceback.as_bytes()).as_deref(), Some(shown));
        assert_eq!(complaint(b" \n\n"), None);
        assert_eq!(
            complaint(b"50 / 2 is wrong, see /proc\x1b[31m").as_deref(),
            Some("“50 / 2 is wrong, see /proc [31m”")
        );
        let long = complaint("é".repeat(1000).as_bytes()).expect("something was written");
        assert!(long.starts_with("“… é") && long.chars().count() == SHOWN + 4, "{long}");
    }

    #[test]
    fn a_line_is_shown_from_its_beginning() {
        assert_eq!(quoted(b"debug: \xff\t1"), "“debug: \u{fffd} 1”");
        assert!(quoted(&[b'x'; 5000]).ends_with("x …”"));
    }
}
