"""The guide at /bidrag/, followed to the letter on a copy of the project, and the other tasks that it lists."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path
from textwrap import indent
from typing import Any, get_args

import pytest
from click.testing import CliRunner
from conftest import AGREEMENTS, FROZEN, ROOT, GitRepo, cases, made_pages, project_clone, tables
from selectolax.lexbor import LexborHTMLParser
from snapshots import one_more

from generator.commands import main
from generator.commands.impact import _side
from generator.data_folder import load_all
from generator.folding import fold
from generator.impact.measuring import Side, impact
from generator.impact.page_text import sentences
from generator.model.agreement import Fact, Initiative
from generator.model.archive import Archive
from generator.model.fields import DANISH, LANGUAGES
from generator.model.values import PartialDate, parse_kroner, parse_measure
from generator.pages import site_files
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteFile
from generator.reading.files import VERSIONS
from generator.reading.yaml_text import parse, without_places
from generator.record.history import History
from generator.releasing.release import addresses_of
from generator.releasing.tombstones import Permanent

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

    The site of the exercise stands beside it as it was before and with the new agreement.
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
            exercise = repo.path / run.keywords["env"]["AGREEMENTS"]
            measured = impact(site_files, _side(exercise, "HEAD"), _side(exercise, None))
            named = {
                kind: [asdict(claim) for claim in getattr(measured, kind)] for kind in ("appears", "flips", "vanishes")
            }
            printed["impact as data"] = json.dumps(named)
    assert repo.git("status", "--porcelain") == ""
    return repo.path, printed


def test_the_skeleton_is_a_list_of_what_is_missing(followed: tuple[Path, dict[str, str]]) -> None:
    lines = followed[1]["check after new"].splitlines()
    assert len(lines) > 20
    assert all(re.match(rf"agreements/{EXERCISE}:\d+:\d+: [a-z-]+: ", line) for line in lines)


def test_the_site_shows_exactly_the_sentences_that_impact_names(followed: tuple[Path, dict[str, str]]) -> None:
    folder, printed = followed
    told = json.loads(printed["impact as data"])
    pages: dict[str, dict[str, bool]] = {}

    def shown(site: str, address: str) -> set[str]:
        page, _, _ = address.partition("#")
        key = f"{site}/{page}"
        if key not in pages:
            path = folder.parent / site / page / "index.html"
            pages[key] = _sentences(path) if path.exists() else {}
        return {*pages[key]}

    named = [claim for claims in told.values() for claim in claims]
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


MISTAKES = tables("guide")["mistakes"]


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


def test_the_guide_names_every_key_of_each_kind_of_fact() -> None:
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


# ---- What maintainers do besides adding, each as the guide says it, on a copy of today's data in a real repository.

Plain = dict[str, Any]
NOTE = {"da": "En prøve af det, der gøres.", "en": "A trial of what is done."}


class Data:
    """A folder of agreements in a repository, changed as by hand; causes and retired ids are written at the end."""

    def __init__(self, repo: GitRepo) -> None:
        self.repo = repo
        self.folder = repo.path / "agreements"
        self.causes: list[Plain] = []
        self.retired: list[Plain] = []

    @cached_property
    def archive(self) -> Archive:
        """What the folder held before it was changed."""
        return load_all(self.folder)[0]

    @property
    def newest(self) -> str:
        return self.archive.agreements[-1].id

    def read(self, name: str) -> Plain:
        plain: Plain = without_places(parse((self.folder / name).read_text(encoding="utf-8"), name).plain)
        return plain

    def write(self, name: str, plain: Plain) -> None:
        # Each key at the beginning of its line, where the history looks for the id.
        lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in plain.items())
        (self.folder / name).write_text("".join(lines), encoding="utf-8")

    def state(self) -> None:
        """Write why, and what is retired, beside what stands there."""
        versions = self.read(VERSIONS)
        versions.setdefault("upcoming", []).extend(self.causes)
        versions.setdefault("retired", []).extend(self.retired)
        self.write(VERSIONS, versions)

    def is_used_elsewhere(self, initiative_id: str) -> bool:
        """Whether anything but the snapshots speaks of an initiative."""
        others = [path for path in self.folder.glob("_*.yaml") if path.name != VERSIONS]
        return any(_whole(initiative_id).search(path.read_text(encoding="utf-8")) for path in others)

    def passing(self) -> Iterator[tuple[int, Initiative]]:
        """Initiatives of one agreement alone that nothing leads to and nobody else speaks of, newest first."""
        archive = self.archive
        for position in reversed(range(len(archive.agreements))):
            for each in archive.agreements[position].initiatives:
                is_alone = archive.appearances(each.id) == (position,) and not archive.links.get(each.id)
                if is_alone and not each.from_ and not each.about and not self.is_used_elsewhere(each.id):
                    yield position, each

    def forget(self, initiative_id: str, instead: str | None = None) -> None:
        """Take out what snapshots say of an initiative that never was one, and name another where they explain a hit."""
        for agreement in self.archive.agreements:
            plain = self.read(f"{agreement.id}.yaml")
            before = json.dumps(plain)
            for key in ("initiatives", "not_continued", "still_not_mentioned"):
                if key in plain:
                    plain[key] = [each for each in plain[key] if each["id"] != initiative_id]
            _rename_in_hits(plain, initiative_id, instead)
            if json.dumps(plain) != before:
                self.write(f"{agreement.id}.yaml", {key: value for key, value in plain.items() if value != []})


def _rename_in_hits(value: object, initiative_id: str, instead: str | None) -> None:
    if isinstance(value, dict):
        if value.get("initiative") == initiative_id:
            value.pop("initiative")
            value |= {"initiative": instead} if instead else {}
        for each in value.values():
            _rename_in_hits(each, initiative_id, instead)
    elif isinstance(value, list):
        for each in value:
            _rename_in_hits(each, initiative_id, instead)


def _whole(initiative_id: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(initiative_id)}(?![\w-])")


def add_and_mend(data: Data) -> None:
    data.folder.joinpath("2099.yaml").write_text(one_more(data.archive), encoding="utf-8")
    old = data.archive.agreements[0].id
    plain = data.read(f"{old}.yaml")
    plain["initiatives"][-1]["summary"] = {"da": "En rettet opsummering.", "en": "A mended summary."}
    data.write(f"{old}.yaml", plain)
    data.causes.append({"agreement": old, "cause": "correction", "note": NOTE})


def add_two(data: Data) -> None:
    for agreement_id in ("2098", "2099"):
        text = one_more(load_all(data.folder)[0], agreement_id)
        text = text.replace("en-helt-ny-indsats", f"en-ny-indsats-{agreement_id}")
        text = text.replace("En helt ny indsats", f"Den indsats, som er ny i {agreement_id}")
        (data.folder / f"{agreement_id}.yaml").write_text(text, encoding="utf-8")


def insert(data: Data) -> None:
    position = len(data.archive.agreements) // 2
    older = Archive(data.archive.agreements[:position], data.archive.register)
    (data.folder / "mellem.yaml").write_text(one_more(older, "mellem"), encoding="utf-8")
    after = data.archive.agreements[position].id
    plain = data.read(f"{after}.yaml")
    plain["follows"] = "mellem"
    plain.setdefault("not_continued", []).append({"id": "en-helt-ny-indsats", "outcome": "not-examined"})
    data.write(f"{after}.yaml", plain)
    data.causes.append({"agreement": after, "cause": "enrichment", "note": NOTE})


def rename(data: Data) -> None:
    archive = data.archive
    ids = [each for each in archive.initiative_ids if "-" in each and each not in archive.about]
    old = max(ids, key=lambda each: len(archive.appearances(each)))
    for path in data.folder.glob("*.yaml"):
        if path.name != VERSIONS:
            path.write_text(_whole(old).sub(f"nyt-{old}", path.read_text(encoding="utf-8")), encoding="utf-8")
    data.retired.append({"kind": "initiative", "id": old, "to": f"nyt-{old}", "note": NOTE})
    data.causes.append({"cause": "schema", "note": NOTE})


def split(data: Data) -> None:
    plain = data.read(f"{data.newest}.yaml")
    whole = next(each for each in plain["initiatives"] if len(each.get("facts", ())) > 1 and "about" not in each)
    moved = whole["facts"].pop()
    part = {key: whole[key] for key in ("kind", "theme") if key in whole} | {
        **{key: moved[key] for key in ("source", "phrase", "gloss") if key in moved},
        "id": f"en-del-af-{whole['id']}",
        "title": moved["label"],
        "presence": "unnamed",
        "commitment": "aims",
        "summary": NOTE,
        "origin": {"outcome": "not-examined"},
        "facts": [moved],
    }
    plain["initiatives"].append(part)
    data.write(f"{data.newest}.yaml", plain)
    ids = (f"{data.newest}/{each}/{moved['id']}" for each in (whole["id"], part["id"]))
    data.retired.append({"kind": "fact", "id": next(ids), "to": next(ids), "note": NOTE})
    data.causes.append({"agreement": data.newest, "cause": "correction", "note": NOTE})


def join(data: Data) -> None:
    position, other = next((n, each) for n, each in data.passing() if each.facts)
    agreement = data.archive.agreements[position]
    taken = {fact.id for fact in other.facts}
    one = next(
        each.id
        for each in agreement.initiatives
        if each is not other and not each.about and taken.isdisjoint(fact.id for fact in each.facts)
    )
    plain = data.read(f"{agreement.id}.yaml")
    by_id = {each["id"]: each for each in plain["initiatives"]}
    moved = [{"source": other.source, **fact} for fact in by_id[other.id]["facts"]]
    by_id[one].setdefault("facts", []).extend(moved)
    data.write(f"{agreement.id}.yaml", plain)
    data.forget(other.id, instead=one)
    data.retired.append({"kind": "initiative", "id": other.id, "to": one, "note": NOTE})
    data.causes.append({"cause": "correction", "note": NOTE})


def retire(data: Data) -> None:
    _, gone = next(data.passing())
    data.forget(gone.id)
    data.retired.append({"kind": "initiative", "id": gone.id, "note": NOTE})
    data.causes.append({"cause": "correction", "note": NOTE})


TAKE_BACK = ("revert", "--no-commit", "HEAD")
KEEP_CAUSES = ("restore", "--staged", "--worktree", "--source=HEAD", f"agreements/{VERSIONS}")


def take_back(data: Data) -> None:
    data.repo.git(*TAKE_BACK)
    data.repo.git(*KEEP_CAUSES)
    data.causes.append({"agreement": data.archive.agreements[0].id, "cause": "correction", "note": NOTE})


def reorder(data: Data) -> None:
    plain = data.read(f"{data.newest}.yaml")
    plain["initiatives"].reverse()
    for each in plain["initiatives"]:
        each.get("facts", []).reverse()
    data.write(f"{data.newest}.yaml", plain)


@dataclass(frozen=True)
class Task:
    """`asks` are the rules that `check` names until what was done is stated in `_versions.yaml`."""

    change: Callable[[Data], None]
    asks: frozenset[str] = frozenset()


EXPLAIN, LOST = "changes-are-explained", "ids-are-not-lost"
TASKS = {
    "mend an old fact beside a new agreement": Task(add_and_mend, frozenset({EXPLAIN})),
    "add two agreements at once": Task(add_two),
    "insert between two": Task(insert, frozenset({EXPLAIN})),
    "rename": Task(rename, frozenset({EXPLAIN, LOST})),
    "split": Task(split, frozenset({EXPLAIN, LOST})),
    "join": Task(join, frozenset({EXPLAIN, LOST})),
    "retire": Task(retire, frozenset({EXPLAIN, LOST})),
    "take back": Task(take_back, frozenset({EXPLAIN})),
    "reorder": Task(reorder),
}


@dataclass(frozen=True)
class State:
    side: Side
    pages: Mapping[str, str]  # the HTML of the Danish pages, by address


def _state(folder: Path) -> State:
    side = Side(*load_all(folder))
    of_all = (History(missing=""), side.versions)
    both = tuple(LANGUAGES.values())  # as `impact` asks for them
    edition = Edition(side.archive, *of_all, verified=side.verified, beyond=side.beyond, languages=both)
    return State(side, {page.address: page.html for page in made_pages(edition) if page.language is DANISH})


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[GitRepo, State]:
    """Today's data as the base, whose newest commit mended a summary for no good reason."""
    repo = GitRepo(tmp_path_factory.mktemp("grundlag") / "projekt", "2026-11")
    shutil.copytree(AGREEMENTS, repo.path / "agreements")
    (repo.path / "agreements" / "_verified.yaml").unlink(missing_ok=True)  # of texts that nobody has here
    repo.commit()
    data = Data(repo)
    first = data.archive.agreements[0].id
    plain = data.read(f"{first}.yaml")
    plain["initiatives"][0]["summary"] = {"da": "En forhastet rettelse.", "en": "A hasty correction."}
    data.write(f"{first}.yaml", plain)
    data.causes.append({"agreement": first, "cause": "correction", "note": {"da": "Forhastet.", "en": "Hasty."}})
    data.state()
    repo.commit()
    return repo, _state(data.folder)


