"""The file that a new agreement begins as: every key with a word on what to write, and nothing invented.

What must be filled in stands empty, because an empty key is a problem that `check` reports at its line; a
stand-in text could pass as content. What may be left out stands behind a #. What the older agreements make
necessary is filled in with the answer that claims nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from generator.comparing.comparison import Outcome
from generator.maintaining.fact_drafts import fact_lines, quoted
from generator.maintaining.text_parts import Part
from generator.model.agreement import Agreement
from generator.model.archive import Archive
from generator.wording.labels import COMMITMENT_MEANINGS, KIND_MEANINGS, OUTCOMES, PRESENCE_MEANINGS, SOURCE_KINDS

SCHEMA_LINE = "# yaml-language-server: $schema=../site_src/docs/skema/v1/aftale.schema.json"
_PHRASE = "højst 12 ord, der står ordret i kilden"


@dataclass(frozen=True)
class TextRead:
    """What a source text says of itself, and the parts of it that may be initiatives."""

    sha256: str
    heading: str | None
    dates: tuple[str, ...]
    parts: tuple[Part, ...]


def skeleton(agreement_id: str, archive: Archive, text: TextRead | None = None) -> str:
    """The first text of agreements/<id>.yaml for an agreement that follows the last of *archive*.

    Of a *text* what it says is filled in: its hash, and for each part of it a draft, whose judgements stand empty.
    """
    parts = (
        _head(agreement_id, archive),
        _SOURCES_TOP,
        _options(SOURCE_KINDS, 4),
        _sources_rest(text),
        _initiatives(archive, text.parts if text else ()),
        _departures(archive),
        _still_silent(archive),
        _END,
    )
    return "".join(line + "\n" for part in parts for line in _lines(part))


def one_line(text: str) -> str:
    """Text from the data as it may stand in a comment: it must never end the line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def id_as_text(slug: str) -> str:
    """An id as YAML reads it as text: in quotes where it could be a number, a date or a word of YAML's own."""
    is_text = slug[0].isalpha() and slug not in {"true", "false", "null"}
    return slug if is_text else f"'{slug}'"


def _lines(part: str | Iterator[str]) -> Iterator[str]:
    yield from part.strip("\n").splitlines() if isinstance(part, str) else part


def _head(agreement_id: str, archive: Archive) -> str:
    kinds = ", ".join(get_args(Agreement.model_fields["kind"].annotation))
    parties = ", ".join(party.id for party in archive.register.parties)
    return f"""
{SCHEMA_LINE}
# Udfyld det, der står tomt. »aftalespor check« siger, hvad der mangler og hvor.
# Det, der står efter et #, kan udelades; fjern # for at bruge det. Forklaringerne må slettes til sidst.
# En tekst med kolon eller # i skal stå i anførselstegn: "Det gælder: alle".
# En tekst kan også stå på engelsk: »da:« og »en:« hver på sin linje under nøglen.
# »gloss« siger på engelsk, hvad en phrase siger.
id: {id_as_text(agreement_id)}
# Aftalens navn, som den selv skriver det.
title:
# Et kort navn til overskrifter i tabeller.
short:
# En af: {kinds}.
kind:
# Aftalen før denne.
follows: {id_as_text(archive.agreements[-1].id)}
# Hvornår aftalen er indgået, hvis teksten siger det. En artikels dato er ikke aftalens.
# agreed:
#   date:  # ÅÅÅÅ, ÅÅÅÅ-MM eller ÅÅÅÅ-MM-DD, så nøjagtigt som teksten siger det
#   phrase:  # {_PHRASE}
# Hvilken periode aftalen gælder, hvis teksten siger det.
# effective:
#   from:  # ÅÅÅÅ
#   to:  # ÅÅÅÅ
#   phrase:  # {_PHRASE}
# Hver part, eller flere sammen, når de samme ord nævner dem: party: [en, to]. En af: {parties}.
# phrase er {_PHRASE}.
parties:
  - party:
    phrase:
# Hvad aftalen går ud på, i en eller to sætninger med dine egne ord.
summary:
coverage:
  # true, hvis alle aftalens initiativer er med her; false, hvis teksten kun nævner nogle af dem.
  complete:
  # Hvad der er læst, og hvad der kan mangle.
  note:
# Hvor mange der har læst teksten uafhængigt af hinanden, når det er flere end én.
# readers: 2
# Hvor mange initiativer eller mål aftalen selv siger, den har.
# counts:
#   - id:  # et id, du selv vælger
#     count:  # tallet, som teksten siger det
#     unit:  # hvad der tælles
#     listed:  # hvor mange af dem der kan nævnes ved navn her
#     of:  # id på en anden aftale, hvis det er dén, teksten tæller i
#     phrase:  # {_PHRASE}
# De dele, aftalen selv samler sine initiativer i, med dens egne numre og navne.
# focus_areas:
#   - id:  # et id, du selv vælger
#     number:  # i anførselstegn: '1'
#     title:  # navnet, som aftalen skriver det
#     phrase:  # {_PHRASE}
"""


