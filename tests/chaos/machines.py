"""`python -m tests.chaos.machines`: any steps on two machines of one person, killed or not, and the person's own hands.

Hypothesis chooses the steps and makes what fails as short as it gets. However it goes, a case has one message at most.
"""

from __future__ import annotations

import tests.chaos.swift  # isort: skip  # noqa: F401 - before anything else takes the clock

import argparse
import random
import sys
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.chaos import tracer
from tests.chaos.pair import PAIRS, Pair
from tests.chaos.play import Result, aside, at_most_once
from tests.chaos.tracer import Plan
from tests.chaos.warm import warm

VERBS = ("sync", "sync", "approve", "approve at once", "approve at once", "undo", "hands")
Step = tuple[int, str, int, bool, float]
"""Machine, what is done there, the point at which it is killed (0: none), after it or before, minutes that pass."""

steps = st.lists(
    st.tuples(
        st.sampled_from([0, 1]), st.sampled_from(VERBS), st.one_of(st.just(0), st.integers(1, 220)), st.booleans(),
        st.sampled_from([0.0, 0.1, 1.1, 6.0, 20.0]),
    ),
    min_size=2, max_size=8,
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.machines", description=__doc__)
    parser.add_argument("--examples", type=int, default=200)
    parser.add_argument("--kind", choices=list(PAIRS), default="google")
    options = parser.parse_args()
    if not tracer.permitted():
        print("tracing is not permitted here", file=sys.stderr)
        return 77
    done = Result()
    with tempfile.TemporaryDirectory(prefix="chaos-") as root:
        warm(Path(root), (options.kind,))
        pair = Pair(PAIRS[options.kind](Path(root) / "pair"))
        pair.ready()

        @settings(
            max_examples=options.examples, deadline=None, database=None, suppress_health_check=list(HealthCheck),
            derandomize=True,
        )  # fmt: skip
        @given(steps)
        def any_steps(chosen: list[Step]) -> None:
            result = aside(pair, lambda pair, result: _play(pair, result, chosen))
            done.kills += result.kills
            done.asked += 1
            assert not result.wrong, result.wrong

        any_steps()
    print(f"two machines at {options.kind}: {done.asked} stories, {done.kills} kills, no second message")
    return 0


def _play(pair: Pair, result: Result, chosen: list[Step]) -> None:
    for machine, verb, point, after, minutes in chosen:
        draft = pair.draft(machine)
        words = ["undo", draft["id"]]
        if verb == "hands":
            pair.person.hands(random.Random(point))
            words = ["sync"]
        elif verb.startswith("approve"):
            pair.person.agreed.add(" ".join(draft["body"].split()))
            words = ["approve", draft["id"], "--yes", *(["--immediately"] if "once" in verb else [])]
        elif verb == "sync":
            words = ["sync"]
        plan = Plan(point, "after" if after else "before") if point else Plan()
        result.kills += pair.run(machine, *words, plan=plan).killed
        at_most_once(pair.person)
        pair.person.pass_by(minutes=minutes)
    pair.finish()
    at_most_once(pair.person)


if __name__ == "__main__":
    sys.exit(main())
