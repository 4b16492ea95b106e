"""The picture that a shared link shows: one for each agreement, comparison, initiative and theme, and one for the rest.

Drawn with a typeface that is installed with us, so that nothing is fetched and every build gives the same
bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from io import BytesIO

import font_source_serif_pro as typeface  # type: ignore[import-untyped]  # only a table of file names
from PIL import Image, ImageDraw, ImageFont
from PIL import __version__ as pillow

from generator.comparing.analysis import InitiativeHistory
from generator.comparing.comparison import Comparison, Group
from generator.model.agreement import Agreement
from generator.model.archive import Archive
from generator.publishing.site_file import SiteAsset
from generator.wording.labels import GROUPS, kind_counts
from generator.wording.sentences import unread_count_words
from generator.wording.translator import Translator

SIZE = (1200, 630)  # what the large services ask for
DRAWN_BY = f"Pillow {pillow}"  # another may draw the same card in other bytes
_INK, _PAPER, _SOFT = "#14343c", "#ffffff", "#a9c4ca"
_MARGIN = 80
_SITE = "Aftalespor"
_LINES = 3
_MARKS = 17  # as many as there is room for: the newest
_COLOURS = 24  # flat colours and the edges of letters; keeps a card under 20 KB


def card_path(t: Translator, page: str) -> str:
    """Where the card of a page is: aftaler/2021.md has kort/aftaler-2021.png; an index shares that of the site.

    A fact shares that of its initiative.
    """
    if page.startswith("oplysninger/"):
        page = f"initiativer/{page.split('/')[2]}.md"
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
    image = Image.new("RGB", SIZE, _INK)
    draw = ImageDraw.Draw(image)
    draw.text((_MARGIN, 72), _SITE, _SOFT, _font(34))
    size, lines = _fitted(title)
    bottom = 165 + len(lines) * int(size * 1.18)
    for n, line in enumerate(lines):
        draw.text((_MARGIN, 165 + n * int(size * 1.18)), line, _PAPER, _font(size))
    for n, line in enumerate(_wrapped(below, 34)[:_LINES]):
        draw.text((_MARGIN, bottom + 28 + n * 44), line, _SOFT, _font(34))
    for n, is_there in enumerate(marks):
        box = (_MARGIN + n * 60, 530, _MARGIN + n * 60 + 32, 562)
        if is_there is None:
            for x in (box[0] + 2, box[0] + 13, box[0] + 24):
                draw.ellipse((x, 543, x + 6, 549), fill=_SOFT)
            continue
        draw.ellipse(box, fill=_PAPER if is_there else None, outline=_PAPER if is_there else _SOFT, width=3)
        if n and marks[n - 1] is not None:
            draw.line((box[0] - 28, 546, box[0], 546), fill=_SOFT, width=3)
    out = BytesIO()
    image.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()


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


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(typeface.font_files_ttf["SourceSerifProSemibold"], size)
