#!/bin/sh
# A record in YAML that names the commits of git in which a figure was corrected, by their short ids, and the number of a case.
# Expected: hexadecimal ids are text unless they are digits alone, and those are one number in all readers.
# `1234e56` is text to PyYAML 6.0.3 and the number 1.234 × 10^59 to the others, from which the id cannot be had again.
# `0123456` is 42798 to PyYAML (octal) and 123456 to the others. `2020_5` is 20205 to PyYAML and to ruamel.yaml 0.19.1, though
# that reads YAML 1.2, which has no such numbers, and text to js-yaml 5.5.0 and yaml 2.9.1.
# Output seen:
#   PyYAML       "1234e56" 42798 20205
#   ruamel.yaml  1.234e+59 123456 20205
#   js-yaml      1.234e+59 123456 "2020_5"
#   yaml         1.234e+59 123456 "2020_5"
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . js-yaml@5.5.0 yaml@2.9.1
python3 -m venv venv
venv/bin/pip install --quiet --only-binary :all: PyYAML==6.0.3 ruamel.yaml==0.19.1
printf -- '- 1234e56\n- 0123456\n- 2020_5\n' > record.yaml
cat > look.py <<'PYTHON'
import json

import yaml
from ruamel.yaml import YAML

for name, read in {"PyYAML": yaml.safe_load, "ruamel.yaml": YAML(typ="safe", pure=True).load}.items():
    with open("record.yaml", encoding="utf-8") as file:
        print(f"{name:12}", *map(json.dumps, read(file)))
PYTHON
cat > look.mjs <<'JS'
import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { parse } from "yaml";
const text = readFileSync("record.yaml", "utf8");
for (const [name, read] of Object.entries({ "js-yaml": load, yaml: parse })) {
  console.log(name.padEnd(12), ...read(text).map(value => JSON.stringify(value)));
}
JS
venv/bin/python look.py > seen
node look.mjs >> seen
cat seen
cat > expected <<'SEEN'
PyYAML       "1234e56" 42798 20205
ruamel.yaml  1.234e+59 123456 20205
js-yaml      1.234e+59 123456 "2020_5"
yaml         1.234e+59 123456 "2020_5"
SEEN
cmp -s seen expected
