"""Signing in to an account, and out of it: the connector does it, the state is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from agent.account import connector_of
from agent.errors import SignInNeeded, UserError, WrongUsage
from connectors import tokens
from connectors.base import Connector, ConnectorError, Grant, SignInWay, Temporary, Unreadable

if TYPE_CHECKING:
    from agent.config import Config


class Door:
    """The accounts of one configuration, to be signed in to and out of."""

    def __init__(self, config: Config, state: Path, waiting: Callable[[], None] | None = None) -> None:
        """`waiting` is called once if another process has to finish writing first."""
        self._config = config
        self._state = state
        self._waiting = waiting

    def sign_in(self, name: str, show: Callable[[str], None], how: SignInWay = "browser") -> Grant | None:
        """Let the user grant access; None where there is nothing to sign in to.

        Raises WrongUsage for an account that is not configured, or lacks a file or a keyring; SignInNeeded where the
        sign-in was not completed.
        """
        connector = self._connector(name)
        if connector.sign_in is None:
            return None
        try:
            grant = connector.sign_in.sign_in(show, how)
        except Unreadable as fault:
            raise WrongUsage(str(fault)) from None
        except ConnectorError as fault:
            told = str(fault)
            if isinstance(fault, Temporary) and "\n" not in told:  # a line of the network's
                told += f"\nNobody was signed in. Once it can be reached: agent login {name}"
            raise SignInNeeded(told) from None
        finally:
            connector.close()
        self._tell(name, None)
        return grant

    def somebody_signed_in(self, name: str) -> bool:
        """A sign-in of the account is kept, or it needs none; nobody is asked. Raises WrongUsage as `sign_in`."""
        connector = self._connector(name)
        try:
            return connector.sign_in is None or connector.sign_in.signed_in()
        finally:
            connector.close()

    def sign_out(self, name: str) -> tuple[bool, str | None]:
        """Revoke and forget what was granted: whether there was anything, and a line if the provider was not told.

        Raises WrongUsage for an account that is not configured, ConnectorError where it could not be forgotten.
        """
        connector = self._connector(name)
        if connector.sign_in is None or not connector.sign_in.signed_in():
            return False, None
        try:
            line = connector.sign_in.sign_out()
        finally:
            connector.close()
        self._tell(name, "Nobody is signed in.")
        return True, line

    def leftovers(self) -> list[str]:
        """Names of accounts that left the configuration and whose sign-in still lies here."""
        return [name for name in tokens.accounts(self._state) if self._config.account(name) is None]

    def forget(self, name: str) -> bool:
        """Delete the sign-in of such an account; False if there was none. Raises ConnectorError."""
        if name not in tokens.accounts(self._state):
            return False
        tokens.Tokens(self._state, name).delete()
        return True

    def _connector(self, name: str) -> Connector:
        account = self._config.account(name)
        if account is None:
            known = ", ".join(sorted(one.name for one in self._config.accounts)) or "none"
            raise WrongUsage(f"There is no account “{name}”. The configuration has: {known}.")
        return connector_of(account, self._config, self._state)

    def _tell(self, name: str, error: str | None) -> None:
        """What `status` says of the account until the next sync. A state that is busy or not there yet learns it then."""
        from agent.store.store import Store
        from agent.store.views import DATABASE

        if not (self._state / DATABASE).exists():
            return
        try:
            with Store.opened(self._state, wait=5, waiting=self._waiting) as store:
                if error is None:
                    store.accounts.signed_in(name)
                else:
                    store.accounts.failed(name, error, needs_login=True)
        except UserError:
            return
