"""What is called new, or not repeated, is searched for in the other text; the texts are small ones of our own."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import cases, tables
from hypothesis import given, settings
from hypothesis import strategies as st
from snapshots import EVIDENCE, REGISTER, agreement, archives, initiative

from generator.comparing.analysis import Analysis
from generator.evidence.source_text import SourceText
from generator.evidence.verify import verify
from generator.model.agreement import Agreement, Outcome, _Fact
from generator.model.archive import Archive
from generator.model.beside import Register
from generator.model.place import Problem
from generator.pages import site_files
from generator.publishing.edition import Edition
from generator.record.history import History
from generator.wording.fact_words import fact_words
from generator.wording.translator import DANISH_T

SYNONYMS = [
    ["etape", "trin", "trinvist"],
    ["inklusion", "deltage", "udfordrede", "kompetence", "færdighed"],
    ["styring", "governance"],
]
THEIR = {"basis": "same-subject", "certainty": "arguable", "note": "n"}
RULES = {"novelty-is-new", "difference-is-there", "renaming-is-there"}


def _sha(position: int) -> str:
    return f"{position:064x}"


def _archive(*agreements: Agreement, synonyms: Any = ()) -> Archive:
    chain = [
        a.model_copy(update={"sources": tuple(s.model_copy(update={"sha256": _sha(n)}) for s in a.sources)})
        for n, a in enumerate(agreements)
    ]
    register = Register.model_validate({**REGISTER.model_dump(), "synonyms": synonyms})
    return Archive(tuple(chain), register)


def _absences(archive: Archive, *texts: str) -> list[Problem]:
    """The problems about what is absent."""
    at_hand = {_sha(n): SourceText.of(text) for n, text in enumerate(texts)}
    return [problem for problem in verify(archive, at_hand) if problem.rule in RULES]


def _facts(old: list[Any], new: list[Any], texts: tuple[str, str], **keys: Any) -> list[Problem]:
    """One initiative in two agreements, with different facts."""
    first = agreement("a0", None, [initiative("alfa", facts=old, **keys)])
    second = agreement("a1", "a0", [initiative("alfa", facts=new, origin={"outcome": "continued", **THEIR}, **keys)])
    return _absences(_archive(first, second, synonyms=SYNONYMS), *texts)


def _new(old_text: str, new_text: str, outcome: str = "new", search: Any = None, **keys: Any) -> list[Problem]:
    """An initiative that the newer of two agreements has as new."""
    origin = {"outcome": outcome, **EVIDENCE, **({"search": search} if search else {})}
    first = agreement("a0", None, [initiative("alfa")])
    kept = initiative("alfa", origin={"outcome": "continued", **THEIR})
    second = agreement("a1", "a0", [kept, initiative("beta", origin=origin, **keys)])
    return _absences(_archive(first, second, synonyms=SYNONYMS), old_text, new_text)


def _scope(label: str, phrase: str, **more: Any) -> dict[str, Any]:
    return {"id": "f", "kind": "scope", "label": label, "source": "k", "phrase": phrase, **more}


def _deadline(label: str, phrase: str, date: str, bound: str, **more: Any) -> dict[str, Any]:
    return {**_scope(label, phrase), "kind": "deadline", "date": date, "bound": bound, **more}


EXPIRES = _deadline("Strategien udløber", "udløber ved udgangen af 2020", "2020", "at-end")
SAID_TWICE = tables("absence")["said_twice"]


@pytest.mark.parametrize(("fact", "other", "times"), SAID_TWICE)
def test_what_the_older_text_says_too_is_not_new(fact: dict[str, Any], other: str, times: int) -> None:
    problems = _facts([], [fact], (other, fact["phrase"]))
    assert [problem.rule for problem in problems] == ["difference-is-there"] * times
    assert all("is called new since 'a0'" in problem.message for problem in problems)


@pytest.mark.parametrize(("fact", "other", "times"), SAID_TWICE)
def test_what_the_newer_text_says_too_is_repeated(fact: dict[str, Any], other: str, times: int) -> None:
    problems = _facts([fact], [], (fact["phrase"], other))
    assert [problem.rule for problem in problems] == ["difference-is-there"] * times
    assert all("is called not repeated in 'a1'" in problem.message for problem in problems)


def test_the_names_of_the_initiative_do_not_count_as_the_fact() -> None:
    """Both texts have the initiative, so that its name in the other says nothing of the fact."""
    fact = _scope("Skat i Det Store Overblik", "skat bliver en del af Det Store Overblik")
    texts = ("Det Store Overblik kommer.", fact["phrase"])
    assert _facts([], [fact], texts, title="Det Store Overblik") == []


@cases
@pytest.mark.parametrize("outcome", ["new", "first-mentioned"])
def test_what_an_older_text_mentions_is_not_new(title: str, aliases: list[str], older: str, outcome: str) -> None:
    problems = _new(older, "ordene", outcome, title=title, aliases=aliases)
    assert [problem.rule for problem in problems] == ["novelty-is-new"]
    assert _new("Her står intet om det.", "ordene", outcome, title=title, aliases=aliases) == []


def test_an_explained_hit_is_something_else() -> None:
    hit = {"agreement": "a0", "phrase": "et kørekort til traktor", "why": "Noget andet."}
    text = "De vil have et kørekort til traktor."
    assert _new(text, "ordene", title="Kørekort", search={"hits": [hit]}) == []
    assert len(_new(f"{text} Kørekort er godt.", "ordene", title="Kørekort", search={"hits": [hit]})) == 1


@pytest.mark.parametrize("text", ["Her står noget andet.", "De kører i tog."])
def test_an_explained_hit_does_not_outlive_its_cause(text: str) -> None:
    hit = {"agreement": "a0", "phrase": "De kører", "why": "Noget andet."}
    first = agreement("a0", None, [initiative("alfa")])
    origin = {"outcome": "new", "search": {"hits": [hit]}}
    second = agreement("a1", "a0", [initiative("alfa", origin={"outcome": "continued", **THEIR}), initiative("beta", title="Kørekort", origin=origin)])  # fmt: skip
    texts = {_sha(n): SourceText.of(f"ordene. {each}") for n, each in enumerate((text, ""))}
    assert "explained-hits-are-needed" in [p.rule for p in verify(_archive(first, second), texts)]


@pytest.mark.parametrize(("older", "is_needed"), [("Vi kom over vandet tørskoet.", True), ("Intet her.", False)])
def test_the_same_in_words_that_no_search_finds_is_a_hit_too(older: str, *, is_needed: bool) -> None:
    """A reader may find what is said otherwise; so long as it stands in the text, it explains."""
    hit = {"agreement": "a0", "phrase": "kom over vandet", "initiative": "alfa", "why": "Uden ordet bro."}
    first = agreement("a0", None, [initiative("alfa")])
    facts = [{**_scope("Broen bygges", "broen bygges"), "hits": [hit]}]
    second = agreement("a1", "a0", [initiative("alfa", facts=facts, origin={"outcome": "continued", **THEIR})])
    texts = {_sha(n): SourceText.of(f"ordene. {each}") for n, each in enumerate((older, "broen bygges"))}
    rules = [problem.rule for problem in verify(_archive(first, second), texts)]
    assert ("explained-hits-are-needed" in rules) is not is_needed


def test_an_explained_hit_of_a_fact_is_needed_if_one_agreement_that_has_the_fact_needs_it() -> None:
    """A later agreement may say the same fact in words that find less."""
    hit = {"agreement": "a0", "phrase": "udløber i 2020", "why": "En anden strategi."}
    came = {"outcome": "continued", **THEIR}
    first = agreement("a0", None, [initiative("alfa")])
    second = agreement("a1", "a0", [initiative("alfa", facts=[{**EXPIRES, "hits": [hit]}], origin=came)])
    third = agreement("a2", "a1", [initiative("alfa", facts=[_scope("Broen bygges", "broen bygges")], origin=came)])
    texts = (
        "ordene. Den anden strategi udløber i 2020.",
        "ordene. udløber ved udgangen af 2020",
        "ordene. broen bygges",
    )
    at_hand = {_sha(n): SourceText.of(text) for n, text in enumerate(texts)}
    problems = verify(_archive(first, second, third, synonyms=SYNONYMS), at_hand)
    assert "explained-hits-are-needed" not in [p.rule for p in problems]


@cases
def test_a_change_of_name_is_one(old_title: str, new_title: str, texts: tuple[str, str], count: int) -> None:
    """A thing that a text only describes has no name, and none that changes."""
    first = agreement("a0", None, [initiative("alfa", title=old_title)])
    kept = initiative("alfa", title=new_title, origin={"outcome": "continued", **THEIR})
    problems = _absences(_archive(first, agreement("a1", "a0", [kept])), *texts)
    assert [problem.rule for problem in problems] == ["renaming-is-there"] * count


@settings(max_examples=30)
@given(archives(), st.data())
def test_whatever_a_pair_calls_new_is_searched_for(archive: Archive, data: st.DataObject) -> None:
    claims = [*_claims(archive)]
    if not claims:
        return
    words, position = data.draw(st.sampled_from(claims))
    texts = ["intet"] * len(archive.agreements)
    assert _absences(_archive(*archive.agreements), *texts) == []
    texts[position] = f"Her står {words}."
    assert _absences(_archive(*archive.agreements), *texts)


def _claims(archive: Archive) -> Any:
    """The words of everything that some pair, read forwards or backwards, has as absent, and from which text."""
    for pair in Analysis(archive).comparisons:
        for comparison in (pair, pair.mirrored()):
            old, new = (archive.position[a.id] for a in (comparison.old, comparison.new))
            for finding in comparison.findings:
                for facet in finding.facets:
                    if facet.mode != "edited" and facet.is_searched:
                        fact = next(side for side in (facet.new, facet.old) if isinstance(side, _Fact))
                        words = f"{fact.label.da} {fact_words(DANISH_T, fact, {})} {' '.join(fact.phrase)}"
                        yield words, old if facet.mode == "added" else new
                if finding.outcome in (Outcome.NEW, Outcome.FIRST_MENTIONED):
                    newer = max(old, new)
                    title = archive.initiatives[newer][finding.id].title.da
                    yield title, min(old, new)


# What the site says of it


def _pages(*agreements: Agreement) -> dict[str, str]:
    edition = Edition(Archive(agreements, REGISTER), History(()))
    return {page.path: page.html for page in site_files(edition) if page.path.endswith(".md")}


ACTORS = _scope("I kommuner og regioner", "i kommuner og regioner")


def test_what_cannot_be_searched_for_is_only_missing_from_our_record() -> None:
    """»In municipalities« stands everywhere: that the older text does not say it of this, nobody can search for."""
    first = agreement("a0", None, [initiative("alfa")])
    again = initiative("alfa", origin={"outcome": "continued", **THEIR}, facts=[ACTORS])
    second = agreement("a1", "a0", [again])
    (finding,) = Analysis(Archive((first, second), REGISTER)).comparison("a0", "a1").findings
    assert finding.outcome is Outcome.UNCHANGED
    page = _pages(first, second)["sammenlign/a0/a1.md"]
    assert "Ikke registreret fra den anden tekst" in page
    assert "Nyt i teksten" not in page


def test_what_the_other_text_says_in_another_place_is_not_new() -> None:
    hit = {"agreement": "a0", "phrase": "alle kan deltage", "initiative": "beta", "why": "Siges om gamma."}
    first = agreement("a0", None, [initiative("alfa"), initiative("beta")])
    again = {"outcome": "continued", **THEIR}
    fact = _scope("For alle", "for alle", hits=[hit])
    second = agreement("a1", "a0", [initiative("alfa", origin=again, facts=[fact]), initiative("beta", origin=again)])
    finding = Analysis(Archive((first, second), REGISTER)).comparison("a0", "a1").by_id["alfa"]
    assert finding.outcome is Outcome.UNCHANGED
    page = _pages(first, second)["sammenlign/a0/a1.md"]
    assert "Siges på en anden måde i den anden tekst" in page
    assert "Nyt i teksten" not in page


def test_a_page_shows_what_was_searched_for_and_what_else_was_found() -> None:
    hit = {"agreement": "a0", "phrase": "et kørekort til traktor", "why": "Handler om traktorer."}
    origin = {"outcome": "new", "search": {"terms": ["førerret"], "hits": [hit]}}
    first = agreement("a0", None, [initiative("alfa")])
    kept = initiative("alfa", origin={"outcome": "continued", **THEIR}, facts=[EXPIRES])
    second = agreement("a1", "a0", [kept, initiative("beta", title="Nyt kørekort", origin=origin)])
    pages = _pages(first, second)
    for path in ("sammenlign/a0/a1.md", "initiativer/beta.md"):
        assert "Hvad vi har søgt efter" in pages[path]
        assert "<q>kørekort</q>, <q>ordene</q>, <q>førerret</q>" in pages[path]
        assert "<q>et kørekort til traktor</q>: Handler om traktorer." in pages[path]
    for path in ("sammenlign/a0/a1.md", "initiativer/alfa.md"):
        assert "<q>udløber + 2020</q>" in pages[path]


def test_not_yet_mentioned_is_said_only_of_what_was_searched_for() -> None:
    gone = initiative("alfa")
    link = {"id": "alfa", "relation": "absorbed", "basis": "same-subject", "certainty": "certain", "note": "n"}
    heir = initiative("beta", **{"from": [link]})
    new = initiative("gamma", title="Kørekort", origin={"outcome": "new"})
    unsure = initiative("delta", title="Cykelsti", origin={"outcome": "not-examined"})
    page = _pages(agreement("a0", None, [gone]), agreement("a1", "a0", [heir, new, unsure]))["tidslinje.md"]
    rows = {i: page.split(f"initiativer/{i}/")[1].split("</tr>")[0] for i in ("beta", "gamma", "delta")}
    assert {i: "ikke omtalt" in row for i, row in rows.items()} == {"beta": False, "gamma": True, "delta": False}
    assert "ikke noteret" in rows["beta"]


def test_what_came_back_is_resumed_only_where_its_absence_was_searched_for() -> None:
    kept = initiative("beta", origin={"outcome": "continued", **THEIR})
    back = initiative("alfa", origin={"outcome": "resumed", **THEIR})
    first = agreement("a0", None, [initiative("alfa"), initiative("beta")])
    third = agreement("a2", "a1", [kept, back])
    silent = {"id": "alfa", "outcome": "not-mentioned", "search": {"terms": ["alfa"]}}
    outcomes = {}
    for gone in (silent, {"id": "alfa", "outcome": "not-examined"}):
        archive = Archive((first, agreement("a1", "a0", [kept], not_continued=[gone]), third), REGISTER)
        outcomes[gone["outcome"]] = Analysis(archive).comparison("a1", "a2").by_id["alfa"].outcome
    assert outcomes == {"not-mentioned": Outcome.RESUMED, "not-examined": Outcome.NOT_EXAMINED}
