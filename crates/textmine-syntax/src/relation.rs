//! Relations between a word and its head, by the names of Universal Dependencies.

macro_rules! relations {
    ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
        /// What a word is to its head; subtypes that say nothing about who does what are merged into their type.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Relation { $($(#[$doc])* $name),* }

        impl Relation {
            /// All relations, in the order of their numbers.
            pub const ALL: &'static [Relation] = &[$(Relation::$name),*];

            /// The relation of that name; of an unknown subtype, the relation without it.
            pub fn parse(name: &str) -> Option<Relation> {
                match name {
                    $($text => Some(Relation::$name),)*
                    _ => name.rsplit_once(':').and_then(|(general, _)| Relation::parse(general)),
                }
            }

            /// Its name in the treebanks.
            pub fn as_str(self) -> &'static str {
                match self { $(Relation::$name => $text),* }
            }
        }
    };
}

relations! {
    /// Nothing: the word is the head of the sentence.
    Root = "root",
    /// Subject.
    Subject = "nsubj",
    /// Subject of a passive.
    PassiveSubject = "nsubj:pass",
    /// Subject that is a clause.
    ClauseSubject = "csubj",
    /// Direct object.
    Object = "obj",
    /// Indirect object.
    IndirectObject = "iobj",
    /// Noun after a preposition that belongs to a verb, an adjective or an adverb.
    Oblique = "obl",
    /// The one who does what a passive says: `by Ito`.
    Agent = "obl:agent",
    /// Noun without a preposition beside a verb, mostly a time.
    Unmarked = "obl:unmarked",
    /// Clause as an object.
    Complement = "ccomp",
    /// Clause as an object whose subject is found elsewhere: `agreed to meet`.
    OpenComplement = "xcomp",
    /// Clause as an adjunct of a verb: `when they met`.
    Adverbial = "advcl",
    /// Adverb.
    Adverb = "advmod",
    /// Auxiliary.
    Auxiliary = "aux",
    /// Auxiliary of a passive.
    PassiveAuxiliary = "aux:pass",
    /// `be` before a noun or an adjective.
    Copula = "cop",
    /// Word that opens a clause: `to`, `that`, `if`.
    Mark = "mark",
    /// Noun that belongs to a noun, mostly after a preposition.
    Nominal = "nmod",
    /// Possessor.
    Possessor = "nmod:poss",
    /// Noun without a preposition beside a noun, mostly a time.
    UnmarkedNominal = "nmod:unmarked",
    /// Title or description in front of a name.
    Description = "nmod:desc",
    /// Apposition.
    Apposition = "appos",
    /// Clause that belongs to a noun: `a plan to meet`.
    NounClause = "acl",
    /// Relative clause.
    Relative = "acl:relcl",
    /// Adjective.
    Adjective = "amod",
    /// Determiner.
    Determiner = "det",
    /// Number.
    Number = "nummod",
    /// Noun that forms one with the next: `phone` of `phone call`.
    Compound = "compound",
    /// Particle of a verb.
    Particle = "compound:prt",
    /// Later part of a name: `Ito` of `Ana Ito`.
    Flat = "flat",
    /// Later part of words that act as one: `as well as`.
    Fixed = "fixed",
    /// Preposition or possessive mark, by its noun.
    Case = "case",
    /// Coordinated with its head, the first of the list.
    Conjunct = "conj",
    /// Conjunction, by the conjunct that follows.
    Conjunction = "cc",
    /// Clause beside a clause: the one who said it, what stands after a colon.
    Parataxis = "parataxis",
    /// `there` and `it` that stand for nothing.
    Expletive = "expl",
    /// Exclamation.
    Discourse = "discourse",
    /// The one who is addressed.
    Vocative = "vocative",
    /// Item of a list without conjunctions.
    List = "list",
    /// Moved to the front or the end.
    Dislocated = "dislocated",
    /// Left over where a head was left out.
    Orphan = "orphan",
    /// Part of a word that was written in two.
    GoesWith = "goeswith",
    /// Corrected by the speaker.
    Reparandum = "reparandum",
    /// Punctuation.
    Punctuation = "punct",
    /// Anything else.
    Other = "dep",
}
