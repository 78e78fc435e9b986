"""What the machine tells by itself: it woke, the network is back, it runs on its battery. Any of it may be absent."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from agent.daemon import battery
from agent.daemon.logind import Logind
from agent.daemon.network import Network


class Watch:
    """Listens and never asks again and again: while nothing happens it costs nothing."""

    def __init__(self, wake: Callable[[str], None], supplies: Path = battery.SUPPLIES) -> None:
        """`wake` is called in the loop with "resume" or "network"; `supplies`: where the kernel lists what gives power."""
        self._supplies = supplies
        self.logind = Logind(partial(wake, "resume"))
        self.network = Network(partial(wake, "network"))

    @property
    def on_battery(self) -> bool:
        """Power is short: a battery drains and no adapter brings any. Read when asked."""
        return battery.on_battery(self._supplies)

    async def run(self) -> None:
        """Until cancelled. Never raises."""
        self.network.open()
        try:
            await self.logind.run()
        finally:
            self.network.close()
