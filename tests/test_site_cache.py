"""A second build takes the generated files from the first, and only while nothing they are made from has changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from conftest import GOLDEN, ROOT, GitRepo, repriced

from generator import cache, loading
from generator.mkdocs_plugin import generated
from generator.model.fields import DANISH, ENGLISH, Language
from generator.model.place import InvalidDataError
from generator.pages import site_assets, site_files
from generator.publishing.addresses import Site
from generator.reading.files import contents_of
from generator.site_cache import SiteCache
from generator.sources import Sources

BOTH = (DANISH, ENGLISH)
PRICE = "amount: '12 mio. kr.'"
HERE = Site.at("https://spor.example/")


Files = Mapping[str, str | bytes]


class Remade(Exception):  # noqa: N818 - is no error
    """The data was looked into, without which no page can be rendered."""


def _sources(repo: GitRepo) -> Sources:
    folder = repo.path / "agreements"
    return Sources.of(folder, contents_of(folder))


def _site(repo: GitRepo, site: Site = HERE, languages: tuple[Language, ...] = BOTH) -> SiteCache:
    made_from = _sources(repo), site, languages
    return SiteCache(*made_from, partial(generated, *made_from))


def _files(repo: GitRepo, site: Site = HERE, languages: tuple[Language, ...] = BOTH) -> Files:
    """The text of every page and the bytes of all else, by path."""
    pages, assets, _ = _site(repo, site, languages).files()
    return {page.path: page.text for page in pages} | {asset.path: asset.data for asset in assets}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[GitRepo, Files]:
    """The golden agreements in a repository, and the files of a first build."""
    repo = GitRepo(tmp_path_factory.mktemp("built"))
    shutil.copytree(GOLDEN / "agreements", repo.path / "agreements")
    repo.commit()
    return repo, _files(repo)


@pytest.fixture
def repo(built: tuple[GitRepo, Files], tmp_path: Path) -> GitRepo:
    """A copy, as the first build left it."""
    shutil.copytree(built[0].path, tmp_path / "repo")
    return GitRepo(tmp_path / "repo")


@pytest.fixture
def first(built: tuple[GitRepo, Files]) -> Files:
    return built[1]


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "edition_of", _look)


def _look(*_: object) -> None:
    raise Remade


@pytest.mark.usefixtures("refusing")
def test_a_second_build_renders_nothing_and_gives_the_same_bytes(repo: GitRepo, first: Files) -> None:
    assert _files(repo) == first


def test_the_first_build_gives_what_one_without_a_cache_gives(repo: GitRepo, first: Files) -> None:
    edition = loading.edition_of(replace(_sources(repo), cache_root=None), HERE, BOTH)
    pages = site_files(edition)
    assets = site_assets(edition, pages)
    assert {page.path: page.text for page in pages} | {asset.path: asset.data for asset in assets} == first


def _write(repo: GitRepo, name: str, change: Callable[[str], str]) -> None:
    path = repo.path / "agreements" / name
    text = path.read_text(encoding="utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8")


def _commit(repo: GitRepo, name: str, change: Callable[[str], str]) -> None:
    _write(repo, name, change)
    repo.commit()


CHANGES: Mapping[str, Callable[[GitRepo], object]] = {
    "another amount": lambda repo: _write(repo, "b.yaml", lambda t: repriced(t, PRICE, "amount: '14 mio. kr.'")),
    "a commit of another amount": lambda repo: _commit(repo, "b.yaml", lambda t: repriced(t, PRICE, "amount: '14 mio. kr.'")),
    "a commit of a space": lambda repo: _commit(repo, "b.yaml", lambda text: f"{text}\n"),
    "no history": lambda repo: shutil.rmtree(repo.path / ".git"),
    "a theme's title": lambda repo: _write(repo, "_register.yaml", lambda text: text.replace("title: ", "title: Ny ", 1)),
    "no glossary": lambda repo: (repo.path / "agreements" / "_glossary.yaml").unlink(),
}  # fmt: skip


@pytest.mark.usefixtures("refusing")
@pytest.mark.parametrize("change", CHANGES)
def test_what_may_change_a_page_has_it_made_again(repo: GitRepo, change: str) -> None:
    CHANGES[change](repo)
    with pytest.raises(Remade):
        _files(repo)


def test_what_was_changed_stands_on_the_pages(repo: GitRepo, first: Files) -> None:
    CHANGES["another amount"](repo)
    again = _files(repo)
    assert "14 mio. kr." in str(again["initiativer/hoejbro.md"])
    assert "14 mio. kr." not in str(first["initiativer/hoejbro.md"])


@pytest.mark.usefixtures("refusing")
@pytest.mark.parametrize(
    ("site", "languages"),
    [
        (Site.at("https://spor.invalid/"), BOTH),
        (replace(HERE, publisher="Andre"), BOTH),
        (replace(HERE, authority="andre.example,2026"), BOTH),
        (HERE, (DANISH,)),
    ],
)
def test_another_site_has_files_of_its_own(repo: GitRepo, site: Site, languages: tuple[Language, ...]) -> None:
    with pytest.raises(Remade):
        _files(repo, site, languages)


@pytest.mark.parametrize("part", ["pages/templates/parts.html", "wording/en.po", "exports/columns.toml", "loading.py"])
def test_a_program_is_another_when_a_part_of_it_changes(
    part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copytree(ROOT / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(cache, "__file__", str(copy / "cache.py"))
    before = cache.program.__wrapped__()
    (copy / part).write_text((copy / part).read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert cache.program.__wrapped__() != before


def test_wrong_data_is_told_whatever_the_last_build_gave(repo: GitRepo) -> None:
    _write(repo, "b.yaml", lambda text: text.replace("kind: effort", "kind: kage", 1))
    with pytest.raises(InvalidDataError):
        _files(repo)
