//! Tests of the training, on sentences made up for them.
use super::*;
use textmine_syntax::Tag;
use textmine_syntax::parser::{Move, State};
use treebank::Token;

/// A sentence in CoNLL-U: words with tag, head and relation.
fn conllu(text: &str, words: &[(&str, &str, u32, &str)]) -> String {
    let mut lines = format!("# text = {text}\n");
    for (at, (word, tag, head, relation)) in words.iter().enumerate() {
        let _ = writeln!(
            lines,
            "{}\t{word}\t{}\t_\t{tag}\t_\t{head}\t{relation}\t_\t_",
            at + 1,
            word.to_lowercase()
        );
    }
    lines + "\n"
}

fn read(text: &str) -> Treebank {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bank.conllu");
    std::fs::write(&path, text).unwrap();
    treebank::read(&path).unwrap()
}

const CALL: &[(&str, &str, u32, &str)] = &[
    ("Ana", "NNP", 2, "nsubj"),
    ("called", "VBD", 0, "root"),
    ("him", "PRP", 2, "obj"),
    (".", ".", 2, "punct"),
];

fn shown(sentence: &[Token]) -> String {
    let lines = sentence.iter().enumerate().map(|(at, token)| {
        let head = sentence.get(token.head as usize).map_or("-", |head| head.text.as_str());
        format!("{at} {} {} {} {head}", token.text, token.tag.as_str(), token.relation.as_str())
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn words_that_are_split_otherwise_are_brought_to_our_tokens() {
    // The treebank has one word where we have three tokens, and two where we have one.
    let bank = read(&conllu(
        "A late-night call from U.S. men .",
        &[
            ("A", "DT", 3, "det"),
            ("late-night", "JJ", 3, "amod"),
            ("call", "NN", 0, "root"),
            ("from", "IN", 7, "case"),
            ("U.", "NNP", 7, "compound"),
            ("S.", "NNP", 5, "flat"),
            ("men", "NNS", 3, "nmod"),
            (".", ".", 3, "punct"),
        ],
    ));
    insta::assert_snapshot!(shown(&bank.sentences[0]));
}

#[test]
fn sentences_whose_words_are_not_their_text_are_left_out() {
    let bank = read(&(conllu("Ana phoned him.", CALL) + &conllu("Ana called him.", CALL)));
    assert_eq!((bank.sentences.len(), bank.dropped), (1, 1));
}

#[test]
fn arcs_that_cross_are_lifted() {
    // `about` depends on `letter`, across `came`.
    let words = [
        ("Letters", "NNS", 2, "nsubj"),
        ("came", "VBD", 0, "root"),
        ("about", "IN", 4, "case"),
        ("it", "PRP", 1, "nmod"),
    ];
    let bank = read(&conllu("Letters came about it", &words));
    let heads: Vec<u32> = bank.sentences[0].iter().map(|token| token.head).collect();
    assert_eq!(heads, [1, 4, 3, 1]);
}

#[test]
fn moves_that_cost_nothing_lead_to_the_right_tree() {
    let words = [
        ("The", "DT", 2, "det"),
        ("king", "NN", 5, "nsubj"),
        ("of", "IN", 4, "case"),
        ("Spain", "NNP", 2, "nmod"),
        ("sent", "VBD", 0, "root"),
        ("her", "PRP", 5, "iobj"),
        ("a", "DT", 8, "det"),
        ("letter", "NN", 5, "obj"),
        (".", ".", 5, "punct"),
    ];
    let bank = read(&conllu("The king of Spain sent her a letter.", &words));
    let right = &bank.sentences[0];
    let gold = oracle::Gold::new(right);
    // Whichever of the free moves is taken.
    for preferred in [[0, 1, 2], [1, 2, 0], [2, 1, 0]] {
        let mut state = State::default();
        state.start(right.len());
        while !state.is_done() {
            let free = preferred.map(|number| Move::ALL[number]).into_iter();
            let step = free.clone().find(|step| state.allows(*step) && gold.cost(&state, *step) == 0);
            state.take(step.expect("a right tree can always be reached"));
        }
        let heads: Vec<Option<u32>> = (0..right.len() as u32).map(|word| state.head(word)).collect();
        assert_eq!(heads, right.iter().map(|token| Some(token.head)).collect::<Vec<_>>());
    }
}

#[test]
fn a_sentence_in_other_words_stays_a_tree() {
    let words = [
        ("She", "PRP", 2, "nsubj"),
        ("called", "VBD", 0, "root"),
        ("him", "PRP", 2, "obj"),
        ("about", "IN", 6, "case"),
        ("the", "DT", 6, "det"),
        ("message", "NN", 2, "obl"),
        (".", ".", 2, "punct"),
    ];
    let bank = read(&conllu("She called him about the message.", &words));
    let names = Names { given: vec!["Ana".to_owned()], surnames: vec!["Ito".to_owned()] };
    let mut chance = Chance::new(3);
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..50 {
        let varied = varied::vary(&bank.sentences[0], &names, &mut chance).unwrap();
        assert_eq!(varied.iter().filter(|token| token.head as usize == varied.len()).count(), 1);
        let verb = varied.iter().position(|token| token.relation == Relation::Root).unwrap();
        assert_eq!(varied[verb].tag, Tag::VBD);
        for relation in [Relation::Subject, Relation::Object, Relation::Oblique] {
            assert!(varied.iter().any(|token| token.relation == relation && token.head as usize == verb));
        }
        for (at, token) in varied.iter().enumerate() {
            let right = match token.relation {
                Relation::Flat => token.head as usize == at - 1,
                Relation::Description | Relation::Compound => varied[token.head as usize].tag.is_noun(),
                _ => true,
            };
            assert!(right, "{}", shown(&varied));
        }
        seen.insert(shown(&varied));
    }
    assert!(seen.len() > 20, "{}", seen.len());
}

fn trained(seed: u64) -> (Vec<u8>, String) {
    let folder = tempfile::tempdir().unwrap();
    let (bank, output) = (folder.path().join("bank.conllu"), folder.path().join("own.model"));
    let verbs = ["called", "phoned", "texted", "met", "left"];
    let bank_text = verbs.map(|verb| {
        let mut words = CALL.to_vec();
        words[1].0 = verb;
        conllu(&format!("Ana {verb} him."), &words)
    });
    std::fs::write(&bank, bank_text.concat().repeat(4)).unwrap();
    let args = SyntaxArgs {
        sources: vec![bank.clone()],
        output: output.clone(),
        dev: vec![bank],
        data: vec![],
        seed: Some(seed),
    };
    let report = run(&args).unwrap();
    (std::fs::read(output).unwrap(), report)
}

#[test]
fn equal_seeds_train_equal_models_that_know_what_they_were_taught() {
    let (model, report) = trained(1);
    assert!(report.contains("100.00"), "{report}");
    assert!(model == trained(1).0);
    assert!(Model::checked(model).unwrap().card().contains("20 sentences, 80 tokens"));
}

#[test]
fn what_is_no_treebank_is_refused_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let cases = [
        ("columns", "1\tAna\n"),
        ("tag", "1\tAna\tana\t_\tNAME\t_\t0\troot\t_\t_\n"),
        ("head", "1\tAna\tana\t_\tNNP\t_\tx\troot\t_\t_\n"),
        ("relation", "1\tAna\tana\t_\tNNP\t_\t0\tboss\t_\t_\n"),
        ("text", "1\tAna\tana\t_\tNNP\t_\t0\troot\t_\t_\n"),
    ];
    let errors = cases.map(|(what, text)| {
        let path = folder.path().join("bank.conllu");
        std::fs::write(&path, text).unwrap();
        let error = treebank::read(&path).unwrap_err().to_string();
        format!("{what}: {}", error.replace(&folder.path().display().to_string(), ""))
    });
    insta::assert_snapshot!(errors.join("\n"));
}
