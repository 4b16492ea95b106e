"""References that other programs read, and that point to what will not change."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import bibtexparser
import pytest
from citeproc import Citation as Reference
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from snapshots import COMMIT, changed_since, published, unpublished

from generator.model.archive import Archive
from generator.model.fields import Text
from generator.publishing import addresses
from generator.publishing.citation import Citation, Standing, bibtex, citation_files, citations, csl_json, forms
from generator.publishing.edition import Edition
from generator.record.history import History
from generator.wording.sentences import english_source
from generator.wording.translator import DANISH_T, ENGLISH_T, Translator


def _by_key(edition: Edition, t: Translator = DANISH_T) -> dict[str, Citation]:
    found = list(citations(t, edition))
    assert len({citation.key for citation in found}) == len(found)
    return {citation.key: citation for citation in found}


def test_there_is_one_for_each_agreement_pair_initiative_and_fact(real: Archive) -> None:
    facts = [f"aftalespor:fact:{statement.id.replace('/', ':')}" for statement in real.statements]
    found = _by_key(unpublished(real))
    assert len(found) == len(real.agreements) + len(list(real.pairs())) + len(real.initiative_ids) + len(facts)
    assert set(facts) < set(found)


def test_a_published_version_is_cited_at_its_frozen_address(golden: Archive) -> None:
    for citation in citations(DANISH_T, published(golden)):
        anchor = addresses.frozen_anchor(citation.page)
        assert citation.address == f"https://aftalespor.example/fast/1.0.0/#{anchor}"
        assert citation.is_frozen
        plain = forms(DANISH_T, citation)[0].text
        assert "dataversion 1.0.0, 21. november 2026" in plain
        assert "commit" not in plain


@pytest.mark.parametrize(
    ("make", "danish", "english"),
    [
        (unpublished, "commit ffffffffff, 24. december 2026", "commit ffffffffff, 24 December 2026"),
        (
            changed_since,
            "dataversion 1.0.0, med senere ændringer, commit ffffffffff, 24. december 2026",
            "data version 1.0.0, with later changes, commit ffffffffff, 24 December 2026",
        ),
    ],
)
def test_anything_else_is_cited_where_it_is_with_the_commit(
    golden: Archive, make: object, danish: str, english: str
) -> None:
    for citation in citations(DANISH_T, make(golden)):  # type: ignore[operator]
        assert citation.address == f"https://aftalespor.example/{citation.page}"
        assert danish in forms(DANISH_T, citation)[0].text
        assert english in forms(DANISH_T, citation)[1].text
        assert COMMIT[:10] not in forms(DANISH_T, citation)[0].text


def test_a_site_without_an_address_gives_one_from_its_root_and_says_so(golden: Archive) -> None:
    edition = Edition(golden, History(missing="prøve"))
    citation = _by_key(edition)["aftalespor:initiative:hoejbro"]
    assert citation.address == "initiativer/hoejbro/"
    assert "udateret" in forms(DANISH_T, citation)[0].text
    assert [citation.address in form.text for form in forms(DANISH_T, citation)] == [True] * 4
    references, items = _files(edition)
    assert [entry for entry in references.entries if "url" in entry.fields_dict] == []
    assert [item for item in items if "URL" in item] == []


def test_all_citations_are_in_one_file_of_each_kind(golden: Archive) -> None:
    edition = published(golden)
    places = [citation.address for citation in citations(DANISH_T, edition)]
    references, items = _files(edition)
    assert [entry.fields_dict["url"].value for entry in references.entries] == places
    assert [item["URL"] for item in items] == places


def _files(edition: Edition) -> tuple[bibtexparser.Library, list[dict[str, object]]]:
    bib, csl = citation_files(DANISH_T, edition)
    assert (bib.path, csl.path) == ("data/citater.bib", "data/citater.json")
    library = bibtexparser.parse_string(bib.data.decode())
    assert library.failed_blocks == []
    return library, json.loads(csl.data)


@pytest.mark.parametrize(
    ("make", "danish", "number"),
    [
        (unpublished, "commit ffffffffff, med", "ffffffffff.uregistreret"),
        (changed_since, "dataversion 1.0.0, commit ffffffffff, med", "1.0.0+ffffffffff.uregistreret"),
    ],
)
def test_a_change_that_no_commit_has_is_said_to_be_in_none(
    golden: Archive, make: object, danish: str, number: str
) -> None:
    edition = make(golden)  # type: ignore[operator]
    edition = replace(edition, history=replace(edition.history, is_dirty=True))
    for citation in citations(DANISH_T, edition):
        told = {form.id: form.text for form in forms(DANISH_T, citation)}
        assert f"Aftalespor, {danish} ændringer, der endnu ikke er registreret. https" in told["da"]
        assert "with changes not yet registered. https" in told["en"]
        assert citation.standing.day is None
        assert _entry(told["bibtex"])["version"] == number
        assert json.loads(told["csl"])[0]["version"] == number


def _entry(text: str) -> dict[str, str]:
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    (entry,) = library.entries
    return {"key": entry.key, **{name: field.value for name, field in entry.fields_dict.items()}}


def test_bibtex_is_read_by_a_real_parser(real: Archive) -> None:
    for citation in citations(DANISH_T, published(real)):
        entry = _entry(bibtex(DANISH_T, citation))
        assert entry["key"] == citation.key
        assert entry["url"] == citation.address
        assert (entry["year"], entry["month"], entry["version"]) == ("2026", "nov", "1.0.0")
        assert entry["author"] == "{Holdet bag Aftalespor}"
        assert "  month = nov,\n" in bibtex(DANISH_T, citation)
    assert re.fullmatch(r"[a-z0-9:-]+", entry["key"])


def _citation(title: str) -> Citation:
    return Citation("aftalespor:initiative:x", "x/", Text(da=title), "https://a.example/x/", Standing(), title, title)


_UNESCAPED = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~", r"\textasciicircum{}": "^", r"$\rightarrow$": "→",
}  # fmt: skip


def _plain(tex: str) -> str:
    """What TeX would print."""
    pattern = "|".join(map(re.escape, _UNESCAPED)) + r"|\\([&%$#_])"
    return re.sub(pattern, lambda match: match[1] or _UNESCAPED[match[0]], tex)


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Z"]), min_size=1))
def test_any_title_survives_bibtex_and_stays_one_field(title: str) -> None:
    entry = _entry(bibtex(DANISH_T, _citation(title)))
    assert set(entry) == {"key", "author", "title", "howpublished", "url", "langid"}
    assert _plain(entry["title"].removeprefix("{").removesuffix("}")) == title


@pytest.mark.filterwarnings("ignore")  # citeproc-py warns of fields that its style does not use
def test_a_reference_manager_makes_a_reference_of_it(real: Archive) -> None:
    citation = _by_key(published(real))["aftalespor:fact:2021:digital-infrastruktur:aarlige-midler"]
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(
        style, CiteProcJSON(json.loads(csl_json(DANISH_T, citation))), formatter.plain
    )
    bibliography.register(Reference([CitationItem(citation.key)]))
    (made,) = bibliography.bibliography()
    assert "Holdet bag Aftalespor" in str(made)
    assert "2026" in str(made)
    assert "247,4 mio. kr." in str(made)
    assert citation.address in str(made)


def test_a_fact_names_the_source_it_is_from(real: Archive) -> None:
    found = _by_key(published(real))
    for statement in real.statements:
        citation = found[f"aftalespor:fact:{statement.id.replace('/', ':')}"]
        for form in forms(DANISH_T, citation)[:2]:
            assert (statement.source.url or "") in form.text
        assert statement.source.title.da[1:] in forms(DANISH_T, citation)[0].text


def test_what_is_still_to_be_reached_does_not_read_as_a_result(real: Archive) -> None:
    found = _by_key(published(real))
    titles = {
        key.removeprefix("aftalespor:fact:"): citation.title
        for key, citation in found.items()
        if key.startswith("aftalespor:fact:")
    }
    told = titles["pagt:tryghed-og-tillid:har-tillid"]
    assert told.da.startswith("Mål (ambition): Borgere, der har tillid")
    assert (told.en or "").startswith("Target (ambition): ")
    for statement in real.statements:
        title = titles[statement.id.replace("/", ":")]
        fact, initiative = statement.fact, statement.initiative
        is_ahead = fact.kind in ("target", "deadline")
        assert title.da.startswith(("Mål", "Frist", "Periode")) or not is_ahead
        if is_ahead and (fact.commitment or initiative.commitment) == "aims":
            assert title.da.split(":")[0].endswith(" (ambition)")
            assert (title.en or "").split(":")[0].endswith(" (ambition)")


def test_a_source_without_publisher_and_title_is_not_quoted_in_our_words(real: Archive) -> None:
    old = [s for s in real.statements if s.agreement.id == "2016-2020"]
    found = _by_key(published(real))
    for statement in old:
        danish, english, *rest = forms(DANISH_T, found[f"aftalespor:fact:{statement.id.replace('/', ':')}"])
        assert "kilde: uden angivet udgiver (teksten krediterer Finansministeriet), nyhed om den " in danish.text
        assert (
            "no publisher stated (the text credits the Ministry of Finance), news item about the joint"
            " public-sector digital strategy 2016-2020 (our description), undated" in english.text
        )
        for form in (danish, english, *rest):
            assert "Ikke oplyst" not in form.text
            assert "»Nyhed" not in form.text
    assert old
    source = old[0].agreement.sources[0]
    plain = {"publisher": Text(da=source.publisher.da), "title": Text(da=source.title.da)}
    told = english_source(source.model_copy(update=plain))
    assert told == "no publisher stated (the text credits Finansministeriet), untitled"


def _in_english(edition: Edition) -> dict[str, Citation]:
    return _by_key(edition, ENGLISH_T)


def test_an_english_page_is_cited_by_its_own_address_title_and_language(real: Archive) -> None:
    citation = _in_english(unpublished(real))["aftalespor:en:initiative:mit-overblik"]
    assert citation.address == "https://aftalespor.example/en/initiativer/mit-overblik/"
    told = {form.id: form.text for form in forms(ENGLISH_T, citation)}
    assert list(told) == ["en", "da", "bibtex", "csl"]
    assert told["en"].startswith("The team behind Aftalespor. “My Overview through the agreements”. Aftalespor, commit")
    assert "»Mit Overblik gennem aftalerne« [på engelsk]. Aftalespor, commit" in told["da"]
    assert "24. december 2026" in told["da"]
    entry = _entry(told["bibtex"])
    assert (entry["title"], entry["langid"]) == ("{My Overview through the agreements}", "british")
    (item,) = json.loads(told["csl"])
    assert (item["title"], item["language"]) == ("My Overview through the agreements", "en-GB")


def test_an_english_page_is_cited_where_it_is_until_a_version_is_frozen_in_english(real: Archive) -> None:
    edition = published(real)
    for citation in _in_english(edition).values():
        assert citation.address == f"https://aftalespor.example/en/{citation.page}"
        assert not citation.is_frozen
        assert "commit ffffffffff, 24 December 2026" in forms(ENGLISH_T, citation)[0].text
        assert "version" not in forms(ENGLISH_T, citation)[0].text
    (release,) = edition.versions.releases
    both = release.model_copy(update={"languages": ("da", "en")})
    edition = replace(edition, versions=edition.versions.model_copy(update={"releases": (both,)}))
    for citation in _in_english(edition).values():
        anchor = addresses.frozen_anchor(citation.page)
        assert citation.address == f"https://aftalespor.example/fast/1.0.0/en/#{anchor}"
        assert citation.is_frozen
        assert "data version 1.0.0, 21 November 2026" in forms(ENGLISH_T, citation)[0].text


def test_the_script_completes_an_address_to_that_of_the_page_in_each_language(site: Path) -> None:
    told = re.compile(r'<pre id="citat-([a-z]+)"[^>]* data-as-address="([^"]*)" data-as-root="([^"]*)"')
    for page in ("initiativer/mit-overblik/", "en/initiativer/mit-overblik/", "en/aftaler/2021/"):
        html = (site / page / "index.html").read_text(encoding="utf-8")
        found = {form: urljoin(f"https://a.example/{page}", root + at) for form, at, root in told.findall(html)}
        embeds = [found.pop(kind) for kind in ("ramme",) if kind in found]
        assert set(found) == {"da", "en", "bibtex", "csl"}
        (cited,) = set(found.values())
        frozen = rf"https://a\.example/(?:fast/[0-9.]+/)?{page}"  # while the data is as it was published
        assert re.fullmatch(frozen, cited)
        for address in (*embeds, cited):
            assert (site / address.removeprefix("https://a.example/") / "index.html").is_file()
