"""One letter of each kind and language, as a page: `python -m tests.letters.gallery` writes docs/letters.md.

With `--language XX` it prints letters to look at instead: `--kind KIND`, and `--many N` situations of each kind.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from agent.letters import compose
from agent.letters.language import TEMPLATES, codes, load
from agent.model import DraftKind, Letter, Tone
from tests.letters.build import NOW
from tests.letters.corpus import samples
from tests.letters.situations import KINDS, Situation, case, policy_for

PAGE = Path(__file__).parents[2] / "docs" / "letters.md"
HEAD = """\
# The letters

One letter of each kind in each language, as Bowout writes them: to Fraser Boyd of Abernethy Glass, who arranged an interview for the
Furnace Scheduling Lead role, from Sam Lee, who has another offer. Nothing is sent before you have seen it and said yes; every word can be
changed first (`agent edit`). Which wording a sentence takes differs from letter to letter. `tone` under `[drafts]` in the configuration
chooses `warm`, `plain` or `brief`; `keep_in_touch` and `referral` whether those lines are there; `templates` is a folder with your own
([how to write them](../agent/letters/templates/README.md)).

This page is generated: `make letters`.
"""
TITLES: dict[DraftKind, tuple[str, str]] = {
    "withdrawal": ("Withdrawing", "An interview is booked, and another offer is firm."),
    "offer_decline": ("Declining an offer", "They made one; another was accepted."),
    "more_time": ("Asking for more time", "To the employer whose offer has to be answered soon."),
    "expedite": ("Asking whether things can move", "To another employer, while that offer is open."),
    "disclose": ("Keeping the interview, honestly", "`agent redraft ID --kind disclose`: they decide whether to talk."),
    "reopen": ("Asking again", "The other position came to nothing after they had been told."),
    "nudge": ("Answering somebody who urges", "They wrote back and asked to come anyway."),
    "call_sheet": ("On the phone", "Nobody can be written to, or the interview is too near for a letter."),
}
USUAL = Situation("withdrawal", panel="other", phone=True)
EXTRA: tuple[tuple[str, Situation, Tone], ...] = (
    ("Taking back a yes", replace(USUAL, kind="offer_decline", interviews=0, declines=True, before=True), "warm"),
    ("After several rounds, with a trip booked", replace(USUAL, stage="rounds", travel=True), "plain"),
    ("In a few words", USUAL, "brief"),
    ("Free again, after word of another position", replace(USUAL, kind="reopen", after="disclose"), "warm"),
)


def page() -> str:
    """The whole page, in Markdown."""
    parts = [HEAD]
    ordered = sorted(complete(), key=lambda code: (code != "en", load(code).name))
    names = {code: load(code).name for code in ordered}
    parts.append(" · ".join(f"[{name}](#{name.lower()})" for name in names.values()) + "\n")
    for code, name in names.items():
        parts.append(f"## {name}\n")
        for title, situation, tone in shown(code):
            letter = written(situation, tone)
            about = f"{TITLES[situation.kind][1]} " if title == TITLES[situation.kind][0] else ""
            parts.append(f"### {title}\n\n{about}`{situation.kind}`, {tone}\n\n```text\n{letter.body.rstrip()}\n```\n")
    return "\n".join(parts)


def complete() -> set[str]:
    """The languages with every letter: one that is being written is not shown yet."""
    most = len(list((TEMPLATES / "en").iterdir()))
    return {code for code in codes() if len(list((TEMPLATES / code).iterdir())) == most}


def shown(code: str) -> Iterator[tuple[str, Situation, Tone]]:
    """What the page shows of a language."""
    for kind in KINDS:
        booked = 0 if kind in ("offer_decline", "more_time", "nudge") else 1
        usual = replace(
            USUAL, kind=kind, language=code, interviews=booked, accepted=kind not in ("more_time", "expedite")
        )
        if kind == "offer_decline":
            usual = replace(usual, declines=True, panel="nobody")
        tone: Tone = "plain" if kind == "call_sheet" else "warm"
        yield TITLES[kind][0], usual, tone
        for title, situation, its in EXTRA:
            if situation.kind == kind:
                yield title, replace(situation, language=code), its


def written(situation: Situation, tone: Tone) -> Letter:
    return compose(case(situation), policy_for(situation, tone=tone), NOW)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--language", choices=sorted(codes()))
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("--many", type=int, default=2)
    wish = parser.parse_args()
    if wish.language is None:
        PAGE.write_text(page(), encoding="utf-8")
        return
    left = {(kind, tone): wish.many for kind in KINDS for tone in ("warm", "plain", "brief")}
    for one in samples(wish.language)[:: 3 * 7]:
        kind, tone = one.situation.kind, one.tone
        if wish.kind in (None, kind) and left[kind, tone]:
            left[kind, tone] -= 1
            print(f"===== {kind} {tone}: {len(one.letter.body.split())} words\n{one.letter.body}")


if __name__ == "__main__":
    main()
