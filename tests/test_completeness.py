"""Sentences of ours that speak of all, none or only: each is about our record, or follows from the data.

A text was read by people and noted in a file. So »alle beløb i teksterne« is more than we know, and »beløb, som vi har
noteret« is what we know. What is listed here says something else, and says why it may.
"""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po
from conftest import AGREEMENTS, ROOT
from snapshots import REGISTER, agreement, initiative

from generator.comparing.analysis import Analysis
from generator.loading import load
from generator.model.archive import Archive
from generator.pages import planned_files
from generator.publishing.edition import Edition
from generator.record.history import History
from generator.wording.sentences import uncountable_words
from generator.wording.translator import DANISH_T

WHOLE = re.compile(r"\b(alle|samtlige|ingen|intet|hverken|eneste|heller ikke|aldrig|altid|kun)\b", re.IGNORECASE)
THINGS = re.compile(
    r"(tekst|aftale|kilde|dokument|initiativ|beløb|frist|måltal|part(?:er|erne)?\b|oplysning)", re.IGNORECASE
)
# What begins so may speak so. The check at the end takes out a line that nothing needs any more.
ALLOWED = {
    "of how the site is made, which a test or a check holds": (
        "Alle formater er lavet af de samme tabeller",
        "At noget er nyt, siger noget om de ældre tekster",
        "Alle opsummeringer er vores egne ord",
        "Begge udsagn står med deres kilder. Ingen af dem",
        "Beløb om året og beløb i alt holdes for sig og trækkes aldrig",
        "En begivenhed har sin egen kilde og er aldrig noget, aftalen siger",
        "De er opgjort på samme måde, og søjlerne",
        "En rettelse ændrer ikke, hvad der blev aftalt, og er aldrig",
        "Er to omhyggelige læsere måske uenige",
        "Ingen sætning her på siden må sige mere end sin kilde",
        "Kilderne er uenige. Begge udsagn står, og ingen af dem",
        "Kun at teksten er tavs. For hvert initiativ",
        "Kun myndigheder, parter, lovforslag og Folketinget",
        "Mellem de to har vi læst om",
        "Teksterne om aftalerne er et udvalg. Andre offentlige dokumenter",
    ),
    "of our files, versions, pages and their controls": (
        "Alle må bruge, dele og ændre disse data",
        "Data har et versionsnummer i tre led",
        "Den første kolonne er altid et fast id",
        "Der er %(facts)s oplysninger og %(phrases)s ordrette citater",
        "Desuden er der et dokument og et skema",
        "I de to slags CSV står der en apostrof",
        "Alle parter",
        "Hvor mange af teksterne i hver fil",
        "Hver adresse er en fil",
        "I en terminal: listen over alt og alle oplysninger som CSV",
        "Ikke alle par har en side",
        "Indsatserne, som kun den nyeste tekst har",
        "Ingen initiativer endnu",
        "Ingen initiativer passer til det valgte",
        "Kopiér linkets adresse",
        "Listen over alle",
        "Eller find vej i",
        "Prøv igen, eller se listen over alle initiativer",
        "Skriv et ord til for at finde dem",
        "Skrevet af den, der ændrede",
        "Vis kun nogle af initiativerne",
        "Viser alle",
    ),
    "of what we have noted, seen or read": (
        "Ingen er nævnt i alle",
        "Én er nævnt i alle",
        "Den eneste kilde med dato er fra",
        "Hvad vi har ændret i vores egne data",
        "Ingen udgivet version havde aftalen med",
        "Kilder, hvor vi har noteret en arkiveret kopi",
        "Om ingen af de aftaler, vi har læst, ligger imellem",
        "Søgt efter: %(terms)s. Ingen fund",
        "Oplysninger, hvor alle ordrette citater er fundet",
        "Kun i den nyeste tekst",
        "kun i en anden kilde",
        "Vi har kun set begyndelsen af",
        "Vi har kun set et uddrag",
    ),
    "of what a word or a picture means": (
        "Om vores udgave af en aftale har alle dens initiativer",
        "»Dækker« er de år, pengene gælder",
        "»Ikke undersøgt« siger kun",
        "Årsagen er skrevet af den, der lavede ændringen",
        "Vi søger på samme måde, når en oplysning kun står",
        "»Ikke omtalt« betyder kun, at den nyere tekst er tavs",
        "»Ikke omtalt« betyder kun, at teksten er tavs",
        "Hvad der blev af det. »Ikke omtalt« siger kun",
        "Initiativer i den ældre aftale. De fleste er kun ikke omtalt",
    ),
}


