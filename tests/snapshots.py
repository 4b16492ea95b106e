"""Archives for the tests: sound chains of agreements as the laws want them, one more agreement, editions."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import strategies as st

from generator.model.agreement import Agreement
from generator.model.archive import Archive
from generator.model.beside import Register, Release, Versions
from generator.model.lineage import is_linked
from generator.model.values import PartialDate
from generator.pages import planned_files
from generator.publishing.addresses import Site
from generator.publishing.edition import Edition, archive_digest
from generator.record.history import History, Revision

IDS = ["alfa", "beta", "gamma", "delta", "epsilon", "zeta"]
EVIDENCE = {"source": "k", "phrase": "ordene"}
REGISTER = Register.model_validate(
    {
        "parties": [{"id": "staten", "title": "staten"}],
        "themes": [{"id": "broer", "title": "Broer", "summary": "Broer."}],
    }
)


def initiative(initiative_id: str, **more: Any) -> dict[str, Any]:
    """The least an initiative can be, as it would stand in a file."""
    return {
        "id": initiative_id,
        "title": initiative_id.capitalize(),
        "kind": "effort",
        "presence": "named",
        "commitment": "decided",
        "theme": "broer",
        "summary": f"Om {initiative_id}.",
        **EVIDENCE,
        **more,
    }


def agreement(agreement_id: str, follows: str | None, initiatives: list[dict[str, Any]], **more: Any) -> Agreement:
    """The least an agreement can be."""
    return Agreement.model_validate(
        {
            "id": agreement_id,
            "title": f"Aftale {agreement_id}",
            "short": agreement_id,
            "kind": "pagt",
            "follows": follows,
            "parties": [{"party": "staten", **EVIDENCE}],
            "summary": "Kort.",
            "coverage": {"complete": False, "note": "Prøve."},
            "sources": [{"id": "k", "kind": "news", "publisher": "P", "title": "T", "sha256": "0" * 64}],
            "initiatives": initiatives,
            **more,
        }
    )


def one_more(archive: Archive, agreement_id: str = "2099") -> str:
    """The text of a snapshot that may stand last in *archive*, whatever that holds.

    It carries on one initiative of the newest agreement and has one that is new; what became of the others,
    nobody has examined.
    """
    newest = archive.agreements[-1]
    known, *others = newest.initiatives
    source = {"source": "nyhed", "phrase": "Staten, KL og Danske Regioner er enige"}
    amount = {"id": "pris", "kind": "amount", "label": "Pris", "amount": "12,5 mio. kr.", "basis": "total"}
    deadline = {"id": "frist", "kind": "deadline", "label": "Frist", "date": "2099-03-01", "bound": "by"}
    facts = [
        {**amount, "source": "nyhed", "phrase": "en pris på 12,5 mio. kr."},
        {**deadline, "source": "nyhed", "phrase": "fristen er senest 1. marts 2099"},
    ]
    about = {"theme": archive.register.themes[0].id, **source}
    plain = {
        "id": agreement_id,
        "title": "Aftalen for 2099",
        "short": "Aftale 2099",
        "kind": "økonomiaftale",
        "follows": newest.id,
        "parties": [{"party": archive.register.parties[0].id, **source}],
        "summary": "En prøve.",
        "coverage": {"complete": False, "note": "Kun en nyhed er læst."},
        "sources": [{"id": "nyhed", "kind": "news", "publisher": "Bladet", "title": "En nyhed", "sha256": "0" * 64}],
        "initiatives": [
            initiative(
                known.id,
                **about,
                title=known.title.da,
                origin={"outcome": "continued", "basis": "same-name", "certainty": "arguable", "note": "Prøve."},
                facts=facts,
            ),
            initiative("en-helt-ny-indsats", **about, title="En helt ny indsats", origin={"outcome": "new"}),
        ],
        "not_continued": [{"id": each.id, "outcome": "not-examined"} for each in others],
        "still_not_mentioned": [{"id": each} for each in archive.asleep[-1]],
    }
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in plain.items())


@st.composite
def archives(draw: st.DrawFn) -> Archive:
    """A chain of three or four agreements that passes every lineage check."""
    chain: list[Agreement] = []
    for position in range(draw(st.integers(3, 4))):
        ids = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=5, unique=True))
        chain.append(_following(draw, chain, f"a{position}", ids))
    return Archive(tuple(chain), REGISTER)


def _following(draw: st.DrawFn, chain: list[Agreement], agreement_id: str, ids: list[str]) -> Agreement:
    if not chain:
        return agreement(agreement_id, None, [initiative(i, facts=_facts(draw)) for i in ids])
    archive = Archive(tuple(chain), REGISTER)
    before = archive.initiatives[-1]
    gone = [i for i in before if i not in ids]
    initiatives = []
    for i in ids:
        certainty = draw(st.sampled_from(["certain", "arguable"]))
        links = _links(draw, i, gone, [b for b in before if b in ids and b != i], bool(archive.appearances(i)))
        more: dict[str, Any] = {"facts": _facts(draw), "presence": draw(st.sampled_from(["named", "background"]))}
        if links:
            more["from"] = links
        seen = archive.appearances(i)
        if seen:
            outcome = "continued" if i in before else "resumed"
            more["origin"] = {"outcome": outcome, "basis": "same-name", "certainty": certainty, "note": "n"}
        elif not links:
            more["origin"] = {
                "outcome": draw(st.sampled_from(["new", "not-examined"])),
                "certainty": certainty,
                "note": "n",
            }
        initiatives.append(initiative(i, **more))
    draft = agreement(agreement_id, chain[-1].id, initiatives)
    whole = Archive((*chain, draft), REGISTER)
    last = len(chain)
    departures = [_departure(draw, i) for i in gone if not is_linked(whole, i, last)]
    silent = [{"id": i} for i in whole.asleep[last] if i not in ids and not is_linked(whole, i, last)]
    return agreement(agreement_id, chain[-1].id, initiatives, not_continued=departures, still_not_mentioned=silent)


def _links(draw: st.DrawFn, new: str, gone: list[str], living: list[str], known: bool) -> list[dict[str, Any]]:
    """Now and then: something gone goes into *new*, or *new* is spun off from something that lives on."""
    if gone and draw(st.integers(0, 2)) == 0:
        relation = draw(st.sampled_from(["absorbed", "merged", "split"]))
        return [_link(draw, draw(st.sampled_from(gone)), relation)]
    if living and not known and draw(st.integers(0, 2)) == 0:
        return [_link(draw, draw(st.sampled_from(living)), "spun-off")]
    del new
    return []


def _link(draw: st.DrawFn, old: str, relation: str) -> dict[str, Any]:
    certainty = draw(st.sampled_from(["certain", "arguable"]))
    return {"id": old, "relation": relation, "basis": "same-subject", "certainty": certainty, "note": "n"}


def _departure(draw: st.DrawFn, gone: str) -> dict[str, Any]:
    outcome = draw(st.sampled_from(["completed", "expired", "not-mentioned", "not-examined"]))
    if outcome == "not-mentioned":
        return {"id": gone, "outcome": outcome, "search": {"terms": [gone]}}
    return {"id": gone, "outcome": outcome, **(EVIDENCE if outcome in ("completed", "expired") else {})}


def _facts(draw: st.DrawFn) -> list[dict[str, Any]]:
    facts = []
    if draw(st.booleans()):
        amount = draw(st.sampled_from(["1 mio. kr.", "1,5 mio. kr.", "2 mia. kr."]))
        facts.append({"id": "pris", "kind": "amount", "label": "Pris", "amount": amount, "basis": "total", **EVIDENCE})
    if draw(st.booleans()):
        count = draw(st.integers(1, 3))
        facts.append({"id": "stk", "kind": "count", "label": "Antal", "count": count, "unit": "stk", **EVIDENCE})
    return facts


# ---- Editions for tests: an archive with a published version, as it is or with its data changed since.

COMMIT = "0123456789" * 4
HISTORY = History(latest=Revision("f" * 40, date(2026, 12, 24)))
PUBLIC = Site("https://aftalespor.example/")


def release(archive: Archive, digest_of: str | None = None) -> Release:
    """Version 1.0.0 of *archive*."""
    found = digest_of or archive_digest(archive)
    return Release(version="1.0.0", date=PartialDate(2026, 11, 21), commit=COMMIT, digest=found, note="En prøve.")


def html_of(edition: Edition, path: str) -> str:
    """One page of an edition; no other is made."""
    return next(page.html for page in planned_files(edition) if page.path == path)


def unpublished(archive: Archive, site: Site = PUBLIC) -> Edition:
    return Edition(archive, HISTORY, Versions(), site)


def published(archive: Archive, site: Site = PUBLIC) -> Edition:
    return Edition(archive, HISTORY, Versions(releases=(release(archive),)), site)


def changed_since(archive: Archive, site: Site = PUBLIC) -> Edition:
    return Edition(archive, HISTORY, Versions(releases=(release(archive, "0" * 64),)), site)
