#!/bin/sh
# A search over two pages of agreements, one with 41,5 mio. kr. and one with 415 mio. kr.
# Expected: »41,5« finds the first, and surely so in quotation marks, which ask for just these words.
# Pagefind 1.6.0 leaves the comma out of what it keeps and of what is asked for, so 41,5 is 415, in quotation marks as well, and each
# amount finds the other, ten times as large. MiniSearch 7.2.0, which parts words at a comma, finds the one that was asked for.
# Output seen:
#   pagefind    41,5: 41,5 and 415    "41,5": 41,5 and 415  415: 41,5 and 415
#   minisearch  41,5: 41,5            "41,5": 41,5          415: 415
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . pagefind@1.6.0 minisearch@7.2.0
mkdir site
for amount in 41,5 415; do
  printf '<!doctype html><html lang="da"><title>Aftale</title><p>Der afsættes %s mio. kr.' "$amount" > "site/$amount.html"
done
npx --no-install pagefind --site site > log.txt
cat > look.mjs <<'JS'
import { readFileSync } from "node:fs";
import MiniSearch from "minisearch";
// What a browser has and Pagefind asks for: the page's language, and its files at their addresses.
globalThis.window = globalThis;
globalThis.document = { currentScript: null, querySelector: () => ({ getAttribute: () => "da" }) };
globalThis.location = { origin: "http://aftaler.example" };
globalThis.fetch = async (address) => new Response(readFileSync(`site${decodeURI(new URL(address, location.origin).pathname)}`));
const pagefind = await import(`${process.cwd()}/site/pagefind/pagefind.js`);
await pagefind.options({ basePath: "http://aftaler.example/pagefind/", noWorker: true });
const mini = new MiniSearch({ fields: ["text"] });
mini.addAll(["41,5", "415"].map((id) => ({ id, text: `Der afsættes ${id} mio. kr.` })));
const shown = { pagefind: [], minisearch: [] };
for (const query of ["41,5", '"41,5"', "415"]) {
  const pages = await Promise.all((await pagefind.search(query)).results.map((result) => result.data()));
  shown.pagefind.push([query, pages.map((page) => decodeURIComponent(page.url).slice(1, -5))]);
  shown.minisearch.push([query, mini.search(query, { combineWith: "AND" }).map((hit) => hit.id)]);
}
for (const [name, found] of Object.entries(shown)) {
  const texts = found.map(([query, amounts]) => `${query}: ${amounts.sort().join(" and ")}`);
  console.log(name.padEnd(11), texts.map((text) => text.padEnd(21)).join(" ").trim());
}
JS
node look.mjs | tee seen
cat > as_seen <<'TEXT'
pagefind    41,5: 41,5 and 415    "41,5": 41,5 and 415  415: 41,5 and 415
minisearch  41,5: 41,5            "41,5": 41,5          415: 415
TEXT
cmp seen as_seen
