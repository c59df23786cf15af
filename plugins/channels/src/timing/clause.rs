//! Which words of a sentence may say when and how often an act was: those of its own clause.
use textmine_syntax::{Relation, Sentence};

/// The tokens of the clause of an act in order, without the clauses inside it: of "told her that he had called twice",
/// "told her". The predicate is `verb`; without one, what the noun of the act says by itself is its clause.
pub(crate) fn clause(sentence: &Sentence<'_>, verb: Option<usize>, noun: Option<usize>) -> Vec<usize> {
    let Some(head) = verb.or(noun) else { return (0..sentence.len()).collect() };
    let mut tokens = vec![head];
    let mut open = tokens.clone();
    while let Some(token) = open.pop() {
        for dependent in sentence.dependents(token) {
            if Some(dependent) == noun || !begins_clause(sentence, dependent) {
                tokens.push(dependent);
                open.push(dependent);
            }
        }
    }
    tokens.sort_unstable();
    tokens
}

fn begins_clause(sentence: &Sentence<'_>, token: usize) -> bool {
    match sentence.relation(token) {
        Relation::ClauseSubject
        | Relation::Complement
        | Relation::OpenComplement
        | Relation::Adverbial
        | Relation::Relative
        | Relation::NounClause
        | Relation::Parataxis => true,
        Relation::Conjunct => sentence.is_predicate(token),
        _ => false,
    }
}
