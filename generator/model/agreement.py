"""The typed, frozen values that a snapshot is read into.

The field names are the keys of the YAML files. Descriptions of keys that need one stand in `Field`,
so that the JSON Schema for editors can carry them.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, get_args

from pydantic import Field, StrictBool, StrictInt

from generator.model.facts import Fact
from generator.model.fields import (
    AgreementId,
    Basis,
    Certainty,
    Commitment,
    Date,
    Evidence,
    Gloss,
    HitElsewhere,
    InitiativeId,
    InitiativeKind,
    LeftOut,
    Line,
    Note,
    OneOrMore,
    Phrases,
    Presence,
    Refers,
    Relation,
    Sha256,
    Slug,
    SourceId,
    Text,
    ThemeId,
    Url,
    Value,
)

AgreementKind = Literal["strategi", "pagt", "økonomiaftale"]
OriginOutcome = Literal["continued", "resumed", "new", "first-mentioned", "not-examined"]
Readers = Annotated[StrictInt, Field(ge=1)]
SourceKind = Literal[
    "official-news",
    "official-page",
    "press-release",
    "agreement",
    "agreement-copy",
    "law",
    "parliament",
    "news",
    "magazine",
    "essay",
    "company",
]


# The agreement itself, whoever has put it on the net.
ORIGINALS: frozenset[SourceKind] = frozenset({"agreement", "agreement-copy"})


class Source(Value):
    id: Slug = Field(description="Kildens id, som »source« peger på, fx digst-2020-06-09.")
    kind: SourceKind = Field(title="Art", description="Hvad slags tekst det er.")
    publisher: Text = Field(title="Udgiver", description="Hvem der har udgivet teksten.")
    title: Text = Field(title="Titel", description="Tekstens overskrift, som den står.")
    published: Date | None = Field(
        None, title="Dato", description="Tekstens dato. Udelades, når teksten ikke selv siger den."
    )
    url: Url | None = Field(None, title="Adresse", description="Adressen på nettet.")
    archived: Url | None = Field(
        None, title="Arkiveret kopi", description="En kopi i et webarkiv, af netop den udgave, der blev læst."
    )
    sha256: Sha256 = Field(
        title="Fingeraftryk af den tekst, vi læste",
        description="SHA-256 af den tekst, der blev læst, så det altid kan ses, om det er den samme.",
    )
    note: Note = None


class Stated(Evidence):
    """A date or period that a source states about the agreement as such."""

    note: Note = None


class Agreed(Stated):
    date: Date = Field(
        title="Dato", description="Datoen, så præcist som kilden siger den: 2021, 2021-03 eller 2021-03-07."
    )


class Effective(Stated):
    head: ClassVar = ("from_",)

    from_: Date = Field(alias="from", title="Fra", description="Hvornår aftalen begynder at gælde.")
    to: Date | None = Field(
        None, title="Til", description="Hvornår aftalen holder op med at gælde, når kilden siger det."
    )


class Party(Evidence):
    party: OneOrMore = Field(
        title="Part", description="Id fra »parties« i _register.yaml, eller flere, når de samme ord nævner dem."
    )


class Coverage(Value):
    complete: StrictBool = Field(
        title="Fuldstændig", description="true, når alle aftalens initiativer er med; false, når kilden er et udvalg."
    )
    note: Text = Field(title="Note", description="Hvad vi har læst, og hvad der kan mangle.")


class StatedCount(Evidence):
    """How many of something the agreement says it has; the list itself may be elsewhere."""

    id: Slug = Field(description="Tallets id i denne fil.")
    count: StrictInt = Field(title="Antal", description="Antallet, som aftalen siger det.")
    unit: Text = Field(title="Hvad der tælles", description="Hvad der tælles, fx konkrete initiativer.")
    listed: StrictInt = Field(
        ge=0, title="Antal, vi kan nævne", description="Hvor mange af dem der kan nævnes her i filen."
    )
    of: AgreementId | None = Field(
        None,
        title="Hvilken aftale det gælder",
        description="Id på den aftale, tallet gælder, når det er en anden end denne, læst eller ej.",
    )
    note: Note = None


class FocusArea(Evidence):
    """A part of the agreement under which it sorts its initiatives itself."""

    id: Slug = Field(description="Fokusområdets id i denne fil.")
    number: Line | None = Field(None, title="Nummer", description="Nummeret i aftalen, når den nummererer dem.")
    title: Text = Field(title="Navn", description="Navnet, som aftalen skriver det.")


class Context(Evidence):
    """A statement in the text that is not the agreement's."""

    id: Slug = Field(description="Notens id i denne fil.")
    kind: Literal["background", "official", "other-body", "newspaper", "government"] = Field(
        title="Hvis udsagn det er", description="Hvis udsagn det er."
    )
    speaker: Text = Field(title="Hvem der siger det", description="Hvem der siger det.")
    text: Text = Field(title="Hvad der siges", description="Hvad der siges, med vores egne ord.")


