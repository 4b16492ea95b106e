"""Published versions: what `freeze` refuses and writes, ids that must not be lost, and pages where they were."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import AGREEMENTS, ROOT, GitRepo, cases, in_git, run
from snapshots import one_more

from generator.comparing.analysis import Analysis
from generator.data_folder import load_all
from generator.exports import paths
from generator.loading import load
from generator.model.beside import FROZEN, Release, Versions
from generator.model.place import GeneratorError
from generator.model.values import PartialDate
from generator.pages import planned_files, site_assets, site_files
from generator.publishing.edition import Edition, archive_digest
from generator.publishing.site_file import SiteFile
from generator.reading.snapshots import read
from generator.releasing import frozen
from generator.releasing.release import with_release
from generator.releasing.tombstones import permanents

CAUSE = "upcoming:\n  - {agreement: b, cause: correction, note: Rettet.}\n"


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    return in_git(tmp_path / "repo")


def freeze(repo: GitRepo, *arguments: str, note: str = "En udgave.") -> subprocess.CompletedProcess[str]:
    return run("freeze", "--note", note, *arguments, cwd=repo.path)


def raise_the_price(repo: GitRepo, to: int = 13) -> None:
    repo.edit("b", (f"amount: '{to - 1} mio. kr.'", f"amount: '{to} mio. kr.'"))


def versions(repo: GitRepo) -> str:
    return (repo.agreements / "_versions.yaml").read_text(encoding="utf-8")


def state(repo: GitRepo, text: str) -> None:
    """Add to the file of versions."""
    path = repo.agreements / "_versions.yaml"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(before + text, encoding="utf-8")


def fast(repo: GitRepo) -> Path:
    return repo.path / "site_src" / "docs" / "fast"


@pytest.fixture(scope="module")
def first_version(tmp_path_factory: pytest.TempPathFactory) -> GitRepo:
    repo = in_git(tmp_path_factory.mktemp("udgivet") / "repo")
    assert freeze(repo).returncode == 0
    repo.commit()
    return repo


@pytest.fixture
def published(first_version: GitRepo, tmp_path: Path) -> GitRepo:
    """The golden agreements as version 1.0.0."""
    return first_version.copied_to(tmp_path / "repo")


# Freezing


def test_the_first_version_is_1_0_0_with_the_date_and_commit_of_the_data(repo: GitRepo) -> None:
    data = repo.git("rev-parse", "HEAD")
    repo.write("README.md", "ikke data")
    repo.commit()
    result = freeze(repo, note='Den »første« "udgave".')
    assert result.returncode == 0, result.stderr
    archive, _, found, _ = load_all(repo.agreements)
    assert found.latest is not None
    assert (found.latest.version, str(found.latest.date), found.latest.commit) == ("1.0.0", "2020-01-01", data)
    assert found.latest.digest == archive_digest(archive)
    assert found.latest.note.da == 'Den »første« "udgave".'
    ids = json.loads((fast(repo) / "1.0.0" / "ids.json").read_text(encoding="utf-8"))
    assert ids == [{"kind": p.kind, "id": p.id, "address": p.address} for p in permanents(Analysis(archive))]


@cases
def test_what_is_not_committed_or_has_problems_cannot_be_frozen(
    is_committed: bool, change: tuple[str, str], told: str, repo: GitRepo
) -> None:
    repo.edit("b", change)
    if is_committed:
        repo.commit()
    result = freeze(repo)
    assert (result.returncode, told in result.stdout + result.stderr) == (1, True)
    assert not fast(repo).exists()


def test_nothing_new_cannot_be_frozen_again(published: GitRepo) -> None:
    result = freeze(published)
    assert result.returncode == 1
    assert "nothing has changed since version 1.0.0" in result.stderr


def test_a_cause_is_asked_for_between_versions_and_not_for_each_save(published: GitRepo) -> None:
    raise_the_price(published)
    published.commit()
    raise_the_price(published, 14)
    commit = published.commit()
    assert freeze(published).stdout.count("changes-are-explained") == 1
    state(published, f"upcoming:\n  - {{agreement: b, commit: '{commit[:10]}', cause: correction, note: Rettet.}}\n")
    published.commit()
    assert freeze(published).returncode == 0


def test_an_agreement_that_is_written_in_many_saves_needs_no_cause(published: GitRepo) -> None:
    archive, *_ = load_all(published.agreements)
    published.write("agreements/e.yaml", one_more(archive, "e"))
    published.commit()
    published.edit("e", ("En prøve.", "En anden prøve."))
    published.commit()
    published.edit("e", ("En anden prøve.", "Endnu en."))
    published.commit()
    assert "Froze 1.1.0" in freeze(published).stdout


def test_a_note_is_asked_for(repo: GitRepo) -> None:
    assert run("freeze", cwd=repo.path).returncode == 2
    assert freeze(repo, note="  ").returncode == 2


def test_a_correction_is_a_patch_and_takes_its_explanation_along(published: GitRepo) -> None:
    state(published, f"# Hvorfor\n{CAUSE}# Slut\n")
    raise_the_price(published)
    published.commit()
    result = freeze(published)
    assert result.returncode == 0, result.stdout + result.stderr
    found = load_all(published.agreements).versions
    assert [release.version for release in found.releases] == ["1.0.0", "1.0.1"]
    assert [change.note.da for change in found.releases[1].changes] == ["Rettet."]
    assert found.upcoming == ()
    assert "# Hvorfor" in versions(published)
    assert "# Slut" in versions(published)
    assert "upcoming" not in versions(published)
    before = (fast(published) / "1.0.0" / "ids.json").read_bytes()
    published.commit()
    assert (fast(published) / "1.0.0" / "ids.json").read_bytes() == before
    assert [change.version for change in load(published.agreements).record][:2] == ["1.0.1", "1.0.0"]


ADDED = """\
  - id: udbygning
    title: Tilbygning
    kind: effort
    presence: named
    commitment: decided
    theme: broer
    summary: Om en udbygning.
    source: k
    phrase: ordene om en udbygning
    origin: {outcome: new}
  - id: storbro
