#!/bin/sh
# A spreadsheet of amounts that are shown with their unit by the format of the cell. ECMA-376 has two ways to write letters there:
# in quotes (0.0 "mio.") and each after a backslash (0.0 \m\i\o\.).
# Expected: 41.5 is the number 41.5 in all of them, for none of these letters is an m of months or minutes, or a d of days.
# exceljs 4.4.0 knows the quotes and not the backslash, and gives noon on the 9th of February 1900 where a letter is one of those of
# dates; openpyxl 3.1.5 gives the number.
# Output seen:
#   0.0 "mio."      exceljs 41.5                      openpyxl 41.5
#   0.0 \m\i\o\.    exceljs 1900-02-09T12:00:00.000Z  openpyxl 41.5
#   0.0 \d\a\g\e    exceljs 1900-02-09T12:00:00.000Z  openpyxl 41.5
#   0.0 \k\r\.      exceljs 41.5                      openpyxl 41.5
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . exceljs@4.4.0
python3 -m venv venv
venv/bin/pip install --quiet --only-binary :all: XlsxWriter==3.3.1 openpyxl==3.1.5
cat > look.mjs <<'JS'
import ExcelJS from "exceljs";
const book = new ExcelJS.Workbook();
await book.xlsx.readFile("aftaler.xlsx");
const values = book.worksheets[0].getColumn(1).values.slice(1);
console.log(JSON.stringify(values.map(value => value instanceof Date ? value.toISOString() : String(value))));
JS
cat > look.py <<'PYTHON'
import json, subprocess, sys

import openpyxl, xlsxwriter

FORMATS = ['0.0 "mio."', r"0.0 \m\i\o\.", r"0.0 \d\a\g\e", r"0.0 \k\r\."]
with xlsxwriter.Workbook("aftaler.xlsx") as book:
    sheet = book.add_worksheet()
    for row, shape in enumerate(FORMATS):
        sheet.write_number(row, 0, 41.5, book.add_format({"num_format": shape}))
by_node = json.loads(subprocess.run(["node", "look.mjs"], capture_output=True, text=True, check=True).stdout)
by_openpyxl = [str(row[0].value) for row in openpyxl.load_workbook("aftaler.xlsx").active.iter_rows()]
for shape, node, python in zip(FORMATS, by_node, by_openpyxl, strict=True):
    print(f"{shape:15} exceljs {node:25} openpyxl {python}")
date = "1900-02-09T12:00:00.000Z"
sys.exit((by_node, by_openpyxl) != (["41.5", date, date, "41.5"], ["41.5"] * 4))
PYTHON
venv/bin/python look.py
