"""The encoder that ships with the program: a small multilingual transformer, fine-tuned on mail about jobs.

`data/encoder.onnx` (8-bit weights) and `data/pieces.txt` are made by `training/`; `data/LICENSE` names their origin. Both
are read at the first message that needs them. Without them, or without onnxruntime, the program reads by its rules alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, Protocol, get_args

from agent.model import ContingencyKind, Label
from agent.reading.learned.input import Window
from agent.reading.learned.pieces import Pieces, vocabulary

LABELS: tuple[Label, ...] = get_args(Label)
KINDS: tuple[ContingencyKind, ...] = get_args(ContingencyKind)
Tag = Literal["employer", "role", "deadline", "start_date", "interview_start"]
TAGS: tuple[Tag, ...] = get_args(Tag)
"""The encoder's outputs, in their order."""

PADDING = 1


class Session(Protocol):
    """The part of `onnxruntime.InferenceSession` that is used."""

    def run(self, outputs: None, inputs: dict[str, Any]) -> list[Any]: ...


@dataclass(frozen=True, slots=True)
class Outputs:
    """What the encoder makes of one message. All numbers are chances, 0..1."""

    labels: Sequence[float]
    """One for each of `LABELS`; they add up to 1."""
    suspicious: float
    kinds: Sequence[float]
    """For each of `KINDS`, that the message says it is open."""
    tags: Sequence[Sequence[Sequence[float]]]
    """Window → piece → one for each of `TAGS`: the piece belongs to the words that say it."""
    weight: Sequence[Sequence[float]]
    """Window → piece → how much it counted for the label; they add up to 1."""


class Encoder:
    """An encoder ready to run."""

    def __init__(self, session: Session, pieces: Pieces) -> None:
        self._session = session
        self.pieces = pieces

    def run(self, windows: Sequence[Window]) -> Outputs:
        """Look at one message. 10 ms for 130 pieces on one core."""
        import numpy

        longest = max(len(window.numbers) for window in windows)
        numbers = numpy.full((len(windows), longest), PADDING, numpy.int64)
        mask = numpy.zeros((len(windows), longest), numpy.float32)
        for row, window in enumerate(windows):
            numbers[row, : len(window.numbers)] = window.numbers
            mask[row, : len(window.numbers)] = 1
        labels, suspicious, kinds, tags, weight = self._session.run(None, {"numbers": numbers, "mask": mask})
        return Outputs(
            labels[0].tolist(),
            float(suspicious[0]),
            kinds[0].tolist(),
            tags.reshape(len(windows), longest, len(TAGS)).tolist(),
            weight.reshape(len(windows), longest).tolist(),
        )


@cache
def shipped() -> Encoder | None:
    """The encoder of this installation, loaded once; None where it is not there or cannot run."""
    try:
        import onnxruntime

        data = resources.files("agent.reading.learned").joinpath("data")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # one core: it runs beside the user's work
        options.log_severity_level = 4
        # Products and the activation after them become one operation each, which saves a tenth; what fuses a sum with
        # the normalisation after it makes it slower.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        session = onnxruntime.InferenceSession(
            data.joinpath("encoder.onnx").read_bytes(),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],
        )
        return Encoder(session, Pieces(vocabulary(data.joinpath("pieces.txt").read_text("utf-8"))))
    except (ImportError, OSError, RuntimeError, ValueError):
        return None
