#!/bin/sh
# A column of amounts in a spreadsheet (.xlsx): a hundred numbers and, after them, a range, »50-60«, and one number more.
# Expected: the range is there as text, or reading ends with an error that names it, as when polars reads the same column as CSV.
# polars 2.1.0 (with fastexcel 0.21.0) takes the kind of a column from its first hundred rows, and the range, in row 101, is no value
# at all (null); where it is in row 100, or with infer_schema_length=None, it is there. Where that column is all there is, the row is
# gone, since rows without values are dropped. Nothing says so.
# Output seen:
#   .xlsx, in row 100        50-60 7
#   .xlsx, in row 101        None 7.0
#   .xlsx, in row 101, None  50-60 7
#   .csv, in row 101         ComputeError names it: True
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --only-binary :all: polars==2.1.0 fastexcel==0.21.0 openpyxl==3.1.5
cat > look.py <<'PYTHON'
import sys

import openpyxl, polars


def last_two(numbers, **settings):
    rows = [("initiativ", "beløb"), *((f"nr. {n}", n + 0.5) for n in range(numbers)), ("broen", "50-60"), ("vejen", 7)]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save("book.xlsx")
    with open("book.csv", "w") as file:
        file.writelines(f"{name},{amount}\n" for name, amount in rows)
    return " ".join(map(str, polars.read_excel("book.xlsx", **settings)["beløb"][-2:]))


shown = {
    ".xlsx, in row 100": last_two(99),
    ".xlsx, in row 101": last_two(100),
    ".xlsx, in row 101, None": last_two(100, infer_schema_length=None),
}
try:
    shown[".csv, in row 101"] = str(polars.read_csv("book.csv")["beløb"][-2])
except polars.exceptions.ComputeError as error:
    shown[".csv, in row 101"] = f"ComputeError names it: {'50-60' in str(error)}"
for name, text in shown.items():
    print(f"{name:24} {text}")
sys.exit([*shown.values()] != ["50-60 7", "None 7.0", "50-60 7", "ComputeError names it: True"])
PYTHON
venv/bin/python look.py
