"""Hands the generated pages to MkDocs: config in, `SiteFile`s out, nothing decided here.

A build has them all. `mkdocs serve` makes each when a reader asks for it (mkdocs_preview.py).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from mkdocs.config.base import Config
from mkdocs.config.config_options import Choice, ListOfItems, SubConfig, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, file_sort_key
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from generator.mkdocs_folder import Languages, leave_out_unused, move_scripts, name_folder, teach
from generator.mkdocs_preview import Preview
from generator.model.fields import DANISH, LANGUAGES, Language
from generator.model.place import GeneratorError, InvalidDataError, visible
from generator.publishing.addresses import NO_ADDRESS, Site
from generator.publishing.embeds import allowing
from generator.publishing.site_file import SAME_FOR_ALL, SiteAsset, SiteFile, language_of
from generator.reading.files import contents_of
from generator.reading.hand_written import require_sound
from generator.site_cache import Generated, SiteCache
from generator.sources import Sources

log = get_plugin_logger("aftalespor")
_UNKNOWN = date(1970, 1, 1)  # MkDocs must have a date; this one gives zero in the gzip, which means that there is none


class SiteConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs does not annotate its hooks
    """Empty values leave those of `Site`."""

    publisher = Type(str, default="")
    mail = Type(str, default="")
    issues = Type(str, default="")
    authority = Type(str, default="")


class AftalesporConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs does not annotate its hooks
    """`site` is who answers for the site. Which snapshots are read is no setting: it is those that `check` reads.

    `languages` are those that the site is in, by their codes; Danish is first.
    With `require_history`, a build that cannot read the history of the snapshots fails.
    """

    languages = ListOfItems(Choice(tuple(LANGUAGES)), default=[DANISH.code])
    require_history = Type((bool, int), default=False)  # an environment variable may say 1
    site = SubConfig(SiteConfig)


class AftalesporPlugin(BasePlugin[AftalesporConfig]):  # type: ignore[no-untyped-call]  # as above
    """Adds one page for each `SiteFile`. The HTML is finished, so Markdown never sees it."""

    def __init__(self) -> None:
        self._pages: Mapping[str, SiteFile] = {}
        self._assets: tuple[SiteAsset, ...] = ()
        self._published: tuple[str, ...] = ()
        self._data_date = _UNKNOWN
        self._preview: Preview | None = None
        # Of each build: a preview and what MkDocs builds beside it share the plugin.
        self._languages: WeakKeyDictionary[Navigation, Languages] = WeakKeyDictionary()
        self._last_line = ""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """MkDocs keeps a plugin that has this through all builds of one command."""
        del dirty
        self._preview = Preview(self._read) if command == "serve" else None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        # A setting in mkdocs.yml could let links lead nowhere.
        for part in (config.validation.nav, config.validation.links):
            part.update(dict.fromkeys(part, logging.WARNING))
        if self._preview:
            self._preview.begin(config)
        else:
            with _as_plugin_error():
                sources = self._made_from(config)
                pages, self._assets, self._published = SiteCache(*sources, partial(generated, *sources)).files()
            self._pages = {page.path: page for page in pages}
        name_folder(config, self._assets)
        return config

    def _made_from(self, config: MkDocsConfig) -> tuple[Sources, Site, tuple[Language, ...]]:
        folder = Path(config.config_file_path).parent / os.environ.get("AGREEMENTS", "agreements")
        more = {key: value for key, value in self.config.site.items() if value}
        site = Site.at(config.site_url or "", name=config.site_name, **more)
        sources = Sources.of(folder, contents_of(folder))
        history = sources.history
        if self.config.require_history:
            history.require()
        if history.missing:
            # Not a warning: --strict must still build from a tarball.
            log.info("The history of the snapshots is missing; the pages say so: %s", history.why_missing)
        self._data_date = history.latest.date if history.latest else _UNKNOWN
        return sources, site, tuple(LANGUAGES[code] for code in self.config.languages)

    def _read(self, config: MkDocsConfig) -> tuple[Mapping[str, SiteFile], Callable[[], tuple[SiteAsset, ...]]]:
        """Read the data for a preview; give the pages, and what gives the rest."""
        from generator.exports import Exports  # noqa: PLC0415 - a build from the cache needs none of it
        from generator.loading import edition_of  # noqa: PLC0415
        from generator.pages import planned_files, script_assets, site_assets  # noqa: PLC0415

        with _as_plugin_error():
            edition = edition_of(*self._made_from(config))
        data = Exports(edition)
        pages = planned_files(edition, data)
        self._assets = tuple(script_assets(edition.languages))  # the others are made when they are asked for
        self._published = edition.versions.numbers
        self._pages = {page.path: page for page in pages}
        return self._pages, lambda: site_assets(edition, pages, data)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        self._last_line = "" if config.site_url or self._preview else NO_ADDRESS

    def on_shutdown(self) -> None:
        """MkDocs has said its own last words. Not a warning: --strict builds a site for any address."""
        if self._last_line:
            log.info(self._last_line)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        generated = [f"{page.address}index.html" for page in self._pages.values()]
        with _as_plugin_error():
            require_sound(
                Path(config.config_file_path).absolute().parent,
                Path(config.docs_dir),
                Path(config.theme.custom_dir) if config.theme.custom_dir else None,
                self._published,
                [*generated, *(asset.path for asset in self._assets)],
            )
        leave_out_unused(files)
        for file in [*files.documentation_pages()]:
            if language_of(file.src_uri).code not in self.config.languages:
                files.remove(file)
        if self._preview:
            move_scripts(files, config)
            return self._preview.planned(files, config)
        for page in self._pages.values():
            # MkDocs reads the front matter, once; the HTML comes when the page is written.
            files.append(File.generated(config, page.path, content=page.front_matter))
        for asset in self._assets:
            files.append(_LazyAsset(asset, config))
        self._assets = ()
        move_scripts(files, config)
        return Files(sorted(files, key=file_sort_key))

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        for path in self._pages:
            file = files.get_file_from_path(path)
            if file and file.inclusion.is_excluded():  # type: ignore[no-untyped-call]
                raise PluginError(f"aftalespor: {path} is left out of the site. Mend exclude_docs in mkdocs.yml.")
        self._languages[nav] = Languages(self.config.languages, nav, config, files)
        if self._preview:
            self._preview.leave_out(nav, config, files)
        return nav

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        del config, files
        teach(env)
        if self._preview:
            self._preview.environment = env
        return env

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        del config, files
        # The sitemap's lastmod, and the time in its gzip; the day of the build would make every build differ.
        page.update_date = self._data_date.isoformat()
        page.meta.update({key: value for key, value in SAME_FOR_ALL.items() if page.meta.get(key) == value})
        return "" if page.file.src_uri in self._pages else markdown

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        del config
        if template_name == "sitemap.xml" and self._data_date == _UNKNOWN:
            return output_content.replace(f"<lastmod>{_UNKNOWN.isoformat()}</lastmod>", "")
        return output_content

    def on_build_error(self, *, error: Exception) -> None:
        """Tell of a full disk or a folder that is read-only in a line; MkDocs would show a traceback."""
        if isinstance(error, OSError):
            path = error.filename2 or error.filename  # of a copy that fails, where it was to be
            where = f"{path}: " if path else ""
            raise Abort(f"{where}{error.strerror or error}. Mend it and try again.") from None

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Make pages when they are asked for; the script that reloads them runs under the content policy too."""
        del config
        if self._preview:
            self._preview.answer_for(server, builder)
        server.set_app(_allowing_the_reload(server.get_app() or server.serve_request))
        return server

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """The page is about to be written. Until now MkDocs has gone through all pages, and held what they had."""
        del config
        self._languages[nav].tell(context, page)
        generated = self._pages.get(page.file.src_uri)
        if generated:
            page.content = generated.html
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        del config
        if page.file.src_uri in self._pages:
            page.content = ""
        return output


