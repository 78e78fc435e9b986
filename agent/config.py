"""The configuration: every key as a frozen value, with its meaning and its default.

`agent.config_load` reads a file and reports all of its faults at once; `agent.config_show` prints the effective values.
The public names and defaults are settled; `config.example.toml` shows each of them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import urlsplit

from connectors.loopback import is_loopback

if TYPE_CHECKING:
    from agent.model import Policy


class Secret(str):
    """A text that may hold a password: masked wherever it is displayed. `str.__str__` gives the text itself."""

    __slots__ = ()

    @property
    def masked(self) -> str:
        """The text without user and password of an address (`https://user:password@host`)."""
        scheme, mark, rest = self.partition("://")
        host, slash, path = rest.partition("/")
        if not mark or "@" not in host:
            return str(self)
        return f"{scheme}://***@{host.rpartition('@')[2]}{slash}{path}"

    def __repr__(self) -> str:
        return f"Secret({self.masked!r})"


def system_zone() -> str:
    """The system's time zone as an IANA name; UTC where the system does not say."""
    named = os.environ.get("TZ", "").lstrip(":")
    if named and not named.startswith("/"):
        return named if is_zone(named) else "UTC"
    link = os.path.realpath(named or "/etc/localtime")
    name = link.partition("/zoneinfo/")[2]
    if name and is_zone(name):
        return name
    try:
        name = Path("/etc/timezone").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return "UTC"
    return name if is_zone(name) else "UTC"


def is_zone(name: str) -> bool:
    """Whether this machine knows the IANA zone of that name."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class User:
    """`[user]`: who the program works for."""

    name: str
    """The name that letters are signed with."""
    addresses: tuple[str, ...]
    """All mail addresses that are the user's, lower-case; at least one."""
    phone: str | None = None
    """A number to be reached at; given in letters only where a template has it."""
    signature: str | None = None
    """Lines under the name in letters."""
    timezone: str = field(default_factory=system_zone)
    """IANA zone of the user's day; default: the system's."""


@dataclass(frozen=True, slots=True)
class Rules:
    """`[policy]`: when interviews are put in question, and how far things go."""

    act_on: Literal["firm", "accepted"] = "firm"
    """The standing of an offer from which letters are drafted."""
    lookback_days: int = 120
    """How far back the first sync reads, in days."""
    withdraw: Literal["interviewing", "all", "none"] = "interviewing"
    """Which open candidacies without a booked interview get a withdrawal."""
    after_signing: Literal["hourly", "stop", "as_before"] = "hourly"
    """How the daemon looks at accounts once the search is over: once an hour, not at all, or as before."""


@dataclass(frozen=True, slots=True)
class Approval:
    """`[approval]`: how a person is asked, and how long an approved letter can be taken back."""

    hold_seconds: int = 60
    """How long an approved letter waits before it leaves, in seconds; `agent undo` takes it back meanwhile."""
    quiet_hours: str = "22:00-07:30"
    """Times of day without notifications (urgent ones excepted), in the user's zone; "" for none."""
    notify: bool = True
    """Show desktop notifications."""
    card_send: Literal["shown", "always"] = "shown"
    """When a notification may offer "send": only where it shows the whole letter, or always."""

    def quiet(self) -> tuple[time, time] | None:
        """Quiet hours as (from, until) in the user's zone, or None. `from` after `until` means over midnight."""
        if not self.quiet_hours:
            return None
        start, _, end = self.quiet_hours.partition("-")
        return time.fromisoformat(start), time.fromisoformat(end)


@dataclass(frozen=True, slots=True)
class Secrets:
    """`[secrets]`: where sign-in tokens are kept."""

    token_store: Literal["keyring", "file"] = "keyring"  # noqa: S105 - the name of a place
    """The desktop's keyring, or a file that only the user can read (0600)."""


@dataclass(frozen=True, slots=True)
class Reader:
    """`[reader]`: help for reading mail."""

    model_server: Secret | None = None
    """Base address of a local language model server (OpenAI's chat protocol); None: none is used."""
    model: str = ""
    """The model to ask for; "": the first that the server names."""
    mail_may_leave_this_machine: bool = False
    """Consent to a server on another machine, which is shown the text of mail about the job search."""

    @property
    def host(self) -> str:
        """Where that server is, without user and password; "" without one."""
        return (urlsplit(self.model_server).netloc.rpartition("@")[2]) if self.model_server else ""

    @property
    def elsewhere(self) -> bool:
        """The server is another machine: mail text leaves this one."""
        return self.model_server is not None and not is_loopback(urlsplit(self.model_server).hostname or "")


@dataclass(frozen=True, slots=True)
class Drafts:
    """`[drafts]`: how letters are written."""

    tone: Literal["warm", "plain", "brief"] = "warm"
    """Tone of the letters; `brief` ones have 30 to 60 words, others 60 to 140."""
    language: str = "auto"
    """Language code of all letters, or "auto": that of each exchange."""
    keep_in_touch: bool = True
    """Letters end with the wish to stay in touch."""
    referral: bool = False
    """Letters offer to recommend somebody else for the role."""
    templates: Path | None = None
    """Folder with the user's own templates, which go before the shipped ones."""


