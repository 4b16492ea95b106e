"""Tables of what became of the initiatives: every pair of agreements, every outcome, every difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from generator.comparing.comparison import Comparison, Finding, Group
from generator.comparing.facets import Facet
from generator.comparing.findings import searched_facets
from generator.exports import paths
from generator.exports.columns import CERTAINTY, DATA_URL, GLOSS, INITIATIVE, LEFT_OUT, URL, evidence_columns
from generator.exports.table import Bilingual, Cell, Column, StatedRow, Table, bilingual, in_english, table
from generator.folding import distinct
from generator.model.agreement import Hit
from generator.model.facts import Fact
from generator.model.fields import HitElsewhere, Text
from generator.model.lineage import Silence
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.wording.fact_words import FACT_KINDS, MODES, facet_heading, facet_words, mode_words
from generator.wording.labels import GROUPS, OUTCOMES
from generator.wording.translator import DANISH_T, Labels, Translator, message
from generator.wording.writing import quoted

_OLD = Column("old", "Ældre aftale", "Id på den ældre aftale.", required=True, refers_to="agreements")
_NEW = Column("new", "Nyere aftale", "Id på den nyere aftale.", required=True, refers_to="agreements")
_COMPARISON = Column("comparison", "Sammenligning", "Id på sammenligningen.", required=True, refers_to="comparisons")
_GROUPS = Labels({group.value: GROUPS[group] for group in Group})
_OUTCOMES = Labels({outcome.value: words.both for outcome, words in OUTCOMES.items()})


def comparisons(edition: Edition) -> Table:
    columns = (
        Column("id", "Id", "De to aftaler med skråstreg imellem.", required=True),
        _OLD,
        _NEW,
        Column(
            "consecutive",
            "Lige efter hinanden",
            "Om ingen af de aftaler, vi har læst, ligger imellem.",
            "boolean",
            required=True,
        ),
        Column(
            "countable",
            "Kan tælles",
            "Om begge lister er hele. Ellers siger andele af dem ikke noget.",
            "boolean",
            required=True,
        ),
        Column("old_total", "I den ældre", "Initiativer i den ældre aftale.", "integer", required=True),
        Column("new_total", "I den nyere", "Initiativer i den nyere aftale.", "integer", required=True),
        Column("added", GROUPS[Group.ADDED], "Initiativer i den nyere aftale.", "integer", required=True),
        Column("carried", GROUPS[Group.CARRIED], "Initiativer i den ældre aftale.", "integer", required=True),
        Column(
            "not_carried",
            GROUPS[Group.NOT_CARRIED],
            "Initiativer i den ældre aftale. De fleste er kun ikke omtalt; se statusserne.",
            "integer",
            required=True,
        ),
        DATA_URL,
        URL,
        Column("unread", "Ikke læst imellem", "Id'er på aftaler, der ligger imellem, og som vi ikke har læst.", "list"),
    )
    rows = (_comparison(edition, comparison) for comparison in edition.analysis.comparisons)
    if edition.archive.has_all_pairs:
        about = message(
            "Hvert par af aftaler, og hvor mange initiativer der kom til, fortsatte og ikke er videreført i teksten."
        )
    else:
        about = message(
            "Hvert par af aftaler, som vi sammenligner, og hvor mange initiativer der kom til, fortsatte og ikke er"
            " videreført i teksten."
        )
    return table("comparisons", "Sammenligninger", about, columns, rows)


def _comparison(edition: Edition, comparison: Comparison) -> StatedRow:
    old, new = comparison.old.id, comparison.new.id
    return {
        "id": _id(comparison),
        "old": old,
        "new": new,
        "consecutive": comparison.is_consecutive,
        "countable": comparison.is_countable,
        "old_total": comparison.ledger.old_total,
        "new_total": comparison.ledger.new_total,
        "added": sum(len(finding.news) for finding in comparison.group(Group.ADDED)),
        "carried": sum(len(finding.olds) for finding in comparison.group(Group.CARRIED)),
        "not_carried": sum(len(finding.olds) for finding in comparison.group(Group.NOT_CARRIED)),
        "data_url": edition.site.link(paths.comparison(old, new)),
        "url": edition.site.link(addresses.comparison(old, new)),
        "unread": tuple(agreement.id for agreement in comparison.unread),
    }


def outcomes(edition: Edition) -> Table:
    columns = (
        Column("id", "Id", "De to aftaler og initiativet med skråstreg imellem.", required=True),
        _COMPARISON,
        _OLD,
        _NEW,
        INITIATIVE,
        Column(
            "initiative_title", "Initiativets titel", "Overskriften i den nyere af de to.", required=True, is_words=True
        ),
        Column("in_old", "I den ældre", "Om det står i den ældre aftale.", "boolean", required=True),
        Column("in_new", "I den nyere", "Om det står i den nyere aftale.", "boolean", required=True),
        Column(
            "outcome",
            "Slags status",
            "Hvad der blev af det. »Ikke omtalt« siger kun, at den nyere tekst er tavs.",
            required=True,
            codes=_OUTCOMES,
        ),
        Column("label", "Status", "Status, som den står på siden.", required=True, is_words=True),
        Column("group", "Gruppe", "Hvilken af de tre grupper det tælles i.", required=True, codes=_GROUPS),
        CERTAINTY,
        Column(
            "related",
            "Hænger sammen med",
            "Id'er på de initiativer, det er samlet med, delt i, skilt ud fra eller indgår i.",
            "list",
        ),
        Column(
            "searched",
            "Søgt efter",
            "De ord, der er søgt efter, når det ikke er omtalt, eller når det er "
            "nyt. Af flere ord med + imellem skal mere end halvdelen stå i "
            "samme sætning.",
            "list",
        ),
        Column(
            "search_hits",
            "Fundet som noget andet",
            "Søgeord, der godt står i teksten, men som noget andet: ordene i teksten og hvorfor.",
            "list",
            separator=" / ",
            is_words=True,
        ),
        Column("left_in", "Væk fra", "Den aftale, hvor det ikke længere står.", refers_to="agreements"),
        Column(
            "reasons",
            "Begrundelse",
            "Hvad hver aftale på vejen siger om det, med vores ord.",
            "list",
            separator=" / ",
            is_words=True,
        ),
        *evidence_columns(required=False),
        URL,
        GLOSS,
        LEFT_OUT,
    )
    rows = (
        _outcome(edition, comparison, finding, initiative_id)
        for comparison in edition.analysis.comparisons
        for initiative_id, finding in comparison.by_id.items()
    )
    if edition.archive.has_all_pairs:
        about = message(
            "Hvad der blev af hvert initiativ, for hvert par af aftaler: én status til hvert initiativ, der står "
            "i en af de to."
        )
    else:
        about = message(
            "Hvad der blev af hvert initiativ, for hvert par af aftaler, som vi sammenligner: én status til hvert"
            " initiativ, der står i en af de to."
        )
    return table("outcomes", "Statusser", about, columns, rows)


def _outcome(edition: Edition, comparison: Comparison, finding: Finding, initiative_id: str) -> StatedRow:
    archive, end = edition.archive, finding.ending
    in_old, in_new = initiative_id in finding.olds, initiative_id in finding.news
    side = comparison.new if in_new else comparison.old
    title = archive.initiatives[archive.position[side.id]][initiative_id].title
    others = dict.fromkeys((*finding.olds, *finding.news, *([finding.other] if finding.other else [])))
    departure = end.departure if end else None
    return {
        "id": f"{_id(comparison)}/{initiative_id}",
        "comparison": _id(comparison),
        "old": comparison.old.id,
        "new": comparison.new.id,
        "initiative": initiative_id,
        "initiative_title": title,
        "in_old": in_old,
        "in_new": in_new,
        "outcome": finding.outcome.value,
        "label": bilingual(lambda t: t.label(OUTCOMES, finding.outcome).of(heir=finding.is_heir(initiative_id))),
        "group": finding.group.value,
        "certainty": finding.certainty,
        "related": tuple(other for other in others if other != initiative_id),
        "searched": distinct(term for silence in finding.searched for term in silence.terms),
        "search_hits": bilingual(
            lambda t: distinct(_hit(t, hit) for silence in finding.searched for hit in silence.hits)
        ),
        "left_in": archive.agreements[end.position].id if end else None,
        "reasons": bilingual(lambda t: tuple(_reasons(t, edition, finding))),
        "source": f"{archive.agreements[end.position].id}/{departure.source}"
        if end and departure and departure.source
        else None,
        "phrase": (departure.phrase if departure else None) or (),
        "gloss": departure.gloss if departure else None,
        "left_out": departure.left_out if departure else None,
        "url": edition.site.link(addresses.finding(comparison.old.id, comparison.new.id, finding.id)),
    }


def _hit(t: Translator, hit: Hit | HitElsewhere) -> str:
    """The words of the text, which are Danish, in English what they say, and why."""
    gloss = f" [{hit.gloss}]" if hit.gloss and not t.is_danish else ""
    return f"{quoted(t, hit.phrase)}{gloss}: {t.text(hit.why)}"


def _reasons(t: Translator, edition: Edition, finding: Finding) -> Iterator[str]:
    notes = [(claim.position, claim.statement.note) for claim in finding.claims]
    if finding.ending:
        notes.append((finding.ending.position, finding.ending.departure.note))
    for position, note in notes:
        if note:
            yield f"{t.text(edition.archive.agreements[position].short)}: {t.text(note)}"


def differences(edition: Edition) -> Table:
    columns = (
        Column("id", "Id", "Status, slags og hvad det gælder, med skråstreg imellem.", required=True),
        Column("outcome", "Status", "Id på statussen.", required=True, refers_to="outcomes"),
        _COMPARISON,
        _OLD,
        _NEW,
        INITIATIVE,
        Column("kind", "Slags", "Hvad der er forskelligt.", required=True, codes=FACT_KINDS),
        Column("heading", "Hvad", "Hvad der er forskelligt, som det står på siden.", required=True, is_words=True),
        Column(
            "mode",
            "Ændringskode",
            "Hvad der er sket. En oplysning, der ikke gentages, kan stadig gælde.",
            required=True,
            codes=MODES,
        ),
        Column("mode_words", "Ændring", "Hvad der er sket, som det står på siden.", required=True, is_words=True),
        Column("label", "Om", "Hvad oplysningen handler om.", is_words=True),
        Column("before", "Før", "Hvad den ældre tekst siger.", is_words=True),
        Column("after", "Nu", "Hvad den nyere tekst siger.", is_words=True),
        Column("fact_before", "Oplysning før", "Id på oplysningen i den ældre aftale.", refers_to="facts"),
        Column("fact_after", "Oplysning nu", "Id på oplysningen i den nyere aftale.", refers_to="facts"),
        URL,
        Column(
            "searched",
            "Søgt efter",
            "De ord, som den tekst, der ikke har oplysningen, er søgt igennem efter. Tomt, når den ikke kan søges.",
            "list",
        ),
        Column(
            "search_hits",
            "Fundet som noget andet",
            "Sætninger, der ligner oplysningen, men siger noget andet: ordene i teksten og hvorfor.",
            "list",
            separator=" / ",
            is_words=True,
        ),
    )
    rows = (
        _difference(edition, comparison, finding, facet, search=searches.get(facet.subject))
        for comparison in edition.analysis.comparisons
        for finding in comparison.findings
        for searches in [_searches(edition, comparison, finding)]
        for facet in finding.facets
    )
    about = message("De forskelle, vi har noteret på, hvad to aftaler siger om det samme initiativ, med før og nu.")
    return table("differences", "Forskelle", about, columns, rows)


def _searches(edition: Edition, comparison: Comparison, finding: Finding) -> Mapping[str, Silence]:
    """What was searched for where one side has a fact and the other has not, by the fact's id."""
    silences = searched_facets(edition.archive, comparison.old.id, comparison.new.id, finding)
    return {fact.id: silence for fact, silence in silences}


