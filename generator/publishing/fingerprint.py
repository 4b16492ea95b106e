"""The folder of our scripts and styles, which has another name as soon as one of them is another.

So a host may keep them for as long as it likes, and never mixes old ones with new pages.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

from generator.publishing.site_file import SiteAsset

SCRIPTS = (".css", ".js")
_DIGITS = 10


def script_folder(written: Mapping[str, bytes], generated: Iterable[SiteAsset] = ()) -> str:
    """Where those are that are *written* by hand, by their paths, and those that are *generated*: in one folder."""
    files = {**written, **{asset.path: asset.data for asset in generated if is_script(asset.path)}}
    every = hashlib.sha256()
    for path, data in sorted(files.items()):
        every.update(f"{path} {hashlib.sha256(data).hexdigest()}\n".encode())
    return f"assets/{every.hexdigest()[:_DIGITS]}/"


def is_script(path: str) -> bool:
    return path.endswith(SCRIPTS)


def moved(path: str, folder: str) -> str:
    """Where a file is, when *folder* is that of the scripts and styles."""
    return folder + re.sub(r"^assets/", "", path) if is_script(path) else path
