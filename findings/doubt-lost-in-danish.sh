#!/bin/sh
# Dates of agreements as ISO 8601-2 writes them (EDTF), made into words in Danish: 2016 to 2020, perhaps 2019, about 2019, some
# month of 2019, the nineties.
# Expected: what they say in English, or the code itself, or an error that says that there is no Danish.
# edtf 4.11.1 has patterns for six languages, no Danish among them, and says nothing: format() gives the first year of a period as
# if it were the date, a doubtful year as a certain one, and a month that nobody knows as January.
# Output seen:
#   2016/2020  en-US 2016 – 2020  da-DK 2016
#   2019?      en-US 2019 (?)     da-DK 2019
#   2019~      en-US c. 2019      da-DK 2019
#   2019-XX    en-US X/2019       da-DK 1.2019
#   199X       en-US XXXX         da-DK 1990
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . edtf@4.11.1
cat > look.mjs <<'JS'
import edtf, { format } from "edtf";
const dates = ["2016/2020", "2019?", "2019~", "2019-XX", "199X"];
const [english, danish] = ["en-US", "da-DK"].map(language => dates.map(date => format(edtf(date), language)));
dates.forEach((date, i) => console.log(date.padEnd(10), "en-US", english[i].padEnd(12), "da-DK", danish[i]));
const asSeen = "2016 – 2020|2019 (?)|c. 2019|X/2019|XXXX|2016|2019|2019|1.2019|1990";
process.exitCode = [...english, ...danish].join("|").replace(/[\u2009\u00a0]/g, " ") === asSeen ? 0 : 1;
JS
node look.mjs
