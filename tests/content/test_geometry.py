"""A broken outline file is told like any other mistake, and nothing in it gets through as a crash."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.content.conftest import Folder


def _set(*path: str | int) -> Callable[[Any, Any], None]:
    def change(root: Any, value: Any) -> None:
        for step in path[:-1]:
            root = root[step]
        root[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "1:1: not JSON: Expecting value"),
        ("{\n  'views'", "2:3: not JSON: Expecting property name enclosed in double quotes"),
        (b"\xff\xff", "1:1: not JSON: unreadable characters, numbers or nesting"),
        ("[" * 100_000, "1:1: not JSON: unreadable characters, numbers or nesting"),
        ("9" * 5000, "1:1: not JSON: unreadable characters, numbers or nesting"),
    ],
    ids=["empty", "syntax", "not_utf8", "deep", "endless_number"],
)
@pytest.mark.parametrize("file", ["map.json", "zones.json"])
def test_a_file_that_is_not_json_is_told_alone(own_atlas: Folder, file: str, content: str | bytes, said: str) -> None:
    own_atlas.write(f"atlas/{file}", content)
    assert own_atlas.problems() == [f"data/atlas/{file}:{said}"]


@pytest.mark.parametrize("file", ["map.json", "zones.json"])
def test_a_missing_geometry_file_is_told_alone(own_atlas: Folder, file: str) -> None:
    own_atlas.path(f"atlas/{file}").unlink()
    assert own_atlas.problems() == [f"data/atlas/{file}:1:1: the file cannot be read: No such file or directory"]


def test_a_geometry_file_that_is_far_too_large_is_refused_unread(own_atlas: Folder) -> None:
    with own_atlas.path("atlas/map.json").open("wb") as stream:
        stream.truncate(100_000_000)
    assert own_atlas.problems() == ["data/atlas/map.json:1:1: the file is larger than 96,000,000 bytes"]


@pytest.mark.parametrize(
    ("change", "value", "said"),
    [
        (_set("views"), {}, "not an atlas geometry: missing 'posterior'"),
        (_set("views"), [], "not an atlas geometry: list indices must be integers or slic..."),
        (_set("structures"), [], "not an atlas geometry: 'list' object has no attribute 'items'"),
        (_set("structures", "sacrum", "label"), 5,
         "structures.sacrum: not an atlas geometry: input should be a valid string"),
        (_set("views", "posterior", "u"), [0, float("nan")],
         "u.1: not an atlas geometry: input should be a finite number"),
        (_set("views", "posterior", "u"), [0, float("inf")],
         "u.1: not an atlas geometry: input should be a finite number"),
        (_set("views", "posterior", "layers", "deep", 0, "side"), "left",
         "side: not an atlas geometry: input should be 'right' or 'midline'"),
        (_set("views", "posterior", "layers", "deep", 0, "polygons"), "no",
         "polygons: not an atlas geometry: input should be a valid tuple"),
    ],
    ids=["no_view", "views_a_list", "structures_a_list", "label_a_number", "nan", "inf", "side", "polygons"],
)  # fmt: skip
def test_a_map_of_another_shape_is_told(
    own_atlas: Folder, change: Callable[[Any, Any], None], value: Any, said: str
) -> None:
    content = json.loads(own_atlas.path("atlas/map.json").read_bytes())
    change(content, value)
    own_atlas.write("atlas/map.json", json.dumps(content))
    assert own_atlas.problems() == [f"data/atlas/map.json:1:1: {said}"]


@pytest.mark.parametrize(
    ("change", "value", "said"),
    [
        (_set("keep_off"), None, "not an atlas geometry: 'NoneType' object is not iterable"),
        (_set("pain_zones", 0, "id"), 5, "places.5.[key]: not an atlas geometry: input should be a valid string"),
        (_set("pain_zones", 0, "id"), [], "not an atlas geometry: unhashable type: 'list'"),
        (_set("keep_off", 0, "views"), {"posterior": {}},
         "polygons: not an atlas geometry: field required"),
    ],
    ids=["no_zones", "id_a_number", "id_a_list", "no_polygons"],
)  # fmt: skip
def test_zones_of_another_shape_are_told(
    own_atlas: Folder, change: Callable[[Any, Any], None], value: Any, said: str
) -> None:
    content = json.loads(own_atlas.path("atlas/zones.json").read_bytes())
    change(content, value)
    own_atlas.write("atlas/zones.json", json.dumps(content))
    assert own_atlas.problems() == [f"data/atlas/zones.json:1:1: {said}"]


def test_a_shape_of_an_unknown_structure_is_told_with_the_nearest_name(own_atlas: Folder) -> None:
    content = json.loads(own_atlas.path("atlas/map.json").read_bytes())
    shapes = content["views"]["posterior"]["layers"]["deep"]
    next(shape for shape in shapes if shape["id"] == "piriformis")["id"] = "pirifromis"
    own_atlas.write("atlas/map.json", json.dumps(content))
    assert own_atlas.problems() == [
        "data/atlas/map.json:1:1: posterior/deep: unknown structure 'pirifromis'; did you mean 'piriformis'?"
    ]


def test_problems_of_the_words_are_told_beside_a_broken_map(own_atlas: Folder) -> None:
    own_atlas.path("atlas/map.json").unlink()
    own_atlas.edit("regions/piriformis.yaml", "swedish", "swedsh")
    assert own_atlas.problems() == [
        "data/atlas/map.json:1:1: the file cannot be read: No such file or directory",
        "data/regions/piriformis.yaml:29:14: techniques[0]: unknown technique 'swedsh'; did you mean 'swedish'?",
    ]
