"""Hands the generated pages to MkDocs: config in, `SiteFile`s out, nothing decided here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.config_options import SubConfig, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, file_sort_key
from mkdocs.structure.pages import Page

from generator.loading import load
from generator.model.place import GeneratorError, InvalidDataError, visible
from generator.pages import site_assets, site_files
from generator.publishing.content_policy import allowing
from generator.publishing.edition import Site
from generator.publishing.site_file import SiteAsset, SiteFile

log = get_plugin_logger("aftalespor")
_UNKNOWN = date(
    1970, 1, 1
)  # MkDocs must have a date; this one gives zero in the gzip, which means that there is none


class SiteConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs does not annotate its hooks
    """Empty values leave those of `Site`."""

    publisher = Type(str, default="")
    mail = Type(str, default="")
    issues = Type(str, default="")
    authority = Type(str, default="")


class AftalesporConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs does not annotate its hooks
    """`agreements` is the folder of snapshots, beside mkdocs.yml; `site` is who answers for the site.

    With `require_history`, a build that cannot read the history of the snapshots fails.
    """

    agreements = Type(str, default="agreements")
    require_history = Type((bool, int), default=False)  # an environment variable may say 1
    site = SubConfig(SiteConfig)


class AftalesporPlugin(BasePlugin[AftalesporConfig]):  # type: ignore[no-untyped-call]  # as above
    """Adds one page for each `SiteFile`. The HTML is finished, so Markdown never sees it."""

    def __init__(self) -> None:
        self._pages: Mapping[str, SiteFile] = {}
        self._assets: tuple[SiteAsset, ...] = ()
        self._data_date = _UNKNOWN

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        folder = Path(config.config_file_path).parent / self.config.agreements
        site = Site(
            url=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
            name=config.site_name,
            **{key: value for key, value in self.config.site.items() if value},
        )
        try:
            edition = load(folder, site=site)
            if self.config.require_history:
                edition.history.require()
        except InvalidDataError as error:
            raise PluginError("\n".join([str(error), *map(str, error.problems)])) from None
        except GeneratorError as error:
            raise PluginError(visible(str(error))) from None
        if edition.history.missing:
            # Not a warning: --strict must still build from a tarball.
            log.info(
                "The history of the snapshots is missing; the pages say so: %s", edition.history.why_missing
            )
        self._data_date = edition.history.latest.date if edition.history.latest else _UNKNOWN
        self._pages = {page.path: page for page in site_files(edition)}
        self._assets = site_assets(edition, self._pages.values())
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        for page in self._pages.values():
            files.append(File.generated(config, page.path, content=page.text))
        for asset in self._assets:
            files.append(File.generated(config, asset.path, content=asset.data))
        return Files(sorted(files, key=file_sort_key))

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        del config, files
        # The sitemap's lastmod, and the time in its gzip; the day of the build would make every build differ.
        page.update_date = self._data_date.isoformat()
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

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        del config, files
        generated = self._pages.get(page.file.src_uri)
        return generated.html if generated else html

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """The script by which MkDocs reloads a preview runs under the content policy, like all that is published."""
        del config, builder
        server.set_app(_allowing_the_reload(server.serve_request))
        return server


def _allowing_the_reload(app: Callable[[Any, Any], Iterable[bytes]]) -> Callable[[Any, Any], Iterable[bytes]]:
    def serve(environ: Any, start_response: Any) -> Iterable[bytes]:
        answer: list[Any] = []
        body = app(environ, lambda *status_and_headers: answer.extend(status_and_headers))
        status, headers = answer[0], dict(answer[1])
        if not headers.get("Content-Type", "").startswith("text/html"):
            start_response(*answer)
            return body
        page = allowing(b"".join(body), b"var livereload")
        start_response(status, list({**headers, "Content-Length": str(len(page))}.items()))
        return [page]

    return serve
