"""What programs of others make of our files and pages; docs/running.md tells of those that no test can run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, theme_pages
from playwright.sync_api import Browser, Page

from generator.commands.schema import schemas
from generator.exports import Exports, paths
from generator.feeds import feeds
from generator.model.archive import Archive
from generator.model.fields import DANISH, ENGLISH
from generator.publishing.addresses import Site
from generator.publishing.edition import Edition
from generator.record.history import History
from generator.wording.translator import DANISH_T

NODE = ROOT / ".github" / "tools" / "node"
URL = "https://spor.example/dk/"


@pytest.fixture(scope="module")
def edition(golden: Archive) -> Edition:
    return Edition(golden, History(None, None), site=Site(URL))


def node(*command: str | Path, text: str = "") -> str:
    """What a program for Node says of *text*; one that fails is a failure."""
    program = shutil.which("node")
    if program is None or not (NODE / "node_modules").exists():
        pytest.skip("no Node tools; `make node-tools` installs them (needs Node)")
    env = {**os.environ, "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
    result = subprocess.run(
        [program, *command], cwd=NODE, env=env, input=text, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_redocly_finds_no_error_in_the_description_of_the_json_documents(edition: Edition, tmp_path: Path) -> None:
    file = tmp_path / "openapi.json"
    file.write_bytes(Exports(edition).files[paths.OPENAPI].data)
    redocly = NODE / "node_modules" / "@redocly" / "cli" / "bin" / "cli.js"
    said: dict[str, Any] = json.loads(node(redocly, "lint", "--extends=recommended", "--format=json", file) or "{}")
    assert said["totals"]["errors"] == 0


def test_feed_extractor_opens_the_page_of_each_feed_and_entry(golden: Archive) -> None:
    edition = Edition(golden, History(None, None), site=Site(URL), languages=(DANISH, ENGLISH))
    # It takes a feed without entries for no feed; findings/feed-without-news-or-places.sh
    texts = {asset.path: text for asset in feeds(DANISH_T, edition) if "<entry>" in (text := asset.data.decode())}
    script = """
      import { extractFromXml } from "@extractus/feed-extractor";
      const texts = JSON.parse(await new Response(process.stdin).text());
      const pages = text => { const feed = extractFromXml(text); return [feed.link, ...feed.entries.map(e => e.link)]; };
      console.log(JSON.stringify(Object.values(texts).map(pages)));
    """
    opened = json.loads(node("--input-type=module", "-e", script, text=json.dumps(texts)))
    assert len(texts) > 20
    for text, pages in zip(texts.values(), opened, strict=True):
        links = re.findall(r'<link rel="alternate" type="text/html" href="([^"#]+)', text)
        assert pages == links  # without the place on the page, which it cuts off
        assert not pages[0].endswith(".xml")
        assert all(page.startswith(f"{URL}sammenlign/") for page in pages[1:])


def test_ajv_in_its_strict_mode_takes_every_document(golden: Archive) -> None:
    """Also where a source has an address with æøå."""
    first = golden.agreements[0]
    source = first.sources[0].model_copy(update={"url": "https://kl.example/økonomi/aftale.pdf"})
    changed = first.model_copy(update={"sources": (source, *first.sources[1:])})
    archive = replace(golden, agreements=(changed, *golden.agreements[1:]))
    files = Exports(Edition(archive, History(None, None))).files
    read = {path: json.loads(file.data) for path, file in files.items() if path.endswith(".json")}
    script = """
      const Ajv = require("ajv/dist/2020");
      const read = JSON.parse(require("fs").readFileSync(0));
      const ajv = require("ajv-formats")(new Ajv({ allErrors: true }));
      const checks = {};
      for (const [path, document] of Object.entries(read)) {
        if (path.includes("/schema/")) checks[path] = ajv.compile(document);
      }
      const faults = ([path, document]) => checks[document.schema](document) ? [] : [path];
      console.log(JSON.stringify(Object.entries(read).filter(([, d]) => d.self).flatMap(faults)));
    """
    assert json.loads(node("-e", script, text=json.dumps(read))) == []


def test_ajv_needs_to_be_told_of_nothing_but_the_keywords_for_editors() -> None:
    script = """
      const Ajv = require("ajv/dist/2020");
      const schemas = JSON.parse(require("fs").readFileSync(0));
      const compiles = (ajv, schema) => { try { ajv.compile(schema); return true } catch { return false } };
      const strict = keywords => schemas.map(s => compiles(new Ajv().addVocabulary(keywords), s));
      console.log(JSON.stringify([strict([]), strict(["enumDescriptions", "patternErrorMessage"])]));
    """
    plain, told = json.loads(node("-e", script, text=json.dumps([*map(json.loads, schemas().values())])))
    assert not any(plain), "then nothing needs to be said of it in the schemas"
    assert all(told)
    assert all("strict: false" in json.loads(text)["$comment"] for text in schemas().values())


# ---- What Firefox's Reader View, and other readers with Mozilla's Readability, keep of our pages.

READABILITY = ROOT / ".github/tools/node/node_modules/@mozilla/readability/Readability.js"

# The texts of a page that are not in what Readability keeps, and those that have come to stand in one block with
# texts of another. What leads to other pages, asks the reader, or is said at the foot of every page is no content.
# Readability may begin again from the markup, so a text is known by a letter of its own and not by its node.
LEFT = r"""(html) => {
  const doc = new DOMParser().parseFromString(html, "text/html");
  const apart = "nav, form, footer, button, script, style, h1, .as-stepper, .headerlink, [hidden]";
  const block = "p, li, td, th, dt, dd, summary, h2, h3, h4, h5, h6, figcaption, caption, pre, tr, section, div";
  const texts = (root) => {
    const walker = doc.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    return Array.from({ length: 1e5 }, () => walker.nextNode()).filter(Boolean);
  };
  const before = new Map();
  for (const text of texts(doc.querySelector("article"))) {
    const parent = text.parentElement;
    if (!/[\p{L}\p{N}]/u.test(text.data) || parent.closest(apart)) continue;
    const letter = String.fromCodePoint(0xf0000 + before.size);
    before.set(letter, [text.data.trim().replace(/\s+/g, " "), parent.closest(block)]);
    text.data = letter + text.data;
  }
  const kept = new Readability(doc, { serializer: (element) => element }).parse()?.content;
  const lost = new Map(before), blocks = new Map(), run = [];
  for (const text of kept ? texts(kept) : []) {
    for (const letter of text.data.match(/[\u{f0000}-\u{fffff}]/gu) ?? []) {
      lost.delete(letter);
      const [words, was] = before.get(letter);
      const now = text.parentElement.closest(block);
      const first = blocks.get(now) ?? blocks.set(now, was).get(now);
      if (!first.contains(was) && !was.contains(first)) run.push(words);
    }
  }
  return { lost: [...lost.values()].map(([words]) => words), run };
}"""


@pytest.fixture(scope="module")
def reader(chromium: Browser) -> Iterator[Page]:
    if not READABILITY.exists():
        if os.environ.get("CI") and shutil.which("npm"):
            pytest.fail("no @mozilla/readability found; .ci/run installs it")
        pytest.skip("no @mozilla/readability found; make node-tools installs it")
    page = chromium.new_page()
    page.add_script_tag(path=READABILITY)
    yield page
    page.close()


def test_reader_view_keeps_what_every_page_says(reader: Page, site: Path) -> None:
    """No fact, amount or caution is lost, and no cells or entries of a list become one run of words."""
    pages = sorted(theme_pages(site))
    assert len(pages) > 100
    left = {
        str(path.parent.relative_to(site)): reader.evaluate(LEFT, path.read_text(encoding="utf-8")) for path in pages
    }
    assert {url: found for url, found in left.items() if found["lost"] or found["run"]} == {}
