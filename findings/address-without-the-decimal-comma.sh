#!/bin/sh
# Headings of initiatives made into the ends of their addresses: »41,5 mio. kr.«, »415 mio. kr.« and »1½ mia. kr.«
# Expected: the comma of decimals parts the digits, as a point does, and two amounts have two addresses.
# python-slugify 9.2.0 takes a comma between digits for that of English thousands and leaves it out, so 41,5 and 415 have one
# address, and writes ½ as 1/2 close to what is before it, so 1½ is 11-2. github-slugger 2.0.0 leaves out the comma, the point and
# the half. @sindresorhus/slugify 3.0.1 parts the digits, and leaves out the half.
# Output seen:
#   python-slugify        415-mio-kr 415-mio-kr 41-5-mio-kr 11-2-mia-kr
#   github-slugger        415-mio-kr 415-mio-kr 415-mio-kr 1-mia-kr
#   @sindresorhus/slugify 41-5-mio-kr 415-mio-kr 41-5-mio-kr 1-mia-kr
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --only-binary :all: python-slugify==9.2.0 text-unidecode==1.3
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . github-slugger@2.0.0 @sindresorhus/slugify@3.0.1
cat > look.py <<'PYTHON'
from slugify import slugify

print("python-slugify       ", *map(slugify, ("41,5 mio. kr.", "415 mio. kr.", "41.5 mio. kr.", "1½ mia. kr.")))
PYTHON
cat > look.mjs <<'JS'
import slugify from "@sindresorhus/slugify";
import { slug } from "github-slugger";
const headings = ["41,5 mio. kr.", "415 mio. kr.", "41.5 mio. kr.", "1½ mia. kr."];
console.log("github-slugger       ", headings.map((heading) => slug(heading)).join(" "));
console.log("@sindresorhus/slugify", headings.map((heading) => slugify(heading)).join(" "));
JS
{ venv/bin/python look.py; node look.mjs; } | tee seen
cat > as_seen <<'TEXT'
python-slugify        415-mio-kr 415-mio-kr 41-5-mio-kr 11-2-mia-kr
github-slugger        415-mio-kr 415-mio-kr 415-mio-kr 1-mia-kr
@sindresorhus/slugify 41-5-mio-kr 415-mio-kr 41-5-mio-kr 1-mia-kr
TEXT
cmp seen as_seen
