"""How long the local connector takes to see what changed in a large Maildir.

Builds a Maildir of 100,000 messages (hard links to a few files) in a temporary folder and times: a first walk that reads
everything, a walk with nothing changed, one after a folder was touched without a new message, one with one new message.
The reference, in the same run, is os.scandir over the same folders with every name looked at.

    python benchmarks/local_sync.py [MESSAGES] [--folders N]
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from connectors.local.maildir import LocalMail
from connectors.local.send import Sender

NOW = 1_795_000_000


def build(root: Path, messages: int, folders: int) -> list[Path]:
    """A Maildir++ with its messages spread over some folders; hard links keep it quick."""
    made = [root, *(root / f".Folder {number}" for number in range(1, folders))]
    for folder in made:
        for part in ("cur", "new", "tmp"):
            (folder / part).mkdir(parents=True)
    source = root / "source"
    for number in range(messages):
        if number % 20_000 == 0:  # a file has 65,000 names at most on some file systems
            source = root / f"source{number}"
            source.write_bytes(b"From: a@b.example\nSubject: hello\n\nHello\n")
        folder = made[number % folders]
        os.link(source, folder / "cur" / f"{NOW - number}.M{number}P1.host,S=40:2,S")
    for folder in made:
        for part in ("cur", "new"):
            os.utime(folder / part, (NOW - 9e8, NOW - 9e8))
    return made


def scan(folders: list[Path]) -> int:
    """The reference: every name of every folder, and nothing else."""
    return sum(1 for folder in folders for part in ("cur", "new") for entry in os.scandir(folder / part) if entry.name)


def timed(what: Callable[[], object], rounds: int = 5) -> float:
    """Median seconds."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        what()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("messages", type=int, nargs="?", default=100_000)
    parser.add_argument("--folders", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "mail"
        folders = build(root, arguments.messages, arguments.folders)
        mail = LocalMail("home", root, lambda: Sender(None, None, None, Path(place)))
        known: set[str] = set()
        cursor = ""

        def walk() -> int:
            nonlocal cursor
            created = 0
            for page in mail.changes(cursor or None, lambda: list(known), None):
                known.update(message.provider_id for message in page.created)
                created += len(page.created)
                cursor = page.cursor
            return created

        def touched() -> None:
            stat = (folders[0] / "cur").stat()
            os.utime(folders[0] / "cur", ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
            assert walk() == 0

        def arrived() -> None:
            (folders[0] / "new" / f"{NOW}.M{time.perf_counter_ns()}.host").write_bytes(b"Subject: new\n\nnew\n")
            assert walk() == 1

        reference = timed(lambda: scan(folders))
        start = time.perf_counter()
        assert walk() == arguments.messages
        first = time.perf_counter() - start
        print(
            f"{arguments.messages} messages in {arguments.folders} folders; reference: os.scandir {reference * 1000:.1f} ms"
        )
        for name, seconds in (
            ("first walk, every message read", first),
            ("nothing changed", timed(lambda: walk())),
            ("a folder touched, nothing new", timed(touched)),
            ("one new message", timed(arrived)),
        ):
            print(f"{name:32} {seconds * 1000:9.1f} ms  {seconds / reference:8.2f} x os.scandir")


if __name__ == "__main__":
    main()
