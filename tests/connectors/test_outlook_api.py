"""Requests to Microsoft Graph: what each answer becomes, what is asked twice and what never is."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from connectors.base import ConnectorError, NeedsLogin, OutcomeUnknown, Refused, Temporary
from connectors.faults import Conflict, Gone, Missing
from connectors.http import Http, Response
from connectors.outlook import faults
from connectors.outlook.account import (
    READ_CALENDARS,
    READ_MAIL,
    READ_USER,
    SEND_MAIL,
    WRITE_CALENDARS,
    WRITE_MAIL,
    Account,
    from_options,
)
from connectors.outlook.api import Graph, segment
from connectors.outlook.credentials import Credentials
from connectors.timer import Timer
from connectors.tokens import Tokens
from tests.simulators.google.faults import Fault, answer
from tests.simulators.outlook import OutlookSim

ADDRESS = "alex@example.com"
CLIENT = "simulated-client"
READ = "GET /v1.0/me/messages"
WRITE = "POST /v1.0/me/messages"
READING = (READ_USER, READ_MAIL, READ_CALENDARS)


class World:
    """One signed-in account, and the simulator that it talks to."""

    def __init__(self, sim: OutlookSim, folder: Path) -> None:
        self.sim = sim
        self.slept: list[float] = []
        self.timer = Timer(sim.timer.now, self._sleep)
        ends = {"graph": sim.base, "login": f"{sim.base}/login"}
        self.account = from_options("work", {"address": ADDRESS, "client_id": CLIENT, "endpoints": ends})
        self.http = Http(self.timer)
        self.tokens = Tokens(folder, "work", "file", self.timer)
        self.signed_in(self.account.scopes)

    def signed_in(self, scopes: tuple[str, ...]) -> None:
        self.tokens.save({"cache": self.sim.msal_cache(scopes, CLIENT), **self.sim.grant(scopes, CLIENT)})
        self.credentials = Credentials(self.account, self.tokens, self.http, self.timer)
        self.graph = Graph(self.account, self.credentials, self.http, self.timer)
        self._refreshed = self.sim.authority.refreshed

    def refreshed(self) -> int:
        """How often the token was renewed since the sign-in."""
        return self.sim.authority.refreshed - self._refreshed

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.sim.timer.sleep(seconds)

    def read(self) -> Any:
        return self.graph.get("/me/messages")["value"]

    def write(self) -> Any:
        return self.graph.post("/me/messages", {"subject": "Hello"})

    def asked(self, method: str = "GET") -> int:
        """How many requests to Graph arrived."""
        return sum(one.method == method and one.path.startswith("/v1.0/") for one in self.sim.requests)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with OutlookSim(address=ADDRESS) as sim:
        made = World(sim, tmp_path)
        yield made
        made.http.close()


def failing(ask: Callable[[], Any]) -> ConnectorError:
    with pytest.raises(ConnectorError) as caught:
        ask()
    return caught.value


# ---------------------------------------------------------------- what goes well


def test_every_request_asks_for_ids_that_stay(world: World) -> None:
    made = world.write()
    path = f"/me/messages/{segment(made['id'])}"
    world.graph.get(path, params={"$select": "subject"}, prefer=['outlook.body-content-type="text"'])
    world.graph.patch(path, {"subject": "Hello again"})
    world.graph.raw(f"{path}/$value")
    world.graph.delete(path)
    assert [one.method for one in world.sim.requests] == ["POST", "GET", "PATCH", "GET", "DELETE"]
    assert all('IdType="ImmutableId"' in one.prefer for one in world.sim.requests)
    assert 'outlook.body-content-type="text"' in world.sim.requests[1].prefer


def test_an_empty_answer_is_an_empty_document(world: World) -> None:
    made = world.graph.post(
        "/me/messages", {"subject": "Hello", "toRecipients": [{"emailAddress": {"address": "hr@firm.example"}}]}
    )
    assert world.graph.post(f"/me/messages/{segment(made['id'])}/send") == {}


def test_the_pages_of_a_list_follow_each_other(world: World) -> None:
    for _ in range(5):
        world.write()
    pages = list(world.graph.pages("/me/messages", params={"$top": "2", "$select": "subject"}))
    assert [len(page["value"]) for page in pages] == [2, 2, 1]


def test_a_link_to_another_server_is_not_followed(world: World) -> None:
    begin = len(world.sim.requests)
    for link in (
        "https://evil.example/v1.0/me/messages",
        f"{world.account.base}.evil.example/me/messages",
        f"{world.account.base}@evil.example/me/messages",
        world.account.base.replace("v1.0", "beta") + "/me/messages",
        "me/messages",
    ):
        assert type(failing(lambda link=link: world.graph.get(link))) is Refused  # type: ignore[misc]  # the loop's own
    assert len(world.sim.requests) == begin


def test_a_list_that_leads_back_to_itself_ends(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    page = {"value": [], "@odata.nextLink": f"{world.account.base}/me/messages?$skip=1"}
    monkeypatch.setattr(world.http, "request", lambda *_, **__: Response(200, {}, json.dumps(page).encode()))
    assert isinstance(failing(lambda: list(world.graph.pages("/me/messages"))), Temporary)


def test_no_more_than_two_requests_are_under_way(world: World) -> None:
    world.sim.faults.add(READ, Fault("hang", True, seconds=0.1), 6)
    threads = [threading.Thread(target=world.read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert world.sim.most_at_once == 2
    assert world.asked() == 6


@pytest.mark.parametrize("end", ["http://127.0.0.1:8", "http://127.0.0.1:8/", "http://127.0.0.1:8/v1.0"])
def test_the_version_stands_once_in_the_address(end: str) -> None:
    account = Account("work", ADDRESS, CLIENT, graph=end)
    assert account.base == "http://127.0.0.1:8/v1.0"
    assert account.stays_here


def test_without_an_endpoint_it_is_microsoft_itself() -> None:
    account = from_options("work", {"address": ADDRESS, "client_id": CLIENT, "permissions": "read"})
    assert account.base == "https://graph.microsoft.com/v1.0"
    assert account.login_base == "https://login.microsoftonline.com"
    assert not account.stays_here
    assert account.scopes == READING


# ---------------------------------------------------------------- what a clear no becomes


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("400 ErrorInvalidRequest", Refused),
        ("403 ErrorAccessDenied", Refused),
        ("404 ErrorItemNotFound", Missing),
        ("404 ResourceNotFound", Missing),
        ("400 ErrorItemNotFound", Missing),
        ("404 MailboxNotEnabledForRESTAPI", Refused),
        ("410 SyncStateNotFound", Gone),
        ("410 Whatever", Gone),
        ("400 syncStateNotFound", Gone),
        ("404 SyncStateInvalid", Gone),
        ("400 ResyncRequired", Gone),
        ("409 ErrorIrresolvableConflict", Conflict),
        ("412 ErrorIrresolvableConflict", Conflict),
        ("412 PreconditionFailed", Conflict),
    ],
)
@pytest.mark.parametrize("writes", [False, True])
def test_a_clear_no_is_asked_once(world: World, fault: str, kind: type[ConnectorError], writes: bool) -> None:
    world.sim.faults.add(WRITE if writes else READ, fault)
    found = failing(world.write if writes else world.read)
    assert type(found) is kind
    assert len(world.sim.requests) == 1
    assert not world.slept


def test_a_code_within_the_error_counts_as_well() -> None:
    inner = {
        "error": {"code": "UnknownError", "innerError": {"code": "resyncChangesApplyDifferences", "innererror": {}}}
    }
    inner["error"]["innerError"]["innererror"] = {"code": "SYNCSTATENOTFOUND"}  # type: ignore[index]  # a nest of dicts
    failure = faults.read(Response(400, {}, json.dumps(inner).encode()), 0.0)
    found = faults.error_for(failure, "work", READ_MAIL, frozenset(READING), writes=False)
    assert isinstance(found, Gone)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"\xff\xfe", b'{"error": "no"}', b'{"error": {"code": 7}}', b"[" * 90_000]
)
def test_an_error_that_cannot_be_read_is_judged_by_its_status(body: bytes) -> None:
    failure = faults.read(Response(404, {}, body), 0.0)
    assert isinstance(faults.error_for(failure, "work", READ_MAIL, frozenset(READING), writes=False), Missing)
    assert "no reason given" in failure.word


def test_an_organisations_own_server_is_told_in_words(world: World) -> None:
    world.sim.faults.add(READ, "404 MailboxNotEnabledForRESTAPI")
    assert "own Exchange server" in str(failing(world.read))


# ---------------------------------------------------------------- permissions


def test_a_permission_that_was_not_granted_is_not_asked_for_in_vain(world: World) -> None:
    world.signed_in(READING)
    found = failing(world.write)
    assert isinstance(found, NeedsLogin)
    assert "write drafts" in str(found)
    assert "Mail.ReadWrite" in str(found)
    assert "agent login work" in str(found)
    assert not world.sim.requests
    assert world.read() == []


def test_a_sign_in_by_another_process_counts_at_once(world: World) -> None:
    world.signed_in(READING)
    failing(world.write)
    world.tokens.save({"cache": "{}", **world.sim.grant(world.account.scopes, CLIENT)})
    assert world.write()["subject"] == "Hello"


def test_a_refusal_for_want_of_a_permission_asks_for_a_sign_in(world: World) -> None:
    world.signed_in((READ_USER, READ_CALENDARS))
    assert isinstance(failing(world.read), NeedsLogin)


@pytest.mark.parametrize(
    ("path", "writes", "scope"),
    [
        ("/me", False, READ_USER),
        ("/me?$select=mail", False, READ_USER),
        ("/me/messages/A/$value", False, READ_MAIL),
        ("/me/mailFolders('inbox')/messages/delta?$deltatoken=x", False, READ_MAIL),
        ("/me/messages/A/createReply", True, WRITE_MAIL),
        ("/me/messages/A/send", True, SEND_MAIL),
        ("/me/calendarView?startDateTime=x", False, READ_CALENDARS),
        ("/me/calendars/A/calendarView", False, READ_CALENDARS),
        ("/me/events/A/decline", True, WRITE_CALENDARS),
    ],
)
def test_each_request_stands_on_its_permission(path: str, writes: bool, scope: str) -> None:
    assert faults.scope_of(path, writes=writes) == scope


def test_leave_to_write_is_leave_to_read() -> None:
    assert faults.allowed(READ_MAIL, frozenset({WRITE_MAIL}))
    assert not faults.allowed(WRITE_MAIL, frozenset({READ_MAIL}))
    assert not faults.allowed(SEND_MAIL, frozenset({WRITE_MAIL}))


# ---------------------------------------------------------------- a token that is refused


def test_a_token_that_is_refused_is_renewed_once(world: World) -> None:
    world.sim.authority.expire_access()
    assert world.read() == []
    assert world.asked() == 2
    assert world.refreshed() == 1


def test_a_write_with_an_old_token_is_made_once(world: World) -> None:
    world.sim.authority.expire_access()
    assert world.write()["subject"] == "Hello"
    assert len(world.read()) == 1


def test_a_mailbox_that_takes_no_token_is_not_asked_for_ever(world: World) -> None:
    world.sim.faults.add(READ, 401, 1000)
    found = failing(world.read)
    assert isinstance(found, NeedsLogin)
    assert "agent login work" in str(found)
    assert world.asked() == 2
    assert world.refreshed() == 1


# ---------------------------------------------------------------- limits


def test_a_retry_after_is_kept_to(world: World) -> None:
    world.sim.faults.add(READ, answer(429, retry_after=11))
    world.sim.faults.add(READ, answer(503, retry_after=7))
    assert world.read() == []
    assert world.slept == [11, 7]


def test_without_a_time_the_waits_grow(world: World) -> None:
    world.sim.faults.add(READ, 429, 4)
    assert world.read() == []
    assert world.slept == [2, 4, 8, 16]


@pytest.mark.parametrize("status", [429, 503, 504])
def test_the_waits_end_after_two_minutes(world: World, status: int) -> None:
    world.sim.faults.add(READ, status, 1000)
    begin = world.timer.now()
    assert isinstance(failing(world.read), Temporary)
    assert 30 < world.timer.now() - begin < 150
    assert world.asked() < 25


def test_a_wait_that_is_too_long_is_left_to_the_caller(world: World) -> None:
    world.sim.faults.add(READ, answer(429, retry_after=900))
    found = failing(world.read)
    assert isinstance(found, Temporary)
    assert found.retry_after == 900
    assert not world.slept


def test_a_write_that_came_too_early_is_certainly_not_done_and_not_repeated(world: World) -> None:
    world.sim.faults.add(WRITE, answer(429, retry_after=5))
    found = failing(world.write)
    assert isinstance(found, Temporary)
    assert found.retry_after == 5
    assert world.asked("POST") == 1


# ---------------------------------------------------------------- faults in between


@pytest.mark.parametrize(
    "fault", ["500", "502", "503", "504", "504 after-effect", "close-before-effect", "close-after-effect", "truncated"]
)
def test_a_write_without_a_clear_answer_is_not_repeated(world: World, fault: str) -> None:
    world.sim.faults.add(WRITE, fault)
    assert isinstance(failing(world.write), OutcomeUnknown)
    assert world.asked("POST") == 1


def test_a_write_whose_answer_is_no_document_was_probably_done(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for body in (b"<html>", b"[]"):
        made = Response(201, {}, body, "graph.microsoft.com", False)
        monkeypatch.setattr(world.http, "request", lambda *_, made=made, **__: made)
        assert isinstance(failing(world.write), OutcomeUnknown)


@pytest.mark.parametrize("fault", ["502", "503", "close-before-effect", "truncated"])
def test_a_read_gets_over_a_passing_fault(world: World, fault: str) -> None:
    world.sim.faults.add(READ, fault)
    assert world.read() == []


@pytest.mark.parametrize("fault", ["500", "502", "close-before-effect", "truncated"])
def test_a_read_that_keeps_failing_is_tried_later(world: World, fault: str) -> None:
    world.sim.faults.add(READ, fault, 10)
    assert isinstance(failing(world.read), Temporary)
    assert world.asked() <= 3


def test_a_server_that_is_not_there_did_nothing(world: World) -> None:
    account = Account("work", ADDRESS, CLIENT, graph="http://127.0.0.1:9")
    world.graph = Graph(account, world.credentials, world.http, world.timer)
    assert isinstance(failing(world.write), Temporary)


# ---------------------------------------------------------------- secrets


@pytest.mark.parametrize("fault", ["400", "403", "404", "429", "500", "close-after-effect"])
def test_no_error_or_log_holds_an_address_a_token_or_a_word_of_the_letter(
    world: World, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    token = world.credentials.token()
    planned: Fault | str = answer(int(fault), "Word", f"Denied for {ADDRESS}") if fault.isdecimal() else fault
    world.sim.faults.add(WRITE, planned)
    said = f"{failing(world.write)}{caplog.text}"
    for secret in (ADDRESS, token, "Hello", "Denied"):
        assert secret not in said
