"""How long a first sync of a large Gmail mailbox takes, and what it costs, on a simulated clock.

A simulated Gmail with 50,000 messages, 9,000 of them of the last 120 days, some 300 about a job search, one offer two days
old. Its time passes only where somebody waits: 50 ms a request and whatever the quota (6,000 units a minute) demands; the
processor time of the connector, and of the reader for what comes first, is told besides. The simulator is a process of its
own, so that the memory is the connector's and the reader's alone. The daemon is played by calling again whenever a page says how long to wait.

The floor of each figure is what the quota allows at best: 20 units for each message that had to be read, 6,000 at once
and then 6,000 a minute, or 50 ms a message where that is longer; three requests for the first offer.

    python benchmarks/first_sync_google.py [MESSAGES] [--recent N] [--read-all] [--json]
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from connectors.timer import Timer
from tests.simulators.google import GoogleSim
from tests.simulators.google.server import Record

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LOOKBACK = timedelta(days=120)
USER = "sam.lee@example.net"
LATENCY = 0.05
QUOTA, GET = 6000, 20
CORPUS = Path(__file__).resolve().parent.parent / "tests" / "data" / "corpus"
OFFERS = frozenset({"offer_written", "offer_contingency", "offer_cleared"})


# ---------------------------------------------------------------- the mailbox


class Mailbox:
    """What each message says: number 0 is the newest. About one in thirty of the recent ones is about a job."""

    def __init__(self, messages: int, recent: int) -> None:
        self.messages, self.recent = messages, recent
        self._jobs = [raw for name in "defh" for raw in _job_like(CORPUS / f"{name}.jsonl.gz")]
        chance = random.Random(120)
        chance.shuffle(self._jobs)
        self.jobs = set(chance.sample(range(recent), min(240, recent // 10)))
        self.jobs |= set(chance.sample(range(recent, messages), min(60, (messages - recent) // 10)))
        self.offer = min(recent - 1, 150)
        self.jobs.add(self.offer)
        self._order = {number: index for index, number in enumerate(sorted(self.jobs))}

    def at(self, number: int) -> float:
        """When it came, seconds since 1970."""
        share = number / self.recent
        if number < self.recent:
            return (NOW - LOOKBACK * share).timestamp()
        return (NOW - LOOKBACK - timedelta(days=5 * 365) * ((number - self.recent) / self.messages)).timestamp()

    def labels(self, number: int) -> tuple[str, ...]:
        if number in self.jobs:
            return ("INBOX", "CATEGORY_PERSONAL")
        return (
            ("INBOX", "CATEGORY_PROMOTIONS"), ("INBOX", "CATEGORY_UPDATES"), ("INBOX", "CATEGORY_PERSONAL"),
            ("CATEGORY_UPDATES",), ("INBOX", "CATEGORY_PROMOTIONS"), ("SENT",), ("INBOX", "CATEGORY_SOCIAL"),
            ("INBOX", "CATEGORY_PERSONAL"), ("INBOX", "CATEGORY_PROMOTIONS"), ("SPAM",),
        )[number % 10]  # fmt: skip

    def raw(self, number: int) -> bytes:
        if number == self.offer:
            return _offer()
        if number in self.jobs:
            return self._jobs[self._order[number] % len(self._jobs)]
        return _ordinary(number, self.at(number))


def _job_like(file: Path) -> list[bytes]:
    with gzip.open(file, "rt", encoding="ascii") as lines:
        rows: list[dict[str, str]] = [json.loads(line) for line in lines]
    return [row["raw"].encode("latin-1") for row in rows if row["label"] not in ("other", "outreach")]


def _offer() -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Joanne Reyes <joanne@meridian-robotics.com>", f"Sam Lee <{USER}>"
    message["Subject"] = "Your offer from Meridian Robotics"
    message["Date"] = NOW - timedelta(days=2)
    message["Message-ID"] = "<the-offer@meridian-robotics.com>"
    message.set_content(
        "Dear Sam,\n\nWe are delighted to offer you the position of Robotics Engineer at Meridian Robotics. Your starting "
        "salary will be $142,000. Please sign the attached offer letter and return it by Friday, November 27, 2026. Your start date "
        "will be January 11, 2027.\n\nKind regards,\nJoanne Reyes\nHead of People\nMeridian Robotics\n"
    )
    return message.as_bytes()


def _ordinary(number: int, at: float) -> bytes:
    """Shops, news, friends, bills, 1 to 40 kB; three in ten speak of offers, contracts or jobs all the same."""
    subject = (
        "Black weekend: the best offers", "Your invoice is ready", "Re: Sunday", "Your parcel is on its way",
        "The week in cycling", "Photos", "Someone viewed your profile", "Choir practice moved", "Your contract renews soon",
        "New jobs for you this week",
    )[number % 10]  # fmt: skip
    sender = ("deals@shop", "billing@power", "tom@friends", "notify@parcel", "news@letters")[number % 5]
    line = f"This is line after line of an ordinary message, number {number}, about nothing in particular at all.\r\n"
    head = (
        f"From: {sender}{number % 97}.example\r\nTo: {USER}\r\nSubject: {subject}\r\nMessage-ID: <{number}@bulk.example>\r\n"
        f"Date: {datetime.fromtimestamp(at, UTC):%a, %d %b %Y %H:%M:%S +0000}\r\nMIME-Version: 1.0\r\n"
    )
    bulk = "List-Unsubscribe: <https://letters.example/u>\r\nPrecedence: bulk\r\n" if number % 5 in (0, 4) else ""
    picture = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA\r\n" * (number * 7919 % 400)
    return (
        f'{head}{bulk}Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n{line * (number % 20)}'
        f"\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n{picture}\r\n--b--\r\n"
    ).encode()


# ---------------------------------------------------------------- the client, in a process of its own


class Setting(NamedTuple):
    """What the client has to know."""

    base: str
    token: str
    place: str
    read_all: bool


@dataclass
class Moment:
    """One point of the first sync."""

    waited: float = 0.0
    """Seconds of simulated time: latency and quota."""
    computed: float = 0.0
    """Seconds of processor time of the connector and the reader."""
    messages: int = 0
    memory: float = 0.0
    """Peak so far, MB."""
    requests: int = 0
    units: int = 0
    received: int = 0
    """Bytes of all answers' bodies, before any compression."""
    floor: float = 0.0


