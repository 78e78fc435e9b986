"""The words that fit a command: ids and names of accounts, as the stored views have them now."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from agent.cli.look import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from agent.cli.call import Call

    View = dict[str, Any]

FITTING: dict[str, tuple[str, ...]] = {
    "show": ("offers", "interviews", "drafts", "questions"),
    "why": ("offers", "interviews", "drafts", "questions"),
    "approve": ("waiting", "failed"),
    "undo": ("approved",),
    "edit": ("waiting", "failed", "approved", "snoozed"),
    "keep": ("waiting", "snoozed", "interviews"),
    "snooze": ("waiting", "failed"),
    "redraft": ("waiting", "failed", "snoozed"),
    "done": ("waiting",),
    "retry": ("sent", "failed", "answered"),
    "answer": ("questions",),
    "offer": ("offers",),
    "login": ("accounts",),
    "logout": ("accounts",),
}
"""Command → what its argument names: lists of the status document, or statuses of drafts."""


def fitting(call: Call, command: str, before: list[str]) -> Iterator[tuple[str, str]]:
    """(word, what it stands for) for each word that the command may be given after those `before`."""
    if not os.path.exists(call.config_path):  # noqa: PTH110 - pathlib is slow to load
        return
    document = call.document()
    if command == "answer" and before:
        question: View = next((one for one in document["questions"] if one["id"] == before[0]), {"answers": []})
        yield from ((answer, "") for answer in question["answers"])
        return
    for what in FITTING.get(command, ("accounts",)):
        if what in document:
            yield from (_named(one) for one in document[what])
        else:
            yield from (_named(one) for one in document["drafts"] if one["status"] == what)


def _named(view: View) -> tuple[str, str]:
    if "id" not in view:
        return str(view["name"]), str(view["kind"])
    says = view.get("text") or " ".join(filter(None, (view.get("kind"), view.get("employer"), view.get("role"))))
    return str(view["id"]), clean(says)[:70]
