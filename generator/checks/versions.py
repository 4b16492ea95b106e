"""Rules for what was published, and for ids that are no longer used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from generator.checks.fault import Fault, either
from generator.model.agreement import Agreement
from generator.model.beside import Retired, StatedChange, Versions, steps
from generator.model.place import Place

_MEND = "Mend the id, or list it under retired if it was published and is no longer used."
_LENGTHS = {"agreement": 1, "initiative": 1, "presence": 2, "fact": 3}
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


def release_dates_in_order(versions: Versions) -> Iterator[Fault]:
    """Ensure no version is dated before the one before it."""
    for before, release in zip(versions.releases, versions.releases[1:], strict=False):
        if release.date.latest < before.date.earliest:
            message = f"{release.version} is dated {release.date}, before {before.version} on {before.date}."
            yield release.place.at("date"), f"{message} Mend one of the dates."


def stated_changes_are_of_something(versions: Versions, agreements: Sequence[Agreement]) -> Iterator[Fault]:
    """Ensure every explained change is of an agreement, and of an initiative that it or an older one has or had."""
    known = _Known(agreements)
    gone = {retired.id for retired in versions.retired}
    for change in _stated(versions):
        if change.agreement and change.agreement not in known.agreements and change.agreement not in gone:
            yield change.place.at("agreement"), f"no agreement {change.agreement!r}. {_MEND}"
        if change.initiative and change.initiative not in known.initiatives and change.initiative not in gone:
            yield change.place.at("initiative"), f"no initiative {change.initiative!r}. {_MEND}"
        elif change.initiative and change.agreement in known.agreements:
            spoken_of = known.spoken_of(change.agreement)
            if change.initiative not in gone | spoken_of and f"{change.agreement}/{change.initiative}" not in gone:
                yield (
                    change.place.at("initiative"),
                    (
                        f"neither {change.agreement!r} nor an older agreement has {change.initiative!r}. Mend one "
                        f"of the ids."
                    ),
                )


def retired_ids_fit_their_kind(versions: Versions) -> Iterator[Fault]:
    """Ensure a retired id, and what took its place, has as many parts as its kind."""
    for retired in versions.retired:
        for key, path in (("id", retired.id), ("to", retired.to)):
            if path and path.count("/") + 1 != _LENGTHS[retired.kind]:
                shape = _SHAPES[retired.kind]
                yield retired.place.at(key), f"{path!r} is not that of {_a(retired.kind)}. Write {shape}."


def retired_ids_are_listed_once(versions: Versions) -> Iterator[Fault]:
    """Ensure no id is retired twice."""
    first: dict[tuple[str, str], Place] = {}
    for retired in versions.retired:
        place = retired.place.at("id")
        if (retired.kind, retired.id) in first:
            line = first[retired.kind, retired.id].line
            yield place, f"{_the(retired)} is already retired on line {line}. Keep one."
        first.setdefault((retired.kind, retired.id), place)


def retired_ids_are_not_in_use(versions: Versions, agreements: Sequence[Agreement]) -> Iterator[Fault]:
    """Ensure a retired id is never used again, so that no old link leads to something else."""
    known = _Known(agreements)
    for retired in versions.retired:
        if retired.id in known.of(retired.kind):
            yield retired.place.at("id"), f"{_the(retired)} is in use. Give the new one another id."


def retired_ids_lead_somewhere(versions: Versions, agreements: Sequence[Agreement]) -> Iterator[Fault]:
    """Ensure what took the place of a retired id is in use, and is not itself retired."""
    known = _Known(agreements)
    gone = {(retired.kind, retired.id): retired for retired in versions.retired}
    for retired in versions.retired:
        if retired.to is None or retired.to in known.of(retired.kind):
            continue
        place = retired.place.at("to")
        after = gone.get((retired.kind, retired.to))
        if after is None:
            yield place, f"no {retired.kind} {retired.to!r}. Name one that is here, or leave to out."
        else:
            where = f"Lead straight to {after.to!r}." if after.to else "Leave to out."
            yield place, f"{retired.to!r} is itself retired. {where}"


class _Known:
    """The ids in use, by kind."""

    def __init__(self, agreements: Sequence[Agreement]) -> None:
        self._by_id = {a.id: a for a in agreements}
        self.agreements = set(self._by_id)
        self.initiatives = {i.id for a in agreements for i in a.initiatives}
        self._presences = {f"{a.id}/{i.id}" for a in agreements for i in a.initiatives}
        self._facts = {f"{a.id}/{i.id}/{f.id}" for a in agreements for i in a.initiatives for f in i.facts}

    def spoken_of(self, agreement_id: str) -> set[str]:
        """The initiatives that an agreement has, or can say of that they are gone: those of older ones."""
        ids: set[str] = set()
        agreement = self._by_id.get(agreement_id)
        while agreement:
            ids |= {initiative.id for initiative in agreement.initiatives}
            agreement = self._by_id.get(agreement.follows or "")
        return ids

    def of(self, kind: str) -> set[str]:
        return {
            "agreement": self.agreements,
            "initiative": self.initiatives,
            "presence": self._presences,
            "fact": self._facts,
        }[kind]


def _stated(versions: Versions) -> Iterator[StatedChange]:
    for release in versions.releases:
        yield from release.changes
    yield from versions.upcoming


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'ai' else 'a'} {kind}"


def _the(retired: Retired) -> str:
    return f"the {retired.kind} {retired.id!r}"


VERSIONS_CHECKS: tuple[Callable[[Versions], Iterator[Fault]], ...] = (
    versions_are_steps,
    release_dates_in_order,
    retired_ids_fit_their_kind,
    retired_ids_are_listed_once,
)
# These need every snapshot to be sound: what a faulty one has lost would be reported as missing.
IN_USE_CHECKS: tuple[Callable[[Versions, Sequence[Agreement]], Iterator[Fault]], ...] = (
    stated_changes_are_of_something,
    retired_ids_are_not_in_use,
    retired_ids_lead_somewhere,
)
