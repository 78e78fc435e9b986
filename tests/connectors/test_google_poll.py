"""Mail and calendars of one account together: what a poll with nothing new costs."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from connectors.google import connect
from connectors.google.account import READ_CALENDARS, READ_EVENTS, READ_MAIL, WRITE_EVENTS, WRITE_MAIL
from connectors.tokens import Tokens
from tests.connectors.google_calendar_world import invitation
from tests.contracts import NOW, USER, WINDOW, Shelf, letter
from tests.simulators.google import GoogleSim
from tests.simulators.google.clock import simulated_timer

SCOPES = (READ_MAIL, READ_EVENTS, READ_CALENDARS, WRITE_MAIL, WRITE_EVENTS)


def test_nothing_new_costs_three_requests_and_next_to_no_state(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with GoogleSim(timer=simulated_timer(NOW), address=USER) as sim, ExitStack() as opened:
        sim.calendars.add_calendar("team@group.calendar.google.com", "Team")
        sim.calendars.add("primary", invitation())
        sim.mailbox.deliver(letter(1), at=NOW)
        ends = {"gmail": sim.base, "calendar": sim.base, "token": sim.base}
        options = {"address": USER, "client_secrets": sim.client_file(tmp_path / "client.json"), "endpoints": ends}
        Tokens(state, "work", "file", sim.timer).save(sim.grant(SCOPES))
        connector = connect("work", options, user_addresses=(USER,), state=state, token_store="file", timer=sim.timer)
        opened.callback(connector.close)
        assert connector.mail is not None
        assert connector.calendar is not None
        shelf = Shelf()
        shelf.sync(connector.mail)
        page = connector.calendar.read(WINDOW, None)
        assert page is not None
        before, sizes = shelf.cursor, _bytes(state)
        for _ in range(3):
            sim.timer.sleep(300)
            sim.requests.clear()
            shelf.sync(connector.mail)
            assert connector.calendar.read(WINDOW, page.cursor) is None
            assert [record.id for record in sim.requests] == ["gmail.users.history.list", *["calendar.events.list"] * 2]
            assert sum(len(record.path) + record.answered for record in sim.requests) < 2000
        assert shelf.cursor == before
        assert _bytes(state) - sizes < 1000


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
