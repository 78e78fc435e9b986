"""Signing in to Google, for as long as it lasts, and out again: through the real flow, against the simulated pages."""

from __future__ import annotations

import json
import logging
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from connectors.base import ConnectorError, Grant, NeedsLogin, OutcomeUnknown, Refused, SignInWay, Temporary, Unreadable
from connectors.faults import Missing
from connectors.google import client_file
from connectors.google.account import (
    READ_CALENDARS,
    READ_EVENTS,
    READ_MAIL,
    WRITE_EVENTS,
    WRITE_MAIL,
    Account,
    from_options,
    same_mailbox,
)
from connectors.google.api import Api
from connectors.google.credentials import Credentials
from connectors.google.oauth import Office
from connectors.google.pace import Pace
from connectors.google.sign_in import GoogleSignIn
from connectors.http import Http
from connectors.redirect import Page, Redirect
from connectors.tokens import Tokens
from tests.simulators.google import GoogleSim
from tests.simulators.google.faults import Fault
from tests.simulators.google.oauth import CLIENT_SECRET, TESTING_SECONDS

ADDRESS = "alex@example.com"
WAIT = 20.0


class Browser:
    """Opens addresses as a browser does: follows redirects, keeps what it was shown at the end."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.page = ""
        self.status = 0
        self.headers: dict[str, str] = {}
        self._thread: threading.Thread | None = None

    def open(self, address: str) -> None:
        """At once, beside what goes on."""
        self.opened.append(address)
        self._thread = threading.Thread(target=self.get, args=(address,), daemon=True)
        self._thread.start()

    def get(self, address: str) -> None:
        try:
            with urllib.request.urlopen(address, timeout=WAIT) as answer:
                self._shown(answer)
        except urllib.error.HTTPError as answer:
            with answer:
                self._shown(answer)

    def close(self) -> None:
        if self._thread is not None:
            self._thread.join(WAIT)

    def _shown(self, answer: Any) -> None:
        self.status, self.page, self.headers = answer.status, answer.read().decode(), dict(answer.headers)


class World:
    """One account that nobody is signed in to."""

    def __init__(self, sim: GoogleSim, folder: Path, permissions: str = "send", mine: tuple[str, ...] = ()) -> None:
        self.sim = sim
        self.timer = sim.timer
        self.browser = Browser()
        options = {
            "address": ADDRESS,
            "client_secrets": sim.client_file(folder / "client.json"),
            "permissions": permissions,
            "endpoints": {"gmail": sim.base, "calendar": sim.base},
        }
        self.account = from_options("gmail", options)
        self.http = Http(self.timer)
        self.tokens = Tokens(folder, "gmail", "file", self.timer)
        self.shown: list[str] = []
        self.credentials = self.again()
        self.door = GoogleSignIn(
            self.account, self.tokens, self.http, self.timer, mine, self.credentials.forget, self.browser.open
        )

    def again(self) -> Credentials:
        """The credentials as another process has them."""
        return Credentials(self.account, self.tokens, self.http, self.timer)

    def sign_in(self, how: SignInWay = "browser", wait: float = WAIT) -> Grant:
        try:
            return self.door.sign_in(self.shown.append, how, wait)
        finally:
            self.browser.close()

    def failing(self, kind: type[ConnectorError], wait: float = WAIT) -> str:
        with pytest.raises(ConnectorError) as caught:
            self.sign_in(wait=wait)
        assert type(caught.value) is kind, repr(caught.value)
        return str(caught.value)

    def api(self) -> Api:
        return Api(self.account, self.credentials, self.http, Pace(None, self.timer), self.timer)

    def profile(self) -> Any:
        api = self.api()
        return api.run(api.gmail("users").getProfile(userId="me"), 1)

    def asked(self, path: str) -> int:
        return sum(record.path == path for record in self.sim.requests)

    @property
    def living(self) -> int:
        """Grants that Google still honours."""
        return sum(self.sim.oauth.lives(grant) for grant in self.sim.oauth.grants)


@pytest.fixture
def sim() -> Iterator[GoogleSim]:
    with GoogleSim(address=ADDRESS) as made:
        yield made


@pytest.fixture
def world(sim: GoogleSim, tmp_path: Path) -> Iterator[World]:
    made = World(sim, tmp_path)
    yield made
    made.http.close()


# ---------------------------------------------------------------- signing in


def test_signing_in_gives_what_was_granted_and_the_mailbox_can_be_read(world: World) -> None:
    grant = world.sign_in()
    assert grant.may == (
        "read your mail",
        "read your calendars",
        "write drafts and send what you approve",
        "answer invitations and delete events as you approve",
    )
    assert grant.problems == ()
    assert world.door.signed_in()
    assert world.profile()["emailAddress"] == ADDRESS


def test_the_page_at_the_end_says_what_was_granted_and_fetches_nothing(world: World) -> None:
    world.sign_in()
    assert world.browser.status == 200
    assert "You are signed in" in world.browser.page
    assert "<li>read your mail</li>" in world.browser.page
    assert "close this window" in world.browser.page
    assert "default-src 'none'" in world.browser.headers["Content-Security-Policy"]
    for mark in ("src=", "href=", "@import", "url(", "<script"):
        assert mark not in world.browser.page


def test_what_is_asked_for_is_exactly_what_the_permissions_need(sim: GoogleSim, tmp_path: Path) -> None:
    for permissions, scopes in {
        "read": {READ_MAIL, READ_EVENTS, READ_CALENDARS},
        "send": {READ_MAIL, READ_EVENTS, READ_CALENDARS, WRITE_MAIL, WRITE_EVENTS},
    }.items():
        world = World(sim, tmp_path, permissions)
        world.sign_in()
        asked = parse_qs(urlsplit(world.browser.opened[0]).query)
        assert set(asked["scope"][0].split()) == scopes
        assert world.credentials.scopes == scopes
        assert asked["prompt"] == ["consent"]
        assert asked["access_type"] == ["offline"]
        assert asked["login_hint"] == [ADDRESS]
        assert asked["code_challenge_method"] == ["S256"]
        assert asked["redirect_uri"][0].startswith("http://127.0.0.1:")
        world.http.close()


def test_without_a_browser_the_address_stands_alone_on_its_line(world: World) -> None:
    def show(text: str) -> None:
        world.shown.append(text)
        if text.startswith("http"):
            world.browser.open(text)

    world.door.sign_in(show, "address", WAIT)
    world.browser.close()
    (address,) = [text for text in world.shown if text.startswith("http")]
    assert " " not in address
    port = urlsplit(parse_qs(urlsplit(address).query)["redirect_uri"][0]).port
    assert f"ssh -L {port}:127.0.0.1:{port}" in world.shown[-2]
    assert "You are signed in" in world.browser.page


def test_a_code_for_another_machine_is_refused_with_what_to_do_instead(world: World) -> None:
    with pytest.raises(Refused, match="--no-browser"):
        world.sign_in("device")
    assert not world.sim.requests


def test_signing_in_again_replaces_what_was_there(world: World) -> None:
    world.sign_in()
    before = (world.tokens.load() or {})["refresh_token"]
    world.sign_in()
    assert (world.tokens.load() or {})["refresh_token"] != before
    assert world.profile()["emailAddress"] == ADDRESS


def test_a_project_in_testing_is_told_with_the_mend(tmp_path: Path) -> None:
    with GoogleSim(address=ADDRESS, testing=True) as sim:
        world = World(sim, tmp_path)
        (problem,) = world.sign_in().problems
        assert "after 7 days" in problem
        assert "docs/google.md" in problem
        world.http.close()


# ---------------------------------------------------------------- what is not granted


@pytest.mark.parametrize(
    ("scope", "words"),
    [(READ_MAIL, "read your mail"), (READ_EVENTS, "read your calendars"), (READ_CALENDARS, "which calendars you have")],
)
def test_without_what_bowout_cannot_do_without_nothing_is_stored(
    sim: GoogleSim, tmp_path: Path, scope: str, words: str
) -> None:
    world = World(sim, tmp_path, "read")
    sim.oauth.user.unticks = {scope}
    text = world.failing(Refused)
    assert words in text
    assert "every box ticked" in text
    assert not world.door.signed_in()
    assert world.living == 0
    assert "You are not signed in" in world.browser.page
    assert words in world.browser.page
    world.http.close()


def test_without_leave_to_write_mail_it_reads_and_says_that_it_cannot_send(world: World) -> None:
    world.sim.oauth.user.unticks = {WRITE_MAIL}
    grant = world.sign_in()
    assert "read your mail" in grant.may
    assert not any("send" in may for may in grant.may)
    (problem,) = grant.problems
    assert "nothing can be sent" in problem
    assert world.profile()["emailAddress"] == ADDRESS
    api = world.api()
    with pytest.raises(NeedsLogin, match="write drafts and send them"):
        api.run(api.gmail("users", "drafts").send(userId="me", body={"id": "r1"}), 100)
    assert world.asked("/gmail/v1/users/me/drafts/send") == 0


def test_leave_to_change_events_is_leave_to_read_them(world: World) -> None:
    world.sim.oauth.user.unticks = {READ_EVENTS}
    grant = world.sign_in()
    assert "read your calendars" in grant.may
    assert grant.problems == ()


def test_a_no_is_taken_as_one(world: World) -> None:
    world.sim.oauth.user.denies = True
    assert "did not allow" in world.failing(Refused)
    assert not world.door.signed_in()
    assert world.asked("/token") == 0


def test_another_mailbox_is_refused_and_what_it_gave_is_given_back(world: World) -> None:
    world.sim.oauth.user.signs_in_as = "sam@example.net"
    text = world.failing(Refused)
    assert "another mailbox" in text
    assert "sam@example.net" not in text
    assert not world.door.signed_in()
    assert world.living == 0


def test_another_mailbox_of_the_user_keeps_its_own_sign_in(sim: GoogleSim, tmp_path: Path) -> None:
    world = World(sim, tmp_path, mine=(ADDRESS, "alex@uni.example"))
    sim.oauth.user.signs_in_as = "alex@uni.example"
    world.failing(Refused)
    assert not world.door.signed_in()
    assert world.asked("/revoke") == 0
    world.http.close()


def test_a_failed_second_sign_in_leaves_the_first_one_alone(world: World) -> None:
    world.sign_in()
    world.sim.oauth.user.unticks = {READ_MAIL}
    world.failing(Refused)
    assert world.asked("/revoke") == 0  # Google would end the first one as well
    assert world.door.signed_in()
    assert world.profile()["emailAddress"] == ADDRESS


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Alex@Example.com", "alex@example.com", True),
        ("alex.lee@gmail.com", "alexlee@googlemail.com", True),
        ("alex.lee@example.com", "alexlee@example.com", False),
        ("alex@gmail.com", "alex@example.com", False),
        ("alex@gmail.com", "sam@gmail.com", False),
    ],
)
def test_which_addresses_are_one_mailbox(one: str, other: str, same: bool) -> None:
    assert same_mailbox(one, other) is same


def test_time_runs_out(world: World) -> None:
    world.door = GoogleSignIn(world.account, world.tokens, world.http, world.timer, open_browser=lambda _: None)
    assert "within 0 seconds" in world.failing(NeedsLogin, wait=0.05)
    assert not world.door.signed_in()


@pytest.mark.parametrize("fault", ["close-before-effect", "503", "truncated"])
def test_a_fault_while_the_code_is_exchanged_stores_nothing(world: World, fault: str) -> None:
    world.sim.faults.add("POST /token", fault)
    world.failing(Temporary)
    assert not world.door.signed_in()
    assert world.asked("/token") == 1


def test_a_service_that_is_not_enabled_is_told_with_the_mend(world: World) -> None:
    world.sim.faults.add("getProfile", "403 accessNotConfigured")
    assert "Gmail API is not enabled" in world.failing(Refused)
    assert not world.door.signed_in()


def test_a_store_that_does_not_work_is_told_before_the_browser_opens(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Tokens, data: object) -> None:
        raise Unreadable("there is no keyring")

    monkeypatch.setattr(Tokens, "save", broken)
    world.failing(Unreadable)
    assert not world.browser.opened


# ---------------------------------------------------------------- what else comes to the redirect


def redirect_of(address: str) -> tuple[str, str]:
    """The redirect's address and the state that the browser was sent with."""
    query = parse_qs(urlsplit(address).query)
    return query["redirect_uri"][0], query["state"][0]


