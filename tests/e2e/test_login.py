"""Signing in and out by the command line, as a person does it: `agent login`, a browser, `agent logout`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from connectors.tokens import Tokens
from tests.e2e import stories
from tests.e2e.google_world import GoogleWorld, scopes
from tests.e2e.world import Result, World, wait

PATIENCE = 30.0
COMPOSE = scopes(("gmail.compose",))[0]


class Desk(GoogleWorld):
    """A configured Google account that nobody is signed in to yet."""

    def sign_in(self) -> None:
        """Not behind the person's back."""

    options: tuple[str, ...] = ()
    """What stands before every command."""

    @property
    def token_file(self) -> Path:
        return self.state / "tokens" / "gmail.json"

    def _words(self, words: Iterable[str]) -> list[str]:
        return [*self.options, *super()._words(words)]

    def login(self, *words: str) -> Result:
        """`agent login gmail --no-browser`, with somebody who opens the address that it prints."""
        process = self.start("login", "gmail", "--no-browser", *words)
        stream = process.stderr if "--json" in words else process.stdout
        assert stream is not None
        before: list[str] = []
        for line in stream:
            before.append(line)
            if line.startswith("http"):
                threading.Thread(target=opened, args=(line.strip(),), daemon=True).start()
            if line.startswith("From another machine"):
                break
        out, err = process.communicate(timeout=PATIENCE)
        read = "".join(before)
        return Result(
            process.returncode, out if "--json" in words else read + out, err if "--json" not in words else read + err
        )


