"""Prints what the site and the commands cost, beside what they cost at d59b19f, beside others, and beside the aim: `make bench`.

Seconds are of the processor, the least of three runs by turns, so that other work on the machine falls on all of them;
read the ratios. What is committed is measured, in clones with environments of their own.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from saving import seconds_of_a_save

ROOT = Path(__file__).parent.parent
THEN = "d59b19f"
RUNS = 3
COMMANDS = (("diff", "2022", "2023"), ("show", "mit-overblik"), ("check",))  # of what both have
PEERS = ("hugo", "eleventy")
LIMIT = int(os.environ.get("LIMIT", "3600"))  # seconds after which a suite of tests is stopped
# A site of finished pages, by MkDocs and its theme alone.
FLOOR = """
site_name: x
theme: {{name: material}}
docs_dir: {docs}
plugins: []
hooks: [{hook}]
"""
HOOK = """
def on_page_markdown(markdown, page, **_):
    page.finished = markdown
    return ""
def on_page_content(html, page, **_):
    return page.finished
"""


@dataclass(frozen=True)
class Row:
    what: str
    figures: str
    ratio: float
    aim: float | None = None  # None of what stands beside ours only

    def __str__(self) -> str:
        verdict = (
            "" if self.aim is None else f"aim {self.aim:5}  {'reached' if self.ratio <= self.aim else 'falls short'}"
        )
        return f"{self.what:44}  {self.figures:44}  {self.ratio:7.2f}  {verdict}".rstrip()


@dataclass(frozen=True)
class Command:
    arguments: Sequence[str | Path]
    folder: Path = ROOT
    home: Path | None = None

    def seconds(self) -> float:
        """What one run costs, whatever it starts included."""
        return self.cost()[0]

    def cost(self) -> tuple[float, float]:
        """Seconds of the processor, and the most megabytes held at once by one process of it."""
        environment = {k: v for k, v in os.environ.items() if k not in {"AGREEMENTS", "PYTHONDONTWRITEBYTECODE"}}
        environment |= {"NO_MKDOCS_2_WARNING": "1"} | ({"HOME": str(self.home)} if self.home else {})
        with tempfile.TemporaryFile("w+") as output:
            run = subprocess.Popen(self.arguments, cwd=self.folder, env=environment, stdout=output, stderr=output)
            _, status, usage = os.wait4(run.pid, 0)
            run.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            text = output.read()
            if run.returncode not in {0, 1} or "Traceback" in text:
                sys.exit(f"{self.arguments}\n{text[-4000:]}")
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (1_000 if sys.platform == "linux" else 1_000_000)


def least(commands: Mapping[str, Command], runs: int = RUNS) -> dict[str, float]:
    turns = [{name: command.seconds() for name, command in commands.items()} for _ in range(runs)]
    return {name: min(turn[name] for turn in turns) for name in commands}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "parts",
        nargs="*",
        default=["building", "asking", "engines", "size", "visiting", "saving"],
        help="growing: ten minutes; testing: two hours, or a part of it with PYTEST_ADDOPTS",
    )
    parts = parser.parse_args().parts
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        now, then = clone(folder / "now", "HEAD"), clone(folder / "then", THEN)
        works = {
            "building": building,
            "asking": asking,
            "engines": engines,
            "size": size,
            "visiting": visiting,
            "saving": saving,
            "growing": growing,
            "testing": testing,
        }
        for rows in (set_up(now, then), *(works[part](folder, now, then) for part in parts)):
            for row in rows:
                print(row, flush=True)
    print(f"Left out: {'; '.join(left_out(parts))}.")


def clone(folder: Path, revision: str) -> Path:
    subprocess.run(["git", "clone", "--quiet", ROOT, folder], check=True)
    subprocess.run(["git", "checkout", "--quiet", revision], cwd=folder, check=True)
    return folder


def set_up(now: Path, then: Path) -> Iterator[Row]:
    cost = {folder.name: Command(["make", "site"], folder).seconds() for folder in (now, then)}
    for folder in (now, then):  # as a second build finds it
        subprocess.run([folder / ".venv/bin/python", "-m", "compileall", "-q", folder], check=False)
    yield compared("make site on a fresh clone", cost, "then", 0.40)


def building(folder: Path, now: Path, then: Path) -> Iterator[Row]:
    site = {at.name: Command([at / ".venv/bin/aftalespor", "site"], at) for at in (now, then)}
    cost = least({**site, "floor": floor(folder, now)})
    yield compared("site, warm, both languages", cost, "then", 0.30)
    yield compared("the same, beside MkDocs alone", cost, "floor", 2.0)


def engines(folder: Path, now: Path, _: Path) -> Iterator[Row]:
    floor(folder, now)
    peers = dict(other_engines(folder))
    cost = least({"now": Command([now / ".venv/bin/aftalespor", "site"], now), **peers})
    for peer in peers:
        yield compared(f"site, warm, beside {peer}", cost, peer)


def floor(folder: Path, project: Path) -> Command:
    """The finished pages of *project* through MkDocs and Material, with nothing of ours."""
    if not (folder / "pages").exists():
        pages = [project / ".venv/bin/aftalespor", "pages", "--out", folder / "pages", "--language", "da"]
        subprocess.run([*pages, "--language", "en"], cwd=project, check=True, capture_output=True)
    (folder / "hook.py").write_text(HOOK, encoding="utf-8")
    (folder / "floor.yml").write_text(FLOOR.format(docs=folder / "pages", hook=folder / "hook.py"), encoding="utf-8")
    build = ["build", "--quiet", "-f", folder / "floor.yml", "-d", folder / "floor"]
    return Command([project / ".venv/bin/mkdocs", *build], project)


def other_engines(folder: Path) -> Iterator[tuple[str, Command]]:
    """The same finished pages through those that are installed, with no theme."""
    hugo, eleventy = map(shutil.which, PEERS)
    if hugo:
        for path in filter(Path.is_file, (folder / "pages").rglob("*")):
            name = path.relative_to(folder / "pages")
            to = folder / "hugo" / ("content" if path.suffix == ".md" else "static") / name
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, to.with_name("_index.md") if to.name == "index.md" else to)
        (folder / "hugo/layouts").mkdir()
        (folder / "hugo/layouts/all.html").write_text("{{ .Content }}", encoding="utf-8")
        (folder / "hugo/hugo.toml").write_text("markup.goldmark.renderer.unsafe = true\n", encoding="utf-8")
        yield "hugo", Command([hugo, "--source", folder / "hugo", "--cleanDestinationDir"])
    if eleventy:
        plain = "module.exports = () => ({markdownTemplateEngine: false, htmlTemplateEngine: false});\n"
        (folder / "eleventy.cjs").write_text(plain, encoding="utf-8")
        forms = ",".join({path.suffix[1:] for path in (folder / "pages").rglob("*") if path.is_file()})
        options = ["--quiet", "--config=eleventy.cjs", "--input=pages", "--output=eleventy", f"--formats={forms}"]
        yield "eleventy", Command([eleventy, *options], folder)


def asking(folder: Path, now: Path, then: Path) -> Iterator[Row]:
    sides = [as_json(now, name, folder) for name in COMMANDS[0][1:]]
    home = folder / "home"
    home.mkdir()
    commands = {
        "DeepDiff": Command([now / ".venv/bin/deep", "diff", *sides], now),
        "git diff": Command(["git", "diff", "--no-index", "--quiet", *sides], now),
    }
    for words in COMMANDS:
        commands[f"again {words[0]}"] = Command([now / ".venv/bin/aftalespor", *words], now, home)
        commands[f"first {words[0]}"] = Command([now / ".venv/bin/aftalespor", *words], now, Path("/dev/null"))
        commands[f"then {words[0]}"] = Command([then / ".venv/bin/aftalespor", *words], then)
    for option in ("--help", "--version"):
        commands[option] = Command([now / ".venv/bin/aftalespor", option], now, home)
    cost = least(commands, RUNS + 1)  # the first of them is no second call
    peer = cost["DeepDiff"]
    for when, aim in (("again", 1.0), ("first", 1.8)):
        for words in COMMANDS:
            mine, before = cost[f"{when} {words[0]}"], cost[f"then {words[0]}"]
            figures = f"{mine:.2f} s; then {before:.2f}; DeepDiff {peer:.2f}; git diff {cost['git diff']:.2f}"
            what = {"again": "nothing changed since", "first": "first call"}[when]
            yield Row(f"{words[0]}, {what}", figures, mine / peer, aim)
    for option in ("--help", "--version"):
        yield Row(option, f"{cost[option]:.2f} s; DeepDiff {peer:.2f}", cost[option] / peer, 0.3)


def as_json(project: Path, name: str, folder: Path) -> Path:
    code = "import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout, default=str)"
    text = (project / "agreements" / f"{name}.yaml").read_text(encoding="utf-8")
    done = subprocess.run(
        [project / ".venv/bin/python", "-c", code], input=text, capture_output=True, text=True, check=True
    )
    json.loads(done.stdout)
    path = folder / f"{name}.json"
    path.write_text(done.stdout, encoding="utf-8")
    return path


def size(_: Path, now: Path, then: Path) -> Iterator[Row]:
    files = {at.name: [path for path in (at / "site").rglob("*") if path.is_file()] for at in (now, then)}
    megabytes = {at: sum(path.stat().st_size for path in found) / 1_000_000 for at, found in files.items()}
    kinds: dict[str, float] = {}
    for path in files["now"]:
        kinds[path.suffix[1:]] = kinds.get(path.suffix[1:], 0) + path.stat().st_size / 1_000_000
    largest = sorted(kinds.items(), key=lambda kind: -kind[1])[:6]
    yield Row("site, MB", f"{megabytes['now']:.1f}; then {megabytes['then']:.1f}", megabytes["now"], 12)
    print("   of which", ", ".join(f"{kind} {amount:.1f}" for kind, amount in largest))
    yield Row("site, files", f"{len(files['now'])}; then {len(files['then'])}", len(files["now"]), 900)


def visiting(_: Path, now: Path, __: Path) -> Iterator[Row]:
    """What a browser fetches, compressed as a host would; needs Chromium, as the tests do."""
    subprocess.run(["make", "--silent", ".venv/test.ok"], cwd=now, check=True, capture_output=True)
    test = [now / ".venv/bin/python", "-m", "pytest", "-q", "-s", "-k", "a_visit_is_light", "tests/test_reach.py"]
    environment = {**os.environ, "SITE_TO_MEASURE": str(now / "site")}
    done = subprocess.run(test, cwd=now, env=environment, capture_output=True, text=True, check=False)
    for what, kilobytes in re.findall(r"^\W*(.+): ([\d.]+) KB$", done.stdout, re.MULTILINE):
        yield Row(f"{what}, KB", kilobytes, float(kilobytes), 90 if what == "first visit" else 25)


def saving(folder: Path, now: Path, then: Path) -> Iterator[Row]:
    for agreements, initiatives in ((5, 30), (50, 60)):
        cost = {}
        for at in (now, then):
            root = made_up(folder / "saving", at, agreements, initiatives)
            cost[at.name] = seconds_of_a_save(at / ".venv/bin/mkdocs", root)
        yield compared(f"save to page, {agreements} agreements of {initiatives}", cost, "then", 1.0)


def testing(_: Path, now: Path, then: Path) -> Iterator[Row]:
    """Both suites, once each; tests that need what is not installed are left out of both."""
    cost = {}
    for at in (now, then):
        subprocess.run(["make", "--silent", ".venv/test.ok"], cwd=at, check=True, capture_output=True)
        before, end = os.times(), ""
        with tempfile.TemporaryFile("w+") as output:
            run = subprocess.Popen(["make", "test"], cwd=at, stdout=output, stderr=output, start_new_session=True)
            try:
                run.wait(LIMIT)
            except subprocess.TimeoutExpired:
                os.killpg(run.pid, signal.SIGINT)  # then pytest says how far it came
                run.wait()
                end = f"stopped after {LIMIT} s, so the ratio says nothing: "
            output.seek(0)
            end += ([line.strip("= \n") for line in output if re.search(r"\d (passed|failed|error)", line)] or ["?"])[
                -1
            ]
        print(f"   {at.name}: {end}", flush=True)
        after = os.times()
        cost[at.name] = sum(after[2:4]) - sum(before[2:4])
    yield compared("make test", cost, "then", round(12 / 31.7, 2))


def growing(folder: Path, now: Path, then: Path) -> Iterator[Row]:
    """Sites of made-up agreements, by the corpus of each revision, with nothing kept."""
    cost, files, peak = {}, {}, {}
    for at, agreements, initiatives in ((now, 5, 30), (now, 20, 60), (then, 20, 60)):
        root = made_up(folder / "growing", at, agreements, initiatives)
        build = Command([at / ".venv/bin/aftalespor", "site"], root, Path("/dev/null"))
        cost[at.name, agreements], peak[at.name, agreements] = build.cost()
        files[at.name, agreements] = sum(1 for _ in (root / "site").rglob("*.html"))
    yield compared("20 agreements of 60, cold", {at: cost[at, 20] for at in ("now", "then")}, "then", 0.40)
    yield Row("its peak, MB", f"{peak['now', 20]:.0f}; then {peak['then', 20]:.0f}", peak["now", 20], 300)
    pages = {count: cost["now", count] / files["now", count] for count in (5, 20)}
    yield Row("a page there, beside one of 5 of 30", f"{pages[20]:.4f} s; {pages[5]:.4f}", pages[20] / pages[5], 1.2)


def made_up(folder: Path, at: Path, agreements: int, initiatives: int) -> Path:
    root = folder / f"{at.name}-{agreements}x{initiatives}"
    shutil.copytree(at / "site_src", root / "site_src", ignore=shutil.ignore_patterns("fast"))
    shutil.copy(at / "mkdocs.yml", root)
    corpus = [at / ".venv/bin/python", at / "bench/corpus.py", root / "agreements"]
    subprocess.run([*corpus, "--agreements", str(agreements), "--initiatives", str(initiatives)], check=True)
    return root


def compared(what: str, cost: Mapping[str, float], other: str, aim: float | None = None) -> Row:
    return Row(what, f"{cost['now']:.2f} s; {other} {cost[other]:.2f} s", cost["now"] / cost[other], aim)


def left_out(parts: Sequence[str]) -> Iterator[str]:
    if "growing" not in parts:
        yield "20 agreements of 60 (make bench PARTS=growing)"
    if "testing" not in parts:
        yield "make test (make bench PARTS=testing)"
    if "engines" in parts and (missing := [peer for peer in PEERS if not shutil.which(peer)]):
        yield f"{', '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not installed"


if __name__ == "__main__":
    main()
