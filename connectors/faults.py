"""What a provider refuses, where the difference matters to the caller."""

from __future__ import annotations

from connectors.base import Refused


class Missing(Refused):
    """There is no such thing (404)."""


class Gone(Refused):
    """It was there once (410): a deleted thing, or a place in the changes that the provider no longer knows."""


class Conflict(Refused):
    """It changed since it was read (412): nothing was done."""
