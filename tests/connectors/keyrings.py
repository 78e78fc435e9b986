"""Real keyrings to test against: a session bus of its own, with GNOME Keyring in the state that a test asks for."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest
from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    message_bus,
    new_method_call,
    new_method_return,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg

NAME = "org.freedesktop.secrets"
PATH = "/org/freedesktop/secrets"
SERVICE = "org.freedesktop.Secret.Service"
NEEDED = {"dbus-daemon": "dbus", "gnome-keyring-daemon": "gnome-keyring"}

BUS = """<busconfig><type>session</type><listen>unix:path={home}/bus</listen><servicedir>{home}/services</servicedir>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>"""


class Session:
    """A session bus. What may be started on it is what a test put there: at first nothing."""

    def __enter__(self) -> Session:
        missing = sorted(package for command, package in NEEDED.items() if shutil.which(command) is None)
        if missing:
            pytest.fail(f"the tests of the keyring need: apt install {' '.join(missing)}", pytrace=False)
        self.home = Path(tempfile.mkdtemp(prefix="bowout-session-"))  # short: it becomes the name of a socket
        self._processes: list[subprocess.Popen[bytes]] = []
        (self.home / "services").mkdir()
        (self.home / "bus.conf").write_text(BUS.format(home=self.home))
        self.address = f"unix:path={self.home}/bus"
        options = (f"--config-file={self.home}/bus.conf", "--nofork", "--nopidfile", "--print-address")
        bus = self._start("dbus-daemon", *options, stdout=subprocess.PIPE)
        assert bus.stdout is not None
        bus.stdout.readline()  # it listens now
        bus.stdout.close()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for process in reversed(self._processes):  # what the bus started ends with it
            process.terminate()
            process.wait(10)
        shutil.rmtree(self.home, ignore_errors=True)

    def connect(self) -> contextlib.closing[DBusConnection]:
        """A connection to the bus."""
        return contextlib.closing(open_dbus_connection(self.address))

    def keyring(self, password: str = "pw") -> None:
        """Start GNOME Keyring with an open keyring."""
        process = self._start(
            "gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets", stdin=subprocess.PIPE
        )
        assert process.stdin is not None
        process.stdin.write(password.encode())
        process.stdin.close()
        _until(self.running)
        _until(lambda: self._secrets("ReadAlias", "s", "default")[0] != "/")

    def startable(self, command: str = "gnome-keyring-daemon --start --foreground --components=secrets") -> None:
        """Let the bus start a keyring service when somebody asks for it."""
        service = f"[D-BUS Service]\nName={NAME}\nExec=/usr/bin/env {command}\n"
        (self.home / "services" / f"{NAME}.service").write_text(service)
        with self.connect() as bus:
            unwrap_msg(bus.send_and_get_reply(message_bus.ReloadConfig()))

    def running(self) -> bool:
        """Somebody answers for the keyring."""
        with self.connect() as bus:
            return bool(unwrap_msg(bus.send_and_get_reply(message_bus.NameHasOwner(NAME)))[0])

    def lock(self) -> None:
        """Lock the keyring, as the person can at any time."""
        collection = self._secrets("ReadAlias", "s", "default")[0]
        self._secrets("Lock", "ao", [collection])

    def items(self) -> list[str]:
        """The D-Bus paths of what lies in the keyring under our name."""
        unlocked, locked = self._secrets("SearchItems", "a{ss}", {"service": "bowout"})
        return [*unlocked, *locked]

    def lose(self) -> None:
        """Delete what lies in the keyring under our name."""
        with self.connect() as bus:
            for path in self.items():
                address = DBusAddress(path, NAME, "org.freedesktop.Secret.Item")
                unwrap_msg(bus.send_and_get_reply(new_method_call(address, "Delete"), timeout=10))

    def _secrets(self, method: str, signature: str, value: object) -> Any:
        with self.connect() as bus:
            message = new_method_call(DBusAddress(PATH, NAME, SERVICE), method, signature, (value,))
            return unwrap_msg(bus.send_and_get_reply(message, timeout=10))

    def _start(
        self, *command: str, stdin: int = subprocess.DEVNULL, stdout: int = subprocess.DEVNULL
    ) -> subprocess.Popen[bytes]:
        own = {"HOME": str(self.home), "XDG_RUNTIME_DIR": str(self.home), "DBUS_SESSION_BUS_ADDRESS": self.address}
        hidden = ("DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL", "XDG_DATA_HOME", "XDG_CONFIG_HOME")
        env = {name: value for name, value in os.environ.items() if name not in hidden} | own
        quiet = subprocess.DEVNULL
        self._processes.append(subprocess.Popen(command, env=env, stdin=stdin, stdout=stdout, stderr=quiet))
        return self._processes[-1]


class Asleep:
    """A keyring service that says it is open, and then waits for a person who never comes."""

    def __init__(self, session: Session) -> None:
        self.asked: list[str] = []
        self._bus = open_dbus_connection(session.address)
        unwrap_msg(self._bus.send_and_get_reply(message_bus.RequestName(NAME)))
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Asleep:
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        with contextlib.suppress(OSError):
            self._bus.send(new_method_call(DBusAddress("/", self._bus.unique_name, "own.End"), "End"))
        self._thread.join(10)
        self._bus.close()

    def _serve(self) -> None:
        answers: dict[str, tuple[str, tuple[object, ...]]] = {
            "ReadAlias": ("o", (f"{PATH}/aliases/default",)),
            "Get": ("v", (("b", False),)),
        }
        while True:
            message = self._bus.receive()
            if message.header.message_type is not MessageType.method_call:
                continue
            method = message.header.fields[HeaderFields.member]
            if method == "End":
                return
            self.asked.append(method)
            if method in answers:
                self._bus.send(new_method_return(message, *answers[method]))


def _until(true: Any, limit: float = 10.0) -> None:
    """Wait for a process of ours to get ready."""
    end = time.monotonic() + limit
    while not true():
        assert time.monotonic() < end, "the session did not get ready"
        time.sleep(0.005)
