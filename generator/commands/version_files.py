"""The files of a version, for the command that freezes them and for the one that holds a new version to its data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from generator.data_folder import load_all
from generator.model.beside import Versions
from generator.model.fields import LANGUAGES
from generator.model.place import Problem
from generator.pages.standalone import frozen_files
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteAsset
from generator.record.history import History
from generator.releasing.release import contents


def version_files(edition: Edition) -> tuple[tuple[SiteAsset, ...], str]:
    """The files of the edition's version, and the SHA-256 of the list of their sums."""
    files = contents(frozen_files(edition), edition.analysis)
    return files, hashlib.sha256(files[-1].data).hexdigest()


def new_pages_are_of_their_data(before: Versions, after: Versions, folder: Path) -> Iterator[Problem]:
    """Ensure the frozen pages of a new version are those that its data give, by the hash of their list.

    The generator must be the one that froze them. So it is while they are proposed, and later nobody asks.
    """
    listed = {release.version for release in before.releases}
    for number, release in enumerate(after.releases, 1):
        if release.version not in listed:
            archive, beyond, *_ = load_all(folder, release.commit)
            edition = Edition(
                archive,
                History(),
                after.model_copy(update={"releases": after.releases[:number], "upcoming": ()}),
                verified=load_all(folder).verified,
                beyond=beyond,
                languages=tuple(LANGUAGES[code] for code in release.languages),
            )
            if version_files(edition)[1] != release.sums:
                message = f"version {release.version} has other pages than its data give."
                advice = "Take it out, with its folder, and let aftalespor freeze write both."
                yield Problem.at(release.place.at("sums"), "new-pages-are-of-their-data", f"{message} {advice}")
