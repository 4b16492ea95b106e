"""Snapshots, register, glossary and versions with something hostile in every field that takes free text.

Which fields those are is asked of the models themselves, so that a new one is covered by itself.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Annotated, Any

from conftest import GOLDEN, plain, tables
from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML

from generator.model.agreement import Agreement, Initiative, Source
from generator.model.beside import Glossary, Register, SearchWords, Unread, Versions
from generator.model.beyond import Beyond
from generator.model.fields import Value

HOSTILE = (
    "<script>alert(1)</script> </div></details> [x](javascript:alert(2)) ![y](//ond.example/y.png) {{ 7*7 }} {% raw %}"
    " | *a* `b` --- &lt;i&gt; \"'> <img src=x onerror=alert(3)> =1+1 :::  {: onclick=alert(4) } </title>"
)
EVIL = "evil.example"
PAYLOADS = tables("hostile")["payloads"]
ADDRESSES = (
    f"https://{EVIL}/bruger:kode@'onmouseover=pwned.push(20)//",
    f"http://{EVIL}/}}}}{{{{7*7}}}}|x=&amp;&#34;",
    f"https://{EVIL}/#:~:text=javascript:pwned.push(21)",
    f"https://{EVIL}/\\@x/%22%3E%3Cscript%3E;,\\n",
)
MARK = "ø"
FREE = "<b> fri tekst"


@dataclass
class Poison:
    """Gives one payload after the other, each with a mark of its own; `given` is all of them by their marks.

    `fields` are those that took one, as the model and the name.
    """

    salt: str
    given: dict[str, str] = field(default_factory=dict)
    fields: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._texts, self._addresses = cycle(PAYLOADS), cycle(ADDRESSES)

    def text(self, *, has_numbers: bool = True) -> str:
        mark = f"{MARK}{self.salt}{len(self.given)}{MARK}"
        payload = next(each for each in self._texts if has_numbers or not re.search(r"\d", each))
        self.given[mark] = f"{payload} {mark}"
        return self.given[mark]

    def address(self) -> str:
        return next(self._addresses)

    def tree(self, read: dict[str, Any], value: Value) -> dict[str, Any]:
        """*read*, which *value* was made of, with every free text in it replaced and those left out added."""
        poisoned = dict(read)
        for name, info in type(value).model_fields.items():
            key = info.alias or name
            if name == "place" or (
                key in {"phrase", "price_level"} and key not in read
            ):  # goes with a source, with a price
                continue
            adapter = _adapter(type(value), name)
            if key in read and not isinstance(read[key], str):
                poisoned[key] = self._inside(read[key], getattr(value, name), adapter)
                if key == "phrase":
                    poisoned[key] = [*read[key], *poisoned[key]]
                if poisoned[key] != read[key] and _takes(adapter, [FREE]):
                    self.fields.add((type(value).__name__, name))
            elif _takes(adapter, {"da": FREE, "en": FREE}):
                own = f"{read[key]} " if key == "price_level" and key in read else ""  # its year is in the phrase
                is_free = key not in {"label", "summary"}  # a number there is to stand in the phrase
                poisoned[key] = {
                    language: own + self.text(has_numbers=is_free) for language in ("da", "en", "official")
                }
                self.fields |= {(type(value).__name__, name), *(("Text", key) for key in poisoned[key])}
            elif _takes(adapter, FREE):
                # A phrase must carry the numbers of its value, so it keeps its own words before the payload.
                poisoned[key] = [read[key], self.text()] if key == "phrase" and _takes(adapter, [FREE]) else self.text()
                self.fields.add((type(value).__name__, name))
            elif _takes(adapter, [FREE]):
                poisoned[key] = [self.text()]
                self.fields.add((type(value).__name__, name))
            elif _takes(adapter, f"https://{EVIL}/<"[:-1]) and not _takes(adapter, "abc"):
                poisoned[key] = self.address()
        return poisoned

    def _inside(self, read: Any, value: Any, adapter: TypeAdapter[Any]) -> Any:
        match read:
            case dict() if isinstance(value, Value):
                return self.tree(read, value)
            case list() if read and _takes(adapter, [FREE]):
                return [self.text() for _ in read]
            case list():
                return [self._inside(one, other, adapter) for one, other in zip(read, value, strict=True)]
        return read


@cache
def _adapter(model: type[Value], name: str) -> TypeAdapter[Any]:
    info = model.model_fields[name]
    return TypeAdapter(Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation)


def _takes(adapter: TypeAdapter[Any], probe: object) -> bool:
    try:
        adapter.validate_python(probe)
    except (ValidationError, ValueError):
        return False
    return True


def poisoned_folder(to: Path, salt: str) -> Poison:
    """Make *to* the golden agreements, with versions, full of payloads; returns what was put into them."""
    shutil.copytree(GOLDEN / "agreements", to, dirs_exist_ok=True)
    (to / "_versions.yaml").write_text(VERSIONS, encoding="utf-8")
    (to / "_beyond.yaml").write_text(BEYOND, encoding="utf-8")
    (to / "_search.yaml").write_text("leads_to:\n  - {to: penge, da: [ord], en: [word]}\n", encoding="utf-8")
    poison = Poison(salt)
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_unicode = True
    for path in sorted(to.glob("*.yaml")):
        whole = {
            "_register": Register,
            "_glossary": Glossary,
            "_versions": Versions,
            "_beyond": Beyond,
            "_unread": Unread,
            "_search": SearchWords,
        }
        model = whole.get(path.stem, Agreement)
        tree = plain(path.read_text(encoding="utf-8"), model)
        assert tree is not None
        if model is Agreement:
            _search_earlier(tree)
        tree = poison.tree(tree, model.model_validate(tree))
        with path.open("w", encoding="utf-8", newline="\n") as out:
            yaml.dump(tree, out)
    return poison


def _search_earlier(tree: dict[str, Any]) -> None:
    """Give what is new the search of the older texts that the golden agreements have no need of."""
    hit = {"agreement": "a", "phrase": "ord i en ældre tekst", "gloss": "words", "why": "Noget andet."}
    for initiative in tree["initiatives"]:
        if initiative.get("origin", {}).get("outcome") == "new":
            initiative["origin"]["search"] = {"terms": ["ældre"], "hits": [hit]}


VERSIONS = f"""\
releases:
  - version: 1.0.0
    date: 2001-01-02
    commit: {"0" * 40}
    digest: {"0" * 64}
    note: Den første.
    changes:
      - {{agreement: a, cause: enrichment, note: Læst igen.}}
