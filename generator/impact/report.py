"""The impact of a change: as a value, as text for a terminal, and as Markdown for a comment."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.comparing.comparison import Ledger
from generator.folding import unmasked
from generator.model.place import visible
from generator.wording.labels import OUTCOMES
from generator.wording.report import markdown_text

SETTINGS = "mkdocs.yml"
_NOTHING = "Ændringen får ingen sætning på siden til at opstå, forsvinde eller blive en anden."
_NOT_MEASURED = "Ikke regnet ud: hvad ændringer af disse filer gør ved siden"
# What goes comes first: it is what a reviewer would otherwise never see again.
_HEADINGS = {"vanishes": "Forsvinder", "flips": "Bliver til noget andet", "appears": "Kommer til"}
_MOST = 20  # that stand first
_MOST_CHARACTERS = 50_000  # GitHub refuses more than 65,536
_PLACES = 3
_WEIGHTY = re.compile("|".join([r"\bkr\.", *(re.escape(status.both) for status in OUTCOMES.values())]))


@dataclass(frozen=True)
class PublicClaim:
    """A sentence before and after, with the addresses where it stands; `before` or `after` is None if there is none."""

    before: str | None
    after: str | None
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class LedgerChange:
    """The ledger of a pair of agreements; one side is None when only the other has the pair."""

    old: str
    new: str
    before: Ledger | None
    after: Ledger | None


@dataclass(frozen=True)
class Impact:
    """`not_measured` are changed files whose effect is not looked at, such as code, scripts and frozen pages.

    Whatever becomes a program, a link or a submodule is among them, or is one no more.

    Where no sentence changes, those of the data are among them: then it is something else that does.
    """

    appears: tuple[PublicClaim, ...]
    vanishes: tuple[PublicClaim, ...]
    flips: tuple[PublicClaim, ...]
    ledgers: tuple[LedgerChange, ...]
    not_measured: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.appears or self.vanishes or self.flips or self.ledgers)


def impact_text(impact: Impact) -> str:
    """Every sentence that changes, with all the addresses where it stands."""
    lines: list[str] = [] if impact else [_NOTHING, *([""] * bool(impact.not_measured))]
    for name, heading in _HEADINGS.items():
        claims: tuple[PublicClaim, ...] = getattr(impact, name)
        lines += [f"{heading} ({len(claims)})", ""] if claims else []
        for claim in claims:
            lines += [f"- {visible(unmasked(claim.before))}"] if claim.before else []
            lines += [f"+ {visible(unmasked(claim.after))}"] if claim.after else []
            lines += [*(f"    {address or 'forsiden'}" for address in claim.addresses), ""]
    for change in impact.ledgers:
        lines += [f"Regnskabet {change.old} → {change.new}", *(f"  {row}" for row in _rows(change)), ""]
    if impact.not_measured:
        lines += [f"{_NOT_MEASURED}:", *(f"  {visible(name)}" for name in impact.not_measured), ""]
    return "\n".join(lines).rstrip() + "\n"


def impact_markdown(impact: Impact) -> str:
    """The same as Markdown: how much, what matters most, and the rest folded by page. Text from the data stays text.

    It is cut where it would be too long for GitHub.
    """
    claims = _ranked(_claims(impact))
    first = sorted(claims[:_MOST], key=lambda each: [*_HEADINGS.values()].index(each[0]))
    lines = [_counts(impact) if impact else _NOTHING, ""]
    lines += ["### Vigtigst", "", *(f"- {heading}: {_sides_of(claim)}" for heading, claim in first)]
    if not claims:
        lines = lines[:2]
    lines += ["", "### Regnskabet", ""] if impact.ledgers else []
    for change in impact.ledgers:
        lines += [f"- {change.old} → {change.new}: {'; '.join(_rows(change))}"]
    lines += ["", f"### {_NOT_MEASURED}", ""] if impact.not_measured else []
    lines += [f"- {markdown_text(name)}" for name in _few(impact.not_measured)]
    rest = claims[_MOST:]
    by_page: dict[str, list[str]] = {}
    size = sum(map(len, lines))
    while rest and size < _MOST_CHARACTERS:
        heading, claim = rest.pop(0)
        by_page.setdefault(claim.addresses[0], []).append(f"- {heading}: {_sides_of(claim)}")
        size += len(by_page[claim.addresses[0]][-1])
    lines += ["", "### Side for side", ""] if by_page else []
    for page, each in by_page.items():
        lines += [f"- {markdown_text(page or 'forsiden')} ({len(each)})", ""]
        lines += ["<details><summary>vis</summary>", "", *each, "", "</details>", ""]
    if rest:
        pages = Counter(claim.addresses[0] or "forsiden" for _, claim in rest).most_common(_MOST)
        most = ", ".join(f"{markdown_text(page)} ({count})" for page, count in pages)
        lines += ["", f"… og {len(rest)} til. Kør `aftalespor impact` for at se dem alle. Flest er på {most}."]
    return "\n".join(lines).rstrip() + "\n"


def _claims(impact: Impact) -> Iterator[tuple[str, PublicClaim]]:
    for name, heading in _HEADINGS.items():
        yield from ((heading, claim) for claim in getattr(impact, name))


def _counts(impact: Impact) -> str:
    counts = [f"{heading.lower()}: {len(getattr(impact, name))}" for name, heading in _HEADINGS.items()]
    pages = {address for _, claim in _claims(impact) for address in claim.addresses}
    return f"Sætninger på siden: {', '.join(counts)}. Sider: {len(pages)}."


def _ranked(claims: Iterator[tuple[str, PublicClaim]]) -> list[tuple[str, PublicClaim]]:
    """What matters first, settings before all, and Danish before its English; each heading in turn, so none is lost.

    A new agreement makes thousands of sentences appear, and a title without English takes the English one away.
    """
    turns: Counter[tuple[bool, str]] = Counter()
    keys = []
    for heading, claim in sorted(claims, key=_kind):
        # A sentence that is gone, or says what became of an initiative, or an amount; or it is a setting.
        is_weighty = heading == _HEADINGS["vanishes"] or _WEIGHTY.search(f"{claim.before} {claim.after}")
        is_minor = not (is_weighty or SETTINGS in claim.addresses)
        turns[is_minor, heading] += 1
        keys.append((is_minor, turns[is_minor, heading], heading, claim))
    return [(heading, claim) for *_, heading, claim in sorted(keys, key=lambda key: key[:2])]


def _kind(change: tuple[str, PublicClaim]) -> tuple[bool, bool]:
    addresses = change[1].addresses
    return SETTINGS not in addresses, all(f"{address}/".startswith("en/") for address in addresses)


def _sides_of(claim: PublicClaim) -> str:
    sides = [f"~~{markdown_text(unmasked(claim.before))}~~"] if claim.before else []
    sides += [markdown_text(unmasked(claim.after))] if claim.after else []
    places = ", ".join(f"`{address or 'forsiden'}`" for address in claim.addresses[:_PLACES])
    more = len(claim.addresses) - _PLACES
    return f"{' → '.join(sides)} ({places}{f' og {more} til' if more > 0 else ''})"


def _few(names: Sequence[str]) -> list[str]:
    """The names; where they are many, each folder of them with how many there are in it."""
    if len(names) <= _MOST:
        return [*names]
    first = Counter(name[: name.find("/") + 1] or name for name in names)
    return [f"{name} ({count})" if name.endswith("/") else name for name, count in first.items()]


def _rows(change: LedgerChange) -> Iterator[str]:
    """Each row of a ledger that differs: »Ny: 0/3 → 0/4«, the older and the newer side."""
    before, after = _ledger_data(change.before), _ledger_data(change.after)
    for outcome in dict.fromkeys([*before, *after]):
        one, other = before.get(outcome), after.get(outcome)
        if one != other:
            label = "I alt" if outcome == "total" else OUTCOMES[outcome].both
            yield f"{label}: {_sides(one)} → {_sides(other)}"


def _sides(counts: list[int] | None) -> str:
    return f"{counts[0]}/{counts[1]}" if counts else "ingen"


def _ledger_data(ledger: Ledger | None) -> dict[str, list[int]]:
    if ledger is None:
        return {}
    rows = {row.outcome.value: [len(row.olds), len(row.news)] for row in ledger.rows}
    return {**rows, "total": [ledger.old_total, ledger.new_total]}
