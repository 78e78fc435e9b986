"""How the weights of `agent/reading/titles.py` are made: which phrase of a message its author gave as the post's title.

    python -m training.titles [--leave-out k,u] [--out FILE]

Maximum entropy over the phrases of each message and over there being none (AdaGrad); of a long message those that share
words with the title, and others by lot.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from agent.reading import mime, roles, structured, titles
from training.examples import FROZEN

HERE = Path(__file__).parent
DATA = HERE.parent / "agent" / "reading" / "learned" / "data"
EPOCHS, RATE, DECAY = 5, 0.3, 1e-4
OFTEN, RARELY = 150, 0.002
"""A word in so many messages, and in a smaller share of them at the edge of a title, never is there."""
NEAR, OTHERS = 20, 45
"""Phrases that share a word with the title, and all together, that are looked at of one message."""
MANY, AUTHORS = 3, 2
"""How often, and in the mail of how many authors, a feature must be met to have a weight."""
SMALL = 0.06
"""A weight below is left out."""
NONE = 2.0
"""What there being no title is worth: with `agent.reading.roles`."""

Message = tuple[str, str, list[titles.Part], frozenset[str]]
"""Author, title in small letters, parts, words of the correspondents' names."""
Row = tuple[int, list[np.ndarray]]
"""Which phrase is the title (behind the last: none), and the features of each."""


def messages(folder: Path, leave_out: Sequence[str]) -> Iterator[Message]:
    for path in sorted(folder.glob("*.jsonl.gz")):
        author = path.name.removesuffix(".jsonl.gz")
        if author in FROZEN or author in leave_out:
            continue
        with gzip.open(path, "rt", encoding="ascii") as lines:
            for line in lines:
                row = json.loads(line)
                document = mime.document(mime.open_(row["raw"].encode("latin-1")))
                facts = structured.facts(document, me=frozenset(), zone="UTC")
                parts, own = roles.parts(document, facts.invite), roles.own_words(document)
                yield author, (row.get("role") or "").casefold(), parts, own


def edges(mail: Sequence[Message]) -> tuple[frozenset[str], frozenset[str]]:
    """Words that no title starts with, and that none ends in."""
    firsts, lasts, total = Counter[str](), Counter[str](), Counter[str]()
    for _, title, parts, _ in mail:
        said = [title[start:end] for start, end in titles.words(title)]
        firsts.update(said[:1])
        lasts.update(said[-1:])
        total.update({text[start:end].lower() for _, text in parts for start, end in titles.words(text)})
    often = [(word, count) for word, count in sorted(total.items()) if count >= OFTEN]
    first, last = (frozenset(w for w, n in often if at[w] / n < RARELY) for at in (firsts, lasts))
    return first, last


def examples(mail: Sequence[Message], model: titles.Model) -> tuple[list[Row], list[str]]:
    """Phrases to choose among, as numbers of features, and the features' names."""
    lot = random.Random(3)  # noqa: S311  # a fixed shuffle
    drawn: list[tuple[int, list[list[str]]]] = []
    counts, authors = Counter[str](), dict[str, set[str]]()
    for author, title, parts, own in mail:
        found = titles.phrases(parts, model)
        if title and title not in found:
            continue
        keys = _draw(sorted(found), title, lot)
        rows = [list(titles.features(parts, key, found[key], own)) for key in keys]
        for name in (name for row in rows for name in row):
            counts[name] += 1
            authors.setdefault(name, set()).add(author)
        drawn.append((keys.index(title) if title else len(keys), rows))
    names = sorted(name for name, n in counts.items() if n >= MANY and len(authors[name]) >= AUTHORS)
    number = {name: at for at, name in enumerate(names)}
    numbered = [
        (right, [np.array([number[name] for name in row if name in number], dtype=np.int32) for row in rows])
        for right, rows in drawn
    ]
    return numbered, names


def _draw(keys: list[str], title: str, lot: random.Random) -> list[str]:
    if len(keys) <= OTHERS:
        return keys
    said = set(title.split())
    near = [key for key in keys if key != title and said & set(key.split())]
    rest = [key for key in keys if key != title and not said & set(key.split())]
    lot.shuffle(near)
    lot.shuffle(rest)
    near = near[:NEAR]
    return [*near, *rest[: OTHERS - len(near)], *([title] if title else [])]


def learn(rows: list[Row], size: int) -> np.ndarray:
    """The mean of the weights after each round but the first."""
    weights, squares, mean = np.zeros(size), np.ones(size), np.zeros(size)
    lot = random.Random(3)  # noqa: S311  # a fixed shuffle
    for epoch in range(EPOCHS):
        lot.shuffle(rows)
        for right, phrases in rows:
            worth = np.array([*(weights[phrase].sum() for phrase in phrases), NONE])
            chances = np.exp(worth - worth.max())
            chances /= chances.sum()
            for at, phrase in enumerate(phrases):
                off = chances[at] - (at == right)
                if abs(off) >= 0.002:
                    step = off + DECAY * weights[phrase]
                    squares[phrase] += step * step
                    weights[phrase] -= RATE * step / np.sqrt(squares[phrase])
        mean += weights * (epoch > 0) / (EPOCHS - 1)
    return mean


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--leave-out", default="")
    parser.add_argument("--out", type=Path, default=DATA / "titles.tsv.gz")
    options = parser.parse_args()
    folders = (HERE / "mail", HERE.parent / "tests" / "data" / "corpus")
    mail = [one for folder in folders for one in messages(folder, options.leave_out.split(","))]
    first, last = edges(mail)
    rows, names = examples(mail, titles.Model({}, first, last))
    weights = learn(rows, len(names))
    kept = [f"{name}\t{weight:.2f}" for name, weight in zip(names, weights, strict=True) if abs(weight) >= SMALL]
    text = "\n".join([" ".join(sorted(first)), " ".join(sorted(last)), *kept, ""])
    options.out.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    print(f"{len(rows)} messages, {len(kept)} of {len(names)} weights")


if __name__ == "__main__":
    main()
