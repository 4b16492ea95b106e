"""What things are called on the site. Values never carry wording; templates carry the rest."""

from __future__ import annotations

from dataclasses import dataclass

from generator.comparing.comparison import Group, Outcome
from generator.wording.translator import Labels, Translator, counted
from generator.wording.writing import quantity_of


@dataclass(frozen=True)
class StatusWords:
    """A status' label, and in one sentence each what it means and what it takes to use it.

    Of a typed link `label` is said of the older end and `heir` of the newer; other statuses have no `heir`.
    """

    label: str
    meaning: str
    needs: str
    heir: str = ""

    @property
    def both(self) -> str:
        """The status of either end, where neither is meant before the other."""
        return f"{self.label} / {self.heir.lower()}" if self.heir else self.label

    def of(self, *, heir: bool) -> str:
        """The label of one end of a typed link, and of any other status its only one."""
        return (heir and self.heir) or self.label


GROUPS = Labels({Group.ADDED: "Tilføjet", Group.CARRIED: "Videreført", Group.NOT_CARRIED: "Ikke videreført i teksten"})

_OUTCOMES = {
    Outcome.NEW: StatusWords(
        "Ny",
        "Initiativet står ikke i nogen af de ældre tekster, vi har læst.",
        "En søgning i hver ældre tekst efter det, initiativet hedder, og de ord, det bygger på."
        " Hvert fund, der er noget andet, forklares.",
    ),
    Outcome.FIRST_MENTIONED: StatusWords(
        "Omtalt første gang",
        "Initiativet står ikke i de ældre tekster, men det er omtalt som noget, der var i gang eller aftalt"
        " i forvejen.",
        "Et sted i kilden, der viser, at det ikke er begyndt her, og den samme søgning som for det nye.",
    ),
    Outcome.RESUMED: StatusWords(
        "Genoptaget",
        "Initiativet står ikke i den ældre tekst, men i en, der er endnu ældre.",
        "Samme initiativ i en tidligere tekst.",
    ),
    Outcome.ARRIVED_BETWEEN: StatusWords(
        "Kommet til undervejs",
        "Initiativet står ikke i den ældre af de to tekster. Det kom til i en tekst imellem dem.",
        "Bruges, når der ligger en aftale, vi har læst om, mellem de to.",
    ),
    Outcome.CHANGED: StatusWords(
        "Videreført, med ændringer i teksten",
        "Initiativet står i begge tekster, og den nyere siger noget andet eller mere om det.",
        "Samme initiativ i begge tekster og mindst én oplysning, der er ændret eller kommet til.",
    ),
    Outcome.UNCHANGED: StatusWords(
        "Videreført, uden nye oplysninger",
        "Initiativet står i begge tekster. Vi har ikke fundet nye oplysninger om det i den nyere.",
        "Samme initiativ i begge tekster. Oplysninger, der ikke gentages, regnes ikke for ændret.",
    ),
    Outcome.BACKGROUND: StatusWords(
        "Nævnt som baggrund",
        "Den nyere tekst nævner initiativet som noget, der findes i forvejen.",
        "Samme initiativ i begge tekster; i den nyere som baggrund.",
    ),
    Outcome.ABSORBED: StatusWords(
        "Indgår i et andet",
        "Et initiativ er blevet en del af et andet eller et bredere initiativ.",
        "En begrundelse, som vises.",
        "Optager et andet",
    ),
    Outcome.MERGED: StatusWords(
        "Samlet", "Flere initiativer er blevet til ét.", "En begrundelse, som vises.", "Samlet af flere"
    ),
    Outcome.SPLIT: StatusWords(
        "Opdelt", "Ét initiativ er blevet til flere.", "En begrundelse, som vises.", "Del af et opdelt"
    ),
    Outcome.SPUN_OFF: StatusWords(
        "Har fået udskilt et andet",
        "Et initiativ er skilt ud fra et andet, som fortsatte for sig.",
        "En begrundelse, som vises.",
        "Udskilt fra et andet",
    ),
    Outcome.COMPLETED: StatusWords(
        "Afsluttet ifølge kilden", "En kilde siger, at initiativet er gennemført.", "Kilde og ordret citat."
    ),
    Outcome.EXPIRED: StatusWords(
        "Udløbet ifølge kilden", "En kilde siger, at perioden er slut.", "Kilde og ordret citat."
    ),
    Outcome.SUPERSEDED: StatusWords(
        "Afløst ifølge kilden", "En kilde siger, at noget andet er trådt i stedet.", "Kilde og ordret citat."
    ),
    Outcome.DISCONTINUED: StatusWords(
        "Opgivet ifølge kilden", "En kilde siger, at initiativet er opgivet.", "Kilde og ordret citat."
    ),
    Outcome.NOT_MENTIONED: StatusWords(
        "Ikke omtalt",
        "Den nyere tekst nævner ikke initiativet. Det kan godt fortsætte; teksten siger det bare ikke.",
        "De ord, der er søgt efter. Søgningen køres igen, og hvert fund, der er noget andet, forklares.",
    ),
    Outcome.NOT_EXAMINED: StatusWords(
        "Ikke undersøgt endnu", "Vi har ikke taget stilling.", "Intet. Det er udgangspunktet, og vi tæller dem."
    ),
}
OUTCOMES = Labels(_OUTCOMES)


