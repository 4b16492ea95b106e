"""The English edition: every page and file, in English all through, beside its Danish one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import theme_pages
from playwright.sync_api import Page, expect
from snapshots import REGISTER, agreement, initiative, published

from generator.loading import load
from generator.model.agreement import DeadlineFact
from generator.model.archive import Archive
from generator.model.beside import Glossary
from generator.model.fields import DANISH, ENGLISH, Language, Text, texts
from generator.model.values import PartialDate
from generator.pages import frozen_files, site_files
from generator.pages.initiative import embed_files
from generator.pages.rendering import Glosser, Lookup
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteFile
from generator.record.history import Amendment, History, RecordChange, Revision
from generator.wording import writing
from generator.wording.fact_words import fact_words
from generator.wording.translator import DANISH_T, ENGLISH_T, Translator

BOTH = (DANISH, ENGLISH)
_EMPTY = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
_READ_OUT = ("alt", "aria-label", "content", "data-tip", "placeholder", "title")
# Words that Danish has and English has not; and any with a letter that English lacks, unless it is a name.
_DANISH = re.compile(
    r"\b[a-z]*[æøå][a-zæøå]*\b|\b(?:af|aftale\w*|alle|andre|blev|dag|den|der|det|efter|eller|en|er|et|fra|hvad|hvis|hvor\w*"
    r"|ikke|ingen|initiativer|kan|kilde\w*|med|mellem|nogen|og|oplysning\w*|samme|siden|sig|skal|som|tekst\w*|til|ved|vi|vil)\b"
)


class Told(HTMLParser):
    """What a page says, piece by piece, each with the language that it is marked as."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self._open = [("", "en")]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        language = values.get("lang", self._open[-1][1])
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        for name in _READ_OUT:
            if name in values and not (tag == "meta" and values.get("name") != "description"):
                assert "<span" not in values[name], "markup in an attribute"
                self.pieces.append((language, values[name]))
        if tag not in _EMPTY:
            self._open.append((tag, "code" if tag in {"code", "pre", "script", "style"} else language))

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1:
            if self._open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.pieces.append((self._open[-1][1], data))


@pytest.fixture(scope="module")
def edition(agreements: Path) -> Edition:
    return replace(load(agreements), languages=BOTH)


@pytest.fixture(scope="module")
def pages(edition: Edition) -> Mapping[str, SiteFile]:
    return {page.path: page for page in site_files(edition)}


def _english(pages: Mapping[str, SiteFile]) -> Iterator[SiteFile]:
    found = [page for page in pages.values() if page.language is ENGLISH]
    assert len(found) > 50
    return iter(found)


def test_every_page_stands_in_both_languages(pages: Mapping[str, SiteFile]) -> None:
    danish = {path for path, page in pages.items() if page.language is DANISH}
    assert {f"{ENGLISH.prefix}{path}" for path in danish} == set(pages) - danish


def test_a_language_that_is_not_asked_for_changes_nothing(edition: Edition, pages: Mapping[str, SiteFile]) -> None:
    alone = {page.path: page.text for page in site_files(replace(edition, languages=(DANISH,)))}
    both = {path: page.text for path, page in pages.items() if page.language is DANISH}
    # Of what is in English, and how much, a page in one language has nothing to tell.
    assert {path for path in both if alone[path] != both[path]} == {"metode.md"}


def test_both_languages_have_the_same_anchors(pages: Mapping[str, SiteFile]) -> None:
    for page in _english(pages):
        danish = pages[page.path.removeprefix(ENGLISH.prefix)]
        # The glossary is in the order of its alphabet, and a citation in one's own language stands first.
        assert sorted(Told(page.html).ids) == sorted(Told(danish.html).ids), page.path


def test_no_danish_word_stands_unmarked(edition: Edition, pages: Mapping[str, SiteFile]) -> None:
    if any(text.en is None for agreement in edition.archive.agreements for _, text in texts(agreement)):
        pytest.skip("an agreement has texts without English, which may follow later")
    found = {
        (match[0].lower(), " ".join(text.split())[:110])
        for page in _english(pages)
        for text in (page.title, page.description, *(t for lang, t in Told(page.html).pieces if lang == "en"))
        if (match := _DANISH.search(_without_names(text)))
    }
    assert sorted(found) == []


