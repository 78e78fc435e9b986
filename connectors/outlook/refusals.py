"""Why Microsoft's sign-in says no, and what to tell the person.

Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes. The number tells more than the error
of RFC 6749: `invalid_grant` stands for a changed password as well as for an administrator who forbids it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connectors.base import ConnectorError, NeedsLogin, Refused, Temporary, Unreadable
from connectors.outlook.account import Account

NUMBERS: dict[str, tuple[int, ...]] = {
    "step": (50058, 50072, 50074, 50076, 50078, 50079, 50097, 50158, 16000, 16001),
    "consent": (65001,),
    "administrator": (90093, 90094, 90095, 50105, 650052, 650056, 650057),
    "declined": (65004,),
    "blocked": (50005, 50131, 53000, 53001, 53002, 53003, 53004, 53009, 53011, 530002, 530003, 530034, 530035, 530084),
    "expired": (700082, 700081, 70043, 700084, 50089),
    "revoked": (50173, 50132, 50133, 50055, 50144, 54005),
    "locked": (50053, 50057),
    "client": (700016, 700038, 90130, 7000112, 7000114),
    "private": (7000218, 7000215, 7000216, 9002326, 9002327, 700025),
    "redirect": (50011, 500117, 500113),
    "kind": (50020, 50194, 50178, 90072, 500200, 9002331, 9002332, 9002346),
    "tenant": (90002, 900023, 900021, 50059),
    "late": (70020, 70019),
    "busy": (90033, 90015, 50196, 50087),
}  # fmt: skip
"""AADSTS numbers by what they call for."""

ERRORS = {
    "access_denied": "declined",
    "authorization_declined": "declined",
    "expired_token": "late",
    "bad_verification_code": "late",
    "consent_required": "consent",
    "interaction_required": "step",
    "login_required": "step",
    "invalid_client": "private",
    "unauthorized_client": "client",
    "temporarily_unavailable": "busy",
    "server_error": "busy",
}
"""For answers without a number that is known: the error of RFC 6749, RFC 8628 or OpenID Connect."""

SETTINGS = ("client", "private", "redirect", "kind", "tenant")
"""The configuration or the registration has to be corrected first."""

TEXTS = {
    "step": (
        "Microsoft asks for another step at the sign-in of the account {name}, such as a second factor ({code}).",
        "Sign in again: agent login {name}",
    ),
    "consent": (
        "Microsoft has no consent, or has none any more, for Bowout to open the account {name} ({code}).",
        "Sign in again: agent login {name}. At work or school the administrator may have to allow it: ask for admin "
        "consent for the application {client} with {scopes}.",
    ),
    "administrator": (
        "Your organisation's administrator has to allow Bowout before it may open the account {name} ({code}).",
        "Ask for admin consent for the application {client} with {scopes}; then: agent login {name}",
    ),
    "declined": ("You did not allow Bowout to open the account {name}.", "Sign in again: agent login {name}"),
    "blocked": (
        "Your organisation's rules (Conditional Access) keep Bowout out of the account {name} ({code}).",
        "Ask its administrator whether the application {client} may be used from this machine; then: agent login {name}",
    ),
    "expired": (
        "The sign-in of the account {name} has expired: it lay unused for too long, or your organisation limits its "
        "length ({code}).",
        "Sign in again: agent login {name}",
    ),
    "revoked": (
        "The sign-in of the account {name} was taken back, or its password was changed ({code}).",
        "Sign in again: agent login {name}",
    ),
    "code": (
        "Your organisation's rules (Conditional Access) do not let anybody into the account {name} by a code ({code}).",
        "Sign in through a browser on this machine instead: agent login {name} --no-browser",
    ),
    "late": (
        "The code for the account {name} was not typed in time ({code}).",
        "Ask for another: agent login {name} --device-code",
    ),
    "locked": (
        "Microsoft has locked the mailbox behind the account {name} ({code}).",
        "See what is the matter in the web mail, or ask the administrator; then: agent login {name}",
    ),
    "client": (
        "Microsoft does not know the application {client} where the account {name} is looked for ({code}).",
        "Correct `client_id` or `authority`, or in the registration the supported account types: docs/outlook.md.",
    ),
    "private": (
        "The registration of the application {client} is not one for programs on a user's own machine ({code}).",
        "Give it the platform “Mobile and desktop applications”, and allow public client flows: docs/outlook.md.",
    ),
    "redirect": (
        "The registration of the application {client} does not lead back to this machine ({code}).",
        "Add http://localhost to its platform “Mobile and desktop applications”: docs/outlook.md.",
    ),
    "kind": (
        "The application {client}, or `authority`, is not meant for the kind of account that signed in ({code}).",
        "Set `authority` to consumers for a personal account, to organizations or the tenant for one at work or school, "
        "as far as the registration supports it: docs/outlook.md.",
    ),
    "tenant": (
        "Microsoft knows no organisation of the name that `authority` of the account {name} gives ({code}).",
        "Correct `authority`: common, consumers, organizations, or the tenant's id or domain.",
    ),
    "other": (
        "The sign-in of the account {name} counts for nothing with Microsoft any more ({code}).",
        "Sign in again: agent login {name}",
    ),
}
"""What happened, and what to do."""
UNREADABLE = "Microsoft's answer to the sign-in could not be read. Try again later."


@dataclass(frozen=True, slots=True)
class Reason:
    """One of the keys of TEXTS, or "busy", with Microsoft's own code for it."""

    key: str
    code: str = "no code given"

    def stored(self) -> str:
        """As a short text that `parsed` reads."""
        return f"{self.key} {self.code}"


