"""The guide at /bidrag/, followed to the letter: every command it shows, on a copy of the project."""

from __future__ import annotations

import filecmp
import json
import os
import re
import shutil
import subprocess
from functools import partial
from pathlib import Path
from textwrap import indent
from typing import get_args

import pytest
from click.testing import CliRunner
from conftest import FROZEN, ROOT, project_clone

from generator.commands import main
from generator.impact.page_text import sentences
from generator.model.facts import Fact
from generator.model.values import PartialDate, parse_kroner, parse_measure
from generator.publishing.site_file import SiteFile

GUIDE = ROOT / "site_src" / "docs" / "bidrag"
EXERCISE = "oevelse-2024.yaml"
BUILD = [".venv/bin/aftalespor", "site"]
# What a command of the guide exits with, where it is not 0: the skeleton is not filled in yet.
EXITS = {"check after new": 1}


def _guide() -> str:
    return "\n".join((GUIDE / name).read_text(encoding="utf-8") for name in ("index.md", "ny-aftale/index.md"))


def _commands() -> list[str]:
    text = _guide()
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The project after the guide, and what each command printed.

    The site of the exercise stands beside it as it was before and with the new agreement; `site` is as it is after.
    """
    repo = project_clone(tmp_path_factory.mktemp("vejledning") / "projekt")
    printed: dict[str, str] = {}
    is_new = False
    run = partial(subprocess.run, cwd=repo.path, env={**os.environ}, capture_output=True, text=True)
    for command in _commands():
        if command.startswith("export "):
            name, _, value = command.removeprefix("export ").partition("=")
            run.keywords["env"][name] = value
            run(BUILD, check=True)
            shutil.copytree(repo.path / "site", repo.path.parent / "site-1")
            continue
        result = run(["bash", "-c", command], check=False)
        is_check = command.endswith("aftalespor check")
        key = "check after new" if is_check and is_new else command
        assert result.returncode == EXITS.get(key, 0), (command, result.stdout, result.stderr)
        printed[key] = result.stdout
        is_new = command.split("aftalespor ")[-1].startswith("new ")
        if command == " ".join(BUILD):
            shutil.copytree(repo.path / "site", repo.path.parent / "site-2")
        if "impact" in command:
            printed["impact as data"] = run(["bash", "-c", f"{command} --format json"], check=True).stdout
    assert repo.git("status", "--porcelain") == ""
    run(BUILD, check=True)
    return repo.path, printed


def test_the_skeleton_is_a_list_of_what_is_missing(followed: tuple[Path, dict[str, str]]) -> None:
    lines = followed[1]["check after new"].splitlines()
    assert len(lines) > 20
    assert all(re.match(rf"agreements/{EXERCISE}:\d+:\d+: [a-z-]+: ", line) for line in lines)


def test_the_site_shows_exactly_the_sentences_that_impact_names(followed: tuple[Path, dict[str, str]]) -> None:
    folder, printed = followed
    impact = json.loads(printed["impact as data"])
    pages: dict[str, dict[str, bool]] = {}

    def shown(site: str, address: str) -> set[str]:
        page, _, _ = address.partition("#")
        key = f"{site}/{page}"
        if key not in pages:
            path = folder.parent / site / page / "index.html"
            pages[key] = _sentences(path) if path.exists() else {}
        return {*pages[key]}

    named = [claim for kind in ("appears", "flips", "vanishes") for claim in impact[kind]]
    assert len(named) > 100
    # How much is verified stands in a list of figures, which is no part of what is compared word by word.
    figures = [claim for claim in named if claim["addresses"][0].endswith("metode/#hvor-langt")]
    for claim in figures:
        page = folder.parent / "site-2" / claim["addresses"][0].partition("#")[0] / "index.html"
        assert claim["after"].rpartition(": ")[2] in " ".join(re.sub("<[^>]+>", "", page.read_text("utf-8")).split())
    for claim in (claim for claim in named if claim not in figures):
        for address in claim["addresses"]:
            if claim["after"]:
                assert claim["after"] in shown("site-2", address), claim
            if claim["before"]:
                assert claim["before"] in shown("site-1", address), claim
    # and nothing else: on a page that both sites have, what is new there is named
    named_after = {(a.split("#")[0], c["after"]) for c in named for a in c["addresses"] if c["after"]}
    for page in ("aftaler/2023/", "penge/", "initiativer/sundhed-dk/", "frister/"):
        come = shown("site-2", page) - shown("site-1", page)
        signposts = {text for text, is_signpost in pages[f"site-2/{page}"].items() if is_signpost}
        # The version stands in the foot; what leads or names as it does elsewhere is not told.
        come = {text for text in come - signposts if not text.startswith("Data:")}
        assert come <= {text for where, text in named_after if where == page}, page


def _sentences(path: Path) -> dict[str, bool]:
    """The sentences of a built page, and whether each is a signpost."""
    html = path.read_text(encoding="utf-8")
    start = html.find('<section class="as">')
    end = html.rfind("</article>")
    page = SiteFile("x.md", "", "", html[start:end] if start >= 0 else "", "")
    return {s.text: s.is_signpost for s in sentences([page])}


def test_taking_the_file_away_leaves_the_site_as_it_was(followed: tuple[Path, dict[str, str]]) -> None:
    folder, _ = followed
    before = folder.parent / "site-1"
    assert _differences(filecmp.dircmp(before, folder / "site")) == []


def _differences(pair: filecmp.dircmp[str]) -> list[str]:
    _, mismatched, errors = filecmp.cmpfiles(pair.left, pair.right, pair.common_files, shallow=False)
    here = [*pair.left_only, *pair.right_only, *mismatched, *errors]
    return here + [name for inner in pair.subdirs.values() for name in _differences(inner)]


MISTAKES = {
    "a phrase that is too long": (
        "phrase: Mit Overblik bygges videre ud",
        "phrase: Mit Overblik bygges videre ud og ud og ud og ud og ud",
        "phrases-are-short",
        "phrase: Mit Overblik bygges videre ud og ud og ud og ud og ud",
    ),
    "a word that is no kind": ("kind: økonomiaftale", "kind: økonomiaftalen", "unknown-value", "kind: økonomiaftalen"),
    "an amount without its unit": ("amount: 12,5 mio. kr.", "amount: 12,5 mio.", "bad-value", "amount: 12,5 mio."),
    "a source that is not listed": (
        "    phrase: Mit Overblik bygges",
        "    source: oevelse\n    phrase: Mit Overblik bygges",
        "sources-are-listed",
        "source: oevelse",
    ),
    "a theme that does not exist": ("theme: sundhed\n", "theme: helbred\n", "themes-are-known", "theme: helbred"),
    "a judgement without a reason": (
        "      certainty: arguable\n      note: Begge år handler det om data til den grønne omstilling, men kataloget er ikke nævnt før.\n",
        "      certainty: arguable\n",
        "arguable-claims-have-a-note",
        "certainty: arguable",
    ),
    "an old initiative that nobody accounts for": (
        "  - id: velfaerd-og-klima\n    outcome: not-examined\n",
        "",
        "everything-is-accounted-for",
        "not_continued:",
    ),
    "the same id twice": (
        "  - id: regler-i-kode\n",
        "  - id: klart-sprog-i-breve\n",
        "ids-are-unique",
        "- id: klart-sprog-i-breve",
    ),
    "an end without a source": (
        "    phrase: Ekspertudvalget om teknologi har afleveret sine anbefalinger og er nedlagt\n",
        "",
        "outcomes-have-evidence",
        "- id: ekspertudvalg",
    ),
    "a key that is misspelt": ("presence: named", "presense: named", "unknown-key", "presense: named"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_of_ten_mistakes_is_told_on_its_line_with_what_to_do(mistake: str, tmp_path: Path) -> None:
    wrong, wronger, rule, line = MISTAKES[mistake]
    agreements = tmp_path / "agreements"
    shutil.copytree(FROZEN / "agreements", agreements)
    sound = (GUIDE / EXERCISE).read_text(encoding="utf-8")
    assert wrong in sound
    planted = sound.replace(wrong, wronger, 1)
    (agreements / EXERCISE).write_text(planted, encoding="utf-8")
    result = CliRunner().invoke(main, ["--agreements", str(agreements), "check"])
    assert result.exit_code == 1
    (told,) = [text for text in result.stdout.splitlines() if f": {rule}: " in text]
    assert planted.splitlines()[int(told.split(":")[1]) - 1].strip() == line
    assert re.search(r"[.?] ?(?:[A-Z][^.]|Did you mean).*[.?]$", told), "says what to do"


def test_the_exercise_holds_against_its_own_text(tmp_path: Path) -> None:
    """Its phrases stand in the exercise's text, and its silences are silent there."""
    agreements, sources = tmp_path / "agreements", tmp_path / "sources"
    shutil.copytree(FROZEN / "agreements", agreements)
    sources.mkdir()
    shutil.copy(GUIDE / EXERCISE, agreements)
    shutil.copy(GUIDE / "oevelse.txt", sources)
    arguments = ["--agreements", str(agreements), "verify", "--sources", str(sources)]
    output = CliRunner().invoke(main, arguments).output
    ours = [line for line in output.splitlines() if EXERCISE in line]
    assert ours == []


