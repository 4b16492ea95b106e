"""The feeds: what became of each initiative, and, apart from it, what we corrected.

An agreement's news and our own corrections have two clocks and are never in one feed: what is made from
comparisons is in timeline.py, what is made from our record in corrections.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.feeds.corrections import corrections_feed
from generator.feeds.timeline import timeline_feeds
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteAsset
from generator.wording.translator import Translator


def feeds(t: Translator, edition: Edition) -> Iterator[SiteAsset]:
    """Every feed, once."""
    yield from timeline_feeds(t, edition)
    yield corrections_feed(t, edition)
