"""A screen that nobody sees, a session bus, and a real notification server on both: cards drawn, clicked and photographed."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pytest

from tests.desktop.server import NAME, Bus

PATIENCE = 30.0
"""Seconds after which something that should happen soon is not going to happen."""
MACHINE = os.uname().machine
XFCONF = Path("/usr/share/dbus-1/services/org.xfce.Xfconf.service")
NEEDED = {"Xvfb": "xvfb", "xdotool": "xdotool", "import": "imagemagick", "dbus-daemon": "dbus", "openbox": "openbox"}


@dataclass(frozen=True, slots=True)
class Program:
    """A notification server as Debian has it."""

    package: str
    command: tuple[str, ...]
    window: str
    """The class of its windows."""
    needs: tuple[Path, ...] = ()
    """D-Bus services that it talks to."""
    before: tuple[str, ...] = ()
    """What has to run before it does."""
    environ: tuple[tuple[str, str], ...] = ()
    size: str = "800x500"
    """Of the screen."""


SERVERS = {
    "dunst": Program("dunst", ("/usr/bin/dunst",), "Dunst"),
    "xfce4": Program(
        "xfce4-notifyd", (f"/usr/lib/{MACHINE}-linux-gnu/xfce4/notifyd/xfce4-notifyd",), "Xfce4-notifyd", (XFCONF,)
    ),
    "plasma": Program(
        "plasma-workspace and plasma-desktop", ("/usr/bin/plasmashell",), "plasmashell",
        before=(f"/usr/lib/{MACHINE}-linux-gnu/libexec/kactivitymanagerd",),
        environ=(("QT_QUICK_BACKEND", "software"), ("XDG_CURRENT_DESKTOP", "KDE"), ("KDE_FULL_SESSION", "true")),
        size="1024x700",
    ),
}  # fmt: skip
SMALL = ("dunst", "xfce4")
"""Those that a machine for tests has; the others bring a whole desktop."""
WIDEST = 600
"""Pixels of a card; a desktop has wider windows of its own."""


def missing(server: str) -> str | None:
    """Why that server cannot be had on this machine, or None."""
    lacking = {package for command, package in NEEDED.items() if shutil.which(command) is None}
    if not Path(SERVERS[server].command[0]).exists():
        lacking.add(SERVERS[server].package)
    return f"optional: needs {', '.join(sorted(lacking))}" if lacking else None


class Screen:
    """One screen with one server. Entered: the server shows what it is sent."""

    def __init__(self, server: str, files: dict[str, str] | None = None) -> None:
        """`files`: configuration in the home of whoever sits there, by path."""
        self.program = SERVERS[server]
        self.server = server
        self.bus = Bus()
        self._files = files or {}
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Screen:
        if (reason := missing(self.server)) is not None:
            pytest.skip(reason)
        self.bus.__enter__()
        for service in self.program.needs:
            if service.exists():
                shutil.copy(service, self.bus.home / "services")
        for name, text in self._files.items():
            (self.bus.home / name).parent.mkdir(parents=True, exist_ok=True)
            (self.bus.home / name).write_text(text, encoding="utf-8")
        (self.bus.home / "run").mkdir(mode=0o700)
        hidden = ("WAYLAND_DISPLAY", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "SESSION_MANAGER")
        own = {"HOME": str(self.bus.home), "XDG_RUNTIME_DIR": str(self.bus.home / "run"), **self.bus.environ}
        own["DISPLAY"] = f":{self._xvfb()}"
        own |= dict(self.program.environ)
        self.environ = {name: value for name, value in os.environ.items() if name not in hidden} | own
        self._start("openbox")
        if self.program.before:
            self._start(*self.program.before)
        self._serve()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for process in reversed(self._processes):
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)
        self.bus.__exit__()

    def again(self) -> None:
        """The server is killed, and started anew."""
        server = self._processes.pop()
        server.kill()
        server.wait(PATIENCE)
        until(lambda: not self.served())
        self._serve()

    def served(self) -> bool:
        """Somebody has the name of the notification server."""
        call = (
            "--print-reply",
            "--dest=org.freedesktop.DBus",
            "/",
            "org.freedesktop.DBus.NameHasOwner",
            f"string:{NAME}",
        )
        return "boolean true" in self.run("dbus-send", "--session", *call)

    def windows(self) -> list[tuple[int, int, int, int]]:
        """Left, top, width and height of every card that is drawn, the topmost first."""
        found = self.run("xdotool", "search", "--onlyvisible", "--class", self.program.window, check=False).split()
        places = []
        for window in found:
            lines = self.run("xdotool", "getwindowgeometry", "--shell", window, check=False).split()
            told = {name: int(value) for name, _, value in (line.partition("=") for line in lines) if value.isdigit()}
            if told.get("WIDTH", WIDEST) < WIDEST:  # else it has just gone, or is no card
                places.append((told["X"], told["Y"], told["WIDTH"], told["HEIGHT"]))
        return sorted(places, key=lambda place: place[1])

    def click(self, x: int, y: int, button: int = 1) -> None:
        """As a hand does: there first, then the button."""
        self.run("xdotool", "mousemove", str(x), str(y), "sleep", "0.2", "click", str(button))

    def picture(self, path: Path, crop: tuple[int, int, int, int], ground: str) -> None:
        """A piece of the screen. Where no desktop paints the ground it is black, and gets the colour of `ground`."""
        piece = ("-crop", f"{crop[2]}x{crop[3]}+{crop[0]}+{crop[1]}", "+repage")
        self.run("import", "-window", "root", *piece, str(path))
        fill = () if self.program.before else ("-fill", ground, "-draw", "color 0,0 floodfill")
        self.run("convert", str(path), *fill, "-strip", str(path))

    def run(self, *command: str, check: bool = True) -> str:
        """What a command on that screen prints."""
        done = subprocess.run(command, env=self.environ, capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode == 0 or not check, f"{command}: {done.stderr}"
        return done.stdout

    def _serve(self) -> None:
        self._start(*self.program.command)
        until(self.served)

    def _xvfb(self) -> str:
        read, write = os.pipe()
        options = (
            "-displayfd",
            str(write),
            "-screen",
            "0",
            f"{self.program.size}x24",
            "-nolisten",
            "tcp",
            "-dpi",
            "96",
        )
        quiet = subprocess.DEVNULL
        self._processes.append(subprocess.Popen(["Xvfb", *options], pass_fds=(write,), stdout=quiet, stderr=quiet))
        os.close(write)
        with os.fdopen(read) as told:
            return told.readline().strip()  # it takes connections now

    def _start(self, *command: str) -> None:
        quiet = subprocess.DEVNULL
        self._processes.append(subprocess.Popen(command, env=self.environ, stdout=quiet, stderr=quiet))


def until(true: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait for a program that draws."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "the screen did not come to that"
        time.sleep(0.02)
