"""Is a change of name one? Looks in the source texts for the names that are shown as different."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.fault import Fault
from generator.comparing.absences import is_shown
from generator.evidence.texts import Texts, by_source
from generator.folding import fold_case
from generator.model.agreement import Agreement, Initiative
from generator.model.archive import Archive

_AS_HEADING = "Make presence unnamed: then the title is a heading of ours, and no name that changes."


def renaming_is_there(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure what is shown as another name is a name in its text, and is not in the text that is compared with it."""
    agreement = archive.agreements[position]
    for initiative in agreement.initiatives:
        renamed = [*_renamed(archive, position, initiative)]
        if not renamed:
            continue
        name, place = fold_case(initiative.title.da), initiative.place.at("title")
        text = _whole_text(agreement, texts) if initiative.source in by_source(agreement, texts) else ""
        if text and not _is_name(name, text):
            yield place, f"the text does not call it »{initiative.title.da}« by name. {_AS_HEADING}"
        for other in renamed:
            if name in _whole_text(other, texts):
                yield (
                    place,
                    f"»{initiative.title.da}« is also in the text of {other.id!r}, where the title is another. {_AS_HEADING}",
                )


def _renamed(archive: Archive, position: int, initiative: Initiative) -> Iterator[Agreement]:
    """The agreements, compared with that at *position*, in which the initiative has another name."""
    if initiative.presence != "named":
        return
    for other in archive.appearances(initiative.id):
        there = archive.initiatives[other][initiative.id]
        is_other = fold_case(there.title.da) != fold_case(initiative.title.da)
        if is_other and there.presence == "named" and is_shown(archive, other, position):
            yield archive.agreements[other]


def _whole_text(agreement: Agreement, texts: Texts) -> str:
    return "\n".join(fold_case(text.text) for text in by_source(agreement, texts).values())


def _is_name(name: str, text: str) -> bool:
    """Whether a folded text has *name* anywhere but after »en« or »et«, which describes a thing and does not name it."""
    before = r"(?<!\w)(?<!\ben )(?<!\bet )(?<!\ben ny )(?<!\bet nyt )"
    return re.search(rf"{before}{re.escape(name)}(?!\w)", text) is not None
