"""Measures how the build grows, over agreements of our own invention: `make bench`, or `make bench SIZE=large`.

Seconds depend on the machine and on what else it does; ratios are taken within one run, of CPU time, each side in a
process of its own. What was found last stands in docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import pickle
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from corpus import write_corpus

ROOT = Path(__file__).parent.parent
SIZES = {"small": [(5, 30)], "default": [(5, 30), (50, 60)], "large": [(5, 30), (50, 60), (200, 100)]}
RUNS = 3
Row = tuple[str, str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="default")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--inner", nargs="+", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inner:
        logging.getLogger("mkdocs").setLevel(logging.ERROR)  # of the pages alone, links lead nowhere
        name, *arguments = asked.inner
        print(json.dumps(INNER[name](*arguments)))
        return
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        projects = [project(Path(folder), *size) for size in SIZES[asked.size]]
        for part in asked.parts:
            print(f"{part} …", file=sys.stderr, flush=True)
            for row in PARTS[part](projects):
                rows.append(row)
                print("  ", *row, sep="  ", file=sys.stderr, flush=True)  # the last may take long
    print(f"\n{os.cpu_count()} cores, Python {sys.version.split()[0]}\n")
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def project(folder: Path, agreements: int, initiatives: int) -> Path:
    """A site to build: made-up agreements in the place of the real ones, and no frozen versions of those."""
    root = folder / f"{agreements}x{initiatives}"
    without = shutil.ignore_patterns("fast")
    shutil.copytree(ROOT / "site_src", root / "site_src", ignore=without)
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    write_corpus(root / "agreements", agreements, initiatives)
    return root


def inner(*arguments: str | Path) -> dict[str, Any]:
    """Run one measurement in a process of its own."""
    command = [sys.executable, str(Path(__file__)), "--inner", *map(str, arguments)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


# Generated pages against the same pages through Markdown


def pages_part(projects: list[Path]) -> Iterator[Row]:
    root = projects[0]
    pages = root / "pages.pickle"
    inner("keep-pages", root, pages)
    routes = ("finished", "raw", "markdown", "searched")
    best = {route: min(inner("build-pages", root, pages, route)["seconds"] for _ in range(RUNS)) for route in routes}
    empty = min(inner("build-pages", root, pages, "none")["seconds"] for _ in range(RUNS))
    cost = {route: seconds - empty for route, seconds in best.items()}
    count = len(pickle.loads(pages.read_bytes()))  # noqa: S301 - written above
    name = f"{count} pages of {root.name}"
    yield name, "as finished HTML", f"{cost['finished']:.2f} s"
    for route, words in (
        ("searched", "through Markdown, with its search"),
        ("markdown", "through Markdown, without search"),
        ("raw", "as HTML inside Markdown, without search"),
    ):
        ratio = cost["finished"] / cost[route]
        yield name, words, f"{cost[route]:.2f} s, finished HTML is {ratio:.2f} of it"


def keep_pages(root: str, to: str) -> dict[str, Any]:
    from generator.loading import load
    from generator.pages import site_files

    kept = [
        (page.path, page.front_matter, page.html, Markdown.of(page.html))
        for page in site_files(load(Path(root) / "agreements"))
    ]
    Path(to).write_bytes(pickle.dumps(kept))
    return {}


def build_pages(root: str, pages: str, route: str) -> dict[str, Any]:
    """Build the site with pages that are finished before the clock starts."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.structure.files import File, Files, file_sort_key

    from generator import mkdocs_plugin
    from generator.publishing.site_file import SiteFile

    kept = pickle.loads(Path(pages).read_bytes())  # noqa: S301 - written by this script
    plugin = mkdocs_plugin.AftalesporPlugin
    plugin.on_config = lambda _, config: config
    if route == "finished":
        made = {path: SiteFile(path, "", "", html, "") for path, _, html, _ in kept}
        heads = {path: head for path, head, _, _ in kept}
    else:
        made = heads = {}

    def on_files(self: Any, files: Files, *, config: Any) -> Files:
        self._pages = made
        for path, head, html, markdown in kept if route != "none" else ():
            text = {"raw": html, "finished": ""}.get(route, markdown)
            front = heads.get(path) or (head.replace("search:", "unsearched:") if route == "searched" else head)
            files.append(File.generated(config, path, content=f"{front}{text}\n"))
        return Files(sorted(files, key=file_sort_key))

    plugin.on_files = on_files
    out = tempfile.mkdtemp(dir=root)
    config = load_config(str(Path(root) / "mkdocs.yml"), site_dir=out, strict=False)
    began = time.process_time()
    build(config)
    seconds = time.process_time() - began
    shutil.rmtree(out)
    return {"seconds": seconds}


