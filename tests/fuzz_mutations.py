"""Changes of a snapshot that are likely to get past the parser: into the checks, the comparison and the pages.

Everything is chosen by a `random.Random` that the caller seeds, so the same seed gives the same input.
"""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from fuzz_target import HOMES, Input
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from generator.loading import VERIFIED

Where = tuple[Any, Any]  # a mapping or list, and the key or number in it
MAX_SIZE = 60_000

DATES = (
    "0000",
    "0001",
    "0001-01-01",
    "9999",
    "9999-12-31",
    "2020-02-30",
    "2021-vinter",
    "9999-efterår",
    "٢٠٢١",
)
AMOUNTS = (
    "0 kr.",
    "0,0 mio. kr.",
    "999.999.999.999.999 kr.",
    "0,00000000000001 kr.",
    "1 mia. kr.",
    "-1 kr.",
    "٣ kr.",
)
QUANTITIES = (
    "0 pct.",
    "100 pct.",
    "999.999.999.999.999 x",
    "0,1 %",
    "1 \t",
    "1 <b>",
    "5 år",
    "0 år",
    "0,0 dage",
)
NUMBERS = (0, -1, 1, 2**31, 10**17, 999_999_999_999_999_999, 1.5, -0.0, True)
IDS = (
    "0",
    "a" * 80,
    "index",
    "con",
    "nul",
    "null",
    "true",
    "a",
    "2021",
    "1e3",
    "0x1",
    "x-1",
    "indholdsfortegnelse",
)
URLS = (
    "http://[", "https://[::1", "https://a:99999999/", "http://%", "https://ø.dk/å?æ", "http://a\\b", "https://?", "http://a/#",
    "http://a/'\"", "https://user:pw@a/", "http://[fe80::1%25eth0]/", "https://a/%zz", "http://a:b/", "http://\u2100.dk/",
)  # fmt: skip
TEXTS = (
    "", " ", "?", ".", "...", "a", "æ" * 9_999, "ord " * 2_400, "<script>alert(1)</script>", "]]>", "{{ 7*7 }}{% raw %}",
    "\u00a0", "e\u0301", "😀", "\U0001f1e9\U0001f1f0", "מזג אוויר", "=1+1", "@x", "a\nb", "a\tb", "\u00ad", "-", "–", "%s %d {0}",
    "\\", "'", '"', "»«", "100 %", "&amp;", "1.", "og", "BEGIN:VEVENT", "\U0010fffd", "ß", "İ", "ﬁ", "Å", "A\u030a",
)  # fmt: skip
STRANGE: tuple[Any, ...] = (
    None, True, False, "", [], {}, [[]], [None], {"a": None}, {"da": "x"}, {"da": "x", "en": "y"}, {"en": "y"}, [{}], *NUMBERS,
)  # fmt: skip
TOKENS = (
    b"!!python/object/apply:os.system ", b"&a ", b"*a", b"<<: *a\n", b"!x ", b"--- ", b"...\n", b"%YAML 1.1\n", b"? ", b": ", b"- ",
    b"[", b"]", b"{", b"}", b"'", b'"', b"|\n", b">-\n", b"#", b" # x", b"\t", b"\r", b"\r\n", b"\n", b"\x00", b"\xff", b"\xc2\x85",
    b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"\\ud800", b"\\0", b"\\", b"~", b"null", b".inf", b"0x10", b"1e999", b"@", b"`", b"0o17",
    b"2021-01-01", b"=", b"9" * 400, b"[" * 40, b"- " * 40, b"  ", b"\xc3\xa5",
)  # fmt: skip


def mutated(given: Input, rng: random.Random) -> Input:
    """One to four changes of the values, or now and then of the bytes."""
    if rng.random() < 0.15:
        return Input(given.home, given.name, _bytes_mutated(given.data, rng))
    tree = _tree(given.data)
    if tree is None:
        return Input(given.home, given.name, _bytes_mutated(given.data, rng))
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4))):
        _change(tree, rng)
    data = _written(tree, rng)
    if rng.random() < 0.05:
        data = _bytes_mutated(data, rng)
    return Input(given.home, given.name, data[:MAX_SIZE])


@cache
def seeds() -> tuple[Input, ...]:
    """Every file of the homes but the one that a program writes and that nobody edits."""
    return tuple(
        Input(home, path.name, path.read_bytes())
        for home, folder in HOMES.items()
        for path in sorted(folder.glob("*.yaml"))
        if path.name != VERIFIED
    )


def _tree(data: bytes) -> Any:
    try:
        found = YAML(typ="safe", pure=True).load(data.decode("utf-8"))
        tree = json.loads(json.dumps(found, default=str))
    except (YAMLError, ValueError, TypeError, RecursionError, AssertionError):
        return None
    return tree if isinstance(tree, dict) and tree else None


def _written(tree: Any, rng: random.Random) -> bytes:
    """JSON is YAML too; the other form is that of people."""
    if rng.random() < 0.3:
        return json.dumps(tree, ensure_ascii=rng.random() < 0.3, indent=1, default=str).encode(
            "utf-8", "replace"
        )
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style, yaml.sort_base_mapping_type_on_output = False, False
    yaml.allow_unicode, yaml.width = True, rng.choice((40, 110, 100_000))
    out = io.BytesIO()
    try:
        yaml.dump(tree, out)
    except YAMLError:
        return json.dumps(tree, indent=1, default=str).encode()
    return out.getvalue()


def _change(tree: Any, rng: random.Random) -> None:
    places = list(_places(tree))
    if places:
        rng.choice(_CHANGES)(tree, places, rng)


def _places(value: Any) -> Iterator[Where]:
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])


