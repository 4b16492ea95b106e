"""What a build is told from outside, in mkdocs.yml and the environment, and what may then be promised."""

from __future__ import annotations

import logging
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import GOLDEN, ROOT
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from generator.commands import main
from generator.model.place import GeneratorError
from generator.publishing.edition import Site
from generator.wording.translator import ENGLISH_T

BAD = [
    ("", {"issues": "javascript:alert(1)"}),
    ("", {"issues": "mailto:en@spor.example"}),
    ("", {"mail": "ret@spor.example?bcc=anden@spor.example"}),
    ("", {"authority": "nonsens æ"}),
    *(
        (url, {})
        for url in ("javascript:alert(1)", "file:///etc", "https://en:to@spor.example", "https://spor.example/?a=1")
    ),
]
METHOD = ROOT / "generator" / "pages" / "templates" / "method.html"


@pytest.mark.parametrize("said", ["", "spor.example,2027"])
def test_the_name_in_ids_is_chosen_in_the_settings(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    if said:
        monkeypatch.setenv("TAG_AUTHORITY", said)
    else:
        monkeypatch.delenv("TAG_AUTHORITY", raising=False)
    plugin = load_config(str(ROOT / "mkdocs.yml")).plugins["aftalespor"]
    assert plugin.config.site.authority == (said or Site().authority)


@pytest.mark.parametrize(("url", "more"), BAD)
def test_what_is_no_address_is_refused(url: str, more: dict[str, str]) -> None:
    with pytest.raises(GeneratorError, match="Give a"):
        Site.at(url, **more)


PUBLIC = "https://spor.dk/"


@pytest.mark.parametrize("url", [PUBLIC, "https://en-ejer.github.io/aftalespor/", "https://spor.dk:8443"])
def test_nothing_is_published_under_a_name_that_nobody_holds(url: str) -> None:
    """It stands in every id for ever, so the first public build is the last moment to choose it."""
    with pytest.raises(GeneratorError, match=r"TAG_AUTHORITY is aftalespor\.example,2026, .* authority in mkdocs.yml"):
        Site.at(url)
    assert Site.at(url, authority="spor.dk,2026").is_public


@pytest.mark.parametrize(
    "url", ["", "https://spor.example/", "http://127.0.0.1:8000/", "http://[::1]/", "http://localhost"]
)
def test_what_nobody_comes_to_is_built_under_any_name(url: str) -> None:
    assert Site.at(url).authority == Site().authority


def test_pages_for_another_engine_are_named_in_the_same_way(tmp_path: Path) -> None:
    command = ["--agreements", str(GOLDEN / "agreements"), "pages", "--out", str(tmp_path / "ud"), "--site-url", PUBLIC]
    refused = CliRunner().invoke(main, command)
    assert (refused.exit_code, "TAG_AUTHORITY" in refused.stderr) == (1, True)
    assert CliRunner().invoke(main, command, env={"TAG_AUTHORITY": "spor.dk,2026"}).exit_code == 0
    assert "tag:spor.dk,2026:" in (tmp_path / "ud" / "feeds" / "tidslinje.xml").read_text(encoding="utf-8")


def test_an_address_may_be_without_its_last_slash() -> None:
    assert Site.at("https://spor.example").link("frister/") == "https://spor.example/frister/"
    assert Site.at("https://spor.example/dk/").url == "https://spor.example/dk/"


@pytest.mark.parametrize("name", ["om.md", "bidrag/index.md"])
def test_pages_written_by_hand_promise_no_address_that_a_build_may_be_without(name: str) -> None:
    """Only the method page knows whether there is one, so they send the reader to its heading."""
    heading = re.search(r'id="fejl">\{\{ _\("([^"]+)"\) \}\}<', METHOD.read_text(encoding="utf-8"))
    assert heading
    text = _words(name)
    assert not re.search(r"\bskriv til os\b|\bså skriv\b", text, re.IGNORECASE)
    assert f"fortæller under »{heading[1]}«, hvad du kan gøre" in text
    assert f"tells you under “{ENGLISH_T(heading[1])}” what you can do" in _words(f"en/{name}")
    assert not re.search(r"\bwrite to us\b", _words(f"en/{name}"), re.IGNORECASE)


def _words(name: str) -> str:
    return " ".join((ROOT / "site_src" / "docs" / name).read_text(encoding="utf-8").split())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(GOLDEN / "agreements", tmp_path / "agreements")
    shutil.copytree(ROOT / "site_src", tmp_path / "site_src")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    return tmp_path


def _set(project: Path, old: str, new: str) -> str:
    file = project / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return str(file)


def test_no_other_folder_of_data_can_be_set_than_what_is_checked(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.move(project / "agreements", project / "andre")
    file = _set(project, "  - aftalespor:\n", "  - aftalespor:\n      agreements: andre\n")
    with pytest.raises(Abort):
        load_config(file, strict=True)
    assert "Unrecognised configuration name: agreements" in caplog.text


def test_links_are_checked_whatever_is_set(project: Path) -> None:
    parts = ("omitted_files", "not_found", "absolute_links", "unrecognized_links", "anchors")
    ignored = "".join(f"  {part}: ignore\n" for part in parts)
    config = load_config(_set(project, "site_dir: site\n", f"site_dir: site\nvalidation:\n{ignored}"))
    assert config.validation.links.anchors != logging.WARNING
    config = config.plugins["aftalespor"].on_config(config)
    levels = {**config.validation.nav, **config.validation.links}
    assert {*parts} <= levels.keys()
    assert {*levels.values()} == {logging.WARNING}