@dataclass
class Client:
    """What the client tells."""

    offer: Moment = field(default_factory=Moment)
    jobs: Moment = field(default_factory=Moment)
    full: Moment = field(default_factory=Moment)
    idle: Moment = field(default_factory=Moment)
    start_memory: float = 0.0
    found: list[str] = field(default_factory=list)
    """What was read by the end of the job-like pass."""
    calls: int = 0
    cursor: str = ""


def client(setting: Setting, clock: Any, pipe: Connection) -> None:
    """A first sync, an idle poll; tells its figures through the pipe."""
    from agent.reading import read
    from connectors.base import MailPage
    from connectors.google.account import READ_MAIL, Account
    from connectors.google.api import Api
    from connectors.google.drafts import Drafts
    from connectors.google.mail import GoogleMail
    from connectors.google.pace import Pace
    from connectors.http import Http

    class Signed:
        scopes = frozenset({READ_MAIL})

        def token(self) -> str:
            return setting.token

    timer = _timer(clock)
    pace = Pace(Path(setting.place) / "pace.json", timer, QUOTA)
    credentials: Any = Signed()
    account = Account("mine", USER, Path("client.json"), gmail=setting.base)
    api = Api(account, credentials, Http(timer), pace, timer)
    role = GoogleMail("mine", api, Drafts(api, timer), pace)
    told, known = Client(), set[str]()
    since, start, cpu = (NOW - LOOKBACK).date(), timer.now(), time.process_time()
    told.start_memory = _peak()

    def moment() -> Moment:
        pipe.send("count")
        requests, units, received = pipe.recv()
        return Moment(
            timer.now() - start, time.process_time() - cpu, len(known), _peak(), requests, units, received
        )  # fmt: skip

    def take(page: MailPage) -> None:
        known.update(message.provider_id for message in page.created)
        told.cursor = page.cursor
        for message in page.created if setting.read_all or not told.found else ():
            reading = read(
                message.raw,
                me={USER},
                zone="UTC",
                sent=message.sent,
                spam=message.spam,
                received_at=message.received_at,
            )
            if "Meridian Robotics" in (reading.employer or "") and reading.label in OFFERS:
                told.offer = moment()

    done = False
    while not done:
        told.calls += 1
        for page in role.changes(told.cursor or None, lambda: known, since):
            take(page)
            if page.todo is not None and not told.found:
                told.found = sorted(known)
                told.jobs = moment()
            done = page.todo == 0
            if page.wait > 0:
                timer.sleep(page.wait)
                break
    told.full = moment()
    timer.sleep(60)
    before, length = moment(), len(told.cursor)
    for page in role.changes(told.cursor, lambda: known, since):
        take(page)
    after = moment()
    told.idle = Moment(
        after.waited - before.waited, after.computed - before.computed, len(told.cursor) - length, 0.0,
        after.requests - before.requests, after.units - before.units, after.received - before.received,
    )  # fmt: skip
    pipe.send(told)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timer(clock: Any) -> Timer:
    """One simulated clock for both processes."""

    def sleep(seconds: float) -> None:
        with clock.get_lock():
            clock.value += max(0.0, seconds)

    return Timer(lambda: float(clock.value), sleep)


