"""What holds for the cards of any state: nothing that waits is left out, nothing is a storm, nothing harmful comes first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.desktop import letters, questions
from agent.desktop.cards import cards, changes_at
from agent.desktop.sight import Settings, Sight
from tests.desktop.scene import BRIEF, FULL, NOW, account, at, document, draft, interview, notice, offer, question

STATUSES = ("waiting", "waiting", "waiting", "snoozed", "kept", "approved", "sending", "sent", "answered", "failed", "unsure", "void")  # fmt: skip
KINDS = ("withdrawal", "offer_decline", "call_sheet", "expedite", "reopen")
HARMLESS = ("review", "undo", "deciding")
SETTINGS = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def states(draw: st.DrawFn) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A status document with its notices."""
    offers = [
        offer(f"o{n}", f"Firm {n}", standing=draw(st.sampled_from(["firm", "verbal", "written", "conditional", "rescinded"])))
        for n in range(draw(st.integers(0, 4)))
    ]  # fmt: skip
    booked, drafts = [], []
    for n in range(draw(st.integers(0, 6))):
        status = draw(st.sampled_from(STATUSES))
        more: dict[str, Any] = {"status": status, "kind": draw(st.sampled_from(KINDS)), "body": draw(st.sampled_from([BRIEF, "x " * 300]))}  # fmt: skip
        if status == "approved":
            more["send_at"] = at(NOW + timedelta(seconds=draw(st.integers(-60, 90))))
            more["outcome"] = draw(st.sampled_from([None, "not sent yet: no network"]))
        if status in ("sent", "answered"):
            more["sent_at"] = at(NOW - timedelta(minutes=draw(st.integers(0, 10_000))))
        if draw(st.booleans()):
            booked.append(interview(f"i{n}", f"E{n}", NOW + timedelta(hours=draw(st.integers(-2, 80))), "+1 555 0100"))
            more["interviews"] = [f"i{n}"]
        drafts.append(draft(f"d{n}", f"E{n}", **more))
    asked = [question(f"q{n}", draw(st.sampled_from(["accepted", "same_employer", "unsure_reading"])), offer=f"o{n}") for n in range(draw(st.integers(0, 4)))]  # fmt: skip
    told = [
        notice(f"{draw(st.sampled_from(['verbal', 'conditional', 'rescinded', 'unread', 'suspicious']))}:{n}", about=f"o{n % 4}",
               urgent=draw(st.booleans()), at=at(NOW - timedelta(hours=draw(st.integers(0, 100)))))
        for n in range(draw(st.integers(0, 8)))
    ]  # fmt: skip
    accounts = [account("work", needs_login=draw(st.booleans()))]
    return document(offers=offers, interviews=booked, drafts=drafts, questions=asked, accounts=accounts), told


def look(state: tuple[dict[str, Any], list[dict[str, Any]]], now: datetime = NOW) -> Any:
    view, told = state
    return cards(view, told, now, Settings(), FULL, ())


@SETTINGS
@given(state=states())
def test_all_that_waits_stands_on_some_card_and_only_once(state: Any) -> None:
    view, _ = state
    sight = Sight(view, NOW, Settings(), FULL, ())
    told = [part for card in look(state) for part in card.parts]
    wanted = [letters.part(sight, one) for one in sight.drafts("waiting")]
    wanted += [questions.part(one) for one in questions.open_ones(sight)]
    assert [told.count(part) for part in wanted] == [1] * len(wanted)
    assert len(told) == len(set(told))


@SETTINGS
@given(state=states())
def test_much_is_one_card(state: Any) -> None:
    found = look(state)
    singles = [card for card in found if card.key.startswith(("draft:", "question:")) and card.urgency != "critical"]
    assert len(singles) <= 3
    assert sum(card.key == "summary" for card in found) <= 1
    assert sum(card.key in ("summary", "news") for card in found) <= 1
    if any(card.key == "summary" for card in found):
        assert sum(card.key.startswith("draft:") for card in found) <= 2


@SETTINGS
@given(state=states())
def test_the_first_button_decides_nothing_and_a_yes_names_its_letter(state: Any) -> None:
    digests = {one["id"]: one["digest"] for one in state[0]["drafts"]}
    for card in look(state):
        keys = [button.key for button in card.buttons]
        assert len(keys) <= 3
        assert keys == [] or keys[0] in HARMLESS
        assert len(set(keys)) == len(keys)
        assert {"send", "called"}.isdisjoint(keys) == (card.digest is None)
        assert card.digest is None or card.digest == digests[str(card.about)]


@SETTINGS
@given(state=states())
def test_between_two_changes_the_cards_stay_the_same(state: Any) -> None:
    """Whoever looks again when it is said misses nothing (but for what is no news any more, which goes by itself)."""
    later = changes_at(state[0], NOW)
    assert later is None or later > NOW
    just_before = min(later or NOW + timedelta(hours=1), NOW + timedelta(hours=1)) - timedelta(seconds=1)
    stay = ("draft:", "question:", "summary", "hold", "late:", "login")

    def standing(now: datetime) -> dict[str, str]:
        return {card.key: card.stamp for card in look(state, now) if card.key.startswith(stay)}

    assert standing(NOW) == standing(just_before)
