"""What readers come for, done by clicking from the front page, and how many clicks it takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

# For the eight together.
MOST_CLICKS = 12


@dataclass(frozen=True)
class Task:
    """*answer* is in sight once each of *clicks* has been made, from where *goes_on* was done or the front page."""

    clicks: tuple[Callable[[Page], Locator], ...]
    answer: Callable[[Page], Locator]
    goes_on: str | None = None


def _menu(name: str) -> Callable[[Page], Locator]:
    return lambda page: page.get_by_role("navigation", name="Faner").get_by_role("link", name=name)


def _link(name: str, within: str = "main") -> Callable[[Page], Locator]:
    return lambda page: page.locator(within).get_by_role("link", name=name, exact=True).first


TASKS = {
    "what became of Mit Overblik": Task(
        (_link("Mit Overblik"),), lambda page: page.locator(".as-lead", has_text="videreført")
    ),
    "infrastructure before and after": Task(
        (_menu("Penge og frister"),), lambda page: page.locator("tr", has_text=re.compile("141,4.*247,4", re.DOTALL)).first
    ),
    "the silences of 2021 about the pact, with evidence": Task(
        (
            _menu("Sammenlign"),
            _link("Pagten 2019 → Økonomiaftalerne 2021"),
            lambda page: page.locator("#viden-overblik-gennemsigtighed summary").first,
        ),
        lambda page: page.get_by_text("Søgt i").first,
    ),
    "deadlines that have passed, and what is known": Task(
        (_menu("Penge og frister"), _link("Frister")),
        lambda page: page.get_by_text("passeret").first,
    ),
    "money for 2023": Task((_menu("Penge og frister"),), lambda page: page.get_by_text("2023").first),
    "cite an amount": Task(
        (_menu("Penge og frister"), lambda page: page.get_by_role("link", name="citér Drift, vedligehold")),
        lambda page: page.locator(":target").get_by_text("Henvisning").first,
    ),
    "its row of the data": Task(
        (), lambda page: page.locator(":target").get_by_text("Rækken som CSV").first, goes_on="cite an amount"
    ),
    "2016-2020 against the newest": Task(
        (_menu("Sammenlign"), _link("Strategien 2016-2020 → Økonomiaftalerne 2023")),
        lambda page: page.locator("h1", has_text="2016-2020"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TASKS)
def test_the_answer_is_in_sight_after_the_clicks(page: Page, name: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("")
    task = TASKS[name]
    for click in (*(TASKS[task.goes_on].clicks if task.goes_on else ()), *task.clicks):
        click(page).click()
    expect(task.answer(page)).to_be_visible()


def test_the_tasks_together_take_few_clicks() -> None:
    assert sum(len(task.clicks) for task in TASKS.values()) <= MOST_CLICKS
