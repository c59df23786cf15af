//! When and how often: cases with the trigger in brackets, its noun phrase in braces, and other clauses in `<>`; all else
//! is its clause.
use crate::timing::{TimedWord, Timing, read};
use textmine_core::{DocumentBuf, Span};
use textmine_syntax::Tag;

/// What is read, in one line: the timing words, `=` the days, `×` the stated count with its time, `!` if set apart.
fn shown(marked: &str) -> String {
    let Timing { words, count, when, apart } = timing(marked);
    let mut parts = vec![words.join(", ")];
    parts.extend((!when.is_empty()).then(|| format!("= {}", when.join(", "))));
    parts.extend(count.map(|count| {
        let per = count.per.map(|per| format!(" | {per}")).unwrap_or_default();
        format!("×{} {}{per}", count.number, count.text)
    }));
    parts.extend(apart.then(|| "!".to_owned()));
    parts.join(" ").trim().to_owned()
}

fn timing(marked: &str) -> Timing {
    let is_mark = |c: char| "[]{}<>".contains(c);
    let text: String = marked.chars().filter(|c| !is_mark(*c)).collect();
    // Where a mark would stand in the text without marks.
    let place = |mark: char| {
        let at = marked.find(mark)?;
        Some(at - marked[..at].chars().filter(|c| is_mark(*c)).count())
    };
    let document = DocumentBuf::new("case", text).expect("a short text");
    let view = document.view();
    let lower: Vec<String> = view.tokens().iter().map(|t| view.slice(t.span).to_lowercase()).collect();
    let words: Vec<TimedWord<'_>> = (view.tokens().iter().zip(&lower))
        .map(|(token, lower)| {
            let Span { start, end } = token.span;
            let text = view.slice(token.span);
            TimedWord { lower, text, tag: tag(text), start, end }
        })
        .collect();
    let index = |at: usize| words.iter().position(|w| w.start as usize >= at).unwrap_or(words.len());
    let act = index(place('[').expect("a trigger"))..index(place(']').expect("its end"));
    let noun_phrase = match (place('{'), place('}')) {
        (Some(start), Some(end)) => index(start)..index(end),
        _ => act.clone(),
    };
    let other = match (place('<'), place('>')) {
        (Some(start), Some(end)) => index(start)..index(end),
        _ => 0..0,
    };
    read(&words, act, noun_phrase, (0..words.len()).filter(|at| !other.contains(at)))
}

/// A tag that is near enough for words of these cases.
fn tag(text: &str) -> Tag {
    let first = text.chars().next().expect("no token is empty");
    match text {
        "'s" | "’s" => Tag::POS,
        "-" => Tag::Hyphen,
        "," => Tag::Comma,
        "." => Tag::Stop,
        "a" | "an" | "the" | "this" | "every" | "The" => Tag::DT,
        "his" | "their" => Tag::PRPS,
        "he" | "He" | "him" | "She" | "They" => Tag::PRP,
        "and" | "or" => Tag::CC,
        "may" => Tag::MD,
        "bilateral" | "separate" | "weekly" | "late" | "early" | "regular" | "new" | "private" | "other" => {
            Tag::JJ
        }
        "in" | "on" | "at" | "of" | "for" | "with" | "to" | "from" | "after" | "since" | "over"
        | "before" => Tag::IN,
        _ if first.is_ascii_digit() => Tag::CD,
        _ if text.ends_with("ly") => Tag::RB,
        _ if text.ends_with("ed") || matches!(text, "met" | "spoke" | "rang" | "wrote") => Tag::VBD,
        _ if first.is_uppercase() => Tag::NNP,
        _ if text.ends_with('s') => Tag::NNS,
        _ => Tag::NN,
    }
}

fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(marked, expected)| (marked, expected, shown(marked)))
        .filter(|(_, expected, found)| found != *expected)
        .map(|(marked, expected, found)| format!("{marked}\n  expected {expected}\n  found    {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_of_time_before_the_noun_are_kept() {
    check(&[
        ("He took {a late-night [call]}.", "late-night"),
        ("He took {a late night [call]}.", "late night"),
        ("He took {an early-morning [call]}.", "early-morning"),
        ("They hold {a weekly [call]}.", "weekly"),
        ("They hold {a twice-weekly [call]}.", "twice-weekly"),
        ("They hold {almost daily [calls]}.", "almost daily"),
        ("They held {a 40-minute [call]}.", "40-minute"),
        ("They held {a two-hour [meeting]}.", "two-hour"),
        ("They held {an hour-long [meeting]}.", "hour-long"),
        ("They held {a two-hour-long [meeting]}.", "two-hour-long"),
        ("{A weekend [meeting]} followed.", "weekend"),
        ("{The Sunday night [call]} ended.", "Sunday night = sunday"),
        ("{Sunday's [call]} ended.", "Sunday = sunday"),
        ("{Last week’s [summit]} ended.", "Last week = last week"),
        ("{The March 3 [letter]} was short.", "March 3 = march 3"),
        ("{A 3 a.m. [call]} woke him.", "3 a.m. = 3 a.m."),
        ("{The 2016 [meetings]} were secret.", "2016 = 2016"),
        ("{Their fourth [call]} ended.", "fourth !"),
        ("{Several regular [meetings]} followed.", "Several, regular"),
        ("{a few private [emails]}", "a few"),
        ("{His private [letter]} was short.", ""),
    ]);
}

#[test]
fn words_of_time_in_the_clause_are_kept() {
    check(&[
        ("He [called] her on Sunday.", "on Sunday = sunday"),
        ("On Sunday he [called] her.", "On Sunday = sunday"),
        ("On Sunday officials [called] her.", "On Sunday = sunday"),
        ("He [called] her late Sunday.", "late Sunday = sunday"),
        ("He [called] her late on Sunday night.", "late on Sunday night = sunday"),
        ("He [called] her Sunday night.", "Sunday night = sunday"),
        ("He [called] her last week.", "last week = last week"),
        ("Last week officials [called] her.", "Last week = last week"),
        ("He [called] her earlier this week.", "earlier this week = earlier this week"),
        ("He [called] her at 3 a.m. on Jan. 25, 2016.", "at 3 a.m., on Jan. 25, 2016 = 3 a.m., jan. 25 2016"),
        ("He [called] her on 3 March.", "on 3 March = 3 march"),
        ("He [called] her in March.", "in March = march"),
        (
            "He [called] her on the evening of March 3, 2016.",
            "on the evening of March 3, 2016 = evening of march 3 2016",
        ),
        ("In a 20-minute [speech] he asked for calm.", ""),
        ("In a 20-minute, rambling [speech] he asked for calm.", ""),
        ("They were sued over a 2023 ‘Dawn’ [interview].", ""),
        ("He may [call] her.", ""),
        ("He [called] her in 2019.", "in 2019 = 2019"),
        ("He [called] her two days ago.", "two days ago = two days ago"),
        ("He [called] her two days after.", "two days after = two days after"),
        ("Two days after the vote he [called] her.", ""),
        ("He [called] her in the days that followed.", ""),
        ("He [called] her yesterday morning.", "yesterday morning = yesterday morning"),
        ("They [speak] every Friday.", "every Friday"),
        ("They [speak] every other Friday night.", "every other Friday night"),
        ("They [speak] on Sundays.", "on Sundays"),
        ("They often [speak] at night.", "often, at night"),
        ("They [speak] late at night.", "late at night"),
        ("They [speak] almost daily.", "almost daily"),
        ("They [speak] on a daily basis.", "on a daily basis"),
        ("They [spoke] for hours.", "for hours"),
        ("They [spoke] for more than two hours.", "for more than two hours"),
        ("They [met] in recent days.", "in recent days"),
        ("They [met] over the past year.", "over the past year"),
        ("They have [met] since January.", "since January"),
        ("They [met] after the weekend talks.", ""),
        ("They [met] after last week's summit.", ""),
        ("They [met] for a three-day summit.", ""),
        ("He [called] her again.", "again !"),
        ("He [called] her once more.", "once more !"),
        ("He [called] her a few times.", "a few times"),
        ("He [called] her multiple times.", "multiple times"),
        ("He [called] her on several occasions.", "on several occasions"),
        ("He [called] her from time to time.", "from time to time"),
        ("They [speak] day and night.", "day and night"),
    ]);
}

#[test]
fn a_stated_count_is_a_number_of_acts() {
    check(&[
        ("citing {23 bilateral [visits]} in just six months", "×23 23 bilateral visits | in just six months"),
        ("{Three [calls]} followed.", "×3 Three calls"),
        ("{Three late-night [calls]} followed.", "late-night ×3 Three late-night calls"),
        ("{Twenty-three [calls]} followed.", "×23 Twenty-three calls"),
        ("{1,200 [letters]} came in a week.", "×1200 1,200 letters | in a week"),
        ("{1.5 million [letters]} came.", "×1500000 1.5 million letters"),
        ("{two hundred and six [letters]}", "×206 two hundred and six letters"),
        ("{A dozen [letters]} came.", "×12 A dozen letters"),
        ("{two dozen [letters]}", "×24 two dozen letters"),
        ("{half a dozen [letters]}", "×6 half a dozen letters"),
        ("{more than 20 [calls]}", "×20 more than 20 calls"),
        ("{at least five [letters]}", "×5 at least five letters"),
        ("a pair of {[emails]}", "×2 a pair of emails"),
        ("{two separate [emails]}", "×2 two separate emails !"),
        ("{the three [calls]}", "×3 three calls"),
        ("{only one [call]}", "×1 only one call"),
        ("He [called] twice.", "×2 twice"),
        ("He [called] her three times.", "×3 three times"),
        ("He [called] her three times a week.", "×3 three times | a week"),
        ("They [speak] once a week.", "×1 once | a week"),
        ("He [called] her only once.", "×1 only once"),
        ("They [met] 23 times in six months.", "×23 23 times | in six months"),
        ("In six months they [met] 23 times.", "×23 23 times | In six months"),
        ("They [met] three times this year.", "= this year ×3 three times | this year"),
        ("They [met] twice on Sunday.", "on Sunday = sunday ×2 twice"),
        ("They [met] on three occasions.", "×3 on three occasions"),
        ("They [met] at least twice.", "×2 at least twice"),
    ]);
}

#[test]
fn what_other_clauses_say_is_theirs() {
    check(&[
        ("He [told] her <that they met twice last week> on Sunday.", "on Sunday = sunday"),
        ("He [called] her <who had called twice> three times.", "×3 three times"),
        ("<Last week they met twice, and> he [called] her.", ""),
        ("On <the day they met,> Sunday, he [called] her.", "Sunday = sunday"),
    ]);
}

#[test]
fn what_is_no_exact_number_of_acts_is_no_count() {
    check(&[
        ("{one [call]}", ""),
        ("He once [called] her.", ""),
        ("{two or three [calls]}", "two or three"),
        ("{10-15 [calls]}", "10-15"),
        ("dozens of {[letters]}", "dozens of"),
        ("a series of {[calls]}", "a series of"),
        ("{the two leaders' [call]}", ""),
        ("{The two leaders [call]} ended.", ""),
        ("{a 23-member [meeting]}", ""),
        ("{$5 [calls]}", ""),
        ("He [called] her five times as often as him.", "often"),
        ("He [met] three envoys.", ""),
        ("They [met] two or three times.", "two or three times"),
    ]);
}
