#!/bin/sh
# An entry of BibTeX for an agreement, whose address has two parameters and an ø, as a browser writes it when it is
# copied (%C3%B8). It is read with the step that the library has for LaTeX, so that »st{\ae}rkt« becomes »stærkt«.
# Expected: letters are decoded in what is words, and an address is left. Its opposite, LatexEncodingMiddleware, knows addresses.
# bibtexparser 2.1.0 takes % for the beginning of a comment and & for the sign of a table: the address ends before the ø, and
# begins another page of the same authority. failed_blocks is empty. citation-js 0.8.2 decodes the title and leaves the address.
# Output seen:
#   bibtexparser  Et stærkt samarbejde  https://kl.example/?side=1   nr=
#   citation-js   Et stærkt samarbejde  https://kl.example/?side=1&nr=%C3%B8konomi
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . @citation-js/core@0.8.2 @citation-js/plugin-bibtex@0.8.2
python3 -m venv venv
venv/bin/pip install --quiet --only-binary :all: bibtexparser==2.1.0
cat > aftale.bib <<'BIB'
@misc{pagt,
  author = {{KL} and {Danske Regioner}},
  title = {Et st{\ae}rkt samarbejde},
  year = {2019},
  url = {https://kl.example/?side=1&nr=%C3%B8konomi},
}
BIB
cat > look.py <<'PYTHON'
import bibtexparser
from bibtexparser.middlewares import LatexDecodingMiddleware

library = bibtexparser.parse_file("aftale.bib", append_middleware=[LatexDecodingMiddleware()])
assert not library.failed_blocks
fields = library.entries[0].fields_dict
print(f"bibtexparser  {fields['title'].value}  {fields['url'].value}")
PYTHON
cat > look.mjs <<'JS'
import { readFileSync } from "node:fs";
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
const [{ title, URL }] = new Cite(readFileSync("aftale.bib", "utf8")).data;
console.log(`citation-js   ${title}  ${URL}`);
JS
venv/bin/python look.py > seen
node look.mjs >> seen
cat seen
cat > expected <<'SEEN'
bibtexparser  Et stærkt samarbejde  https://kl.example/?side=1   nr=
citation-js   Et stærkt samarbejde  https://kl.example/?side=1&nr=%C3%B8konomi
SEEN
cmp -s seen expected
