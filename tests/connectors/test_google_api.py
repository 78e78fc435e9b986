"""Requests to Google: what each answer becomes, what is asked twice and what never is."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from connectors.base import ConnectorError, NeedsLogin, OutcomeUnknown, Refused, Temporary
from connectors.faults import Conflict, Gone, Missing
from connectors.google.account import READ_CALENDARS, READ_EVENTS, READ_MAIL, Account, from_options
from connectors.google.api import Api
from connectors.google.credentials import Credentials
from connectors.google.pace import Pace
from connectors.http import Http
from connectors.timer import Timer
from connectors.tokens import Tokens
from tests.simulators.google import GoogleSim
from tests.simulators.google.faults import Fault, answer

ADDRESS = "alex@example.com"
READ = "GET .*gmail.users.getProfile"
WRITE = "POST .*gmail.users.drafts.create"


class World:
    """One signed-in account, and the simulator that it talks to."""

    def __init__(self, sim: GoogleSim, folder: Path) -> None:
        self.sim = sim
        self.folder = folder
        self.slept: list[float] = []
        self.timer = Timer(sim.timer.now, self._sleep)
        options = {
            "address": ADDRESS,
            "client_secrets": sim.client_file(folder / "client.json"),
            "endpoints": {"gmail": sim.base, "calendar": sim.base + "/calendar/v3", "token": None},
        }
        self.account = from_options("gmail", options)
        self.http = Http(self.timer)
        self.tokens = Tokens(folder, "gmail", "file", self.timer)
        self.signed_in(self.account.scopes)

    def signed_in(self, scopes: tuple[str, ...]) -> None:
        self.tokens.save(self.sim.grant(scopes))
        self.credentials = Credentials(self.account, self.tokens, self.http, self.timer)
        self.pace = Pace(None, self.timer)
        self.api = Api(self.account, self.credentials, self.http, self.pace, self.timer)

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.sim.timer.sleep(seconds)

    def read(self) -> Any:
        return self.api.run(self.api.gmail("users").getProfile(userId="me"), units=1)

    def write(self) -> Any:
        body = {"message": {"raw": "U3ViamVjdDogSGkNCg0KSGkNCg=="}}
        return self.api.run(self.api.gmail("users", "drafts").create(userId="me", body=body), units=10)

    def asked(self, id_: str) -> int:
        """How many requests of that discovery method arrived."""
        return sum(record.id == id_ for record in self.sim.requests)

    def reads(self) -> int:
        return self.asked("gmail.users.getProfile")

    def writes(self) -> int:
        return self.asked("gmail.users.drafts.create")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with GoogleSim(address=ADDRESS) as sim:
        made = World(sim, tmp_path)
        yield made
        made.http.close()


def at(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def failing(ask: Callable[[], Any]) -> ConnectorError:
    with pytest.raises(ConnectorError) as caught:
        ask()
    return caught.value


# ---------------------------------------------------------------- what goes well


def test_both_services_answer_at_their_endpoints(world: World) -> None:
    assert world.read()["emailAddress"] == ADDRESS
    events = world.api.run(world.api.calendar("events").list(calendarId="primary"))
    assert events["kind"] == "calendar#events"
    assert [record.path for record in world.sim.requests] == [
        "/gmail/v1/users/me/profile",
        "/calendar/v3/calendars/primary/events",
    ]


def test_a_service_is_built_once_for_each_thread(world: World) -> None:
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(world.api.gmail())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert world.api.gmail() is world.api.gmail()
    assert world.api.gmail("users", "messages") is world.api.gmail("users", "messages")
    assert len({id(one) for one in (*found, world.api.gmail())}) == 3


def test_what_it_costs_is_spent_before_it_is_asked(world: World) -> None:
    world.read()
    assert world.pace.would_wait(6000) > 0
    assert world.pace.would_wait(5999) == 0


def test_a_read_with_a_very_long_query_is_a_read_all_the_same(world: World) -> None:
    ids = " OR ".join(f"from:{n:04}@example.org" for n in range(200))
    world.sim.faults.add("POST", "close-before-effect")
    request = world.api.gmail("users", "messages").list(userId="me", q=ids)
    assert isinstance(failing(lambda: world.api.run(request, 5)), Temporary)


@pytest.mark.parametrize("variable", ["GOOGLE_CLOUD_UNIVERSE_DOMAIN", "GOOGLE_API_USE_MTLS_ENDPOINT"])
def test_the_environment_leads_no_request_elsewhere(
    world: World, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "always" if "MTLS" in variable else "elsewhere.example")
    assert world.read()["emailAddress"] == ADDRESS


# ---------------------------------------------------------------- what a clear no becomes


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("400", Refused),
        ("404", Missing),
        ("410", Gone),
        ("412", Conflict),
        ("403 domainPolicy", Refused),
        ("403 accessNotConfigured", Refused),
        ("403 insufficientPermissions", NeedsLogin),
        ("403 dailyLimitExceeded", Temporary),
        ("429 quotaExceeded", Temporary),
    ],
)
@pytest.mark.parametrize("writes", [False, True])
def test_a_clear_no_is_asked_once(world: World, fault: str, kind: type[ConnectorError], writes: bool) -> None:
    world.sim.faults.add(WRITE if writes else READ, fault)
    found = failing(world.write if writes else world.read)
    assert type(found) is kind
    assert len(world.sim.requests) == 1
    assert not world.slept


def test_a_missing_permission_is_named_in_plain_words(world: World) -> None:
    world.sim.faults.add(READ, "403 insufficientPermissions")
    text = str(failing(world.read))
    assert "read your mail" in text
    assert "gmail.readonly" in text


def test_a_permission_that_was_not_granted_is_not_asked_for_in_vain(world: World) -> None:
    world.signed_in((READ_MAIL, READ_EVENTS, READ_CALENDARS))
    found = failing(world.write)
    assert isinstance(found, NeedsLogin)
    assert "write drafts and send them" in str(found)
    assert "agent login gmail" in str(found)
    assert not world.sim.requests
    assert world.read()["emailAddress"] == ADDRESS


# ---------------------------------------------------------------- limits


def test_a_read_that_came_too_early_waits_as_long_as_the_message_says(world: World) -> None:
    until = world.timer.now() + 17
    text = f"User-rate limit exceeded.  Retry after {at(until)}"
    world.sim.faults.add(READ, answer(403, "rateLimitExceeded", text))
    assert world.read()["emailAddress"] == ADDRESS
    assert world.reads() == 2
    assert world.timer.now() >= until - 1


def test_a_clock_that_is_wrong_does_not_make_it_wait_for_hours(world: World) -> None:
    wrong = Timer(lambda: world.sim.timer.now() - 7200, world.timer.sleep)
    world.api = Api(world.account, world.credentials, world.http, Pace(None, wrong), wrong)
    text = f"User-rate limit exceeded.  Retry after {at(world.sim.timer.now() + 5)}"
    world.sim.faults.add(READ, answer(429, "userRateLimitExceeded", text))
    begin = world.sim.timer.now()
    world.read()
    assert world.sim.timer.now() - begin < 30


def test_without_a_time_the_waits_grow(world: World) -> None:
    request = world.api.calendar("events").list(calendarId="primary")
    world.sim.faults.add("events.list", "403 rateLimitExceeded", 4)
    world.api.run(request)
    assert world.slept == [2, 4, 8, 16]


def test_the_waits_end_after_two_minutes(world: World) -> None:
    world.sim.faults.add(READ, 429, 1000)
    begin = world.timer.now()
    assert isinstance(failing(world.read), Temporary)
    assert 30 < world.timer.now() - begin < 200
    assert world.reads() < 12


def test_a_wait_that_is_too_long_is_left_to_the_caller(world: World) -> None:
    text = f"User-rate limit exceeded.  Retry after {at(world.timer.now() + 900)}"
    world.sim.faults.add("events.list", answer(429, "rateLimitExceeded", text))
    found = failing(lambda: world.api.run(world.api.calendar("events").list(calendarId="primary")))
    assert isinstance(found, Temporary)
    assert found.retry_after == pytest.approx(900, abs=2)
    assert not world.slept


def test_a_retry_after_header_is_believed(world: World) -> None:
    world.sim.faults.add("events.list", answer(429, retry_after=11))
    world.api.run(world.api.calendar("events").list(calendarId="primary"))
    assert world.slept == [11]


def test_a_write_that_came_too_early_is_certainly_not_done_and_not_repeated(world: World) -> None:
    world.sim.faults.add(WRITE, "403 userRateLimitExceeded")
    assert isinstance(failing(world.write), Temporary)
    assert world.writes() == 1
    assert world.pace.would_wait(1) > 0


# ---------------------------------------------------------------- faults in between


@pytest.mark.parametrize("fault", ["500", "503", "close-before-effect", "close-after-effect", "truncated"])
def test_a_write_without_a_clear_answer_is_not_repeated(world: World, fault: str) -> None:
    world.sim.faults.add(WRITE, fault)
    assert isinstance(failing(world.write), OutcomeUnknown)
    assert world.writes() == 1


@pytest.mark.parametrize("fault", ["503", "close-before-effect", "truncated"])
def test_a_read_gets_over_a_passing_fault(world: World, fault: str) -> None:
    world.sim.faults.add(READ, fault)
    assert world.read()["emailAddress"] == ADDRESS


@pytest.mark.parametrize("fault", ["500", "503", "close-before-effect", "truncated"])
def test_a_read_that_keeps_failing_is_tried_later(world: World, fault: str) -> None:
    world.sim.faults.add(READ, fault, 10)
    assert isinstance(failing(world.read), Temporary)
    assert world.reads() <= 3


def test_a_server_that_is_not_there_did_nothing(world: World, tmp_path: Path) -> None:
    account = Account("gmail", ADDRESS, tmp_path / "client.json", gmail="http://127.0.0.1:9")
    world.api = Api(account, world.credentials, world.http, world.pace, world.timer)
    assert isinstance(failing(world.write), Temporary)


# ---------------------------------------------------------------- secrets


@pytest.mark.parametrize("fault", ["400", "403 forbidden", "403 insufficientPermissions", "500", "close-after-effect"])
def test_no_error_or_log_holds_an_address_a_token_or_a_word_of_the_letter(
    world: World, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    tokens = world.tokens.load() or {}
    text = f"Delegation denied for {ADDRESS}"
    words = fault.split()
    planned: Fault | str = answer(int(words[0]), words[-1], text) if words[0].isdecimal() else fault
    world.sim.faults.add(WRITE, planned)
    said = f"{failing(world.write)}{caplog.text}"
    for secret in (ADDRESS, tokens["access_token"], tokens["refresh_token"], "U3ViamVjdDo", "Delegation"):
        assert secret not in said
