"""Whether a phrase carries what it is quoted for: whom it is about, names, the thing, an end, and how firm it is.

Numbers are held apart, in numbers.py. Words are compared by their stems, and a part of a compound counts: the phrase
need not use our words, only hold half of those that are about something. What these rules find is worth looking at;
a phrase may still say the same in words that no rule knows, and an alias of the initiative says that it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar, get_args

from generator.checks.fault import Fault, ValuesCheck
from generator.comparing.queries import SMALL_WORDS, WORD, stem
from generator.folding import fold_case
from generator.model.agreement import (
    Agreement,
    AmountFact,
    DepartureOutcome,
    Fact,
    FocusArea,
    Initiative,
    Link,
    Origin,
    PartyFact,
    named_parties,
)
from generator.model.beside import Register
from generator.model.beyond import Beyond
from generator.model.fields import Commitment, Evidence, Value

V = TypeVar("V", bound=Value)

# Words of ours around what a fact is about, which no text need hold.
_FRAME = frozenset(
    stem(word)
    for word in (
        *("beløb", "enkeltvis", "få", "heraf", "mulighed", "måske", "nævne", "nævnt", "nævnes", "oplyst", "noteret"),
        *("penge", "periode", "pr", "stå", "år", "årlig"),
    )
)
# By these a text points back to something older, where it does not name the agreement.
_POINTING_BACK = (
    *("afløs", "eksisterende", "erstat", "fasthold", "fortsat", "fortsæt", "forhenværende", "hidtil", "igangværende"),
    *("lagt", "nuværende", "supple", "tidligere", "udvid", "viderefør"),
)
# By these a text says that one thing became several, or several one; only a link is made of that.
_REGROUPING = (
    *("bliver til", "bliver en del", "dele", "deling", "flytte", "går ind i", "går op i", "indarbejde", "indgå"),
    *("overgå", "går sammen", "lægges sammen", "slås sammen", "sammenlæg", "samles", "samlet", "udskil"),
)
# By these a text says what a party does.
WORDS_OF_ROLES = {
    "agrees": ("aftal", "enig", "tilslut", "underskriv"),
    "pays": ("afholde", "afsæt", "betal", "dække", "finansier"),
    "contributes": ("bidrag", "medfinans"),
    "receives": ("får", "modtag", "tildele", "tilfalde"),
    "delivers": ("bygge", "etabler", "gennemfør", "lever", "opret", "står for", "udarbejd", "udfør", "udvikl"),
}
_SHORT, _ALIKE = 3, 5  # letters of a stem that is part of a compound, and that two forms of a word share


def parties_stand_in_phrase(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure whoever agrees, pays, receives or does something is named in the phrase, and who is named there agrees."""
    parties = (party for register in _of(Register, values) for party in register.parties)
    names = {party.id: [set(_stems(form)) for form in (party.title.da, *party.forms)] for party in parties}
    for value, key, party_id in _named_parties(values):
        there = set(_stems(" ".join(value.phrase)))
        if party_id in names and not any(form <= there for form in names[party_id]):
            remedy = "Choose words that name it, or give the form under parties."
            yield value.place.at(key), f"{party_id!r} is not named in the phrase. {remedy}"
    for agreement in _of(Agreement, values):
        yield from _unlisted(agreement, names)


def _unlisted(agreement: Agreement, names: Mapping[str, list[set[str]]]) -> Iterator[Fault]:
    """Who is named where the agreement names its parties, and is none of them; a part of a party's name names none."""
    listed = {party.party for party in agreement.parties}
    known = set().union(*(form for party in listed for form in names.get(party, ())))
    others = [(form, other) for other, forms in names.items() if other not in listed for form in forms if form]
    for party in agreement.parties:
        there = set(_stems(" ".join(party.phrase))) - known
        for form, other in sorted(others, key=lambda each: len(each[0]), reverse=True):
            if form <= there:
                there -= form  # »regionerne« are no party beside »Danske Regioner«
                message = f"the phrase also names {other!r}. Give it under parties, or quote only who agrees."
                yield party.place.at("phrase"), message


