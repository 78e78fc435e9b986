"""The trained network as the program runs it: ONNX with eight-bit weights, and its pieces as text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.fuse import fuse
from training.network import Network
from training.source import Source


class _OneMessage(nn.Module):
    """All windows are of one message; logits become chances."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, numbers: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        values = self.network.hidden(numbers, mask)
        labels, suspicious, kinds, tags, weight = self.network.heads(
            values.reshape(1, -1, values.shape[2]), mask.reshape(1, -1)
        )
        return labels.softmax(1), suspicious.sigmoid(), kinds.sigmoid(), tags[0].sigmoid(), weight[0].mean(1)


def export(network: Network, source: Source, pieces: Sequence[int], folder: Path) -> None:
    """Write `encoder.onnx` and `pieces.txt` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "encoder.float.onnx"
    numbers, mask = torch.randint(4, len(pieces), (2, 64)), torch.ones(2, 64)
    axes = {0: "window", 1: "piece"}
    torch.onnx.export(
        _OneMessage(network).eval(),
        (numbers, mask),
        str(whole),
        input_names=["numbers", "mask"],
        output_names=["labels", "suspicious", "kinds", "tags", "weight"],
        dynamic_axes={"numbers": axes, "mask": axes},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(
        whole,
        folder / "encoder.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather", "Gemm"],
    )
    whole.unlink()
    onnx.save(fuse(onnx.load(folder / "encoder.onnx"), source.heads), folder / "encoder.onnx")
    lines = (f"{source.pieces[number]}\t{source.scores[number]:.5g}\n" for number in pieces)
    (folder / "pieces.txt").write_text("".join(lines), encoding="utf-8")
