"""Which file the state is, and which version of its tables this program knows. Imports nothing: `agent status` loads it."""

from __future__ import annotations

SCHEMA_VERSION = 5
"""Number of the newest migration in `agent/store/migrations/`."""
DATABASE = "bowout.sqlite3"
