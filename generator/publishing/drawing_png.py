"""A drawing as PNG, in twice its size, with the typeface that is installed with us."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import assert_never

import font_source_serif_pro as typeface  # type: ignore[import-untyped]  # only a table of file names
from PIL import Image, ImageDraw, ImageFont

from generator.publishing.drawing import BAR, HATCH, OTHER, PAPER, SOFT, Bar, Diamond, Drawing, Ring, Rule, Shape, Words

_SCALE = 2
_COLOURS = 32  # flat colours and the edges of letters


def png(drawing: Drawing) -> bytes:
    image = Image.new("RGB", (drawing.width * _SCALE, drawing.height * _SCALE), PAPER)
    draw = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        _draw(draw, shape)
    out = BytesIO()
    image.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()


def _draw(draw: ImageDraw.ImageDraw, shape: Shape) -> None:
    x, y = shape.x * _SCALE, shape.y * _SCALE
    match shape:
        case Words():
            draw.text((x, y), shape.text, shape.colour, _font(shape.size * _SCALE, shape.is_bold), anchor="ls")
        case Bar():
            width, height = shape.width * _SCALE, shape.height * _SCALE
            box = (x, y, x + width - 1, y + height - 1)
            if shape.is_hatched:
                _hatch(draw, box)
                draw.rectangle(box, outline=SOFT, width=_SCALE)
            else:
                draw.rectangle(box, fill=BAR)
        case Ring():
            radius = shape.radius * _SCALE
            for start in range(0, 360, 45):
                box = (x - radius, y - radius, x + radius, y + radius)
                draw.arc(box, start, start + 24, fill=SOFT, width=3)
        case Diamond():
            corners = [(a * _SCALE, b * _SCALE) for a, b in shape.corners]
            draw.line([*corners, *corners[:2]], fill=OTHER, width=2 * _SCALE, joint="curve")
        case Rule():
            draw.line((x, y, x + shape.width * _SCALE, y), fill=SOFT, width=1)
        case _:
            assert_never(shape)


def _hatch(draw: ImageDraw.ImageDraw, box: tuple[float, float, float, float]) -> None:
    """Lines from below on the left to above on the right, that end at the edges of the box."""
    left, top, right, bottom = box
    height = bottom - top
    start = left - height
    while start < right:
        begin, end = max(start, left), min(start + height, right)
        draw.line((begin, bottom - (begin - start), end, bottom - (end - start)), fill=SOFT, width=_SCALE)
        start += HATCH * _SCALE


@cache
def _font(size: int, is_bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(typeface.font_files_ttf["SourceSerifProSemibold" if is_bold else "SourceSerifPro"], size)
