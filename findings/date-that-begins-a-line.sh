#!/bin/sh
# Two paragraphs of Markdown that begin with a date as Danish writes it: »7. marts 2019 blev aftalen indgået.« and »12. oktober 2021
# blev den fornyet.« A number with a point begins a list, in Markdown, and CommonMark keeps the number that it begins with.
# Expected: the dates that a reader sees are the 7th of March and the 12th of October, be they in paragraphs or in lists.
# Markdown 3.11.3 (Python-Markdown) makes one list of them and numbers it from 1: »1. marts 2019« and »2. oktober 2021«. Its own
# extension sane_lists keeps the first number and counts on: »8. oktober 2021«. So do, from 7, all that follow CommonMark
# (mistune 3.4.0, markdown-it-py 4.3.0, commonmark 0.31.2), by its letter: only the first number of a list counts.
# Output seen (what a browser shows):
#   Markdown                 1. marts 2019 2. oktober 2021
#   Markdown and sane_lists  7. marts 2019 8. oktober 2021
#   mistune                  7. marts 2019 8. oktober 2021
#   markdown-it-py           7. marts 2019 8. oktober 2021
#   commonmark               7. marts 2019 8. oktober 2021
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --only-binary :all: Markdown==3.11.3 mistune==3.4.0 markdown-it-py==4.3.0
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . commonmark@0.31.2
cat > look.py <<'PYTHON'
import re, subprocess, sys

import markdown, mistune
from markdown_it import MarkdownIt

TEXT = "7. marts 2019 blev aftalen indgået.\n\n12. oktober 2021 blev den fornyet.\n"
NODE = """const { Parser, HtmlRenderer } = require("commonmark");
console.log(new HtmlRenderer().render(new Parser().parse(process.argv[1])));"""


def shown(html):
    """The dates as a browser shows them: the number of each item counts on from the start of its list."""
    first = int((re.search(r'<ol start="(\d+)"', html) or ["", "1"])[1])
    items = re.findall(r"<li>\s*(?:<p>)?(\w+ \d{4})", html)
    return " ".join(f"{number}. {item}" for number, item in enumerate(items, first))


pages = {
    "Markdown": markdown.markdown(TEXT),
    "Markdown and sane_lists": markdown.markdown(TEXT, extensions=["sane_lists"]),
    "mistune": mistune.html(TEXT),
    "markdown-it-py": MarkdownIt().render(TEXT),
    "commonmark": subprocess.run(["node", "-e", NODE, TEXT], capture_output=True, text=True, check=True).stdout,
}
dates = {name: shown(page) for name, page in pages.items()}
for name, text in dates.items():
    print(f"{name:24} {text}")
as_seen = {name: "7. marts 2019 8. oktober 2021" for name in pages}
sys.exit(dates != {**as_seen, "Markdown": "1. marts 2019 2. oktober 2021"})
PYTHON
venv/bin/python look.py
