"""How the words and weights of `agent/reading/parted.py` are made: domains parted as their owners' names are.

    pip install wordfreq==3.1.1
    python -m training.parted [--leave-out k,u] [--out FOLDER]

How common words are comes from wordfreq's lists (CC BY-SA 4.0); nouns of organisations from `training/organisations.txt`;
names from the mail in `training/mail`. With `--leave-out` the share of names parted rightly is told for those authors.
"""

from __future__ import annotations

import argparse
import dataclasses
import email
import email.policy
import gzip
import importlib
import json
import lzma
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from agent.reading import names, parted
from agent.reading.language import detect
from training.examples import FROZEN

HERE = Path(__file__).parent
ROUNDS, RATE, RARE = 6, 0.3, 0.1
"""How many times it is learned anew, in another order, and what one mistake moves: the last for features of one word."""
COMMON = {"A": 4.5, "B": 3.8, "C": 3.2, "D": 2.6, "E": 2.0}
"""How often a word of a kind stands in 10⁹ words, at least, as a power of ten."""
LEAST = {"de": 2.7, "es": 2.3, "fr": 2.4, "it": 2.3, "pt": 2.3, "nl": 3.0, "pl": 3.2, "sv": 3.2}
"""Where a language's list ends sooner, which has more forms of each word, or little mail."""
BY_LENGTH = {2: 5.0, 3: 4.0, 4: 3.2}
"""Short words are shreds unless they are common."""
ACCENTED = 2.7
"""How often a word must be met to be given its accents."""
LIKELY = {"A": 5.0, "B": 4.1, "C": 3.5, "D": 2.9, "E": 2.3, "x": 4.2, "y": 3.0, "z": 1.8}
NAMED = {"N": 4.3, "L": 5.5, "S": 4.5, "R": 4.5, "G": 4.3, "H": 4.3, "J": 4.0}
"""What each kind is taken for before anything is learned, in the same measure; letters of an unknown piece cost one each."""
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
valley view hills fork forks falls creek river rivers lake lakes bay beach coast shore islands isles mountain springs meadows
point cross glen grove ridge vale rock park harbour harbor green
"""
JOINED = """
hill bridge field fields wood woods brook ford gate hall house mill moor dale stone nest tree oak oaks port haven court island
meadow mere gill burn
"""

Name = tuple[str, tuple[str, ...], str]
"""As a domain would have it, its words, and the language of the mail that has it."""


def frequencies() -> dict[str, dict[str, tuple[float, str]]]:
    """Language → word as a domain has it → how common it is, and how it is mostly written."""
    wordfreq = importlib.import_module("wordfreq")
    found: dict[str, dict[str, tuple[float, str]]] = {}
    for language in parted.LANGUAGES:
        forms: dict[str, dict[str, float]] = defaultdict(dict)
        for word, share in wordfreq.get_frequency_dict(language, "best").items():
            if word.isalpha() and 2 <= len(word) <= 14:
                for plain in {names.squash(word), names.squash(word.translate(names.UMLAUTS))}:
                    if plain.isascii() and plain.isalpha():
                        forms[plain][word] = share
        found[language] = {
            plain: (math.log10(sum(shares.values())) + 9, max(shares, key=lambda word: (shares[word], word)))
            for plain, shares in forms.items()
        }
    return found


def kinds(common: Mapping[str, tuple[float, str]], least: float) -> dict[str, str]:
    """Word → its kind, in one language."""
    found: dict[str, str] = {}
    for word, (often, _) in common.items():
        if (len(word) == 2 and word not in SHORT) or often < max(least, BY_LENGTH.get(len(word), 0.0)):
            continue
        found[word] = next((kind for kind, enough in COMMON.items() if often >= enough), parted.UNKNOWN)
    return {word: kind for word, kind in found.items() if kind != parted.UNKNOWN}


def named(nouns: Iterable[str], common: Mapping[str, str]) -> dict[str, str]:
    """Word → its kind, where names of organisations have it in every language."""
    found: dict[str, str] = {}
    known = {names.squash(noun) for noun in nouns}
    for noun in sorted(noun for noun in known if len(noun) > 2):
        found[noun] = parted.NOUN
        for plural, ends in ((f"{noun}s", "aeo"), (f"{noun}es", "rnld")):
            if noun[-1] in ends and len(noun) > 3 + (ends != "aeo") and common.get(plural, "U") in "UCDE":
                found[plural] = parted.NOUN
    for kind, listed in ((parted.LINK, LINKS), (parted.SAINT, SAINTS), (parted.SIDE, SIDES)):
        found.update(dict.fromkeys(listed.split(), kind))
    for kind, listed in ((parted.LANDSCAPE, LANDSCAPE), (parted.JOINED, JOINED)):
        found.update({word: "H" if found.get(word) == parted.NOUN else kind for word in listed.split()})
    return found


def employers(mail: Path) -> dict[str, set[Name]]:
    """Author → names of the employers in their mail."""
    found: dict[str, set[Name]] = {}
    for path in sorted(mail.glob("*.jsonl.gz")):
        author = path.name.removesuffix(".jsonl.gz")
        if author in FROZEN:
            continue
        spoken: dict[str, Counter[str]] = defaultdict(Counter)
        with gzip.open(path, "rt", encoding="ascii") as lines:
            for row in map(json.loads, lines):
                spoken[row.get("employer") or ""][_language(row["raw"].encode("latin-1"))] += 1
        found[author] = set()
        for name, languages in spoken.items():
            pieces = [names.squash(word) for word in re.split(r"[\s-]+", names.tidy(name))]
            words = tuple(word for word in pieces if word)
            if 5 <= len("".join(words)) <= 28:
                found[author].add(("".join(words), words, max(languages, key=lambda one: (languages[one], one))))
    return found


def _language(raw: bytes) -> str:
    """The language of a message's text."""
    body = email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain", "html"))
    try:
        text = str(body.get_content()) if body else ""
    except (KeyError, LookupError, UnicodeError):
        text = ""
    return detect(text[:3000]) if len(text) > 40 else "en"


