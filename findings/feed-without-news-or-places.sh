#!/bin/sh
# Two feeds (Atom): one of what changed between two agreements, whose entries are places on one page (`…/#digital-post`), and
# one of corrections, in which there are none yet. RFC 4287 lets a feed have no entries.
# Expected: two entries with their own addresses, and a feed with none.
# @extractus/feed-extractor 8.0.3 cuts what stands after # off, so all entries of a comparison have one address, and ends with
# »Unrecognized feed format« for the feed without entries. feedparser 6.0.14 gives what was expected.
# Output seen:
#   feed-extractor  https://aftaler.example/2021/2022/ https://aftaler.example/2021/2022/ | Unrecognized feed format
#   feedparser      https://aftaler.example/2021/2022/#digital-post https://aftaler.example/2021/2022/#mit-overblik | 0 entries
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . @extractus/feed-extractor@8.0.3
python3 -m venv venv
venv/bin/pip install --quiet --only-binary :all: feedparser==6.0.14
cat > look.py <<'PYTHON'
import subprocess, sys

import feedparser

NODE = """
import { extractFromXml } from "@extractus/feed-extractor";
const [news, none] = process.argv.slice(1);
let of_none;
try { of_none = extractFromXml(none).entries.length + " entries" } catch (error) { of_none = error.message }
console.log(extractFromXml(news).entries.map(entry => entry.link).join(" "), "|", of_none);
"""


def feed(name, places):
    entries = "".join(
        f'<entry><id>tag:aftaler.example,2026:{place}</id><title>{place}: ikke omtalt</title><updated>2026-03-07T00:00:00Z</updated>'
        f'<link rel="alternate" type="text/html" href="https://aftaler.example/2021/2022/#{place}"/></entry>'
        for place in places
    )
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="da"><id>tag:aftaler.example,2026:{name}</id><title>{name}</title>'
        f"<updated>2026-03-07T00:00:00Z</updated><author><name>Ministeriet</name></author>"
        f'<link rel="alternate" type="text/html" href="https://aftaler.example/{name}/"/>{entries}</feed>'
    )


news, none = feed("aftaler", ["digital-post", "mit-overblik"]), feed("rettelser", [])
command = ["node", "--input-type=module", "-e", NODE, news, none]
shown = {
    "feed-extractor": subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip(),
    "feedparser": f"{' '.join(e.link for e in feedparser.parse(news).entries)} | {len(feedparser.parse(none).entries)} entries",
}
for name, text in shown.items():
    print(f"{name:15} {text}")
page = "https://aftaler.example/2021/2022/"
as_seen = {
    "feed-extractor": f"{page} {page} | Unrecognized feed format",
    "feedparser": f"{page}#digital-post {page}#mit-overblik | 0 entries",
}
sys.exit(shown != as_seen)
PYTHON
venv/bin/python look.py
