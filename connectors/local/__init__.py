"""The local connector: a Maildir tree, folders of `.ics` files and a send command on this machine.

The smallest real connector: what the contract in `connectors.base` asks for, on plain files.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from connectors.base import Connector

if TYPE_CHECKING:
    from connectors.local.answers import Answerer
    from connectors.local.send import Sender


def connect(
    name: str,
    options: Mapping[str, Any],
    *,
    user_addresses: tuple[str, ...],
    state: Path,
    token_store: str = "keyring",  # noqa: ARG001, S107 - there is nothing to sign in to
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    wall: Callable[[], int] = time.time_ns,
) -> Connector:
    """The connector of one local account.

    options: `maildir` (path or None), `calendars` (paths), `send` (argument list or None), `sent` (path or None),
    `permissions` ("send" or "read"). state: a private folder for what is being sent and copies of what was deleted.
    now: the time that answers to events are stamped with. wall: the file system's clock (ns), which modification times are
    compared with.
    """
    from connectors.local.calendars import LocalCalendars
    from connectors.local.maildir import LocalMail

    may_write = options.get("permissions", "send") != "read"
    command = list(map(str, options.get("send") or ())) if may_write else []
    maildir, sent = _path(options.get("maildir")), _path(options.get("sent"))
    why_not = (
        f"The account {name} has no send command: set `send`."
        if may_write
        else f'The account {name} may only be read: set `permissions = "send"` to send from it.'
    )
    folders = [Path(str(folder)).expanduser() for folder in options.get("calendars") or ()]

    # What writes is loaded when something is to be written: a look need not wait for it.
    def sender() -> Sender:
        from connectors.local.send import Sender

        return Sender(command, maildir, sent, state, why_not=why_not)

    def answerer() -> Answerer:
        from connectors.local.answers import Answerer

        return Answerer(name, folders, state, now, allowed=may_write)

    return Connector(
        name=name,
        kind="local",
        mail=LocalMail(name, maildir, sender, wall) if maildir is not None or command else None,
        calendar=LocalCalendars(name, folders, user_addresses, answerer, wall) if folders else None,
        can_send=bool(command),
        can_answer=may_write,
    )


def _path(value: object) -> Path | None:
    return Path(str(value)).expanduser() if value else None
