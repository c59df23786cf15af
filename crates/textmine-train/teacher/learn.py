"""Teaches MiniLM the tone towards targets and of sentences: learn.py MINILM CORPORA OUT"""

import random
import sys

import torch
import torch.nn.functional as F
from corpora import LABELS, Corpora, targets
from network import Pieces, Teacher, said, stacked
from torch import nn

EPOCHS, RATE, WARMING = 4, 1e-4, 0.08
TARGET, RATING, PRAISE = range(3)
RATING_WEIGHT = 8.0


def examples(corpora, pieces):
    """Pieces, which are of the target, what is asked, the answer."""
    rows = []
    # Every other headline, so that there are not more of them than of reports.
    for name, each in (("newsmtsc", 1), ("finentity", 1), ("sentfin", 2)):
        for text in corpora.targets(name)[::each]:
            rows.append((*pieces.of(text.text, text.start, text.end), TARGET, text.label))
    for text in corpora.rated("vader_nyt.train"):
        rows.append((*pieces.of(text.text), RATING, float(text.label)))
    for text in corpora.rated("sentence_polarity.nosst.train"):
        rows.append((*pieces.of(text.text), PRAISE, float(text.label == "pos")))
    return rows


def batches(rows, size=1536, most=48):
    """Rows of like length together."""
    rows = random.sample(rows, len(rows))
    found = []
    for first in range(0, len(rows), 4096):
        batch = []
        for row in sorted(rows[first : first + 4096], key=lambda row: len(row[0])):
            if batch and (len(row[0]) * (len(batch) + 1) > size or len(batch) >= most):
                found.append(batch)
                batch = []
            batch.append(row)
        found.append(batch)
    random.shuffle(found)
    return found


def loss_of(teacher, batch):
    with torch.autocast("cpu", torch.bfloat16):
        target, rating, praise = (answer.float() for answer in teacher(*stacked(batch)))
    asked = torch.tensor([row[2] for row in batch])
    answer = torch.tensor([float(row[3]) for row in batch])
    of = [asked == kind for kind in (TARGET, RATING, PRAISE)]
    loss = F.cross_entropy(target[of[TARGET]], answer[of[TARGET]].long(), reduction="sum")
    loss = loss + RATING_WEIGHT * ((rating[of[RATING]] - answer[of[RATING]]) ** 2).sum()
    loss = loss + F.binary_cross_entropy_with_logits(praise[of[PRAISE]], answer[of[PRAISE]], reduction="sum")
    return loss / len(batch)


def macro_f1(gold, given):
    def f1(label):
        right = sum(a == b == label for a, b in zip(gold, given))
        return 2 * right / max(1, gold.count(label) + given.count(label))

    return sum(map(f1, LABELS.values())) / len(LABELS)


def main(minilm, folder, out):
    torch.manual_seed(1)
    random.seed(1)
    pieces, teacher, corpora = Pieces(minilm), Teacher.pretrained(minilm), Corpora(folder)
    rows = examples(corpora, pieces)
    weights = [p for p in teacher.parameters() if p.ndim > 1]
    others = [p for p in teacher.parameters() if p.ndim < 2]
    groups = [{"params": weights, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=RATE)
    steps, step = len(batches(rows)) * EPOCHS, 0
    for epoch in range(EPOCHS):
        teacher.train()
        for batch in batches(rows):
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1.0, step / (WARMING * steps)) * max(0.02, 1 - step / steps)
            optimizer.zero_grad()
            loss_of(teacher, batch).backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimizer.step()
            step += 1
        torch.save(teacher.state_dict(), out)
        for path in sorted(corpora.folder.glob("dev/*.jsonl")):
            texts = list(targets(path))
            answers = said(teacher, [pieces.of(text.text, text.start, text.end) for text in texts])
            given = [max(range(3), key=answer[0].__getitem__) for answer in answers]
            print(f"epoch {epoch + 1} {path.stem} {macro_f1([text.label for text in texts], given):.3f}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