def opened(address: str) -> None:
    """Open an address as a browser does."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            answer.read()
    except urllib.error.HTTPError as answer:
        answer.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    with made.sim:
        yield made


# ---------------------------------------------------------------- signing in


def test_after_signing_in_mail_and_calendars_are_read(desk: Desk) -> None:
    stories.firm(desk)
    result = desk.login()
    assert (result.status, result.err) == (0, "")
    assert "Signed in to gmail" in result.out
    assert "read your mail" in result.out
    assert "agent sync" in result.out
    assert desk.sync().offer("Brackwater")["firm"]


def test_the_address_stands_alone_on_its_line(desk: Desk) -> None:
    lines = desk.login().out.splitlines()
    (address,) = [line for line in lines if line.startswith("http")]
    assert " " not in address
    assert "code_challenge_method=S256" in address


def test_as_json_nothing_but_the_document_is_on_standard_output(desk: Desk) -> None:
    desk.sim.oauth.user.unticks = {COMPOSE}
    result = desk.login("--json")
    assert result.status == 0
    document = json.loads(result.out)
    assert document["account"] == "gmail"
    assert "read your mail" in document["may"]
    assert "nothing can be sent" in document["problems"][0]
    assert "http://127.0.0.1" in result.err


def test_the_browser_of_the_desktop_is_opened(desk: Desk, tmp_path: Path) -> None:
    browser = tmp_path / "browser.py"
    browser.write_text("import sys, urllib.request\nprint('noise')\nurllib.request.urlopen(sys.argv[1]).read()\n")
    environ = {**os.environ, "DISPLAY": ":99", "BROWSER": f"{sys.executable} {browser} %s"}
    done = subprocess.run(
        desk.command_line("login", "gmail", "--json"), capture_output=True, text=True, env=environ, timeout=PATIENCE
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["problems"] == []


@pytest.mark.parametrize(
    ("fault", "words"), [("denies", "did not allow"), ("other", "another mailbox"), ("unticks", "read your mail")]
)
def test_a_sign_in_that_came_to_nothing_is_status_three(desk: Desk, fault: str, words: str) -> None:
    user = desk.sim.oauth.user
    user.denies = fault == "denies"
    user.signs_in_as = "somebody@example.net" if fault == "other" else None
    user.unticks = set(scopes(("gmail.readonly",))) if fault == "unticks" else set()
    result = desk.login()
    assert result.status == 3
    assert words in result.err
    assert len(result.err.splitlines()) <= 2
    assert "somebody" not in result.out + result.err
    assert not desk.token_file.exists()


def test_google_gives_no_code_for_another_machine(desk: Desk) -> None:
    result = desk.agent("login", "gmail", "--device-code")
    assert result.status == 3
    assert "--no-browser" in result.err


def test_no_secret_is_printed_even_when_asked_for_everything(desk: Desk) -> None:
    desk.options = ("-vv",)
    result = desk.login()
    assert result.status == 0
    stored = json.loads(desk.token_file.read_text())
    assert desk.token_file.stat().st_mode & 0o777 == 0o600
    for secret in (stored["refresh_token"], stored["access_token"], "simulated-secret"):
        assert secret not in result.out + result.err
        assert secret.encode() not in b"".join(f.read_bytes() for f in desk.state.glob("*") if f.is_file())


# ---------------------------------------------------------------- what is not there


def test_a_local_account_has_nothing_to_sign_in_to(world: World) -> None:
    for command in ("login", "logout"):
        assert world.do(f"{command} home").out
    assert world.do("login home --json").json == {"account": "home", "may": [], "problems": []}
    assert "nothing to sign in to" in world.do("login home").out


@pytest.mark.parametrize("command", ["login", "logout"])
def test_an_account_that_is_not_configured_is_wrong_usage(world: World, command: str) -> None:
    result = world.agent(command, "gmial")
    assert result.status == 2
    assert "home" in result.err


def test_the_help_of_the_command_loads_nothing_of_the_provider(desk: Desk) -> None:
    code = (
        "import sys; from agent.cli.main import main; main(['login', '--help']);"
        "print([m for m in sys.modules if m.split('.')[0] in"
        " ('connectors', 'google', 'googleapiclient', 'httpx', 'keyring', 'requests', 'http')], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "--no-browser" in done.stdout
    assert done.stderr.strip() == "[]"


# ---------------------------------------------------------------- while it lasts, and its end


def test_a_sign_in_that_ended_stops_the_account_asks_once_and_loses_nothing(desk: Desk) -> None:
    stories.firm(desk)
    desk.login()
    desk.sync()
    desk.sim.oauth.revoke()
    desk.sim.oauth.expire_access()
    desk.asked()
    status = desk.later(status=3, minutes=2)
    (account,) = status["accounts"]
    assert (account["ok"], account["needs_login"]) == (False, True)
    assert "agent login gmail" in desk.agent("status").out
    first = len(desk.asked())
    assert status.offer("Brackwater")["firm"]
    desk.later(status=3, minutes=2)
    assert desk.asked() == []
    assert first <= 3
    assert desk.login().status == 0
    (account,) = desk.status()["accounts"]
    assert (account["error"], account["needs_login"]) == (None, False)
    assert desk.later(minutes=2)["accounts"][0]["ok"]


def test_a_token_that_google_takes_back_early_is_renewed_unseen(desk: Desk) -> None:
    desk.login()
    desk.sync()
    desk.sim.oauth.expire_access()
    assert desk.later(minutes=2)["accounts"][0]["ok"]


# ---------------------------------------------------------------- signing out


def test_signing_out_revokes_forgets_and_is_told(desk: Desk) -> None:
    stories.firm(desk)
    desk.login()
    desk.sync()
    assert desk.do("logout gmail --json").json == {"account": "gmail", "signed_out": True, "problems": []}
    assert not any(desk.sim.oauth.lives(grant) for grant in desk.sim.oauth.grants)
    assert not desk.token_file.exists()
    assert desk.status()["accounts"][0]["needs_login"]
    assert desk.status().offer("Brackwater")["firm"]
    assert desk.do("logout gmail").out.startswith("Nobody was signed in")


def test_signing_out_without_a_network_says_what_is_left_to_do(desk: Desk) -> None:
    desk.login()
    desk.sim.faults.add("POST /revoke", 503)
    result = desk.do("logout gmail")
    assert "myaccount.google.com" in result.out
    assert not desk.token_file.exists()


def test_a_sign_in_that_is_broken_off_leaves_nothing(desk: Desk) -> None:
    process = desk.start("login", "gmail", "--no-browser")
    assert process.stdout is not None
    wait(lambda: process.stdout is not None and process.stdout.readline().startswith("From another"), "the address")
    process.send_signal(2)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert not desk.token_file.exists()
    assert Tokens(desk.state, "gmail", "file").load() is None