# Danish that English text gives a reader beside its own words for it; and names.
_NAMES = re.compile(
    r"\([^()]*\)|“[^“”]*”|\b[\wæøå.-]+\.dk\b|The Danish word is [\wæøå]+|https?://\S+"
    r"|Mit Overblik|Digitaliserings-\s?og\s\w+"
)


def _without_names(text: str) -> str:
    return _NAMES.sub("", text)


def test_quotations_are_marked_as_danish(edition: Edition, pages: Mapping[str, SiteFile]) -> None:
    phrases = {
        phrase
        for agreement in edition.archive.agreements
        for initiative in agreement.initiatives
        for said in (initiative, *initiative.facts)
        for phrase in said.phrase
    }
    shown = 0
    for page in _english(pages):
        if page.path.startswith(f"{ENGLISH.prefix}initiativer/"):
            for language, text in Told(page.html).pieces:
                if text.strip(" »«“”…") in phrases:
                    shown += 1
                    assert language == "da", (page.path, text)
    assert shown > 50


def test_an_english_page_leads_to_english_pages(pages: Mapping[str, SiteFile]) -> None:
    shared = ("data/v1/", "assets/", "fast/", "skema/")
    for page in _english(pages):
        depth = page.address.count("/")
        for link in Told(page.html).links:
            if "://" in link or link.startswith(("#", "mailto:", "?")):
                continue
            up = link.count("../") if link.startswith("../") else 0
            rest = link.removeprefix("../" * up)
            if up == depth:
                assert rest.startswith((ENGLISH.prefix, *shared)), (page.path, link)


def test_what_is_not_translated_stands_in_danish_and_says_so(golden: Archive) -> None:
    """The golden agreements have no English: nothing breaks, and each text is marked."""
    edition = Edition(golden, History(missing="prøve"), languages=BOTH)
    page = next(page for page in site_files(edition) if page.path == "en/initiativer/hoejbro.md")
    heading = golden.latest("hoejbro").title.da
    told = Told(page.html).pieces  # and no attribute holds markup
    assert ("da", heading) in told
    assert not [
        text for language, text in told if language == "en" and text.strip() == golden.latest("hoejbro").summary.da
    ]


def test_a_title_of_an_agreement_has_its_article_in_a_list_in_english_alone() -> None:
    assert writing.definite(DANISH_T, "Økonomiaftalerne for 2021") == "økonomiaftalerne for 2021"
    titles = ("Digitisation Pact", "Economy agreements for 2021")
    told = ENGLISH_T.joined([writing.definite(ENGLISH_T, title) for title in titles])
    assert told == "the Digitisation Pact and the economy agreements for 2021"


@pytest.mark.parametrize(
    ("day", "danish", "english"),
    [
        (PartialDate(2021), "senest 2021", "in 2021 at the latest"),
        (PartialDate(2021, 3), "senest marts 2021", "in March 2021 at the latest"),
        (PartialDate(2020, 6, 9), "senest 9. juni 2020", "by 9 June 2020"),
    ],
)
def test_a_deadline_without_a_day_has_its_year_or_month_with_it(day: PartialDate, danish: str, english: str) -> None:
    due = DeadlineFact.model_construct(kind="deadline", date=day, starts=None, bound="by")
    assert fact_words(DANISH_T, due, {}) == danish
    assert fact_words(ENGLISH_T, due, {}) == english


# The whole site, as a browser has it.


def test_each_page_names_itself_and_its_twin(site: Path) -> None:
    for path in theme_pages(site):
        name = path.relative_to(site).as_posix()
        found = dict(
            re.findall(r'<link rel="alternate " hreflang="(\w+)" href="([^"]*)"', path.read_text(encoding="utf-8"))
        )
        assert set(found) == {"da", "en"}, name
        bare = name.removeprefix("en/").removesuffix("index.html")
        for code, href in found.items():
            target = (path.parent / href).resolve().relative_to(site.resolve()).as_posix()
            assert f"{target}/".removeprefix("./") == f"{'en/' if code == 'en' else ''}{bare}"