def parsed(stored: str) -> Reason | None:
    """The reason that was stored, None if it was none of these."""
    key, _, code = stored.partition(" ")
    return Reason(key, code) if key in TEXTS and re.fullmatch(r"[A-Za-z0-9_ ]{1,60}", code) else None


def reason(answer: Mapping[str, Any]) -> Reason:
    """Why: an error answer of the token address, or what the sign-in page gave. Whatever it holds, it never raises."""
    error = str(answer.get("error") or "")
    numbers = [int(found) for found in re.findall(r"AADSTS(\d{4,9})\b", str(answer.get("error_description") or ""))]
    codes = answer.get("error_codes")
    numbers += [code for code in codes if isinstance(code, int)] if isinstance(codes, list) else []
    for number in numbers:
        for key, known in NUMBERS.items():
            if number in known:
                return Reason(key, f"AADSTS{number}")
    plain = bool(re.fullmatch(r"[a-z_]{1,40}", error))
    code = f"AADSTS{numbers[0]}" if numbers else error if plain else "no code given"
    return Reason(ERRORS.get(error, "other"), code)


def text(why: Reason, account: Account) -> str:
    """What happened and what to do, in two lines."""
    given = {
        "name": account.name,
        "code": why.code,
        "client": account.client_id or "of `client_id`",
        "scopes": ", ".join(account.scopes),
    }
    return "\n".join(line.format(**given) for line in TEXTS[why.key])


def at_sign_in(answer: Mapping[str, Any], account: Account, *, by_code: bool = False) -> ConnectorError:
    """The error of a sign-in that got no tokens. by_code: it was by a code to type."""
    why = reason(answer)
    if why.key == "blocked" and by_code:
        why = Reason("code", why.code)
    if why.key == "late":
        return NeedsLogin(text(why, account))
    if why.key == "busy":
        return busy(why)
    if why.key in SETTINGS:
        return Unreadable(text(why, account))
    if why.key in ("other", "expired", "revoked"):
        return NeedsLogin(
            f"Microsoft did not take the answer of the sign-in page for good ({why.code}).\n"
            f"Sign in again: agent login {account.name}"
        )
    return Refused(text(why, account))


def busy(why: Reason, wait: float | None = None) -> Temporary:
    """It may work later."""
    return Temporary(f"Microsoft's sign-in is out of order just now ({why.code}).", wait)


def no_client(account: Account) -> Unreadable:
    """Nobody can sign in without an application."""
    return Unreadable(
        f"The account {account.name} has no `client_id`, and Bowout comes with none: Microsoft wants a registered application.\n"
        "Register one at https://entra.microsoft.com under “App registrations”, or ask your organisation for one: "
        "docs/outlook.md shows every setting.\n"
        f'Then write client_id = "…" below the account in the configuration, and: agent login {account.name}'
    )
