"""Signing in to a Google account and out of it, by Google's flow for installed programs."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable

from connectors import renewal
from connectors.base import ConnectorError, Grant, NeedsLogin, Refused, SignIn, SignInWay, Temporary
from connectors.browser import browse, invite, span
from connectors.google import client_file, faults, oauth
from connectors.google.account import (
    READ_EVENTS,
    READ_MAIL,
    WRITE_EVENTS,
    WRITE_MAIL,
    Account,
    mailbox_key,
    same_mailbox,
)
from connectors.http import Http
from connectors.loopback import leads_here
from connectors.redirect import Page, Redirect, Return
from connectors.timer import Timer
from connectors.tokens import Tokens

CONNECTIONS = "https://myaccount.google.com/connections"
"""Where the user takes access back at Google."""
COVERED = {READ_EVENTS: WRITE_EVENTS}
"""The wider scope allows what the narrower one does."""
GRANTED = {
    READ_MAIL: "read your mail",
    READ_EVENTS: "read your calendars",
    WRITE_MAIL: "write drafts and send what you approve",
    WRITE_EVENTS: "answer invitations and delete events as you approve",
}
"""In the order of telling. The list of calendars goes without saying."""
CONSEQUENCES = {
    WRITE_MAIL: "nothing can be sent from it",
    WRITE_EVENTS: "its calendars cannot be answered",
}


class GoogleSignIn(SignIn):
    """Google's sign-in with PKCE over a redirect to loopback (RFC 8252, RFC 7636)."""

    def __init__(
        self,
        account: Account,
        tokens: Tokens,
        http: Http,
        timer: Timer,
        user_addresses: tuple[str, ...] = (),
        changed: Callable[[], None] = lambda: None,
        open_browser: Callable[[str], object] = browse,
    ) -> None:
        """changed: called when what is stored is another. open_browser: opens an address in the browser."""
        self._account = account
        self._tokens = tokens
        self._http = http
        self._timer = timer
        self._mine = user_addresses
        self._changed = changed
        self._browse = open_browser

    def sign_in(self, show: Callable[[str], None], how: SignInWay = "browser", wait: float = 300.0) -> Grant:
        """See `SignIn.sign_in`."""
        if how == "device":
            raise Refused(
                "Google does not allow a sign-in by code for mail and calendars.\n"
                f"Use this instead: agent login {self._account.name} --no-browser"
            )
        office = oauth.Office(self._account, client_file.read(self._account.client_secrets), self._http)
        with renewal.sign_in(self._tokens) as had_before:
            return self._flow(office, show, how, wait, had_before)

    def _flow(
        self, office: oauth.Office, show: Callable[[str], None], how: SignInWay, wait: float, had_before: bool
    ) -> Grant:
        """From the invitation to the page at the end."""
        with Redirect(secrets.token_urlsafe(32)) as redirect:
            address, verifier = _address(office, redirect)
            invite(show, how, address, redirect.port, self._browse, wait)
            came = redirect.wait(wait)
            try:
                grant = self._complete(office, came, verifier, redirect.address, wait, had_before)
            except ConnectorError as fault:
                redirect.finish(Page("You are not signed in", tuple(str(fault).splitlines())))
                raise
            redirect.finish(Page("You are signed in", grant.problems, grant.may))
        return grant

    def sign_out(self) -> str | None:
        """See `SignIn.sign_out`."""
        try:
            told = self._told()
        except ConnectorError as fault:
            told = f"Google could not be told ({_first_line(fault)}). Take Bowout's access back at {CONNECTIONS}."
        finally:
            self._forget()
        return told

    def signed_in(self) -> bool:
        """See `SignIn.signed_in`."""
        return self._tokens.exists

    # ------------------------------------------------------------ inside

    def _complete(
        self, office: oauth.Office, came: Return | None, verifier: str, redirect: str, wait: float, had_before: bool
    ) -> Grant:
        """From what the browser brought to what is stored."""
        again = f"Sign in again: agent login {self._account.name}"
        if came is None:
            raise NeedsLogin(f"Nobody finished the sign-in within {span(wait)}.\n{again}")
        if not came.code:
            raise _denied(came.error, again)
        try:
            tokens = office.exchange(came.code, verifier, redirect, self._timer.now())
        except NeedsLogin:
            raise NeedsLogin(f"Google did not take the answer of the browser for good.\n{again}") from None
        try:
            grant = self._checked(tokens)
            found = self._mailbox(tokens)
            if same_mailbox(found, self._account.address):
                with self._tokens.locked():
                    self._tokens.save({**tokens, "mailbox": mailbox_key(found)})
                self._changed()
                return grant
        except ConnectorError:
            # Revoking ends everything that this client was ever granted there: not where there was a sign-in before.
            if not had_before:
                self._revoke(office, tokens)
            raise
        if not any(same_mailbox(found, own) for own in self._mine):
            # Another mailbox of the user may well be an account here too, whose sign-in would end with this one.
            self._revoke(office, tokens)
        raise Refused(
            f"The browser signed in to another mailbox than the `address` of the account {self._account.name}: "
            "nothing was stored.\n"
            f"Choose that mailbox on Google's page, or correct `address`: agent login {self._account.name}"
        )

    def _checked(self, tokens: oauth.Tokens) -> Grant:
        """What was granted, in words. Raises Refused where Bowout could not work with it."""
        got = oauth.scopes(tokens)
        missing = [s for s in self._account.scopes if s not in got and COVERED.get(s) not in got]
        needed = [faults.NEEDS[s] for s in missing if s not in CONSEQUENCES]
        again = f"Sign in again, with every box ticked: agent login {self._account.name}"
        if needed:
            raise Refused(f"Bowout was not allowed to {' or to '.join(needed)}: nothing was stored.\n{again}")
        if "refresh_token" not in tokens:
            raise Refused(f"Google gave no lasting access. Remove Bowout at {CONNECTIONS}, then sign in again.")
        problems = [f"You did not allow Bowout to {faults.NEEDS[s]}: {CONSEQUENCES[s]}. {again}" for s in missing]
        if "ends_at" in tokens:
            days = max(1, round((tokens["ends_at"] - self._timer.now()) / 86400))
            problems.append(
                f"This sign-in ends after {days} days, because the Google project is in “Testing”: "
                "docs/google.md says how to publish it."
            )
        may = [words for s, words in GRANTED.items() if s in self._account.scopes and s not in missing]
        return Grant(tuple(may), tuple(problems))

    def _mailbox(self, tokens: oauth.Tokens) -> str:
        """Whose mailbox was signed in to. Raises what Gmail's answer calls for."""
        answer = self._http.request(
            "GET",
            f"{self._account.gmail_base}gmail/v1/users/me/profile?alt=json",
            headers={"authorization": f"Bearer {tokens['access_token']}", "accept": "application/json"},
        )
        if answer.status != 200:
            failure = faults.read(answer, self._timer.now())
            raise faults.error_for(failure, self._account.name, "gmail.users.getProfile", writes=False)
        profile = answer.json()
        address = profile.get("emailAddress") if isinstance(profile, dict) else None
        if not isinstance(address, str):
            raise Temporary("Google did not say whose mailbox it is. Try again later.")
        return address

    def _forget(self) -> None:
        renewal.sign_out(self._tokens)
        self._changed()

    def _revoke(self, office: oauth.Office, tokens: oauth.Tokens) -> None:
        """Give back what is not kept. Where that does not work it is forgotten all the same."""
        try:
            office.revoke(str(tokens.get("refresh_token") or tokens["access_token"]))
        except ConnectorError as fault:
            logging.getLogger(__name__).info("not revoked: %s", type(fault).__name__)

    def _told(self) -> str | None:
        """Revoke what is stored. Raises ConnectorError where Google was not told."""
        stored = self._tokens.load()
        token = (stored or {}).get("refresh_token")
        if token:
            oauth.Office(self._account, client_file.read(self._account.client_secrets), self._http).revoke(str(token))
        return None


