"""What comes from elsewhere: locked, from wheels, under known terms, listed, and asked about."""

from __future__ import annotations

import json
import re
import sys
import tomllib
import urllib.parse
from fnmatch import fnmatchcase
from importlib import resources
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, cases
from license_expression import get_spdx_licensing
from packaging.requirements import Requirement

from generator.model.fields import LANGUAGES
from generator.publishing.site_file import is_script, moved

sys.path.insert(0, str(ROOT / ".github" / "tools"))

import audit
import sbom

REQUIREMENTS = ROOT / "requirements"
LOCKS = sorted(REQUIREMENTS.glob("*.txt"))
TERMS = tomllib.loads((REQUIREMENTS / "licences.toml").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
BUILD = sbom.locked(sbom.LOCK.read_text(encoding="utf-8"))
# Where commands stand that are run when something is installed, built or tested.
SCRIPTS = [
    ROOT / "Makefile",
    *(path for path in (ROOT / ".ci").iterdir() if path.is_file()),
    *(ROOT / ".github" / "workflows").glob("*.yml"),
    ROOT / ".devcontainer" / "devcontainer.json",
    ROOT / ".pre-commit-config.yaml",
]
ONE = "a-b==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n    # via aftalespor (pyproject.toml)\n"


# What is locked


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_everything_locked_has_a_version_and_hashes(path: Path) -> None:
    """And is nothing else: no address, no folder, no index, no option of pip."""
    assert sbom.locked(path.read_text(encoding="utf-8"))


@cases
def test_what_is_not_locked_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not a package with a version and hashes"):
        sbom.locked(ONE + line)


def test_what_builds_and_what_tests_are_the_same_versions() -> None:
    versions = [{(e.name, e.version, e.marker) for e in sbom.locked(p.read_text(encoding="utf-8"))} for p in LOCKS]
    site, test, tools = (versions[[p.stem for p in LOCKS].index(name)] for name in ("site", "test", "tools"))
    assert site <= test <= tools


# What is installed, and how


def test_only_wheels_with_their_hashes_are_installed() -> None:
    """A wheel is unpacked; of a source distribution code would run. Our own folder is the one exception."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "ONLY_LOCKED := --require-hashes --only-binary :all:\n" in text
    scripts = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    installs = re.findall(r"pip install --quiet (?:--python \S+ )?(.+?)(?= 2>| \|\||$)", scripts, re.MULTILINE)
    called = re.findall(r"\$\(call install,(.+)\)", scripts)
    assert installs.count("$(1)") == scripts.count("install = ") + 1 == 2  # by uv, else by pip
    assert len(called) == 4
    for arguments in {*installs, *called} - {"$(1)"}:
        assert re.fullmatch(
            r"\$\(ONLY_LOCKED\) -r requirements/\w+\.txt|--no-deps --no-build-isolation -e \.", arguments
        ), arguments


def test_npm_runs_no_script_of_a_package() -> None:
    for path in SCRIPTS:
        for line in path.read_text(encoding="utf-8").splitlines():
            for command in re.findall(r"\bnpm (?:ci|i|install|exec|x|run)\b.*|\bnpx .*", line):
                assert command.startswith("npm ci --ignore-scripts "), (path.name, command)


@pytest.mark.parametrize("folder", audit.NODE_FOLDERS)
def test_what_npm_installs_has_hashes(folder: str) -> None:
    packages = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert all(package["integrity"].startswith("sha512-") for name, package in packages.items() if name)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_nothing_that_is_fetched_is_run(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\b(curl|wget)\b", text)
    assert not re.search(r"\|\s*(sudo\s+)?(ba|z|da)?sh\b", text)
    assert not re.search(r"\beval\b|<\(", text)


# Under which terms


def test_the_terms_of_all_that_builds_the_site_are_known_and_allowed() -> None:
    assert set(TERMS["build"]) == {entry.name for entry in BUILD}
    assert not refused(TERMS["build"].values(), TERMS["may_build"])


def test_the_terms_of_all_that_is_handed_on_are_allowed() -> None:
    assert not refused((thing["licence"] for thing in TERMS["shipped"]), TERMS["may_ship"])


def refused(licences: Any, allowed: list[str]) -> list[str]:
    """The licences that offer no choice within *allowed*."""
    spdx = get_spdx_licensing()
    return [
        licence
        for licence in licences
        if not any(
            set(spdx.license_keys(spdx.parse(choice, validate=True))) <= set(allowed)
            for choice in licence.split(" OR ")
        )
    ]


@pytest.mark.parametrize("entry", BUILD, ids=lambda entry: f"{entry.name}-{entry.version}")
def test_the_terms_are_those_that_the_package_states(entry: sbom.Locked) -> None:
    try:
        metadata = distribution(entry.name).metadata
    except PackageNotFoundError:
        metadata = None
    if metadata is None or metadata["Version"] != entry.version:
        assert entry.marker, "not installed, though it is for every Python"
        pytest.skip(f"for another Python: {entry.marker}")
    stated = metadata["License-Expression"]
    kinds = " ".join(line for line in metadata.get_all("Classifier") or () if line.startswith("License ::"))
    licence = TERMS["build"][entry.name]
    if stated:
        assert licence == stated
    else:
        family = {"Apache-2.0": "Apache", "MPL-2.0": "Mozilla", "OFL-1.1": "OFL-1.1"}
        word = family.get(licence, licence.split("-")[0])  # BSD, MIT, PSF
        assert word in kinds + " " + (metadata["License"] or "")


# What the site holds


def test_every_file_by_others_in_the_site_is_listed(site: Path) -> None:
    """What is not ours by name is the theme's, and each file of it belongs to one line; no line is of nothing."""
    patterns = [pattern for thing in TERMS["shipped"] for pattern in thing.get("files", ())]
    theme = Path(str(resources.files("material"))) / "templates"
    docs = ROOT / "site_src" / "docs"
    [folder] = {path.parent.relative_to(site).as_posix() for path in site.glob("assets/*/words.js")}
    names = [path.relative_to(docs).as_posix() for path in docs.rglob("*")]
    ours = {Path(moved(name, f"{folder}/") if is_script(name) else name) for name in names}
    found = {p.relative_to(site) for p in site.rglob("*") if p.is_file()} - ours
    theirs = sorted(p.as_posix() for p in found if (theme / p).is_file() and p.suffix != ".html")  # those are templates
    scripts = {
        path.as_posix() for path in found if path.suffix in {".js", ".css", ".map", ".woff", ".woff2", ".ttf", ".otf"}
    }
    made = {f"{folder}/words/{code}.js" for code in LANGUAGES}  # of our own catalogues
    assert scripts - made <= set(theirs)
    assert [path for path in theirs if sum(fnmatchcase(path, pattern) for pattern in patterns) != 1] == []
    assert [pattern for pattern in patterns if not any(fnmatchcase(path, pattern) for path in theirs)] == []


def test_what_the_theme_is_built_of_is_listed(site: Path) -> None:
    """The source maps beside its files name the packages; a release of the theme that takes in another asks for a line."""
    theme = Path(str(resources.files("material"))) / "templates"
    maps = [
        path for path in theme.rglob("assets/**/*.map") if (site / path.relative_to(theme)).with_suffix("").exists()
    ]
    sources = [source for path in maps for source in json.loads(path.read_bytes())["sources"]]
    names = {match[1] for source in sources if (match := re.search(r".*node_modules/((?:@[^/]+/)?[^/]+)", source))}
    assert names == {thing["name"] for thing in TERMS["shipped"] if thing.get("within")}


def test_every_icon_is_of_a_set_that_is_listed(site: Path) -> None:
    icons = Path(str(resources.files("material"))) / "templates" / ".icons"
    texts = [
        path.read_text(encoding="utf-8") for path in [*site.glob("*.html"), *site.glob("assets/stylesheets/*.css")]
    ]
    drawn = {d for text in texts for d in re.findall(r"""<path d=["']([^"']+)["']""", urllib.parse.unquote(text))}
    sets: dict[str, set[str]] = {}
    for path in icons.rglob("*.svg"):
        for d in re.findall(r'<path d="([^"]+)"', path.read_text(encoding="utf-8")):
            sets.setdefault(d, set()).add(path.relative_to(icons).parts[0])
    assert drawn
    assert drawn <= sets.keys(), "an icon that is not the theme's"
    assert {name for d in drawn for name in sets[d]} == {t["icons"] for t in TERMS["shipped"] if "icons" in t}


# The bill of materials


def test_the_bill_of_materials_is_of_what_is_locked_now() -> None:
    assert sbom.OUT.read_text(encoding="utf-8") == sbom.current(), "run `make sbom`"


# Asking for known holes


def report(**packages: Any) -> str:
    entries = [{"name": n.replace("_", "-"), "version": "1", **more} for n, more in packages.items()]
    return json.dumps({"dependencies": entries, "fixes": []})


SKIPPED = {"skip_reason": "Dependency not found on PyPI and could not be audited"}
HOLE = {"vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}


@pytest.mark.parametrize(
    ("reports", "holes", "unasked"),
    [
        ([report(a={"vulns": []}, b={"vulns": []})], (), ()),
        # pip-audit exits with 0 here and says that no vulnerabilities are known
        ([report(a=SKIPPED, b=SKIPPED)], (), ("a==1", "b==1")),
        ([report(a={"vulns": []}, b=SKIPPED)], (), ("b==1",)),
        ([report(a={"vulns": []})], (), ("b==1",)),
        ([""], (), ("a==1", "b==1")),
        (["[]"], (), ("a==1", "b==1")),
        ([report(a=HOLE, b={"vulns": []})], ("a==1: PYSEC-1, mended in 2",), ()),
        # what one service does not know, another may
        ([report(a={"vulns": []}, b=SKIPPED), report(b=HOLE)], ("b==1: PYSEC-1, mended in 2",), ()),
        ([report(a={"vulns": [{"id": "X"}]})], ("a==1: X, mended in no version yet",), ("b==1",)),
    ],
)
def test_what_was_not_answered_is_not_taken_for_an_all_clear(
    reports: list[str], holes: tuple[str, ...], unasked: tuple[str, ...]
) -> None:
    answer = audit.python_answer("x", ["a==1", "b==1"], reports)
    assert (answer.holes, answer.unasked) == (holes, unasked)


def test_npm_that_could_not_ask_is_not_taken_for_an_all_clear() -> None:
    lock = json.dumps({"packages": {"": {}, "node_modules/a": {}}})
    clean = audit.node_answer("x", lock, json.dumps({"auditReportVersion": 2, "vulnerabilities": {}}))
    assert clean == audit.Answer("x", 1, (), ())
    hole = audit.node_answer(
        "x", lock, json.dumps({"auditReportVersion": 2, "vulnerabilities": {"a": {"severity": "high"}}})
    )
    assert hole.holes == ("a: high",)
    for said in ("", "{}", json.dumps({"message": "405 Method Not Allowed", "statusCode": 405})):
        assert audit.node_answer("x", lock, said).unasked


def test_the_three_results_of_an_audit() -> None:
    clean, hole, silent = (
        audit.Answer("a", 3, (), ()),
        audit.Answer("b", 1, ("b==1: X",), ()),
        audit.Answer("c", 2, (), ("c==1", "d==1")),
    )
    assert audit.told([clean]) == (["a: no hole is known in its 3 packages"], 0)
    lines, code = audit.told([clean, silent])
    assert code == 3
    assert "c: NOT AUDITED: nothing was learnt of c==1 and 1 more" in lines
    assert not any("no hole" in line for line in lines if line.startswith("c"))
    assert "not an all-clear" in lines[-1]
    assert audit.told([silent, hole])[1] == 1  # a hole that is known matters most


# The threat model


def test_the_threat_model_names_what_is_there() -> None:
    """What stops something is named by its file, which must not go away unseen."""
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8").partition("## What is read")[0]
    paths = {word for word in re.findall(r"`([^`\s]+)`", text) if "/" in word and not word.startswith("/")}
    assert "tests/test_hostile_build.py" in paths
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []
    for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md"):
        assert "docs/security.md" in (ROOT / name).read_text(encoding="utf-8"), name


def test_no_click_is_installed_with_which_a_preview_does_not_reload() -> None:
    """findings/preview-without-reload.sh"""
    asked = next(each for each in map(Requirement, PROJECT["project"]["dependencies"]) if each.name == "click")
    wanted = {"8.1.8": True, "8.2.1": True, "8.3.0": False, "8.3.1": False, "8.3.3": False, "8.4.0": True}
    assert {version: version in asked.specifier for version in wanted} == wanted
