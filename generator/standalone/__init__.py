"""Small self-contained HTML pages, with no script and no request: those that are frozen with a version."""

from __future__ import annotations

from generator.edition import Edition
from generator.site_file import SiteAsset


def frozen_files(edition: Edition) -> tuple[SiteAsset, ...]:
    """What a version keeps for ever; paths are relative to the version's folder."""
    del edition
    return ()
