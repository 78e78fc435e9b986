"""The contacts with employers as a work-search record, as unemployment offices ask for it. Pure."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any

COLUMNS = ("date", "employer", "role", "contact", "way", "activity", "result")
Row = dict[str, str]


def record(document: dict[str, Any], since: datetime | None) -> list[Row]:
    """One row a contact, in order of time: what offers rest on, and the letters that were sent."""
    found: list[tuple[datetime, Row]] = []
    for offer in document["offers"]:
        if offer["suspicious"]:
            continue
        people = ", ".join(one["address"] or one["name"] for one in offer.get("contacts") or () if one["address"])
        for evidence in offer["evidence"]:
            activity = evidence["label"].replace("_", " ")
            found.append(_row(evidence["date"], offer, people, "e-mail", activity, offer["standing"]))
    for draft in document["drafts"]:
        if draft["sent_at"]:
            way = "phone" if draft["kind"] == "call_sheet" else "e-mail"
            to, kind = ", ".join(draft["to"]), draft["kind"].replace("_", " ")
            found.append(_row(draft["sent_at"], draft, to, way, kind, draft["status"]))
    kept = [(when, row) for when, row in found if since is None or when >= since]
    return [row for _, row in sorted(kept, key=lambda pair: pair[0])]


def _row(at: str, case: dict[str, Any], contact: str, way: str, activity: str, result: str) -> tuple[datetime, Row]:
    values = (at[:10], case["employer"], case["role"] or "", contact, way, activity, result)
    return datetime.fromisoformat(at), dict(zip(COLUMNS, values, strict=True))


def table(rows: list[Row]) -> str:
    """The rows as CSV (RFC 4180) with a heading. A cell that a spreadsheet would take for a formula gets a quote mark."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(row[column]) for column in COLUMNS] for row in rows)
    return text.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
