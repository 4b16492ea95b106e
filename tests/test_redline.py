"""Word by word, and nothing lost on either side."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from generator.comparing.facets import Piece, redline

WORDS = st.lists(st.sampled_from(["en", "ny", "fælles", "strategi", "for", "2022-2025"]), max_size=8)


@given(WORDS, WORDS)
def test_either_side_can_be_read_from_the_pieces(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old), " ".join(new)
    pieces = redline(before, after)
    assert " ".join(piece.text for piece in pieces if piece.kind != "inserted") == before
    assert " ".join(piece.text for piece in pieces if piece.kind != "deleted") == after


@given(WORDS, WORDS)
def test_no_two_neighbours_are_of_one_kind(old: list[str], new: list[str]) -> None:
    kinds = [piece.kind for piece in redline(" ".join(old), " ".join(new))]
    assert all(one != other for one, other in pairwise(kinds))


def test_a_word_is_the_same_however_it_is_written() -> None:
    """It is shown as in the newer text."""
    assert redline("Den fæl\u00adles \u200b NemLog\u2011in", "Den fælles ny NemLog-in") == (
        Piece("same", "Den fælles"),
        Piece("inserted", "ny"),
        Piece("same", "NemLog-in"),
    )