def test_strays_and_forgeries_change_nothing(world: World) -> None:
    seen: list[tuple[str, int]] = []

    def browse(address: str) -> None:
        redirect, state = redirect_of(address)
        port = urlsplit(redirect).port
        with socket.create_connection(("127.0.0.1", port or 0)):  # opened in advance and never used
            for path in (
                "favicon.ico",
                "",
                "?code=forged",
                "?code=forged&state=",
                f"?code=forged&state={state[:-1]}",
                "?error=access_denied&state=wrong",
                f"?state={state}",
                f"other?code=forged&state={state}",
                "?code=%3Cscript%3Ealert(1)%3C/script%3E&state=%3Cscript%3E",
            ):
                stray = Browser()
                stray.get(redirect + path)
                seen.append((path, stray.status))
                assert "script" not in stray.page
            world.browser.open(address)

    world.door = GoogleSignIn(world.account, world.tokens, world.http, world.timer, open_browser=browse)
    world.sign_in()
    assert {status for _, status in seen} == {400, 404}
    assert world.asked("/token") == 1
    assert "You are signed in" in world.browser.page


def test_a_name_that_merely_leads_to_this_machine_is_not_answered() -> None:
    with Redirect("the state") as redirect:
        request = urllib.request.Request(f"{redirect.address}?code=x&state=the+state", headers={"Host": "evil.example"})
        with pytest.raises(urllib.error.HTTPError, match="404") as caught:
            urllib.request.urlopen(request, timeout=WAIT)
        caught.value.close()
        assert redirect.wait(0.0) is None


