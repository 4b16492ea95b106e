"""What other sources say: laid over the texts, marked, and never counted with them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import AGREEMENTS, FROZEN, cases, run
from test_checks import BASE

from generator.comparing.analysis import Analysis
from generator.data_folder import load_all
from generator.exports import Exports
from generator.model.agreement import Group, Outcome, is_fact
from generator.pages import site_files
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteFile
from generator.record.history import History
from generator.wording.fact_words import mode_words
from generator.wording.labels import EVENT_KINDS
from generator.wording.translator import DANISH_T


def edition_of(folder: Path) -> Edition:
    data = load_all(folder)
    return Edition(data.archive, History(missing="prøve"), data.versions, verified=data.verified, beyond=data.beyond)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return edition_of(shutil.copytree(BASE, tmp_path_factory.mktemp("beyond") / "agreements"))


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder = shutil.copytree(BASE, tmp_path_factory.mktemp("alone") / "agreements")
    (folder / "_beyond.yaml").unlink()
    return edition_of(folder)


@pytest.fixture(scope="module")
def pages(edition: Edition) -> dict[str, SiteFile]:
    return {page.path: page for page in site_files(edition)}


def text(page: SiteFile) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.html).split())


def test_the_texts_say_what_they_said(edition: Edition, without: Edition) -> None:
    assert edition.archive == without.archive
    tables = {table.name: table for table in Exports(edition).tables}
    for table in Exports(without).tables:
        if table.name not in ("other_sources", "other_statements", "events"):
            assert list(tables[table.name].rows) == list(table.rows), table.name


def test_ledgers_balance_and_are_of_one_record_only(edition: Edition) -> None:
    added = {overlay.id: {i.id for i in overlay.initiatives} for overlay in edition.beyond.agreements}
    whole = edition.everything.archive
    for ours, theirs in zip(edition.analysis.comparisons, Analysis(whole).comparisons, strict=True):
        assert ours.ledger.balances
        assert theirs.ledger.balances
        assert theirs.ledger.old_total - ours.ledger.old_total == len(added.get(ours.old.id, ()))
        assert theirs.ledger.new_total - ours.ledger.new_total == len(added.get(ours.new.id, ()))
        counted = {i for row in ours.ledger.rows for i in (*row.olds, *row.news)}
        assert not counted & set().union(*added.values())


def test_what_another_source_adds_is_laid_over_the_text(edition: Edition) -> None:
    whole = edition.everything.archive
    pact, last = whole.agreements[1:]
    assert [count.listed for count in pact.counts] == [4]  # three in the text, one more
    assert {i.id for i in pact.initiatives} >= {"vaerksteder", "pumper"}
    assert [s.id for s in pact.sources] == ["pagten", "ministeriet", "avisen"]
    school = next(i for i in last.initiatives if i.id == "cykelskole")
    assert school.origin is None  # it took over from something, so it did not begin here
    found = Analysis(whole).comparison("cykel-2013", "cykel-2015").by_id
    assert found["pumper"] is found["cykelskole"]
    assert found["pumper"].outcome.value == "absorbed"
    assert found["pumper"].certainty == "arguable"
    assert found["vaerksteder"].outcome.value == "not-mentioned"


def test_a_new_agreement_needs_to_know_nothing_of_other_sources(tmp_path: Path) -> None:
    """One file adds an agreement. What only other sources have is then not examined in it, and never silent."""
    folder = shutil.copytree(BASE, tmp_path / "agreements")
    newest = (folder / "cykel-2015.yaml").read_text(encoding="utf-8")
    head, _, rest = newest.partition("initiatives:")
    kept = "  - id: cykelstier" + rest.partition("  - id: cykelstier")[2].partition("  - id: laanecykler")[0]
    added = head.replace("cykel-2015", "cykel-2017").replace("cykel-2013", "cykel-2015")
    gone = "".join(
        f"  - id: {i}\n    outcome: not-examined\n    note: Ikke set.\n" for i in ("laanecykler", "cykelskole")
    )
    silent = "still_not_mentioned:\n  - id: vinterrydning\n"
    text = f"{added}initiatives:\n{kept}not_continued:\n{gone}{silent}"
    (folder / "cykel-2017.yaml").write_text(text, encoding="utf-8")
    whole = edition_of(folder).everything.archive
    found = {old: Analysis(whole).comparison(old, "cykel-2017").by_id for old in ("cykel-2013", "cykel-2015")}
    assert found["cykel-2013"]["vaerksteder"].outcome.value == "not-examined"
    assert found["cykel-2013"]["pumper"].outcome.value == "not-examined"


def test_what_only_another_source_says_is_marked_and_never_counted(pages: dict[str, SiteFile]) -> None:
    before, _, told = pages["aftaler/cykel-2013.md"].html.partition('id="andre-kilder"')
    told, _, _ = told.partition('id="haendt"')
    for words in ("Værksteder ved stationerne", "2 mio. kr."):
        assert words not in before
        assert words in told
    assert "Titlen er avisens ord, ikke aftalens." in told
    assert "én anden kilde" in told
    assert re.search(r"4 af \d+ \w+ er identificeret", told)
    assert "og vi følger 3 af dem" in before
    chapter = pages["initiativer/supercykelstier.md"].html.partition('id="cykel-2013"')[2].partition("</li>\n<li")[0]
    marked = chapter.partition("as-told")[2]
    assert "Skilte langs stierne" in marked
    assert "Skilte langs stierne" not in chapter.partition("as-told")[0]
    assert "as-tag--other" in marked


def test_a_silence_that_another_source_contradicts_never_stands_alone() -> None:
    """Of every pair in the frozen data: the card and its name above are marked just where another source has it."""
    edition = edition_of(FROZEN / "agreements")
    elsewhere = {(o.id, i.id) for o in edition.beyond.agreements for i in o.initiatives}
    pages = {page.path: page.html for page in site_files(edition)}
    marked = set()
    for comparison in edition.analysis.comparisons:
        old, new = comparison.old.id, comparison.new.id
        html = pages[f"sammenlign/{old}/{new}.md"]
        for finding in comparison.findings:
            is_told = any((a, i) in elsewhere for a in (old, new) for i in (*finding.olds, *finding.news))
            card = html.partition(f'<article class="as-card as-finding" id="{finding.id}">')[2]
            alone = re.split("<details|</article>", card)[0]
            assert ("Teksten er tavs; en anden kilde siger:" in alone) == is_told, (old, new, finding.id)
            name = html.partition(f'<a href="#{finding.id}">')[2].partition("·")[0].partition("</p>")[0]
            assert ("◇" in name) == is_told, (old, new, finding.id)
            marked |= {finding.id} if is_told else set()
    assert "signaturprojekter" in marked


def test_sources_disagree_side_by_side(pages: dict[str, SiteFile]) -> None:
    listed = text(pages["andre-kilder/index.md"])
    assert "◇ Hvem betaler?" in listed
    assert "Pagten nævner kommunerne." in listed
    assert "Avisen nævner staten." in listed
    for path in ("initiativer/cykelstier.md", "aftaler/cykel-2013.md"):
        assert "andre-kilder/#omstridt-hvem-betaler" in pages[path].html, path


def test_what_happened_stands_apart_with_its_own_source(pages: dict[str, SiteFile]) -> None:
    page = pages["initiativer/supercykelstier.md"]
    agreed, _, since = page.html.partition('<h2 id="haendt">')
    assert "Skiltene kom senere end ventet." not in agreed
    assert "Skiltene kom senere end ventet." in since
    assert "Transportministeriet" in since
    assert "Uden dato" in since
    listed = text(pages["andre-kilder/index.md"])
    assert listed.index("maj 2014") < listed.index("Uden dato")


def test_what_happened_is_said_by_its_sentence_alone(pages: dict[str, SiteFile]) -> None:
    for path in ("initiativer/supercykelstier.md", "andre-kilder/index.md"):
        events = pages[path].html.partition('<ol class="as-events">')[2].partition("</ol>")[0]
        assert events
        assert not [label for label in EVENT_KINDS.values() if re.search(rf">\s*{label}\s*<", events)]


def test_what_nobody_has_searched_for_is_not_counted_as_gone(edition: Edition, pages: dict[str, SiteFile]) -> None:
    whole = edition.whole.comparison("cykel-2013", "cykel-2015")
    unexamined = sum(finding.outcome is Outcome.NOT_EXAMINED for finding in whole.findings)
    assert unexamined
    gone = whole.count(Group.NOT_CARRIED) - unexamined
    said = text(pages["sammenlign/cykel-2013/cykel-2015.md"])
    assert re.search(rf": {gone} ikke videreført, .* tilføjet; {unexamined} er ikke undersøgt endnu", said)


def test_what_was_not_read_is_no_ground_for_calling_anything_new() -> None:
    """Of the agreement paper on user journeys only the title was seen, so no one knows what it lacks."""
    edition = edition_of(FROZEN / "agreements")
    whole = edition.everything.archive
    finding = Analysis(whole).comparison("2016-2020", "pagt").by_id["sammenhaengende-brugerrejser"]
    added = [facet for facet in finding.facets if facet.mode == "added"]
    assert added
    assert {mode_words(DANISH_T, facet) for facet in added} == {"Ikke undersøgt"}
    assert not any(facet.is_change for facet in added)


@pytest.mark.parametrize("folder", [AGREEMENTS, BASE], ids=["real", "base"])
def test_novelty_is_measured_against_what_was_read_alone(folder: Path) -> None:
    """Neither side of »new« may be a source of which only a part was seen, nor what »not repeated« is said of."""
    for comparison in Analysis(edition_of(folder).everything.archive).comparisons:
        read = {
            (agreement.id, source.id)
            for agreement in (comparison.old, comparison.new)
            for source in agreement.sources
            if source.sha256
        }
        for finding in comparison.findings:
            for facet in finding.facets:
                silent = comparison.old if facet.mode == "added" else comparison.new
                rests_on = {(silent.id, i.source) for i in silent.initiatives if i.id == finding.id}
                if facet.mode == "added" and is_fact(facet.new):
                    rests_on.add((comparison.new.id, facet.new.source))
                if facet.mode != "edited":
                    assert facet.is_examined == (rests_on <= read), (comparison.old.id, finding.id, facet)


@cases
def test_only_what_is_planned_is_of_a_day_to_come(
    file: str, written: str, instead: str, line: int | None, tmp_path: Path
) -> None:
    path = shutil.copytree(BASE, tmp_path / "agreements") / file
    before = path.read_text(encoding="utf-8")
    assert before.count(written) == 1
    path.write_text(before.replace(written, instead), encoding="utf-8")
    result = run("check", cwd=tmp_path)
    told = [each for each in result.stdout.splitlines() if "nothing-is-from-the-future" in each]
    assert [each.split(":")[:2] for each in told] == ([[f"agreements/{file}", str(line)]] if line else [])
