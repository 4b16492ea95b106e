"""The typed, frozen values that a snapshot is read into.

The field names are the keys of the YAML files. Descriptions of keys that need one stand in `Field`,
so that the JSON Schema for editors can carry them.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StrictBool, StrictInt

from generator.model.facts import Fact
from generator.model.fields import (
    Basis,
    Certainty,
    Commitment,
    Date,
    Evidence,
    Gloss,
    HitElsewhere,
    InitiativeKind,
    LeftOut,
    Line,
    Phrases,
    Presence,
    Relation,
    Sha256,
    Slug,
    Text,
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
    kind: SourceKind = Field(description="Hvad slags tekst det er.")
    publisher: Text = Field(description="Hvem der har udgivet teksten.")
    title: Text = Field(description="Tekstens overskrift, som den står.")
    published: Date | None = Field(
        None, description="Tekstens dato. Udelades, når teksten ikke selv siger den."
    )
    url: Url | None = Field(None, description="Adressen på nettet.")
    archived: Url | None = Field(
        None, description="En kopi i et webarkiv, af netop den udgave, der blev læst."
    )
    sha256: Sha256 = Field(
        description="SHA-256 af den tekst, der blev læst, så det altid kan ses, om det er den samme."
    )
    note: Text | None = Field(None, description="Forbehold eller forklaring, som læseren ser.")


class Stated(Evidence):
    """A date or period that a source states about the agreement as such."""

    note: Text | None = Field(None, description="Forbehold eller forklaring, som læseren ser.")


class Agreed(Stated):
    date: Date = Field(description="Datoen, så præcist som kilden siger den: 2021, 2021-03 eller 2021-03-07.")


class Effective(Stated):
    head: ClassVar = ("from_",)

    from_: Date = Field(alias="from", description="Hvornår aftalen begynder at gælde.")
    to: Date | None = Field(None, description="Hvornår aftalen holder op med at gælde, når kilden siger det.")


class Party(Evidence):
    party: Slug = Field(description="Id fra »parties« i _register.yaml.")


class Coverage(Value):
    complete: StrictBool = Field(
        description="true, når alle aftalens initiativer er med; false, når kilden er et udvalg."
    )
    note: Text = Field(description="Hvad vi har læst, og hvad der kan mangle.")


class StatedCount(Evidence):
    """How many of something the agreement says it has; the list itself may be elsewhere."""

    id: Slug = Field(description="Tallets id i denne fil.")
    count: StrictInt = Field(description="Antallet, som aftalen siger det.")
    unit: Text = Field(description="Hvad der tælles, fx konkrete initiativer.")
    listed: StrictInt = Field(ge=0, description="Hvor mange af dem der kan nævnes her i filen.")
    of: Slug | None = Field(
        None, description="Id på den aftale, tallet gælder, når det er en anden end denne, læst eller ej."
    )
    note: Text | None = Field(None, description="Forbehold eller forklaring, som læseren ser.")


class FocusArea(Evidence):
    """A part of the agreement under which it sorts its initiatives itself."""

    id: Slug = Field(description="Fokusområdets id i denne fil.")
    number: Line | None = Field(None, description="Nummeret i aftalen, når den nummererer dem.")
    title: Text = Field(description="Navnet, som aftalen skriver det.")


class Context(Evidence):
    """A statement in the text that is not the agreement's."""

    id: Slug = Field(description="Notens id i denne fil.")
    kind: Literal["background", "official", "other-body", "newspaper", "government"] = Field(
        description="Hvis udsagn det er."
    )
    speaker: Text = Field(description="Hvem der siger det.")
    text: Text = Field(description="Hvad der siges, med vores egne ord.")


class EarlierSearch(Value):
    """What is searched for in every older text, beside what the initiative is called and the words it is quoted in."""

    terms: tuple[Line, ...] = Field(
        (), description="Flere ord at søge efter i de ældre tekster end titel, aliaser og citater."
    )
    hits: tuple[HitElsewhere, ...] = Field(
        (), description="Steder i de ældre tekster, der ligner, men er noget andet."
    )


class Origin(Value):
    """Where an initiative comes from, when it keeps its id or has no predecessor."""

    outcome: OriginOutcome = Field(description="Hvor initiativet kommer fra.")
    basis: Basis | None = Field(None, description="Hvorfor det er det samme initiativ som før.")
    certainty: Certainty = Field(
        "certain", description="Kan en omhyggelig læser være uenig, er det arguable og har en »note«."
    )
    readers: Readers | None = Field(None, description="Kun når antallet af læsere er et andet end aftalens.")
    note: Text | None = Field(None, description="Begrundelsen på dansk; siden viser den.")
    source: Slug | None = Field(None, description="Id på den kilde under »sources«, hvor det står.")
    phrase: Phrases | None = Field(None, description="Højst 12 ord, der står ordret i kilden.")
    gloss: Gloss = None
    left_out: LeftOut = None
    search: EarlierSearch | None = Field(
        None, description="Ved new og first-mentioned: det, standardsøgningen i de ældre tekster ikke klarer."
    )


