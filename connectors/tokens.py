"""The token file of an account: encrypted under a key in the keyring, or plain where the user chose that.

`state/tokens/NAME.bin` (keyring) or `state/tokens/NAME.json` (file), 0600 in a folder 0700.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Literal

from connectors.timer import Timer

Store = Literal["keyring", "file"]


class Tokens:
    """What a sign-in left behind for one account."""

    def __init__(self, state: Path, account: str, store: Store = "keyring", timer: Timer = Timer()) -> None:  # noqa: B008 - frozen
        """`state`: the program's state folder. Touches neither disk nor keyring."""
        raise NotImplementedError

    @property
    def exists(self) -> bool:
        """Somebody signed in, as far as one can tell without asking the keyring."""
        raise NotImplementedError

    def load(self) -> dict[str, Any] | None:
        """What was saved last, None if nobody signed in. Raises Temporary, Unreadable, NeedsLogin."""
        raise NotImplementedError

    def save(self, data: Mapping[str, Any]) -> None:
        """Replace what is stored, whole or not at all. Raises Temporary, Unreadable."""
        raise NotImplementedError

    def delete(self) -> None:
        """Forget it."""
        raise NotImplementedError

    def locked(self) -> AbstractContextManager[None]:
        """One at a time, across processes and threads. Not to be nested. Raises Temporary if it takes too long."""
        raise NotImplementedError
