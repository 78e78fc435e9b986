"""Where the other programs are, and how to get one that is missing."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv-peers" / "bin"
MAKE = "make peers"
SYSTEM = {"notmuch": "apt install notmuch", "mu": "apt install maildir-utils"}


def find(name: str) -> str | None:
    """A program of `make peers` or of the system; None where it is missing."""
    own = VENV / name
    return str(own) if own.exists() else shutil.which(name)


def how(name: str) -> str:
    """How to get it."""
    return SYSTEM.get(name, MAKE)


def agent() -> list[str]:
    """The command as it is installed beside this interpreter, or its module."""
    script = Path(sys.executable).parent / "agent"
    return [str(script)] if script.exists() else [sys.executable, "-m", "agent"]
