"""Learn the words of the gate: which ones tell mail about jobs from ordinary mail, and how much each is worth.

    python training/gate.py FOLDER... [--without k,u] [--ordinary 5000] [--folds 5] [--lose 0.001] [--write]

FOLDER holds labelled mail as `training/mail` does; ordinary mail comes from `benchmarks/ordinary.py`. A word or pair counts
only if several authors use it, and never against a message: a word that was not seen in training can not shut the gate.
`gate.toml` beside this file has words that weigh something in any case.
With `--folds`, authors are dealt out, and each group is judged by what was learned from the others; the threshold is the
one at which the share `--lose` of mail about jobs is lost there. `--without` names authors who are only judged.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

import ordinary
from reading import load

from agent.reading import gate, mime

FROZEN = ("y", "z")
AUTHORS = 3
"""So many authors of mail about jobs have to use a word or pair."""
STEPS, RATE = 400, 0.05
SPARSE, SMALL = 5e-5, 2e-4
"""What holds weights down: by their sum, and by their squares."""
GRAIN = 20
"""Weights are whole twentieths."""
SEED = 9


@dataclass(frozen=True, slots=True)
class Example:
    """One message as the gate sees it."""

    author: str
    features: frozenset[str]
    about: bool
    """It is about a job."""
    kind: str
    """What it is: a kind of ordinary mail, or its file and label."""
    language: str = ""

    @property
    def ordinary(self) -> bool:
        return self.author == "ordinary"


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights by feature; what has none counts nothing."""

    weights: dict[str, float]
    bias: float

    def score(self, example: Example) -> float:
        return sum(self.weights.get(feature, 0.0) for feature in example.features) + self.bias


def examples(folders: Sequence[Path], count: int) -> list[Example]:
    """Labelled and ordinary mail, but for what passes whatever its words."""
    found: list[Example] = []
    for folder in folders:
        for author, row, raw in load(folder):
            opened = mime.open_(raw)
            if author in FROZEN or gate.surely(opened):
                continue
            about = row["label"] != "other" or bool(row.get("employer")) or bool(row.get("suspicious"))
            words = frozenset(gate.features(opened))
            found.append(Example(author, words, about, f"{author}/{row['file']} {row['label']}", row.get("language") or "en"))  # fmt: skip
    for number in range(count):
        raw, _, _, kind = ordinary.message(SEED, number)
        opened = mime.open_(raw)
        if not gate.surely(opened):
            found.append(Example("ordinary", frozenset(gate.features(opened)), False, kind))
    return found


def known_words() -> tuple[float, frozenset[str]]:
    """The least weight of words that are of jobs wherever they stand, and those words."""
    table = tomllib.loads(Path(__file__).with_name("gate.toml").read_text("utf-8"))
    return table["least"], frozenset(word for words in table["words"].values() for word in words.split())


def vocabulary(rows: Sequence[Example]) -> list[str]:
    """Words and pairs that several authors use in mail about jobs, and all signs."""
    users: dict[str, set[str]] = defaultdict(set)
    signs: set[str] = set()
    for row in rows:
        signs |= {feature for feature in row.features if feature[0] == "@"}
        if row.about:
            for feature in row.features:
                users[feature].add(row.author)
    several = {word for word, by in users.items() if len(by) >= AUTHORS and len(word) < 30}
    return sorted(signs | several)


