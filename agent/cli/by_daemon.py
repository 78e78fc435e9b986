"""A sync done by the daemon, where one runs: the same answer as without it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from agent import control
from agent.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from agent.cli.call import Call


class Failed(UserError):
    """What stopped the daemon's pass, told and answered as the command itself would."""

    def __init__(self, text: str, status: int) -> None:
        super().__init__(text)
        self.exit_status = status


def runs(call: Call) -> bool:
    """A daemon answers for this state: it syncs itself, and so knows how its accounts are."""
    return control.status(call.state, os.environ) is not None


def sync(
    call: Call,
    accounts: Sequence[str],
    accept_empty: Sequence[str],
    progress: Callable[[str, int, int | None], None] | None,
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The status document and what is new; None where the command has to do it itself. Raises Failed.

    With `--now` it is another time than the daemon's, and with `-v` somebody wants to see what happens: no daemon then.
    """
    if call.fixed is not None or call.verbose:
        return None
    question = {
        "do": "sync",
        "state": call.state,
        "config": call.config_path,
        "accounts": list(accounts),
        "accept_empty": list(accept_empty),
    }
    try:
        for answer in control.ask(call.state, question, os.environ) or ():
            if "progress" in answer and progress is not None:
                progress(*answer["progress"])
            elif "waiting" in answer:
                call.waiting()
            elif "error" in answer:
                raise Failed(str(answer["error"]), int(answer["exit"]))
            elif "document" in answer:
                return answer["document"], answer["news"]
            elif "broken" in answer:
                raise control.Gone
    except control.Gone:
        call.note("The daemon broke off in the middle; this command does the rest itself.")
    return None
