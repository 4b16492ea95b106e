#!/bin/sh
# Words of the agreements in the forms in which a reader searches for them, through the Danish stemmer of Snowball.
# Expected: the forms of one adjective have one stem (digital, digitalt, digitale), and so have those of one noun (år, året).
# snowballstemmer 3.1.1 takes off the -e of adjectives in -al and not the neuter's -t, and the article only where enough is left: a
# search for »digitalt« does not find »digitale«, nor one for »år« »året« or »årene«.
# Output seen:
#   digital digitale        digital
#   digitalt                digitalt
#   national nationale      national
#   nationalt               nationalt
#   år                      år
#   året                    året
#   årene                   åren
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --only-binary :all: snowballstemmer==3.1.1
cat > "$folder/look.py" <<'PYTHON'
import sys

import snowballstemmer

stem = snowballstemmer.stemmer("danish").stemWord
stems = {}
for word in ("digital", "digitale", "digitalt", "national", "nationale", "nationalt", "år", "året", "årene"):
    stems.setdefault(stem(word), []).append(word)
for shown, words in stems.items():
    print(f"{' '.join(words):23} {shown}")
sys.exit(list(map(len, stems.values())) != [2, 1, 2, 1, 1, 1, 1])
PYTHON
"$folder/venv/bin/python" "$folder/look.py"
