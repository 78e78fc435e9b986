"""Tokens, throttling and faults of the simulator."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.simulators.google.faults import answer, hang
from tests.simulators.outlook import OutlookSim
from tests.simulators.outlook.client import RAW, Client, error
from tests.simulators.outlook.test_sending import reply


def test_tokens_end_and_scopes_are_kept_apart(sim: OutlookSim) -> None:
    reader = Client(sim, ("Mail.Read", "Calendars.Read"))
    assert error(reader.post("/me/messages", {"subject": "x"})) == (403, "ErrorAccessDenied")
    assert reader.get("/me/messages")["value"] == []
    sim.timer.sleep(3600)
    assert error(reader.ask("GET", "/me/messages")) == (401, "InvalidAuthenticationToken")


def test_a_fifth_request_at_once_is_throttled(sim: OutlookSim, client: Client) -> None:
    sim.faults.add("GET .*inbox", hang(0.4), times=4)
    with ThreadPoolExecutor(5) as pool:
        slow = [pool.submit(client.ask, "GET", "/me/mailFolders/inbox") for _ in range(4)]
        while sim._under_way < 4:
            threading.Event().wait(0.005)
        refused = client.ask("GET", "/me/mailFolders/drafts")
        assert {one.result().status_code for one in slow} == {200}
    assert error(refused) == (429, "ApplicationThrottled")
    assert refused.headers["retry-after"] == "1"
    assert sim.most_at_once == 5


def test_faults_before_and_after_the_effect(sim: OutlookSim, client: Client) -> None:
    sim.faults.add("POST .*/send", answer(504, after_effect=True))
    draft = reply(sim, client)
    assert client.post(f"/me/messages/{draft}/send").status_code == 504
    assert len(sim.sent) == 1
    sim.faults.add("message.send", "close-before-effect")
    with pytest.raises(httpx.RemoteProtocolError):
        client.post(f"/me/messages/{reply(sim, client)}/send")
    assert len(sim.sent) == 1
    sim.faults.add("GET /v1.0/me me", "truncated")
    with pytest.raises(httpx.RemoteProtocolError):
        client.ask("GET", "/me")
    sim.faults.add("GET /v1.0/me me", answer(503, retry_after=7))
    found = client.ask("GET", "/me")
    assert (error(found), found.headers["retry-after"]) == ((503, "ErrorServerBusy"), "7")
    assert client.get("/me")["mail"] == "alex@example.com"


def test_ten_thousand_requests_in_ten_minutes_are_enough(sim: OutlookSim, client: Client) -> None:
    sim._times.extend([sim.timer.now()] * 9_999)
    client.get("/me")
    refused = client.ask("GET", "/me")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "601")
    sim.timer.sleep(601)
    client.get("/me")


def test_a_change_of_an_old_revision_is_refused(sim: OutlookSim, client: Client) -> None:
    draft = reply(sim, client)
    old = client.get(f"/me/messages/{draft}")["@odata.etag"]
    sim.mailbox.user_edits_draft(draft, RAW)
    for verb, body in (("PATCH", {"subject": "x"}), ("DELETE", None)):
        client.headers["If-Match"] = old
        assert error(client.ask(verb, f"/me/messages/{draft}", body)) == (412, "ErrorIrresolvableConflict")
        client.headers["If-Match"] = client.get(f"/me/messages/{draft}")["@odata.etag"]
        assert client.ask(verb, f"/me/messages/{draft}", body).is_success
