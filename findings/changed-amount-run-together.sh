#!/bin/sh
# A page that shows how an agreement was changed: »Der afsættes <del>80</del><ins>100</ins> mio. kr.« A browser strikes 80 out.
# Expected: a text made of the page leaves out what was deleted, or marks it, or keeps the two apart.
# trafilatura 2.3.1, html-to-text 10.0.1, turndown 7.2.5 and the textContent of @mozilla/readability 0.6.0 set the two amounts
# together, and there are 80100 mio. kr. html2text 2025.4.15 marks the first as struck out.
# Output seen:
#   html-to-text  Der afsættes 80100 mio. kr.
#   turndown      Der afsættes 80100 mio. kr.
#   readability   Der afsættes 80100 mio. kr.
#   trafilatura   Der afsættes 80100 mio. kr.
#   html2text     Der afsættes ~~80~~ 100 mio. kr.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . html-to-text@10.0.1 turndown@7.2.5 \
  @mozilla/readability@0.6.0 jsdom@29.1.1
python3 -m venv venv
venv/bin/pip install --quiet --only-binary :all: trafilatura==2.3.1 lxml_html_clean==0.4.6 html2text==2025.4.15
cat > aftale.html <<'HTML'
<!doctype html><html lang="da"><head><title>Aftale</title></head><body><article><h1>Aftale</h1>
<p>Regeringen, KL og Danske Regioner er enige om rammerne for samarbejdet i de kommende år, og at det skal være let for alle
at bruge det offentlige. Parterne følger op på aftalen hvert år, når økonomien for kommuner og regioner aftales.</p>
<p>Der afsættes <del>80</del><ins>100</ins> mio. kr.</p>
<p>Midlerne fordeles af styregruppen, som består af alle tre parter, og som mødes fire gange om året, så længe aftalen gælder
og de initiativer, som den nævner, ikke er ført til ende.</p></article></body></html>
HTML
cat > look.mjs <<'JS'
import { readFileSync } from "node:fs";
import { convert } from "html-to-text";
import Turndown from "turndown";
import { Readability } from "@mozilla/readability";
import { JSDOM } from "jsdom";
const page = readFileSync("aftale.html", "utf8");
const texts = {
  "html-to-text": convert(page),
  turndown: new Turndown().turndown(page),
  readability: new Readability(new JSDOM(page).window.document).parse().textContent,
};
for (const [name, text] of Object.entries(texts)) console.log(name.padEnd(13), text.match(/Der afsættes.*/)[0].trim());
JS
cat > look.py <<'PYTHON'
import re

import html2text, trafilatura

with open("aftale.html", encoding="utf-8") as file:
    page = file.read()
for name, text in {"trafilatura": trafilatura.extract(page), "html2text": html2text.html2text(page)}.items():
    print(f"{name:13} {re.search('Der afsættes.*', text)[0].strip()}")
PYTHON
node look.mjs > seen
venv/bin/python look.py >> seen
cat seen
[ "$(sed 's/.*afsættes //; s/ mio.*//' seen | tr '\n' '|')" = "80100|80100|80100|80100|~~80~~ 100|" ]
