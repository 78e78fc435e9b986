"""A letter that answers a reply says which words of theirs it answers."""

from __future__ import annotations

from tests.e2e.stories import LINDEN, firm, linden
from tests.e2e.world import World


def test_what_they_wrote_is_shown_with_the_answer_and_leads_what_led_to_it(world: World) -> None:
    firm(world)
    linden(world)
    world.sync()
    world.approve("Linden", immediately=True)
    urging = "Please reconsider and come on Tuesday."
    reply = world.mail(LINDEN, "Re: Interview for Test Engineer at Linden Hydro", f"Hi Ines,\n\n{urging}\n\nAisha",
                       "2026-11-18T11:00", answers=world.sent()[0]["Message-ID"])  # fmt: skip
    (nudge,) = (d for d in world.later(hours=3).drafts if d["kind"] == "nudge")
    assert f"they write: “{urging}”" in " ".join(world.do(f"show {nudge['id']}").out.split())
    quoted = [step for step in world.do(f"why {nudge['id']} --json").json["chain"] if step["quote"]]
    assert (quoted[0]["quote"], quoted[0]["message_id"]) == (urging, reply)
