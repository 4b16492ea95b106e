"""What has a permanent address, and what stands at one whose thing is gone: where its content went.

`retired` in `_versions.yaml` names what is gone. What follows from it is worked out here: when an initiative went
into another, so did its facts and what each agreement says of it, where the other has them under the same ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Literal

from generator.comparing.analysis import Analysis
from generator.model.archive import Archive
from generator.model.beside import Versions
from generator.model.fields import Text
from generator.publishing import addresses

PermanentKind = Literal["agreement", "comparison", "initiative", "presence", "finding", "fact"]


@dataclass(frozen=True)
class Permanent:
    """A thing with a permanent address. `id` is its own and those it belongs to, with slashes between."""

    kind: PermanentKind
    id: str
    address: str


@dataclass(frozen=True)
class Tombstone:
    """An address that was in use, and the one that took its place, if any."""

    kind: PermanentKind
    id: str
    address: str
    target: str | None
    note: Text

    @property
    def page(self) -> str:
        return self.address.partition("#")[0]

    @property
    def is_page(self) -> bool:
        return self.page == self.address


def tombstones(versions: Versions, analysis: Analysis) -> tuple[Tombstone, ...]:
    """One for each address that was retired, sorted; never one for an address in use."""
    stones = (*_stated(versions), *_implied(versions, analysis), *_comparisons(versions, analysis.archive))
    if not stones:
        return ()  # without going through every address there is
    in_use = {address for permanent in answering(analysis) for address in _both(permanent.address)}
    by_address: dict[str, Tombstone] = {}
    for tombstone in stones:
        if tombstone.address not in in_use:
            by_address.setdefault(tombstone.address, tombstone)
    return tuple(by_address[address] for address in sorted(by_address))


def lost(
    before: tuple[Permanent, ...], versions: Versions, analysis: Analysis
) -> tuple[tuple[Permanent, ...], tuple[Permanent, ...]]:
    """What was published and is gone, and how much of that has no tombstone."""
    if not before:
        return (), ()  # without comparing anything
    in_use = {(permanent.kind, permanent.id) for permanent in answering(analysis)}
    gone = tuple(permanent for permanent in before if (permanent.kind, permanent.id) not in in_use)
    stones = {tombstone.address for tombstone in tombstones(versions, analysis)}
    # An anchor of a page that is itself a tombstone is told of there.
    unmarked = [p for p in gone if not stones & set(_both(p.address))]
    return gone, tuple(unmarked)


def _both(address: str) -> tuple[str, str]:
    """An address, and the page that it is on."""
    return address, address.partition("#")[0]


_ADDRESS: Mapping[str, Callable[..., str]] = {
    "agreement": addresses.agreement,
    "initiative": addresses.initiative,
    "presence": addresses.presence,
    "fact": addresses.fact,
    "finding": addresses.finding,
}
# Where in the ids of what hangs on a retired thing that thing's own stand: the first, and how many.
_PLACES = {
    ("agreement", "presence"): (0, 1),
    ("agreement", "fact"): (0, 1),
    ("initiative", "presence"): (1, 1),
    ("initiative", "fact"): (1, 1),
    ("initiative", "finding"): (2, 1),
    ("presence", "fact"): (0, 2),
}


def _address(kind: str, path: str) -> str:
    return _ADDRESS[kind](*path.split("/"))


def _stated(versions: Versions) -> Iterator[Tombstone]:
    for retired in versions.retired:
        target = _address(retired.kind, retired.to) if retired.to else None
        yield Tombstone(retired.kind, retired.id, _address(retired.kind, retired.id), target, retired.note)


def _implied(versions: Versions, analysis: Analysis) -> Iterator[Tombstone]:
    """What hung on something while it was in use, where what took its place has the same under the same ids."""
    for retired in versions.retired:
        for permanent in answering(analysis) if retired.to else ():
            ids = permanent.id.split("/")
            start, length = _PLACES.get((retired.kind, permanent.kind), (0, 0))
            if "/".join(ids[start : start + length]) == retired.to:
                old = "/".join([*ids[:start], retired.id, *ids[start + length :]])
                yield Tombstone(permanent.kind, old, _address(permanent.kind, old), permanent.address, retired.note)


def _comparisons(versions: Versions, archive: Archive) -> Iterator[Tombstone]:
    """Every pair that a retired agreement may have been in, the older first where that is known."""
    retired = {r.id: r for r in versions.retired if r.kind == "agreement"}
    now: Mapping[str, str | None] = {
        **{agreement_id: r.to for agreement_id, r in retired.items()},
        **{agreement.id: agreement.id for agreement in archive.agreements},
    }
    for old, new in permutations(sorted(now), 2):
        if old not in retired and new not in retired:
            continue
        note = (retired.get(old) or retired[new]).note
        still = [i for i in (now[old], now[new]) if i is not None and i in archive.position]
        target = addresses.agreement(still[0]) if still else None
        if len(set(still)) == 2:  # noqa: PLR2004 - a pair
            if archive.position[still[0]] > archive.position[still[1]]:
                continue
            target = addresses.comparison(*still)
        yield Tombstone("comparison", f"{old}/{new}", addresses.comparison(old, new), target, note)


def permanents(analysis: Analysis) -> Iterator[Permanent]:
    """Everything that has a permanent address, in the order of the data."""
    archive = analysis.archive
    for a in archive.agreements:
        yield Permanent("agreement", a.id, addresses.agreement(a.id))
    for initiative_id in archive.initiative_ids:
        yield Permanent("initiative", initiative_id, addresses.initiative(initiative_id))
    for a in archive.agreements:
        for i in a.initiatives:
            yield Permanent("presence", f"{a.id}/{i.id}", addresses.presence(a.id, i.id))
            for f in i.facts:
                yield Permanent("fact", f"{a.id}/{i.id}/{f.id}", addresses.fact(a.id, i.id, f.id))
    for c in analysis.comparisons:
        yield Permanent("comparison", f"{c.old.id}/{c.new.id}", addresses.comparison(c.old.id, c.new.id))
        for entry in c.findings:
            at = addresses.finding(c.old.id, c.new.id, entry.id)
            yield Permanent("finding", f"{c.old.id}/{c.new.id}/{entry.id}", at)


def answering(analysis: Analysis) -> Iterator[Permanent]:
    """The same, and the anchors of each initiative of either side of a finding, which is filed under one of them."""
    yield from permanents(analysis)
    for c in analysis.comparisons:
        for initiative_id, entry in c.by_id.items():
            if initiative_id != entry.id:
                at = addresses.finding(c.old.id, c.new.id, initiative_id)
                yield Permanent("finding", f"{c.old.id}/{c.new.id}/{initiative_id}", at)