def _rules(data: Data) -> list[str]:
    arguments = ["--agreements", str(data.folder), "check", "--frozen", str(data.repo.path / "fast"), "--since", "HEAD"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == bool(result.stdout), result.output
    return [line.split(": ")[1] for line in result.stdout.splitlines()]


@pytest.mark.parametrize("name", TASKS)
def test_what_was_published_answers_and_impact_tells_what_changes(
    before: tuple[GitRepo, State], name: str, tmp_path: Path
) -> None:
    repo, old = before
    data, task = Data(repo.copied_to(tmp_path / "projekt")), TASKS[name]
    task.change(data)
    asked = {*_rules(data)} - {"stated-changes-are-of-something"}  # where a cause names what is not retired yet
    assert asked <= task.asks
    assert bool(asked) == bool(task.asks) or "stated-changes-are-of-something" in _rules(data)
    data.state()
    assert _rules(data) == []
    new = _state(data.folder)
    published = addresses_of(old.side.archive, old.side.versions)
    assert [each for each in published if not _answers(each, new)] == []
    assert _untold(old, new) == []


@cases
def test_each_task_has_its_line_in_the_guide(path: str, heading: str) -> None:
    section = (ROOT / path).read_text(encoding="utf-8").partition(f"{heading}\n")[2].partition("\n## ")[0]
    assert len(re.findall(r"^\| (?!-)", section, re.MULTILINE)) == 1 + len(TASKS)
    for command in (TAKE_BACK, KEEP_CAUSES):
        assert f"`git {' '.join(command)}`".replace(" HEAD`", " COMMIT`") in section


def _answers(permanent: Permanent, state: State) -> bool:
    """Whether there is a page, and on it the place, unless the page is itself a tombstone that tells of the whole.

    What took no other's place is no finding of a comparison any more, and its own page says so.
    """
    page, _, anchor = permanent.address.partition("#")
    html = state.pages.get(page)
    gone = {retired.id for retired in state.side.versions.retired if not retired.to}
    is_told_elsewhere = permanent.kind == "finding" and permanent.id.split("/")[-1] in gone
    return html is not None and (not anchor or f'id="{anchor}"' in html or _STONE in html or is_told_elsewhere)


def _untold(old: State, new: State) -> list[tuple[str, str]]:
    """The texts of a page that were not on it, nor anywhere on the site, and that `impact` does not name."""
    told = impact(made_pages, old.side, new.side)
    named = " ".join(fold(claim.after) for claim in (*told.appears, *told.flips) if claim.after)
    known = {text for html in old.pages.values() for text in _texts(html)}
    return [
        (address, text)
        for address, html in new.pages.items()
        for text in Counter(_texts(html)) - Counter(_texts(old.pages.get(address, "")))
        if text not in known and text not in named
    ]


_STONE = "<h1>Ikke længere i brug</h1>"
# What leads around, tells of our own record, or cannot be seen; and how large a file is.
_LEFT_OUT = (
    "nav, thead, dt, summary, h2, button, label, svg, script, style, template, [data-as-record], .as-hidden, .as-jump"
)
_SIZE = re.compile(r"ca\. [\d.]+ kb")


@lru_cache(maxsize=512)
def _texts(html: str) -> list[str]:
    tree = LexborHTMLParser(html)
    for node in tree.css(_LEFT_OUT):
        node.decompose()
    body = tree.body
    pieces = (fold(" ".join(text.split())) for text in (body.text(separator="\n").split("\n") if body else ()))
    return [text for text in pieces if re.search(r"\w\w", text) and not _SIZE.fullmatch(text.lower())]