@dataclass(frozen=True)
class SiteTerm:
    """A word that this site gives a meaning of its own."""

    title: str
    meaning: str


SITE_TERMS = Labels(
    {
        "initiativ": SiteTerm(
            "Initiativ",
            "Et initiativ er én ting, som teksten siger, at parterne vil gøre, opnå, undersøge eller drøfte,"
            " eller som den nævner.",
        ),
        "status": SiteTerm(
            "Status", "Hvad der blev af et initiativ fra en aftale til en anden, så langt teksterne siger det."
        ),
        "belaeg": SiteTerm(
            "Citat", "De ord, der står i kilden, og som en oplysning bygger på. Et citat er på højst 12 ord."
        ),
        "daekning": SiteTerm(
            "Dækning",
            "Om vores udgave af en aftale har alle dens initiativer. En tekst om en aftale er et udvalg,"
            " så noget kan mangle.",
        ),
        "kan-diskuteres": SiteTerm(
            "Kan diskuteres",
            "Mærke på en vurdering, som en omhyggelig læser kunne være uenig i. Begrundelsen står ved siden af.",
        ),
    }
)
# Where the method page says more.
SITE_TERM_HEADINGS = {
    "initiativ": "initiativ",
    "status": "tilfoejet",
    "belaeg": "kilder",
    "daekning": "kilder",
    "kan-diskuteres": "saadan-doemmer-vi",
}

