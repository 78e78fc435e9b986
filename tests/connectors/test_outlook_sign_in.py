"""Signing in to Outlook, for as long as it lasts, and out again: by msal, against the simulated authority."""

from __future__ import annotations

import html
import logging
import re
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from connectors.base import ConnectorError, Grant, NeedsLogin, Refused, SignInWay, Temporary, Unreadable
from connectors.http import Http
from connectors.outlook import refusals
from connectors.outlook.account import (
    READ_CALENDARS,
    READ_MAIL,
    READ_USER,
    SEND_MAIL,
    WRITE_CALENDARS,
    WRITE_MAIL,
    from_options,
)
from connectors.outlook.api import Graph
from connectors.outlook.credentials import Credentials
from connectors.outlook.mailbox import plain_name
from connectors.outlook.refusals import Reason
from connectors.outlook.sign_in import OutlookSignIn
from connectors.timer import Timer
from connectors.tokens import Tokens
from tests.simulators.google.faults import answer
from tests.simulators.outlook import OutlookSim
from tests.simulators.outlook.authority import DEVICE_SECONDS
from tests.simulators.outlook.login_errors import LoginError

ADDRESS = "alex@example.com"
CLIENT = "simulated-client"
TENANT = "0f3c5a5e-0000-0000-0000-000000000001"
WAIT = 20.0
TOKEN = "POST /login/common/oauth2/v2.0/token"


