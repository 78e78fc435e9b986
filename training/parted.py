"""How the words and weights of `agent/reading/parted.py` are made: domains parted as their owners' names are.

    pip download --no-deps --no-binary :all: wordninja==2.0.0 && tar xf wordninja-2.0.0.tar.gz
    python -m training.parted --words wordninja-2.0.0/wordninja/wordninja_words.txt.gz [--leave-out k,u] [--out FOLDER]

Words come from wordninja's list (MIT), by falling frequency; nouns of organisations from `training/organisations.txt`;
names from the mail in `training/mail`. With `--leave-out` the share of names parted rightly is told for those authors.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from agent.reading import names, parted
from training.examples import FROZEN

HERE = Path(__file__).parent
EPOCHS, RATE = 9, 0.3
MANY = 3
"""How often a word must be met to have a weight of its own."""
SHORT = frozenset(
    [
        "of",
        "in",
        "on",
        "at",
        "st",
        "to",
        "by",
        "my",
        "we",
        "go",
        "up",
        "de",
        "la",
        "el",
        "le",
        "du",
        "da",
        "do",
        "di",
        "al",
        "am",
        "no",
        "mt",
        "dr",
        "ox",
        "un",
        "na",
        "te",
        "us",
    ]
)
"""Words of two letters; others of that length in the list are shreds."""
LINKS = """
of the and de del della di da do dos das du des van von den der la le el los las les am on in et y e zur na to for at
dello delle degli dei dal by im und en
"""
SAINTS = "st san santa santo saint sainte sankt sao sint mount mt"
SIDES = """
north south east west northern southern eastern western upper lower old new great royal nord sud est ouest norte sul sur
"""
LANDSCAPE = """
valley view hill hills fork forks falls creek river rivers lake lakes bay beach bridge field fields wood woods grove ridge
park harbour harbor coast shore island islands isles mountain springs meadow meadows point cross green glen dale moor vale
ford haven port gate hall house farm mill court rock brook nest tree oak oaks stone
"""

Name = tuple[str, tuple[str, ...]]
"""As a domain would have it, and its words."""


def kinds(words: Sequence[str], nouns: Iterable[str]) -> dict[str, str]:
    """Word → its kind. `words` by falling frequency."""
    found: dict[str, str] = {}
    for rank, word in enumerate(words[:120_000]):
        if not word.isascii() or not word.isalpha() or not 2 <= len(word) <= 14:
            continue
        if (len(word) == 2 and word not in SHORT) or (len(word) == 3 and rank > 4000):
            continue
        found[word] = "A" if rank < 3000 else "B" if rank < 15_000 else "C" if rank < 60_000 else "D"
    known = {names.squash(noun) for noun in nouns}
    for noun in sorted(noun for noun in known if len(noun) > 2):
        found[noun] = parted.NOUN
        for plural, ends in ((f"{noun}s", "aeo"), (f"{noun}es", "rnld")):
            if noun[-1] in ends and len(noun) > 3 + (ends != "aeo") and found.get(plural, "U") in "UCD":
                found[plural] = parted.NOUN
    for kind, listed in ((parted.LINK, LINKS), (parted.SAINT, SAINTS), (parted.SIDE, SIDES)):
        found.update(dict.fromkeys(listed.split(), kind))
    for word in LANDSCAPE.split():
        found[word] = "H" if found.get(word) == parted.NOUN else parted.LANDSCAPE
    return found


def employers(mail: Path) -> dict[str, set[Name]]:
    """Author → names of the employers in their mail."""
    found: dict[str, set[Name]] = {}
    for path in sorted(mail.glob("*.jsonl.gz")):
        author = path.name.removesuffix(".jsonl.gz")
        if author in FROZEN:
            continue
        with gzip.open(path, "rt", encoding="ascii") as lines:
            spoken = {json.loads(line).get("employer") or "" for line in lines}
        pieces = [[names.squash(word) for word in re.split(r"[\s-]+", names.tidy(name))] for name in spoken]
        parts = [tuple(word for word in one if word) for one in pieces]
        found[author] = {("".join(one), one) for one in parts if 5 <= len("".join(one)) <= 28}
    return found


def lists(by_word: dict[str, str], known: Sequence[Name]) -> dict[str, list[str]]:
    """All lists of a model, by name."""
    found: dict[str, list[str]] = defaultdict(list)
    for word, kind in sorted(by_word.items()):
        found[kind].append(word)
    first, last = Counter(word[:2] for word in by_word), Counter(word[-2:] for word in by_word)
    found["starts"] = sorted(two for two, count in first.items() if count >= 60)
    found["stops"] = sorted(two for two, count in last.items() if count >= 100)
    within = Counter(word[i - 1 : i + 1] for word in by_word for i in range(1, len(word)))
    for two, count in sorted(within.items()):
        if count >= 30:
            found[f"pairs{1 if count < 150 else 2 if count < 600 else 3 if count < 1500 else 4}"].append(two)
    ends = Counter(words[-1] for _, words in known if len(words) > 1)
    ends.update(end for label, words in known if len(words) == 1 for end in list(ends) if label.endswith(end))
    found["ends"] = sorted(end for end, count in ends.items() if count >= MANY)
    found["known"] = _met(known, by_word)
    return dict(found)


def _met(known: Sequence[Name], by_word: dict[str, str]) -> list[str]:
    """Words that stand, or could be cut off, in several names."""
    common = set("ABNSRGH")
    met: Counter[str] = Counter()
    for _, words in known:
        for word in words:
            if len(word) > 2 and by_word.get(word, "D") != "D":
                met[word] += 1
            for i in range(3, len(word) - 2):
                met.update(part for part in (word[i:], word[:i]) if by_word.get(part) in common)
    return sorted(word for word, count in met.items() if count >= MANY)


def learn(known: Sequence[Name], listed: dict[str, list[str]]) -> dict[str, float]:
    """Weights by feature: an averaged perceptron."""
    now: defaultdict[str, float] = defaultdict(float)
    summed: defaultdict[str, float] = defaultdict(float)
    model = parted.model(listed, now)
    order, step = list(known), 0
    chance = random.Random(0)  # noqa: S311  # an order, no secret
    for _ in range(EPOCHS):
        chance.shuffle(order)
        for label, words in order:
            step += 1
            got = parted.parts(label, model)
            if tuple(got) == words:
                continue
            change = parted.counted(label, words, model)
            change.subtract(parted.counted(label, got, model))
            for feature, value in change.items():
                now[feature] += value * RATE
                summed[feature] += step * value * RATE
    weights = {feature: round(now[feature] - summed[feature] / step, 2) for feature in sorted(now)}
    return {feature: weight for feature, weight in weights.items() if weight}


def accents(organisations: str) -> list[str]:
    """Lines "as a domain has it, language, as it is written" of nouns that are written with an accent somewhere."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    language = ""
    for line in organisations.splitlines():
        if line.startswith("#"):
            language = line[2:]
            continue
        for word in line.split():
            for plain in {names.squash(word), names.squash(word.translate(names.UMLAUTS))}:
                found[plain].setdefault(language, word)
    return [
        f"{plain}\t{language}\t{word}"
        for plain, forms in sorted(found.items())
        if any(word != plain for word in forms.values())
        for language, word in sorted(forms.items())
    ]


