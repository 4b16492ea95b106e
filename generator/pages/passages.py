"""Links to the very words in a source, and what to say where a browser does not find them."""

from __future__ import annotations

from collections.abc import Sequence

from generator.evidence.text_fragment import passage
from generator.evidence.verified import Verified
from generator.model.agreement import Source
from generator.publishing import addresses
from generator.wording.catalogue import _


def passage_in(verified: Verified, source: Source, phrases: Sequence[str]) -> str:
    """The address of the words in a source that has an address."""
    return passage(addresses.web(source.url or ""), phrases, verified.fragment(source.sha256, phrases))


def unfound(verified: Verified, source: Source, phrases: Sequence[str]) -> str:
    """Which browser does not find the words by itself, in words; empty where every one does."""
    if verified.fragment(source.sha256, phrases) == "":
        return _("Browseren finder ikke selv ordene på siden.")
    if (source.url or "").lower().endswith(".pdf"):
        return _("Firefox finder ikke selv ordene i en PDF.")
    return ""
