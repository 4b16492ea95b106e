"""A snapshot that is being written: what can be made of it before it passes `check`.

Salvaging for `check` gives a snapshot up when a list that it must have is faulty as a whole. Here only the
initiatives matter, each by itself, so that an unfinished head does not stand in the way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from generator.model.agreement import Initiative, Link
from generator.model.facts import Fact

_NOTHING = "?"  # holds no word, so that nothing is found to be like it
_STAND_INS: Mapping[str, object] = {
    "title": _NOTHING,
    "summary": _NOTHING,
    "source": "x",
    "phrase": _NOTHING,
    "theme": "x",
    "kind": "effort",
    "presence": "named",
    "commitment": "notes",
}


@dataclass(frozen=True)
class Draft:
    """`answered` are the older initiatives that it already says something of other than »not examined«."""

    follows: str | None
    initiatives: tuple[Initiative, ...]
    answered: frozenset[str]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(initiative.id for initiative in self.initiatives)

    @property
    def linked(self) -> frozenset[str]:
        return frozenset(link.id for i in self.initiatives for link in i.from_ if link.relation != "spun-off")


def draft_of(plain: Mapping[str, object]) -> Draft:
    """Read plain data as a draft, leaving out what cannot be understood."""
    follows = plain.get("follows")
    initiatives = (_initiative(item) for item in _mappings(plain.get("initiatives")))
    return Draft(
        follows if isinstance(follows, str) else None,
        tuple(initiative for initiative in initiatives if initiative),
        frozenset(_answered(plain)),
    )


def _answered(plain: Mapping[str, object]) -> Iterator[str]:
    for departure in _mappings(plain.get("not_continued")):
        if departure.get("outcome") not in (None, "not-examined"):
            yield str(departure.get("id"))
    for silent in _mappings(plain.get("still_not_mentioned")):
        if silent.get("hits", ()) is not None:  # an empty hits waits for an answer
            yield str(silent.get("id"))


def _initiative(item: Mapping[str, object]) -> Initiative | None:
    """One initiative, with stand-ins for what it lacks; None while it has no id."""
    values = {key: value for key, value in item.items() if value is not None}
    values["facts"] = [fact for fact in _mappings(item.get("facts")) if _is_valid(_FACT, fact)]
    values["from"] = [link for link in _mappings(item.get("from")) if _is_valid(_LINK, link)]
    try:
        return Initiative.model_validate({**_STAND_INS, **values})
    except ValidationError as invalid:
        faulty = {error["loc"][0] for error in invalid.errors()}
    sound = {key: value for key, value in values.items() if key not in faulty}
    return None if "id" not in sound else Initiative.model_validate({**_STAND_INS, **sound})


_FACT: TypeAdapter[object] = TypeAdapter(Fact)
_LINK: TypeAdapter[object] = TypeAdapter(Link)


def _is_valid(adapter: TypeAdapter[object], value: object) -> bool:
    try:
        adapter.validate_python(value)
    except ValidationError:
        return False
    return True


def _mappings(value: object) -> list[dict[str, object]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
