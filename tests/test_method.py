"""The method page: figures made from the data, who answers for the site, and what was verified and when."""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import FROZEN, GOLDEN, ROOT, cases, run
from ruamel.yaml import YAML
from snapshots import REGISTER, agreement, html_of, initiative

from generator.comparing.analysis import Analysis
from generator.evidence.source_text import SourceText
from generator.evidence.verified import verified_in
from generator.loading import load
from generator.model.agreement import Outcome
from generator.model.archive import Archive
from generator.model.beside import Verified, VerifiedText, quotation_digest
from generator.model.place import InvalidDataError
from generator.publishing.addresses import Site
from generator.publishing.edition import Edition
from generator.publishing.standing import Share, standing
from generator.record.history import History, Record, Revision

SHA = "0" * 64
HISTORY = History(
    None,
    Revision("2" * 40, date(2024, 5, 6)),
    records={"a0": Record(Revision("1" * 40, date(2020, 1, 2)), Revision("2" * 40, date(2021, 3, 4)))},
)


def _source(**more: Any) -> dict[str, Any]:
    return {"id": "k", "kind": "news", "publisher": "P", "title": "T", "sha256": SHA, **more}


def _count(fact_id: str, *phrases: str) -> dict[str, Any]:
    start = {"id": fact_id, "kind": "count", "label": fact_id, "count": 1, "unit": "stk"}
    return {**start, "source": "k", "phrase": list(phrases)}


def _verified(*phrases: str) -> Verified:
    return Verified(texts=(VerifiedText(sha256=SHA, phrases=tuple(map(quotation_digest, phrases))),))


def _page(archive: Archive, site: Site | None = None, verified: Verified | None = None) -> str:
    edition = Edition(archive, HISTORY, site=site or Site(), verified=verified or Verified())
    html = html_of(edition, "metode.md")
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_fact_is_verified_when_every_piece_of_it_was_found() -> None:
    facts = [_count("both", "ordene", "to  ord"), _count("half", "ordene", "ikke fundet")]
    archive = Archive((agreement("a0", None, [initiative("alfa", facts=facts)]),), REGISTER)
    found = standing(Edition(archive, HISTORY, verified=_verified("ordene", "to ord")))
    assert found.facts == Share(1, 2)
    # a party, the initiative, and four pieces of the two facts
    assert found.phrases == Share(5, 6)
    assert standing(Edition(archive, HISTORY)).facts == Share(0, 2)


def _chain(readers: Mapping[str, Any]) -> Archive:
    """One step with four judgements and two things that nobody has judged."""
    first = agreement("a0", None, [initiative(i) for i in ("alfa", "beta", "gamma", "delta")])
    link = {"id": "beta", "relation": "absorbed", "basis": "same-subject", "certainty": "certain", "note": "n"}
    came = [
        initiative("alfa", origin={"outcome": "continued", "basis": "same-name"}),
        initiative("epsilon", **{"from": [{**link, **readers.get("link", {})}]}),
        initiative("zeta", origin={"outcome": "new", **readers.get("origin", {})}),
        initiative("eta", origin={"outcome": "not-examined"}),
    ]
    left = [
        {"id": "gamma", "outcome": "not-mentioned", "search": {"terms": ["gamma"]}},
        {"id": "delta", "outcome": "not-examined"},
    ]
    second = agreement("a1", "a0", came, not_continued=left, **readers.get("agreement", {}))
    return Archive((first, second), REGISTER)


@cases
def test_a_judgement_has_the_readers_of_its_agreement_unless_it_says_otherwise(
    readers: Mapping[str, Any], twice: int
) -> None:
    assert standing(Edition(_chain(readers), HISTORY)).links == Share(twice, 4)


@cases
def test_no_source_is_called_the_oldest_of_those_without_a_date(days: tuple[str | None, ...], said: str) -> None:
    sources = [_source(id=name, **({"published": day} if day else {})) for name, day in zip("klm", days, strict=False)]
    page = _page(Archive((agreement("a0", None, [initiative("alfa")], sources=sources),), REGISTER))
    assert said in page


