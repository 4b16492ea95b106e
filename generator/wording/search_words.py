"""Words that readers use for what the texts call something else, and what agreements are called for short."""

from __future__ import annotations

from generator.model.agreement import Agreement

# Each line is one thing. Only words that mean the same to a reader who is looking for it; what an initiative
# itself is also called stands in its aliases.
SYNONYMS = (
    ("KI", "AI", "kunstig intelligens"),
    ("FODS", "fællesoffentlig digitaliseringsstrategi"),
    ("ØA", "økonomiaftale"),
    ("OPS", "offentlig-privat samarbejde"),
    ("OPI", "offentlig-privat innovation"),
    ("e-Boks", "Digital Post"),
    ("NemID", "MitID"),
    ("it-sikkerhed", "cybersikkerhed", "informationssikkerhed", "hackerangreb"),
    ("digitalt udfordrede", "digitalt udsatte", "digitalt svage"),
    ("million", "mio."),
    ("procent", "pct."),
)


def nicknames(agreement: Agreement) -> tuple[str, ...]:
    """»ØA21« and »ØA2021« for economy agreements, as people in the field write them."""
    if agreement.kind != "økonomiaftale" or agreement.effective is None:
        return ()
    year = agreement.effective.from_.year
    return (f"ØA{year % 100:02}", f"ØA{year}")
