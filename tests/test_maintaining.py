"""The maintainer's commands: a skeleton, proposals of lineage, and what a source text holds."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import FROZEN, cases, run
from hypothesis import given, settings
from hypothesis import strategies as st
from test_checks import models_below

from generator.data_folder import load_archive
from generator.evidence.source_text import SourceText
from generator.maintaining.findings import drafted_parts, fact_lines, findings
from generator.maintaining.skeleton import skeleton
from generator.maintaining.suggesting import Draft, suggestions
from generator.model.agreement import Agreement, Initiative
from generator.model.archive import Archive
from generator.model.fields import Text, Value
from generator.model.place import InvalidDataError, Problem
from generator.reading.snapshots import read
from generator.reading.yaml_text import parse


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The frozen agreements, to add 2024 to, which the list of what is unread has no more."""
    folder = shutil.copytree(FROZEN / "agreements", tmp_path / "agreements")
    unread = folder / "_unread.yaml"
    text, removed = re.subn(r"  - id: '2024'\n(?:    .*\n)*", "", unread.read_text(encoding="utf-8"))
    assert removed == 1
    unread.write_text(text, encoding="utf-8")
    return folder


def problems(folder: Path) -> tuple[Problem, ...]:
    try:
        load_archive(folder)
    except InvalidDataError as error:
        return error.problems
    return ()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


# ---- new


def test_a_skeleton_accounts_for_everything_older_without_claiming_anything(real: Archive) -> None:
    plain = parse(skeleton("2024", real), "2024.yaml").plain
    assert plain
    listed = {entry["id"]: entry["outcome"] for entry in plain["not_continued"]}
    assert listed == {i.id: "not-examined" for i in real.agreements[-1].initiatives}
    silent = set(re.findall(r"^#   - id: (\S+)  # »", skeleton("2024", real), re.MULTILINE))
    assert silent == real.asleep[-1].keys()
    assert "still_not_mentioned" not in plain


def test_a_skeleton_names_every_key_of_the_head(real: Archive) -> None:
    text = skeleton("2024", real)
    for name, field in Agreement.model_fields.items():
        if name != "place":
            key = field.alias or name
            assert re.search(rf"^(# )?{key}:", text, re.MULTILINE), key


def test_check_reports_what_is_empty_at_its_place_and_nothing_else(folder: Path) -> None:
    run("new", "2024", "--follows", "2023", cwd=folder.parent)
    text = (folder / "2024.yaml").read_text(encoding="utf-8")
    empty = [n for n, line in enumerate(text.splitlines(), 1) if _is_empty(text, n, line)]
    assert [problem.line for problem in problems(folder)] == empty
    assert {problem.rule for problem in problems(folder)} == {"left-empty"}
    assert {problem.file for problem in problems(folder)} == {"agreements/2024.yaml"}


def _is_empty(text: str, number: int, line: str) -> bool:
    """Whether a key stands there with nothing after it and nothing below it."""
    if not re.fullmatch(r" *(- )?\w+:", line):
        return False
    below = [other for other in text.splitlines()[number:] if not other.lstrip().startswith("#")] or [""]
    return len(below[0]) - len(below[0].lstrip()) <= len(line) - len(line.lstrip(" -"))


def test_what_is_taken_into_use_is_reported_until_it_is_filled_in(real: Archive) -> None:
    """No hint can pass as content: uncommenting everything gives empty keys only."""
    keys = "|".join({name.rstrip("_") for model in models_below(Value) for name in model.fields()})
    lines = skeleton("2024", real).splitlines()
    used = [re.sub(rf"^( *)# (?=({keys}):|  )", r"\1", line) for line in lines]
    plain = parse("\n".join(used) + "\n", "2024.yaml").plain
    assert plain
    for key in ("agreed", "effective"):
        assert set(plain[key].values()) - {plain[key]["place"]} == {None}
    for key in ("counts", "context"):
        assert set(plain[key][0].values()) - {plain[key][0]["place"]} == {None}
    assert plain["reading_notes"] == [None]
    assert plain["initiatives"][0]["facts"][0]["id"] is None
    assert plain["initiatives"][0]["aliases"] is None


