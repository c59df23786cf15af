//! Mentions beneath the words of a text, as people review them.
use crate::Channels;
use textmine_testkit::Case;

/// Written for this test: every channel, each in a construction of its own.
const TEXT: &str = "\
Premier Lind, who had texted Chancellor Okafor twice that week, agreed to meet her in Rome.
Okafor was reached by phone and later emailed reporters.
A letter from the king was delivered to the chancellor on Sunday.
The two ministers met by video link and kept in touch over Signal.
Lind tweeted at the bishops, told the Daily Courier that he would not call them, and gave a speech in parliament.
The rebels never spoke to the general except through an intermediary.
He called the plan a disgrace and called for calm.
";

/// What the analyzer shows of the text, without the summary.
fn beneath(case: Case<'_>) -> String {
    let shown = case.check::<Channels>();
    shown.lines().take_while(|line| !line.starts_with('{')).map(|line| format!("{line}\n")).collect()
}

#[test]
fn mentions_stand_beneath_the_words() {
    insta::assert_snapshot!(beneath(Case::new(TEXT)));
}

#[test]
fn with_reasons_each_mention_and_each_look_alike_says_why() {
    let options = textmine_core::serde_json::json!({"explain": true});
    let text = "Lind phoned Okafor. Lind called Okafor a liar. Lind called for calm. Lind met the deadline.";
    insta::assert_snapshot!(beneath(Case::new(text).options(options)));
}
