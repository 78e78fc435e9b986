"""A look whether anything changed, as the daemon takes it: few requests, no heavy library, nothing written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors import registry
from connectors.base import Connector, Temporary, Window
from connectors.google.account import from_options as google_account
from connectors.outlook.account import from_options as outlook_account
from connectors.timer import Timer
from connectors.tokens import Tokens
from tests.connectors.google_mail_world import GoogleMailWorld
from tests.connectors.outlook_mail_world import OutlookMailWorld
from tests.connectors.worlds import make_maildir
from tests.contracts import NOW as CONTRACT_NOW
from tests.contracts import USER, Shelf, ics, letter, settled, vevent
from tests.simulators.google import GoogleSim
from tests.simulators.outlook import OutlookSim

NOW = datetime.now(UTC).replace(microsecond=0)
WINDOW = Window(NOW - timedelta(days=1), NOW + timedelta(days=120), "America/New_York")
CLIENT = "simulated-client"

HEAVY = {
    "click", "google", "google_auth_httplib2", "google_auth_oauthlib", "googleapiclient", "httplib2", "icalendar", "jeepney",
    "keyring", "msal", "oauthlib", "pygments", "recurring_ical_events", "requests", "rich",
}  # fmt: skip
LOOK = """
import json, sys
from datetime import datetime
from pathlib import Path
from connectors import registry
from connectors.base import Window

