"""Joins the edges: snapshots from a folder, and their history, into what everything else is made from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter

from generator.cache import FOLDER, Cache, cached, program
from generator.data_folder import contents_at, contents_of, load_archive, loaded
from generator.model.archive import Archive, archive_digest
from generator.model.beside import Versions
from generator.model.place import InvalidDataError
from generator.publishing.edition import Edition, Site
from generator.record.building import Past, record
from generator.record.entries import RecordChange
from generator.record.git_history import cache_root, commits_between, days_of_data, read_history
from generator.record.past_versions import PastVersions, maker
from generator.record.since import Since

_RECORD = TypeAdapter(tuple[RecordChange, ...])


def load(folder: Path, at: str | None = None, site: Site | None = None) -> Edition:
    """Read and check every file in *folder*; raise InvalidDataError with all problems if there are any.

    With *at*, the snapshots and their history as of that git revision.
    """
    contents = contents_at(folder, at) if at else contents_of(folder)
    archive, beyond, versions, verified = loaded(folder, contents, is_past=at is not None)
    past = PastVersions(cache_of(folder, maker()))
    history = read_history(folder, at, past.ids)
    covered = commits_between(folder, [release.commit for release in versions.releases]) if history.steps else ()
    made_from = repr((sorted(contents.items()), history.steps, covered)).encode()
    changes = cached(
        cache_of(folder, program()),
        f"record {hashlib.sha256(made_from).hexdigest()}",
        _RECORD,
        lambda: record(Past(history.steps, past.seen, past.other, covered), versions, archive),
    )
    history = history.seen_in({(change.revision.hash, change.agreement_id) for change in changes})
    return Edition(archive, history, versions, site or Site(), changes, verified, beyond)


def load_since(folder: Path, revision: str, archive: Archive, versions: Versions) -> Since:
    """What the commits since *revision* did to the snapshots; raise GeneratorError where git lacks some of them.

    *archive* is what the newest commit holds.
    """
    past = PastVersions(cache_of(folder, maker()))
    history = read_history(folder, None, past.ids, since=revision)
    history.require()
    changes = record(Past(history.steps, past.seen, past.other), versions, archive)
    base = read_history(folder, revision, past.ids, since="HEAD")
    revisions = {*history.revisions, *filter(None, [history.latest])} - {base.latest}
    return Since(changes, history.undated, frozenset(revisions), base.latest, base.steps, history.passing)


def cache_of(folder: Path, maker: bytes) -> Cache:
    """What is kept from one build to the next; nothing that came with the checkout, where a pull request can put it."""
    return Cache(cache_root(folder, FOLDER), maker)


@dataclass(frozen=True)
class FolderHistory:
    """The commits that changed the data in a folder; raises GeneratorError where git lacks some of them."""

    folder: Path

    def days(self) -> Mapping[str, date | None]:
        return days_of_data(self.folder)

    def digest(self, commit: str) -> str | None:
        """That of the data at a commit; None where it was such that nothing could be frozen."""
        try:
            return archive_digest(load_archive(self.folder, commit))
        except InvalidDataError:
            return None
