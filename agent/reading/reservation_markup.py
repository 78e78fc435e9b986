"""Reservations in the markup that a seller puts into its mail (JSON-LD, https://schema.org/Reservation)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from agent.model import Reservation
from agent.reading import reservation_ways as ways

if TYPE_CHECKING:
    from agent.reading.document import Document

_Kind = Literal["stay", "train", "flight", "bus", "car"]
_TYPES: Mapping[str, _Kind] = {
    "LodgingReservation": "stay",
    "TrainReservation": "train",
    "FlightReservation": "flight",
    "BusReservation": "bus",
    "RentalCarReservation": "car",
}
_BEGINS = ("checkinDate", "checkinTime", "pickupTime", "departureTime")
_ENDS = ("checkoutDate", "checkoutTime", "dropoffTime", "arrivalTime")
_MOST = 200
"""Objects that are looked at."""


def read(document: Document, zone: str) -> Reservation | None:
    """The reservation of the markup: of several legs under one number the whole journey, with the first leg's goal."""
    found = [r for item in _objects(document) if (r := _one(item, document, zone))]
    found = sorted((r for r in found if r.reference == found[0].reference), key=lambda r: r.start)
    if not found:
        return None
    first, last = found[0], max(found, key=lambda r: r.end or r.start)
    return replace(first, end=last.end, where=" | ".join(dict.fromkeys(r.where for r in found))[:300])


def _objects(document: Document) -> Iterator[dict[str, Any]]:
    """Reservations among the objects of the markup, in order."""
    count = 0
    for script in document.jsonld:
        try:
            todo: list[Any] = [json.loads(script)]
        except (ValueError, RecursionError):
            continue
        while todo and count < _MOST:
            item = todo.pop(0)
            count += 1
            if isinstance(item, list):
                todo[:0] = item[:50]
            elif isinstance(item, dict):
                if _type(item) in _TYPES:
                    yield item
                todo += [v for k, v in list(item.items())[:50] if isinstance(v, list) or k == "@graph"]


def _one(item: dict[str, Any], document: Document, zone: str) -> Reservation | None:
    what = _part(item, "reservationFor")
    start = _when(item, what, _BEGINS, zone)
    if start is None or not (0 <= (start[0].date() - document.sent_at.date()).days <= 366):
        return None
    kind = _TYPES[_type(item)]
    end = _when(item, what, _ENDS, zone)
    if end is not None and not (0 <= (end[0] - start[0]).days <= 62):
        end = None
    by = _part(what, "airline") or _part(what, "trainCompany") or _part(item, "provider") or _part(what, "provider")
    name = _text(what if kind == "stay" else by, "name") or _text(what, "name") or document.from_.name
    origin, goal = _stop(what, "departure"), _stop(what, "arrival")
    house = _address(_part(item, "pickupLocation") if kind == "car" else what)
    links = (item.get(key) for key in ("cancelReservationUrl", "modifyReservationUrl", "url"))
    return Reservation(
        kind=kind,
        name=(name or document.from_.address.rpartition("@")[2])[:60],
        start=start[0],
        end=end[0] if end else None,
        all_day=start[1] or kind == "stay",
        where=(house or f"{origin} → {goal}".strip(" →"))[:300],
        origin=origin,
        goal=goal,
        reference=_text(item, "reservationNumber")[:40] or _text(item, "reservationId")[:40],
        link=next((str(one) for one in links if ways.safe(one)), None) or ways.link(document),
        phone=_text(what, "telephone")[:30] or ways.phone(document.text("text", "signature", "footer")),
        cancelled="cancel" in str(item.get("reservationStatus", ""))[:100].lower(),
    )


def _type(item: Mapping[str, Any]) -> str:
    kind = item.get("@type")
    kind = kind[0] if isinstance(kind, list) and kind else kind
    return kind.rpartition("/")[2] if isinstance(kind, str) else ""


def _part(item: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = item.get(name)
    found = found[0] if isinstance(found, list) and found else found
    return found if isinstance(found, dict) else {"name": found} if isinstance(found, str) else {}


def _text(item: Mapping[str, Any], name: str) -> str:
    found = item.get(name)
    return " ".join(str(found)[:200].split()) if isinstance(found, (str, int)) else ""


def _stop(what: Mapping[str, Any], end: str) -> str:
    stops = (_part(what, f"{end}{kind}") for kind in ("Airport", "Station", "BusStop", "Location"))
    return next((found for stop in stops if (found := _text(stop, "name")[:60])), "")


def _address(house: Mapping[str, Any]) -> str:
    address = _part(house, "address")
    parts = (_text(address, k) for k in ("name", "streetAddress", "addressLocality", "postalCode"))
    return ", ".join(part for part in (_text(house, "name"), *parts) if part)


def _when(
    item: Mapping[str, Any], what: Mapping[str, Any], names: tuple[str, ...], zone: str
) -> tuple[datetime, bool] | None:
    """The time under the first of these names, and whether it is only a day."""
    for name in names:
        text = item.get(name) or what.get(name)
        if not isinstance(text, str):
            continue
        try:
            found = datetime.fromisoformat(text[:40])
        except ValueError:
            continue
        whole = len(text) <= len("2026-11-23")
        return (ways.local(found.date(), zone) if whole else found if found.tzinfo else ways.local(found, zone)), whole
    return None
