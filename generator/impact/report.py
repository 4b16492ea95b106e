"""The impact of a change as text for a terminal, as Markdown for a comment, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.comparing.comparison import Ledger
from generator.impact.measuring import Impact, LedgerChange, PublicClaim
from generator.model.place import visible
from generator.wording.labels import OUTCOMES
from generator.wording.report import markdown_text

_NOTHING = "Ændringen får ingen sætning på siden til at opstå, forsvinde eller blive en anden."
_NOT_MEASURED = "Ikke regnet ud: hvad ændringer af disse filer gør ved siden"
# What goes comes first: it is what a reviewer would otherwise never see again.
_HEADINGS = {"vanishes": "Forsvinder", "flips": "Bliver til noget andet", "appears": "Kommer til"}
_MOST = 50  # of each, so that much that is new hides nothing; a comment of more than 65,536 characters is refused
_PLACES = 3


def impact_text(impact: Impact) -> str:
    """Every sentence that changes, with all the addresses where it stands."""
    lines: list[str] = [] if impact else [_NOTHING, *([""] * bool(impact.not_measured))]
    for name, heading in _HEADINGS.items():
        claims: tuple[PublicClaim, ...] = getattr(impact, name)
        lines += [f"{heading} ({len(claims)})", ""] if claims else []
        for claim in claims:
            lines += [f"- {visible(claim.before)}"] if claim.before else []
            lines += [f"+ {visible(claim.after)}"] if claim.after else []
            lines += [*(f"    {address or 'forsiden'}" for address in claim.addresses), ""]
    for change in impact.ledgers:
        lines += [f"Regnskabet {change.old} → {change.new}", *(f"  {row}" for row in _rows(change)), ""]
    if impact.not_measured:
        lines += [f"{_NOT_MEASURED}:", *(f"  {visible(name)}" for name in impact.not_measured), ""]
    return "\n".join(lines).rstrip() + "\n"


def impact_markdown(impact: Impact) -> str:
    """The same as Markdown, cut where it would be too long for a comment. Text from the data stays text."""
    lines: list[str] = [] if impact else [_NOTHING, ""]
    for name, heading in _HEADINGS.items():
        claims: tuple[PublicClaim, ...] = getattr(impact, name)
        lines += [f"### {heading} ({len(claims)})", ""] if claims else []
        for claim in claims[:_MOST]:
            sides = [f"~~{markdown_text(claim.before)}~~"] if claim.before else []
            sides += [markdown_text(claim.after)] if claim.after else []
            lines.append(f"- {' → '.join(sides)} ({_places(claim)})")
        if len(claims) > _MOST:
            lines.append(f"- … og {len(claims) - _MOST} til. Kør `aftalespor impact` for at se dem alle.")
        lines += [""] if claims else []
    if impact.ledgers:
        lines += ["### Regnskabet", ""]
        for change in impact.ledgers:
            lines.append(f"- {change.old} → {change.new}")
            lines += [f"  - {row}" for row in _rows(change)]
        lines.append("")
    if impact.not_measured:
        lines += [f"### {_NOT_MEASURED}", ""]
        lines += [f"- {markdown_text(name)}" for name in impact.not_measured[:_MOST]]
        left_out = len(impact.not_measured) - _MOST
        lines += [f"- … og {left_out} til"] if left_out > 0 else []
    return "\n".join(lines).rstrip() + "\n"


def impact_data(impact: Impact) -> dict[str, Any]:
    """The same as plain data; outcomes are codes, and counts are of initiatives on the older and the newer side."""
    return {
        **{
            name: [
                {"before": claim.before, "after": claim.after, "addresses": list(claim.addresses)}
                for claim in getattr(impact, name)
            ]
            for name in _HEADINGS
        },
        "ledgers": [
            {
                "old": change.old,
                "new": change.new,
                "before": _ledger_data(change.before),
                "after": _ledger_data(change.after),
            }
            for change in impact.ledgers
        ],
        "not_measured": list(impact.not_measured),
    }


def _places(claim: PublicClaim) -> str:
    shown = ", ".join(f"`{address or 'forsiden'}`" for address in claim.addresses[:_PLACES])
    more = len(claim.addresses) - _PLACES
    return f"{shown} og {more} til" if more > 0 else shown


def _rows(change: LedgerChange) -> Iterator[str]:
    """Each row of a ledger that differs: »Ny: 0/3 → 0/4«, the older and the newer side."""
    before, after = _ledger_data(change.before), _ledger_data(change.after)
    for outcome in dict.fromkeys([*before, *after]):
        one, other = before.get(outcome), after.get(outcome)
        if one != other:
            label = "I alt" if outcome == "total" else OUTCOMES[outcome].both  # type: ignore[index]  # a StrEnum's value
            yield f"{label}: {_sides(one)} → {_sides(other)}"


def _sides(counts: list[int] | None) -> str:
    return f"{counts[0]}/{counts[1]}" if counts else "ingen"


def _ledger_data(ledger: Ledger | None) -> dict[str, list[int]]:
    if ledger is None:
        return {}
    rows = {row.outcome.value: [len(row.olds), len(row.news)] for row in ledger.rows}
    return {**rows, "total": [ledger.old_total, ledger.new_total]}
