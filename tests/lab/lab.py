"""A real `systemd --user` with a session bus and a keyring, in which a test does what a person would do."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("user-systemd")
UID = 4242
PATIENCE = 60.0
"""Seconds after which something that should happen soon is not going to happen."""
LIMIT = 90.0
"""Seconds that one command is given."""
NEEDED = {
    "/lib/systemd/systemd": "systemd",
    "/usr/lib/systemd/user/dbus.socket": "dbus-user-session",
    "/usr/bin/gnome-keyring-daemon": "gnome-keyring",
    "/usr/bin/nsenter": "util-linux",
}
PYTHON = (sys.prefix, sys.base_prefix)
SOURCE = tuple(str(ROOT / name) for name in ("agent", "connectors", "tests"))


def missing() -> str | None:
    """Why there can be no lab on this machine, or None."""
    if os.geteuid() != 0:
        return "optional: a systemd of its own needs root"
    lacking = sorted(package for path, package in NEEDED.items() if not Path(path).exists())
    return f"optional: needs {', '.join(lacking)}" if lacking else None


class Lab:
    """One user's systemd, home and session bus. Commands are run as that user, as if typed in a terminal."""

    def __init__(self, *, network: bool = False) -> None:
        """`network`: one of its own, which a test can switch off and on."""
        self._spaces = ("--mount", "--net") if network else ("--mount",)

    def __enter__(self) -> Lab:
        if (reason := missing()) is not None:
            pytest.skip(reason)
        paths = dict.fromkeys((*PYTHON, *SOURCE))
        if "--net" in self._spaces and shutil.which("ip") is None:
            pytest.skip("optional: needs iproute2")
        words = [*self._spaces[1:], str(UID), *paths]
        self._holder = subprocess.Popen(
            [SCRIPT, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        ready = _piped(self._holder.stdout).readline().split()
        if not ready:
            said = _piped(self._holder.stderr).read().strip()
            status = self._holder.wait(PATIENCE)
            self._close()
            if status == 9:
                pytest.skip(f"optional: no namespaces and cgroups of our own here: {said[-300:]}")
            pytest.fail(f"the lab ended with {status}: {said}", pytrace=False)
        self._pid, self.folder = ready[1], Path(ready[2])
        self.home, self.runtime = self.folder / "home", self.folder / "run"
        if "--net" in self._spaces:
            self.ip("link", "set", "lo", "up")
        if self.run(self.python, "-c", "import agent.cli.main", check=False).status:
            self.__exit__()
            pytest.skip("optional: another user may not read this checkout (a umask of 077?)")
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        _piped(self._holder.stdin).close()
        self._holder.wait(PATIENCE)
        self._close()

    def _close(self) -> None:
        for stream in (self._holder.stdin, self._holder.stdout, self._holder.stderr):
            if stream is not None:
                stream.close()

    # ------------------------------------------------------------ doing

    python = str(Path(sys.prefix) / "bin" / "python")

    def run(self, *command: str | Path, check: bool = True, **environ: str) -> Result:
        """Run a command as the user; with `check` it has to end well."""
        env = {
            "HOME": str(self.home),
            "USER": "tester",
            "LANG": "C.UTF-8",
            "PATH": f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin",
            "XDG_RUNTIME_DIR": str(self.runtime),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.runtime}/bus",
            **environ,
        }
        words = [f"{name}={value}" for name, value in env.items() if value]
        enter = ("nsenter", "--target", self._pid, *self._spaces, f"--wd={self.home}")
        become = ("setpriv", f"--reuid={UID}", f"--regid={UID}", "--clear-groups", "env", "-i", *words)
        done = subprocess.run(
            [*enter, *become, *map(str, command)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LIMIT,
        )
        result = Result(done.returncode, done.stdout, done.stderr)
        assert not check or result.status == 0, f"{' '.join(map(str, command))}: {result}\n{self.log()}"
        return result

    def ip(self, *words: str) -> None:
        """Change the lab's own network (ip(8)), as root does."""
        assert "--net" in self._spaces
        subprocess.run(["nsenter", "--target", self._pid, "--net", "ip", *words], check=True, timeout=LIMIT)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """What this thread binds meanwhile, it binds in the lab's network (setns(2))."""
        libc = ctypes.CDLL(None, use_errno=True)
        with open("/proc/thread-self/ns/net") as ours, open(f"/proc/{self._pid}/ns/net") as theirs:
            assert libc.setns(theirs.fileno(), 0) == 0, os.strerror(ctypes.get_errno())
            try:
                yield
            finally:
                assert libc.setns(ours.fileno(), 0) == 0, os.strerror(ctypes.get_errno())

    def agent(self, *words: str, check: bool = True, **environ: str) -> Result:
        """Run our own command, as it is installed here."""
        return self.run(Path(sys.prefix) / "bin" / "agent", *words, check=check, **environ)

    def systemctl(self, *words: str, check: bool = True) -> Result:
        """Ask the user's systemd."""
        return self.run("systemctl", "--user", *words, check=check)

    def write(self, path: str, text: str, mode: int = 0o644) -> Path:
        """A file of the user's, in their home."""
        file = self.home / path
        for folder in reversed(file.relative_to(self.home).parents[:-1]):
            (self.home / folder).mkdir(exist_ok=True)
            os.chown(self.home / folder, UID, UID)
        file.write_text(text)
        file.chmod(mode)
        os.chown(file, UID, UID)
        return file

    def needs_user_namespaces(self) -> None:
        """Skip the test where they are not for everybody."""
        if self.run("unshare", "--user", "--map-root-user", "--mount", "true", check=False).status:
            pytest.skip("optional: user namespaces are not for everybody here")

    def seen_through_private_tmp(self) -> None:
        """A checkout under /tmp stays visible to a service that has a /tmp of its own."""
        hidden = [path for path in (*PYTHON, *SOURCE) if path.startswith(("/tmp/", "/var/tmp/"))]
        lines = "".join(f"BindReadOnlyPaths={path}\n" for path in hidden)
        self.write(".config/systemd/user/bowout.service.d/visible.conf", f"[Service]\n{lines}")
        self.systemctl("daemon-reload")

    def stub(self, path: str) -> Path:
        """Put what stands in for the daemon there."""
        text = Path(__file__).with_name("stub.py").read_text()
        return self.write(path, text.replace("#!/usr/bin/python3", f"#!{self.python}", 1), 0o755)

    # ------------------------------------------------------------ looking

    def unit(self, name: str = "bowout") -> dict[str, str]:
        """The properties of a service."""
        lines = self.systemctl("show", name).out.splitlines()
        return dict(line.split("=", 1) for line in lines if "=" in line)

    def state(self, name: str = "bowout") -> tuple[str, str, str]:
        """Active state, substate and result of a service."""
        unit = self.unit(name)
        return unit["ActiveState"], unit["SubState"], unit["Result"]

    def log(self) -> str:
        """What systemd and its services said."""
        return "".join((self.folder / f"{name}.log").read_text(errors="replace") for name in ("systemd", "services"))

    def until(self, true: Callable[[], Any], what: str, limit: float = PATIENCE) -> Any:
        """Wait until it holds; what it gave then."""
        end = time.monotonic() + limit
        while not (given := true()):
            assert time.monotonic() < end, f"{what}: not within {limit:.0f} s\n{self.log()[-6000:]}"
            time.sleep(0.1)
        return given

    # ------------------------------------------------------------ the keyring

    def unlock(self, password: str = "pw") -> None:
        """What logging in to the desktop does: GNOME Keyring runs, and is open."""
        self._keyring("--unlock", "--replace", password=password)
        self.until(lambda: self._collection() not in (None, "/") and not self._locked(), "an open keyring")

    def lock_out(self) -> None:
        """As after a reboot: the keyring runs, nobody has typed the password."""
        self._keyring("--replace", password=None)
        self.until(lambda: self._collection() not in (None, "/") and self._locked(), "a locked keyring")

    def _keyring(self, *options: str, password: str | None) -> None:
        self.systemctl("stop", "keyring", check=False)
        feed = "" if password is None else f"printf %s '{password}' | "
        command = f"{feed}exec gnome-keyring-daemon --foreground --components=secrets {' '.join(options)}"
        self.run("systemd-run", "--user", "--quiet", "--collect", "--unit=keyring", "sh", "-c", command)

    def _collection(self) -> str | None:
        return self._secrets("/org/freedesktop/secrets", "org.freedesktop.Secret.Service", "ReadAlias", "s", "default")

    def _locked(self) -> bool:
        collection = self._collection()
        assert collection is not None
        words = ("get-property", "org.freedesktop.secrets", collection, "org.freedesktop.Secret.Collection", "Locked")
        return "true" in self.run("busctl", "--user", *words).out

    def _secrets(self, path: str, interface: str, method: str, *words: str) -> str | None:
        given = ("--json=short", "call", "org.freedesktop.secrets", path, interface, method, *words)
        done = self.run("busctl", "--user", "--auto-start=no", *given, check=False)
        return str(json.loads(done.out)["data"][0]) if done.status == 0 else None


class Result:
    """How one command ended."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    def __repr__(self) -> str:
        return f"exit {self.status}\n{self.out}{self.err}"

    @property
    def json(self) -> Any:
        """Standard output, which has to be exactly one JSON document."""
        return json.loads(self.out)


def _piped(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
