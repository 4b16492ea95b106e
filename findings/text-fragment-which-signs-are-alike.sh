#!/bin/sh
# Which signs and letters are the same for a text fragment (`#:~:text=…`), in pages in Danish.
# Expected: the same in both browsers; signs that a reader sees no difference between are the same, and letters that Danish
# tells apart are not, for the page says lang=da.
# Years: typed with a hyphen, in a page with an en dash, as Danish typography asks (»2016–2020«), or a non-breaking hyphen in a
# name (»NemLog‑in«): Firefox finds them, Chromium finds nothing.
# Amounts: a narrow no-break space or a thin one between number and unit, or a ligature in a word: Chromium finds them, Firefox
# nothing unless it is asked with the very same characters. Both find a no-break space.
# Letters: both take å for a and ø for o (»ål«, eel, for »al«), and show the paragraph with the wrong word. For æ Chromium takes
# »ae«, and Firefox does not.
# Output seen: the paragraph of each case that is shown, as in AS_SEEN.
# The browsers are those of the system; Chromium 156.0.8078.108 and Firefox 153.8.0esr were seen. Playwright and
# websockets only drive them.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --only-binary :all: playwright==1.65.2 websockets==17.4
cat > "$folder/look.py" <<'PYTHON'
# The paragraphs of a page, a screen apart, and the words of a text fragment.
CASES = [
    (["<p>Strategien 2016\u20132020 gjaldt.</p>"], "Strategien 2016-2020"),
    (["<p>Brug NemLog\u2011in nu.</p>"], "Brug NemLog-in"),
    (["<p>Strategien 2016\u20132020 gjaldt.</p>"], "Strategien 2016\u20132020"),
    (["<p>For 5\u202fmio.\u2009kr. i alt</p>"], "5 mio. kr."),
    (["<p>En o\ufb00entlig sag</p>"], "En offentlig sag"),
    (["<p>For 5\u202fmio.\u2009kr. i alt</p>"], "5\u202fmio.\u2009kr."),
    (["<p>For 5\u00a0mio.\u00a0kr. i alt</p>"], "5 mio. kr."),
    (["<p>der er al her</p>", "<p>der er ål her</p>"], "er ål her"),
    (["<p>det var for 2020</p>", "<p>det var før 2020</p>"], "var før 2020"),
    (["<p>en baer her</p>", "<p>en bær her</p>"], "en bær her"),
]
AS_SEEN = [(0, 1), (0, 1), (1, 1), (1, 0), (1, 0), (1, 1), (1, 1), (1, 1), (1, 1), (1, 2)]  # Chromium, Firefox; 0 is none
import json, re, shutil, subprocess, sys, tempfile, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

from playwright.sync_api import sync_playwright
from websockets.sync.client import connect

GAP = "<div style='height:3000px'></div>"
# Which paragraph is in view, counted from 1; 0 is none: the page stays at its top.
SHOWN = """(async () => {
  for (let i = 0; i < 50 && !scrollY; i++) await new Promise(done => setTimeout(done, 40));
  const inView = ({top, bottom}) => bottom > 0 && top < innerHeight;
  return 1 + [...document.querySelectorAll('p')].findIndex(p => inView(p.getBoundingClientRect()));
})()"""
PAGES = [GAP + GAP.join(paragraphs) + GAP for paragraphs, _ in CASES]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        name = self.path.strip("/")
        self.send_response(200 if name.isdecimal() else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        if name.isdecimal():
            self.wfile.write(f"<!doctype html><html lang=da><title>T</title><body>{PAGES[int(name)]}".encode())

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
URLS = [
    f"http://127.0.0.1:{server.server_port}/{n}#:~:text={quote(words, safe='').replace('-', '%2D')}"
    for n, (_, words) in enumerate(CASES)
]


def program(*names):
    found = next((path for name in names if (path := shutil.which(name))), None)
    return found or sys.exit(f"{names[0]} is not installed")


def in_chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program("chromium"), args=["--no-sandbox"])
        for url in URLS:
            page = browser.new_page()
            page.goto(url)
            yield page.evaluate(SHOWN)
            page.close()
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
        for url in URLS:
            context = send("browsingContext.create", type="tab")["context"]
            send("browsingContext.navigate", context=context, url=url, wait="complete")
            target = {"context": context}
            yield send("script.evaluate", expression=SHOWN, target=target, awaitPromise=True)["result"]["value"]
            send("browsingContext.close", context=context)
        send("browser.close")
    print("Firefox", version)
    process.wait(60)
    shutil.rmtree(profile, ignore_errors=True)


seen = list(zip(list(in_chromium()), list(in_firefox())))
for (paragraphs, words), (chromium, firefox) in zip(CASES, seen):
    print(f"{words!r:24} Chromium shows {chromium}, Firefox {firefox} of {paragraphs}")
sys.exit(seen != AS_SEEN)
PYTHON
"$folder/venv/bin/python" "$folder/look.py"
