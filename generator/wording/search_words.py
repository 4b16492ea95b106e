"""Words that readers use for what the texts call something else, and what agreements are called for short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model.agreement import Agreement
from generator.model.language import DANISH, ENGLISH, spoken
from generator.model.unread import UnreadAgreement
from generator.wording.catalogue import _

# Each line is one thing. Only words that mean the same to a reader who is looking for it; what an initiative
# itself is also called stands in its aliases.
_SYNONYMS = {
    DANISH.code: (
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
    ),
    # The Danish words too: a reader may have them from a source.
    ENGLISH.code: (
        ("AI", "KI", "artificial intelligence", "machine learning"),
        ("FODS", "fællesoffentlig digitaliseringsstrategi", "joint public-sector digital strategy"),
        ("ØA", "økonomiaftale", "economy agreement", "economic agreement", "budget agreement"),
        (
            "OPS",
            "PPP",
            "offentlig-privat samarbejde",
            "public-private collaboration",
            "public-private partnership",
        ),
        ("OPI", "offentlig-privat innovation", "public-private innovation"),
        ("e-Boks", "Digital Post", "digital mail", "digital mailbox"),
        ("NemID", "MitID", "eID"),
        ("cybersecurity", "cyber security", "IT security", "information security", "hacker attack"),
        ("digitally challenged", "digitally excluded", "digital exclusion", "digital inclusion"),
        ("GDPR", "data protection", "privacy", "personal data"),
        ("KL", "Local Government Denmark", "Kommunernes Landsforening"),
        ("Danish Regions", "Danske Regioner"),
        ("Agency for Digital Government", "Agency for Digitisation", "Digitaliseringsstyrelsen"),
        ("My Overview", "Mit Overblik"),
        ("blood poisoning", "sepsis"),
        ("renew", "modernise"),
        ("money", "funding", "financing"),
        ("financial framework", "budget"),
        ("life lines", "timeline"),
        ("DKK", "krone", "kr."),
        ("million", "mio."),
        ("billion", "mia."),
        ("per cent", "percent", "pct."),
    ),
}
# Words that no page is about, as assets/search/danish.js and english.js have them.
_SMALL_WORDS = {
    DANISH.code: """
af alle at blev blive bliver da de den der deres det dette dig din disse du efter eller en er et for fra få har have hun han
hvad hvem hvilke hvilken hvis hvor hvordan hvornår hvorfor i ikke ind jeg jer kan kr man med mellem men mod når nu og også om
op os over på så sig sin ske sker skal som til ud under ved vi vil være
""",
    ENGLISH.code: """
a about after all also am an and any are as at be became become been before being between both but by can could did do does
doing during each for from had happen happened has have he her his how i if in into is it its kr may me must not now of on or
our out over per s shall she should so some t than that the their them then there these they this those to too under until up
us was we were what when where which while who why will with would you your
""",
}
# Pages that are written by hand and kept out of the theme's own index, with what they are found by. The guide is long: its
# words would be found for whatever its example is about. What is in English would be fetched by readers of Danish.
_WRITTEN_BY_HAND: Mapping[str, Mapping[str, tuple[str, tuple[str, ...]]]] = {
    DANISH.code: {
        "bidrag/index.md": (
            "Bidrag",
            ("bidrag", "vejledning", "ret en oplysning", "læg en aftale ind", "pull request", "GitHub"),
        ),
    },
    ENGLISH.code: {
        "bidrag/index.md": (
            "Contribute",
            ("guide", "correct a fact", "put in an agreement", "pull request", "GitHub", "bidrag"),
        ),
        "om.md": (
            "About Aftalespor",
            (
                "about us",
                "contact",
                "no tracking",
                "cookies",
                "privacy",
                "what the site is made of",
                "errors",
                "om",
            ),
        ),
    },
}


def written_by_hand() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    return _WRITTEN_BY_HAND[spoken().code]


def synonyms() -> Sequence[Sequence[str]]:
    return _SYNONYMS[spoken().code]


def small_words() -> Sequence[str]:
    return _SMALL_WORDS[spoken().code].split()


def asked_for_as(agreement: UnreadAgreement) -> tuple[str, ...]:
    """What readers call an economy agreement that they look for; its titles have the plural."""
    if agreement.kind != "økonomiaftale" or agreement.effective is None:
        return ()
    year = agreement.effective.from_.year
    return (_("Aftale %(year)s", year=year),)


def nicknames(agreement: Agreement | UnreadAgreement) -> tuple[str, ...]:
    """»ØA21« and »ØA2021« for economy agreements, as people in the field write them."""
    if agreement.kind != "økonomiaftale" or agreement.effective is None:
        return ()
    year = agreement.effective.from_.year
    return (f"ØA{year % 100:02}", f"ØA{year}")
