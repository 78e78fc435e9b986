"""GNOME Shell without a screen, on buses of a test's own: its notifications clicked and photographed as it offers it itself."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from dbus_fast import Message
from dbus_fast.aio import MessageBus

from tests.desktop.server import Bus

NEEDED = {
    "/usr/bin/gnome-shell": "gnome-shell",
    "/usr/bin/gjs": "gjs",
    "/usr/lib/python3/dist-packages/dbusmock": "python3-dbusmock",
}
NOTIFICATIONS = Path("/usr/share/dbus-1/services/org.gnome.Shell.Notifications.service")
SCREENSHOT, DESKTOP = "org.gnome.Shell.Screenshot", "org.gnome.Mutter.RemoteDesktop"
LEFT = 272
"""The button of the mouse (linux/input-event-codes.h)."""
FAR, WIDTH = 5000.0, 1024


def missing() -> list[str]:
    """What is not installed of what it needs."""
    return sorted(package for path, package in NEEDED.items() if not Path(path).exists())


class Gnome:
    """One shell. It takes some seconds until it shows something."""

    def __enter__(self) -> Gnome:
        if lacking := missing():
            pytest.skip(f"optional: needs {', '.join(lacking)}")
        self.bus, self._system = Bus().__enter__(), Bus().__enter__()
        shutil.copy(NOTIFICATIONS, self.bus.home / "services")
        (self.bus.home / "run").mkdir(mode=0o700)
        hidden = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
        own = {"HOME": str(self.bus.home), "XDG_RUNTIME_DIR": str(self.bus.home / "run"), **self.bus.environ}
        own |= {"DBUS_SYSTEM_BUS_ADDRESS": self._system.address, "XDG_SESSION_TYPE": "wayland", "XDG_SESSION_ID": "c1"}
        self.environ = {name: value for name, value in os.environ.items() if name not in hidden} | own
        shell = ("gnome-shell", "--headless", "--wayland", "--no-x11", "--virtual-monitor", "1024x700", "--sm-disable")
        logind = ("/usr/bin/python3", "-m", "dbusmock", "--system", "--template", "logind")
        quiet = subprocess.DEVNULL
        self._processes = [subprocess.Popen(c, env=self.environ, stdout=quiet, stderr=quiet) for c in (logind, shell)]
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.wait(10)
        self.bus.__exit__()
        self._system.__exit__()

    async def hand(self) -> Hand:
        """What a person has to do with it."""
        hand = Hand()
        await hand.take(self.bus.address)
        return hand


class Hand:
    """A mouse and a camera."""

    async def take(self, address: str) -> None:
        self._bus = await MessageBus(bus_address=address).connect()
        await self._bus.request_name("org.gnome.Screenshot")  # whose owner may take pictures
        (self._mouse,) = await self._call(DESKTOP, "/org/gnome/Mutter/RemoteDesktop", DESKTOP, "CreateSession")
        await self._do("Start")

    async def move(self, x: int, y: int) -> None:
        await self._do("NotifyPointerMotionRelative", "dd", FAR, -FAR)  # the other corner opens the overview
        await self._do("NotifyPointerMotionRelative", "dd", float(x - WIDTH + 1), float(y))
        await asyncio.sleep(0.7)  # it notices

    async def click(self) -> None:
        for down in (True, False):
            await self._do("NotifyPointerButton", "ib", LEFT, down)

    async def picture(self, path: Path, crop: tuple[int, int, int, int]) -> None:
        about = (SCREENSHOT, "/org/gnome/Shell/Screenshot", SCREENSHOT, "ScreenshotArea", "iiiibs")
        await self._call(*about, *crop, False, str(path))

    async def rest(self) -> None:
        self._bus.disconnect()
        await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call] # its annotation is missing

    async def _do(self, member: str, signature: str = "", *body: Any) -> None:
        await self._call(DESKTOP, self._mouse, f"{DESKTOP}.Session", member, signature, *body)

    async def _call(
        self, to: str, path: str, interface: str, member: str, signature: str = "", *body: Any
    ) -> list[Any]:
        answer = await self._bus.call(Message(to, path, interface, member, signature=signature, body=list(body)))
        assert answer.error_name is None, f"{member}: {answer.error_name}: {answer.body}"
        return list(answer.body)
