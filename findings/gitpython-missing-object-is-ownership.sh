#!/bin/sh
# A partial clone (git clone --filter=blob:none) of agreements whose remote has moved, as a colleague's copy that was
# made to save time. The owner of every file is whoever runs this, and git itself names the cause.
# Expected: asking for an older version of a file says that the object is not here, or that it cannot be fetched.
# GitPython 3.2.1 (git 2.39.5) says "SHA is empty, possible dubious ownership in the repository" and advises to set
# safe.directory, which cannot help; git says that it "could not fetch" the object "from promisor remote".
# Output seen:
#   git        names the promisor remote: True
#   GitPython  says dubious ownership: True, names the promisor remote: False
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --only-binary :all: gitpython==3.2.1
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null LC_ALL=C
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
git init --quiet --initial-branch=main "$folder/kilde"
cd "$folder/kilde"
git config uploadpack.allowFilter true
for amount in 12 13; do
  printf 'id: broaftalen\namount: %s mio. kr.\n' "$amount" > 2031.yaml
  git add 2031.yaml
  git commit --quiet --message "Broaftalen"
done
git clone --quiet --filter=blob:none "file://$folder/kilde" "$folder/kopi"
mv "$folder/kilde" "$folder/flyttet"
cd "$folder/kopi"
cat > "$folder/look.py" <<'PYTHON'
import logging, subprocess, sys, warnings

import git

logging.basicConfig(level=logging.CRITICAL)
warnings.simplefilter("ignore")
by_git = subprocess.run(["git", "show", "HEAD~1:2031.yaml"], capture_output=True, text=True)
repo = git.Repo(".")
try:
    said = repo.commit("HEAD~1").tree["2031.yaml"].data_stream.read().decode()
except Exception as error:
    said = f"{error} {error.__cause__ or ''}"
seen = ("promisor remote" in by_git.stderr, "dubious ownership" in said, "promisor" in said)
print("git        names the promisor remote:", seen[0])
print(f"GitPython  says dubious ownership: {seen[1]}, names the promisor remote: {seen[2]}")
sys.exit(seen != (True, True, False))
PYTHON
"$folder/venv/bin/python" "$folder/look.py"
