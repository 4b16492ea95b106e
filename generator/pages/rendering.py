"""Templates and what they may ask for. Everything is escaped unless it is already markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from inspect import isfunction
from pathlib import Path
from types import ModuleType, SimpleNamespace

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from generator.compiled import Compiled
from generator.exports import paths
from generator.folding import FoldedText, fold
from generator.model.archive import Archive
from generator.model.beside import DataVersion, Glossary, Term
from generator.model.fields import Text
from generator.pages import words as site_words
from generator.publishing import addresses
from generator.publishing.drawing import card_path
from generator.publishing.edition import Edition
from generator.publishing.embeds import standing_alone
from generator.publishing.site_file import SiteFile, page_address
from generator.record.history import History
from generator.wording import fact_words, labels, sentences, writing
from generator.wording.lexicon import collation_key
from generator.wording.translator import Labels, Translator

TEMPLATES = Path(__file__).parent / "templates"
STANDALONE = TEMPLATES / "standalone"


@dataclass(frozen=True)
class Frame:
    """What stands around every page: of when the data is, and whether the site has an address."""

    version: DataVersion | None
    history: History
    has_address: bool


class Renderer:
    """Turns values into pages. Each page knows its own depth, so all links are relative.

    Paths and links are given as those of the pages in Danish. *day* is that of the data, if it has one.
    """

    def __init__(self, t: Translator, edition: Edition, day: date | None) -> None:
        self._t = t
        self._environment = environment(t, edition.archive)
        self._frame = Frame(edition.version, edition.history, bool(edition.site.url))
        self._lookup = Lookup.of(t, edition.archive.glossary)
        self._day = day.isoformat() if day else ""

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
        return SiteFile(
            self._t.language.prefix + path,
            f"{title} – {sort}" if sort else title,
            description,
            partial(self._html, path, template, title, build),
            card_path(self._t, path),
            feed and addresses.in_language(self._t, feed),
            self._day,
        )

    def _html(self, path: str, template: str, title: str, build: Callable[[], object]) -> str:
        whole = self._t.language.prefix + path
        depth = whole.removesuffix("index.md").removesuffix(".md").strip("/")
        up = "../" * (depth.count("/") + 1) if depth else "./"

        def url(target: str) -> str:
            return up + addresses.in_language(self._t, target)

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


def environment(t: Translator, archive: Archive, *folders: Path) -> Environment:
    """What templates are rendered in, in one language.

    Those in *folders* are found before our own and may use their macros.
    """
    environment = Environment(
        loader=FileSystemLoader([*folders, TEMPLATES], encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        bytecode_cache=Compiled("pages"),
        extensions=["jinja2.ext.i18n"],
        finalize=partial(_shown, t),
    )
    environment.policies["ext.i18n.trimmed"] = True  # a sentence may be broken over lines
    environment.install_gettext_callables(t, t.plural, newstyle=True, pgettext=t.context)  # type: ignore[attr-defined]  # the extension adds it
    parties = archive.register.party_titles
    environment.filters.update(
        plain=partial(_plain, t),
        folded=fold,
        collation_key=lambda text: collation_key(t, _plain(t, text)),
        date=partial(writing.date_words, t),
        gloss=_gloss,
        kroner=partial(writing.quantity_words, t),
        web=addresses.web,
        value=lambda fact: fact_words.fact_words(t, fact, parties),
        number=t.number,
        joined=partial(_joined, t),
        sentence=writing.sentence,
        inside=lambda text: writing.inside(t, _plain(t, text)),
        definite=lambda text: writing.definite(t, _plain(t, text)),
        party=lambda ids: fact_words.party_names(t, ids, parties),
    )
    environment.globals.update(
        t=t,
        gettext=partial(_sentence, t),
        ngettext=partial(_counted, t),
        words=_bound(t, writing, labels, fact_words, sentences, site_words),
        addresses=_bound(t, addresses),
        paths=paths,
    )
    return environment


# Gives the content of a page, from the name of its template, its title and what it shows.
Printer = Callable[[str, str, dict[str, object]], Callable[[], bytes]]


def standalone_printer(t: Translator, edition: Edition) -> Printer:
    """Renders pages that stand alone: with their style in them, no script, and no request to anywhere."""
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


def _bound(t: Translator, *modules: ModuleType) -> SimpleNamespace:
    """What *modules* have, in one language: functions without their first argument `t`, and labels translated."""
    values = {name: value for module in modules for name, value in vars(module).items()}
    for name, value in values.items():
        if isinstance(value, Labels):
            values[name] = t.labels(value)
        elif isfunction(value) and value.__code__.co_varnames[:1] == ("t",):
            values[name] = partial(value, t)
    return SimpleNamespace(**values)


def _sentence(t: Translator, danish: str, /, **values: object) -> Markup:
    """A sentence of a template, which is markup; *values* are escaped unless they are that too."""
    return Markup(t(danish)) % {name: _shown(t, value) for name, value in values.items()}  # noqa: S704


def _counted(t: Translator, one: str, many: str, count: int, /, **values: object) -> Markup:
    escaped = {name: escape(_shown(t, value)) for name, value in values.items()}
    return Markup(t.plural(one, many, count, **escaped))  # noqa: S704


def _shown(t: Translator, value: object) -> object:
    """What a template shows of a value: text of the data is marked where it is in another language."""
    return t.markup(value) if isinstance(value, Text) else value


@pass_context
def _gloss(context: Context, text: Text | str) -> Markup:
    """Link the terms of the glossary in running text; each page has a glosser of its own."""
    t: Translator = context["t"]
    glosser: Glosser = context["glosser"]
    if isinstance(text, Text) and t.is_untranslated(text):
        return t.markup(text)  # English terms are not in it
    return glosser.mark(_plain(t, text))


def _plain(t: Translator, text: Text | str) -> str:
    return t.text(text) if isinstance(text, Text) else text


def _joined(t: Translator, parts: Iterable[object]) -> Markup:
    """Texts or markup as one list; what is not markup is escaped."""
    return Markup(t.joined([escape(_shown(t, part)) for part in parts]))  # noqa: S704 - all of them are


@dataclass(frozen=True)
class Lookup:
    """Which term each form in running text belongs to, and the pattern that finds them."""

    t: Translator
    terms: Mapping[str, Term]
    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, t: Translator, glossary: Glossary) -> Lookup:
        """A form is found in its own case, and with a capital as at the beginning of a sentence.

        The forms are those of the language of *t*, folded.
        """
        terms = {
            written: term
            for term in glossary.terms
            for form in map(fold, term.surfaces_en if t.is_english else term.surfaces)
            for written in (form, form[:1].upper() + form[1:])
        }
        # Longest first: the first alternative that fits wins.
        forms = "|".join(re.escape(form) for form in sorted(terms, key=lambda form: (-len(form), form)))
        # A part of a word, or of a compound with a hyphen, is another word.
        return cls(t, terms, re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])") if forms else None)


class Glosser:
    """Marks terms in the texts of one page, in the order in which it is given them."""

    def __init__(self, lookup: Lookup, url: Callable[[str], str]) -> None:
        self._lookup = lookup
        self._url = url
        self._seen: set[str] = set()

    def mark(self, text: str) -> Markup:
        """Escape *text*, which is plain, and link the terms in it that have not been met on this page."""
        if isinstance(text, Markup):
            raise TypeError("only plain text can be searched for terms; this is already markup")
        folded = FoldedText(text)
        parts: list[Markup] = []
        end = 0
        for match in self._lookup.pattern.finditer(folded.text) if self._lookup.pattern else ():
            term = self._lookup.terms[match[0]]
            if term.id not in self._seen:
                self._seen.add(term.id)
                start, stop = folded.span(*match.span())
                parts += [escape(text[end:start]), self._link(term, text[start:stop])]
                end = stop
        return Markup().join([*parts, escape(text[end:])])

    def _link(self, term: Term, words: str) -> Markup:
        link = Markup('<a class="as-term" href="{}#{}" data-tip="{}">{}</a>')
        return link.format(self._url("ordliste/"), term.id, self._lookup.t.text(term.text), words)
