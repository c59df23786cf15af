//! Results as JUnit's XML, which continuous integration reads.
use crate::{Results, Shown, Verdict};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use std::io;

/// Writes a test suite for each pipeline and a test case for each test. There are no times in it, so that equal results have
/// equal bytes.
///
/// # Errors
/// If the writer fails.
pub fn write_junit(out: impl io::Write, all: &[Results]) -> io::Result<()> {
    let shown = Shown { coloured: false, diff: true };
    let mut report = Report::new("textmine test");
    for results in all {
        let mut suite = TestSuite::new(results.pipeline.as_str());
        for test in &results.tests {
            let status = match &test.verdict {
                Verdict::Passed | Verdict::Accepted(..) => TestCaseStatus::success(),
                Verdict::Failed(fault) => {
                    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                    status.set_message(shown.message(fault)).set_description(shown.details(results, fault));
                    status
                }
            };
            let mut case = TestCase::new(test.name.as_str(), status);
            case.set_classname(results.pipeline.as_str());
            suite.add_test_case(case);
        }
        if results.refused {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_message("the pipeline can't be tested; standard error says why");
            let mut case = TestCase::new("pipeline", status);
            case.set_classname(results.pipeline.as_str());
            suite.add_test_case(case);
        }
        report.add_test_suite(suite);
    }
    report.serialize(out).map_err(io::Error::other)
}
