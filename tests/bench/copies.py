"""The shipped content several times over, with the ids renamed: what a larger atlas would be to load."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from explorer.content import shipped

FOLDERS = ("regions", "techniques", "tools", "plans")
# The files that hold all records of a kind stay: a hundred times the topics would be larger than a file may be, and
# the ids of claims, a letter and two digits, would not last.
RENAMED = {"regions", "structures", "techniques", "tools", "umbrella_for", "region", "technique", "tool"}
SKIN = "skin"  # the ground of the picture; no region owns it, so it is there once


def copy_content(folder: Path, copies: int) -> Path:
    """A data folder in ``folder`` that holds ``copies`` times the shipped regions, remedies, plans and shapes."""
    data = shipped("data")
    shutil.copytree(data, folder)
    for path in (path for name in FOLDERS for path in (data / name).glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        ends = sorted(_ends_of_ids(yaml.compose(text, Loader=yaml.SafeLoader), top=True))
        for number in range(1, copies):
            target = folder / path.parent.name / f"{path.stem}{_mark(number)}.yaml"
            target.write_text(_marked(text, ends, _mark(number)), encoding="utf-8")
    body = json.loads((data / "atlas/map.json").read_bytes())
    (folder / "atlas/map.json").write_text(json.dumps(_multiplied(body, copies)), encoding="utf-8")
    return folder


def _mark(number: int) -> str:
    return f"_copy{number}" if number else ""


def _ends_of_ids(node: yaml.Node, *, top: bool = False) -> Iterator[int]:
    """Where in the text the record's own id ends, and every id that it names of what is copied too."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if top and key.value == "id":
                yield value.end_mark.index
            elif key.value in RENAMED:
                named = value.value if isinstance(value, yaml.SequenceNode) else [value]
                yield from (item.end_mark.index for item in named)
            else:
                yield from _ends_of_ids(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _ends_of_ids(item)


def _marked(text: str, ends: list[int], mark: str) -> str:
    starts = [0, *ends]
    return mark.join(text[start:end] for start, end in zip(starts, [*ends, len(text)], strict=True))


def _multiplied(body: dict[str, Any], copies: int) -> dict[str, Any]:
    numbers = range(copies)
    structures = {
        key + _mark(number): value
        for number in numbers
        for key, value in body["structures"].items()
        if key != SKIN or not number
    }
    views = {
        name: {**view, "layers": {layer: _shapes(shapes, copies) for layer, shapes in view["layers"].items()}}
        for name, view in body["views"].items()
    }
    return {**body, "structures": structures, "views": views}


def _shapes(shapes: list[dict[str, Any]], copies: int) -> list[dict[str, Any]]:
    return [
        {**shape, "id": shape["id"] + _mark(number)}
        for number in range(copies)
        for shape in shapes
        if shape["id"] != SKIN or not number
    ]
