"""`schema`: the JSON Schemas of the files in `agreements/`, made from the models, for editors.

They say what one file can say of itself. What takes two files, or the source, is for the checks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from generator.commands.frame import replace_file, reports_errors
from generator.model.agreement import Agreement
from generator.model.beside import Glossary, Register, SearchWords, Unread, Versions
from generator.model.beyond import Beyond
from generator.model.fields import LANGUAGES
from generator.model.place import GeneratorError
from generator.record.history import CAUSES
from generator.wording import labels

_DOCS = Path("site_src/docs")
# The folder is part of the address on the site. What is published only grows; a breaking change is v2 beside it.
SCHEMA_FOLDER = "skema/v1"


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=_DOCS / SCHEMA_FOLDER,
    show_default=True,
    help="The folder to write to.",
)
@reports_errors
def schema(out: Path) -> None:
    """Write the JSON Schemas of the snapshots, made from the models, for editors and the site."""
    if out.is_relative_to(_DOCS) and not _DOCS.is_dir():
        raise GeneratorError(f"no folder {_DOCS}. Run from the project's folder, or give --out.")
    out.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        replace_file(out / name, text.encode("utf-8"))


# What is no keyword of JSON Schema; a validator ignores it unless it is told to be strict.
_FOR_EDITORS = "enumDescriptions and patternErrorMessage are for editors. ajv needs strict: false for them."
_TITLES: Mapping[str, tuple[type[BaseModel], str]] = {
    "aftale": (Agreement, "Én aftale i Aftalespor"),
    "register": (Register, "Parter og temaer i Aftalespor"),
    "ordliste": (Glossary, "Ordlisten i Aftalespor"),
    "versioner": (Versions, "Versionerne af data i Aftalespor"),
    "andre-kilder": (Beyond, "Hvad andre kilder siger, i Aftalespor"),
    "ikke-laest": (Unread, "Aftaler, der ikke er læst, i Aftalespor"),
    "soegeord": (SearchWords, "Ord, som søgningen i Aftalespor kender"),
}
_MEANINGS: tuple[Mapping[str, str], ...] = (
    labels.KIND_MEANINGS,
    labels.PRESENCE_MEANINGS,
    labels.COMMITMENT_MEANINGS,
    labels.BASES,
    labels.CERTAINTIES,
    labels.AGREEMENT_KINDS,
    labels.SOURCE_KINDS,
    labels.CONTEXT_KINDS,
    labels.SEEN,
    labels.CONFIDENCE_MEANINGS,
    labels.HEADINGS,
    labels.EVENT_MEANINGS,
    labels.AMOUNT_BASES,
    {bound: words.format("…") for bound, words in labels.BOUNDS.items()},
    labels.ROLES,
    {
        "agreement": "En aftale.",
        "initiative": "Et initiativ.",
        "presence": "Et initiativ i én aftale.",
        "fact": "En oplysning.",
    },
    {cause: meaning for cause, (_, meaning) in CAUSES.items()},
    {language.code: language.name for language in LANGUAGES.values()},
    # continued is what a snapshot says; whether it is with or without changes is found by comparing
    {code: words.meaning for code, words in labels.OUTCOMES.items()}
    | {"continued": "Initiativet står i begge tekster."},
)
# What an editor says of text that does not fit a pattern, by how the pattern begins.
_PATTERN_WORDS = {
    "^[a-z0-9]+(-": "Et id er a-z, 0-9 og enkelte bindestreger, fx mit-overblik.",
    "^([0-9a-f]{64})?": "SHA-256 er de 64 tegn, som sha256sum skriver.",
    "^[0-9a-f]{64}": "SHA-256 er de 64 tegn, som sha256sum skriver.",
    "^[0-9a-f]{40}": "En version i git er alle dens tegn: 40, eller 64 ved SHA-256.",
    "^[0-9a-f]{7,64}": "En version i git er mindst dens 7 første tegn.",
    "^(0|[1-9]": "Et versionsnummer er tre tal, fx 1.0.0.",
    "^[a-z0-9-]+(/": "Id'er med skråstreg imellem, fx 2021/mit-overblik.",
    "^https?:": "En adresse begynder med https:// og har ingen mellemrum og intet @ før den første skråstreg.",
    "^(?:(\\d{4})": "En dato er 2021, 2021-03, 2021-03-07, 2021-efterår, 2027-K3 eller 2026-H1.",
    "^(?:(?:(ca": "Et tal på dansk og dets enhed: 247,4 mio. kr., 80-100 pct. eller op til 1½ mia. kr. Et antal "
    "har ingen enhed.",
}


def schemas() -> Mapping[str, str]:
    """The schemas by file name, as they are published."""
    return {
        f"{name}.schema.json": json.dumps(_schema(model, title), ensure_ascii=False, indent=2) + "\n"
        for name, (model, title) in _TITLES.items()
    }


def _schema(model: type[BaseModel], title: str) -> JsonSchemaValue:
    schema = model.model_json_schema(by_alias=True, schema_generator=_EditorSchema)
    for part in _parts(schema):
        _explain(part)
    return {"$schema": GenerateJsonSchema.schema_dialect, "$comment": _FOR_EDITORS, "title": title, **schema}


class _EditorSchema(GenerateJsonSchema):
    """Without what is pydantic's and not ours: titles made of names, English docstrings, and null.

    A key with nothing after the colon is a mistake in a snapshot, so no key may be null.
    """

    def field_title_should_be_set(self, schema: object) -> bool:
        del schema
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        generated = super().model_schema(schema)
        return {key: value for key, value in generated.items() if key not in ("title", "description")}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        generated = super().default_schema(schema)
        return {key: value for key, value in generated.items() if key != "default" or value not in (None, [])}


def _parts(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _parts(inner)


def _explain(part: dict[str, object]) -> None:
    """Say in Danish what each value means, and what a pattern asks for."""
    part.pop("discriminator", None)  # OpenAPI's
    values = part.get("enum")
    if isinstance(values, list):
        words = next(words for words in _MEANINGS if words.keys() >= set(values))
        part["enumDescriptions"] = [words[value] for value in values]
    pattern = part.get("pattern")
    if isinstance(pattern, str):
        part["patternErrorMessage"] = next(
            words for start, words in _PATTERN_WORDS.items() if pattern.startswith(start)
        )
