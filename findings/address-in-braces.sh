#!/bin/sh
# A source with its address in one line, {id: kl, url: https://example.org/aftale}, read by YAML(typ="safe") of ruamel.yaml.
# Expected: the address, as YAML has it since 1.1 (a colon without a space after it is part of the text), whether the parser in C is
# installed or not.
# ruamel.yaml 0.19.1 reads it in Python. With ruamel.yaml.clib 0.2.15 installed beside it, which it then uses by itself, the same line
# ends with »found unexpected ':'«: the libyaml inside is older than the one in PyYAML 6.0.3, which reads the address in C.
# Output seen:
#   ruamel.yaml                         https://example.org/aftale
#   ruamel.yaml with ruamel.yaml.clib   ScannerError: found unexpected ':'
#   PyYAML in C                         https://example.org/aftale
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --only-binary :all: ruamel.yaml==0.19.1 pyyaml==6.0.3
cat > look.py <<'PYTHON'
import sys

import yaml
from ruamel.yaml import YAML

text = "{id: kl, url: https://example.org/aftale}"
for name, load in (("ruamel", YAML(typ="safe").load), ("pyyaml", lambda each: yaml.load(each, yaml.CSafeLoader))):
    if name == sys.argv[1]:
        try:
            print(load(text)["url"])
        except Exception as error:
            print(f"{type(error).__name__}: {error.problem}")
PYTHON
python_alone=$(venv/bin/python look.py ruamel)
in_c=$(venv/bin/python look.py pyyaml)
venv/bin/pip install --quiet --only-binary :all: ruamel.yaml.clib==0.2.15
with_clib=$(venv/bin/python look.py ruamel)
echo "ruamel.yaml                         $python_alone"
echo "ruamel.yaml with ruamel.yaml.clib   $with_clib"
echo "PyYAML in C                         $in_c"
test "$python_alone" = https://example.org/aftale && test "$in_c" = "$python_alone" && test "$with_clib" = "ScannerError: found unexpected ':'"
