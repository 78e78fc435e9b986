"""A program that is broken on purpose, so that one sees that it would be found."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from agent.model import Draft
from agent.store import shapes
from agent.store.drafts import Drafts, Outbox


def forget_attempts() -> None:
    """From now on nothing is on the disk before a letter is handed over."""
    save = Drafts.save

    def begin(self: Outbox, id_: str, at: datetime) -> bool:
        return True

    def saved(self: Drafts, draft: Draft, chain: list[shapes.Shape] | None = None) -> None:
        save(self, replace(draft, status="approved") if draft.status == "sending" else draft, chain)

    Outbox.begin = begin  # type: ignore[method-assign]
    Drafts.save = saved  # type: ignore[method-assign]