def generated(sources: Sources, site: Site, languages: tuple[Language, ...]) -> Generated:
    """Every file of a site, none of which is made before it is asked for; raise InvalidDataError as `edition_of`."""
    from generator.exports import Exports  # noqa: PLC0415 - a build from the cache needs none of it
    from generator.loading import edition_of  # noqa: PLC0415
    from generator.pages import site_assets, site_files  # noqa: PLC0415

    edition = edition_of(sources, site, languages)
    data = Exports(edition)
    pages = site_files(edition, data)
    return Generated(pages, site_assets(edition, pages, data), edition.versions.numbers)


@contextmanager
def _as_plugin_error() -> Iterator[None]:
    """Let MkDocs say what is wrong, and end."""
    try:
        yield
    except InvalidDataError as error:
        raise PluginError("\n".join([str(error), *map(str, error.problems)])) from None
    except GeneratorError as error:
        raise PluginError(visible(str(error))) from None


def _allowing_the_reload(app: Callable[[Any, Any], Iterable[bytes]]) -> Callable[[Any, Any], Iterable[bytes]]:
    def serve(environ: Any, start_response: Any) -> Iterable[bytes]:
        answer: list[Any] = []
        body = app(environ, lambda *status_and_headers: answer.extend(status_and_headers))
        status, headers = answer[0], dict(answer[1])
        if headers.get("Content-Type", "").startswith("text/html"):
            body = [allowing(b"".join(body), b"var livereload")]
            headers["Content-Length"] = str(len(body[0]))
        start_response(status, [*headers.items()])
        return body

    return serve


class _LazyAsset(File):
    """A file whose content is made when it is written, and held no longer."""

    def __init__(self, asset: SiteAsset, config: MkDocsConfig) -> None:
        urls = config.use_directory_urls
        super().__init__(asset.path, src_dir=None, dest_dir=config.site_dir, use_directory_urls=urls)
        self.generated_by = "aftalespor"
        self._asset = asset

    def copy_file(self, dirty: bool = False) -> None:
        """MkDocs would ask for the whole, and remember the path of each."""
        del dirty
        path = Path(self.abs_dest_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self._asset.data)
