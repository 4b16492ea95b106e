"""The schemas for editors say what the reader says, in Danish, and an editor shows what they say."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

import pytest
from conftest import AGREEMENTS, GOLDEN, ROOT, cases, run
from jsonschema import Draft202012Validator
from pydantic import BaseModel
from test_checks import BASE, CASES, Case, apply, folder

from generator.commands.schema import SCHEMA_FOLDER, schemas
from generator.model.agreement import Agreement, AmountFact, Hit
from generator.model.beside import Glossary, Register, SearchWords, Unread, Versions
from generator.model.beyond import Beyond
from generator.model.fields import Value
from generator.reading import explaining
from generator.reading.folder import VERIFIED
from generator.reading.snapshots import read
from generator.reading.yaml_text import parse

__all__ = ["folder"]  # a fixture, shared with the cases of the checks

FILES = sorted(
    path
    for folder in (AGREEMENTS, GOLDEN / "agreements", BASE)
    for path in folder.glob("*.yaml")
    if path.name != VERIFIED  # written by a program, and edited by nobody
)
PUBLISHED = ROOT / "site_src" / "docs" / SCHEMA_FOLDER
# The reader's rules that a schema can know; the others are of YAML itself, or of several places at once.
OF_ONE_VALUE = {
    "amount-without-basis", "bad-value", "left-empty", "missing-key", "unknown-key", "unknown-value", "wrong-type",
}  # fmt: skip
# What only the reader finds, and why.
ONLY_READ = {
    "bad-value/id-that-no-page-can-have": "one pattern for all ids, without a list of exceptions",
    "bad-value/amount-too-long": "how many digits are too many depends on the unit",
    "bad-value/quantity-too-long": "as above",
    "bad-value/count-of-thousands": "a number with a point is a number to an editor",
    "bad-value/date-that-is-not": "a pattern knows no calendar",
    "left-empty/only-spaces": "a length counts spaces",
    "unknown-key/place": "the word that our own parser uses, which is not among the values here",
    "wrong-type/key-is-a-list": "the parser leaves such a key out",
}


MODELS: dict[str, type[BaseModel]] = {
    "_register.yaml": Register,
    "_glossary.yaml": Glossary,
    "_versions.yaml": Versions,
    "_beyond.yaml": Beyond,
    "_unread.yaml": Unread,
    "_search.yaml": SearchWords,
}


def schema_for(name: str) -> dict[str, Any]:
    kinds = {
        "_register.yaml": "register",
        "_glossary.yaml": "ordliste",
        "_versions.yaml": "versioner",
        "_beyond.yaml": "andre-kilder",
        "_unread.yaml": "ikke-laest",
        "_search.yaml": "soegeord",
    }
    kind = kinds.get(name, "aftale")
    schema: dict[str, Any] = json.loads(schemas()[f"{kind}.schema.json"])
    return schema


def as_an_editor_sees(path: Path) -> Any:
    """The values of a YAML file: a year alone is a number, a date is text."""

    def without_places(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: without_places(inner) for key, inner in value.items() if key != "place"}
        return [without_places(item) for item in value] if isinstance(value, list) else value

    return without_places(parse(path.read_text(encoding="utf-8"), path.name).plain)


def faults(path: Path) -> list[str]:
    validator = Draft202012Validator(schema_for(path.name))
    return [error.message for error in validator.iter_errors(as_an_editor_sees(path))]


def parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from parts(inner)


def test_the_committed_schemas_are_those_of_the_models() -> None:
    """Run `aftalespor schema` when the models have changed."""
    committed = {path.name: path.read_text(encoding="utf-8") for path in PUBLISHED.iterdir()}
    assert committed == schemas()


def test_the_command_writes_them_to_a_folder(tmp_path: Path) -> None:
    result = run("schema", "--out", str(tmp_path / "skema"))
    assert (result.returncode, result.stdout) == (0, "")
    assert {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "skema").iterdir()} == schemas()


def test_the_command_makes_no_folders_where_the_project_is_not(tmp_path: Path) -> None:
    result = run("schema", cwd=tmp_path)
    assert result.returncode == 1
    assert "Run from the project's folder, or give --out." in result.stderr
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("name", schemas())
def test_each_is_a_sound_schema(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(schemas()[name]))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_of_ours_fits(path: Path) -> None:
    assert faults(path) == []


@pytest.mark.parametrize("case", [case for case in CASES if all("find" in edit for edit in case.edit)], ids=str)
def test_an_editor_says_what_the_reader_says(case: Case, folder: Path) -> None:
    for edit in case.edit:
        apply(edit, folder)
    for name in {edit["file"] for edit in case.edit}:
        path = folder / name
        model = MODELS.get(name, Agreement)
        found = {problem.rule for problem in read(path.read_bytes(), name, model).problems}
        if as_an_editor_sees(path) is None or found - OF_ONE_VALUE or str(case) in ONLY_READ:
            continue
        assert bool(faults(path)) == bool(found), (found, faults(path))


@pytest.mark.parametrize("name", schemas())
def test_every_key_and_value_is_explained_in_danish(name: str) -> None:
    for part in parts(json.loads(schemas()[name])):
        for key, value in part.get("properties", {}).items():
            assert re.search(r"[a-zæøå]", value["description"]), key
            assert value["description"].endswith("."), key
        if "enum" in part:
            assert len(part["enumDescriptions"]) == len(part["enum"])
        if "pattern" in part:
            assert part["patternErrorMessage"]
    titles = [part["title"] for part in parts(json.loads(schemas()[name])) if isinstance(part.get("title"), str)]
    assert all(re.fullmatch(r"[A-ZÆØÅÉ][A-Za-zæøå, -]+", title) for title in titles), titles


def test_every_pattern_means_the_same_in_an_editor() -> None:
    """Editors read patterns as JavaScript with the u flag, which refuses an escape that it does not need."""
    for text in schemas().values():
        for part in parts(json.loads(text)):
            if isinstance(pattern := part.get("pattern"), str):
                assert set(re.findall(r"\\.", pattern)) <= {r"\d", r"\s", r"\S", r"\.", r"\\"}, pattern


def test_a_file_that_names_its_schema_names_the_right_one() -> None:
    """One that was written without the skeleton names none, which is no fault."""
    named = {
        path: (path.parent / match[1]).resolve()
        for path in AGREEMENTS.glob("*.yaml")
        if (match := re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8")))
    }
    assert len(named) > 5
    for path, schema in named.items():
        assert schema.parent == PUBLISHED
        assert json.loads(schema.read_text(encoding="utf-8")) == schema_for(path.name)


def test_the_site_publishes_them_under_their_version(site: Path) -> None:
    for name, text in schemas().items():
        assert (site / "skema" / "v1" / name).read_text(encoding="utf-8") == text


def test_the_reference_of_keys_is_that_of_the_models() -> None:
    """docs/keys.md: whoever adds a key runs `make keys`."""
    written = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    made = subprocess.run(
        [sys.executable, ".github/tools/keys.py"], cwd=ROOT, check=True, capture_output=True, encoding="utf-8"
    )
    assert made.stdout == written
    for model, key in ((AmountFact, "price_level"), (Agreement, "focus_areas"), (Hit, "why")):
        assert key in model.model_fields
        assert f"| `{key}` |" in written


def test_every_pattern_of_the_models_is_explained_where_it_is_not_met() -> None:
    patterns = {part["pattern"] for text in schemas().values() for part in parts(json.loads(text)) if "pattern" in part}
    ours = {
        pattern for pattern in patterns if not pattern.startswith("^(?:")
    }  # those of quantities have words of their own
    assert ours <= explaining._PATTERNS.keys()


# ---- What a maintainer meets in an editor: the YAML language server, as VS Code runs it, over a snapshot.

SERVER = ROOT / ".github" / "tools" / "node" / "node_modules" / ".bin" / "yaml-language-server"
SCHEMA = "# yaml-language-server: $schema=../site_src/docs/skema/v1/aftale.schema.json\n"
Message = dict[str, Any]


class Editor:
    """As much of an editor as it takes: opens a text, and asks what may stand at a place in it."""

    def __init__(self, server: subprocess.Popen[bytes], folder: Path) -> None:
        self._to, self._from = cast("IO[bytes]", server.stdin), cast("IO[bytes]", server.stdout)
        self._folder, self._asked = folder, 0
        self._faults: dict[str, list[str]] = {}
        root = folder.as_uri()
        workspace = {"configuration": True, "workspaceFolders": True}
        capabilities = {"workspace": workspace, "textDocument": {"hover": {"contentFormat": ["plaintext"]}}}
        self._ask(
            "initialize",
            processId=None,
            rootUri=root,
            workspaceFolders=[{"uri": root, "name": "x"}],
            capabilities=capabilities,
        )
        self._tell("initialized")

    def open(self, name: str, text: str) -> None:
        self._name = (self._folder / "agreements" / name).as_uri()
        self._lines = text.splitlines()
        document = {"uri": self._name, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", textDocument=document)

    def completions(self, after: str) -> dict[str, str]:
        """What may follow *after*, with its explanation."""
        found = self._ask("textDocument/completion", **self._place(after))
        items = found["items"] if isinstance(found, dict) else found
        return {item["label"]: _text(item.get("documentation", "")) for item in items}

    def hover(self, word: str) -> str:
        """What is said of the key *word*, the first of its kind."""
        place = self._place(word)
        place["position"]["character"] -= 1
        found = self._ask("textDocument/hover", **place)
        return _text(found["contents"]) if found else ""

    def faults(self) -> list[str]:
        while self._name not in self._faults:
            self._read()
        return self._faults[self._name]

    def _place(self, text: str) -> Message:
        line = next(number for number, line in enumerate(self._lines) if text in line)
        character = self._lines[line].index(text) + len(text)
        return {"textDocument": {"uri": self._name}, "position": {"line": line, "character": character}}

    def _ask(self, method: str, **params: Any) -> Any:
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == self._asked and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Message) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._to.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._to.flush()

    def _read(self) -> Message:
        length = 0
        while line := self._from.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name == b"Content-Length" else length
        assert length, "the language server has ended"
        message: Message = json.loads(self._from.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self._faults[params["uri"]] = [fault["message"] for fault in params["diagnostics"]]
        elif message.get("method") == "workspace/configuration":
            # as VS Code's extension is set here, but with no list of schemas from the network
            settings = {"yaml": {"schemaStore": {"enable": False}, "hover": True, "completion": True}}
            result = [settings.get(item.get("section"), {}) for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": result})
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        return message


def _text(documentation: Any) -> str:
    return str(documentation["value"] if isinstance(documentation, dict) else documentation)


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    node = shutil.which("node")
    if node is None or not SERVER.exists():
        pytest.skip("no YAML language server; `make node-tools` installs it (needs Node)")
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "site_src" / "docs" / "skema", folder / "site_src" / "docs" / "skema")
    (folder / "agreements").mkdir()
    with subprocess.Popen(
        [node, str(SERVER.resolve()), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as server:
        watch = threading.Timer(120, server.kill)  # so that a server that says nothing is a failure, not a wait
        watch.start()
        yield Editor(server, folder)
        watch.cancel()
        server.kill()


@pytest.mark.parametrize("path", sorted(AGREEMENTS.glob("[!_]*.yaml")), ids=lambda path: path.name)
def test_our_own_snapshots_show_no_red_line(editor: Editor, path: Path) -> None:
    editor.open(path.name, path.read_text(encoding="utf-8"))
    assert editor.faults() == []


def test_the_keys_of_a_snapshot_are_offered_with_their_help(editor: Editor) -> None:
    editor.open("keys.yaml", f"{SCHEMA}id: '2024'\nfo\n")
    offered = editor.completions("fo")
    assert offered["follows"].startswith("Id på aftalen lige før.")


def test_the_values_of_a_key_are_offered_with_their_meaning(editor: Editor) -> None:
    editor.open("values.yaml", f"{SCHEMA}initiatives:\n  - id: a\n    commitment: \n")
    offered = editor.completions("commitment: ")
    assert offered["decided"] == "parterne har aftalt det"
    assert offered.keys() == {"decided", "aims", "examines", "discusses", "notes"}


def test_the_keys_of_one_kind_of_fact_are_offered(editor: Editor) -> None:
    text = f"{SCHEMA}initiatives:\n  - id: a\n    facts:\n      - kind: deadline\n        bo\n"
    editor.open("facts.yaml", text)
    assert editor.completions("bo")["bound"] == "Hvordan kilden binder det til datoen."


def test_hovering_over_a_key_explains_it_in_danish(editor: Editor) -> None:
    editor.open("hover.yaml", f"{SCHEMA}id: '2024'\nnot_continued: []\n")
    assert "Hvert initiativ i aftalen før, som ikke er her" in editor.hover("not_continued")


@cases
def test_a_mistake_is_marked(line: str, said: str, editor: Editor) -> None:
    editor.open(f"{line[:2]}{len(line)}.yaml", f"{SCHEMA}{line}\n")
    assert any(said in fault for fault in editor.faults()), editor.faults()


def test_the_help_is_of_keys_that_there_are() -> None:
    help_of_keys = tomllib.loads((ROOT / "generator" / "model" / "keys.toml").read_text(encoding="utf-8"))
    keys = {model.__name__: {f.alias or name for name, f in model.model_fields.items()} for model in _below(Value)}
    keys["*"] = set().union(*keys.values())
    assert not [key for name in help_of_keys for key in help_of_keys[name].keys() - keys[name]]


def _below(model: type[Value]) -> set[type[Value]]:
    return {model}.union(*map(_below, model.__subclasses__()))
