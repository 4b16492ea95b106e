"""What others may set into their own pages: an initiative in a frame, and what such a page may load and run.

That is nothing but its own style; see docs/security.md. The policy of the theme's pages is the same for all of them and
stands in `site_src/overrides/partials/`, so that it is the same on both routes to a site and costs a build nothing.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.publishing import addresses
from generator.publishing.addresses import Site
from generator.wording.translator import Translator

if TYPE_CHECKING:  # a build from the cache needs the policy alone, and no model
    from generator.comparing.comparison import InitiativeHistory

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


def code(t: Translator, site: Site, embed: Embed) -> str:
    """HTML to copy. Where the site has no address, that of the embed is from its root."""
    src = site.link(addresses.in_language(t, embed.address))
    # Markup.format escapes what it is given, once.
    return str(_FRAME.format(src=src, title=embed.title, height=embed.height))


def hash_source(text: str) -> str:
    """The source expression that allows an inline script or style with this very text."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def standing_alone(style: str) -> str:
    """The policy of a page whose one style is *style*. Anybody may frame it: `frame-ancestors` is not asked for."""
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src {hash_source(style)}",
            "img-src data:",  # its icon, which is empty, so that no browser asks for one
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def allowing(page: bytes, script_that_begins: bytes) -> bytes:
    """Let the policy of a finished page allow one more inline script: the last, if it begins so.

    For the preview, where MkDocs puts a script of its own, another each time, into what it serves.
    """
    script = page.rpartition(b"<script>")[2].partition(b"</script>")[0]
    if not script.lstrip().startswith(script_that_begins):
        return page
    source = hash_source(script.decode("utf-8")).encode("ascii")
    return page.replace(b"script-src 'self'", b"script-src 'self' " + source, 1)
