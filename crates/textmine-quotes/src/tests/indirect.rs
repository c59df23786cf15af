//! Indirect speech.
use super::check;

#[test]
fn a_reported_clause_reaches_to_the_end_of_its_sentence() {
    check(&[
        ("Ruiz said that the talks had failed.", "Indirect Ruiz/said: the talks had failed"),
        ("Ruiz said the talks failed.", "Indirect Ruiz/said: the talks failed"),
        ("Ruiz said on Monday that the talks had failed.", "Indirect Ruiz/said: the talks had failed"),
        (
            "The minister told the union that the talks had failed.",
            "Indirect The minister/told: the talks had failed",
        ),
        (
            "The minister told the union it had lost the vote.",
            "Indirect The minister/told: it had lost the vote",
        ),
        ("They believe the talks will fail.", "Indirect They/believe: the talks will fail"),
        ("The talks had failed, Ruiz said.", "Indirect Ruiz/said: The talks had failed"),
        ("The talks had failed, said Ruiz on Monday.", "Indirect Ruiz/said: The talks had failed"),
        ("The talks had failed, according to Ruiz.", "Indirect Ruiz/according to: The talks had failed"),
        ("According to Ruiz, the talks had failed.", "Indirect Ruiz/According to: the talks had failed"),
        ("Ruiz left the room, saying the talks had failed.", "Indirect Ruiz/saying: the talks had failed"),
        ("Ruiz went on to say that the talks had failed.", "Indirect Ruiz/say: the talks had failed"),
    ]);
}

#[test]
fn what_nobody_has_said_is_no_speech() {
    check(&[
        ("Ruiz said nothing.", ""),
        ("The talks had failed, a claim Ruiz denied.", ""),
        ("Ruiz did not say that the talks had failed.", ""),
        ("Ruiz would say that the talks had failed.", ""),
        ("It was announced that the talks had failed.", ""),
        ("The union announced a plan that would cost millions.", ""),
        ("The reported deal was a surprise to many.", ""),
        ("Ruiz told the truth.", ""),
        ("The talks went on for days.", ""),
    ]);
}
