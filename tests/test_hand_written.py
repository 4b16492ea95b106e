"""What lies in `site_src` is input: what cannot be published is refused, and the two languages keep step."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from unicodedata import normalize

import pytest
from conftest import AGREEMENTS, GOLDEN, ROOT, cases, project_copy
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from generator.data_folder import load_all
from generator.model.place import InvalidDataError
from generator.reading.hand_written import require_sound

MADE = ["index.html", "frister/index.html", "assets/kort/forside.png"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "site_src" / "overrides").mkdir(parents=True)
    (tmp_path / "site_src" / "docs").mkdir()
    return tmp_path


def _problems(project: Path) -> list[str]:
    try:
        require_sound(project, project / "site_src" / "docs", project / "site_src" / "overrides", {"1.0.0"}, MADE)
    except InvalidDataError as error:
        return list(map(str, error.problems))
    return []


def _file(name: str) -> Callable[[Path], None]:
    def write(project: Path) -> None:
        path = project / "site_src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("alert(1)", encoding="utf-8")

    return write


def _link(name: str, target: str) -> Callable[[Path], None]:
    def write(project: Path) -> None:
        path = project / "site_src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)

    return write


def _linked_as_a_whole(project: Path) -> None:
    (project / "site_src" / "docs").rmdir()
    (project / "site_src" / "docs").symlink_to(project / "site_src" / "overrides")


def _pipe(project: Path) -> None:
    os.mkfifo(project / "site_src" / "docs" / "roer.txt")


@cases
def test_what_cannot_be_published_is_refused(put: str, file: str, rule: str, target: str, project: Path) -> None:
    assert _problems(project) == []
    puts = {"link": _link(file, target), "file": _file(file), "whole": _linked_as_a_whole, "pipe": _pipe}
    puts[put](project)
    [problem] = _problems(project)
    assert problem.startswith(f"site_src/{file}:1:1: ")
    assert rule in problem


def test_two_hand_written_pages_of_one_address_are_refused(project: Path) -> None:
    for name in ("docs/om.md", "docs/om/index.md"):
        _file(name)(project)
    [problem] = _problems(project)
    assert problem.startswith("site_src/docs/om.md:1:1: an-address-has-one-source: om/index.md has this address.")


def test_what_an_editor_hides_and_what_is_frozen_are_left_alone(project: Path) -> None:
    _link("docs/.#om.md", "nogen@maskine.1")(project)
    for name in ("docs/.DS_Store", "docs/fast/1.0.0/index.html", "docs/om.md", "overrides/main.html"):
        _file(name)(project)
    assert _problems(project) == []


@cases
def test_a_page_holds_nothing_that_a_review_cannot_see_or_a_browser_acts_on(
    text: str, place: str, rule: str, project: Path
) -> None:
    for name in ("om.md", "en/om.md"):
        path = project / "site_src" / "docs" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"# Om\n{text}\n", encoding="utf-8")
        assert _problems(project)[0].startswith(f"site_src/docs/{name}:{place}: {rule}")
        path.unlink()


@pytest.mark.parametrize("name", ["docs/oevelse.txt", "docs/data.yaml", "docs/data.json", "overrides/main.html"])
def test_no_published_text_hides_characters_or_is_in_another_encoding(project: Path, name: str) -> None:
    path = project / "site_src" / name
    path.write_text("# et\n<b>ord\u200b</b>\n", encoding="utf-8")
    assert _problems(project) == [f"site_src/{name}:2:7: hidden-character: U+200B is invisible. Remove it."]
    path.write_bytes("på dansk".encode("latin-1"))
    assert _problems(project) == [f"site_src/{name}:1:2: not-utf-8: this byte is not UTF-8. Save the file as UTF-8."]


def test_a_page_may_hold_what_people_write(project: Path) -> None:
    text = """Se [om](om.md \"Titel: ord\"), [KL](https://www.kl.dk/?a=1&copy=2&num=3), <https://oim.dk/>, [1]: og [skriv](mailto:a@b.dk).
    5 < 6 & 7 > 3, 10&nbsp;kr., &amp; &lt;, »[…] (se: s. 3)«, `parties: [a, b]`, ✔️, a\u00adb. [x](#a:b) [y](s.md?z=a:b)
    """
    (project / "site_src" / "docs" / "om.md").write_text(text, encoding="utf-8")
    assert _problems(project) == []


def test_what_is_here_is_sound() -> None:
    published = load_all(AGREEMENTS).versions.numbers
    require_sound(ROOT, ROOT / "site_src" / "docs", ROOT / "site_src" / "overrides", published, MADE)


def test_mkdocs_is_given_none_of_it(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    project = project_copy(tmp_path / "projekt", GOLDEN / "agreements")
    for put in (_link("docs/x.txt", "/etc/passwd"), _file("docs/x.js"), _file("docs/frister.md")):
        put(project)
    with pytest.raises(Abort):
        build(load_config(str(project / "mkdocs.yml"), site_dir=str(tmp_path / "ud")))
    for file, rule in (
        ("x.txt", "published-files-are-no-links"),
        ("x.js", "published-files-are-listed"),
        ("frister.md", "an-address-has-one-source"),
    ):
        assert f"site_src/docs/{file}:1:1: {rule}: " in caplog.text


# ---- The hand-written pages in English beside the Danish: the same examples, the same ways on.

DOCS = ROOT / "site_src" / "docs"
PAGES = sorted(
    path.relative_to(DOCS).as_posix()
    for path in DOCS.rglob("*.md")
    if path.relative_to(DOCS).parts[0] not in ("en", "fast")
)


def _blocks(path: Path) -> list[str]:
    """The examples, which are followed to the letter, and which are as Danish as the data."""
    return re.findall(r"^```.*?^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def _targets(path: Path) -> list[str]:
    """What a page links to: pages as the English site has them, files where there is only one of each."""
    targets = re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))
    return [_from_the_root(path, target) for target in targets]


def _from_the_root(path: Path, target: str) -> str:
    if "://" in target:
        return re.sub(r"\.(da|en)$", "", target)
    target, _, place = target.partition("#")
    if place:
        return f"{target} heading {[*_headings(path.parent / target if target else path)].index(place)}"
    home = path.parent
    if target.endswith(".md") and home.is_relative_to(DOCS / "en"):
        home = DOCS / home.relative_to(DOCS / "en")
    parts: list[str] = []
    for part in PurePosixPath(home.relative_to(DOCS).as_posix(), target).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def _headings(path: Path) -> dict[str, None]:
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    found = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    plain = (normalize("NFKD", heading.casefold()).encode("ascii", "ignore").decode() for heading in found)
    return dict.fromkeys(re.sub(r"[^\w]+", "-", heading).strip("-") for heading in plain)


def test_every_page_written_by_hand_is_in_english_too() -> None:
    assert PAGES
    assert [path.relative_to(DOCS / "en").as_posix() for path in sorted((DOCS / "en").rglob("*.md"))] == PAGES


@pytest.mark.parametrize("page", PAGES)
def test_the_two_show_the_same_examples_and_lead_to_the_same(page: str) -> None:
    danish, english = DOCS / page, DOCS / "en" / page
    assert _blocks(english) == _blocks(danish)
    assert _targets(english) == _targets(danish)
    assert len(_headings(english)) == len(_headings(danish))