class EarlierSearch(Value):
    """What is searched for in every older text, beside what the initiative is called and the words it is quoted in."""

    terms: tuple[Line, ...] = Field(
        (),
        title="Flere ord, der er søgt efter i de ældre tekster",
        description="Flere ord at søge efter i de ældre tekster end titel, aliaser og citater.",
    )
    hits: tuple[HitElsewhere, ...] = Field(
        (),
        title="Ligner i en ældre tekst, men er noget andet",
        description="Steder i de ældre tekster, der ligner, men er noget andet.",
    )


class Judged(Value):
    """What we judge of an initiative, who judged it, and the words that say so, where some do."""

    certainty: Certainty = Field(
        "certain",
        title="Vurdering",
        description="Kan en omhyggelig læser være uenig, er det arguable og har en »note«.",
    )
    readers: Readers | None = Field(
        None, title="Antal læsere", description="Kun når antallet af læsere er et andet end aftalens."
    )
    source: SourceId | None = Field(None, title="Kilde", description="Id på den kilde under »sources«, hvor det står.")
    phrase: Phrases | None = Field(None, title="Citat", description="Højst 12 ord, der står ordret i kilden.")
    gloss: Gloss = None
    left_out: LeftOut = None
    note: Text | None = Field(None, title="Note", description="Begrundelsen på dansk; siden viser den.")


class Origin(Judged):
    """Where an initiative comes from, when it keeps its id or has no predecessor."""

    outcome: OriginOutcome = Field(title="Udfald", description="Hvor initiativet kommer fra.")
    basis: Basis | None = Field(None, title="Grundlag", description="Hvorfor det er det samme initiativ som før.")
    search: EarlierSearch | None = Field(
        None,
        title="Søgning",
        description="Ved new og first-mentioned: det, standardsøgningen i de ældre tekster ikke klarer.",
    )


class Link(Judged):
    """A typed link to an initiative of an earlier agreement."""

    id: InitiativeId = Field(description="Id på det ældre initiativ.")
    relation: Relation = Field(title="Forbindelse", description="Hvad der er sket med det ældre initiativ.")
    basis: Basis = Field(title="Grundlag", description="Hvad forbindelsen bygger på.")
    certainty: Certainty = Field(title="Vurdering", description="Om en omhyggelig læser kan være uenig.")
    note: Text = Field(title="Note", description="Begrundelsen på dansk; siden viser den.")


class Initiative(Evidence):
    id: Slug = Field(
        description="Initiativets id, for altid. Samme id i to aftaler er påstanden om, at det er det samme."
    )
    number: Line | None = Field(
        None, title="Nummer", description="Nummeret i aftalen, fx '9.1', når den nummererer sine initiativer."
    )
    focus_area: Annotated[Slug, Refers("focus_areas")] | None = Field(
        None, title="Fokusområde", description="Id på det af aftalens fokusområder under »focus_areas«, som det står i."
    )
    title: Text = Field(
        title="Overskrift",
        description="Initiativets navn, eller vores egen neutrale overskrift, når teksten intet navn giver.",
    )
    kind: InitiativeKind = Field(title="Art", description="Hvad slags initiativ det er.")
    about: AgreementId | None = Field(
        None,
        title="Handler om aftalen",
        description="Id på en aftale, når det er det, teksten siger om den aftale selv. Det tælles ikke med.",
    )
    presence: Presence = Field(title="Omtale", description="Hvordan teksten omtaler det.")
    commitment: Commitment = Field(
        title="Forpligtelse", description="Hvor fast det er aftalt. Bløde ord forbliver bløde."
    )
    theme: ThemeId = Field(title="Tema", description="Id fra »themes« i _register.yaml.")
    aliases: tuple[Line, ...] = Field(
        (), title="Findes også under", description="Andre navne og forkortelser, som læsere søger efter."
    )
    summary: Text = Field(
        title="Opsummering", description="En eller to sætninger med vores egne ord; aldrig kildens sætninger."
    )
    note: Note = None
    origin: Origin | None = Field(
        None,
        title="Hvor initiativet kommer fra",
        description="Hvor initiativet kommer fra. Mangler kun i den første aftale.",
    )
    from_: tuple[Link, ...] = Field(
        (),
        alias="from",
        title="Forbindelse",
        description="Ældre initiativer, som dette er delt fra, samlet af eller optager.",
    )
    facts: tuple[Fact, ...] = Field(
        (),
        title="Oplysning",
        description="Beløb, frister, måltal, antal, indhold og parter, hver med kilde og ordret citat.",
    )


class Hit(Value):
    """A search term that does stand in the newer text, and why that is not the initiative."""

    phrase: Line = Field(title="Citat", description="Ordene i teksten, som søgeordet stod i.")
    gloss: Gloss = None
    why: Text = Field(title="Hvorfor", description="Hvorfor det ikke er initiativet.")


