"""What the page about data shows, made from the exports themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.exports import exports, paths, reuse
from generator.exports.catalogue import schema_org
from generator.publishing.edition import Edition

_DOCUMENTS = (
    ("index", paths.INDEX, "Listen over alt, hvad der er."),
    ("agreement", paths.agreement("{aftale}"), "En aftale med sine kilder, initiativer og oplysninger."),
    (
        "initiative",
        paths.initiative("{initiativ}"),
        "Et initiativ gennem alle aftalerne: oplysninger, belæg, statusser og forskelle.",
    ),
    (
        "comparison",
        paths.comparison("{ældre}", "{nyere}"),
        "To aftaler: regnskabet, hvert initiativs status, grunde og hvad der er søgt efter.",
    ),
)


def about_data(edition: Edition) -> dict[str, Any]:
    """The values of the template."""
    made = exports(edition)

    def dataset(url: Callable[[str], str]) -> dict[str, Any]:
        return schema_org(edition, edition.site.link if edition.site.url else url)

    return {
        "tables": made.tables,
        "titles_of_tables": {table.name: table.title for table in made.tables},
        "files": made.files,
        "paths": paths,
        "reuse": reuse,
        "attribution": reuse.attribution(edition),
        "version_words": reuse.version_words(edition),
        "kinds_of_documents": _DOCUMENTS,
        "dataset": dataset,
    }
