"""Accounts that cannot be read for a while: nobody is signed in, the server is away. The daemon waits, and says for what."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from connectors.timer import Timer
from connectors.tokens import Tokens
from tests.daemon.life import Life, wait
from tests.e2e.google_world import SEND, scopes
from tests.e2e.world import ADDRESS
from tests.simulators.google import GoogleSim
from tests.simulators.google.faults import answer

pytestmark = pytest.mark.slow


@pytest.fixture
def google(life: Life) -> Iterator[GoogleSim]:
    """The person has a Google account beside the local one; nobody signed in to it."""
    with GoogleSim(timer=Timer(), address=ADDRESS) as sim:
        client = sim.client_file(life.root / "client.json")
        life.config.write_text(
            '[secrets]\ntoken_store = "file"\n\n' + life.config.read_text() + "\n[[account]]\n"
            f'name = "gmail"\nkind = "google"\naddress = "{ADDRESS}"\nclient_secrets = {json.dumps(str(client))}\n'
            f"poll_seconds = 1\n[account.endpoints]\n"
            f'gmail = "{sim.base}"\ncalendar = "{sim.base}"\ntoken = "{sim.base}/token"\n'
        )
        yield sim


def sign_in(life: Life, google: GoogleSim) -> None:
    Tokens(life.state, "gmail", "file").save(google.grant(scopes(SEND)))


def test_an_account_that_nobody_signed_in_to_is_let_be_until_somebody_does(life: Life, google: GoogleSim) -> None:
    life.run()
    life.more_passes(0)
    life.manager.wait("gmail waits for you to sign in")
    life.rested()
    asked, passes = len(google.requests), life.passes()
    with pytest.raises(AssertionError):
        life.more_passes(passes, patience=3)
    assert len(google.requests) == asked
    sign_in(life, google)
    life.more_passes(passes)
    wait(lambda: "gmail" not in life.manager.status(), "the sign-in to be taken up")
    account = next(one for one in life.agent_view()["accounts"] if one["name"] == "gmail")
    assert (account["ok"], account["needs_login"]) == (True, False)


def test_nothing_new_at_google_starts_no_worker(life: Life, google: GoogleSim) -> None:
    sign_in(life, google)
    life.run()
    life.more_passes(0)
    life.rested()
    asked, passes = len(google.requests), life.passes()
    wait(lambda: len(google.requests) >= asked + 4, "some looks")
    assert life.passes() == passes
    google.mailbox.deliver(b"From: a@b.example\r\nTo: x@y.example\r\nSubject: hello\r\n\r\nhello\r\n")
    life.more_passes(passes)


def test_a_provider_that_asks_to_be_left_alone_during_a_pass_is(life: Life, google: GoogleSim) -> None:
    sign_in(life, google)
    google.faults.add("gmail.users", answer(429, retry_after=300), times=1000)
    life.run()
    life.more_passes(0)
    life.rested()
    asked, passes = len(google.requests), life.passes()
    with pytest.raises(AssertionError):
        life.more_passes(passes, patience=3)
    assert len(google.requests) == asked
    assert "gmail: Google allows" in life.manager.status()
