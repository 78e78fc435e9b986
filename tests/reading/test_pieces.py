"""Text cut into the encoder's pieces: the likeliest ones, and each with its place."""

from __future__ import annotations

from importlib import resources

from hypothesis import given
from hypothesis import strategies as st

from agent.reading.learned.pieces import UNKNOWN, Pieces, Vocabulary, vocabulary

WORDS = "<s>\t0\n<pad>\t0\n</s>\t0\n<unk>\t0\n▁offer\t-5\n▁off\t-6\ner\t-4\ned\t-4\n▁\t-3\no\t-7\nf\t-7\nä\t-8\n"


def pieces() -> Pieces:
    return Pieces(vocabulary(WORDS))


def test_the_number_of_a_piece_is_that_of_its_line() -> None:
    assert vocabulary(WORDS).numbers["▁offer"] == 4
    assert vocabulary(WORDS).scores[4] == -5


def test_marks_are_no_pieces_of_text() -> None:
    assert "<s>" not in vocabulary(WORDS).numbers


def test_the_likeliest_pieces_are_taken() -> None:
    assert [number for number, _, _ in pieces().split("offer offered")] == [4, 4, 7]


def test_each_piece_knows_where_it_stands() -> None:
    text = "an  offered"
    assert [text[start:end] for _, start, end in pieces().split(text)][-2:] == ["offer", "ed"]


def likeliest_parts(word: str, known: Vocabulary) -> float:
    """What the likeliest two or more pieces of a marked word come to."""
    best = [0.0] + [float("-inf")] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 16), end):
            if end - start < len(word) and (number := known.numbers.get(word[start:end])) is not None:
                best[end] = max(best[end], best[start] + known.scores[number])
    return best[-1]


def test_a_word_that_is_a_piece_is_never_likelier_in_parts() -> None:
    shipped = vocabulary(resources.files("agent.reading.learned").joinpath("data/pieces.txt").read_text("utf-8"))
    words = [piece for piece in list(shipped.numbers)[::17] if piece.startswith("▁") and len(piece) > 1]
    assert len(words) > 1000
    assert all(likeliest_parts(word, shipped) < shipped.scores[shipped.numbers[word]] for word in words)


def test_unknown_letters_in_a_row_are_one_piece() -> None:
    assert pieces().split("xyz") == [(8, 0, 0), (UNKNOWN, 0, 3)]


def test_compatible_spellings_are_one() -> None:
    assert [number for number, _, _ in pieces().split("oﬀer")] == [number for number, _, _ in pieces().split("offer")]


def test_a_word_without_end_is_cut() -> None:
    assert len(pieces().split("o" * 100_000)) <= 61


@given(st.text(max_size=80))
def test_places_lie_in_the_text_and_in_order(text: str) -> None:
    found = pieces().split(text)
    assert all(0 <= start <= end <= len(text) for _, start, end in found)
    assert [start for _, start, _ in found] == sorted(start for _, start, _ in found)


@given(st.text(max_size=80))
def test_a_text_is_cut_the_same_way_each_time(text: str) -> None:
    cutter = pieces()
    assert cutter.split(text) == cutter.split(text) == pieces().split(text)
