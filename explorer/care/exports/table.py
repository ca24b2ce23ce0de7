"""A plan as a table for spreadsheets and other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from explorer.care.plan import what_of
from explorer.content import Atlas
from explorer.content.models import Plan, PlanItem

COLUMNS = (
    "number", "kind", "item", "item_name", "region", "region_name", "side", "seconds", "repeats", "sets", "times",
    "per", "days", "pressure", "agreed_with", "note",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would work it out


def table(atlas: Atlas, plan: Plan, *, with_notes: bool = False) -> str:
    """The plan as CSV with a head, one item a line. Notes stay out unless asked for."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(_rows(atlas, plan, with_notes))
    return out.getvalue()


def _rows(atlas: Atlas, plan: Plan, with_notes: bool) -> Iterator[dict[str, Any]]:
    for number, item in enumerate(plan.items, 1):
        what, region = what_of(atlas, item), atlas.regions[item.region]
        doses = {name: getattr(item, name) for name in COLUMNS if name in PlanItem.model_fields}
        yield doses | {
            "number": number,
            "kind": "exercise" if item.exercise else "tool" if item.tool else "technique",
            "item": what.id,
            "item_name": what.name,
            "region_name": region.name,
            "agreed_with": item.agreed_with or "",
            "note": _as_text(item.note) if with_notes else "",
        }


def _as_text(note: str) -> str:
    """A note that no spreadsheet takes for a formula."""
    return f"'{note}" if note.startswith(_FORMULA) else note
