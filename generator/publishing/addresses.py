"""Where each thing that can be cited stands on the site.

Addresses are made of ids, never of wording or position, so that they mean the same for ever. They are paths
from the root of the site; `Site.link` makes them whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.model.place import GeneratorError, visible
from generator.wording.translator import Translator

# The list of what other sources than the texts say.
OTHERS = "andre-kilder/"
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


# Each takes ids, those of an agreement before those of an initiative, and of that before those of a fact.
agreement = "aftaler/{}/".format
comparison = "sammenlign/{}/{}/".format  # the older agreement and the newer
finding = "sammenlign/{}/{}/#{}".format
initiative = "initiativer/{}/".format
theme = "initiativer/#{}".format  # where its initiatives stand in the list of all
presence = "initiativer/{1}/#{0}".format  # what one agreement says of an initiative
elsewhere = "aftaler/{}/#{}".format  # an initiative that only another source has in an agreement
fact = "initiativer/{1}/#{0}--{2}".format  # with its source and what refers to it
fact_anchor = "{0}--{1}".format  # no agreement's own anchor has two hyphens in a row
amount = "penge/#{}--{}--{}".format  # the row in the table of all amounts; the amount itself is a fact
source = "aftaler/{}/#kilde-{}".format  # with the whole hash of the text that was read
unread = "aftaler/#ikke-laest-{}".format  # an agreement that has not been read, in the list of those known
unread_anchor = "ikke-laest-{}".format
event = "andre-kilder/#{}".format
happened = "andre-kilder/#haendt-{}".format  # everything that happened, as far as it belongs to an agreement
dispute = "andre-kilder/#omstridt-{}".format
other_source = "andre-kilder/#kilde-{}".format
theme_feed = "feeds/temaer/{}.xml".format
initiative_feed = "feeds/initiativer/{}.xml".format
embed = "indlejr/{}".format  # the small page that stands for the one at an address inside other sites


def frozen(t: Translator, version: str, address: str) -> str:
    """What stood at *address* in a published version. It is never rewritten."""
    return f"fast/{version}/{t.language.prefix}#{frozen_anchor(address)}"


def frozen_anchor(address: str) -> str:
    """Where on the one page of a version that stands which has *address* on the site."""
    return address.rstrip("/").replace("/#", "/").replace("/", "--")


# Without user data, a query or a place on the page: all of ours is put behind it.
_ADDRESS = re.compile(r"https?://(?P<host>[^\s<>\"'/?#@]+?)(:\d+)?(/[^\s<>\"'?#@]*)?")
_MAIL = re.compile(r"[^\s<>\"'/?&:@]+@[^\s<>\"'/?&:@]+")
_AUTHORITY = re.compile(r"[a-z0-9.-]+,\d{4}(-\d{2}(-\d{2})?)?")  # RFC 4151
# Names that nobody can hold (RFC 2606, RFC 6761), and machines by their number.
_RESERVED = re.compile(r"(.*\.)?(example(\.(com|net|org))?|invalid|localhost|test)|[\d.]+|.*:.*")


NO_ADDRESS = (
    "The site has no address of its own, so the links in its feeds lead nowhere in most programs."
    " Before you publish it, build it with SITE_URL (or --site-url)."
)


@dataclass(frozen=True)
class Site:
    """The site as a place in the world: where it is, and who answers for it.

    `url` ends with a slash; it is empty when the build has no address of its own, and then every link stays
    relative to the root of the site. `authority` names us in ids that must never change (RFC 4151), so it
    does not follow the address; it is a reserved name until the site has one.
    """

    url: str = ""
    name: str = "Aftalespor"
    publisher: str = "Holdet bag Aftalespor"
    mail: str = ""
    issues: str = ""
    authority: str = "aftalespor.example,2026"

    @classmethod
    def at(cls, url: str, **more: str) -> Site:
        """The site at *url*, with or without its last slash; raise GeneratorError where something is no address."""
        site = cls(f"{url.rstrip('/')}/" if url else "", **more)
        for name, value in (("SITE_URL", site.url), ("ISSUES_URL", site.issues)):
            if value and not _ADDRESS.fullmatch(value):
                raise GeneratorError(f"{name} is {visible(value)}. Give an address such as https://spor.example/.")
        if site.mail and not _MAIL.fullmatch(site.mail):
            raise GeneratorError(f"CONTACT_MAIL is {visible(site.mail)}. Give an address such as ret@spor.example.")
        example = "a name that is ours and the year from which it is: spor.dk,2026"
        if not _AUTHORITY.fullmatch(site.authority):
            raise GeneratorError(f"TAG_AUTHORITY is {visible(site.authority)}. Give {example}.")
        if site.is_public and _RESERVED.fullmatch(site.authority.partition(",")[0]):
            name = f"TAG_AUTHORITY is {site.authority}, a name that nobody holds"
            message = f"{name}, and the ids of all that {site.url} publishes would carry it for ever."
            raise GeneratorError(f"{message} Give {example}, as authority in mkdocs.yml or in the environment.")
        return site

    @property
    def is_public(self) -> bool:
        """Whether the address is one that readers may come to, and none for trying things out."""
        address = _ADDRESS.fullmatch(self.url)
        return address is not None and not _RESERVED.fullmatch(address["host"].lower())

    def link(self, address: str) -> str:
        """Return an address as it stands in what leaves the site: feeds, exports, citations."""
        return self.url + address
