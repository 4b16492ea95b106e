"""The words beside a quantity that bound it, say what it is a quantity per, or when it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from generator.quantities.readings import AmountBasis, Bound, When

_Meaning = TypeVar("_Meaning")
MarkerTable = Mapping[str, Sequence[tuple[tuple[str, ...], _Meaning]]]

_BOUNDS: Mapping[Bound, str] = {
    "about": "ca|c|cirka|circa|omkring|omtrent|omk|knap|knapt|godt|godt og vel|næsten|små|snart|henved|rundt regnet"
    "|anslagsvis|i nærheden af|i omegnen af|i størrelsesordenen|tæt på|op mod|op imod|hen "
    "imod|anslået|skønsmæssigt|lidt over|lidt under"
    "|lidt mere end|lidt mindre end|lige over|lige under|plus / minus|+ / -|~|≈|±",
    "at-most": "op til|indtil|højst|højest|allerhøjst|maksimalt|maksimum|maks|max|ikke over|ikke mere end|under"
    "|ikke flere end|mindre end|færre end|lavere end|kortere end|ikke højere end|et loft på|≤|<",
    "at-least": "mindst|minimum|min|som minimum|ikke under|ikke mindre end|ikke færre end|mere end|flere end|over"
    "|større end|højere end|længere end|ikke lavere end|≥|>",
}
_LATER_BOUNDS: Mapping[Bound, str] = {
    "about": "cirka|ca|eller deromkring|±|+ / -|plus / minus",
    "at-most": "eller mindre|eller færre|eller derunder|og derunder|og nedefter|som maksimum|som maks",
    "at-least": "eller mere|eller flere|eller derover|og derover|og opefter|og opad|og mere|eller højere|eller ældre"
    "|som minimum|som mindst|+",
}
_BASES: Mapping[AmountBasis, str] = {
    "per-year": "årligt|årlige|årlig|om året|pr år|per år|p a|per annum|/ år|hvert år|hvert af årene|hvert af de"
    "|hvert enkelt år|i hvert af|for hvert år|for hvert af årene|til hvert år|til hvert af årene",
    "per-other": "om måneden|pr måned|per måned|/ måned|månedligt|månedlig|månedlige|hver måned|om ugen|pr uge|per uge"
    "|ugentligt|ugentlig|ugentlige|om dagen|pr dag|per dag|dagligt|pr kvartal|per kvartal|hvert kvartal"
    "|hvert andet år|hvert tredje år|hvert fjerde år|hvert femte år|i timen|pr time|per time|i måneden|i ugen"
    "|i døgnet|i kvartalet|kvartalsvis|pr halvår|per halvår|halvårligt|hver især"
    "|til hver|for hver|på hver|til hvert|for hvert|på hvert",
    "total": "i alt|ialt|samlet|samlede|tilsammen|sammenlagt|totalt|total|engangsbeløb|engangsudgift|engangsudgifter"
    "|engangsbevilling|engangstilskud|over perioden|over hele perioden|i hele perioden|for hele perioden"
    "|over årene|under ét",
}
_DIRECTIONS: Mapping[When, str] = {  # directly before the number, but for a bound
    "before": "fra|mod|imod|i forhold til|i stedet for|frem for|fremfor|sammenlignet med",
    "after": "til",
}
_TIMES: Mapping[When, str] = {
    "before": "før|førhen|tidligere|hidtil|hidtidige|hidtidigt|oprindelig|oprindeligt|oprindelige|forrige|var|udgjorde"
    "|lå",
    "now": "i dag|nu|aktuelt|nuværende|i øjeblikket|har|er|p t|pt|udgør",
    "after": "skal|fremover|fremtidig|fremtidigt|bliver|vil|senere|herefter|derefter",
}


def _by_word(words: Mapping[_Meaning, str], place: int) -> MarkerTable[_Meaning]:
    """The phrases of each meaning by their first word (*place* 0) or their last (-1), the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], _Meaning]]] = {}
    for meaning, phrases in words.items():
        for phrase in phrases.split("|"):
            parts = tuple(phrase.split())
            table.setdefault(parts[place], []).append((parts, meaning))
    return {word: sorted(entries, key=lambda entry: -len(entry[0])) for word, entries in table.items()}


BOUNDS = _by_word(_BOUNDS, -1)
LATER_BOUNDS = _by_word(_LATER_BOUNDS, 0)
BASES = _by_word(_BASES, 0)
DIRECTIONS = _by_word(_DIRECTIONS, -1)
TIMES_BEFORE = _by_word(_TIMES, -1)
TIMES_AFTER = _by_word(_TIMES, 0)


def ending(words: Sequence[str], table: MarkerTable[_Meaning]) -> tuple[int, _Meaning] | None:
    """How many words at the end of *words* have a meaning together, and which."""
    for phrase, meaning in table.get(words[-1], ()) if words else ():
        if tuple(words[-len(phrase) :]) == phrase:
            return len(phrase), meaning
    return None


def beginning(words: Sequence[str], table: MarkerTable[_Meaning]) -> tuple[int, _Meaning] | None:
    """How many words at the beginning of *words* have a meaning together, and which."""
    for phrase, meaning in table.get(words[0], ()) if words else ():
        if tuple(words[: len(phrase)]) == phrase:
            return len(phrase), meaning
    return None
