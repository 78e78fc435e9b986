"""What is examined, and what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from agent.config import Config
    from agent.service import Service, Standing

Result = Literal["ok", "warning", "problem"]
"""Fine · works, but not as well as it could · something does not work."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    area: str
    """configuration, state, accounts, sending, keyring, notifications, service, clock, reader."""
    result: Result
    what: str
    """One line."""
    mend: str | None = None
    """One line: what to do, or to type."""


@dataclass(frozen=True, slots=True)
class Patient:
    """One user's Bowout, as far as it can be told before looking."""

    config_path: Path
    state: Path
    environ: Mapping[str, str]
    now: datetime
    config: Config | None = None
    """None where there is none, or it is wrong."""
    faults: tuple[str, ...] = ()
    """What is wrong with it."""
    service: Service | None = None
    standing: Standing | None = None
    no_service: str | None = None
    """Why there can be no service in this session."""
    program: tuple[str, ...] = ()
    """The command that runs now."""
    online: bool = False
    """The accounts may be asked."""
    pretended: bool = False
    """`now` is what the user wants it to be, not what the machine says."""


def ok(area: str, what: str) -> Finding:
    """That is as it should be."""
    return Finding(area, "ok", what)


def warning(area: str, what: str, mend: str | None = None) -> Finding:
    """That could be better."""
    return Finding(area, "warning", what, mend)


def problem(area: str, what: str, mend: str) -> Finding:
    """That does not work."""
    return Finding(area, "problem", what, mend)