"""


def test_a_new_initiative_is_a_minor_step_and_more_may_be_asked_for(published: GitRepo) -> None:
    state(published, CAUSE)
    published.edit("b", ("  - id: storbro\n", ADDED))
    text = (published.agreements / "c.yaml").read_text(encoding="utf-8")
    departed = "not_continued:\n  - {id: udbygning, outcome: not-examined}\n"
    assert "not_continued:\n" in text
    (published.agreements / "c.yaml").write_text(text.replace("not_continued:\n", departed), encoding="utf-8")
    state(published, "  - {agreement: c, cause: enrichment, note: Med.}\n")
    published.commit()
    refused = freeze(published, "--version", "1.0.1")
    assert (refused.returncode, "version 1.0.1 cannot be next. Use 1.1.0 or 2.0.0." in refused.stderr) == (1, True)
    assert freeze(published, "--version", "2.0.1").returncode == 1
    assert freeze(published).returncode == 0
    assert "version: 1.1.0" in versions(published)


def test_a_version_as_freeze_writes_it_passes_check_since(published: GitRepo) -> None:
    state(published, CAUSE)
    raise_the_price(published)
    base = published.commit()
    assert freeze(published).returncode == 0
    published.commit()
    for since in (base, "HEAD~3"):
        result = run("check", "--since", since, cwd=published.path)
        assert (result.returncode, result.stdout) == (0, ""), result.stdout


@cases
def test_a_new_version_that_freeze_did_not_write_is_refused(
    key: str, value: str, what: str, published: GitRepo
) -> None:
    shown = published.git("rev-parse", value) if value == "HEAD" else value
    text = re.sub(rf"^( +{key}): .*$", rf'\1: "{shown}"', versions(published), flags=re.MULTILINE)
    published.write("agreements/_versions.yaml", text)
    published.commit()
    assert run("check", cwd=published.path).returncode == 0
    line = next(n for n, line in enumerate(text.splitlines(), 1) if f" {key}: " in line)
    result = run("check", "--since", "HEAD~2", cwd=published.path)
    assert result.stdout == (
        f"agreements/_versions.yaml:{line}:5: releases-are-of-their-commit: "
        f"version 1.0.0 {what}. Let aftalespor freeze write it.\n"
    )


def test_a_new_version_is_of_a_newer_commit_than_the_last(published: GitRepo) -> None:
    """Else it would take causes with it that explain what came after its commit."""
    raise_the_price(published)
    state(published, CAUSE)
    published.commit()
    release = re.search(r"  - version: 1\.0\.0\n(    .*\n)+", versions(published))
    assert release
    later = "".join(f"    {line}\n" for line in CAUSE.splitlines()[1:])
    text = versions(published).replace(CAUSE, "")
    again = release[0].replace("1.0.0", "1.0.1")
    published.write("agreements/_versions.yaml", text.replace(release[0], f"{release[0]}{again}    changes:\n{later}"))
    published.commit()
    checked = run("check", "--since", "HEAD~1", cwd=published.path).stdout
    assert "version 1.0.1 is of no newer commit than 1.0.0. Let aftalespor freeze write it." in checked


def test_a_new_version_with_other_pages_than_its_data_give_is_refused(published: GitRepo) -> None:
    """Doctored together with every hash of them, down to the one in the file of versions."""
    folder = fast(published) / "1.0.0"
    page, sums = folder / "index.html", folder / "SHA256SUMS"
    hashes = [hashlib.sha256(page.read_bytes()).hexdigest(), hashlib.sha256(sums.read_bytes()).hexdigest()]
    doctored = page.read_text(encoding="utf-8").replace(
        "</head>", '<script src="https://a.example/x.js"></script></head>'
    )
    page.write_text(doctored, encoding="utf-8")
    hashed = sums.read_text(encoding="utf-8").replace(hashes[0], hashlib.sha256(page.read_bytes()).hexdigest())
    sums.write_text(hashed, encoding="utf-8")
    listed = versions(published).replace(hashes[1], hashlib.sha256(sums.read_bytes()).hexdigest())
    published.write("agreements/_versions.yaml", listed)
    published.commit()
    assert run("freeze", "--check", cwd=published.path).returncode == 0
    result = run("check", "--since", "HEAD~2", cwd=published.path)
    line = next(n for n, line in enumerate(listed.splitlines(), 1) if " sums: " in line)
    assert result.stdout == (
        f"agreements/_versions.yaml:{line}:5: new-pages-are-of-their-data: version 1.0.0 has other pages than its data "
        "give. Take it out, with its folder, and let aftalespor freeze write both.\n"
    )


RELEASE = Release(
    version="1.0.0", date=PartialDate(2020, 1, 2), commit="a" * 40, digest="b" * 64, note="Med »tegn«: # og \\."
)


@cases
def test_a_release_is_added_however_the_file_is_laid_out(text: str) -> None:
    result = with_release(text, RELEASE, "_versions.yaml")
    assert "Med »tegn«" in result
    before, after = (read(t.encode(), "", Versions).value or Versions() for t in (text, result))
    assert after.latest
    assert [change.note.da for change in after.latest.changes] == [c.note.da for c in before.upcoming]
    assert [stone.note.da for stone in after.retired] == [stone.note.da for stone in before.retired]
    for line in text.splitlines():
        if line.strip().startswith("#"):
            assert line.strip() in result
    again = with_release(result, RELEASE.model_copy(update={"version": "1.0.1"}), "_versions.yaml")
    assert again.index("1.0.0") < again.index("1.0.1")


def test_a_version_is_frozen_in_all_languages(repo: GitRepo) -> None:
    assert freeze(repo).returncode == 0
    found = load_all(repo.agreements).versions
    assert found.latest is not None
    assert found.latest.languages == ("da", "en")
    folder = fast(repo) / "1.0.0"
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert names == {"index.html", "en/index.html", "ids.json", "SHA256SUMS"}
    assert run("freeze", "--check", cwd=repo.path).returncode == 0


def test_a_layout_that_cannot_be_added_to_is_refused_in_words() -> None:
    with pytest.raises(GeneratorError, match="Write its lists as blocks"):
        with_release("releases: []\n", RELEASE, "_versions.yaml")
    with pytest.raises(GeneratorError, match="Write its lists as blocks"):
        with_release("upcoming: [{cause: schema, note: På én linje.}]\n", RELEASE, "_versions.yaml")


# Frozen pages


def test_whatever_is_changed_in_a_frozen_folder_is_reported(published: GitRepo) -> None:
    folder = fast(published) / "1.0.0"
    for name in ("a.html", "b.html"):
        (folder / name).write_text("frossen", encoding="utf-8")
        with (folder / "SHA256SUMS").open("a", encoding="utf-8") as sums:
            sums.write(f"{hashlib.sha256(b'frossen').hexdigest()}  {name}\n")
    # A page that is edited together with its hash: the hash of the list stands where a change of it shows.
    result = run("freeze", "--check", cwd=published.path)
    assert result.stdout.startswith("fast/1.0.0/SHA256SUMS:1:1: frozen-pages-are-unchanged: this list is not")
    listed = hashlib.sha256((folder / "SHA256SUMS").read_bytes()).hexdigest()
    published.write("agreements/_versions.yaml", re.sub(r'sums: "?\w+"?', f"sums: {listed}", versions(published)))
    assert run("freeze", "--check", cwd=published.path).returncode == 0
    (folder / "a.html").write_text("rettet", encoding="utf-8")
    (folder / "b.html").unlink()
    (folder / "c").mkdir()
    (folder / "c" / "ny.html").write_text("ny", encoding="utf-8")
    (fast(published) / "1.0.7").mkdir()
    result = run("freeze", "--check", cwd=published.path)
    assert result.returncode == 1
    assert [line.split(": frozen-pages-are-unchanged: ")[0] for line in result.stdout.splitlines()] == [
        "fast/1.0.0/a.html:1:1",
        "fast/1.0.0/b.html:1:1",
        "fast/1.0.0/c/ny.html:1:1",
        "fast/1.0.7:1:1",
    ]


def test_a_link_in_a_frozen_folder_is_reported_though_it_leads_to_the_same(published: GitRepo) -> None:
    """What it leads to may change tomorrow, and no hash of ours would."""
    page = next((fast(published) / "1.0.0").glob("*.html"))
    page.rename(published.path / "kopi.html")
    page.symlink_to(published.path / "kopi.html")
    (page.parent / "ny.html").symlink_to("ingensteds")
    result = run("freeze", "--check", cwd=published.path)
    assert result.returncode == 1
    assert {line.split(":")[0] for line in result.stdout.splitlines()} == {
        f"fast/1.0.0/{page.name}",
        "fast/1.0.0/ny.html",
    }


@pytest.mark.parametrize("name", ["1.0.0", "1.0.0/SHA256SUMS"])
def test_a_frozen_version_that_is_gone_is_reported(published: GitRepo, name: str) -> None:
    gone = fast(published) / name
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    result = run("freeze", "--check", cwd=published.path)
    assert result.returncode == 1
    assert f"fast/{name}:1:1: frozen-pages-are-unchanged" in result.stdout


def test_the_frozen_pages_of_this_project_are_unchanged() -> None:
    found = load_all(AGREEMENTS).versions
    assert [*frozen.frozen_pages_are_unchanged(ROOT / FROZEN, found)] == []


# Ids that must not be lost


def rename_the_bridge(repo: GitRepo) -> None:
    for name in "abcd":
        path = repo.agreements / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("hoejbro", "skybro"), encoding="utf-8")


def test_an_id_that_is_lost_without_a_word_stops_check_and_freeze(published: GitRepo) -> None:
    rename_the_bridge(published)
    state(published, "upcoming:\n  - {cause: correction, note: Andet id.}\n")
    published.commit()
    for result in (run("check", cwd=published.path), freeze(published)):
        assert result.returncode == 1
        assert "ids-are-not-lost: the initiative 'hoejbro' was published and is gone." in result.stdout
        assert result.stdout.count("ids-are-not-lost") == 1  # what belongs to it is told of with it


TOMBSTONE = "retired:\n  - {kind: initiative, id: hoejbro, to: skybro, note: Har fået et andet id <b>.}\n"


@pytest.fixture
def renamed(published: GitRepo) -> GitRepo:
    rename_the_bridge(published)
    state(published, f"upcoming:\n  - {{cause: correction, note: Andet id.}}\n{TOMBSTONE}")
    published.commit()
    return published


def test_a_lost_id_with_a_tombstone_is_a_major_step(renamed: GitRepo) -> None:
    assert run("check", cwd=renamed.path).returncode == 0
    result = freeze(renamed)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Froze 2.0.0" in result.stdout


def pages(repo: GitRepo) -> dict[str, SiteFile]:
    return {page.path: page for page in planned_files(load(repo.agreements))}


def test_a_retired_initiative_leaves_its_page_its_facts_and_its_anchors(renamed: GitRepo) -> None:
    found = pages(renamed)
    stone = found["initiativer/hoejbro.md"].html
    assert 'href="../../initiativer/skybro/"' in stone
    assert "Har fået et andet id &lt;b&gt;." in stone
    assert 'id="b"' in stone  # what the pact says of it
    assert '<li id="b--pris"><a href="../../initiativer/skybro/#b--pris">' in stone
    comparison = found["sammenlign/a/b.md"].html
    assert 'id="hoejbro"' in comparison
    assert comparison.count('id="skybro"') == 1


def test_a_renamed_half_of_a_split_leaves_its_anchor_where_the_split_is_told(repo: GitRepo) -> None:
    """The finding is filed under the first half, and answers at the anchor of the other too."""
    for name in "bcd":
        path = repo.agreements / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\bid: langbro-syd\b", "id: langbro-sydlig", text), encoding="utf-8")
    state(repo, "retired:\n  - {kind: initiative, id: langbro-syd, to: langbro-sydlig, note: Andet id.}\n")
    comparison = pages(repo)["sammenlign/a/b.md"].html
    assert 'id="langbro-sydlig"' in comparison
    assert 'id="langbro-syd"' in comparison


def test_a_retired_agreement_leaves_its_comparisons(repo: GitRepo) -> None:
    state(repo, "retired:\n  - {kind: agreement, id: bb, to: b, note: Hed noget andet.}\n  - {kind: agreement, id: nul, note: Var ikke en aftale.}\n")  # fmt: skip
    found = pages(repo)
    assert 'href="../../aftaler/b/"' in found["aftaler/bb.md"].html
    assert 'href="../../../sammenlign/a/b/"' in found["sammenlign/a/bb.md"].html
    assert 'href="../../../sammenlign/b/d/"' in found["sammenlign/bb/d.md"].html
    assert "sammenlign/d/bb.md" not in found
    assert "Se i stedet" not in found["aftaler/nul.md"].html
    assert "sammenlign/nul/a.md" in found


def test_a_retired_fact_leaves_its_anchors(repo: GitRepo) -> None:
    state(repo, "retired:\n  - {kind: fact, id: b/hoejbro/hoejde, note: Stod ikke i kilden.}\n")
    found = pages(repo)
    assert "Stod ikke i kilden." in found["initiativer/hoejbro.md"].html
    assert 'id="b--hoejde"' in found["initiativer/hoejbro.md"].html
    for path in ("penge.md", "frister.md"):  # where it may have stood
        assert 'id="b--hoejbro--hoejde"' in found[path].html


def test_what_programs_fetch_of_a_renamed_initiative_is_still_there(renamed: GitRepo) -> None:
    """Its embed stands in the pages of others, its feed in their readers, and its data in their programs."""
    edition = load(renamed.agreements)
    before = load(renamed.agreements, "HEAD^")
    paths_before, assets = (
        {each.path: each for each in site_assets(side, site_files(side)) if "/hoejbro" in each.path or side is edition}
        for side in (before, edition)
    )
    assert len(paths_before) > 3
    assert paths_before.keys() <= assets.keys()
    for path in paths_before:
        assert assets[path].data == assets[path.replace("hoejbro", "skybro")].data
    assert b"skybro" in assets["data/v1/initiatives/hoejbro.json"].data


# Versions shown


def test_the_page_and_the_file_of_versions_say_the_same(published: GitRepo) -> None:
    state(published, CAUSE)
    raise_the_price(published)
    published.commit()
    assert freeze(published, note="Et beløb er rettet.").returncode == 0
    published.commit()
    edition = load(published.agreements)
    data = _json(edition)
    assert data["latest"] == "1.0.1"
    assert [v["version"] for v in data["versions"]] == ["1.0.0", "1.0.1"]
    assert data["versions"][1] == {
        "version": "1.0.1",
        "date": "2020-01-03",
        "commit": edition.versions.releases[1].commit,
        "note": "Et beløb er rettet.",
        "url": "fast/1.0.1/",
    }
    html = pages(published)["data/index.md"].html
    assert html.index("Version 1.0.1") < html.index("Version 1.0.0")
    assert 'href="../fast/1.0.1/"' in html
    assert "version 1.0.1</a> fra 3. januar 2020" in html
    assert "med senere ændringer" not in html


def _json(edition: Edition) -> dict[str, list[dict[str, list[dict[str, str]]]]]:
    assets = site_assets(edition, site_files(edition))
    found: dict[str, list[dict[str, list[dict[str, str]]]]]
    found = json.loads(next(asset.data for asset in assets if asset.path == paths.VERSIONS))
    return found


@pytest.mark.parametrize("digits", ["0000000000", "0123456789", "007", "1234567890", "00.10"])
@pytest.mark.parametrize("key", ["commit", "note"])
def test_digits_that_want_quotes_are_shown_as_they_are_written(key: str, digits: str) -> None:
    release = {"version": "1.0.0", "date": "2020-01-01", "commit": "a" * 40, "digest": "a" * 64, "note": "x"}
    lines = "".join(f"    {name}: {value}\n" for name, value in {**release, key: digits}.items())
    [problem] = read(f"releases:\n  -\n{lines}".encode(), "_versions.yaml", Versions).problems
    assert problem.rule == "wrong-type"
    assert problem.message.endswith(f'Write »{key}: "{digits}"«.')