told = json.load(sys.stdin)
connector = registry.connect(
    told["kind"], "mine", told["options"], user_addresses=(told["user"],), state=Path(told["state"]), token_store="file"
)
since, until, zone = told["window"]
window = Window(datetime.fromisoformat(since), datetime.fromisoformat(until), zone)
changed = [connector.mail.changed(told["mail"]), connector.calendar.changed(window, told["calendar"])]
connector.close()
print(json.dumps({"changed": changed, "modules": sorted({name.partition(".")[0] for name in sys.modules})}))
"""


@dataclass
class Mine:
    """One account with a message and an event, read to the end."""

    kind: str
    options: dict[str, Any]
    state: Path
    sim: GoogleSim | OutlookSim | None = None
    mail: str = ""
    calendar: str = ""

    def connector(self) -> Connector:
        return registry.connect(
            self.kind, "mine", self.options, user_addresses=(USER,), state=self.state, token_store="file"
        )

    def read(self) -> None:
        connector = self.connector()
        assert connector.mail is not None
        assert connector.calendar is not None
        shelf = Shelf()
        for _ in range(3):
            shelf.sync(connector.mail)
        assert len(shelf.messages) == 1
        page = connector.calendar.read(WINDOW, None)
        assert page is not None
        assert len(page.events) == 1
        self.mail, self.calendar = shelf.cursor or "", page.cursor
        connector.close()

    def looked(self) -> dict[str, Any]:
        """What a look in a process of its own says, and what that loads."""
        told = {
            "kind": self.kind, "options": self.options, "user": USER, "state": str(self.state), "mail": self.mail,
            "calendar": self.calendar, "window": [WINDOW.since.isoformat(), WINDOW.until.isoformat(), WINDOW.zone],
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", LOOK], input=json.dumps(told), capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout))


def google(root: Path, sim: GoogleSim) -> Mine:
    ends = {"gmail": sim.base, "calendar": sim.base, "token": sim.base}
    options = {"address": USER, "client_secrets": str(sim.client_file(root / "client.json")), "endpoints": ends}
    state = root / "state"
    Tokens(state, "mine", "file").save(sim.grant(google_account("mine", options).scopes))
    sim.mailbox.deliver(letter(1), at=NOW)
    at = (NOW + timedelta(days=3)).isoformat()
    sim.calendars.add("primary", {"summary": "Interview", "start": {"dateTime": at, "timeZone": "UTC"}})
    return Mine("google", options, state, sim)


def outlook(root: Path, sim: OutlookSim) -> Mine:
    ends = {"graph": sim.base, "login": f"{sim.base}/login"}
    options = {"address": USER, "client_id": CLIENT, "endpoints": ends}
    scopes, state = outlook_account("mine", options).scopes, root / "state"
    tokens = {"cache": sim.msal_cache(scopes, CLIENT), **sim.grant(scopes, CLIENT)}
    Tokens(state, "mine", "file").save(tokens)
    sim.mailbox.deliver(letter(1), "inbox", NOW)
    start, end = ((NOW + timedelta(days=3, hours=hours)).replace(tzinfo=None).isoformat() for hours in (0, 1))
    times = {"start": {"dateTime": start, "timeZone": "UTC"}, "end": {"dateTime": end, "timeZone": "UTC"}}
    sim.calendars.add({"subject": "Interview", **times})
    return Mine("outlook", options, state, sim)


def local(root: Path) -> Mine:
    maildir = make_maildir(root / "mail")
    (maildir / "cur" / f"{int(NOW.timestamp())}.M1.host:2,S").write_bytes(letter(1))
    folder = root / "calendar"
    folder.mkdir()
    start = f"DTSTART:{NOW + timedelta(days=3):%Y%m%dT%H%M%SZ}"
    (folder / "a.ics").write_text(ics(vevent(start=start)))
    return Mine("local", {"maildir": str(maildir), "calendars": [str(folder)]}, root / "state")


@pytest.fixture(params=["local", "google", "outlook"])
def mine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Mine]:
    if request.param == "local":
        made = local(tmp_path)
        _settle(tmp_path)
        made.read()
        yield made
    elif request.param == "google":
        with GoogleSim(timer=Timer(), address=USER) as sim:
            made = google(tmp_path, sim)
            made.read()
            yield made
    else:
        with OutlookSim(timer=Timer(), address=USER) as sim_of_outlook:
            made = outlook(tmp_path, sim_of_outlook)
            made.read()
            yield made


def _settle(root: Path) -> None:
    """Everything was written a while ago."""
    for path in root.rglob("*"):
        os.utime(path, (NOW.timestamp() - 3600,) * 2)


REQUESTS = {
    "local": 0,
    "google": 2,  # the history; the calendar by its token
    "outlook": 4,  # the newest messages, inbox, junk; the calendar's window
}


def test_a_look_loads_no_heavy_library_and_writes_nothing(mine: Mine) -> None:
    before = _files(mine.state)
    if mine.sim is not None:
        mine.sim.requests.clear()
    said = mine.looked()
    assert said["changed"] == [False, False]
    assert not HEAVY & set(said["modules"])
    assert _files(mine.state) == before
    if mine.sim is not None:
        assert [record.method for record in mine.sim.requests] == ["GET"] * REQUESTS[mine.kind]


def test_an_access_token_of_google_is_renewed_without_a_heavy_library(tmp_path: Path) -> None:
    with GoogleSim(timer=Timer(), address=USER) as sim:
        made = google(tmp_path, sim)
        made.read()
        tokens = Tokens(made.state, "mine", "file")
        tokens.save({**(tokens.load() or {}), "expires_at": 0})
        said = made.looked()
        assert said["changed"] == [False, False]
        assert not HEAVY & set(said["modules"])


def _files(folder: Path) -> dict[str, bytes]:
    """All but the note of how much of a quota was spent."""
    paths = [path for path in folder.rglob("*") if path.is_file() and path.parent.name != "pace"]
    return {str(path): path.read_bytes() for path in paths}


# ---------------------------------------------------------------- mail that moves


def test_mail_that_is_only_marked_is_no_change_at_google(tmp_path: Path) -> None:
    with GoogleMailWorld(tmp_path) as world:
        world.put(letter(1))
        cursor = settled(world).cursor or ""
        (stored,) = world.sim.mailbox.messages
        world.sim.mailbox.label(stored, remove={"UNREAD"})
        world.sim.mailbox.label(stored, add={"STARRED"})
        world.put(letter(2), "drafts")
        assert not world.role.changed(cursor)
        world.sim.mailbox.label(stored, add={"SPAM"}, remove={"INBOX"})
        assert world.role.changed(cursor)


def test_google_is_not_asked_again_and_again_where_the_quota_has_no_room(tmp_path: Path) -> None:
    with GoogleMailWorld(tmp_path) as world:
        world.sim.faults.add("gmail.users.history.list", "429 rateLimitExceeded", times=1000)
        cursor = _cursor_of(world)
        with pytest.raises(Temporary):
            world.role.changed(cursor)
        assert len([record for record in world.sim.requests if record.id == "gmail.users.history.list"]) < 20


def _cursor_of(world: GoogleMailWorld) -> str:
    pages = list(world.role.changes(None, set, None))
    return pages[-1].cursor


def test_mail_that_a_rule_files_is_seen_at_outlook(tmp_path: Path) -> None:
    with OutlookMailWorld(tmp_path) as world:
        folder = world.sim.mailbox.add_folder("Jobs")
        world.put(letter(1))
        shelf = settled(world)
        world.rest()
        world.sim.mailbox.deliver(letter(2), folder, datetime.fromtimestamp(world.sim.timer.now(), UTC))
        assert [world.role.changed(shelf.cursor or "") for _ in range(2)] == [True] * 2
        shelf.sync(world.role)
        assert shelf.subjects() == ["Letter 1", "Letter 2"]
        assert not world.role.changed(shelf.cursor or "")


def test_mail_that_shows_late_in_a_folder_is_seen_at_outlook(tmp_path: Path) -> None:
    with OutlookMailWorld(tmp_path) as world:
        folder = world.sim.mailbox.add_folder("Jobs")
        world.put(letter(1))
        shelf = settled(world)
        assert not world.role.changed(shelf.cursor or "")
        world.sim.mailbox.deliver(letter(2), folder, CONTRACT_NOW - timedelta(minutes=2))
        assert [world.role.changed(shelf.cursor or "") for _ in range(2)] == [True] * 2
        shelf.sync(world.role)
        assert shelf.subjects() == ["Letter 1", "Letter 2"]
        assert not world.role.changed(shelf.cursor or "")


def test_mail_in_a_new_folder_and_mail_moved_out_of_the_inbox_are_seen_at_outlook(tmp_path: Path) -> None:
    with OutlookMailWorld(tmp_path) as world:
        world.put(letter(1))
        shelf = settled(world)
        folder = world.sim.mailbox.add_folder("Later made")
        (message,) = shelf.messages
        world.sim.mailbox.move(message, folder)
        assert world.role.changed(shelf.cursor or "")
        for _ in range(3):
            shelf.sync(world.role)
        assert not world.role.changed(shelf.cursor or "")
        assert shelf.subjects() == ["Letter 1"]


def test_what_is_deleted_or_drafted_at_outlook_does_not_look_new_for_ever(tmp_path: Path) -> None:
    with OutlookMailWorld(tmp_path) as world:
        world.put(letter(1))
        shelf = settled(world)
        world.rest()
        for place in ("trash", "drafts"):
            world.put(letter(2), place, datetime.fromtimestamp(world.sim.timer.now(), UTC))
        assert not world.role.changed(shelf.cursor or "")