ANSWERS = {
    "title": "En ny aftale",
    "short": "Aftalen 2024",
    "party": "kl",
    "phrase": "ord fra teksten",
    "summary": "Kort om det.",
    "complete": "false",
    "note": "Kun en nyhed er læst.",
    "publisher": "Bladet",
    "sha256": "0" * 64,
    "presence": "named",
    "commitment": "decided",
    "theme": "sundhed",
    "outcome": "new",
}
AMBIGUOUS = {"kind": ["pagt", "news", "effort"], "id": ["nyhed", "helt-nyt"]}


def test_following_the_messages_leads_to_a_valid_file(folder: Path) -> None:
    run("new", "2024", "--follows", "2023", cwd=folder.parent)
    path = folder / "2024.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    answers = {key: list(values) for key, values in AMBIGUOUS.items()}
    for problem in problems(folder):
        key = re.search(r"'(\w+)'", problem.message)
        assert key
        line = lines[problem.line - 1]
        assert line[problem.column - 1 :].startswith(f"{key[1]}:")
        assert "leave the key out" not in problem.message
        lines[problem.line - 1] = f"{line} {ANSWERS.get(key[1]) or answers[key[1]].pop(0)}"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert problems(folder) == ()
    archive = load_archive(folder)
    assert archive.agreements[-1].id == "2024"


@cases
def test_new_refuses_and_writes_nothing(arguments: list[str], said: str, folder: Path) -> None:
    before = contents(folder)
    result = run("new", *arguments, cwd=folder.parent)
    assert result.returncode == 1
    assert said in result.stderr
    assert contents(folder) == before


TEXT = """\
Aftale om broer

Initiativ 1
En ny bro over Storåen

Parterne vil bygge en bro over Storåen. Der afsættes 12,5 mio. kr. årligt, og broen skal stå klar i marts 2026.

Initiativ 2: Stier til cykler

De tre parter vil undersøge 40 stier. Målet er, at 90 pct. af borgerne cykler.
"""


def with_a_text(folder: Path) -> tuple[Path, Any]:
    source = folder.parent / "aftale.txt"
    source.write_text(TEXT, encoding="utf-8")
    result = run("new", "2024", "--follows", "2023", "--source", str(source), cwd=folder.parent)
    assert (result.returncode, result.stdout) == (0, "agreements/2024.yaml\n")
    return source, parse((folder / "2024.yaml").read_text(encoding="utf-8"), "2024.yaml").plain


def test_new_writes_what_the_text_says_and_leaves_what_is_judged_empty(folder: Path) -> None:
    source, plain = with_a_text(folder)
    assert plain["sources"][0]["sha256"] == hashlib.sha256(source.read_bytes()).hexdigest()
    assert [(each["number"], each["title"]) for each in plain["initiatives"]] == [
        ("1", "En ny bro over Storåen"),
        ("2", "Stier til cykler"),
    ]
    amount, deadline = plain["initiatives"][0]["facts"]
    assert (amount["amount"], amount["basis"]) == ("12,5 mio. kr.", "per-year")
    assert (deadline["date"], deadline["bound"]) == ("2026-03", None)
    count, target = plain["initiatives"][1]["facts"]
    assert (count["count"], count["unit"], target["value"]) == (40, "stier", "90 pct.")
    judged = {"id", "kind", "presence", "commitment", "theme", "summary"}
    assert all(each[key] is None for each in plain["initiatives"] for key in judged)
    assert all(fact[key] is None for fact in (amount, deadline, count, target) for key in ("id", "label"))
    assert {problem.rule for problem in problems(folder)} == {"left-empty"}
    assert not (folder / "2024.yaml").read_text(encoding="utf-8").count("published: 20")


@cases
def test_a_draft_of_a_fact_holds_the_number_as_the_text_says_it(text: str, expected: list[str]) -> None:
    written = [line.strip() for line in fact_lines(findings(text))]
    assert [line for line in written if not line.startswith(("#", "facts:", "- id:", "label:", "phrase:"))] == expected


