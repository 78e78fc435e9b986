"""Pictures of cards as real notification servers draw them, for the documentation: `make pictures`."""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path

from agent.desktop.card import Card
from agent.desktop.notifications import Notifications
from tests.desktop import scene
from tests.desktop.client import client
from tests.desktop.scene import (
    BRIEF,
    FULL,
    NOW,
    at,
    decline,
    document,
    draft,
    interview,
    notice,
    offer,
    question,
)
from tests.lab.gnome import Gnome
from tests.lab.gnome import missing as missing_gnome
from tests.lab.screen import Screen, missing, until

GROUND = "#35505c"
MARGIN = 14
"""Pixels of ground around the cards."""
DRAWN = {
    "xfce4": ("offer", "letter", "undo", "question", "due", "urgent", "rescinded"),
    "dunst": ("offer", "due", "urgent"),
    "plasma": ("letter", "offer"),
}
"""Server → what it is shown with. One that is not installed keeps the pictures it has."""
CARD = (248, 32, 528, 222)
"""Where GNOME Shell draws a card, with some ground around it: left, top, width, height."""
SLOT = NOW.replace(hour=10, minute=0) + timedelta(days=4)
RESCINDED = "Harrow & Pike (Data Analyst): the offer is taken back. Keep your interviews; nothing more is sent."
DUE = offer(standing="written", accepted=False, deadline=f"{NOW:%Y-%m-%d}")
REMINDER = f"deadline:hp|analyst:0:{NOW:%Y-%m-%d}:12"
HELD = {"status": "approved", "send_at": at(NOW + timedelta(seconds=52))}


def scenes(capabilities: frozenset[str]) -> dict[str, tuple[Card, ...]]:
    """Name → the cards that stand then."""
    stand = partial(scene.stand, capabilities=capabilities)
    lumen = interview("iris", "Lumenstack", SLOT)
    others = [
        interview("reed", "Tidewell Analytics", SLOT + timedelta(days=1, hours=4)),
        interview("sage", "Lanternvale Publishing", SLOT + timedelta(days=3, hours=1)),
    ]
    letter = draft(body=BRIEF, interview="iris", interviews=["iris"], calendar=[decline(SLOT)])
    many = [letter] + [
        draft(id, view["employer"], interview=view["id"], interviews=[view["id"]], calendar=[decline(SLOT)])
        for id, view in zip(("brook", "cedar"), others, strict=True)
    ]
    hours = NOW + timedelta(hours=5)
    soon = interview("iris", "Lumenstack", hours, phone="+44 20 7946 0123")
    return {
        "offer": stand(document(drafts=many, interviews=[lumen, *others])),
        "letter": stand(document(drafts=[letter], interviews=[lumen]), displayed={("amber", "amber-1")}),
        "undo": stand(document(drafts=[{**letter, **HELD}], interviews=[lumen])),
        "question": stand(document(questions=[question()], offers=[offer(standing="written", accepted=False)])),
        "due": stand(document(questions=[question()], offers=[DUE]), [notice(REMINDER, urgent=True)]),
        "urgent": stand(document(drafts=[{**letter, "urgent": True, "calendar": [decline(hours)]}], interviews=[soon])),
        "rescinded": stand(
            document(offers=[offer(standing="rescinded")]),
            [notice("rescinded:20261120T083000:hp:1", RESCINDED, urgent=True)],
        ),
    }


async def draw(shown: Screen, name: str, cards: tuple[Card, ...], folder: Path) -> None:
    """Post them, take the picture, take them down."""
    ready = asyncio.Event()
    client = Notifications(lambda _: None, lambda _: None, ready.set, shown.environ)
    running = asyncio.create_task(client.run())
    try:
        await ready.wait()
        for card in cards:
            assert await client.show(card)
            await asyncio.sleep(0.3)  # one at a time, in this order
        await asyncio.to_thread(until, shown.windows)
        await asyncio.sleep(1.0)  # faded in
        places = shown.windows()
        left, top = min(place[0] for place in places) - MARGIN, min(place[1] for place in places) - MARGIN
        right = max(place[0] + place[2] for place in places) + MARGIN
        bottom = max(place[1] + place[3] for place in places) + MARGIN
        file = folder / f"card-{name}-{shown.server}.png"
        shown.picture(file, (max(left, 0), max(top, 0), right - max(left, 0), bottom - max(top, 0)), GROUND)
    finally:
        running.cancel()
        await asyncio.wait({running})
    until(lambda: not shown.windows())


async def gnome(folder: Path) -> None:
    """GNOME Shell opens at once only what is critical; it has some things to say of its own at first."""
    with Gnome() as shell:
        async with client(shell.environ) as own:
            hand = await shell.hand()
            await asyncio.sleep(8)
            await hand.move(1000, 690)
            for card in scenes(FULL)["urgent"]:
                await own.show(card)
            await asyncio.sleep(5)
            await hand.picture(folder / "card-urgent-gnome.png", CARD)
            await hand.rest()


def main(folder: Path) -> None:
    """Write all pictures to `folder`."""
    for server, names in DRAWN.items():
        if (reason := missing(server)) is not None:
            print(f"{server}: {reason}", file=sys.stderr)
            continue
        with Screen(server) as shown:
            for name in names:
                asyncio.run(
                    draw(shown, name, scenes(FULL | {"inline-reply"} if server == "plasma" else FULL)[name], folder)
                )
    if lacking := missing_gnome():
        print(f"gnome: optional: needs {', '.join(lacking)}", file=sys.stderr)
    else:
        asyncio.run(gnome(folder.absolute()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
