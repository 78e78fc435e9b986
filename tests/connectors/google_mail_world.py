"""One Gmail account behind the connector, on the simulator: for the mail contract and the tests of the drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from connectors.google.account import READ_MAIL, WRITE_MAIL, Account
from connectors.google.api import Api
from connectors.google.drafts import Drafts
from connectors.google.pace import Pace
from connectors.http import Http
from tests.simulators.google import GoogleSim


class Signed:
    """Stands in for the sign-in: tokens straight from the simulator."""

    def __init__(self, sim: GoogleSim, scopes: tuple[str, ...] = (READ_MAIL, WRITE_MAIL)) -> None:
        self.scopes = frozenset(scopes)
        self._sim = sim
        self._token = str(sim.grant(scopes)["access_token"])
        self.refreshed = 0

    def token(self) -> str:
        return self._token

    def refresh(self, used: str = "") -> str:
        self.refreshed += 1
        self._token = str(self._sim.grant(tuple(self.scopes))["access_token"])
        return self._token


class Killed(BaseException):
    """What happens to a process at any moment."""


class Wired(Api):
    """Does something between two requests: another machine or the user comes in between, or the process is killed."""

    before: dict[int, Callable[[], object]]
    after: dict[int, Callable[[], object]]
    made = 0

    def wire(
        self,
        before: dict[int, Callable[[], object]] | None = None,
        after: dict[int, Callable[[], object]] | None = None,
    ) -> None:
        """`before` and `after` the request of that number, from now on."""
        self.made, self.before, self.after = 0, before or {}, after or {}

    def run(self, request: Any, units: int = 0) -> Any:
        number = self.made
        self.made += 1
        self.before.pop(number, _nothing)()
        answer = super().run(request, units)
        self.after.pop(number, _nothing)()
        return answer


def _nothing() -> None:
    return


def kill() -> None:
    """The process ends here."""
    raise Killed


@contextmanager
def machines(sim: GoogleSim, count: int = 1) -> Iterator[list[tuple[Drafts, Wired]]]:
    """So many machines of the same user, each with its own connections."""
    account = Account("mine", sim.address, Path("client.json"), gmail=sim.base, calendar=sim.base, token=sim.base)
    credentials: Any = Signed(sim)
    https = [Http(sim.timer) for _ in range(count)]
    try:
        apis = [Wired(account, credentials, one, Pace(None, sim.timer), sim.timer) for one in https]
        for api in apis:
            api.wire()
        yield [(Drafts(api, sim.timer), api) for api in apis]
    finally:
        for one in https:
            one.close()
