#!/bin/sh
# A CSV file as a Danish Excel writes it: semicolons, a comma in decimals, points between thousands (1.247,4), dates as
# 07.03.2021, and the number of a section, 2.10. It is read with the settings that say so.
# Expected: amounts are numbers, and dates and numbers of sections are what they were, for no thousands stand between such points.
# pandas 3.1.1 takes every point away, wherever it stands: the 7th of March is 7032021, and section 2.10 is 210. DuckDB 2.0.1
# knows the date and makes 210 of the section. Polars 2.1.0 has no setting for thousands and leaves all three as text.
# Output seen:
#   pandas  1247.4 7032021 210
#   duckdb  1247.4 2021-03-07 210
#   polars  1.247,4 07.03.2021 2.10
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --only-binary :all: pandas==3.1.1 duckdb==2.0.1 polars==2.1.0
cd "$folder"
printf 'beløb;vedtaget;afsnit\n1.247,4;07.03.2021;2.10\n80,0;12.10.2021;2.11\n' > aftaler.csv
cat > look.py <<'PYTHON'
import sys

import duckdb, pandas, polars

settings = "delim=';', decimal_separator=',', thousands='.'"
shown = {
    "pandas": pandas.read_csv("aftaler.csv", sep=";", decimal=",", thousands=".").astype(object).values.tolist()[0],
    "duckdb": duckdb.sql(f"SELECT * FROM read_csv('aftaler.csv', {settings})").fetchall()[0],
    "polars": polars.read_csv("aftaler.csv", separator=";", decimal_comma=True).row(0),
}
lines = [f"{name:7} {' '.join(map(str, row))}" for name, row in shown.items()]
print("\n".join(lines))
as_seen = ["pandas  1247.4 7032021 210", "duckdb  1247.4 2021-03-07 210", "polars  1.247,4 07.03.2021 2.10"]
sys.exit(lines != as_seen)
PYTHON
venv/bin/python look.py
