"""What changed in our record and in what we noted of others, from real git: each change once, with its cause."""

from __future__ import annotations

import contextlib
import copy
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from conftest import AGREEMENTS, FROZEN, GOLDEN, GitRepo, cases, in_git, plain, project_copy, repriced
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from pydantic import ValidationError
from snapshots import html_of

from generator.exports import tables
from generator.feeds import feeds
from generator.loading import load
from generator.model.agreement import Agreement
from generator.model.beside import Unread
from generator.model.beyond import Beyond
from generator.model.fields import Text, Value
from generator.model.place import GeneratorError
from generator.pages import corrections
from generator.publishing.edition import Edition
from generator.record.amendments import amendments, amendments_of_others
from generator.record.git_history import read_history
from generator.record.history import NO_REPOSITORY, NOTHING_ALIKE, SHALLOW, UNREADABLE, RecordChange
from generator.record.sheets import Line, Names, differences
from generator.wording.translator import DANISH_T

V = TypeVar("V", bound=Value)
PRICE = "amount: '12 mio. kr.'"


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    return in_git(tmp_path / "repo")


def edit(repo: GitRepo, find: str, replace: str, name: str = "b") -> None:
    repo.edit(name, (find, replace))


def edition(repo: GitRepo) -> Edition:
    return load(repo.agreements)


def published(repo: GitRepo) -> Edition:
    """The same as if a version had held it all before it was changed."""
    found = edition(repo)
    return replace(found, record=tuple(replace(change, is_unpublished=False) for change in found.record))


def told(repo: GitRepo) -> list[tuple[str, str | None, tuple[str, ...]]]:
    """Every change but the first registrations."""
    return [
        (change.agreement_id, change.initiative_id, change.sentences(DANISH_T))
        for change in edition(repo).record
        if not change.is_first
    ]


def state(repo: GitRepo, text: str) -> None:
    repo.write("agreements/_versions.yaml", text)


RAISED = (
    "b",
    "hoejbro",
    ("Beløb, Drift: ændret fra »12 mio. kr. om året (fra 2005 og frem)« til »13 mio. kr. om året (fra 2005 og frem)«.",
     "Citat (»Drift«): skiftet ud med »fra 10,5 til 13 mio. kr. årligt fra 2005«; det gamle gengives ikke."),
)  # fmt: skip


def test_a_corrected_amount_is_told_as_a_comparison_tells_it(repo: GitRepo) -> None:
    edit(repo, PRICE, "amount: '13 mio. kr.'")
    commit = repo.commit()
    assert told(repo) == [RAISED]
    change = edition(repo).record[0]
    assert change.revision.hash == commit
    assert change.title.da == edition(repo).archive.latest("hoejbro").title.da  # as it is called today
    assert change.anchor == f"{commit[:10]}--b--hoejbro"
    assert (change.version, change.cause, change.note) == (None, None, None)


@cases
def test_our_own_words_are_told_before_and_after(
    find: str, replace: str, initiative: str | None, sentence: str, repo: GitRepo
) -> None:
    edit(repo, find, replace)
    repo.commit()
    assert told(repo) == [("b", initiative, (sentence,))]


def test_a_renamed_file_is_followed_by_its_id(repo: GitRepo) -> None:
    repo.git("mv", "agreements/b.yaml", "agreements/gammelt.yaml")
    repo.commit()
    edit(repo, PRICE, "amount: '13 mio. kr.'", "gammelt")
    repo.commit()
    repo.git("mv", "agreements/gammelt.yaml", "agreements/b.yaml")
    edit(repo, "summary: Om ny højbro.", "summary: Om højbro.")
    repo.commit()
    assert [line for _, _, lines in told(repo) for line in lines] == [
        "Opsummering: ændret fra »Om ny højbro.« til »Om højbro.«.",
        *RAISED[2],
    ]


