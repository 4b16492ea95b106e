"""The file that a new agreement begins as: every key with a word on what to write, and nothing invented.

What must be filled in stands empty, because an empty key is a problem that `check` reports at its line; a
stand-in text could pass as content. What may be left out stands behind a #. What the older agreements make
necessary is filled in with the answer that claims nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from generator.maintaining.findings import Part, fact_lines, in_quotes
from generator.model.agreement import Agreement, Outcome
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
        _sources(text),
        *_initiatives(archive, text.parts if text else ()),
        *_departures(archive),
        *_still_silent(archive),
        _END,
    )
    return "".join(part.strip("\n") + "\n" for part in parts)


def one_line(text: str) -> str:
    """Text from the data as it may stand in a comment: it must never end the line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def id_as_text(slug: str) -> str:
    """An id as YAML reads it as text: in quotes where it could be a number, a date or a word of YAML's own."""
    is_text = slug[0].isalpha() and slug not in {"true", "false", "null"}
    return slug if is_text else f"'{slug}'"


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


def _sources(text: TextRead | None) -> str:
    heading = f"    # Teksten begynder: »{one_line(text.heading)}«.\n" if text and text.heading else ""
    dates = f"    # Datoer i teksten: {one_line(', '.join(text.dates))}.\n" if text and text.dates else ""
    sha256 = f"    sha256: {text.sha256}" if text else "    # »sha256sum TEKSTEN« skriver tallet.\n    sha256:"
    return f"""
sources:
  # Et id, du selv vælger. Er der flere kilder, skrives det ved source, hvor noget står i den.
  - id:
    # Hvad slags kilde:
{_options(SOURCE_KINDS)}
    kind:
    publisher:
{heading}    title:
    # Udelades, når teksten ikke selv siger det.
{dates}    # published:  # ÅÅÅÅ-MM-DD
    # url:  # adressen, med https:// foran
{sha256}
# Er der flere kilder: den, der gælder, hvor der ikke står en anden ved source.
# source:  # id på kilden
"""


def _initiatives(archive: Archive, parts: Sequence[Part]) -> Iterator[str]:
    yield """
# Alt, hvad parterne forpligter sig til, stræber efter, vil undersøge eller drøfte. Ét initiativ til hvert.
initiatives:
  # Et initiativ, der er kendt fra en ældre aftale, har det id, det har dér. Et nyt får et nyt: a-z, 0-9 og -.
"""
    first, *others = parts or (None,)
    yield _initiative(archive, first)
    for part in others:
        yield f"  # Er »{one_line(part.title)}« et initiativ? Slet det ellers." if part else ""
        lines = _initiative(archive, part).splitlines()
        yield "\n".join(line for line in lines if not line.lstrip().startswith("#"))


def _initiative(archive: Archive, part: Part | None) -> str:
    number = "    # number:  # i anførselstegn, når aftalen nummererer sine initiativer"
    if part and part.number:
        number = f"    number: {in_quotes(part.number)}"
    title, phrase = (f" {in_quotes(part.title)}", f" {in_quotes(part.phrase)}") if part else ("", "")
    facts = "\n".join(fact_lines(part.figures)) if part else ""
    facts = facts or "    # facts:\n    #   - id:  # et id, du selv vælger"
    before = archive.agreements[-1].id
    return f"""
  - id:
{number}
    # focus_area:  # id fra focus_areas, når aftalen har fokusområder
    title:{title}
{_options(KIND_MEANINGS)}
    kind:
{_options(PRESENCE_MEANINGS)}
    presence:
{_options(COMMITMENT_MEANINGS)}
    commitment:
    # En af: {", ".join(theme.id for theme in archive.register.themes)}.
    theme:
    # aliases:  # [et andet navn for det samme, et til]
    # En eller to sætninger med dine egne ord, aldrig kildens.
    summary:
    # {_PHRASE[0].upper()}{_PHRASE[1:]}.
    phrase:{phrase}
    origin:
      # continued: det stod i {before}
      # resumed: det stod ikke i {before}, men i en ældre aftale
      # new: det står ikke i nogen ældre aftale; verify søger efter titel, aliaser og phrase i de ældre tekster
      # first-mentioned: nyt her, men teksten siger, at det er i gang; kræver source og phrase
      outcome:
      # basis:  # explicit, same-name eller same-subject; skal stå ved continued og resumed
      # certainty:  # certain eller arguable; ved arguable skal der stå en note
      # note:  # hvorfor, med dine egne ord; vises på siden
      # search:  # ved new og first-mentioned, når titel, aliaser og phrase ikke er nok, eller verify finder noget
      #   terms:  # [flere ord at søge efter i de ældre tekster]
      #   hits:  # noget, der ligner, men er noget andet: agreement, phrase og why; findes det, så skriv det dér
    # Beløb, frister, mål, antal, indhold og parter; se CONTRIBUTING.md og de ældre aftaler.
{facts}
"""


def _departures(archive: Archive) -> Iterator[str]:
    before = archive.agreements[-1]
    yield f"""
# Hvert initiativ i {before.id}, der ikke står ovenfor. Indtil nogen har set efter, er det
# not-examined: »{OUTCOMES[Outcome.NOT_EXAMINED].label}«. Nævner teksten det ikke, så skriv
# i stedet outcome: not-mentioned og search: {{terms: [de ord, du søgte efter]}}.
not_continued:
"""
    for initiative in before.initiatives:
        aliases = f" (også: {one_line(', '.join(initiative.aliases))})" if initiative.aliases else ""
        yield f"""
  # »{one_line(initiative.title.da)}«{aliases}. Står det i teksten, så flyt id'et op; ellers søg.
  - id: {id_as_text(initiative.id)}
    outcome: not-examined
"""


def _still_silent(archive: Archive) -> Iterator[str]:
    asleep = archive.asleep[-1]
    if asleep:
        yield """
# Det her forsvandt tidligere uden et ord. Det står her kun, hvis »aftalespor verify« finder et af ordene i den
# nye tekst: som noget andet, og så forklares det under hits med phrase og why. Er det initiativet selv, så skriv
# det under initiatives med outcome: resumed.
# still_not_mentioned:
"""
    for initiative_id, search in asleep.items():
        last = archive.agreements[archive.appearances(initiative_id)[-1]].id
        title = one_line(archive.latest(initiative_id).title.da)
        yield f"#   - id: {id_as_text(initiative_id)}  # »{title}«, sidst i {last}: {one_line(', '.join(search.terms))}"


def _options(meanings: Mapping[str, str]) -> str:
    return "\n".join(f"    # {value}: {meaning}" for value, meaning in meanings.items())
