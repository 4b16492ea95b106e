#!/bin/sh
# A reference to an agreement of March 2019, asked for in Danish (da-DK).
# Expected: »marts 2019«, as the locale of CSL for Danish has it, or an error that says that there is no Danish.
# @citation-js/core 0.8.2 with plugin-csl 0.8.2 carries five locales, no Danish among them, says nothing and gives English.
# Output seen:
#   citation-js  KL & Danske Regioner. (2019, March). Digitaliseringspagten.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . @citation-js/core@0.8.2 @citation-js/plugin-csl@0.8.2
cat > look.mjs <<'JS'
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-csl";
const author = [{ literal: "KL" }, { literal: "Danske Regioner" }];
const pact = { id: "pagt", type: "document", title: "Digitaliseringspagten", author, issued: { "date-parts": [[2019, 3]] } };
const shown = new Cite([pact]).format("bibliography", { template: "apa", lang: "da-DK" }).trim();
console.log("citation-js ", shown);
process.exitCode = shown === "KL & Danske Regioner. (2019, March). Digitaliseringspagten." ? 0 : 1;
JS
node look.mjs
