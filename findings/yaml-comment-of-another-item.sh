#!/bin/sh
# A list of initiatives in YAML, each under a comment that says where its amount stands in the agreement. One is taken out by a
# program that keeps comments, and written again: the second in one case, the first in the other.
# Expected: the comment above an item goes with it, and those of the others stay.
# ruamel.yaml 0.19.1 keeps a comment with the item before it, so that of what was taken out stands above the next, and the next has
# lost its own: 5 mio. kr. is said to stand on page 7. yaml 2.9.1 (npm) does as expected, but for the first item, whose comment it
# keeps with the list, so that it stands above the next one's.
# Output seen:
#   ruamel.yaml, second out  # side 4 | betalinger | # side 7 | mit-overblik
#   ruamel.yaml, first out   # side 4 | digital-post | # side 9 | mit-overblik
#   yaml, second out         # side 4 | betalinger | # side 9 | mit-overblik
#   yaml, first out          # side 4 | # side 7 | digital-post | # side 9 | mit-overblik
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --only-binary :all: ruamel.yaml==0.19.1
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . yaml@2.9.1
cat > 2026.yaml <<'YAML'
initiatives:
  # side 4
  - id: betalinger
  # side 7
  - id: digital-post
  # side 9
  - id: mit-overblik
YAML
cat > look.py <<'PYTHON'
import io

from ruamel.yaml import YAML

for name, place in (("second", 1), ("first", 0)):
    yaml, written = YAML(), io.StringIO()
    with open("2026.yaml") as file:
        data = yaml.load(file)
    del data["initiatives"][place]
    yaml.dump(data, written)
    lines = written.getvalue().splitlines()[1:]
    print(f"{f'ruamel.yaml, {name} out':24}", " | ".join(line.strip().removeprefix("- id: ") for line in lines))
PYTHON
cat > look.mjs <<'JS'
import { readFileSync } from "node:fs";
import { parseDocument } from "yaml";
for (const [name, place] of [["second", 1], ["first", 0]]) {
  const data = parseDocument(readFileSync("2026.yaml", "utf8"));
  data.deleteIn(["initiatives", place]);
  const lines = String(data).trim().split("\n").slice(1);
  console.log(`yaml, ${name} out`.padEnd(24), lines.map((line) => line.trim().replace("- id: ", "")).join(" | "));
}
JS
{ venv/bin/python look.py; node look.mjs; } | tee seen
cat > as_seen <<'TEXT'
ruamel.yaml, second out  # side 4 | betalinger | # side 7 | mit-overblik
ruamel.yaml, first out   # side 4 | digital-post | # side 9 | mit-overblik
yaml, second out         # side 4 | betalinger | # side 9 | mit-overblik
yaml, first out          # side 4 | # side 7 | digital-post | # side 9 | mit-overblik
TEXT
cmp seen as_seen
