"""The socket between commands and the daemon: whose it is, and what either end may send."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agent import control
from agent.daemon import server as server_module
from agent.daemon.server import Reply, Server


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"XDG_RUNTIME_DIR": str(tmp_path)}


def exchange(environ: dict[str, str], send: bytes) -> bytes:
    """What a server that repeats each question answers to these bytes."""

    async def story() -> bytes:
        async def repeat(question: dict[str, Any], reply: Reply) -> None:
            reply.line({"done": question})

        path = control.place("/state", environ)
        assert path is not None
        server = Server(path, repeat)
        assert await server.start()
        reader, writer = await asyncio.open_unix_connection(path)
        writer.write(send)
        if not send.endswith(b"\n"):
            writer.write_eof()
        answer = b""
        with contextlib.suppress(ConnectionError):
            answer = await asyncio.wait_for(reader.read(), 20)
        writer.close()
        await server.stop()
        assert not os.path.exists(path)
        return answer

    return asyncio.run(story())


def test_a_question_is_answered(environ: dict[str, str]) -> None:
    lines = [json.loads(line) for line in exchange(environ, b'{"do": "poke"}\n').splitlines()]
    assert lines == [{"accepted": True}, {"done": {"do": "poke"}}]


@pytest.mark.parametrize(
    "garbage", [b"", b"\xff\n", b"{\n", b"[1]\n", b"7\n", b"[" * 50_000 + b"\n", b"x" * 200_000 + b"\n"]
)
def test_garbage_is_not_answered(environ: dict[str, str], garbage: bytes) -> None:
    assert exchange(environ, garbage) == b""


def test_another_users_process_is_not_answered(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_module, "peer", lambda link: os.geteuid() + 1)
    assert exchange(environ, b'{"do": "poke"}\n') == b""


def test_a_runtime_folder_of_somebody_else_is_not_used(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "bowout").symlink_to(tmp_path / "elsewhere")

    async def story() -> bool:
        async def nobody(question: dict[str, Any], reply: Reply) -> None: ...

        return await Server(str(tmp_path / "bowout" / "x.sock"), nobody).start()

    assert asyncio.run(story()) is False
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_name_that_is_too_long_for_a_socket_is_done_without(tmp_path: Path) -> None:
    async def story() -> bool:
        async def nobody(question: dict[str, Any], reply: Reply) -> None: ...

        return await Server(str(tmp_path / ("x" * 120) / "x.sock"), nobody).start()

    assert asyncio.run(story()) is False


# ---------------------------------------------------------------- the commands' end


@pytest.fixture
def other_end(environ: dict[str, str]) -> Iterator[list[bytes]]:
    """A process at the daemon's place that answers whatever is in the list, then hangs up."""
    path = control.place("/state", environ)
    assert path is not None
    os.makedirs(os.path.dirname(path))
    answers: list[bytes] = []
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()

        def serve() -> None:
            link, _ = listening.accept()
            with link:
                link.recv(65536)
                for answer in answers:
                    link.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield answers
        thread.join(10)


ACCEPTED = b'{"accepted": true}\n'


def asked(environ: dict[str, str]) -> list[dict[str, Any]] | None:
    answers = control.ask("/state", {"do": "sync"}, environ)
    return None if answers is None else list(answers)


def test_answers_end_with_the_last_one(environ: dict[str, str], other_end: list[bytes]) -> None:
    other_end += [ACCEPTED, b'{"progress": ["a", 1, 2]}\n{"document": {}, "news": {}, "exit": 0}\n{"more": 1}\n']
    assert asked(environ) == [{"progress": ["a", 1, 2]}, {"document": {}, "news": {}, "exit": 0}]


@pytest.mark.parametrize("rest", [b"", b'{"progress": ', b"garbage\n", b"[]\n", b'{"progress": ["a", 1, 2]}\n'])
def test_a_daemon_that_breaks_off_is_noticed(environ: dict[str, str], other_end: list[bytes], rest: bytes) -> None:
    other_end += [ACCEPTED, rest]
    with pytest.raises(control.Gone):
        asked(environ)


@pytest.mark.parametrize("first", [b"", b"garbage\n", b'{"refused": "no"}\n'])
def test_whoever_does_not_accept_is_no_daemon(environ: dict[str, str], other_end: list[bytes], first: bytes) -> None:
    other_end.append(first)
    assert asked(environ) is None


def test_a_daemon_of_another_user_is_not_asked(
    environ: dict[str, str], other_end: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(control, "peer", lambda link: os.geteuid() + 1)
    assert asked(environ) is None


def test_nobody_there_is_no_daemon(environ: dict[str, str], tmp_path: Path) -> None:
    assert asked(environ) is None
    control.poke("/state", environ)
    assert control.status("/state", environ) is None
    assert control.place("/state", {}) is None


def test_each_state_has_a_socket_of_its_own_by_whichever_way_it_is_named(
    environ: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "a")
    places = [control.place(str(tmp_path / name), environ) for name in ("a", "b", "link", "a/../a")]
    assert places[0] == places[2] == places[3] != places[1]
