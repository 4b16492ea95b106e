"""What stands in `site_src`: ordinary files of few kinds, whose text is seen whole, none at the address of another.

Whatever lies there is published, and anybody can propose a change of it. A published text may hold nothing that nobody
sees in a review, and a page of Markdown nothing that a browser would act on.
"""

from __future__ import annotations

import html
import posixpath
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import takewhile
from pathlib import Path

from generator.model.place import InvalidDataError, Problem
from generator.reading.files import decoded, hidden_in, read_file, shown_name, why_not

# None of them runs a script where it is opened.
_KINDS = {".json", ".md", ".png", ".txt", ".yaml"}
# What may run a script or dress a page is named, so that one more is a change of this code and read as such.
_SCRIPTS = ("aftalespor", "cite", "glossary-tips", "sort-tables", "tidslinje", "trusted-types", "words")
_SEARCH_SCRIPTS = ("danish", "dialog", "english", "index", "worker")
_NAMED = {
    "aftalespor.css",
    *(f"assets/{name}.svg" for name in ("favicon", "logo")),
    *(f"assets/{name}.js" for name in (*_SCRIPTS, *(f"search/{name}" for name in _SEARCH_SCRIPTS))),
}
_TEXTS = {".html", ".json", ".md", ".txt", ".yaml"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_TAG = re.compile(r"<(?!https?://[^\s<>\"'`]+>)[A-Za-z/!?][^\s<>]{0,20}")
# Where Markdown lets the address of a link begin, also in a quotation; a browser reads over white space in a scheme.
_LINK = re.compile(r"\](?:\(|:)[\s<>\\]*([A-Za-z][A-Za-z0-9+.\s\\-]*):|<([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES = {"http", "https", "mailto"}
_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);?")
_TextFault = tuple[int, str, str]  # the position in a text, the rule, and the message


def require_sound(
    project: Path, docs: Path, overrides: Path | None, published: Collection[str], generated: Iterable[str]
) -> None:
    """Raise InvalidDataError with all that cannot be published of *docs* and *overrides*, the theme's own folder.

    Below the versions that are *published*, `freeze --check` holds each file against its hash. *generated* are the
    files of the site that are made from the data.
    """
    problems = [*_of_docs(project, docs, published), *_of_addresses(project, docs, generated)]
    for path in published_files(overrides) if overrides else ():
        # The engine publishes whatever in a theme is no template.
        problems += _of_file(project, path, is_listed=path.suffix == ".html", kinds=".html")
    for root in (docs, overrides) if overrides else (docs,):
        above = takewhile(lambda folder: folder != project, (root, *root.parents))
        folders = above if root.is_relative_to(project) else ()
        problems += [_link(project, folder) for folder in folders if folder.is_symlink()]
    if problems:
        raise InvalidDataError(tuple(sorted(set(problems))))


def published_files(root: Path) -> list[Path]:
    """What an engine publishes of *root*: all but folders, and but what is hidden. Links are not followed."""
    return [
        path
        for path in sorted(root.rglob("*"))
        if not any(part.startswith(".") for part in path.relative_to(root).parts)
        and (path.is_symlink() or not path.is_dir())
    ]


def files_that_end(docs: Path, endings: tuple[str, ...]) -> Mapping[str, bytes]:
    """What is published of *docs* and has one of *endings*, by path."""
    files = (path for path in published_files(docs) if path.name.endswith(endings) and path.is_file())
    return {path.relative_to(docs).as_posix(): path.read_bytes() for path in files}


def _of_docs(project: Path, docs: Path, published: Collection[str]) -> Iterator[Problem]:
    kinds = ", ".join(sorted(_KINDS))
    for path in published_files(docs):
        name = path.relative_to(docs).as_posix()
        folder, version, *_ = [*name.split("/"), ""]
        is_frozen = folder == "fast" and version in published
        is_listed = path.suffix in _KINDS or name in _NAMED or is_frozen
        yield from _of_file(project, path, is_listed=is_listed, is_frozen=is_frozen, kinds=kinds)


def _of_file(project: Path, path: Path, *, is_listed: bool, kinds: str, is_frozen: bool = False) -> Iterable[Problem]:
    if path.is_symlink():
        return [_link(project, path)]
    if not path.is_file() or not is_listed:
        remedy = "Remove it, or name it in generator/reading/hand_written.py."
        message = f"a file of this kind is not published; these are: {kinds}. {remedy}"
        return [_problem(project, path, "published-files-are-listed", message)]
    if path.suffix not in _TEXTS or is_frozen:
        return []
    name = _name(project, path)
    try:
        text = decoded(read_file(path, name), name)
    except InvalidDataError as error:
        return error.problems
    faults = [*_unseen(text), *(_unsound_markup(text) if path.suffix == ".md" else ())]
    return [
        Problem(name, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), rule, message)
        for at, rule, message in faults
    ]


