"""Sentences about a finding, an initiative or a date that several of our outputs share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.comparing.comparison import Comparison, Finding
from generator.comparing.deadlines import Due
from generator.comparing.facets import Facet
from generator.comparing.initiative_history import Chapter, InitiativeHistory
from generator.comparing.outcomes import Outcome
from generator.model.agreement import Agreement, Source
from generator.model.facts import TargetFact
from generator.model.language import DANISH, spoken
from generator.model.unread import PublicSource, UnreadAgreement
from generator.wording.catalogue import Wording, _, counted
from generator.wording.facet_words import facet_heading, facet_words, mode_words
from generator.wording.fact_words import fact_words
from generator.wording.labels import CERTAINTIES, OUTCOMES
from generator.wording.texts_read import text_words
from generator.wording.writing import date_words, definite, inside, joined, quoted

RELATIONS = Wording(
    {
        "split": "er delt op i",
        "merged": "er samlet i",
        "absorbed": "indgår i",
        "spun-off": "har fået udskilt",
    }
)
_KIND_OF_ONE = Wording(
    {
        "effort": "En indsats",
        "goal": "Et mål",
        "framework": "En ramme",
        "governance": "Et initiativ om styring",
    }
)
_OF_THE_OLDER = Wording(
    {"split": "Delt op i", "merged": "Samlet i", "absorbed": "Indgår i", "spun-off": "Har fået udskilt"}
)
_OF_THE_NEWER = Wording(
    {"split": "Delt ud fra", "merged": "Samlet af", "absorbed": "Optager", "spun-off": "Udskilt fra"}
)


def relation_now(finding: Finding) -> str:
    """How a typed link is told of the end that the finding counts, before the title of the other end."""
    return (_OF_THE_NEWER if finding.is_of_heir else _OF_THE_OLDER)[finding.outcome.value]


def became_words(life: InitiativeHistory, theme: str) -> str:
    """Two sentences: what an initiative is, and what became of it by the last text that says anything of it."""
    end = life.chapters[-1]
    what = _("%(kind)s under temaet %(theme)s.", kind=_KIND_OF_ONE[life.latest.kind], theme=quoted(theme))
    if not end.outcome:
        return f"{what} " + _("I %(text)s: nævnt.", text=_text(end))
    outcome = OUTCOMES[end.outcome].of(heir=end.is_heir).lower()
    return f"{what} " + _("I %(text)s: %(outcome)s.", text=_text(end), outcome=outcome)


def life_words(life: InitiativeHistory, agreements: int) -> str:
    """Say in one or two sentences where an initiative is found; *agreements* is how many there are."""
    first, last = life.present[0], life.present[-1]
    where = _in_texts(len(life.present), agreements=agreements, first=_text(first), last=_text(last))
    return _lived(life, where)


def elsewhere_words(life: InitiativeHistory, agreements: int) -> str:
    """The same of an initiative that is in no text, when other sources are counted in."""
    first, last = life.present[0], life.present[-1]
    return _lived(
        life,
        _in_agreements(
            len(life.present), agreements=agreements, first=_agreement(first), last=_agreement(last)
        ),
    )


def _lived(life: InitiativeHistory, where: str) -> str:
    last, end = life.present[-1], life.chapters[-1]
    if any(chapter.finding and chapter.finding.certainty == "arguable" for chapter in life.present[1:]):
        where += " " + _("Om det er det samme hele vejen, kan diskuteres.")
    if end.initiative:
        return where
    outcome = OUTCOMES[end.outcome or Outcome.NOT_EXAMINED].label.lower()
    where += " " + _("I %(text)s: %(outcome)s.", text=_text(end), outcome=outcome)
    between = [each for chapter in life.chapters[life.chapters.index(last) : -1] for each in chapter.unread]
    if not between:
        return where
    unread = unread_count_words(between)
    return f"{where} {unread[:1].upper()}{unread[1:]}."


def _in_texts(count: int, **values: object) -> str:
    return counted(
        "Vi følger det i én af de %(agreements)s tekster, vi har læst: %(first)s.",
        "Vi følger det i %(count)s af de %(agreements)s tekster, vi har læst: tidligst i %(first)s, senest i %(last)s.",
        count,
        **values,
    )


def _in_agreements(count: int, **values: object) -> str:
    return counted(
        "Vi følger det i én af de %(agreements)s aftaler, når andre kilder regnes med: %(first)s.",
        "Vi følger det i %(count)s af de %(agreements)s aftaler, når andre kilder regnes med:"
        " tidligst i %(first)s, senest i %(last)s.",
        count,
        **values,
    )


def _text(chapter: Chapter) -> str:
    return text_words(chapter.agreement)


def _agreement(chapter: Chapter) -> str:
    return inside(chapter.agreement.title.words)


def unread_titles(unread: Iterable[UnreadAgreement]) -> str:
    """The titles of agreements that have not been read, as a list inside a sentence."""
    return joined([definite(agreement.title.words) for agreement in unread])


def unread_count_words(unread: Sequence[UnreadAgreement]) -> str:
    """How many agreements between two have not been read, where there is no room for their names."""
    return counted("én aftale imellem er ikke læst", "%(count)s aftaler imellem er ikke læst", len(unread))


def unread_between_words(unread: Iterable[UnreadAgreement]) -> str:
    """What is said of two agreements that others lie between, which have not been read."""
    return _(
        "Vi har ikke læst %(titles)s, som ligger mellem de to. Statusserne her siger intet om, hvad der står der.",
        titles=unread_titles(unread),
    )


def not_read_words(unread: Iterable[UnreadAgreement]) -> str:
    """»Ikke læst: økonomiaftalerne for 2020«."""
    return _("Ikke læst: %(titles)s", titles=unread_titles(unread))


def shown_by(unread: UnreadAgreement, read: Mapping[str, Agreement]) -> Iterator[str]:
    """The texts that show that an agreement exists, each by its publisher, title and date; *read* are those by id."""
    sources: list[Source | PublicSource] = [
        source
        for mention in unread.mentioned_in
        for source in read[mention.agreement].sources
        if source.id == mention.source
    ]
    for source in (*sources, *unread.sources):
        day = date_words(source.published) if source.published else _("uden dato")
        yield f"{source.publisher.words}, {quoted(source.title.words)}, {day}"


def due_words(due: Due) -> tuple[str, str]:
    """When something is due, in the source's precision, and the rest of what the fact says."""
    fact = due.fact
    if not isinstance(fact, TargetFact):
        return fact_words(fact, {}), ""
    when = _("i %(date)s", date=date_words(fact.by)) if fact.by else _("årstal ikke noteret")
    return when, fact_words(fact.model_copy(update={"by": None}), {})


