"""Makes `_verified.yaml`: which phrases stand in the source texts, what leads a browser to them, and what was absent.

Chromium 156 and Firefox 153 both ignore case, marks on letters (»å« is »a«), invisible characters and what is bold,
find words in the middle of »3-4« and of a word with a soft hyphen, and find nothing across a line break. Firefox takes
one dash for another and »5 mio.« for a part of »41,5 mio.«; Chromium takes »ae« for »æ«, and a ligature for its
letters. So they are given the words as the page has them, and whatever either might find before is ruled out by what
has to stand beside the words. `tests/test_evidence.py` asks both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from generator.comparing.findings import searches
from generator.evidence.blocks import LINE_BREAK
from generator.evidence.quotations import stretches
from generator.evidence.source_text import SourceText, Texts
from generator.evidence.text_fragment import Target, directives
from generator.folding import INVISIBLE, Span, fold_case
from generator.model.archive import Archive
from generator.model.beside import Fragment, Verified, VerifiedText, quotation_digest
from generator.model.fields import quotations
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


def verified_in(archive: Archive, texts: Texts) -> Verified:
    """Every phrase of the archive that stands in the text it names; *texts* are by SHA-256, and absences hold."""
    digests: dict[str, set[str]] = {}
    fragments: dict[str, dict[str, str]] = {}
    for agreement in archive.agreements:
        hashes = {source.id: source.sha256 for source in agreement.sources}
        for _, source_id, phrases, _ in quotations(agreement):
            sha256 = hashes[source_id]
            of_text = digests.setdefault(sha256, set())
            if text := texts.get(sha256):
                of_text |= {quotation_digest(phrase) for phrase in phrases if text.holds(phrase)}
                pieces = next(stretches(text, phrases), None)
                needed = targets(text, pieces, phrases) if pieces else None
                if needed is not None:
                    fragments.setdefault(sha256, {})[quotation_digest(*phrases)] = directives(needed)
    searched = searches(archive)
    return Verified(
        texts=tuple(
            VerifiedText(
                sha256=sha256,
                searched=searched.get(sha256) if sha256 in texts else None,
                phrases=tuple(sorted(phrases)),
                fragments=tuple(
                    Fragment(quotation=quotation, fragment=fragment)
                    for quotation, fragment in sorted(fragments.get(sha256, {}).items())
                ),
            )
            for sha256, phrases in sorted(digests.items())
        )
    )


def differences(recorded: Verified, archive: Archive, texts: Texts, file: str) -> Iterator[Problem]:
    """Where *file* says something else than what is found in *texts*; of a text that is not there nothing is known."""
    elsewhere = {source.sha256 for agreement in archive.agreements for source in agreement.sources} - texts.keys()
    written: dict[str, list[VerifiedText]] = {}
    for text in recorded.texts:
        written.setdefault(text.sha256, []).append(text)
    expected = {text.sha256: text for text in verified_in(archive, texts).texts}
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


def targets(text: SourceText, pieces: Sequence[Span], phrases: Sequence[str]) -> tuple[Target, ...] | None:
    """What leads a browser to *pieces*: empty where nothing does, None where *phrases*, which quote them, do."""
    page = _Page(text)
    searches = [search for piece in pieces if (search := page.target(piece))]
    if len(searches) < len(pieces):
        return ()
    return None if searches == [Target(" ".join(p.split())) for p in phrases] else tuple(searches)


_MAX_CONTEXT = 4  # words on either side; more would copy the page, not point at it
_UNSEEN = re.compile(f"[\u00ad{INVISIBLE}]")
_LONE_NO_BREAK_SPACE = re.compile(r"(?<![ \u00a0])\u00a0(?![ \u00a0])")  # both find a space for it
_WORD = re.compile(r"\S*\w\S*")


class _Page:
    """A text as a browser searches it: line by line, of which a block without line breaks is one."""

    def __init__(self, text: SourceText) -> None:
        self._text = text
        blocks = [block.split(LINE_BREAK) for block in text.written]
        self._lines = [line for block in blocks for line in block]
        self._first_lines = [0, *accumulate(map(len, blocks))]  # of each block

    def target(self, piece: Span) -> Target | None:
        """What a browser is asked for, so that it finds *piece* of the text first; None where nothing leads there."""
        block, begin, stop = self._text.written_span(*piece)
        written = self._text.written[block]
        ahead, lines = written[:begin].split(LINE_BREAK), written[begin:stop].split(LINE_BREAK)
        first = self._first_lines[block] + len(ahead) - 1
        start, end = len(ahead[-1]), (0 if len(lines) > 1 else len(ahead[-1])) + len(lines[-1])
        words, until = _clean(lines[0]), _clean(lines[-1]) if len(lines) > 1 else ""
        earlier = [
            (_generous(self._before(number, begin)), _generous(self._after(number, stop)))
            for number in range(first + 1)
            for begin, stop in _finds(self._lines[number], words)
            if (number, begin) < (first, start)
        ]
        for before, after in _contexts(self._before(first, start), self._after(first + len(lines) - 1, end), until):
            wanted = _generous(before), _generous(after)[::-1]
            if not any(_ends_with(one, wanted[0]) and _ends_with(two[::-1], wanted[1]) for one, two in earlier):
                return Target(words, until, _clean(before), _clean(after))
        return None

    def _before(self, number: int, begin: int) -> str:
        """The rest of the line, or where nothing is left of it the line before."""
        rest = self._lines[number][:begin].rstrip()
        return rest if rest or not number else self._lines[number - 1].rstrip()

    def _after(self, number: int, stop: int) -> str:
        rest = self._lines[number][stop:].lstrip()
        return rest if rest or number + 1 == len(self._lines) else self._lines[number + 1].lstrip()


def _contexts(before: str, after: str, until: str) -> Iterator[tuple[str, str]]:
    """What may be asked to stand before and after the words, the least first."""
    starts = [match.start() for match in _WORD.finditer(before)][::-1]
    ends = [match.end() for match in _WORD.finditer(after)] if not until else []
    yield "", ""
    for count in range(_MAX_CONTEXT):
        ahead = before[starts[count] :] if count < len(starts) else ""
        behind = after[: ends[count]] if count < len(ends) else ""
        yield from ((ahead, ""), ("", behind), (ahead, behind))


def _ends_with(text: str, words: str) -> bool:
    """Whether *words* are whole words at the end of *text*."""
    return text.endswith(words) and not (words and text[: -len(words)][-1:].isalnum() and words[0].isalnum())


def _finds(line: str, words: str) -> Iterator[Span]:
    """Where either browser might find *words*: in the middle of a word too, which may have had a soft hyphen."""
    text, places = _compared(line)
    wanted = _generous(words)
    start = text.find(wanted) if wanted else -1
    while start >= 0:
        yield places[start], places[start + len(wanted) - 1] + 1
        start = text.find(wanted, start + 1)


@lru_cache(maxsize=2**10)
def _compared(line: str) -> tuple[str, tuple[int, ...]]:
    """The line as the browsers compare it, and where each character of that is written."""
    characters = [(compared, at) for at, character in enumerate(line) for compared in _generous(character)]
    return "".join(compared for compared, _ in characters), tuple(at for _, at in characters)


def _generous(text: str) -> str:
    """What is the same to either of the browsers is the same here."""
    return "".join(map(_generous_character, text))


@lru_cache(maxsize=2**12)
def _generous_character(character: str) -> str:
    """Letters without marks and case, one space and one dash for all, and nothing for what is not seen."""
    plain = "ae" if character in "æÆ" else "o" if character in "øØ" else fold_case(character)
    if character.isspace():
        return " "
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def _clean(words: str) -> str:
    return _LONE_NO_BREAK_SPACE.sub(" ", unicodedata.normalize("NFC", _UNSEEN.sub("", words))).strip()
