"""What the encoder is shown of a message: structure in words, then the text, in windows that it can hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agent.reading import mime, structured
from agent.reading.learned.input import END, START, WINDOW, WINDOWS, Segment, cut, segments, windows
from agent.reading.learned.pieces import Pieces, vocabulary
from tests.reading.eml import ME, eml
from tests.reading.test_pieces import WORDS


def shown(raw: bytes, direction: str = "in") -> dict[str, str]:
    document = mime.document(mime.open_(raw))
    facts = structured.facts(document, me=ME, zone="UTC")
    return {part.kind: part.text for part in segments(document, facts, "out" if direction == "out" else "in")}


def test_structure_comes_first_and_in_words() -> None:
    raw = eml(
        "Please sign.",
        from_="Quill via DocuSign <dse_na3@docusign.net>",
        attach=("Offer.pdf", "application/pdf", b"%PDF"),
        Reply_To="hr@quillmark.example",
        Authentication_Results="mx.example.net; dmarc=pass header.from=docusign.net",
    )
    flags = shown(raw)["flags"]
    assert flags.startswith("in;")
    for words in ("vendor docusign", "files Offer.pdf", "dmarc pass", "answers to @quillmark.example"):
        assert words in flags


def test_the_other_side_is_named_by_whom_it_writes_or_whom_it_is_written_to() -> None:
    assert shown(eml())["from"] == "from Petra Voss @harrowpike.com."
    mine = eml(from_="Mara Quint <mara.quint@example.net>", to="Petra Voss <petra.voss@harrowpike.com>")
    assert shown(mine, "out")["from"] == "to Petra Voss @harrowpike.com."


def test_quoted_and_forwarded_text_are_marked_as_such() -> None:
    raw = eml("Yes, gladly.\n\nOn 3 May 2026, Petra Voss wrote:\n> Would you like the job?\n")
    found = shown(raw)
    assert found["text"] == "Yes, gladly."
    assert found["quoted"].startswith("[quoted] Would you like the job?")


def test_a_word_or_two_above_a_signature_are_read_with_it() -> None:
    found = shown(eml("Yes!\n\n-- \nMara Quint\nProgrammer"))
    assert "signature" not in found
    assert found["text"].startswith("Yes!\nMara Quint")


def test_windows_begin_with_the_same_head_and_hold_no_more_than_they_can() -> None:
    cutter = Pieces(vocabulary(WORDS))
    found = windows([Segment("flags", "offer."), Segment("text", "offered " * 600)], cutter)
    assert len(found) == WINDOWS
    for window in found:
        assert len(window.numbers) == len(window.places) <= WINDOW
        assert (window.numbers[0], window.numbers[-1]) == (START, END)
        assert window.numbers[1] == 4
        assert window.places[1][0] == 0


def test_of_a_very_long_message_the_middle_is_left_out() -> None:
    body = [(number, (0, number, number + 1)) for number in range(1000)]
    kept = [number for part in cut(body, 100) for number, _ in part]
    assert kept == [*range(225), *range(925, 1000)]


@given(st.integers(0, 900), st.integers(5, 250))
def test_every_part_fits_and_short_bodies_are_whole(length: int, room: int) -> None:
    body = [(number, (0, number, number + 1)) for number in range(length)]
    parts = cut(body, room)
    assert 1 <= len(parts) <= WINDOWS
    assert all(len(part) <= room for part in parts)
    if length <= room * WINDOWS:
        assert [piece for part in parts for piece in part] == body
