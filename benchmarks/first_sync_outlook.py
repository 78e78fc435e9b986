"""First sync of an Outlook mailbox of 50,000 messages: how long until the first offer, until people need not wait any more,
and until all of it was read.

The mailbox is simulated and so is the clock: 50 ms a request cost simulated time, computing is told beside it. What is
asked ahead takes its time while other requests take theirs, and is waited for only if it takes longer. The reader reads as
it does in the program. The floor is what nobody can go below who reads pages of fifty one after the other: one request for
every fifty messages, and two for the first offer.

    python benchmarks/first_sync_outlook.py [MESSAGES] [--recent N] [--json]
"""

from __future__ import annotations

import argparse
import json
import math
import multiprocessing
import re
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.first_sync_google import LATENCY, LOOKBACK, NOW, OFFERS, USER, Mailbox, _timer
from tests.simulators.outlook import OutlookSim, mime
from tests.simulators.outlook.server import Record
from tests.simulators.outlook.store import Item

PAGE = 50
FOLDERS = {"INBOX": "inbox", "SENT": "sentitems", "SPAM": "junkemail"}


# ---------------------------------------------------------------- the client, in a process of its own


@dataclass
class Waited:
    """Simulated seconds that the client waited for requests."""

    seconds: float = 0.0

    def begun(self, job: Callable[[], Any]) -> Future[Any]:
        """In the place of a thread: done at once, and the time it takes counts from when it was begun."""
        before = self.seconds
        answer = Asked(self, job())
        answer.end, self.seconds = self.seconds, before
        return answer


class Asked(Future[Any]):
    """An answer that is there at a certain moment of simulated time."""

    def __init__(self, waited: Waited, answer: Any) -> None:
        super().__init__()
        self._waited = waited
        self.end = 0.0
        self.set_result(answer)

    def result(self, timeout: float | None = None) -> Any:
        self._waited.seconds = max(self._waited.seconds, self.end)
        return super().result(timeout)


class Setting(NamedTuple):
    """What the client has to know."""

    base: str
    token: str


@dataclass
class Moment:
    """One point of the first sync."""

    waited: float = 0.0
    """Seconds of simulated time."""
    computed: float = 0.0
    """Seconds of processor time of the connector and the reader."""
    messages: int = 0
    memory: float = 0.0
    """Peak so far, MB."""
    requests: int = 0
    received: int = 0
    """Bytes of all answers' bodies, before any compression."""
    floor: float = 0.0


@dataclass
class Client:
    """What the client tells."""

    offer: Moment = field(default_factory=Moment)
    resting: Moment = field(default_factory=Moment)
    full: Moment = field(default_factory=Moment)
    idle: Moment = field(default_factory=Moment)
    start_memory: float = 0.0
    rested_on: str = ""
    """The day back to which everything was read when people need not wait any more."""
    cursor: int = 0
    """Bytes."""
    folders: int = 0


def client(setting: Setting, clock: Any, pipe: Connection) -> None:
    """A first sync, an idle poll; tells its figures through the pipe."""
    from agent.reading import read
    from connectors.base import MailPage
    from connectors.http import Http, Response
    from connectors.outlook import ahead
    from connectors.outlook.account import READ_MAIL, Account
    from connectors.outlook.api import Graph
    from connectors.outlook.drafts import Drafts
    from connectors.outlook.mail import OutlookMail
    from connectors.outlook.progress import Progress

    class Signed:
        scopes = frozenset({READ_MAIL})

        def token(self) -> str:
            return setting.token

    waited = Waited()
    ahead.begun = waited.begun

    class Waiting(Http):
        def request(self, *args: Any, **kwargs: Any) -> Response:
            waited.seconds += LATENCY
            return super().request(*args, **kwargs)

    timer = _timer(clock)
    credentials: Any = Signed()
    graph = Graph(Account("mine", USER, "client", graph=setting.base), credentials, Waiting(timer), timer)
    role = OutlookMail("mine", graph, Drafts(graph, timer))
    told, known = Client(), set[str]()
    since, start, cpu = (NOW - LOOKBACK).date(), timer.now(), time.process_time()
    told.start_memory = _peak()

    def moment() -> Moment:
        pipe.send("count")
        requests, received = pipe.recv()
        return Moment(
            timer.now() - start + waited.seconds, time.process_time() - cpu, len(known), _peak(), requests, received
        )

    def take(page: MailPage) -> None:
        known.update(message.provider_id for message in page.created)
        for message in page.created:
            reading = read(
                message.raw,
                me={USER},
                zone="UTC",
                sent=message.sent,
                spam=message.spam,
                received_at=message.received_at,
            )
            if "Meridian Robotics" in (reading.employer or "") and reading.label in OFFERS and not told.offer.messages:
                told.offer = moment()

    cursor: str | None = None
    while not told.resting.messages or cursor is None:
        for page in role.changes(cursor, lambda: known, since):
            take(page)
            cursor = page.cursor
            if page.todo is not None and not told.resting.messages:
                told.resting = moment()
                told.rested_on = page.coverage.date().isoformat() if page.coverage else ""
            if page.todo == 0:
                told.full = moment()
    for _ in range(2):  # the first one asks every folder what happened meanwhile
        before, length = moment(), len(cursor)
        for page in role.changes(cursor, lambda: known, since):
            take(page)
            cursor = page.cursor
    after = moment()
    told.idle = Moment(
        after.waited - before.waited, after.computed - before.computed, len(cursor) - length, 0.0,
        after.requests - before.requests, after.received - before.received,
    )  # fmt: skip
    told.cursor, told.folders = len(cursor.encode()), len(Progress.parse(cursor).places)
    pipe.send(told)


