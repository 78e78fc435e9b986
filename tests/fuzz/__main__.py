"""`python -m tests.fuzz`: each target in processes of its own, until each has had its runs; goes on where it was stopped."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.fuzz.target import NAMES

ROOT = Path(__file__).parents[2]
GUIDED = 0.01
"""The share of the runs that coverage guides."""
AGAIN = 5
"""So often a process that ended early is started again (killed for its memory, say)."""


def state(folder: Path) -> dict[str, Any]:
    """How far a target is."""
    try:
        found: dict[str, Any] = json.loads((folder / "state.json").read_text())
        return found
    except (OSError, ValueError):
        return {"runs": 0, "guided": 0, "seconds": 0.0, "slowest": 0.0, "peak": 0}


def driven(name: str, folder: Path, until: int, *, guided: bool) -> None:
    """One stretch of a target, in one process after another until it is done."""
    for _ in range(AGAIN):
        before = state(folder)["runs"]
        if before >= until:
            return
        words = [sys.executable, "-m", "tests.fuzz.drive", name, "--runs", str(until), "--folder", str(folder)]
        said = subprocess.run(
            [*words, *(["--guided"] if guided else [])], cwd=ROOT, check=False, stderr=subprocess.PIPE, text=True
        )
        if state(folder)["runs"] < until and said.returncode:
            print(f"{name}: the process ended with {said.returncode}: {said.stderr.strip()[-300:]}", flush=True)


def done(names: Sequence[str], folder: Path) -> list[str]:
    """A table of what was run and found."""
    lines = [f"{'target':<14} {'runs':>10} {'guided':>9} {'a second':>9} {'slowest':>8} {'memory':>8}  faults"]
    for name in names:
        found = state(folder / name)
        faults = sorted(p.name for p in (folder / name / "faults").glob("*") if p.suffix != ".txt")
        pace = found["runs"] / found["seconds"] if found["seconds"] else 0.0
        lines.append(
            f"{name:<14} {found['runs']:>10,} {found['guided']:>9,} {pace:>9,.0f} {found['slowest']:>6.2f} s {found['peak']:>5} MB  "
            f"{len(faults)}{': ' + ', '.join(faults[:5]) if faults else ''}"
        )
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--runs", type=int, default=1_000_000, help="of each target, earlier ones included (1000000)")
    parser.add_argument("--only", default="", help=f"some of: {','.join(NAMES)}")
    parser.add_argument("--folder", type=Path, default=ROOT / ".fuzz", help="corpora, states and faults (.fuzz)")
    parser.add_argument("--table", action="store_true", help="only show how far they are")
    given = parser.parse_args()
    names = [name for name in NAMES if not given.only or name in given.only.split(",")]
    if unknown := set(filter(None, given.only.split(","))) - set(NAMES):
        parser.error(f"there is no target {', '.join(sorted(unknown))}")
    folder = given.folder.resolve()
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH", ""), str(folder / "tools"))))
    sys.path.append(str(folder / "tools"))
    atheris = importlib.util.find_spec("atheris") is not None
    if not atheris and not given.table:
        print("atheris is not there: nothing guides the runs, inputs are changed at random", flush=True)
    for name in names if not given.table else ():
        if atheris:
            driven(name, folder / name, round(given.runs * GUIDED), guided=True)
        driven(name, folder / name, given.runs, guided=False)
    print("\n".join(done(names, folder)))
    return int(any((folder / name / "faults").is_dir() and any((folder / name / "faults").iterdir()) for name in names))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("stopped; the same command goes on from here")
