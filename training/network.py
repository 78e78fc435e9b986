"""The encoder as it is trained: a BERT (Devlin et al. 2019) of few layers, attention pooling, five heads.

Pooling over the pieces of all windows of a message (Ilse et al. 2018, attention-based multiple-instance learning) makes
long mail as readable as short, and tells afterwards which words counted.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from agent.reading.learned.encoder import KINDS, LABELS, TAGS
from training.source import Source

DROPOUT = 0.1
POOLS = 4
_BIAS = 1.5
"""Taken off the sum over places, so that an untrained network says "no"."""


def drop(values: Tensor, *, on: bool) -> Tensor:
    """Dropout with one mask for all places of a sequence (Gal and Ghahramani 2016): cheap where random numbers are dear."""
    if not on:
        return values
    mask = torch.rand(values.shape[0], 1, values.shape[2]) > DROPOUT
    return values * mask.to(values.dtype) / (1 - DROPOUT)


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self, source: Source, number: int) -> None:
        super().__init__()
        self.heads = source.heads
        names = {"q": "q", "k": "k", "v": "v", "ao": "ao", "fi": "fi", "fo": "fo"}
        for attribute, name in names.items():
            weight = source.tensors[f"l{number}.{name}.w"]
            linear = nn.Linear(weight.shape[1], weight.shape[0])
            linear.weight.data, linear.bias.data = weight.clone(), source.tensors[f"l{number}.{name}.b"].clone()
            setattr(self, attribute, linear)
        for name in ("aln", "oln"):
            setattr(self, name, norm(source, f"l{number}.{name}"))

    def forward(self, values: Tensor, mask: Tensor) -> Tensor:
        count, length, width = values.shape

        def heads(part: Tensor) -> Tensor:
            return part.view(count, length, self.heads, width // self.heads).transpose(1, 2)

        seen = functional.scaled_dot_product_attention(
            heads(self.q(values)), heads(self.k(values)), heads(self.v(values)), attn_mask=mask
        )
        seen = self.ao(seen.transpose(1, 2).reshape(count, length, width))
        values = self.aln(values + drop(seen, on=self.training))
        return self.oln(values + drop(self.fo(functional.gelu(self.fi(values))), on=self.training))


def norm(source: Source, name: str) -> nn.LayerNorm:
    found = nn.LayerNorm(source.width, source.epsilon)
    found.weight.data, found.bias.data = source.tensors[f"{name}.w"].clone(), source.tensors[f"{name}.b"].clone()
    return found


class Network(nn.Module):
    """Windows in, logits out."""

    def __init__(self, source: Source, pieces: Sequence[int], layers: int) -> None:
        """`pieces`: numbers in the source's vocabulary that are kept, in order; `layers`: how many of its first ones."""
        super().__init__()
        self.word = nn.Embedding.from_pretrained(source.tensors["word"][torch.tensor(pieces)].clone(), freeze=True)
        self.pos = nn.Embedding.from_pretrained(source.tensors["pos"].clone(), freeze=True)
        self.tt = nn.Parameter(source.tensors["type"].clone())
        self.ln = norm(source, "ln")
        self.layers = nn.ModuleList(Layer(source, number) for number in range(layers))
        self.att = nn.Linear(source.width, POOLS)
        self.head = nn.Linear(POOLS * source.width, len(LABELS))
        self.sus = nn.Linear(POOLS * source.width, 1)
        self.con = nn.Linear(source.width, len(KINDS))
        self.tag = nn.Linear(source.width, len(TAGS))

    def hidden(self, numbers: Tensor, mask: Tensor) -> Tensor:
        values = self.ln(self.word(numbers) + self.pos.weight[: numbers.shape[1]] + self.tt)
        values = drop(values, on=self.training)
        for layer in self.layers:
            values = layer(values, mask[:, None, None, :].bool())
        return values

    def heads(self, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Labels, suspicion, kinds, tags (logits) and weights of places; `values` is (message, place, width)."""
        outside = (1 - mask[..., None]) * -1e4
        weight = (self.att(values).float() + outside).softmax(1)
        pooled = torch.matmul(weight.transpose(1, 2).to(values.dtype), values).flatten(1)
        pooled = functional.dropout(pooled, DROPOUT, self.training)
        kinds = torch.logsumexp(self.con(values).float() + outside, 1) - _BIAS
        return self.head(pooled).float(), self.sus(pooled).float()[:, 0], kinds, self.tag(values).float(), weight

    def forward(self, numbers: Tensor, mask: Tensor, rows: Tensor) -> tuple[Tensor, ...]:
        """`rows` (message, window): which windows are a message's, -1 for none. The last output is the mask of places."""
        values = self.hidden(numbers, mask)
        chosen = rows.clamp(min=0)
        count = rows.shape[0]
        places = (mask[chosen] * (rows >= 0)[..., None]).reshape(count, -1)
        return *self.heads(values[chosen].reshape(count, -1, values.shape[2]), places), places
