"""Evidence at the fact: the words, their place in the source, and a link that leads a browser to it or says not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import unquote

import pytest
from conftest import cases, tables
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser
from snapshots import REGISTER, agreement, initiative

from generator.evidence.quotations import stretches
from generator.evidence.source_text import SourceText, text_of
from generator.evidence.text_fragment import Target, directives, passage
from generator.evidence.verified import targets, verified_in
from generator.model.archive import Archive
from generator.model.beside import Fragment, Verified, VerifiedText, quotation_digest
from generator.pages import site_files
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteFile
from generator.record.history import History


def test_an_address_that_has_a_fragment_keeps_it() -> None:
    assert passage("https://k.example/#afsnit", ["ord"]) == "https://k.example/#afsnit:~:text=ord"


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=3))
def test_every_piece_can_be_read_back_and_none_adds_grammar(phrases: list[str]) -> None:
    _, _, directive = passage("https://k.example/", phrases).partition("#:~:")
    pieces = [piece.removeprefix("text=") for piece in directive.split("&")]
    assert [unquote(piece) for piece in pieces] == [" ".join(phrase.split()) for phrase in phrases]
    assert not re.search(r"[^A-Za-z0-9._~%]", "".join(pieces))


def _pages(archive: Archive) -> dict[str, SiteFile]:
    return {page.path: page for page in site_files(Edition(archive, History(missing="prøve")))}


@pytest.fixture(scope="module")
def real_pages(real: Archive) -> dict[str, SiteFile]:
    return _pages(real)


def test_every_fact_can_be_cited_on_the_page_of_its_initiative_with_its_words_and_source(
    real: Archive, real_pages: dict[str, SiteFile]
) -> None:
    for statement in real.statements:
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
        assert f'href="../../{addresses.fact(*ids)}"' in real_pages[f"aftaler/{ids[0]}.md"].html
        room = {"amount": "penge.md", "deadline": "frister.md", "target": "frister.md"}.get(statement.fact.kind)
        if room:
            assert f'href="../{addresses.fact(*ids)}"' in real_pages[room].html
            assert f'id="{"--".join(ids)}"' in real_pages[room].html


# ---- Deep links lead Chromium and Firefox to the very place of a quotation, or the page says that they do not.

SHA = "ab" * 32

CASES = tables("evidence")["cases"]
_GAP = "<div style='height:3000px'></div>"
_SHOWN = """(async () => {
  for (let i = 0; i < 25 && !scrollY; i++) await new Promise(done => setTimeout(done, 40));
  const inView = ({top, bottom}) => bottom > 0 && top < innerHeight;
  return [...document.querySelectorAll('section')].findIndex(s => inView(s.getBoundingClientRect()));
})()"""


def _page(sections: Sequence[str]) -> str:
    body = _GAP.join(["", *(f"<section>{section}</section>" for section in sections), ""])
    return f"<!doctype html><html lang=da><meta charset=utf-8><title>T</title><body>{body}"


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    pages = {f"/{number}": _page(sections) for number, (sections, _, _) in enumerate(CASES.values())}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path in pages else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(pages.get(self.path, "").encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _fragment(sections: Sequence[str], phrases: Sequence[str]) -> str | None:
    text = SourceText.of(text_of(_page(sections).encode(), "side.html"))
    needed = targets(text, next(stretches(text, phrases)), phrases)
    return None if needed is None else directives(needed)


def _addresses(web: str) -> Iterator[tuple[str, str, int]]:
    for number, (name, (sections, phrases, section)) in enumerate(CASES.items()):
        yield name, passage(f"{web}/{number}", phrases, _fragment(sections, phrases)), section


@pytest.mark.browsers("chromium", "firefox")
def test_the_browser_shows_the_place(browser: Browser, web: str) -> None:
    page = browser.new_page()
    shown = {}
    for name, address, _ in _addresses(web):
        page.goto("about:blank")  # or only the fragment would change
        page.goto(address)
        shown[name] = page.evaluate(_SHOWN)
    page.close()
    assert shown == {name: section for name, (_, _, section) in CASES.items()}


@cases
def test_what_stands_beside_the_words_is_the_least_that_tells_them_apart(name: str, fragment: str) -> None:
    assert _fragment(*CASES[name][:2]) == fragment


def test_a_place_that_nothing_tells_apart_is_not_promised() -> None:
    """Both lines are the same to a browser, for as many words as may be asked for, and it would show the first."""
    assert _fragment(["<p>og nu er det al som vi ser det</p>", "<p>og nu er det ål som vi ser det</p>"], ["ål"]) == ""


@cases
def test_the_page_says_where_a_browser_does_not_find_the_words(url: str, fragment: str | None, note: str) -> None:
    fact = {"id": "f", "kind": "scope", "label": "F", "source": "k", "phrase": "5 mio."}
    source = {"id": "k", "kind": "news", "publisher": "P", "title": "T", "sha256": SHA, "url": url}
    archive = Archive((agreement("a", None, [initiative("bro", facts=[fact])], sources=[source]),), REGISTER)
    known = () if fragment is None else (Fragment(quotation=quotation_digest("5 mio."), fragment=fragment),)
    verified = Verified(texts=(VerifiedText(sha256=SHA, fragments=known),))
    pages = {p.path: p.html for p in site_files(Edition(archive, History(missing="prøve"), verified=verified))}
    href = passage(url, ["5 mio."], fragment)
    html = pages["initiativer/bro.md"]
    assert f'href="{href}"' in html
    notes = re.findall(r'<span class="as-note">([^<]*finder ikke[^<]*)</span>', html)
    assert set(notes) == ({note} if note else set())


def test_what_a_browser_needs_is_recorded_with_the_text() -> None:
    fact = {"id": "f", "kind": "scope", "label": "F", "source": "k", "phrase": "5 mio. kr."}
    archive = Archive((agreement("a", None, [initiative("bro", facts=[fact])]),), REGISTER)
    text = SourceText.of("ordene\nFor 41,5 mio. kr.\nFor 5 mio. kr.")
    verified = verified_in(archive, {"0" * 64: text})
    assert verified.fragment("0" * 64, ["5 mio. kr."]) == "text=For-,5%20mio.%20kr."
    assert verified.fragment("0" * 64, ["ordene"]) is None
    assert verified.fragment("1" * 64, ["5 mio. kr."]) is None


def test_pieces_and_a_phrase_of_the_same_words_are_two_quotations() -> None:
    assert quotation_digest("to", "ord") != quotation_digest("to ord")
    assert directives([Target("a-b", "c", "d,", "e&")]) == "text=d%2C-,a%2Db,c,-e%26"
