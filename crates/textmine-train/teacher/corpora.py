"""The labelled corpora, and which of their texts are measured on."""

import json
import re
from collections import namedtuple
from pathlib import Path

Target = namedtuple("Target", "text start end label")
Rated = namedtuple("Rated", "text label")
LABELS = {"neg": 0, "neu": 1, "pos": 2}


def essence(text):
    """A text without case, punctuation and space, by which the same one is known again."""
    return re.sub(r"[\W_]+", "", text.lower())


def targets(path):
    """Texts with a target (code points) and one of three labels."""
    for line in Path(path).read_text().splitlines():
        row = json.loads(line)
        if row.get("target_start") is not None:
            yield Target(row["text"], row["target_start"], row["target_end"], LABELS[row["label"]])


def rated(path):
    """Texts with a label as it is written."""
    for line in Path(path).read_text(errors="replace").split("\n"):
        if line.strip():
            _, label, text = line.split("\t", 2)
            yield Rated(text, label)


class Corpora:
    """A folder with `train` and `dev`; no text of `dev` is given for training."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.measured = {essence(text.text) for path in self.folder.glob("dev/*.jsonl") for text in targets(path)}
        self.measured |= {essence(text.text) for path in self.folder.glob("dev/*.tsv") for text in rated(path)}

    def targets(self, name):
        texts = targets(self.folder / f"train/{name}.jsonl")
        return [text for text in texts if essence(text.text) not in self.measured]

    def rated(self, name):
        texts = rated(self.folder / f"train/{name}.tsv")
        return [text for text in texts if essence(text.text) not in self.measured]
