"""A citation written out: as text, as a Wikipedia template, and as reference managers import it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from generator.model.agreement import Source
from generator.publishing.citation import Citation, Standing, citations
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteAsset
from generator.wording.sentences import author_words, danish_source, english_source
from generator.wording.translator import DANISH_T, ENGLISH_T, Translator
from generator.wording.writing import date_words

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class Form:
    """A citation written in one way; `id` is never changed, scripts and anchors use it."""

    id: str
    label: str
    text: str


def forms(t: Translator, citation: Citation) -> tuple[Form, ...]:
    """Every way of writing the citation, the plainest first, and of those the one in the page's own language."""
    danish = Form("da", t("Tekst på dansk"), _plain_danish(t, citation))
    english = Form("en", t("Tekst på engelsk"), _plain_english(t, citation))
    return (
        *((english, danish) if t.is_english else (danish, english)),
        Form("wikipedia", "Wikipedia", wikipedia(t, citation)),
        Form("bibtex", "BibTeX", bibtex(t, citation)),
        Form("csl", "CSL-JSON", csl_json(t, citation)),
    )


def reference(t: Translator, citation: Citation) -> str:
    """The plainest way of writing it, in the language of the page."""
    return _plain_english(t, citation) if t.is_english else _plain_danish(t, citation)


def citation_files(t: Translator, edition: Edition) -> Iterator[SiteAsset]:
    """Every citation of the pages, as two files that reference managers import."""
    yield SiteAsset("data/citater.bib", partial(_bibtex_file, t, edition))
    yield SiteAsset("data/citater.json", partial(_csl_file, t, edition))


def _bibtex_file(t: Translator, edition: Edition) -> bytes:
    return "\n".join(f"{bibtex(t, _placed(citation))}\n" for citation in citations(t, edition)).encode()


def _csl_file(t: Translator, edition: Edition) -> bytes:
    return _json([_csl_item(t, _placed(citation)) for citation in citations(t, edition)]).encode() + b"\n"


def _placed(citation: Citation) -> Citation:
    """Without an address that leads nowhere: no script completes it in a file."""
    return citation if citation.is_whole else replace(citation, address="")


def _plain_danish(t: Translator, citation: Citation) -> str:
    state = danish_state(citation.standing)
    source = citation.source
    basis = ""
    if source:
        day = date_words(DANISH_T, source.published) if source.published else "uden dato"
        basis = f" Oplysningens kilde: {danish_source(source)}, {day}{_at(source)}."
    author = author_words(DANISH_T, citation.publisher)
    title = f"»{citation.title.da}«{' [på engelsk]' if t.is_english else ''}"
    return _line(f"{author}: {title}. {citation.site}, {state}. {citation.address}{basis}")


def _plain_english(t: Translator, citation: Citation) -> str:
    state = _english_state(citation.standing)
    source = citation.source
    basis = ""
    if source:
        day = date_words(ENGLISH_T, source.published) if source.published else "undated"
        basis = f" Source of the fact: {english_source(source)}, {day}{_at(source)}."
    author = author_words(ENGLISH_T, citation.publisher)
    title = f"“{ENGLISH_T.text(citation.title)}”{'' if t.is_english else ' [in Danish]'}"
    return _line(f"{author}. {title}. {citation.site}, {state}. {citation.address}{basis}")


def danish_state(standing: Standing) -> str:
    """Which state of the data it is, in the middle of a sentence."""
    states = [f"dataversion {standing.version}"] if standing.version else []
    if standing.commit:
        is_later = standing.version and not standing.is_dirty  # else it may be the version's own
        states.append(f"{'med senere ændringer, ' if is_later else ''}commit {standing.commit}")
    if standing.is_dirty:
        states.append("med ændringer, der endnu ikke er registreret")
    if standing.day:
        states.append(DANISH_T.day(standing.day))
    return ", ".join(states) or "udateret"


