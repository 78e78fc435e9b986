"""What a job pays is read by nobody and stored nowhere, but in the mail itself."""

from __future__ import annotations

import json
import sqlite3

from agent.store.views import DATABASE
from tests.e2e.stories import linden
from tests.e2e.world import World, me, them

BRACKWATER = "Tomasz Wilk <t.wilk@brackwater-instruments.example>"
FIGURES = ("95,250", "95.250", "95250", "12,480", "63.750", "41,900")
OFFER = (
    them(
        BRACKWATER, "Your offer from Brackwater Instruments", "2026-11-11T15:20",
        "Dear Ines,\n\nI am very happy to offer you the position of Field Calibration Engineer at Brackwater Instruments with a"
        " base salary of $95,250 per year and a sign-on bonus of 12,480. The offer letter is attached; your first day would be"
        " Monday, January 11, 2027. The offer of 95250 USD is contingent on a background check.\n\nTomasz Wilk",
        attachment="offer.pdf",
    ),
    me(
        BRACKWATER, "Re: Your offer from Brackwater Instruments", "2026-11-16T19:45",
        "Dear Tomasz,\n\nI am delighted to accept the offer of $95,250 per year for the position of Field Calibration Engineer;"
        " the countersigned letter is attached.\n\nInes Calloway",
    ),
    them(
        BRACKWATER, "Re: Your offer from Brackwater Instruments", "2026-11-17T08:55",
        "Dear Ines,\n\nYour background check has cleared, so your offer at 95.250 is now unconditional. Welcome!\n\nTomasz",
    ),
)  # fmt: skip
KESTREL = them(
    "Marguerite Oduya <m.oduya@kestrelavionics.example>", "Kestrel Avionics: offer", "2026-11-13T11:00",
    "Dear Ines,\n\nwe would like to offer you the position of Verification Engineer at EUR 63.750, that is, £41,900 net. Please"
    " let us know by November 27.\n\nMarguerite Oduya\nKestrel Avionics",
)  # fmt: skip


def stored(world: World) -> list[tuple[str, str]]:
    """Everything in the database as text, table by table, but the mail's own words."""
    found = []
    with sqlite3.connect(world.state / DATABASE) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            rows = db.execute(f"SELECT * FROM {table}")
            columns = [column[0] for column in rows.description]
            for row in rows:
                kept = {
                    name: value for name, value in zip(columns, row, strict=True) if (table, name) != ("message", "raw")
                }
                found.append((table, json.dumps(kept, default=repr)))
    db.close()
    return found


def test_no_figure_of_pay_is_stored_or_shown(world: World) -> None:
    world.tell(*OFFER)
    world.tell(KESTREL)
    linden(world)
    found = world.sync()
    quotes = [e["quote"] for offer in found["offers"] for e in offer["evidence"]]
    assert any("[amount]" in quote for quote in quotes), quotes
    everything = stored(world)
    assert {"message", "offer", "draft", "journal"} <= {table for table, _ in everything}
    for item in (*found["offers"], *found.drafts, *found["questions"]):
        everything.append(("why", world.do(f"why {item['id']} --json").out))
    everything += [(name, world.do(name).out) for name in ("status", "offers", "journal", "questions")]
    for table, text in everything:
        for figure in FIGURES:
            assert figure not in text, f"{table}: {text}"
