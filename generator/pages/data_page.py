"""What the page about data shows, made from the exports themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.exports import Exports, paths, reuse
from generator.exports.catalogue import schema_org
from generator.wording.catalogue import Wording

# What each sort of document holds, and what stands for the ids in its address.
_DOCUMENTS = Wording(
    {
        "index": ("Listen over alt, hvad der er.",),
        "agreement": ("En aftale med sine kilder, initiativer og oplysninger.", "{aftale}"),
        "initiative": (
            "Et initiativ gennem aftalerne: oplysninger, citater, statusser og forskelle.",
            "{initiativ}",
        ),
        "comparison": (
            "To aftaler: optællingen, hvert initiativs status, grunde og hvad der er søgt efter.",
            "{ældre}",
            "{nyere}",
        ),
    }
)
_ADDRESSES: Mapping[str, Callable[..., str]] = {
    "agreement": paths.agreement,
    "initiative": paths.initiative,
    "comparison": paths.comparison,
}


def _documents() -> Iterator[tuple[str, str, str]]:
    """Each sort of document: its schema, its address, and what it holds."""
    for kind, (what, *ids) in _DOCUMENTS.items():
        yield kind, _ADDRESSES[kind](*ids) if ids else paths.INDEX, what


def about_data(data: Exports) -> dict[str, Any]:
    """The values of the template."""
    edition = data.edition

    def dataset(url: Callable[[str], str]) -> dict[str, Any]:
        return schema_org(edition, edition.site.link if edition.site.url else url)

    return {
        "tables": data.tables,
        "titles_of_tables": {table.name: table.title for table in data.tables},
        "files": data.files,
        "paths": paths,
        "reuse": reuse.sayings(),
        "attribution": reuse.attribution(edition),
        "version_words": reuse.version_words(edition),
        "kinds_of_documents": tuple(_documents()),
        "dataset": dataset,
    }
