#!/bin/sh
# A search over three sentences of agreements: 50, 500 and 5 mio. kr.
# Expected: »500 mio. kr.« finds the sentence with 500, as »50 mio. kr.« and »5 mio. kr.« find theirs. FlexSearch's encoder leaves
# one of two equal letters that follow one another, so that »misssing« is found, and a digit is no letter.
# FlexSearch 0.8.212, with its own settings, leaves one of two equal digits as well: 500 is 50 and 100 is 10, and it puts the
# smaller amount first, as it was added first. MiniSearch 7.2.0 finds the one that was asked for.
# Output seen:
#   flexsearch  500: 50 500  50: 50 500   5: 5         what 500 100 55 2022 become: 50 10 5 202 2
#   minisearch  500: 500     50: 50       5: 5
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . flexsearch@0.8.212 minisearch@7.2.0
cat > look.mjs <<'JS'
import FlexSearch from "flexsearch";
import MiniSearch from "minisearch";
const amounts = ["50", "500", "5"];
const flex = new FlexSearch.Index();
const mini = new MiniSearch({ fields: ["text"] });
for (const amount of amounts) {
  const text = `Parterne afsætter ${amount} mio. kr.`;
  flex.add(Number(amount), text);
  mini.add({ id: Number(amount), text });
}
const shown = asked => ["500", "50", "5"].map(amount => `${amount}: ${asked(`${amount} mio. kr.`).join(" ")}`.padEnd(12)).join(" ");
const lines = [
  `flexsearch  ${shown(query => flex.search(query))} what 500 100 55 2022 become: ${new FlexSearch.Encoder().encode("500 100 55 2022").join(" ")}`,
  `minisearch  ${shown(query => mini.search(query, { combineWith: "AND" }).map(hit => hit.id))}`.trimEnd(),
];
console.log(lines.join("\n"));
const asSeen = [
  "flexsearch  500: 50 500  50: 50 500   5: 5         what 500 100 55 2022 become: 50 10 5 202 2",
  "minisearch  500: 500     50: 50       5: 5",
];
process.exitCode = lines.join() === asSeen.join() ? 0 : 1;
JS
node look.mjs
