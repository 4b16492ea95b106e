"""Whether the English of a text says what its Danish does."""

from __future__ import annotations

import pytest
from snapshots import agreement, initiative

from generator.checks.words import english_says_the_same


def _told(danish: str, english: str) -> list[str]:
    snapshot = agreement("a0", None, [initiative("alfa")], summary={"da": danish, "en": english})
    return [message for _, message in english_says_the_same([snapshot])]


@pytest.mark.parametrize(
    ("danish", "english", "words"),
    [
        ("Der er 131,2 mio. kr.", "There is DKK 131.2 billion.", "131.2 billion"),
        ("Der er 1.131,2 mio. kr.", "There is DKK 1,113.2 million.", "1,113.2 million"),
        ("Det gælder 2021-2024.", "It applies to 2021–2025.", "2025"),
        ("Det er ikke aftalt.", "It is agreed.", "»ikke«"),
        ("Det er aftalt.", "It isn’t agreed.", "»n’t«"),
        ("Parterne nævner ingen penge.", "The parties mention money.", "»ingen«"),
    ],
)
def test_english_that_says_something_else_is_told(danish: str, english: str, words: str) -> None:
    (message,) = _told(danish, english)
    assert words in message
    assert message.endswith("Mend the one that is wrong.")


@pytest.mark.parametrize(
    ("danish", "english"),
    [
        ("Kl. 14.20 den 1. marts 2021.", "At 2.20 pm on 1 March 2021."),
        ("Først 328,9 og siden 401,5 mio. kr.", "At first DKK 328.9 million, later DKK 401.5 million."),
        ("Tolv stier og 10.000 årsværk.", "12 paths and 10,000 full-time equivalents."),
        ("1½ mia. kr. til initiativ 9.2.", "DKK 1.5 billion for initiative 9.2."),
        ("Svar på spørgsmål nr. 146", "Answer to question no. 146"),
        ("Den samme liste uden frister.", "The same list, but without deadlines."),
        ("Mindst 30 pct. i 3. kvartal.", "At least 30 per cent in the third quarter."),
    ],
)
def test_english_that_says_the_same_in_another_form_is_let_be(danish: str, english: str) -> None:
    assert _told(danish, english) == []
