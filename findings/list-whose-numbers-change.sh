#!/bin/sh
# The lists of an agreement, in which others refer to »initiativ 9« and »litra a«: <ol start="5"> with <li value="9"> as its second,
# and <ol type="a">. A browser shows 5., 9. and a.
# Expected: a text made of the page has the numbers that are shown, or none.
# None of five has all three: trafilatura 2.3.1 (as Markdown) numbers from 1 whatever is said, html2text 2025.4.15 and markdownify
# 1.2.3 know where a list starts and not that an item says its own number, inscriptis 2.7.6 the other way around, and only
# html-to-text 10.0.1 has letters. So initiativ 9 is number 2, 6 or 9, and litra a is 1.
# Output seen:
#   trafilatura   1. Betalinger | 2. Digital post | 1. Borgere
#   html2text     5. Betalinger | 6. Digital post | 1. Borgere
#   markdownify   5. Betalinger | 6. Digital post | 1. Borgere
#   inscriptis    1. Betalinger | 9. Digital post | 1. Borgere
#   html-to-text  5. Betalinger | 6. Digital post | a. Borgere
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . html-to-text@10.0.1
python3 -m venv venv
venv/bin/pip install --quiet --only-binary :all: trafilatura==2.3.1 lxml_html_clean==0.4.6 html2text==2025.4.15 markdownify==1.2.3 \
  inscriptis==2.7.6
cat > look.mjs <<'JS'
import { readFileSync } from "node:fs";
import { convert } from "html-to-text";
console.log(convert(readFileSync("aftale.html", "utf8")));
JS
cat > look.py <<'PYTHON'
import subprocess, sys

import html2text, inscriptis, markdownify, trafilatura

TEXT = "Regeringen, KL og Danske Regioner er enige om rammerne for samarbejdet i de kommende år. " * 6
PAGE = (
    f"<!doctype html><html lang=da><head><title>Aftale</title></head><body><article><h1>Aftale</h1><p>{TEXT}</p>"
    '<ol start="5"><li>Betalinger</li><li value="9">Digital post</li></ol><ol type="a"><li>Borgere</li></ol>'
    f"<p>{TEXT}</p></article></body></html>"
)
with open("aftale.html", "w", encoding="utf-8") as file:
    file.write(PAGE)
texts = {
    "trafilatura": trafilatura.extract(PAGE, output_format="markdown"),
    "html2text": html2text.html2text(PAGE),
    "markdownify": markdownify.markdownify(PAGE),
    "inscriptis": inscriptis.get_text(PAGE),
    "html-to-text": subprocess.run(["node", "look.mjs"], capture_output=True, text=True, check=True).stdout,
}
shown = {}
for name, text in texts.items():
    items = [line.strip() for line in text.splitlines() if line.strip().endswith(("Betalinger", "Digital post", "Borgere"))]
    shown[name] = " ".join(item.partition(".")[0] for item in items)
    print(f"{name:13} {' | '.join(items)}")
as_seen = {"trafilatura": "1 2 1", "html2text": "5 6 1", "markdownify": "5 6 1", "inscriptis": "1 9 1", "html-to-text": "5 6 a"}
sys.exit(shown != as_seen)
PYTHON
venv/bin/python look.py
