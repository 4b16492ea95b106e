"""Findings and the ledger in cases that small changes of the code once showed nobody minded."""

from __future__ import annotations

import shutil
from typing import Any

import pytest
from conftest import cases
from snapshots import EVIDENCE, REGISTER, agreement, initiative
from test_checks import BASE

from generator.checks import check
from generator.comparing.analysis import Analysis
from generator.comparing.comparison import Claim, Comparison, Finding
from generator.loading import load
from generator.model.agreement import Agreement, Group, Origin, Outcome
from generator.model.archive import Archive
from generator.pages import site_files
from generator.publishing.edition import Edition

SAME = {"outcome": "continued", "basis": "same-name", "certainty": "certain"}
NEW = {"outcome": "new"}


def link(old: str, relation: str, certainty: str = "certain") -> dict[str, Any]:
    return {"id": old, "relation": relation, "basis": "same-subject", "certainty": certainty, "note": "n"}


def compared(*chain: Agreement, old: int = 0, new: int = -1) -> Comparison:
    archive = Archive(tuple(chain), REGISTER)
    return Analysis(archive).comparison(chain[old].id, chain[new].id)


def outcomes(comparison: Comparison) -> dict[str, str]:
    return {finding.id: finding.outcome.value for finding in comparison.findings}


def test_a_finding_is_filed_under_the_same_initiative_read_either_way() -> None:
    comparison = compared(
        agreement("a0", None, [initiative("alfa"), initiative("beta")]),
        agreement("a1", "a0", [initiative("gamma", **{"from": [link("alfa", "merged"), link("beta", "merged")]})]),
    )
    assert [finding.id for finding in comparison.findings] == ["gamma"]
    assert [finding.id for finding in comparison.mirrored().findings] == ["gamma"]


def test_what_is_different_is_turned_too_when_a_comparison_is_read_backwards() -> None:
    price = {"id": "pris", "kind": "amount", "label": "Pris", "basis": "total", **EVIDENCE}
    comparison = compared(
        agreement("a0", None, [initiative("alfa", facts=[{**price, "amount": "1 mio. kr."}])]),
        agreement("a1", "a0", [initiative("alfa", origin=SAME, title="Alfa 2", facts=[])]),
    )
    [forward], [backward] = comparison.findings, comparison.mirrored().findings
    assert [(f.kind, f.mode) for f in forward.facets] == [("title", "edited"), ("amount", "not-repeated")]
    assert [(f.kind, f.mode) for f in backward.facets] == [("title", "edited"), ("amount", "added")]
    assert [(f.old, f.new) for f in backward.facets] == [(f.new, f.old) for f in forward.facets]


def test_findings_of_one_status_stand_in_the_order_of_the_newer_agreement_then_of_the_older() -> None:
    gone = [{"id": i, "outcome": "not-examined"} for i in ("alfa", "beta")]
    comparison = compared(
        agreement("a0", None, [initiative("beta"), initiative("alfa")]),
        agreement("a1", "a0", [initiative(i, origin=NEW) for i in ("zeta", "gamma")], not_continued=gone),
    )
    assert [finding.id for finding in comparison.findings] == ["zeta", "gamma", "beta", "alfa"]


def test_what_was_not_examined_is_no_judgement_that_could_be_disputed() -> None:
    """Neither where it went nor where it came from: the outcome says only that nobody has looked."""
    [finding] = compared(
        agreement("a0", None, [initiative("alfa")]),
        agreement("a1", "a0", [initiative("alfa", origin=SAME)]),
        agreement("a2", "a1", [initiative("alfa", origin=SAME)]),
    ).findings
    assert finding.certainty == "certain"
    gone = compared(
        agreement("a0", None, [initiative("alfa"), initiative("beta")]),
        agreement("a1", "a0", [initiative("alfa", origin=SAME)]),
    ).by_id["beta"]
    assert (gone.outcome, gone.certainty, gone.ending) == (Outcome.NOT_EXAMINED, "certain", None)


@cases
def test_a_claim_is_shown_when_there_is_more_to_it_than_that_it_is_new(said: dict[str, Any], says_why: bool) -> None:
    assert Claim(1, "alfa", "alfa", Origin.model_validate(said)).says_why is says_why


