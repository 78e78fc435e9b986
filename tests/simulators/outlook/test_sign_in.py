"""msal signs in to the simulator for real."""

from __future__ import annotations

import threading
from typing import Any

import httpx
import msal
import pytest
from msal.oauth2cli.authcode import AuthCodeReceiver

from tests.simulators.outlook import OutlookSim
from tests.simulators.outlook.browser import browse
from tests.simulators.outlook.client import Client
from tests.simulators.outlook.login_errors import LoginError


def app(sim: OutlookSim, cache: Any = None) -> Any:
    return msal.PublicClientApplication(
        "simulated-client",
        authority="https://login.microsoftonline.com/common",
        http_client=sim.authority_http,
        token_cache=cache,
    )


def test_msal_signs_in_by_browser_and_refreshes(sim: OutlookSim) -> None:
    cache = msal.SerializableTokenCache()
    program = app(sim, cache)
    flow = program.initiate_auth_code_flow(["Mail.Read"], redirect_uri="http://localhost:1", response_mode="form_post")
    fields = sim.authority.authorize(dict(httpx.URL(flow["auth_uri"]).params))[1]
    found = program.acquire_token_by_auth_code_flow(flow, fields)
    assert found["id_token_claims"]["preferred_username"] == "alex@example.com"
    client = Client(sim)
    client.headers["Authorization"] = f"Bearer {found['access_token']}"
    assert client.get("/me/messages")["value"] == []
    (account,) = program.get_accounts()
    again = app(sim, cache).acquire_token_silent(["Mail.Read"], account, force_refresh=True)
    assert again["access_token"] != found["access_token"]
    assert sim.authority.refreshed == 1


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_msal_waits_for_a_device(sim: OutlookSim) -> None:
    program = app(sim)
    flow = program.initiate_device_flow(["Mail.Read"])
    pending = program.acquire_token_by_device_flow(flow, exit_condition=lambda flow: True)
    assert pending["error"] == "authorization_pending"
    sim.authority.type_code(flow["user_code"])
    assert "access_token" in program.acquire_token_by_device_flow(flow, exit_condition=lambda flow: True)


def test_msal_interactive_listens_on_loopback(sim: OutlookSim) -> None:
    brought: list[threading.Thread] = []

    def show(address: str, **_: Any) -> bool:
        brought.append(threading.Thread(target=sim.visit, args=(address,)))
        brought[0].start()
        return True

    receiver = pytest.importorskip("msal.oauth2cli.authcode")
    before, receiver._browse = receiver._browse, show
    try:
        found = app(sim).acquire_token_interactive(["Mail.Read"], timeout=10)
    finally:
        receiver._browse = before
    brought[0].join(5)
    assert "access_token" in found, found


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ("interaction_required", "AADSTS50076"),
        ("consent", "AADSTS65001"),
        ("admin_consent", "AADSTS90094"),
        ("conditional_access", "AADSTS53003"),
        ("expired", "AADSTS700082"),
        ("revoked", "AADSTS50173"),
    ],
)
def test_msal_is_told_why_a_refresh_fails(trouble: str, said: str, sim: OutlookSim) -> None:
    program = app(sim)
    granted = sim.grant(["Mail.Read"])
    program.acquire_token_by_refresh_token(granted["refresh_token"], ["Mail.Read"])
    (account,) = program.get_accounts()
    sim.authority.trouble = trouble
    found = program.acquire_token_silent_with_error(["Mail.Read"], account, force_refresh=True)
    assert said in found["error_description"]


def test_the_authority_is_served_on_loopback_too(sim: OutlookSim) -> None:
    start = f"{sim.base}/login/common"
    with httpx.Client(trust_env=False) as http:
        found = http.get(f"{start}/v2.0/.well-known/openid-configuration").json()
        assert found["token_endpoint"].startswith("https://login.microsoftonline.com/common/")
        token = sim.grant(["Mail.Read"])["refresh_token"]
        form = {"grant_type": "refresh_token", "refresh_token": token, "client_id": "simulated-client", "scope": "Mail.Read"}  # fmt: skip
        assert "access_token" in http.post(f"{start}/oauth2/v2.0/token", data=form).json()
        query = {"client_id": "c", "response_type": "code", "redirect_uri": "http://localhost:1", "scope": "Mail.Read",
                 "state": "s", "code_challenge": "x", "code_challenge_method": "S256"}  # fmt: skip
        assert "code=" in http.get(f"{start}/oauth2/v2.0/authorize", params=query).headers["location"]
        assert 'name="code"' in http.get(f"{start}/oauth2/v2.0/authorize", params=query | {"response_mode": "form_post"}).text  # fmt: skip


def test_a_program_on_loopback_is_brought_the_code_by_a_browser(sim: OutlookSim) -> None:
    flow = app(sim).initiate_auth_code_flow(["Mail.Read"], redirect_uri="http://localhost:1", response_mode="form_post")
    with AuthCodeReceiver(port=0) as receiver:
        address = flow["auth_uri"].replace("https://login.microsoftonline.com", f"{sim.base}/login")
        address = address.replace("localhost%3A1", f"localhost%3A{receiver.get_port()}")
        brought = threading.Thread(target=browse, args=(address,))
        brought.start()
        found = receiver.get_auth_response(timeout=10, auth_uri=None, state=flow["state"])
        brought.join(5)
    assert set(found) == {"code", "state"}


@pytest.mark.parametrize(("at_the_page", "said"), [("declined", "AADSTS65004"), ("admin_consent", "AADSTS90094")])
def test_the_page_may_end_without_a_code(at_the_page: str, said: str, sim: OutlookSim) -> None:
    program = app(sim)
    flow = program.initiate_auth_code_flow(["Mail.Read"], redirect_uri="http://localhost:1", response_mode="form_post")
    sim.authority.at_the_page = at_the_page
    fields = sim.authority.authorize(dict(httpx.URL(flow["auth_uri"]).params))[1]
    found = program.acquire_token_by_auth_code_flow(flow, fields)
    assert found["error"] == "access_denied"
    assert said in found["error_description"]


def test_a_wrong_verifier_and_a_foreign_redirect_fail_the_test() -> None:
    with OutlookSim() as sim:
        program = app(sim)
        flow = program.initiate_auth_code_flow(
            ["Mail.Read"], redirect_uri="http://localhost:1", response_mode="form_post"
        )
        fields = sim.authority.authorize(dict(httpx.URL(flow["auth_uri"]).params))[1]
        assert "error" in program.acquire_token_by_auth_code_flow({**flow, "code_verifier": "other"}, fields)
        foreign = {**dict(httpx.URL(flow["auth_uri"]).params), "redirect_uri": "http://127.0.0.1:1"}
        with pytest.raises(LoginError, match="invalid_request"):
            sim.authority.authorize(foreign)
        assert len(sim.violations) == 2
        sim.violations.clear()


def test_msal_goes_on_from_a_cache_of_an_earlier_sign_in(sim: OutlookSim) -> None:
    cache = msal.SerializableTokenCache()
    cache.deserialize(sim.msal_cache(["Mail.Read"]))
    program = app(sim, cache)
    (account,) = program.get_accounts()
    assert account["username"] == "alex@example.com"
    assert "access_token" in program.acquire_token_silent(["Mail.Read"], account)
    sim.authority.revoke()
    found = program.acquire_token_silent_with_error(["Mail.Read"], account, force_refresh=True)
    assert found["error"] == "invalid_grant"
