#!/bin/sh
# What was changed in a record until the end of a quarter, git log --until=2021-03-31, where changes were made just after midnight on
# that day, and just before the next.
# Expected: the whole of the 31st of March is in it, or nothing of it, and the same whenever it is asked.
# git 2.39.5 takes a day without a time for that day at the hour at which it is asked. So one of the two is in it, from one second
# after midnight until two seconds before the next; a change of the afternoon is there for who asks in the evening. With the hour
# (2021-03-31T23:59:59) both are.
# git is that of the machine.
# Output seen:
#   --until=2021-03-31  efter midnat
#   --since=2021-03-31  før midnat
#   --until=2021-03-31T23:59:59  før midnat,efter midnat
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null TZ=UTC
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
git init --quiet --initial-branch=main "$folder/aftaler"
cd "$folder/aftaler"
GIT_COMMITTER_DATE=2021-03-31T00:00:01Z git commit --quiet --allow-empty --message "efter midnat"
GIT_COMMITTER_DATE=2021-03-31T23:59:58Z git commit --quiet --allow-empty --message "før midnat"
for bound in --until=2021-03-31 --since=2021-03-31 --until=2021-03-31T23:59:59; do
  echo "$bound  $(git log --format=%s "$bound" | paste -s -d, -)"
done | tee "$folder/seen"
cat > "$folder/as_seen" <<'TEXT'
--until=2021-03-31  efter midnat
--since=2021-03-31  før midnat
--until=2021-03-31T23:59:59  før midnat,efter midnat
TEXT
cmp "$folder/seen" "$folder/as_seen"
