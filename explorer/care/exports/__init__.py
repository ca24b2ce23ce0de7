"""A plan for other systems: as FHIR, as a table, as reminders. No name and no identifier of a person in any of them."""

from __future__ import annotations

from explorer.care.exports.fhir import care_plan
from explorer.care.exports.reminders import calendar
from explorer.care.exports.table import table

__all__ = ["calendar", "care_plan", "table"]