def lists(special: Mapping[str, str], by_word: Mapping[str, str], known: Sequence[Name]) -> dict[str, list[str]]:
    """The lists of a model that hold for every language, by name."""
    found: dict[str, list[str]] = defaultdict(list)
    for word, kind in sorted(special.items()):
        found[kind].append(word)
    first, last = Counter(word[:2] for word in by_word), Counter(word[-2:] for word in by_word)
    found["starts"] = sorted(two for two, count in first.items() if count >= 60)
    found["stops"] = sorted(two for two, count in last.items() if count >= 100)
    within = Counter(word[i - 1 : i + 1] for word in by_word for i in range(1, len(word)))
    for two, count in sorted(within.items()):
        if count >= 30:
            found[f"pairs{1 if count < 150 else 2 if count < 600 else 3 if count < 1500 else 4}"].append(two)
    ends = Counter(words[-1] for _, words, _ in known if len(words) > 1)
    ends.update(end for label, words, _ in known if len(words) == 1 for end in list(ends) if label.endswith(end))
    found["ends"] = sorted(end for end, count in ends.items() if count >= MANY)
    found["known"] = _met(known, by_word)
    return dict(found)


def _met(known: Sequence[Name], by_word: Mapping[str, str]) -> list[str]:
    """Words that stand, or could be cut off, in several names."""
    common = set("ABNSRGHJ")
    met: Counter[str] = Counter()
    for _, words, _ in known:
        for word in words:
            if len(word) > 2 and by_word.get(word, "E") not in "DE":
                met[word] += 1
            for i in range(3, len(word) - 2):
                met.update(part for part in (word[i:], word[:i]) if by_word.get(part) in common)
    return sorted(word for word, count in met.items() if count >= MANY)


def learn(known: Sequence[Name], model: parted.Model) -> dict[str, float]:
    """Weights by feature: what several perceptrons have learned, averaged; one alone leans to the names it saw last."""
    summed: Counter[str] = Counter()
    for number in range(ROUNDS):
        summed.update(_round(known, model, random.Random(number)))  # noqa: S311  # an order, no secret
    weights = {feature: round(summed[feature] / ROUNDS, 2) for feature in sorted(summed)}
    return {feature: weight for feature, weight in weights.items() if weight}


