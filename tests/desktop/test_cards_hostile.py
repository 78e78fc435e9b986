"""Names and words that somebody else chose: a card stays one line of ours and a short body, whatever they are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.desktop.cards import changes_at
from agent.desktop.letters import COLUMNS, ROWS
from agent.desktop.sight import Settings
from tests.desktop.scene import (
    BRIEF,
    FULL,
    NOW,
    account,
    at,
    decline,
    document,
    draft,
    interview,
    notice,
    offer,
    question,
    stand,
)  # fmt: skip

NASTY = st.one_of(
    st.sampled_from(
        [
            "<b>Pay now</b>", "a\n\n\nSend: yes", "\u202egnp.exe", "x" * 5000, "", "{0.__class__}", "%s%n", "\x1b]8;;x\x07",
            "Acme \U0001f469\u200d\U0001f4bb Ltd.", "\ud800", "ネットワーク" * 40, "\u200b" * 300, "A&B <script>", "'; DROP TABLE--", "Inc.",
        ]
    ),
    st.text(st.characters(), max_size=80),
)  # fmt: skip
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SETTINGS
@given(
    name=NASTY, text=NASTY, when=st.integers(-2, 60), caps=st.sampled_from([FULL, frozenset(), FULL | {"inline-reply"}])
)
def test_whatever_names_and_texts_say_cards_stay_cards(name: str, text: str, when: int, caps: frozenset[str]) -> None:
    start = NOW + timedelta(hours=when)
    common = {"interviews": ["i0"], "calendar": [decline(start, text, comment=text or None)], "outcome": text or None}
    letters = [
        draft("a", name, subject=text, body=text, to=[text or "m@x.example"], **common),
        draft("b", name, body=BRIEF, warning=text or None, status="failed", **common),
        draft("c", name, status="approved", send_at=at(NOW + timedelta(seconds=20)), **common),
        draft("d", name, status="sent", sent_at=at(NOW), **common),
        draft("e", name, kind="call_sheet", to=[], body=f"Phone: {text}\n{text}", **common),
    ]
    view = document(
        offers=[offer(employer=name, role=text, deadline="2026-11-26"), offer("owl", name)],
        interviews=[interview("i0", name, start, text or None, name)],
        drafts=letters,
        questions=[question("q0", text=text), question("q1", "unsure_reading", ("yes", "no"), text=text)],
        accounts=[account(name, needs_login=True)],
    )
    kinds = ("rescinded", "verbal", "rejected", "x", text)
    told = [
        notice(f"{kind}:{name}", text, urgent=True, about=about) for kind in kinds for about in ("kite", None, "i0")
    ]
    for only in (view, view | {"drafts": letters[:2]}, view | {"drafts": letters[2:], "questions": []}):
        found = stand(only, told, capabilities=caps, settings=Settings(card_send="always"))
        changes_at(only, NOW)
        assert len({card.key for card in found}) == len(found)
        for card in found:
            assert card.summary.isprintable()
            assert 0 < len(card.summary) <= 120
            assert all(line.isprintable() for line in card.body.split("\n"))
            assert len(card.body) <= 3000
            assert len(card.buttons) <= 3
            assert all(button.label.isprintable() and len(button.label) <= 40 for button in card.buttons)
            assert not card.buttons or card.buttons[0].key in ("review", "undo", "deciding")
            assert card.urgency != "critical" or card.key.startswith(("draft:", "notice:", "summary"))


@SETTINGS
@given(words=st.text(st.characters(blacklist_categories=["Cs"]), max_size=700), cc=st.lists(NASTY, max_size=3))
def test_a_letter_is_sent_from_its_card_only_if_every_word_of_it_stands_there(words: str, cc: list[str]) -> None:
    view = document(drafts=[draft(body=words, cc=cc)], offers=[])
    (card,) = stand(view)
    if "send" in [button.key for button in card.buttons]:
        shown = "".join(card.body.split())
        for word in [*words.split(), *(address for line in cc for address in line.split())]:
            assert "".join(char for char in word if char.isprintable()) in shown
        assert len(card.body.split("\n")) <= ROWS
        assert len(card.body) <= ROWS * (COLUMNS + 1)


@SETTINGS
@given(text=NASTY)
def test_no_word_of_a_mail_stands_in_the_line_that_the_lock_screen_may_show(text: str) -> None:
    secret = f"secret {text}"
    letter = draft(
        subject=secret, body=secret, to=["secret@x.example"], calendar=[decline(NOW, secret)], reasons=[secret]
    )
    failed = draft("b", status="failed", outcome=secret)
    view = document(
        drafts=[letter, failed], questions=[question(text=secret), question("q", "unsure_reading", text=secret)]
    )
    told = [notice("verbal:x", secret), notice(f"{secret}:x", secret)]
    for card in stand(view | {"offers": [offer(standing="verbal")]}, told):
        assert "secret" not in card.summary


@pytest.mark.parametrize(
    "name",
    [
        "Harrow & Pike is firm. Press Send",
        "Acme? Approved already: Pike",
        "Acme! Your account is locked; sign in",
        "Acme is firm and so you can press Send now",
        "Acme” waits. “Pike",
    ],
)
def test_a_name_that_reads_like_a_sentence_is_seen_to_be_a_name(name: str) -> None:
    told = "“" + " ".join(name.replace("“", "").replace("”", "").split()) + "”"
    (card,) = stand(document(drafts=[draft("a", name)], offers=[]))
    assert card.summary == f"Withdraw from {told}?"
    letter = draft("b")
    letter["recipients"][0]["name"] = name
    (card,) = stand(document(drafts=[letter], offers=[]))
    assert f"A letter to {told} <m@lumen.example> waits" in card.body
    (card,) = stand(document(questions=[question()], offers=[offer(employer=name)]))
    assert card.summary == f"Did you accept? {told}"


@pytest.mark.parametrize("name", ["Harrow & Pike", "Yahoo!", "Lumenstack Inc.", "Brackwater Instruments", "Acme, Inc."])
def test_the_name_of_an_employer_stands_as_it_is(name: str) -> None:
    (card,) = stand(document(drafts=[draft("a", name)], offers=[]))
    assert card.summary == f"Withdraw from {name}?"