def learn(rows: Sequence[Example]) -> Learned:
    """Logistic regression whose words never weigh less than nothing (Adam, projected)."""
    known = vocabulary(rows)
    place = {word: number for number, word in enumerate(known)}
    columns = [[place[feature] for feature in row.features if feature in place] for row in rows]
    lengths = numpy.array([len(found) for found in columns])
    flat = numpy.array([number for found in columns for number in found])
    of = numpy.repeat(numpy.arange(len(rows)), lengths)
    y = numpy.array([row.about for row in rows], float)
    share = _shares(rows)
    least = numpy.where([manner(word) for word in known], -numpy.inf, 0.0)
    weights, bias = numpy.full(len(known), 0.02), -1.0
    first, second = numpy.zeros(len(known) + 1), numpy.zeros(len(known) + 1)
    for step in range(1, STEPS + 1):
        chance = 1 / (1 + numpy.exp(-(numpy.bincount(of, weights[flat], len(rows)) + bias)))
        wrong = (chance - y) * share
        held = SPARSE * (least == 0) + SMALL * weights
        slope = numpy.append(numpy.bincount(flat, wrong[of], len(known)) + held, wrong.sum())
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        change = RATE * (first / (1 - 0.9**step)) / (numpy.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights = numpy.maximum(least, weights - change[:-1])
        bias -= float(change[-1])
    rounded = numpy.round(weights * GRAIN) / GRAIN
    found = {word: float(weight) for word, weight in zip(known, rounded, strict=True) if weight}
    floor, sure = known_words()
    return Learned(found | {word: max(floor, found.get(word, 0.0)) for word in sure}, bias)


def manner(feature: str) -> bool:
    """It says who writes and how much: such signs set the bar, up or down."""
    return feature.startswith(("@bulk", "@machine", "@person", "@foreign"))


def _shares(rows: Sequence[Example]) -> Any:
    """How much each message counts: half for mail about jobs, two fifths for ordinary mail, the rest for other mail."""
    groups = [0 if row.about else 1 if row.ordinary else 2 for row in rows]
    sizes = Counter(groups)
    return numpy.array([(0.5, 0.4, 0.1)[group] / sizes[group] for group in groups])


def folded(rows: Sequence[Example], folds: int) -> list[tuple[float, Example]]:
    """Each message's score by what was learned without its author; ordinary mail is dealt out one by one."""
    authors = sorted({row.author for row in rows if not row.ordinary})
    fold = [number % folds if row.ordinary else authors.index(row.author) % folds for number, row in enumerate(rows)]
    found: list[tuple[float, Example]] = []
    for number in range(folds):
        learned = learn([row for at, row in zip(fold, rows, strict=True) if at != number])
        found += [(learned.score(row), row) for at, row in zip(fold, rows, strict=True) if at == number]
    return found


def threshold(scored: Sequence[tuple[float, Example]], lose: float) -> float:
    """The score below which that share of mail about jobs lies."""
    scores = sorted(score for score, row in scored if row.about)
    return scores[int(len(scores) * lose)]


def tell(what: str, scored: Sequence[tuple[float, Example]], least: float) -> None:
    """Print what is lost and what passes, at a threshold and around it."""
    about = sorted(((score, row) for score, row in scored if row.about), key=lambda item: item[0])
    rest = [score for score, row in scored if row.ordinary]
    print(what)
    for bar in (least - 0.5, least, least + 0.5, least + 1):
        lost = [row for score, row in about if score < bar]
        passing = f"{sum(score >= bar for score in rest) / len(rest):.1%} of ordinary mail passes" if rest else ""
        languages = ", ".join(
            f"{language} {count}" for language, count in Counter(row.language for row in lost).items()
        )
        print(
            f"  at {bar:+.2f}: {len(lost)} of {len(about)} lost ({len(lost) / len(about):.2%}; {languages}); {passing}"
        )
    for score, row in about[:12]:
        print(f"    {score:+.2f} {row.kind}")


def table(weights: dict[str, float]) -> list[str]:
    """The lines of a table of weights: the words of each, the greatest first."""
    by: dict[float, list[str]] = defaultdict(list)
    for word, weight in weights.items():
        by[weight].append(word)
    return ["", "[weights]", *(f'"{weight:.2f}" = "{" ".join(by[weight])}"' for weight in sorted(by, reverse=True))]


def write(learned: Learned, least: float) -> None:
    """Write `agent/reading/gate.toml`."""
    lines = [f"even = {-learned.bias:.2f}", f"least = {least:.2f}", *table(learned.weights)]
    head = "# Words and pairs of words of mail about jobs and what each is worth, learned by `training/gate.py`; \"@\" leads signs\n# of the sort of mail. Each counts once a message.\n"  # fmt: skip
    Path(gate.__file__).with_name("gate.toml").write_text(head + "\n".join(lines) + "\n", "utf-8")


def asked(arguments: Sequence[str], what: str | None, *, ordinary: int, folds: int, writes: str) -> argparse.Namespace:
    """The options of both looks. `what`: a docstring; `writes`: the file that --write makes."""
    parser = argparse.ArgumentParser(description=(what or "").splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--without", default="")
    parser.add_argument("--ordinary", type=int, default=ordinary)
    parser.add_argument("--folds", type=int, default=folds)
    parser.add_argument("--lose", type=float, default=0.001)
    parser.add_argument("--write", action="store_true", help=f"write agent/reading/{writes}")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    options = asked(arguments, __doc__, ordinary=5_000, folds=5, writes="gate.toml")
    apart = set(options.without.split(","))
    rows = examples(options.folder, options.ordinary)
    held = [row for row in rows if row.author in apart]
    rows = [row for row in rows if row.author not in apart]
    scored = folded(rows, options.folds)
    least = threshold(scored, options.lose)
    tell("Authors that were not learned from:", scored, least)
    learned = learn(rows)
    print(f"{len(rows)} messages learned from, {len(learned.weights)} words and pairs kept")
    tell("All, learned from:", [(learned.score(row), row) for row in rows], least)
    if held:
        tell("Authors apart:", [(learned.score(row), row) for row in held], least)
    if options.write:
        write(learned, least)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
