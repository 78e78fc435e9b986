"""What Google refuses, where the difference matters to the caller."""

from __future__ import annotations

from connectors.base import Refused


class Missing(Refused):
    """There is no such thing (404): it was deleted, or the history asked for is too old."""


class Gone(Refused):
    """It was there once (410): a deleted event, or a sync token that Google no longer knows."""


class Conflict(Refused):
    """It changed since it was read (412): nothing was done."""
