"""The rules that snapshots keep. Each check is one rule, named as its function with hyphens.

`AGREEMENT_CHECKS` look at one snapshot, `CHAIN_CHECKS` at how they follow one another, and `LINEAGE_CHECKS` at what
became of each initiative; the last need a sound chain. `GLOSSARY_CHECKS` look at the glossary, `VERSIONS_CHECKS` and
`IN_USE_CHECKS` at what was published, `BEYOND_CHECKS` at what other sources say, and `UNREAD_CHECKS` at agreements that
have not been read; none of the others need those. `SEARCH_CHECKS` look at the words that readers type, and
`LANGUAGE_CHECKS` at the English in all of them. What `WARNINGS` find is worth mending and is no fault. A new rule is
one function and one line in the list below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.checks.agreement import AGREEMENT_CHECKS, AgreementCheck, file_named_after_id, phrases_are_short
from generator.checks.beyond import BEYOND_CHECKS, UNREAD_CHECKS
from generator.checks.fault import ValuesCheck, rule_id
from generator.checks.lineage import ABSENCE_WARNINGS, CHAIN_CHECKS, LINEAGE_CHECKS
from generator.checks.numbers import number_stands_in_phrase
from generator.checks.phrases import CARRIED_WARNINGS, ENDINGS_WARNINGS, SOFT_VERBS_WARNINGS
from generator.checks.versions import IN_USE_CHECKS, VERSIONS_CHECKS
from generator.checks.words import (
    ENGLISH_WARNINGS,
    GLOSSARY_CHECKS,
    KEY_WARNINGS,
    LANGUAGE_CHECKS,
    LANGUAGE_WARNINGS,
    NAME_WARNINGS,
    SEARCH_CHECKS,
    SEARCH_WARNINGS,
)
from generator.model.agreement import Agreement
from generator.model.archive import Archive
from generator.model.beside import Glossary, Register, Versions
from generator.model.beyond import Beyond, everything
from generator.model.fields import Value
from generator.model.place import Problem

__all__ = [
    "AGREEMENT_CHECKS",
    "BEYOND_CHECKS",
    "CHAIN_CHECKS",
    "GLOSSARY_CHECKS",
    "IN_USE_CHECKS",
    "LANGUAGE_CHECKS",
    "LINEAGE_CHECKS",
    "SEARCH_CHECKS",
    "UNREAD_CHECKS",
    "VERSIONS_CHECKS",
    "WARNINGS",
    "check",
    "check_beyond",
    "check_glossary",
    "check_languages",
    "check_search_words",
    "check_unread",
    "check_versions",
    "warn",
]

WARNINGS = (
    *ABSENCE_WARNINGS,
    *CARRIED_WARNINGS,
    *ENDINGS_WARNINGS,
    *SOFT_VERBS_WARNINGS,
    *NAME_WARNINGS,
    *LANGUAGE_WARNINGS,
    *ENGLISH_WARNINGS,
    *SEARCH_WARNINGS,
    *KEY_WARNINGS,
)


def check(
    agreements: Sequence[Agreement],
    register: Register,
    *,
    chain: bool = True,
    lineage: bool = True,
    is_past: bool = False,
) -> tuple[Problem, ...]:
    """Run every check that can be run and return all problems, sorted.

    With *chain* or *lineage* false, what needs them is left out: a snapshot has holes, and whatever
    stood there would be reported as missing. Of the past, nobody asks again whether its numbers were well quoted.
    """
    problems = [
        Problem.at(place, rule_id(rule), message)
        for rule in _agreement_checks(is_past=is_past)
        for agreement in agreements
        for place, message in rule(agreement, register)
    ]
    broken_chain = [
        Problem.at(place, rule_id(rule), message)
        for rule in (CHAIN_CHECKS if chain else ())
        for place, message in rule(agreements)
    ]
    if chain and lineage and agreements and not broken_chain:
        archive = Archive.in_order(agreements, register)
        problems += [
            Problem.at(place, rule_id(rule), message)
            for rule in LINEAGE_CHECKS
            for position in range(len(archive.agreements))
            for place, message in rule(archive, position)
        ]
    return tuple(sorted(set(problems + broken_chain)))


def _agreement_checks(*, is_past: bool) -> list[AgreementCheck]:
    return [rule for rule in AGREEMENT_CHECKS if not (is_past and rule is number_stands_in_phrase)]


def check_glossary(glossary: Glossary) -> tuple[Problem, ...]:
    """Run every check of the glossary and return all problems, sorted."""
    problems = {
        Problem.at(place, rule_id(rule), message) for rule in GLOSSARY_CHECKS for place, message in rule(glossary)
    }
    return tuple(sorted(problems))


def check_languages(values: Sequence[Value]) -> tuple[Problem, ...]:
    """Run every check of the English in what the files hold and return all problems, sorted."""
    return _of_values(LANGUAGE_CHECKS, values)


def warn(values: Sequence[Value]) -> tuple[Problem, ...]:
    """What is worth mending in what the files hold and is no fault, sorted."""
    return _of_values(WARNINGS, values)


def _of_values(rules: Iterable[ValuesCheck], values: Sequence[Value]) -> tuple[Problem, ...]:
    problems = {Problem.at(place, rule_id(rule), message) for rule in rules for place, message in rule(values)}
    return tuple(sorted(problems))


def check_versions(versions: Versions, agreements: Sequence[Agreement] | None) -> tuple[Problem, ...]:
    """Run every check of what was published and return all problems, sorted.

    Without *agreements*, which must be sound, what needs them is left out.
    """
    faults = [(rule_id(rule), fault) for rule in VERSIONS_CHECKS for fault in rule(versions)]
    if agreements is not None:
        faults += [(rule_id(rule), fault) for rule in IN_USE_CHECKS for fault in rule(versions, agreements)]
    return tuple(sorted({Problem.at(place, rule, message) for rule, (place, message) in faults}))


def check_unread(archive: Archive) -> tuple[Problem, ...]:
    """Run every check of the agreements that have not been read and return all problems, sorted."""
    problems = [Problem.at(place, rule_id(rule), message) for rule in UNREAD_CHECKS for place, message in rule(archive)]
    problems += [
        Problem.at(place, rule_id(phrases_are_short), message)
        for unread in archive.unread
        for place, message in phrases_are_short(unread, archive.register)
    ]
    return tuple(sorted(set(problems)))


def check_search_words(archive: Archive) -> tuple[Problem, ...]:
    """Run every check of the words that readers type and return all problems, sorted."""
    problems = {Problem.at(place, rule_id(rule), message) for rule in SEARCH_CHECKS for place, message in rule(archive)}
    return tuple(sorted(problems))


def check_beyond(beyond: Beyond, archive: Archive, *, is_past: bool = False) -> tuple[Problem, ...]:
    """Run every check of what other sources say about *archive*, which must be sound, and return all problems, sorted.

    Laid over the snapshots it must keep their rules too. What an agreement without other sources lacks for that is
    not asked for: whoever adds a snapshot need not know what only other sources have, and it counts as not examined.
    """
    problems = [
        Problem.at(place, rule_id(rule), message) for rule in BEYOND_CHECKS for place, message in rule(beyond, archive)
    ]
    if not problems and beyond.agreements:
        whole = everything(archive, beyond).archive
        laid = [
            Problem.at(place, rule_id(rule), message)
            for rule in _agreement_checks(is_past=is_past)
            if rule is not file_named_after_id
            for agreement in whole.agreements
            for place, message in rule(agreement, whole.register)
        ]
        laid += [
            Problem.at(place, rule_id(rule), message)
            for rule in LINEAGE_CHECKS
            for position in range(len(whole.agreements))
            for place, message in rule(whole, position)
        ]
        problems += [problem for problem in laid if problem.file == beyond.place.file]
    long = phrases_are_short(beyond, archive.register)
    problems += [Problem.at(place, rule_id(phrases_are_short), message) for place, message in long]
    return tuple(sorted(set(problems)))