def test_a_text_without_headings_gives_no_drafts() -> None:
    """A few lines that somebody has copied, such as a press release's."""
    for text in ("", "Der er afsat 12 mio. kr. i 2027.", "Der er afsat 12 mio. kr. i 2027.\n\nDer er enighed om det."):
        assert drafted_parts(text) == ()


def test_new_takes_headings_where_the_text_numbers_nothing() -> None:
    below = "Parterne vil bygge en bro over åen, så at borgerne kan komme over den hele året igennem."
    text = f"Aftale om broer\n{below}\nStier\n{below} Der er 3 mio. kr. til det.\n"
    assert [(part.title, part.number, len(part.figures)) for part in drafted_parts(text)] == [("Stier", None, 1)]


def test_suggest_says_where_the_words_of_older_initiatives_stand(folder: Path) -> None:
    source, _ = with_a_text(folder)
    source.write_text(f"{TEXT}\nMit Overblik skal udvides til flere borgere.\n", encoding="utf-8")
    path = folder / "2024.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("  - id:\n    number", "  - id: x\n    number"))
    lines = run("suggest", "2024", "--source", str(source), cwd=folder.parent).stdout.splitlines()
    block = lines[next(n for n, line in enumerate(lines) if line.startswith("# mit-overblik, ")) :]
    assert "#    I teksten: »Mit Overblik skal udvides til flere«" in block[: block.index("")]


def test_an_agreement_between_two_is_written_and_what_it_asks_for_is_said(folder: Path) -> None:
    before = contents(folder)
    result = run("new", "2020", "--follows", "pagt", cwd=folder.parent)
    assert (result.returncode, result.stdout) == (0, "agreements/2020.yaml\n")
    assert result.stderr.startswith("agreements/2021.yaml:")
    assert ": write follows: '2020', which stands between pagt and 2021 now.\n" in result.stderr
    plain = parse((folder / "2020.yaml").read_text(encoding="utf-8"), "2020.yaml").plain
    assert plain is not None
    assert plain["follows"] == "pagt"
    pact = load_archive(FROZEN / "agreements").by_id["pagt"]
    assert [each["id"] for each in plain["not_continued"]] == [each.id for each in pact.initiatives]
    assert {name: data for name, data in contents(folder).items() if name != "2020.yaml"} == before


def test_new_refuses_while_the_older_agreements_have_problems(folder: Path) -> None:
    path = folder / "2023.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("kind: goal", "kind: maal"), encoding="utf-8")
    result = run("new", "2024", "--follows", "2023", cwd=folder.parent)
    assert result.returncode == 1
    assert "unknown-value" in result.stdout
    assert not (folder / "2024.yaml").exists()


def test_a_title_with_line_breaks_cannot_leave_its_comment(golden: Archive) -> None:
    last = golden.agreements[-1]
    evil = last.initiatives[0].model_copy(
        update={"title": last.initiatives[0].title.model_copy(update={"da": "A\nid: x\u2028y\x85z"})}
    )
    agreements = (*golden.agreements[:-1], last.model_copy(update={"initiatives": (evil, *last.initiatives[1:])}))
    text = skeleton("ny", Archive(agreements, golden.register))
    assert parse(text, "ny.yaml").plain
    assert read(text.encode(), "ny.yaml", Agreement).problems[0].rule == "left-empty"
    assert "»A id: x y z«" in text


# ---- what a text holds


@cases
def test_danish_numbers_and_dates_are_known(text: str, expected: list[str]) -> None:
    assert [finding.words for finding in findings(text)] == expected


PIECES = st.sampled_from(
    ["80 mio. kr.", "1.250,5", "i 2022-2025", "14. juni", "90 pct.", "tre", "elleve", "Ord", "ord.", "kr.", "2", "CO2",
     "%", "1)", "maj", "\n", "14.20", "kl.", "2024/25", "-", "/", "1.2.3", "19.999", "2021.", "mia.", "og", "0,5"]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=30), st.sampled_from(["", " ", "\u00a0"]))
