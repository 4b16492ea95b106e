"""Prints standing-alone pages from templates; knows from where each of them links."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from markupsafe import Markup

from generator.comparing.analysis import InitiativeHistory
from generator.exports import Exports
from generator.pages.life_lines import cell
from generator.pages.part_builder import PartBuilder
from generator.pages.rendering import STANDALONE, environment
from generator.pages.standalone.frozen_page import FrozenPage
from generator.publishing import addresses, embeds
from generator.publishing.citation import standing_of
from generator.publishing.citation_forms import state_words
from generator.publishing.content_policy import standing_alone
from generator.publishing.edition import Edition
from generator.publishing.embeds import Embed
from generator.publishing.site_file import SiteAsset
from generator.wording.translator import Translator


class Press:
    """Prints in one language, and leads to pages in that language."""

    def __init__(self, t: Translator, edition: Edition) -> None:
        self._t = t
        self._edition = edition
        self._archive = edition.archive
        self._environment = environment(t, edition.archive, STANDALONE)
        style = self._environment.get_template("frozen_style.css").render()
        self._head = {"style": Markup(style), "policy": Markup(standing_alone(style))}  # noqa: S704 - ours, and no data in it

    def version(self) -> SiteAsset:
        """Everything that the version says, as one page. It leads to the living site, which may have changed since."""
        version = self._edition.version
        if version is None:
            raise ValueError("only a version can be frozen")
        path = self._t.language.prefix
        up = "../" * path.count("/") + "../../"

        def live(address: str) -> str:
            return up + addresses.in_language(self._t, address)

        values = {
            "page": FrozenPage.build(PartBuilder(self._t, self._edition, lambda: Exports(self._edition).facts)),
            "live": live,
            "beside": lambda address: f"#{addresses.frozen_anchor(address)}",
            "anchor": addresses.frozen_anchor,
        }
        title = self._t("Version %(number)s", number=version.number)
        return SiteAsset(f"{path}index.html", self._printed("frozen", title, values))

    def embeds(self) -> Iterator[SiteAsset]:
        for life in self._edition.analysis.histories.values():
            yield self._embed(life, embeds.embed_of(self._t, life))

    def _embed(self, life: InitiativeHistory, embed: Embed) -> SiteAsset:
        site, page = self._edition.site, addresses.in_language(self._t, embed.page)
        root = "../" * addresses.in_language(self._t, embed.address).count("/")
        values = {
            "chapters": tuple((each, cell(self._t, self._archive, life, each.agreement)) for each in life.chapters),
            "agreements": tuple(chapter.agreement for chapter in life.present),
            "live": lambda address: root + addresses.in_language(self._t, address),
            "page": embed.page,
            "canonical": site.link(page) if site.url else root + page,
            "state": state_words(self._t, standing_of(self._t, self._edition)).removeprefix("data").strip(),
        }
        # Where the file of a language goes is the site's to say.
        return SiteAsset(f"{embed.address}index.html", self._printed("embed", embed.title, values))

    def _printed(self, template: str, title: str, values: dict[str, object]) -> Callable[[], bytes]:
        def html() -> bytes:
            page = self._environment.get_template(f"{template}.html").render(
                values,
                **self._head,
                title=title,
                archive=self._archive,
                edition=self._edition,
                version=self._edition.version,
                is_embed=template != "frozen",
                language=self._t.language.code,
            )
            return f"{page.strip()}\n".encode()

        return html
