"""Atom (RFC 4287): from entries to the bytes of a feed.

By the standard library: the packages for this set the time of the build where a date is left out, and none
knows `xml:base`, which keeps a feed valid on a site that has no address of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from markupsafe import Markup

from generator.publishing import addresses
from generator.publishing.addresses import Site
from generator.publishing.edition import Edition, timestamp
from generator.wording.sentences import author_words
from generator.wording.translator import Translator

_ATOM = "http://www.w3.org/2005/Atom"
_TYPE = "application/atom+xml"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# What XML 1.0 cannot hold at all, escaped or not.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """One piece of news. `name` is made of ids and is all of its tag URI but the authority and the language.

    `published` is None where no source states a whole day. `address` is that of the Danish page, from the
    root of the site.
    """

    name: str
    title: str
    address: str
    updated: date
    content: Markup
    published: date | None = None
    categories: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Feed:
    """`path` is where the feed is in Danish, `address` the Danish page that shows the same to people."""

    path: str
    title: str
    subtitle: str
    address: str


def tag_uri(t: Translator, site: Site, name: str) -> str:
    """An id for ever (RFC 4151): it follows neither the address nor the wording.

    The same in another language is other text, so it has an id of its own: a reader of both shows both.
    """
    return f"tag:{site.authority}:{t.language.prefix}{name}"


def atom(t: Translator, edition: Edition, feed: Feed, entries: Sequence[Entry], unchanged_since: date) -> bytes:
    """Write *feed*; without entries it was last updated on *unchanged_since*."""
    site = edition.site
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": t.language.code})
    address = addresses.in_language(t, feed.path)
    if not site.url:
        # Addresses are then relative to the root of the site, wherever that is.
        root.set("xml:base", "../" * address.count("/"))
    updated = max((entry.updated for entry in entries), default=unchanged_since)
    _text(root, "id", tag_uri(t, site, feed.path))
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", timestamp(updated))
    _text(SubElement(root, "author"), "name", author_words(t, site.publisher))
    _text(root, "rights", t("Data må bruges under CC BY 4.0, når Aftalespor nævnes."))
    # Readers take the first link of any relation, or the last `alternate` of any type, for the page.
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": _link(t, site, feed.address)})
    SubElement(root, "link", {"rel": "self", "type": _TYPE, "href": site.link(address)})
    SubElement(root, "link", {"rel": "license", "href": _LICENCE})
    for language in edition.languages:
        if language is not t.language:  # the same feed in another language
            href = site.link(language.prefix + feed.path)
            SubElement(root, "link", {"rel": "related", "type": _TYPE, "hreflang": language.code, "href": href})
    root.extend(_entry(t, entry, site) for entry in entries)
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _link(t: Translator, site: Site, address: str) -> str:
    return site.link(addresses.in_language(t, address))


def _entry(t: Translator, entry: Entry, site: Site) -> Element:
    element = Element("entry")
    _text(element, "id", tag_uri(t, site, entry.name))
    _text(element, "title", entry.title)
    SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": _link(t, site, entry.address)})
    if entry.published:
        _text(element, "published", timestamp(entry.published))
    _text(element, "updated", timestamp(entry.updated))
    for term, label in entry.categories:
        SubElement(element, "category", {"term": term, "label": _legal(label)})
    _text(element, "content", str(entry.content)).set("type", "html")
    return element


def _text(parent: Element, name: str, text: str) -> Element:
    child = SubElement(parent, name)
    child.text = _legal(text)
    return child


def _legal(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
