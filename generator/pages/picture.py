"""The picture of fates as a drawing to download: its headline, its signs and its source stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import NamedTuple

from generator.comparing.comparison import InitiativeHistory
from generator.pages.fates import FateCell, FateRow, by_fate, columns, efforts, headline, line
from generator.pages.words import shorts, stop_words
from generator.publishing import addresses
from generator.publishing.drawing import SOFT, Bar, Diamond, Drawing, Ring, Rule, Shape, Words, png, svg
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteAsset
from generator.wording.translator import Translator

SVG, PNG = "billeder/indsatser.svg", "billeder/indsatser.png"
_WIDTH, _MARGIN = 1200, 40
_NARROWEST = 70  # of the columns of agreements; with many of them the drawing grows
_NAMES = 500  # how wide the names stand
_GAP = 26  # a column of what is unread
_ROW, _LINE, _BAR = 24, 19, 11
_LETTERS = {28: 76, 17: 58}  # how many letters of each size fit, in any of the usual typefaces


class ColumnPlace(NamedTuple):
    """Where a column stands, and how wide it is."""

    x: int
    width: int


def picture_assets(t: Translator, edition: Edition, lives: Sequence[InitiativeHistory]) -> Iterator[SiteAsset]:
    """The picture of the efforts, as SVG and as PNG."""
    drawing = picture(t, edition, lives)
    if not drawing:
        return
    yield SiteAsset(SVG, svg(drawing))
    yield SiteAsset(PNG, lambda: png(drawing), repr(drawing))


def picture(t: Translator, edition: Edition, lives: Sequence[InitiativeHistory]) -> Drawing | None:
    """None where no effort is in a text, or none that is older than the newest."""
    tried = efforts(lives)
    title = headline(t, edition.archive, tried)
    if not title:
        return None
    rows = by_fate(edition.archive, tried)
    places = _places(edition)
    right = places[-1].x + places[-1].width
    y = 0.0
    shapes: list[Shape] = []
    for text in wrap(title, _LETTERS[28]):
        y += 40
        shapes.append(Words(_MARGIN, y + 16, text, 28, is_bold=True))
    shapes += _legend(t, edition, y + 52)
    y += 100
    shapes += _header(t, edition, places, y)
    for row in rows:
        y += 40
        shapes.append(Words(_MARGIN, y, f"{row.heading(t)}: {row.count}", 17, is_bold=True))
        shapes.append(Rule(_MARGIN, y + 7, right - _MARGIN))
        y += 10
        for life in row.lives:
            name = wrap(t.text(life.latest.title), _LETTERS[17])
            shapes += [Words(_MARGIN, y + 17 + n * _LINE, text) for n, text in enumerate(name)]
            height = _ROW + _LINE * (len(name) - 1)
            for cell, place in zip(line(t, edition, life), places, strict=True):
                shapes += _mark(cell.mark.kind, place, y + height / 2)
            y += height
    for text in _source(t, edition):
        y += 26
        shapes.append(Words(_MARGIN, y + 16, text, 15, colour=SOFT))
    return Drawing(
        right + _MARGIN, round(y) + 50, title, _description(t, edition, rows), t.language.code, tuple(shapes)
    )


def _places(edition: Edition) -> list[ColumnPlace]:
    """Agreements share the room equally, so time is not to scale; what is unread has little."""
    drawn = [*columns(edition.archive)]
    gaps = sum(isinstance(column, tuple) for column in drawn)
    room = _WIDTH - 2 * _MARGIN - _NAMES - gaps * _GAP
    each = max(_NARROWEST, room // (len(drawn) - gaps))
    places: list[ColumnPlace] = []
    x = _MARGIN + _NAMES
    for column in drawn:
        places.append(ColumnPlace(x, _GAP if isinstance(column, tuple) else each))
        x += places[-1].width
    return places


def _header(t: Translator, edition: Edition, places: Sequence[ColumnPlace], y: float) -> Iterator[Shape]:
    for column, place in zip(columns(edition.archive), places, strict=True):
        if isinstance(column, tuple):
            yield from _mark("unread", place, y - 5)
        else:
            yield Words(place.x, y, stop_words(t, column), 15)


def _mark(kind: str, place: ColumnPlace, y: float) -> Iterator[Shape]:
    """A sign of its own for each way in which a text mentions an initiative, or does not; *y* is its middle."""
    centre = place.x + place.width / 2
    match kind:
        case "named" | "unnamed":
            yield Bar(place.x, y - _BAR / 2, place.width, _BAR)
        case "background":
            yield Bar(place.x, y - 1.5, place.width, 3)
        case "absent":
            yield Bar(place.x, y - _BAR / 2, place.width, _BAR, is_hatched=True)
        case "unread":
            yield Ring(centre, y)
        case "elsewhere":
            yield Diamond(centre, y)
        case _:
            return  # older than the initiative, or no longer followed: nothing stands there


def _legend(t: Translator, edition: Edition, y: float) -> Iterator[Shape]:
    signs = [("named", t("nævnt")), ("background", t("kun som baggrund")), ("absent", t("teksten er tavs"))]
    if edition.archive.unread:
        signs.append(("unread", t("ikke læst")))
    if edition.beyond.agreements:
        signs.append(("elsewhere", t("kun i en anden kilde")))
    x = _MARGIN
    for kind, words in signs:
        yield from _mark(kind, ColumnPlace(x, 40), y - 5)
        yield Words(x + 48, y, words, 15)
        x += 76 + 8 * len(words)


def _source(t: Translator, edition: Edition) -> Iterator[str]:
    yield ""
    yield t("En tavs tekst betyder ikke, at noget er opgivet. Tiden er ikke i skala.")
    site = edition.site
    address = site.link(addresses.in_language(t, "tidslinje/")) if site.url else ""
    source = f"{site.name}, {address}" if address else site.name
    latest = edition.history.latest
    if latest is None:
        yield t("Kilde: %(source)s. Data er under CC BY 4.0.", source=source)
    else:
        yield t(
            "Kilde: %(source)s. Data af %(date)s (%(commit)s) er under CC BY 4.0.",
            source=source,
            date=t.day(latest.date),
            commit=latest.short,
        )


def _description(t: Translator, edition: Edition, rows: Sequence[FateRow]) -> str:
    """The picture as lines of text: each group, and under it what each text says of each initiative."""
    described = [*columns(edition.archive)]
    lines = []
    for row in rows:
        lines.append(f"{row.heading(t)}: {row.count}.")
        for life in row.lives:
            cells = "; ".join(
                f"{shorts(t, c)}: {_cell_words(cell)}"
                for c, cell in zip(described, line(t, edition, life), strict=True)
            )
            lines.append(f"{t.text(life.latest.title)}. {cells}.")
    return "\n".join(lines)


def _cell_words(cell: FateCell) -> str:
    return f"{cell.mark.words}, {cell.words}" if cell.outcome else cell.mark.words
