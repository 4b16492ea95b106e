"""What a change of the data does to the site: exactly the sentences that the pages then show."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import FROZEN, GOLDEN, GitRepo, cases, in_git, made_pages
from snapshots import EVIDENCE, REGISTER, agreement, initiative

from generator.commands import main
from generator.data_folder import NOT_COMPARED, load_all, load_archive
from generator.folding import unmasked
from generator.impact import measuring
from generator.impact.measuring import Side
from generator.impact.page_text import sentences
from generator.impact.report import Impact, PublicClaim, impact_markdown, impact_text
from generator.model.archive import Archive
from generator.model.beside import StatedChange, Verified, Versions
from generator.model.beyond import Beyond
from generator.model.fields import LANGUAGES, Text
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteFile
from generator.reading.snapshots import read
from generator.record.git_history import project_files
from generator.record.history import History
from generator.wording.report import markdown_text

MakeRepo = Callable[[str], GitRepo]


@pytest.fixture
def repo(make_repo: MakeRepo) -> GitRepo:
    """The real snapshots in a repository of their own, registered once."""
    repo = make_repo("repo")
    shutil.copytree(FROZEN / "agreements", repo.path / "agreements")
    newest = repo.path / "agreements" / "2023.yaml"  # it counts what is in an agreement that nobody has read
    newest.write_text(newest.read_text(encoding="utf-8").replace("    of: '2022-2025'\n", ""), encoding="utf-8")
    for name in ("_versions.yaml", "_beyond.yaml", "_unread.yaml"):  # they name agreements that are taken away here
        (repo.path / "agreements" / name).unlink()
    repo.commit()
    return repo


@pytest.fixture
def tiny() -> Archive:
    """The least there can be, where the pages are not the matter."""
    return Archive((agreement("a0", None, [initiative("alfa")]),), REGISTER)


def _edit(repo: GitRepo, name: str, old: str, new: str) -> None:
    path = repo.path / "agreements" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _run(repo: GitRepo, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--agreements", str(repo.path / "agreements"), "impact", *arguments])


def _not_measured(text: str) -> list[str]:
    """The files that are named last."""
    return text.partition("Ikke regnet ud: hvad ændringer af disse filer gør ved siden:")[2].split()


def measured(before: Side, after: Side) -> Impact:
    return measuring.impact(made_pages, before, after)


def impact(before: Archive, after: Archive) -> Impact:
    return measured(Side(before), Side(after))


def _edition(archive: Archive) -> Edition:
    return Edition(archive, History(missing=""), languages=tuple(LANGUAGES.values()))


def _page(html: str) -> SiteFile:
    return SiteFile("a/b.md", "B", "", html, "")


def test_sentences_are_cut_where_a_reader_sees_a_new_line() -> None:
    html = (
        '<h1>Titel</h1><section><h3>– Ikke omtalt <span class="as-number">2</span></h3>'
        '<article id="x"><h4>Bro <a href="#x">#</a></h4><p>Et <b>ord</b> &amp; to.<br>Tre</p>'
        '<span class="as-hidden">kun hørt</span><ul><li>Først<ul><li>Inde</li></ul>efter</li></ul></article>'
        "<table><tr><th>Beløb</th><td>2 mio. kr.</td></tr></table><script>nej</script></section>"
    )
    assert [(s.address, s.text) for s in sentences([_page(html)])] == [
        ("a/b/", "Titel"),
        ("a/b/", "– Ikke omtalt 2"),
        ("a/b/#x", "– Ikke omtalt: Bro #"),
        ("a/b/#x", "Et ord & to.Tre"),
        ("a/b/#x", "Først"),
        ("a/b/#x", "Inde"),
        ("a/b/#x", "efter"),
        ("a/b/", "Beløb | 2 mio. kr."),
    ]


def test_a_changed_amount_is_named_in_every_sentence_that_says_it(repo: GitRepo) -> None:
    _edit(repo, "2021.yaml", "247,4 mio. kr.", "248,5 mio. kr.")
    before = load_archive(repo.path / "agreements", "HEAD")
    after = load_archive(repo.path / "agreements")
    found = impact(before, after)

    changed = [claim for claim in found.flips if "247,4" in (claim.before or "")]
    assert changed
    assert not found.ledgers
    for claim in found.flips:
        assert re.search(r"248[,.]5|248500000|141[,.]4", claim.after or ""), claim
    # whatever the pages say of the old amount outside quotations is named, and nothing else
    pages = {page.address: page.html for page in made_pages(_edition(before))}
    saying = {address for address, html in pages.items() if "247,4 mio. kr. om året" in html}
    named = {address.split("#")[0] for claim in found.flips for address in claim.addresses}
    assert saying <= named


def test_a_status_that_flips_is_told_with_its_initiative_and_the_ledger(repo: GitRepo) -> None:
    """Background in the newer text instead of agreed there: another status in four comparisons."""
    path = repo.path / "agreements" / "2023.yaml"
    text = path.read_text(encoding="utf-8")
    match = re.search(r"  - id: mit-overblik\n(?:    .*\n)*?    presence: (\w+)\n", text)
    assert match
    start, end = match.span(1)
    path.write_text(text[:start] + "background" + text[end:], encoding="utf-8")
    found = impact(load_archive(repo.path / "agreements", "HEAD"), load_archive(repo.path / "agreements"))
    assert any((c.after or "").startswith("Nævnt som baggrund: Mit Overblik") for c in found.flips)
    assert {(change.old, change.new) for change in found.ledgers} >= {("2022", "2023")}


def test_markdown_is_short_enough_for_a_comment_and_text_stays_text(repo: GitRepo) -> None:
    _edit(repo, "2023.yaml", "  da: Økonomiaftalerne for 2023", "  da: <b>Økonomi</b> *2023* [x](javascript:1)")
    found = impact(load_archive(repo.path / "agreements", "HEAD"), load_archive(repo.path / "agreements"))
    text = impact_markdown(found)
    assert "<b>" not in text
    assert "[x](" not in text
    (repo.path / "agreements" / "2023.yaml").unlink()
    much = impact(load_archive(repo.path / "agreements"), load_archive(repo.path / "agreements", "HEAD"))
    many = impact_markdown(much)
    assert len(many) < 65_000
    assert "til. Kør `aftalespor impact`" in many
    assert re.search(r"Flest er på \S+ \(\d+\)", many)
    first = many.partition("### Regnskabet")[0].splitlines()
    assert first[0].startswith(f"Sætninger på siden: forsvinder: {len(much.vanishes)}, ")
    assert len(first) < 30
    gone = [n for n, line in enumerate(first) if line.startswith("- Forsvinder: ~~")]
    come = [n for n, line in enumerate(first) if line.startswith("- Kommer til: ")]
    assert gone
    assert not come or max(gone) < min(come)


def _changes(before: Side, after: Side) -> set[tuple[str | None, str | None, str]]:
    found = measured(before, after)
    claims = (*found.flips, *found.appears, *found.vanishes)
    return {(claim.before, claim.after, address) for claim in claims for address in claim.addresses}


def _of(text: str, changes: set[tuple[str | None, str | None, str]]) -> set[str]:
    """The addresses of the changes that say *text*, before or after."""
    return {address for before, after, address in changes if text in (before or "") + (after or "")}


def test_the_register_the_glossary_and_english_are_told_of(golden: Archive) -> None:
    themes = tuple(
        theme.model_copy(update={"title": Text(da="Landeveje")}) if theme.id == "veje" else theme
        for theme in golden.register.themes
    )
    bridge, *others = golden.glossary.terms
    terms = (bridge.model_copy(update={"title": Text(da="Overgang", en="Crossing")}), *others)
    after = replace(
        golden,
        register=golden.register.model_copy(update={"themes": themes}),
        glossary=golden.glossary.model_copy(update={"terms": terms}),
    )
    changes = _changes(Side(golden), Side(after))
    assert any(address.startswith("initiativer/") for address in _of("Landeveje", changes))
    assert any(address.startswith("ordliste/") for address in _of("Overgang", changes))
    assert any(address.startswith("en/ordliste/") for address in _of("Crossing", changes))


def test_what_is_said_of_versions_is_told_of(tiny: Archive) -> None:
    cause = StatedChange(cause="correction", note=Text(da="Vi læste et nul for meget.", en="A zero too many."))
    changes = _changes(Side(tiny), Side(tiny, versions=Versions(upcoming=(cause,))))
    assert _of("Vi læste et nul for meget.", changes) == {"rettelser/"}
    assert _of("A zero too many.", changes) == {"en/rettelser/"}


def test_pages_written_by_hand_and_translations_are_told_of_and_code_is_named(repo: GitRepo, golden: Archive) -> None:
    for name, text in (
        ("site_src/docs/om.md", "# Om\n\nVi siger intet.\n"),
        ("generator/wording/en.po", '#: a.py:1\nmsgid "Frist"\nmsgstr "Deadline"\n'),
        ("generator/a.py", "x = 1\n"),
        ("mkdocs.yml", "site_name: Spor\n"),
        ("README.md", "Læs mig.\n"),
    ):
        repo.write(name, text)
    repo.commit()
    repo.write("site_src/docs/om.md", "# Om\n\nVi siger alt.\n")
    repo.write("generator/wording/en.po", '#: b.py:9\nmsgid "Frist"\nmsgstr "Time limit"\n')
    repo.write("generator/a.py", "x = 2\n")
    repo.write("site_src/docs/ny.txt", "ny")
    repo.write("README.md", "Læs mig igen.\n")
    (repo.path / "mkdocs.yml").unlink()
    sides = [Side(golden, files=project_files(repo.path / "agreements", at)[0]) for at in ("HEAD", None)]
    assert _changes(*sides) == {
        ("Vi siger intet.", "Vi siger alt.", "om/"),
        ('msgid "Frist" msgstr "Deadline"', 'msgid "Frist" msgstr "Time limit"', "generator/wording/en.po"),
        ("site_name: Spor", None, "mkdocs.yml"),
    }
    found = measured(*sides)
    assert found.not_measured == ("README.md", "generator/a.py", "mkdocs.yml", "site_src/docs/ny.txt")
    for report in (impact_text(found), impact_markdown(found)):
        assert "Ikke regnet ud" in report
        assert all(markdown_text(name) in report or name in report for name in found.not_measured)
    only_code = measured(*(replace(side, files={"generator/a.py": bytes([n])}) for n, side in enumerate(sides)))
    assert not only_code
    for report in (impact_text(only_code), impact_markdown(only_code)):
        assert report.startswith("Ændringen får ingen sætning")
        assert "Ikke regnet ud" in report


def test_comments_of_a_catalogue_that_act_are_told_of(tiny: Archive) -> None:
    name, entry = "generator/wording/en.po", 'msgid "Frist"\nmsgstr "Deadline"\n'
    sides = [
        Side(tiny, files={name: f"{head}{entry}".encode()}) for head in ("", "#, fuzzy\n", "#: a.js\n", "#: a.py\n")
    ]
    assert ["#, fuzzy" in (claim.after or "") for claim in measured(*sides[:2]).flips] == [True]
    assert ["a.js" in (claim.after or "") for claim in measured(sides[0], sides[2]).flips] == [True]
    assert not measured(sides[0], sides[3])


def test_links_off_the_site_are_told_of_once_in_a_place_without_text_fragments() -> None:
    html = (
        '<article id="x"><p>Et ord <a href="https://a.example/K?q=1&amp;r=2#:~:text=ord">a</a>'
        '<a href="https://a.example/K?q=1&amp;r=2#:~:text=to,tre">b</a><a href="//b.example/#side">c</a>'
        '<a href="../y/">d</a><a href="#z">e</a><span title="Side, https://c.example">f</span><i title="intet">g</i></p>'
        '</article><p data-as-record><a href="https://a.example/k?q=1&amp;r=2">h</a></p>'
    )
    assert [(each.address, each.text) for each in sentences([_page(html)]) if each.is_exact] == [
        ("a/b/#x", "https://a.example/K?q=1&r=2"),
        ("a/b/#x", "//b.example/#side"),
        ("a/b/#x", "Side, https://c.example"),
        ("a/b/", "https://a.example/k?q=1&r=2"),
    ]


def test_what_was_verified_is_told_of_on_the_method_page(real: Archive) -> None:
    verified = load_all(FROZEN / "agreements")[3]
    texts = tuple(text.model_copy(update={"phrases": text.phrases[::2]}) for text in verified.texts)
    changes = _changes(Side(real, verified=verified), Side(real, verified=Verified(texts=texts)))
    assert {address.partition("#")[0] for *_, address in changes} >= {"metode/", "en/metode/"}


def test_files_of_the_folder_that_no_page_shows_are_named(repo: GitRepo) -> None:
    for name in NOT_COMPARED:
        with (repo.path / "agreements" / name).open("a", encoding="utf-8") as out:
            out.write("# en bemærkning\n")
    _edit(repo, "2023.yaml", "Det offentlige skal hænge bedre", "Det offentlige skal hænge langt bedre")
    assert _not_measured(_run(repo, "HEAD").stdout) == [
        "agreements/_glossary.yaml",
        "agreements/_search.yaml",
        "agreements/_verified.yaml",
    ]


ANYWHERE = (
    ".gitattributes", ".github/CODEOWNERS", ".github/workflows/pull-request.yml", "Makefile", "agreements/LICENSE",
    "base.yml", "click.py", "docs/security.md", "hooks/h.py", "requirements/site.txt", "site_src/docs/_redirects",
    "site_src/docs/fast/0.9.0/index.html", "tests/test_supply.py", "æ\nø.txt",
)  # fmt: skip


def test_whatever_changes_is_named_where_its_effect_is_not_measured(make_repo: MakeRepo, tiny: Archive) -> None:
    """Whether git has it yet or not, and what a link leads to or git ignores is no part of it."""
    repo = make_repo("repo")
    repo.write("agreements/a.yaml", "id: a\n")
    repo.write(".gitignore", "site/\n")
    repo.commit()
    for name in ANYWHERE:
        repo.write(name, "en bemærkning\n")
    repo.write("site/index.html", "<p>bygget")
    (repo.path / "led").symlink_to("Makefile")
    folder = repo.path / "agreements"
    before, after = (Side(tiny, files=project_files(folder, at)[0]) for at in ("HEAD", None))
    assert measured(before, after).not_measured == tuple(sorted((*ANYWHERE, "led")))
    repo.commit()
    assert project_files(folder, "HEAD")[0] == after.files
    repo.write("Makefile", "noget andet\n")
    assert measured(after, Side(tiny, files=project_files(folder)[0])).not_measured == ("Makefile",)


def test_what_becomes_a_program_or_a_submodule_is_named(tmp_path: Path) -> None:
    """Git calls that a change though no byte of it is another; what a submodule holds lies elsewhere."""
    repo = in_git(tmp_path / "repo")
    repo.write("bin/run", "true\n")
    before = repo.commit()
    repo.git("update-index", "--chmod=+x", "bin/run", "agreements/b.yaml")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{before},site_src/docs/andres")
    repo.git("commit", "--quiet", "--message", "Andre rettigheder")
    other = repo.git("rev-parse", "HEAD")
    named = ["agreements/b.yaml", "bin/run", "site_src/docs/andres"]
    for sides in ((before,), (other, before)):
        assert _not_measured(_run(repo, *sides).stdout) == named


def test_a_submodule_that_moves_and_a_large_file_that_changes_far_down_are_named(tmp_path: Path) -> None:
    repo = in_git(tmp_path / "repo")
    first = repo.git("rev-parse", "HEAD")
    large = repo.path / "site_src" / "kort.png"
    large.parent.mkdir(exist_ok=True)
    sides = []
    for commit, end in ((first, b"0"), (first[::-1], b"1")):
        repo.git("update-index", "--add", "--cacheinfo", f"160000,{commit},bibliotek")
        large.write_bytes(b"0" * 5_100_000 + end)
        repo.git("add", "site_src")
        repo.git("commit", "--quiet", "--message", "Andet")
        sides.append(repo.git("rev-parse", "HEAD"))
    named = _not_measured(_run(repo, *sides).stdout)
    assert named == ["bibliotek", "site_src/kort.png"]


@cases
def test_order_and_lines_of_a_text_that_no_sentence_shows_are_named(
    name: str, before: str, after: str, tiny: Archive
) -> None:
    sides = [Side(tiny, files={name: text.encode()}) for text in (before, after)]
    found = measured(*sides)
    assert found.not_measured == (name,)
    more = [Side(tiny, files={name: side.files[name] + b"\n\nMere.\n"}) for side in sides]
    assert measured(sides[0], more[0]).not_measured == ()
    assert measured(sides[0], more[1]).not_measured == (name,)


@pytest.mark.parametrize("name", ["agreements/a0.yaml", "agreements/_beyond.yaml", "agreements/_register.yaml"])
def test_a_remark_or_another_order_in_the_data_is_named_whatever_changes_beside_it(tiny: Archive, name: str) -> None:
    sides = [Side(tiny, files={name: text}, compared={name}) for text in (b"", b"#")]
    assert measured(*sides).not_measured == (name,)
    cause = StatedChange(cause="correction", note=Text(da="Vi læste et nul for meget.", en="A zero too many."))
    assert measured(sides[0], replace(sides[1], versions=Versions(upcoming=(cause,)))).not_measured == (name,)


@pytest.mark.parametrize(
    "others",
    [
        {"synonyms": (("bro", "viadukt"),)},
        {"parties": tuple(party.model_copy(update={"forms": ("kongen",)}) for party in REGISTER.parties)},
    ],
)
def test_words_that_only_searches_and_checks_know_are_named_whatever_changes_beside_them(
    tiny: Archive, others: dict[str, Any]
) -> None:
    """The search for what is silent uses each synonym, and what names a party is believed of a phrase."""
    name = "agreements/_register.yaml"
    register = REGISTER.model_copy(update=others)
    cause = StatedChange(cause="correction", note=Text(da="Vi læste et nul for meget.", en="A zero too many."))
    after = Side(
        replace(tiny, register=register), versions=Versions(upcoming=(cause,)), files={name: b"#"}, compared={name}
    )
    assert measured(Side(tiny, files={name: b""}, compared={name}), after).not_measured == (name,)


def _with(group: str = "Krav", **more: Any) -> Side:
    """Two facts of one heading and one of another."""
    groups = {"et": group, "to": "Mål", "tre": "Krav"}
    facts = [{"id": i, "kind": "scope", "label": i.capitalize(), "group": g, **EVIDENCE} for i, g in groups.items()]
    of_agreement = {key: more.pop(key) for key in ["readers"] if key in more}
    alone = agreement("a0", None, [initiative("alfa", facts=facts, **more)], **of_agreement)
    return Side(Archive((alone,), REGISTER))


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (_with(readers=7), "»7«"),
        (_with(aliases=["Fyringer"]), "tilføjet »Fyringer«"),
        (_with(group="Mål"), "ændret fra »Krav« til »Mål«"),
    ],
)
def test_what_only_the_page_of_corrections_shows_is_told_beside_its_cause(after: Side, told: str) -> None:
    """Such as how many have read a text, or a heading that stands elsewhere on the page all the same."""
    cause = StatedChange(cause="schema", note=Text(da="En anden form.", en="Another form."))
    changes = _changes(_with(), replace(after, versions=Versions(upcoming=(cause,))))
    assert _of(told, changes) == {"rettelser/"}, sorted(map(str, changes))


def test_a_cause_is_told_with_its_kind_and_with_what_it_is_of(tiny: Archive) -> None:
    """Else one for everything, or one that calls another meaning another form, looks like any other."""
    causes = (
        StatedChange(cause="schema", note=Text(da="Samme.", en="Same.")),
        StatedChange(agreement="a0", initiative="alfa", cause="correction", note=Text(da="Fejl.", en="Wrong.")),
    )
    changes = _changes(Side(tiny), Side(tiny, versions=Versions(upcoming=causes)))
    assert _of("Ny form (uden id): Samme.", changes) == {"rettelser/"}
    assert _of("(without an id): Same.", changes) == {"en/rettelser/"}
    assert _of("Rettelse (a0, alfa): Fejl.", changes) == {"rettelser/"}


def test_many_files_are_told_by_their_folders_so_that_none_is_hidden_by_the_others(tiny: Archive) -> None:
    code = {f"generator/{n:03}.py": b"" for n in range(200)}
    found = measured(Side(tiny), Side(tiny, files={**code, "mkdocs.yml": b"hooks: [h.py]\n"}))
    assert "- generator/ (200)\n- mkdocs.yml\n" in impact_markdown(found).replace("\\", "")


SETTINGS = "docs_dir: site_src/docs\nplugins:\n  - aftalespor:\n      languages: [da, en]\n"


@cases
def test_each_setting_of_the_site_that_changes_is_told_in_its_own_words(old: str, new: str, tiny: Archive) -> None:
    before, after = (
        Side(tiny, files={"mkdocs.yml": text.encode()}) for text in (SETTINGS, SETTINGS.replace(old, new, 1))
    )
    found = measured(before, after)
    assert [claim.after for claim in (*found.flips, *found.appears)] == [new.strip()]
    assert [claim.before for claim in (*found.flips, *found.vanishes) if claim.before] == ([old] if old else [])
    assert found.not_measured == ("mkdocs.yml",)


@cases
def test_a_letter_that_only_looks_like_ours_is_told_by_its_number(old: str, new: str, shown: str) -> None:
    assert unmasked(old) == old
    one, other = (next(sentences([_page(f"<p>{text}</p>")])) for text in (old, new))
    assert one != other
    assert other == next(sentences([_page(f"<p>{new.replace(' ', '  ')}</p>")]))
    claim = PublicClaim(one.text, other.text, ("a/",))
    found = Impact(appears=(), vanishes=(), flips=(claim,), ledgers=())
    assert f"+ {shown}" in impact_text(found)
    assert markdown_text(shown) in impact_markdown(found)


BEYOND = """sources:
  - {id: avis, kind: news, seen: beginning, publisher: Broavisen, title: Broer}