def _delete(_: Any, places: list[Where], rng: random.Random) -> None:
    holder, key = rng.choice(places)
    del holder[key]


def _duplicate(_: Any, places: list[Where], rng: random.Random) -> None:
    items = [(holder, key) for holder, key in places if isinstance(holder, list)]
    if items:
        holder, key = rng.choice(items)
        copy = json.loads(json.dumps(holder[key], default=str))
        if isinstance(copy, dict) and "id" in copy and rng.random() < 0.7:
            copy["id"] = rng.choice((*IDS, f"{copy['id']}-2"))
        holder.insert(rng.randrange(len(holder) + 1), copy)


def _swap(_: Any, places: list[Where], rng: random.Random) -> None:
    (one, a), (other, b) = rng.choice(places), rng.choice(places)
    key = a if isinstance(a, str) else None
    alike = [(holder, k) for holder, k in places if k == key]
    if alike and rng.random() < 0.8:
        other, b = rng.choice(alike)
    try:
        one[a], other[b] = other[b], one[a]
        json.dumps(one, default=str)
    except (ValueError, RecursionError):  # one was inside the other
        one[a] = None


def _pooled(_: Any, places: list[Where], rng: random.Random) -> None:
    """Another value that some snapshot has under the same key."""
    holder, key = rng.choice([(holder, key) for holder, key in places if isinstance(key, str)] or places)
    if isinstance(key, str) and key in _pool():
        holder[key] = json.loads(rng.choice(_pool()[key]))


def _add(_: Any, places: list[Where], rng: random.Random) -> None:
    """A key that mappings with the same keys have elsewhere, with a value from there."""
    mappings = [holder for holder, _ in places if isinstance(holder, dict) and holder]
    if mappings:
        mapping = rng.choice(mappings)
        wanted = sorted(_companions().get(rng.choice(sorted(map(str, mapping))), set()) - mapping.keys())
        if wanted:
            key = rng.choice(wanted)
            mapping[key] = json.loads(rng.choice(_pool()[key]))


def _extreme(_: Any, places: list[Where], rng: random.Random) -> None:
    """A value of the right kind that nobody thought of."""
    leaves = [(h, k) for h, k in places if not isinstance(h[k], dict | list)]
    if leaves:
        holder, key = rng.choice(leaves)
        old = holder[key]
        text = str(old)
        if isinstance(old, int | float) and not isinstance(old, bool):
            holder[key] = rng.choice(NUMBERS)
        elif text.startswith("http"):
            holder[key] = rng.choice(URLS)
        elif text.endswith("kr."):
            holder[key] = rng.choice(AMOUNTS)
        elif text[:4].isdigit():
            holder[key] = rng.choice((*DATES, *IDS))
        elif text[:1].isdigit():
            holder[key] = rng.choice((*QUANTITIES, *AMOUNTS))
        elif " " not in text and rng.random() < 0.7:
            holder[key] = rng.choice(IDS)
        else:
            holder[key] = rng.choice(TEXTS)


def _text(_: Any, places: list[Where], rng: random.Random) -> None:
    texts = [(h, k) for h, k in places if isinstance(h[k], str)]
    if texts:
        holder, key = rng.choice(texts)
        at = rng.randrange(len(holder[key]) + 1)
        holder[key] = holder[key][:at] + rng.choice(TEXTS) + holder[key][at + rng.choice((0, 0, 1, 5)) :]


def _rename(tree: Any, places: list[Where], rng: random.Random) -> None:
    """An id, everywhere it stands."""
    ids = sorted({holder[key] for holder, key in places if key == "id" and isinstance(holder[key], str)})
    if ids:
        old, new = rng.choice(ids), rng.choice(IDS)
        for holder, key in places:
            if holder[key] == old:
                holder[key] = new
    del tree


def _strange(_: Any, places: list[Where], rng: random.Random) -> None:
    holder, key = rng.choice(places)
    holder[key] = json.loads(json.dumps(rng.choice(STRANGE)))


def _shuffle(_: Any, places: list[Where], rng: random.Random) -> None:
    lists = [holder[key] for holder, key in places if isinstance(holder[key], list)]
    if lists:
        rng.shuffle(rng.choice(lists))


_CHANGES: tuple[Callable[[Any, list[Where], random.Random], None], ...] = (
    _delete,
    _duplicate,
    _swap,
    _pooled,
    _pooled,
    _pooled,
    _add,
    _add,
    _add,
    _extreme,
    _extreme,
    _extreme,
    _text,
    _text,
    _rename,
    _strange,
    _shuffle,
)


def _bytes_mutated(data: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.choice((1, 1, 2, 4))):
        at = rng.randrange(len(data) + 1)
        match rng.randrange(4):
            case 0:
                data = data[:at] + data[at + rng.choice((1, 2, 10, 200)) :]
            case 1:
                end = at + rng.choice((3, 30, 300))
                data = data[:end] + data[at:]
            case _:
                data = data[:at] + rng.choice(TOKENS) + data[at:]
    return data[:MAX_SIZE]


@cache
def _pool() -> dict[str, list[str]]:
    """Every value that stands under a key anywhere in the seeds."""
    found: dict[str, dict[str, None]] = {}
    for seed in seeds():
        for holder, key in _places(_tree(seed.data)):
            if isinstance(key, str):
                found.setdefault(key, {})[json.dumps(holder[key], default=str)] = None
    return {key: list(values) for key, values in found.items()}


@cache
def _companions() -> dict[str, set[str]]:
    """The keys that stand beside each key in some mapping of the seeds."""
    found: dict[str, set[str]] = {}
    for seed in seeds():
        for holder, key in _places(_tree(seed.data)):
            if isinstance(key, str):
                found.setdefault(key, set()).update(holder)
    return found