KINDS = Labels({"effort": "Indsats", "goal": "Mål", "framework": "Ramme", "governance": "Styring"})
KIND_COUNTS = {
    "effort": counted("indsats", "indsatser"),
    "goal": counted("mål", "mål"),
    "framework": counted("ramme", "rammer"),
    "governance": counted("initiativ om styring", "initiativer om styring"),
}
KIND_MEANINGS = Labels(
    {
        "effort": "noget, parterne vil gøre",
        "goal": "noget, parterne vil opnå",
        "framework": "en strategi, en pagt, en fond eller en pulje, som andet hører under",
        "governance": "måden, samarbejdet foregår på",
    }
)
PRESENCES = Labels({"named": "Nævnt ved navn", "unnamed": "Omtalt uden navn", "background": "Baggrund"})
PRESENCE_MEANINGS = Labels(
    {
        "named": "teksten bruger initiativets navn",
        "unnamed": "teksten beskriver det; overskriften er vores",
        "background": "teksten nævner det som noget, der findes i forvejen",
    }
)
COMMITMENTS = Labels(
    {
        "decided": "Besluttet",
        "aims": "Ambition eller mål",
        "examines": "Skal undersøges",
        "discusses": "Skal drøftes",
        "notes": "Henvist til",
    }
)
COMMITMENT_MEANINGS = Labels(
    {
        "decided": "parterne har aftalt det",
        "aims": "parterne stræber efter det",
        "examines": "parterne vil afdække mulighederne; selve sagen er ikke besluttet",
        "discusses": "parterne vil tale videre om det",
        "notes": "teksten peger på det; vi har ikke noteret, at parterne aftaler noget om det",
    }
)
BASES = Labels(
    {
        "explicit": "teksten siger det selv",
        "same-name": "samme navn",
        "same-subject": "samme emne, efter vores vurdering",
    }
)
CERTAINTIES = Labels({"certain": "sikker", "arguable": "kan diskuteres"})
AGREEMENT_KINDS = Labels({"strategi": "Strategi", "pagt": "Pagt", "økonomiaftale": "Økonomiaftaler"})
SOURCE_KINDS = Labels(
    {
        "official-news": "nyhed fra en myndighed",
        "official-page": "side hos en myndighed eller en af parterne",
        "press-release": "pressemeddelelse",
        "agreement": "selve aftalen",
        "agreement-copy": "kopi af aftalen på et andet websted",
        "law": "lovforslag",
        "parliament": "dokument fra Folketinget",
        "news": "nyhedsartikel",
        "magazine": "artikel i et fagblad",
        "essay": "debatindlæg",
        "company": "side hos en virksomhed",
    }
)
# What was seen of a document that is no text of ours.
SEEN = Labels(
    {
        "beginning": "Vi har kun set begyndelsen af siden.",
        "contents": "Vi har kun set et uddrag med indholdsfortegnelsen.",
        "not-opened": "Vi har ikke åbnet dokumentet; adressen står i en anden kilde.",
    }
)
CONFIDENCES = Labels({"confirmed": "bekræftet", "single-source": "én kilde"})
CLAIMED = Labels({"confirmed": "anden kilde", "single-source": "én anden kilde"})
CONFIDENCE_MEANINGS = Labels(
    {
        "confirmed": "En myndighed, en part eller mindst to uafhængige kilder siger det.",
        "single-source": ("Vi har noteret én kilde, der siger det, eller det er os, der knytter det til aftalen."),
    }
)
HEADINGS = Labels(
    {
        "official": "Titlen er dokumentets egen.",
        "press": "Titlen er avisens ord, ikke aftalens.",
        "ours": "Titlen er vores egen.",
    }
)
EVENT_KINDS = Labels(
    {
        "published": "Offentliggjort",
        "agreed": "Aftalt",
        "planned": "Varslet",
        "launched": "Taget i brug",
        "progress": "Undervejs",
        "delayed": "Udskudt",
        "evaluated": "Evalueret eller gjort op",
        "closed": "Lukket eller afsluttet",
    }
)
EVENT_MEANINGS = Labels(
    {
        "published": "et dokument eller en plan blev offentliggjort",
        "agreed": "en aftale er dateret eller bekræftet",
        "planned": "en myndighed fortalte, hvad der skulle ske og hvornår",
        "launched": "noget blev taget i brug, sat i gang eller lanceret",
        "progress": "en kilde fortæller, hvor langt det var",
        "delayed": "en myndighed fortalte, at noget blev udskudt",
        "evaluated": "en evaluering eller et regnskab blev lagt frem",
        "closed": "noget blev lukket eller erklæret afsluttet",
    }
)
CONTEXT_KINDS = Labels(
    {
        "background": "Baggrund",
        "official": "En embedsmands udsagn",
        "government": "Regeringens eget",
        "other-body": "En andens udsagn eller tal",
        "newspaper": "Mediets egne ord",
    }
)


def kind_counts(t: Translator, kinds: list[str]) -> str:
    """»5 indsatser, 3 mål og 1 ramme«, in a fixed order."""
    parts = [quantity_of(t, kinds.count(kind), words) for kind, words in KIND_COUNTS.items() if kind in kinds]
    return t.joined(parts)