# ---------------------------------------------------------------- the figures


def floor(messages: int) -> float:
    """Seconds that reading so many messages takes at best."""
    by_quota = max(0.0, (messages * GET - QUOTA) / QUOTA * 60)
    return max(by_quota, messages * LATENCY)


def _count(records: Sequence[Record], start: int = 0) -> tuple[int, int, int]:
    mine = records[start:]
    return len(mine), sum(record.units for record in mine), sum(record.answered for record in mine)


def run(messages: int, recent: int, *, read_all: bool) -> tuple[Client, dict[str, Any]]:
    """Play it through."""
    context = multiprocessing.get_context("spawn")
    clock = context.Value("d", NOW.timestamp())
    mailbox = Mailbox(messages, recent)
    with (
        tempfile.TemporaryDirectory() as place,
        GoogleSim(timer=_timer(clock), address=USER, latency=LATENCY) as sim,
    ):
        ids = sim.mailbox.generate(messages, mailbox.raw, mailbox.at, mailbox.labels)
        token = sim.grant(("https://www.googleapis.com/auth/gmail.readonly",))["access_token"]
        ours, theirs = context.Pipe()
        process = context.Process(target=client, args=(Setting(sim.base, str(token), place, read_all), clock, theirs))
        process.start()
        theirs.close()
        while True:
            said = ours.recv()
            if isinstance(said, Client):
                break
            ours.send(_count(sim.requests))
        process.join()
        jobs = {ids[number] for number in mailbox.jobs if number < recent}
        found = set(said.found)
        said.offer.floor = 3 * LATENCY  # the history's position, one search, one message
        said.jobs.floor, said.full.floor = floor(said.jobs.messages), floor(said.full.messages)
        return said, {
            "job_like": len(jobs),
            "job_like_read_first": len(jobs & found),
            "others_read_first": len(found - jobs),
            "most_units_in_a_minute": sim.quota.peak,
            "refused_for_quota": sim.quota.refused,
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("messages", type=int, nargs="?", default=50_000)
    parser.add_argument("--recent", type=int, default=9_000, help="of them, within the last 120 days")
    parser.add_argument("--read-all", action="store_true", help="let the reader read the older mail too")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    told, more = run(arguments.messages, arguments.recent, read_all=arguments.read_all)
    if arguments.json:
        print(json.dumps({**{name: asdict(getattr(told, name)) for name in ("offer", "jobs", "full", "idle")}, **more}))
        return
    print(
        f"{arguments.messages:,} messages, {arguments.recent:,} within 120 days, {LATENCY * 1000:.0f} ms a request, {QUOTA:,} units a minute"
    )
    print(
        f"{'':28}{'seconds':>9}{'floor':>8}{'ratio':>7}{'+ CPU':>8}{'messages':>10}{'requests':>10}{'units':>10}{'MB down':>9}{'peak MB':>9}"
    )
    for name, moment in (
        ("first offer read", told.offer),
        ("job-like mail read", told.jobs),
        ("everything read", told.full),
    ):
        ratio = moment.waited / moment.floor if moment.floor else 0.0
        print(
            f"{name:28}{moment.waited:9.1f}{moment.floor:8.1f}{ratio:7.2f}{moment.computed:8.1f}{moment.messages:10,}"
            f"{moment.requests:10,}{moment.units:10,}{moment.received / 1e6:9.1f}{moment.memory:9.0f}"
        )
    idle = told.idle
    print(
        f"idle poll: {idle.requests} request, {idle.units} units, {idle.received} bytes of answer, cursor {len(told.cursor)} bytes ({idle.messages:+d})"
    )
    print(
        f"job-like mail of 120 days: {more['job_like_read_first']} of {more['job_like']} in the first pass, beside {more['others_read_first']} others"
    )
    print(
        f"most units in a minute: {more['most_units_in_a_minute']}, refused for quota: {more['refused_for_quota']}; calls: {told.calls}; memory before: {told.start_memory:.0f} MB"
    )


if __name__ == "__main__":
    main()
