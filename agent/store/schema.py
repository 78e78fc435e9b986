"""Which file the state is, and which version of its tables this program knows. Imports next to nothing: `agent status`
loads it."""

from __future__ import annotations

from agent.errors import NewerState

SCHEMA_VERSION = 5
"""Number of the newest migration in `agent/store/migrations/`."""
DATABASE = "bowout.sqlite3"


def newer(version: int) -> NewerState:
    """The state is of that version, which this program does not know."""
    return NewerState(
        f"The state folder was written by a newer Bowout (version {version}, this one knows {SCHEMA_VERSION}).\n"
        "Update Bowout, or name another folder with --state."
    )
