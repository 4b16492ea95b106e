"""Editions for tests: an archive with a published version, as it is or with its data changed since."""

from __future__ import annotations

from datetime import date

from generator.model.archive import Archive, archive_digest
from generator.model.beside import Release, Versions
from generator.model.values import PartialDate
from generator.publishing.edition import Edition, Site
from generator.record.history import History, Revision

COMMIT = "0123456789" * 4
HISTORY = History(latest=Revision("f" * 40, date(2026, 12, 24)))
PUBLIC = Site("https://aftalespor.example/")


def release(archive: Archive, digest_of: str | None = None) -> Release:
    """Version 1.0.0 of *archive*."""
    found = digest_of or archive_digest(archive)
    return Release(version="1.0.0", date=PartialDate(2026, 11, 21), commit=COMMIT, digest=found, note="En prøve.")


def unpublished(archive: Archive, site: Site = PUBLIC) -> Edition:
    return Edition(archive, HISTORY, Versions(), site)


def published(archive: Archive, site: Site = PUBLIC) -> Edition:
    return Edition(archive, HISTORY, Versions(releases=(release(archive),)), site)


def changed_since(archive: Archive, site: Site = PUBLIC) -> Edition:
    return Edition(archive, HISTORY, Versions(releases=(release(archive, "0" * 64),)), site)