def _english_state(standing: Standing) -> str:
    states = [f"data version {standing.version}"] if standing.version else []
    if standing.commit:
        is_later = standing.version and not standing.is_dirty
        states.append(f"{'with later changes, ' if is_later else ''}commit {standing.commit}")
    if standing.is_dirty:
        states.append("with changes not yet registered")
    if standing.day:
        states.append(ENGLISH_T.day(standing.day))
    return ", ".join(states) or "undated"


def state_words(t: Translator, standing: Standing) -> str:
    """The same in the language of *t*."""
    return _english_state(standing) if t.is_english else danish_state(standing)


def bibtex(t: Translator, citation: Citation) -> str:
    """An entry that both BibTeX and BibLaTeX read."""
    standing = citation.standing
    fields = {
        "author": f"{{{_tex(author_words(t, citation.publisher))}}}",
        "title": f"{{{_tex(t.text(citation.title))}}}",
    }
    fields["howpublished"] = _tex(citation.site)
    if standing.day:
        fields |= {"year": f"{standing.day.year}", "month": _MONTHS[standing.day.month - 1]}
    if standing.number:
        fields["version"] = _tex(standing.number)
    if citation.address:
        fields["url"] = citation.address
    notes = list(filter(None, [citation.standing.words(t), _source(t, citation)]))
    if notes:
        fields["note"] = _tex(". ".join(notes))
    fields["langid"] = "british" if t.is_english else "danish"
    # a month is a macro of BibTeX's own, which each style writes out in its language
    lines = ",\n".join(f"  {name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in fields.items())
    return f"@misc{{{citation.key},\n{lines}\n}}"


def _source(t: Translator, citation: Citation) -> str:
    """Whose text a fact is from, in the language of the page."""
    if citation.source is None:
        return ""
    if t.is_english:
        return f"Source: {english_source(citation.source)}"
    return f"Kilde: {danish_source(citation.source)}"


# Braces are named, for BibTeX counts them even after a backslash.
_TEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_"}
    | {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "→": r"$\rightarrow$",
    }
)


# What a terminal acts on, and no reference can hold.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


def _line(text: str) -> str:
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def _tex(text: str) -> str:
    return _line(text).translate(_TEX)


def csl_json(t: Translator, citation: Citation) -> str:
    """A list of one item, as reference managers import it (CSL 1.0.2)."""
    return _json([_csl_item(t, citation)])


def _csl_item(t: Translator, citation: Citation) -> dict[str, object]:
    standing = citation.standing
    item: dict[str, object] = {
        "id": citation.key,
        "type": "webpage",
        "title": t.text(citation.title),
        "author": [{"literal": author_words(t, citation.publisher)}],
        "container-title": citation.site,
    }
    if standing.day:
        item["issued"] = {"date-parts": [[standing.day.year, standing.day.month, standing.day.day]]}
    if standing.number:
        item["version"] = standing.number
    if citation.address:
        item["URL"] = citation.address
    item["language"] = "en-GB" if t.is_english else "da"
    if note := _source(t, citation):
        item["note"] = note
    return item


def _json(items: list[dict[str, object]]) -> str:
    return json.dumps(items, ensure_ascii=False, indent=2)


def wikipedia(t: Translator, citation: Citation) -> str:
    """The template that both the Danish and the English Wikipedia have."""
    standing = citation.standing
    fields = {"url": citation.address, "title": t.text(citation.title), "website": citation.site}
    fields["publisher"] = author_words(t, citation.publisher)
    if standing.day:
        fields["date"] = standing.day.isoformat()
    fields["language"] = t.language.code
    if state := citation.standing.words(t):
        fields["id"] = state
    return (
        "{{Cite web"
        + "".join(f" |{name}={_wiki(value, is_address=name == 'url')}" for name, value in fields.items())
        + "}}"
    )


# What means something in wikitext stands as a character reference, which means nothing but itself.
# Four tildes would be signed, two underscores begin a switch, and an address in a text is a link of its own.
_WIKI = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&<>[]{}|'~"})


def _wiki(text: str, *, is_address: bool = False) -> str:
    plain = _line(text).translate(_WIKI)
    return plain if is_address else plain.replace("__", "&#95;&#95;").replace("://", "&#58;//")


def _at(source: Source) -> str:
    return f", {source.url}" if source.url else ""
