"""Where each export stands on the site. What has been published under data/v1/ stays there; it only grows."""

from __future__ import annotations

ROOT = "data/v1/"
INDEX = f"{ROOT}index.json"
VERSIONS = f"{ROOT}versions.json"
PACKAGE = f"{ROOT}datapackage.json"
WORKBOOK = f"{ROOT}aftalespor.xlsx"
README_IN_ENGLISH = f"{ROOT}csv/read-me.txt"
DATABASE = f"{ROOT}aftalespor.sqlite"
# What holds or describes all of it, by its key in the index.
WHOLE = {"xlsx": WORKBOOK, "sqlite": DATABASE, "datapackage": PACKAGE}
# Each takes the name of a table, the kind of a document, ids or a folder.
flat = "data/v1/{}.json".format
csv = "data/v1/csv/{}.csv".format
csv_excel = "data/v1/csv-excel/{}.csv".format
csv_readme = "data/v1/{}/laes-mig.txt".format
schema = "data/v1/schema/{}.json".format
agreement = "data/v1/agreements/{}.json".format
initiative = "data/v1/initiatives/{}.json".format
comparison = "data/v1/comparisons/{}/{}.json".format
