"""Evidence at the fact: the words, their place in the source, a copy, the hash, and whose the judgement is."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect
from snapshots import REGISTER, agreement, initiative

from generator.comparing.analysis import Analysis
from generator.evidence.text_fragment import passage
from generator.model.archive import Archive, statements
from generator.model.fields import Text
from generator.pages import site_files
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteFile
from generator.record.history import History

ARCHIVED = "https://web.example/2020/https://kilde.example/nyt"


@pytest.mark.parametrize(
    ("phrases", "fragment"),
    [
        (["ordene"], "#:~:text=ordene"),
        (["to ord"], "#:~:text=to%20ord"),
        (["fælles-offentlig, og & mere"], "#:~:text=f%C3%A6lles%2Doffentlig%2C%20og%20%26%20mere"),
        (["247,4 mio. kr."], "#:~:text=247%2C4%20mio.%20kr."),
        (["før", "efter"], "#:~:text=f%C3%B8r&text=efter"),
        (["to\n  linjer"], "#:~:text=to%20linjer"),
        (['100% #1 <b> "x" = ?'], "#:~:text=100%25%20%231%20%3Cb%3E%20%22x%22%20%3D%20%3F"),
    ],
)  # fmt: skip
def test_a_passage_is_encoded_as_the_directive_asks(phrases: list[str], fragment: str) -> None:
    assert passage("https://kilde.example/nyt", phrases) == f"https://kilde.example/nyt{fragment}"


def test_an_address_that_has_a_fragment_keeps_it() -> None:
    assert passage("https://k.example/#afsnit", ["ord"]) == "https://k.example/#afsnit:~:text=ord"


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=3))
def test_every_piece_can_be_read_back_and_none_adds_grammar(phrases: list[str]) -> None:
    _, _, directive = passage("https://k.example/", phrases).partition("#:~:")
    pieces = [piece.removeprefix("text=") for piece in directive.split("&")]
    assert [unquote(piece) for piece in pieces] == [" ".join(phrase.split()) for phrase in phrases]
    assert not re.search(r"[^A-Za-z0-9._~%]", "".join(pieces))


def test_a_browser_goes_to_the_words(browser: Browser) -> None:
    """Chromium itself reads the directive: the page is scrolled to the second of two identical beginnings."""
    body = "<p>Der er 1-2 ting, & mere.</p>" + "<p>fyld</p>" * 200 + "<p id=maal>Her er 3-4 ting, & mere.</p>"
    context = browser.new_context(viewport={"width": 600, "height": 400})
    page = context.new_page()
    page.route("https://kilde.example/**", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(passage("https://kilde.example/nyt", ["3-4 ting, & mere"]))
    page.wait_for_function("() => scrollY > 0")
    assert page.locator("#maal").evaluate("e => e.getBoundingClientRect().top < innerHeight")
    context.close()


def _pages(archive: Archive) -> dict[str, SiteFile]:
    return {page.path: page for page in site_files(Edition(archive, History(missing="prøve")))}


@pytest.fixture(scope="module")
def real_pages(real: Archive) -> dict[str, SiteFile]:
    return _pages(real)


def test_every_fact_can_be_cited_on_the_page_of_its_initiative_with_its_words_source_and_row(
    real: Archive, real_pages: dict[str, SiteFile]
) -> None:
    for statement in statements(real):
        ids = statement.agreement.id, statement.initiative.id, statement.fact.id
        html = real_pages[f"initiativer/{statement.initiative.id}.md"].html
        start = html.index(f'id="{addresses.fact_anchor(ids[0], ids[2])}"')
        fold = html[html.index('<details class="as-proof as-cite"', start) :].partition("</details>")[0]
        for phrase in statement.fact.phrase:
            assert f"<q>{phrase}</q>" in fold
        if statement.source.url:
            href = passage(statement.source.url, statement.fact.phrase).replace("&", "&amp;")
            assert f'href="{href}"' in fold
        assert statement.source.sha256[:8] in fold
        assert addresses.fact(*ids) in fold
        assert f"\n{statement.id}," in fold
        assert f'href="../../{addresses.fact(*ids)}"' in real_pages[f"aftaler/{ids[0]}.md"].html
        room = {"amount": "penge.md", "deadline": "frister.md", "target": "frister.md"}.get(statement.fact.kind)
        if room:
            assert f'href="../{addresses.fact(*ids)}"' in real_pages[room].html
            assert f'id="{"--".join(ids)}"' in real_pages[room].html


def test_every_difference_that_is_a_fact_leads_to_it(real: Archive, real_pages: dict[str, SiteFile]) -> None:
    for comparison in Analysis(real).comparisons:
        old, new = comparison.old.id, comparison.new.id
        html = real_pages[f"sammenlign/{old}/{new}.md"].html
        for finding in comparison.findings:
            for facet in finding.facets:
                fact, where = (facet.new, new) if facet.new else (facet.old, old)
                if fact and not isinstance(fact, str | Text):
                    assert f'href="../../../{addresses.fact(where, finding.id, fact.id)}"' in html


def test_folded_evidence_leads_to_the_passage_and_shows_the_beginning_of_the_hash(
    real: Archive, real_pages: dict[str, SiteFile]
) -> None:
    for a in real.agreements:
        html = real_pages[f"aftaler/{a.id}.md"].html
        for source in a.sources:
            assert f'id="kilde-{source.id}"' in html
            assert source.sha256 in html
            assert f"<code>{source.sha256[:8]}</code>" in html
            assert f"{source.url}#:~:text=" in html


def _tiny(**source: str) -> Archive:
    found = {"id": "k", "kind": "news", "publisher": "P", "title": "T", "sha256": "ab" * 32, **source}
    fact = {"id": "pris", "kind": "amount", "label": "Pris", "amount": "1 mio. kr.", "basis": "total", "derived": True,
            "source": "k", "phrase": "ordene"}  # fmt: skip
    first = agreement("a", None, [initiative("bro", facts=[fact])], sources=[found])
    said = {"outcome": "continued", "basis": "same-subject", "certainty": "arguable", "note": "Fordi."}
    second = agreement("b", "a", [initiative("bro", origin=said, facts=[fact])], sources=[found])
    return Archive((first, second), REGISTER)


def test_a_source_without_an_address_has_no_link_to_the_passage() -> None:
    pages = _pages(_tiny())
    html = pages["initiativer/bro.md"].html
    assert ":~:" not in html
    assert "<q>ordene</q>" in html


def test_a_recorded_copy_is_shown_wherever_the_source_is() -> None:
    pages = _pages(_tiny(url="https://kilde.example/nyt", archived=ARCHIVED))
    for path in ("initiativer/bro.md", "aftaler/b.md"):
        assert f'href="{ARCHIVED}"' in pages[path].html


def test_a_judgement_is_said_to_be_the_editors_with_basis_and_certainty() -> None:
    pages = _pages(_tiny())
    html = " ".join(pages["initiativer/bro.md"].html.split())
    assert html.count("Redaktionens vurdering: kan diskuteres. Grundlag: samme emne") == 1
    assert "Beregnet af redaktionen" in html


def test_opened_evidence_stays_short_on_a_small_phone(browser: Browser, address: str, site: Path) -> None:
    del site
    context = browser.new_context(base_url=address, viewport={"width": 320, "height": 800})
    page = context.new_page()
    for url in ("initiativer/digital-infrastruktur/", "sammenlign/pagt/2021/", "penge/"):
        page.goto(url)
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        heights = page.locator("details.as-proof > p").evaluate_all("all => all.map(p => p.offsetHeight)")
        assert heights
        assert max(heights) <= 220, url  # about a quarter of the screen
    context.close()


def test_an_anchor_made_of_ids_leads_to_the_fact(page: Page) -> None:
    page.goto("initiativer/digital-infrastruktur/#2021--aarlige-midler")
    expect(page.locator(":target")).to_contain_text("247,4 mio. kr.")
    expect(page.locator(":target").get_by_text("Henvisning").first).to_be_visible()