class Browser:
    """Opens addresses as a browser does: posts the form that the page holds, keeps what it was shown at the end."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.page = ""
        self.status: int | None = None
        self._open = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
        self._thread: threading.Thread | None = None

    def open(self, address: str) -> None:
        """At once, beside what goes on."""
        self.opened.append(address)
        self._thread = threading.Thread(target=self._visit, args=(address,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        if self._thread is not None:
            self._thread.join(WAIT)

    def get(self, address: str, form: bytes | None = None) -> None:
        try:
            with self._open(address, form, WAIT) as reply:
                self.status, self.page = reply.status, reply.read().decode()
        except urllib.error.HTTPError as reply:
            with reply:
                self.status, self.page = reply.status, reply.read().decode()

    def _visit(self, address: str) -> None:
        self.get(address)
        action = re.search(r'action="([^"]*)"', self.page)
        if action:
            fields = dict(re.findall(r'name="([^"]*)" value="([^"]*)"', self.page))
            form = {html.unescape(name): html.unescape(value) for name, value in fields.items()}
            self.get(html.unescape(action[1]), urlencode(form).encode())


class World:
    """One account that nobody is signed in to."""

    def __init__(self, sim: OutlookSim, folder: Path, mine: tuple[str, ...] = (), **options: Any) -> None:
        self.sim = sim
        self.slept: list[float] = []
        self.on_sleep: Callable[[], object] = lambda: None
        self.timer = Timer(sim.timer.now, self._sleep)
        ends = {"graph": sim.base, "login": f"{sim.base}/login"}
        given = {"address": ADDRESS, "client_id": CLIENT, "endpoints": ends, **options}
        self.account = from_options("work", given)
        self.http = Http(self.timer)
        self.tokens = Tokens(folder, "work", "file", self.timer)
        self.browser = Browser()
        self.shown: list[str] = []
        self.credentials = self.again()
        self.door = OutlookSignIn(
            self.account, self.tokens, self.http, self.timer, mine, self.credentials.forget, self.browser.open
        )

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.sim.timer.sleep(seconds)
        self.on_sleep()

    def again(self) -> Credentials:
        """The credentials as another process has them."""
        return Credentials(self.account, self.tokens, self.http, self.timer)

    def sign_in(self, how: SignInWay = "browser", wait: float = WAIT) -> Grant:
        try:
            return self.door.sign_in(self.shown.append, how, wait)
        finally:
            self.browser.close()

    def by_code(self, *, approve: bool = True) -> Grant:
        """With somebody who types the code while the first pause lasts."""

        def typed() -> None:
            self.on_sleep = lambda: None
            self.sim.authority.type_code(self.shown[-1], approve=approve)

        self.on_sleep = typed
        return self.sign_in("device", 300)

    def failing(self, kind: type[ConnectorError], how: SignInWay = "browser", wait: float = WAIT) -> str:
        with pytest.raises(ConnectorError) as caught:
            self.sign_in(how, wait)
        assert type(caught.value) is kind, repr(caught.value)
        return str(caught.value)

    def mail(self) -> Any:
        return Graph(self.account, self.credentials, self.http, self.timer).get("/me/messages")["value"]

    def asked(self, part: str) -> int:
        return sum(part in one.path for one in self.sim.requests)


@pytest.fixture
def sim() -> Iterator[OutlookSim]:
    with OutlookSim(address=ADDRESS) as made:
        yield made


@pytest.fixture
def world(sim: OutlookSim, tmp_path: Path) -> Iterator[World]:
    made = World(sim, tmp_path)
    yield made
    made.http.close()


# ---------------------------------------------------------------- signing in


def test_signing_in_gives_what_was_granted_and_the_mailbox_can_be_read(world: World) -> None:
    grant = world.sign_in()
    assert grant.may == (
        "read your mail",
        "read your calendars",
        "write drafts",
        "send what you approve",
        "answer invitations and delete events as you approve",
    )
    assert grant.problems == ()
    assert world.door.signed_in()
    assert world.mail() == []
    assert "You are signed in" in world.browser.page
    assert "<li>read your mail</li>" in world.browser.page


def test_what_is_asked_for_is_exactly_what_the_permissions_need(sim: OutlookSim, tmp_path: Path) -> None:
    reading = {READ_USER, READ_MAIL, READ_CALENDARS}
    for permissions, scopes in {"read": reading, "send": reading | {WRITE_MAIL, SEND_MAIL, WRITE_CALENDARS}}.items():
        world = World(sim, tmp_path, permissions=permissions)
        world.sign_in()
        asked = parse_qs(urlsplit(world.browser.opened[0]).query)
        assert set(asked["scope"][0].split()) == scopes | {"openid", "profile", "offline_access"}
        assert world.credentials.scopes == scopes
        assert asked["login_hint"] == [ADDRESS]
        assert asked["code_challenge_method"] == ["S256"]
        assert re.fullmatch(r"http://localhost:\d+", asked["redirect_uri"][0])
        world.http.close()


@pytest.mark.parametrize("authority", ["common", "consumers", "organizations", TENANT])
def test_who_may_sign_in_is_asked_at_the_authority(sim: OutlookSim, tmp_path: Path, authority: str) -> None:
    world = World(sim, tmp_path, authority=authority)
    world.sign_in()
    assert f"/login/{authority}/oauth2/v2.0/authorize" in world.browser.opened[0]
    assert world.asked(f"/login/{authority}/oauth2/v2.0/token") == 1
    world.http.close()


def test_whoever_closes_the_window_is_told_how_long_it_waits_and_how_to_go_on(world: World) -> None:
    world.sign_in(wait=300.0)
    assert world.shown[-1] == (
        "Bowout waits for it, for 5 minutes. If the window was closed, open the address again; Ctrl-C gives it up."
    )


def test_without_a_browser_the_address_stands_alone_on_its_line(world: World) -> None:
    def show(text: str) -> None:
        world.shown.append(text)
        if text.startswith("http"):
            world.browser.open(text)

    world.door.sign_in(show, "address", WAIT)
    world.browser.close()
    (address,) = [text for text in world.shown if text.startswith("http")]
    port = urlsplit(parse_qs(urlsplit(address).query)["redirect_uri"][0]).port
    assert f"ssh -L {port}:127.0.0.1:{port}" in world.shown[-2]
    assert "You are signed in" in world.browser.page


def test_without_a_client_id_it_says_in_three_lines_how_to_get_one(sim: OutlookSim, tmp_path: Path) -> None:
    world = World(sim, tmp_path, client_id="")
    for how in ("browser", "address", "device"):
        lines = world.failing(Unreadable, how).splitlines()
        assert len(lines) == 3
        assert "docs/outlook.md" in lines[1]
        assert "client_id =" in lines[2]
    assert not sim.requests
    assert not world.browser.opened


def test_signing_in_again_replaces_what_was_there(world: World) -> None:
    world.sign_in()
    before = world.credentials.token()
    world.sign_in()
    assert world.credentials.token() != before
    assert before not in str(world.tokens.load())
    assert world.mail() == []


def test_time_runs_out(world: World) -> None:
    world.door = OutlookSignIn(world.account, world.tokens, world.http, world.timer, open_browser=lambda _: None)
    text = world.failing(NeedsLogin, wait=0.05)
    assert "within 0 seconds" in text
    assert "AADSTS" in text
    assert not world.door.signed_in()


def test_an_answer_in_the_address_is_taken_as_well(world: World) -> None:
    def browse(address: str) -> None:
        world.browser.open(address.replace("response_mode=form_post", "response_mode=query"))

    world.door = OutlookSignIn(world.account, world.tokens, world.http, world.timer, open_browser=browse)
    world.sign_in()
    assert "You are signed in" in world.browser.page


def test_a_forged_answer_is_not_taken(world: World) -> None:
    seen: list[int | None] = []

    def browse(address: str) -> None:
        redirect = parse_qs(urlsplit(address).query)["redirect_uri"][0]
        for form in (b"code=forged&state=wrong", b"code=forged", b"", b"\xff" * 100):
            stray = Browser()
            stray.get(redirect, form)
            seen.append(stray.status)
        world.browser.open(address)

    world.door = OutlookSignIn(world.account, world.tokens, world.http, world.timer, open_browser=browse)
    world.sign_in()
    assert set(seen) == {400, 404}
    assert world.asked("/token") == 1


# ---------------------------------------------------------------- by a code


def test_a_code_is_typed_on_another_machine(world: World) -> None:
    grant = world.by_code()
    assert "read your mail" in grant.may
    assert world.shown[1] == "https://microsoft.com/devicelogin"
    assert re.fullmatch(r"[A-Z0-9]{9}", world.shown[3])
    assert "5 minutes" in world.shown[2]
    assert world.mail() == []


def test_the_pace_is_the_one_that_microsoft_wants(world: World) -> None:
    world.sim.authority.interval = 7
    assert "within 5 minutes" in world.failing(NeedsLogin, "device", 300)
    assert set(world.slept) == {7}
    assert world.asked("/token") == 300 // 7
    assert not world.door.signed_in()


def test_slower_is_heard(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(given: object) -> Any:
        raise LoginError("slow_down", 0, "Too often.")

    monkeypatch.setattr(world.sim.authority, "_approved", slow)
    world.failing(NeedsLogin, "device", 60)
    assert world.slept == [5, 10, 15, 20]


def test_a_code_that_was_declined_is_taken_as_a_no(world: World) -> None:
    with pytest.raises(Refused, match="did not allow"):
        world.by_code(approve=False)
    assert not world.door.signed_in()


def test_a_code_that_ran_out_is_told(world: World) -> None:
    world.on_sleep = lambda: world.sim.timer.sleep(DEVICE_SECONDS)
    text = world.failing(NeedsLogin, "device", 10_000)
    assert "not typed in time" in text
    assert "--device-code" in text


def test_where_codes_are_forbidden_the_browser_is_named_instead(world: World) -> None:
    world.sim.authority.trouble = "device_blocked"
    text = world.failing(Refused, "device", 300)
    assert "by a code (AADSTS53003)" in text
    assert "--no-browser" in text


# ---------------------------------------------------------------- what is not granted


@pytest.mark.parametrize(
    ("scopes", "words"),
    [({READ_MAIL, WRITE_MAIL}, "read your mail"), ({READ_CALENDARS, WRITE_CALENDARS}, "read your calendars")],
)
def test_without_what_bowout_cannot_do_without_nothing_is_stored(world: World, scopes: set[str], words: str) -> None:
    world.sim.authority.unticked = frozenset(scopes)
    assert words in world.failing(Refused)
    assert not world.door.signed_in()
    assert "You are not signed in" in world.browser.page


def test_without_leave_to_send_it_reads_and_says_that_it_cannot_send(world: World) -> None:
    world.sim.authority.unticked = frozenset({SEND_MAIL})
    grant = world.sign_in()
    assert "read your mail" in grant.may
    (problem,) = grant.problems
    assert "nothing can be sent" in problem
    assert world.mail() == []


def test_leave_to_write_is_leave_to_read(world: World) -> None:
    world.sim.authority.unticked = frozenset({READ_MAIL, READ_CALENDARS})
    grant = world.sign_in()
    assert grant.problems == ()
    assert "read your mail" in grant.may


def test_without_lasting_access_nothing_is_stored(world: World) -> None:
    world.sim.authority.unticked = frozenset({"offline_access"})
    assert "no lasting access" in world.failing(Refused)
    assert not world.door.signed_in()


@pytest.mark.parametrize(
    ("trouble", "kind", "words"),
    [
        ("admin_consent", Refused, "administrator has to allow"),
        ("consent", Refused, "AADSTS65001"),
        ("conditional_access", Refused, "Conditional Access"),
        ("interaction_required", Refused, "second factor"),
        ("unknown_client", Unreadable, "Correct `client_id`"),
        ("unavailable", Temporary, "out of order"),
    ],
)
@pytest.mark.parametrize("where", ["at_the_page", "trouble"])
def test_each_no_has_its_own_line(
    world: World, trouble: str, kind: type[ConnectorError], words: str, where: str
) -> None:
    setattr(world.sim.authority, where, trouble)
    assert words in world.failing(kind)
    assert not world.door.signed_in()
    assert words.split("`")[0] in html.unescape(world.browser.page)


def test_a_no_is_taken_as_one(world: World) -> None:
    world.sim.authority.at_the_page = "declined"
    assert "did not allow" in world.failing(Refused)
    assert world.asked("/token") == 0


def test_the_administrator_is_asked_for_the_very_permissions(world: World) -> None:
    world.sim.authority.at_the_page = "admin_consent"
    text = world.failing(Refused)
    assert CLIENT in text
    assert "Mail.ReadWrite, Mail.Send, Calendars.ReadWrite" in text


def test_a_reason_from_outside_is_not_shown_as_it_is(world: World) -> None:
    def browse(address: str) -> None:
        query = parse_qs(urlsplit(address).query)
        form = {"error": "<b>attack</b>\x1b[31m", "error_description": "attack", "state": query["state"][0]}
        world.browser.get(query["redirect_uri"][0], urlencode(form).encode())

    world.door = OutlookSignIn(
        world.account,
        world.tokens,
        world.http,
        world.timer,
        open_browser=lambda address: threading.Thread(target=browse, args=(address,)).start(),
    )
    assert "attack" not in world.failing(NeedsLogin) + world.browser.page


# ---------------------------------------------------------------- whose mailbox


def test_another_mailbox_is_refused(world: World) -> None:
    world.sim.authority.address = "sam@example.net"
    world.sim.mailbox.user = {"mail": "sam@example.net", "userPrincipalName": "sam@example.net"}
    world.sim.calendars.calendars["default"].owner = {"name": "Sam", "address": "sam@example.net"}
    text = world.failing(Refused)
    assert "another mailbox" in text
    assert "sam@example.net" not in text + world.browser.page
    assert not world.door.signed_in()


def test_a_failed_second_sign_in_leaves_the_first_one_alone(world: World) -> None:
    world.sign_in()
    world.sim.authority.unticked = frozenset({READ_MAIL, WRITE_MAIL})
    world.failing(Refused)
    world.sim.authority.unticked = frozenset()
    world.timer.sleep(4000)
    assert world.mail() == []


@pytest.mark.parametrize(
    "user",
    [
        {"mail": "Alex@Example.COM", "userPrincipalName": "a.lee@firm.example"},
        {"mail": None, "userPrincipalName": "ALEX@example.com"},
        {"mail": None, "userPrincipalName": "live.com#alex@example.com"},
        {"mail": None, "userPrincipalName": "alex_example.com#EXT#@firm.onmicrosoft.com"},
        {"mail": None, "userPrincipalName": "outlook_0A1B@outlook.com"},
    ],
    ids=["mail", "upn", "live", "guest", "calendar"],
)
def test_the_mailbox_goes_by_many_names(world: World, user: Mapping[str, Any]) -> None:
    world.sim.authority.address = "other@example.net"
    world.sim.mailbox.user = dict(user)
    world.sign_in()
    assert world.door.signed_in()


def test_a_personal_account_may_be_signed_in_to_by_another_address_of_the_user(sim: OutlookSim, tmp_path: Path) -> None:
    sim.authority.address = "alex@uni.example"
    sim.mailbox.user = {"mail": None, "userPrincipalName": "live.com#alex@uni.example"}
    sim.calendars.calendars["default"].owner = {"name": "Alex", "address": "outlook_0A1B@outlook.com"}
    with_it = World(sim, tmp_path, mine=(ADDRESS, "alex@uni.example"))
    with_it.sign_in()
    sim.authority.tenant = TENANT
    with_it.failing(Refused)
    sim.authority.tenant = "9188040d-6c67-4c5b-b112-36a304b66dad"
    sim.mailbox.user = {"mail": "alex@uni.example", "userPrincipalName": "alex@uni.example"}
    with_it.failing(Refused)
    with_it.http.close()


def test_a_mailbox_without_a_calendar_is_no_fault_of_its_own(world: World) -> None:
    world.sim.authority.address = "sam@example.net"
    world.sim.mailbox.user = {"mail": None, "userPrincipalName": "sam@example.net"}
    world.sim.faults.add("calendar.default", "404 ErrorItemNotFound")
    assert "another mailbox" in world.failing(Refused)


def test_a_guests_name_is_read_to_its_end() -> None:
    assert plain_name("alex_lee_firm.example#EXT#@host.example") == "alex_lee@firm.example"
    assert plain_name(" alex@example.com ") == "alex@example.com"


@pytest.mark.parametrize(
    ("fault", "kind"), [("403 ErrorAccessDenied", Refused), ("401", NeedsLogin), ("500", Temporary)]
)
def test_a_fault_while_the_mailbox_is_asked_stores_nothing(
    world: World, fault: str, kind: type[ConnectorError]
) -> None:
    world.sim.faults.add("GET /v1.0/me ", fault, 5)
    world.failing(kind)
    assert not world.door.signed_in()


# ---------------------------------------------------------------- faults on the way


@pytest.mark.parametrize("fault", ["close-before-effect", "503", "429", "truncated"])
def test_a_fault_while_the_code_is_exchanged_stores_nothing(world: World, fault: str) -> None:
    world.sim.faults.add(TOKEN, fault)
    world.failing(Temporary)
    assert not world.door.signed_in()
    assert world.asked("/token") == 1


def test_a_tenant_that_does_not_exist_is_told_before_the_browser_opens(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(tenant: str) -> Any:
        raise LoginError("invalid_tenant", 90002, "Tenant not found.")

    monkeypatch.setattr(world.sim.authority, "_configuration", unknown)
    assert "Correct `authority`" in world.failing(Unreadable)
    assert not world.browser.opened


def test_a_sign_in_that_leads_elsewhere_is_not_followed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    configuration = world.sim.authority._configuration

    def elsewhere(tenant: str) -> Any:
        return {**configuration(tenant), "token_endpoint": "https://evil.example/common/oauth2/v2.0/token"}

    monkeypatch.setattr(world.sim.authority, "_configuration", elsewhere)
    assert "another server" in world.failing(Refused)
    assert not world.door.signed_in()


@pytest.mark.parametrize(
    "spoilt", [{"id_token": "no.token"}, {"id_token": "a.b.c"}, {"client_info": "%%%"}, {"access_token": None}]
)
def test_an_answer_that_makes_no_sense_is_told_and_stores_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, spoilt: Mapping[str, Any]
) -> None:
    tokens = world.sim.authority._tokens
    monkeypatch.setattr(world.sim.authority, "_tokens", lambda *given: {**tokens(*given), **spoilt})
    with pytest.raises(ConnectorError) as caught:
        world.sign_in()
    assert "no.token" not in str(caught.value)
    assert not world.door.signed_in()


def test_a_store_that_does_not_work_is_told_before_the_browser_opens(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Tokens, data: object) -> None:
        raise Unreadable("there is no keyring")

    monkeypatch.setattr(Tokens, "save", broken)
    world.failing(Unreadable)
    assert not world.browser.opened


# ---------------------------------------------------------------- while it lasts


def test_a_token_is_renewed_before_it_ends_and_stored_only_then(world: World, tmp_path: Path) -> None:
    world.sign_in()
    (file,) = (tmp_path / "tokens").glob("*.json")
    written = file.stat().st_mtime_ns
    first = world.credentials.token()
    world.timer.sleep(3599 - 300)
    assert world.credentials.token() == world.again().token() == first
    assert file.stat().st_mtime_ns == written
    world.timer.sleep(100)
    assert world.credentials.token() != first
    assert file.stat().st_mtime_ns != written
    assert world.sim.authority.refreshed == 1


def test_each_refresh_token_is_used_once(world: World) -> None:
    world.sim.authority.strict_rotation = True
    world.sign_in()
    for _ in range(4):
        world.timer.sleep(4000)
        assert world.mail() == []
        assert world.again().token() == world.credentials.token()
    assert world.sim.authority.refreshed == 4


def test_scopes_are_known_with_graphs_address_in_front_as_well(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = world.sim.authority._tokens

    def spelt_out(*given: Any) -> dict[str, Any]:
        found = tokens(*given)
        scopes = [f"https://graph.microsoft.com/{scope.lower()}" for scope in found["scope"].split()]
        return {**found, "scope": " ".join(scopes)}

    monkeypatch.setattr(world.sim.authority, "_tokens", spelt_out)
    assert world.sign_in().problems == ()
    assert world.credentials.scopes == set(world.account.scopes)
    world.timer.sleep(4000)
    assert world.again().token() == world.again().token() == world.credentials.token()
    assert world.sim.authority.refreshed == 1


@pytest.mark.parametrize("variable", ["MSAL_FORCE_REGION", "REGION_NAME", "AZUREPS_HOST_ENVIRONMENT", "HTTPS_PROXY"])
def test_the_environment_leads_no_sign_in_elsewhere(
    world: World, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "http://127.0.0.1:9" if "PROXY" in variable else "westus2")
    world.sign_in()
    world.timer.sleep(4000)
    assert world.mail() == []


def test_a_token_that_is_still_good_is_used_while_microsoft_is_out_of_order(world: World) -> None:
    world.sign_in()
    first = world.credentials.token()
    world.timer.sleep(3599 - 100)
    world.sim.faults.add(TOKEN, answer(503, retry_after=33), 2)
    assert world.credentials.token() == first
    world.timer.sleep(90)
    with pytest.raises(Temporary) as caught:
        world.credentials.token()
    assert caught.value.retry_after == 33
    assert world.credentials.token() != first


@pytest.mark.parametrize("fault", ["close-before-effect", "close-after-effect", "truncated"])
def test_a_renewal_that_broke_off_is_done_another_time(world: World, fault: str) -> None:
    world.sign_in()
    world.timer.sleep(4000)
    world.sim.faults.add(TOKEN, fault)
    with pytest.raises(Temporary):
        world.credentials.token()
    assert world.mail() == []


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("interaction_required", "another step at the sign-in"),
        ("consent", "admin consent for the application simulated-client"),
        ("admin_consent", "administrator has to allow"),
        ("conditional_access", "Conditional Access"),
        ("expired", "has expired"),
        ("revoked", "taken back, or its password was changed"),
        ("unknown_client", "Correct `client_id`"),
    ],
)
def test_a_sign_in_that_ended_is_asked_about_once_and_never_again(world: World, trouble: str, words: str) -> None:
    world.sign_in()
    world.timer.sleep(4000)
    world.sim.authority.trouble = trouble
    before = world.asked("/token")
    said = set()
    for _ in range(3):
        for credentials in (world.credentials, world.again()):
            with pytest.raises(NeedsLogin) as caught:
                credentials.token()
            said.add(str(caught.value))
    (text,) = said
    assert words in text
    assert len(text.splitlines()) == 2
    assert world.asked("/token") == before + 1
    with pytest.raises(NeedsLogin):
        world.mail()
    assert world.asked("/v1.0/me/messages") == 0
    world.sim.authority.trouble = ""
    world.sign_in()
    assert world.mail() == []


def test_microsoft_being_busy_ends_no_sign_in(world: World) -> None:
    world.sign_in()
    world.timer.sleep(4000)
    world.sim.authority.trouble = "unavailable"
    with pytest.raises(Temporary):
        world.credentials.token()
    world.sim.authority.trouble = ""
    assert world.mail() == []


def test_another_client_id_needs_another_sign_in(world: World, sim: OutlookSim, tmp_path: Path) -> None:
    world.sign_in()
    world.timer.sleep(4000)
    other = World(sim, tmp_path, client_id="another")
    with pytest.raises(NeedsLogin, match="agent login work"):
        other.credentials.token()
    other.http.close()


def test_fewer_permissions_need_no_other_sign_in(world: World, sim: OutlookSim, tmp_path: Path) -> None:
    world.sign_in()
    world.timer.sleep(4000)
    reading = World(sim, tmp_path, permissions="read")
    assert reading.mail() == []
    reading.http.close()


def test_more_permissions_do_not_spoil_the_sign_in_that_there_is(sim: OutlookSim, tmp_path: Path) -> None:
    reading = World(sim, tmp_path, permissions="read")
    reading.sign_in()
    reading.timer.sleep(4000)
    sending = World(sim, tmp_path)
    assert sending.mail() == []
    with pytest.raises(NeedsLogin, match="write drafts"):
        Graph(sending.account, sending.credentials, sending.http, sending.timer).post("/me/messages", {})
    reading.http.close()
    sending.http.close()


@pytest.mark.parametrize("cache", ["", "{}", "[]", "no json", '{"Account": 7}', '{"RefreshToken": {"x": {}}}'])
def test_a_damaged_cache_needs_a_sign_in(world: World, cache: str) -> None:
    world.tokens.save({"cache": cache, "scopes": list(world.account.scopes)})
    with pytest.raises((NeedsLogin, Temporary)):
        world.credentials.token()
    assert world.asked("/token") == 0


def test_nobody_signed_in_is_told_without_asking(world: World) -> None:
    with pytest.raises(NeedsLogin, match="agent login work"):
        world.mail()
    assert not world.sim.requests


def test_many_threads_renew_once(world: World) -> None:
    world.sign_in()
    world.timer.sleep(4000)
    others = [world.again() for _ in range(3)]
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda one=one: found.append(one.token()))
        for one in (world.credentials, world.credentials, *others)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    assert len(found) == 5
    assert len(set(found)) == 1
    assert world.sim.authority.refreshed == 1


PROCESS = """
import sys
from pathlib import Path
from connectors.http import Http
from connectors.outlook.account import from_options
from connectors.outlook.credentials import Credentials
from connectors.timer import Timer
from connectors.tokens import Tokens
folder, now, base = Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3]
timer = Timer(now=lambda: now)
ends = {"graph": base, "login": base + "/login"}
account = from_options("work", {"address": "alex@example.com", "client_id": "simulated-client", "endpoints": ends})
sys.stdin.readline()
print(Credentials(account, Tokens(folder, "work", "file", timer), Http(timer), timer).token())
"""


def test_two_processes_renew_once(world: World, tmp_path: Path) -> None:
    world.sign_in()
    world.sim.authority.strict_rotation = True
    world.timer.sleep(4000)
    world.sim.faults.add(TOKEN, "hang")
    command = [sys.executable, "-c", PROCESS, str(tmp_path), str(world.timer.now()), world.sim.base]
    both = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60) for process in both]
    assert [err for _, err in said] == ["", ""]
    assert len({out for out, _ in said}) == 1
    assert world.sim.authority.refreshed == 1


# ---------------------------------------------------------------- signing out


def test_signing_out_forgets_and_says_where_access_is_taken_back(world: World) -> None:
    world.sign_in()
    line = world.door.sign_out() or ""
    assert "https://account.live.com/consent/Manage" in line
    assert "https://myapps.microsoft.com" in line
    assert world.tokens.load() is None
    assert not world.door.signed_in()
    with pytest.raises(NeedsLogin):
        world.mail()


# ---------------------------------------------------------------- why not


@pytest.mark.parametrize(
    ("key", "number"), [(key, number) for key, numbers in refusals.NUMBERS.items() for number in numbers]
)
def test_every_number_has_its_line(world: World, key: str, number: int) -> None:
    given = {"error": "invalid_grant", "error_description": f"AADSTS{number}: Something. Trace ID: 0"}
    assert refusals.reason(given) == Reason(key, f"AADSTS{number}")
    assert refusals.reason({"error": "invalid_grant", "error_codes": [number]}).key == key
    fault = refusals.at_sign_in(given, world.account)
    assert f"AADSTS{number}" in str(fault) or key == "declined"
    if key != "busy":
        assert refusals.parsed(Reason(key, f"AADSTS{number}").stored()) == Reason(key, f"AADSTS{number}")


def test_no_number_belongs_to_two() -> None:
    numbers = [number for found in refusals.NUMBERS.values() for number in found]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("key", refusals.TEXTS)
def test_every_reason_is_two_lines_and_no_more(world: World, key: str) -> None:
    lines = refusals.text(Reason(key, "AADSTS1"), world.account).splitlines()
    assert len(lines) == 2
    assert "agent login work" in lines[1] or "`" in lines[1] or "docs/outlook.md" in lines[1]


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({}, "other"),
        ({"error": "access_denied"}, "declined"),
        ({"error": "interaction_required"}, "step"),
        ({"error": "consent_required"}, "consent"),
        ({"error": "unauthorized_client", "error_description": "The client does not exist"}, "client"),
        ({"error": "invalid_client"}, "private"),
        ({"error": "invalid_grant"}, "other"),
        ({"error": "expired_token"}, "late"),
        ({"error": "temporarily_unavailable"}, "busy"),
        ({"error": 7, "error_description": ["AADSTS50076"], "error_codes": "x"}, "step"),
        ({"error": "invalid_grant", "error_description": "AADSTS1234567: New."}, "other"),
    ],
)
def test_an_answer_without_a_known_number_is_judged_by_its_error(given: Mapping[str, Any], key: str) -> None:
    assert refusals.reason(given).key == key


@pytest.mark.parametrize("stored", ["", "invalid_grant", "testing", "step", "step \x1b[31m", "nothing AADSTS1"])
def test_a_stored_reason_that_is_none_is_no_reason(stored: str) -> None:
    assert refusals.parsed(stored) is None


# ---------------------------------------------------------------- secrets


def test_no_secret_is_shown_or_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    world.sign_in()
    first = world.credentials.token()
    stored = str((world.tokens.load() or {})["cache"])
    world.timer.sleep(4000)
    renewed = world.credentials.token()
    world.sim.authority.trouble = "revoked"
    world.timer.sleep(4000)
    with pytest.raises(NeedsLogin) as caught:
        world.credentials.token()
    said = " ".join([*world.shown, caplog.text, world.browser.page, repr(world.tokens), str(caught.value)])
    secrets = re.findall(r'"secret": "([^"]{20,})"', stored)
    assert len(secrets) >= 3
    verifier = next(
        parse_qs(one.body.decode())["code_verifier"][0] for one in world.sim.requests if b"code_verifier" in one.body
    )
    for secret in (first, renewed, verifier, *secrets):
        assert secret not in said
