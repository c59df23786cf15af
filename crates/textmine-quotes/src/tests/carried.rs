//! Who goes on speaking.
use super::{check, found};

#[test]
fn a_quotation_without_a_speaker_belongs_to_the_last_one_of_its_paragraph() {
    check(&[
        (
            "“We read it twice,” Ruiz said. “One word was a start.”",
            "Direct Ruiz/said: We read it twice, | Direct Ruiz/-: One word was a start.",
        ),
        (
            "Ruiz said the deal had failed. “It was never a good deal.”",
            "Indirect Ruiz/said: the deal had failed | Direct Ruiz/-: It was never a good deal.",
        ),
        (
            "“We read it twice,” Ruiz said.\n\nThe town slept. “It was never a good deal.”",
            "Direct Ruiz/said: We read it twice, | Direct -/-: It was never a good deal.",
        ),
    ]);
}

#[test]
fn a_quotation_that_goes_on_over_paragraphs_has_one_speaker() {
    insta::assert_snapshot!(found(
        "Ruiz said: “One is a start.\n\n“Two would be better.\n\n“And three the best.”\n\n“Four, then, and no more than that.”"
    ));
}
