"""Varies texts: a teacher that labels many versions of one tells a student which of its words decide."""

import gzip
import random
import re
from collections import defaultdict

WORD = re.compile(r"\w+(?:['’]\w+)?|[^\w\s]")
FREQUENT = 22_000
"""Words that may come in, the most frequent of the vectors."""
FUNCTION = 150
"""Of these, the first stay as they are."""
CUT, LEFT_OUT, REPLACED = 0.5, 0.06, 0.20


class Variations:
    """Cuts texts around their target, leaves words out, and puts others of their class in their place."""

    def __init__(self, vectors, classes, seed):
        self.random = random.Random(seed)
        with gzip.open(vectors, "rt") as lines:
            frequent = [line.split(" ", 1)[0] for line, _ in zip(lines, range(FREQUENT))]
        known, self.function = set(frequent), set(frequent[:FUNCTION])
        self.class_of, self.members = {}, defaultdict(list)
        with gzip.open(classes, "rt") as lines:
            for line in lines:
                word, *numbers = line.rstrip("\n").split("\t")
                if len(numbers) >= 3 and word.islower() and word.isalpha() and word in known:
                    self.class_of[word] = numbers[2]
                    self.members[numbers[2]].append(word)

    def of(self, text, start=0, end=0):
        """A version of the text, and where its target is then."""
        words = [match.span() for match in WORD.finditer(text)]
        left, right = [w for w in words if w[1] <= start], [w for w in words if w[0] >= end]
        if self.random.random() < CUT:
            count = len(left) + len(right)
            kept = min(count, max(4, int(count * self.random.uniform(0.4, 1.0))))
            kept_left = self.random.randint(max(0, kept - len(right)), min(kept, len(left)))
            left, right = left[len(left) - kept_left :], right[: kept - kept_left]
        before = self.part(text, left, left[0][0] if left else start, start).lstrip()
        after = self.part(text, right, end, right[-1][1] if right else end)
        return before + text[start:end] + after, len(before), len(before) + end - start

    def part(self, text, words, start, end):
        said, at = "", start
        for first, last in words:
            gap, word, at = text[at:first], text[first:last], last
            if word.isalpha():
                chance = self.random.random()
                if chance < LEFT_OUT:
                    said += "" if said.endswith(" ") else gap
                    continue
                if chance < LEFT_OUT + REPLACED:
                    word = self.like(word)
            said += gap + word
        return said + text[at:end]

    def like(self, word):
        low = word.lower()
        if low in self.function or low not in self.class_of:
            return word
        other = self.random.choice(self.members[self.class_of[low]])
        return other.capitalize() if word[0].isupper() else other
