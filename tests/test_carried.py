"""The data itself: no phrase stops before what it is quoted for."""

from __future__ import annotations

from conftest import FROZEN

from generator.checks.fault import rule_id
from generator.checks.phrases import CARRIED_WARNINGS
from generator.data_folder import load_with_warnings
from generator.model.agreement import Agreement
from generator.model.archive import Archive
from generator.model.beside import Register

RULES = {rule_id(rule) for rule in CARRIED_WARNINGS}


def test_each_phrase_of_the_data_carries_its_fact() -> None:
    """A warning for whoever adds an agreement, and a fault in what is published here."""
    found = load_with_warnings(FROZEN / "agreements")[1]
    assert [str(problem) for problem in found if problem.rule in RULES] == []


def _warnings(archive: Archive, agreement_id: str, initiative_id: str, **update: object) -> set[str]:
    """The rules that are broken once the initiative is *update*d."""
    agreements = [
        agreement.model_copy(
            update={
                "initiatives": tuple(
                    i.model_copy(update=update) if i.id == initiative_id else i for i in agreement.initiatives
                )
            }
        )
        if agreement.id == agreement_id
        else agreement
        for agreement in archive.agreements
    ]
    values: list[Agreement | Register] = [*agreements, archive.register]
    return {rule_id(rule) for rule in CARRIED_WARNINGS for _ in rule(values)}


def test_the_phrase_of_mit_overblik_that_stopped_before_the_overview(real: Archive) -> None:
    cut = ("fortsætte arbejdet med at give den enkelte borger et bedre",)
    assert _warnings(real, "2023", "mit-overblik", phrase=cut, aliases=()) == {"phrase-is-about-it"}


def test_the_phrase_of_the_signature_projects_that_left_out_what_went_on(real: Archive) -> None:
    origin = real.initiatives[real.position["2021"]]["signaturprojekter"].origin
    assert origin is not None
    cut = origin.model_copy(update={"phrase": ("Mit Overblik og signaturprojekterne om kunstig intelligens",)})
    assert _warnings(real, "2021", "signaturprojekter", origin=cut) == {"explicit-says-so"}