def test_every_number_that_verify_asks_for_is_found(pieces: list[str], glue: str) -> None:
    raw = glue.join(pieces) if glue else "".join(pieces)
    text = SourceText.of(raw)
    for reading in text.readings:
        assert not reading.numerals or text.text[slice(*reading.span)] in {each.words for each in findings(raw)}
    for finding in findings(raw):
        assert text.holds(finding.phrase)
        assert finding.words in finding.phrase
        assert len(finding.phrase.split()) <= 12


# ---- suggest


def _blinded(new: Initiative, **more: Any) -> Initiative:
    return new.model_copy(update={"id": f"ny-{hashlib.sha256(new.id.encode()).hexdigest()[:8]}", **more})


def _ranks(archive: Archive, *, without_titles: bool, certain: bool = False) -> list[int]:
    """For each initiative that the real agreements carry on: how high it comes when the new one has another id."""
    ranks = []
    for position, agreement in enumerate(archive.agreements[1:], 1):
        earlier = Archive(archive.agreements[:position], archive.register)
        hidden = {
            i.id: _blinded(i, **({"title": Text(da=i.phrase[0]), "aliases": ()} if without_titles else {}))
            for i in agreement.initiatives
        }
        draft = Draft(agreement.follows, tuple(hidden.values()), frozenset())
        listed = {s.old.id: s for s in suggestions(earlier, draft)}
        for kept in agreement.initiatives:
            if not earlier.appearances(kept.id):
                continue
            if certain and kept.origin and kept.origin.certainty == "arguable":
                continue
            proposed = [c.new.id for c in listed[kept.id].candidates] if kept.id in listed else []
            ranks.append(proposed.index(hidden[kept.id].id) if hidden[kept.id].id in proposed else 99)
    return ranks


def test_what_was_carried_on_is_found_by_its_name(real: Archive) -> None:
    ranks = _ranks(real, without_titles=False)
    assert len(ranks) > 15
    assert set(ranks) == {0}


def test_what_no_reader_would_dispute_is_found_by_its_subject_alone(real: Archive) -> None:
    """What is arguable shares too few words to be asked for; of the rest nine in ten come first."""
    ranks = _ranks(real, without_titles=True, certain=True)
    assert sum(rank == 0 for rank in ranks) >= 0.9 * len(ranks)


def test_there_is_nothing_to_suggest_for_the_real_agreements() -> None:
    for agreement_id in ("pagt", "2021", "2022", "2023"):
        result = run("suggest", agreement_id)
        assert result.returncode == 0
        assert result.stdout == f"# Der er gjort rede for alle ældre initiativer i {agreement_id}.\n"


def written(folder: Path, *items: str) -> Path:
    """A skeleton in which somebody has begun to list initiatives."""
    run("new", "2024", "--follows", "2023", cwd=folder.parent)
    path = folder / "2024.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("initiatives:\n", "initiatives:\n" + "".join(items), 1), encoding="utf-8")
    return path


OVERVIEW = (
    "  - {id: borgeroverblik, title: Borgernes eget overblik, summary: Borgerne får overblik over deres sager.,"
    " aliases: [Mit Overblik]}\n"
)
INFRASTRUCTURE = (
    "  - {id: digital-infrastruktur, title: Fælles infrastruktur, summary: Forsendelsesudgifter til Digital Post.}\n"
)


