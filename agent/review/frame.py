"""The templates of the pages, and a page made of one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from starlette.responses import Response

from agent.review import scene, words

HERE = Path(__file__).parent


class Frame:
    """What all pages are made with."""

    def __init__(self, state: str, now: Callable[[], datetime], idle_seconds: float) -> None:
        """`now` is in the user's zone; `state`: where the compiled templates are kept."""
        self._state = state
        self._now = now
        self._idle = idle_seconds

    def make_ready(self) -> None:
        """What the first page needs, while the browser is still on its way to it."""
        self._templates.get_template("page.html")

    def note(self, status: int, text: str) -> Response:
        """A page that says one thing."""
        return self.render("note.html", status, text=text)

    @cached_property
    def _templates(self) -> Environment:
        """The pages, compiled once for all processes: that is a fifth of the time to the first one."""
        kept = Path(self._state, "pages")
        try:
            kept.mkdir(mode=0o700, exist_ok=True)
            cache = FileSystemBytecodeCache(str(kept))
        except OSError:  # no state yet, or one that may not be written
            cache = None
        environment = Environment(
            loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True, auto_reload=False, bytecode_cache=cache,
        )  # fmt: skip
        environment.filters |= {"clean": words.clean, "lines": words.lines, "spoken": words.spoken, "told": words.told}
        environment.globals |= {
            "VERBS": scene.VERBS,
            "TONES": words.TONES,
            "INSTEAD": words.INSTEAD,
            "ABOUT": words.ABOUT,
            "idle": int(self._idle),
        }
        return environment

    def render(self, template: str, status: int = 200, **context: Any) -> Response:
        """The page of a template; texts in `context` are escaped there."""
        now = self._now()
        html = self._templates.get_template(template).render(when=words.When(now), now=now, **context)
        # Half of a surrogate pair can come from a broken header; no encoding can write it.
        return Response(html.encode("utf-8", "replace"), status, media_type="text/html")
