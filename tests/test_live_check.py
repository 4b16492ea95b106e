"""`make live-check`: whether the sources on the web still hold what we quote; here against pages of our own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import GOLDEN, ROOT, served

CHECK = ROOT / ".github" / "tools" / "live_check.py"
SNAPSHOT = """\
id: x
title: X
short: X
kind: pagt
parties: [{{party: staten, source: k, phrase: staten og byerne}}]
summary: Kort.
coverage: {{complete: false, note: Prøve.}}
sources:
  - {{id: k, kind: news, publisher: P, title: T, url: '{address}', sha256: {sha}}}
initiatives:
  - id: a
    title: A
    kind: effort
    presence: named
    commitment: decided
    theme: broer
    summary: Om a.
    source: k
    phrase: [brobyggeriet fortsætter, i byerne]
"""


@pytest.fixture
def web(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    folder = tmp_path / "web"
    folder.mkdir()
    with served(folder) as address:
        yield folder, address


def check(folder: Path, address: str, *arguments: str) -> str:
    agreements = folder / "agreements"
    agreements.mkdir(exist_ok=True)
    shutil.copy(GOLDEN / "agreements" / "_register.yaml", agreements)
    text = SNAPSHOT.format(address=address, sha="0" * 64)
    (agreements / "x.yaml").write_text(text, encoding="utf-8")
    command = [sys.executable, str(CHECK), "--agreements", str(agreements), *arguments]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_a_page_that_holds_every_phrase_is_no_news(web: tuple[Path, str], tmp_path: Path) -> None:
    """However it is marked up: entities, soft hyphens, half a word in bold, a phrase over two lines."""
    folder, address = web
    html = (
        "<!doctype html><title>T</title><p>Nu er staten\n  og&nbsp;byerne<br>enige: "
        "<b>bro</b>bygge&shy;riet <em>fortsætter</em>,</p><p>i byerne.</p>"
    )
    (folder / "a.html").write_text(html, encoding="utf-8")
    out = tmp_path / "report.md"
    assert "holds every phrase" in check(tmp_path, f"{address}a.html", "--out", str(out))
    assert out.read_text(encoding="utf-8") == ""


def test_each_phrase_that_is_gone_is_named_with_its_line(web: tuple[Path, str], tmp_path: Path) -> None:
    folder, address = web
    html = "<p>staten og byerne</p><script>brobyggeriet fortsætter</script><p>i</p><p>byerne</p>"
    (folder / "a.html").write_text(html, encoding="utf-8")
    out = tmp_path / "report.md"
    said = check(tmp_path, f"{address}a.html", "--out", str(out))
    assert said == f"- `agreements/x.yaml:19` »brobyggeriet fortsætter« står ikke på <{address}a.html>\n"
    assert out.read_text(encoding="utf-8") == said


def test_a_page_that_is_gone_is_one_line_and_no_crash(web: tuple[Path, str], tmp_path: Path) -> None:
    _, address = web
    assert check(tmp_path, f"{address}vaek.html").endswith("kan ikke hentes (404)\n")
    assert "kan ikke hentes" in check(tmp_path, "http://127.0.0.1:1/")


def test_what_is_no_text_is_not_searched(web: tuple[Path, str], tmp_path: Path) -> None:
    folder, address = web
    (folder / "a.pdf").write_bytes(b"%PDF-1.7")
    assert "er ikke en tekst, der kan gennemsøges (application/pdf)" in check(tmp_path, f"{address}a.pdf")
