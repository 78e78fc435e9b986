"""Signing in to Outlook and out by the command line: `agent login`, a browser or a code on another machine, `agent logout`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from connectors.timer import Timer
from connectors.tokens import Tokens
from tests.e2e.world import ADDRESS, NAME, Result, World, at, wait
from tests.simulators.outlook import OutlookSim
from tests.simulators.outlook.browser import browse

PATIENCE = 30.0
CLIENT = "5b7cfd0e-0000-4000-8000-000000000001"


class Desk(World):
    """A configured Outlook account that nobody is signed in to yet."""

    def __init__(self, root: Path) -> None:
        self.sim = OutlookSim(timer=Timer(self._seconds, lambda _: None), address=ADDRESS, name=NAME)
        self.sim.authority.interval = 1
        self.words: tuple[str, ...] = ()
        """What stands before every command."""
        super().__init__(root, ())

    def _seconds(self) -> float:
        """The simulator's clock is the person's, and does not mind before there is one."""
        return self.now.timestamp() if hasattr(self, "now") else at("2026-11-18T09:00").timestamp()

    def configure(self, policy: str | None = None, **options: str) -> None:
        super().configure(policy, **options)
        self.config.write_text(
            '[secrets]\ntoken_store = "file"\n\n'
            + self.config.read_text()
            + f'\n[[account]]\nname = "work"\nkind = "outlook"\naddress = "{ADDRESS}"\nclient_id = "{CLIENT}"\n'
            f'[account.endpoints]\ngraph = "{self.sim.base}"\nlogin = "{self.sim.base}/login"\n'
        )

    @property
    def token_file(self) -> Path:
        return self.state / "tokens" / "work.json"

    def _words(self, words: Iterable[str]) -> list[str]:
        return [*self.words, *super()._words(words)]

    def login(self, *words: str) -> Result:
        """`agent login work --no-browser`, with somebody who opens the address that it prints."""
        return self._login(
            lambda line: line.startswith("http"),
            lambda line: threading.Thread(target=browse, args=(line,), daemon=True).start(),
            *("--no-browser", *words),
        )

    def login_by_code(self, *words: str, approve: bool = True) -> Result:
        """`agent login work --device-code`, with somebody who types the code that it prints."""
        return self._login(
            lambda line: line.isalnum() and line.isupper(),
            lambda line: self.sim.authority.type_code(line, approve=approve),
            *("--device-code", *words),
        )

    def _login(self, waited_for: Callable[[str], bool], done: Callable[[str], object], *words: str) -> Result:
        """done: called with the line that was waited for."""
        process = self.start("login", "work", *words)
        as_json = "--json" in words
        stream = process.stderr if as_json else process.stdout
        assert stream is not None
        before: list[str] = []
        for line in stream:
            before.append(line)
            if waited_for(line.strip()):
                done(line.strip())
                break
        out, err = process.communicate(timeout=PATIENCE)
        read = "".join(before)
        return Result(process.returncode, out if as_json else read + out, read + err if as_json else err)

    def asked(self, part: str) -> int:
        return sum(part in one.path for one in self.sim.requests)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    with made.sim:
        yield made


# ---------------------------------------------------------------- signing in


def test_after_signing_in_the_account_can_be_read(desk: Desk) -> None:
    result = desk.login()
    assert (result.status, result.err) == (0, "")
    assert "Signed in to work" in result.out
    assert "send what you approve" in result.out
    assert desk.sync()["accounts"][0]["ok"]


def test_the_address_stands_alone_on_its_line(desk: Desk) -> None:
    lines = desk.login().out.splitlines()
    (address,) = [line for line in lines if line.startswith("http")]
    assert " " not in address
    assert "code_challenge_method=S256" in address


def test_a_code_is_typed_on_another_machine(desk: Desk) -> None:
    result = desk.login_by_code()
    assert (result.status, result.err) == (0, "")
    lines = result.out.splitlines()
    assert "https://microsoft.com/devicelogin" in lines
    assert "Signed in to work" in result.out
    assert desk.token_file.stat().st_mode & 0o777 == 0o600


def test_a_code_that_was_declined_is_status_three(desk: Desk) -> None:
    result = desk.login_by_code(approve=False)
    assert result.status == 3
    assert "did not allow" in result.err
    assert not desk.token_file.exists()


def test_as_json_nothing_but_the_document_is_on_standard_output(desk: Desk) -> None:
    desk.sim.authority.unticked = frozenset({"Mail.Send"})
    for result in (desk.login("--json"), desk.login_by_code("--json")):
        assert result.status == 0
        assert result.json["account"] == "work"
        assert "read your mail" in result.json["may"]
        assert "nothing can be sent" in result.json["problems"][0]
        assert "http" in result.err


def test_the_browser_of_the_desktop_is_opened(desk: Desk) -> None:
    browser = f"{sys.executable} -m tests.simulators.outlook.browser %s"
    done = subprocess.run(
        desk.command_line("login", "work", "--json"),
        capture_output=True,
        text=True,
        env={**os.environ, "DISPLAY": ":99", "BROWSER": browser},
        timeout=PATIENCE,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["problems"] == []


def test_the_two_ways_without_a_browser_exclude_each_other(desk: Desk) -> None:
    assert desk.agent("login", "work", "--no-browser", "--device-code").status == 2


# ---------------------------------------------------------------- what is in the way


@pytest.mark.parametrize(
    ("where", "trouble", "status", "words"),
    [
        ("at_the_page", "declined", 3, "did not allow"),
        ("at_the_page", "admin_consent", 3, "administrator has to allow"),
        ("trouble", "conditional_access", 3, "Conditional Access"),
        ("trouble", "interaction_required", 3, "second factor"),
        ("trouble", "unknown_client", 2, "Correct `client_id`"),
    ],
)
def test_a_sign_in_that_came_to_nothing_says_why_in_two_lines(
    desk: Desk, where: str, trouble: str, status: int, words: str
) -> None:
    setattr(desk.sim.authority, where, trouble)
    result = desk.login()
    assert result.status == status
    assert words in result.err
    assert len(result.err.splitlines()) == 2
    assert not desk.token_file.exists()


def test_another_mailbox_is_not_named(desk: Desk) -> None:
    desk.sim.authority.address = "somebody@example.net"
    desk.sim.mailbox.user = {"mail": "somebody@example.net", "userPrincipalName": "somebody@example.net"}
    desk.sim.calendars.calendars["default"].owner = {"name": "Somebody", "address": "somebody@example.net"}
    result = desk.login()
    assert result.status == 3
    assert "another mailbox" in result.err
    assert "somebody" not in result.out + result.err
    assert not desk.token_file.exists()


def test_no_secret_is_printed_even_when_asked_for_everything(desk: Desk) -> None:
    desk.words = ("-vv",)
    result = desk.login()
    assert result.status == 0
    stored = json.loads(desk.token_file.read_text())
    cache = json.loads(stored["cache"])
    (refresh,) = (one["secret"] for one in cache["RefreshToken"].values())
    (identity,) = (one["secret"] for one in cache["IdToken"].values())
    for secret in (refresh, identity, stored["access_token"]):
        assert secret not in result.out + result.err
        assert secret.encode() not in b"".join(f.read_bytes() for f in desk.state.glob("*") if f.is_file())


def test_a_sign_in_that_is_broken_off_leaves_nothing(desk: Desk) -> None:
    process = desk.start("login", "work", "--device-code")
    assert process.stdout is not None
    wait(lambda: process.stdout is not None and process.stdout.readline().startswith("Type this"), "the code")
    process.send_signal(2)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert Tokens(desk.state, "work", "file").load() is None


# ---------------------------------------------------------------- while it lasts, and its end


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("revoked", "taken back"),
        ("expired", "has expired"),
        ("consent", "admin consent"),
        ("conditional_access", "rules"),
    ],
)
def test_a_sign_in_that_ended_stops_the_account_and_asks_once(desk: Desk, trouble: str, words: str) -> None:
    desk.login()
    desk.sync()
    desk.sim.authority.trouble = trouble
    desk.sim.authority.expire_access()
    before = desk.asked("/token")
    (account,) = desk.later(status=3, minutes=2)["accounts"]
    assert (account["ok"], account["needs_login"]) == (False, True)
    assert words in account["error"]
    assert "agent login work" in desk.agent("status").out
    assert desk.asked("/token") == before + 1
    desk.sim.requests.clear()
    desk.later(status=3, minutes=2)
    assert not desk.sim.requests
    desk.sim.authority.trouble = ""
    assert desk.login().status == 0
    (account,) = desk.status()["accounts"]
    assert (account["error"], account["needs_login"]) == (None, False)
    assert desk.later(minutes=2)["accounts"][0]["ok"]


def test_a_token_that_microsoft_takes_back_early_is_renewed_unseen(desk: Desk) -> None:
    desk.login()
    desk.sync()
    desk.sim.authority.expire_access()
    assert desk.later(minutes=2)["accounts"][0]["ok"]


def test_a_sign_in_without_a_network_says_what_to_do_once_there_is_one(desk: Desk) -> None:
    desk.config.write_text(desk.config.read_text().replace(desk.sim.base, "http://127.0.0.1:9"))  # nobody listens there
    result = desk.agent("login", "work", "--no-browser")
    assert result.status == 3
    assert "refused\nNobody was signed in. Once it can be reached: agent login work" in result.err


# ---------------------------------------------------------------- signing out


def test_signing_out_forgets_and_says_where_access_is_taken_back(desk: Desk) -> None:
    desk.login()
    desk.sync()
    result = desk.do("logout work")
    assert "Signed out of work" in result.out
    assert "https://account.live.com/consent/Manage" in result.out
    assert "https://myapps.microsoft.com" in result.out
    assert not desk.token_file.exists()
    assert desk.status()["accounts"][0]["needs_login"]
    assert desk.do("logout work").out.startswith("Nobody was signed in")
