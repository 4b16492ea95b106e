"""Sentences on the texts that were read: what each is, and why two kinds are held against no share."""

from __future__ import annotations

from generator.comparing.comparison import Comparison
from generator.model.agreement import Agreement
from generator.wording.translator import Labels, Translator
from generator.wording.writing import definite, inside

# A text about an agreement, by the kind of its source.
_ABOUT = Labels(
    {
        "official-news": "en nyhed fra en myndighed om %(title)s",
        "press-release": "en pressemeddelelse om %(title)s",
        "news": "en artikel om %(title)s",
        "magazine": "en artikel om %(title)s",
    }
)


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
        "De to sider er to slags tekst: %(old)s og %(new)s. En tekst om en aftale er et udvalg, og aftalen kan"
        " rumme mere. Derfor viser vi ikke andele eller procenter.",
        old=document_words(t, comparison.old),
        new=document_words(t, comparison.new),
    )


def uncountable_words(t: Translator, comparison: Comparison) -> str:
    """Why no shares are given of two of one kind: which of the two lists is not known to be complete."""
    partial = [t.text(each.title) for each in (comparison.old, comparison.new) if not each.coverage.complete]
    return t(
        "Vi viser ikke procenter. Vores liste for %(agreements)s er ikke nødvendigvis fuldstændig, og hvad der er"
        " ét initiativ, har vi afgjort tekst for tekst.",
        agreements=t.joined([definite(t, title) for title in partial]),
    )
