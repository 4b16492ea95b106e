"""Prints the reference of the keys of a snapshot, from the models: docs/keys.md."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from generator.model.agreement import FACT_KINDS, FACT_MODELS, KIND_BY_KEY, Agreement
from generator.model.beside import Register
from generator.model.fields import Evidence, Text, Value

HEAD = """\
# Nøglerne i en aftales fil

Skrevet af `make keys` ud fra modellerne; ret dem, ikke filen. **Skal** er det, der ikke kan undværes. Det, der står i
»Fyldes ud«, skal være der, men behøver ikke at blive skrevet: `source`, når filen har én kilde, eller når den står
ved det, noget hører under, og `kind` på en oplysning, som dens egen nøgle viser. En tekst kan stå på dansk alene
eller som `{da: …, en: …}`; de samme ord behøver kun deres engelsk ét sted i filen.
"""
FILLED = {"source"}


def reference() -> str:
    seen: list[type[Value]] = [Text]
    lines = [HEAD]
    for key, model in _models("", Agreement, seen):
        kind = dict(zip(FACT_MODELS, FACT_KINDS, strict=True)).get(model)
        name = f"`{key}`" if key else "Filen"
        shown = f", der er {kind}" if kind else ""
        telling = next((k for k, of in KIND_BY_KEY.items() if of == kind), None)
        shown += f" (vist af `{telling}`)" if telling else " (uden nogen af de andres nøgler)" if kind else ""
        lines += [f"## {name}{shown}", "", "| nøgle | | hvad | værdier |", "|---|---|---|---|"]
        of_evidence = "phrase" in model.model_fields and "source" in model.model_fields
        lines += [_row(model, f) for f in model.fields() if not (of_evidence and f in Evidence.model_fields)]
        lines += ["| belæg | | se nederst | |", ""] if of_evidence else [""]
    lines += ["## Belæg", "", "| nøgle | | hvad | værdier |", "|---|---|---|---|"]
    lines += [*(_row(Evidence, field) for field in Evidence.fields()), ""]
    return "\n".join(lines)


def _row(model: type[Value], name: str) -> str:
    field = model.model_fields[name]
    is_kind = name == "kind" and model in FACT_MODELS
    need = "skal" if field.is_required() else ""
    need = "fyldes ud" if need and (name in FILLED or is_kind) else need
    values = ", ".join(f"`{value}`" for value in _values(field.annotation))
    cells = (f"`{field.alias or name}`", need, (field.description or "").replace("|", "\\|"), values)
    return f"| {' | '.join(cells)} |".replace("|  |", "| |")


def _values(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from map(str, get_args(annotation))
    for part in get_args(annotation) if get_origin(annotation) is not Literal else ():
        yield from _values(part)


def _models(key: str, model: type[Value], seen: list[type[Value]]) -> Iterator[tuple[str, type[Value]]]:
    """The model and those below it, each once, with the key under which it first stands."""
    if model in seen or model is Register:
        return
    seen.append(model)
    yield key, model
    for name in model.fields():
        field = model.model_fields[name]
        for inner in _inside(field.annotation):
            yield from _models(field.alias or name, inner, seen)


def _inside(annotation: Any) -> Iterator[type[Value]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _inside(part)


if __name__ == "__main__":
    sys.stdout.write(reference())
