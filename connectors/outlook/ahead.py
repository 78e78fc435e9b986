"""The next page of a first reading, asked for while the one before it is read: people wait for the longer of the two only."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from typing import Final

from connectors.outlook.folders import Folder
from connectors.outlook.reader import Answer

PATIENCE: Final = 1.0
"""Seconds that the end of a reading waits for an answer which nobody will take."""

Wanted = tuple[str, str]
"""A folder's id, and the link of the page."""


def begun(job: Callable[[], Answer]) -> Future[Answer]:
    """Done in a thread that keeps no process from ending: nothing is lost with an answer that nobody takes."""
    future: Future[Answer] = Future()

    def run() -> None:
        try:
            future.set_result(job())
        except Exception as error:  # noqa: BLE001 - it is whoever takes the answer who deals with it
            future.set_exception(error)

    threading.Thread(target=run, name="outlook ahead", daemon=True).start()
    return future


@dataclass(slots=True)
class Ahead:
    """One page at most is under way."""

    wanted: Wanted | None = None
    answer: Future[Answer] | None = None

    def ask(self, folder: Folder, link: str, job: Callable[[], Answer]) -> None:
        """Ask for a page. What was asked for before and not taken is forgotten."""
        self.wanted, self.answer = (folder.id, link), begun(job)

    def take(self, folder: Folder, link: str, job: Callable[[], Answer]) -> Answer:
        """The page that was asked for, else it is asked for now. Raises what asking does."""
        wanted, answer = self.wanted, self.answer
        self.wanted = self.answer = None
        return answer.result() if answer is not None and wanted == (folder.id, link) else job()

    def end(self) -> None:
        """Nobody takes anything any more: what is under way comes to its end, if it does soon."""
        if self.answer is not None:
            wait([self.answer], timeout=PATIENCE)
