"""Where the page is found: a free port on loopback, and the link that opens it once.

Known before anything of the page is loaded: a browser takes its time to come, and the rest is loaded meanwhile.
"""

from __future__ import annotations

import os
import socket
from base64 import urlsafe_b64encode

HOST = "127.0.0.1"
ENTRY = "/enter"


def link(port: int, key: str) -> str:
    """Opens the page once."""
    return f"http://{HOST}:{port}{ENTRY}?key={key}"


class Door:
    """A socket that browsers can connect to from now on (they wait), and the key of the link."""

    def __init__(self) -> None:
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
        self.sock.bind((HOST, 0))
        self.sock.listen(100)
        self.sock.setblocking(False)
        self.port: int = self.sock.getsockname()[1]
        self.key = (
            urlsafe_b64encode(os.urandom(32)).rstrip(b"=").decode()
        )  # as of `secrets`, which takes longer to load
        self.link = link(self.port, self.key)
