"""What each text is said not to have, as one digest: it changes with anything that is searched for or explained."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import chain

from generator.comparing.findings import novelties, one_sided_facts
from generator.model.archive import Archive


def searches(archive: Archive) -> Mapping[str, str]:
    """For each text, by SHA-256, the digest of all that it is searched for."""
    by_text: dict[str, list[str]] = {}
    positions = range(len(archive.agreements))
    for position, search in chain.from_iterable(_searches(archive, position) for position in positions):
        for source in archive.agreements[position].sources:
            by_text.setdefault(source.sha256, []).append(json.dumps(search, ensure_ascii=False))
    return {
        sha256: hashlib.sha256("\n".join(sorted(of_text)).encode("utf-8")).hexdigest()[:16]
        for sha256, of_text in by_text.items()
    }


def _searches(archive: Archive, position: int) -> Iterator[tuple[int, list[str]]]:
    """What the claims of one agreement are searched for, each with the position of the agreement whose text it is."""
    for absence in chain(novelties(archive, position), one_sided_facts(archive, position)):
        terms = *absence.query.terms, *absence.terms
        yield absence.position, [absence.stated.id, *terms, *(hit.phrase for hit in absence.hits)]
    agreement = archive.agreements[position]
    for departure in agreement.not_continued:
        if departure.search:
            hits = (hit.phrase for hit in departure.search.hits)
            yield position, [departure.id, *departure.search.terms, *hits]
    asleep = archive.asleep[position]
    for silent in agreement.still_not_mentioned:
        yield position, [silent.id, *asleep[silent.id].terms, *(hit.phrase for hit in silent.hits)]