_SOURCES_TOP = """
sources:
  # Et id, du selv vælger. Er der flere kilder, skrives det ved source, hvor noget står i den.
  - id:
    # Hvad slags kilde:
"""
_END = """
# Udsagn i teksten, der ikke er aftalens: en embedsmands ord, en avis' tal, resultater af en ældre aftale.
# context:
#   - id:  # et id, du selv vælger
#     kind:  # background, official, other-body, newspaper eller government
#     speaker:  # hvem der siger det
#     text:  # hvad der siges, med dine egne ord
#     phrase:  # højst 12 ord, der står ordret i kilden
# Hvad to læsere var uenige om, og hvordan det blev afgjort.
# reading_notes:
#   -  # en bemærkning
"""


def _sources_rest(text: TextRead | None) -> Iterator[str]:
    yield "    kind:"
    yield "    publisher:"
    if text and text.heading:
        yield f"    # Teksten begynder: »{one_line(text.heading)}«."
    yield "    title:"
    yield "    # Udelades, når teksten ikke selv siger det."
    if text and text.dates:
        yield f"    # Datoer i teksten: {one_line(', '.join(text.dates))}."
    yield "    # published:  # ÅÅÅÅ-MM-DD"
    yield "    # url:  # adressen, med https:// foran"
    if text:
        yield f"    sha256: {text.sha256}"
    else:
        yield "    # »aftalespor read TEKSTEN« skriver tallet."
        yield "    sha256:"
    yield "# Er der flere kilder: den, der gælder, hvor der ikke står en anden ved source."
    yield "# source:  # id på kilden"


def _initiatives(archive: Archive, parts: Sequence[Part]) -> Iterator[str]:
    yield "# Alt, hvad parterne forpligter sig til, stræber efter, vil undersøge eller drøfte. Ét initiativ til hvert."
    yield "initiatives:"
    yield (
        "  # Et initiativ, der er kendt fra en ældre aftale, har det id, det har dér. Et nyt får et nyt: a-z, 0-9 og -."
    )
    first, *others = parts or (None,)
    yield from _initiative(archive, first)
    for part in others:
        yield f"  # Er »{one_line(part.title)}« et initiativ? Slet det ellers." if part else ""
        yield from (line for line in _initiative(archive, part) if not line.lstrip().startswith("#"))