def test_statuses_that_never_occur_stand_folded(real: Archive) -> None:
    edition = Edition(real, HISTORY)
    html = html_of(edition, "metode.md")
    fold = html.partition('id="forekommer-ikke"')[2].partition("</details>")[0]
    occurring = {finding.outcome for each in Analysis(real).comparisons for finding in each.findings}
    assert Outcome.NOT_MENTIONED in occurring
    for outcome in Outcome:
        assert html.count(f'id="status-{outcome.value}"') == 1
        assert (f'id="status-{outcome.value}"' in fold) == (outcome not in occurring), outcome


def test_what_a_reader_looks_up_once_is_folded(real: Archive) -> None:
    """What an initiative is, what a status means and what silence means stand open; the page stays eight screens."""
    html = html_of(Edition(real, HISTORY), "metode.md")
    unfolded = re.sub(r"<details.*?</details>", "", html, flags=re.DOTALL)
    for anchor, is_open in (
        ("initiativ", True),
        ("tavshed", True),
        ("ikke-viderefoert", True),
        ("nyt", False),
        ("hvor-langt", False),
    ):
        assert f'<h2 id="{anchor}">' in html
        assert (f'<h2 id="{anchor}">' in unfolded) == is_open, anchor
    assert "Teksterne alene afgør hver status" in html


def test_the_same_words_are_never_both_of_the_agreement_and_a_remark(real: Archive) -> None:
    """One standard for voices: what is recorded is not also told as what somebody thinks."""
    for each in real.agreements:
        recorded = {phrase for i in each.initiatives for said in (i, *i.facts) for phrase in said.phrase}
        remarks = {phrase for remark in each.context for phrase in remark.phrase}
        assert not recorded & remarks, each.id


def test_the_figures_of_the_real_record(real: Archive) -> None:
    found = standing(load(FROZEN / "agreements"))
    facts = sum(len(i.facts) for a in real.agreements for i in a.initiatives)
    assert found.facts.whole == facts
    assert found.facts.part > 0.9 * facts
    assert found.links.part == found.links.whole > 50
    assert {a.readers for a in real.agreements} == {2}


@pytest.mark.parametrize(
    ("site", "said", "not_said"),
    [
        (Site(), "uden en adresse at skrive til", "mail til"),
        (Site(mail="ret@spor.example"), "i en mail til ret@spor.example", "formularen"),
        (Site(issues="https://spor.example/fejl"), "i formularen for fejl .", "mail til"),
        (
            Site(mail="ret@spor.example", issues="https://spor.example/fejl"),
            "i formularen for fejl eller i en mail til",
            "uden en adresse",
        ),
        (Site(publisher="Foreningen <Spor>"), "Foreningen &lt;Spor&gt; svarer for det", "Holdet bag"),
    ],
)
def test_the_page_says_who_answers_and_how_to_tell_them(golden: Archive, site: Site, said: str, not_said: str) -> None:
    page = _page(golden, site)
    assert said in page
    assert not_said not in page


