"""Templates and what they may ask for. Everything is escaped unless it is already markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import SimpleNamespace

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup, escape

from generator.exports import paths
from generator.folding import fold
from generator.model.archive import Archive
from generator.model.fields import Text
from generator.model.language import DANISH, speaking, spoken
from generator.model.versions import DataVersion
from generator.pages import reading_words
from generator.pages import words as site_words
from generator.pages.glossary import Glosser, Lookup
from generator.publishing import addresses
from generator.publishing.cards import card_path
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteFile, page_address
from generator.record.history import History
from generator.wording import (
    catalogue,
    citation_words,
    facet_words,
    fact_words,
    labels,
    sentences,
    texts_read,
    writing,
)
from generator.wording.collation import collation_key

TEMPLATES = Path(__file__).parent / "templates"
STANDALONE = Path(__file__).parent / "standalone" / "templates"


@dataclass(frozen=True)
class Frame:
    """What stands around every page: of when the data is, and whether the site has an address."""

    version: DataVersion | None
    history: History
    has_address: bool


class Renderer:
    """Turns values into pages. Each page knows its own depth, so all links are relative.

    Paths and links are given as those of the pages in Danish. Pages are in the language that is spoken when the
    renderer is made.
    """

    def __init__(self, edition: Edition) -> None:
        self._language = spoken()
        self._environment = environment(edition.archive)
        self._frame = Frame(edition.version, edition.history, bool(edition.site.url))
        self._lookup = Lookup.of(edition.archive.glossary)

    def page(  # noqa: PLR0913 - what a page is called, and what stands on it
        self,
        path: str,
        template: str,
        title: str,
        description: str,
        build: Callable[[], object],
        *,
        sort: str = "",
        feed: str = "",
    ) -> SiteFile:
        """Render *template*, which shows what *build* gives; *title* and *description* are plain text.

        *sort* says what sort of page it is, where the title alone does not tell it from others of that name.
        *feed* is that of the page's own subject. *build* is asked when the page is made.
        """
        told_apart = f"{title} – {sort}" if sort else title
        return SiteFile(
            self._language.prefix + path,
            told_apart,
            description,
            partial(self._html, path, template, title, build),
            card_path(path),
            feed and addresses.in_language(feed),
        )

    def _html(self, path: str, template: str, title: str, build: Callable[[], object]) -> str:
        whole = self._language.prefix + path
        depth = whole.removesuffix("index.md").removesuffix(".md").strip("/")
        up = "../" * (depth.count("/") + 1) if depth else "./"

        def url(target: str) -> str:
            return up + addresses.in_language(target)

        with speaking(self._language):
            rendered = self._environment.get_template(f"{template}.html").render(
                page=build(),
                frame=self._frame,
                title=title,
                address=page_address(path),
                url=url,
                root=up,
                glosser=Glosser(self._lookup, url),
            )
        return rendered.strip()


class _Compiled(BytecodeCache):
    """Compiled templates, kept while the program runs: each view has an environment of its own, of the same templates."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Jinja would encode the path, which fails where the locale could not decode it."""
        return f"{name}|{filename}"

    def load_bytecode(self, bucket: Bucket) -> None:
        if kept := self._kept.get(bucket.key + bucket.checksum):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def environment(archive: Archive, *folders: Path) -> Environment:
    """What templates are rendered in. Those in *folders* are found before our own and may use their macros."""
    environment = Environment(
        loader=FileSystemLoader([*folders, TEMPLATES], encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        bytecode_cache=_COMPILED,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True  # a sentence may be broken over lines
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        catalogue.gettext, catalogue.ngettext, newstyle=True, pgettext=catalogue.pgettext
    )
    parties = {party.id: party.title.words for party in archive.register.parties}
    environment.filters.update(
        plain=_plain,
        folded=fold,
        collation_key=lambda text: collation_key(_plain(text)),
        date=writing.date_words,
        gloss=_gloss,
        kroner=writing.quantity_words,
        web=addresses.web,
        value=lambda fact: fact_words.fact_words(fact, parties),
        number=writing.format_number_of,
        joined=_joined,
        sentence=writing.sentence,
        inside=lambda text: writing.inside(_plain(text)),
        definite=lambda text: writing.definite(_plain(text)),
        party=lambda ids: writing.joined(fact_words.party_names(ids, parties)),
    )
    environment.globals.update(
        words=SimpleNamespace(
            **{
                **vars(writing),
                **vars(labels),
                **vars(fact_words),
                **vars(facet_words),
                **vars(sentences),
                **vars(texts_read),
                **vars(reading_words),
                **vars(site_words),
                "author_words": citation_words.author_words,
            }
        ),
        danish=writing.danish,
        is_danish=lambda: spoken() is DANISH,
        addresses=addresses,
        paths=paths,
    )
    return environment


@pass_context
def _gloss(context: Context, text: Text | str) -> Markup:
    """Link the terms of the glossary in running text; each page has a glosser of its own."""
    glosser: Glosser = context["glosser"]
    if isinstance(text, Text) and text.is_untranslated:
        return Markup(text)  # noqa: S704 - marked as Danish, and escaped, by itself; English terms are not in it
    return glosser.mark(_plain(text))


def _plain(text: Text | str) -> str:
    return text.words if isinstance(text, Text) else text


def _joined(parts: Iterable[object]) -> Markup:
    """Texts or markup as one list; what is not markup is escaped."""
    return Markup(writing.joined([escape(part) for part in parts]))  # noqa: S704 - all of them are
