"""What is drawn: a diagram as shapes, which become SVG and PNG, and the card that a shared link shows.

A diagram's signs differ in form and not only in colour, so that it can be printed, copied and read in grey. Its words
stay text in the SVG, and it is read aloud as it is drawn. The typeface is installed with us, so that nothing is
fetched and every build gives the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from io import BytesIO

import font_source_serif_pro as typeface  # type: ignore[import-untyped]  # only a table of file names
from markupsafe import escape
from PIL import Image, ImageDraw, ImageFont

from generator.comparing.comparison import Comparison, InitiativeHistory
from generator.model.agreement import Agreement, Group
from generator.model.archive import Archive
from generator.publishing.site_file import SiteAsset
from generator.wording.labels import GROUPS, kind_counts
from generator.wording.sentences import unread_count_words
from generator.wording.translator import Translator

INK, PAPER, BAR, SOFT, OTHER = "#1c1c1c", "#ffffff", "#1f4f8f", "#595959", "#7a4b00"
_HATCH = 6  # how far the lines of silence stand from each other
_MOST_PIXELS = 8_000_000  # of the PNG; one of 1,200 initiatives held 800 MB
_SVG_FONT = "Georgia, &quot;Times New Roman&quot;, serif"
_SILENT = (
    f'<defs><pattern id="silent" width="{_HATCH}" height="{_HATCH}" patternUnits="userSpaceOnUse">'
    f'<path d="M0 {_HATCH}L{_HATCH} 0" stroke="{SOFT}"/></pattern></defs>'
)


@dataclass(frozen=True)
class Words:
    """Text whose base line begins at *x*, *y*."""

    x: float
    y: float
    text: str
    size: int = 17
    is_bold: bool = False
    colour: str = INK

    @property
    def svg(self) -> str:
        weight = ' font-weight="bold"' if self.is_bold else ""
        place = f'x="{self.x:g}" y="{self.y:g}" font-size="{self.size}" fill="{self.colour}"'
        return f"<text {place}{weight}>{escape(self.text)}</text>"

    def paint(self, draw: ImageDraw.ImageDraw, scale: float) -> None:
        font = _font(self.size * scale, is_bold=self.is_bold)
        draw.text((self.x * scale, self.y * scale), self.text, self.colour, font, anchor="ls")


@dataclass(frozen=True)
class Bar:
    """A bar: filled, or hatched inside a thin frame."""

    x: float
    y: float
    width: float
    height: float
    is_hatched: bool = False

    @property
    def svg(self) -> str:
        fill = f'fill="url(#silent)" stroke="{SOFT}"' if self.is_hatched else f'fill="{BAR}"'
        return f'<rect x="{self.x:g}" y="{self.y:g}" width="{self.width:g}" height="{self.height:g}" {fill}/>'

    def paint(self, draw: ImageDraw.ImageDraw, scale: float) -> None:
        left, top = self.x * scale, self.y * scale
        right, bottom = left + self.width * scale - 1, top + self.height * scale - 1
        if not self.is_hatched:
            draw.rectangle((left, top, right, bottom), fill=BAR)
            return
        start = left - (bottom - top)
        while start < right:  # lines from below on the left to above on the right, that end at the edges
            begin, end = max(start, left), min(start + (bottom - top), right)
            line = (begin, bottom - (begin - start), end, bottom - (end - start))
            draw.line(line, fill=SOFT, width=round(scale))
            start += _HATCH * scale
        draw.rectangle((left, top, right, bottom), outline=SOFT, width=round(scale))


@dataclass(frozen=True)
class Ring:
    """A dotted ring round *x*, *y*."""

    x: float
    y: float
    radius: float = 5

    @property
    def svg(self) -> str:
        place = f'cx="{self.x:g}" cy="{self.y:g}" r="{self.radius:g}"'
        return f'<circle {place} fill="none" stroke="{SOFT}" stroke-width="1.5" stroke-dasharray="2 2"/>'

    def paint(self, draw: ImageDraw.ImageDraw, scale: float) -> None:
        x, y, radius = self.x * scale, self.y * scale, self.radius * scale
        for start in range(0, 360, 45):
            draw.arc((x - radius, y - radius, x + radius, y + radius), start, start + 24, fill=SOFT, width=3)


@dataclass(frozen=True)
class Diamond:
    x: float
    y: float
    radius: float = 7

    @property
    def _corners(self) -> list[tuple[float, float]]:
        x, y, radius = self.x, self.y, self.radius
        return [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]

    @property
    def svg(self) -> str:
        corners = " ".join(f"{x:g},{y:g}" for x, y in self._corners)
        return f'<polygon points="{corners}" fill="none" stroke="{OTHER}" stroke-width="2"/>'

    def paint(self, draw: ImageDraw.ImageDraw, scale: float) -> None:
        corners = [(x * scale, y * scale) for x, y in self._corners]
        draw.line([*corners, *corners[:2]], fill=OTHER, width=round(2 * scale), joint="curve")


@dataclass(frozen=True)
class Rule:
    """A thin line straight across."""

    x: float
    y: float
    width: float

    @property
    def svg(self) -> str:
        return f'<path d="M{self.x:g} {self.y:g}h{self.width:g}" stroke="{SOFT}" stroke-width=".5"/>'

    def paint(self, draw: ImageDraw.ImageDraw, scale: float) -> None:
        x, y = self.x * scale, self.y * scale
        draw.line((x, y, x + self.width * scale, y), fill=SOFT, width=1)


Shape = Words | Bar | Ring | Diamond | Rule


@dataclass(frozen=True)
class Drawing:
    """*title* is what it shows in a sentence, *description* all that it shows, for those who hear it."""

    width: int
    height: int
    title: str
    description: str
    language: str
    shapes: tuple[Shape, ...]


def svg(drawing: Drawing) -> bytes:
    """The drawing without a style sheet, a script or anything from elsewhere."""
    width, height = drawing.width, drawing.height
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    named = f'lang="{drawing.language}" role="img" aria-labelledby="title description"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {named}>',
        f'<title id="title">{escape(drawing.title)}</title>',
        f'<desc id="description">{escape(drawing.description)}</desc>',
        _SILENT,
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
        f'<g font-family="{_SVG_FONT}">',
        *(shape.svg for shape in drawing.shapes),
        "</g>",
        "</svg>",
    ]
    return ("\n".join(lines) + "\n").encode()


def png(drawing: Drawing) -> bytes:
    """The drawing in twice its size, or in what fits the most pixels that programs show."""
    scale = min(2, math.sqrt(_MOST_PIXELS / (drawing.width * drawing.height)))
    image = Image.new("RGB", (round(drawing.width * scale), round(drawing.height * scale)), PAPER)
    draw = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        shape.paint(draw, scale)
    return _png(image, colours=32)


def _png(image: Image.Image, colours: int) -> bytes:
    """With so many *colours*: flat ones and the edges of letters."""
    out = BytesIO()
    image.quantize(colours, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()


@cache
def _font(size: float, *, is_bold: bool = True) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(typeface.font_files_ttf["SourceSerifProSemibold" if is_bold else "SourceSerifPro"], size)


SIZE = (1200, 630)  # what the large services ask for
_CARD, _CARD_SOFT = "#14343c", "#a9c4ca"
_MARGIN = 80
_SITE = "Aftalespor"
_LINES = 3
_MARKS = 17  # as many as there is room for: the newest


def card_path(t: Translator, page: str) -> str:
    """Where the card of a page is: aftaler/2021.md has kort/aftaler-2021.png; an index shares that of the site."""
    name = page.removesuffix(".md").replace("/", "-")
    is_own = page.count("/") and not page.endswith("index.md")
    return f"assets/kort/{t.language.prefix}{name if is_own else 'forside'}.png"


def tagline(t: Translator) -> str:
    """What the site is about, where its name alone would say the same in every language."""
    return t("Hvad blev der af det, de aftalte?")


def cards(
    t: Translator, archive: Archive, comparisons: Sequence[Comparison], lives: Mapping[str, InitiativeHistory]
) -> Iterator[SiteAsset]:
    """Every card, once."""
    yield _card(t, "index.md", tagline(t), t("Offentlig digitalisering, fra aftale til aftale"))
    for agreement in archive.agreements:
        kinds = kind_counts(t, [i.kind for i in archive.counted(agreement)])
        yield _card(t, f"aftaler/{agreement.id}.md", t.text(agreement.title), kinds)
    for comparison in comparisons:
        old, new = comparison.old, comparison.new
        counts = [f"{comparison.count(group)} {t.label(GROUPS, group).lower()}" for group in Group]
        if comparison.unread:
            counts.append(unread_count_words(t, comparison.unread))
        title = f"{t.text(old.short)} → {t.text(new.short)}"
        yield _card(t, f"sammenlign/{old.id}/{new.id}.md", title, ", ".join(counts))
    for life in lives.values():
        there = {chapter.agreement.id for chapter in life.present}
        marks = [each.id in there if isinstance(each, Agreement) else None for each in archive.chain]
        theme = next(t.text(each.title) for each in archive.register.themes if each.id == life.latest.theme)
        yield _card(t, f"initiativer/{life.id}.md", t.text(life.latest.title), theme, marks)


def _card(t: Translator, page: str, title: str, below: str, marks: Sequence[bool | None] = ()) -> SiteAsset:
    shown = tuple(marks[-_MARKS:])
    return SiteAsset(card_path(t, page), partial(_drawn, title, below, shown), repr((title, below, shown)))


def _drawn(title: str, below: str, marks: Sequence[bool | None]) -> bytes:
    """Draw a card. A mark is full where the initiative is, a ring where it is not, three dots for what is unread."""
    image = Image.new("RGB", SIZE, _CARD)
    draw = ImageDraw.Draw(image)
    draw.text((_MARGIN, 72), _SITE, _CARD_SOFT, _font(34))
    size, lines = _fitted(title)
    bottom = 165 + len(lines) * int(size * 1.18)
    for n, line in enumerate(lines):
        draw.text((_MARGIN, 165 + n * int(size * 1.18)), line, PAPER, _font(size))
    for n, line in enumerate(_wrapped(below, 34)[:_LINES]):
        draw.text((_MARGIN, bottom + 28 + n * 44), line, _CARD_SOFT, _font(34))
    for n, is_there in enumerate(marks):
        box = (_MARGIN + n * 60, 530, _MARGIN + n * 60 + 32, 562)
        if is_there is None:
            for x in (box[0] + 2, box[0] + 13, box[0] + 24):
                draw.ellipse((x, 543, x + 6, 549), fill=_CARD_SOFT)
            continue
        draw.ellipse(box, fill=PAPER if is_there else None, outline=PAPER if is_there else _CARD_SOFT, width=3)
        if n and marks[n - 1] is not None:
            draw.line((box[0] - 28, 546, box[0], 546), fill=_CARD_SOFT, width=3)
    return _png(image, colours=24)  # keeps a card under 20 KB


def _fitted(title: str) -> tuple[int, list[str]]:
    """The largest letters in which the title takes at most three lines."""
    for size in (76, 64, 54, 46):
        lines = _wrapped(title, size)
        if len(lines) <= _LINES:
            return size, lines
    return 46, [*lines[: _LINES - 1], f"{lines[_LINES - 1]} …"]


def _wrapped(text: str, size: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if _font(size).getlength(longer) <= SIZE[0] - 2 * _MARGIN or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
