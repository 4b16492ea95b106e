"""The order of keys in a snapshot and in the files beside it: what it is, then what it rests on, then notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.checks.fault import Fault, ValuesCheck
from generator.model.fields import Value

_EVIDENCE = ("source", "phrase", "gloss", "left_out")

# By the key under which a mapping, or the list of it, stands. A test keeps this in step with the models, whose
# own order cannot say it: what is inherited comes first there, and evidence stands below what it is evidence of.
KEY_ORDER: Mapping[str, Sequence[str]] = {
    "": (
        *(
            "id",
            "title",
            "short",
            "kind",
            "follows",
            "agreed",
            "effective",
            "parties",
            "notes",
            "themes",
            "pairs_within",
            "synonyms",
            "terms",
        ),
        *(
            "summary",
            "coverage",
            "readers",
            "counts",
            "focus_areas",
            "sources",
            "initiatives",
            "not_continued",
            "still_not_mentioned",
        ),
        *("context", "reading_notes", "releases", "upcoming", "retired", "texts"),
        *("agreements", "events", "disputes", "unread"),
    ),
    "agreed": ("date", *_EVIDENCE, "note"),
    "effective": ("from", "to", *_EVIDENCE, "note"),
    "parties": ("party", "id", "title", "forms", *_EVIDENCE),
    "coverage": ("complete", "note"),
    "counts": ("id", "count", "unit", "listed", "of", *_EVIDENCE, "note"),
    "focus_areas": ("id", "number", "title", *_EVIDENCE),
    "sources": ("id", "kind", "publisher", "title", "published", "url", "archived", "sha256", "seen", "note"),
    "initiatives": (
        *(
            "id",
            "number",
            "focus_area",
            "title",
            "heading",
            "kind",
            "about",
            "presence",
            "commitment",
            "theme",
            "aliases",
            "summary",
        ),
        *(*_EVIDENCE, "confidence", "also", "note", "counted_in", "origin", "from", "facts"),
    ),
    "origin": ("outcome", "basis", "certainty", "readers", *_EVIDENCE, "note", "search"),
    "from": ("id", "relation", "basis", "certainty", "readers", *_EVIDENCE, "note"),
    "facts": (
        *("id", "kind", "label", "amount", "before", "basis", "years", "payer", "recipient", "of_which"),
        *("transfer", "price_level", "derived", "starts", "date", "bound", "value", "baseline", "by", "over"),
        *("count", "unit", "party", "role", "group", "commitment", *_EVIDENCE, "note", "hits"),
    ),
    # what other sources say
    "agreements": (
        *("id", "primary", "note", "initiatives", "additions", "confirmations"),
        *("not_continued", "still_not_mentioned", "notes"),
    ),
    "unread": (
        *("id", "title", "short", "kind", "after", "agreed", "effective"),
        *("mentioned_in", "sources", "note"),
    ),
    "mentioned_in": ("agreement", *_EVIDENCE),
    "additions": ("initiative", "confidence", "also", "origin", "from", "facts"),
    "confirmations": ("initiative", "fact", "sources", "note"),
    "events": (
        *("id", "date", "kind", "agreement", "initiatives", "text", *_EVIDENCE),
        *("confidence", "also", "note"),
    ),
    "disputes": ("id", "agreement", "initiative", "fact", "question", "accounts", "note"),
    "accounts": ("text", *_EVIDENCE),
    "years": ("from", "to"),
    "transfer": ("from", "to"),
    "not_continued": ("id", "outcome", "certainty", "readers", *_EVIDENCE, "note", "search"),
    "search": ("terms", "hits"),
    "hits": ("agreement", "phrase", "gloss", "initiative", "why"),
    "still_not_mentioned": ("id", "hits"),
    "context": ("id", "kind", "speaker", "text", *_EVIDENCE),
    "themes": ("id", "title", "summary"),
    "releases": ("version", "date", "commit", "digest", "sums", "languages", "note", "changes"),
    **dict.fromkeys(("changes", "upcoming"), ("agreement", "initiative", "commit", "cause", "note")),
    "texts": ("sha256", "searched", "phrases", "fragments"),
    "fragments": ("quotation", "fragment"),
    "retired": ("kind", "id", "to", "note"),
    "terms": ("id", "title", "forms", "forms_en", "text", "see"),
    **dict.fromkeys(
        ("title", "short", "summary", "note", "unit", "label", "group", "why", "question"),
        ("da", "en", "official"),
    ),
    **dict.fromkeys(
        ("text", "speaker", "publisher", "price_level", "left_out", "notes", "reading_notes"),
        ("da", "en", "official"),
    ),
}


def keys_in_order(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure keys stand in one order everywhere, so that two snapshots can be read side by side."""
    for value in values:
        yield from _out_of_order(value, "")


def _out_of_order(value: Value, name: str) -> Iterator[Fault]:
    """*name* is the key under which the value stands, alone or in a list."""
    order = {key: number for number, key in enumerate(KEY_ORDER.get(name, ()))}
    above: list[str] = []
    for key in value.place.keys:
        later = next((other for other in above if order.get(other, -1) > order.get(key, len(order))), None)
        if later:
            yield (
                value.place.at(key),
                f"{key!r} belongs above {later!r}. Move it up, or leave it: nothing depends on it.",
            )
        above.append(key)
    for attribute, field in type(value).model_fields.items():
        inner = getattr(value, attribute)
        for each in inner if isinstance(inner, tuple) else (inner,):
            if isinstance(each, Value):
                yield from _out_of_order(each, field.alias or attribute)


KEY_WARNINGS: tuple[ValuesCheck, ...] = (keys_in_order,)