def _verify(folder: Path, sources: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return run("--agreements", str(folder), "verify", "--sources", str(sources), *more, cwd=ROOT)


@pytest.fixture
def project(tmp_path: Path) -> tuple[Path, Path]:
    """One snapshot and the text it was read from."""
    text = "Teksten siger ordene og 3 stk."
    sources = tmp_path / "kilder"
    sources.mkdir()
    (sources / "k.txt").write_text(text, encoding="utf-8")
    facts = [{**_count("x", "3 stk."), "count": 3}]
    snapshot = agreement(
        "a0", None, [initiative("alfa", facts=facts)],
        sources=[_source(sha256=hashlib.sha256(text.encode()).hexdigest())],
    )  # fmt: skip
    folder = tmp_path / "agreements"
    folder.mkdir()
    for name, value in (("a0", snapshot), ("_register", REGISTER)):
        plain = value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        with (folder / f"{name}.yaml").open("w", encoding="utf-8") as out:
            YAML(typ="safe", pure=True).dump(plain, out)
    return folder, sources


def test_verify_records_what_it_found_and_the_page_counts_it(project: tuple[Path, Path]) -> None:
    folder, sources = project
    assert _verify(folder, sources).returncode == 0
    assert not (folder / "_verified.yaml").exists()
    result = _verify(folder, sources, "--record")
    assert (result.returncode, result.stdout) == (0, "")
    first = (folder / "_verified.yaml").read_bytes()
    assert b"ordene" not in first
    assert standing(load(folder)).facts == Share(1, 1)
    assert _verify(folder, sources, "--record").returncode == 0
    assert (folder / "_verified.yaml").read_bytes() == first

    snapshot = folder / "a0.yaml"
    snapshot.write_text(snapshot.read_text(encoding="utf-8").replace("3 stk.", "3 stk"), encoding="utf-8")
    assert standing(load(folder)).facts == Share(0, 1)  # edited since


def test_verify_says_where_the_record_is_not_what_was_found(project: tuple[Path, Path]) -> None:
    folder, sources = project
    assert _verify(folder, sources, "--record").returncode == 0
    record = folder / "_verified.yaml"
    sound = record.read_text(encoding="utf-8")
    digest = re.findall('- "([0-9a-f]{16})"', sound)[0]
    stranger = f"  - sha256: {'e' * 64!r}\n    phrases: []\n"
    for edited, line in (
        (sound, None),
        (sound.replace("texts:", "texts:  # sat i en anden stil"), None),
        (sound.replace(digest, "0" * 16), 6),
        (sound.replace(digest, f'{digest}"\n      - "{"f" * 16}'), 6),
        (sound + stranger, 10),
        (sound[: sound.index("texts:")] + "texts: []\n", 1),
    ):
        record.write_text(edited, encoding="utf-8")
        result = _verify(folder, sources)
        places = re.findall(
            r"^agreements/_verified.yaml:(\d+):\d+: record-is-what-was-found: ", result.stdout, re.MULTILINE
        )
        assert places == ([] if line is None else [str(line)]), result.stdout
        assert result.returncode == (line is not None)
        assert line is None or "--record" in result.stdout
        assert _verify(folder, sources, "--for", "a0").returncode == 0  # nobody can record with some of the texts
    (sources / "k.txt").unlink()
    record.write_text(sound.replace(digest, "0" * 16), encoding="utf-8")
    assert "record-is-what-was-found" not in _verify(folder, sources).stdout  # the text is not at hand
    record.unlink()
    assert "record-is-what-was-found" not in _verify(folder, sources).stdout


def test_a_text_counts_as_searched_for_what_stands_in_the_record_now() -> None:
    def archive(title: str) -> Archive:
        first = agreement("a0", None, [initiative("alfa")])
        new = [initiative("beta", title=title, origin={"outcome": "new"})]
        gone = {"id": "alfa", "outcome": "not-mentioned", "search": {"terms": ["alfa"]}}
        second = agreement("a1", "a0", new, not_continued=[gone])
        sources = (second.sources[0].model_copy(update={"sha256": "1" * 64}),)
        return Archive((first, second.model_copy(update={"sources": sources})), REGISTER)

    texts = {SHA: SourceText.of("alfa"), "1" * 64: SourceText.of("kørekort")}
    verified = verified_in(archive("Kørekort"), texts)
    assert standing(Edition(archive("Kørekort"), History(()), verified=verified)).searches == Share(2, 2)
    assert standing(Edition(archive("Traktorer"), History(()), verified=verified)).searches == Share(1, 2)
    assert standing(Edition(archive("Kørekort"), History(()))).searches == Share(0, 2)


def test_nothing_is_recorded_when_something_does_not_hold(project: tuple[Path, Path]) -> None:
    folder, sources = project
    (sources / "k.txt").write_text("Noget andet.", encoding="utf-8")
    result = _verify(folder, sources, "--record")
    assert result.returncode == 1
    assert "source-text-is-here" in result.stdout
    assert not (folder / "_verified.yaml").exists()


def test_a_faulty_record_of_what_was_verified_is_reported_with_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "agreements"
    folder.mkdir()
    for path in (GOLDEN / "agreements").glob("*.yaml"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "_verified.yaml").write_text("texts:\n  - sha256: kort\n    phrases: [x]\n", encoding="utf-8")
    with pytest.raises(InvalidDataError) as error:
        load(folder)
    assert [(p.file, p.line) for p in error.value.problems] == [
        ("agreements/_verified.yaml", 2),
        ("agreements/_verified.yaml", 3),
    ]
