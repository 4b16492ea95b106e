"""Makes `_verified.yaml`: which phrases stand in the source texts, and what those were searched for in vain."""

from __future__ import annotations

from collections.abc import Iterator

from generator.evidence.browser_search import targets
from generator.evidence.quotations import stretches
from generator.evidence.searched import searches
from generator.evidence.source_text import Texts
from generator.evidence.text_fragment import directives
from generator.model.archive import Archive
from generator.model.beside import Fragment, Verified, VerifiedText, quotation_digest, quotations
from generator.model.place import Place, Problem

_HEAD = """\
# Written by `aftalespor verify --sources FOLDER --record`; not by hand.
# For each text, by its SHA-256: the beginning of the SHA-256 of all that it was searched for and does not have, and of
# each phrase that was found in it. Under fragments are the quotations that a browser does not find, or finds elsewhere,
# by their phrases alone, and what leads it to them.
"""
_DIFFERS = (
    "of the text {} this says something else than what is found there. "
    "Write it with aftalespor verify --sources FOLDER --record, when all else holds."
)


def found_in(archive: Archive, texts: Texts) -> Verified:
    """Every phrase of the archive that stands in the text it names; *texts* are by SHA-256, and absences hold."""
    digests: dict[str, set[str]] = {}
    fragments: dict[str, dict[str, str]] = {}
    for agreement in archive.agreements:
        hashes = {source.id: source.sha256 for source in agreement.sources}
        for _, source_id, phrases, _ in quotations(agreement):
            sha256 = hashes[source_id]
            text = texts.get(sha256)
            standing = {quotation_digest(phrase) for phrase in phrases if text and text.holds(phrase)}
            digests.setdefault(sha256, set()).update(standing)
            pieces = next(stretches(text, phrases), None) if text else None
            needed = targets(text, pieces, phrases) if text and pieces else None
            if needed is not None:
                fragments.setdefault(sha256, {})[quotation_digest(*phrases)] = directives(needed)
    searched = {sha256: each for sha256, each in searches(archive).items() if sha256 in texts}
    return Verified(
        texts=tuple(
            VerifiedText(
                sha256=key,
                searched=searched.get(key),
                phrases=tuple(sorted(digests[key])),
                fragments=tuple(
                    Fragment(quotation=quotation, fragment=fragment)
                    for quotation, fragment in sorted(fragments.get(key, {}).items())
                ),
            )
            for key in sorted(digests)
        )
    )


def differences(recorded: Verified, archive: Archive, texts: Texts, file: str) -> Iterator[Problem]:
    """Where *file* says something else than what is found in *texts*; of a text that is not there nothing is known."""
    elsewhere = {source.sha256 for agreement in archive.agreements for source in agreement.sources} - texts.keys()
    written: dict[str, list[VerifiedText]] = {}
    for text in recorded.texts:
        written.setdefault(text.sha256, []).append(text)
    expected = {text.sha256: text for text in found_in(archive, texts).texts}
    for sha256 in sorted({*written, *expected} - elsewhere):
        entries, wanted = written.get(sha256, []), [expected[sha256]] if sha256 in expected else []
        if [each.model_dump() for each in entries] != [each.model_dump() for each in wanted]:  # wherever they stand
            place = entries[0].place if entries else Place(file)
            yield Problem.at(place, "record-is-what-was-found", _DIFFERS.format(sha256[:12]))


def as_yaml(verified: Verified) -> str:
    """The file as it is committed. Quoted throughout, or YAML would read some digests as numbers."""
    lines = ["texts:"] if verified.texts else ["texts: []"]
    for text in verified.texts:
        lines.append(f'  - sha256: "{text.sha256}"')
        lines += [f'    searched: "{text.searched}"'] if text.searched else []
        lines.append("    phrases:" if text.phrases else "    phrases: []")
        lines += [f'      - "{phrase}"' for phrase in text.phrases]
        lines += ["    fragments:"] if text.fragments else []
        for each in text.fragments:
            lines += [f'      - quotation: "{each.quotation}"', f'        fragment: "{each.fragment}"']
    return _HEAD + "\n".join(lines) + "\n"
