#!/usr/bin/python3
"""Stands in for the daemon where only the unit is tested: does what `~/stub.mode` says, and tells systemd."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

HOME = Path.home()


def notify(text: str) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
        out.sendto(text.encode(), os.environ["NOTIFY_SOCKET"].replace("@", "\0", 1))


def main() -> int:
    mode = (HOME / "stub.mode").read_text()
    with (HOME / "starts").open("a") as starts:
        starts.write(f"{os.getpid()}\n")
    if mode.isdigit():
        return int(mode)
    if mode == "child":  # it says that it was asked to stop, and takes a moment
        said = HOME / "child.said"
        script = f"trap 'echo term >> {said}; exit' TERM; echo $$ > {HOME}/child; while :; do sleep 0.05; done"
        subprocess.Popen(["/bin/sh", "-c", script], start_new_session=True)
    if mode == "tries":
        tries()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    notify("READY=1\nSTATUS=waits for the keyring")
    while True:
        notify("WATCHDOG=1")
        time.sleep(0.2)


def tries() -> None:
    """What one can do in here, a line each."""
    done = subprocess.run([HOME / "gid", "-g"], capture_output=True, text=True)
    print("gid", done.stdout.strip())
    outside = ("systemd-run", "--user", "--quiet", "--pipe", "--wait", "--collect", HOME / "gid", "-g")
    done = subprocess.run(outside, capture_output=True, text=True)
    print("outside", (done.stdout + done.stderr).strip())
    for place in ("/var/tmp", str(HOME), "/tmp"):
        try:
            Path(place, "bowout-stub").write_text("")
            Path(place, "bowout-stub").unlink()
            print("write", place)
        except OSError as error:
            print("write", place, error.strerror)
    print("ssh", os.access(HOME / ".ssh/id", os.R_OK), flush=True)


if __name__ == "__main__":
    sys.exit(main())
