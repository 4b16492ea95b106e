"""A folder that Zensical builds: the pages, the theme's templates with ours among them, and the settings.

Zensical runs no plugin and no hook, has one language for a site, and its templates no gettext. So the
templates are those of Material, in which the few places that depend on a page's language are changed as they
are written; the words stand in one of them. A link in a page is taken from the folder of its source file, so
each page is the index of its own.
"""

from __future__ import annotations

import json
import posixpath
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from generator.model.fields import Language
from generator.model.place import GeneratorError
from generator.publishing.site_file import SCRIPTS, SiteAsset, SiteFile, language_of, moved, page_address, script_folder
from generator.reading.hand_written import files_that_end, published_files, require_sound
from generator.wording.translator import Translator

Written = tuple[str, bytes]

_DOCS, _OVERRIDES = Path("site_src/docs"), Path("site_src/overrides")
_SAY = re.compile(r"""(?<![\w.])_\(("[^"]+"|'[^']+')\)""")
_TRANS = re.compile(r"{% trans (.*?) ?%}(.*?){% endtrans %}", re.DOTALL)
# What of the settings a reader sees.
_SHOWN = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (r"^  - (\w[^:]*): \S+\.md$", r" name: ([^}\n]+)}", r"^(?:site_description|copyright): (.+)$")
)
_THEME = tomllib.loads(files(__package__).joinpath("zensical.toml").read_text(encoding="utf-8"))
_CHANGES: Mapping[str, Mapping[str, str]] = _THEME["changes"]
_ADDED: Mapping[str, str] = _THEME["added"]


def zensical_files(  # noqa: PLR0913, PLR0917 - the project, and what is made of the data
    project: Path,
    url: str,
    languages: tuple[Language, ...],
    pages: Collection[SiteFile],
    assets: Collection[SiteAsset],
    published: Collection[str],
) -> Iterator[Written]:
    """Every file of the folder, by path. *project* holds mkdocs.yml and site_src; *published* are the versions."""
    generated = [*(f"{page.address}index.html" for page in pages), *(asset.path for asset in assets)]
    require_sound(project, project / _DOCS, project / _OVERRIDES, published, generated)
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
    scripts = script_folder(files_that_end(project / _DOCS, SCRIPTS), assets)
    yield "mkdocs.yml", _settings(settings, url, scripts).encode()
    yield from ((f"docs/{_index(page.path)}", page.text.encode()) for page in pages)
    yield from ((f"docs/{moved(asset.path, scripts)}", asset.data) for asset in assets)
    for path in published_files(project / _DOCS):
        name = path.relative_to(project / _DOCS).as_posix()
        if not name.endswith(".md"):
            yield f"docs/{moved(name, scripts)}", path.read_bytes()
        elif language_of(name) in languages:
            yield f"docs/{_index(name)}", _linked(path.read_text(encoding="utf-8"), name).encode()
    yield from _templates(
        project / _OVERRIDES, languages, {word for shown in _SHOWN for word in shown.findall(settings)}
    )


def _index(path: str) -> str:
    """Where the source of a page is, so that a link in it means the same from there as from its address."""
    address = page_address(path)
    return f"{address}index.md"


def _linked(text: str, name: str) -> str:
    """A page that is written by hand, with its links to sources of pages, and to other files, as they are here."""
    folder = posixpath.dirname(_index(name))

    def link(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), match[1]))
        return f"]({posixpath.relpath(_index(target) if target.endswith('.md') else target, folder or '.')}"

    return re.sub(r"\]\((?![a-z]+:)([^)#\s]+)", link, text)


def _settings(text: str, url: str, scripts: str) -> str:
    """mkdocs.yml without what is of our plugin and of MkDocs, with our scripts and styles where they are."""
    text = re.sub(
        r"^(  - (?:path: )?)(\S+\.(?:css|js))$",
        lambda match: match[1] + moved(match[2], scripts),
        text,
        flags=re.MULTILINE,
    )
    text = text.replace("extra:\n", f"extra:\n  scripts: {scripts}\n", 1)
    text = re.sub(r"^(site_url|docs_dir|site_dir|strict|  custom_dir|  alternate):.*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^(not_in_nav|plugins):.*\n(?: .*\n|\n)*", "", text, flags=re.MULTILINE)
    text = re.sub(r": (\S+\.md)$", lambda match: f": {_index(match[1])}", text, flags=re.MULTILINE)
    text = text.replace("theme:\n", "theme:\n  variant: classic\n  custom_dir: overrides\n", 1)
    address = f"site_url: {json.dumps(url)}\n" if url else ""
    return f"{address}docs_dir: docs\nplugins: []\nmarkdown_extensions: [toc, tables, fenced_code]\n{text}"


def _templates(ours: Path, languages: tuple[Language, ...], messages: set[str]) -> Iterator[Written]:
    theme = Path(str(files("material"))) / "templates"
    sources = {
        path.relative_to(folder).as_posix(): path
        for folder in (theme, ours)
        for path in folder.rglob("*.html" if folder == ours else "*")
        if path.is_file()
        and path.relative_to(folder).parts[0] in ("partials", "assets", "base.html", "main.html", "404.html")
    }
    texts: dict[str, str] = {}
    for name, path in sources.items():
        if path.suffix != ".html":
            yield f"overrides/{name}", path.read_bytes()
        else:
            texts[name] = _without_gettext(changed(name, path.read_text(encoding="utf-8")), messages)
    in_each = ", ".join(
        _ADDED["in_one"] % {"code": each.code, "name": each.name, "prefix": each.prefix} for each in languages
    )
    for name in ("main.html", "partials/alternate.html"):
        before, loop, after = texts[name].partition("{% for other in languages")
        texts[name] = "".join([before, _ADDED["languages"] % {"languages": in_each}, loop, after])
    chosen = (_ADDED["chosen"].format(code=each.code, prefix=each.prefix) for each in languages if each.prefix)
    texts["partials/language.html"] = _ADDED["language"] % {
        "chosen": "".join(chosen),
        "words": json.dumps(
            {
                t.language.code: {} if t.is_danish else {message: t(message) for message in sorted(messages)}
                for t in map(Translator, languages)
            },
            ensure_ascii=False,
        ),
    }
    yield from ((f"overrides/{name}", text.encode()) for name, text in texts.items())


def changed(name: str, text: str) -> str:
    """A template of the theme as Zensical takes it; raise GeneratorError where it is not the one we know."""
    for old, new in _CHANGES.get(name, {}).items():
        if old not in text:
            raise GeneratorError(f"the theme's {name} has no {old!r} any more. Mend generator/zensical.toml.")
        text = text.replace(old, new)
    return text


def _without_gettext(text: str, messages: set[str]) -> str:
    """A template that asks for its words by a macro; gettext and its block are not known there."""

    def block(match: re.Match[str]) -> str:
        names = [name.partition("=")[0].strip() for name in match[1].split(",")]
        message = re.sub(r"{{ (\w+) }}", r"%(\1)s", match[2])
        messages.add(message)
        filled = "".join(f' | replace("%({name})s", {name})' for name in names)
        return f"{{{{ lang.say({json.dumps(message, ensure_ascii=False)}){filled} | safe }}}}"

    def call(match: re.Match[str]) -> str:
        messages.add(match[1][1:-1])
        return f"lang.say({match[1]})"

    return _SAY.sub(call, _TRANS.sub(block, text))
