"""Commands and the daemon talk over a socket of the user's own: one JSON line asks, JSON lines answer.

The socket is named after the state folder, so that no command ever reaches the daemon of another one; both ends look
whose process the other is (SO_PEERCRED). Questions: `{"do": "sync", "state", "config", "accounts", "accept_empty"}`,
`{"do": "status"}`, `{"do": "poke"}` (the state was changed by somebody else). Answers: `{"accepted":
true}` at once, then any number of `{"progress": [account, messages, total or null]}` and `{"waiting": true}`, and a last
line: `{"document", "news", "exit"}`, `{"error", "exit"}`, `{"refused": why}` or `{"broken": why}`.
"""

# ruff: noqa: PTH110, PTH117, PTH118 - pathlib costs a quarter of a command's start-up

from __future__ import annotations

import json
import os
import socket
import struct
from hashlib import sha256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

MAX_QUESTION = 64 * 1024
"""Bytes of one question."""
MAX_ANSWER = 64 * 1024 * 1024
"""Bytes of one line of an answer: a status document is one."""
PROMPT = 5.0
"""Seconds within which a daemon that is well says that it heard."""
BRIEFLY = 1.0
"""Likewise where the command does as well without an answer."""
LAST = ("document", "error", "refused", "broken", "status", "done")
"""The key of a last line is one of these."""


class Gone(Exception):
    """The daemon stopped answering before it had answered."""


def place(state: str, environ: Mapping[str, str]) -> str | None:
    """Path of the socket for a state folder; None where the session has no runtime folder."""
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    if not os.path.isabs(runtime):
        return None
    name = sha256(os.fsencode(os.path.realpath(state))).hexdigest()[:16]
    return os.path.join(runtime, "bowout", f"{name}.sock")


def ask(
    state: str, question: Mapping[str, Any], environ: Mapping[str, str], prompt: float = PROMPT
) -> Iterator[dict[str, Any]] | None:
    """The daemon's answers to a question, the last one ending them; None where no daemon of ours is there.

    It has to say within `prompt` seconds that it heard. The iterator raises Gone if the daemon ends in between.
    """
    link = _connected(place(state, environ), prompt)
    if link is None:
        return None
    try:
        link.sendall(json.dumps(dict(question)).encode() + b"\n")
        lines = _lines(link)
        if next(lines, {}).get("accepted"):
            link.settimeout(None)
            return lines
    except (OSError, Gone):
        pass
    link.close()
    return None


def poke(state: str, environ: Mapping[str, str]) -> None:
    """Tell the daemon, if there is one, that the state was changed."""
    try:
        for _ in ask(state, {"do": "poke"}, environ, BRIEFLY) or ():
            return
    except Gone:
        return


def status(state: str, environ: Mapping[str, str]) -> dict[str, Any] | None:
    """What the daemon says of itself: {"status": text, "pid", "healthy", "since"}; None where there is none."""
    try:
        for answer in ask(state, {"do": "status"}, environ, BRIEFLY) or ():
            return dict(answer["status"]) if "status" in answer else None
    except Gone:
        pass
    return None


def peer(link: socket.socket) -> int:
    """User id of the process at the other end (unix(7), SO_PEERCRED)."""
    size = struct.calcsize("3i")
    _, uid, _ = struct.unpack("3i", link.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))
    return int(uid)


def _connected(path: str | None, prompt: float) -> socket.socket | None:
    if path is None or not os.path.exists(path):
        return None
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        link.settimeout(prompt)
        link.connect(path)
        if peer(link) == os.geteuid():
            return link
    except OSError:
        pass
    link.close()
    return None


def _lines(link: socket.socket) -> Iterator[dict[str, Any]]:
    """Answers until the last one. Raises Gone where the connection ends before it, or says what nobody understands."""
    try:
        with link, link.makefile("rb") as stream:
            while True:
                line = stream.readline(MAX_ANSWER)
                if not line.endswith(b"\n"):
                    raise Gone
                answer = json.loads(line)
                if not isinstance(answer, dict):
                    raise Gone
                yield answer
                if any(key in answer for key in LAST):
                    return
    except (OSError, ValueError, RecursionError):
        raise Gone from None
