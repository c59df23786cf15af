//! Running text from tokens, as people write it, so that an analyzer sees what it sees otherwise.
//!
//! Corpora of names keep tokens and lose the spaces between them. The rules here put one space between two tokens, except
//!
//! - before closing punctuation and what is written onto the word before (`'s`, `n't`),
//! - after opening brackets and quotation marks, and after `$`, `£` and `€`,
//! - within straight quotation marks: the first of a sentence opens, the next one closes, and so on.
//!
//! The Penn Treebank's ` `` ` and `''` become `"`. Sentences become paragraphs: a blank line stands between them.

/// What stands close to the token before it.
const CLOSING: [&str; 23] = [
    ".", ",", ";", ":", "!", "?", "%", ")", "]", "}", "”", "’", "'s", "’s", "n't", "'re", "'ve", "'ll", "'d",
    "'m", "''", "...", "'",
];

/// What the next token stands close to.
const OPENING: [&str; 9] = ["(", "[", "{", "$", "£", "€", "“", "‘", "``"];

/// Between two sentences.
const PARAGRAPH: &str = "\n\n";

/// Adds a sentence to `text`; returns where each token starts and ends in it, in bytes.
pub(super) fn push(text: &mut String, tokens: &[String]) -> Vec<(usize, usize)> {
    if !text.is_empty() {
        text.push_str(PARAGRAPH);
    }
    let mut places = Vec::with_capacity(tokens.len());
    let mut quoted = false;
    let mut before: Option<&str> = None;
    for token in tokens {
        let closes = CLOSING.contains(&token.as_str()) || (token == "\"" && quoted);
        let after_opening = before.is_some_and(|b| OPENING.contains(&b) || (b == "\"" && quoted));
        if before.is_some() && !closes && !after_opening {
            text.push(' ');
        }
        if token == "\"" {
            quoted = !quoted;
        }
        let start = text.len();
        text.push_str(match token.as_str() {
            "``" | "''" => "\"",
            other => other,
        });
        places.push((start, text.len()));
        before = Some(token);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn running(tokens: &str) -> String {
        let tokens: Vec<String> = tokens.split(' ').map(str::to_owned).collect();
        let mut text = String::new();
        let places = push(&mut text, &tokens);
        assert_eq!(places.len(), tokens.len());
        for ((start, end), token) in places.into_iter().zip(&tokens) {
            assert!(text[start..end] == *token || text[start..end] == *"\"", "{token}");
        }
        text
    }

    #[test]
    fn tokens_are_put_together_as_people_write() {
        for (tokens, text) in [
            (
                "Ana Ruiz 's aide ( 41 ) did n't call , he said .",
                "Ana Ruiz's aide (41) didn't call, he said.",
            ),
            ("\" A fair deal , \" she said , \" of $ 5 . \"", "\"A fair deal,\" she said, \"of $5.\""),
            ("`` A deal , '' he said", "\"A deal,\" he said"),
            ("“ A deal , ” he said : 10 %", "“A deal,” he said: 10%"),
        ] {
            assert_eq!(running(tokens), text);
        }
    }

    #[test]
    fn a_sentence_is_a_paragraph_and_starts_outside_of_quotation_marks() {
        let mut text = String::new();
        for _ in 0..2 {
            push(&mut text, &["\"".to_owned(), "Yes".to_owned()]);
        }
        assert_eq!(text, "\"Yes\n\n\"Yes");
    }
}