class Link(Value):
    """A typed link to an initiative of an earlier agreement."""

    id: Slug = Field(description="Id på det ældre initiativ.")
    relation: Relation = Field(description="Hvad der er sket med det ældre initiativ.")
    basis: Basis = Field(description="Hvad forbindelsen bygger på.")
    certainty: Certainty = Field(description="Om en omhyggelig læser kan være uenig.")
    readers: Readers | None = Field(None, description="Kun når antallet af læsere er et andet end aftalens.")
    note: Text = Field(description="Begrundelsen på dansk; siden viser den.")
    source: Slug | None = Field(None, description="Id på den kilde under »sources«, hvor det står.")
    phrase: Phrases | None = Field(None, description="Højst 12 ord, der står ordret i kilden.")
    gloss: Gloss = None
    left_out: LeftOut = None


class Initiative(Evidence):
    id: Slug = Field(
        description="Initiativets id, for altid. Samme id i to aftaler er påstanden om, at det er det samme."
    )
    number: Line | None = Field(
        None, description="Nummeret i aftalen, fx '9.1', når den nummererer sine initiativer."
    )
    focus_area: Slug | None = Field(
        None, description="Id på det af aftalens fokusområder under »focus_areas«, som det står i."
    )
    title: Text = Field(
        description="Initiativets navn, eller vores egen neutrale overskrift, når teksten intet navn giver."
    )
    kind: InitiativeKind = Field(description="Hvad slags initiativ det er.")
    about: Slug | None = Field(
        None,
        description="Id på en aftale, når det er det, teksten siger om den aftale selv. Det tælles ikke med.",
    )
    presence: Presence = Field(description="Hvordan teksten omtaler det.")
    commitment: Commitment = Field(description="Hvor fast det er aftalt. Bløde ord forbliver bløde.")
    theme: Slug = Field(description="Id fra »themes« i _register.yaml.")
    aliases: tuple[Line, ...] = Field((), description="Andre navne og forkortelser, som læsere søger efter.")
    summary: Text = Field(description="En eller to sætninger med vores egne ord; aldrig kildens sætninger.")
    note: Text | None = Field(None, description="Forbehold eller forklaring, som læseren ser.")
    origin: Origin | None = Field(
        None, description="Hvor initiativet kommer fra. Mangler kun i den første aftale."
    )
    from_: tuple[Link, ...] = Field(
        (), alias="from", description="Ældre initiativer, som dette er delt fra, samlet af eller optager."
    )
    facts: tuple[Fact, ...] = Field(
        (), description="Beløb, frister, måltal, antal, indhold og parter, hver med kilde og ordret citat."
    )


class Hit(Value):
    """A search term that does stand in the newer text, and why that is not the initiative."""

    phrase: Line = Field(description="Ordene i teksten, som søgeordet stod i.")
    gloss: Gloss = None
    why: Text = Field(description="Hvorfor det ikke er initiativet.")


class Search(Value):
    terms: tuple[Line, ...] = Field(
        min_length=1, description="De ord, der er søgt efter i den nyere tekst. Søgningen køres igen."
    )
    hits: tuple[Hit, ...] = Field((), description="Søgeord, der godt står i teksten, men som noget andet.")


class Departure(Value):
    """What became of an initiative of the agreement before that is not in this one."""

    id: Slug = Field(description="Id på initiativet i aftalen før.")
    outcome: Literal[
        "completed", "expired", "superseded", "discontinued", "not-mentioned", "not-examined"
    ] = Field(description="Hvad der blev af det. Tavshed er not-mentioned, aldrig mere.")
    certainty: Certainty = Field(
        "certain", description="Kan en omhyggelig læser være uenig, er det arguable og har en »note«."
    )
    readers: Readers | None = Field(None, description="Kun når antallet af læsere er et andet end aftalens.")
    note: Text | None = Field(None, description="Begrundelsen på dansk; siden viser den.")
    source: Slug | None = Field(None, description="Id på den kilde under »sources«, hvor det står.")
    phrase: Phrases | None = Field(None, description="Højst 12 ord, der står ordret i kilden.")
    gloss: Gloss = None
    left_out: LeftOut = None
    search: Search | None = Field(
        None, description="Ved not-mentioned: det, der er søgt efter uden at blive fundet."
    )


class StillSilent(Value):
    """An initiative that left earlier and is not in this agreement either.

    The terms it was searched for when it left are searched for again; `hits` explains those found.
    """

    id: Slug = Field(description="Id på et initiativ, der forsvandt uden et ord i en tidligere aftale.")
    hits: tuple[Hit, ...] = Field((), description="Søgeord, der godt står i teksten, men som noget andet.")