def write(folder: Path, listed: dict[str, list[str]], weights: dict[str, float]) -> None:
    """Words and weights, as they are shipped."""
    text = "".join(f"{name} {' '.join(words)}\n" for name, words in sorted(listed.items()))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "words.txt.gz").write_bytes(gzip.compress(text.encode("ascii"), mtime=0))
    (folder / "weights.tsv").write_text("".join(f"{name}\t{weight:g}\n" for name, weight in weights.items()), "ascii")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--words", type=Path, required=True)
    parser.add_argument("--leave-out", default="")
    parser.add_argument("--out", type=Path, default=HERE.parent / "agent" / "reading" / "words")
    options = parser.parse_args()
    with gzip.open(options.words, "rt", encoding="ascii") as lines:
        words = lines.read().split()
    organisations = (HERE / "organisations.txt").read_text("utf-8")
    nouns = " ".join(line for line in organisations.splitlines() if not line.startswith("#")).split()
    by_word = kinds(words, [*names.words("nouns"), *nouns])
    authors = employers(HERE / "mail")
    held = {name for author in options.leave_out.split(",") for name in authors.get(author, ())}
    used = {name for author, found in authors.items() if author not in options.leave_out.split(",") for name in found}
    labels = {label for label, _ in held}
    known = sorted(name for name in used if name[0] not in labels)
    listed = lists(by_word, known)
    weights = learn(known, listed)
    write(options.out, listed, weights)
    (options.out / "accents.tsv").write_text("\n".join([*accents(organisations), ""]), "utf-8")
    model = parted.model(listed, weights)
    right = sum(tuple(parted.parts(label, model)) == one for label, one in held)
    print(f"{len(known)} names, {len(weights)} weights; left out: {right} of {len(held)} parted rightly")


if __name__ == "__main__":
    main()