def _round(known: Sequence[Name], model: parted.Model, chance: random.Random) -> dict[str, float]:
    """An averaged perceptron that saw every name once, from how common words are onwards."""
    now: defaultdict[str, float] = defaultdict(float, _first())
    summed: defaultdict[str, float] = defaultdict(float)
    model = dataclasses.replace(model, weights=now)
    order = list(known)
    chance.shuffle(order)
    for step, (label, words, language) in enumerate(order, 1):
        got = parted.parts(label, model, language=language)
        if tuple(got) == words:
            continue
        change = parted.counted(label, words, model, language)
        change.subtract(parted.counted(label, got, model, language))
        for feature, value in change.items():
            moved = value * (RARE if feature.startswith(("is ", "end ")) else RATE)
            now[feature] += moved
            summed[feature] += step * moved
    return {feature: value - summed[feature] / len(order) for feature, value in now.items()}


def _first() -> dict[str, float]:
    """What pieces weigh before anything is learned."""
    lengths = {1: 1.0, 2: 2.0, 3: 3.0, 4: 4.0, 5: 5.0, 6: 6.5, 8: 9.0, 11: 12.0}
    found = {f"length {kind} {size}": often - 9 for kind, often in (LIKELY | NAMED).items() for size in lengths}
    return found | {f"length {parted.UNKNOWN} {size}": -3.5 - letters for size, letters in lengths.items()}


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


def accents_of(language: str, common: Mapping[str, tuple[float, str]]) -> list[str]:
    """Lines like those of `accents`, of a language's words that are mostly written with an accent."""
    return [
        f"{plain}\t{language}\t{word}"
        for plain, (often, word) in sorted(common.items())
        if word != plain and len(plain) > 1 and often >= max(ACCENTED, LEAST.get(language, 0.0))
    ]


def write(folder: Path, name: str, listed: Mapping[str, Iterable[str]], accented: Iterable[str]) -> None:
    """Words as they are shipped."""
    text = "".join(f"{kind} {' '.join(words)}\n" for kind, words in sorted(listed.items()))
    (folder / f"{name}.txt.xz").write_bytes(lzma.compress(text.encode("ascii"), preset=9))
    lines = "".join(f"{line}\n" for line in accented)
    (folder / f"{name}.accents.xz").write_bytes(lzma.compress(lines.encode("utf-8"), preset=9))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--leave-out", default="")
    parser.add_argument("--out", type=Path, default=HERE.parent / "agent" / "reading" / "words")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    common = frequencies()
    by_language = {language: kinds(found, LEAST.get(language, COMMON["E"])) for language, found in common.items()}
    best: dict[str, str] = {}
    for found in by_language.values():
        for word, kind in found.items():
            best[word] = min(kind, best.get(word, kind))
    organisations = (HERE / "organisations.txt").read_text("utf-8")
    nouns = " ".join(line for line in organisations.splitlines() if not line.startswith("#")).split()
    special = named([*names.words("nouns"), *nouns], best)
    authors = employers(HERE / "mail")
    left = options.leave_out.split(",")
    held = {name for author in left for name in authors.get(author, ())}
    used = {name for author, found in authors.items() if author not in left for name in found}
    labels = {label for label, _, _ in held}
    known = sorted(name for name in used if name[0] not in labels)
    listed = lists(special, best | special, known)
    tables = {language: _listed(found) for language, found in by_language.items()}
    spoken = {language: parted.Lists(found) for language, found in tables.items()}
    model = parted.model(listed, {}, spoken.__getitem__)
    weights = learn(known, model)
    write(options.out, "names", listed, accents(organisations))
    for language, table in tables.items():
        write(options.out, language, table, accents_of(language, common[language]) if language != "en" else [])
    rows = "".join(f"{name}\t{weight:g}\n" for name, weight in weights.items())
    (options.out / "weights.tsv").write_text(rows, "ascii")
    model = dataclasses.replace(model, weights=weights)
    right = sum(tuple(parted.parts(label, model, language=one)) == words for label, words, one in held)
    print(f"{len(known)} names, {len(weights)} weights; left out: {right} of {len(held)} parted rightly")


def _listed(by_word: Mapping[str, str]) -> dict[str, list[str]]:
    """Kind → its words in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for word, kind in sorted(by_word.items()):
        found[kind].append(word)
    return dict(found)


if __name__ == "__main__":
    main()