def _unseen(text: str) -> Iterator[_TextFault]:
    """The characters that are invisible, or end a line in some programs only."""
    characters = {position: character for position, _, character in hidden_in(text)}
    characters |= {match.start(): match[0] for match in _CONTROL.finditer(text)}
    yield from ((position, "hidden-character", why_not(character)) for position, character in characters.items())


def _unsound_markup(text: str) -> Iterator[_TextFault]:
    """What in a page of Markdown is HTML, a link that is more than an address, or a letter in disguise."""
    for match in _TAG.finditer(text):
        message = f"{match[0]!r} begins HTML, which may load or run something. Write it in Markdown."
        yield match.start(), "pages-are-markdown", message
    for match in _LINK.finditer(text):
        scheme = re.sub(r"[\s\\]", "", match[1] or match[2])
        if scheme.lower() not in _SCHEMES:
            message = f"a link that begins {scheme:.20}: is not followed. Use https:, mailto: or a page of the site."
            yield match.start(), "links-are-addresses", message
    for match in _REFERENCE.finditer(text):
        value = html.unescape(match[0])
        if value != match[0] and _is_disguised(value):
            message = f"{match[0]} stands for U+{ord(value[0]):04X}. Write the character itself, or remove it."
            yield match.start(), "characters-are-no-codes", message


def _is_disguised(value: str) -> bool:
    """Whether a code is of a character that can be typed, or cannot be seen; of others it helps the reader."""
    is_plain = value.isascii() and value not in "&<>\"'"
    return is_plain or bool(_CONTROL.search(value)) or any(hidden_in(value))


def _of_addresses(project: Path, docs: Path, generated: Iterable[str]) -> Iterator[Problem]:
    """Some systems take two names for one that differ by case, or by how their letters are put together."""
    taken = {_alike(name): "what is made from the data" for name in generated}
    for path in published_files(docs):
        name = path.relative_to(docs).as_posix()
        other = taken.setdefault(_alike(_built(name)), shown_name(name))
        if other != shown_name(name):
            message = f"{other} has this address. Give the file another name."
            yield _problem(project, path, "an-address-has-one-source", message)


def _built(name: str) -> str:
    """The file of the site that an engine makes of *name*."""
    if not name.endswith(".md"):
        return name
    folder, stem = posixpath.split(name.removesuffix(".md"))
    return posixpath.join(folder, "" if stem in {"index", "README"} else stem, "index.html")


def _alike(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _link(project: Path, path: Path) -> Problem:
    message = "a link would publish what it leads to. Put the file itself here."
    return _problem(project, path, "published-files-are-no-links", message)


def _problem(project: Path, path: Path, rule: str, message: str) -> Problem:
    return Problem(_name(project, path), 1, 1, rule, message)


def _name(project: Path, path: Path) -> str:
    name = path.relative_to(project) if path.is_relative_to(project) else path
    return shown_name(name.as_posix())
