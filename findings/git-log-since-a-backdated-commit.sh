#!/bin/sh
# A record of three agreements, committed in 2024, 2025 and 2026, and after them one of 2019 that was found later, committed with its own
# date so that the history shows when it was agreed. Then: what was committed since 2024?
# Expected: the three, for their dates are later than that; or those but one.
# git 2.39.5 stops at the first commit that is older, and takes all that lead to it for older too: git log --since gives nothing at
# all, as if nothing had happened. --since-as-filter, which came with 2.37, gives the three.
# git is that of the machine.
# Output seen:
#   --since            nothing
#   --since-as-filter  2026,2025,2024
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null TZ=UTC
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
git init --quiet --initial-branch=main "$folder/aftaler"
cd "$folder/aftaler"
for year in 2024 2025 2026 2019; do
  GIT_COMMITTER_DATE=$year-03-07T12:00:00Z git commit --quiet --allow-empty --message "$year"
done
for bound in --since --since-as-filter; do
  found=$(git log --format=%s "$bound=2024-01-01T00:00:00Z" | paste -s -d, -)
  printf '%-18s %s\n' "$bound" "${found:-nothing}"
done | tee "$folder/seen"
cat > "$folder/as_seen" <<'TEXT'
--since            nothing
--since-as-filter  2026,2025,2024
TEXT
cmp "$folder/seen" "$folder/as_seen"
