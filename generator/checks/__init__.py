"""The rules that snapshots keep. Each check is one rule, named as its function with hyphens.

`AGREEMENT_CHECKS` look at one snapshot, `CHAIN_CHECKS` at how they follow one another, and `LINEAGE_CHECKS` at what
became of each initiative; the last need a sound chain. `GLOSSARY_CHECKS` look at the glossary, `VERSIONS_CHECKS` and
`IN_USE_CHECKS` at what was published, `BEYOND_CHECKS` at what other sources say, and `UNREAD_CHECKS` at agreements that
have not been read; none of the others need those. `SEARCH_CHECKS` look at the words that readers type, and
`SHARED_CHECKS` at what stands in any of them. What `WARNINGS` find is worth mending and is no fault. A new rule is
one function and one line in the list below it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from generator.checks.agreement import AGREEMENT_CHECKS, file_named_after_id, phrases_are_short
from generator.checks.beyond import BEYOND_CHECKS, UNREAD_CHECKS, event_dates_stand_in_phrase
from generator.checks.fault import Fault, ValuesCheck, rule_id
from generator.checks.lineage import ABSENCE_WARNINGS, CHAIN_CHECKS, LINEAGE_CHECKS
from generator.checks.numbers import number_stands_in_phrase
from generator.checks.phrases import PHRASE_WARNINGS
from generator.checks.versions import IN_USE_CHECKS, VERSIONS_CHECKS
from generator.checks.words import GLOSSARY_CHECKS, SEARCH_CHECKS, SHARED_CHECKS, WORD_WARNINGS
from generator.model.agreement import Agreement
from generator.model.archive import Archive
from generator.model.beside import Register, Versions
from generator.model.beyond import Beyond, everything
from generator.model.place import Problem

WARNINGS: tuple[ValuesCheck, ...] = (*ABSENCE_WARNINGS, *PHRASE_WARNINGS, *WORD_WARNINGS)
RULES: tuple[Callable[..., Iterable[Fault]], ...] = (
    *AGREEMENT_CHECKS,
    *CHAIN_CHECKS,
    *LINEAGE_CHECKS,
    *GLOSSARY_CHECKS,
    *SEARCH_CHECKS,
    *SHARED_CHECKS,
    *VERSIONS_CHECKS,
    *IN_USE_CHECKS,
    *BEYOND_CHECKS,
    *UNREAD_CHECKS,
    *WARNINGS,
)
# Of the past, nobody asks again whether its numbers and dates were well quoted.
NOT_OF_THE_PAST = (number_stands_in_phrase, event_dates_stand_in_phrase)


def problems_of(rules: Iterable[Callable[..., Iterable[Fault]]], *arguments: object) -> set[Problem]:
    """What breaks *rules*, each of which takes *arguments*."""
    return {Problem.at(place, rule_id(rule), message) for rule in rules for place, message in rule(*arguments)}


def check(
    agreements: Sequence[Agreement],
    register: Register,
    *,
    chain: bool = True,
    lineage: bool = True,
    is_past: bool = False,
) -> tuple[Problem, ...]:
    """Run every check of snapshots that can be run and return all problems, sorted.

    With *chain* or *lineage* false, what needs them is left out: a snapshot has holes, and whatever
    stood there would be reported as missing.
    """
    problems = _of_each(agreements, register, NOT_OF_THE_PAST if is_past else ())
    broken = problems_of(CHAIN_CHECKS, agreements) if chain else set()
    if chain and lineage and agreements and not broken:
        problems |= _of_lineage(Archive.in_order(agreements, register))
    return tuple(sorted(problems | broken))


def _of_each(agreements: Sequence[Agreement], register: Register, but: Collection[object]) -> set[Problem]:
    rules = [rule for rule in AGREEMENT_CHECKS if rule not in but]
    return {problem for agreement in agreements for problem in problems_of(rules, agreement, register)}


def _of_lineage(archive: Archive) -> set[Problem]:
    positions = range(len(archive.agreements))
    return {problem for position in positions for problem in problems_of(LINEAGE_CHECKS, archive, position)}


def check_versions(versions: Versions, agreements: Sequence[Agreement] | None) -> tuple[Problem, ...]:
    """Run every check of what was published and return all problems, sorted.

    Without *agreements*, which must be sound, what needs them is left out.
    """
    in_use = problems_of(IN_USE_CHECKS, versions, agreements) if agreements is not None else set()
    return tuple(sorted(problems_of(VERSIONS_CHECKS, versions) | in_use))


def check_unread(archive: Archive) -> tuple[Problem, ...]:
    """Run every check of the agreements that have not been read and return all problems, sorted."""
    problems = problems_of(UNREAD_CHECKS, archive)
    for unread in archive.unread:
        problems |= problems_of((phrases_are_short,), unread, archive.register)
    return tuple(sorted(problems))


def check_beyond(beyond: Beyond, archive: Archive, *, is_past: bool = False) -> tuple[Problem, ...]:
    """Run every check of what other sources say about *archive*, which must be sound, and return all problems, sorted.

    Laid over the snapshots it must keep their rules too. What an agreement without other sources lacks for that is
    not asked for: whoever adds a snapshot need not know what only other sources have, and it counts as not examined.
    """
    but = NOT_OF_THE_PAST if is_past else ()
    problems = problems_of((rule for rule in BEYOND_CHECKS if rule not in but), beyond, archive)
    if not problems and beyond.agreements:
        whole = everything(archive, beyond).archive
        laid = _of_each(whole.agreements, whole.register, (*but, file_named_after_id)) | _of_lineage(whole)
        problems = {problem for problem in laid if problem.file == beyond.place.file}
    return tuple(sorted(problems | problems_of((phrases_are_short,), beyond, archive.register)))
