#!/bin/sh
# A calendar with a deadline on the 31st of March (DTSTART;VALUE=DATE:20260331, DTEND;VALUE=DATE:20260401) and a quarter, July to
# September (DTEND 20261001). DTEND is the first day that is no longer in it (RFC 5545, 3.6.1).
# Expected: the deadline is on the 31st of March alone, and nothing is on the 1st of October.
# ics 0.7.3 (ics.py), asked for what is on a day, gives both on the day after, too; with strict=True, which leaves out what reaches
# beyond the day, it gives the deadline on no day. recurring-ical-events 3.8.2 gives what was expected.
# Output seen (on the 31st of March, the 1st of April, the 30th of September, the 1st of October):
#   ics                    Frist, Frist, 3. kvartal, 3. kvartal
#   ics, strict            -, -, -, -
#   recurring-ical-events  Frist, -, 3. kvartal, -
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --only-binary :all: ics==0.7.3 icalendar==7.3.2 recurring-ical-events==3.8.2
cat > "$folder/look.py" <<'PYTHON'
import sys

import arrow, ics, icalendar, recurring_ical_events

EVENTS = [("Frist", "20260331", "20260401"), ("3. kvartal", "20260701", "20261001")]
TEXT = "\r\n".join(
    ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//aftaler.example//DA"]
    + [
        line
        for name, start, end in EVENTS
        for line in f"BEGIN:VEVENT\nUID:{start}@aftaler.example\nDTSTAMP:20260101T000000Z\nDTSTART;VALUE=DATE:{start}\n"
        f"DTEND;VALUE=DATE:{end}\nSUMMARY:{name}\nEND:VEVENT".split("\n")
    ]
    + ["END:VCALENDAR", ""]
)
DAYS = ["2026-03-31", "2026-04-01", "2026-09-30", "2026-10-01"]
timeline = ics.Calendar(TEXT).timeline
calendar = recurring_ical_events.of(icalendar.Calendar.from_ical(TEXT))
found = {
    "ics": [[event.name for event in timeline.on(arrow.get(day))] for day in DAYS],
    "ics, strict": [[event.name for event in timeline.on(arrow.get(day), strict=True)] for day in DAYS],
    "recurring-ical-events": [[str(event["SUMMARY"]) for event in calendar.at(day.replace("-", ""))] for day in DAYS],
}
shown = {name: ", ".join(" and ".join(day) or "-" for day in days) for name, days in found.items()}
for name, text in shown.items():
    print(f"{name:22} {text}")
as_seen = {
    "ics": "Frist, Frist, 3. kvartal, 3. kvartal",
    "ics, strict": "-, -, -, -",
    "recurring-ical-events": "Frist, -, 3. kvartal, -",
}
sys.exit(shown != as_seen)
PYTHON
"$folder/venv/bin/python" "$folder/look.py"
