"""Whether a sync that finds nothing new costs the same however large the mailbox is."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import first_sync_google as google
from benchmarks import first_sync_outlook as outlook
from benchmarks.local import FOLDERS, look, sync
from benchmarks.maildirs import Home, build, listed
from benchmarks.progress import say
from benchmarks.table import Figure, Row, Section
from benchmarks.turns import Measure, by_turns, here

FLAT = 1.5
"""Times the smallest mailbox's: what still counts as flat, with room for noise."""
YEARS = 10 * 365 * 86_400
"""Local messages come evenly over ten years, in seconds; those of the last 120 days are read."""
RECENT = 300
"""Messages of the last 120 days in the providers' mailboxes."""


def local(sizes: Sequence[int], rounds: int) -> list[Row]:
    """Maildirs whose messages were all read, one after the other."""
    found: dict[str, dict[int, Figure]] = {"look": {}, "sync": {}, "scan": {}}
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            home = build(Path(place), size, FOLDERS, linked=True, apart=YEARS / size)
            ours = sync(home)
            say("agent sync reads them")
            ours()
            turns: dict[str, Measure] = {"look": look(home), "sync": ours, "scan": _scan(home)}
            for name, taken in by_turns(turns, rounds, factor=1e3, warm=2).items():
                found[name][size] = taken.processor
    return [
        *_grown("local: idle, running", "ms of CPU", found["look"], FLAT),
        *_grown("local: idle, `agent sync`", "ms of CPU", found["sync"], FLAT),
        *_grown("for comparison: os.scandir", "ms of CPU", found["scan"], None),
    ]


def _scan(home: Home) -> Measure:
    return here(lambda: listed(home))


def gmail(sizes: Sequence[int]) -> list[Row]:
    """What an idle poll asks for."""
    idle = {}
    for size in sizes:
        say(f"Gmail with {size:,} messages")
        idle[size] = google.run(size, min(RECENT, size), read_all=False)[0].idle
    return [
        *_grown("Gmail: idle poll", "units", {size: Figure((told.units,)) for size, told in idle.items()}, 1.0),
        *_grown("Gmail: idle poll", "bytes", {size: Figure((told.received,)) for size, told in idle.items()}, FLAT),
    ]


def graph(sizes: Sequence[int]) -> list[Row]:
    """Likewise."""
    idle = {}
    for size in sizes:
        say(f"Outlook with {size:,} messages")
        idle[size] = outlook.run(size, min(RECENT, size)).idle
    return [
        *_grown("Outlook: idle poll", "requests", {size: Figure((told.requests,)) for size, told in idle.items()}, 1.0),
        *_grown("Outlook: idle poll", "bytes", {size: Figure((told.received,)) for size, told in idle.items()}, FLAT),
    ]


def _grown(what: str, unit: str, figures: dict[int, Figure], wanted: float | None) -> list[Row]:
    """Each size beside the smallest. They were not measured by turns: one mailbox has to go before the next fits."""
    (smallest, base), *larger = figures.items()
    return [
        Row(f"{what}, {size:,} messages", unit, figure, f"of {smallest:,}", base, wanted, paired=False)
        for size, figure in larger
    ]


def measure(sizes: Sequence[int], of_providers: Sequence[int], rounds: int) -> Section:
    """All three kinds."""
    return Section(
        "Growth of an idle sync",
        [*local(sizes, rounds), *gmail(of_providers), *graph(of_providers)],
        [
            "the ratio is to the smallest mailbox: 1 is flat",
            f"{RECENT} messages of the providers' mailboxes are recent",
        ],
    )
