"""One snapshot full of markup, links and template code: it comes out as the text that it is."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import bibtexparser
import pytest
from conftest import GOLDEN, build_site, project_copy, served
from editions import published
from playwright.sync_api import Browser, expect
from ruamel.yaml import YAML

from generator.loading import load_archive
from generator.pages import site_files
from generator.pages.standalone import embed_files, frozen_files
from generator.publishing.citation import citations
from generator.publishing.citation_forms import bibtex, csl_json, wikipedia
from generator.publishing.edition import Edition
from generator.record.history import History

HOSTILE = (
    "<script>alert(1)</script> </div></details> [x](javascript:alert(2)) ![y](//ond.example/y.png) {{ 7*7 }} {% raw %}"
    " | *a* `b` --- &lt;i&gt; \"'> <img src=x onerror=alert(3)> =1+1 :::  {: onclick=alert(4) } </title>"
)
_TEXT_KEYS = {
    "title",
    "short",
    "summary",
    "note",
    "label",
    "text",
    "speaker",
    "publisher",
    "why",
    "unit",
    "group",
}


def _poison(value: object) -> object:
    if isinstance(value, dict):
        return {key: _poisoned(key, inner) for key, inner in value.items()}
    return [_poison(item) for item in value] if isinstance(value, list) else value


def _poisoned(key: str, value: object) -> object:
    if key in _TEXT_KEYS and isinstance(value, str):
        return f"{value} {HOSTILE}"
    if key == "aliases":
        return [HOSTILE]
    if key == "phrase" and isinstance(value, str):
        return f"{value}<b/onclick=alert()>{{{{x}}}}</q>"  # its own words, which carry its numbers
    return _poison(value)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden agreements with hostile text in every text field."""
    folder = tmp_path_factory.mktemp("ond") / "agreements"
    shutil.copytree(GOLDEN / "agreements", folder)
    yaml = YAML(typ="safe", pure=True)
    for path in folder.glob("*.yaml"):
        poisoned = _poison(yaml.load(path))
        with path.open("w", encoding="utf-8") as out:
            yaml.dump(poisoned, out)
    return folder


def test_hostile_text_stays_text_in_our_pages(hostile: Path) -> None:
    for page in site_files(Edition(load_archive(hostile), History(missing="prøve"))):
        _assert_harmless(page.text.split("---", 2)[2])
        # In the page about data the text stands in JSON, where it is escaped another way.
        escaped = "&lt;script&gt;" in page.text or r"\u003cscript\u003e" in page.text
        assert escaped or "{{" not in page.text


def test_hostile_text_stays_text_in_pages_that_stand_alone(hostile: Path) -> None:
    files = (*frozen_files(published(load_archive(hostile))), *embed_files(published(load_archive(hostile))))
    assert files
    for file in files:
        html = file.data.decode()
        _assert_harmless(html)
        assert not re.search(r"<(?:script|img|b|i)\b", html), file.path
    assert any("&lt;script&gt;alert(1)" in file.data.decode() for file in files)


def test_hostile_text_stays_text_in_references(hostile: Path) -> None:
    for citation in citations(published(load_archive(hostile))):
        assert "<script>" not in wikipedia(citation)
        assert "[x](" not in wikipedia(citation)
        assert json.loads(csl_json(citation))[0]["title"] == citation.title.da
        (entry,) = bibtexparser.parse_string(bibtex(citation)).entries
        assert entry.key == citation.key
        assert entry.fields_dict["url"].value == citation.address


@pytest.fixture(scope="module")
def hostile_site(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ondt-sted")
    project = project_copy(folder / "projekt")
    shutil.rmtree(project / "agreements")
    shutil.copytree(hostile, project / "agreements")
    return build_site(project / "mkdocs.yml", folder / "ud")


def test_hostile_text_stays_text_in_the_built_site(hostile_site: Path) -> None:
    """Themes put titles and descriptions into their HTML as they are."""
    out = hostile_site
    for path in out.rglob("*.html"):
        _assert_harmless(path.read_text(encoding="utf-8"))
    title = re.search(
        r"<title>(.*?)</title>", (out / "aftaler" / "a" / "index.html").read_text(encoding="utf-8"), re.DOTALL
    )
    assert title
    assert "&lt;script&gt;" in title[1]


def test_hostile_text_stays_text_in_the_results_of_a_search(
    hostile_site: Path,
    browser: Browser,
) -> None:
    """The theme puts titles and texts of results into the page as HTML."""
    with served(hostile_site) as url:
        context = browser.new_context(base_url=url)
        page = context.new_page()
        alerts: list[str] = []
        asked: list[str] = []
        page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: asked.append(request.url))
        page.goto("", wait_until="networkidle")
        page.get_by_role("textbox", name="Søg").click()
        for query in ("script alert", "onerror", "7*7", '"><img src=x onerror=alert(6)>'):
            page.get_by_role("textbox", name="Søg").fill("")
            page.keyboard.type(query)
            page.wait_for_timeout(500)
            results = page.locator(".md-search-result__list")
            assert results.locator("> li").count() or "6" in query
            assert results.locator("script, img, b, i, [onclick], [onerror]").count() == 0
            assert results.locator("a").evaluate_all(
                "links => links.every(link => link.protocol === 'http:')"
            )
        page.get_by_role("textbox", name="Søg").fill("")
        page.keyboard.type("onerror")
        page.wait_for_timeout(
            1000
        )  # Enter goes to what is found, so the results of the last key must be there
        expect(page.locator(".md-search-result__item").first).to_contain_text("<img src=x onerror=alert(3)>")
        page.keyboard.press("Enter")
        page.wait_for_url("**/*h=*")
        page.wait_for_timeout(300)
        assert alerts == []
        assert [other for other in asked if not other.startswith(url)] == []
        context.close()


def _assert_harmless(html: str) -> None:
    tags = re.findall(r"<[a-zA-Z][^>]*>", html)
    assert not [tag for tag in tags if re.search(r"\son\w+\s*=", re.sub(r'"[^"]*"', '""', tag))]
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert 'href="javascript:alert' not in html
    assert 'ond.example/y.png"' not in html
    assert "49" not in re.findall(r"\{\{ (\S+) \}\}", html)