def _peak() -> float:
    """MB. What getrusage says would include the process that started this one."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


# ---------------------------------------------------------------- the figures


def floor(messages: int) -> float:
    """Seconds that reading so many messages takes at best."""
    return math.ceil(messages / PAGE) * LATENCY


def fill(sim: OutlookSim, mailbox: Mailbox) -> None:
    """Put the messages where the labels of the Gmail benchmark say, what has none into six folders of the user's own."""
    own = [
        sim.mailbox.add_folder(f"Folder {number}", "inbox" if number % 2 else "msgfolderroot") for number in range(6)
    ]
    for number in range(mailbox.messages):
        place = next((FOLDERS[label] for label in mailbox.labels(number) if label in FOLDERS), "")
        sim.mailbox.store.add(_item(sim, mailbox, number, place or own[number % len(own)]), log=False)


def _item(sim: OutlookSim, mailbox: Mailbox, number: int, place: str) -> Item:
    """A message that is only made when somebody looks at it."""
    return Item(
        key=sim.mailbox.store.next_key(),
        folder=sim.mailbox.store.folder(place).key,
        received=mailbox.at(number),
        source=lambda: mailbox.raw(number),
        look=lambda: mime.view(mailbox.raw(number)),
        conversation=f"AAQkADgenerated{number}=",
        read=True,
    )


def _count(records: Sequence[Record]) -> tuple[int, int]:
    return len(records), sum(record.answered for record in records)


def run(messages: int, recent: int) -> Client:
    """Play it through."""
    context = multiprocessing.get_context("spawn")
    clock = context.Value("d", NOW.timestamp())
    mailbox = Mailbox(messages, recent)
    with OutlookSim(timer=_timer(clock), address=USER) as sim:
        fill(sim, mailbox)
        token = sim.grant(("Mail.Read",))["access_token"]
        ours, theirs = context.Pipe()
        process = context.Process(target=client, args=(Setting(sim.base, str(token)), clock, theirs))
        process.start()
        theirs.close()
        while True:
            said = ours.recv()
            if isinstance(said, Client):
                break
            ours.send(_count(sim.requests))
        process.join()
    said.offer.floor = 2 * LATENCY  # which folder is the inbox, and its page
    said.resting.floor, said.full.floor = floor(said.resting.messages), floor(said.full.messages)
    return said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("messages", type=int, nargs="?", default=50_000)
    parser.add_argument("--recent", type=int, default=9_000, help="of them, within the last 120 days")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    told = run(arguments.messages, arguments.recent)
    if arguments.json:
        print(json.dumps(asdict(told)))
        return
    print(f"{arguments.messages:,} messages, {arguments.recent:,} within 120 days, {LATENCY * 1000:.0f} ms a request")
    print(
        f"{'':32}{'seconds':>9}{'floor':>8}{'ratio':>7}{'+ CPU':>8}{'messages':>10}{'requests':>10}{'MB down':>9}{'peak MB':>9}"
    )
    for name, moment in (
        ("first offer read", told.offer),
        (f"everything since {told.rested_on} read", told.resting),
        ("everything of 120 days read", told.full),
    ):
        ratio = moment.waited / moment.floor if moment.floor else 0.0
        print(
            f"{name:32}{moment.waited:9.2f}{moment.floor:8.2f}{ratio:7.2f}{moment.computed:8.1f}{moment.messages:10,}"
            f"{moment.requests:10,}{moment.received / 1e6:9.1f}{moment.memory:9.0f}"
        )
    idle = told.idle
    print(
        f"idle poll: {idle.requests} requests, {idle.received} bytes of answers; cursor of {told.folders} folders: {told.cursor} bytes ({idle.messages:+d})"
    )
    print(f"memory before: {told.start_memory:.0f} MB")


if __name__ == "__main__":
    main()
