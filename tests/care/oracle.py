"""What the safety check must come to, read from the tables of the tests: nothing here knows explorer.care.

What a table does not know, because it was added to the content later, is read from the file that says it.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
TABLES = ROOT / "tests/shipped/tables"

STRICTEST_FIRST = ("avoid", "ask_clinician_first", "avoid_locally", "modify", "ok")
GRAVEST_FIRST = ("E", "U", "S")
SIDES = ("left", "right", "midline")

Where = tuple[str, str]  # a region and a side
Tied = frozenset[str]  # the conditions that have a site over a region


def _rows(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the quicker one, where there is one


def _said_in(file: Path) -> Any:
    return yaml.load(file.read_text("utf-8"), Loader=LOADER)


def _listed(stem: str) -> dict[str, Any]:
    """The records of a file of the content that holds a list."""
    return {record["id"]: record for record in _said_in(ROOT / f"data/{stem}.yaml")[stem]}


# Each in the order of the content, and as the table says of all that it knows.
_CONDITIONS = _listed("conditions")
MATRIX = {key: record["actions"] for key, record in _CONDITIONS.items()} | {
    row.pop("condition_id"): row for row in _rows("contraindication_matrix")
}
for _row in _rows("matrix_exercise_families"):
    MATRIX[_row["condition"]][_row["family"]] = _row["action"]
# Conditions that are stop signs by another name; and the sign that fills in a condition, also when it is cleared.
SAME_AS_FLAG = {key: record["red_flag"] for key, record in _CONDITIONS.items() if "red_flag" in record} | {
    "cauda_equina_signs": "RF01", "progressive_weakness": "RF06", "dvt_suspected": "RF05",
}  # fmt: skip
FILLED_BY = {key: record["filled_by"] for key, record in _CONDITIONS.items() if "filled_by" in record} | {
    "fever_unwell": ["RF07a"],
}
FAMILIES = tuple(key for key in MATRIX["fracture"] if key != "label")
CONDITIONS = tuple(MATRIX)
_SIGNS = {row["id"]: row for row in _rows("red_flags_v2")}
_WRITTEN = _listed("red_flags")
LEVEL = {key: _SIGNS.get(key, record)["level"] for key, record in _WRITTEN.items()}
# The ids of before, each with the parts that it was split into.
PARTS: dict[str, list[str]] = {}
for _id, _row in _SIGNS.items():
    if _row["parent"]:
        PARTS.setdefault(_row["parent"], []).append(_id)
# What a sign of level S does to each family; a family that is not named stays ok.
EFFECT = {key: record.get("effect", {}) for key, record in _WRITTEN.items()} | {
    key: dict(cell.strip().split("=") for cell in row["effect"].split(";"))
    for key, row in _SIGNS.items()
    if row["level"] == "S"
}
REMEDIES = {
    kind: {file.stem: _said_in(file).get("families", []) for file in sorted((ROOT / f"data/{kind}s").glob("*.yaml"))}
    | {row["id"]: row["families"].split() for row in _rows("families") if row["kind"] == kind}
    for kind in ("technique", "tool")
}
REMEDIES["exercise"] = {
    file.stem: _said_in(file)["families"] for file in sorted((ROOT / "data/exercises").glob("*.yaml"))
} | {row["id"]: [row["matrix_family"]] for row in _rows("exercises")}
# What a condition means for one technique or tool alone, in place of what it means for its families.
OVERRIDES: dict[str, dict[str, str]] = {}
for _row in _rows("technique_overrides"):
    OVERRIDES.setdefault(_row["item"], {})[_row["condition"]] = _row["override"]
BENEATH = {
    key: {region for view in place["beneath"] for region in view["regions"]}
    | {*place.get("also", ()), *place.get("edges", ())}
    for key, place in _listed("places").items()
}
PLACES = tuple(BENEATH)
LOCAL = tuple(key for key, row in MATRIX.items() if "avoid_locally" in row.values())


@cache
def without_sides() -> frozenset[str]:
    """The regions whose shapes lie in the midline."""
    views = json.loads((ROOT / "data/atlas/map.json").read_text("utf-8"))["views"]
    shapes = [shape for view in views.values() for layer in view["layers"].values() for shape in layer]
    midline = {shape["id"] for shape in shapes if shape["side"] == "midline"}
    return frozenset(row["id"] for row in _rows("regions") if midline & set(row["structures"].split()))


@dataclass(frozen=True)
class Said:
    """What a person said: ids, and sites as (condition, place, side)."""

    red_flags: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    sites: tuple[tuple[str, str, str], ...] = ()
    cleared: tuple[str, ...] = ()

    @property
    def told(self) -> set[str]:
        """The conditions that they say they have."""
        return {*self.conditions, *(condition for condition, _, _ in self.sites)}

    @property
    def yes(self) -> set[str]:
        """The conditions that count, with those that a sign fills in."""
        return self.told | {key for key, signs in FILLED_BY.items() if set(signs) & self.named}

    @property
    def named(self) -> set[str]:
        """The stop signs that were named, cleared or not."""
        other_names = {SAME_AS_FLAG[key] for key in self.told | set(self.unsure) if key in SAME_AS_FLAG}
        return {_strictest(key) for key in {*self.red_flags, *other_names}}

    @property
    def stops(self) -> list[str]:
        """The stop signs that hold, the gravest first, in the order of the content."""
        gone = {part for key in self.cleared for part in PARTS.get(key, [key]) if LEVEL[part] == "U"}
        holding = [flag for flag in LEVEL if flag in self.named - gone]
        return sorted(holding, key=lambda flag: GRAVEST_FIRST.index(LEVEL[flag]))

    def covered(self) -> dict[Where, Tied]:
        """Every region under some site, with the conditions that are there."""
        found: dict[Where, set[str]] = {}
        for condition, place, side in self.sites:
            for region in BENEATH[place]:
                for at in _sides(region, side):
                    found.setdefault((region, at), set()).add(condition)
        return {where: frozenset(tied) for where, tied in found.items()}


def _strictest(key: str) -> str:
    """The sign that an id means: of the parts of one that was split, the gravest, in the order of the content."""
    parts = [flag for flag in LEVEL if flag in PARTS.get(key, [key])]
    return min(parts, key=lambda flag: GRAVEST_FIRST.index(LEVEL[flag]))


def _sides(region: str, side: str) -> tuple[str, ...]:
    if region in without_sides():
        return ("midline",)
    return ("left", "right") if side == "midline" else (side,)


def _cells(condition: str, families: Iterable[str], key: str) -> list[str]:
    """What a condition means for a technique or tool: its own word where that differs, or those of its families."""
    cells = [MATRIX[condition][family] for family in families]
    strictest = min(cells, key=STRICTEST_FIRST.index, default="ok")
    own = OVERRIDES.get(key, {}).get(condition, strictest)
    return cells if own == strictest else [own]


def actions(said: Said, families: Iterable[str], tied: Iterable[str] = (), key: str = "") -> list[str]:
    """Everything that applies to what belongs to these families, the strictest first, where ``tied`` have a site."""
    families, levels = tuple(families), {LEVEL[flag] for flag in said.stops}
    found = {"avoid"} if "E" in levels or ("U" in levels and families) else set()
    somewhere = {condition for condition, _, _ in said.sites}
    for family in families:
        found |= {EFFECT[flag].get(family, "ok") for flag in said.stops if LEVEL[flag] == "S"}
    for condition in said.yes - SAME_AS_FLAG.keys():
        for cell in _cells(condition, families, key):
            off_the_spot = cell == "avoid_locally" and condition in somewhere and condition not in tied
            found.add("modify" if off_the_spot else cell)
    for condition in set(said.unsure) - SAME_AS_FLAG.keys():
        for cell in _cells(condition, families, key):
            found.add(cell if cell in ("avoid", "ok") else "ask_clinician_first")
    return sorted(found - {"ok"}, key=STRICTEST_FIRST.index) or ["ok"]


def of_families(said: Said, tied: Iterable[str] = ()) -> dict[str, list[str]]:
    """Everything that applies to each family."""
    return {family: actions(said, [family], tied) for family in FAMILIES}


def of_remedies(said: Said, kind: str, tied: Iterable[str] = ()) -> dict[str, list[str]]:
    """Everything that applies to each technique or tool."""
    return {key: actions(said, families, tied, key) for key, families in REMEDIES[kind].items()}


def of_regions(said: Said) -> dict[str, dict[str, str]]:
    """The strictest action for each family at the regions where it is not that of everywhere."""
    everywhere = of_families(said)
    known: Mapping[Tied, dict[str, str]] = {
        tied: {family: here[0] for family, here in of_families(said, tied).items() if here[0] != everywhere[family][0]}
        for tied in set(said.covered().values())
    }
    return {f"{region}:{at}": known[tied] for (region, at), tied in said.covered().items() if known[tied]}
