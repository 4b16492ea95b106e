"""Facts as `new` writes them: the number and the words it stands in, with what people must judge left empty."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from generator.maintaining.findings import Figure
from generator.model.values import BOUND_WORDS, PARTS_OF_YEAR, Quantity, parse_count, parse_kroner, parse_measure
from generator.quantities.reader import readings
from generator.quantities.readings import Moment, StatedQuantity

_RANGE = re.compile(r"(?<=\d) (?:og|til|-) (?=\d)")  # »mellem 80 og 100 mio. kr.«


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
        case StatedQuantity(kind="amount") if words := _readable(parse_kroner, figure.words, reading):
            basis = reading.basis if reading.basis in ("per-year", "total") else ""
            values = [f"amount: {words}", f"basis: {basis}".rstrip()]
        case StatedQuantity(kind="share") if words := _readable(parse_measure, figure.words, reading):
            values = [f"value: {words}"]
        # »De tre parter« counts nothing that was agreed; »op til ti kommuner« does.
        case StatedQuantity(kind="count", unit=unit, bound=bound) if (
            unit and (bound or figure.words[0].isdigit()) and (count := _readable(parse_count, "", reading))
        ):
            values = [f"count: {count}", f"unit: {quoted(unit)}"]
        case Moment() if date := _date(reading):
            values = [f"date: {date}", "bound:"]
        case _:
            return
    yield "      - id:"
    yield "        label:"
    yield from (f"        {value}" for value in values)
    yield f"        phrase: {quoted(figure.phrase)}"


def _readable(parse: Callable[[str], Quantity], words: str, reading: StatedQuantity) -> str | None:
    """*words*, or else the number that was read, with what is before it (»op til«), as a snapshot has it.

    None of what no snapshot can hold.
    """
    number = _RANGE.sub("-", words) or "-".join(dict.fromkeys((f"{reading.low:f}", f"{reading.high:f}")))
    bound = BOUND_WORDS[reading.bound][0] if reading.bound else ""
    text = " ".join(filter(None, (bound, number)))
    try:
        parse(text)
    except ValueError:
        return None
    return text


def _date(moment: Moment) -> str | None:
    """A year, a part of it, a month or a day as a snapshot has it; None of what is longer or names no year."""
    if moment.years is None or moment.years[0] != moment.years[1]:
        return None
    year, (first, last) = moment.years[0], moment.months
    if moment.day is not None:
        return f"{year}-{first:02}-{moment.day:02}"
    if (first, last) == (1, 12):
        return f"{year}"
    if first == last:
        return f"{year}-{first:02}"
    return next((f"{year}-{part}" for part, months in PARTS_OF_YEAR.items() if months == (first, last)), None)