def finding_status(finding: Finding, *, heir: bool | None = None) -> str:
    """The status in words; *heir* says of which end of a link, else it is of the end that is counted."""
    doubt = f" ({CERTAINTIES['arguable']})" if finding.certainty == "arguable" else ""
    label = OUTCOMES[finding.outcome].of(heir=finding.is_of_heir if heir is None else heir)
    return f"{label}{doubt}"


def finding_names(comparison: Comparison, finding: Finding) -> str:
    old, new = (_titles(comparison, ids) for ids in (finding.olds, finding.news))
    return f"{old} → {new}" if old and new and finding.olds != finding.news else new or old


def _titles(comparison: Comparison, ids: tuple[str, ...]) -> str:
    """The headings of initiatives as the newer of the two agreements that has them words them."""
    archive = comparison.archive
    old, new = (archive.initiatives[archive.position[a.id]] for a in (comparison.old, comparison.new))
    return ", ".join((new.get(i) or old[i]).title.words for i in ids)


def facet_line(comparison: Comparison, facet: Facet) -> str:
    sides = facet_sides(comparison, facet)
    what = f"{mode_words(facet)}: {facet_heading(facet).lower()}"
    values = " → ".join(value for value in (sides["before"], sides["after"]) if value)
    label = f" ({sides['label']})" if sides["label"] else ""
    return f"{what}{label}: {values}"


def facet_sides(comparison: Comparison, facet: Facet) -> dict[str, str | None]:
    names = {party.id: party.title.words for party in comparison.archive.register.parties}
    label, before, after = facet_words(facet, names)
    return {"label": label, "before": before, "after": after}


def explained(text: str | None) -> str:
    """What Danish words say, to stand after them for who reads another language."""
    return "" if text is None or spoken() is DANISH else f" {_('[på engelsk: %(text)s]', text=text)}"
