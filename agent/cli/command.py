"""One command: what it takes, what it does, what its help says; and the table of all of them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

    from agent.cli.call import Call


class Command:
    """A command as its module offers it. Every command takes `--json`."""

    def __init__(
        self,
        run: Callable[[Call, Namespace], int],
        arguments: Callable[[ArgumentParser], None] | None = None,
        *,
        about: str = "",
        examples: str = "",
        defaults: dict[str, object] | None = None,
    ) -> None:
        """`run` gives the exit status; `arguments` adds to the parser; `about` and `examples` are for `--help`.

        `defaults` are the values of the arguments where none are given, for commands that need none: then no parser
        is loaded, which is a tenth of the start-up.
        """
        self.run = run
        self.arguments = arguments
        self.about = about
        self.examples = examples
        self.defaults = defaults


class Plain:
    """Arguments as a parser would give them, where none were typed (but perhaps `--json`)."""

    def __init__(self, values: dict[str, object], *, as_json: bool) -> None:
        self.__dict__.update(values, json=as_json)


GROUPS: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "Begin",
        (
            ("demo", "mail", "the whole job on a sample mailbox; nothing leaves the machine"),
            ("config", "configure", "the effective configuration; `config init` writes a starting file"),
            ("login", "login", "sign in to Google or Outlook; `logout` takes it back"),
            ("logout", "login", "sign out of an account and forget its access"),
            ("accounts", "setup", "the accounts, what each may do, and how it is"),
        ),
    ),
    (
        "Look",
        (
            ("sync", "mail", "read mail and calendars, update drafts, deliver what is approved and due"),
            ("status", "lists", "offers, interviews, drafts and questions, without the network"),
            ("offers", "lists", "the offers, and how firm each one is"),
            ("interviews", "lists", "the upcoming interviews"),
            ("drafts", "lists", "the letters, and what becomes of each"),
            ("questions", "lists", "what only you can know"),
            ("show", "items", "one item whole: the letter as it would be sent, say"),
            ("why", "items", "what led to it: rule, words, message"),
            ("journal", "items", "every decision and delivery"),
            ("explain", "mail", "label messages from files, storing nothing"),
        ),
    ),
    (
        "Decide",
        (
            ("review", "review", "a page in the browser with everything that waits; `--tty` in the terminal"),
            ("approve", "approve", "look at letters and send them"),
            ("undo", "decide", "take an approved letter back while it is held"),
            ("edit", "edit", "change a letter"),
            ("keep", "decide", "keep this interview"),
            ("snooze", "decide", "ask again later"),
            ("redraft", "decide", "write the letter anew, in another tone or as another kind"),
            ("answer", "decide", "answer a question"),
            ("offer", "decide", "tell what you decided about an offer"),
            ("done", "decide", "“I called”: carry out the calendar actions of a call sheet"),
            ("retry", "decide", "try the failed half of a delivery again"),
        ),
    ),
    (
        "Keep it running",
        (
            ("service", "service", "install, remove or look at the service that runs it for you"),
            ("run", "run", "the daemon itself: does what sync does, all the time"),
            ("doctor", "service", "what keeps it from working, and how to mend that"),
            ("completion", "completion", "a script with which your shell finishes words"),
            ("manual", "manual", "all of this help as a manual page"),
        ),
    ),
    ("Forget", (("purge", "setup", "delete what was stored"),)),
)
"""Groups of (command, module under `agent.cli`, summary)."""

MODULES = {name: module for _, commands in GROUPS for name, module, _ in commands} | {
    "work": "work",
    "complete": "completion",
}
"""Command → module."""

HIDDEN = ("work", "complete")
"""Commands for programs: between the daemon and its workers, and for the completion scripts."""
