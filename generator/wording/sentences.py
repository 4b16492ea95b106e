"""Sentences about a text, a source, a finding, an initiative or a date that several of our outputs share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.comparing.comparison import Chapter, Comparison, Finding, InitiativeHistory
from generator.comparing.facets import Facet
from generator.comparing.figures import Due
from generator.model.agreement import Agreement, Outcome, Source, TargetFact
from generator.model.beside import PublicSource, UnreadAgreement
from generator.wording.fact_words import facet_heading, facet_words, fact_words, mode_words
from generator.wording.labels import CERTAINTIES, OUTCOMES
from generator.wording.translator import Labels, Translator, message
from generator.wording.writing import date_words, definite, inside, quoted, sentence

# A text about an agreement, by the kind of its source.
_ABOUT = Labels.of("documents")
RELATIONS = Labels.of("relations")
_KIND_OF_ONE = Labels.of("kind-of-one")
_OF_THE_OLDER = Labels.of("of-the-older")
_OF_THE_NEWER = Labels.of("of-the-newer")
# How the snapshots write of a source that names no publisher, and of one without a title of its own.
_NO_PUBLISHER, _OUR_TITLE = "Ikke oplyst", " (vores betegnelse)"
_CREDITED = re.compile(r"(?:teksten krediterer|the text credits) (.*)")
# Who answers for a site that gives no other name.
_OURSELVES = message("Holdet bag Aftalespor")


def author_words(t: Translator, publisher: str) -> str:
    """Who answers for the site; a name that the settings give instead of ours stays as it is."""
    return t(publisher) if publisher == _OURSELVES else publisher


def danish_source(source: Source) -> str:
    """Publisher and title; a title that is ours stands without the marks of a quotation."""
    publisher, title = source.publisher.da, source.title.da
    if publisher.startswith(_NO_PUBLISHER):
        credited = publisher.partition("; ")[2]
        publisher = "uden angivet udgiver" + (f" ({credited})" if credited else "")
    return f"{publisher}, {_lowered(title)}" if title.endswith(_OUR_TITLE) else f"{publisher}, »{title}«"


def english_source(source: Source) -> str:
    """The same in English; what others have written keeps its own language, and is explained."""
    publisher, title = source.publisher.en or source.publisher.da, source.title
    if source.publisher.da.startswith(_NO_PUBLISHER):
        credited = _CREDITED.search(publisher)
        publisher = "no publisher stated" + (f" (the text credits {credited[1]})" if credited else "")
    if title.da.endswith(_OUR_TITLE):
        return f"{publisher}, {_lowered(title.en) if title.en else 'untitled'}"
    explanation = f" [{title.en}]" if title.en and title.en != title.da else ""
    return f"{publisher}, “{title.da}”{explanation}"


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:]


def document_words(t: Translator, agreement: Agreement) -> str:
    """What was read: »en artikel om økonomiaftalerne for 2023«, or »selve strategien«."""
    title = definite(t, t.text(agreement.title))
    if agreement.is_read_itself:
        return t("selve %(title)s", title=title)
    kinds = {source.kind for source in agreement.sources if source.sha256}
    if len(kinds) == 1 and (kind := kinds.pop()) in _ABOUT:
        return t.label(_ABOUT, kind) % {"title": title}
    return t("en tekst om %(title)s", title=title)


def text_words(t: Translator, agreement: Agreement) -> str:
    """Where something stands: »teksten om økonomiaftalerne for 2021«, or the agreement itself."""
    if agreement.is_read_itself:
        return definite(t, t.text(agreement.title))
    return t("teksten om %(agreement)s", agreement=inside(t, t.text(agreement.title)))


def unlike_words(t: Translator, comparison: Comparison) -> str:
    """What each side is, where one is an agreement and one a text about one; empty where they are alike."""
    if comparison.is_of_one_kind:
        return ""
    return t(
        "De to tekster er af hver sin slags: %(old)s og %(new)s. En tekst om en aftale er et udvalg, og aftalen kan"
        " rumme mere.",
        old=document_words(t, comparison.old),
        new=document_words(t, comparison.new),
    )


def uncountable_words(t: Translator, comparison: Comparison) -> str:
    """Of two of one kind: which of the two lists is not known to be complete."""
    partial = [t.text(each.title) for each in (comparison.old, comparison.new) if not each.coverage.complete]
    return t(
        "Vores liste for %(agreements)s er ikke nødvendigvis fuldstændig, og hvad der er"
        " ét initiativ, har vi afgjort tekst for tekst.",
        agreements=t.joined([definite(t, title) for title in partial]),
    )


def relation_now(t: Translator, finding: Finding) -> str:
    """How a typed link is told of the end that the finding counts, before the title of the other end."""
    return t.label(_OF_THE_NEWER if finding.is_of_heir else _OF_THE_OLDER, finding.outcome.value)


def became_words(t: Translator, life: InitiativeHistory, theme: str) -> str:
    """Two sentences: what an initiative is, and what became of it by the last text that tells of it."""
    end = life.chapters[-1]
    kind, text = t.label(_KIND_OF_ONE, life.latest.kind), text_words(t, end.agreement)
    subject = t("%(kind)s under temaet %(theme)s.", kind=kind, theme=quoted(t, theme))
    if not end.outcome:
        return f"{subject} " + t("I %(text)s: nævnt.", text=text)
    outcome = _ended(t, end)
    return f"{subject} " + t("I %(text)s: %(outcome)s.", text=text, outcome=outcome)


def life_words(t: Translator, life: InitiativeHistory, agreements: int) -> str:
    """Say in one or two sentences where an initiative is found; *agreements* is how many there are."""
    count = len(life.present)
    first, last = (text_words(t, life.present[i].agreement) for i in (0, -1))
    where = t.plural(
        "Vi følger det i én af de %(agreements)s tekster, vi har læst: %(first)s.",
        "Vi følger det i %(count)s af de %(agreements)s tekster, vi har læst: tidligst i %(first)s, senest i %(last)s.",
        count,
        agreements=agreements,
        first=first,
        last=last,
    )
    if 1 < count == agreements:
        where = t("Vi følger det i alle %(count)s tekster, vi har læst.", count=count)
    return _lived(t, life, where)


def elsewhere_words(t: Translator, life: InitiativeHistory, agreements: int) -> str:
    """The same of an initiative that is in no text; empty where it is in one agreement, and nobody looked further."""
    count, end = len(life.present), life.chapters[-1]
    if count == 1 and end.outcome is Outcome.NOT_EXAMINED:
        return ""
    first, last = (inside(t, t.text(life.present[i].agreement.title)) for i in (0, -1))
    where = t.plural(
        "Vi følger det i én af de %(agreements)s aftaler, når andre kilder regnes med: %(first)s.",
        "Vi følger det i %(count)s af de %(agreements)s aftaler, når andre kilder regnes med:"
        " tidligst i %(first)s, senest i %(last)s.",
        count,
        agreements=agreements,
        first=first,
        last=last,
    )
    if end.is_last_word:  # the text itself says nothing of it
        return f"{where} " + t(
            "Efter andre kilder om %(agreement)s: %(outcome)s.",
            agreement=inside(t, t.text(end.agreement.title)),
            outcome=_ended(t, end),
        )
    return _lived(t, life, where)


def _ended(t: Translator, end: Chapter) -> str:
    """The status of the last text that tells of an initiative, inside a sentence, with our doubt of it."""
    label = t.label(OUTCOMES, end.outcome or Outcome.NOT_EXAMINED).of(heir=end.is_heir).lower()
    return f"{label} ({t.label(CERTAINTIES, 'arguable')})" if end.is_arguable else label


def _lived(t: Translator, life: InitiativeHistory, where: str) -> str:
    last, end = life.present[-1], life.chapters[-1]
    if life.is_arguable:
        where += " " + t("Om det er det samme hele vejen, kan diskuteres.")
    if end.initiative:
        return where
    where += " " + t("I %(text)s: %(outcome)s.", text=text_words(t, end.agreement), outcome=_ended(t, end))
    between = [each for chapter in life.chapters[life.chapters.index(last) : -1] for each in chapter.unread]
    return f"{where} {sentence(unread_count_words(t, between))}." if between else where


def unread_titles(t: Translator, unread: Iterable[UnreadAgreement]) -> str:
    """The titles of agreements that have not been read, as a list inside a sentence."""
    return t.joined([definite(t, t.text(agreement.title)) for agreement in unread])


def unread_count_words(t: Translator, unread: Sequence[UnreadAgreement]) -> str:
    """How many agreements between two have not been read, where there is no room for their names."""
    return t.plural("én aftale imellem er ikke læst", "%(count)s aftaler imellem er ikke læst", len(unread))


def unread_between_words(t: Translator, unread: Iterable[UnreadAgreement]) -> str:
    """What is said of two agreements that others lie between, which have not been read."""
    return t(
        "Vi har ikke læst %(titles)s, som ligger mellem de to. Statusserne her siger intet om, hvad der står der.",
        titles=unread_titles(t, unread),
    )


def not_read_words(t: Translator, unread: Iterable[UnreadAgreement]) -> str:
    """»Ikke læst: økonomiaftalerne for 2020«."""
    return t("Ikke læst: %(titles)s", titles=unread_titles(t, unread))


def shown_by(t: Translator, unread: UnreadAgreement, read: Mapping[str, Agreement]) -> Iterator[str]:
    """The texts that show that an agreement exists, by publisher, title and date; *read* are those by id."""
    sources: list[Source | PublicSource] = [
        source
        for mention in unread.mentioned_in
        for source in read[mention.agreement].sources
        if source.id == mention.source
    ]
    for source in (*sources, *unread.sources):
        day = date_words(t, source.published) if source.published else t("uden dato")
        yield f"{t.text(source.publisher)}, {quoted(t, t.text(source.title))}, {day}"


def due_words(t: Translator, due: Due) -> tuple[str, str]:
    """When something is due, in the source's precision, and the rest of what the fact says."""
    fact = due.fact
    if not isinstance(fact, TargetFact):
        return fact_words(t, fact, {}), ""
    when = t("i %(date)s", date=date_words(t, fact.by)) if fact.by else t("årstal ikke noteret")
    return when, fact_words(t, fact.model_copy(update={"by": None}), {})


