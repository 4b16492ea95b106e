"""Hooks of MkDocs for a folder that `aftalespor pages` has written: the theme in the language of each page.

Our templates of the theme ask for words, which the plugin gives where the pages are its own. Named under `hooks` in
the configuration. Imported by path, once for each build, so what is kept here is that of one build.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from generator.mkdocs_languages import Languages, leave_out_unused, teach
from generator.model.fields import LANGUAGES
from generator.publishing.site_file import SCRIPTS, SiteAsset, is_script, moved, script_folder
from generator.reading.hand_written import files_that_end

_languages: list[Languages] = []


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    name_folder(config)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    leave_out_unused(files)
    move_scripts(files, config)
    return files


def name_folder(config: MkDocsConfig, generated: Iterable[SiteAsset] = ()) -> None:
    """Tell the theme where our scripts and styles are; *generated* are those that are in no folder."""
    folder = script_folder(files_that_end(Path(config.docs_dir), SCRIPTS), generated)
    config.extra["scripts"] = folder
    config.extra_css = [moved(path, folder) for path in config.extra_css]
    for script in config.extra_javascript:
        if isinstance(script, ExtraScriptValue):
            script.path = moved(script.path, folder)


def move_scripts(files: Files, config: MkDocsConfig) -> None:
    """Put them there; what the theme brings has names of its own content."""
    for file in files:
        if is_script(file.src_uri) and file.src_dir in {config.docs_dir, None}:
            file.dest_uri = moved(file.src_uri, config.extra["scripts"])


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
