"""The teller: one chapter after the other, for people on a terminal, as plain text, or kept for one JSON document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TextIO

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

PLAIN_WIDTH = 96


class Teller:
    """Prints as it is told, unless `silent`; `chapters` keeps it all as values.

    Whatever comes from mail is shown as text, never as markup.
    """

    def __init__(self, out: TextIO, *, silent: bool) -> None:
        self._console = Console(file=out, highlight=False, quiet=silent, emoji=False, markup=False)
        width = self._console.width if self._console.is_terminal else PLAIN_WIDTH
        self._console.width = min(width, PLAIN_WIDTH)
        self.chapters: list[dict[str, Any]] = []

    def chapter(self, title: str) -> None:
        self.chapters.append({"title": title, "told": []})
        self._console.print()
        self._console.rule(Text(title, style="bold cyan"), align="left", style="cyan")

    def say(self, text: str) -> None:
        """A paragraph."""
        self._keep("text", text)
        self._console.print(Text(text))

    def command(self, typed: str) -> None:
        """What one would type."""
        self._keep("command", typed)
        self._console.print()
        self._console.print(Text.assemble(("$ ", "green"), (typed, "bold")))

    def words(self, says: str, quote: str | None, when: str = "") -> None:
        """What was understood, and the words it was understood from."""
        self._keep("words", {"says": says, "quote": quote, "when": when})
        line = Text.assemble(("• ", "cyan"), says, (f"  {when}" if when else "", "dim"))
        self._console.print(Padding(line, (0, 0, 0, 2)))
        if quote:
            self._console.print(Padding(Text(f"“{quote}”", style="italic"), (0, 0, 0, 6)))

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self._keep("table", [dict(zip(heads, row, strict=True)) for row in rows])
        table = Table(*heads, box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        self._console.print(table)

    def paper(self, title: str, text: str) -> None:
        """Something as it is, in a frame: a letter, a file."""
        self._keep("paper", {"title": title, "text": text})
        self._console.print(Panel(Text(text), title=Text(title), title_align="left", box=box.ROUNDED, padding=(0, 1)))

    def ask(self, question: str, answer: Sequence[str]) -> None:
        """Put a question without ending the line; `answer` are the words that it takes."""
        self._console.print()
        self._console.print(Text(f"{question} [{'/'.join(answer)}] ", style="bold yellow"), end="")

    def _keep(self, form: str, value: object) -> None:
        self.chapters[-1]["told"].append({form: value})
