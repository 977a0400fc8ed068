"""The networks: MiniLM twice over the same word embeddings.

Statements and meetings: the lower half reads a window once, the upper half once more for each marked word. Names: one
reading, all layers.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from diplograph.language.encoder import MARKS, NAMES, OUTPUTS
from diplograph.language.wordpiece import FEATURES

WIDTH, HEADS, LAYERS, LOWER, INNER, VOCABULARY, POSITIONS = 384, 12, 6, 3, 1536, 30522, 512
TOTAL = sum(OUTPUTS.values())


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out, self.norm1 = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = q @ k.transpose(2, 3) / math.sqrt(WIDTH // HEADS)  # on a CPU faster than the fused kernel
        if mask is not None:
            scores = scores.masked_fill(~mask, -1e4)
        a = torch.softmax(scores, -1, dtype=q.dtype) @ v
        a = self.out(a.transpose(1, 2).reshape(batch, length, WIDTH))
        x = self.norm1(x + a)
        h = self.outer(functional.gelu(self.inner(x)))
        return self.norm2(x + functional.dropout(h, self.dropout, self.training))


class Lower(nn.Module):
    """ids, features: [batch, length] -> [batch, length, WIDTH]. Word embeddings stay frozen."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.words.weight.requires_grad = False
        self.positions, self.kinds = nn.Embedding(POSITIONS, WIDTH), nn.Embedding(2, WIDTH)
        self.features = nn.Embedding(FEATURES, WIDTH)
        nn.init.zeros_(self.features.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LOWER))
        self.dropout = dropout

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> Tensor:
        return self.rest(self.words(ids), features, mask)

    def rest(self, words: Tensor, features: Tensor, mask: Tensor | None = None) -> Tensor:
        """The same from word embeddings: [batch, length, WIDTH]."""
        places = torch.arange(words.shape[1], device=words.device)
        x = words + self.positions(places)[None] + self.kinds.weight[0] + self.features(features)
        x = functional.dropout(self.norm(x), self.dropout, self.training)
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Upper(nn.Module):
    """lower: [batch, length, WIDTH], features, marks: [batch, length] -> [batch, length, TOTAL].

    marks: 0 without a marked word; otherwise as by `diplograph.language.encoder.mark`.
    """

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.marks = nn.Embedding(MARKS, WIDTH)
        nn.init.zeros_(self.marks.weight)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS - LOWER))
        self.features = nn.Embedding(FEATURES, WIDTH)
        nn.init.normal_(self.features.weight, std=0.02)
        self.heads = nn.Linear(WIDTH, TOTAL)
        nn.init.normal_(self.heads.weight, std=0.02)
        self.dropout = dropout

    def forward(self, lower: Tensor, features: Tensor, marks: Tensor, mask: Tensor | None = None) -> Tensor:
        x = lower + self.marks(marks)
        for layer in self.layers:
            x = layer(x, mask)
        x = x + self.features(features)
        return self.heads(functional.dropout(x, self.dropout, self.training))


class NameTagger(nn.Module):
    """lower: [batch, length, WIDTH], features: [batch, length] -> [batch, length, tags of names]."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS - LOWER))
        self.features = nn.Embedding(FEATURES, WIDTH)
        nn.init.normal_(self.features.weight, std=0.02)
        self.heads = nn.Linear(WIDTH, 1 + 2 * len(NAMES))
        nn.init.normal_(self.heads.weight, std=0.02)
        self.dropout = dropout

    def fresh(self) -> list[nn.Parameter]:
        """What starts from random weights."""
        return [self.features.weight, *self.heads.parameters()]

    def forward(self, lower: Tensor, features: Tensor, mask: Tensor | None = None) -> Tensor:
        x = lower
        for layer in self.layers:
            x = layer(x, mask)
        x = x + self.features(features)
        return self.heads(functional.dropout(x, self.dropout, self.training))


def load_minilm(lower: Lower, upper: Upper | NameTagger, tensors: dict[str, Tensor]) -> None:
    """Copy the weights of all-MiniLM-L6-v2 (names as in its model.safetensors)."""
    tensors = {k.removeprefix("bert."): v for k, v in tensors.items()}
    lower.words.weight.data.copy_(tensors["embeddings.word_embeddings.weight"])
    lower.positions.weight.data.copy_(tensors["embeddings.position_embeddings.weight"])
    lower.kinds.weight.data.copy_(tensors["embeddings.token_type_embeddings.weight"])
    lower.norm.weight.data.copy_(tensors["embeddings.LayerNorm.weight"])
    lower.norm.bias.data.copy_(tensors["embeddings.LayerNorm.bias"])
    names = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for i, layer in enumerate([*lower.layers, *upper.layers]):
        for ours, theirs in names.items():
            for kind in ("weight", "bias"):
                getattr(getattr(layer, ours), kind).data.copy_(tensors[f"encoder.layer.{i}.{theirs}.{kind}"])
