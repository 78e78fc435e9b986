"""Lists of calendars and of events, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from connectors.outlook.api import segment
from connectors.outlook.events import PREFER
from connectors.resources import Resource

if TYPE_CHECKING:
    from connectors.outlook.api import Graph

CALENDARS = "/me/calendars"
EVENTS = "/me/events"
MAX_PAGES = 200
"""Of one list; whoever gives more goes round in circles."""


def view(calendar: str) -> str:
    """The path of a calendar's occurrences in a window."""
    return f"{CALENDARS}/{segment(calendar)}/calendarView"


def entries(graph: Graph, path: str, parameters: Mapping[str, str]) -> Iterator[Resource]:
    """The entries of all pages, times in UTC and texts without markup; what is no object is left out."""
    for page in islice(graph.pages(path, params=parameters, prefer=PREFER), MAX_PAGES):
        values = page.get("value")
        yield from (value for value in (values if isinstance(values, list) else ()) if isinstance(value, dict))
