"""Learn the gate's second look: which words tell mail about jobs from ordinary mail that has some of its words.

    python training/second.py FOLDER... [--without k,u] [--ordinary 24000] [--folds 4] [--lose 0.001] [--write]

FOLDER holds labelled mail as `training/mail` does; ordinary mail comes from `benchmarks/ordinary.py` and, in other words,
from `everyday.txt` beside this file; only what passes the first look is learned from. Words weigh on both sides. With
`--folds`, authors and whole kinds of ordinary mail are dealt out, and each group is judged by what was learned from the
others: what passes there is what passes of mail that nobody thought of. The threshold is the score below which the share
`--lose` of mail about jobs lies there.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from math import inf
from pathlib import Path
from zlib import crc32

import numpy

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

import ordinary
from gate import FROZEN, SEED, asked, manner, table
from reading import load

from agent.reading import gate, mime

USERS = 2
"""So many authors, or kinds of ordinary mail, have to use a word or pair."""
STEPS, RATE = 300, 0.03
SPARSE, SMALL = 1e-5, 5e-4
"""What holds weights down: by their sum, and by their squares."""
GRAIN = 20
"""Weights are whole twentieths."""
SHARES = {"job": 0.5, "ordinary": 0.3, "everyday": 0.12, "other": 0.08}
"""How much each sort of mail counts in all."""
_HEADS = {"bulk": ("List-Unsubscribe", "<https://example.com/u>"), "list": ("List-Id", "<list.example.com>")}


@dataclass(frozen=True, slots=True)
class Example:
    """One message as the second look sees it."""

    sort: str
    source: str
    """Its author, or its kind of ordinary mail."""
    name: str
    label: str
    features: frozenset[str]
    sure: bool
    """It passes whatever its words weigh."""


@dataclass(frozen=True, slots=True)
class Learned:
    weights: dict[str, float]
    bias: float

    def score(self, example: Example) -> float:
        if example.sure:
            return inf
        return sum(self.weights.get(feature, 0.0) for feature in example.features) + self.bias


def example(sort: str, source: str, name: str, label: str, raw: bytes) -> Example | None:
    """A message as an example; None where the second look does not decide, or is not reached by ordinary mail."""
    opened = mime.open_(raw)
    odds = gate.odds(opened)
    if odds == inf or (sort in ("ordinary", "everyday") and odds < gate.least()):
        return None
    found = gate.features(opened)
    return Example(
        sort, source, name, label, frozenset(filter(_counts, found)), gate.calls(opened, found) or gate.plain(opened)
    )


def _counts(feature: str) -> bool:
    return len(feature) < 30 and (feature[0] != "@" or manner(feature))


def everyday() -> Iterator[tuple[str, bytes]]:
    """The messages of `everyday.txt`, each with its manner."""
    lines = Path(__file__).with_name("everyday.txt").read_text("utf-8").splitlines()
    lines = [line for line in lines if line and not line.startswith("#")]
    for head, text in zip(lines[::2], lines[1::2], strict=True):
        how, sender, subject = head.split(" | ", 2)
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = sender, "mara.quint@example.net", subject
        if how in _HEADS:
            message[_HEADS[how][0]] = _HEADS[how][1]
        message.set_content(text)
        yield how, message.as_bytes()


def examples(folders: Sequence[Path], count: int) -> Iterator[Example | None]:
    for folder in folders:
        for author, row, raw in load(folder):
            if author not in FROZEN:
                about = row["label"] != "other" or bool(row.get("suspicious"))
                yield example("job" if about else "other", author, row["file"], row["label"], raw)
    for number, (how, raw) in enumerate(everyday()):
        yield example("everyday", f"everyday {how} {number % 5}", f"everyday {number}", "other", raw)
    for number in range(count):
        raw, _, _, kind = ordinary.message(SEED, number)
        yield example("ordinary", kind, f"{kind} {number}", "other", raw)


def vocabulary(rows: Sequence[Example]) -> list[str]:
    users: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for feature in row.features:
            users[feature].add(row.source)
    return sorted(feature for feature, by in users.items() if len(by) >= USERS)


def learn(rows: Sequence[Example]) -> Learned:
    """Logistic regression (Adam)."""
    known = vocabulary(rows)
    place = {word: number for number, word in enumerate(known)}
    columns = [[place[feature] for feature in sorted(row.features) if feature in place] for row in rows]
    flat = numpy.array([number for found in columns for number in found])
    of = numpy.repeat(numpy.arange(len(rows)), [len(found) for found in columns])
    y = numpy.array([row.sort == "job" for row in rows], float)
    sizes = Counter(row.sort for row in rows)
    share = numpy.array([SHARES[row.sort] / sizes[row.sort] for row in rows])
    weights, bias = numpy.zeros(len(known)), 0.0
    first, second = numpy.zeros(len(known) + 1), numpy.zeros(len(known) + 1)
    for step in range(1, STEPS + 1):
        chance = 1 / (1 + numpy.exp(-(numpy.bincount(of, weights[flat], len(rows)) + bias)))
        wrong = (chance - y) * share
        held = SPARSE * numpy.sign(weights) + SMALL * weights
        slope = numpy.append(numpy.bincount(flat, wrong[of], len(known)) + held, wrong.sum())
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        change = RATE * (first / (1 - 0.9**step)) / (numpy.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights -= change[:-1]
        bias -= float(change[-1])
    rounded = numpy.round(weights * GRAIN) / GRAIN
    return Learned({word: float(weight) for word, weight in zip(known, rounded, strict=True) if weight}, bias)


def folded(rows: Sequence[Example], folds: int) -> list[tuple[float, Example]]:
    """Each message's score by what was learned without its author or kind."""
    sources = sorted({row.source for row in rows}, key=lambda source: crc32(source.encode()))
    fold = {source: number % folds for number, source in enumerate(sources)}
    found: list[tuple[float, Example]] = []
    for number in range(folds):
        learned = learn([row for row in rows if fold[row.source] != number])
        found += [(learned.score(row), row) for row in rows if fold[row.source] == number]
    return found


