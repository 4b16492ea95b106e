#!/bin/sh
# Weeks, as Danish authorities set them (»uge 53«): of the 1st of January 2021, in the week of ISO 8601 that Denmark has, 53 of 2020,
# and of the 4th, 1 of 2021. The language of a page is »da«, with no country, as lang=da and the catalogues of translations have it.
# Expected: da is Danish as in Denmark, since Unicode's likely subtags make da-DK of it (UTS 35), so the weeks are 53 and 1.
# Babel 2.19.0 takes the weeks of the whole world for a language without a country: uge 1 and uge 2, and so one too many all through
# 2021. With da_DK it gives 53 and 1; so does Node.js (ICU) for da, by its first day and the days that a first week needs.
# Output seen:
#   Babel   da    uge 1 uge 2  days in the first week: 1
#   Babel   da_DK uge 53 uge 1 days in the first week: 4
#   Node.js da                 days in the first week: 4
# Node.js is that of the machine; 20.20.2 was seen.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --only-binary :all: Babel==2.19.0
cat > look.py <<'PYTHON'
import datetime

from babel import Locale
from babel.dates import format_date

for language in ("da", "da_DK"):
    weeks = " ".join(format_date(datetime.date(2021, 1, day), "'uge' w", locale=language) for day in (1, 4))
    print(f"Babel   {language:5} {weeks:12} days in the first week: {Locale.parse(language).min_week_days}")
PYTHON
cat > look.mjs <<'JS'
const danish = new Intl.Locale("da");
console.log("Node.js da                 days in the first week:", (danish.getWeekInfo?.() ?? danish.weekInfo).minimalDays);
JS
{ venv/bin/python look.py; node look.mjs; } | tee seen
cat > as_seen <<'TEXT'
Babel   da    uge 1 uge 2  days in the first week: 1
Babel   da_DK uge 53 uge 1 days in the first week: 4
Node.js da                 days in the first week: 4
TEXT
cmp seen as_seen
