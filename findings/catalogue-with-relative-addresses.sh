#!/bin/sh
# A catalogue of data (DCAT as JSON-LD) whose addresses are relative (@base is ../../), as a site has it that may be put
# anywhere, read from memory: without the address that the file was fetched from.
# Expected: all refuse it, or all give its nine statements with relative addresses.
# jsonld.js 9.0.0 drops each statement whose subject or object is relative, without a word: one of nine is left. PyLD 3.1.0
# refuses it. rdflib 7.6.0 gives all nine, about file:///data/. Told the address, all three give nine.
# Output seen:
#   jsonld.js  1, with its address 9
#   PyLD       ValueError, with its address 9
#   rdflib     9, with its address 9
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . jsonld@9.0.0
python3 -m venv venv
venv/bin/pip install --quiet --only-binary :all: PyLD==3.1.0 rdflib==7.6.0
cat > look.py <<'PYTHON'
import json, subprocess, sys, warnings

import rdflib
from pyld import jsonld

warnings.simplefilter("ignore")
AT = "https://aftaler.example/data/v1/katalog.jsonld"
CATALOGUE = {
    "@context": {"@base": "../../", "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
    "@id": "data/",
    "@type": "dcat:Catalog",
    "dct:title": {"@language": "da", "@value": "Aftaler"},
    "dcat:dataset": {
        "@id": "data/#aftaler",
        "@type": "dcat:Dataset",
        "dct:title": {"@language": "da", "@value": "Økonomiaftalerne"},
        "dcat:distribution": {
            "@id": "data/aftaler.csv#fil",
            "@type": "dcat:Distribution",
            "dct:title": "CSV",
            "dcat:downloadURL": {"@id": "data/aftaler.csv"},
        },
    },
}
NODE = """
import jsonld from "jsonld";
const [document, base] = process.argv.slice(1);
const options = { format: "application/n-quads", ...(base && { base }) };
console.log((await jsonld.toRDF(JSON.parse(document), options)).trim().split("\\n").length);
"""


def by_node(base):
    command = ["node", "--input-type=module", "-e", NODE, json.dumps(CATALOGUE), *([base] if base else [])]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def by_pyld(base):
    try:
        told = {"base": base} if base else {}
        return len(jsonld.to_rdf(CATALOGUE, {"format": "application/n-quads", **told}).strip().splitlines())
    except ValueError as error:
        return type(error).__name__


def by_rdflib(base):
    return len(rdflib.Graph().parse(data=json.dumps(CATALOGUE), format="json-ld", publicID=base))


readers = {"jsonld.js": by_node, "PyLD": by_pyld, "rdflib": by_rdflib}
shown = {name: (read(None), read(AT)) for name, read in readers.items()}
for name, (without, told) in shown.items():
    print(f"{name:10} {without}, with its address {told}")
sys.exit(shown != {"jsonld.js": (1, 9), "PyLD": ("ValueError", 9), "rdflib": (9, 9)})
PYTHON
venv/bin/python look.py
