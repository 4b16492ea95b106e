#!/bin/sh
# Addresses as Danish authorities have them, https://kl.example/økonomi/, and one with a space, against {"format":
# "uri-reference"} of JSON Schema. RFC 3986 has neither; æøå are in RFC 3987 (iri-reference).
# Expected: all refuse both, or those that cannot check the format say so.
# ajv-formats 3.0.1 refuses both, and knows no iri-reference to allow the first with. jsonschema 4.26.0 with its own
# FormatChecker takes both without a word, since the package that would check is not there; as jsonschema[format] it refuses both.
# Output seen:
#   ajv-formats         æøå refused, space refused, iri-reference unknown
#   jsonschema          æøå taken, space taken
#   jsonschema[format]  æøå refused, space refused
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . ajv@8.20.0 ajv-formats@3.0.1
cat > look.cjs <<'JS'
const Ajv = require("ajv/dist/2020");
const ajv = require("ajv-formats")(new Ajv());
const check = ajv.compile({ type: "string", format: "uri-reference" });
const said = address => check(address) ? "taken" : "refused";
let iri = "known";
try { ajv.compile({ format: "iri-reference" }) } catch { iri = "unknown" }
console.log(`ajv-formats         æøå ${said("https://kl.example/økonomi/")}, space ${said("https://kl.example/to ord/")}, iri-reference ${iri}`);
JS
node look.cjs > seen
cat > look.py <<'PYTHON'
import sys

from jsonschema import Draft202012Validator, FormatChecker

check = Draft202012Validator({"type": "string", "format": "uri-reference"}, format_checker=FormatChecker()).is_valid
danish, space = ("taken" if check(f"https://kl.example/{name}/") else "refused" for name in ("økonomi", "to ord"))
print(f"{sys.argv[1]:19} æøå {danish}, space {space}")
PYTHON
python3 -m venv venv
for package in "jsonschema" "jsonschema[format]"; do
  venv/bin/pip install --quiet --only-binary :all: "$package==4.26.0"
  venv/bin/python look.py "$package" >> seen
done
cat seen
cat > expected <<'SEEN'
ajv-formats         æøå refused, space refused, iri-reference unknown
jsonschema          æøå taken, space taken
jsonschema[format]  æøå refused, space refused
SEEN
cmp -s seen expected
