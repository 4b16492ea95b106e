"""Is what we call absent absent? Searches the source texts for what the snapshots say they do not mention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.checks.fault import Fault
from generator.evidence.source_text import covered_spans, is_inside
from generator.evidence.texts import Texts, by_source
from generator.model.agreement import Hit
from generator.model.archive import Archive
from generator.model.lineage import dormant
from generator.model.place import Place


def silence_is_silent(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure the terms of a not-mentioned initiative are nowhere in the newer text but in its explained hits."""
    agreement = archive.agreements[position]
    for place, terms, hits in _searches(archive, position):
        for source_id, text in by_source(agreement, texts).items():
            explained = covered_spans(text, [hit.phrase for hit in hits])
            for term in terms:
                for span in text.spans(term):
                    if not is_inside(span, explained):
                        where = f"»{term}« stands in {source_id!r}: »{text.around(*span)}«."
                        yield place, f"{where} Explain it under hits, or record the initiative."


def explained_hits_are_needed(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure each explained hit stands in the text and holds a term, so that no explanation outlives its cause."""
    agreement = archive.agreements[position]
    here = by_source(agreement, texts).values()
    for _, terms, hits in _searches(archive, position):
        for hit in hits:
            if here and not any(text.holds(hit.phrase) for text in here):
                yield (
                    hit.place.at("phrase"),
                    f"»{hit.phrase}« does not stand in the text. Remove the hit or mend it.",
                )
            elif not any(term.lower() in hit.phrase.lower() for term in terms):
                yield hit.place.at("phrase"), f"»{hit.phrase}« holds none of the terms. Remove the hit."


def _searches(archive: Archive, position: int) -> Iterator[tuple[Place, Sequence[str], Sequence[Hit]]]:
    agreement = archive.agreements[position]
    for departure in agreement.not_continued:
        if departure.search:
            yield departure.search.place.at("terms"), departure.search.terms, departure.search.hits
    asleep = dormant(archive, position)
    for silent in agreement.still_not_mentioned:
        yield silent.place.at("id"), asleep[silent.id].terms, silent.hits
