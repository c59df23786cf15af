"""Trees of news sentences for `textmine-train syntax`, from spaCy's model of English.

Sentences come in on standard input, one a line; CoNLL-U goes out on standard output. What spaCy's labels (ClearNLP) say
is brought to Universal Dependencies: nouns instead of prepositions are heads, predicates instead of `be`, the first
word of a person's name instead of the last, and all conjuncts hang on the first. Sentences whose trees come out broken
are left out.

    pip install spacy==3.8 && python -m spacy download en_core_web_sm
    python spacy_trees.py < sentences.txt > news.conllu
"""

import sys

import spacy

RELATIONS = {
    "dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj", "auxpass": "aux:pass", "neg": "advmod",
    "prt": "compound:prt", "poss": "nmod:poss", "preconj": "cc:preconj", "predet": "det:predet", "quantmod": "advmod",
    "relcl": "acl:relcl", "intj": "discourse", "dative": "iobj", "attr": "xcomp", "acomp": "xcomp", "oprd": "xcomp",
    "meta": "dep", "npadvmod": "obl:unmarked", "ROOT": "root", "pcomp": "ccomp", "pobj": "obl", "prep": "obl",
    "agent": "obl", "nmod": "compound", "nominal": "nmod",
}
TAGS = {"XX": "FW", "_SP": "NFP"}
BE = {"be", "'s", "’s", "’re", "'re"}


