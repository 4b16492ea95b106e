"""What an exported table is: rows whose columns say what they hold. Every format is made from these values.

The first column of a table is `id`, which is unique in it and never changes its meaning.
"""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from importlib.resources import files
from typing import Literal, NotRequired, TypedDict, TypeVar, TypeVarTuple, cast, get_args

from generator.model.agreement import FACT_KINDS, OriginOutcome
from generator.model.fields import Text
from generator.record.history import CAUSES
from generator.wording import labels
from generator.wording.translator import DANISH_T, ENGLISH_T, Labels, Translator, UntranslatedError
from generator.wording.writing import QUANTITY_BOUNDS

Type = Literal["text", "integer", "number", "boolean", "date", "address", "list"]


@dataclass(frozen=True)
class Column:
    """`name` is for programs and never changes; `title` and `description` are for people.

    `codes` are all values that the column can have, with what each is called on the site. `refers_to` is
    the table whose `id` the column holds. `separator` stands between the parts of a list where a format
    has no lists. Words, and what a code is called, have a column of their own for the English; and
    where `has_official`, so has the document that an English name is from.

    A date and a quantity have several columns: such a one is `part` of the value under the name `whole`.
    """

    name: str
    danish_title: str
    danish_description: str
    type: Type = "text"
    required: bool = False
    codes: Mapping[str, str] | None = None
    refers_to: str = ""
    separator: str = "; "
    is_words: bool = False
    has_official: bool = False
    is_english: bool = False
    of: tuple[str, ...] = ()  # what stands for `title` in the title, and for `title` in that
    whole: str = ""
    part: str = ""

    def title(self, t: Translator) -> str:
        words = ""
        for title in reversed((self.danish_title, *self.of)):
            words = t(title).replace("%(title)s", words)
        return words

    def description(self, t: Translator) -> str:
        return " ".join(t(words) for words in (self.danish_description, _MORE.get(self.part)) if words)

    def english(self) -> Iterator[Column]:
        """The columns that hold its English."""
        of, name = (self.danish_title, *self.of), f"{self.name}_en"
        if self.codes or self.is_words:
            words = _DERIVED["code" if self.codes else "en"]
            yield Column(name, *words, self.type, separator=self.separator, is_english=True, of=of)
        if self.has_official:
            yield Column(f"{name}_official", *_DERIVED["official"], is_english=True, of=of)


# What the columns that stand beside one are called, and what they hold.
_DERIVED = Labels(
    {
        "earliest": ("%(title)s, tidligst", "Den første dag, datoen kan betyde."),
        "latest": ("%(title)s, senest", "Den sidste dag, datoen kan betyde."),
        "low": ("%(title)s, mindst", "Det mindste, teksten siger; tomt efter »op til«."),
        "high": ("%(title)s, højst", "Det største, teksten siger; tomt efter »mindst«."),
        "bound": ("%(title)s, forbehold", "Hvordan tallene skal læses. Tomt, når de gælder, som de står."),
        "code": ("%(title)s (engelsk)", "Hvad koden hedder på engelsk."),
        "en": ("%(title)s (engelsk)", "Det samme på engelsk. Tom, hvor det ikke er oversat."),
        "official": (
            "%(title)s (engelsk), officielt navn",
            "Det offentlige dokument, der selv bruger det engelske navn. Tom, når oversættelsen er vores.",
        ),
    }
)
_MORE = Labels(
    {
        "exact": "Tomt, når teksten ikke siger ét bestemt tal.",
        "stated": "Med kildens præcision: år, år-måned, år-måned-dag, år-årstid, år-kvartal (K1-K4) eller år-halvår"
        " (H1-H2).",
    }
)
_ORIGINS = {code: words.label for code, words in labels.OUTCOMES.items() if code in get_args(OriginOutcome)}
_CODES: Mapping[str, Mapping[str, str]] = {
    "AGREEMENT_KINDS": labels.AGREEMENT_KINDS,
    "AMOUNT_BASES": labels.AMOUNT_BASES,
    "BASES": labels.BASES,
    "BOUNDS": Labels({bound: words.format("…") for bound, words in labels.BOUNDS.items()}),
    "CAUSES": Labels({cause: words[0] for cause, words in CAUSES.items()}),
    "CERTAINTIES": labels.CERTAINTIES,
    "COMMITMENTS": labels.COMMITMENTS,
    "CONFIDENCES": labels.CONFIDENCES,
    "DIFFERENCES": labels.FACT_KINDS,
    "EVENT_KINDS": labels.EVENT_KINDS,
    "FACTS": Labels({kind: labels.FACT_KINDS[kind] for kind in FACT_KINDS}),
    "GROUPS": labels.GROUPS,
    "KINDS": labels.KINDS,
    "MODES": labels.MODES,
    "ORIGINS": Labels({"continued": "Videreført", **_ORIGINS}),
    "OUTCOMES": Labels({code: words.both for code, words in labels.OUTCOMES.items()}),
    "PRESENCES": labels.PRESENCES,
    "QUANTITY_BOUNDS": Labels({bound: words.format("…") for bound, words in QUANTITY_BOUNDS.items()}),
    "SEEN": labels.SEEN,
    "SOURCE_KINDS": labels.SOURCE_KINDS,
}


