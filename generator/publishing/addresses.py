"""Where each thing that can be cited stands on the site.

Addresses are made of ids, never of wording or position, so that they mean the same for ever. They are paths
from the root of the site; `Site.link` makes them whole.
"""

from __future__ import annotations

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
embed = "indlejr/{}".format  # the small page that stands for the one at an address inside other sites


def frozen(t: Translator, version: str, address: str) -> str:
    """What stood at *address* in a published version. It is never rewritten."""
    return f"fast/{version}/{t.language.prefix}#{frozen_anchor(address)}"


def frozen_anchor(address: str) -> str:
    """Where on the one page of a version that stands which has *address* on the site."""
    return address.rstrip("/").replace("/#", "/").replace("/", "--")
