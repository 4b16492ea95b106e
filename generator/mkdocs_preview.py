"""`mkdocs serve` with generated pages that are made when a reader asks for them, so that a save shows at once.

MkDocs builds the hand-written pages and knows the generated ones by name only. When a snapshot is saved, the data is
read and checked again and whatever was made is thrown away; the page that is open is then asked for and made, as a
build makes it. Only a change outside the data, such as of a hand-written page or the settings, has MkDocs build anew.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from threading import Lock
from wsgiref.types import StartResponse, WSGIEnvironment

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel, file_sort_key
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.publishing.site_file import SiteAsset, SiteFile, moved

log = get_plugin_logger("aftalespor")

Reload = Callable[[MkDocsConfig], tuple[Mapping[str, SiteFile], Callable[[], Iterable[SiteAsset]]]]
POLL = 0.1  # seconds between two looks at the snapshots; MkDocs looks every half second


class Preview:
    """What a preview knows from one build to the next. *reload* reads the data for a configuration."""

    def __init__(self, reload: Reload) -> None:
        self.environment: Environment
        self._reload = reload
        self._lock = Lock()
        self._written: set[Path] = set()
        self._known: dict[str, SiteAsset] = {}
        self._at: Mapping[str, SiteFile] = {}  # pages by the files that they become

    def begin(self, config: MkDocsConfig) -> None:
        """Before MkDocs builds: whatever is made goes with its folder."""
        self._renew(config)
        # A page that is not made yet cannot be looked into; `make site` checks every link.
        config.validation.links.not_found = config.validation.links.unrecognized_links = logging.DEBUG

    def planned(self, files: Files, config: MkDocsConfig) -> Files:
        """Name the generated pages, so that others can link to them."""
        for path in self._pages:
            files.append(File.generated(config, path, content=""))
        return Files(sorted(files, key=file_sort_key))

    def leave_out(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Keep MkDocs from building what is made when it is asked for."""
        self._nav, self._config, self._files = nav, config, files
        for path in self._pages:
            if file := files.get_file_from_path(path):
                file.inclusion = InclusionLevel.EXCLUDED

    def answer_for(self, server: LiveReloadServer, builder: Callable[[], None]) -> None:
        """Let *server* make what is asked for before it answers, and build no more than what changed."""
        written = _stamps(self._config)
        answer = server.serve_request

        def build() -> None:
            nonlocal written
            stamps = _stamps(self._config)
            if stamps != written:
                builder()
                written = stamps
                return
            try:
                self._renew(self._config)
            except PluginError as error:
                log.error(str(error))  # noqa: TRY400 - the message says it all, as in a build
                raise Abort("Aborted with a BuildError!") from None

        def make_and_answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            with server._epoch_cond:  # noqa: SLF001 - not while the data is read; MkDocs itself waits like this
                server._epoch_cond.wait_for(lambda: server._visible_epoch == server._wanted_epoch)  # noqa: SLF001
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            if path.startswith(server.mount_path):
                self.make(path.removeprefix(server.mount_path))
            return answer(environ, start_response)

        server.builder = build
        server.set_app(make_and_answer)
        # For the folders that are watched from now on, those of --watch; there is no other way to say it.
        server.observer._timeout = POLL  # noqa: SLF001

    def make(self, address: str) -> None:
        """Make what stands at *address*, below the root of the site, if it is ours and not made yet."""
        with self._lock:
            name = f"{address}index.html" if address.endswith("/") or not address else address
            for candidate in (name, f"{name}/index.html"):
                if page := self._at.get(candidate):
                    self._make_page(page, candidate)
                    return
            target = Path(self._config.site_dir) / name
            if target.suffix and target.name != "favicon.ico" and not target.exists():
                scripts = self._config.extra["scripts"]
                self._known = self._known or {moved(a.path, scripts): a for a in self._assets()}
                if asset := self._known.get(name):
                    self._write(target, asset.data)

    def _make_page(self, page: SiteFile, name: str) -> None:
        target = Path(self._config.site_dir) / name
        if target in self._written:
            return
        config, files = self._config, self._files
        file = files.get_file_from_path(page.path) or File.generated(config, page.path, content="")
        file.content_string = page.front_matter  # the plugin gives the rest when the page is written
        shown = file.page or Page(None, file, config)
        _populate_page(shown, config, files)
        _build_page(shown, config, files.documentation_pages(), self._nav, self.environment)
        self._written.add(target)

    def _write(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self._written.add(path)

    def _renew(self, config: MkDocsConfig) -> None:
        pages, assets = self._reload(config)
        with self._lock:
            for path in self._written:
                path.unlink(missing_ok=True)
            self._written.clear()
            self._pages, self._assets, self._known = pages, assets, {}
            self._at = {File.generated(config, path, content="").dest_uri: p for path, p in pages.items()}


def _stamps(config: MkDocsConfig) -> Mapping[Path, int]:
    """When each file was written that MkDocs itself builds from."""
    paths = [Path(config.config_file_path)]
    for folder in (config.docs_dir, *config.theme.dirs[:1]):
        paths += [path for path in Path(folder).rglob("*") if path.is_file()]
    return {path: path.stat().st_mtime_ns for path in paths}
