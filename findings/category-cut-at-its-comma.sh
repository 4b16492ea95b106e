#!/bin/sh
# A deadline in a calendar with two categories, one of which has a comma: CATEGORIES:Digital post\, breve,Økonomi. A comma in a text is
# written with a backslash before it (RFC 5545, 3.3.11).
# Expected: »Digital post, breve« and »Økonomi«.
# node-ical 0.26.1 cuts at each comma, and gives three, the first of which ends with a backslash; the same comma in a DESCRIPTION it
# reads as one. ical.js 2.2.1 gives the two.
# Output seen:
#   node-ical  Digital post\ | breve | Økonomi
#   ical.js    Digital post, breve | Økonomi
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . node-ical@0.26.1 ical.js@2.2.1
cat > look.mjs <<'JS'
import ICAL from "ical.js";
import ical from "node-ical";
const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//aftaler.example//DA", "BEGIN:VEVENT", "UID:frist@aftaler.example",
  "DTSTAMP:20260101T000000Z", "DTSTART;VALUE=DATE:20260331", "CATEGORIES:Digital post\\, breve,Økonomi",
  "DESCRIPTION:Digital post\\, breve", "END:VEVENT", "END:VCALENDAR", ""];
const text = lines.join("\r\n");
const event = ical.sync.parseICS(text)["frist@aftaler.example"];
const other = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent").getFirstProperty("categories").getValues();
const shown = [event.categories.join(" | "), other.join(" | ")];
console.log("node-ical ", shown[0]);
console.log("ical.js   ", shown[1]);
const described = event.description === "Digital post, breve";
process.exitCode = described && shown.join() === "Digital post\\ | breve | Økonomi,Digital post, breve | Økonomi" ? 0 : 1;
JS
node look.mjs
