"""How soon `agent status` answers, beside the bare interpreter and what other calendar programs take to say their version."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from agent.demo.stage import Stage
from benchmarks import peers
from benchmarks.table import Row, Section
from benchmarks.turns import Command, by_turns

BARE, ISOLATED = "python -c pass", "python -I -c pass"
VERSIONS = ("khal", "gcalcli", "vdirsyncer")
AT_MOST = 3.0
"""Times the bare interpreter."""


def commands(place: Path) -> dict[str, Command]:
    """The programs by how a person calls them; `status` looks at the sample mailbox after it was read."""
    stage = Stage(place, datetime.now(UTC))
    stage.build()
    if stage.agent("sync").status != 0:
        raise RuntimeError("the sample mailbox cannot be read")
    where = ["--config", str(place / "config.toml"), "--state", str(place / "state")]
    found = {
        BARE: Command([sys.executable, "-c", "pass"]),
        ISOLATED: Command([sys.executable, "-I", "-c", "pass"]),
        "agent --version": Command([*peers.agent(), "--version"]),
        "agent status": Command([*peers.agent(), *where, "status"]),
    }
    for name in VERSIONS:
        if (path := peers.find(name)) is not None:
            found[f"{name} --version"] = Command([path, "--version"])
    return found


def measure(rounds: int) -> Section:
    """All by turns."""
    with tempfile.TemporaryDirectory() as place:
        taken = by_turns(commands(Path(place)), rounds, factor=1e3)
    status, version = taken["agent status"], taken["agent --version"]
    rows = []
    for bare in (BARE, ISOLATED):
        rows += [
            Row("agent status", "ms", status.clock, bare, taken[bare].clock, AT_MOST),
            Row("agent status", "ms of CPU", status.processor, bare, taken[bare].processor, AT_MOST),
            Row("agent --version", "ms of CPU", version.processor, bare, taken[bare].processor, AT_MOST),
        ]
    for name in VERSIONS:
        said = taken.get(f"{name} --version")
        rows.append(Row("agent status", "ms", status.clock, f"{name} --version", said.clock if said else None, 1.0, peers.how(name)))  # fmt: skip
    return Section(
        "Starting up", rows, [f"{rounds} rounds by turns; what is looked at is the sample mailbox of `agent demo`"]
    )