def test_suggest_gives_reasons_and_blocks_and_never_writes(folder: Path) -> None:
    written(folder, OVERVIEW, INFRASTRUCTURE)
    before = contents(folder)
    result = run("suggest", "2024", cwd=folder.parent)
    assert result.returncode == 0
    assert contents(folder) == before
    blocks = {block.splitlines()[0].split(",")[0]: block for block in result.stdout.split("\n\n")}
    assert blocks["# mit-overblik"] == (
        "# mit-overblik, »Mit Overblik«, sidst i 2023\n"
        "# Passer et forslag, så fjern også mit-overblik fra not_continued.\n"
        "# 1. Ligner meget: borgeroverblik, »Borgernes eget overblik«\n"
        "#    - samme navn: »Mit Overblik«\n"
        "#    - fælles ord: overblik, borger\n"
        "#    Er det det samme, så skriv dette i stedet for id og origin på borgeroverblik:\n"
        "  - id: mit-overblik\n"
        "    origin:\n"
        "      outcome: continued\n"
        "      basis: same-name\n"
        "      certainty: arguable\n"
        "      note:"
    )
    assert blocks["# forsendelse-digital-post"].endswith(
        "#    Er det blevet en del af digital-infrastruktur, så skriv dette dér:\n"
        "    from:\n"
        "      - id: forsendelse-digital-post\n"
        "        relation: absorbed\n"
        "        basis: same-subject\n"
        "        certainty: arguable\n"
        "        note:"
    )
    earlier = "# Passer et forslag, så fjern også forsendelse-digital-post fra still_not_mentioned, hvis det står der."
    assert earlier in blocks["# forsendelse-digital-post"].splitlines()
    assert "Intet i 2024 ligner: " in result.stdout
    assert "koerekort" in result.stdout


def test_suggest_says_what_the_older_texts_will_be_searched_for(folder: Path) -> None:
    new = "  - {id: sti, title: Digital cykelsti, aliases: [grønne ruter], phrase: en cykelsti}\n"
    written(folder, new, "  - {id: vaerk, title: Ny indsats, origin: {outcome: new}}\n")
    said = run("suggest", "2024", cwd=folder.parent).stdout
    assert "# Er sti nyt, så skriv origin: {outcome: new}.\n" in said
    assert "# verify søger så i de ældre tekster efter: cykelsti, grønne + ruter.\n" in said
    assert "vaerk nyt" not in said


def test_what_is_pasted_passes_but_for_its_empty_note(folder: Path) -> None:
    test_following_the_messages_leads_to_a_valid_file(folder)
    path = folder / "2024.yaml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"(- id: helt-nyt\n(?:    #.*\n)*    title: )En ny aftale", r"\1Mit Overblik", text)
    path.write_text(text, encoding="utf-8")
    pasted = "    origin:\n      outcome: continued\n      basis: same-name\n      certainty: arguable\n      note:"
    assert f"  - id: mit-overblik\n{pasted}\n" in run("suggest", "2024", cwd=folder.parent).stdout
    text = text.replace("- id: helt-nyt", "- id: mit-overblik")
    text = re.sub(r"    origin:\n(      #.*\n)*      outcome: new", pasted, text)
    text = re.sub(r"  # »Mit Overblik«.*\n  - id: mit-overblik\n    outcome: not-examined\n", "", text)
    path.write_text(text, encoding="utf-8")
    assert [problem.rule for problem in problems(folder)] == ["arguable-claims-have-a-note", "left-empty"]
    path.write_text(text.replace(pasted, f"{pasted} Navnet er det samme."), encoding="utf-8")
    assert problems(folder) == ()


def test_what_is_answered_is_not_suggested(folder: Path) -> None:
    path = written(folder, OVERVIEW)
    text = path.read_text(encoding="utf-8")
    answer = "outcome: not-mentioned\n    search: {terms: [overblik]}"
    path.write_text(re.sub(r"(- id: mit-overblik\n    )outcome: not-examined", rf"\1{answer}", text), encoding="utf-8")
    assert "# mit-overblik" not in run("suggest", "2024", cwd=folder.parent).stdout
    linked = OVERVIEW.replace(
        "aliases",
        "from: [{id: mit-overblik, relation: absorbed, basis: same-name, certainty: certain, note: Ja.}], aliases",
    )
    path.write_text(text.replace(OVERVIEW, linked), encoding="utf-8")
    assert "# mit-overblik" not in run("suggest", "2024", cwd=folder.parent).stdout


@cases
def test_suggest_answers_bad_input_in_words(text: str | None, said: str, folder: Path) -> None:
    if text is not None:
        (folder / "2024.yaml").write_text(text, encoding="utf-8")
    result = run("suggest", "2024", cwd=folder.parent)
    assert result.returncode == 1
    assert said in result.stdout + result.stderr