class _Listed(TypedDict):
    """A column as columns.toml lists it."""

    title: str
    description: NotRequired[str]
    type: NotRequired[Type | Literal["dates", "ends"]]
    required: NotRequired[bool]
    codes: NotRequired[str | Mapping[str, str]]
    refers_to: NotRequired[str]
    separator: NotRequired[str]
    is_words: NotRequired[bool]
    has_official: NotRequired[bool]
    is_english: NotRequired[bool]
    part: NotRequired[str]


_TABLES = tomllib.loads(files(__package__).joinpath("columns.toml").read_text(encoding="utf-8"))
_SHARED: Mapping[str, _Listed] = _TABLES.pop("shared")


def _texts(about: Mapping[str, object]) -> tuple[str, ...]:
    codes = about.get("codes")
    texts = [str(about.get(key, "")) for key in ("title", "description")]
    return (*texts, *(codes.values() if isinstance(codes, dict) else ()))


_EVERY = [_SHARED, _TABLES, *(about["columns"] for about in _TABLES.values())]
SENTENCES = Labels(enumerate(_texts(each) for group in _EVERY for each in group.values() if isinstance(each, dict)))


def about_table(name: str) -> tuple[str, str, tuple[Column, ...]]:
    """Its title and description in Danish, and its columns."""
    about = _TABLES[name]
    columns = (column for each, words in about["columns"].items() for column in _columns(each, words))
    return about["title"], about["description"], tuple(columns)


def _columns(name: str, listed: str | _Listed) -> Iterator[Column]:
    """One column, three of a date, or the three beside that of a quantity."""
    words = _SHARED[listed] if isinstance(listed, str) else listed
    title, description, codes = words["title"], words.get("description", ""), words.get("codes")
    match words.get("type", "text"):
        case "dates":
            yield Column(f"{name}_stated", title, description, whole=name, part="stated")
            for part in ("earliest", "latest"):
                yield Column(f"{name}_{part}", *_DERIVED[part], "date", of=(title,), whole=name, part=part)
        case "ends":
            whole = name.removesuffix("_ends")
            for part in ("low", "high"):
                yield Column(f"{whole}_{part}", *_DERIVED[part], "number", of=(title,), whole=whole, part=part)
            codes = _CODES["QUANTITY_BOUNDS"]
            yield Column(f"{whole}_bound", *_DERIVED["bound"], codes=codes, of=(title,), whole=whole, part="bound")
        case kind:
            yield Column(
                name,
                title,
                description,
                kind,
                required=words.get("required", False),
                codes=_CODES[codes] if isinstance(codes, str) else codes,
                refers_to=words.get("refers_to", ""),
                separator=words.get("separator", "; "),
                is_words=words.get("is_words", False),
                has_official=words.get("has_official", False),
                is_english=words.get("is_english", False),
                whole=name if "part" in words else "",
                part=words.get("part", ""),
            )


Cell = str | int | Decimal | bool | date | tuple[str, ...] | None
Row = Mapping[str, Cell]
Plain = dict[str, object]
T = TypeVar("T")
Of = TypeVarTuple("Of")


@dataclass(frozen=True)
class Bilingual:
    """The same words in Danish and in English; `official` is the document that an English name is from."""

    da: Cell
    en: Cell
    official: str | None = None

    @property
    def foreign(self) -> tuple[Cell, Cell]:
        return self.en, self.official