class Sentence:
    """A sentence whose heads and relations are being changed."""

    def __init__(self, span):
        self.words = list(span)
        self.first = self.words[0].i
        self.entities = [e for e in span.ents if e.label_ == "PERSON"]
        self.size = len(self.words)
        self.head = [w.head.i - self.first if w.head.i != w.i else -1 for w in self.words]
        self.spacy = [w.dep_ for w in self.words]
        self.relation = list(self.spacy)
        self.tag = [w.tag_ for w in self.words]
        self.lemma = [w.lemma_.lower() for w in self.words]

    def dependents(self, token):
        return [d for d in range(self.size) if self.head[d] == token]

    def is_verbal(self, token):
        return token >= 0 and self.tag[token][:2] in ("VB", "MD", "JJ", "RB", "RP", "TO")

    def is_preposition(self, token):
        relation = self.relation[token]
        if relation in ("prep", "agent"):
            return True
        if self.tag[token] not in ("IN", "TO"):
            return False
        complement = any(self.relation[d] in ("pobj", "pcomp") for d in self.dependents(token))
        return relation == "dative" or relation == "conj" and complement

    def turn_prepositions(self):
        """`to Ito`: Ito depends on the verb, `to` on Ito; inner prepositions first."""
        nouns = {}
        deepest = sorted(range(self.size), key=lambda t: -sum(1 for _ in self.words[t].ancestors))
        for case in deepest:
            if not self.is_preposition(case):
                continue
            dependents = self.dependents(case)
            objects = [d for d in dependents if self.spacy[d] == "pobj"]
            clauses = [d for d in dependents if self.spacy[d] == "pcomp"]
            inner = [d for d in dependents if d in nouns.values() and self.relation[d] in ("nominal", "obl", "obl:agent")]
            found = objects or inner or clauses
            if not found:
                if self.spacy[case] != "conj":
                    self.relation[case] = "obl"
                continue
            noun, governor = found[0], self.head[case]
            clause = not objects and not inner
            self.head[noun] = governor
            if self.spacy[case] == "conj":
                self.relation[noun], self.head[noun] = "conj", nouns.get(governor, governor)
            elif objects and self.spacy[case] == "agent":
                self.relation[noun] = "obl:agent"
            elif clause:
                self.relation[noun] = "advcl" if self.is_verbal(governor) else "acl"
            else:
                self.relation[noun] = "obl" if self.is_verbal(governor) else "nominal"
            self.head[case], self.relation[case] = noun, "mark" if clause else "case"
            for d in dependents:
                if d == noun:
                    continue
                self.head[d] = noun
                if self.spacy[d] == "pcomp" and self.tag[d] in ("IN", "RB"):  # because of
                    self.head[d], self.relation[d] = case, "fixed"
            nouns[case] = noun
        for d in range(self.size):
            if self.relation[d] == "cc" and self.head[d] in nouns:
                self.head[d] = nouns[self.head[d]]

    def turn_copulas(self):
        for be in range(self.size):
            if self.lemma[be] not in BE or self.relation[be] in ("aux", "auxpass", "cop"):
                continue
            dependents = self.dependents(be)
            if any(self.relation[d] == "expl" and self.words[d].text.lower() == "there" for d in dependents):
                for d in dependents:
                    if self.relation[d] == "attr":
                        self.relation[d] = "nsubj"
                continue
            predicates = [d for d in dependents if self.relation[d] in ("attr", "acomp")]
            predicates = (
                [d for d in predicates if d > be]
                or [d for d in dependents if self.relation[d] == "obl" and d > be][:1]
                or predicates
            )
            if not predicates:
                continue
            predicate = predicates[0]
            self.head[predicate], self.relation[predicate] = self.head[be], self.relation[be]
            for d in self.dependents(be):
                self.head[d] = predicate
            self.head[be], self.relation[be] = predicate, "cop"

    def turn_names(self):
        for entity in self.entities:
            tokens = [t for t in range(entity.start - self.first, entity.end - self.first) if self.tag[t] != "POS"]
            if not tokens or any(self.tag[t] not in ("NNP", "NNPS") for t in tokens):
                continue
            tops = [t for t in tokens if self.head[t] not in tokens]
            if len(tops) != 1:
                continue
            first, top = tokens[0], tops[0]
            if top != first:
                self.head[first], self.relation[first] = self.head[top], self.relation[top]
                for d in self.dependents(top):
                    if d != first:
                        self.head[d] = first
            for t in tokens[1:]:
                self.head[t], self.relation[t] = first, "flat"
            for d in self.dependents(first):
                title = len(tokens) > 1 or self.tag[d] == "NNP" and self.words[d].ent_type_ != "PERSON"
                if self.relation[d] == "compound" and d < first and title:
                    self.relation[d] = "nmod:desc"

    def turn_coordinations(self):
        for d in range(self.size):
            if self.relation[d] == "conj":
                head, steps = self.head[d], 0
                while head >= 0 and self.relation[head] == "conj" and steps < 50:
                    head, steps = self.head[head], steps + 1
                self.head[d] = head
        for d in range(self.size):
            if self.relation[d] == "cc":
                following = [c for c in self.dependents(self.head[d]) if self.relation[c] == "conj" and c > d]
                if following:
                    self.head[d] = following[0]

    def tree(self):
        """Head and relation of each word, or nothing if they are no tree."""
        self.turn_prepositions()
        for d in range(self.size):
            if self.relation[d] == "aux" and self.tag[d] == "TO":
                self.relation[d] = "mark"
        self.turn_copulas()
        self.turn_names()
        self.turn_coordinations()
        tree = []
        for t in range(self.size):
            relation = RELATIONS.get(self.relation[t], self.relation[t]) or "dep"
            if relation == "obl:unmarked" and self.head[t] >= 0 and self.tag[self.head[t]][:2] == "NN":
                relation = "nmod:unmarked"
            tree.append((self.head[t], relation))
        roots = [t for t in range(self.size) if tree[t][0] < 0]
        if len(roots) != 1:
            return None
        tree[roots[0]] = (-1, "root")
        for t in range(self.size):
            at, steps = t, 0
            while at >= 0:
                at, steps = tree[at][0], steps + 1
                if steps > self.size:
                    return None
        return tree


def main():
    nlp = spacy.load("en_core_web_sm")
    lines = (line.strip() for line in sys.stdin)
    for document in nlp.pipe((line for line in lines if line), batch_size=256):
        for span in document.sents:
            if not 4 <= len(span) <= 70 or any(w.is_space for w in span):
                continue
            tree = Sentence(span).tree()
            if tree is None:
                continue
            print("# text =", span.text.strip())
            for at, (word, (head, relation)) in enumerate(zip(span, tree)):
                tag = TAGS.get(word.tag_, word.tag_)
                space = "_" if word.whitespace_ else "SpaceAfter=No"
                print(at + 1, word.text, word.lemma_, "_", tag, "_", head + 1, relation, "_", space, sep="\t")
            print()


if __name__ == "__main__":
    main()
