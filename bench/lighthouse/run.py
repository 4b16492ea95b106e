"""Lighthouse on its mobile setting over the built site: the front page, a comparison and an initiative.

Serves site/ with gzip as any public host does, prints a table, and exits with 1 when a score is below its bar.
Run it with `make lighthouse`, which installs what it needs into this folder.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).parent
SITE = HERE.parent.parent / "site"
PAGES = ("", "sammenlign/pagt/2021/", "initiativer/mit-overblik/")
BARS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 3
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


class Compressing(SimpleHTTPRequestHandler):
    """Sends text compressed, as a public host does."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in {".html", ".css", ".js", ".json", ".svg", ".xml"} or not path.is_file():
            super().do_GET()
            return
        body = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(path)}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=3600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def main() -> int:
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        print("lighthouse: no Chromium or Chrome found. Install one and try again.")
        return 1
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressing, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"{'page':32}" + "".join(f"{name:>16}" for name in BARS) + f"   (medians of {RUNS} runs)")
    below = False
    for page in PAGES:
        scores = _scores(f"http://127.0.0.1:{server.server_port}/{page}", browser)
        below |= any(scores[name] < bar for name, bar in BARS.items())
        print(f"/{page:31}" + "".join(f"{scores[name]:>16}" for name in BARS), flush=True)
    server.shutdown()
    return int(below)


def _scores(url: str, browser: str) -> dict[str, int]:
    runs = [_run(url, browser) for _ in range(RUNS)]
    return {name: sorted(run[name] for run in runs)[RUNS // 2] for name in BARS}


def _run(url: str, browser: str) -> dict[str, int]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run(
            [
                HERE / "node_modules/.bin/lighthouse", url, "--quiet", "--output=json", f"--output-path={report}",
                f"--only-categories={','.join(BARS)}", f"--chrome-flags={FLAGS}",
            ],
            env={**os.environ, "CHROME_PATH": browser}, check=True, capture_output=True,
        )  # fmt: skip
        data = json.loads(report.read_text(encoding="utf-8"))
    for name in BARS:
        category = data["categories"][name]
        for item in category["auditRefs"]:
            audit = data["audits"][item["id"]]
            if item["weight"] and audit["score"] is not None and audit["score"] < 1 and name != "performance":
                print(f"  {name}: {audit['title']}")
    return {name: round(100 * data["categories"][name]["score"]) for name in BARS}


if __name__ == "__main__":
    sys.exit(main())
