"""All agreements in the order in which they follow one another, what left in silence, and what is asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from generator.model.agreement import (
    Agreement,
    AnyFact,
    Departure,
    Hit,
    Initiative,
    Link,
    Search,
    Source,
    StatedCount,
    StillSilent,
)
from generator.model.beside import Glossary, Register, SearchWords, UnreadAgreement
from generator.model.fields import Certainty, HitElsewhere, Text

F_co = TypeVar("F_co", bound=AnyFact, covariant=True)
Known = Agreement | UnreadAgreement


def _left_in_silence(agreements: Sequence[Agreement]) -> Iterator[Mapping[str, Search]]:
    """For each agreement, oldest first, and for one after them: what left in silence before it, oldest first.

    Each with what it was searched for when it left; that is searched for again.
    """
    silent: dict[str, Search] = {}
    known: dict[str, int] = {}
    before: set[str] = set()
    for agreement in agreements:
        yield {each: silent[each] for each in sorted(silent, key=known.__getitem__)}
        present = {initiative.id: None for initiative in agreement.initiatives}
        for initiative_id in present:
            known.setdefault(initiative_id, len(known))
        present_or_linked = present.keys() | _taken_over(agreement)
        for back in present_or_linked:
            silent.pop(back, None)
        # Of two with one id, which a check refuses, the first counts.
        for departure in reversed(agreement.not_continued):
            if departure.search is None:
                silent.pop(departure.id, None)  # a later text may say what became of it
            elif departure.id in before - present_or_linked:
                silent[departure.id] = departure.search
        # Where nobody examined the text, a later one may be the first that is silent.
        unexamined = {each.id for each in agreement.not_continued if each.outcome == "not-examined"}
        before = present.keys() | (before & unexamined)
    yield {each: silent[each] for each in sorted(silent, key=known.__getitem__)}


def _taken_over(agreement: Agreement) -> set[str]:
    """The older initiatives that something in the agreement takes over from."""
    links = (link for initiative in agreement.initiatives for link in initiative.from_)
    return {link.id for link in links if link.relation != "spun-off"}


def _with_silences(agreements: Sequence[Agreement]) -> Iterator[Agreement]:
    """The agreements, each with all that left in silence earlier and is not in it, whether its file says so or not.

    A file says only of what was found as something else what that is.
    """
    for agreement, silent in zip(agreements, _left_in_silence(agreements), strict=False):
        accounted = {each.id for each in agreement.still_not_mentioned} | {each.id for each in agreement.not_continued}
        accounted |= {each.id for each in agreement.initiatives} | _taken_over(agreement)
        place = agreement.place.at("still_not_mentioned")
        more = [StillSilent(id=each, place=place) for each in silent if each not in accounted]
        yield agreement.model_copy(update={"still_not_mentioned": (*agreement.still_not_mentioned, *more)})


def _with_english_titles(agreements: Iterable[Agreement]) -> Iterator[Agreement]:
    """The agreements; a title that stands in Danish only has the English that the initiative had before under it."""
    english: dict[tuple[str, str], Text] = {}
    for agreement in agreements:
        initiatives = tuple(_titled(each, english) for each in agreement.initiatives)
        english |= {(each.id, each.title.da): each.title for each in initiatives if each.title.en}
        yield agreement.model_copy(update={"initiatives": initiatives})


def _titled(initiative: Initiative, english: Mapping[tuple[str, str], Text]) -> Initiative:
    title = initiative.title
    earlier = english.get((initiative.id, title.da))
    if title.en or earlier is None:
        return initiative
    renamed = title.model_copy(update={"en": earlier.en, "official": earlier.official})
    return initiative.model_copy(update={"title": renamed})


class Unlisted(NamedTuple):
    """A number that the text on an agreement states without a list, and the agreement whose number it is."""

    agreement: Agreement
    stated: StatedCount
    of: Known


@dataclass(frozen=True)
class StatementOf(Generic[F_co]):
    """A fact where it is stated: in which agreement, about which initiative."""

    agreement: Agreement
    initiative: Initiative
    fact: F_co

    @property
    def source(self) -> Source:
        return next(source for source in self.agreement.sources if source.id == self.fact.source)

    @property
    def id(self) -> str:
        """Its id in all that we export."""
        return f"{self.agreement.id}/{self.initiative.id}/{self.fact.id}"


Statement = StatementOf[AnyFact]


@dataclass(frozen=True, slots=True)
class Silence:
    """An agreement that does not mention an initiative, what was searched for, and what else was found.

    Of a term of several words with plus signs between them, more than half have to stand in one sentence.
    """

    position: int
    initiative_id: str
    terms: tuple[str, ...]
    hits: tuple[Hit | HitElsewhere, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """Where an initiative left: the agreement that it is not in, and what that snapshot says of it.

    `certainty` is of the links on the way to `initiative_id`, the last of its heirs.
    """

    position: int
    departure: Departure
    initiative_id: str
    silences: tuple[Silence, ...]
    certainty: Certainty


@dataclass(frozen=True)
class Archive:
    """Agreements, oldest first. Build it with `in_order`, which needs a sound chain of `follows`.

    `unread` are known to exist between and after them; nothing is compared with those or counted in them.
    """

    agreements: tuple[Agreement, ...]
    register: Register = field(repr=False)
    glossary: Glossary = field(default=Glossary(), repr=False)
    unread: tuple[UnreadAgreement, ...] = field(default=(), repr=False)
    search_words: SearchWords = field(default=SearchWords(), repr=False)

    @classmethod
    def in_order(
        cls,
        agreements: Iterable[Agreement],
        register: Register,
        glossary: Glossary | None = None,
        unread: tuple[UnreadAgreement, ...] = (),
        search_words: SearchWords | None = None,
    ) -> Archive:
        """Order by `follows`, with the silences that go on, in whatever order the agreements come in."""
        by_predecessor = {agreement.follows: agreement for agreement in agreements}
        ordered: list[Agreement] = []
        following = by_predecessor.get(None)
        while following:
            ordered.append(following)
            following = by_predecessor.get(following.id)
        whole = tuple(_with_english_titles(_with_silences(ordered)))
        return cls(whole, register, glossary or Glossary(), unread, search_words or SearchWords())

    @cached_property
    def by_id(self) -> Mapping[str, Agreement]:
        return {agreement.id: agreement for agreement in self.agreements}

    @cached_property
    def position(self) -> Mapping[str, int]:
        return {agreement.id: index for index, agreement in enumerate(self.agreements)}

    @cached_property
    def initiatives(self) -> tuple[Mapping[str, Initiative], ...]:
        """For each agreement its initiatives by id."""
        return tuple({i.id: i for i in agreement.initiatives} for agreement in self.agreements)

    @cached_property
    def initiative_ids(self) -> tuple[str, ...]:
        """Every initiative once, in the order of first appearance."""
        return tuple(self._appearances)

    @property
    def statements(self) -> Iterator[Statement]:
        """Every fact of every agreement, in the order of the data."""
        for agreement in self.agreements:
            for initiative in agreement.initiatives:
                yield from (Statement(agreement, initiative, fact) for fact in initiative.facts)

    @cached_property
    def texts_read(self) -> tuple[frozenset[str], ...]:
        """For each agreement the ids of its sources that were read whole; of others only parts were seen."""
        return tuple(frozenset(s.id for s in agreement.sources if s.sha256) for agreement in self.agreements)

    @cached_property
    def links(self) -> Mapping[str, tuple[tuple[int, Link, Initiative], ...]]:
        """For each id that something links to: where, the link, and the initiative that has it, oldest first."""
        links: dict[str, tuple[tuple[int, Link, Initiative], ...]] = {}
        for position, present in enumerate(self.initiatives):
            for initiative in present.values():
                for link in initiative.from_:
                    links[link.id] = (*links.get(link.id, ()), (position, link, initiative))
        return links

    @cached_property
    def departures(self) -> tuple[Mapping[str, Departure], ...]:
        """For each agreement what it says of the initiatives that left, by id."""
        # Of two with one id, which a check refuses, the first counts.
        return tuple({d.id: d for d in reversed(a.not_continued)} for a in self.agreements)

    @cached_property
    def silences(self) -> tuple[Mapping[str, StillSilent], ...]:
        """For each agreement the initiatives that left earlier and that it does not mention either, by id."""
        return tuple({s.id: s for s in reversed(a.still_not_mentioned)} for a in self.agreements)

    @cached_property
    def asleep(self) -> tuple[Mapping[str, Search], ...]:
        """For each agreement, and one after them, what left in silence before and is looked for until it comes back."""
        return tuple(_left_in_silence(self.agreements))

    @cached_property
    def about(self) -> Mapping[str, str]:
        """The agreement that an initiative stands for, by its id: such a one is of no agreement, and not counted."""
        return {i.id: i.about for agreement in self.agreements for i in agreement.initiatives if i.about}

    def counted(self, agreement: Agreement) -> tuple[Initiative, ...]:
        """The initiatives of an agreement without what its text says of agreements, itself among them."""
        return tuple(initiative for initiative in agreement.initiatives if initiative.id not in self.about)

    @cached_property
    def hits_of_facts(self) -> Mapping[tuple[str, str, str], tuple[HitElsewhere, ...]]:
        """By initiative, fact and agreement: the places in its text that were explained, in whichever snapshot."""
        hits: dict[tuple[str, str, str], tuple[HitElsewhere, ...]] = {}
        for stated in self.statements:
            for hit in stated.fact.hits:
                key = stated.initiative.id, stated.fact.id, hit.agreement
                hits[key] = (*hits.get(key, ()), hit)
        return hits

    @cached_property
    def _appearances(self) -> Mapping[str, tuple[int, ...]]:
        positions: dict[str, tuple[int, ...]] = {}
        for position, present in enumerate(self.initiatives):
            for initiative_id in present:
                positions[initiative_id] = (*positions.get(initiative_id, ()), position)
        return positions

    @cached_property
    def unread_after(self) -> Mapping[str, tuple[UnreadAgreement, ...]]:
        """For each agreement those that come after it and before the next, and have not been read.

        One that takes effect after a later agreement did stands after that: whoever reads one moves none of the others.
        """
        after: dict[str, tuple[UnreadAgreement, ...]] = dict.fromkeys(self.by_id, ())
        for unread in self.unread:
            start = unread.effective.from_.earliest if unread.effective else None
            older = (
                n for n, a in enumerate(self.agreements) if start and a.effective and a.effective.from_.latest < start
            )
            last = max((self.position.get(unread.after, -1), *older))
            if last >= 0:
                agreement_id = self.agreements[last].id
                after[agreement_id] = (*after[agreement_id], unread)
        return after

    def unread_between(self, old_id: str, new_id: str) -> tuple[UnreadAgreement, ...]:
        """What has not been read and lies between two agreements, whichever of them is the older."""
        first, last = sorted((self.position[old_id], self.position[new_id]))
        return tuple(u for agreement in self.agreements[first:last] for u in self.unread_after[agreement.id])

    @cached_property
    def chain(self) -> tuple[Known, ...]:
        """Every agreement that is known, read or not, oldest first."""
        known: list[Known] = []
        for agreement in self.agreements:
            known += (agreement, *self.unread_after[agreement.id])
        return tuple(known)

    @cached_property
    def known_by_id(self) -> Mapping[str, Known]:
        return {agreement.id: agreement for agreement in self.chain}

    @cached_property
    def unlisted(self) -> tuple[Unlisted, ...]:
        """What texts count without naming any of it, unless the agreement that it is of was read whole since."""
        counts = [
            Unlisted(agreement, count, of)
            for agreement in self.agreements
            for count in agreement.counts
            # Of an archive without what is unread, a number may be of an agreement that is not here.
            if not count.listed and (of := self.known_by_id.get(count.of or agreement.id))
        ]
        return tuple(each for each in counts if each.of is each.agreement or not _is_read_whole(each.of))

    def steps(self) -> Iterator[tuple[Agreement, Agreement]]:
        """Each agreement with the one that follows it."""
        yield from zip(self.agreements, self.agreements[1:], strict=False)

    def pairs(self) -> Iterator[tuple[Agreement, Agreement]]:
        """Every pair, the older first: consecutive ones before those further apart."""
        for gap in range(1, len(self.agreements)):
            yield from zip(self.agreements, self.agreements[gap:], strict=False)

    def appearances(self, initiative_id: str) -> tuple[int, ...]:
        """Return the positions of the agreements that the initiative is in."""
        return self._appearances.get(initiative_id, ())

    def latest(self, initiative_id: str) -> Initiative:
        """Return the newest wording of an initiative."""
        return self.initiatives[self.appearances(initiative_id)[-1]][initiative_id]

    def wording(self, initiative_id: str, agreement_id: str) -> Initiative:
        """An initiative as an agreement words it, or the newest before that has it, or else the first after.

        A name is the one that its text uses: no newer title stands in a sentence about an older text.
        """
        last, seen = self.position[agreement_id], self.appearances(initiative_id)
        position = max((n for n in seen if n <= last), default=seen[0])
        return self.initiatives[position][initiative_id]


def _is_read_whole(agreement: Known) -> bool:
    return isinstance(agreement, Agreement) and agreement.coverage.complete
