"""The teacher: MiniLM with three outputs, for the tone towards a target, of a report's sentence, and of a review's."""

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn

SIZE, HEADS, INNER, LAYERS = 384, 12, 1536, 6
WORDPIECES, PLACES = 30522, 512
LONGEST = 110
"""Word pieces that are looked at; a longer text is cut around its target."""
CLS, SEP, BEFORE, AFTER = 101, 102, 2, 3
"""The last two are pieces that the vocabulary leaves unused; they stand around a target."""


class Layer(nn.Module):
    """One layer of BERT (Devlin et al. 2019)."""

    NAMES = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "attended": "attention.output.dense",
        "first_norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "second_norm": "output.LayerNorm",
    }

    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.attended = (nn.Linear(SIZE, SIZE) for _ in range(4))
        self.first_norm, self.second_norm = (nn.LayerNorm(SIZE, eps=1e-12) for _ in range(2))
        self.inner, self.outer = nn.Linear(SIZE, INNER), nn.Linear(INNER, SIZE)
        self.drop = nn.Dropout(0.1)

    def forward(self, x, mask):
        texts, pieces, _ = x.shape

        def by_head(y):
            return y.view(texts, pieces, HEADS, -1).transpose(1, 2)

        query, key, value = by_head(self.query(x)), by_head(self.key(x)), by_head(self.value(x))
        seen = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        seen = seen.transpose(1, 2).reshape(texts, pieces, SIZE)
        x = self.first_norm(x + self.drop(self.attended(seen)))
        return self.second_norm(x + self.drop(self.outer(F.gelu(self.inner(x)))))


class Teacher(nn.Module):
    """Gives logits of negative, neutral and positive; a rating from -1 to 1; and a logit of positive."""

    def __init__(self):
        super().__init__()
        self.words, self.places = nn.Embedding(WORDPIECES, SIZE), nn.Embedding(PLACES, SIZE)
        self.of_target = nn.Embedding(2, SIZE)
        self.norm = nn.LayerNorm(SIZE, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)
        self.target, self.rating, self.praise = nn.Linear(2 * SIZE, 3), nn.Linear(SIZE, 1), nn.Linear(SIZE, 1)

    def forward(self, pieces, mask, target):
        x = self.words(pieces) + self.places.weight[: pieces.shape[1]] + self.of_target(target)
        x, seen = self.drop(self.norm(x)), mask[:, None, None, :].bool()
        for layer in self.layers:
            x = layer(x, seen)
        x = x.float()
        all_share, target_share = mask.unsqueeze(-1).float(), target.unsqueeze(-1).float()
        whole = self.drop((x * all_share).sum(1) / all_share.sum(1))
        there = self.drop((x * target_share).sum(1) / target_share.sum(1).clamp(min=1))
        both = torch.cat([whole, there], 1)
        return self.target(both), self.rating(whole)[:, 0], self.praise(whole)[:, 0]

    @staticmethod
    def pretrained(folder):
        """MiniLM as it was published, with outputs that have learned nothing yet."""
        teacher = Teacher()
        known = load_file(f"{folder}/model.safetensors")
        state = {
            "words.weight": known["embeddings.word_embeddings.weight"],
            "places.weight": known["embeddings.position_embeddings.weight"],
            "of_target.weight": known["embeddings.token_type_embeddings.weight"],
            "norm.weight": known["embeddings.LayerNorm.weight"],
            "norm.bias": known["embeddings.LayerNorm.bias"],
        }
        for number in range(LAYERS):
            for own, published in Layer.NAMES.items():
                for part in ("weight", "bias"):
                    state[f"layers.{number}.{own}.{part}"] = known[f"encoder.layer.{number}.{published}.{part}"]
        missing = teacher.load_state_dict(state, strict=False).missing_keys
        assert all(name.split(".")[0] in ("target", "rating", "praise") for name in missing), missing
        return teacher


class Pieces:
    """Cuts texts into word pieces."""

    def __init__(self, folder):
        self.tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def of(self, text, start=None, end=None):
        """The pieces, and for each whether it is of the target (code points)."""
        if start is None:
            pieces = self.tokenizer.encode(text).ids[:LONGEST]
            return pieces, [0] * len(pieces)
        left, name, right = (
            self.tokenizer.encode(part, add_special_tokens=False).ids
            for part in (text[:start], text[start:end], text[end:])
        )
        name = name[:12]
        room = LONGEST - 4 - len(name)
        if len(left) + len(right) > room:
            kept = min(len(left), max(room // 2, room - len(right)))
            left, right = left[len(left) - kept :], right[: room - kept]
        pieces = [CLS, *left, BEFORE, *name, AFTER, *right, SEP]
        return pieces, [0] * (1 + len(left)) + [1] * (len(name) + 2) + [0] * (len(right) + 1)


def stacked(texts):
    """Texts of unlike length as one: pieces, which of them there are, which are of the target."""
    longest = max(len(pieces) for pieces, *_ in texts)

    def padded(rows):
        return torch.tensor([row + [0] * (longest - len(row)) for row in rows])

    return (
        padded([text[0] for text in texts]),
        padded([[1] * len(text[0]) for text in texts]),
        padded([text[1] for text in texts]),
    )


def said(teacher, texts):
    """What the teacher says of each text: probabilities, rating, probability of praise."""
    teacher.eval()
    order = sorted(range(len(texts)), key=lambda number: len(texts[number][0]))
    result = [None] * len(texts)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for first in range(0, len(order), 32):
            chosen = order[first : first + 32]
            target, rating, praise = teacher(*stacked([texts[number] for number in chosen]))
            target, praise = target.float().softmax(1), praise.float().sigmoid()
            for at, number in enumerate(chosen):
                result[number] = target[at].tolist(), rating[at].item(), praise[at].item()
    return result
