"""What an error answer of Microsoft Graph calls for. Branches on the code as well as the status, since they do not always agree.

Sources: https://learn.microsoft.com/graph/errors, …/graph/throttling, …/graph/delta-query-overview (synchronization reset).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from connectors.base import ConnectorError, NeedsLogin, OutcomeUnknown, Refused, Temporary
from connectors.faults import Conflict, Gone, Missing
from connectors.http import Response
from connectors.outlook.account import (
    READ_CALENDARS,
    READ_MAIL,
    READ_USER,
    SEND_MAIL,
    WRITE_CALENDARS,
    WRITE_MAIL,
)

BUSY = (429, 503, 504)
"""Too much at once, or out of order for a moment: waiting a little helps whoever only reads."""
CURSOR_LOST = ("syncstatenotfound", "syncstateinvalid", "resyncrequired", "syncresetrequired")
"""Microsoft does not know the place in the changes any more, whatever the status it says so with."""
ABSENT = ("erroritemnotfound",)
COLLIDED = ("errorirresolvableconflict", "errorchangekeyrequired", "errorchangekeyrequiredforwriteoperations")
NO_MAILBOX = (
    "mailboxnotenabledforrestapi",
    "mailboxnothostedinexchangeonline",
    "mailboxnotfound",
    "errornonexistentmailbox",
)
DEPTH = 8
"""So deep are inner errors looked through."""

NEEDS = {
    READ_USER: "see whose mailbox it is",
    READ_MAIL: "read your mail",
    READ_CALENDARS: "read your calendars",
    WRITE_MAIL: "write drafts",
    SEND_MAIL: "send drafts",
    WRITE_CALENDARS: "answer invitations and delete events",
}
"""What each scope lets Bowout do, in plain words."""
WIDER = {READ_MAIL: WRITE_MAIL, READ_CALENDARS: WRITE_CALENDARS}
"""The wider scope allows what the narrower one does."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An error answer, taken apart."""

    status: int
    codes: tuple[str, ...]
    """From the outermost to the innermost, in lower case."""
    word: str
    """The outermost code in Microsoft's own spelling, for a line that people read."""
    wait: float | None
    """Seconds until the provider lets us try again, if it said so."""

    @property
    def busy(self) -> bool:
        """Waiting a little helps whoever only reads."""
        return self.status in BUSY

    def among(self, codes: tuple[str, ...]) -> bool:
        """One of these lower-case codes was given."""
        return bool(set(self.codes) & set(codes))


def read(response: Response, now: float) -> Failure:
    """Take an error answer apart; whatever it holds, it never raises. now: seconds since 1970."""
    found = _codes(response.body)
    word = next((code for code in found if re.fullmatch(r"[A-Za-z_.]{1,60}", code)), "no reason given")
    return Failure(response.status, tuple(code.lower() for code in found), word, response.retry_after(now))


def error_for(failure: Failure, account: str, scope: str, granted: frozenset[str], *, writes: bool) -> ConnectorError:
    """The error that the caller is to get. scope: what the request stands on; granted: what the user allowed."""
    status = failure.status
    what = f"{status} {failure.word}"
    if failure.among(CURSOR_LOST) or status == 410:
        return Gone(f"Microsoft no longer knows it ({what}).")
    if failure.among(NO_MAILBOX):
        return Refused(
            f"The account {account} has no mailbox that Microsoft Graph can open ({failure.word}).\n"
            "Mailboxes on an organisation's own Exchange server cannot be read: docs/outlook.md."
        )
    if status == 429:
        return Temporary(f"Microsoft allows the account {account} no more just now ({what}).", failure.wait)
    if status >= 500 or status == 408:
        if writes:
            return OutcomeUnknown(f"Microsoft answered {status}: it may have been done or not.")
        return Temporary(f"Microsoft is out of order just now ({what}).", failure.wait)
    if status == 401:
        return NeedsLogin(f"Microsoft does not accept the sign-in of the account {account} any more.\n{again(account)}")
    if status == 403 and not allowed(scope, granted):
        return not_granted(account, scope)
    if status == 404 or failure.among(ABSENT):
        return Missing(f"There is no such thing at Microsoft ({what}).")
    if status == 412 or failure.among(COLLIDED):
        return Conflict(f"It has changed at Microsoft meanwhile ({what}).")
    return Refused(f"Microsoft refused it ({what}).")


def not_granted(account: str, scope: str) -> NeedsLogin:
    """It was not allowed at the sign-in."""
    return NeedsLogin(f"Bowout was not allowed to {NEEDS[scope]} in the account {account} ({scope}).\n{again(account)}")


def scope_of(path: str, *, writes: bool) -> str:
    """The scope that a request stands on. path: "/me/…"."""
    parts = path.partition("?")[0].strip("/").split("/")
    place = parts[1].partition("(")[0].lower() if len(parts) > 1 else ""
    if not place:
        return READ_USER
    if place in ("events", "calendars", "calendar", "calendarview", "calendargroups"):
        return WRITE_CALENDARS if writes else READ_CALENDARS
    if writes and parts[-1].lower() in ("send", "sendmail"):
        return SEND_MAIL
    return WRITE_MAIL if writes else READ_MAIL


def allowed(scope: str, granted: frozenset[str]) -> bool:
    """Whether what the user granted covers the scope."""
    return scope in granted or WIDER.get(scope) in granted


def known_scopes(text: str) -> frozenset[str]:
    """The scopes in Microsoft's list that mean something here; it writes them with or without Graph's address, in any case."""
    got = {word.rpartition("/")[2].lower() for word in text.split()}
    return frozenset(scope for scope in NEEDS if scope.lower() in got)


def again(account: str) -> str:
    """How one signs in again."""
    return f"Sign in again: agent login {account}"


def _codes(body: bytes) -> list[str]:
    """The codes of an error and of those inside it, outermost first."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return []
    error: Any = document.get("error") if isinstance(document, dict) else None
    found = []
    for _ in range(DEPTH):
        if not isinstance(error, dict):
            break
        code = error.get("code")
        if isinstance(code, str) and code:
            found.append(code)
        error = error.get("innerError") or error.get("innererror")
    return found
