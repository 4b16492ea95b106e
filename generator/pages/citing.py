"""What a reader takes along of a fact: a reference to it, and its row of the data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.exports import Exports
from generator.exports.csv_files import csv_lines
from generator.exports.rows import Rows
from generator.model.agreement import Agreement, Initiative
from generator.model.facts import Fact
from generator.model.statements import Statement
from generator.publishing.citation import Citation, of_fact
from generator.publishing.citation_forms import reference


@dataclass(frozen=True)
class Taken:
    """What is copied, as text.

    `reference` is in the language that is spoken; `csv_row` is the fact's row of facts.csv below its heading, without
    the columns that are empty in it.
    """

    citation: Citation
    reference: str
    csv_row: str


def takes_along(data: Exports) -> Callable[[Agreement, Initiative, Fact], Taken]:
    table = next(table for table in data.tables if table.name == "facts")
    rows = {str(row["id"]): row for row in table.rows}

    def taken(agreement: Agreement, initiative: Initiative, fact: Fact) -> Taken:
        statement = Statement(agreement, initiative, fact)
        citation = of_fact(data.edition, statement)
        row = rows[statement.id]
        columns = tuple(column for column in table.columns if row[column.name] not in {None, ()})
        lines = csv_lines(replace(table, columns=columns, rows=Rows([row])))
        csv = "".join(lines).replace("\r\n", "\n").strip()
        return Taken(citation, reference(citation), csv)

    return taken
