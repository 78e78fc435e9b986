"""Letters approved on the page: delivered when their hold is over, unless they were taken back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from time import monotonic
from typing import Any

from agent.errors import UserError
from agent.review.desk import Desk

View = Mapping[str, Any]

GRACE = 1.0
"""Seconds after the hold that are left to the daemon, where one runs: it was told of the approval too."""


class Holds:
    """One waiting task a letter."""

    def __init__(
        self, desk: Desk, read: Callable[[str], View], now: Callable[[], datetime], failed: Callable[[str, str], None]
    ) -> None:
        """`read` gives a draft's view as it is by then; `failed` is told why a delivery could not be tried."""
        self._desk = desk
        self._read = read
        self._now = now
        self._failed = failed
        self._held: dict[str, tuple[str, float, asyncio.Task[None]]] = {}
        """Draft id → when it is due as stored, when that is by our own clock, and who waits for it."""

    def __len__(self) -> int:
        return len(self._held)

    def watch(self, draft: View) -> None:
        """Deliver this approved letter when its hold is over; in place of what was waited for before."""
        self.forget(draft["id"])
        if draft["status"] != "approved" or not draft["send_at"]:
            return
        seconds = max((datetime.fromisoformat(draft["send_at"]) - self._now()).total_seconds(), 0.0)
        task = asyncio.get_running_loop().create_task(self._wait(draft["id"], draft["send_at"], seconds))
        self._held[draft["id"]] = (draft["send_at"], monotonic() + seconds, task)

    def forget(self, id_: str) -> None:
        """It was taken back, or changed."""
        if (held := self._held.pop(id_, None)) is not None:
            held[2].cancel()

    def left(self, draft: View) -> int | None:
        """Whole seconds in which an approved letter can still be taken back; None if it is not held."""
        if draft["status"] != "approved" or not draft["send_at"]:
            return None
        held = self._held.get(draft["id"])
        if held is not None and held[0] == draft["send_at"]:  # also where the program's clock stands still
            return max(round(held[1] - monotonic()), 0)
        return max(round((datetime.fromisoformat(draft["send_at"]) - self._now()).total_seconds()), 0)

    def close(self) -> None:
        """Wait for nothing any more: what is held leaves with the daemon, or the next sync."""
        for id_ in list(self._held):
            self.forget(id_)

    async def _wait(self, id_: str, due: str, seconds: float) -> None:
        await asyncio.sleep(seconds + GRACE)
        try:
            draft = self._read(id_)
            if draft["status"] == "approved" and draft["send_at"] == due:
                # Not to be broken off from here on, whoever forgets the hold: the letter may be half way.
                await asyncio.shield(self._desk.do(lambda program: program.deliver([id_])))
        except (UserError, OSError) as error:
            self._failed(id_, str(error))
        finally:
            if (held := self._held.get(id_)) is not None and held[2] is asyncio.current_task():
                del self._held[id_]
