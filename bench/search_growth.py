"""What a search fetches before its first result, and how long that takes, as there is more to find in.

Run it with `.venv/bin/python bench/search_growth.py`, or with the sizes to measure, such as 5x30 50x60.

The worker of the site answers in a real Chromium; a page of our own stands in for the theme's dialog and types a letter
at a time. Every answer of the server waits and comes as slowly as on a slow phone, and is compressed.
"""

from __future__ import annotations

import gzip
import json
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from corpus import write_corpus
from playwright.sync_api import Browser, sync_playwright

from generator.comparing.initiative_history import histories
from generator.loading import load_archive
from generator.publishing.search_index import search_files

ROOT = Path(__file__).parent.parent
LATENCY, BYTES_PER_SECOND = 0.15, 200_000  # as in bench/search.py
SIZES = ((5, 30), (50, 60), (200, 100))
RUNS = 5
# A rare word, a common one, the last part of a compound, an error, and words that together are rare.
QUERIES = ("fuldmagt", "digital", "jobcentre", "udverksling", "fælles adgang til grunddata")
PAGE = """<!doctype html><title>Prøve</title><script>
const worker = new Worker("assets/search/worker.js");
const say = (type, data) => worker.postMessage({type, data});
const until = (wanted) => new Promise((resolve) => {
  worker.addEventListener("message", ({data}) => { if (wanted(data)) resolve(data.data); });
});
window.ready = until(({type}) => type === 1);
say(0, {docs: [], options: {}, config: {}});
window.ask = async (query) => {
  const start = performance.now();
  const found = until(({type, data}) => type === 3 && data.items.length).then(() => {
    fetch("first"); // so that the server knows what it had sent
    return performance.now() - start;
  });
  const all = until(({type}) => type === 3 && (window.left -= 1) === 0);
  window.left = query.length;
  for (let n = 1; n <= query.length; n += 1) {
    say(2, query.slice(0, n));
    await new Promise((resolve) => setTimeout(resolve, 120));
  }
  await all;
  const done = performance.now() - start;
  return {first: await found, done};
};
</script>"""
HEADING = (
    "| agreements x initiatives | entries | KB of the index | query | KB to the first result | KB to those of the whole query | requests | ms to the first result "
    "| ms to those of the whole query |"
)


def main() -> None:
    asked = [tuple(map(int, size.split("x"))) for size in sys.argv[1:]] or SIZES
    print(HEADING, "|---" * (HEADING.count("|") - 1) + "|", sep="\n")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for agreements, initiatives in asked:
            site = Path(folder) / f"{agreements}x{initiatives}"
            count, size = made(site, agreements, initiatives)
            for query in QUERIES:
                cells = measured(browser, site, query)
                print(
                    f"| {agreements}×{initiatives} | {count:,} | {size // 1000:,} | {query} | {cells} |",
                    flush=True,
                )


def made(site: Path, agreements: int, initiatives: int) -> tuple[int, int]:
    """The search of a corpus, without the rest of its site; how many entries, and how many bytes in all."""
    data = site / "agreements"
    write_corpus(data, agreements, initiatives)
    archive = load_archive(data)
    files = [*search_files(archive, histories(archive), ())]
    for file in files:
        path = site / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    for script in (ROOT / "site_src" / "docs" / "assets" / "search").glob("*.js"):
        shutil.copy(script, site / "assets" / "search")
    (site / "index.html").write_text(PAGE, encoding="utf-8")
    index: dict[str, Any] = json.loads((site / "assets" / "search" / "index.json").read_bytes())
    count = index["shards"]["count"] if "shards" in index else len(index["entries"])
    return count, sum(len(file.data) for file in files)


def measured(browser: Browser, site: Path, query: str) -> str:
    runs = []
    with serving(site) as (address, sent):
        for _ in range(RUNS):
            page = browser.new_context().new_page()
            page.goto(address)
            page.evaluate("window.ready")
            sent.clear()
            found = page.evaluate("query => window.ask(query)", query)
            runs.append((sum(sent[: sent.index(0)]), sum(sent), len(sent) - 1, found["first"], found["done"]))
            page.context.close()
    early, size, requests, first, done = (statistics.median(column) for column in zip(*runs, strict=True))
    return f"{early / 1000:.1f} | {size / 1000:.1f} | {requests:.0f} | {first:.0f} | {done:.0f}"


@contextmanager
def serving(site: Path) -> Iterator[tuple[str, list[int]]]:
    """The address of a slow server of *site*, and the compressed sizes of what it sent."""
    sent: list[int] = []  # 0 where the first result had come

    class Slow(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def send_head(self) -> Any:
            size = compressed(Path(self.translate_path(self.path)))
            sent.append(0 if self.path == "/first" else size)
            time.sleep(LATENCY + size / BYTES_PER_SECOND)
            return super().send_head()

    (site / "first").touch()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Slow, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", sent
    server.shutdown()


@cache
def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9)) if path.is_file() else 0


if __name__ == "__main__":
    main()
