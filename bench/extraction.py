"""Which share of a document's words our text of its file holds: of all runs of eight words, how many stand in it.

    make bench-extraction SOURCES=folder [REFERENCE=folder]

SOURCES holds files that `aftalespor read` takes. The words of a document are those of `NAME.txt` in the folder of
references, read by a person and with a block on each line (NAME is the file's name up to its last dot). The
documents are other people's, so no reference is a part of this repository. Without one, a PDF is measured against
another extractor, poppler's pdftotext, where that is installed: it leaves in running heads and breaks some words,
so a good text is well below the whole.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import time
import unicodedata
from pathlib import Path

from generator.evidence.blocks import blocks_of
from generator.evidence.source_files import SUFFIXES, text_of

_RUN = 8
_WORD = re.compile(r"\w+(?:[-–./,:@’']\w+)*")


def words_of(text: str) -> list[str]:
    """Words as they are compared: compatibility form, no case, no invisible letters; hyphens inside them count."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _WORD.findall(re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", folded).replace("\u2011", "-"))


def runs_of(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[n : n + _RUN]) for n in range(len(words) - _RUN + 1)]


def share_held(reference: str, text: str) -> float:
    held = set(runs_of(words_of(text)))
    runs = runs_of(words_of(reference))
    return sum(run in held for run in runs) / max(1, len(runs))


def share_of_blocks(reference: str, text: str) -> float:
    """Of the blocks of the reference, how many are a block of the text, no more and no less."""
    blocks = {tuple(words_of(block)) for block in blocks_of(text)}
    wanted = [tuple(words_of(line)) for line in reference.splitlines() if words_of(line)]
    return sum(words in blocks for words in wanted) / max(1, len(wanted))


def by_another_extractor(path: Path) -> str | None:
    if path.suffix.lower() != ".pdf" or not shutil.which("pdftotext"):
        return None
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"]
    text = subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")
    return re.sub("[-\u00ad]\n", "", text.replace("\f", "\n"))


def misses(reference: str, text: str) -> list[str]:
    """Each word of the reference with which a run that is not held begins, in its run."""
    held = set(runs_of(words_of(text)))
    return [" ".join(run) for run in runs_of(words_of(reference)) if run not in held]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("sources", type=Path)
    options.add_argument("--reference", type=Path, help="a folder of references, or one for all files")
    options.add_argument("--misses", action="store_true", help="print each run that is not held")
    arguments = options.parse_args()
    folder = arguments.sources
    paths = (
        [folder] if folder.is_file() else sorted(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES)
    )
    print(f"{'file':28} {'words':>6} {'runs held':>10} {'blocks':>7} {'seconds':>8}  against")
    for path in paths:
        data = path.read_bytes()
        begun = time.process_time()
        text = text_of(data, path.name)
        seconds = time.process_time() - begun
        place = arguments.reference
        file = place / f"{path.stem}.txt" if place and place.is_dir() else place
        if file and file.is_file():
            reference, against = file.read_text(encoding="utf-8"), file.name
        else:
            reference, against = by_another_extractor(path), "pdftotext -raw"
        if reference is None:
            print(f"{path.name:28} {len(words_of(text)):6} {'':10} {'':7} {seconds:8.2f}  no reference")
            continue
        held, blocks = share_held(reference, text), share_of_blocks(reference, text)
        print(f"{path.name:28} {len(words_of(text)):6} {held:10.1%} {blocks:7.1%} {seconds:8.2f}  {against}")
        if arguments.misses:
            print("\n".join(misses(reference, text)))


if __name__ == "__main__":
    main()
