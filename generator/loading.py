"""Joins the edges: snapshots from a folder, and their history, into what everything else is made from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.cache import FOLDER, Cache
from generator.data_folder import contents_at, load_all, load_archive, loaded, past_contents
from generator.model.fields import DANISH, Language
from generator.model.place import GeneratorError, InvalidDataError
from generator.publishing.addresses import Site
from generator.publishing.edition import Edition, archive_digest
from generator.reading.files import contents_of
from generator.record.building import record
from generator.record.causes import Since, State
from generator.record.git_history import commits_between, read_divergence
from generator.record.history import History
from generator.record.past_versions import PastVersions, maker
from generator.sources import Sources


def load(folder: Path, at: str | None = None, site: Site | None = None) -> Edition:
    """Read and check every file in *folder*; raise InvalidDataError with all problems if there are any.

    With *at*, the snapshots and their history as of that git revision.
    """
    contents = contents_at(folder, at) if at else contents_of(folder)
    return edition_of(Sources.of(folder, contents, at), site)


def edition_of(sources: Sources, site: Site | None = None, languages: tuple[Language, ...] = (DANISH,)) -> Edition:
    """The same of what is read already."""
    folder, history = sources.folder, sources.history
    archive, beyond, versions, verified = loaded(folder, sources.contents, is_past=sources.is_past)
    releases = [release.commit for release in versions.releases] if history.steps else []
    covered = commits_between(folder, releases) if releases else ()
    changes = record(history.steps, _past(folder, sources.cache_root, history), versions, archive, covered)
    history = history.seen_in({(change.revision.hash, change.agreement_id) for change in changes})
    return Edition(archive, history, versions, site or Site(), changes, verified, beyond, languages)


def load_since(folder: Path, revision: str, frozen: Path, after: State) -> Since:
    """What the commits since *revision* did to the snapshots; raise GeneratorError where git lacks some of them.

    *after* is what is here: a cause may be stated here before it is in a commit.
    """
    git = read_divergence(folder, revision, frozen, FOLDER)
    before = State(*loaded(folder, past_contents(folder, revision, git.files), is_past=True)[:3])
    committed = after
    if git.history.is_dirty:
        try:
            committed = replace(State(*load_all(folder, "HEAD")[:3]), versions=after.versions)
        except InvalidDataError as error:
            message = "the files here are sound and the newest commit is not. Commit them, and check again."
            raise GeneratorError(message) from error
    past = _past(folder, git.cache_root, git.history)
    changes = record(git.history.steps, past, before.versions, committed.archive)
    return Since(before, committed, after, changes, git.history, git.base, git.frozen)


def _past(folder: Path, root: Path | None, history: History) -> PastVersions:
    blobs = [blob for step in history.steps for blob in (step.after, *step.before) if blob]
    return PastVersions(Cache(root, maker()), folder, blobs)


def digest_at(folder: Path, commit: str) -> str | None:
    """The digest of the data at a commit; None where it was such that nothing could be frozen."""
    try:
        return archive_digest(load_archive(folder, commit))
    except InvalidDataError:
        return None