def _address(office: oauth.Office, redirect: Redirect) -> tuple[str, str]:
    """Where the browser is sent, and the secret that proves that the answer is for us (PKCE)."""
    from google_auth_oauthlib.flow import InstalledAppFlow

    for name in ("oauthlib", "requests_oauthlib"):  # they log states and verifiers
        logging.getLogger(name).setLevel(logging.WARNING)
    client = office.client
    # The library insists on https; a sign-in page on this machine (a test server) gets its scheme back below.
    local = client.auth_uri.startswith("http:") and leads_here(client.auth_uri)
    auth_uri = client.auth_uri.replace("http:", "https:", 1) if local else client.auth_uri
    installed = {
        "client_id": client.id,
        "client_secret": client.secret,
        "auth_uri": auth_uri,
        "token_uri": client.token_uri,
    }
    flow = InstalledAppFlow.from_client_config(
        {"installed": installed}, scopes=list(office.account.scopes), autogenerate_code_verifier=True
    )
    flow.redirect_uri = redirect.address
    address, _ = flow.authorization_url(
        state=redirect.state,
        access_type="offline",
        prompt="consent",
        login_hint=office.account.address,
    )
    address = address.replace("https:", "http:", 1) if local else address
    return str(address), str(flow.code_verifier)


def _denied(error: str, again: str) -> ConnectorError:
    if error == "access_denied":
        return Refused(f"You did not allow it, or Google does not let this mailbox use the client.\n{again}")
    if error in ("admin_policy_enforced", "org_internal"):
        return Refused(
            f"Your organisation does not let this client into the mailbox ({error}).\nAsk its administrator."
        )
    plain = error if error.replace("_", "").isalpha() and error.isascii() and len(error) < 40 else "no reason given"
    return Refused(f"Google refused the sign-in ({plain}).\n{again}")


def _first_line(fault: ConnectorError) -> str:
    return str(fault).partition("\n")[0].rstrip(".")