@dataclass(frozen=True)
class Table:
    """`title` and `description` are Danish, and keys of the catalogue."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    _groups: dict[str, dict[Cell, list[Row]]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def by_id(self) -> Mapping[Cell, Row]:
        return {row["id"]: row for row in self.rows}

    def where(self, column: str, cell: str) -> Sequence[Row]:
        """The rows that have *cell* in *column*, in their order."""
        if column not in self._groups:
            self._groups[column] = defaultdict(list)
            for row in self.rows:
                self._groups[column][row[column]].append(row)
        return self._groups[column].get(cell, ())


Values = Mapping[str, Callable[[*Of], object]]


def table(name: str, rows: Iterable[tuple[*Of]], values: Values[*Of]) -> Table:
    """The table that columns.toml has under *name*. See `filled`."""
    title, description, columns = about_table(name)
    return filled(Table(name, title, description, columns), rows, values)


def filled(empty: Table, rows: Iterable[tuple[*Of]], values: Values[*Of]) -> Table:
    """The table with a row for each of *rows*; *values* make its cells, by the name of their column.

    Where there is none, the cell is the attribute of that name of the last of what the row is of, if it has it. What
    is English comes last, so that no column moves. Raises ValueError where a cell is missing or an id stands twice.
    """
    english = {column.name: tuple(column.english()) for column in empty.columns}
    columns = (*empty.columns, *(other for others in english.values() for other in others))
    if unknown := values.keys() - {name for column in empty.columns for name in (column.name, column.whole)}:
        raise ValueError(f"table {empty.name}: there are no columns {sorted(unknown)}")
    every = []
    for row in rows:
        words = {column.name: _words(column, row, values) for column in empty.columns}
        if missing := [column.name for column in empty.columns if column.required and words[column.name].da is None]:
            raise ValueError(f"table {empty.name}: {words['id'].da} lacks {missing}")
        beside = [(words[name], others) for name, others in english.items() if others]
        cells = [
            (other.name, cell) for each, others in beside for other, cell in zip(others, each.foreign, strict=False)
        ]
        every.append({name: each.da for name, each in words.items()} | dict(cells))
    whole = replace(empty, columns=columns, rows=tuple(every))
    if len(whole.by_id) != len(every):
        raise ValueError(f"table {empty.name}: an id stands twice")
    return whole


def _words(column: Column, row: tuple[*Of], values: Values[*Of]) -> Bilingual:
    """What a row says in a column, in each language; where it is no words, as if it were Danish."""
    is_part = bool(column.part) and (column.name == column.whole or column.name not in values)
    name = column.whole if is_part else column.name
    value = values[name](*row) if name in values else getattr(cast("tuple[object, ...]", row)[-1], name, None)
    if isinstance(value, Text | Bilingual):
        return Bilingual(value.da, value.en, value.official)
    if is_part and value is not None:
        value = str(value) if column.part == "stated" else getattr(value, column.part)
    cell = number(value) if is_part and isinstance(value, Decimal) else cast("Cell", value)
    return Bilingual(cell, in_english(lambda t: labelled(t, column, cell)) if column.codes and cell else None)


def labelled(t: Translator, column: Column, cell: Cell) -> Cell:
    """The cell as people read it: what a code is called on the site instead of the code."""
    return t.label(column.codes, cell) if column.codes and isinstance(cell, str) else cell


def number(value: Decimal | None) -> int | Decimal | None:
    """A whole number as one, so that 115,0 mio. kr. is 115000000 in every format."""
    return int(value) if value is not None and value == value.to_integral_value() else value


def joined(column: Column, cell: tuple[str, ...]) -> str | None:
    """A list where a format has none; nothing where it is empty."""
    return column.separator.join(cell) or None


def plain(row: Mapping[str, object]) -> Plain:
    """A row as JSON has it, without what is empty."""
    return {name: cell for name, cell in row.items() if cell is not None and cell != ()}


def json_bytes(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_json_value)
    return f"{text}\n".encode()


def _json_value(cell: Decimal | date) -> float | str:
    return float(cell) if isinstance(cell, Decimal) else cell.isoformat()


def bilingual(say: Callable[[Translator], Cell]) -> Bilingual:
    """What *say* gives in each language; nothing in English where that would not be English throughout."""
    return Bilingual(say(DANISH_T), in_english(say))


def in_english(say: Callable[[Translator], T]) -> T | None:
    try:
        return say(ENGLISH_T.strict())
    except UntranslatedError:
        return None
