"""`python -m tests.chaos.window`: two machines approve the same letter at the same moment, in every order of their requests.

One machine stands still at each of its requests in turn (before the provider did what was asked, or before the answer
came), the other one at each of its own; printed is how often the recipients got two letters, and where.
"""

from __future__ import annotations

import tests.chaos.swift  # isort: skip  # noqa: F401 - before anything else takes the clock

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.chaos import tracer
from tests.chaos.pair import PAIRS, Gate, Pair
from tests.chaos.play import Result, aside
from tests.chaos.warm import warm


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.window", description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="try every n-th order")
    parser.add_argument("--kind", action="append", choices=list(PAIRS))
    options = parser.parse_args()
    if not tracer.permitted():
        print("tracing is not permitted here", file=sys.stderr)
        return 77
    twice = 0
    with tempfile.TemporaryDirectory(prefix="chaos-") as root:
        warm(Path(root), tuple(options.kind or PAIRS))
        for kind in options.kind or PAIRS:
            twice += _kind(kind, Path(root), options.every)
    return 1 if twice else 0


def _kind(kind: str, root: Path, every: int) -> int:
    pair = Pair(PAIRS[kind](root / f"pair-{kind}"))
    pair.ready()
    ends: Counter[str] = Counter()
    twice: list[str] = []
    wrong: list[str] = []
    first = _one(pair, None, None)
    a, b = (int(n) for n in first.log[0].split())
    orders = [
        (i, j, x, y) for i in range(1, a + 1) for j in range(1, b + 1) for x in (False, True) for y in (False, True)
    ]
    for i, j, x, y in orders[::every]:
        result = _one(pair, Gate(i, x), Gate(j, y))
        ends[result.end] += 1
        where = f"{i} {'after' if x else 'before'}, {j} {'after' if y else 'before'}: {' '.join(result.log)}"
        twice += [where] if result.kills > 1 else []
        wrong += [f"{where}: {text}" for text in result.wrong]
    print(f"{kind}: {len(orders[::every])} orders, two letters in {len(twice)};", dict(ends))
    print(*twice, *wrong, sep="\n")
    return len(twice) + len(wrong)


def _one(pair: Pair, first: Gate | None, second: Gate | None) -> Result:
    """Both approve at once, in that order of requests."""

    def work(pair: Pair, result: Result) -> None:
        id_ = str(pair.draft(0)["id"])
        gates = {machine: gate for machine, gate in enumerate((first, second)) if gate is not None}
        pair.both(("approve", id_, "--yes", "--immediately"), gates)
        result.log.append(f"{pair.asked[0]} {pair.asked[1]}")
        if first and second:
            result.log.append(f"{_at(pair, 0, first)} / {_at(pair, 1, second)}")
        result.kills = len(pair.person.left)
        pair.finish()
        result.kills = len(pair.person.left)
        result.end = " ".join(pair.statuses())
        if result.kills == 0:
            result.wrong.append("nothing left")
        if pair.person.litter:
            result.wrong.append(f"{pair.person.litter} drafts were left at the provider")

    return aside(pair, work)


def _at(pair: Pair, machine: int, gate: Gate) -> str:
    names = pair.names[machine]
    return names[gate.number - 1] if gate.number <= len(names) else "never"


if __name__ == "__main__":
    sys.exit(main())
