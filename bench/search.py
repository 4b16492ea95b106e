"""Compares search engines on tests/queries.yaml: what they find, what they cost, how long the first result takes.

Run it with `make bench-search`. Each engine but Pagefind answers the same dialog in a real browser. It needs npm and
pip, which fetch MiniSearch and Pagefind in the versions named here; nothing of them becomes part of the site.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
MINISEARCH = "minisearch@7.2.0"
TERSER = "terser@5.44.0"  # MiniSearch is published with its comments in; minified is how one would vendor it
PAGEFIND = "pagefind[bin]==1.5.2"
OWN_WORKER, THEMES_WORKER = "assets/search/worker.js", "assets/javascripts/workers/search.a7633da7.min.js"
# A slow phone connection: what each answer waits, and how fast it comes.
LATENCY, BYTES_PER_SECOND = 0.15, 200_000
RUNS = 5
QUERY = "samtykke"
FIRST = 3

ANSWERED = """
window.asked = window.answered = 0;
window.Worker = class extends Worker {
  constructor(...all) {
    super(...all);
    this.addEventListener("message", ({data}) => { if (data.type === 3) window.answered += 1; });
  }
  postMessage(message) {
    if (message.type === 2) { window.asked += 1; window.last = message.data; }
    super.postMessage(message);
  }
};
addEventListener("keydown", () => { window.began ??= performance.now(); }, true);
addEventListener("DOMContentLoaded", () => {
  const list = document.querySelector(".md-search-result__list");
  new MutationObserver(() => {
    if (list.children.length) window.ended ??= performance.now();
  }).observe(list, {childList: true});
});
"""


class Server(SimpleHTTPRequestHandler):
    """Serves a folder, remembers what was asked for and, when `slow`, answers like a slow connection."""

    asked: list[str] = []
    slow = False

    def log_message(self, *_: object) -> None:
        pass

    def send_head(self):  # type: ignore[no-untyped-def]
        self.asked.append(self.path)
        if self.slow:
            time.sleep(LATENCY + size(Path(self.translate_path(self.path))) / BYTES_PER_SECOND)
        return super().send_head()


def size(path: Path) -> int:
    path = path / "index.html" if path.is_dir() else path
    return len(gzip.compress(path.read_bytes(), 9)) if path.is_file() else 0


def run(*command: str | Path, cwd: Path = ROOT) -> None:
    subprocess.run([*map(str, command)], cwd=cwd, check=True, capture_output=True)


def build(work: Path) -> dict[str, Path]:
    """A site for each engine: ours, and copies of the theme's own with another worker in its place."""
    ours, stock, project = work / "ours", work / "stock", work / "project"
    run(sys.executable, "-m", "mkdocs", "build", "-q", "-d", ours)

    # The same pages as the theme indexes them by itself: no entry of ours, nothing kept out of its index.
    shutil.copytree(ROOT / "site_src", project / "site_src")
    (project / "site_src/overrides/main.html").unlink()
    run(sys.executable, "-m", "generator", "pages", "--out", work / "pages")
    for page in (work / "pages").rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace('search: {"exclude": true}\n', "", 1), encoding="utf-8")
    shutil.copytree(work / "pages", project / "site_src/docs", dirs_exist_ok=True)
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for line in ("  - aftalespor\n", "extra_javascript:\n", "  - {path: assets/search/dialog.js, defer: true}\n"):
        assert line in config
        config = config.replace(line, "")
    (project / "mkdocs.yml").write_text(config, encoding="utf-8")
    run(sys.executable, "-m", "mkdocs", "build", "-q", "-f", project / "mkdocs.yml", "-d", stock)

    rewrite = shutil.copytree(stock, work / "rewrite")
    shutil.copy(ROOT / "bench/rewrite.js", rewrite / THEMES_WORKER.replace("search.a7", "rewrite.a7"))
    for page in rewrite.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("workers/search.a7", "workers/rewrite.a7"), encoding="utf-8")

    mini = shutil.copytree(ours, work / "minisearch")
    run("npm", "pack", MINISEARCH, cwd=work)
    with tarfile.open(next(work.glob("minisearch-*.tgz"))) as archive:
        code = archive.extractfile("package/dist/umd/index.js")
        assert code
        (work / "minisearch.js").write_bytes(code.read())
    small = mini / "assets/search/minisearch.js"
    run("npx", "--yes", TERSER, work / "minisearch.js", "--compress", "--mangle", "--output", small)
    shutil.copy(ROOT / "bench/minisearch.js", mini / OWN_WORKER)
    (mini / "assets/search/index.js").write_text("")  # the dialog fetches it ahead; this engine has no use for it

    pagefind = shutil.copytree(ours, work / "pagefind")
    run(sys.executable, "-m", "venv", work / "venv")
    run(work / "venv/bin/pip", "install", "-q", PAGEFIND)
    run(work / "venv/bin/python", "-m", "pagefind", "--site", pagefind, "--root-selector", ".md-content")
    return {
        "lunr, as the theme ships it": stock,
        "lunr with a rewritten query": rewrite,
        "MiniSearch on our entries": mini,
        "Pagefind": pagefind,
        "ours": ours,
    }


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def fresh(browser: Browser, url: str) -> Page:
    page = browser.new_context(base_url=url, locale="da-DK").new_page()
    page.add_init_script(ANSWERED)
    page.goto("")
    return page