def test_what_was_spun_off_from_two_is_filed_with_the_nearest_and_then_with_the_first() -> None:
    """Both live on, and are counted by findings of their own."""
    both = {"from": [link("beta", "spun-off"), link("alfa", "spun-off")]}
    near = compared(
        agreement("a0", None, [initiative("alfa"), initiative("beta")]),
        agreement(
            "a1", "a0", [initiative("alfa", origin=SAME), initiative("beta", origin=SAME), initiative("gamma", **both)]
        ),
    )
    assert outcomes(near) == {"alfa": "continued-unchanged", "beta": "continued-unchanged", "gamma": "spun-off"}
    assert near.by_id["gamma"].other == "alfa"
    assert near.by_id["gamma"].olds == ()


def test_what_is_split_and_what_goes_into_a_part_of_it_are_one_group() -> None:
    """The part that only the first leads to stays in the group when the second is met."""
    comparison = compared(
        agreement("a0", None, [initiative("alfa"), initiative("beta")]),
        agreement(
            "a1",
            "a0",
            [
                initiative("gamma", **{"from": [link("alfa", "split"), link("beta", "absorbed")]}),
                initiative("delta", **{"from": [link("alfa", "split")]}),
            ],
        ),
    )
    (found,) = comparison.findings
    assert (found.olds, found.news) == (("alfa", "beta"), ("delta", "gamma"))


def test_one_doubtful_link_makes_the_whole_finding_doubtful() -> None:
    def joined(*certainties: str) -> Finding:
        links = [link(old, "merged", how) for old, how in zip(("alfa", "beta"), certainties, strict=True)]
        comparison = compared(
            agreement("a0", None, [initiative("alfa"), initiative("beta")]),
            agreement("a1", "a0", [initiative("gamma", **{"from": links})]),
        )
        [finding] = comparison.findings
        return finding

    assert joined("certain", "arguable").certainty == "arguable"
    assert joined("arguable", "certain").certainty == "arguable"
    sure = joined("certain", "certain")
    assert (sure.certainty, sure.olds, sure.news, sure.other) == ("certain", ("alfa", "beta"), ("gamma",), None)
    assert [claim.before_id for claim in sure.claims] == ["alfa", "beta"]


def test_a_silence_is_no_more_certain_than_the_link_to_what_is_not_mentioned(golden: Archive) -> None:
    """Lavbro went into what may be another; that this is not mentioned later is certain, and of Lavbro it is not."""
    analysis = Analysis(golden)
    (gone,) = (f for f in analysis.comparison("a", "c").findings if f.olds == ("lavbro",))
    assert gone.ending is not None
    assert (gone.ending.certainty, gone.certainty) == ("arguable", "arguable")
    for comparison in analysis.comparisons:
        for finding in comparison.findings:
            is_doubtful = finding.ending and "arguable" in (
                finding.ending.certainty,
                finding.ending.departure.certainty,
            )
            assert not is_doubtful or finding.outcome is Outcome.NOT_EXAMINED or finding.certainty == "arguable"


def test_what_goes_into_one_that_keeps_its_id_is_counted_apart_from_it() -> None:
    comparison = compared(
        agreement("a0", None, [initiative("alfa"), initiative("beta")]),
        agreement("a1", "a0", [initiative("alfa", origin=SAME, **{"from": [link("beta", "absorbed")]})]),
    )
    absorbed = comparison.by_id["beta"]
    assert (absorbed.olds, absorbed.news, absorbed.other) == (("beta",), (), "alfa")
    assert outcomes(comparison) == {"alfa": "continued-unchanged", "beta": "absorbed"}


def test_what_came_between_two_agreements_is_not_called_new_and_keeps_its_doubt() -> None:
    chain = (
        agreement("a0", None, [initiative("alfa")]),
        agreement(
            "a1",
            "a0",
            [initiative("alfa", origin=SAME), initiative("beta", origin={**NEW, "certainty": "arguable", "note": "n"})],
        ),
        agreement("a2", "a1", [initiative("alfa", origin=SAME), initiative("beta", origin=SAME)]),
    )
    came = compared(*chain).by_id["beta"]
    assert (came.outcome, came.certainty, came.arrived) == (Outcome.ARRIVED_BETWEEN, "arguable", 1)
    assert [(c.position, c.initiative_id, c.before_id) for c in came.claims] == [
        (1, "beta", "beta"),
        (2, "beta", "beta"),
    ]
    new = compared(*chain[:2]).by_id["beta"]
    assert (new.outcome, new.certainty, new.arrived) == (Outcome.NEW, "arguable", 1)


