#!/bin/sh
# Where a word ends for a text fragment (`#:~:text=5%20mio.%20kr.`), in pages in Danish.
# Expected: a fragment is whole words, so neither browser begins inside a number or a compound, and a line break is a space.
# A number: Firefox takes the decimal comma, and the point between thousands, for the end of a word, so a link to »5 mio. kr.«
# shows the paragraph with »41,5 mio. kr.« Chromium does not; but for a half, which is a character of its own, both show
# »1½ mia. kr.« when asked for »½ mia. kr.«
# A compound: both take a soft hyphen (»sam&shy;arbejde«, as Danish pages have them for narrow screens) for the end of a word
# and show it when asked for »arbejde«. At <wbr>, which stands for the same, they do not.
# Two words with <br> between them, as in a heading in two lines: neither finds them, and the page stays at its top.
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
    (["<p>For 41,5 mio. kr.</p>", "<p>For 5 mio. kr.</p>"], "5 mio. kr."),
    (["<p>For 1.250 kr.</p>", "<p>For 250 kr.</p>"], "250 kr."),
    (["<p>For 1½ mia. kr.</p>", "<p>For ½ mia. kr.</p>"], "½ mia. kr."),
    (["<p>Et sam&shy;arbejde her</p>", "<p>Vi arbejde her</p>"], "arbejde her"),
    (["<p>Et samarbejde her</p>", "<p>Vi arbejde her</p>"], "arbejde her"),
    (["<p>Et sam<wbr>arbejde her</p>", "<p>Vi arbejde her</p>"], "arbejde her"),
    (["<p>Den fællesoffentlige<br>strategi</p>"], "fællesoffentlige strategi"),
    (["<p>Den fællesoffentlige <b>digitaliserings</b>strategi</p>"], "fællesoffentlige digitaliseringsstrategi"),
]
AS_SEEN = [(2, 1), (2, 1), (1, 1), (1, 1), (2, 2), (2, 2), (0, 0), (1, 1)]  # Chromium, Firefox; 0 is none
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
