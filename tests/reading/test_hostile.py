"""Hostile mail through the whole reader, the encoder with it: bounded time, bounded memory."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from agent.reading import read
from tests.reading.eml import ME

HEAD = b"From: Dana Pryce <dana@quillfordworks.com>\nTo: mara.quint@example.net\nSubject: Your interview\nDate: Thu, 12 Nov 2026 13:37:00 +0000\nMIME-Version: 1.0\n"
OFFER = b"We are pleased to offer you the position of Night Baker from Monday 4 January 2027 at 9:30. "
MIXED = b"Content-Type: multipart/mixed; boundary=b\n\n"
TEXT = b"--b\nContent-Type: text/plain\n\n"
PAGE = b"Content-Type: text/html"
FILE = b'\n--b\nContent-Type: application/pdf; name="offer.pdf"\nContent-Transfer-Encoding: base64\n\n'
EVENT = (
    b"--b\nContent-Type: text/calendar; method=REQUEST\n\n"
    b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Interview\nEND:VEVENT\nEND:VCALENDAR\n"
)
SECONDS = 6
"""Of the processor; several times what it takes, so that a slow machine does not fail."""

HOSTILE: dict[str, Callable[[], bytes]] = {
    "a text of 50 MB": lambda: HEAD + b"\n" + OFFER * (50_000_000 // len(OFFER)),
    "a page of 50 MB": lambda: HEAD + PAGE + b"\n\n" + b"<p>" + OFFER * (50_000_000 // len(OFFER)),
    "one line of 50 MB": lambda: HEAD + b"\n" + OFFER.strip() + b"x" * 50_000_000,
    "a file of 50 MB": lambda: HEAD + MIXED + TEXT + OFFER + FILE + b"QUJD" * 12_500_000 + b"\n--b--\n",
    "10,000 parts": lambda: HEAD + MIXED + (TEXT + OFFER + b"\n") * 10_000,
    "10,000 pages": lambda: HEAD + MIXED + (b"--b\n" + PAGE + b"\n\n<p>" + OFFER + b"\n") * 10_000,
    "10,000 calendar parts": lambda: HEAD + MIXED + EVENT * 10_000,
    "parts within parts": lambda: (
        HEAD
        + b"Content-Type: multipart/mixed; boundary=b0\n\n"
        + b"".join(b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (i, i + 1) for i in range(5_000))
        + OFFER
    ),
    "messages within messages": lambda: HEAD + b"Content-Type: message/rfc822\n\n" * 5_000 + OFFER,
    "quotes within quotes": lambda: HEAD + b"\n" + b"".join(b">" * (i % 500) + OFFER + b"\n" for i in range(5_000)),
    "dates alone": lambda: HEAD + b"\n" + b"interview 3/4 12:30 Monday 5 May by the 7th at 9 " * 10_000,
    "names alone": lambda: (
        HEAD + b"\n" + b"offer from Harrow And Pike Group Ltd to Mara Quint as Night Baker\n" * 8_000
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_costs_a_bounded_time(name: str) -> None:
    read(HEAD + b"\n" + OFFER, me=ME, known=True)  # tables and encoder are there
    raw = HOSTILE[name]()
    began = time.process_time()
    found = read(raw, me=ME, known=True)  # nothing stops on the way
    assert time.process_time() - began < SECONDS
    assert found.from_.address == "dana@quillfordworks.com"


def test_hostile_mail_costs_little_memory() -> None:
    program = (
        "import resource\n"
        "from agent.reading import read\n"
        "from tests.reading.test_hostile import HEAD, HOSTILE, OFFER\n"
        "read(HEAD + b'\\n' + OFFER, me=set(), known=True)\n"
        "raw = HOSTILE['a text of 50 MB']()\n"
        "most = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n"
        "before = most()\n"
        "read(raw, me=set(), known=True)\n"
        "del raw\n"
        "for name in ('10,000 parts', '10,000 pages', 'dates alone', 'names alone'):\n"
        "    read(HOSTILE[name](), me=set(), known=True)\n"
        "print(most() - before)\n"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert int(found.stdout) < 150