def _sentences() -> list[str]:
    with (ROOT / "generator" / "wording" / "en.po").open("rb") as source:
        found = [message.id for message in read_po(source, locale="en") if message.id]
    return [each if isinstance(each, str) else each[0] for each in found]


def _begins(sentence: str) -> str | None:
    plain = re.sub(r"<[^>]+>", "", sentence)
    allowed = (start for starts in ALLOWED.values() for start in starts)
    return next((start for start in allowed if plain.startswith(start)), None)


def test_no_sentence_of_ours_speaks_of_all_that_a_text_says() -> None:
    speaking = [s for s in _sentences() if WHOLE.search(s) and THINGS.search(re.sub(r"<[^>]+>|%\(\w+\)s", "", s))]
    assert [sentence for sentence in speaking if _begins(sentence) is None] == []


def test_nothing_is_allowed_that_nobody_says() -> None:
    said = {_begins(sentence) for sentence in _sentences()}
    assert [start for starts in ALLOWED.values() for start in starts if start not in said] == []


FALSE = (
    "Alle 14 beløb i de tekster",
    "Alle 12 frister og måltal",
    "siger teksten det heller ikke",
    "men aftaler ikke noget om det",
    "aftale for aftale",
    "Mellem de to ligger",
)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    edition = load(AGREEMENTS)
    return {page.path: " ".join(re.sub(r"<[^>]+>", "", page.html).split()) for page in planned_files(edition)}


@pytest.mark.parametrize("sentence", FALSE)
def test_what_was_found_false_is_said_nowhere(pages: dict[str, str], sentence: str) -> None:
    assert [path for path, text in pages.items() if sentence in text] == []


def test_amounts_and_deadlines_are_those_we_have_noted(pages: dict[str, str]) -> None:
    assert re.search(r"\d+ beløb, som vi har noteret i de tekster, vi har læst", pages["penge.md"])
    assert re.search(r"\d+ frister og måltal, som vi har noteret i de tekster, vi har læst", pages["frister.md"])


def _page(archive: Archive, path: str) -> str:
    page = next(page for page in planned_files(Edition(archive, History())) if page.path == path)
    return " ".join(re.sub(r"<[^>]+>", " ", page.html).split())


def test_an_amount_without_years_or_payer_is_one_we_noted_none_for() -> None:
    """Six of fourteen texts did say who pays; that we have not noted it is all that we know."""
    amount = {"id": "pris", "kind": "amount", "label": "Pris", "amount": "1 mio. kr.", "basis": "total"}
    fact = {**amount, "source": "k", "phrase": "ordene"}
    page = _page(Archive((agreement("a", None, [initiative("alfa", facts=[fact])]),), REGISTER), "penge.md")
    assert "år ikke noteret" in page
    assert "ikke oplyst" not in page


def test_only_the_list_that_is_not_complete_is_said_to_be_so() -> None:
    """A strategy read whole stands beside an article: one complete side does not make percentages of two."""
    whole = {"coverage": {"complete": True, "note": "Hele."}}
    first = agreement("a", None, [initiative("alfa")])
    second = agreement("b", "a", [initiative("alfa", origin={"outcome": "continued", "basis": "same-name"})], **whole)
    [comparison] = Analysis(Archive((first, second), REGISTER)).comparisons
    assert not comparison.is_countable
    said = uncountable_words(DANISH_T, comparison)
    assert "aftale a" in said
    assert "aftale b" not in said
