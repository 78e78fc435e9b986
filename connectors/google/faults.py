"""What an error answer of Gmail or Google Calendar calls for. Branches on the reason, since one status means many things.

Source: https://developers.google.com/gmail/api/guides/handle-errors and the Calendar API's page of the same name.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from connectors.base import ConnectorError, NeedsLogin, OutcomeUnknown, Refused, Temporary
from connectors.faults import Conflict, Gone, Missing
from connectors.google.account import READ_CALENDARS, READ_EVENTS, READ_MAIL, WRITE_EVENTS, WRITE_MAIL
from connectors.http import Response

RATE = ("rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED")
"""Too much within a minute: waiting a little helps."""
USED_UP = ("dailyLimitExceeded", "quotaExceeded", "limitExceeded")
"""Too much for the day, or for sending: waiting a little does not help."""
SCOPE = ("insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT")
DISABLED = ("accessNotConfigured", "SERVICE_DISABLED")

LONGEST = 86400.0
"""Google may say "not before tomorrow" (the limit on sending)."""
DOUBTED = 3600.0
"""No longer wait is believed where only this machine's own clock can tell how long it is."""

_UNTIL = re.compile(r"[Rr]etry after (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))")

NEEDS = {
    READ_MAIL: "read your mail",
    READ_EVENTS: "read your calendars",
    READ_CALENDARS: "see which calendars you have",
    WRITE_MAIL: "write drafts and send them",
    WRITE_EVENTS: "answer invitations and delete events",
}
"""What each scope lets Bowout do, in plain words."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An error answer, taken apart."""

    status: int
    reasons: tuple[str, ...]
    wait: float | None
    """Seconds until the provider lets us try again, if it said so."""

    @property
    def rate(self) -> bool:
        """We were too quick; nothing was done."""
        if self.status == 429:
            return not set(self.reasons) & set(USED_UP)
        return self.status == 403 and bool(set(self.reasons) & set(RATE))

    @property
    def used_up(self) -> bool:
        """A longer limit is reached; nothing was done."""
        return self.status in (403, 429) and bool(set(self.reasons) & set(USED_UP))

    @property
    def word(self) -> str:
        """The reason in Google's own word, for a line that people read."""
        return next((r for r in self.reasons if re.fullmatch(r"[A-Za-z_]{1,60}", r)), "no reason given")


def read(response: Response, now: float) -> Failure:
    """Take an error answer apart; whatever it holds, it never raises. now: seconds since 1970."""
    error = _error(response.body)
    reasons = [str(entry.get("reason", "")) for key in ("errors", "details") for entry in _entries(error, key)]
    found = _UNTIL.search(str(error.get("message", "")))
    wait = response.retry_after(now)
    if found:
        wait = _until(found[1], response.headers.get("date"), now)
    return Failure(response.status, tuple(filter(None, [*reasons, str(error.get("status", ""))])), wait)


def error_for(failure: Failure, account: str, method_id: str, *, writes: bool) -> ConnectorError:
    """The error that the caller is to get. method_id: as the discovery document calls it, "gmail.users.drafts.create"."""
    status, reasons = failure.status, set(failure.reasons)
    if failure.rate or failure.used_up:
        limit = "for today" if failure.used_up else "just now"
        return Temporary(
            f"Google allows the account {account} no more {limit} ({status} {failure.word}).", failure.wait
        )
    if status >= 500:
        if writes:
            return OutcomeUnknown(f"Google answered {status}: it may have been done or not.")
        return Temporary(f"Google is out of order just now ({status}).", failure.wait)
    if status == 401:
        return NeedsLogin(f"Google does not accept the sign-in of the account {account} any more.\n{_again(account)}")
    if status == 403 and reasons & set(SCOPE):
        return not_granted(account, scope_of(method_id, writes=writes))
    if status == 403 and reasons & set(DISABLED):
        service = "Google Calendar API" if method_id.startswith("calendar.") else "Gmail API"
        return Refused(
            f"The {service} is not enabled in your Google project.\nEnable it there: docs/google.md says how."
        )
    if status == 403 and "domainPolicy" in reasons:
        return Refused(
            "Your organisation does not let programs into this service (domainPolicy).\nAsk its administrator."
        )
    kinds: dict[int, type[Refused]] = {404: Missing, 410: Gone, 412: Conflict}
    return kinds.get(status, Refused)(f"Google refused it ({status} {failure.word}).")


def not_granted(account: str, scope: str) -> NeedsLogin:
    """The user did not tick the box for it."""
    name = scope.rpartition("/")[2]
    return NeedsLogin(f"Bowout was not allowed to {NEEDS[scope]} in the account {account} ({name}).\n{_again(account)}")


def scope_of(method_id: str, *, writes: bool) -> str:
    """The scope that a request stands on."""
    if method_id.startswith("calendar."):
        return WRITE_EVENTS if writes else READ_CALENDARS if "calendarList" in method_id else READ_EVENTS
    return WRITE_MAIL if writes else READ_MAIL


def _again(account: str) -> str:
    return f"Sign in again, with every box ticked: agent login {account}"


def _error(body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    error = document.get("error") if isinstance(document, dict) else None
    return error if isinstance(error, dict) else {}


def _entries(error: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = error.get(key)
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _until(text: str, date: str | None, now: float) -> float | None:
    """Seconds until that time by the provider's own clock, so that it does not matter how wrong ours is."""
    try:
        until = datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError):
        return None
    theirs = _time(date)
    most = DOUBTED if theirs is None else LONGEST
    return min(max(until - (now if theirs is None else theirs), 1.0), most)


def _time(date: str | None) -> float | None:
    try:
        return parsedate_to_datetime(date).timestamp() if date else None
    except (ValueError, TypeError, OverflowError):
        return None
