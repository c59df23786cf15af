//! Tests of mending, on trees with the mistakes that parsers make.
use super::*;
use proptest::prelude::*;
use textmine_core::Span;

/// Each line has a word, its tag, the number of its head from 1, 0 for none, and its relation.
fn tree(lines: &str) -> (Vec<Word<'_>>, Tree) {
    let mut start = 0;
    let rows = lines.trim().lines().map(|line| {
        let [word, tag, head, relation] = line.split_whitespace().collect::<Vec<_>>()[..] else {
            panic!("four columns: {line}");
        };
        let tag = Tag::parse(tag).unwrap();
        let node = Node {
            tag,
            head: head.parse::<u32>().unwrap().checked_sub(1),
            relation: Relation::parse(relation).unwrap(),
        };
        let span = Span::new(start, start + word.len() as u32);
        start = span.end + 1;
        let mut word = Word::new(word, word, span, false, tag);
        word.animate = tag.is_name() || is_role(word.text);
        (word, node)
    });
    let (words, nodes) = rows.unzip();
    (words, Tree::new(nodes))
}

fn is_role(word: &str) -> bool {
    matches!(word, "president" | "minister" | "lawmakers" | "lawyer" | "sister" | "leaders" | "heads")
}

/// The mended tree, with these names; each is given by its words.
fn mended(lines: &str, names: &[&str]) -> String {
    let (words, tree) = tree(lines);
    let find = |name: &&str| {
        let parts: Vec<&str> = name.split(' ').collect();
        let texts: Vec<&str> = words.iter().map(|word| word.text).collect();
        let start = texts.windows(parts.len()).position(|window| window == parts).unwrap();
        start..start + parts.len()
    };
    let names: Vec<Range<usize>> = names.iter().map(find).collect();
    let mended = mend(tree, &words, &names, |token| is_role(words[token].text));
    let texts: Vec<&str> = words.iter().map(|word| word.text).collect();
    mended.with_words(&texts).to_string()
}

#[test]
fn a_name_is_one_unit_in_apposition_to_its_title() {
    insta::assert_snapshot!(mended(
        "they PRP 2 nsubj
         met VBD 0 root
         the DT 4 det
         president NN 2 obj
         of IN 7 case
         Palau NNP 7 compound
         Ana NNP 8 compound
         Ito NNP 4 nmod",
        &["Ana Ito"]
    ));
}

#[test]
fn names_with_only_commas_and_a_conjunction_between_are_a_list() {
    insta::assert_snapshot!(mended(
        "Hill NNP 9 nsubj
         , , 1 punct
         Ana NNP 1 appos
         Ito NNP 3 flat
         and CC 8 cc
         Rui NNP 8 compound
         Boyd NNP 8 compound
         - HYPH 9 punct
         met VBD 0 root",
        &["Hill", "Ana Ito", "Rui Boyd"]
    ));
}

#[test]
fn a_name_below_the_one_that_it_is_coordinated_with_comes_first() {
    insta::assert_snapshot!(mended(
        "seen VBN 0 root
         by IN 3 case
         Hill NNP 7 compound
         and CC 7 cc
         prime JJ 6 amod
         minister NN 7 compound
         Ito NNP 1 obl",
        &["Hill", "Ito"]
    ));
}

#[test]
fn a_noun_that_two_bodies_share_is_their_head() {
    insta::assert_snapshot!(mended(
        "spoke VBD 0 root
         with IN 3 case
         House NNP 1 obl
         and CC 5 cc
         Senate NNP 3 conj
         lawmakers NNS 3 conj",
        &[]
    ));
}

#[test]
fn people_are_coordinated_with_the_people_before_them() {
    insta::assert_snapshot!(mended(
        "letters NNS 0 root
         to IN 4 case
         her PRP$ 4 nmod:poss
         sister NN 1 nmod
         and CC 7 cc
         his PRP$ 7 nmod:poss
         lawyer NN 1 conj",
        &[]
    ));
}

