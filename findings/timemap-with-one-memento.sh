#!/bin/sh
# The versions that an archive has of the page of an agreement (a TimeMap of Memento, RFC 7089), as links of a Link header: the
# page itself, its first memento, two more, and the last.
# Expected: all four mementos are given, for a link header may have many links of one relation (RFC 8288, 3.3).
# requests 2.34.2 and httpx 0.28.1 (.links) and parse-link-header 2.0.0 keep one link of each relation, the last, without a word:
# of two equal mementos one is gone. The first two also take »first memento« for one relation, so that a question for
# memento has neither end. http-link-header 1.1.4 gives all four.
# Output seen (the years of what is asked for as memento):
#   requests           2021
#   httpx              2021
#   parse-link-header  2022
#   http-link-header   2019 2020 2021 2022
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --only-binary :all: requests==2.34.2 httpx==0.28.1
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . parse-link-header@2.0.0 http-link-header@1.1.4
cat > header.txt <<'TEXT'
<https://kl.example/aftale>; rel="original",
<https://arkiv.example/2019/https://kl.example/aftale>; rel="first memento"; datetime="Thu, 07 Mar 2019 10:00:00 GMT",
<https://arkiv.example/2020/https://kl.example/aftale>; rel="memento"; datetime="Sat, 07 Mar 2020 10:00:00 GMT",
<https://arkiv.example/2021/https://kl.example/aftale>; rel="memento"; datetime="Sun, 07 Mar 2021 10:00:00 GMT",
<https://arkiv.example/2022/https://kl.example/aftale>; rel="last memento"; datetime="Mon, 07 Mar 2022 10:00:00 GMT"
TEXT
cat > look.py <<'PYTHON'
import httpx, requests

header = " ".join(open("header.txt").read().split("\n")).strip()
response = requests.Response()
response.headers["Link"] = header
for name, links in (("requests", response.links), ("httpx", httpx.Response(200, headers={"Link": header}).links)):
    found = [link["url"].split("/")[3] for link in links.values() if link["rel"] == "memento"]
    print(f"{name:18} {' '.join(found)}")
PYTHON
cat > look.mjs <<'JS'
import { readFileSync } from "node:fs";
import LinkHeader from "http-link-header";
import parse from "parse-link-header";
const header = readFileSync("header.txt", "utf8").trim().replaceAll("\n", " ");
console.log("parse-link-header ", parse(header).memento.url.split("/")[3]);
console.log("http-link-header  ", LinkHeader.parse(header).rel("memento").map((link) => link.uri.split("/")[3]).join(" "));
JS
{ venv/bin/python look.py; node look.mjs; } | tee seen
cat > as_seen <<'TEXT'
requests           2021
httpx              2021
parse-link-header  2022
http-link-header   2019 2020 2021 2022
TEXT
cmp seen as_seen