def test_a_merge_that_only_joins_two_changes_is_not_the_newest_change(repo: GitRepo) -> None:
    """It holds a file that none of its parents had, and yet nobody changed anything in it."""
    repo.git("switch", "--quiet", "--create", "gren")
    edit(repo, PRICE, "amount: '13 mio. kr.'")
    repo.commit()
    repo.git("switch", "--quiet", "main")
    edit(repo, "summary: Om storbro.", "summary: Om en storbro.")
    newest = repo.commit()
    repo.git("merge", "--quiet", "--no-ff", "--message", "Flet", "gren")
    merge = repo.git("rev-parse", "HEAD")
    found = edition(repo)
    assert sorted(told(repo)) == sorted(
        [RAISED, ("b", "storbro", ("Opsummering: ændret fra »Om storbro.« til »Om en storbro.«.",))]
    )
    assert read_history(repo.path / "agreements").records["b"].changed.hash == merge
    assert found.history.records["b"].changed.hash == newest == found.record[0].revision.hash
    assert found.history.latest is not None
    assert found.history.latest.hash == merge  # the state of all files is that of the merge


def test_what_only_the_merge_did_is_told(repo: GitRepo) -> None:
    """Two branches say 13 and 14, and whoever merges them writes 15: a change that is in neither."""
    repo.git("switch", "--quiet", "--create", "gren")
    edit(repo, PRICE, "amount: '13 mio. kr.'")
    repo.commit()
    repo.git("switch", "--quiet", "main")
    edit(repo, PRICE, "amount: '14 mio. kr.'")
    repo.commit()
    with pytest.raises(subprocess.CalledProcessError):
        repo.git("merge", "--quiet", "--no-ff", "gren")
    repo.git("checkout", "--quiet", "--ours", "agreements/b.yaml")
    edit(repo, "amount: '14 mio. kr.'", "amount: '15 mio. kr.'")
    merge = repo.commit()
    found = [(change.revision.hash == merge, change.sentences(DANISH_T)[0]) for change in edition(repo).record[:3]]
    assert sum(is_merge for is_merge, _ in found) == 1
    assert edition(repo).history.records["b"].changed.hash == merge
    assert [text.rpartition("til »")[2][:2] for is_merge, text in found if is_merge] == ["15"]


def test_an_initiative_that_comes_or_goes_is_one_change(repo: GitRepo) -> None:
    path = repo.path / "agreements" / "a.yaml"
    whole = path.read_text(encoding="utf-8")
    block = whole[whole.index("  - id: hoejbro") : whole.index("  - id: ", whole.index("  - id: hoejbro") + 5)]
    for text in (whole.replace(block, ""), whole):
        repo.write("agreements/a.yaml", text)
        repo.commit()
    assert [change[1:] for change in told(repo)] == [
        ("hoejbro", (f"Initiativet er kommet med, med {block.count('{id:')} oplysninger.",)),
        ("hoejbro", ("Initiativet er taget ud af vores udgave af aftalen.",)),
    ]


def test_a_shallow_clone_and_a_tarball_have_no_record_and_the_page_says_so(repo: GitRepo, tmp_path: Path) -> None:
    edit(repo, PRICE, "amount: '13 mio. kr.'")
    repo.commit()
    clone, tarball = tmp_path / "klon", tmp_path / "tarball"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", repo.path.as_uri(), str(clone)], check=True)
    shutil.copytree(repo.path / "agreements", tarball / "agreements")
    for folder, why, english in (
        (clone, "fordi kopien af git-historikken ikke er fuldstændig", "this clone has only the newest commits"),
        (tarball, "fordi filerne ikke er hentet med git", "the files are in no git repository"),
    ):
        found = load(folder / "agreements")
        assert found.record == ()
        assert why in page(found)
        assert "feeds/rettelser.xml" not in page(found)  # there is nothing to follow
        with pytest.raises(GeneratorError, match=f"history of the snapshots is missing: {english}"):
            found.history.require()


def page(found: Edition, path: str = "rettelser.md") -> str:
    return html_of(found, path)


def test_a_reason_stands_once_above_all_that_was_changed_for_it(repo: GitRepo) -> None:
    edit(repo, PRICE, "amount: '13 mio. kr.'")
    edit(repo, "title: Landevej", "title: Landevejen")
    state(repo, "upcoming:\n  - {agreement: b, cause: correction, note: Læst <forkert>.}\n")
    repo.commit()
    html = page(published(repo))
    assert html.count("Læst &lt;forkert&gt;.") == 1
    listed = html.partition("Læst &lt;forkert&gt;.")[2]
    assert len(re.findall(r'<li class="as-amended" id="[^"]+--b--', listed)) == 2