def test_the_switch_stays_at_the_place_and_with_the_choice(page: Page) -> None:
    """Both languages have the same anchors and the same filters. What was searched for is in one language."""
    page.goto("en/tidslinje/?tema=sundhed&h=health#metode")
    page.get_by_role("link", name="Dansk").click()
    page.wait_for_url(re.compile(r"(?<!en)/tidslinje/\?tema=sundhed#metode$"))
    page.goto("en/initiativer/mit-overblik/#pagt")
    page.get_by_role("link", name="Dansk").press("Enter")
    page.wait_for_url(re.compile(r"(?<!en)/initiativer/mit-overblik/#pagt$"))


def test_scripts_speak_english_on_english_pages(page: Page) -> None:
    page.goto("en/tidslinje/")
    page.locator(".as-filter select").first.select_option(index=1)
    assert re.search(r"Showing \d+ of \d+ initiatives\.", page.locator(".as-count").inner_text())
    page.goto("en/penge/")
    for direction in ("ascending", "descending"):
        page.get_by_role("button", name="Amount").first.click()
        said = page.locator(".as").get_by_role("status").filter(has_text=f"Sorted by amount, {direction}.")
        expect(said).to_have_count(1)


# ---- Embeds, frozen pages, the record, the glossary and the method page where the site is in two languages.


@pytest.fixture(scope="module")
def both(golden: Archive) -> Edition:
    return replace(published(golden), languages=(DANISH, ENGLISH))


def test_a_version_in_english_stands_beside_the_danish_one_that_stays_as_it_is(both: Edition) -> None:
    danish, english = frozen_files(both)[1], frozen_files(both)[0]
    assert (danish.path, english.path) == ("index.html", "en/index.html")
    assert [file.data for file in frozen_files(replace(both, languages=(DANISH,)))] == [danish.data]
    html = english.data.decode()
    assert '<html lang="en">' in html
    assert not re.search(r"Fastfrosset|Kilder|Aftale\b|Hvad blev", html)
    living = re.findall(r'href="((?:\.\./)+)([^"#]*)', html)
    # One up leads to the version's own folder, and two more to the living site.
    assert {up for up, _ in living} == {"../../../"}
    assert all(target.startswith("en/") for _, target in living)


def test_an_english_embed_leads_to_english_pages(both: Edition) -> None:
    files = embed_files(ENGLISH_T, both)
    for file in files:  # made where nobody speaks English any more
        html = file.data.decode()
        assert '<html lang="en">' in html
        up = "../" * f"en/{file.path}".count("/")
        assert f'href="{up}en/' in html
    assert [file.path for file in files] == [file.path for file in embed_files(DANISH_T, both)]


def test_the_list_of_versions_leads_to_one_in_its_language_or_marks_that_it_is_danish(both: Edition) -> None:
    def saved(edition: Edition) -> str:
        pages = {page.path: page.html for page in site_files(edition)}
        (found,) = re.findall(r'<li id="version-1.0.0">(<a .*?</a>)', pages["en/data/index.md"])
        return str(found)

    (release,) = both.versions.releases
    assert saved(both) == '<a href="../../fast/1.0.0/" hreflang="da">Version 1.0.0</a>'
    in_two = release.model_copy(update={"languages": ("da", "en")})
    versions = both.versions.model_copy(update={"releases": (in_two,)})
    assert saved(replace(both, versions=versions)) == '<a href="../../fast/1.0.0/en/">Version 1.0.0</a>'


def test_the_record_names_things_in_the_language_and_keeps_its_lines(both: Edition) -> None:
    """A line stays Danish and says so; one about English words is not marked as Danish."""
    change = RecordChange(
        revision=Revision("b" * 40, both.history.latest.date if both.history.latest else None),  # type: ignore[arg-type]
        version=None,
        agreement_id="a",
        agreement_title=Text(da="Aftale om broer", en="Agreement on bridges"),
        initiative_id="hoejbro",
        title=Text(da="Højbro", en="High Bridge"),
        cause="correction",
        note=Text(da="Tallet var forkert.", en="The number was wrong."),
        amendments=(
            Amendment("Opsummering", "Før", "Efter", "Opsummering: ændret."),
            Amendment("Opsummering, på engelsk", "Once", "Now", "Opsummering: ændret.", is_english=True),
        ),
    )
    pages = {page.path: page.html for page in site_files(replace(both, record=(change,)))}
    english = pages["en/rettelser.md"]
    for words in ("High Bridge", "The number was wrong."):
        assert words in english
    assert re.search(r'<span class="as-change" lang="da">\s*<span class="as-hidden" lang="en">before:', english)
    assert re.search(r'<span class="as-change">\s*<span class="as-hidden">before:', english)
    danish = pages["rettelser.md"]
    assert re.search(r'<span class="as-change">\s*<span class="as-hidden">før:', danish)
    assert re.search(r'<span class="as-change" lang="en">\s*<span class="as-hidden" lang="da">før:', danish)


