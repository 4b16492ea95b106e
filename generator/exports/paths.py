"""Where each export stands on the site. What has been published under data/v1/ stays there; it only grows."""

from __future__ import annotations

ROOT = "data/v1/"
INDEX = f"{ROOT}index.json"
VERSIONS = f"{ROOT}versions.json"
CATALOGUE = f"{ROOT}dcat.jsonld"
OPENAPI = f"{ROOT}openapi.json"
PACKAGE = f"{ROOT}datapackage.json"
WORKBOOK = f"{ROOT}aftalespor.xlsx"
README_IN_ENGLISH = f"{ROOT}csv/read-me.txt"
DATABASE = f"{ROOT}aftalespor.sqlite"
# What holds or describes all of it, by its key in the index.
WHOLE = {"xlsx": WORKBOOK, "sqlite": DATABASE, "datapackage": PACKAGE, "dcat": CATALOGUE, "openapi": OPENAPI}


def flat(table: str) -> str:
    return f"{ROOT}{table}.json"


def csv(table: str) -> str:
    return f"{ROOT}csv/{table}.csv"


def csv_excel(table: str) -> str:
    return f"{ROOT}csv-excel/{table}.csv"


def schema(document: str) -> str:
    return f"{ROOT}schema/{document}.json"


def agreement(agreement_id: str) -> str:
    return f"{ROOT}agreements/{agreement_id}.json"


def initiative(initiative_id: str) -> str:
    return f"{ROOT}initiatives/{initiative_id}.json"


def comparison(old_id: str, new_id: str) -> str:
    return f"{ROOT}comparisons/{old_id}/{new_id}.json"


def csv_readme(folder: str) -> str:
    return f"{ROOT}{folder}/laes-mig.txt"
