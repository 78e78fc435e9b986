"""The simulated sign-in: PKCE, refreshing, revoking, and what the user does on the consent page."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from tests.simulators.google import GoogleSim
from tests.simulators.google.oauth import CLIENT_ID, CLIENT_SECRET
from tests.simulators.google_client import ADDRESS, COMPOSE, PROFILE, READ


@pytest.fixture
def sim() -> Iterator[GoogleSim]:
    with GoogleSim(address=ADDRESS) as made:
        yield made


VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
REDIRECT = "http://127.0.0.1:5/"
ASKED = {
    "response_type": "code",
    "client_id": CLIENT_ID,
    "redirect_uri": REDIRECT,
    "scope": f"{READ} {COMPOSE}",
    "state": "s1",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
    "access_type": "offline",
    "prompt": "consent",
}


def consent(sim: GoogleSim, **changed: str) -> dict[str, str]:
    """What comes back to the loopback address."""
    found = httpx.get(f"{sim.base}/auth", params={**ASKED, **changed})
    assert found.status_code == 302, found.text
    assert found.headers["location"].startswith(REDIRECT)
    return dict(parse_qsl(urlsplit(found.headers["location"]).query))


def token(sim: GoogleSim, **form: str) -> httpx.Response:
    return httpx.post(f"{sim.base}/token", data={"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, **form})


def exchange(sim: GoogleSim, code: str, verifier: str = VERIFIER) -> httpx.Response:
    return token(sim, grant_type="authorization_code", code=code, code_verifier=verifier, redirect_uri=REDIRECT)


def test_a_sign_in_gives_tokens_that_work_and_can_be_refreshed_and_revoked(sim: GoogleSim) -> None:
    back = consent(sim)
    assert back["state"] == "s1"
    given = exchange(sim, back["code"]).json()
    assert given["scope"].split() == sorted([READ, COMPOSE])
    assert exchange(sim, back["code"]).json()["error"] == "invalid_grant"
    sim.timer.sleep(4000)
    fresh = token(sim, grant_type="refresh_token", refresh_token=given["refresh_token"]).json()
    head = {"Authorization": f"Bearer {fresh['access_token']}"}
    assert httpx.get(sim.base + PROFILE, headers=head).status_code == 200
    assert httpx.post(f"{sim.base}/revoke", data={"token": given["refresh_token"]}).status_code == 200
    assert httpx.post(f"{sim.base}/revoke", data={"token": given["refresh_token"]}).status_code == 400
    assert httpx.get(sim.base + PROFILE, headers=head).status_code == 401
    refused = token(sim, grant_type="refresh_token", refresh_token=given["refresh_token"])
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_grant")


def test_faults_meet_the_sign_in_too(sim: GoogleSim) -> None:
    sim.faults.add("POST /token", "400 invalid_grant")
    assert exchange(sim, consent(sim)["code"]).json()["error"] == "invalid_grant"


def test_only_who_knows_the_verifier_gets_tokens(sim: GoogleSim) -> None:
    assert exchange(sim, consent(sim)["code"], "wrong").json()["error"] == "invalid_grant"
    wrong = token(sim, grant_type="refresh_token", refresh_token="x", client_secret="other")
    assert (wrong.status_code, wrong.json()["error"]) == (401, "invalid_client")


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"code_challenge_method": "plain"}, "PKCE"),
        ({"state": ""}, "no state"),
        ({"redirect_uri": "http://elsewhere.example/"}, "not to loopback"),
        ({"client_id": "other"}, "client is unknown"),
        ({"prompt": "please"}, "prompt"),
        ({"colour": "red"}, "no parameter colour"),
    ],
)
def test_a_careless_authorization_request_is_a_violation(changed: dict[str, str], fault: str) -> None:
    with GoogleSim() as sim:
        assert httpx.get(f"{sim.base}/auth", params={**ASKED, **changed}).status_code == 400
        assert fault in sim.violations[0]
        sim.violations.clear()


def test_the_user_unticks_denies_and_takes_another_account(sim: GoogleSim) -> None:
    sim.oauth.user.unticks = {COMPOSE}
    assert exchange(sim, consent(sim)["code"]).json()["scope"] == READ
    sim.oauth.user.signs_in_as = "other@example.com"
    given = exchange(sim, consent(sim)["code"]).json()
    head = {"Authorization": f"Bearer {given['access_token']}"}
    assert httpx.get(sim.base + PROFILE, headers=head).json()["emailAddress"] == "other@example.com"
    sim.oauth.user.denies = True
    assert consent(sim) == {"state": "s1", "error": "access_denied"}


def test_without_asking_again_there_is_no_second_refresh_token(sim: GoogleSim) -> None:
    assert "refresh_token" in exchange(sim, consent(sim)["code"]).json()
    assert "refresh_token" not in exchange(sim, consent(sim, prompt="select_account")["code"]).json()


def test_in_testing_a_sign_in_lasts_seven_days() -> None:
    with GoogleSim(testing=True) as sim:
        given = exchange(sim, consent(sim)["code"]).json()
        assert given["refresh_token_expires_in"] == 604_799
        sim.timer.sleep(6 * 86_400)
        form = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
        assert token(sim, **form).status_code == 200
        sim.timer.sleep(86_400)
        assert token(sim, **form).json()["error"] == "invalid_grant"


def test_the_client_file_leads_here(sim: GoogleSim, tmp_path: Path) -> None:
    installed = json.loads(sim.client_file(tmp_path / "client.json").read_text("utf-8"))["installed"]
    assert installed["token_uri"] == f"{sim.base}/token"
    assert installed["client_id"] == CLIENT_ID
