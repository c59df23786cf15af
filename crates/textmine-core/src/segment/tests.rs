//! Hard cases by theme, shown as one sentence a line, tokens apart.
use super::segment;

mod invariants;

/// The sentences of each text, one a line, `|` between tokens; a blank line between texts.
fn show(texts: &[&str]) -> String {
    let mut out = String::new();
    for text in texts {
        let segments = segment(text);
        for (index, _) in segments.sentences.iter().enumerate() {
            let tokens: Vec<_> = segments
                .tokens
                .iter()
                .filter(|token| token.sentence as usize == index)
                .map(|token| &text[token.span.range()])
                .collect();
            out.push_str(&tokens.join("|"));
            out.push('\n');
        }
        out.push('\n');
    }
    out
}

#[test]
fn tokens_know_what_they_are() {
    let text = "Ms. Roe paid $1,250 (0.8%) on 3 May… 21st 3D n’t U.S. www.example.org/a jo@example.com @jo #vote #1 \
        example.net x_1 👍🏽 :) <3 ½ 漢字 — “a” … -- + & © \u{7} \u{200b} \u{fffe} ٣ 1️⃣ Yahoo! mailto:jo@example.com";
    let mut kinds: std::collections::BTreeMap<_, Vec<&str>> = std::collections::BTreeMap::new();
    for token in segment(text).tokens {
        kinds.entry(token.kind()).or_default().push(&text[token.span.range()]);
    }
    let shown: Vec<_> =
        kinds.iter().map(|(kind, words)| format!("{kind:?}: {}", words.join(" ").escape_debug())).collect();
    insta::assert_snapshot!(shown.join("\n"));
}

macro_rules! cases {
    ($($name:ident: [$($text:expr),* $(,)?])*) => {$(
        #[test]
        fn $name() {
            insta::with_settings!({ omit_expression => true }, {
                insta::assert_snapshot!(stringify!($name), show(&[$($text),*]));
            });
        }
    )*};
}

