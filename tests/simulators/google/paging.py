"""Page tokens: a listing is made once and handed out in pieces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tests.simulators.google.calls import bad_request


class Pages:
    """Listings that somebody is still reading. What changes meanwhile does not change them."""

    def __init__(self) -> None:
        self._listings: dict[str, tuple[object, Sequence[Any], int]] = {}
        self._made = 0

    def page(
        self, asked: object, token: str | None, size: int, make: Callable[[], Sequence[Any]]
    ) -> tuple[Sequence[Any], str | None, int]:
        """One page, the token of the next one, and the length of the whole. `asked`: what must be the same for all."""
        listing, start = (make(), 0) if token is None else self._open(asked, token)
        end = start + size
        if end >= len(listing):
            return listing[start:], None, len(listing)
        self._made += 1
        following = f"{0x1F00D + self._made * 7919:020d}"
        self._listings[following] = (asked, listing, end)
        return listing[start:end], following, len(listing)

    def _open(self, asked: object, token: str) -> tuple[Sequence[Any], int]:
        known, listing, start = self._listings.get(token, (None, (), 0))
        if known is None or known != asked:
            raise bad_request("Invalid pageToken")
        return listing, start
