"""The search's data in small files, when there is too much of it for one: a search fetches only what it needs.

`words` has the words by the runs of three letters in them, `found` the entries that have each word, `shown`
what is shown of an entry. assets/search/shards.js reads them; the words are cut as in assets/search/index.js
and the file of the language beside it.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NotRequired, TypedDict

from generator.folding import fold
from generator.publishing.site_file import SiteAsset
from generator.wording.lexicon import small_words
from generator.wording.translator import Translator


class ShardEntry(TypedDict):
    """An entry as the scripts read it, by short keys: address, kind, title, names, two kinds of lines, hidden words."""

    u: str
    k: str
    t: str
    n: NotRequired[list[str]]
    l: NotRequired[list[tuple[str, ...]]]  # noqa: E741 - the name of a key
    q: NotRequired[list[tuple[str, ...]]]
    h: NotRequired[str]


FOLDER = "assets/search"
# Up to here one file is fetched sooner than several; the five real agreements make half of it.
WHOLE_UP_TO = 160_000
_FILE = 4_500  # characters of a file of words or of what has them, about; compressed a third
_MOST_ENTRIES = 1_000  # entries that one word leads to: those in which it says most
_COMMON = 60  # from so many words on, a run of letters is a poor way to a word

# As in index.js, danish.js and english.js; tests/test_search_index.py holds them against each other.
_SIGN = "[^\\W_²³¹¼-¾⁰-₉⅐-⅟①-⓿❶-➓]"  # a letter or a digit; Python takes these for letters
_FRACTIONS = {"½": ",5", "¼": ",25", "¾": ",75"}
_TOKEN = re.compile(rf"(?:[0-9]+(?:[.,][0-9]+)*[½¼¾]?|[½¼¾])(?!{_SIGN})|{_SIGN}+")
_WEIGHTS = {"t": 10, "n": 8, "l": 3, "q": 1, "h": 1}
_THOUSANDS, _THOUSANDS_IN_ENGLISH = (re.compile(rf"{sign}(?=[0-9]{{3}}(?![0-9]))") for sign in (r"\.", "[.,]"))


def folder(t: Translator) -> str:
    """Where the search in one language has its data; the scripts above it are the same for all."""
    return f"{FOLDER}/{t.language.prefix}".rstrip("/")


@dataclass(frozen=True)
class ShardToken:
    raw: str
    key: str
    is_number: bool
    is_glued: bool


@dataclass
class _Word:
    raw: str
    is_joined: bool
    is_number: bool
    weights: dict[int, float] = field(default_factory=dict)


def in_shards(t: Translator, words_to_know: Mapping[str, object], entries: Sequence[ShardEntry]) -> Iterator[SiteAsset]:
    """The small files, and index.json that says what is in which."""
    # Entries of a kind in one file of what is shown; of the others one, as they are long.
    in_one = {t("Sammenligning"): 40}
    ordered = sorted(entries, key=lambda entry: (entry["k"], entry["u"]))
    words = _words(t, ordered)
    grams: dict[str, list[object]] = {}
    for key, word in sorted(words.items()):
        is_plain = not word.is_joined and (word.is_number or key_of(word.raw) == key)
        spelling = word.raw if is_plain else [word.raw, key, int(word.is_joined)]
        for gram in _grams(key, word) if not key.startswith("=") else ():
            grams.setdefault(gram, []).append(spelling)
    by_word = {key: _packed(word.weights) for key, word in words.items()}
    word_files, entry_files = [*_files(grams)], [*_files(by_word)]
    kinds = [(n, entry["k"]) for n, entry in enumerate(ordered) if not n or ordered[n - 1]["k"] != entry["k"]]
    ends = [first for first, _ in kinds[1:]] + [len(ordered)]
    files = {
        **{f"words/{n}.json": _json(file) for n, file in enumerate(word_files)},
        **{f"found/{n}.json": _json(file) for n, file in enumerate(entry_files)},
        **{
            f"shown/{n}.json": _json(ordered[n : min(n + in_one.get(kind, 1), end)])
            for (first, kind), end in zip(kinds, ends, strict=True)
            for n in range(first, end, in_one.get(kind, 1))
        },
    }
    # In a folder of their own for each content: what a browser has from before is never mixed with what is
    # new.
    digest = hashlib.sha256(b"".join(name.encode() + data for name, data in sorted(files.items()))).hexdigest()[:10]
    shards = {
        "folder": digest,
        "count": len(ordered),
        "kinds": [(first, kind, in_one.get(kind, 1)) for first, kind in kinds],
        "words": [next(iter(file)) for file in word_files],
        "common": sorted(gram for gram, held in grams.items() if len(held) > _COMMON),
        "found": [next(iter(file)) for file in entry_files],
    }
    yield SiteAsset(f"{folder(t)}/index.json", _json({**words_to_know, "shards": shards}) + b"\n")
    for name, data in files.items():
        yield SiteAsset(f"{folder(t)}/{digest}/{name}", data)


def tokens(t: Translator, text: str) -> Iterator[ShardToken]:
    """The folded words of a text; two that are written together with a hyphen or a dot are glued."""
    text = fold(text)
    end, before = 0, None
    for match in _TOKEN.finditer(text):
        raw = match[0]
        is_number = (raw[0].isdigit() or raw in _FRACTIONS) and not any(c.isalpha() for c in raw)
        is_glued = bool(before and not before.is_number and not is_number and text[end : match.start()] in {"-", "."})
        before = ShardToken(raw, _number(t, raw) if is_number else key_of(raw), is_number, is_glued)
        end = match.end()
        yield before


@lru_cache(maxsize=2**14)  # a text has most of its words from other texts
def key_of(word: str) -> str:
    """The letters that count: æ, ae and a are one, and so are ø, oe, o and å, aa, a."""
    plain = unicodedata.normalize("NFD", word.lower().replace("æ", "a").replace("ø", "o"))
    plain = "".join(c for c in plain if not unicodedata.category(c).startswith("M"))
    return re.sub("ae|aa", "a", plain).replace("oe", "o")


def _number(t: Translator, text: str) -> str:
    if text[-1] in _FRACTIONS:
        text = f"{text[:-1] or '0'}{_FRACTIONS[text[-1]]}"  # »1½« is 1,5
    return (_THOUSANDS_IN_ENGLISH if t.is_english else _THOUSANDS).sub("", text).replace(".", ",", 1)


def _words(t: Translator, entries: Iterable[ShardEntry]) -> dict[str, _Word]:
    """Every word, with the entries that have it and what it counts there; and each whole name, after a »=«."""
    words: dict[str, _Word] = {}
    small = {key_of(word) for word in small_words(t)}

    def add(token: ShardToken, entry: int, weight: float, *, is_joined: bool = False) -> None:
        word = words.setdefault(token.key, _Word(token.raw, is_joined, token.is_number))
        word.is_joined = word.is_joined and is_joined
        word.weights[entry] = max(word.weights.get(entry, 0), weight)

    for n, entry in enumerate(entries):
        for kind, text in _texts(entry):
            in_text = [*tokens(t, text)]
            is_name = _WEIGHTS[kind] >= _WEIGHTS["n"]
            many = math.sqrt(sum(token.key not in small for token in in_text) or 1) if is_name else 1
            weight = _WEIGHTS[kind] / many
            if is_name:
                add(ShardToken("", "=" + " ".join(token.key for token in in_text), False, False), n, 1, is_joined=True)
            for token in in_text:
                add(token, n, weight)
            for token, following in pairwise(in_text):
                if token.is_number or following.is_number:
                    continue
                if following.is_glued or (is_name and not {token.key, following.key} & small):
                    both = ShardToken(token.raw + following.raw, token.key + following.key, False, False)
                    add(both, n, weight, is_joined=not following.is_glued)
    return words


def _texts(entry: ShardEntry) -> Iterator[tuple[str, str]]:
    yield "t", entry["t"]
    yield from (("n", name) for name in entry.get("n", ()))
    yield from (("l", line[1]) for line in entry.get("l", ()))
    yield from (("q", line[1]) for line in entry.get("q", ()))
    if "h" in entry:
        yield "h", entry["h"]


def _grams(key: str, word: _Word) -> Iterable[str]:
    """Where a word is looked for: see `grams` in shards.js."""
    if word.is_number:
        return (f"#{key.partition(',')[0]}",)
    if word.is_joined:
        return (f"+{key[:4]}",)
    padded = f"^{key}$"
    return dict.fromkeys(padded[n : n + 3] for n in range(len(padded) - 2))


def _packed(weights: Mapping[int, float]) -> list[object]:
    """Each weight with the entries that the word has it in, as steps from one to the next."""
    best = sorted(weights, key=lambda n: (-weights[n], n))[:_MOST_ENTRIES]
    by_weight: dict[float, list[int]] = {}
    for n in sorted(best):
        by_weight.setdefault(round(weights[n], 3), []).append(n)
    return [[weight, *(b - a for a, b in pairwise([0, *held]))] for weight, held in sorted(by_weight.items())]


def _files(held: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """What is held under each key, in files of about the same size, in the order of the keys."""
    file: dict[str, object] = {}
    size = 0
    for key, value in sorted(held.items()):
        length = len(_json(value))
        if file and size + length > _FILE:
            yield file
            file, size = {}, 0
        file[key] = value
        size += length
    if file:
        yield file


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
