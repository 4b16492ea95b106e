"""Brings the catalogue of English (generator/wording/en.po) in step with the sentences that the code asks for.

What is new gets an empty translation and what nothing asks for goes; what is left to translate is listed.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract
from ruamel.yaml import YAML

import generator
from generator.wording.translator import Labels

ROOT = Path(__file__).parent.parent.parent
PO = ROOT / "generator" / "wording" / "en.po"
# What a translator is asked, and what is named for one.
_PYTHON: dict[str, Any] = {
    "t": None,
    "_t": None,
    "message": None,
    "plural": (1, 2),
    "counted": (1, 2),
    "context": ((1, "c"), 2),
}
_JINJA: dict[str, Any] = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
_TEMPLATES = {
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "newstyle_gettext": "true",
    "trimmed": "true",
    "silent": "false",
}


def wanted() -> Catalog:
    """Every message that the code, the templates and the scripts of the pages ask for, each with the files it is in."""
    catalogue = Catalog(locale="en", fuzzy=False)
    for path, found in _found():
        for _, message, _, context in found:
            _add(catalogue, message, path, context)
    for message in _settings():
        _add(catalogue, message, "mkdocs.yml")
    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if not module.name.endswith("__main__"):
            values = [*vars(importlib.import_module(module.name)).values()]
            values += [labels for value in values if type(value) is dict for labels in value.values()]
            for labels in (value for value in values if isinstance(value, Labels)):
                for message in labels.messages():
                    _add(catalogue, message)
    return catalogue


def _add(catalogue: Catalog, message: str | tuple[str, ...], path: str = "", context: str | None = None) -> None:
    """A word that is both counted and not has one entry, with both forms."""
    one = message if isinstance(message, str) else message[0]
    before = catalogue.get(one, context)
    if before and before.pluralizable:
        message = before.id
    catalogue.add(message, locations=[(path, 0)] if path else (), context=context)


def _settings() -> Iterator[str]:
    """What the settings say on every page: the menu, the buttons for light and dark, and the lines about the site."""
    settings = YAML(typ="rt").load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    yield from (name for item in settings["nav"] for name in item)
    yield from (each["toggle"]["name"] for each in settings["theme"]["palette"])
    yield from (settings["site_description"], settings["copyright"])


def translated() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def _found() -> Iterator[tuple[str, Any]]:
    for path in sorted((ROOT / "generator").rglob("*.py")):
        yield _name(path), extract_from_file("python", path, _PYTHON)
    templates = [*(ROOT / "generator").rglob("*.html"), *(ROOT / "site_src" / "overrides").rglob("*.html")]
    for path in sorted(templates):
        yield (_name(path), extract_from_file(babel_extract, path, _JINJA, options=_TEMPLATES))
    for path in sorted((ROOT / "site_src" / "docs" / "assets").rglob("*.js")):
        yield _name(path), extract_from_file("javascript", path, {"_": None, "counted": (1, 2)})


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def main() -> int:
    catalogue, old = wanted(), translated()
    missing = []
    for message in catalogue:
        if not message.id:
            continue
        before = old.get(message.id, message.context)
        if before and before.string and before.pluralizable == message.pluralizable:
            message.string = before.string
            message.user_comments = before.user_comments
        if not all(message.string if isinstance(message.string, tuple) else [message.string]):
            missing.append(message.id)
    with BytesIO() as file:
        file.write(b"""msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

""")
        write_po(file, catalogue, omit_header=True, sort_output=True, include_lineno=False, width=110)
        PO.write_bytes(file.getvalue())
    sys.stdout.writelines(f"not translated: {message!r}\n" for message in missing)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
