//! Which marks make a pair.
use crate::quotation_marks;

/// What stands between the marks, joined by ` | `, with a `>` for each level of nesting, `…` before what goes on from the
/// paragraph before and after what nothing closes.
fn marked(text: &str) -> String {
    let show = |m: crate::Marked| {
        let (goes_on, open) = (if m.continues { "…" } else { "" }, if m.closed { "" } else { "…" });
        format!("{}{goes_on}{}{open}", ">".repeat(m.depth as usize), &text[m.inside.range()])
    };
    quotation_marks(text).into_iter().map(show).collect::<Vec<_>>().join(" | ")
}

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(marked(text), *expected, "{text}");
    }
}

#[test]
fn each_kind_of_mark_makes_pairs() {
    check(&[
        ("\"Yes,\" she said. \"No.\"", "Yes, | No."),
        ("“Yes,” she said. “No.”", "Yes, | No."),
        ("‘Yes,’ she said. ‘No.’", "Yes, | No."),
        ("'Yes,' she said. 'No.'", "Yes, | No."),
        ("``Yes,'' she said.", "Yes,"),
        ("''Yes,'' she said.", "Yes,"),
        ("„Yes,“ she said. “No.”", "Yes, | No."),
        ("«Yes,» she said, ‹no›.", "Yes, | no"),
        ("”Yes,” she said; ”no”", "Yes, | no"),
        ("“Yes,\" she said.", "Yes,"),
    ]);
}

#[test]
fn marks_nest() {
    check(&[
        ("“He said ‘no’ twice,” she said.", "He said ‘no’ twice, | >no"),
        ("\"He said 'no' twice,\" she said.", "He said 'no' twice, | >no"),
        ("'He said \"no\" twice,' she said.", "He said \"no\" twice, | >no"),
        ("\"'No,' he said,\" she said.", "'No,' he said, | >No,"),
        ("She said “he told me ‘no’”.", "he told me ‘no’ | >no"),
        ("She said \"he told me 'no'\".", "he told me 'no' | >no"),
        ("“One “two” three,” she said.", "One “two” three, | >two"),
    ]);
}

#[test]
fn apostrophes_inches_and_years_are_no_marks() {
    check(&[
        ("It's the leaders' plan and James' too.", ""),
        ("It’s the leaders’ plan and James’ too.", ""),
        ("Rock 'n' roll of the '90s, class of '98, 'tis true, get 'em.", ""),
        ("Rock ‘n’ roll of the ‘90s.", ""),
        ("He is 6'2\" tall and has a 12\" record.", ""),
        ("\"He is 6'2\" tall,\" she said.", "He is 6'2\" tall,"),
        ("‘The leaders’ plan is dead,’ she said.", "The leaders’ plan is dead,"),
        ("He called it ‘the leaders’ and left.", "the leaders"),
        ("'I won't,' he said; 'it's theirs.'", "I won't, | it's theirs."),
        ("“It’s the ’90s,” he said.", "It’s the ’90s,"),
        ("O'Neill didn't.", ""),
        ("A ' by itself, a \" too", ""),
        ("\"\" and “”", ""),
    ]);
}

#[test]
fn what_nothing_closes_ends_with_its_paragraph() {
    check(&[
        ("“We will go.\n\nThey stayed. “No,” he said.", "We will go.… | No,"),
        ("\"We will go.\n\nThey stayed. \"No,\" he said.", "We will go.… | No,"),
        ("She said “we will go", "we will go…"),
        ("‘We will go.\n\nThey stayed.", ""),
        ("went home.” She said “no”.", "no"),
    ]);
}

#[test]
fn a_quotation_that_goes_on_opens_in_each_paragraph() {
    check(&[
        ("She said: “One.\n\n“Two.\n\n“Three.”\n\n“Four,” he said.", "One.… | …Two.… | …Three. | Four,"),
        (
            "She said: \"One.\n\n\"Two 'and' a half.\n\n\"Three,\" she said.",
            "One.… | …Two 'and' a half.… | >and | …Three,",
        ),
    ]);
}

#[test]
fn a_line_is_a_paragraph_unless_lines_are_wrapped() {
    let long = "word ".repeat(30);
    check(&[
        ("“One\ntwo,” she said.", "One\ntwo,"),
        (&format!("“{long}\nThey “left”."), &format!("{}… | left", long.trim_end().to_owned())),
    ]);
}

#[test]
fn marks_are_sorted_and_never_cross_however_many_there_are() {
    let text = "“‘\"«".repeat(200) + "»'”’\" \n\n" + &"'a \"b ".repeat(200);
    let found = quotation_marks(&text);
    for pair in found.windows(2) {
        assert!(pair[0].span.start < pair[1].span.start);
        assert!(pair[0].span.contains(pair[1].span) || pair[0].span.end <= pair[1].span.start);
    }
}
