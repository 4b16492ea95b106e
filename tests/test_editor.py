"""What a maintainer meets in an editor: the YAML language server, as VS Code runs it, over a snapshot."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

import pytest
from conftest import AGREEMENTS, ROOT

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


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("folows: '2023'", "folows"),
        ("kind: økonomiaftalen", "økonomiaftale"),
        ("id: Aftale 2024", "Et id er a-z, 0-9 og enkelte bindestreger"),
        ("parties: []", "1 or more"),
    ],
)
def test_a_mistake_is_marked(editor: Editor, line: str, said: str) -> None:
    editor.open(f"{line[:2]}{len(line)}.yaml", f"{SCHEMA}{line}\n")
    assert any(said in fault for fault in editor.faults()), editor.faults()