class Agreement(Value):
    id: Slug = Field(
        description="Aftalens id, det samme som filens navn. Skriv årstal i anførselstegn: '2021'."
    )
    title: Text = Field(description="Aftalens navn.")
    short: Text = Field(description="Et kort navn til kolonner.")
    kind: AgreementKind = Field(description="Hvad slags aftale det er.")
    follows: Slug | None = Field(
        None,
        description="Id på aftalen lige før. Mangler kun i den første aftale. Årstal i anførselstegn: '2021'.",
    )
    agreed: Agreed | None = Field(
        None, description="Hvornår aftalen blev indgået. Udelades, når ingen kilde siger det."
    )
    effective: Effective | None = Field(
        None, description="Perioden, aftalen gælder for. Udelades, når ingen kilde siger det."
    )
    parties: tuple[Party, ...] = Field(min_length=1, description="Hvem der har indgået aftalen.")
    summary: Text = Field(description="En eller to sætninger med vores egne ord.")
    coverage: Coverage = Field(description="Om alle aftalens initiativer er med her.")
    readers: Readers = Field(1, description="Hvor mange der har læst teksten uafhængigt af hinanden.")
    counts: tuple[StatedCount, ...] = Field(
        (), description="Hvor mange initiativer eller mål aftalen selv siger, den har."
    )
    focus_areas: tuple[FocusArea, ...] = Field(
        (), description="De dele, aftalen selv samler sine initiativer i."
    )
    sources: tuple[Source, ...] = Field(min_length=1, description="De tekster, der er læst.")
    initiatives: tuple[Initiative, ...] = Field(
        min_length=1,
        description="Det, parterne vil gøre, opnå, undersøge eller drøfte, og det, teksten nævner.",
    )
    not_continued: tuple[Departure, ...] = Field(
        (), description="Hvert initiativ i aftalen før, som ikke er her, og hvad der blev af det."
    )
    still_not_mentioned: tuple[StillSilent, ...] = Field(
        (), description="Det, der forsvandt tidligere og stadig ikke er nævnt."
    )
    context: tuple[Context, ...] = Field(
        (), description="Udsagn i teksten, som ikke er aftalens, med den, der siger dem."
    )
    reading_notes: tuple[Text, ...] = Field(
        (), description="Hvad to læsere så forskelligt på, og hvad vi valgte."
    )

    @property
    def is_read_itself(self) -> bool:
        """Whether the agreement was read, and not only texts about it."""
        return any(source.sha256 and source.kind in ORIGINALS for source in self.sources)


class Actor(Value):
    id: Slug = Field(description="Id, som »party«, »payer« og »recipient« peger på.")
    title: Text = Field(description="Navnet, som siden skriver det.")
    forms: tuple[Line, ...] = Field(
        (), description="Andre ord for den i teksterne, fx »staten« for regeringen. Bøjninger kendes uden."
    )


class Theme(Value):
    id: Slug = Field(description="Id, som »theme« peger på.")
    title: Text = Field(description="Temaets navn.")
    summary: Text = Field(description="Hvad temaet rummer, i en sætning.")


class Register(Value):
    """What all agreements share: who takes part, and the themes that initiatives are sorted under.

    `notes` are cautions about the record as a whole, such as an agreement that was not read.
    """

    parties: tuple[Actor, ...] = Field(min_length=1, description="Dem, der aftaler, betaler eller får.")
    notes: tuple[Text, ...] = Field((), description="Forbehold om det hele, fx en aftale, vi ikke har læst.")
    themes: tuple[Theme, ...] = Field(min_length=1, description="Temaerne i den rækkefølge, siden viser dem.")
    pairs_within: Annotated[StrictInt, Field(ge=1)] = Field(
        12,
        description="To aftaler får en side med deres sammenligning, når der højst er så mange skridt mellem dem."
        " Den første aftale sammenlignes med alle. Kan sættes op, men ikke ned igen: det, der er udgivet, bliver.",
    )
    synonyms: tuple[tuple[Line, ...], ...] = Field(
        (),
        description="Ord, der betyder det samme i teksterne, når vi søger i dem: én linje for hver betydning.",
    )


class Term(Value):
    """A word of the field. `forms` and `forms_en` are its other forms in running text, such as inflections."""

    id: Slug = Field(description="Ordets id, som »see« peger på.")
    title: Text = Field(description="Ordet, som det står i ordlisten.")
    forms: tuple[Line, ...] = Field(
        (), description="Bøjninger og andre former, der genkendes i løbende tekst."
    )
    forms_en: tuple[Line, ...] = Field(
        (), description="Engelske former, der genkendes i løbende engelsk tekst."
    )
    text: Text = Field(description="Almen viden i en eller to sætninger; intet om aftalerne.")
    see: tuple[Slug, ...] = Field((), description="Id'er på ord, der hænger sammen med dette.")

    @property
    def surfaces(self) -> tuple[str, ...]:
        """Every form in which the term is looked for in Danish text."""
        return (self.title.da, *self.forms)

    @property
    def surfaces_en(self) -> tuple[str, ...]:
        """Every form in which the term is looked for in English text; a Danish title is no English word."""
        return (*([self.title.en] if self.title.en else []), *self.forms_en)


class Glossary(Value):
    """What words mean. It says nothing about any agreement, and a folder of snapshots can do without it."""

    terms: tuple[Term, ...] = Field((), description="Ordene, der forklares.")
