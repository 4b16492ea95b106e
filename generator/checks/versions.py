"""Rules for what was published, and for ids that are no longer used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from generator.checks.fault import Fault, either, repeated
from generator.model.agreement import Agreement
from generator.model.beside import Versions, steps

_MEND = "Mend the id, or list it under retired if it was published and is no longer used."
_SHAPES = {
    "agreement": "AGREEMENT",
    "initiative": "INITIATIVE",
    "presence": "AGREEMENT/INITIATIVE",
    "fact": "AGREEMENT/INITIATIVE/FACT",
}


def versions_are_steps(versions: Versions) -> Iterator[Fault]:
    """Ensure each version is one step of Semantic Versioning from the one before."""
    before = None
    for release in versions.releases:
        options = steps(before)
        if release.version not in options:
            after = f"after {before}" if before else "as the first"
            yield release.place.at("version"), f"{release.version} comes {after}. Use {either(options)}."
        before = release.version


def stated_changes_are_of_something(versions: Versions, agreements: Sequence[Agreement]) -> Iterator[Fault]:
    """Ensure every explained change is of an agreement, and of an initiative that it or an older one has or had."""
    known = ids_in_use(agreements)
    gone = {retired.id for retired in versions.retired}
    for change in (*(change for release in versions.releases for change in release.changes), *versions.upcoming):
        if change.agreement and change.agreement not in known["agreement"] | gone:
            yield change.place.at("agreement"), f"no agreement {change.agreement!r}. {_MEND}"
        if change.initiative and change.initiative not in known["initiative"] | gone:
            yield change.place.at("initiative"), f"no initiative {change.initiative!r}. {_MEND}"
        elif change.initiative and change.agreement in known["agreement"]:
            spoken_of = _spoken_of(agreements, change.agreement)
            if change.initiative not in gone | spoken_of and f"{change.agreement}/{change.initiative}" not in gone:
                message = f"neither {change.agreement!r} nor an older agreement has {change.initiative!r}."
                yield change.place.at("initiative"), f"{message} Mend one of the ids."


def retired_ids_fit_their_kind(versions: Versions) -> Iterator[Fault]:
    """Ensure a retired id, and what took its place, has as many parts as its kind."""
    for retired in versions.retired:
        for key, path in (("id", retired.id), ("to", retired.to)):
            shape = _SHAPES[retired.kind]
            if path and path.count("/") != shape.count("/"):
                article = "an" if retired.kind[0] in "ai" else "a"
                yield retired.place.at(key), f"{path!r} is not that of {article} {retired.kind}. Write {shape}."


def retired_ids_are_listed_once(versions: Versions) -> Iterator[Fault]:
    """Ensure no id is retired twice."""
    listed = (((retired.kind, retired.id), retired.place.at("id")) for retired in versions.retired)
    for (kind, retired_id), place, line in repeated(listed):
        yield place, f"the {kind} {retired_id!r} is already retired on line {line}. Keep one."


def retired_ids_are_not_in_use(versions: Versions, agreements: Sequence[Agreement]) -> Iterator[Fault]:
    """Ensure a retired id is never used again, so that no old link leads to something else."""
    known = ids_in_use(agreements)
    for retired in versions.retired:
        if retired.id in known[retired.kind]:
            yield retired.place.at("id"), f"the {retired.kind} {retired.id!r} is in use. Give the new one another id."


def retired_ids_lead_somewhere(versions: Versions, agreements: Sequence[Agreement]) -> Iterator[Fault]:
    """Ensure what took the place of a retired id is in use, and is not itself retired."""
    known = ids_in_use(agreements)
    gone = {(retired.kind, retired.id): retired for retired in versions.retired}
    for retired in versions.retired:
        if retired.to is None or retired.to in known[retired.kind]:
            continue
        place = retired.place.at("to")
        after = gone.get((retired.kind, retired.to))
        if after is None:
            yield place, f"no {retired.kind} {retired.to!r}. Name one that is here, or leave to out."
        else:
            where = f"Lead straight to {after.to!r}." if after.to else "Leave to out."
            yield place, f"{retired.to!r} is itself retired. {where}"


def ids_in_use(agreements: Sequence[Agreement]) -> dict[str, set[str]]:
    """By kind."""
    return {
        "agreement": {a.id for a in agreements},
        "initiative": {i.id for a in agreements for i in a.initiatives},
        "presence": {f"{a.id}/{i.id}" for a in agreements for i in a.initiatives},
        "fact": {f"{a.id}/{i.id}/{f.id}" for a in agreements for i in a.initiatives for f in i.facts},
    }


def _spoken_of(agreements: Sequence[Agreement], agreement_id: str) -> set[str]:
    """The initiatives that an agreement has, or can say of that they are gone: those of older ones."""
    by_id = {agreement.id: agreement for agreement in agreements}
    ids: set[str] = set()
    agreement = by_id.get(agreement_id)
    while agreement:
        ids |= {initiative.id for initiative in agreement.initiatives}
        agreement = by_id.get(agreement.follows or "")
    return ids


VERSIONS_CHECKS: tuple[Callable[[Versions], Iterator[Fault]], ...] = (
    versions_are_steps,
    retired_ids_fit_their_kind,
    retired_ids_are_listed_once,
)
# These need every snapshot to be sound: what a faulty one has lost would be reported as missing.
IN_USE_CHECKS: tuple[Callable[[Versions, Sequence[Agreement]], Iterator[Fault]], ...] = (
    stated_changes_are_of_something,
    retired_ids_are_not_in_use,
    retired_ids_lead_somewhere,
)