def tell(what: str, scored: Sequence[tuple[float, Example]], bars: Sequence[float], count: int) -> None:
    """Print what is lost and what passes at some bars. `count`: ordinary messages made, those that stopped before too."""
    print(what)
    job = sorted(((score, row) for score, row in scored if row.sort == "job"), key=lambda item: item[0])
    for bar in bars:
        lost = Counter(row.label for score, row in job if score < bar)
        passing = Counter(row.source for score, row in scored if row.sort == "ordinary" and score >= bar)
        other = [score >= bar for score, row in scored if row.sort == "everyday"]
        print(f"  at {bar:+.2f}: {lost.total()} of {len(job)} lost {dict(lost)}; {passing.total() / max(1, count):.2%} of ordinary mail passes {passing.most_common(6)}; {sum(other)} of {len(other)} everyday ones")  # fmt: skip
    for score, row in job[:15]:
        print(f"    {score:+.2f} {row.name} {row.label}")


def write(learned: Learned, least: float) -> None:
    """Write `agent/reading/second.toml`."""
    head = '# What words and pairs of words are worth at the gate\'s second look, learned by `training/second.py`; "@" leads signs of the\n# sort of mail. Each counts once a message.\n'  # fmt: skip
    lines = [f"least = {least - learned.bias:.2f}", *table(learned.weights)]
    Path(gate.__file__).with_name("second.toml").write_text(head + "\n".join(lines) + "\n", "utf-8")


def main(arguments: Sequence[str]) -> int:
    options = asked(arguments, __doc__, ordinary=24_000, folds=4, writes="second.toml")
    apart = set(options.without.split(","))
    found = [row for row in examples(options.folder, options.ordinary) if row is not None]
    held, rows = [row for row in found if row.source in apart], [row for row in found if row.source not in apart]
    scored = folded(rows, options.folds)
    scores = sorted(score for score, row in scored if row.sort == "job")
    bars = [scores[int(len(scores) * share)] for share in (options.lose / 2, options.lose, options.lose * 2)]
    tell("Authors and kinds that were not learned from:", scored, bars, options.ordinary)
    learned = learn(rows)
    print(f"{len(rows)} messages learned from, {len(learned.weights)} words and pairs kept")
    tell("All, learned from:", [(learned.score(row), row) for row in rows], bars, options.ordinary)
    if held:
        tell("Authors apart:", [(learned.score(row), row) for row in held], bars, 0)
    if options.write:
        write(learned, bars[1])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
