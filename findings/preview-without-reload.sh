#!/bin/sh
# `mkdocs serve`, the preview in which a maintainer sees an agreement change on the page while the file is edited.
# Expected: it reloads unless --no-livereload is given, with every click that mkdocs 1.6.1 (click>=7.0) lets be installed.
# With click 8.3.0 to 8.3.3 the option is False when nothing is given, so the preview starts, serves and never reloads; no
# line says so. 8.2.1 before them and 8.4.0 after them give True.
# Output seen:
#   click 8.2.1  reloads: True
#   click 8.3.0  reloads: False
#   click 8.3.3  reloads: False
#   click 8.4.0  reloads: True
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
for version in 8.2.1 8.3.0 8.3.3 8.4.0; do
  "$folder/venv/bin/pip" install --quiet --only-binary :all: mkdocs==1.6.1 "click==$version"
  "$folder/venv/bin/python" - "$version" <<'PYTHON' >> "$folder/seen"
import sys

from mkdocs.__main__ import serve_command

print("click", sys.argv[1], " reloads:", serve_command.make_context("serve", []).params["livereload"])
PYTHON
done
cat "$folder/seen"
[ "$(sed 's/.*: //' "$folder/seen" | tr '\n' ' ')" = "True False False True " ]
