"""What others may set into their own pages: an initiative in a frame, and the line that puts it there."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.comparing.analysis import InitiativeHistory
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.wording.translator import Translator

_FRAME = Markup(
    '<iframe src="{src}" title="{title}" loading="lazy" width="100%" height="{height}" style="border:0"></iframe>'
)


_UNREAD = 38  # a line or two: an agreement that nobody has read


@dataclass(frozen=True)
class Embed:
    """`page` is the page it stands for; `height` is in CSS pixels, enough at 300 px of width for most."""

    page: str
    title: str
    height: int

    @property
    def address(self) -> str:
        return addresses.embed(self.page)


def embed_of(t: Translator, life: InitiativeHistory) -> Embed:
    title = t("%(initiative)s gennem aftalerne", initiative=t.text(life.latest.title))
    unread = sum(len(chapter.unread) for chapter in life.chapters)
    return Embed(addresses.initiative(life.id), title, 310 + 76 * len(life.chapters) + _UNREAD * unread)


def code(t: Translator, edition: Edition, embed: Embed) -> str:
    """HTML to copy. Where the site has no address, that of the embed is from its root."""
    src = edition.site.link(addresses.in_language(t, embed.address))
    # Markup.format escapes what it is given, once.
    return str(_FRAME.format(src=src, title=embed.title, height=embed.height))
