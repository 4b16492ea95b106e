"""A drawing as a list of shapes, and the SVG of it: what it says stays text, and it is read aloud as it is drawn.

Its signs differ in form and not only in colour, so that it can be printed, copied and read in grey.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from markupsafe import escape

INK, PAPER, BAR, SOFT, OTHER = "#1c1c1c", "#ffffff", "#1f4f8f", "#595959", "#7a4b00"
HATCH = 6  # how far the lines of silence stand from each other
_FONT = "Georgia, &quot;Times New Roman&quot;, serif"

_SILENT = (
    f'<defs><pattern id="silent" width="{HATCH}" height="{HATCH}" patternUnits="userSpaceOnUse">'
    f'<path d="M0 {HATCH}L{HATCH} 0" stroke="{SOFT}"/></pattern></defs>'
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


@dataclass(frozen=True)
class Bar:
    """A bar: filled, or hatched inside a thin frame."""

    x: float
    y: float
    width: float
    height: float
    is_hatched: bool = False


@dataclass(frozen=True)
class Ring:
    """A dotted ring round *x*, *y*."""

    x: float
    y: float
    radius: float = 5


@dataclass(frozen=True)
class Diamond:
    x: float
    y: float
    radius: float = 7

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        return (
            (self.x, self.y - self.radius),
            (self.x + self.radius, self.y),
            (self.x, self.y + self.radius),
            (self.x - self.radius, self.y),
        )


@dataclass(frozen=True)
class Rule:
    """A thin line straight across."""

    x: float
    y: float
    width: float


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
        f'<g font-family="{_FONT}">',
        *map(_element, drawing.shapes),
        "</g>",
        "</svg>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _element(shape: Shape) -> str:
    match shape:
        case Words():
            weight = ' font-weight="bold"' if shape.is_bold else ""
            place = f'x="{shape.x:g}" y="{shape.y:g}" font-size="{shape.size}" fill="{shape.colour}"'
            return f"<text {place}{weight}>{escape(shape.text)}</text>"
        case Bar():
            fill = f'fill="url(#silent)" stroke="{SOFT}"' if shape.is_hatched else f'fill="{BAR}"'
            place = f'x="{shape.x:g}" y="{shape.y:g}" width="{shape.width:g}" height="{shape.height:g}"'
            return f"<rect {place} {fill}/>"
        case Ring():
            place = f'cx="{shape.x:g}" cy="{shape.y:g}" r="{shape.radius:g}"'
            return f'<circle {place} fill="none" stroke="{SOFT}" stroke-width="1.5" stroke-dasharray="2 2"/>'
        case Diamond():
            corners = " ".join(f"{x:g},{y:g}" for x, y in shape.corners)
            return f'<polygon points="{corners}" fill="none" stroke="{OTHER}" stroke-width="2"/>'
        case Rule():
            return f'<path d="M{shape.x:g} {shape.y:g}h{shape.width:g}" stroke="{SOFT}" stroke-width=".5"/>'
        case _:
            assert_never(shape)
