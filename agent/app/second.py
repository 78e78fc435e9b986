"""A session with the second reader, built from the configuration: loaded only where there is one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from agent.config import Config
from agent.errors import Busy
from agent.second.server import Server
from agent.second.session import Session, asker
from agent.second.session import due as due_in
from agent.store.store import Store
from agent.work import connected, reading_terms
from connectors.base import Connector, Message

_SOON = 60.0
"""Seconds after which to look again where somebody else is at work on the state."""


def session(config: Config, state: Path, connectors: dict[str, Connector], url: str) -> Session:
    """A session with the model server at `url`; `connectors` are those built so far, to which those that it needs are added."""

    def fetch(account: str, provider_id: str) -> Message | None:
        mail = connected(config, state, connectors, account).mail
        return None if mail is None else mail.fetch(provider_id)

    return Session(
        opened=lambda: Store.opened(state),
        accounts=_kinds(config),
        fetch=fetch,
        terms=reading_terms(config),
        server=Server(url, config.reader.model),
        host=config.reader.host,
    )


def due(config: Config, state: Path, now: datetime) -> float | None:
    """Seconds until there is something to ask; None where there is nothing."""
    try:
        with Store.opened(state) as store:
            return due_in(store, _kinds(config), asker(config.reader.model), now)
    except Busy:
        return _SOON


def _kinds(config: Config) -> dict[str, str]:
    return {account.name: account.kind for account in config.accounts}
