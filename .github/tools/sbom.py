"""Writes the bill of materials, requirements/sbom.cdx.json: what builds the site, and what by others the site holds.

It is made from what is locked (requirements/site.txt: versions, hashes, who needs whom) and from
requirements/licences.toml, and nothing else, so it is the same on every machine and says nothing of when it was made.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).parent.parent.parent
LOCK = ROOT / "requirements" / "site.txt"
LICENCES = ROOT / "requirements" / "licences.toml"
OUT = ROOT / "requirements" / "sbom.cdx.json"
# Only pip may read what is not here: an entry is a name, a version, hashes and perhaps for which Python.
ENTRY = re.compile(r"([a-z0-9-]+)==(\S+?)(?: ; (.+?))?((?: \\\n    --hash=sha256:[0-9a-f]{64})+)((?:\n    # .*)*)\n")


@dataclass(frozen=True)
class Locked:
    name: str
    version: str
    marker: str | None
    hashes: tuple[str, ...]
    needed_by: tuple[str, ...]


def locked(text: str) -> list[Locked]:
    """Every entry of a locked file; raise ValueError where something in it is anything else."""
    body = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    rest = ENTRY.sub("", body).strip()
    if rest:
        raise ValueError(f"not a package with a version and hashes: {rest.splitlines()[0]}")
    return [
        Locked(name, version, marker or None, tuple(re.findall(r"sha256:(\w+)", hashes)), tuple(_via(notes)))
        for name, version, marker, hashes, notes in ENTRY.findall(body)
    ]


def _via(notes: str) -> Iterator[str]:
    """Who needs it, from the comment that the lock has under each entry."""
    for line in notes.splitlines():
        word = line.strip().lstrip("#").strip().removeprefix("via").strip()
        if word:
            yield word.split(" ")[0].split(":")[0]


def bill(lock: str, terms: dict[str, Any], project: dict[str, Any]) -> str:
    """The bill of materials as CycloneDX 1.6, in one order."""
    entries = locked(lock)
    root = _component(project["name"], project["version"], project["license"], ComponentType.APPLICATION)
    bom = Bom()
    bom.metadata.component = root
    components = {entry: _package(entry, terms["build"][entry.name]) for entry in entries}
    bom.components.update(components.values())
    bom.register_dependency(root, [c for e, c in components.items() if _is_ours(e, project)])
    for needing, component in components.items():
        needed = [c for e, c in components.items() if needing.name in e.needed_by]
        bom.register_dependency(component, needed)
    for thing in terms["shipped"]:
        where = ["icons " + thing["icons"]] if "icons" in thing else thing.get("files", ["built into the above"])
        owner = next(c for e, c in components.items() if e.name == thing["from"])
        owner.components.add(_component(thing["name"], None, thing["licence"], ComponentType.LIBRARY, where))
    content = json.loads(JsonV1Dot6(bom).output_as_string())
    # The library states these; they differ each time and say nothing of the materials.
    del content["serialNumber"], content["metadata"]["timestamp"]
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _is_ours(entry: Locked, project: dict[str, Any]) -> bool:
    return project["name"] in entry.needed_by


def _package(entry: Locked, licence: str) -> Component:
    component = _component(entry.name, entry.version, licence, ComponentType.LIBRARY)
    component.description = f"only where {entry.marker}" if entry.marker else None
    component.purl = PackageURL("pypi", name=entry.name, version=entry.version)
    # Any of these may be installed, depending on the machine; nothing else may.
    component.external_references.add(
        ExternalReference(
            type=ExternalReferenceType.DISTRIBUTION,
            url=XsUri(str(component.purl)),
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=found) for found in entry.hashes],
        )
    )
    return component


def _component(
    name: str, version: str | None, licence: str, kind: ComponentType, where: list[str] | None = None
) -> Component:
    return Component(
        name=name,
        version=version,
        type=kind,
        bom_ref=f"{name}@{version}" if version else name,
        licenses=[LicenseFactory().make_from_string(licence)],
        properties=[Property(name="aftalespor:in-the-site", value=path) for path in where or ()],
    )


def current() -> str:
    """The bill of what is locked now."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    terms = tomllib.loads(LICENCES.read_text(encoding="utf-8"))
    return bill(LOCK.read_text(encoding="utf-8"), terms, project)


def main() -> int:
    try:
        OUT.write_text(current(), encoding="utf-8", newline="\n")
    except KeyError as error:
        sys.stderr.write(f"{LICENCES.relative_to(ROOT)}: no licence is stated for {error}. Look it up and add it.\n")
        return 1
    sys.stdout.write(f"Wrote {OUT.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