@dataclass(frozen=True, slots=True)
class LocalAccount:
    """`[[account]]` with `kind = "local"`: a Maildir, folders of .ics and a send command on this machine."""

    name: str
    """What the account is called in commands and lists; unique."""
    kind: Literal["local"] = "local"
    """Which connector reads it."""
    poll_seconds: int = 60
    """How often the daemon looks for changes, in seconds."""
    permissions: Literal["send", "read"] = "send"
    """"read": nothing is ever sent or answered from this account."""
    maildir: Path | None = None
    """A Maildir, a folder of Maildirs, or Maildir++; None: the account has only calendars."""
    calendars: tuple[Path, ...] = ()
    """Folders of .ics files."""
    send: tuple[str, ...] = ()
    """The command that sends a message given on its standard input; empty: this account cannot send."""
    sent: Path | None = None
    """Maildir where a copy of each sent letter is filed; None: the layout's own Sent folder."""


@dataclass(frozen=True, slots=True)
class GoogleEndpoints:
    """`[account.endpoints]` of a Google account: other base addresses, for a test server."""

    gmail: str | None = None
    """In place of Gmail's address."""
    calendar: str | None = None
    """In place of Google Calendar's address."""
    token: str | None = None
    """In place of the token address of the client file."""


@dataclass(frozen=True, slots=True)
class GoogleAccount:
    """`[[account]]` with `kind = "google"`: Gmail and Google Calendar."""

    name: str
    """What the account is called in commands and lists; unique."""
    address: str
    """The account's mail address."""
    client_secrets: Path
    """The OAuth client file downloaded from Google."""
    kind: Literal["google"] = "google"
    """Which connector reads it."""
    poll_seconds: int = 60
    """How often the daemon looks for changes, in seconds."""
    permissions: Literal["send", "read"] = "send"
    """"read": only read scopes are asked for, so that nothing can be sent or answered."""
    calendars: tuple[str, ...] | None = None
    """Names of the calendars to read; None: all that the user owns or writes."""
    endpoints: GoogleEndpoints = GoogleEndpoints()
    """Other base addresses, for a test server."""


@dataclass(frozen=True, slots=True)
class OutlookEndpoints:
    """`[account.endpoints]` of an Outlook account: other base addresses, for a test server."""

    graph: str | None = None
    """In place of Microsoft Graph's address."""
    login: str | None = None
    """In place of https://login.microsoftonline.com."""


@dataclass(frozen=True, slots=True)
class OutlookAccount:
    """`[[account]]` with `kind = "outlook"`: mail and calendar on Microsoft Graph."""

    name: str
    """What the account is called in commands and lists; unique."""
    address: str
    """The account's mail address."""
    authority: str = "common"
    """Who may sign in: common, organizations, consumers, or a tenant."""
    client_id: str = ""
    """Application (client) id of the app registration; "": `agent login` says how to get one."""
    kind: Literal["outlook"] = "outlook"
    """Which connector reads it."""
    poll_seconds: int = 60
    """How often the daemon looks for changes, in seconds."""
    permissions: Literal["send", "read"] = "send"
    """"read": only read scopes are asked for, so that nothing can be sent or answered."""
    calendars: tuple[str, ...] | None = None
    """Names of the calendars to read; None: all that the user owns or writes."""
    endpoints: OutlookEndpoints = OutlookEndpoints()
    """Other base addresses, for a test server."""


Account: TypeAlias = LocalAccount | GoogleAccount | OutlookAccount


@dataclass(frozen=True, slots=True)
class Config:
    """The whole effective configuration."""

    user: User
    accounts: tuple[Account, ...] = ()
    rules: Rules = Rules()
    """The table `[policy]`; `policy()` is what decisions and letters are given."""
    approval: Approval = Approval()
    secrets: Secrets = Secrets()
    reader: Reader = Reader()
    drafts: Drafts = Drafts()
    path: Path | None = None
    """The file it was read from."""
    stamp: str = ""
    """Tells whether the file is still the same: `config_files.stamp`, then `ZONE_MARK` and the zone that it names."""

    def account(self, name: str) -> Account | None:
        """The account of that name, or None."""
        return next((account for account in self.accounts if account.name == name), None)

    def policy(self) -> Policy:
        """What decisions and letters depend on, as the pure rooms take it."""
        from agent.model import Policy

        return Policy(
            name=self.user.name,
            addresses=self.user.addresses,
            phone=self.user.phone,
            signature=self.user.signature,
            zone=self.user.timezone,
            act_on=self.rules.act_on,
            withdraw=self.rules.withdraw,
            after_signing=self.rules.after_signing,
            tone=self.drafts.tone,
            language=self.drafts.language,
            keep_in_touch=self.drafts.keep_in_touch,
            referral=self.drafts.referral,
            templates=str(self.drafts.templates) if self.drafts.templates else None,
            commenting_accounts=tuple(a.name for a in self.accounts if not isinstance(a, LocalAccount)),
            read_only_accounts=tuple(account.name for account in self.accounts if not may_send(account)),
        )


def settings(account: Account) -> dict[str, object]:
    """The account's keys as plain values, as connectors take them."""
    return {name: getattr(account, name) for name in account.__dataclass_fields__ if name not in ("name", "kind")}


def may_send(account: Account) -> bool:
    """Whether letters may leave from the account at all."""
    return account.permissions == "send" and not (isinstance(account, LocalAccount) and not account.send)