def test_a_second_answer_is_not_taken() -> None:
    with Redirect("s") as redirect:
        first = Browser()
        first.open(f"{redirect.address}?code=one&state=s")
        came = redirect.wait(WAIT)
        second = Browser()
        second.get(f"{redirect.address}?code=two&state=s")
        redirect.finish(Page("You are signed in"))
        first.close()
    assert came is not None
    assert came.code == "one"
    assert second.status == 400
    assert "Already done" in second.page


def test_a_reason_from_outside_is_not_shown_as_it_is(world: World) -> None:
    def browse(address: str) -> None:
        redirect, state = redirect_of(address)
        world.browser.open(f"{redirect}?error=%3Cb%3Eattack%3C/b%3E%1b%5b31m&state={state}")

    world.door = GoogleSignIn(world.account, world.tokens, world.http, world.timer, open_browser=browse)
    text = world.failing(Refused)
    assert "attack" not in text + world.browser.page


def test_the_page_escapes_what_it_is_given() -> None:
    page = Page("<b>", ("<script>",), ("&<i>",)).html().decode()
    assert "<script>" not in page
    assert "<b>" not in page
    assert "<i>" not in page


# ---------------------------------------------------------------- while it lasts


def test_a_token_is_renewed_before_it_ends(world: World) -> None:
    world.sign_in()
    first = world.credentials.token()
    world.timer.sleep(3599 - 300)
    assert world.credentials.token() == first
    world.timer.sleep(100)
    assert world.credentials.token() != first
    assert world.asked("/token") == 2


