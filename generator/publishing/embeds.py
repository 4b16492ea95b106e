"""What others may set into their own pages: which embeds there are, and the few lines that put one there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.comparing.comparison import Comparison
from generator.comparing.initiative_history import InitiativeHistory
from generator.model.archive import Archive
from generator.model.language import spoken
from generator.model.statements import Statement, statements
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.wording.catalogue import _

_SNIPPET = Markup(
    '<iframe src="{src}" title="{title}" loading="lazy" width="100%" height="{height}" style="border:0"></iframe>'
)


_UNREAD = 38  # a line or two: an agreement that nobody has read
_UNLIKE = 180  # and what each side is


@dataclass(frozen=True)
class Embed:
    """`page` is the page it stands for; `height` is in CSS pixels, enough at 300 px of width for most."""

    page: str
    title: str
    height: int

    @property
    def address(self) -> str:
        return addresses.embed(self.page)


@dataclass(frozen=True)
class Snippet:
    """HTML to copy. `address` is the embed's, from the root of the site, and may be incomplete in the text."""

    id: str
    label: str
    meaning: str
    address: str
    text: str


def of_initiative(life: InitiativeHistory) -> Embed:
    title = _("%(initiative)s gennem aftalerne", initiative=life.latest.title.words)
    unread = sum(len(chapter.unread) for chapter in life.chapters)
    return Embed(addresses.initiative(life.id), title, 310 + 76 * len(life.chapters) + _UNREAD * unread)


def of_comparison(comparison: Comparison) -> Embed:
    old, new = comparison.old, comparison.new
    title = _("Fra %(old)s til %(new)s", old=old.short.words, new=new.short.words)
    height = 620 + _UNREAD * len(comparison.unread) + (0 if comparison.is_of_one_kind else _UNLIKE)
    return Embed(addresses.comparison(old.id, new.id), title, height)


def of_amount(archive: Archive, statement: Statement) -> Embed:
    """The embed also shows the other amounts of its initiative, so that it is as high as they are many."""
    kept: dict[str, Counter[str]] = archive.worked_out
    if "amounts" not in kept:
        kept["amounts"] = Counter(each.initiative.id for each in amounts(archive))
    rows = kept["amounts"][statement.initiative.id]
    page = addresses.fact(statement.agreement.id, statement.initiative.id, statement.fact.id)
    return Embed(page, f"{statement.fact.label.words}: {statement.initiative.title.words}", 340 + 118 * rows)


def amounts(archive: Archive) -> Iterator[Statement]:
    """The facts that have an embed of their own."""
    return (statement for statement in statements(archive) if statement.fact.kind == "amount")


_STATEMENT = 72  # three lines: which version is frozen, and the way to what holds now


def snippets(edition: Edition, embed: Embed) -> Iterator[Snippet]:
    """The live embed, and the frozen one when this very version is published in the language that is spoken."""
    version = edition.version
    here = addresses.in_language(embed.address)
    text = _code(edition, here, embed.title, embed.height)
    yield Snippet("levende", _("Levende"), _("Følger med, når vores data bliver ændret."), here, text)
    if version and not version.is_modified and spoken().code in version.languages:
        meaning = _("Bliver ved med at vise version %(number)s.", number=version.number)
        address = addresses.frozen(version.number, here)
        text = _code(edition, address, embed.title, embed.height + _STATEMENT)
        yield Snippet("fastfrosset", _("Fastfrosset"), meaning, address, text)


def _code(edition: Edition, address: str, title: str, height: int) -> str:
    # Markup.format escapes what it is given, once.
    return str(_SNIPPET.format(src=edition.site.link(address), title=title, height=height))
