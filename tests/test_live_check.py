"""`make live-check`: whether the sources on the web still hold what we quote; here against pages of our own."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import GOLDEN, ROOT, served
from files import lines, pdf

CHECK = ROOT / ".github" / "tools" / "live_check.py"
SNAPSHOT = """\
id: x
title: X
short: X
kind: pagt
parties: [{{party: staten, source: k, phrase: {phrase}}}]
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


def check(folder: Path, address: str, *arguments: str, phrase: str = "staten og byerne") -> str:
    agreements = folder / "agreements"
    agreements.mkdir(exist_ok=True)
    shutil.copy(GOLDEN / "agreements" / "_register.yaml", agreements)
    text = SNAPSHOT.format(address=address, sha="0" * 64, phrase=phrase)
    (agreements / "x.yaml").write_text(text, encoding="utf-8")
    command = [sys.executable, str(CHECK), "--agreements", str(agreements), *arguments]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


@contextmanager
def answering(kind: bytes, body: bytes) -> Iterator[str]:
    """The address of a server that sends *kind* as the type of its content, whatever bytes are in it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            head = b"HTTP/1.0 200 OK\r\nContent-Type: " + kind + b"\r\n\r\n"
            self.wfile.write(head + body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


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
    gone = ("brobyggeriet fortsætter", "i byerne")  # in no text that is shown; in no block
    assert {line.split("`")[3] for line in said.splitlines()} == {f"»{phrase}«" for phrase in gone}
    assert said.splitlines()[0] == (
        f"- `agreements/x.yaml:19` `»brobyggeriet fortsætter«` står ikke på <{address}a.html>"
    )
    assert out.read_text(encoding="utf-8") == said


def test_a_page_that_is_gone_is_one_line_and_no_crash(web: tuple[Path, str], tmp_path: Path) -> None:
    _, address = web
    assert check(tmp_path, f"{address}vaek.html").endswith("kan ikke hentes (404)\n")
    assert "kan ikke hentes" in check(tmp_path, "http://127.0.0.1:1/")


def test_what_is_no_text_is_not_searched(web: tuple[Path, str], tmp_path: Path) -> None:
    folder, address = web
    (folder / "a.png").write_bytes(b"x")
    assert "er ikke en tekst, der kan gennemsøges (`image/png`)" in check(tmp_path, f"{address}a.png")


def test_a_pdf_is_searched_as_a_page_is(web: tuple[Path, str], tmp_path: Path) -> None:
    folder, address = web
    page = lines("Nu er staten og byerne enige: brobygge-", "riet fortsætter, i byerne.")
    (folder / "a.pdf").write_bytes(pdf(page))
    assert "holds every phrase" in check(tmp_path, f"{address}a.pdf")
    (folder / "b.pdf").write_bytes(b"%PDF-1.7")
    assert "er skrevet, så den ikke kan gennemsøges" in check(tmp_path, f"{address}b.pdf")


GOOD = b"<p>staten og byerne brobyggeriet forts\xc3\xa6tter, i byerne</p>"


@pytest.mark.parametrize("charset", [b"undefined", b"idna", b"utf\x008", b"hex", b"findes-ikke"])
def test_a_character_set_that_is_none_is_read_as_utf_8(tmp_path: Path, charset: bytes) -> None:
    with answering(b"text/html; charset=" + charset, GOOD) as address:
        assert "holds every phrase" in check(tmp_path, address)


def test_html_that_cannot_be_read_is_one_line_and_no_crash(tmp_path: Path) -> None:
    with answering(b"text/html", b"<p>staten <![x[ y") as address:
        said = check(tmp_path, address)
    assert said
    assert all(line.startswith("- `agreements/x.yaml:") for line in said.splitlines())


def test_a_type_of_content_is_shown_as_a_word_or_not_at_all(tmp_path: Path) -> None:
    with answering(b"image/<img>![x](www.ond.example)@alle", b"") as address:
        assert check(tmp_path, address).endswith("er ikke en tekst, der kan gennemsøges\n")
    with answering(b"image/" + b"x" * 5_000, b"") as address:
        assert check(tmp_path, address).endswith("er ikke en tekst, der kan gennemsøges\n")


def test_nothing_in_a_phrase_or_an_address_is_markup_or_a_mention(tmp_path: Path) -> None:
    phrase = "'[klik](https://ond.example) @alle #12 <b> `kode` *a* _b_'"
    with answering(b"text/html", GOOD) as address:
        [line] = check(tmp_path, f"{address}`a`|b", phrase=phrase).splitlines()
    assert line == (f"- `agreements/x.yaml:5` ``»{phrase[1:-1]}«`` står ikke på <{address}%60a%60%7Cb>")
