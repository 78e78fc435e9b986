"""Telling the service manager."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.daemon.notify import Manager


@pytest.fixture
def heard(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.setblocking(False)
        yield listening


def all_of(heard: socket.socket) -> list[str]:
    found = []
    try:
        while True:
            found.append(heard.recv(4096).decode())
    except BlockingIOError:
        return found


def test_a_status_is_told_when_it_changed(heard: socket.socket) -> None:
    manager = Manager({"NOTIFY_SOCKET": str(heard.getsockname())})
    for text in ("one", "one", "two", "one"):
        manager.status(text)
    assert all_of(heard) == ["STATUS=one", "STATUS=two", "STATUS=one"]


def test_reloading_tells_when_it_began(heard: socket.socket) -> None:
    Manager({"NOTIFY_SOCKET": str(heard.getsockname())}).reloading()
    (said,) = all_of(heard)
    assert said.startswith("RELOADING=1\nMONOTONIC_USEC=")


def test_an_abstract_name_will_do() -> None:
    name = f"bowout-notify-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind("\0" + name)
        Manager({"NOTIFY_SOCKET": "@" + name}).tell("READY=1")
        assert listening.recv(100) == b"READY=1"


def test_nobody_listening_stops_nothing(tmp_path: Path) -> None:
    Manager({}).tell("READY=1")
    Manager({"NOTIFY_SOCKET": str(tmp_path / "gone")}).tell("READY=1")


def test_a_status_that_was_not_heard_is_said_again(heard: socket.socket) -> None:
    manager = Manager({"NOTIFY_SOCKET": str(heard.getsockname())})
    while manager.tell("WATCHDOG=1"):
        pass
    manager.status("lost")
    all_of(heard)
    manager.status("lost")
    assert all_of(heard) == ["STATUS=lost"]


def test_a_manager_that_is_slow_to_listen_does_not_hold_us_up(heard: socket.socket) -> None:
    manager = Manager({"NOTIFY_SOCKET": str(heard.getsockname())})
    for number in range(10_000):
        manager.status(str(number))


@pytest.mark.parametrize(
    ("environ", "tick"),
    [
        ({}, None),
        ({"WATCHDOG_USEC": "120000000"}, 60.0),
        ({"WATCHDOG_USEC": "120000000", "WATCHDOG_PID": str(os.getpid())}, 60.0),
        ({"WATCHDOG_USEC": "120000000", "WATCHDOG_PID": "1"}, None),
        ({"WATCHDOG_USEC": "0"}, None),
        ({"WATCHDOG_USEC": "soon"}, None),
    ],
)
def test_signs_of_life_come_twice_as_often_as_they_are_waited_for(environ: dict[str, str], tick: float | None) -> None:
    assert Manager(environ).tick == tick