def _difference(
    edition: Edition, comparison: Comparison, finding: Finding, facet: Facet, *, search: Silence | None
) -> StatedRow:
    label, before, after = bilingual_sides(facet, edition.archive.register.party_titles)
    if not label.da:
        label = Bilingual(None, None)
    sides: dict[str, Cell] = {
        "fact_before": _fact_id(comparison.old.id, finding.id, facet.old),
        "fact_after": _fact_id(comparison.new.id, finding.id, facet.new),
    }
    return {
        "id": f"{_id(comparison)}/{finding.id}/{facet.kind}/{facet.subject}",
        "outcome": f"{_id(comparison)}/{finding.id}",
        "comparison": _id(comparison),
        "old": comparison.old.id,
        "new": comparison.new.id,
        "initiative": finding.id,
        "kind": facet.kind,
        "heading": bilingual(lambda t: facet_heading(t, facet)),
        "mode": facet.mode,
        "mode_words": bilingual(lambda t: mode_words(t, facet)),
        "label": label,
        "before": before,
        "after": after,
        **sides,
        "url": edition.site.link(addresses.finding(comparison.old.id, comparison.new.id, finding.id)),
        "searched": search.terms if search else (),
        "search_hits": bilingual(lambda t: tuple(_hit(t, hit) for hit in (search.hits if search else ()))),
    }


def bilingual_sides(facet: Facet, parties: Mapping[str, Text]) -> tuple[Bilingual, Bilingual, Bilingual]:
    """What a facet is about, and its words before and after."""
    sides = partial(facet_words, facet=facet, parties=parties)
    label, before, after = map(Bilingual, sides(DANISH_T), in_english(sides) or (None, None, None))
    return label, before, after


def _fact_id(agreement_id: str, initiative_id: str, side: str | Text | Fact | None) -> str | None:
    return None if side is None or isinstance(side, str | Text) else f"{agreement_id}/{initiative_id}/{side.id}"


def _id(comparison: Comparison) -> str:
    return f"{comparison.old.id}/{comparison.new.id}"
