#!/bin/sh
# A fact of a catalogue (JSON-LD) with an amount of 141.4, a number of JSON, whose term has "@type": "xsd:decimal", made into statements
# and held to a shape (SHACL) that wants an xsd:decimal. A decimal has no exponent (XML Schema).
# Expected: "141.4"^^xsd:decimal, which any validator lets in.
# jsonld.js 9.0.0 and PyLD 3.1.0 give "1.414E2"^^xsd:decimal, for JSON-LD 1.1 writes each number with a fraction as a double, whatever
# its type is said to be (API, 8.2.2). rdf-validate-shacl 0.6.5 refuses it. pySHACL 0.40.1 lets it in, since rdflib 7.6.0 makes 141.4 of
# what it reads, and of JSON-LD, too; so who checks with the one does not see what who reads with the other is given.
# Output seen:
#   jsonld.js  1.414E2  rdf-validate-shacl refused  pySHACL let in
#   PyLD       1.414E2  rdf-validate-shacl refused  pySHACL let in
#   rdflib     141.4    rdf-validate-shacl let in   pySHACL let in
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . jsonld@9.0.0 rdf-validate-shacl@0.6.5 n3@2.13.12
python3 -m venv venv
venv/bin/pip install --quiet --only-binary :all: PyLD==3.1.0 pyshacl==0.40.1 rdflib==7.6.0
cat > data.json <<'JSON'
{"@context": {"amount": {"@id": "https://aftaler.example/#amount", "@type": "http://www.w3.org/2001/XMLSchema#decimal"}},
 "@id": "https://aftaler.example/pagt", "amount": 141.4}
JSON
cat > shapes.ttl <<'TURTLE'
@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://aftaler.example/form> a sh:NodeShape ; sh:targetNode <https://aftaler.example/pagt> ;
  sh:property [ sh:path <https://aftaler.example/#amount> ; sh:datatype <http://www.w3.org/2001/XMLSchema#decimal> ] .
TURTLE
cat > look.mjs <<'JS'
import { readFileSync } from "node:fs";
import jsonld from "jsonld";
import { Parser, Store } from "n3";
import Validator from "rdf-validate-shacl";
const read = (name) => readFileSync(name, "utf8");
const store = (text) => new Store(new Parser().parse(text));
if (process.argv[2]) {
  const report = await new Validator(store(read("shapes.ttl"))).validate(store(process.argv[2]));
  console.log(report.conforms ? "let in" : "refused");
} else {
  console.log(await jsonld.toRDF(JSON.parse(read("data.json")), { format: "application/n-quads" }));
}
JS
cat > look.py <<'PYTHON'
import json, subprocess, sys

import pyshacl
from pyld import jsonld
from rdflib import Graph


def node(*arguments):
    return subprocess.run(["node", "look.mjs", *arguments], capture_output=True, text=True, check=True).stdout.strip()


with open("data.json") as file:
    data = json.load(file)
statements = {
    "jsonld.js": node(),
    "PyLD": jsonld.to_rdf(data, {"format": "application/n-quads"}).strip(),
    "rdflib": Graph().parse("data.json", format="json-ld").serialize(format="nt").strip(),
}
shapes = Graph().parse("shapes.ttl")
shown = {}
for name, text in statements.items():
    conforms = pyshacl.validate(Graph().parse(data=text, format="turtle"), shacl_graph=shapes)[0]
    shown[name] = (text.split('"')[1], node(text), "let in" if conforms else "refused")
    print("{:10} {:8} rdf-validate-shacl {:8} pySHACL {}".format(name, *shown[name]))
wrong = ("1.414E2", "refused", "let in")
sys.exit(shown != {"jsonld.js": wrong, "PyLD": wrong, "rdflib": ("141.4", "let in", "let in")})
PYTHON
venv/bin/python look.py