def test_what_was_wrong_stands_first_and_every_list_is_folded(repo: GitRepo) -> None:
    """Each sort of change is one entry, so the page as it opens is as long however much was changed."""
    for number, cause in ((13, "enrichment"), (14, "schema"), (15, "correction")):
        edit(repo, f"amount: '{number - 1} mio. kr.'", f"amount: '{number} mio. kr.'")
        pinned = repo.commit()
        before = (repo.path / "agreements" / "_versions.yaml").read_text() if number > 13 else "upcoming:\n"
        state(repo, f"{before}  - {{commit: '{pinned[:10]}', cause: {cause}, note: Fordi.}}\n")
        repo.commit()
    html = page(published(repo))
    assert re.findall(r'<h2 id="aarsag-([^"]+)"', html) == ["correction", "enrichment", "schema"]
    folded = re.sub(r"<details.*?</details>\s*</section>", "", html, flags=re.DOTALL)
    assert "as-amended" in html
    assert "as-amended" not in folded


def test_what_was_changed_before_an_agreement_was_published_is_no_correction(
    make_repo: Callable[[str], GitRepo],
) -> None:
    """No reader of a published version saw it otherwise: it is counted, and is a correction nowhere."""
    repo = make_repo("repo")
    shutil.copytree(GOLDEN / "agreements", repo.path / "agreements")
    newest = (repo.path / "agreements" / "d.yaml").read_text(encoding="utf-8")
    (repo.path / "agreements" / "d.yaml").unlink()
    release = f"{{version: 1.0.0, date: 2020-01-02, commit: {repo.commit()}, digest: '{'0' * 64}', note: Den første.}}"
    state(repo, f"releases:\n  - {release}\nupcoming:\n  - {{cause: correction, note: Læst forkert.}}\n")
    repo.write("agreements/d.yaml", newest)
    repo.commit()
    repo.write("agreements/d.yaml", newest.replace("    summary: ", "    summary: Nu "))
    edit(repo, PRICE, "amount: '13 mio. kr.'")
    repo.commit()
    found = edition(repo)
    corrected = [change for change in found.record if change.cause == "correction"]
    assert {(c.agreement_id, c.is_unpublished) for c in corrected} == {("b", False), ("d", True)}
    shown = corrections.CorrectionsPage.build(DANISH_T, found)
    assert {entry.id: entry.count for entry in shown.entries} == {"correction": 1}
    assert shown.unpublished == len(corrected) - 1
    feed = next(asset for asset in feeds(DANISH_T, found) if asset.path.endswith("rettelser.xml"))
    assert feed.data.count(b"<entry>") == 1
    pages = {c.initiative_id: page(found, f"initiativer/{c.initiative_id}.md") for c in corrected if c.initiative_id}
    assert {i for i, html in pages.items() if "Det har vi rettet her" in html} == {"hoejbro"}


def test_the_plugin_can_need_the_history_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUIRE_HISTORY", "true")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    config = load_config(str(project_copy(tmp_path / "projekt") / "mkdocs.yml"))
    with pytest.raises(PluginError, match="history of the snapshots is missing"):
        config.plugins["aftalespor"].on_config(config)


# Old versions that the rules of today cannot read


def test_a_version_that_cannot_be_read_is_said_to_be_so_and_hides_no_change(repo: GitRepo) -> None:
    good = (repo.path / "agreements" / "b.yaml").read_text(encoding="utf-8")
    repo.write("agreements/b.yaml", "id: b\n<<<<<<< HEAD\ntitle: [\n")
    repo.commit()
    repo.write("agreements/b.yaml", repriced(good, PRICE, "amount: '13 mio. kr.'"))
    repo.commit()
    assert told(repo) == [RAISED, ("b", None, (UNREADABLE,))]
    assert edition(repo).record[1].cause == "schema"


