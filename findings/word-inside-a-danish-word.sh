#!/bin/sh
# Which lines of an agreement have the word »ret« (a right): »Det sker i året 2026.« (the year) or »Borgeren har ret til svar.«
# Expected: -w finds a word where it stands alone, and not inside »året«, as GNU grep 3.8 does in the same locale of UTF-8.
# git 2.39.5 takes each byte of æ, ø and å for what is no letter, in every locale: git grep -w ret finds »året«, and so does
# git grep -P '\bret\b'.
# git and grep are those of the machine.
# Output seen:
#   grep -w      Borgeren har ret til svar.
#   git grep -w  Det sker i året 2026. Borgeren har ret til svar.
#   git grep -P  Det sker i året 2026. Borgeren har ret til svar.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null LC_ALL=C.UTF-8
git init --quiet --initial-branch=main "$folder/aftaler"
cd "$folder/aftaler"
printf 'Det sker i året 2026.\nBorgeren har ret til svar.\n' > 2026.yaml
git add 2026.yaml
{
  echo "grep -w     " $(grep -w ret 2026.yaml)
  echo "git grep -w " $(git grep -h -w ret)
  echo "git grep -P " $(git grep -h -P '\bret\b')
} | tee "$folder/seen"
cat > "$folder/as_seen" <<'TEXT'
grep -w      Borgeren har ret til svar.
git grep -w  Det sker i året 2026. Borgeren har ret til svar.
git grep -P  Det sker i året 2026. Borgeren har ret til svar.
TEXT
cmp "$folder/seen" "$folder/as_seen"
