"""A letter as it stands in the fields of the editor, and what was changed there. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

View = Mapping[str, Any]
FIELDS = ("to", "cc", "subject", "body")


def typed(draft: View) -> dict[str, str]:
    """A letter as it stands in the fields of the editor."""
    return {
        "to": ", ".join(draft["to"]),
        "cc": ", ".join(draft["cc"]),
        "subject": draft["subject"] or "",
        "body": draft["body"] or "",
    }


def changes(draft: View, typed: Mapping[str, str]) -> dict[str, Any]:
    """Only what differs from the letter as it is."""
    found: dict[str, Any] = {}
    body = typed["body"].replace("\r\n", "\n")
    if body.strip("\n") != (draft["body"] or "").strip("\n"):
        found["body"] = body
    if draft["kind"] == "call_sheet":
        return found
    if typed["subject"].strip() != (draft["subject"] or "").strip():
        found["subject"] = typed["subject"]
    for key in ("to", "cc"):
        addresses = [one.strip() for one in typed[key].replace(";", ",").replace("\n", ",").split(",") if one.strip()]
        if addresses != draft[key]:
            found[key] = addresses
    return found