cases! {
    initials_and_titles_stay_with_their_names: [
        "The novelist K. L. Harrow met Peter J. Ames in Lyon. They spoke for hours.",
        "Rep. Dora Quill (D-N.M.) and Sen. Abe Lott (R-S.D.) chair the panel.",
        "Gov. Lund and Gen. P. Okoro flew to St. Kitts. Mt. Baker was in cloud.",
        "Mr. and Mrs. Tran thanked Dr. Bell. Prof. Ode did not.",
        "So do I. The others left.",
        "J.R. Vance spoke. The A.P. Marsh estate objected.",
        "MR. HOLT SAID NO. THE COURT AGREED.",
        "Msgr. Reyes and Lt. Col. Amy Stone sat beside Sens. Park and Ruiz.",
    ]
    abbreviations_end_sentences_before_words_that_open_them: [
        "She moved to the U.S. The move was hard. He left the U.S. Army in May.",
        "The train left at 7 p.m. But nobody came. It returned at 4 a.m. Monday in rain.",
        "They work for Brill Inc. In March, Brill Inc. Chairman Vic Moss quit.",
        "Sam Roe Jr. He was nine. Sam Roe Jr. Drive is closed.",
        "Turn to No. 10 and ask. The answer was no. Ten of them left.",
        "It opened on Jan. 5, not Feb. 7. By Sept. The doors were shut.",
        "Lions vs. Bears, i.e. Ames vs. Brown. Bring food, e.g. Swiss cheese, etc. Then go.",
        "Ann Wu, Ph.D., lives in Washington, D.C. She teaches. Joe Li has a Ph.D. from Yale.",
        "He drove from Fresno, Calif., to Salem, Mass. The mass. The trip took a week.",
        "Unrest hit the U.K. Unfortunately, few saw it. The Co. Meath vote is late.",
        "He lives on Elm St. The house is red. Ask on the corner of Elm St. and Main.",
        "An anti-U.S. rally and a pro-U.K. march met. It works with Node.js v. 3.5.",
        "He worked at Yahoo! and on Jeopardy! for years. What a night! we thought.",
        "See Fig. 3 and pp. 12-14. Sat. 3 May is free; the sun. Nothing else.",
    ]
    quotes_close_with_the_sentence_they_close: [
        "“Yes.” The next question was harder.",
        "“Will it hold?” he said. “It must!” cried the mason.",
        "He wrote: “I won’t sell.” Then he sold.",
        "\"Stay.\" She stayed. \"Why?\" asked Tom. \"No reason.\" \"None?\"",
        "“She told me, ‘Never again.’” He shrugged. “‘Never,’ she said.”",
        "'We lost,' he said. 'We lost badly.' Nobody argued.",
        "The minister (who was ill) agreed. (He had not slept.) A vote followed.",
        "“Is it over?” Ms. Odell asked. “Is it over?” The crowd was silent.",
        "He called it “the best in the U.S.” and left. \"Go to the D.C.\" He did.",
        "« C’est fini. » Elle part. „Gut.“ Er ging.",
        "What they call ‘pure luck,’ she calls work.” He agreed. [Laughter.] More came.",
        "She smiled. \"And then?\" \"Then nothing.\"",
        "The plan failed.[3] A new one came. [4] [5] It worked.",
    ]
    ellipses_and_marks_in_rows: [
        "We waited… and waited. Nothing… Then it rang.",
        "We waited ... and waited. Nothing... Then it rang. Well . . . perhaps.",
        "“…and so it went,” she said. Really?! Yes!! No?",
        "The (first?) draft was late. The second (sic!) Draft was not.",
        "He said [...] that it was over. It was […] Over.",
        "Great news! 😀 More soon. Good :) Bye. Sad :-( Very.",
    ]
    a_missing_space_ends_a_sentence_only_between_words: [
        "He took no more calls.Then she rang.",
        "A farce from start to finish.— Ida Brook (@idabrook), May 3",
        "Was it late?Nobody knew.\"Late,\" she said.",
        "Visit example.com or www.example.org/a?b=c.d. Open notes.txt in Node.js, not in U.S.A today.",
        "It rose 3.5 points.He cheered. Pay by 5.The rest waits.",
        "Mail jo.b-smith@news.example.co.uk! See https://example.org/x_(y)?q=1&r=2. Done (see http://a.example/b).",
        "Shares of Orbit <ORBT.L> and Halden (HLDN.CO) fell. He left.",
        "Ask @desk_one about #budget2024. #vote @anna. Write to @sam.",
    ]
    numbers_money_times_and_ranges: [
        "Prices rose 0.8% to $1,000.50, €5.2bn, £3m and $750B by 10:30 p.m. on 3/4/2021.",
        "The 21st of the 1990s, the ’90s and the '80s; 5-10 people, 2010–2015, a 10-year-old.",
        "Call 212-555-0187 or 555-0187. Track #1 ran 35mm at 7:30pm, -5 °C, +44 20, .25 and 1/2.",
        "In 2010. In 2011 it grew. The vote was 52-48. 12 people came.",
        "½ cup, ٣ days, 3D, B2B, 4x4, H2O, US$5, C$7, 100 km², 5’s, 1️⃣",
    ]
    words_split_as_in_the_treebanks: [
        "I don’t, can't, won’t, cannot, I’d’ve, they're, it’s, we’ll. Gonna? Gimme.",
        "The leaders’ plan, James' car, Trump’s, O’Neill’s, d’Ivoire, rock’n’roll, o'clock, ’em, 'Tis.",
        "Late-night non-profit e-mail, co-founder, anti-war, pre-2010, Covid-19, Zelensky-led, mother-in-law.",
        "AT&T, R&D, and/or, s/he, w/o, C++, snake_case, D-N.Y., naïve café, Cafe\u{301}s, Łódź, Straße.",
        "Wait--what? Then—after lunch—he–she left - again. *** ==== <<a>> ->",
        "👩‍👩‍👧‍👦👍🏽🇫🇷🇩🇪 ❤️ ☎ <3 :-D :P ^_^ (:",
    ]
    line_breaks_end_headlines_and_items: [
        "Storm hits the coast\nBy Ada Finch\nHARBOR CITY (XP) — Winds rose on Monday.\nNobody was hurt",
        "Shopping list:\n- milk\n- two eggs\n• bread. And salt\n* tea\n1. Pay rent\n2) Call home\n(a) early",
        "A line\n\nnext paragraph\r\n \t\r\nlast one\u{2029}after\u{2028}New line",
        "The committee, which had\nmet for the\nfirst time, adjourned.",
        "He met Gen.\nOrla Finn and the\nQueen.\nhttp://example.com\nby Jo Frey",
        "Quotas cover:\nage;\nincome; and\nheight\nHe said “no.”\n\
         https://example.org/a\ndesk@example.com\nAcme Inc.\nHe left\nGeorge W.\nMoss",
        "1. The first point. 2. The second point. 2.1. Method",
        "THE MAYOR RESIGNS\nTHE COUNCIL VOTES\nA\nB",
    ]
    hard_wrapped_paragraphs_are_rejoined: [
        "The council met on Tuesday evening to discuss the plan for the new\n\
         Bridge Street market, which had been delayed twice because of the\n\
         floods. Residents who came early found the doors of the town hall in\n\
         Harbor City still closed. The mayor apologised. He said that the\n\
         matter would be settled by May.",
        "Report of the harbor office\n\
         The number of ships that called at the port this year rose to an all-time high, the office said.\n\
         Cargo fell.",
    ]
    headlines_end_without_a_stop_where_the_next_words_show_it: [
        "Swing bridge shut for the summer The council met on Monday. It was Long Past The old hour.",
        "Mayor to quit Friday, May 3, 2024\n\nFriday, May 3, 2024 Dora Quill will leave on Monday, June 3, 2024\n",
        "May 3, 2024 Port Ellery. He came on May 3, 2024 Monday or not.",
        "Figure 2 Boats in the harbor. As shown in Figure 2 Boats are small.",
        "Class A shares of The Times and The old Globe rose after The war.",
        "It is old.[citation needed] Then it fell. [4, 5] He saw Long Nights! (2012) twice.",
    ]
    other_scripts: [
        "今日は晴れです。明日は雨でしょう。「はい。」と言った。",
        "यह पहला वाक्य है। यह दूसरा है।",
        "هل هذا سؤال؟ نعم. یہ جملہ ہے۔ دوسرا",
        "Это первое. Это второе. ¿Quién? ¡Yo! À demain. Élan vital.",
        "Pa·la·bra · punt · volat. Α. Παπάς ήρθε. Ναι.",
    ]
    odd_characters: [
        "\u{feff}Start. A\0B \u{200b}x\u{a0}y. soft\u{ad}hyphen z\u{200d}w",
        "\u{301}a \u{7}. . .",
        "",
        " \n\t ",
        ".",
        "\u{e000} \u{fffd} ©2024 ™ § 5 ¶ “",
    ]
}
