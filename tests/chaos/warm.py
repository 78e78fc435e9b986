"""Everything loaded, compiled and cached once, so that no child has to: a whole story is played in this very process."""

from __future__ import annotations

import gc
import shutil
from pathlib import Path

from tests.chaos.people import KINDS


def warm(root: Path, kinds: tuple[str, ...]) -> None:
    """Read, approve, send, answer, undo, look: once for each kind of person."""
    for kind in kinds:
        person = KINDS[kind](root / f"warm-{kind}")
        person.start()
        world = person.world
        world.agent("sync")
        id_ = person.draft["id"]
        words = person.root / "words"
        words.write_text("Dear Aisha,\n\nI withdraw, with many thanks.\n\nInes\n")
        for command in ("approve {} --yes", "undo {}", f"edit {{}} --subject Hello --body-file {words}", "keep {}",
                        "approve {} --yes --immediately", "retry {}", "sync", "questions", "journal --json"):  # fmt: skip
            world.agent(*command.format(id_).split())
        assert person.status()["questions"] == []
        assert person.journal()
        assert person.left
        person.stop()
        shutil.rmtree(person.root)
    gc.collect()
    gc.freeze()  # what is here stays: no child has to copy its pages to find that out
