"""Text out of files: which letters, which words are whole, and where a block ends."""

from __future__ import annotations

import pytest

from generator.evidence.blocks import LINE_BREAK, blocks_of, joined
from generator.evidence.source_files import text_of


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        ([], ""),
        (["Et", "To"], "Et\nTo\n"),
        (["  Et\tog \r\n  to ", " ", ""], "Et og to\n"),
        ([f" Vej 1 {LINE_BREAK}{LINE_BREAK} By"], f"Vej 1{LINE_BREAK}By\n"),
        (["100\u00a0mio. kr."], "100\u00a0mio. kr.\n"),  # shown as it is written
        (["Et\x85to\u2029tre"], "Et to tre\n"),  # other ends of lines are none of ours
    ],
)
def test_blocks_are_joined_by_line_feeds_and_nothing_else(blocks: list[str], text: str) -> None:
    assert joined(blocks) == text
    assert joined(blocks_of(text)) == text


def test_a_paragraph_a_line_is_a_block_a_line() -> None:
    text = "Aftalen\r\n\r\nDe er enige om at dele data.\nDet sker i 2027.\n  • en bro\n"
    blocks = ["Aftalen", "De er enige om at dele data.", "Det sker i 2027.", "• en bro"]
    assert blocks_of(text_of(text.encode(), "a.txt")) == blocks


def test_a_line_break_is_inside_its_block() -> None:
    page = "<p>Storgade 2<br>1470 København</p><p>Juni</p>"
    assert text_of(page.encode(), "a.html") == f"Storgade 2{LINE_BREAK}1470 København\nJuni\n"