# ---- What a reader of English meets on the pages of agreements and initiatives: our English, and Danish that says so.

DOCUMENT = "Årsberetning, https://example.com/report"
GLOSSARY = Glossary.model_validate(
    {
        "terms": [
            {
                "id": "ramme",
                "title": {"da": "Ramme", "en": "Framework", "official": DOCUMENT},
                "forms": ["rammen"],
                "forms_en": ["frameworks"],
                "text": {"da": "Et beløb.", "en": "An amount."},
            },
            {"id": "pulje", "title": "Pulje", "text": "Penge."},
        ]
    }
)


def _archive() -> Archive:
    alfa = initiative(
        "alfa",
        title={"da": "Alfabroen", "en": "The Alfa Bridge", "official": DOCUMENT},
        summary={"da": "Rammen bygges.", "en": "The frameworks are built."},
        gloss="the words",
    )
    beta = initiative("beta", title={"da": "Beta", "en": "Beta"})
    made = agreement(
        "x",
        None,
        [alfa, beta],
        title={"da": "Broaftalen", "en": "Bridge agreement"},
        short={"da": "Bro", "en": "Bridge"},
    )
    return Archive((made,), REGISTER, GLOSSARY)


@pytest.fixture(scope="module")
def small_pages() -> dict[str, str]:
    edition = Edition(_archive(), History("filerne ikke er hentet med git"), languages=(DANISH, ENGLISH))
    return {page.path: page.html for page in site_files(edition)}


def test_an_english_page_says_what_the_thing_is_called_in_danish_and_by_whom(small_pages: dict[str, str]) -> None:
    page = small_pages["en/initiativer/alfa.md"]
    assert "<h1>The Alfa Bridge</h1>" in page
    assert 'In Danish: <span lang="da">Alfabroen</span>.' in page
    assert 'href="https://example.com/report"' in page
    assert "The English name is official" not in small_pages["en/aftaler/x.md"].split("</h1>")[1].split("<dl")[0]
    assert f'title="{DOCUMENT}">official name</span>' in small_pages["en/aftaler/x.md"]
    assert f'title="{DOCUMENT}">official name</span>' in small_pages["en/ordliste.md"]


def test_phrases_stay_danish_and_say_so_and_what_they_mean(small_pages: dict[str, str]) -> None:
    assert (
        '<q><span lang="da">ordene</span></q> <span class="as-gloss">[in English: the words]</span>'
        in small_pages["en/initiativer/alfa.md"]
    )
    assert '“<span lang="da">T</span>”' in small_pages["en/initiativer/alfa.md"]


def test_a_danish_page_shows_none_of_it(small_pages: dict[str, str]) -> None:
    danish = [html for path, html in small_pages.items() if not path.startswith("en/")]
    assert danish
    for html in danish:
        assert not re.search(r'lang="da"|class="as-gloss"|as-names|as-tag--official', html)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        (DANISH, "Rammen og Framework", "Rammen"),
        (ENGLISH, "Rammen and frameworks", "frameworks"),
        (ENGLISH, "A Framework", "Framework"),
        (ENGLISH, "Pulje", None),
    ],
)
def test_a_page_looks_for_the_terms_of_its_own_language(language: Language, text: str, found: str | None) -> None:
    marked = Glosser(Lookup.of(Translator(language), GLOSSARY), str).mark(text)
    match = re.search(r'data-tip="([^"]+)">([^<]+)</a>', marked)
    assert (match and match[2]) == found
    assert match is None or match[1] == ("Et beløb." if language is DANISH else "An amount.")
