"""What things are called on the site, as labels.toml has it. Values never carry wording; templates carry the rest."""

from __future__ import annotations

from dataclasses import dataclass

from generator.wording.translator import Labels, Translator, counted, label_table
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


GROUPS = Labels.of("groups")
OUTCOMES = Labels({code: StatusWords(**words) for code, words in label_table("outcomes").items()})


@dataclass(frozen=True)
class SiteTerm:
    """A word that this site gives a meaning of its own."""

    title: str
    meaning: str


SITE_TERMS = Labels({code: SiteTerm(**words) for code, words in label_table("site-terms").items()})
# The title and the description of each page that there is one of, by its address.
PAGE_WORDS = Labels({page: (words["title"], words["description"]) for page, words in label_table("pages").items()})
# Where the method page says more.
SITE_TERM_HEADINGS = {
    "initiativ": "initiativ",
    "status": "tilfoejet",
    "belaeg": "kilder",
    "daekning": "kilder",
    "kan-diskuteres": "saadan-doemmer-vi",
}

FACT_KINDS = Labels.of("fact-kinds")
AMOUNT_BASES = Labels.of("amount-bases")
BOUNDS = Labels.of("bounds")
ROLES = Labels.of("roles")
MODES = Labels.of("modes")
KINDS = Labels.of("kinds")
KIND_COUNTS = {
    "effort": counted("indsats", "indsatser"),
    "goal": counted("mål", "mål"),
    "framework": counted("ramme", "rammer"),
    "governance": counted("initiativ om styring", "initiativer om styring"),
}
KIND_MEANINGS = Labels.of("kind-meanings")
PRESENCES = Labels.of("presences")
PRESENCE_MEANINGS = Labels.of("presence-meanings")
COMMITMENTS = Labels.of("commitments")
COMMITMENT_MEANINGS = Labels.of("commitment-meanings")
BASES = Labels.of("bases")
CERTAINTIES = Labels.of("certainties")
AGREEMENT_KINDS = Labels.of("agreement-kinds")
SOURCE_KINDS = Labels.of("source-kinds")
# What was seen of a document that is no text of ours.
SEEN = Labels.of("seen")
CONFIDENCES = Labels.of("confidences")
CLAIMED = Labels.of("claimed")
CONFIDENCE_MEANINGS = Labels.of("confidence-meanings")
HEADINGS = Labels.of("headings")
EVENT_KINDS = Labels.of("event-kinds")
EVENT_MEANINGS = Labels.of("event-meanings")
CONTEXT_KINDS = Labels.of("context-kinds")


def kind_counts(t: Translator, kinds: list[str]) -> str:
    """»5 indsatser, 3 mål og 1 ramme«, in a fixed order."""
    parts = [quantity_of(t, kinds.count(kind), words) for kind, words in KIND_COUNTS.items() if kind in kinds]
    return t.joined(parts)
