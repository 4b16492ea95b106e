"""What several tests share: the archives, real git repositories, and the site built once."""

from __future__ import annotations

import fcntl
import inspect
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, contextmanager
from copy import copy
from dataclasses import replace
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

import pytest
import yaml
from click.testing import CliRunner, Result
from firefox import firefox_path
from hypothesis import settings
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from snapshots import one_more

from generator.commands import main
from generator.data_folder import load_archive
from generator.model.archive import Archive
from generator.model.beside import Register
from generator.model.fields import Value
from generator.pages import site_files
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteFile
from generator.reading.filling import fill
from generator.reading.yaml_text import parse, without_places

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"
AGREEMENTS = ROOT / "agreements"  # changes with each agreement that is added: only laws hold of it
FROZEN = ROOT / "tests" / "frozen"  # the agreements as they were once: of these a test may say figures
# What was noted otherwise in the first commit of `frozen_project`.
CORRECTED = {"2021": "amount: 247,4 mio. kr.", "2022": "amount: 80 mio. kr."}


# Who starts the tests in the background may have Ctrl-C ignored, and a process that is started inherits that.
signal.signal(signal.SIGINT, signal.default_int_handler)
settings.register_profile("any machine", deadline=None, max_examples=50)  # however busy it is
settings.load_profile("any machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="accept today's output as the golden output")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browsers(*names): where to run what uses `browser` or `page`")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "browser" in metafunc.fixturenames and (mark := metafunc.definition.get_closest_marker("browsers")):
        metafunc.parametrize("browser", mark.args, indirect=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests have measured, also where the aim does not hold yet."""
    reports = [report for found in terminalreporter.stats.values() for report in found]
    properties = [each for report in reports for each in getattr(report, "user_properties", ())]
    measured = sorted({str(value) for name, value in properties if name == "measured"})
    if measured:
        terminalreporter.section("Measured on the built site")
        terminalreporter.write_line("\n".join(measured))


@pytest.fixture(scope="session", autouse=True)
def _own_settings() -> None:
    """The developer's settings must not change what a test sees."""
    os.environ.pop("AGREEMENTS", None)
    os.environ |= {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "Prøve",
        "GIT_AUTHOR_EMAIL": "proeve@example.org",
        "GIT_COMMITTER_NAME": "Prøve",
        "GIT_COMMITTER_EMAIL": "proeve@example.org",
    }


@pytest.fixture(scope="session")
def real() -> Archive:
    """The five real agreements of the frozen copy."""
    return load_archive(FROZEN / "agreements")


@pytest.fixture(scope="session", params=["today", "with one more"])
def agreements(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders of which only laws may be said: agreements/ as it is, and a copy to which an agreement is added."""
    if request.param == "today":
        return AGREEMENTS
    folder = shutil.copytree(AGREEMENTS, tmp_path_factory.mktemp("en-til") / "agreements")
    (folder / "2099.yaml").write_text(one_more(load_archive(AGREEMENTS)), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def current(agreements: Path) -> Archive:
    """What *agreements* holds."""
    return load_archive(agreements)


@pytest.fixture(scope="session")
def golden() -> Archive:
    """Four small agreements that hold every situation."""
    return load_archive(GOLDEN / "agreements")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the frozen copy, built once as `make site` builds it; or the one that `make bench` measures."""
    if measured := os.environ.get("SITE_TO_MEASURE"):
        return Path(measured)

    def build(folder: Path) -> None:
        build_site(frozen_project(folder / "projekt") / "mkdocs.yml", folder / "site")

    return made_once(tmp_path_factory, "frozen", build) / "site"


@pytest.fixture(scope="session")
def current_site(agreements: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of *agreements*."""

    def build(folder: Path) -> None:
        project = ROOT
        if agreements != AGREEMENTS:
            project = project_copy(folder / "projekt", agreements)
            GitRepo(project).commit()
        build_site(project / "mkdocs.yml", folder / "site")

    return made_once(tmp_path_factory, "today" if agreements == AGREEMENTS else "one-more", build) / "site"


GOLDEN_URL = "https://spor.example/dk/"


@pytest.fixture(scope="session")
def golden_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the golden archive, without its history, for an address of its own."""

    def build(folder: Path) -> None:
        project = project_copy(folder / "projekt", GOLDEN / "agreements")
        build_site(project / "mkdocs.yml", folder / "site", SITE_URL=GOLDEN_URL)

    return made_once(tmp_path_factory, "golden", build) / "site"


def made_once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that *make* fills once for all processes of a run; the others wait for it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"once-{name}"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            with TemporaryDirectory(dir=folder.parent) as unfinished:
                make(Path(unfinished))
                shutil.copytree(unfinished, folder)
    return folder


@pytest.fixture(scope="session")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What starts the clock of a process at $CLOCK; nothing where there is no compiler."""
    compiler = shutil.which("cc")
    if sys.platform != "linux" or compiler is None:
        return {}
    out = tmp_path_factory.mktemp("ur") / "clock.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", str(out), str(ROOT / "bench" / "clock.c")], check=True)
    return {"LD_PRELOAD": str(out)}


def build_site(config: Path, out: Path, **environment: str) -> Path:
    """Build a site with MkDocs in a process of its own; fails on any warning."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(config), "-d", str(out)]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    result = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "WARNING" not in result.stderr
    return out


def theme_pages(site: Path) -> set[Path]:
    """The pages that went through the theme; not embeds and frozen copies, which stand alone."""
    alone = {
        *site.glob("indlejr/*/**/index.html"),
        *site.glob("en/indlejr/*/**/index.html"),
        *site.glob("fast/**/index.html"),
    }
    return set(site.rglob("index.html")) - alone


_MADE: list[tuple[Edition, tuple[SiteFile, ...]]] = []


def made_pages(edition: Edition) -> tuple[SiteFile, ...]:
    """Its finished pages, made once for the tests that compare one side with many."""
    for known, pages in _MADE:
        if known == edition:
            return pages
    made = tuple(replace(page, content=page.html) for page in site_files(edition))
    _MADE[:] = [(edition, made), *_MADE[:3]]
    return made


def project_copy(to: Path, agreements: Path = FROZEN / "agreements") -> Path:
    """A copy of what the site is built from, for tests that change it; what is published is of today's data only."""
    of_others = ["fast"] if agreements.is_relative_to(ROOT / "tests") else []
    shutil.copytree(agreements, to / "agreements")
    shutil.copytree(ROOT / "site_src", to / "site_src", ignore=shutil.ignore_patterns(*of_others))
    shutil.copy(ROOT / "mkdocs.yml", to / "mkdocs.yml")
    return to


def plain(text: str, model: type[Value] = Register) -> Any:
    """The tree of a file without the places of its values; of an *Agreement*, with all that it need not say."""
    document = parse(text, "")
    if document.plain is not None:
        fill(document.plain, model, document.places)
    return without_places(document.plain)


class GitRepo:
    """A real repository with fixed dates in one month; each commit is a day later than the one before."""

    month = "2020-01"

    def __init__(self, path: Path, month: str = month, *options: str) -> None:
        self.path = path
        self.month = month
        self.day = 0
        path.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main", *options)

    def git(self, *arguments: str) -> str:
        when = f"{self.month}-{self.day:02}T12:00:00+01:00" if self.day else "2019-12-31T12:00:00+01:00"
        env = {**os.environ, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        result = subprocess.run(["git", *arguments], cwd=self.path, env=env, capture_output=True, text=True, check=True)
        return result.stdout.strip()

    def write(self, name: str, text: str) -> None:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def copied_to(self, path: Path) -> GitRepo:
        """The same repository in another place, to be changed there."""
        other = copy(self)
        other.path = shutil.copytree(self.path, path, symlinks=True)
        return other

    @property
    def agreements(self) -> Path:
        return self.path / "agreements"

    def edit(self, name: str, *changes: tuple[str, str]) -> None:
        """Change texts that stand in a snapshot; an amount is changed in its phrase too."""
        text = (self.agreements / f"{name}.yaml").read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, old
            text = repriced(text, old, new)
        self.write(f"agreements/{name}.yaml", text)

    def check(self, since: str = "HEAD") -> Result:
        """What `check --since` prints of it."""
        options = ("--agreements", str(self.agreements), "check", "--frozen", str(self.path / "fast"), "--since", since)
        return CliRunner().invoke(main, options)

    def commit(self, message: str = "En ændring") -> str:
        self.day += 1
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")


def from_git(repo: GitRepo, text: str, *command: str) -> str:
    """What git says to *text*; what is made by hand may be what git itself would not make."""
    found = subprocess.run(["git", *command], cwd=repo.path, input=text.encode(), capture_output=True, check=True)
    return found.stdout.decode().strip()


def frozen_project(to: Path) -> Path:
    """A copy with the frozen agreements, in which two facts were corrected after most deadlines had passed."""
    project = project_copy(to)
    repo = GitRepo(project, "2026-11")
    corrected = {project / "agreements" / f"{name}.yaml": amount for name, amount in CORRECTED.items()}
    right = {path: path.read_text(encoding="utf-8") for path in corrected}
    for path, amount in corrected.items():
        assert amount in right[path]
        path.write_text(right[path].replace(amount, "amount: 1,0 mio. kr."), encoding="utf-8")
    repo.commit()
    for path, text in right.items():
        path.write_text(text, encoding="utf-8")
    repo.commit()
    return project


@pytest.fixture
def make_repo(tmp_path: Path) -> Callable[[str], GitRepo]:
    return lambda name="repo": GitRepo(tmp_path / name)


def in_git(path: Path, files: Mapping[str, str] | None = None, agreements: Path = GOLDEN / "agreements") -> GitRepo:
    """Agreements in one commit, with *files* among them."""
    repo = GitRepo(path)
    shutil.copytree(agreements, repo.agreements)
    for name, text in (files or {}).items():
        repo.write(f"agreements/{name}", text)
    repo.commit()
    return repo


def project_clone(to: Path) -> GitRepo:
    """The project as a clone would have it, with the environment that is already set up."""
    skip = shutil.ignore_patterns(
        ".venv", ".git", "site", ".cache", "node_modules", "__pycache__", ".*_cache", ".hypothesis"
    )
    shutil.copytree(ROOT, to, ignore=skip)
    # What it shares is there and up to date, or make would install the copy in the place of the project.
    (to / ".venv").mkdir()
    for path in (ROOT / ".venv").iterdir():
        if path.suffix == ".ok":
            (to / ".venv" / path.name).touch()
        else:
            (to / ".venv" / path.name).symlink_to(path)
    repo = GitRepo(to)
    repo.git("config", "core.excludesFile", os.devnull)
    (to / ".git" / "info" / "exclude").write_text(".venv\n", encoding="utf-8")
    repo.commit()
    return repo


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server of *folder* on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@contextmanager
def watching() -> Iterator[tuple[str, list[str]]]:
    """The address of another host, and the list of what has been asked of it."""
    reached: list[str] = []

    class Noting(_Quiet):
        def do_GET(self) -> None:
            reached.append(self.path)
            self.send_error(404)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Noting)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}/", reached
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as url:
        yield url


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = next((found for name in names if (found := shutil.which(name))), None)
    arguments = ["--no-sandbox", "--disable-background-networking"]
    with playwright.chromium.launch(executable_path=path or _missing("Chromium"), args=arguments) as browser:
        yield browser


@pytest.fixture(scope="session")
def firefox(playwright: Playwright) -> Iterator[Browser]:
    """The Firefox of this machine, not Playwright's, which readers do not have."""
    if firefox_path() is None:
        _missing("Firefox")
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    relay = Path(__file__).with_name("firefox.py")
    preferences = {
        "browser.sessionhistory.max_total_viewers": 0,  # Playwright waits for a page that is loaded anew
        "ui.useOverlayScrollbars": 1,  # as on a phone, and in Chromium without a window
    }
    with playwright.firefox.launch(
        channel="moz-firefox", executable_path=relay, env=env, firefox_user_prefs=preferences
    ) as browser:
        yield browser


def _missing(browser: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"no {browser} found; .ci/run installs it")
    pytest.skip(f"no {browser} found; install it to run the tests in a real browser")


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Browser:
    """Chromium, or what the mark `browsers` of the test or of its file names."""
    browser: Browser = request.getfixturevalue(getattr(request, "param", "chromium"))
    return browser


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, locale="da-DK")
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def run(*arguments: str, cwd: Path = FROZEN, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in this process, in the folder *cwd*; what the process itself does has tests of its own."""
    with chdir(cwd):
        result = CliRunner().invoke(main, arguments, prog_name="aftalespor", env=environment)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return subprocess.CompletedProcess(arguments, result.exit_code, result.stdout, result.stderr)


def cases(test: Callable[..., None]) -> Callable[..., None]:
    """Run *test* on each row of its table in `cases/`, which its first parameters are the columns of."""
    table = tables(test.__module__.removeprefix("test_"))[test.__name__.removeprefix("test_")]
    ids = [*table] if isinstance(table, dict) else None
    rows = [row if isinstance(row, list) else [row] for row in (table.values() if isinstance(table, dict) else table)]
    columns = [*inspect.signature(test).parameters][: len(rows[0])]
    return pytest.mark.parametrize(columns, rows, ids=ids)(test)


@cache
def tables(name: str) -> dict[str, Any]:
    """What `cases/NAME.yaml` holds."""
    text = (ROOT / "tests" / "cases" / f"{name}.yaml").read_bytes()
    held: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return held


def repriced(text: str, old: str, new: str) -> str:
    """The snapshot with another text in it; where that is an amount, with its number in the phrase that stands behind it."""
    before, after = (re.sub(r"^amount: '(.*) mio\. kr\.'$", r"til \1 mio.", key) for key in (old, new))
    changed = text.replace(old, new)
    return changed if before == old else changed.replace(before, after)
