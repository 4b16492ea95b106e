"""Agreements that are known to exist and have not been read: a gap in the chain, and never a silence."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from generator.model.agreement import AgreementKind
from generator.model.fields import AgreementId, Date, Evidence, Note, Slug, Text, Url, Value, may_be_left_out


class Period(Value):
    head: ClassVar = ("from_",)

    from_: Date = Field(alias="from", title="Fra", description="Hvornår aftalen begynder at gælde.")
    to: Date | None = Field(
        None, title="Til", description="Hvornår aftalen holder op med at gælde, når kilden siger det."
    )


class Mention(Evidence):
    """Words of a text that was read, which show that the agreement exists."""

    model_config = may_be_left_out()

    agreement: AgreementId = Field(title="Aftale", description="Id på den læste aftale, hvis tekst nævner den.")


class PublicSource(Value):
    """A public document that shows that the agreement exists."""

    publisher: Text = Field(title="Udgiver", description="Hvem der har udgivet teksten.")
    title: Text = Field(title="Titel", description="Tekstens overskrift, som den står.")
    published: Date | None = Field(
        None, title="Dato", description="Tekstens dato. Udelades, når teksten ikke selv siger den."
    )
    url: Url = Field(title="Adresse", description="Adressen på nettet.")


class UnreadAgreement(Value):
    """An agreement without a snapshot. When it is read it gets one of the same id, and is removed here."""

    id: Slug = Field(description="Det id, aftalen får, når den bliver læst. Skriv årstal i anførselstegn.")
    title: Text = Field(title="Navn", description="Aftalens navn.")
    short: Text = Field(title="Kort navn", description="Et kort navn til kolonner.")
    kind: AgreementKind = Field(title="Art", description="Hvad slags aftale det er.")
    after: AgreementId = Field(
        title="Kommer efter",
        description="Id på den læste aftale, som den kommer efter. Flere efter den samme står i rækkefølge, og en ny"
        " aftale, der gælder fra før, kommer selv foran.",
    )
    agreed: Date | None = Field(
        None, title="Indgået", description="Hvornår den blev aftalt, så præcist som en kilde siger det."
    )
    effective: Period | None = Field(None, title="Gælder", description="Hvornår den gælder, når en kilde siger det.")
    mentioned_in: tuple[Mention, ...] = Field((), title="Nævnt i", description="Læste tekster, der nævner den.")
    sources: tuple[PublicSource, ...] = Field((), title="Kilde", description="Andre kilder, der viser, at den findes.")
    note: Note = None


class Unread(Value):
    """The file `_unread.yaml`. A folder of snapshots can do without it."""

    unread: tuple[UnreadAgreement, ...] = Field((), description="Aftalerne i den rækkefølge, de kom.")
