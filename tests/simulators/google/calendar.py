"""The calendars of one user."""

from __future__ import annotations

from connectors.timer import Timer


class Calendars:
    """Calendar state and the methods that answer for it."""

    def __init__(self, timer: Timer, address: str) -> None:
        self.timer = timer
        self.address = address