def _named_parties(values: Sequence[Value]) -> Iterator[tuple[Evidence, str, str]]:
    """Each value whose words should name a party, with the key that does."""
    for agreement in _of(Agreement, values):
        yield from ((party, "party", party.party) for party in agreement.parties)
    for fact in (fact for initiative in _initiatives(values) for fact in initiative.facts):
        if not (isinstance(fact, AmountFact) and fact.derived):
            yield from ((fact, key, party) for key, party in named_parties(fact))


def roles_stand_in_phrase(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure what a party is said to do is what a word of the phrase says."""
    for fact in (fact for initiative in _initiatives(values) for fact in initiative.facts):
        if isinstance(fact, PartyFact) and not _holds_any(WORDS_OF_ROLES[fact.role], fact.phrase):
            others = " or ".join(role for role, signs in WORDS_OF_ROLES.items() if _holds_any(signs, fact.phrase))
            remedy = f"Write {others}, or choose words that do." if others else "Choose words that do."
            yield fact.place.at("role"), f"the words do not say that anybody {fact.role}. {remedy}"


def money_goes_as_said(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure money comes from whom and goes to whom the phrase says, not the other way."""
    parties = (party for register in _of(Register, values) for party in register.parties)
    actors = {party.id: {*_stems(" ".join((party.title.da, *party.forms)))} for party in parties}
    for agreement in _of(Agreement, values):
        names = {each.id: {*_stems(" ".join((each.title.da, *each.aliases)))} for each in agreement.initiatives}
        for fact in (fact for initiative in agreement.initiatives for fact in initiative.facts):
            if not isinstance(fact, AmountFact):
                continue
            ways: list[tuple[Value, str, Sequence[str], str, Sequence[str], Mapping[str, set[str]]]] = [
                (fact, "payer", fact.payer, "recipient", fact.recipient, actors)
            ]
            if fact.transfer:
                ways.append((fact.transfer, "from", (fact.transfer.from_,), "to", fact.transfer.to, names))
            for owner, start, givers, end, takers, known in ways:
                giving, receiving = _ends(fact.phrase, {each: known.get(each, set()) for each in (*givers, *takers)})
                for each in receiving.intersection(givers) - giving:
                    yield owner.place.at(start), f"the phrase says that money goes to {each!r}. {_TURN}"
                for each in giving.intersection(takers) - receiving:
                    yield owner.place.at(end), f"the phrase does not say that money goes to {each!r}. {_TURN}"


_TURN = "Turn it round, or choose words that do."
_WAYS = re.compile(r"\b(til|ind i|fra|af)\b")


def _ends(phrase: Iterable[str], names: Mapping[str, set[str]]) -> tuple[set[str], set[str]]:
    """Which of *names* the phrase says that money comes from, and goes to; a word that may be of two is of none."""
    giving: set[str] = set()
    receiving: set[str] = set()
    way = ""
    for piece in phrase:
        way = "til" if _holds_any(WORDS_OF_ROLES["receives"], [piece]) else way
        for part in _WAYS.split(fold_case(piece)):
            if _WAYS.fullmatch(part):
                way = part
                continue
            for word in _stems(part):
                ends = [end for end, stems in names.items() if any(_is_same(key, word) for key in stems)]
                if len(ends) == 1:
                    (receiving if way in ("til", "ind i") else giving).update(ends)
    return giving, receiving


def names_stand_in_phrase(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure a name in a label, or in the title of what the text calls by name, stands in the phrase; a number too."""
    areas = (area for agreement in _of(Agreement, values) for area in agreement.focus_areas)
    numbered: tuple[Initiative | FocusArea, ...] = (*_initiatives(values), *areas)
    for each in numbered:
        if each.number and not re.search(rf"(?<!\d){re.escape(each.number)}(?!\d)", " ".join(each.phrase)):
            yield each.place.at("number"), f"{each.number} does not stand in the phrase. Choose words that hold it."
    for initiative in _initiatives(values):
        if initiative.presence == "named":
            yield from _nameless(initiative.title.da, initiative.phrase, initiative, "title")
        for fact in initiative.facts:
            yield from _nameless(fact.label.da, fact.phrase, fact, "label")


def _nameless(text: str, phrase: Iterable[str], value: Value, key: str) -> Iterator[Fault]:
    quoted = " ".join(phrase)
    there, stems = fold_case(quoted), _stems(quoted)
    for written in _names(text):
        name = fold_case(written)
        if name not in there and stem(name) not in stems:
            yield value.place.at(key), f"»{written}« does not stand in the phrase. Choose words that hold it."


def _names(text: str) -> Iterator[str]:
    """Words that are written as names: with a capital that begins no sentence, or with one inside, such as MitID."""
    for number, word in enumerate(text.split()):
        bare = word.strip("»«\"'(),.:;")
        if (number and bare[:1].isupper()) or any(letter.isupper() for letter in bare[1:]):
            yield bare


def phrase_is_about_it(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure a phrase holds half of a label's words; of an unnamed thing's title, or of who does it, one."""
    for initiative in _initiatives(values):
        is_named = initiative.presence == "named"
        texts = (initiative.title.da, *initiative.aliases)
        if not any(phrase_holds(initiative.phrase, text, is_named=is_named) for text in texts):
            remedy = "Quote where the text does, or give its word as an alias."
            yield initiative.place.at("phrase"), f"the words do not say »{initiative.title.da}«. {remedy}"
        for fact in initiative.facts:
            if isinstance(fact, PartyFact) and fact.role == "agrees":
                continue  # a signature names who, and says no more
            label = " ".join((fact.label.da, *(unit for _, _, unit in fact.counted)))
            if not phrase_holds(fact.phrase, label, is_named=not isinstance(fact, PartyFact)):
                remedy = "Add those that do, or mend the label."
                yield fact.place.at("phrase"), f"the words do not say »{fact.label.da}«. {remedy}"
            for key, _, unit in fact.counted:
                if not phrase_holds(fact.phrase, unit, is_named=False):
                    yield fact.place.at(key), f"the words do not say »{unit}«. Write the unit that they count in."


def phrase_holds(phrase: Iterable[str], text: str, *, is_named: bool = True) -> bool:
    """Whether half of the words of *text*, or any of a thing that is not named, are in the phrase."""
    words = {stem(word): word for word in _content(text) if stem(word) not in _FRAME}
    quoted = fold_case(" ".join(phrase))
    there = _stems(quoted)
    held = [
        (len(word) > _SHORT and not word.isdecimal() and word in quoted) or any(_is_same(key, other) for other in there)
        for key, word in words.items()
    ]
    counted = len(words)
    return sum(held) >= ((counted + 1) // 2 if is_named else min(1, counted))


def _is_same(word: str, other: str) -> bool:
    """Whether two stems are of one word, or one is a part of the other."""
    if word == other or word.isdecimal() or other.isdecimal():
        return word == other
    is_part = word in other if len(word) > _SHORT else len(word) == _SHORT and _is_end(word, other)
    is_whole = len(other) > _SHORT and _is_end(other, word)
    return is_part or is_whole or (len(word) >= _ALIKE and word[:_ALIKE] == other[:_ALIKE])


def _is_end(part: str, word: str) -> bool:
    return word.startswith(part) or word.endswith(part)


# By these a text denies what stands right after them, or else right before; »ikke kun« denies nothing.
_DENIAL = re.compile(
    r"\b(?:ikke(?! (?:alene|bare|blot|desto|kun|mindst)\b)|ingen(?! tvivl)|intet|aldrig|hverken|næppe)\b"
)
_DENIED_IN_OTHER_WORDS = re.compile(r"\b(?:afvis|alene|fri|kun|stop|udelad|udeluk|uden|undtag)\w*|\bikke-")


def denials_are_kept(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure no label or summary tells as so what its phrase denies."""
    for initiative in _initiatives(values):
        for claim, key in ((initiative, "summary"), *((fact, "label") for fact in initiative.facts)):
            denied = [*_denied(claim.phrase)]
            for sentence in map(fold_case, _SENTENCE_END.split(getattr(claim, key).da) if denied else ()):
                affirmed = (
                    () if _DENIAL.search(sentence) or _DENIED_IN_OTHER_WORDS.search(sentence) else _stems(sentence)
                )
                for denial, word in denied:
                    if any(_is_same(word, other) for other in affirmed):
                        message = f"the phrase says »{denial}«, and the {key} does not."
                        yield claim.place.at(key), f"{message} Say it too, or quote where the text does not deny it."


def _denied(phrase: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each word that denies, with the stem of what it denies."""
    for piece in map(fold_case, phrase):
        for denial in _DENIAL.finditer(piece):
            after, before = _stems(piece[denial.end() :]), _stems(piece[: denial.start()])
            yield from ((denial[0], word) for word in after[:1] or before[-1:])


def fact_ids_keep_their_kind(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure facts that are joined by their id in two agreements are of one kind, and count the same."""
    older: dict[tuple[str, str], tuple[str, Fact]] = {}
    by_predecessor = {agreement.follows: agreement for agreement in _of(Agreement, values)}
    agreement = by_predecessor.get(None)
    while agreement:
        for initiative in agreement.initiatives:
            for fact in initiative.facts:
                where, before = older.setdefault((initiative.id, fact.id), (agreement.id, fact))
                if _sort(before) != _sort(fact):
                    message = f"{fact.id!r} is {_sort(fact)} here and {_sort(before)} in {where}: one id joins them."
                    remedy = "Mend one; a fact that was never published may get another id."
                    yield fact.place.at("id"), f"{message} {remedy}"
        agreement = by_predecessor.get(agreement.id)


def _sort(fact: Fact) -> str:
    return " of ".join((fact.kind, *(unit for _, _, unit in fact.counted)))


def explicit_says_so(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure what is called explicit is quoted where the text points back: to the older agreement or what went on."""
    agreements = {agreement.id: agreement for agreement in _of(Agreement, values)}
    for agreement in agreements.values():
        before = agreements.get(agreement.follows or "")
        older = [*map(stem, _content(f"{before.title.da} {before.short.da}"))] if before else []
        for initiative in agreement.initiatives:
            claims: tuple[Origin | Link | None, ...] = (initiative.origin, *initiative.from_)
            for claim in claims:
                signs = (*_POINTING_BACK, *(_REGROUPING if isinstance(claim, Link) else ()), *older)
                if claim and claim.basis == "explicit" and not _holds_any(signs, claim.phrase or ()):
                    remedy = "Quote where the text does, or call it same-name or same-subject."
                    place = claim.place.at("phrase" if claim.phrase else "basis")
                    yield place, f"the words point to nothing older. {remedy}"


def _holds_any(signs: Iterable[str], phrase: Iterable[str]) -> bool:
    """Whether any of *signs*, which are beginnings of words, stands in the phrase."""
    text = fold_case(" ".join(phrase))
    return any(re.search(rf"(?<![^\W_]){re.escape(fold_case(sign))}", text) for sign in signs if not sign.isdecimal())


def _initiatives(values: Sequence[Value]) -> Iterator[Initiative]:
    return (initiative for agreement in _of(Agreement, values) for initiative in agreement.initiatives)


def _of(kind: type[V], values: Sequence[Value]) -> Iterator[V]:
    return (value for value in values if isinstance(value, kind))


def _stems(text: str) -> list[str]:
    return [stem(word) for word in _content(text)]


def _content(text: str) -> list[str]:
    """The words of *text* that are about something, folded."""
    return [word for word in WORD.findall(fold_case(text)) if word not in SMALL_WORDS and len(word) > 1]


# Beginnings of the words by which a text says that something is over, by how it ended.
WORDS_OF_ENDINGS: Mapping[DepartureOutcome, tuple[str, ...]] = {
    "completed": (
        *("aflever", "afslut", "endt", "fuldfør", "færdig", "gennemfør", "i mål", "indfri", "nået", "opfyld", "slut"),
    ),
    "expired": ("afslut", "endt", "ophør", "slut", "udløb"),
    "superseded": ("afløs", "erstat", "forhenværende", "hidtil", "i stedet", "tidligere", "udfas"),
    "discontinued": (
        *("aflys", "afvik", "bortfald", "drop", "ikke", "indstil", "lagt ned", "luk", "nedlag", "nedlæg", "opgiv"),
        *("ophæv", "ophør", "skrin", "stop", "trukket tilbage", "trækkes tilbage", "udfas", "udgå"),
    ),
}


def endings_say_so(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure what is said to have ended is quoted where the text says that this did, and how."""
    for event in (event for beyond in _of(Beyond, values) for event in beyond.events if event.kind == "closed"):
        if not any(_holds_any(signs, event.phrase) for signs in WORDS_OF_ENDINGS.values()):
            yield event.place.at("phrase"), "closed, but the words do not say that it ended. Quote where it does."
    known = {initiative.id: initiative for initiative in _initiatives(values)}
    for departure in (each for agreement in _of(Agreement, values) for each in agreement.not_continued):
        phrase, initiative, outcome = departure.phrase or (), known.get(departure.id), departure.outcome
        place, remedy = departure.place.at("phrase"), "Quote where the text does, or use not-mentioned or not-examined."
        names = (initiative.title.da, *initiative.aliases, *initiative.phrase) if initiative else ()
        if phrase and not _holds_any(WORDS_OF_ENDINGS.get(outcome, ()), phrase):
            fitting = [other for other, signs in WORDS_OF_ENDINGS.items() if _holds_any(signs, phrase)]
            others = f"Write {' or '.join(fitting)}. " if fitting else ""
            yield place, f"{outcome}, but the words do not say that it ended so. {others}{remedy}"
        elif phrase and names and not any(phrase_holds(phrase, name, is_named=False) for name in names):
            yield place, f"{outcome}, but the words do not say »{names[0]}«. {remedy}"


# How firm the words of a text are, where they do not decide: patterns, where * is every ending and _ a space.
_SOFT: Mapping[Commitment, str] = {
    "aims": "agter ambition* arbejde[rs]?_(på_at|for|(hen_|hen)?i?mod) bestræb* bør efter_planen eventuelt forsøge[rs]?"
    " forvente[rs] gerne hensigt(en)? håb håbe* intention* lægge[rs]?_op_til lagt_op_til måske mål_at mål(et)?_om"
    " målet_er målsætning* om_muligt planlægge[rs] prøver?_at påtænk* satse[rs]?_på sigter sigtes sigte_(efter|mod|på)"
    " som_mål stile[rs]?_(efter|i?mod) stræbe* søge[rs]?_at så_vidt_muligt tilstræb* ventes vision(en)? ønske[rst]?",
    "examines": "undersøg* afklar* afdæk* afsøg* belys* overvej* vurdere vurderer vurderes vurdering* kortlæg* udforsk*"
    " udrede udredes udredning* (kigge|se)[rs]?_(nærmere_)?på tage[rs]?_stilling",
    "discusses": "drøft* diskuter* forhandl* tale[rs]?_(videre_)?om",
    "notes": "advarer anbefale[rs] foreslå[rs]? hævde[rs]? kritisere[rs]? mener mente opfordr* påpege[rs]? savner"
    " udtale[rs]?",
}
_RANKS: Mapping[Commitment, int] = {level: rank for rank, level in enumerate(get_args(Commitment))}


def _pattern(words: str) -> re.Pattern[str]:
    forms = "|".join(words.split()).replace("*", r"\w*").replace("_", r"\s+")
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.IGNORECASE)


_PATTERNS = {level: _pattern(words) for level, words in _SOFT.items()}
# What money or a number is for: »5 mio. kr. til at undersøge« is given, whatever is found.
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ»])")
_HAS_HAPPENED = frozenset({"launched", "closed", "evaluated"})
_PURPOSE = re.compile(r"\btil\s+(?:at\s+)?$", re.IGNORECASE)


def soft_verbs_stay_soft(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure nothing is called firmer than its phrase, or what our summary begins with, nor told firmer than it is."""
    for event in (event for beyond in _of(Beyond, values) for event in beyond.events if event.kind in _HAS_HAPPENED):
        if softer := soft_word(event.phrase, "decided"):
            message = (
                f"{event.kind}, but the phrase says »{softer[1]}«. Write kind: planned, or quote where it is done."
            )
            yield event.place.at("kind"), message
    for initiative in _initiatives(values):
        level = initiative.commitment
        if softer := soft_word(initiative.phrase, level):
            yield initiative.place.at("commitment"), _softer(level, *softer, advice="Write")
        elif softer := soft_word(beginning := _SENTENCE_END.split(initiative.summary.da, 1)[:1], level):
            message = f"{level}, but the summary begins with what is only »{softer[1]}«"
            remedy = f"Write commitment: {softer[0]}, or begin with what is firmer."
            yield initiative.place.at("summary"), f"{message}. {remedy}"
        elif level in ("examines", "discusses") and not soft_word(beginning, "aims"):
            message = f"{level}, but the summary begins as if it were decided"
            yield (
                initiative.place.at("summary"),
                f"{message}. Begin with what the text does: undersøge, drøfte or the like.",
            )
        for fact in initiative.facts:
            firm = fact.commitment or level
            softer = soft_word(fact.phrase, firm, is_given=isinstance(fact, AmountFact) or bool(fact.counted))
            if softer and not isinstance(fact, PartyFact):
                advice = "Write" if fact.commitment else "Add"
                yield fact.place.at("commitment"), _softer(firm, *softer, advice=advice)


def soft_word(phrase: Sequence[str], level: Commitment, *, is_given: bool = False) -> tuple[Commitment, str] | None:
    """The softest level that a word of the phrase is of, where it is softer than *level*, and that word."""
    words = " ".join(phrase)
    for soft, pattern in reversed(_PATTERNS.items()):
        for match in pattern.finditer(words):
            if _RANKS[soft] > _RANKS[level] and not (is_given and _PURPOSE.search(words, 0, match.start())):
                return soft, match[0]
    return None


def _softer(level: Commitment, soft: Commitment, word: str, *, advice: str) -> str:
    remedy = f"{advice} commitment: {soft}, or quote where the text is firmer."
    if soft == "notes":
        remedy = f"{remedy} What others than the parties say is a context note."
    return f"{level}, but the phrase says »{word}«. {remedy}"


# Laid over the snapshots, what other sources say is held to these too.
OVERLAY_WARNINGS: tuple[ValuesCheck, ...] = (
    parties_stand_in_phrase,
    roles_stand_in_phrase,
    money_goes_as_said,
    explicit_says_so,
    endings_say_so,
    soft_verbs_stay_soft,
)
PHRASE_WARNINGS: tuple[ValuesCheck, ...] = (
    *OVERLAY_WARNINGS,
    names_stand_in_phrase,
    phrase_is_about_it,
    denials_are_kept,
    fact_ids_keep_their_kind,
)
