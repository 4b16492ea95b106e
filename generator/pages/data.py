"""What the page about data shows, made from the exports themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.exports import Exports, paths, reuse
from generator.exports.catalogue import schema_org
from generator.exports.table import Table
from generator.exports.table_files import FORMATS, Format
from generator.model.beside import Release
from generator.publishing.edition import Site
from generator.publishing.site_file import SiteAsset
from generator.wording.translator import Labels, Translator

# What each sort of document holds, and what stands for the ids in its address.
_DOCUMENTS = Labels(
    {
        "index": ("Listen over alt, hvad der er.",),
        "agreement": ("En aftale med sine kilder, initiativer og oplysninger.", "{aftale}"),
        "initiative": ("Et initiativ gennem aftalerne: oplysninger, citater, statusser og forskelle.", "{initiativ}"),
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


def _documents(t: Translator) -> Iterator[tuple[str, str, str]]:
    """Each sort of document: its schema, its address, and what it holds."""
    for kind, (content, *ids) in t.labels(_DOCUMENTS).items():
        yield kind, _ADDRESSES[kind](*ids) if ids else paths.INDEX, content


@dataclass(frozen=True)
class DataPage:
    """`dataset` describes the data to search engines, and needs to know what addresses begin with."""

    tables: tuple[Table, ...]
    titles: Mapping[str, str]
    formats: tuple[Format, ...]
    files: Mapping[str, SiteAsset]
    reuse: Mapping[str, object]
    attribution: str
    version_words: str
    documents: tuple[tuple[str, str, str], ...]
    releases: tuple[Release, ...]
    site: Site
    dataset: Callable[[Callable[[str], str]], dict[str, object]]

    @classmethod
    def build(cls, t: Translator, data: Exports) -> DataPage:
        edition = data.edition

        def dataset(url: Callable[[str], str]) -> dict[str, object]:
            return schema_org(t, edition, edition.site.link if edition.site.url else url)

        return cls(
            data.tables,
            {table.name: t(table.title) for table in data.tables},
            FORMATS,
            data.files,
            reuse.sayings(t),
            reuse.attribution(t, edition),
            reuse.version_words(t, edition),
            tuple(_documents(t)),
            edition.versions.releases,
            edition.site,
            dataset,
        )
