#!/bin/sh
# Links to words of an agreement, made by the library that browser extensions make them with: the words are selected on the page,
# and generateFragment() gives what stands after `#:~:text=`.
# Expected: the words as they are selected, which every browser finds in the page that they were taken from.
# text-fragments-polyfill 6.7.0 gives them as it compares them itself: ½ is 1⁄2, and so 1½ is 11⁄2; å is a; a narrow no-break space
# is a space. Chromium compares so, too. Firefox opens the link to »på tværs«, and stays at the top of the page for the others.
# Output seen:
#   '½ mia. kr.'      made '1⁄2 mia. kr.'    Chromium 1, Firefox 0
#   '1½ mia. kr.'     made '11⁄2 mia. kr.'   Chromium 1, Firefox 0
#   '5\u202fmio. kr.' made '5 mio. kr.'      Chromium 1, Firefox 0
#   'på tværs'        made 'pa tværs'        Chromium 1, Firefox 1
# The browsers are those of the system; Chromium 156.0.8078.108 and Firefox 153.8.0esr were seen. Playwright and
# websockets only drive them.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . text-fragments-polyfill@6.7.0
python3 -m venv venv
venv/bin/pip install --quiet --only-binary :all: playwright==1.65.2 websockets==17.4
cat > look.py <<'PYTHON'
# A paragraph, and the words of it that are selected.
CASES = [
    ("Der er ½ mia. kr. til det.", "½ mia. kr."),
    ("Der er 1½ mia. kr. til det.", "1½ mia. kr."),
    ("Der er 5\u202fmio. kr. til det.", "5\u202fmio. kr."),
    ("Det gælder på tværs af alle.", "på tværs"),
]
AS_SEEN = [("1\u20442 mia. kr.", 1, 0), ("11\u20442 mia. kr.", 1, 0), ("5 mio. kr.", 1, 0), ("pa tværs", 1, 1)]
import json, re, shutil, subprocess, sys, tempfile, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import sync_playwright
from websockets.sync.client import connect

GAP = "<div style='height:3000px'></div>"
# Whether the paragraph is in view: 1, or 0 where the page stays at its top.
SHOWN = """(async () => {
  for (let i = 0; i < 50 && !scrollY; i++) await new Promise(done => setTimeout(done, 40));
  const inView = ({top, bottom}) => bottom > 0 && top < innerHeight;
  return 1 + [...document.querySelectorAll('p')].findIndex(p => inView(p.getBoundingClientRect()));
})()"""
# Selects the words on the page and gives the fragment that is made of the selection.
MADE = """async words => {
  const { generateFragment } = await import("/made.js");
  const node = document.querySelector("p").firstChild, range = document.createRange();
  range.setStart(node, node.data.indexOf(words));
  range.setEnd(node, range.startOffset + words.length);
  getSelection().addRange(range);
  return generateFragment(getSelection()).fragment;
}"""
PAGES = [f"{GAP}<p>{paragraph}</p>{GAP}" for paragraph, _ in CASES]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        name = self.path.strip("/")
        self.send_response(200 if name.isdecimal() or name == "made.js" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8" if name.isdecimal() else "text/javascript")
        self.end_headers()
        if name == "made.js":
            self.wfile.write(Path("node_modules/text-fragments-polyfill/dist/fragment-generation-utils.js").read_bytes())
        if name.isdecimal():
            self.wfile.write(f"<!doctype html><html lang=da><title>T</title><body>{PAGES[int(name)]}".encode())

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
ADDRESS = f"http://127.0.0.1:{server.server_port}"
URLS = []


def encoded(words):
    return quote(words, safe="").replace("-", "%2D")


def url(number, made):
    before, after = f"{encoded(made['prefix'])}-," if "prefix" in made else "", f",-{encoded(made['suffix'])}" if "suffix" in made else ""
    return f"{ADDRESS}/{number}#:~:text={before}{encoded(made['textStart'])}{after}"


def program(*names):
    found = next((path for name in names if (path := shutil.which(name))), None)
    return found or sys.exit(f"{names[0]} is not installed")


def in_chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        for number, (_, words) in enumerate(CASES):
            page.goto(f"{ADDRESS}/{number}")
            made = page.evaluate(MADE, words)
            URLS.append(url(number, made))
            page.goto("about:blank")
            page.goto(URLS[-1])
            yield made["textStart"], page.evaluate(SHOWN)
        print("Chromium", browser.version)
        browser.close()


def in_firefox():
    profile = tempfile.mkdtemp()
    command = [program("firefox-esr", "firefox"), "--headless", "--no-remote", "--profile", profile]
    process = subprocess.Popen([*command, "--remote-debugging-port=0"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    listening = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
    address = next(match[1] for line in process.stderr if (match := listening.search(line)))
    threading.Thread(target=process.stderr.read, daemon=True).start()
    number = 0
    with connect(f"{address}/session", max_size=None) as socket:

        def send(method, **params):
            nonlocal number
            number += 1
            socket.send(json.dumps({"id": number, "method": method, "params": params}))
            while (answer := json.loads(socket.recv(timeout=60))).get("id") != number:
                pass
            return answer["result"]

        version = send("session.new", capabilities={})["capabilities"]["browserVersion"]
        for address in URLS:
            context = send("browsingContext.create", type="tab")["context"]
            send("browsingContext.navigate", context=context, url=address, wait="complete")
            target = {"context": context}
            yield send("script.evaluate", expression=SHOWN, target=target, awaitPromise=True)["result"]["value"]
            send("browsingContext.close", context=context)
        send("browser.close")
    print("Firefox", version)
    process.wait(60)
    shutil.rmtree(profile, ignore_errors=True)


chromium, firefox = list(in_chromium()), list(in_firefox())
seen = [(made, shown, other) for (made, shown), other in zip(chromium, firefox, strict=True)]
for (_, words), (made, shown, other) in zip(CASES, seen):
    print(f"{words!r:17} made {made!r:17} Chromium {shown}, Firefox {other}")
sys.exit(seen != AS_SEEN)
PYTHON
venv/bin/python look.py