def test_versions_of_an_older_form_are_compared_with_one_another(repo: GitRepo) -> None:
    """A key that is gone today: what is left of the old versions is compared; nothing is said of the step between."""
    folder = repo.path / "agreements"
    for path in folder.glob("[!_]*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("short:", "kort: Kort\nshort:", 1), encoding="utf-8")
    repo.git("add", "--all")
    repo.git("commit", "--quiet", "--amend", "--no-edit")
    edit(repo, PRICE, "amount: '13 mio. kr.'")
    repo.commit()
    for path in folder.glob("[!_]*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("kort: Kort\n", ""), encoding="utf-8")
    repo.commit()
    found = told(repo)
    assert found[-1] == RAISED
    assert {(initiative, *sentences) for _, initiative, sentences in found[:-1]} == {(None, NOTHING_ALIKE)}
    assert {change.cause for change in edition(repo).record[:4]} == {"schema"}


# Causes

STATED = """\
upcoming:
  - agreement: b
    cause: enrichment
    note: Om hele pagten.
  - agreement: b
    initiative: hoejbro
    cause: correction
    note: Beløbet var læst forkert.
"""


def test_the_cause_is_the_one_that_fits_most_closely(repo: GitRepo) -> None:
    state(repo, STATED)
    edit(repo, PRICE, "amount: '13 mio. kr.'")
    edit(repo, "summary: Om storbro.", "summary: Om en storbro.")
    edit(repo, "summary: Kort om Pagten om broer.", "summary: Om pagten.")
    edit(repo, "summary: Kort om Broaftalen.", "summary: Om aftalen.", "a")
    repo.commit("correction: guess me not")
    causes = {
        (c.agreement_id, c.initiative_id): (c.cause, c.note and c.note.da)
        for c in edition(repo).record
        if not c.is_first
    }
    assert causes == {
        ("a", None): (None, None),
        ("b", None): ("enrichment", "Om hele pagten."),
        ("b", "hoejbro"): ("correction", "Beløbet var læst forkert."),
        ("b", "storbro"): ("enrichment", "Om hele pagten."),
    }
    assert "Beløbet var læst forkert." in page(published(repo), "initiativer/hoejbro.md")
    assert "Det har vi rettet her" not in page(published(repo), "initiativer/storbro.md")  # it was only added to
    html = page(published(repo))
    assert "Årsag ikke oplyst" in html
    assert 'id="aarsag-correction"' in html
    assert "guess me not" not in html
    assert "Prøve" not in html.replace("Prøvebladet", "")  # whoever made the commit


def test_a_release_covers_the_commits_up_to_its_own(repo: GitRepo) -> None:
    edit(repo, PRICE, "amount: '13 mio. kr.'")
    first = repo.commit()
    edit(repo, "amount: '13 mio. kr.'", "amount: '14 mio. kr.'")
    second = repo.commit()
    edit(repo, "amount: '14 mio. kr.'", "amount: '15 mio. kr.'")
    repo.commit()
    state(repo, RELEASES.format(first=first, second=second))
    repo.commit()
    found = [(change.version, change.cause) for change in edition(repo).record[:3]]
    assert found == [(None, None), ("1.0.1", "correction"), ("1.0.0", "enrichment")]
    shown = corrections.CorrectionsPage.build(DANISH_T, edition(repo))
    headings = [(entry.id, [heading for heading, _ in entry.parts]) for entry in shown.entries]
    assert headings[:2] == [("correction", ["Version 1.0.1"]), ("ikke-oplyst", ["Efter version 1.0.1"])]
    assert "Før første version" not in page(edition(repo))
    assert shown.unpublished == 1


RELEASES = """\
releases:
  - version: 1.0.0
    date: 2020-01-02
    commit: {first}
    digest: """ + "0" * 64 + """
    note: Den første.
    changes:
      - {{agreement: b, cause: enrichment, note: Læst igen.}}
  - version: 1.0.1
    date: 2020-01-03
    commit: {second}
    digest: """ + "1" * 64 + """
    note: Den anden.
    changes:
      - {{agreement: b, initiative: hoejbro, cause: correction, note: Rettet.}}
"""  # fmt: skip


# Completeness

OTHERS: tuple[Any, ...] = (
    "2031", "9,5 mia. kr.", "7 pct.", "andet", "arguable", "certain", "explicit", "same-name", "notes", "decided",
    "unnamed", "background", "named", "goal", "framework", "total", "per-year", "from", "by", "pays", "receives",
    "split", "absorbed", "news", "magazine", "official", "newspaper", "not-examined", "expired", "new", "resumed",
    "strategi", "pagt", "https://example.org/andet", "f" * 64, True, False, 77,
)  # fmt: skip


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if items is None:
        yield path
        return
    for key, inner in items:
        yield from leaves(inner, (*path, key))


def with_another(tree: dict[str, Any], path: tuple[str | int, ...], base: V) -> V | None:
    """*base*, whose data are *tree*, with another value at *path*; None where no value that we know fits there."""
    holder: Any = tree
    for step in path[:-1]:
        holder = holder[step]
    before = holder[path[-1]]
    try:
        for value in OTHERS:
            holder[path[-1]] = value
            with contextlib.suppress(ValidationError):
                if (found := type(base).model_validate(tree)) != base:
                    return found
    finally:
        holder[path[-1]] = before
    return None


def test_the_rows_are_those_of_the_page(repo: GitRepo) -> None:
    state(repo, STATED)
    edit(repo, PRICE, "amount: '13 mio. kr.'")
    edit(repo, "summary: Om ny højbro.", "summary: Om en højbro.")
    repo.commit()
    found = published(repo)
    rows = tables.corrections(found).rows
    assert [row["what"] for row in rows[:2]] == ["Beløb, Drift", "Opsummering"]
    assert (rows[1]["before"], rows[1]["after"]) == ("Om ny højbro.", "Om en højbro.")
    assert rows[0]["cause"] == "correction"
    assert len(rows) == sum(
        len(change.amendments) or len(change.sentences(DANISH_T)) for change in found.published_record
    )
    ids = set(re_ids(page(found)))
    assert {str(row["url"]).partition("#")[2] for row in rows} <= ids


def test_words_of_a_source_that_are_gone_are_told_nowhere(repo: GitRepo) -> None:
    edit(repo, "phrase: ordene om ny højbro", "phrase: ord om ny højbro")
    repo.commit()
    found = published(repo)
    (row,) = tables.corrections(found).rows[:1]
    assert (row["what"], row["mode"], row["before"], row["after"]) == ("Citat", "edited", None, "ord om ny højbro")
    html = page(found)
    part = html[html.index('<li class="as-facet as-facet--edited">') :].partition("</li>")[0]
    assert "Ændret" in part
    assert "det gamle gengives ikke" in part
    assert "<del>" not in part
    assert "ordene om ny højbro" not in html


def test_evidence_that_is_taken_out_is_not_told_again() -> None:
    gone = {("phrase",): Line("Citat (»Drift«)", "ordene", is_quoted=True)}
    (line,) = differences(gone, {})
    assert (line.old, line.new) == (None, None)
    assert line.sentence == "Citat (»Drift«): fjernet; det gengives ikke."


def re_ids(html: str) -> list[str]:
    return [part.partition('"')[0] for part in html.split(' id="')[1:]]


def test_every_change_of_the_real_data_is_explained() -> None:
    """Whoever changes a snapshot says why, under `upcoming` in agreements/_versions.yaml."""
    found = load(AGREEMENTS)
    if found.history.missing in {SHALLOW, NO_REPOSITORY}:  # anything else is a fault of a clone that is whole
        pytest.skip("the history is not here")
    found.history.require()

    def where(change: RecordChange) -> str:
        return f"{change.revision.short} {change.agreement_id} {change.initiative_id or ''}"

    assert [where(change) for change in found.record if change.cause is None and not change.is_first] == []


# ---- What other sources say, and which agreements nobody has read: a change of either is an entry of the record.

BEYOND, UNREAD = "agreements/_beyond.yaml", "agreements/_unread.yaml"
SMALL, LARGE = "amount: 1,0 mio. kr.", "amount: 999,0 mio. kr."
CAUSE = "upcoming:\n  - agreement: '2016-2020'\n    cause: correction\n    note: Vi havde læst et tal forkert.\n"


@pytest.fixture
def frozen_repo(tmp_path: Path) -> GitRepo:
    """The frozen agreements with what other sources say of them, in one commit."""
    return in_git(tmp_path / "andre", {"_versions.yaml": "upcoming: []\n"}, FROZEN / "agreements")


def _edit(frozen_repo: GitRepo, name: str, old: str, new: str) -> None:
    text = (frozen_repo.path / name).read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    if old in {SMALL, LARGE}:  # what is quoted says the same
        text = text.replace(f" {old.split()[1]} mio. kr. til initiativ", f" {new.split()[1]} mio. kr. til initiativ")
    frozen_repo.write(name, text)


def _told(frozen_repo: GitRepo) -> list[RecordChange]:
    return [change for change in load(frozen_repo.agreements).record if change.of_others]


def test_an_amount_of_another_source_is_asked_for_its_cause_and_corrected_in_public(frozen_repo: GitRepo) -> None:
    assert _told(frozen_repo) == []
    base = frozen_repo.git("rev-parse", "HEAD")
    _edit(frozen_repo, BEYOND, SMALL, LARGE)
    assert "changes-are-explained: our record of agreements, 2016-2020" in frozen_repo.check(base).output
    frozen_repo.write("agreements/_versions.yaml", CAUSE)
    frozen_repo.commit()
    assert frozen_repo.check(base).exit_code == 0

    [change] = _told(frozen_repo)
    assert (change.cause, change.note) == ("correction", Text(da="Vi havde læst et tal forkert."))
    [amount, quotation] = change.sentences(DANISH_T)
    assert re.search(r"ændret fra »[^«»]+: 1,0 mio\. kr\. i alt \(2020\)« til »[^«»]+: 999,0 mio\. kr\.", amount)
    assert "det gamle gengives ikke" in quotation
    edition = published(frozen_repo)
    page = html_of(edition, "rettelser.md")
    assert f'id="{change.anchor}"' in page
    assert "(fra andre kilder)" in page
    feed = next(file.data.decode() for file in feeds(DANISH_T, edition) if file.path == "feeds/rettelser.xml")
    assert f"#{change.anchor}" in feed
    rows = [
        row
        for row in tables.corrections(edition).rows
        if str(row["id"]).rpartition("/")[0].endswith("/".join(change.ids))
    ]
    assert {(row["agreement"], row["cause"]) for row in rows} == {("2016-2020", "correction")}


@pytest.mark.parametrize(
    ("path", "model"),
    [
        (GOLDEN / "agreements" / "b.yaml", Agreement),
        (FROZEN / "agreements" / "2021.yaml", Agreement),
        (FROZEN / "agreements" / "_beyond.yaml", Beyond),
        (FROZEN / "agreements" / "_unread.yaml", Unread),
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else "",
)
def test_no_value_can_change_unsaid(path: Path, model: Any) -> None:
    text = path.read_text(encoding="utf-8")
    # So it is where a list holds two that only their order tells apart, as two accounts by one source.
    tree = _with_twins(_one_of_each(plain(text, Agreement) if model is Agreement else plain(text)))
    base = model.model_validate(tree)
    told_of: Any = amendments if model is Agreement else amendments_of_others
    tried = 0
    for place in [*leaves(tree)]:
        other = with_another(tree, place, base)
        if other is None or place == ("id",) or (place[0], place[-1]) == ("still_not_mentioned", "id"):
            continue  # that a silence goes on is told only where something stands as something else
        tried += 1
        assert told_of(base, other, Names({}, {}, {}, {})), place
    assert tried > 20


def _key(path: tuple[str | int, ...]) -> tuple[str, ...]:
    return tuple(step for step in path if isinstance(step, str))


def _with_twins(tree: Any) -> Any:
    """*tree* with the first item of each list at its end again, but for what has an id or is a party."""
    if isinstance(tree, dict):
        return {key: _with_twins(value) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    items = [_with_twins(item) for item in tree]
    is_alone = not items or not isinstance(items[0], dict) or items[0].keys() & {"id", "party"}
    return items if is_alone else [*items, copy.deepcopy(items[0])]


def _one_of_each(tree: Any) -> Any:
    """*tree* with only the items of its lists that have a key which none before them has."""
    if isinstance(tree, dict):
        return {key: _one_of_each(value) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    keys: set[tuple[str, ...]] = set()
    kept = []
    for item in tree:
        of_item = {_key(path) for path in leaves(item)}
        if len(kept) < 2 or not of_item <= keys:
            keys |= of_item
            kept.append(_one_of_each(item))
    return kept