def test_a_token_that_is_still_good_is_used_while_google_is_out_of_order(world: World) -> None:
    world.sign_in()
    first = world.credentials.token()
    world.timer.sleep(3599 - 100)
    world.sim.faults.add("POST /token", 503, 2)
    assert world.credentials.token() == first
    world.timer.sleep(90)
    with pytest.raises(Temporary):
        world.credentials.token()


@pytest.mark.parametrize("fault", ["close-before-effect", "close-after-effect", "truncated"])
def test_a_renewal_that_broke_off_is_done_another_time(world: World, fault: str) -> None:
    world.sign_in()
    world.timer.sleep(4000)
    world.sim.faults.add("POST /token", fault)
    with pytest.raises(Temporary):
        world.credentials.token()
    assert world.profile()["emailAddress"] == ADDRESS


def test_a_401_brings_one_renewal_and_one_new_attempt(world: World) -> None:
    world.sign_in()
    world.sim.oauth.expire_access()
    assert world.profile()["emailAddress"] == ADDRESS
    assert world.asked("/token") == 2


def test_a_second_401_needs_a_sign_in(world: World) -> None:
    world.sign_in()
    world.sim.faults.add("getProfile", 401, 5)
    before = world.asked("/gmail/v1/users/me/profile")
    with pytest.raises(NeedsLogin, match="agent login gmail"):
        world.profile()
    assert world.asked("/gmail/v1/users/me/profile") == before + 2
    assert world.asked("/token") == 2


def test_a_write_that_met_a_401_is_made_once_after_the_renewal(world: World) -> None:
    world.sign_in()
    world.sim.oauth.expire_access()
    world.sim.faults.add("drafts.send", "close-after-effect", skip=1)
    api = world.api()
    with pytest.raises(OutcomeUnknown):
        api.run(api.gmail("users", "drafts").send(userId="me", body={"id": "r1"}), 100)
    assert world.asked("/gmail/v1/users/me/drafts/send") == 2


