#!/bin/sh
# A commit that says, in trailers, where a corrected amount stands: Kilde: (source), Beløb: (amount), Rettet-af: (corrected by).
# Expected: the three are trailers; or, if a key may have no ø, the two others are.
# git 2.39.5: a key has only the letters of English, digits and hyphens, and one line that is no trailer makes the whole block words of
# the message, unless git wrote one of its lines itself (Signed-off-by). So none of the three is found, and nothing says so. With
# Belob: all three are.
# git is that of the machine.
# Output seen:
#   Beløb: 0 trailers, Kilde is ''
#   Belob: 3 trailers, Kilde is 'https://kl.example/aftale'
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
git init --quiet --initial-branch=main "$folder/aftaler"
cd "$folder/aftaler"
for key in Beløb Belob; do
  git commit --quiet --allow-empty --file=- <<TEXT
Ret beløbet til broen

Kilde: https://kl.example/aftale
$key: 100 mio. kr.
Rettet-af: A
TEXT
  count=$(git log -1 --format=%B | git interpret-trailers --parse | wc -l | tr -d ' ')
  echo "$key: $count trailers, Kilde is '$(git log -1 --format='%(trailers:key=Kilde,valueonly,separator=)')'"
done | tee "$folder/seen"
cat > "$folder/as_seen" <<'TEXT'
Beløb: 0 trailers, Kilde is ''
Belob: 3 trailers, Kilde is 'https://kl.example/aftale'
TEXT
cmp "$folder/seen" "$folder/as_seen"
