#!/bin/sh
# The year in which an agreement was issued, "1999"^^xsd:gYear, as DCAT-AP allows it beside dates, against a shape (SHACL) that lets
# in nothing before 2020. The bound is a date in one shape and a year in another.
# Expected: 1999 is refused by both, since what cannot be compared is a violation (SHACL, 4.3.2), and 2030 is let in by the year.
# pySHACL 0.40.1 (rdflib 7.6.0) lets 1999 in where the bound is a date, and refuses 2030 where the bound is a year. The second is by
# the letter of SPARQL 1.1, which compares no years; the first is not. rdf-validate-shacl 0.6.5 does as expected.
# Output seen:
#   1999 from 2020-01-01  pySHACL let in   rdf-validate-shacl refused
#   1999 from 2020        pySHACL refused  rdf-validate-shacl refused
#   2030 from 2020        pySHACL refused  rdf-validate-shacl let in
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . rdf-validate-shacl@0.6.5 n3@2.13.12
python3 -m venv venv
venv/bin/pip install --quiet --only-binary :all: pyshacl==0.40.1 rdflib==7.6.0
cat > look.mjs <<'JS'
import { Parser, Store } from "n3";
import Validator from "rdf-validate-shacl";
const [shapes, data] = process.argv.slice(2).map(text => new Store(new Parser().parse(text)));
console.log((await new Validator(shapes).validate(data)).conforms ? "let in" : "refused");
JS
cat > look.py <<'PYTHON'
import subprocess, sys

import pyshacl
from rdflib import Graph

PREFIXES = """@prefix aftale: <https://aftaler.example/> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."""
CASES = [("1999", "2020-01-01", "date"), ("1999", "2020", "gYear"), ("2030", "2020", "gYear")]
AS_SEEN = [("let in", "refused"), ("refused", "refused"), ("refused", "let in")]


def turtle(text):
    return Graph().parse(data=text, format="turtle")


shown = []
for year, bound, kind in CASES:
    data = f'{PREFIXES} aftale:pagt dct:issued "{year}"^^xsd:gYear .'
    shapes = f"""{PREFIXES} aftale:form a sh:NodeShape ; sh:targetNode aftale:pagt ;
      sh:property [ sh:path dct:issued ; sh:minInclusive "{bound}"^^xsd:{kind} ] ."""
    conforms = pyshacl.validate(turtle(data), shacl_graph=turtle(shapes))[0]
    node = subprocess.run(["node", "look.mjs", shapes, data], capture_output=True, text=True, check=True).stdout.strip()
    shown.append(("let in" if conforms else "refused", node))
    print(f"{year} from {bound:11} pySHACL {shown[-1][0]:8} rdf-validate-shacl {node}")
sys.exit(shown != AS_SEEN)
PYTHON
venv/bin/python look.py
