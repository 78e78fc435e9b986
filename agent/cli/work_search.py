"""The work-search record as CSV, safe to open with a spreadsheet. Pure."""

from __future__ import annotations

import csv
import io
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from agent.work_search import Entry

    Row = dict[str, str]

COLUMNS = ("date", "employer", "role", "what", "kind of contact", "person", "address", "result")

_FORMULA = re.compile(r"((?:^|[;,|])[\s'\"]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""What a spreadsheet takes for a formula: at the start of a cell, and after what another country's one splits cells at."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def rows(entries: Iterable[Entry]) -> list[Row]:
    """One row a contact, a text under each of the columns' names (in JSON with underscores)."""
    return [
        {
            "date": entry.at.date().isoformat(),
            "employer": entry.employer,
            "role": entry.role,
            "what": entry.what,
            "kind_of_contact": entry.way,
            "person": entry.person,
            "address": entry.address,
            "result": entry.result,
        }
        for entry in entries
    ]


def table(found: Sequence[Row]) -> str:
    """The rows as CSV with a header line (RFC 4180, lines ending in CRLF). No cell can work as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    text.write(",".join(COLUMNS) + "\r\n")
    writer.writerows([harmless(row[column.replace(" ", "_")]) for column in COLUMNS] for row in found)
    return text.getvalue()


def harmless(cell: str) -> str:
    """The cell on one line, with a quote mark before what could begin a formula."""
    return _FORMULA.sub(r"\1'", _CONTROL.sub(" ", cell).strip())