#[test]
fn who_comes_along_is_coordinated() {
    insta::assert_snapshot!(mended(
        "met VBD 0 root
         the DT 3 det
         leaders NNS 1 obj
         of IN 5 case
         Palau NNP 3 nmod
         , , 1 punct
         as RB 1 advmod
         well RB 7 fixed
         as IN 11 case
         the DT 11 det
         heads NNS 1 obl",
        &[]
    ));
}

#[test]
fn the_subject_of_the_next_clause_is_in_no_list() {
    let lines = "they PRP 2 nsubj
         met VBD 0 root
         Hill NNP 2 obj
         and CC 6 cc
         Ito NNP 6 nsubj
         left VBD 2 conj";
    let (_, untouched) = tree(lines);
    let words = ["they", "met", "Hill", "and", "Ito", "left"];
    assert_eq!(mended(lines, &["Hill", "Ito"]), untouched.with_words(&words).to_string());
}

#[test]
fn a_head_that_hung_on_its_dependent_takes_its_place() {
    insta::assert_snapshot!(mended(
        "lawmakers NNS 2 nsubj
         along IN 0 root
         with IN 2 fixed
         president NN 2 obl",
        &[]
    ));
}

#[test]
fn a_conjunct_before_its_conjunction_is_let_be() {
    let lines = "met VBD 0 root
         lawmakers NNS 1 conj
         and CC 2 cc
         left VBD 1 conj";
    let (_, untouched) = tree(lines);
    let words = ["met", "lawmakers", "and", "left"];
    assert_eq!(mended(lines, &[]), untouched.with_words(&words).to_string());
}

/// Words that mending looks at.
const MENDED_WORDS: &[(&str, Tag)] = &[
    ("Ito", Tag::NNP),
    ("Hill", Tag::NNP),
    ("and", Tag::CC),
    (",", Tag::Comma),
    ("of", Tag::IN),
    ("president", Tag::NN),
    ("lawmakers", Tag::NNS),
    ("met", Tag::VBD),
    ("along", Tag::IN),
    ("with", Tag::IN),
    ("as", Tag::IN),
    ("well", Tag::RB),
    ("the", Tag::DT),
];

proptest! {
    /// `Tree::new` looks for cycles in builds with debug assertions.
    #[test]
    fn whatever_the_tree_a_tree_comes_out(
        rows in prop::collection::vec((0..MENDED_WORDS.len(), 0usize..40, 0usize..64, any::<bool>(), any::<u32>()), 1..24),
        cuts in prop::collection::vec((0usize..24, 1usize..4), 0..5),
    ) {
        // In an order by chance each token hangs on one before it, so that what goes in is a tree.
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by_key(|&token| rows[token].4);
        let mut nodes: Vec<Node> = rows.iter().map(|&(word, _, relation, ..)| Node {
            tag: MENDED_WORDS[word].1,
            head: None,
            relation: Relation::ALL[relation % Relation::ALL.len()],
        }).collect();
        for (rank, &token) in order.iter().enumerate().skip(1) {
            nodes[token].head = Some(order[rows[token].1 % rank] as u32);
        }
        let words: Vec<Word<'_>> = rows.iter().map(|&(word, _, _, animate, _)| {
            let mut word = Word::new(MENDED_WORDS[word].0, MENDED_WORDS[word].0, Span::new(0, 1), false, MENDED_WORDS[word].1);
            word.animate = animate;
            word
        }).collect();
        let mut names: Vec<Range<usize>> = Vec::new();
        for (start, len) in cuts {
            let name = start..start + len;
            if name.end <= words.len() && names.last().is_none_or(|last| last.end <= start) {
                names.push(name);
            }
        }
        let mended = mend(Tree::new(nodes), &words, &names, |token| is_role(words[token].text));
        prop_assert_eq!(mended.nodes().iter().filter(|node| node.head.is_none()).count(), 1);
    }
}