def finding_status(t: Translator, finding: Finding, *, heir: bool | None = None) -> str:
    """The status in words; *heir* says of which end of a link, else it is of the end that is counted."""
    doubt = f" ({t.label(CERTAINTIES, 'arguable')})" if finding.certainty == "arguable" else ""
    label = t.label(OUTCOMES, finding.outcome).of(heir=finding.is_of_heir if heir is None else heir)
    return f"{label}{doubt}"


def finding_names(t: Translator, comparison: Comparison, finding: Finding) -> str:
    old, new = (_titles(t, comparison, ids) for ids in (finding.olds, finding.news))
    return f"{old} → {new}" if old and new and finding.olds != finding.news else new or old


def _titles(t: Translator, comparison: Comparison, ids: tuple[str, ...]) -> str:
    """The headings of initiatives as the newer of the two agreements that has them words them."""
    archive = comparison.archive
    old, new = (archive.initiatives[archive.position[a.id]] for a in (comparison.old, comparison.new))
    return ", ".join(t.text((new.get(i) or old[i]).title) for i in ids)


def facet_line(t: Translator, comparison: Comparison, facet: Facet) -> str:
    sides = facet_sides(t, comparison, facet)
    heading = f"{mode_words(t, facet)}: {facet_heading(t, facet).lower()}"
    values = " → ".join(value for value in (sides["before"], sides["after"]) if value)
    label = f" ({sides['label']})" if sides["label"] else ""
    return f"{heading}{label}: {values}"


def facet_sides(t: Translator, comparison: Comparison, facet: Facet) -> dict[str, str | None]:
    label, before, after = facet_words(t, facet, comparison.archive.register.party_titles)
    return {"label": label, "before": before, "after": after}


def explained(t: Translator, text: str | None) -> str:
    """What Danish words say, to stand after them for who reads another language."""
    return "" if text is None or not t.is_english else f" {t('[på engelsk: %(text)s]', text=text)}"
