#!/bin/sh
# A sentence with an amount whose unit is written without a space, as tables of municipalities have it: »Der afsættes 5 mio.kr. i
# 2026 og 2 mia.kr. i alt«. It is text, and what makes addresses in a text into links reads it.
# Expected: no link, for there is no address.
# bleach 6.4.0 (linkify), linkify-it-py 2.2.0 and linkifyjs 4.4.0 take mio.kr and mia.kr for hosts, since .kr is South Korea, and
# the amounts of an agreement lead to whoever owns those names. linkify-it 6.1.0 no longer guesses at addresses without https://.
# Output seen:
#   bleach         http://mio.kr http://mia.kr
#   linkify-it-py  http://mio.kr http://mia.kr
#   linkifyjs      http://mio.kr http://mia.kr
#   linkify-it     none
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --only-binary :all: bleach==6.4.0 linkify-it-py==2.2.0
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . linkifyjs@4.4.0 linkify-it@6.1.0
cat > look.py <<'PYTHON'
import re

import bleach, linkify_it

TEXT = "Der afsættes 5 mio.kr. i 2026 og 2 mia.kr. i alt"
print("bleach        ", *re.findall('href="([^"]*)"', bleach.linkify(TEXT)))
print("linkify-it-py ", *(match.url for match in linkify_it.LinkifyIt().match(TEXT) or []))
PYTHON
cat > look.mjs <<'JS'
import { LinkifyIt } from "linkify-it";
import * as linkify from "linkifyjs";
const TEXT = "Der afsættes 5 mio.kr. i 2026 og 2 mia.kr. i alt";
console.log("linkifyjs     ", linkify.find(TEXT).map((link) => link.href).join(" ") || "none");
console.log("linkify-it    ", (new LinkifyIt().match(TEXT) ?? []).map((link) => link.url).join(" ") || "none");
JS
{ venv/bin/python look.py; node look.mjs; } | tee seen
cat > as_seen <<'TEXT'
bleach         http://mio.kr http://mia.kr
linkify-it-py  http://mio.kr http://mia.kr
linkifyjs      http://mio.kr http://mia.kr
linkify-it     none
TEXT
cmp seen as_seen
