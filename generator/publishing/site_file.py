"""Paths and their content: all that a site engine needs."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import escape

from generator.model.fields import DANISH, LANGUAGES, Language
from generator.model.place import GeneratorError

# One part of a path as we make them: no way up or out, nothing that some system reads otherwise, and no
# longer than all take.
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,199}")
# What YAML cannot hold as it is, in any quotes.
_NOT_YAML = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")

SAME_FOR_ALL: Mapping[str, object] = {
    "hide": ["navigation", "toc"],
    # The page has its entry in our own index, generator/publishing/search_index.py; the engine's would be a
    # second one.
    "search": {"exclude": True},
}


def require_inside(path: str) -> None:
    """Raise GeneratorError unless *path* stays in the folder that it is written to, on every system.

    Ids can hold nothing else, so this is the second line: for values that were not read and checked.
    """
    if not all(map(_PART.fullmatch, path.split("/"))):
        raise GeneratorError(f"{path!r} is no path of a page. Mend the id that it is made of.")


def page_address(path: str) -> str:
    """Where a page stands on the site, from its root: »aftaler/2021/«, and nothing for the front page."""
    return path.removesuffix("index.md") if path.endswith("index.md") else path.removesuffix(".md") + "/"


def language_of(path: str) -> Language:
    """The language of a page, which its path begins with; Danish has no such beginning."""
    return next(
        (language for language in LANGUAGES.values() if language.prefix and path.startswith(language.prefix)), DANISH
    )


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A page: where it goes below the docs folder, its front matter, and its finished HTML.

    `card` is the path of the picture that a shared link shows, `feed` that of the feed of the same thing, if
    any. `day` is that of the data (YYYY-MM-DD), where it is known.

    `content` is the HTML, or makes it each time it is asked for: of thousands of pages few need be held at once.

    `title` and `description` are plain text. Themes put them into their HTML unescaped, so they are
    escaped on the way into the front matter.
    """

    path: str
    title: str
    description: str
    content: str | Callable[[], str]
    card: str
    feed: str = ""
    day: str = ""

    def __post_init__(self) -> None:
        require_inside(self.path)

    @property
    def address(self) -> str:
        return page_address(self.path)

    @property
    def language(self) -> Language:
        return language_of(self.path)

    @property
    def html(self) -> str:
        return self.content if isinstance(self.content, str) else self.content()

    @property
    def text(self) -> str:
        """The page as any engine can build it: front matter, then HTML that Markdown leaves alone."""
        return f"{self.front_matter}{self.html}\n"

    @property
    def front_matter(self) -> str:
        meta = {
            "title": str(escape(self.title)),
            "description": str(escape(self.description)),
            "card": self.card,
            **({"feed": self.feed} if self.feed else {}),
            **({"day": self.day} if self.day else {}),
            **SAME_FOR_ALL,
        }
        # JSON is YAML; json.dumps quotes whatever stands in the text.
        lines = [
            f"{key}: {_NOT_YAML.sub(_named, json.dumps(value, ensure_ascii=False))}" for key, value in meta.items()
        ]
        return "\n".join(["---", *lines, "---", "", ""])


Content = bytes | Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class SiteAsset:
    """A file that is not a page. `content` is its bytes, or makes them each time it is asked for.

    `key` holds all that the content is made from, where making it costs so much that it is worth keeping.
    """

    path: str
    content: Content
    key: str = ""

    def __post_init__(self) -> None:
        require_inside(self.path)

    @property
    def data(self) -> bytes:
        return self.content if isinstance(self.content, bytes) else self.content()

    @property
    def size(self) -> int:
        return len(self.data)


def _named(character: re.Match[str]) -> str:
    return f"\\u{ord(character[0]):04x}"


# The folder of our scripts and styles has another name as soon as one of them is another. So a host may keep them for
# as long as it likes, and never mixes old ones with new pages.
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