class Markdown(HTMLParser):
    """What an author would have written for a page: its headings, paragraphs, lists, links, tables and emphasis."""

    MARKS = {"b": "**", "strong": "**", "em": "*", "i": "*", "code": "`"}
    STARTS = {"h1": "\n\n# ", "h2": "\n\n## ", "h3": "\n\n### ", "h4": "\n\n#### ", "li": "\n- ", "p": "\n\n"}
    STARTS |= {"ul": "\n", "ol": "\n", "dt": "\n\n", "dd": "\n\n", "tr": "\n| ", "table": "\n\n", "section": "\n\n"}
    STARTS |= {"article": "\n\n", "div": "\n\n", "blockquote": "\n\n> "}

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.links: list[str] = []
        self.cells = 0

    @classmethod
    def of(cls, html: str) -> str:
        parser = cls()
        parser.feed(html)
        return "".join(parser.parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")
            self.parts.append("[")
        self.cells += tag in ("td", "th")
        self.parts.append(self.STARTS.get(tag, self.MARKS.get(tag, "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.links:
            self.parts.append(f"]({self.links.pop()})")
        elif tag in ("td", "th"):
            self.parts.append(" | ")
        elif tag == "thead":
            self.parts.append("\n|" + "---|" * self.cells)
        if tag in ("tr", "table"):
            self.cells *= tag == "thead"
        self.parts.append(self.MARKS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        self.parts.append(" ".join(data.split()) + (" " if data[-1:].isspace() else ""))


# Our share of the build, and how it grows


def build_part(projects: list[Path]) -> Iterator[Row]:
    first: float | None = None
    for root in projects:
        agreements, initiatives = map(int, root.name.split("x"))
        for state in ("cold", "warm"):
            found = inner("build", root)
            own, total = found["own"], found["total"]
            name = f"build {root.name}, {state}"
            yield name, "CPU", f"{total:.1f} s; {found['pages']} pages and {found['files']} other files"
            yield (
                name,
                "our share",
                f"{own / total:.0%}: "
                + ", ".join(f"{part} {seconds:.1f} s" for part, seconds in found["parts"].items()),
            )
            each = own / (agreements * initiatives)
            if initiatives >= 60 and state == "cold":
                growth = f", {each / first:.2f} of that at 50x60" if first else ""
                first = first or each
                yield name, "our time for an initiative", f"{1000 * each:.1f} ms{growth}"
            yield name, "peak memory", f"{found['memory']} MB"
        pairs = found["pairs"]
        yield (
            f"build {root.name}",
            "a pair of agreements",
            (
                f"{pairs['count']} pairs, each {1000 * pairs['seconds'] / pairs['count']:.0f} ms and "
                f"{pairs['bytes'] / pairs['count'] / 1000:.0f} kB of HTML and JSON"
            ),
        )


def build_whole(root: str) -> dict[str, Any]:
    """Build the site and keep account of what is spent in our own code."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    from generator import mkdocs_plugin
    from generator.publishing.site_file import SiteFile

    parts: dict[str, float] = {}
    inside: list[str] = []
    counts = {"pages": 0, "files": 0}
    pairs = {"count": 0, "seconds": 0.0, "bytes": 0}

    def timed(part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            if inside:  # counted with the part that asks
                return function(*arguments, **named)
            inside.append(part)
            began = time.process_time()
            try:
                return function(*arguments, **named)
            finally:
                parts[part] = parts.get(part, 0.0) + time.process_time() - began
                inside.pop()

        return run

    html, write = SiteFile.html.fget, mkdocs_plugin._LazyAsset.copy_file

    def counted(kind: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(it: Any, *arguments: Any) -> Any:
            counts[kind] += 1
            began = time.process_time()
            made = function(it, *arguments)
            path = it.path if kind == "pages" else it.asset.path
            if path.startswith(("sammenlign/", "data/v1/comparisons/")) and path.count("/") > 1:
                pairs["count"] += path.endswith(".md")
                pairs["seconds"] += time.process_time() - began
                written = Path(it.dest_dir) / it.dest_uri if kind == "files" else None
                pairs["bytes"] += written.stat().st_size if written else len(made.encode())
            return made

        return run

    mkdocs_plugin.load = timed("reading and checking", mkdocs_plugin.load)
    mkdocs_plugin.site_files = timed("preparing pages", mkdocs_plugin.site_files)
    mkdocs_plugin.site_assets = timed("preparing files", mkdocs_plugin.site_assets)
    out = tempfile.mkdtemp(dir=root)
    began = time.process_time()
    config = load_config(str(Path(root) / "mkdocs.yml"), site_dir=out)
    SiteFile.html = property(timed("pages", counted("pages", html)))
    mkdocs_plugin._LazyAsset.copy_file = timed("files", counted("files", write))
    build(config)
    total = time.process_time() - began
    shutil.rmtree(out)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {**counts, "total": total, "own": sum(parts.values()), "parts": parts, "memory": memory, "pairs": pairs}


# Two languages against one


def languages_part(projects: list[Path]) -> Iterator[Row]:
    for root in (ROOT, *projects[:2]):
        cost = {
            codes: min(inner("languages", root, codes)["seconds"] for _ in range(RUNS)) for codes in ("da", "da,en")
        }
        name = "the real site" if root is ROOT else root.name
        yield name, "in Danish", f"{cost['da']:.2f} s"
        ratio = cost["da,en"] / cost["da"]
        yield name, "in Danish and English", f"{cost['da,en']:.2f} s, {ratio:.2f} times one language"


def build_in(root: str, codes: str) -> dict[str, Any]:
    """Build the site in some languages; cards and history are made anew, as nothing is kept."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    from generator import mkdocs_plugin

    mkdocs_plugin.cache_of = lambda *_: mkdocs_plugin.Cache(None, b"")
    with tempfile.TemporaryDirectory() as out:
        began = time.process_time()
        config = load_config(str(Path(root) / "mkdocs.yml"), site_dir=out)
        config.plugins["aftalespor"].config.languages = codes.split(",")
        build(config)
        return {"seconds": time.process_time() - began}


# All comparisons against DeepDiff on whole snapshots


def compare_part(projects: list[Path]) -> Iterator[Row]:
    for root in projects[:2]:
        found = inner("compare", root)
        name = f"all {found['pairs']} pairs of {root.name}"
        yield name, "ours: outcomes, facets, ledgers", f"{found['ours']:.2f} s"
        share = found["raw"] / found["deepdiff"]
        yield name, "ours: raw changes alone", f"{found['raw']:.2f} s, {share:.3f} of DeepDiff's"
        ratio = found["ours"] / found["deepdiff"]
        same = "same raw changes" if found["same"] else "OTHER RAW CHANGES"
        yield (name, "DeepDiff on whole snapshots", f"{found['deepdiff']:.1f} s, ours is {ratio:.3f} of it, {same}")
        yield name, "wordings compared", f"{found['asked']} of {found['kept']} that stand on both sides"


def compare(root: str) -> dict[str, Any]:
    """Time both ways over all pairs, and hold their results against one another.

    DeepDiff sees each snapshot whole, as plain data with initiatives and facts by id. The same result is: the same
    raw changes, added and removed initiatives included, once what we leave out on purpose is left out of DeepDiff's
    too (our own words, the evidence, and names and commitments that only one side has).
    """
    from itertools import combinations

    from generator.comparing import changes, facets
    from generator.comparing.analysis import Analysis
    from generator.data_folder import load_archive

    archive = load_archive(Path(root) / "agreements")
    pairs = list(combinations(archive.agreements, 2))
    asked, compare_trees = [0], facets.compare

    def counting(old: Any, new: Any) -> Any:
        asked[0] += 1
        return compare_trees(old, new)

    facets.compare = counting
    by_id = {agreement.id: {i.id: i for i in agreement.initiatives} for agreement in archive.agreements}
    began = time.process_time()
    for old, new in pairs:
        for i in by_id[old.id].keys() & by_id[new.id].keys():
            facets.raw_changes(by_id[old.id][i], by_id[new.id][i])
    raw = time.process_time() - began
    facets._wording.cache_clear()
    facets._changes.cache_clear()
    asked[0] = 0
    analysis = Analysis(archive)
    began = time.process_time()
    for old, new in pairs:
        assert analysis.comparison(old.id, new.id).ledger.balances
    ours = time.process_time() - began

    trees = {agreement.id: whole_snapshot(agreement) for agreement in archive.agreements}
    seconds, same, kept = 0.0, True, 0
    for old, new in pairs:
        began = time.process_time()
        whole = changes._deep(trees[old.id], trees[new.id])
        seconds += time.process_time() - began
        olds, news = ({i.id: i for i in agreement.initiatives} for agreement in (old, new))
        kept += len(olds.keys() & news.keys())
        own = {("Added", (i,)) for i in news.keys() - olds.keys()}
        own |= {("Removed", (i,)) for i in olds.keys() - news.keys()}
        for i in olds.keys() & news.keys():
            found = facets.raw_changes(olds[i], news[i])
            own |= {(type(change).__name__, (i, *change.path)) for change in found}
        theirs = {(type(change).__name__, change.path[1:]) for change in whole if change.path[0] == "initiatives"}
        same &= of_the_agreement(own, olds, news) == of_the_agreement(theirs, olds, news)
    return {
        "pairs": len(pairs),
        "raw": raw,
        "ours": ours,
        "deepdiff": seconds,
        "same": same,
        "asked": asked[0],
        "kept": kept,
    }


def whole_snapshot(agreement: Any) -> dict[str, Any]:
    """All that the file says, every list whose items have an id keyed by it."""
    return keyed(agreement.model_dump(exclude={"place"}, exclude_none=True))


def keyed(value: Any) -> Any:
    if isinstance(value, dict):
        # An empty list of facts has no ids, and is still facts by id.
        return {key: {} if key == "facts" and not inside else keyed(inside) for key, inside in value.items()}
    if isinstance(value, tuple) and value and isinstance(value[0], dict) and "id" in value[0]:
        return {item["id"]: keyed(item) for item in value}
    return value


def of_the_agreement(found: set[Any], olds: dict[str, Any], news: dict[str, Any]) -> set[Any]:
    """Without what says nothing about the agreement, by the rules of comparing/facets.py."""
    flat = {
        (kind, path[:-1] if path[-1] == "da" and path[-2] in {"title", "label", "unit", "price_level"} else path)
        for kind, path in found
    }
    return {(kind, path) for kind, path in flat if is_of_the_agreement(path, olds, news)}


def is_of_the_agreement(path: tuple[str, ...], olds: dict[str, Any], news: dict[str, Any]) -> bool:
    if len(path) == 1:
        return True
    sides = [side[path[0]] for side in (olds, news)]
    match path[1:]:
        case ("facts", _):
            return True
        case ("facts", fact_id, key, *_):
            kinds = {fact.kind for side in sides for fact in side.facts if fact.id == fact_id}
            return key not in {"note", "source", "phrase", "gloss", "group", "derived", "label"} or (
                key == "label" and kinds == {"scope"}
            )
        case ("title", *_):
            return {side.presence for side in sides} == {"named"}
        case ("commitment", *_):
            return "background" not in {side.presence for side in sides}
        case (key, *_):
            return key in {"kind", "presence"}
    return False


PARTS: dict[str, Callable[[list[Path]], Iterator[Row]]] = {
    "pages": pages_part,
    "compare": compare_part,
    "build": build_part,
    "languages": languages_part,
}
INNER: dict[str, Callable[..., dict[str, Any]]] = {
    "keep-pages": keep_pages,
    "build-pages": build_pages,
    "build": build_whole,
    "compare": compare,
    "languages": build_in,
}

if __name__ == "__main__":
    main()
