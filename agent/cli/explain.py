"""`agent explain`: label messages without storing anything, each for itself, needing no configuration."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

from agent.cli.mailfiles import Found, count, messages

if TYPE_CHECKING:
    from agent.model import Reading

PLACES = {
    "subject": " (subject)",
    "quoted": " (in the quoted text)",
    "forwarded": " (in the forwarded text)",
    "attachment": " (in an attached file)",
    "calendar": " (in the calendar part)",
    "signature": " (in the signature)",
    "header": " (in the header)",
}
"""Where words stand that are not new text."""


def explain(
    paths: Sequence[str], me: Sequence[str], *, as_json: bool, zone: str, out: TextIO, err: TextIO, progress: bool
) -> int:
    """Write one JSON object a line (flushed as it goes), or a few readable lines a message. Returns the exit status.

    `me`: the user's addresses. Without any they are guessed (`agent.reading.whose`): from the whole batch where there
    are five messages or more in files that can be read twice, else from each message; what lies in a folder named Sent
    is the user's own in any case. Raises WrongUsage for a path that is not there.
    """
    from agent.reading import read

    mine = _whose(paths, me)
    problems: list[str] = []
    with _bar(paths, err, shown=progress) as advance:
        for found in messages(paths, problems):
            reading = read(found.raw, me=mine or _alone(found), zone=zone, sent=found.sent)
            reading = _with_places(found, reading)
            out.write(_line(found, reading) if as_json else _text(found, reading))
            out.flush()
            advance()
    err.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


def view(file: str, reading: Reading) -> dict[str, Any]:
    """A reading in the shape that `agent explain --json` promises."""
    return {
        "file": file,
        "message_id": reading.message_id,
        "label": reading.label,
        "direction": reading.direction,
        "employer": reading.employer,
        "role": reading.role,
        "deadline": reading.deadline.isoformat() if reading.deadline else None,
        "start_date": reading.start_date.isoformat() if reading.start_date else None,
        "contingencies": list(reading.contingencies),
        "interview_start": reading.interview_start.isoformat() if reading.interview_start else None,
        "suspicious": reading.suspicious,
        "needs_confirmation": reading.needs_confirmation,
        "confidence": round(reading.confidence, 3),
        "evidence": _evidence(reading),
    }


def _with_places(found: Found, reading: Reading) -> Reading:
    """The reading with the words that show its employer and its post."""
    if not (reading.employer or reading.role):
        return reading
    from dataclasses import replace

    from agent.reading import mime
    from agent.reading.places import places

    shown = places(mime.parse(found.raw), reading)
    return replace(reading, evidence=tuple(dict.fromkeys((*reading.evidence, *shown))))


def _evidence(reading: Reading) -> list[dict[str, str]]:
    shown = [{"quote": item.quote, "says": item.says} for item in reading.evidence]
    return shown + [
        {"quote": "", "says": f"suspicious: {reason}"} for reason in reading.suspicion if reading.suspicious
    ]


def _line(found: Found, reading: Reading) -> str:
    return json.dumps(view(found.file, reading), ensure_ascii=False) + "\n"


def _text(found: Found, reading: Reading) -> str:
    """A few lines for people; what comes from mail has its control characters taken out."""
    from agent.reading.weigh import READS

    way = "sent by you" if reading.direction == "out" else "received"
    lines = [found.file, f"  {reading.label}: {READS[reading.label]} ({min(reading.confidence, 0.99):.0%} sure, {way})"]
    kinds = ", ".join(kind.replace("_", " ") for kind in reading.contingencies)
    asks = READS[reading.needs_confirmation] if reading.needs_confirmation else None
    facts = [
        ("employer", reading.employer),
        ("post", reading.role),
        ("answer by", reading.deadline and reading.deadline.isoformat()),
        ("starts", reading.start_date and reading.start_date.isoformat()),
        ("interview", reading.interview_start and reading.interview_start.isoformat(" ", "minutes")),
        ("still open", kinds),
        ("to be asked", asks and f"is it {asks}? Until you say so, nothing follows from it."),
    ]
    lines += [f"  {name}: {value}" for name, value in facts if value]
    lines += _because(reading)
    if reading.suspicious:
        lines += ["  suspicious, so nothing follows from it:", *(f"    {reason}" for reason in reading.suspicion)]
    return "\n".join("".join(c for c in line if c.isprintable()) for line in lines) + "\n\n"


def _because(reading: Reading) -> Iterator[str]:
    """The words that a reading rests on, each with all that it shows and where it stands."""
    from agent.reading.weigh import LEARNED

    if not reading.evidence:
        yield "  because: nothing in it speaks of an application, an interview or an offer"
        return
    yield "  because:"
    shown: dict[tuple[str, str], list[str]] = {}
    for item in reading.evidence:
        shown.setdefault((item.quote, item.zone), []).append(item.says)
    for (quote, zone), says in shown.items():
        place = PLACES.get(zone, "")
        yield f"    “{quote}”{place}" if quote else f"    {says[0]}"
        yield from (f"      → {one}" for one in says if quote)
    about = [item.says for item in reading.evidence if not item.says.startswith(("the employer", "the post"))]
    if reading.label != "other" and about and all(LEARNED in says for says in about):
        yield "    no rule found words for it: this is the learned reader's judgement alone"


# ---------------------------------------------------------------- whose mail it is


def _whose(paths: Sequence[str], me: Sequence[str]) -> Collection[str]:
    if me or "-" in paths:
        return frozenset(address.strip().lower() for address in me)
    from agent.reading import headers, whose

    ignored: list[str] = []
    return whose.of_batch(
        headers.parse(headers.split(found.raw)[0]) for found in messages(paths, ignored, head_only=True)
    )


def _alone(found: Found) -> Collection[str]:
    from agent.reading import headers, whose

    return whose.of_message(headers.parse(headers.split(found.raw)[0]))


# ---------------------------------------------------------------- progress


@contextmanager
def _bar(paths: Sequence[str], err: TextIO, *, shown: bool) -> Iterator[Callable[[], None]]:
    """A progress bar on the error stream, for people only."""
    if not shown:
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    with Progress(
        BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(file=err), transient=True
    ) as bar:
        task = bar.add_task("reading", total=count(paths))
        yield lambda: bar.advance(task)
