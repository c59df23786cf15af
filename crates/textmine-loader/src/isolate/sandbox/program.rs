//! Filters as the kernel runs them: a search by the call's number, then the tests of its arguments.
//!
//! The kernel checks, compiles and tries out a filter when a worker starts. With one comparison per call, one after the other, as
//! ready-made compilers write them, that takes a millisecond; with halving it takes a third of one.

use std::collections::BTreeMap;
use std::mem::offset_of;

use libc::{
    BPF_ABS, BPF_ALU, BPF_AND, BPF_JA, BPF_JEQ, BPF_JGE, BPF_JMP, BPF_K, BPF_LD, BPF_RET, BPF_W, seccomp_data,
};
use seccompiler::{BpfProgram, SeccompAction, sock_filter};

use super::rule::Test;

/// What the kernel does about a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Allow,
    /// The call fails: "function not implemented".
    Unknown,
    /// The call fails: "permission denied".
    Denied,
    /// The process dies of SIGSYS, after its handler ran.
    Death,
}

/// What is answered to one call: to the first test that holds, or else.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Case {
    pub(super) tests: Vec<(Test, Answer)>,
    pub(super) otherwise: Answer,
}

impl Case {
    pub(super) fn always(answer: Answer) -> Self {
        Self { tests: Vec::new(), otherwise: answer }
    }
}

/// How the kernel names this processor's calls. Others, such as the 32-bit ones of the same processor, are deadly.
const PROCESSOR: Option<u32> = if cfg!(target_arch = "x86_64") {
    Some(0xc000_003e)
} else if cfg!(target_arch = "aarch64") {
    Some(0xc000_00b7)
} else {
    None
};

/// The filter that answers each call by its case, and `otherwise` to those without one, in the process `pid`. `None` where the
/// processor isn't known.
pub(super) fn program(cases: &BTreeMap<u32, Case>, otherwise: Answer, pid: u32) -> Option<BpfProgram> {
    let mut program = vec![
        load(offset_of!(seccomp_data, arch)),
        jump(BPF_JEQ, PROCESSOR?, 1, 0),
        statement(BPF_RET | BPF_K, SeccompAction::KillProcess.into()),
        load(offset_of!(seccomp_data, nr)),
    ];
    program.extend(search(&ranges(cases, &Case::always(otherwise)), pid));
    Some(program)
}

/// A case, and the first of the numbers that it answers; where the next one starts, it ends.
type Stretch<'a> = (u32, &'a Case);

/// All numbers, cut where the answer changes.
fn ranges<'a>(cases: &'a BTreeMap<u32, Case>, otherwise: &'a Case) -> Vec<Stretch<'a>> {
    let mut ranges: Vec<Stretch<'a>> = vec![(0, otherwise)];
    for (&number, case) in cases {
        ranges.push((number, case));
        ranges.push((number.saturating_add(1), otherwise));
    }
    // A gap between two neighbours is empty: what starts where the next one starts.
    let mut cut: Vec<Stretch<'a>> = Vec::with_capacity(ranges.len());
    for (start, case) in ranges {
        if cut.last().is_some_and(|&(before, _)| before == start) {
            cut.pop();
        }
        if cut.last().is_none_or(|&(_, before)| before != case) {
            cut.push((start, case));
        }
    }
    cut
}

