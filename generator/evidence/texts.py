"""The source texts at hand, and which of them an agreement was read from."""

from __future__ import annotations

from collections.abc import Mapping

from generator.evidence.source_text import SourceText
from generator.model.agreement import Agreement

Texts = Mapping[str, SourceText]  # by SHA-256


def by_source(agreement: Agreement, texts: Texts) -> Mapping[str, SourceText]:
    """The texts of *agreement* by the id of their source; those that are not at hand are left out."""
    return {source.id: texts[source.sha256] for source in agreement.sources if source.sha256 in texts}
