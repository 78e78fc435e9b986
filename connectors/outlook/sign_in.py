"""Signing in to an Outlook account and out of it, in the browser or by a code to type on another machine."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

from connectors import renewal
from connectors.base import ConnectorError, Grant, NeedsLogin, Refused, SignIn, SignInWay, Temporary
from connectors.browser import browse, invite, span
from connectors.http import Http
from connectors.outlook import faults, refusals
from connectors.outlook.account import (
    READ_CALENDARS,
    READ_MAIL,
    SEND_MAIL,
    WRITE_CALENDARS,
    WRITE_MAIL,
    Account,
)
from connectors.outlook.mailbox import Mailbox
from connectors.outlook.office import Attempt, Granted, Office, lasting
from connectors.redirect import Page, Redirect
from connectors.timer import Timer
from connectors.tokens import Tokens

PERSONAL_CONSENT = "https://account.live.com/consent/Manage"
WORK_CONSENT = "https://myapps.microsoft.com"
"""Where the user takes access back at Microsoft, who has no way for programs to do it."""
LOOPBACK = "localhost"
"""Microsoft lets the port differ from the registered address for this name alone."""
GRANTED = {
    READ_MAIL: "read your mail",
    READ_CALENDARS: "read your calendars",
    WRITE_MAIL: "write drafts",
    SEND_MAIL: "send what you approve",
    WRITE_CALENDARS: "answer invitations and delete events as you approve",
}
"""In the order of telling. Whose mailbox it is goes without saying."""
CONSEQUENCES = {
    WRITE_MAIL: "nothing can be sent from it",
    SEND_MAIL: "nothing can be sent from it",
    WRITE_CALENDARS: "its calendars cannot be answered",
}
SHORTEST, LONGEST = 1.0, 60.0
"""Between two questions whether a code was typed (seconds)."""


class OutlookSignIn(SignIn):
    """Microsoft's sign-in: with PKCE over a redirect to loopback (RFC 8252, RFC 7636), or by a device code (RFC 8628)."""

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
        self._office = Office(account, http, timer)
        self._again = faults.again(account.name)

    def sign_in(self, show: Callable[[str], None], how: SignInWay = "browser", wait: float = 300.0) -> Grant:
        """See `SignIn.sign_in`."""
        if not self._account.client_id:
            raise refusals.no_client(self._account)
        with renewal.sign_in(self._tokens):
            return self._by_code(show, wait) if how == "device" else self._by_browser(show, how, wait)

    def sign_out(self) -> str | None:
        """See `SignIn.sign_out`."""
        renewal.sign_out(self._tokens)
        self._changed()
        return (
            "Microsoft lets nobody but you take the access itself back: "
            f"at {PERSONAL_CONSENT} for a personal account, at {WORK_CONSENT} for one at work or school."
        )

    def signed_in(self) -> bool:
        """See `SignIn.signed_in`."""
        return self._tokens.exists

    # ------------------------------------------------------------ inside

    def _by_browser(self, show: Callable[[str], None], how: SignInWay, wait: float) -> Grant:
        """From the invitation to the page at the end."""
        with Redirect(secrets.token_urlsafe(32), LOOPBACK) as redirect:
            attempt, address = self._office.begin(f"http://{redirect.host}", redirect.state)
            invite(show, how, address, redirect.port, self._browse, wait)
            came = redirect.wait(wait)
            if came is None:
                raise NeedsLogin(
                    f"Nobody finished the sign-in within {span(wait)}. If the page named a fault (AADSTS…), "
                    f"docs/outlook.md says what it means.\n{self._again}"
                )
            try:
                grant = self._complete(self._office.redeem(attempt, came))
            except ConnectorError as fault:
                redirect.finish(Page("You are not signed in", tuple(str(fault).splitlines())))
                raise
            redirect.finish(Page("You are signed in", grant.problems, grant.may))
        return grant

    def _by_code(self, show: Callable[[str], None], wait: float) -> Grant:
        """From the code that is shown to the tokens for it."""
        began = self._timer.now()
        attempt = self._office.begin_by_code()
        address, code = str(attempt.flow["verification_uri"]), str(attempt.flow["user_code"])
        if not re.fullmatch(r"https://[\x21-\x7e]{1,200}", address) or not re.fullmatch(r"[A-Za-z0-9-]{4,40}", code):
            raise Temporary(refusals.UNREADABLE)
        limit = min(wait, float(attempt.flow["expires_in"]))
        show("On any machine, open this address in a browser:")
        show(address)
        show(f"Type this code there within {span(limit)}, and sign in:")
        show(code)
        return self._complete(self._typed(attempt, began + limit, limit))

    def _typed(self, attempt: Attempt, until: float, limit: float) -> Granted:
        """Ask at the pace that Microsoft wants, until the person is done."""
        while True:
            pause = min(max(float(attempt.flow["interval"]), SHORTEST), LONGEST)
            if self._timer.now() + pause > until:
                raise NeedsLogin(f"Nobody typed the code within {span(limit)}.\n{self._again} --device-code")
            self._timer.sleep(pause)
            granted = self._office.ask(attempt)
            if granted is not None:
                return granted

    def _complete(self, granted: Granted) -> Grant:
        """From the tokens to what is stored."""
        grant = self._checked(granted)
        token = str(granted.stored["access_token"])
        mailbox = Mailbox(self._account, self._http, self._timer, token, granted.claims)
        if not mailbox.is_of_account(self._mine):
            raise Refused(
                f"The sign-in was to another mailbox than the `address` of the account {self._account.name}: "
                "nothing was stored.\n"
                f"Choose that mailbox on Microsoft's page, or correct `address`: agent login {self._account.name}"
            )
        with self._tokens.locked():
            self._tokens.save(granted.stored)
        self._changed()
        return grant

    def _checked(self, granted: Granted) -> Grant:
        """What was granted, in words. Raises Refused where Bowout could not work with it."""
        got = frozenset(granted.stored["scopes"])
        missing = [scope for scope in self._account.scopes if not faults.allowed(scope, got)]
        needed = [faults.NEEDS[scope] for scope in missing if scope not in CONSEQUENCES]
        if needed:
            raise Refused(f"Bowout was not allowed to {' or to '.join(needed)}: nothing was stored.\n{self._again}")
        if not lasting(granted.stored):
            raise Refused(f"Microsoft gave no lasting access: nothing was stored.\n{self._again}")
        problems = [f"Bowout was not allowed to {faults.NEEDS[s]}: {CONSEQUENCES[s]}. {self._again}" for s in missing]
        may = [words for s, words in GRANTED.items() if s in self._account.scopes and s not in missing]
        return Grant(tuple(may), tuple(problems))