/// Finds the number's range by halving; the number is loaded.
fn search(ranges: &[Stretch<'_>], pid: u32) -> BpfProgram {
    let (left, right) = ranges.split_at(ranges.len() / 2);
    let Some(&(start, case)) = right.first() else { return BpfProgram::new() };
    if left.is_empty() {
        return decide(case, pid);
    }
    let (left, right) = (search(left, pid), search(right, pid));
    // A comparison's own jumps reach 255 instructions, a plain jump any number.
    let over = left.len() as u32;
    let mut program = vec![jump(BPF_JGE, start, 0, 1), statement(BPF_JMP | BPF_JA, over)];
    program.extend(left);
    program.extend(right);
    program
}

/// Tests the arguments, and answers.
fn decide(case: &Case, pid: u32) -> BpfProgram {
    let mut program = BpfProgram::new();
    for &(test, answer) in &case.tests {
        program.extend(unless(test, pid));
        program.push(answer_with(answer));
    }
    program.push(answer_with(case.otherwise));
    program
}

/// Skips the next instruction unless the test holds.
fn unless(test: Test, pid: u32) -> BpfProgram {
    let equal = |value| jump(BPF_JEQ, value, 0, 1);
    let differs = |value| jump(BPF_JEQ, value, 1, 0);
    let and = |bits| statement(BPF_ALU | BPF_AND | BPF_K, bits);
    match test {
        Test::Is(argument, value) => vec![low_half(argument), equal(value)],
        Test::IsNot(argument, value) => vec![low_half(argument), differs(value)],
        Test::IsAnother(argument) => vec![low_half(argument), differs(pid)],
        Test::Has(argument, bit) => vec![low_half(argument), and(bit), differs(0)],
        Test::Lacks(argument, bit) => vec![low_half(argument), and(bit), equal(0)],
        Test::Masked(argument, mask, value) => vec![low_half(argument), and(mask), equal(value)],
        Test::IsNull(argument) => {
            vec![high_half(argument), jump(BPF_JEQ, 0, 0, 3), low_half(argument), equal(0)]
        }
    }
}

fn answer_with(answer: Answer) -> sock_filter {
    let action = match answer {
        Answer::Allow => SeccompAction::Allow,
        Answer::Unknown => SeccompAction::Errno(libc::ENOSYS as u32),
        Answer::Denied => SeccompAction::Errno(libc::EACCES as u32),
        Answer::Death => SeccompAction::Trap,
    };
    statement(BPF_RET | BPF_K, action.into())
}

/// The half of an argument that most calls look at. Both processors are little-endian.
fn low_half(argument: u8) -> sock_filter {
    load(offset_of!(seccomp_data, args) + usize::from(argument) * size_of::<u64>())
}

fn high_half(argument: u8) -> sock_filter {
    load(offset_of!(seccomp_data, args) + usize::from(argument) * size_of::<u64>() + size_of::<u32>())
}

fn load(offset: usize) -> sock_filter {
    statement(BPF_LD | BPF_W | BPF_ABS, offset as u32)
}

fn statement(code: u32, value: u32) -> sock_filter {
    sock_filter { code: code as u16, jt: 0, jf: 0, k: value }
}

fn jump(comparison: u32, value: u32, if_so: u8, if_not: u8) -> sock_filter {
    sock_filter { code: (BPF_JMP | comparison | BPF_K) as u16, jt: if_so, jf: if_not, k: value }
}

#[cfg(test)]
pub(super) mod machine {
    //! What the kernel does with a filter.

    use super::*;

    /// Runs `program` on the call `number` of `processor`, and returns what it says.
    pub(in super::super) fn run(
        program: &[sock_filter],
        processor: u32,
        number: u32,
        arguments: [u64; 6],
    ) -> u32 {
        let mut data = [0; size_of::<seccomp_data>()];
        data[..4].copy_from_slice(&number.to_le_bytes());
        data[4..8].copy_from_slice(&processor.to_le_bytes());
        for (place, argument) in data[16..].chunks_exact_mut(8).zip(arguments) {
            place.copy_from_slice(&argument.to_le_bytes());
        }
        let (mut at, mut loaded) = (0, 0);
        loop {
            let &sock_filter { code, jt, jf, k } = &program[at];
            at += 1;
            let branch = |taken| usize::from(if taken { jt } else { jf });
            match u32::from(code) {
                code if code == BPF_LD | BPF_W | BPF_ABS => {
                    let bytes = data[k as usize..][..4].try_into().expect("four bytes");
                    loaded = u32::from_le_bytes(bytes);
                }
                code if code == BPF_ALU | BPF_AND | BPF_K => loaded &= k,
                code if code == BPF_JMP | BPF_JA => at += k as usize,
                code if code == BPF_JMP | BPF_JEQ | BPF_K => at += branch(loaded == k),
                code if code == BPF_JMP | BPF_JGE | BPF_K => at += branch(loaded >= k),
                code if code == BPF_RET | BPF_K => return k,
                other => panic!("instruction {other:#x} is none of a filter's"),
            }
        }
    }

    /// The answer that `program` gives.
    pub(in super::super) fn answer(program: &[sock_filter], number: u32, arguments: [u64; 6]) -> Answer {
        let said = run(program, PROCESSOR.expect("a known processor"), number, arguments);
        let all = [Answer::Allow, Answer::Unknown, Answer::Denied, Answer::Death];
        all.into_iter().find(|&answer| answer_with(answer).k == said).expect("one of the answers")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::machine::{answer, run};
    use super::*;

    const PID: u32 = 4242;

    /// What a test means, said plainly.
    fn holds(test: Test, arguments: [u64; 6]) -> bool {
        let low = |argument: u8| arguments[usize::from(argument)] as u32;
        match test {
            Test::Is(argument, value) => low(argument) == value,
            Test::IsNot(argument, value) => low(argument) != value,
            Test::Has(argument, bit) => low(argument) & bit != 0,
            Test::Lacks(argument, bit) => low(argument) & bit == 0,
            Test::Masked(argument, mask, value) => low(argument) & mask == value,
            Test::IsNull(argument) => arguments[usize::from(argument)] == 0,
            Test::IsAnother(argument) => low(argument) != PID,
        }
    }

    fn a_test() -> impl Strategy<Value = Test> {
        // Few values, so that arguments meet them.
        (0..7, 0..6_u8, 0..4_u32, 0..4_u32).prop_map(|(kind, argument, value, mask)| match kind {
            0 => Test::Is(argument, value),
            1 => Test::IsNot(argument, value),
            2 => Test::Has(argument, 1 << value),
            3 => Test::Lacks(argument, 1 << value),
            4 => Test::Masked(argument, mask, value),
            5 => Test::IsNull(argument),
            _ => Test::IsAnother(argument),
        })
    }

    fn an_answer() -> impl Strategy<Value = Answer> {
        prop::sample::select(vec![Answer::Allow, Answer::Unknown, Answer::Denied, Answer::Death])
    }

    fn a_case() -> impl Strategy<Value = Case> {
        (prop::collection::vec((a_test(), an_answer()), 0..4), an_answer())
            .prop_map(|(tests, otherwise)| Case { tests, otherwise })
    }

    fn an_argument() -> impl Strategy<Value = u64> {
        // A value above the lower half changes what a pointer is, and nothing else.
        (prop_oneof![0..8_u64, Just(u64::from(PID))], prop_oneof![Just(0_u64), Just(1 << 32)])
            .prop_map(|(low, high)| low | high)
    }

    proptest! {
        #[test]
        fn a_program_answers_as_its_cases_say(
            cases in prop::collection::btree_map(0..24_u32, a_case(), 0..16),
            otherwise in an_answer(),
            number in 0..32_u32,
            arguments in prop::array::uniform6(an_argument()),
        ) {
            let program = program(&cases, otherwise, PID).expect("a known processor");
            let said = cases.get(&number).map_or(otherwise, |case| {
                case.tests.iter().find(|&&(test, _)| holds(test, arguments)).map_or(case.otherwise, |&(_, answer)| answer)
            });
            prop_assert_eq!(answer(&program, number, arguments), said);
        }
    }

    #[test]
    fn calls_of_another_processor_end_the_process() {
        let program = program(&BTreeMap::new(), Answer::Allow, PID).expect("a known processor");
        const I386: u32 = 0x4000_0003;
        assert_eq!(run(&program, I386, 11, [0; 6]), libc::SECCOMP_RET_KILL_PROCESS);
    }
}