class Search(Value):
    terms: tuple[Line, ...] = Field(
        min_length=1,
        title="Ord, der er søgt efter",
        description="De ord, der er søgt efter i den nyere tekst. Søgningen køres igen.",
    )
    hits: tuple[Hit, ...] = Field(
        (), title="Fundet, men som noget andet", description="Søgeord, der godt står i teksten, men som noget andet."
    )


# What a text says became of an initiative, in words that are quoted.
EndedBySource = Literal["completed", "expired", "superseded", "discontinued"]
ENDED_BY_SOURCE = frozenset(get_args(EndedBySource))


class Departure(Judged):
    """What became of an initiative of the agreement before that is not in this one."""

    id: Slug = Field(description="Id på initiativet i aftalen før.")
    outcome: Literal[EndedBySource, "not-mentioned", "not-examined"] = Field(
        title="Hvad der blev af initiativet", description="Hvad der blev af det. Tavshed er not-mentioned, aldrig mere."
    )
    search: Search | None = Field(
        None, title="Søgning", description="Ved not-mentioned: det, der er søgt efter uden at blive fundet."
    )


class StillSilent(Value):
    """An initiative that left earlier and is not in this agreement either.

    The terms it was searched for when it left are searched for again; `hits` explains those found.
    """

    id: Slug = Field(description="Id på et initiativ, der forsvandt uden et ord i en tidligere aftale.")
    hits: tuple[Hit, ...] = Field(
        (), title="Fundet, men som noget andet", description="Søgeord, der godt står i teksten, men som noget andet."
    )


class Agreement(Value):
    id: Slug = Field(description="Aftalens id, det samme som filens navn. Skriv årstal i anførselstegn: '2021'.")
    title: Text = Field(title="Navn", description="Aftalens navn.")
    short: Text = Field(title="Kort navn", description="Et kort navn til kolonner.")
    kind: AgreementKind = Field(title="Art", description="Hvad slags aftale det er.")
    follows: AgreementId | None = Field(
        None,
        title="Følger efter",
        description="Id på aftalen lige før. Mangler kun i den første aftale. Årstal i anførselstegn: '2021'.",
    )
    agreed: Agreed | None = Field(
        None, title="Indgået", description="Hvornår aftalen blev indgået. Udelades, når ingen kilde siger det."
    )
    effective: Effective | None = Field(
        None, title="Gælder", description="Perioden, aftalen gælder for. Udelades, når ingen kilde siger det."
    )
    parties: tuple[Party, ...] = Field(min_length=1, title="Part", description="Hvem der har indgået aftalen.")
    summary: Text = Field(title="Opsummering", description="En eller to sætninger med vores egne ord.")
    coverage: Coverage = Field(title="Dækning", description="Om alle aftalens initiativer er med her.")
    readers: Readers = Field(
        1, title="Antal læsere", description="Hvor mange der har læst teksten uafhængigt af hinanden."
    )
    counts: tuple[StatedCount, ...] = Field(
        (), title="Teksten tæller", description="Hvor mange initiativer eller mål aftalen selv siger, den har."
    )
    focus_areas: tuple[FocusArea, ...] = Field(
        (), title="Fokusområde", description="De dele, aftalen selv samler sine initiativer i."
    )
    sources: tuple[Source, ...] = Field(min_length=1, title="Kilde", description="De tekster, der er læst.")
    source: SourceId | None = Field(
        None,
        title="Kilde",
        description="Kilden til alt, hvor der ikke står en anden, når der er flere under »sources«.",
    )
    initiatives: tuple[Initiative, ...] = Field(
        min_length=1,
        title="Initiativ",
        description="Det, parterne vil gøre, opnå, undersøge eller drøfte, og det, teksten nævner.",
    )
    not_continued: tuple[Departure, ...] = Field(
        (),
        title="Ikke videreført",
        description="Hvert initiativ i aftalen før, som ikke er her, og hvad der blev af det.",
    )
    still_not_mentioned: tuple[StillSilent, ...] = Field(
        (),
        title="Følges stadig",
        description="Det, der forsvandt tidligere: kun hvor et søgeord står i teksten om noget andet.",
    )
    context: tuple[Context, ...] = Field(
        (),
        title="Står i teksten, men er ikke aftalens",
        description="Udsagn i teksten, som ikke er aftalens, med den, der siger dem.",
    )
    reading_notes: tuple[Text, ...] = Field(
        (), title="Sådan læste vi", description="Hvad to læsere så forskelligt på, og hvad vi valgte."
    )

    @property
    def is_read_itself(self) -> bool:
        """Whether the agreement was read, and not only texts about it."""
        return any(source.sha256 and source.kind in ORIGINALS for source in self.sources)
