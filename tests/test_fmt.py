"""The house style: never a changed value, never a lost comment, and nothing left to do the second time."""

from __future__ import annotations

import io
import shutil
import stat
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import AGREEMENTS, FROZEN, GOLDEN
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from snapshots import archives
from test_cli import run

from generator.commands import aside
from generator.evidence.verified import Verified
from generator.loading import VERIFIED
from generator.maintaining.formatting import formatted
from generator.maintaining.key_order import KEY_ORDER
from generator.model.agreement import Agreement, Glossary, Register
from generator.model.archive import Archive
from generator.model.place import InvalidDataError
from generator.model.versions import Versions
from generator.reading.yaml_comments import assign
from generator.reading.yaml_style import WIDTH, restyle, scalar
from generator.reading.yaml_text import parse

FILES = [path for path in sorted((FROZEN / "agreements").glob("*.yaml")) if path.name != VERIFIED]
EXAMPLES = [*FILES, *sorted(AGREEMENTS.glob("*.yaml")), *sorted((GOLDEN / "agreements").glob("*.yaml"))]


def styled(text: str) -> str:
    return formatted(text.encode(), "a.yaml").decode()


def values(text: str) -> Any:
    """What our own reader makes of it, without places."""
    document = parse(text, "a.yaml")
    assert document.plain is not None, document.problems
    return _bare(document.plain)


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(inner) for key, inner in value.items() if key != "place"}
    return [_bare(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_in_the_house_style_stays_as_it_is(path: Path) -> None:
    assert formatted(path.read_bytes(), path.name) == path.read_bytes()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.parent.name}/{path.name}")
def test_values_stay_and_the_second_time_changes_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert values(styled(text)) == values(text)
    assert styled(styled(text)) == styled(text)


# ---- the style itself, case by case

CASES = {
    "keys in the order of the models": ("title: T\nid: a\n", "id: a\ntitle: T\n"),
    "an unknown key last": ("hund: 1\nid: a\n", "id: a\nhund: 1\n"),
    "quotes only where they are needed": (
        'id: "2021"\ntitle: \'Plain\'\nshort: "it\'s: so"\n',
        "id: '2021'\ntitle: Plain\nshort: \"it's: so\"\n",
    ),
    "an id of digits is quoted": ("id: '2016-2020'\n", "id: '2016-2020'\n"),
    "a date is text either way": ("agreed: {date: '2020-06-09'}\n", "agreed: {date: 2020-06-09}\n"),
    "a number stays a number": ("counts: [{count: 3, id: '3'}]\n", "counts: [{id: '3', count: 3}]\n"),
    "two spaces a level": (
        "sources:\n- id: k\n  kind: news\n",
        "sources:\n  - id: k\n    kind: news\n",
    ),
    "no blank lines and no document marks": ("---\nid: a\n\n\ntitle: T\n...\n", "id: a\ntitle: T\n"),
    "nothing after a colon stays so": ("title:\nid: a\n", "id: a\ntitle:\n"),
    "line breaks inside a text": ('title: "a\\nb"\n', 'title: "a\\u000ab"\n'),
    "a folded text that fits is put on the line": (
        "summary: >-\n  Kort\n  tekst.\n",
        "summary: Kort tekst.\n",
    ),
    "a folded text with an end of line keeps it": (
        "summary: >\n  Kort tekst.\n",
        "summary: >\n  Kort tekst.\n",
    ),
    "windows line ends": ("id: a\r\ntitle: T\r\n", "id: a\ntitle: T\n"),
    "empty brackets": ("context: []\nid: a\n", "id: a\ncontext: []\n"),
    "brackets with a comment are opened": (
        "parties: [{party: x}, # den ene\n  {party: y}] # begge\n",
        "parties:  # begge\n  - {party: x}  # den ene\n  - {party: y}\n",
    ),
    "comments go with their key": (
        "# øverst\n# mere\nid: a\n# om summary\nsummary: S # kort\n# om title\ntitle: T\n# sidst\n",
        "# øverst\n# mere\nid: a\n# om title\ntitle: T\n# om summary\nsummary: S  # kort\n# sidst\n",
    ),
    "a comment above the first key of an item that moves": (
        "sources:\n  - kind: news\n    # navnet\n    id: k\n",
        "sources:\n  # navnet\n  - id: k\n    kind: news\n",
    ),
    "a comment at the end of a block stays in it": (
        "initiatives:\n  - id: a\n    # facts: mangler\ncontext: []\n",
        "initiatives:\n  - id: a\n    # facts: mangler\ncontext: []\n",
    ),
    "a comment between a key and what is below it": (
        "initiatives:\n    # nu kommer de\n    - id: a\n",
        "initiatives:\n  # nu kommer de\n  - id: a\n",
    ),
    "a comment beside the sign of a folded text": (
        f"summary: >- # vores ord\n  {'ord ' * 30}slut\n",
        f"summary: >-  # vores ord\n  {' '.join(['ord'] * 27)}\n  ord ord ord slut\n",
    ),
    "what only looks like a comment": ("title: a#b\nshort: 'a #b'\n", "title: a#b\nshort: 'a #b'\n"),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES.keys())
def test_style(before: str, after: str) -> None:
    assert styled(before) == after
    assert styled(after) == after


def test_a_long_text_is_folded_and_a_long_list_opened() -> None:
    long = " ".join(["ordet"] * 40)
    text = styled(f"summary: {long}\ninitiatives: [{{id: a, aliases: [{long}, b]}}]\n")
    assert all(len(line) <= WIDTH for line in text.splitlines())
    assert "summary: >-\n" in text
    assert "    aliases:\n      - >-\n" in text
    assert values(text) == {"summary": long, "initiatives": [{"id": "a", "aliases": [long, "b"]}]}


def test_a_non_breaking_space_is_never_a_break() -> None:
    text = "Prisen er 80\u00a0mio.\u00a0kr. om året. " * 8
    assert all(
        not line.startswith("mio.") for line in map(str.strip, styled(f"summary: {text}\n").splitlines())
    )
    assert values(styled(f"summary: {text}\n")) == {"summary": text.strip()}


def test_what_cannot_be_folded_stays_on_its_line() -> None:
    url = f"https://example.org/{'a' * 120}"
    assert styled(f"sources:\n- url: {url}\n") == f"sources:\n  - url: {url}\n"


@pytest.mark.parametrize(
    "text",
    ["ja", "2021", "true", "null", "~", "1e3", "0x1f", "=", "<<", "- a", "a: b", "a #b", "a:", "'", '"', "it's",
     "a\tb", " a", "a ", "a\nb", "»citat«", "[a", "a, b", "{a}", "a]", "%", "@a", "`a", "...", "---", "\u2028",
     "\x85", "\x07", "\ufeff", "😀", "\u00a0", "!a", "&a", "*a", "?", "? a", "|", ">", "http://x", "2021-06-09"],
)  # fmt: skip
def test_any_text_can_be_read_back(text: str) -> None:
    assert YAML(typ="safe", pure=True).load(f"a: {scalar(text)}\n")["a"] in (text, _date(text))
    inside = YAML(typ="safe", pure=True).load(f"a: [{scalar(text, in_brackets=True)}]\n")["a"]
    assert inside == [text] or inside == [_date(text)]


def _date(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text) if text.startswith("2021-") else text


# ---- properties


def as_file(agreement: Agreement) -> dict[str, Any]:
    """The keys and values of a generated agreement as they would stand in a file."""
    data: dict[str, Any] = agreement.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return data


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A generated snapshot as somebody might have written it: any order, any layout, comments anywhere."""
    archive: Archive = draw(archives())
    data = _shuffled(as_file(draw(st.sampled_from(archive.agreements))), draw)
    data["summary"] = draw(
        st.sampled_from(["Kort.", "Et ord: og et til. " * 12, "Ord # ord " * 20, "a\nb", "x  y"])
    )
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = draw(st.sampled_from([False, None, True]))
    yaml.width = draw(st.sampled_from([30, 80, 400]))
    yaml.sort_base_mapping_type_on_output = False
    out = io.StringIO()
    yaml.dump(data, out)
    text = styled(out.getvalue()) if draw(st.booleans()) else out.getvalue()
    for number in range(draw(st.integers(0, 6))):
        text = _commented(draw, text, f"# bemærkning {number}")
    return text


def _shuffled(value: Any, draw: st.DrawFn) -> Any:
    if isinstance(value, dict):
        keys = draw(st.permutations(list(value)))
        return {key: _shuffled(value[key], draw) for key in keys}
    return [_shuffled(item, draw) for item in value] if isinstance(value, list) else value


def _commented(draw: st.DrawFn, text: str, comment: str) -> str:
    """The text with one comment more, if it can stand there without changing what the text says."""
    lines = text.splitlines()
    line = draw(st.integers(0, len(lines) - 1))
    own = " " * draw(st.integers(0, 8)) + comment
    more = draw(
        st.sampled_from(
            [
                [*lines[:line], own, *lines[line:]],
                [*lines[:line], f"{lines[line]} {comment}", *lines[line + 1 :]],
            ]
        )
    )
    new = "\n".join(more) + "\n"
    document = parse(new, "a.yaml")
    return new if document.plain is not None and values(new) == values(text) else text


@settings(max_examples=100, deadline=None)
@given(texts())
def test_any_layout_comes_out_with_its_values_and_comments_and_is_settled(text: str) -> None:
    new = styled(text)
    assert values(new) == values(text)
    assert sorted(_remarks(new)) == sorted(_remarks(text))
    assert styled(new) == new


def _remarks(text: str) -> list[str]:
    return [part.split()[0] for part in text.split("# bemærkning ")[1:]]


@settings(max_examples=60, deadline=None)
@given(archives(), st.data())
def test_the_order_of_keys_in_a_file_leaves_no_trace(archive: Archive, data: st.DataObject) -> None:
    agreement = as_file(archive.agreements[-1])
    outputs = set()
    for version in (agreement, data.draw(st.just(agreement).map(lambda a: _shuffled(a, data.draw)))):
        out = io.StringIO()
        YAML(typ="safe", pure=True).dump(version, out)
        outputs.add(styled(out.getvalue()))
    assert len(outputs) == 1


@pytest.mark.parametrize("model", [Agreement, Register, Glossary, Verified, Versions])
def test_every_key_of_the_models_has_its_place_in_the_order(model: type[Any]) -> None:
    schema = model.model_json_schema(by_alias=True)
    for name, keys in _keys_by_name(schema, schema, ""):
        assert keys <= set(KEY_ORDER.get(name, ())), name


def test_no_key_has_two_places_in_the_order() -> None:
    for name, keys in KEY_ORDER.items():
        assert len(keys) == len(set(keys)), name


def _keys_by_name(
    part: Mapping[str, Any], schema: Mapping[str, Any], name: str
) -> list[tuple[str, set[str]]]:
    """For each mapping in a JSON Schema: the key under which it stands, and the keys that it may have."""
    if "$ref" in part:
        return _keys_by_name(schema["$defs"][part["$ref"].rpartition("/")[2]], schema, name)
    found = [(name, set(part["properties"]))] if "properties" in part else []
    for key, inner in part.get("properties", {}).items():
        found += _keys_by_name(inner, schema, key)
    for inner in (
        *part.get("anyOf", ()),
        *part.get("oneOf", ()),
        *([part["items"]] if "items" in part else ()),
    ):
        found += _keys_by_name(inner, schema, name)
    return found


# ---- the safety net, and the command


def test_a_change_of_value_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.reading.yaml_style.scalar", lambda value, **_: value.replace("æ", "ae"))
    with pytest.raises(Exception, match="would change a value"):
        restyle("title: Næste\n", KEY_ORDER)


def test_a_lost_comment_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "generator.reading.yaml_style.assign", lambda text, root: replace(assign(text, root), top=[])
    )
    with pytest.raises(Exception, match="would change a comment"):
        restyle("# vigtigt\ntitle: T\n", KEY_ORDER)


@pytest.mark.parametrize(
    "text", ["id: [", "id: a\nid: b\n", "id: &x a\n", "- a\n", "", "1: a\n", "? [a]\n: b\n"]
)
def test_what_is_not_sound_yaml_is_refused(text: str) -> None:
    with pytest.raises(InvalidDataError):
        styled(text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(GOLDEN / "agreements", tmp_path / "agreements")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_check_lists_what_would_change_and_writes_nothing(folder: Path) -> None:
    (folder / "a.yaml").write_text("title: T\nid: a\n", encoding="utf-8")
    before = contents(folder)
    result = run("fmt", "--check", cwd=folder.parent)
    assert result.returncode == 1
    assert "agreements/a.yaml" in result.stdout.splitlines()
    assert contents(folder) == before


def test_fmt_rewrites_and_is_then_content(folder: Path) -> None:
    path = folder / "a.yaml"
    path.write_text("title: T\nid: a\n", encoding="utf-8")
    path.chmod(0o640)
    other = contents(folder)["b.yaml"]
    assert run("fmt", "agreements/a.yaml", cwd=folder.parent).stdout == "agreements/a.yaml\n"
    assert path.read_text(encoding="utf-8") == "id: a\ntitle: T\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert contents(folder)["b.yaml"] == other
    run("fmt", cwd=folder.parent)
    assert run("fmt", "--check", cwd=folder.parent).returncode == 0
    assert run("fmt", cwd=folder.parent).stdout == ""
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_one_file_that_is_no_yaml_and_nothing_is_written(folder: Path) -> None:
    (folder / "a.yaml").write_text("title: T\nid: a\n", encoding="utf-8")
    (folder / "b.yaml").write_text("id: [\n", encoding="utf-8")
    (folder / "c.yaml").write_bytes(b"id: \xff\n")
    before = contents(folder)
    result = run("fmt", cwd=folder.parent)
    assert result.returncode == 1
    assert [line.split(": ")[1] for line in result.stdout.splitlines()] == ["not-yaml", "not-utf-8"]
    assert contents(folder) == before


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(folder)

    def refuse(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="no room"):
        aside.replace_file(folder / "a.yaml", b"id: a\n")
    assert contents(folder) == before


def test_a_link_to_a_snapshot_stays_a_link(folder: Path) -> None:
    (folder / "a.yaml").rename(folder.parent / "rigtig.yaml")
    (folder / "a.yaml").symlink_to(folder.parent / "rigtig.yaml")
    aside.replace_file(folder / "a.yaml", b"id: a\n")
    assert (folder / "a.yaml").is_symlink()
    assert (folder.parent / "rigtig.yaml").read_bytes() == b"id: a\n"


def test_a_file_that_is_not_there_is_named(folder: Path) -> None:
    result = run("fmt", "agreements/x.yaml", cwd=folder.parent)
    assert result.returncode == 1
    assert "agreements/x.yaml" in result.stderr
    assert run("--agreements", "findes-ikke", "fmt", cwd=folder.parent).returncode == 1
