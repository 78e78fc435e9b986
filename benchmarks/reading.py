"""How well the reader reads: figures for any labelled mail.

    python benchmarks/reading.py FOLDER... [--author d,e] [--language en] [--confusion] [--errors] [--fields] [--json]

FOLDER has `.eml` files and a `labels.jsonl`, or `AUTHOR.jsonl.gz` files as in `training/mail`. A label's line has `file`,
`direction`, `label` and the fields of a reading that it should have (`employer`, `role`, `deadline`, `start_date`,
`contingencies`, `interview_start`, `suspicious`). In a folder of `.eml` files the first letter of a name is its author.
Bounds are one-sided, 95 % (Clopper and Pearson 1934).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import comb
from pathlib import Path
from typing import Any, get_args

from agent.model import Label, Reading
from agent.reading import read

FIRM = ("offer_written", "offer_accepted", "offer_cleared")
"""Labels that can make an offer firm: their precision matters most."""
LABELS: tuple[str, ...] = get_args(Label)
FIELDS = ("employer", "role", "deadline", "start_date", "contingencies", "interview_start")
SQUEEZED = "… squeezed"
"""The employer's name but for spaces and accents."""
_LEGAL = re.compile(
    r"\b(?:the|ltd|limited|inc|incorporated|llc|llp|plc|corp|corporation|co|company|gmbh|ag|kg|mbh|sa|sas|srl|spa|bv|nv|ab|as|oy|pvt|pty|group|se)\b"
)


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled message and what was read of it."""

    author: str
    file: str
    want: Mapping[str, Any]
    got: Reading

    @property
    def right(self) -> bool:
        return bool(self.want["label"] == self.got.label)


Row = tuple[str, dict[str, Any], bytes]
"""Author, labels, message."""


def load(folder: Path, authors: Sequence[str] = ()) -> list[Row]:
    """The labelled messages of a folder, author by author."""
    if (folder / "labels.jsonl").exists():
        lines = (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
        found = [(row["file"][:1], row, (folder / row["file"]).read_bytes()) for row in rows]
    else:
        found = []
        for path in sorted(folder.glob("*.jsonl.gz")):
            with gzip.open(path, "rt", encoding="ascii") as file:
                rows = [json.loads(line) for line in file]
            author = path.name.removesuffix(".jsonl.gz")
            found += [(author, row, row.pop("raw").encode("latin-1")) for row in rows]
    return [row for row in found if not authors or row[0] in authors]


def own_addresses(rows: Iterable[Row]) -> frozenset[str]:
    """The user's addresses: who writes the outgoing mail, and who most of the incoming is addressed to."""
    senders: set[str] = set()
    receivers: Counter[str] = Counter()
    for _, row, raw in rows:
        head = raw[:8000].decode("latin-1")
        name = "From" if row["direction"] == "out" else "To"
        found = re.search(rf"^{name}:(.*(?:\r?\n[ \t].*)*)", head, re.MULTILINE)
        addresses = re.findall(r"[\w.+-]+@[\w.-]+", found[1].lower()) if found else []
        if row["direction"] == "out":
            senders.update(addresses)
        else:
            receivers.update(addresses)
    often = sum(receivers.values()) / 60  # an author writes for a dozen candidates or fewer
    return frozenset(senders | {address for address, count in receivers.items() if count >= max(2, often)})


def run(rows: Sequence[Row]) -> tuple[list[Case], float]:
    """Read every message; seconds it took with them."""
    me = {author: own_addresses([row for row in rows if row[0] == author]) for author in {row[0] for row in rows}}
    started = time.perf_counter()
    cases = [
        Case(author, row["file"], row, read(raw, me=me[author], zone="Europe/London", sent=row["direction"] == "out"))
        for author, row, raw in rows
    ]
    return cases, time.perf_counter() - started


# ---------------------------------------------------------------- figures


def ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def bound(right: int, of: int, level: float = 0.95) -> float:
    """The share that is at least right, one-sided (Clopper and Pearson): found by halving the binomial tail."""
    if right == 0 or of == 0:
        return 0.0
    low, high = 0.0, right / of
    for _ in range(50):
        share = (low + high) / 2
        tail = sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(right, of + 1))
        low, high = (share, high) if tail < 1 - level else (low, share)
    return low


def precision_recall(cases: Iterable[Case], wanted: Iterable[str]) -> tuple[float, float, int, int]:
    """Of a group of labels taken as one: precision, recall, how many were read, how many there are."""
    group = set(wanted)
    rows = [(case.want["label"] in group, case.got.label in group) for case in cases]
    both = sum(want and got for want, got in rows)
    read_, there = sum(got for _, got in rows), sum(want for want, _ in rows)
    return ratio(both, read_), ratio(both, there), read_, there


def firm(cases: Iterable[Case]) -> tuple[float, float, int, int]:
    """Labels that can make an offer firm, exactly right and not suspicious; a right question counts as found."""
    cases = list(cases)
    made = [case for case in cases if case.got.label in FIRM and not case.got.suspicious]
    there = [case for case in cases if case.want["label"] in FIRM and not case.want.get("suspicious")]
    good = sum(case.right and not case.want.get("suspicious") for case in made)
    found = sum(
        not case.got.suspicious and case.want["label"] in (case.got.label, case.got.needs_confirmation)
        for case in there
    )
    return ratio(good, len(made)), ratio(found, len(there)), len(made), len(there)


def suspicious(cases: Iterable[Case]) -> tuple[float, float, int, int]:
    rows = [(bool(case.want.get("suspicious")), case.got.suspicious) for case in cases]
    both = sum(want and got for want, got in rows)
    read_, there = sum(got for _, got in rows), sum(want for want, _ in rows)
    return ratio(both, read_), ratio(both, there), read_, there


def macro_f1(cases: Sequence[Case]) -> float:
    scores = []
    for label in {case.want["label"] for case in cases}:
        precision, recall, _, _ = precision_recall(cases, [label])
        scores.append(2 * precision * recall / (precision + recall) if precision + recall else 0.0)
    return sum(scores) / len(scores) if scores else 0.0


def plain_name(name: str | None) -> str:
    """An organisation's name without its legal form, case and punctuation."""
    low = (name or "").lower().replace("&", " and ")
    return " ".join(_LEGAL.sub(" ", re.sub(r"[^\w\s]", "", low)).split())


def squeezed(name: str | None) -> str:
    """The same without spaces and accents: "Café Altura" is "cafealtura"."""
    low = unicodedata.normalize("NFKD", plain_name(name).replace("ł", "l").replace("ø", "o"))
    return re.sub(r"[^a-z0-9]", "", low)


def same(field: str, case: Case) -> bool | None:
    """Whether a field is exactly right; None where it is not scored."""
    if field == SQUEEZED:
        return squeezed(case.want.get("employer")) == squeezed(case.got.employer)
    want, got = case.want.get(field), getattr(case.got, field)
    if field == "employer":
        return plain_name(want) == plain_name(got)
    if field == "role":
        return bool((want or "").casefold() == (got or "").casefold())
    if field == "contingencies":
        return set(want or ()) == set(got)
    if field == "interview_start":
        if case.want["label"] == "interview_cancelled":
            return None
        return bool((datetime.fromisoformat(want) if want else None) == got)
    return bool((want or None) == (got.isoformat() if got else None))


def figures(cases: Sequence[Case]) -> dict[str, Any]:
    """All figures of a set of cases."""
    fields = {}
    for field in (FIELDS[0], SQUEEZED, *FIELDS[1:]):
        scored = [ok for case in cases if (ok := same(field, case)) is not None]
        among = [ok for case in cases if case.right and (ok := same(field, case)) is not None]
        fields[field] = {"all": ratio(sum(scored), len(scored)), "label right": ratio(sum(among), len(among))}
    offers = {case.want["label"] for case in cases if case.want["label"].startswith("offer_")} | {
        case.got.label for case in cases if case.got.label.startswith("offer_")
    }
    return {
        "messages": len(cases),
        "label accuracy": ratio(sum(case.right for case in cases), len(cases)),
        "macro-F1": macro_f1(cases),
        "firm-making": firm(cases),
        "offers": precision_recall(cases, offers),
        "suspicious": suspicious(cases),
        "fields": fields,
    }


