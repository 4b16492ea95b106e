"""What left in silence, and of which a later text says how it ended."""

from __future__ import annotations

from typing import Any

import pytest
from snapshots import EVIDENCE, REGISTER, agreement, initiative

from generator.checks import check
from generator.comparing.analysis import Analysis
from generator.model.agreement import Agreement
from generator.model.archive import Archive

SILENT = {"id": "beta", "outcome": "not-mentioned", "search": {"terms": ["beta"]}}
ENDED = {"id": "beta", "outcome": "completed", **EVIDENCE}


def chain(*later: dict[str, Any]) -> tuple[Agreement, ...]:
    """*beta* is in the first agreement and not in the second; *later* is what each agreement after them says of it."""
    goes_on = initiative("alfa", origin={"outcome": "continued", "basis": "same-name"})
    departures = (None, SILENT, *later)
    return tuple(
        agreement(
            f"a{n}",
            f"a{n - 1}" if n else None,
            [goes_on] if n else [initiative("alfa"), initiative("beta")],
            not_continued=[departure] if departure else [],
        )
        for n, departure in enumerate(departures)
    )


def rules(agreements: tuple[Agreement, ...]) -> list[str]:
    return [problem.rule for problem in check(agreements, REGISTER) if problem.rule != "file-named-after-id"]


@pytest.mark.parametrize("outcome", ["completed", "expired", "superseded", "discontinued"])
def test_a_later_text_may_say_how_it_ended(outcome: str) -> None:
    assert rules(chain({**ENDED, "outcome": outcome})) == []


def test_that_the_silence_goes_on_is_no_end() -> None:
    assert rules(chain(SILENT)) == ["departures-have-left"]


def test_it_ends_once() -> None:
    assert rules(chain(ENDED, ENDED)) == ["departures-have-left"]


def test_the_comparison_and_the_history_tell_what_the_later_text_says() -> None:
    archive = Archive.in_order(chain(ENDED, {**SILENT, "id": "x"})[:3], REGISTER)
    analysis = Analysis(archive)
    silent, ended = (analysis.comparison("a0", new).by_id["beta"] for new in ("a1", "a2"))
    assert (silent.outcome, ended.outcome) == ("not-mentioned", "completed")
    assert ended.ending is not None
    assert ended.ending.position == 2
    chapters = analysis.histories["beta"].chapters
    assert [chapter.outcome for chapter in chapters] == [None, "not-mentioned", "completed"]


UNKNOWN = {"id": "beta", "outcome": "not-examined"}


def test_a_text_that_nobody_examined_is_looked_through() -> None:
    """So an agreement that is put between two, before anyone has searched it, takes no search from the one after it."""
    first, _, *others = chain(UNKNOWN, SILENT, None)
    agreements = tuple(
        each.model_copy(update={"follows": before.id if before else None})
        for before, each in zip((None, first, *others), (first, *others), strict=False)
    )
    assert rules(agreements) == []
    archive = Archive.in_order(agreements, REGISTER)
    assert [[*each] for each in archive.asleep] == [[], [], [], ["beta"], ["beta"]]
    analysis = Analysis(archive)
    outcomes = [analysis.comparison("a0", new).by_id["beta"].outcome for new in ("a2", "a3", "a4")]
    assert outcomes == ["not-examined", "not-mentioned", "not-mentioned"]
    chapters = analysis.histories["beta"].chapters
    assert [chapter.outcome for chapter in chapters[:3]] == [None, "not-examined", "not-mentioned"]
