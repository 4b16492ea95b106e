"""The tables and their columns as columns.toml lists them: what they hold, and what they are called."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal, get_args

from generator.model.agreement import FACT_KINDS, OriginOutcome
from generator.record.history import CAUSES
from generator.wording import labels
from generator.wording.translator import Labels, Translator
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
_TABLES: dict[str, Any] = tomllib.loads(files(__package__).joinpath("columns.toml").read_text(encoding="utf-8"))
_SHARED: Mapping[str, Any] = _TABLES.pop("shared")


def _texts(about: Mapping[str, Any]) -> tuple[str, ...]:
    codes = about.get("codes")
    texts = [about.get(key, "") for key in ("title", "description", "of_some")]
    return (*texts, *(codes.values() if isinstance(codes, dict) else ()))


_EVERY = [_SHARED, _TABLES, *(about["columns"] for about in _TABLES.values())]
SENTENCES = Labels(enumerate(_texts(each) for group in _EVERY for each in group.values() if isinstance(each, dict)))


def about_table(name: str, *, of_some: bool = False) -> tuple[str, str, tuple[Column, ...]]:
    """Its title and description in Danish, and its columns; *of_some* when it has not every pair of agreements."""
    about = _TABLES[name]
    columns = (column for each, words in about["columns"].items() for column in _columns(each, words))
    return about["title"], about["of_some" if of_some else "description"], tuple(columns)


def _columns(name: str, listed: str | Mapping[str, Any]) -> Iterator[Column]:
    """One column, three of a date, or the three beside that of a quantity."""
    words = {**(_SHARED[listed] if isinstance(listed, str) else listed)}
    title, description = words.pop("title"), words.pop("description", "")
    match words.get("type"):
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
        case _:
            if "part" in words:
                words["whole"] = name
            if isinstance(words.get("codes"), str):
                words["codes"] = _CODES[words["codes"]]
            yield Column(name, title, description, **words)
