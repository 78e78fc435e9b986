"""The exported network made faster: the attention of each layer as one operation of ONNX Runtime's, on eight-bit weights.

    python -m training.fuse encoder.onnx [RESULT]

The exporter writes attention as two dozen operations with a guard against numbers that cannot occur here; `QAttention`
(com.microsoft) does the same in one. Weights stay what they are.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy
import onnx
from onnx import ModelProto, NodeProto, helper, numpy_helper

_DOMAIN = "com.microsoft"
_HEADS = 12
"""Of the source's layers."""


def fuse(model: ModelProto, heads: int) -> ModelProto:
    """The same network with fused attention."""
    graph = model.graph
    made_by = {output: node for node in graph.node for output in node.output}
    tensors = {tensor.name: tensor for tensor in graph.initializer}
    graph.node.insert(0, helper.make_node("Cast", ["mask"], ["fused.mask"], to=onnx.TensorProto.INT32))
    layer = 0
    while (names := [_product(graph.node, layer, part) for part in "qkv"]) and all(names):
        q, k, v = (node for node in names if node is not None)
        out = _product(graph.node, layer, "ao")
        assert out is not None
        taken = made_by[out.input[0]]  # DynamicQuantizeLinear of what attention gives
        weights = [numpy_helper.to_array(tensors[node.input[1]]) for node in (q, k, v)]
        scales = [numpy_helper.to_array(tensors[node.input[1].replace("_quantized", "_scale")]) for node in (q, k, v)]
        biases = [numpy_helper.to_array(_bias(model, layer, part)) for part in "qkv"]
        for name, values in (("weight", weights), ("scale", scales), ("bias", biases)):
            joined = numpy.ascontiguousarray(numpy.concatenate(values, axis=-1))
            graph.initializer.append(numpy_helper.from_array(joined, f"fused.{layer}.{name}"))
        zero = numpy.zeros(3 * weights[0].shape[1], weights[0].dtype)
        graph.initializer.append(numpy_helper.from_array(zero, f"fused.{layer}.zero"))
        quantized = made_by[q.input[0]]
        whole = helper.make_node(
            "QAttention",
            [quantized.output[0], f"fused.{layer}.weight", f"fused.{layer}.bias", quantized.output[1], f"fused.{layer}.scale",
             "fused.mask", quantized.output[2], f"fused.{layer}.zero"],
            [f"fused.{layer}.out"],
            domain=_DOMAIN,
            num_heads=heads,
        )  # fmt: skip
        taken.input[0] = f"fused.{layer}.out"
        graph.node.insert(list(graph.node).index(taken), whole)
        layer += 1
    if not layer:
        raise ValueError("no attention was found")
    _prune(model)
    model.opset_import.append(helper.make_opsetid(_DOMAIN, 1))
    return model


def _product(nodes: Sequence[NodeProto], layer: int, part: str) -> NodeProto | None:
    """The product with the weights of one part of a layer."""
    start = f"/layers.{layer}/{part}/MatMul"
    return next((node for node in nodes if node.op_type == "MatMulInteger" and node.name.startswith(start)), None)


def _bias(model: ModelProto, layer: int, part: str) -> onnx.TensorProto:
    return next(tensor for tensor in model.graph.initializer if tensor.name.endswith(f"layers.{layer}.{part}.bias"))


def _prune(model: ModelProto) -> None:
    """Take away what nothing needs any more."""
    graph = model.graph
    needed = {output.name for output in graph.output}
    kept: list[NodeProto] = []
    for node in reversed(graph.node):
        if needed & set(node.output):
            kept.append(node)
            needed |= set(node.input)
    del graph.node[:]
    graph.node.extend(reversed(kept))
    tensors = [tensor for tensor in graph.initializer if tensor.name in needed]
    del graph.initializer[:]
    graph.initializer.extend(tensors)


def main(arguments: Sequence[str]) -> int:
    source, result = Path(arguments[0]), Path(arguments[-1])
    onnx.save(fuse(onnx.load(source), _HEADS), result)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
