"""Pages that stand alone: one HTML file each, with its style in it, no script, and no request to anywhere.

One holds all that a published version says, in one language; the others are small and are set into pages of
others.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from generator.comparing.analysis import InitiativeHistory
from generator.pages.agreement import AgreementPage
from generator.pages.comparison import ComparisonPage
from generator.pages.corrections import Gone
from generator.pages.elsewhere import OtherSources
from generator.pages.fates import cell
from generator.pages.initiative import InitiativePage
from generator.pages.parts import PartBuilder
from generator.pages.rendering import STANDALONE, environment
from generator.publishing import addresses, embeds
from generator.publishing.citation import standing_of, state_words
from generator.publishing.edition import Edition
from generator.publishing.embeds import standing_alone
from generator.publishing.site_file import SiteAsset
from generator.wording.translator import Translator


def frozen_files(edition: Edition) -> tuple[SiteAsset, ...]:
    """The edition's version as a page a language, with paths from that version's own folder, sorted by path.

    Nothing but the data and the version goes into them: not the history, and not where the site is. They lead to
    the living site, which may have changed since. Raises ValueError for an edition of no version.
    """
    if edition.version is None:
        raise ValueError("only a version can be frozen")
    return tuple(sorted((_frozen(Translator(each), edition) for each in edition.languages), key=lambda file: file.path))


def _frozen(t: Translator, edition: Edition) -> SiteAsset:
    analysis, path = edition.analysis, t.language.prefix
    parts, gone = PartBuilder(t, edition), Gone(t, edition)
    others, up = OtherSources(parts), "../" * path.count("/") + "../../"
    values = {
        "agreements": [AgreementPage.build(parts, others, agreement) for agreement in edition.archive.agreements],
        "unread": edition.archive.unread,
        "comparisons": [ComparisonPage.build(parts, others, gone, each) for each in analysis.comparisons],
        "initiatives": [InitiativePage.build(parts, others, gone, life) for life in analysis.histories.values()],
        "live": lambda address: up + addresses.in_language(t, address),
        "beside": lambda address: f"#{addresses.frozen_anchor(address)}",
        "anchor": addresses.frozen_anchor,
    }
    title = t("Version %(number)s", number=edition.version.number if edition.version else "")
    return SiteAsset(f"{path}index.html", _printer(t, edition)("frozen", title, values))


def embed_files(t: Translator, edition: Edition) -> tuple[SiteAsset, ...]:
    """The embeds in one language, sorted by path: that of the Danish ones."""
    printed = _printer(t, edition)
    files = (_embed(t, edition, life, printed) for life in edition.analysis.histories.values())
    return tuple(sorted(files, key=lambda file: file.path))


# Gives the content of a page, from the name of its template, its title and what it shows.
Printer = Callable[[str, str, dict[str, object]], Callable[[], bytes]]


def _embed(t: Translator, edition: Edition, life: InitiativeHistory, printed: Printer) -> SiteAsset:
    site, embed = edition.site, embeds.embed_of(t, life)
    page = addresses.in_language(t, embed.page)
    root = "../" * addresses.in_language(t, embed.address).count("/")
    values = {
        "chapters": tuple((each, cell(t, edition.archive, life, each.agreement)) for each in life.chapters),
        "agreements": tuple(chapter.agreement for chapter in life.present),
        "live": lambda address: root + addresses.in_language(t, address),
        "page": embed.page,
        "canonical": site.link(page) if site.url else root + page,
        "state": state_words(t, standing_of(t, edition)).removeprefix("data").strip(),
    }
    # Where the file of a language goes is the site's to say.
    return SiteAsset(f"{embed.address}index.html", printed("embed", embed.title, values))


def _printer(t: Translator, edition: Edition) -> Printer:
    templates = environment(t, edition.archive, STANDALONE)
    style = templates.get_template("frozen_style.css").render()
    frame = {
        "style": Markup(style),  # noqa: S704 - ours, and no data in it
        "policy": Markup(standing_alone(style)),  # noqa: S704
        "edition": edition,
        "version": edition.version,
        "language": t.language.code,
    }

    def printed(template: str, title: str, values: dict[str, object]) -> Callable[[], bytes]:
        def html() -> bytes:
            page = templates.get_template(f"{template}.html")
            shown = page.render(values, **frame, title=title, is_embed=template != "frozen")
            return f"{shown.strip()}\n".encode()

        return html

    return printed
