"""What a text says of an agreement is no initiative of it: it is shown, and counted nowhere."""

from __future__ import annotations

import shutil

import pytest
from test_checks import BASE

from generator.comparing.analysis import Analysis
from generator.comparing.comparison import Group
from generator.loading import load
from generator.pages import site_files
from generator.publishing.edition import Edition


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
