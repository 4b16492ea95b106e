#!/bin/sh
# A list of Danish words in the order of the alphabet. »aa« is another spelling of å in names (Aarhus, Aabenraa), which come
# after z; where two words meet (data + ansvarlig) it is two letters, and dataansvarlig stands before datasæt.
# Expected: a collation for Danish keeps the two apart, or takes no aa for å.
# Intl.Collator("da") takes every aa for å, as the data of Unicode (CLDR 48) has it: dataansvarlig comes after dataudveksling
# and Kanaan after Kano, so a reader who looks for a term where the dictionary has it does not find it.
# Node.js is that of the machine; ICU 78.2 (Node.js 20.20.2) was seen.
# Output seen:
#   and datasæt dataudveksling dataansvarlig Kano Kanaan økonomi Aabenraa Ål Aarhus
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/look.mjs" <<'JS'
const words = ["Aarhus", "dataudveksling", "Kano", "and", "dataansvarlig", "Ål", "Kanaan", "datasæt", "økonomi", "Aabenraa"];
const sorted = words.sort(new Intl.Collator("da").compare).join(" ");
console.log(sorted);
process.exitCode = sorted === "and datasæt dataudveksling dataansvarlig Kano Kanaan økonomi Aabenraa Ål Aarhus" ? 0 : 1;
JS
node "$folder/look.mjs"
