"""JSON Schemas of the content files, so that editors complete and underline while one writes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from explorer.content import kinds
from explorer.content.kinds import Kind


def schemas() -> Mapping[str, dict[str, Any]]:
    """The schema of each kind of file, by the name of the schema file."""
    return {_file_name(kind.stem): _schema(kind) for kind in kinds.KINDS}


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write all schemas into ``folder``, which is made when it is missing. Gives the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = tuple(folder / name for name in schemas())
    for file, schema in zip(files, schemas().values(), strict=True):
        file.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return files


def _file_name(stem: str) -> str:
    return f"{stem}.schema.json"


def _record(model: type[BaseModel]) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}


def _schema(kind: Kind) -> dict[str, Any]:
    """The schema of a file: of one record, or of a list of records under the name of the list."""
    return _record(kind.model) if kind.layout == "folder" else _list_of(kind.key, kind.model)


def _list_of(key: str, model: type[BaseModel]) -> dict[str, Any]:
    record = _record(model)
    parts = {**record.pop("$defs", {})}
    dialect = record.pop("$schema")
    return {
        "$schema": dialect,
        "$defs": {**parts, model.__name__: record},
        "title": key,
        "type": "object",
        "additionalProperties": False,
        "required": [key],
        "properties": {key: {"type": "array", "minItems": 1, "items": {"$ref": f"#/$defs/{model.__name__}"}}},
    }