def test_a_sign_in_that_ended_is_asked_about_once_and_never_again(tmp_path: Path) -> None:
    with GoogleSim(address=ADDRESS, testing=True) as sim:
        world = World(sim, tmp_path)
        world.sign_in()
        world.timer.sleep(TESTING_SECONDS + 1)
        before = len(sim.requests)
        for credentials in (world.credentials, world.credentials, world.again(), world.again()):
            with pytest.raises(NeedsLogin, match="Testing"):
                credentials.token()
        assert len(sim.requests) == before + 1
        with pytest.raises(NeedsLogin):
            world.profile()
        assert len(sim.requests) == before + 1
        world.sign_in()
        assert world.profile()["emailAddress"] == ADDRESS
        world.http.close()


def test_a_sign_in_that_was_taken_back_is_asked_about_once(world: World) -> None:
    world.sign_in()
    world.sim.oauth.revoke()
    world.timer.sleep(4000)
    before = len(world.sim.requests)
    for credentials in (world.credentials, world.again()):
        with pytest.raises(NeedsLogin, match="has ended"):
            credentials.token()
    assert len(world.sim.requests) == before + 1


def test_a_wider_sign_in_by_another_process_counts_at_once(world: World) -> None:
    world.sim.oauth.user.unticks = {WRITE_MAIL}
    world.sign_in()
    api = Api(world.account, world.again(), world.http, Pace(None, world.timer), world.timer)
    request = api.gmail("users", "drafts").delete(userId="me", id="none")
    with pytest.raises(NeedsLogin, match="not allowed"):
        api.run(request, 10)
    world.sim.oauth.user.unticks = set()
    world.sign_in()
    with pytest.raises(Missing):
        api.run(request, 10)


def test_an_answer_that_is_no_token_is_asked_for_another_time(world: World) -> None:
    office = Office(world.account, client_file.read(world.account.client_secrets), world.http)
    world.sim.faults.add("POST /token", Fault("answer", status=200))
    with pytest.raises(Temporary, match="could not be read"):
        office.renew({"refresh_token": "x"}, 0.0)


def test_a_sign_in_that_cannot_be_stored_is_given_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    save = Tokens.save

    def full(self: Tokens, data: Mapping[str, Any]) -> None:
        if "refresh_token" in data:
            raise Temporary("the disk is full")
        save(self, data)

    monkeypatch.setattr(Tokens, "save", full)
    world.failing(Temporary)
    assert world.living == 0
    assert not world.door.signed_in()


def test_a_client_that_google_forgot_is_no_matter_of_signing_in(world: World) -> None:
    world.sign_in()
    path = world.account.client_secrets
    document = json.loads(path.read_text())
    document["installed"]["client_secret"] = "another"
    path.write_text(json.dumps(document))
    world.timer.sleep(4000)
    with pytest.raises(Unreadable, match="invalid_client"):
        world.credentials.token()
    world.sim.client_file(path)
    assert world.credentials.token()


def test_nobody_signed_in_is_told_without_asking(world: World) -> None:
    with pytest.raises(NeedsLogin, match="agent login gmail"):
        world.profile()
    assert not world.sim.requests


def test_many_threads_renew_once(world: World) -> None:
    world.sign_in()
    world.timer.sleep(4000)
    others = [world.again() for _ in range(3)]
    found: list[str] = []
    ask: list[Callable[[], None]] = [
        lambda credentials=credentials: found.append(credentials.token())  # type: ignore[misc]
        for credentials in (world.credentials, world.credentials, *others)
    ]
    threads = [threading.Thread(target=one) for one in ask]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    assert len(found) == 5
    assert len(set(found)) == 1
    assert world.asked("/token") == 2


PROCESS = """
import sys
from pathlib import Path
from connectors.google.account import Account
from connectors.google.credentials import Credentials
from connectors.http import Http
from connectors.timer import Timer
from connectors.tokens import Tokens
folder, now = Path(sys.argv[1]), float(sys.argv[2])
timer = Timer(now=lambda: now)
account = Account("gmail", "alex@example.com", folder / "client.json")
sys.stdin.readline()
print(Credentials(account, Tokens(folder, "gmail", "file", timer), Http(timer), timer).token())
"""


def test_two_processes_renew_once(world: World, tmp_path: Path) -> None:
    world.sign_in()
    world.timer.sleep(4000)
    world.sim.faults.add("POST /token", "hang")
    command = [sys.executable, "-c", PROCESS, str(tmp_path), str(world.timer.now())]
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
    assert world.asked("/token") == 2