def test_the_guide_names_every_key_of_each_kind_of_fact() -> None:
    """So that a key that is added, or becomes required, is told to newcomers."""
    text = _guide()
    of_all = {"id", "kind", "label", "source", "phrase", "gloss", "hits", "left_out", "commitment", "note", "place"}
    assert all(f"`{key}`" in text for key in ("gloss", "hits", "left_out"))
    kinds = get_args(get_args(Fact)[0])
    assert len(kinds) == 6
    for kind in kinds:
        (name,) = get_args(kind.model_fields["kind"].annotation)
        (row,) = re.findall(rf"^\| `{name}` \|[^|]*\|([^|]*)\|([^|]*)\|$", text, re.MULTILINE)
        told = [set(re.findall(r"`(\w+)`", cell)) for cell in row]
        fields = {key: field for key, field in kind.model_fields.items() if key not in of_all}
        required = {key for key, field in fields.items() if field.is_required()}
        assert told == [required, fields.keys() - required], name


def test_what_the_guide_says_to_write_for_a_number_or_a_date_is_read() -> None:
    text = _guide()
    written = re.findall(r"^\| [^|`]+ \| `([^`]+)` \|$", text, re.MULTILINE)
    assert len(written) == 15
    for value in written:
        parse = parse_kroner if "kr." in value else parse_measure if " " in value else PartialDate.parse
        parse(value)


def test_the_guides_fact_and_silence_are_those_of_the_exercise() -> None:
    text = _guide()
    exercise = (GUIDE / EXERCISE).read_text(encoding="utf-8")
    (fact,) = re.findall(r"```yaml\nfacts:\n(.*?)```", text, re.DOTALL)
    assert indent(fact, "    ") in exercise
    (silent,) = re.findall(r"```yaml\nstill_not_mentioned:\n(.*?)```", text, re.DOTALL)
    assert set(silent.splitlines()) <= set(exercise.splitlines())