# ---------------------------------------------------------------- printing


def show(title: str, result: Mapping[str, Any]) -> None:
    print(
        f"{title}: {result['messages']} messages, label accuracy {result['label accuracy']:.3f}, macro-F1 {result['macro-F1']:.3f}"
    )
    for name in ("firm-making", "offers", "suspicious"):
        precision, recall, read_, there = result[name]
        least, all_ = bound(round(precision * read_), read_), bound(round(recall * there), there)
        print(
            f"  {name:12} precision {precision:.3f} (>= {least:.3f}, {read_} read)  recall {recall:.3f} (>= {all_:.3f}, {there} there)"
        )
    for name, value in result["fields"].items():
        print(f"  {name:16} right {value['all']:.3f}, where the label is right {value['label right']:.3f}")


def show_confusion(cases: Sequence[Case]) -> None:
    """What each label was read as: a row for each label wanted, a column for each one read."""
    counts = Counter[tuple[str, str]]((case.want["label"], case.got.label) for case in cases)
    labels = [label for label in LABELS if any(label in pair for pair in counts)]
    print(
        "| wanted \\ read | "
        + " | ".join(label.replace("interview_", "i_").replace("offer_", "o_") for label in labels)
        + " |"
    )
    print("| --- |" + " --: |" * len(labels))
    for want in labels:
        print(f"| {want} | " + " | ".join(str(counts[want, got] or "") for got in labels) + " |")


def show_errors(cases: Iterable[Case]) -> None:
    for case in sorted(cases, key=lambda case: (case.want["label"], case.got.label)):
        if not case.right:
            print(
                f"\n{case.file}: {case.want['label']} read as {case.got.label} ({case.got.confidence:.2f})  {case.got.subject[:90]}"
            )
            for item in case.got.evidence[:4]:
                print(f'    {item.says}: "{item.quote[:140]}" [{item.zone}]')


def show_fields(cases: Iterable[Case]) -> None:
    for case in cases:
        for field in FIELDS:
            if case.right and same(field, case) is False:
                got = getattr(case.got, field)
                print(
                    f"{case.file} {field}: wanted {case.want.get(field)!r}, read {got if isinstance(got, tuple) else str(got)!r}"
                )


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--author", default="", help="only these authors, as in d,e")
    parser.add_argument("--language", help="only messages read as this language")
    parser.add_argument("--confusion", action="store_true", help="what each label was read as, as a table")
    parser.add_argument("--errors", action="store_true", help="each wrong label with the words it rests on")
    parser.add_argument("--fields", action="store_true", help="each wrong field of a rightly labelled message")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    authors = [part for part in options.author.split(",") if part]
    cases, seconds = run([row for folder in options.folder for row in load(folder, authors)])
    if options.language:
        cases = [case for case in cases if case.got.language == options.language]
    if options.json:
        print(json.dumps(figures(cases), indent=2))
        return 0
    by_author: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_author[case.author].append(case)
    if len(by_author) > 1:
        for author, part in sorted(by_author.items()):
            print(f"author {author}: {len(part)} messages, label accuracy {figures(part)['label accuracy']:.3f}")
    show("all", figures(cases))
    print(f"  {len(cases) / seconds:.0f} messages a second")
    confused = Counter((case.want["label"], case.got.label) for case in cases if not case.right)
    for (want, got), count in confused.most_common(12):
        print(f"  {count:3} {want} read as {got}")
    if options.confusion:
        show_confusion(cases)
    if options.errors:
        show_errors(cases)
    if options.fields:
        show_fields(cases)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
