#!/bin/sh
# A repository of agreements made with git init --object-format=sha256, as the next major git makes by default.
# Expected: repo.head.commit is the commit that git rev-parse HEAD names, with an id of 64 digits.
# GitPython 3.2.1 (git 2.39.5) opens the repository without a word, and then takes its branch for a broken file: "Failed to
# parse reference information from 'refs/heads/main'". Its repo.git, which starts git, is right.
# Output seen:
#   repo.git.rev_parse  64 digits
#   repo.head.commit    ValueError
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --only-binary :all: gitpython==3.2.1
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null LC_ALL=C
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
git init --quiet --initial-branch=main --object-format=sha256 "$folder/aftaler"
cd "$folder/aftaler"
printf 'id: broaftalen\namount: 12 mio. kr.\n' > 2031.yaml
git add 2031.yaml
git commit --quiet --message "Broaftalen"
cat > "$folder/look.py" <<'PYTHON'
import sys

import git

repo = git.Repo(".")
digits = len(repo.git.rev_parse("HEAD"))
print("repo.git.rev_parse ", digits, "digits")
try:
    commit = repo.head.commit.hexsha
except Exception as error:
    commit = type(error).__name__
print("repo.head.commit   ", commit)
sys.exit((digits, commit) != (64, "ValueError"))
PYTHON
"$folder/venv/bin/python" "$folder/look.py"