agreements:
  - id: b
    note: En avis nævner et beløb.
    additions:
      - initiative: hoejbro
        confidence: single-source
        facts:
          - {id: tilskud, kind: amount, label: Tilskud, amount: 1 mio. kr., basis: total, source: avis, phrase: 1 mio. kr.}
"""


def test_what_other_sources_say_is_told_of_in_both_languages(golden: Archive) -> None:
    sides = []
    for text in (BEYOND, BEYOND.replace("1 mio.", "999 mio.")):
        reading = read(text.encode(), "_beyond.yaml", Beyond)
        assert reading.value
        assert not reading.problems
        sides.append(Side(golden, reading.value))
    changes = _changes(*sides)
    for folder in ("", "en/"):
        assert f"{folder}initiativer/hoejbro/#b" in _of("999", changes)


def test_of_a_new_id_only_the_old_address_tells(golden: Archive, tmp_path: Path) -> None:
    """Else each sentence about it would vanish and appear, and hide what changed beside it."""
    for path in shutil.copytree(GOLDEN / "agreements", tmp_path / "agreements").glob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("hoejbro", "skybro"), encoding="utf-8")
    after = load_archive(tmp_path / "agreements")
    stone = {"kind": "initiative", "id": "hoejbro", "to": "skybro", "note": "Samme bro."}
    told = measured(Side(golden), Side(after, versions=Versions.model_validate({"retired": [stone]})))
    assert (told.vanishes, told.flips, told.ledgers) == ((), (), ())
    headings = {"Flyttet eller taget ud", "Moved or taken out"}
    addresses = [each for claim in told.appears if claim.after not in headings for each in claim.addresses]
    assert "initiativer/hoejbro/" in addresses
    assert all("hoejbro" in each for each in addresses)
    assert len(measured(Side(golden), Side(after)).vanishes) > 5