def ask_dialog(page: Page, query: str) -> list[str]:
    box = page.locator(".md-search__input")
    box.click()
    box.fill("")
    box.press_sequentially(query)
    page.wait_for_function("q => window.last === q && window.asked <= window.answered", arg=query)
    page.wait_for_timeout(30)
    links = "all => all.map(item => item.querySelector('a').href)"
    return page.locator(".md-search-result__item").evaluate_all(links)  # type: ignore[no-any-return]


def ask_pagefind(page: Page, query: str) -> list[str]:
    return page.evaluate(  # type: ignore[no-any-return]
        """async ([query, first]) => {
            window.began ??= performance.now();
            const pagefind = await import("/pagefind/pagefind.js");
            const {results} = await pagefind.search(query);
            const found = await Promise.all(results.slice(0, first).map(result => result.data()));
            window.ended ??= performance.now();
            return found.map(result => location.origin + result.url);
        }""",
        [query, FIRST],
    )


def hits(page: Page, ask: Callable[[Page, str], list[str]]) -> dict[str, list[bool]]:
    queries = YAML(typ="safe", pure=True).load(ROOT / "tests/queries.yaml")
    found: dict[str, list[bool]] = {}
    for group, lines in queries.items():
        for n, (query, right) in enumerate(lines.items()):
            urls = [url.split("/", 3)[3].split("?")[0].split("#")[0] for url in ask(page, str(query))[:FIRST]]
            hit = not set(urls).isdisjoint([right] if isinstance(right, str) else right)
            for name in ("all", "held out" if n % 3 == 2 else "tuned", group):
                found.setdefault(name, []).append(hit)
    return found


def cost(browser: Browser, folder: Path, url: str, ask: Callable[[Page, str], list[str]]) -> tuple[int, int]:
    """Compressed bytes for searching: on a visit without a search, and before the first result in all."""
    Server.asked.clear()
    page = fresh(browser, url)
    page.wait_for_load_state("networkidle")
    loaded = {path.split("?")[0] for path in Server.asked}
    ask(page, QUERY)
    everything = {path.split("?")[0] for path in Server.asked}
    page.context.close()
    ours = ("search", "lunr", "pagefind", "rewrite.")
    weigh = lambda paths: sum(size(folder / p.lstrip("/")) for p in paths if any(word in p for word in ours))  # noqa: E731
    return weigh(loaded), weigh(everything)


def wait(browser: Browser, url: str, ask: Callable[[Page, str], list[str]], before: int) -> float:
    """Milliseconds from the first key to the first result; the page has then been open for *before*."""
    times = []
    for _ in range(RUNS):
        page = fresh(browser, url)
        page.wait_for_timeout(before)
        ask(page, QUERY)
        times.append(page.evaluate("window.ended - window.began"))
        page.context.close()
    return statistics.median(times)


def main() -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        sites = build(Path(name))
        chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        rows = []
        for engine, folder in sites.items():
            ask = ask_pagefind if engine == "Pagefind" else ask_dialog
            with served(folder) as url:
                found = hits(fresh(browser, url), ask)
                before, first = cost(browser, folder, url, ask)
                quick = wait(browser, url, ask, 1500)
                Server.slow = True
                slow = wait(browser, url, ask, 0)
                Server.slow = False
            rows.append((engine, found, before, first, quick, slow))
        groups = list(rows[0][1])
        print("| engine | " + " | ".join(groups) + " |")
        print("|---|" + "---|" * len(groups))
        for engine, found, *_ in rows:
            print(f"| {engine} | " + " | ".join(f"{sum(h)}/{len(h)}" for h in found.values()) + " |")
        print(
            "\n| engine | KB on a visit without a search | KB before the first result | ms, page open | ms, slow line |"
        )
        print("|---|---|---|---|---|")
        for engine, _, before, first, quick, slow in rows:
            print(f"| {engine} | {before / 1000:.1f} | {first / 1000:.1f} | {quick:.0f} | {slow:.0f} |")


if __name__ == "__main__":
    main()
