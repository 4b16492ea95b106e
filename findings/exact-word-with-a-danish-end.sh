#!/bin/sh
# An exact search in a sentence in Danish, »små mål for økonomi og data på vej«, for its own words, in an index with
# language: "danish".
# Expected: each word is found, for each stands there in the same letters; »exact« only adds that case counts and that no part of a
# word will do.
# Orama 3.1.18 finds those that begin and end with a letter of English. A word with æ, ø or å as its first or last letter is never
# found: økonomi, på, små, år, also. Without »exact« all are found. A word with such a letter inside is found.
# Output seen:
#   data exact 1, else 1
#   mål exact 1, else 1
#   økonomi exact 0, else 1
#   på exact 0, else 1
#   små exact 0, else 1
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . @orama/orama@3.1.18
cat > look.mjs <<'JS'
import { create, insert, search } from "@orama/orama";
const index = create({ schema: { text: "string" }, language: "danish" });
insert(index, { text: "små mål for økonomi og data på vej" });
const found = (term, exact) => search(index, { term, exact }).count;
const shown = ["data", "mål", "økonomi", "på", "små"].map(word => `${word} exact ${found(word, true)}, else ${found(word, false)}`);
console.log(shown.join("\n"));
const asSeen = ["data exact 1, else 1", "mål exact 1, else 1", ...["økonomi", "på", "små"].map(word => `${word} exact 0, else 1`)];
process.exitCode = shown.join() === asSeen.join() ? 0 : 1;
JS
node look.mjs
