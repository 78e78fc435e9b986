"""From an account's kind to its connector, which is imported when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from connectors.base import Connector, Refused

# A connector is a package with a function `connect(name, options, *, user_addresses, state, token_store)`, and one line here.
KINDS = {
    "local": "connectors.local",
    "google": "connectors.google",
    "outlook": "connectors.outlook",
}


def connect(
    kind: str,
    name: str,
    options: Mapping[str, Any],
    *,
    user_addresses: tuple[str, ...],
    state: Path,
    token_store: Literal["keyring", "file"] = "keyring",  # noqa: S107 - the name of a place
) -> Connector:
    """The connector of the account `name`. options: the account's keys in the configuration, as plain values.

    Raises Refused for a kind that nobody knows.
    """
    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise Refused(f"Account {name}: there is no kind {kind!r} of account. Known: {known}.")
    module = import_module(KINDS[kind])
    connector: Connector = module.connect(
        name, options, user_addresses=user_addresses, state=state, token_store=token_store
    )
    return connector
