"""Every closed set is closed everywhere: what a kind is added to is not silently left out of anything."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import jinja2
import pytest
from conftest import ROOT
from jinja2 import nodes
from pydantic import BaseModel
from snapshots import agreement, initiative

from generator.comparing.comparison import Group, Outcome
from generator.comparing.facets import FacetKind, Mode, facets
from generator.evidence.source_text import SourceText
from generator.evidence.verify import verify
from generator.exports.tables import facts as fact_table
from generator.model.agreement import Agreement, Departure, OriginOutcome
from generator.model.archive import Archive
from generator.model.beside import Register, Retired, Versions
from generator.model.beyond import Beyond
from generator.model.facts import FACT_KINDS
from generator.model.fields import Relation, Text
from generator.model.values import Bound
from generator.pages import site_files
from generator.publishing.edition import Edition
from generator.record.amendments import amendments, names_of
from generator.record.history import History
from generator.wording.fact_words import fact_words
from generator.wording.labels import FACT_KINDS as FACT_WORDS
from generator.wording.translator import DANISH_T, ENGLISH_T

HASH = "0" * 64
HISTORY = History(missing="prøve")

# A list of some of a set, in code or in a template, that is meant to have no more; by where it stands.
PARTIAL = {
    ("generator/checks/beyond.py", "closed delayed evaluated"): "what only an official source may say",
    ("generator/checks/lineage.py", "first-mentioned new not-examined"): "what has no predecessor; another is refused",
    ("generator/checks/lineage.py", "continued resumed"): "what claims that it was here before",
    ("generator/checks/numbers.py", "by from"): "the bounds that a word before the date can contradict",
    ("generator/checks/numbers.py", "by until"): "the bounds that the same word may mean",
    ("generator/checks/numbers.py", "by from until"): "the bounds that a word before the date states",
    ("generator/checks/phrases.py", "aims discusses examines"): "what is softer than decided and has verbs of its own",
    ("generator/commands/compare.py", "Outcome.BACKGROUND Outcome.UNCHANGED"): "what is no difference",
    ("generator/comparing/comparison.py", "Group.ADDED Group.NOT_CARRIED"): "the two that are each other's mirror",
    ("generator/comparing/findings.py", "first-mentioned new"): "what claims that an older text is silent",
    ("generator/comparing/deadlines.py", "about from"): "what has no last day",
    ("generator/comparing/facets.py", "commitment title"): "what a presence decides",
    ("generator/comparing/facets.py", "commitment kind presence title"): "what is no fact",
    ("generator.maintaining.skeleton.py", "per-year total"): "what a basis can be read as; without one the writer is asked",
    ("generator/model/beyond.py", "agreement law official-news official-page parliament press-release"): "whose own word is enough",
    ("generator/model/beyond.py", "continued resumed"): "what did not begin here",
    ("generator/model/agreement.py", "agreement agreement-copy"): "what is the agreement itself",
    ("generator/wording/labels.toml", "magazine news official-news press-release"): "what is a text about one",
    ("generator/model/agreement.py", "completed discontinued expired superseded"): "what a source says has ended",
    ("generator/model/values.py", "at-least at-most"): "the bounds that an interval has already",
    ("generator/wording/labels.toml", " ".join(sorted(f"Outcome.{o.name}" for o in Outcome if o.value not in {"completed", "expired", "superseded", "discontinued", "not-mentioned", "continued-background"}))): "an initiative that is there; another is a KeyError",
    ("generator/wording/labels.toml", "first-mentioned new not-examined"): "what has no predecessor; the heading for the rest is another",
    ("generator/pages/overview.py", "deadline target"): "the kinds that the page is of",
    ("generator/pages/parts.py", "amount deadline target"): "what a reader looks for first; the rest is folded",
    ("generator/pages/parts.py", "scope title"): "what is compared word by word",
    ("generator/record/amendments.py", "commitment title"): "what a presence decides",
    ("generator/wording/fact_words.py", "commitment kind presence"): "the fields that are codes; another is a KeyError",
}  # fmt: skip


def _literals(annotation: Any) -> Iterator[frozenset[str]]:
    if get_origin(annotation) is Literal:
        yield frozenset(map(str, get_args(annotation)))
    for inner in get_args(annotation):
        yield from _literals(inner)


def _models(model: type[BaseModel], seen: set[type[BaseModel]]) -> set[type[BaseModel]]:
    seen.add(model)
    for field in model.model_fields.values():
        waiting = [field.annotation]
        while waiting:
            part = waiting.pop()
            waiting += get_args(part)
            if isinstance(part, type) and issubclass(part, BaseModel) and part not in seen:
                _models(part, seen)
    return seen


def _closed_sets() -> set[frozenset[str]]:
    """What the model closes: the codes of a snapshot, and what we make of them."""
    models: set[type[BaseModel]] = set()
    for root in (Agreement, Register, Beyond, Versions):
        _models(root, models)
    models -= {Retired}  # its kinds are also what half of our documents are called
    codes = {found for m in models for field in m.model_fields.values() for found in _literals(field.annotation)}
    enums: tuple[type[Enum], ...] = (Outcome, Group)
    named = {frozenset(f"{enum.__name__}.{member.name}" for member in enum) for enum in enums}
    ours = {found for alias in (FacetKind, Mode, Bound) for found in _literals(alias)}
    return {found for found in codes | named | ours | {frozenset(FACT_KINDS)} if len(found) > 1}


CLOSED = _closed_sets()


def _python_lists(path: Path) -> Iterator[list[str | None]]:
    def name(node: ast.expr | None) -> str | None:
        match node:
            case ast.Constant(value=str(text)):
                return text
            case ast.Attribute(value=ast.Name(id=owner), attr=attribute):
                return f"{owner}.{attribute}"
        return None

    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
                yield [name(part) for part in parts]
            case ast.Dict(keys=keys):
                yield [name(key) for key in keys if key]  # what is unpacked has no key


def _template_lists(path: Path) -> Iterator[list[str | None]]:
    def name(node: nodes.Node) -> str | None:
        return str(node.value) if isinstance(node, nodes.Const) else None

    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # else the names in a sentence are a mapping
    tree = environment.parse(path.read_text(encoding="utf-8"))
    for found in tree.find_all((nodes.List, nodes.Tuple)):
        yield [name(item) for item in found.items]
    for mapping in tree.find_all(nodes.Dict):
        yield [name(pair.key) for pair in mapping.items]


def _table_lists(path: Path) -> Iterator[list[str | None]]:
    """The codes of each table of labels; of what we make of a snapshot, by the names of its enums."""
    for table in tomllib.loads(path.read_text(encoding="utf-8")).values():
        yield [*table]
        for enum in (Outcome, Group):
            if {*table} <= {member.value for member in enum} and not any({*table} <= whole for whole in CLOSED):
                yield [f"{enum.__name__}.{enum(code).name}" for code in table]


def _partial() -> set[tuple[str, str]]:
    found = set()
    for path in sorted((ROOT / "generator").rglob("*")):
        reads = {".py": _python_lists, ".html": _template_lists, ".toml": _table_lists}.get(path.suffix)
        for names in reads(path) if reads else ():
            some = frozenset(name for name in names if name is not None)
            if len(some) > 1 and len(some) == len(names) and some not in CLOSED:
                found |= {
                    (path.relative_to(ROOT).as_posix(), " ".join(sorted(some))) for whole in CLOSED if some < whole
                }
    return found


def test_no_list_of_kinds_lacks_one() -> None:
    """Add the kind; or say in PARTIAL why it does not belong there. What is no longer partial leaves PARTIAL."""
    assert _partial() == PARTIAL.keys()


def test_what_a_snapshot_says_became_of_an_initiative_is_an_outcome() -> None:
    (departures,) = _literals(Departure.model_fields["outcome"].annotation)
    said = {*departures, *get_args(OriginOutcome), *get_args(Relation)} - {"continued"}
    assert said <= {outcome.value for outcome in Outcome}


# For each kind of fact one, and the same with another value, which its phrase does not hold.
FACTS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "amount": (
        {"amount": "op til 200 mio. kr.", "basis": "total", "phrase": "op til 200 mio. kr."},
        {"amount": "op til 300 mio. kr."},
    ),
    "deadline": ({"date": "2027", "bound": "by", "phrase": "senest i 2027"}, {"date": "2028"}),
    "target": ({"value": "mindst 30 pct.", "phrase": "mindst 30 pct."}, {"value": "mindst 40 pct."}),
    "count": (
        {"count": "30-40", "unit": {"da": "broer", "en": "bridges"}, "phrase": "30-40 broer"},
        {"count": "30-50"},
    ),
    "party": ({"party": ["staten"], "role": "delivers", "phrase": "staten leverer"}, {"party": ["byerne"]}),
    "scope": ({"phrase": "trafik på cykel"}, {"label": {"da": "Biler", "en": "Cars"}}),
}
# The columns that tell which fact it is, and the sentence.
ABOUT = {
    name + language
    for name in [
        "id",
        "agreement",
        "initiative",
        "presence",
        "fact",
        "initiative_title",
        "kind",
        "label",
        "words",
        "commitment",
        "source",
        "phrase",
        "url",
    ]
    for language in ("", "_en")
}
WORDS_ALONE = {"party", "scope"}  # their phrase must stand in the source, and that is all there is to verify
TEXT = f"ordene. {'. '.join(str(fact['phrase']) for fact, _ in FACTS.values())}."
PARTIES = Register.model_validate(
    {
        "parties": [
            {"id": "staten", "title": {"da": "staten", "en": "the state"}},
            {"id": "byerne", "title": {"da": "byerne", "en": "the cities"}},
        ],
        "themes": [{"id": "broer", "title": {"da": "Broer", "en": "Bridges"}, "summary": "Broer."}],
    }
)
BILINGUAL = {"title": {"da": "Alfa", "en": "Alfa"}, "summary": {"da": "Om alfa.", "en": "About alfa."}}


def _fact(kind: str, **more: Any) -> dict[str, Any]:
    label = {"da": "Cykler", "en": "Bicycles"}
    return {"id": "f", "kind": kind, "label": label, "source": "k", **FACTS[kind][0], **more}


def _agreement(kind: str, **more: Any) -> Agreement:
    return agreement("a0", None, [initiative("alfa", facts=[_fact(kind, **more)], **BILINGUAL)])


def _archive(kind: str, **more: Any) -> Archive:
    return Archive((_agreement(kind, **more),), PARTIES)


def test_there_is_a_fact_of_every_kind_here() -> None:
    """A new kind is asked the same as the others."""
    assert list(FACTS) == list(FACT_KINDS)


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_every_kind_of_fact_is_shown(kind: str) -> None:
    archive = _archive(kind)
    (initiative_,) = archive.agreements[0].initiatives
    words = fact_words(DANISH_T, initiative_.facts[0], {"staten": STATE})
    html = {page.path: page.html for page in site_files(Edition(archive, HISTORY))}
    assert words in html["initiativer/alfa.md"]
    assert FACT_WORDS[kind] in html["initiativer/alfa.md"]


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_every_kind_of_fact_is_verified(kind: str) -> None:
    def rules(archive: Archive, text: str) -> set[str]:
        return {problem.rule for problem in verify(archive, {HASH: SourceText.of(text)})}

    assert rules(_archive(kind), TEXT) <= {"number-in-source-is-read"}
    assert "phrase-stands-in-source" in rules(_archive(kind), "ordene.")
    if kind not in WORDS_ALONE:
        assert "number-stands-in-phrase" in rules(_archive(kind, **FACTS[kind][1]), TEXT)


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_every_kind_of_fact_is_compared(kind: str) -> None:
    before, after = (_agreement(kind, **more).initiatives[0] for more in ({}, FACTS[kind][1]))
    assert facets(before, before) == ()
    (facet,) = facets(before, after)
    assert (facet.kind, facet.mode) == (kind, "edited")
    assert facet.is_change


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_a_change_of_every_kind_of_fact_is_in_the_record(kind: str) -> None:
    before, after = _agreement(kind), _agreement(kind, **FACTS[kind][1])
    names = names_of(Archive((before,), PARTIES))
    assert amendments(before, before, names) == {}
    assert amendments(before, after, names)["alfa"]


STATE = Text(da="staten", en="the state")


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_every_kind_of_fact_is_exported_and_told_in_both_languages(kind: str) -> None:
    archive = _archive(kind)
    fact = archive.agreements[0].initiatives[0].facts[0]
    (row,) = fact_table(Edition(archive, HISTORY)).rows
    assert (row["kind"], row["words"]) == (kind, fact_words(DANISH_T, fact, {"staten": STATE}))
    assert row["words_en"] == fact_words(ENGLISH_T.strict(), fact, {"staten": STATE})
    # of a scope the label is the content
    assert kind == "scope" or {name for name, cell in row.items() if cell not in (None, (), False)} - ABOUT