def test_what_nobody_has_looked_into_where_it_began_is_not_said_to_have_come_between() -> None:
    unseen = {"outcome": "not-examined"}
    chain = (
        agreement("a0", None, [initiative("alfa")]),
        agreement("a1", "a0", [initiative("alfa", origin=SAME), initiative("beta", origin=unseen)]),
        agreement("a2", "a1", [initiative("alfa", origin=SAME), initiative("beta", origin=SAME)]),
    )
    assert compared(*chain).by_id["beta"].outcome is Outcome.NOT_EXAMINED


def test_what_comes_back_after_an_agreement_that_had_it_is_resumed() -> None:
    gone = [{"id": "beta", "outcome": "not-mentioned", "search": {"terms": ["beta"]}}]
    back = {"outcome": "resumed", "basis": "same-name", "certainty": "arguable", "note": "n"}
    comparison = compared(
        agreement("a0", None, [initiative("alfa"), initiative("beta")]),
        agreement("a1", "a0", [initiative("alfa", origin=SAME)], not_continued=gone),
        agreement("a2", "a1", [initiative("alfa", origin=SAME), initiative("beta", origin=back)]),
        old=1,
    )
    found = comparison.by_id["beta"]
    assert (found.outcome, found.certainty, found.arrived) == (Outcome.RESUMED, "arguable", None)
    assert [claim.position for claim in found.claims] == [2]


def test_evidence_of_an_ending_is_carried_with_its_certainty() -> None:
    left = {"id": "beta", "outcome": "completed", "certainty": "arguable", "note": "n", **EVIDENCE}
    found = compared(
        agreement("a0", None, [initiative("alfa"), initiative("beta")]),
        agreement("a1", "a0", [initiative("alfa", origin=SAME)], not_continued=[left]),
    ).by_id["beta"]
    assert (found.outcome, found.certainty) == (Outcome.COMPLETED, "arguable")
    assert found.ending is not None
    assert found.ending.departure.phrase


# ---- What left in silence, and of which a later text says how it ended.

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


# ---- What a text says of an agreement is no initiative of it: it is shown, and counted nowhere.


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder = shutil.copytree(BASE, tmp_path_factory.mktemp("about") / "agreements")
    path = folder / "cykel-2011.yaml"
    phrase = "phrase: ryddet for sne om vinteren"
    text = path.read_text(encoding="utf-8")
    assert text.count(phrase) == 1
    path.write_text(text.replace(phrase, f"{phrase}\n    about: cykel-2011"), encoding="utf-8")
    return load(folder)


def test_a_text_is_not_counted_as_its_own_content(edition: Edition) -> None:
    counted = load(BASE).archive
    for old, new in (("cykel-2011", "cykel-2013"), ("cykel-2011", "cykel-2015")):
        whole = Analysis(counted).comparison(old, new)
        without = edition.analysis.comparison(old, new)
        assert without.ledger.balances
        assert (without.ledger.old_total + without.ledger.new_total) == (
            whole.ledger.old_total + whole.ledger.new_total - 1
        )
        of_agreements = [finding.id for finding in without.of_agreements]
        assert of_agreements == ["vinterrydning"]
        assert "vinterrydning" in without.by_id
        for group in Group:
            assert "vinterrydning" not in [finding.id for finding in without.group(group)]


def test_it_is_shown_apart(edition: Edition) -> None:
    pages = {page.path: page.html for page in site_files(edition)}
    page = pages["sammenlign/cykel-2011/cykel-2013.md"]
    before, _, after = page.partition('<h2 id="aftaler">')
    assert 'id="vinterrydning"' not in before
    assert 'id="vinterrydning"' in after
    agreement = pages["aftaler/cykel-2011.md"]
    assert agreement.index("Hvad teksten siger om aftaler") < agreement.index('id="vinterrydning"')
    assert "initiativer/vinterrydning.md" in pages
    timeline = pages["tidslinje.md"]
    assert "vinterrydning" not in timeline
    rows = timeline.count('<tr class="as-line"')
    assert f'data-total="{rows}"' in timeline
