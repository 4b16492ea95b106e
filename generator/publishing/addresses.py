"""Where each thing that can be cited stands on the site.

Addresses are made of ids, never of wording or position, so that they mean the same for ever. They are paths
from the root of the site; `Site.link` makes them whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.comparing.analysis import Analysis
from generator.wording.translator import Translator

# The list of what other sources than the texts say.
OTHERS = "andre-kilder/"
PermanentKind = Literal["agreement", "comparison", "initiative", "presence", "finding", "fact"]


@dataclass(frozen=True)
class Permanent:
    """A thing with a permanent address. `id` is its own and those it belongs to, with slashes between."""

    kind: PermanentKind
    id: str
    address: str


# What is the same in every language, and stands once: files that programs read, and what is never rewritten.
_SHARED = ("assets/", "data/v1/", "fast/", "skema/")


def in_language(t: Translator, target: str) -> str:
    """Where *target*, an address of the Danish pages, stands in the language of *t*."""
    return target if target.startswith(_SHARED) else t.language.prefix + target


def web(address: str) -> str:
    """An address on the web as a link may have it; nothing where it is another kind, such as one that runs a script.

    No snapshot that passes the checks has one, so this is the second line.
    """
    return address if address.startswith(("https://", "http://")) else ""


def agreement(agreement_id: str) -> str:
    return f"aftaler/{agreement_id}/"


def unread(agreement_id: str) -> str:
    """Where an agreement that has not been read stands in the list of those that are known."""
    return f"aftaler/#{unread_anchor(agreement_id)}"


def unread_anchor(agreement_id: str) -> str:
    return f"ikke-laest-{agreement_id}"


def comparison(old_id: str, new_id: str) -> str:
    return f"sammenlign/{old_id}/{new_id}/"


def finding(old_id: str, new_id: str, finding_id: str) -> str:
    return f"{comparison(old_id, new_id)}#{finding_id}"


def initiative(initiative_id: str) -> str:
    return f"initiativer/{initiative_id}/"


def theme(theme_id: str) -> str:
    """Where the initiatives of a theme stand in the list of all."""
    return f"initiativer/#{theme_id}"


def presence(agreement_id: str, initiative_id: str) -> str:
    """What one agreement says of an initiative, on the initiative's page."""
    return f"{initiative(initiative_id)}#{agreement_id}"


def elsewhere(agreement_id: str, initiative_id: str) -> str:
    """An initiative that only another source has in an agreement, on the agreement's page."""
    return f"{agreement(agreement_id)}#{initiative_id}"


def fact(agreement_id: str, initiative_id: str, fact_id: str) -> str:
    """Where a fact stands on its initiative's page, with its source and what refers to it."""
    return f"{initiative(initiative_id)}#{fact_anchor(agreement_id, fact_id)}"


def fact_anchor(agreement_id: str, fact_id: str) -> str:
    """No agreement's own anchor has two hyphens in a row."""
    return f"{agreement_id}--{fact_id}"


def source(agreement_id: str, source_id: str) -> str:
    """A source on the page of its agreement, with the whole hash of the text that was read."""
    return f"{agreement(agreement_id)}#kilde-{source_id}"


def embed(address: str) -> str:
    """The small page that stands for the one at *address* inside other sites."""
    return f"indlejr/{address}"


def frozen(t: Translator, version: str, address: str) -> str:
    """What stood at *address* in a published version. It is never rewritten."""
    return f"fast/{version}/{t.language.prefix}#{frozen_anchor(address)}"


def frozen_anchor(address: str) -> str:
    """Where on the one page of a version that stands which has *address* on the site."""
    return address.rstrip("/").replace("/#", "/").replace("/", "--")


def amount(agreement_id: str, initiative_id: str, fact_id: str) -> str:
    """The row of an amount in the table of all amounts; the amount itself is a fact."""
    return f"penge/#{agreement_id}--{initiative_id}--{fact_id}"


def event(event_id: str) -> str:
    """Where something that happened stands among all that did."""
    return f"{OTHERS}#{event_id}"


def happened(agreement_id: str) -> str:
    """Everything that other sources say happened, as far as it belongs to an agreement."""
    return f"{OTHERS}#haendt-{agreement_id}"


def dispute(dispute_id: str) -> str:
    return f"{OTHERS}#omstridt-{dispute_id}"


def other_source(source_id: str) -> str:
    return f"{OTHERS}#kilde-{source_id}"


def permanents(analysis: Analysis) -> Iterator[Permanent]:
    """Everything that has a permanent address, in the order of the data."""
    archive = analysis.archive
    for a in archive.agreements:
        yield Permanent("agreement", a.id, agreement(a.id))
    for initiative_id in archive.initiative_ids:
        yield Permanent("initiative", initiative_id, initiative(initiative_id))
    for a in archive.agreements:
        for i in a.initiatives:
            yield Permanent("presence", f"{a.id}/{i.id}", presence(a.id, i.id))
            for f in i.facts:
                yield Permanent("fact", f"{a.id}/{i.id}/{f.id}", fact(a.id, i.id, f.id))
    for c in analysis.comparisons:
        yield Permanent("comparison", f"{c.old.id}/{c.new.id}", comparison(c.old.id, c.new.id))
        for entry in c.findings:
            at = finding(c.old.id, c.new.id, entry.id)
            yield Permanent("finding", f"{c.old.id}/{c.new.id}/{entry.id}", at)
