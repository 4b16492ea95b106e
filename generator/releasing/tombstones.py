"""What stands at an address whose thing is gone: where its content went.

`retired` in `_versions.yaml` names what is gone. What follows from it is worked out here: when an initiative went
into another, so did its facts and what each agreement says of it, where the other has them under the same ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations

from generator.comparing.analysis import Analysis
from generator.model.archive import Archive
from generator.model.beside import Retired, Versions
from generator.model.fields import Text
from generator.publishing import addresses
from generator.publishing.addresses import Permanent, PermanentKind


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
    in_use = {address for permanent in addresses.permanents(analysis) for address in _both(permanent.address)}
    by_address: dict[str, Tombstone] = {}
    for tombstone in stones:
        if tombstone.address not in in_use:
            by_address.setdefault(tombstone.address, tombstone)
    return tuple(by_address[address] for address in sorted(by_address))


def lost(
    before: tuple[Permanent, ...], versions: Versions, analysis: Analysis
) -> tuple[tuple[Permanent, ...], tuple[Permanent, ...]]:
    """What was published and is gone, and how much of that has no tombstone.

    A finding stands for every initiative of either side, whichever of them it is filed under.
    """
    if not before:
        return (), ()  # without comparing anything
    in_use = {(permanent.kind, permanent.id) for permanent in addresses.permanents(analysis)}
    in_use |= {
        ("finding", f"{comparison.old.id}/{comparison.new.id}/{initiative_id}")
        for comparison in analysis.comparisons
        for initiative_id in comparison.by_id
    }
    gone = tuple(permanent for permanent in before if (permanent.kind, permanent.id) not in in_use)
    stones = {tombstone.address for tombstone in tombstones(versions, analysis)}
    # An anchor of a page that is itself a tombstone is told of there.
    unmarked = [p for p in gone if not stones & set(_both(p.address))]
    return gone, tuple(unmarked)


def _both(address: str) -> tuple[str, str]:
    """An address, and the page that it is on."""
    return address, address.partition("#")[0]


def _stated(versions: Versions) -> Iterator[Tombstone]:
    for retired in versions.retired:
        target = _address(retired.kind, retired.to) if retired.to else None
        address = _address(retired.kind, retired.id)
        yield Tombstone(retired.kind, retired.id, address, target, retired.note)


def _address(kind: str, path: str) -> str:
    ids = path.split("/")
    match kind, len(ids):
        case "agreement", 1:
            return addresses.agreement(*ids)
        case "initiative", 1:
            return addresses.initiative(*ids)
        case "presence", 2:
            return addresses.presence(*ids)
        case "fact", 3:
            return addresses.fact(*ids)
        case _:
            raise ValueError(f"{path!r} is no {kind}")


def _implied(versions: Versions, analysis: Analysis) -> Iterator[Tombstone]:
    for retired in versions.retired:
        if retired.to is None:
            continue
        for permanent in addresses.permanents(analysis):
            if old := _was(retired, permanent):
                target, note = permanent.address, retired.note
                if permanent.kind in {"presence", "fact"}:
                    yield Tombstone(permanent.kind, old, _address(permanent.kind, old), target, note)
                else:
                    yield Tombstone("finding", old, addresses.finding(*old.split("/")), target, note)


def _was(retired: Retired, permanent: Permanent) -> str | None:
    """The id that *permanent* had while *retired* was in use, if it would have had another."""
    ids = permanent.id.split("/")
    match retired.kind, permanent.kind:
        case "agreement", "presence" | "fact":
            where, length = 0, 1
        case "initiative", "presence" | "fact":
            where, length = 1, 1
        case "initiative", "finding":
            where, length = 2, 1
        case "presence", "fact":
            where, length = 0, 2
        case _:
            return None
    if "/".join(ids[where : where + length]) != retired.to:
        return None
    return "/".join([*ids[:where], retired.id, *ids[where + length :]])


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
            target = addresses.comparison(*still) if archive.is_pair(*still) else addresses.agreement(still[1])
        yield Tombstone("comparison", f"{old}/{new}", addresses.comparison(old, new), target, note)
