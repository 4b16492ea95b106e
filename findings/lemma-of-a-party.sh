#!/bin/sh
# The words of a Danish agreement brought to the form that a dictionary has, for counting or searching: »Regeringen og KL er enige
# om midler til SKI«. KL are the municipalities' association and SKI is the public purchasing company.
# Expected: words are brought together with their other forms, and names in capitals are left as the unknown words they are, as
# CPR and KOMBIT are.
# simplemma 2.0.0 gives »klokke« (bell) for KL, though it leaves »kl«, and »ski« for SKI; is_known() says yes to both. So one of
# the parties to every agreement is counted as a bell.
# Output seen:
#   Regeringen>regering og>og KL>klokke er>være enige>enig om>om midler>middel til>til SKI>ski kl>kl CPR>CPR KOMBIT>KOMBIT
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --only-binary :all: simplemma==2.0.0
cat > "$folder/look.py" <<'PYTHON'
import sys

from simplemma import is_known, lemmatize

WORDS = "Regeringen og KL er enige om midler til SKI kl CPR KOMBIT".split()
shown = {word: lemmatize(word, lang="da") for word in WORDS}
print(*(f"{word}>{lemma}" for word, lemma in shown.items()))
names = {name: (shown[name], is_known(name, lang="da")) for name in ("KL", "SKI", "CPR", "KOMBIT")}
as_seen = {"KL": ("klokke", True), "SKI": ("ski", True), "CPR": ("CPR", False), "KOMBIT": ("KOMBIT", False)}
sys.exit(names != as_seen or shown["kl"] != "kl")
PYTHON
"$folder/venv/bin/python" "$folder/look.py"
