"""Facts as `new` writes them: the number and the words it stands in, with what people must judge left empty."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from generator.maintaining.findings import Figure
from generator.model.quantity import Quantity, parse_count, parse_kroner, parse_measure
from generator.quantities import Moment, StatedQuantity, readings


def fact_lines(figures: tuple[Figure, ...]) -> Iterator[str]:
    """The facts that the numbers of one part of a text may be, as the lines of a snapshot."""
    drafts = [lines for figure in figures if (lines := [*_fact(figure)])]
    if drafts:
        yield "    # Læst i teksten. Er tallet ikke en oplysning om initiativet, så slet det."
        yield "    facts:"
        for lines in drafts:
            yield from lines


def quoted(text: str) -> str:
    """*text* as YAML can hold it, whatever signs are in it."""
    return json.dumps(text, ensure_ascii=False)


def _fact(figure: Figure) -> Iterator[str]:
    """The lines of one fact; none of a number that no fact can hold as it is written."""
    stated = [r for r in readings(figure.phrase) if figure.phrase[slice(*r.span)] == figure.words]
    reading = stated[0] if stated else None
    match reading:
        case StatedQuantity(kind="amount") if _can_be_read(parse_kroner, figure.words):
            basis = reading.basis if reading.basis in ("per-year", "total") else ""
            values = [f"amount: {figure.words}", f"basis: {basis}".rstrip()]
        case StatedQuantity(kind="share") if _can_be_read(parse_measure, figure.words):
            values = [f"value: {figure.words}"]
        case StatedQuantity(kind="count", unit=unit) if unit and (count := _count(figure.words)):
            values = [f"count: {count[0]}", f"unit: {quoted(count[1])}"]
        case Moment() if date := _date(reading):
            values = [f"date: {date}", "bound:"]
        case _:
            return
    yield "      - id:"
    yield "        label:"
    yield from (f"        {value}" for value in values)
    yield f"        phrase: {quoted(figure.phrase)}"


def _can_be_read(parse: Callable[[str], Quantity], words: str) -> bool:
    try:
        parse(words)
    except ValueError:
        return False
    return True


def _count(words: str) -> tuple[str, str] | None:
    """»28 konkrete initiativer« as a count and its unit; None of a number that is not written in digits."""
    number, _, unit = words.partition(" ")
    return (number, unit) if unit and _can_be_read(parse_count, number) else None


def _date(moment: Moment) -> str | None:
    """A year, a month or a day as a snapshot has it; None of what is a period or names no year."""
    if moment.years is None or moment.years[0] != moment.years[1]:
        return None
    year, (first, last) = moment.years[0], moment.months
    if moment.day is not None:
        return f"{year}-{first:02}-{moment.day:02}"
    if (first, last) == (1, 12):
        return f"{year}"
    return f"{year}-{first:02}" if first == last else None