def _initiative(archive: Archive, part: Part | None) -> Iterator[str]:
    themes = ", ".join(theme.id for theme in archive.register.themes)
    before = archive.agreements[-1].id
    yield "  - id:"
    if part and part.number:
        yield f"    number: {quoted(part.number)}"
    else:
        yield "    # number:  # i anførselstegn, når aftalen nummererer sine initiativer"
    yield "    # focus_area:  # id fra focus_areas, når aftalen har fokusområder"
    yield f"    title: {quoted(part.title)}" if part else "    title:"
    yield from _options(KIND_MEANINGS, 4)
    yield "    kind:"
    yield from _options(PRESENCE_MEANINGS, 4)
    yield "    presence:"
    yield from _options(COMMITMENT_MEANINGS, 4)
    yield "    commitment:"
    yield f"    # En af: {themes}."
    yield "    theme:"
    yield "    # aliases:  # [et andet navn for det samme, et til]"
    yield "    # En eller to sætninger med dine egne ord, aldrig kildens."
    yield "    summary:"
    yield f"    # {_PHRASE[0].upper()}{_PHRASE[1:]}."
    yield f"    phrase: {quoted(part.phrase)}" if part else "    phrase:"
    yield "    origin:"
    yield f"      # continued: det stod i {before}"
    yield f"      # resumed: det stod ikke i {before}, men i en ældre aftale"
    yield (
        "      # new: det står ikke i nogen ældre aftale; verify søger efter titel, aliaser og phrase i de "
        "ældre tekster"
    )
    yield "      # first-mentioned: nyt her, men teksten siger, at det er i gang; kræver source og phrase"
    yield "      outcome:"
    yield "      # basis:  # explicit, same-name eller same-subject; skal stå ved continued og resumed"
    yield "      # certainty:  # certain eller arguable; ved arguable skal der stå en note"
    yield "      # note:  # hvorfor, med dine egne ord; vises på siden"
    yield (
        "      # search:  # ved new og first-mentioned, når titel, aliaser og phrase ikke er nok, eller verify "
        "finder noget"
    )
    yield "      #   terms:  # [flere ord at søge efter i de ældre tekster]"
    yield (
        "      #   hits:  # noget, der ligner, men er noget andet: agreement, phrase og why; findes det, så "
        "skriv det dér"
    )
    yield "    # Beløb, frister, mål, antal, indhold og parter; se CONTRIBUTING.md og de ældre aftaler."
    if part and (facts := [*fact_lines(part.figures)]):
        yield from facts
    else:
        yield "    # facts:"
        yield "    #   - id:  # et id, du selv vælger"


def _departures(archive: Archive) -> Iterator[str]:
    before = archive.agreements[-1]
    yield f"# Hvert initiativ i {before.id}, der ikke står ovenfor. Indtil nogen har set efter, er det"
    yield f"# not-examined: »{OUTCOMES[Outcome.NOT_EXAMINED].label}«. Nævner teksten det ikke, så skriv"
    yield "# i stedet outcome: not-mentioned og search: {terms: [de ord, du søgte efter]}."
    yield "not_continued:"
    for initiative in before.initiatives:
        title = f"»{one_line(initiative.title.da)}«{_also(initiative.aliases)}"
        yield f"  # {title}. Står det i teksten, så flyt id'et op; ellers søg."
        yield f"  - id: {id_as_text(initiative.id)}"
        yield "    outcome: not-examined"


def _still_silent(archive: Archive) -> Iterator[str]:
    asleep = archive.asleep[-1]
    if not asleep:
        return
    yield (
        "# Det her forsvandt tidligere uden et ord. Det står her kun, hvis »aftalespor verify« finder et af "
        "ordene i den"
    )
    yield (
        "# nye tekst: som noget andet, og så forklares det under hits med phrase og why. Er det initiativet "
        "selv, så skriv"
    )
    yield "# det under initiatives med outcome: resumed."
    yield "# still_not_mentioned:"
    for initiative_id, search in asleep.items():
        last = archive.agreements[archive.appearances(initiative_id)[-1]].id
        title = one_line(archive.latest(initiative_id).title.da)
        yield f"#   - id: {id_as_text(initiative_id)}  # »{title}«, sidst i {last}: {one_line(', '.join(search.terms))}"


def _options(meanings: Mapping[str, str], indent: int) -> Iterator[str]:
    yield from (f"{' ' * indent}# {value}: {meaning}" for value, meaning in meanings.items())


def _also(aliases: Sequence[str]) -> str:
    return f" (også: {one_line(', '.join(aliases))})" if aliases else ""
