"""Writes silver corpora: silver.py MINILM TEACHER CORPORA NAMES CLASSES VECTORS TEXTMINE OUT

NAMES is a file of tokens with labels of names (IOB2), CLASSES a table of words and their classes, VECTORS word vectors as GloVe
writes them, both packed with gzip, TEXTMINE the program, which finds the names in the texts of the corpora, OUT a folder.
"""

import json
import random
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import torch
from corpora import Corpora
from network import Pieces, Teacher, said
from vary import Variations

SEED = 3
OF_CORPUS = {"newsmtsc": 17, "finentity": 18, "sentfin": 8}
"""How many versions of each labelled text."""
OF_OTHERS, OF_NEWS, OF_RATED = 5, 1, 4
"""The same of other names in those texts, of names in other reports, and of rated sentences."""
ORGANISATIONS, REPORTS = 0.4, 20_000
"""The share of organisations among the names of reports that is taken, and how many of their sentences."""
PRAISED = 0.6
"""The rating that stands for praise, as in the training of the model."""


def joined(tokens):
    """A text of tokens, and where each of them is."""
    text, places = "", []
    for token in tokens:
        token = '"' if token in ("``", "''") else token
        closing = re.fullmatch(r"[.,;:?!)%\]]|'s|n't|'re|'ve|'ll|'d|'m", token)
        if text and not closing and not text.endswith(("(", "$")):
            text += " "
        places.append((len(text), len(text) + len(token)))
        text += token
    return text, places


def reports(path):
    """Sentences of reports, each with its people and organisations."""
    for block in Path(path).read_text().split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line.strip()]
        if len(rows) < 6:
            continue
        text, places = joined(row[0] for row in rows)
        names, first = [], None
        for at, label in enumerate([row[1] for row in rows] + ["O"]):
            if first is not None and label != "I" + rows[first][1][1:]:
                names.append((rows[first][1][2:], places[first][0], places[at - 1][1]))
                first = None
            if label.startswith("B-"):
                first = at
        yield text, [name for name in names if name[0] in ("PER", "ORG")]


def found(program, texts):
    """The people and organisations that the program finds in each text."""
    pipeline = Path("entities.toml")
    pipeline.write_text('name = "names"\n[[analyzer]]\nplugin = "entities"\n')
    given = "\n".join(json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts))
    command = [program, "run", "-c", str(pipeline), "--input-format", "jsonl", "--format", "jsonl", "-"]
    told = subprocess.run(command, input=given, capture_output=True, text=True, check=True).stdout
    for line in told.splitlines():
        report = json.loads(line)
        names = report["layers"].get("entities", [])
        spans = [(name["start"], name["end"]) for name in names if name["label"] in ("PER", "ORG")]
        yield texts[int(report["document"]["id"])], spans


def targets(corpora, names, program, variations):
    """Texts with a target, by the file they go to."""
    rows, given = defaultdict(list), defaultdict(list)

    def add(file, times, text, start, end, plain=False):
        if plain:
            rows[file].append((text, start, end))
        versions = (variations.of(text, start, end) for _ in range(times))
        rows[file].extend(version for version in versions if version[1] < version[2])

    for name, times in OF_CORPUS.items():
        for text in corpora.targets(name):
            given[text.text].append((text.start, text.end))
            add("news_varied" if name == "newsmtsc" else "business", times, text.text, text.start, text.end)
    for text, spans in found(program, list(given)):
        for start, end in spans:
            if not any(start < last and first < end for first, last in given[text]):
                add("news_others", OF_OTHERS, text, start, end, plain=True)
    for text, spans in names:
        for kind, start, end in spans:
            if kind == "PER" or variations.random.random() < ORGANISATIONS:
                add("news_reports", OF_NEWS, text, start, end, plain=True)
    return rows, list(given)


def sentences(corpora, names, texts, variations):
    """Sentences, by the file they go to."""
    some = random.Random(SEED).sample([text for text, _ in names], min(REPORTS, len(names)))
    rows = {"news_sentences": some + [text for text in texts if len(text) > 30]}
    rows["films"] = [
        sentence
        for text in corpora.rated("movie_reviews_doc.train")
        for sentence in re.split(r'(?<=[.?!]) +(?=[\w"(])', text.text)
        if 25 < len(sentence) < 250
    ]
    for file, name in (("editorials", "vader_nyt.train"), ("films_varied", "sentence_polarity.nosst.train")):
        rows[file] = [variations.of(text.text)[0] for text in corpora.rated(name) for _ in range(OF_RATED)]
    return rows


def main(minilm, taught, folder, names, classes, vectors, program, out):
    pieces, teacher = Pieces(minilm), Teacher()
    teacher.load_state_dict(torch.load(taught))
    corpora, names = Corpora(folder), list(reports(names))
    variations, out = Variations(vectors, classes, SEED), Path(out)
    out.mkdir(exist_ok=True)
    rows, texts = targets(corpora, names, program, variations)
    for file, versions in rows.items():
        answers = said(teacher, [pieces.of(*version) for version in versions])
        with open(out / f"{file}.jsonl", "w") as lines:
            for (text, start, end), (shares, *_) in zip(versions, answers):
                label = dict(zip(("neg", "neu", "pos"), (round(share, 4) for share in shares)))
                row = {"text": text, "target_start": start, "target_end": end, "label": label}
                lines.write(json.dumps(row) + "\n")
    for file, texts in sentences(corpora, names, texts, variations).items():
        texts = [" ".join(text.split()) for text in texts if text.strip()]
        answers = said(teacher, [pieces.of(text) for text in texts])
        with open(out / f"{file}.tsv", "w") as lines:
            for number, (text, (_, rating, praise)) in enumerate(zip(texts, answers)):
                rating = PRAISED * (2 * praise - 1) if file.startswith("films") else max(-1, min(1, rating))
                lines.write(f"{number}\t{rating:.3f}\t{text}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
