"""What the records of a mailbox's history come to: for each message, whether it has to be read, or is gone.

https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.history/list
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from connectors.google.reader import HIDDEN

Fate = Literal["new", "again", "gone"]
"""new: it came · again: it lies somewhere else now, which changes what it says · gone: deleted, or in the trash."""

_TELLING = HIDDEN | {"SPAM", "SENT"}
"""Labels that decide whether and how a message is read; all others change nothing."""


def fates(records: Iterable[Mapping[str, Any]]) -> dict[str, Fate]:
    """The last word on each message, the one that changed last coming first. One may appear in many records."""
    found: dict[str, Fate] = {}
    for record in records:
        for id_, fate in _changes(record):
            before = found.pop(id_, None)
            found[id_] = "again" if fate == "new" and before else fate
    return dict(reversed(found.items()))


def last_changes(records: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """For each message the position in the history at which it changed last."""
    return {id_: int(record.get("id", 0)) for record in records for id_, _ in _changes(record)}


def _changes(record: Mapping[str, Any]) -> Iterable[tuple[str, Fate]]:
    for change in record.get("messagesAdded", ()):
        if not HIDDEN.intersection(change["message"].get("labelIds", ())):
            yield change["message"]["id"], "new"
    for change in record.get("labelsRemoved", ()):
        if _TELLING.intersection(change.get("labelIds", ())):
            yield change["message"]["id"], "again"
    for change in record.get("labelsAdded", ()):
        labels = _TELLING.intersection(change.get("labelIds", ()))
        if labels:
            yield change["message"]["id"], "gone" if labels & HIDDEN else "again"
    for change in record.get("messagesDeleted", ()):
        yield change["message"]["id"], "gone"
