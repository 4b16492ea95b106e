"""Hooks of MkDocs for a folder that `aftalespor pages` has written: the theme in the language of each page.

Our templates of the theme ask for words, which the plugin gives where the pages are its own. Named under `hooks` in
the configuration. Imported by path, once for each build, so what is kept here is that of one build.
"""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from generator.mkdocs_languages import Languages, leave_out_unused, teach
from generator.model.language import LANGUAGES

_languages: list[Languages] = []


def on_files(files: Files, config: MkDocsConfig) -> Files:
    del config
    leave_out_unused(files)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """The languages are those that have a front page."""
    codes = [
        code for code, language in LANGUAGES.items() if files.get_file_from_path(f"{language.prefix}index.md")
    ]
    _languages[:] = [Languages(codes, nav, config, files)]
    return nav


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    del config, files
    teach(env)
    return env


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    del config, nav
    _languages[0].tell(context, page)
    return context