upcoming:
  - {{cause: correction, note: Et beløb var forkert.}}
retired:
  - {{kind: initiative, id: gammel-bro, to: hoejbro, note: Var det samme.}}
  - {{kind: fact, id: a/hoejbro/borte, note: Stod ikke i kilden.}}
"""


BEYOND = """\
sources:
  - {id: o, kind: official-page, publisher: P, title: T, url: https://example.org/o, seen: beginning, note: N}
agreements:
  - id: d
    primary: [o]
    note: N
    initiatives:
      - id: tunnel
        number: '7'
        title: T
        heading: official
        kind: effort
        presence: named
        commitment: decided
        theme: broer
        summary: S
        source: o
        phrase: p
        confidence: confirmed
        note: N
        origin: {outcome: new}
    additions:
      - initiative: storbro
        confidence: confirmed
        facts:
          - {id: lys, kind: scope, label: L, group: G, source: o, phrase: p, note: N}
    confirmations:
      - {initiative: storbro, sources: [o], note: N}
    notes: [N]
events:
  - {id: aabnet, kind: closed, agreement: d, initiatives: [storbro, tunnel], text: T, source: o, phrase: p, confidence: confirmed, note: N}
disputes:
  - id: hvem
    agreement: d
    initiative: storbro
    question: Q
    accounts:
      - {text: T, source: o, phrase: p}
      - {text: T, source: k, phrase: p}
    note: N
"""


def free_text_fields() -> Iterator[tuple[str, str]]:
    """Every field of every model that a snapshot is made of, if it takes free text."""
    for model in sorted(set(_below(Value)), key=lambda model: model.__name__):
        if model.__subclasses__() and model not in (Initiative, Source):
            continue  # only what others are made from
        for name in model.model_fields:
            adapter = _adapter(model, name)
            if name != "place" and (_takes(adapter, FREE) or _takes(adapter, [FREE])):
                yield model.__name__, name


def _below(model: type[Value]) -> Iterator[type[Value]]:
    for child in model.__subclasses__():
        if child.__module__.startswith("generator."):  # another test may have made one of its own
            yield child
        yield from _below(child)
