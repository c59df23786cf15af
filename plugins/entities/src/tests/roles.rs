//! The role that stands beside a name.
use super::linked;

#[test]
fn roles_are_found_before_and_after_the_name() {
    let cases = [
        ("French President Camille Aubert spoke.", "Camille Aubert", "French President"),
        ("She met NATO Secretary General Lars Holm on Monday.", "Lars Holm", "NATO Secretary General"),
        ("He greeted Deputy Press Secretary Anna Wells.", "Anna Wells", "Deputy Press Secretary"),
        ("The letter was signed by Secretary of State Ruth Calder.", "Ruth Calder", "Secretary of State"),
        (
            "Former Saudi Crown Prince Khalid bin Nasser left.",
            "Khalid bin Nasser",
            "Former Saudi Crown Prince",
        ),
        ("“No,” said Sen. Paula Redmond (R-Ohio).", "Paula Redmond", "Sen., R-Ohio"),
        ("Paula Redmond (D-N.Y.) agreed.", "Paula Redmond", "D-N.Y."),
        ("Dr. Samuel Okonkwo was absent.", "Samuel Okonkwo", "Dr."),
        ("Thomas Birch, the mayor of Springfield, was absent.", "Thomas Birch", "mayor of Springfield"),
        ("The head of the tax office, Thomas Birch, was absent.", "Thomas Birch", "head of the tax office"),
        ("Thomas Birch, chief executive of Acme, was absent.", "Thomas Birch", "chief executive of Acme"),
        ("A letter from then-President Ann Hill was read.", "Ann Hill", "then-President"),
        ("The Irish President-elect Ann Hill spoke.", "Ann Hill", "Irish President-elect"),
        ("Acting Irish Prime Minister Ann Hill spoke.", "Ann Hill", "Acting Irish Prime Minister"),
        ("A portrait of the late President Ann Hill hung there.", "Ann Hill", "late President"),
        ("A portrait of the late Ann Hill hung there.", "Ann Hill", "late"),
        ("Ann Hill, who heads the Acme Group, was absent.", "Ann Hill", "heads the Acme Group"),
        (
            "Ann Hill, who chaired Hartwell Industries Ltd. for years, died.",
            "Ann Hill",
            "chaired Hartwell Industries Ltd.",
        ),
    ];
    for (text, name, role) in cases {
        let found = linked(text);
        let line = found.lines().find(|line| line.starts_with(&format!("{name} →")));
        assert!(
            line.is_some_and(|line| line.ends_with(&format!("[{role}]"))),
            "{text}\nexpected [{role}]\n{found}"
        );
    }
}

#[test]
fn no_role_is_made_up() {
    for text in [
        "Thomas Birch, however, was absent.",
        "Thomas Birch arrived with the mayor.",
        "Thomas Birch, Robert Vance and the mayor were absent.",
        "In the end, Thomas Birch, Robert Vance and Ann Hill agreed.",
        "When the mayor left, Thomas Birch, too, went home.",
        "The president called Thomas Birch a liar.",
        "A spokesman for Mr. Thomas Birch was absent.",
        "Thomas Birch, who met the Acme Group, was absent.",
        "It was too late. Thomas Birch had left.",
    ] {
        assert!(!linked(text).contains('['), "{}", linked(text));
    }
}

#[test]
fn a_role_does_not_reach_into_the_sentence_before() {
    let found = linked("News from NATO\n\nPresident Ann Hill spoke.");
    assert!(found.contains("Ann Hill → ann-hill [President]"), "{found}");
}

#[test]
fn a_role_without_its_name_stands_for_whoever_holds_it() {
    let found = linked(
        "British Prime Minister Edward Lyle flew home. Reporters asked the British Prime Minister why.",
    );
    assert!(found.contains("\nBritish Prime Minister → edward-lyle\n"), "{found}");
    let after = linked(
        "Edward Lyle, the British Prime Minister, left. Reporters asked the British Prime Minister why.",
    );
    assert!(after.contains("\nBritish Prime Minister → edward-lyle\n"), "{after}");
    let two = linked(
        "Polish Prime Minister Jan Nowak met Polish Prime Minister Adam Wilk. Reporters asked the Polish Prime Minister why.",
    );
    assert!(!two.contains("Polish Prime Minister →"), "{two}");
}
