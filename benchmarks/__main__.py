"""All measurements in one run, as tables with ratios to what was measured beside.

    python -m benchmarks [--quick | --tiny] [--only startup,reading,…] [--json]

Full: half an hour to an hour, and 10 GB of temporary files. `--quick`: two or three minutes. `--tiny`: whether it runs at all.
The exit status is 0 whether or not a ratio is as wanted, which on a busy machine says little; 1 if a table could not be had.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks import growth, idle, local, parsing, peers, providers, startup
from benchmarks.table import Section, text


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    starts: int
    """Rounds of starting programs."""
    mails: int
    """Messages that all readers read."""
    rounds: int
    provider: tuple[int, int]
    """Messages in all, and of the last 120 days."""
    local: int
    first: int
    firsts: int
    """Rounds of first syncs."""
    seconds: float
    """Of each stretch of idling."""
    grown: tuple[int, ...]
    grown_providers: tuple[int, ...]


FULL = Size(30, 500, 7, (50_000, 9_000), 100_000, 3_000, 3, 180, (10_000, 1_000_000), (10_000, 1_000_000))
QUICK = Size(12, 150, 3, (2_000, 900), 10_000, 300, 1, 61, (1_000, 10_000), (1_000, 5_000))
TINY = Size(1, 20, 1, (60, 40), 60, 20, 1, 1, (30, 60), (40, 80))

PARTS: Mapping[str, Callable[[Size], Section]] = {
    "startup": lambda size: startup.measure(size.starts),
    "reading": lambda size: parsing.measure(size.mails, size.rounds),
    "local": lambda size: local.measure(size.local, size.first, size.starts, size.firsts),
    "providers": lambda size: providers.measure(*size.provider),
    "growth": lambda size: growth.measure(size.grown, size.grown_providers, size.rounds),
    "idle": lambda size: idle.measure(size.seconds, size.rounds),
}


def machine() -> str:
    """What matters about the machine, and how busy it is otherwise."""
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {os.getloadavg()[0]:.1f} processes wanted a core in the last minute"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").splitlines()[0])
    amount = parser.add_mutually_exclusive_group()
    amount.add_argument("--quick", dest="size", action="store_const", const=QUICK, default=FULL, help="some minutes")
    amount.add_argument("--tiny", dest="size", action="store_const", const=TINY, help="only whether it runs")
    parser.add_argument("--only", default=",".join(PARTS), help=f"some of {', '.join(PARTS)}")
    parser.add_argument("--json", action="store_true", help="for other programs")
    options = parser.parse_args(arguments)
    chosen = options.only.split(",")
    if unknown := set(chosen) - set(PARTS):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    for room in ("agent", "connectors"):  # as every installed program is
        compileall.compile_dir(peers.ROOT / room, quiet=2)
    told, failed = {}, False
    if not options.json:
        print(
            f"{machine()}\nRatio: ours by theirs; under 1 is faster or less. ±: half the distance between the quartiles.\n"
        )
    for name in chosen:
        print(f"measuring {name} …", file=sys.stderr)
        start = time.monotonic()
        try:
            section = PARTS[name](options.size)
        except (RuntimeError, OSError, EOFError) as error:  # the other tables are worth having all the same
            failed = True
            print(f"{name} could not be measured: {error or type(error).__name__}", file=sys.stderr)
            continue
        told[name] = [row.plain() for row in section.rows]
        if not options.json:
            print(f"{text(section)}\n- measured in {time.monotonic() - start:.0f} s\n", flush=True)
    if options.json:
        print(json.dumps({"machine": machine(), **told}))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
