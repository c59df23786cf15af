//! From how a worker was lost to what people read.
use super::channel::{Lost, MOST_THREADS};
use super::last_words::{LastWords, signal_name, syscall_name};
use super::process::Process;
use super::worker;
use crate::foreign::shown_bytes;
use crate::manifest::printable;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;
use std::time::{Duration, Instant};
use textmine_core::{Failure, Limits};

/// Of what was printed, so many characters are shown.
const SHOWN: usize = 200;

/// How long an answer was waited for.
pub(crate) struct Time {
    pub(crate) allowed: Duration,
    pub(crate) deadline: Instant,
}

/// Why a worker gave no answer; ends with what it printed, if anything. Waits for its end until the deadline.
pub(crate) fn of(lost: Lost, process: &mut Process, limits: &Limits, time: Time, printed: &[u8]) -> Failure {
    let allowed = humantime::format_duration(time.allowed);
    let timeout = match time.allowed == limits.timeout {
        true => format!("its timeout of {allowed}"),
        false => format!("the {allowed} that starting may take"),
    };
    let failure = match lost {
        Lost::Timeout if process.is_stopped() => {
            Failure::Limit { message: format!("stopped itself and gave no answer within {timeout}") }
        }
        Lost::Timeout => Failure::Limit { message: format!("gave no answer within {timeout}") },
        Lost::Threads => Failure::Limit { message: format!("started more than {MOST_THREADS} threads") },
        Lost::Garbage => Failure::Contract {
            message: "it wrote to the descriptors through which its worker answers".to_owned(),
        },
        Lost::TooLong => Failure::Limit {
            message: format!(
                "gave an answer that is longer than its limit of {} allows",
                shown_bytes(limits.output)
            ),
        },
        Lost::Closed(last_words) => match process.wait(time.deadline) {
            Some(status) => end(status, last_words, limits),
            None => Failure::Limit {
                message: format!(
                    "closed the descriptors through which its worker answers, and did not end within {timeout}"
                ),
            },
        },
    };
    with_printed(failure, printed)
}

fn end(status: ExitStatus, last_words: Option<LastWords>, limits: &Limits) -> Failure {
    if let (Some(number), Some(words)) = (status.signal(), &last_words) {
        if words.out_of_memory {
            let memory = shown_bytes(limits.memory);
            let message = format!(
                "died of {} when it could get no more memory; its limit is {memory}",
                signal_name(number)
            );
            return Failure::Limit { message };
        }
        if let Some(syscall) = words.syscall {
            let message = match syscall_name(syscall.into()) {
                Some(name) => format!("was ended: its sandbox forbids the system call `{name}`"),
                None => format!("was ended: its sandbox forbids the system call of number {syscall}"),
            };
            return Failure::Denied { message };
        }
        if words.stack_overflow {
            return Failure::Died {
                message: format!("died of {}: its stack overflowed", signal_name(number)),
            };
        }
    }
    match (status.signal(), status.code()) {
        (Some(libc::SIGKILL), _) => {
            let message =
                "was killed by SIGKILL: by somebody, by itself, or because the system ran out of memory";
            Failure::Died { message: message.to_owned() }
        }
        (Some(libc::SIGSYS), _) => {
            let message = "was ended: its sandbox forbids a system call that it made with its signals blocked, as \
                           C libraries do to start a program";
            Failure::Denied { message: message.to_owned() }
        }
        (Some(libc::SIGXFSZ), _) => Failure::Denied { message: "was ended: it wrote to a file".to_owned() },
        (Some(number), _) => Failure::Died { message: format!("died of {}", signal_name(number)) },
        (None, Some(worker::CUT_OFF)) => Failure::Contract {
            message: "it closed or replaced the descriptors through which its worker answers".to_owned(),
        },
        (None, code) => {
            let code = code.unwrap_or_default();
            Failure::Died { message: format!("ended its process, with exit status {code}") }
        }
    }
}

fn with_printed(mut failure: Failure, printed: &[u8]) -> Failure {
    if let Some(shown) = quoted(printed)
        && let Failure::Limit { message } | Failure::Denied { message } | Failure::Died { message } =
            &mut failure
    {
        message.push_str("; before that it printed ");
        message.push_str(&shown);
    }
    failure
}

/// What was printed, on one line and cut; `None` if nothing was.
pub(crate) fn quoted(printed: &[u8]) -> Option<String> {
    let text = printable(&String::from_utf8_lossy(printed));
    let text = text.trim();
    let cut: String = text.chars().take(SHOWN).collect();
    let more = if cut.len() < text.len() { " …" } else { "" };
    (!printed.is_empty()).then(|| format!("“{cut}{more}”"))
}
