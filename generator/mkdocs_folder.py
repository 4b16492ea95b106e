"""The theme in the language of each page, as hooks of MkDocs for a folder that `aftalespor pages` has written.

Our templates of the theme ask for words, the menu, and where the page stands in other languages. The plugin calls the
same where the pages are its own. MkDocs has one language for a site; here a page in another is given a menu and
settings of its own as it is written. Named under `hooks` in the configuration and imported by path, once for each
build, so what is kept here is that of one build.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import copy
from pathlib import Path
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from generator.compiled import Compiled
from generator.model.fields import DANISH, LANGUAGES, Language
from generator.publishing.site_file import SCRIPTS, SiteAsset, is_script, language_of, moved, script_folder
from generator.reading.hand_written import files_that_end
from generator.wording.translator import DANISH_T, Translator

# The theme's own search, in whose place ours stands, the languages it knows, and maps for who mends the theme.
_UNUSED = re.compile(r"assets/javascripts/(lunr|workers)/|\.map$")
_languages: list[Languages] = []


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    name_folder(config)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    leave_out_unused(files)
    move_scripts(files, config)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """The languages are those that have a front page."""
    codes = [code for code, language in LANGUAGES.items() if files.get_file_from_path(f"{language.prefix}index.md")]
    _languages[:] = [Languages(codes, nav, config, files)]
    return nav


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    del config, files
    teach(env)
    return env


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
    del config, nav
    _languages[0].tell(context, page)
    return context


def name_folder(config: MkDocsConfig, generated: Iterable[SiteAsset] = ()) -> None:
    """Tell the theme where our scripts and styles are; *generated* are those that are in no folder."""
    folder = script_folder(files_that_end(Path(config.docs_dir), SCRIPTS), generated)
    config.extra["scripts"] = folder
    config.extra_css = [moved(path, folder) for path in config.extra_css]
    for script in config.extra_javascript:
        if isinstance(script, ExtraScriptValue):
            script.path = moved(script.path, folder)


def leave_out_unused(files: Files) -> None:
    for file in [*files]:
        if _UNUSED.search(file.src_uri):
            files.remove(file)


def move_scripts(files: Files, config: MkDocsConfig) -> None:
    """Put them there; what the theme brings has names of its own content."""
    for file in files:
        if is_script(file.src_uri) and file.src_dir in {config.docs_dir, None}:
            file.dest_uri = moved(file.src_uri, config.extra["scripts"])


def teach(environment: Environment) -> None:
    """Let the theme's templates, and ours among them, ask for words in the language of the page they show."""

    @pass_context
    def gettext(context: Context, message: str) -> str:
        return Translator(_language(context.get("page")))(message)

    environment.bytecode_cache = Compiled("theme")
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(gettext, DANISH_T.plural, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it


class Languages:
    """The menu and the settings of each language of a build."""

    def __init__(self, codes: list[str], nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        self._languages = [LANGUAGES[code] for code in codes]
        self._files = files
        nav.homepage = _front(files, DANISH)
        # The theme would write rel="prev" and rel="next"; Firefox fetches the next page ahead, which our
        # policy refuses.
        for page in nav.pages:
            page.previous_page = page.next_page = None
        self._by_language: dict[str, tuple[Navigation, MkDocsConfig]] = {DANISH.code: (nav, config)}
        for t in map(Translator, self._languages):
            if not t.is_danish:
                self._by_language[t.language.code] = _menu(t, nav, files), _settings(t, config)

    def tell(self, context: TemplateContext, page: Page) -> None:
        """Set in the context of *page* what depends on its language."""
        language_of_page = _language(page)
        values: Any = context
        values["nav"], values["config"] = self._by_language.get(language_of_page.code, self._by_language[DANISH.code])
        bare = page.file.src_uri.removeprefix(language_of_page.prefix)
        values["languages"] = [
            {"language": language, "is_here": language is language_of_page, **self._place(language, bare)}
            for language in self._languages
        ]

    def _place(self, language: Language, bare: str) -> Mapping[str, Any]:
        """The page in another language, or that language's front page where it has none."""
        translated = self._files.get_file_from_path(language.prefix + bare)
        file = translated or self._files.get_file_from_path(f"{language.prefix}index.md")
        return {"url": file.url if file else language.prefix, "is_same": translated is not None}


def _language(page: Page | None) -> Language:
    return language_of(page.file.src_uri) if page else DANISH


def _menu(t: Translator, nav: Navigation, files: Files) -> Navigation:
    pages = []
    for item in nav.pages:
        file = files.get_file_from_path(t.language.prefix + item.file.src_uri)
        if file and file.page:
            file.page.title = t(str(item.title))  # as the menu of a configuration does
            pages.append(file.page)
    menu = Navigation([*pages], pages)
    menu.homepage = _front(files, t.language)
    return menu


def _front(files: Files, language: Language) -> Page | None:
    """The front page, which is no place in the menu: the name of the site leads to it."""
    file = files.get_file_from_path(f"{language.prefix}index.md")
    return file.page if file else None


def _settings(t: Translator, config: MkDocsConfig) -> MkDocsConfig:
    settings, theme = copy(config), copy(config.theme)
    settings.data = dict(config.data)
    # What the theme keeps its settings in has a private name and is shared by a copy.
    vars(theme)["_Theme__vars"] = dict(theme)
    theme["language"] = t.language.code
    theme["palette"] = [{**each, "toggle": _named(t, **each["toggle"])} for each in theme["palette"]]
    settings.data["theme"] = theme
    for name in ("site_description", "copyright"):
        if settings.data.get(name):
            settings.data[name] = t(settings.data[name])
    return settings


def _named(t: Translator, /, *, name: str, **toggle: str) -> dict[str, str]:
    return {**toggle, "name": t(name)}
