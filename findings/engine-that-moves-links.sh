#!/bin/sh
# The page of an agreement, aftaler/2021.md, whose body is finished HTML with a link to the page of an initiative, written from
# the page's address (aftaler/2021/): ../../initiativer/. A hook in the settings adds a sentence about the data.
# Expected: Markdown leaves a block of HTML as it is, and a hook is run or refused.
# mkdocs 1.6.1 does. Zensical 0.0.73 moves the link one folder up, as if it were written from the source file, so that it
# leads out of the site, and says »No issues found«; in aftaler/index.md the same kind of link is left. The hook is not
# run, and nothing says so.
# Output seen:
#   mkdocs    2021: ../../initiativer/     index: ../initiativer/ hook: run
#   zensical  2021: ../../../initiativer/  index: ../initiativer/ hook: not run
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --only-binary :all: mkdocs==1.6.1 zensical==0.0.73
cd "$folder"
mkdir -p docs/aftaler docs/initiativer
printf '# Aftaler\n' > docs/index.md
printf '# Initiativer\n' > docs/initiativer/index.md
printf '<div>\n<h1>2021</h1>\n<p><a href="../../initiativer/">Digital post</a></p>\n</div>\n' > docs/aftaler/2021.md
printf '<div>\n<h1>Aftaler</h1>\n<p><a href="../initiativer/">Digital post</a></p>\n</div>\n' > docs/aftaler/index.md
printf 'def on_page_content(html, **more):\n    return html + "<p>Data er fra 7. marts 2026.</p>"\n' > hook.py
printf 'site_name: Aftaler\nhooks: [hook.py]\n' > mkdocs.yml
cat > look.py <<'PYTHON'
import re, shutil, subprocess, sys
from pathlib import Path


def built(engine):
    shutil.rmtree("site", ignore_errors=True)
    subprocess.run([f"venv/bin/{engine}", "build", "-f", "mkdocs.yml"], check=True, capture_output=True)
    pages = [Path(f"site/aftaler/{name}index.html").read_text(encoding="utf-8") for name in ("2021/", "")]
    links = [re.search(r'href="([^"]+)">Digital post', page)[1] for page in pages]
    return *links, "run" if "7. marts 2026" in pages[0] else "not run"


shown = {engine: built(engine) for engine in ("mkdocs", "zensical")}
for engine, (inside, index, hook) in shown.items():
    print(f"{engine:9} 2021: {inside:22} index: {index:15} hook: {hook}")
as_seen = {
    "mkdocs": ("../../initiativer/", "../initiativer/", "run"),
    "zensical": ("../../../initiativer/", "../initiativer/", "not run"),
}
sys.exit(shown != as_seen)
PYTHON
NO_MKDOCS_2_WARNING=1 venv/bin/python look.py
