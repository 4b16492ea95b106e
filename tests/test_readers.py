"""What programs of others make of our files; docs/running.md tells of those that no test can run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from generator.exports import Exports, paths
from generator.feeds import feeds
from generator.model.archive import Archive
from generator.model.fields import DANISH, ENGLISH
from generator.publishing.edition import Edition, Site
from generator.record.history import History
from generator.schema import schemas
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
