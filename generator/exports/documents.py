"""The JSON API: rows of the tables as they are, and put together for one agreement, initiative or comparison.

What is not known is left out, so a key that is there has a value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from generator.comparing.comparison import Chapter, Comparison, Finding, InitiativeHistory
from generator.comparing.facets import Facet
from generator.exports import paths
from generator.exports.formats import FORMATS
from generator.exports.reuse import about, licence_data, version_data
from generator.exports.table import Bilingual, Plain, Row, Table, bilingual, in_english, json_bytes, plain
from generator.model.agreement import Departure, Hit
from generator.model.fields import HitElsewhere, Text
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteAsset
from generator.wording.fact_words import facet_words
from generator.wording.labels import OUTCOMES
from generator.wording.report import FindingData, comparison_data
from generator.wording.sentences import finding_names
from generator.wording.translator import DANISH_T, ENGLISH_T


def document_assets(edition: Edition, tables: Sequence[Table]) -> Iterator[SiteAsset]:
    """Every document: links to itself, to the page that says the same to people and to its schema come first."""
    by_name, link = {table.name: table for table in tables}, edition.site.link

    def document(kind: str, path: str, address: str, body: Callable[[], Plain]) -> SiteAsset:
        links = {"self": link(path), "url": link(address), "schema": link(paths.schema(kind))}
        head = {**links, "version": version_data(edition), "licence": licence_data(edition)}
        return SiteAsset(path, lambda: json_bytes({**head, **body()}))

    yield document("index", paths.INDEX, "data/", partial(_index, edition, tables))
    yield document("versions", paths.VERSIONS, "data/#versioner", partial(_versions, edition))
    for table in tables:
        yield document(table.name, paths.flat(table.name), f"data/#{table.name}", partial(_flat, table))
    for each in edition.archive.agreements:
        at = paths.agreement(each.id)
        yield document("agreement", at, addresses.agreement(each.id), partial(_agreement, by_name, each.id))
    for life in edition.analysis.histories.values():
        at = paths.initiative(life.id)
        yield document("initiative", at, addresses.initiative(life.id), partial(_initiative, by_name, life))
    for comparison in edition.analysis.comparisons:
        pair = comparison.old.id, comparison.new.id
        body = partial(_comparison, edition, by_name, comparison)
        yield document("comparison", paths.comparison(*pair), addresses.comparison(*pair), body)


def _flat(table: Table) -> Plain:
    return {table.name: [plain(row) for row in table.rows]}


def _versions(edition: Edition) -> Plain:
    """Every published version, oldest first. `address` is from the root of the site, wherever the site is."""
    link = edition.site.link
    return {
        "latest": edition.versions.latest.version if edition.versions.latest else None,
        "versions": [
            {
                "version": release.version,
                "date": str(release.date),
                "commit": release.commit,
                **_language_keys("note", release.note),
                "url": link(f"fast/{release.version}/"),
            }
            for release in edition.versions.releases
        ],
    }


def _language_keys(key: str, words: Text | Bilingual | None) -> Plain:
    """Words under *key* and their English beside them; nothing where there are none."""
    if words is None or words.da is None:
        return {}
    return {key: words.da, **({f"{key}_en": words.en} if words.en is not None else {})}


def _index(edition: Edition, tables: Sequence[Table]) -> Plain:
    link = edition.site.link
    return {
        "name": edition.site.name,
        **{
            key: [{"heading": heading, "text": text} for heading, text in about(t, edition)]
            for key, t in (("about", DANISH_T), ("about_en", ENGLISH_T))
        },
        "tables": [
            {
                "name": table.name,
                "title": table.title,
                "title_en": ENGLISH_T(table.title),
                "description": table.description,
                "description_en": ENGLISH_T(table.description),
                "rows": len(table.rows),
                "json": link(paths.flat(table.name)),
                **{each.key: link(each.path(table.name)) for each in reversed(FORMATS)},
            }
            for table in tables
        ],
        "downloads": {key: link(path) for key, path in paths.WHOLE.items()},
    }


def _agreement(tables: Mapping[str, Table], agreement_id: str) -> Plain:
    presences = tables["presences"].where("agreement", agreement_id)
    return {
        "agreement": plain(tables["agreements"].by_id[agreement_id]),
        "sources": _rows(tables["sources"], "agreement", agreement_id),
        "presences": [_with_facts(tables, row) for row in presences],
    }


def _initiative(tables: Mapping[str, Table], life: InitiativeHistory) -> Plain:
    chapters = [_chapter(tables, life.id, chapter) for chapter in life.chapters]
    agreements = {chapter.agreement.id for chapter in life.chapters}
    return {
        "initiative": plain(tables["initiatives"].by_id[life.id]),
        "life": chapters,
        "outcomes": _rows(tables["outcomes"], "initiative", life.id),
        "differences": _rows(tables["differences"], "initiative", life.id),
        "sources": [plain(row) for row in tables["sources"].rows if row["agreement"] in agreements],
    }


def _chapter(tables: Mapping[str, Table], initiative_id: str, chapter: Chapter) -> Plain:
    agreement = chapter.agreement
    entry: Plain = {"agreement": agreement.id}
    if chapter.initiative:
        entry["presence"] = _with_facts(tables, tables["presences"].by_id[f"{agreement.id}/{initiative_id}"])
    if chapter.finding:
        outcome_id = f"{agreement.follows}/{agreement.id}/{initiative_id}"
        entry["outcome"] = plain(tables["outcomes"].by_id[outcome_id])
    if chapter.departure:
        entry["left"] = _departure(agreement.id, chapter.departure)
    if chapter.silence:
        hits = [_hit(hit) for hit in chapter.silence.hits]
        entry["searched"] = {"terms": list(chapter.silence.terms), "hits": hits}
    if chapter.unread:
        entry["unread"] = [unread.id for unread in chapter.unread]
    return entry


def _departure(agreement_id: str, departure: Departure) -> Plain:
    return plain(
        {
            "outcome": departure.outcome,
            "certainty": departure.certainty,
            **_language_keys("note", departure.note),
            "source": f"{agreement_id}/{departure.source}" if departure.source else None,
            "phrase": departure.phrase or (),
            "gloss": departure.gloss,
            **_language_keys("left_out", departure.left_out),
        }
    )


def _hit(hit: Hit | HitElsewhere) -> Plain:
    return plain({"phrase": hit.phrase, "gloss": hit.gloss, **_language_keys("why", hit.why)})


def _comparison(edition: Edition, tables: Mapping[str, Table], comparison: Comparison) -> Plain:
    old, new = comparison.old.id, comparison.new.id
    data = comparison_data(comparison)
    findings = [
        {
            **danish,
            **_finding(comparison, finding, danish),
            "url": edition.site.link(addresses.finding(old, new, finding.id)),
        }
        for finding, danish in zip(comparison.findings, data["findings"], strict=True)
    ]
    row = plain(tables["comparisons"].by_id[f"{old}/{new}"])
    ledger = {key: value for key, value in data.items() if key in {"via", "unread", "ledger"}}
    return {"comparison": row, **ledger, "findings": findings}


def _finding(comparison: Comparison, finding: Finding, danish: FindingData) -> Plain:
    """What a finding says in English beside its *danish* data."""
    parties = comparison.archive.register.party_titles
    return {
        **_language_keys("title", bilingual(lambda t: finding_names(t, comparison, finding))),
        **_language_keys("label", bilingual(lambda t: t.label(OUTCOMES, finding.outcome).of(heir=finding.is_of_heir))),
        "facets": [
            _facet(facet, parties, beside) for facet, beside in zip(finding.facets, danish["facets"], strict=True)
        ],
        "searched": [
            {**beside, "hits": [_hit(hit) for hit in silence.hits]}
            for silence, beside in zip(finding.searched, danish["searched"], strict=True)
        ],
    }


def _facet(facet: Facet, parties: Mapping[str, Text], danish: Mapping[str, str | None]) -> Plain:
    english = in_english(partial(facet_words, facet=facet, parties=parties)) or ()
    sides = zip(("label", "before", "after"), english, strict=False)
    return {**danish, **{f"{key}_en": words for key, words in sides if danish.get(key) and words}}


def _with_facts(tables: Mapping[str, Table], presence: Row) -> Plain:
    return {**plain(presence), "facts": _rows(tables["facts"], "presence", str(presence["id"]))}


def _rows(table: Table, column: str, cell: str) -> list[Plain]:
    return [plain(row) for row in table.where(column, cell)]