# ---------------------------------------------------------------- signing out


def test_signing_out_revokes_and_forgets(world: World) -> None:
    world.sign_in()
    assert world.door.sign_out() is None
    assert world.living == 0
    assert world.tokens.load() is None
    assert not world.door.signed_in()
    with pytest.raises(NeedsLogin):
        world.profile()


@pytest.mark.parametrize("fault", ["close-before-effect", "503"])
def test_what_google_was_not_told_is_forgotten_all_the_same(world: World, fault: str) -> None:
    world.sign_in()
    world.sim.faults.add("POST /revoke", fault)
    line = world.door.sign_out()
    assert line is not None
    assert "myaccount.google.com" in line
    assert not world.door.signed_in()


def test_signing_out_of_what_ended_already_is_no_fault(world: World) -> None:
    world.sign_in()
    world.sim.oauth.revoke()
    assert world.door.sign_out() is None
    assert not world.door.signed_in()


def test_signing_out_works_without_the_client_file(world: World) -> None:
    world.sign_in()
    world.account.client_secrets.unlink()
    assert "could not be told" in (world.door.sign_out() or "")
    assert not world.door.signed_in()


# ---------------------------------------------------------------- secrets


def test_no_secret_is_shown_or_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    world.sign_in()
    stored = world.tokens.load() or {}
    world.timer.sleep(4000)
    renewed = world.credentials.token()
    world.door.sign_out()
    verifier = next(
        parse_qs(record.body.decode())["code_verifier"][0]
        for record in world.sim.requests
        if b"code_verifier" in record.body
    )
    said = " ".join([*world.shown, caplog.text, world.browser.page, repr(world.tokens), repr(vars(world.door))])
    for secret in (stored["access_token"], stored["refresh_token"], renewed, CLIENT_SECRET, verifier):
        assert secret not in said


# ---------------------------------------------------------------- the client file

GOOD = {
    "client_id": "id.apps.googleusercontent.com",
    "client_secret": "secret",
    "auth_uri": "https://accounts.google.com/o/oauth2/auth",
    "token_uri": "https://oauth2.googleapis.com/token",
}


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"type": "service_account", "private_key": "x"}, "service account"),
        ({"web": GOOD}, "Web application"),
        ({"installed": {**GOOD, "client_secret": None}}, "lacks a part"),
        ({"installed": {**GOOD, "token_uri": "http://evil.example/token"}}, "not https"),
        ({"installed": {**GOOD, "auth_uri": "javascript:alert(1)"}}, "not https"),
        ({"installed": []}, "no client file"),
        ([], "not the JSON file"),
        ("{", "not the JSON file"),
        ("[" * 60000, "not the JSON file"),
        (" " * 70000, "not the JSON file"),
    ],
)
def test_each_wrong_client_file_has_its_own_line(tmp_path: Path, document: object, words: str) -> None:
    path = tmp_path / "client.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    with pytest.raises(Unreadable, match=words) as caught:
        client_file.read(path)
    assert "docs/google.md" in str(caught.value)


def test_without_a_client_file_three_lines_say_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        client_file.read(tmp_path / "none.json")
    first, *lines = str(caught.value).splitlines()
    assert "none.json" in first
    assert len(lines) == 3
    assert "docs/google.md" in lines[-1]


def test_a_client_file_shows_no_secret(tmp_path: Path) -> None:
    path = tmp_path / "client.json"
    path.write_text(json.dumps({"installed": {**GOOD, "client_secret": "very-hidden"}}))
    client = client_file.read(path)
    assert client.secret == "very-hidden"
    assert "very-hidden" not in repr(client)


@pytest.mark.parametrize(
    ("endpoint", "address"),
    [
        (None, "https://oauth2.googleapis.com/token"),
        ("http://127.0.0.1:1", "http://127.0.0.1:1/token"),
        ("http://127.0.0.1:1/", "http://127.0.0.1:1/token"),
        ("http://127.0.0.1:1/x/token", "http://127.0.0.1:1/x/token"),
    ],
)
def test_where_tokens_are_asked_for(tmp_path: Path, endpoint: str | None, address: str) -> None:
    account = Account("gmail", ADDRESS, tmp_path / "client.json", token=endpoint)
    assert account.token_address(GOOD["token_uri"]) == address
