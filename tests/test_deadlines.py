"""The deadlines page and the calendar: every date once, in order and as wide as its source, and what has passed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import FROZEN, cases
from icalendar import Calendar, Event
from snapshots import REGISTER, agreement, html_of, initiative

from generator.comparing.figures import dues
from generator.loading import load
from generator.model.agreement import DeadlineFact, TargetFact
from generator.model.archive import Archive
from generator.publishing import addresses
from generator.publishing.addresses import Site
from generator.publishing.calendars import calendars
from generator.publishing.edition import Edition
from generator.record.history import History, Record, Revision
from generator.wording.labels import COMMITMENTS
from generator.wording.sentences import due_words
from generator.wording.translator import DANISH_T, ENGLISH_T, Translator

ON = date(2021, 6, 30)


def _deadline(fact_id: str, day: str, bound: str = "by", **more: Any) -> dict[str, Any]:
    evidence = {"source": "k", "phrase": "ordene"}
    return {"id": fact_id, "kind": "deadline", "label": fact_id, "date": day, "bound": bound, **evidence, **more}


def _target(fact_id: str, **more: Any) -> dict[str, Any]:
    evidence = {"source": "k", "phrase": "ordene"}
    return {"id": fact_id, "kind": "target", "label": fact_id, "value": "90 pct.", **evidence, **more}


def _archive(*facts: dict[str, Any], **more: Any) -> Archive:
    return Archive((agreement("a0", None, [initiative("alfa", facts=list(facts), **more)]),), REGISTER)


def _html(archive: Archive, history: History) -> str:
    return html_of(Edition(archive, history), "frister.md")


def _known(day: date) -> History:
    return History(None, Revision("1" * 40, day))


def test_dates_stand_in_order_of_the_last_day_they_can_mean() -> None:
    found = dues(
        _archive(
            _target("never"),
            _deadline("year", "2021"),
            _deadline("day", "2021-03-07"),
            _target("target", by="2021-efterår"),
            _deadline("month", "2021-06"),
            _deadline("before", "2020"),
        )
    )
    assert [due.fact.id for due in found] == ["before", "day", "month", "target", "year", "never"]


@cases
def test_a_date_has_passed_when_all_of_it_has(day: str, bound: str, is_passed: bool) -> None:
    due = dues(_archive(_deadline("x", day, bound)))[0]
    assert due.is_passed(ON) == is_passed
    assert not due.is_passed(None)


@cases
def test_dates_keep_the_precision_of_the_source(kind: str, given: dict[str, Any], words: list[str]) -> None:
    fact = {"deadline": _deadline, "target": _target}[kind]("x", **given)
    assert [*due_words(DANISH_T, dues(_archive(fact))[0])] == words


def test_the_facts_own_commitment_goes_before_the_initiatives() -> None:
    archive = _archive(_deadline("own", "2020", commitment="aims"), _deadline("inherited", "2021"))
    assert [COMMITMENTS[due.commitment] for due in dues(archive)] == ["Ambition", "Besluttet"]


def test_what_has_passed_is_measured_on_the_day_of_the_data_and_the_page_says_so(real: Archive) -> None:
    html = _html(real, _known(date(2022, 3, 4)))
    assert "pr. 4. marts 2022" in html
    rows = re.findall(r'<tr role="row" id=.*?</tr>', html, re.DOTALL)
    passed = [row for row in rows if "as-passed" in row]
    assert [bool("as-passed" in row) for row in rows] == [True] * len(passed) + [False] * (len(rows) - len(passed))
    found = dues(real)
    assert len(passed) == sum(due.is_passed(date(2022, 3, 4)) for due in found)
    assert 0 < len(passed) < len(found)


def test_nothing_is_said_to_have_passed_without_history(real: Archive) -> None:
    html = _html(real, History(missing="filerne ikke er hentet med git"))
    assert "as-passed" not in html
    assert "fordi filerne ikke er hentet med git" in html


def test_a_date_that_has_passed_is_not_called_kept_or_broken(real: Archive) -> None:
    html = _html(real, _known(date(2030, 1, 1))).lower()
    for word in ("overholdt", "brudt", "opfyldt", "overskredet", "forsinket", "misset"):
        assert word not in html


def _cell(html: str, row: str) -> str:
    """What stands in a row as known afterwards, as it is read."""
    found = html.partition(f'id="{row}"')[2].partition("</tr>")[0]
    cell = found.partition('data-label="Kendt bagefter"')[2].partition(">")[2].partition("</td>")[0]
    return " ".join(re.sub(r"<[^>]+>", "", cell).split())


def test_beside_a_date_that_has_passed_stands_what_is_known_afterwards() -> None:
    edition = replace(load(FROZEN / "agreements"), history=_known(date(2030, 1, 1)))
    received = next(e for e in edition.beyond.events if e.id == "partnerskabets-anbefalinger")
    event = received.model_copy(update={"deadlines": ("2022/ny-faelles-strategi/anbefalinger",)})
    edition = replace(edition, beyond=edition.beyond.model_copy(update={"events": (event,)}))
    html = html_of(edition, "frister.md")
    told = _cell(html, "2022--ny-faelles-strategi--anbefalinger")
    assert "1. oktober 2021: Regeringen modtog 46 anbefalinger fra digitaliseringspartnerskabet." in told
    assert f"andre-kilder/#{event.id}" in html
    assert _cell(html, "pagt--strategi-2016-2020--udloeber") == "Økonomiaftalerne 2022: Udløbet ifølge kilden"


def test_what_nobody_has_looked_at_is_said_to_be_so_and_silence_is_no_answer(real: Archive) -> None:
    """No later text mentions the user journeys; that says nothing of whether they were there in 2021."""
    html = _html(real, _known(date(2030, 1, 1)))
    assert _cell(html, "pagt--sammenhaengende-brugerrejser--klar") == "intet noteret"


# ---- The calendar: every dated deadline once, as wide as its source, the same event for ever, and nothing from a clock.

URL = "https://spor.example/"
FIRST, LATER = Revision("1" * 40, date(2020, 1, 2)), Revision("2" * 40, date(2021, 6, 30))
EVIDENCE = {"source": "k", "phrase": "ordene"}


def _files(archive: Archive, history: History, url: str = URL, t: Translator = DANISH_T) -> dict[str, bytes]:
    return {asset.path: asset.data for asset in calendars(t, Edition(archive, history, site=Site(url)))}


def _registered(archive: Archive, changed: Revision = LATER) -> History:
    return History(None, LATER, records={a.id: Record(FIRST, changed) for a in archive.agreements})


def _events(
    archive: Archive, history: History | None = None, url: str = URL, t: Translator = DANISH_T
) -> dict[str, Event]:
    """Every event of the calendar of everything, by what stands before the @ of its UID."""
    data = _files(archive, history or _registered(archive), url, t)["frister.ics"]
    events = Calendar.from_ical(data).walk("VEVENT")
    found = {str(event["uid"]).removesuffix("@aftalespor.example"): event for event in events}
    assert len(found) == len(events)
    return found


@pytest.mark.parametrize("name", ["real", "golden"])
def test_every_deadline_is_there_once_as_wide_as_its_source(name: str, request: pytest.FixtureRequest) -> None:
    archive: Archive = request.getfixturevalue(name)
    expected = {}
    for a in archive.agreements:
        for i in a.initiatives:
            for fact in i.facts:
                if isinstance(fact, DeadlineFact):
                    first, last = (fact.starts or fact.date).earliest, fact.date.latest
                    first = last if fact.bound == "at-end" and not fact.starts else first
                elif isinstance(fact, TargetFact) and fact.by:
                    first, last = fact.by.earliest, fact.by.latest
                else:
                    continue
                expected[f"{a.id}/{i.id}/{fact.id}"] = (first, last)
    found = {
        uid: (event.decoded("dtstart"), date.fromordinal(event.decoded("dtend").toordinal() - 1))
        for uid, event in _events(archive).items()
    }
    assert found == expected
    assert len(expected) >= 3


@cases
def test_a_span_ends_on_the_day_after_the_last(given: dict[str, Any], first: date, end: date) -> None:
    event = _events(_archive(_deadline("x", **given)))["a0/alfa/x"]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (first, end)
    assert event["dtstart"].params["VALUE"] == event["dtend"].params["VALUE"] == "DATE"


def test_an_event_says_what_the_source_says_and_where_to_read_on(real: Archive) -> None:
    event = _events(real)["pagt/mit-overblik/etableret"]
    assert "Mit Overblik" in event["summary"]
    assert "frem mod 2024" in event["summary"]
    assert "ambitionen er, at overblikket etableres" in event["description"]
    assert "KIT-magasinet" in event["description"]
    assert "Ambition" in event["description"]
    assert event["url"] == URL + addresses.fact("pagt", "mit-overblik", "etableret")
    assert [str(word) for word in event["categories"].cats] == ["Frist", "Service til borgerne"]
    assert event["transp"] == "TRANSPARENT"


def test_a_target_says_that_it_is_one_and_its_number() -> None:
    target = {"id": "x", "kind": "target", "label": "andel", "value": "90 pct.", "by": "2024", **EVIDENCE}
    event = _events(_archive({**target, "baseline": "83 pct."}, title="Mål for alle"))["a0/alfa/x"]
    assert event["summary"] == "Mål for alle: Måltal: 90 pct. (fra 83 pct.), andel (i 2024)"
    deadline = _events(_archive(_deadline("x", "2021"), title="Navn"))["a0/alfa/x"]
    assert deadline["summary"] == "Navn: x (senest 2021)"


def test_the_stamps_come_from_the_data() -> None:
    archive = _archive(_deadline("x", "2021"))
    event = _events(archive)["a0/alfa/x"]
    assert event.decoded("dtstamp") == event.decoded("last-modified") == datetime(2021, 6, 30, tzinfo=UTC)
    assert event.decoded("created") == datetime(2020, 1, 2, tzinfo=UTC)
    unchanged = _events(archive, _registered(archive, FIRST))["a0/alfa/x"]
    assert unchanged["sequence"] == 0
    assert event["sequence"] > unchanged["sequence"]
    unknown = _events(archive, History(missing="prøve"))["a0/alfa/x"]
    assert unknown.decoded("dtstamp") == datetime(1970, 1, 1, tzinfo=UTC)


def test_what_has_passed_is_called_passed_and_nothing_more(real: Archive) -> None:
    events = _events(
        _archive(_deadline("gone", "2020"), _deadline("this-year", "2021"), _deadline("begins", "2020", "from"))
    )
    assert {uid for uid, event in events.items() if "Passeret" in event["description"]} == {"a0/alfa/gone"}
    text = str(_files(real, History(None, Revision("1" * 40, date(2040, 1, 1))))["frister.ics"], "utf-8")
    assert "Passeret" in text
    for word in ("overholdt", "brudt", "opfyldt", "overskredet", "forsinket", "misset"):
        assert word not in text.replace("\r\n ", "").lower()


def test_what_holds_from_a_date_is_a_beginning() -> None:
    event = _events(_archive(_deadline("x", "2020-03", "from")))["a0/alfa/x"]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2020, 3, 1), date(2020, 4, 1))
    assert str(event["categories"].cats[0]) == "Gælder fra"
    assert "ikke en frist" in event["description"]


def test_an_initiative_with_dates_has_a_calendar_of_its_own(real: Archive) -> None:
    files = _files(real, _registered(real))
    everything = set(_events(real))
    single = {}
    for path, data in files.items():
        if path != "frister.ics":
            uids = [str(event["uid"]).partition("@")[0] for event in Calendar.from_ical(data).walk("VEVENT")]
            single[path] = uids
            assert {uid.split("/")[1] for uid in uids} == {path.split("/")[1]}
    assert sorted(uid for uids in single.values() for uid in uids) == sorted(everything)
    assert "initiativer/mit-overblik/frister.ics" in single


def test_the_english_calendar_has_events_of_its_own(real: Archive) -> None:
    english = _events(real, t=ENGLISH_T)
    calendar = Calendar.from_ical(_files(real, _registered(real), t=ENGLISH_T)["frister.ics"])
    assert [uid.removeprefix("en/") for uid in english] == list(_events(real))
    assert all(uid.startswith("en/") for uid in english)
    assert calendar["prodid"] == "-//Aftalespor//Frister//EN"
    assert calendar["x-wr-calname"] == "Aftalespor: deadlines"
    event = english["en/pagt/mit-overblik/etableret"]
    assert event["url"] == f"{URL}en/{addresses.fact('pagt', 'mit-overblik', 'etableret')}"
    assert "“ambitionen er, at overblikket etableres" in event["description"]
    assert "[in English: " in event["description"]
    danish = _events(real)["pagt/mit-overblik/etableret"]
    assert (event.decoded("dtstart"), event["sequence"]) == (danish.decoded("dtstart"), danish["sequence"])


def test_the_calendars_are_linked_where_the_dates_are(site: Path) -> None:
    page = (site / "frister" / "index.html").read_text(encoding="utf-8")
    assert 'href="../frister.ics"' in page
    assert "abonnere" in page
    for path in (*site.glob("initiativer/*/frister.ics"), *site.glob("en/initiativer/*/frister.ics")):
        assert "/frister.ics" in (path.parent / "index.html").read_text(encoding="utf-8")
        assert Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert (site / "frister.ics").is_file()
    assert (site / "en" / "frister.ics").is_file()
