"""A plan as a FHIR R4 CarePlan: an order for each item, with where on the body it is done and how often.

The system that takes it in says whose it is. Whoever maps our ids to SNOMED CT does so there, or names the codes in an
overlay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from explorer.care import plan_words, sides
from explorer.care.plan import review_day, setting, what_of
from explorer.care.sides import sides_of
from explorer.content import Atlas
from explorer.content.location import Location
from explorer.content.models import AnyItem, Per, Plan, PlanItem, Region, ShapeSide

Resource = dict[str, Any]

OWN = "urn:sciatic-explorer"
# Where the names before a colon are at home, as HL7 Terminology lists them, and whether a code keeps its name there.
SYSTEMS = {
    "UBERON": ("http://purl.obolibrary.org/obo/uberon.owl", True),
    "FMA": ("http://purl.org/sig/ont/fma", False),
    "SCTID": ("http://snomed.info/sct", False),
}
UNITS: Mapping[Per, str] = {"day": "d", "week": "wk"}


def care_plan(atlas: Atlas, plan: Plan, today: date, *, with_notes: bool = False) -> Resource:
    """The plan as a resource to write as JSON. Notes stay out unless asked for."""
    orders = [_order(atlas, item, number, with_notes) for number, item in enumerate(plan.items, 1)]
    period = {"start": today.isoformat()} | ({"end": review_day(plan, today).isoformat()} if plan.review_on else {})
    return {
        "resourceType": "CarePlan",
        "language": atlas.lang,
        "contained": orders,
        "status": "active",
        "intent": "plan",
        "title": atlas.say("order.plan"),
        "subject": {"display": atlas.say("order.for")},
        "period": period,
        "created": today.isoformat(),
        "activity": [{"reference": {"reference": f"#{order['id']}"}} for order in orders],
        "note": [{"text": text} for text in _notes(atlas, plan)],
    }


def _notes(atlas: Atlas, plan: Plan) -> Iterator[str]:
    yield atlas.say("frame.no_diagnosis")
    yield atlas.say("plan.again", when=plan_words.review_in_words(atlas.speech, plan.review_on, plan.visits))
    if plan.visits:
        yield f"{plan_words.visits_in_words(atlas.speech, plan.visits)}."
    signs = " ".join(f"{flag.called}." for flag in atlas.red_flags.values() if flag.level == "E")
    yield atlas.say("order.stop", signs=signs)


def _order(atlas: Atlas, item: PlanItem, number: int, with_notes: bool) -> Resource:
    what, region = what_of(atlas, item), atlas.regions[item.region]
    order = {
        "resourceType": "ServiceRequest",
        "id": f"item-{number}",
        "status": "active",
        "intent": "plan",
        "code": {"coding": [_own("item", what.id, what.name)], "text": what.plain_name},
        "orderDetail": [{"text": text} for text in _doses(atlas, item, what)],
        "subject": {"display": atlas.say("order.for")},
        "occurrenceTiming": _timing(atlas, item),
        "performerType": {"text": atlas.say(f"order.by.{setting(what)}")},
        "bodySite": [site for side in sides_of(item.side) for site in _sites(atlas, region, side)],
        "patientInstruction": " ".join(what.steps),
    }
    notes = [text for text in (plan_words.agreed(atlas.speech, item), item.note if with_notes else "") if text]
    return order | ({"note": [{"text": text} for text in notes]} if notes else {})


def _doses(atlas: Atlas, item: PlanItem, what: AnyItem) -> Iterator[str]:
    yield plan_words.how_long(atlas.speech, item)
    hard = plan_words.how_hard(atlas.speech, item, what)
    if hard:
        yield atlas.say("explain.how_strong", strength=hard)


def _timing(atlas: Atlas, item: PlanItem) -> Resource:
    # What goes by the day may be for some days only; FHIR counts that by the week.
    times, unit = (item.times * item.days, "wk") if item.days < 7 else (item.times, UNITS[item.per])
    repeat: Resource = {"frequency": times, "period": 1, "periodUnit": unit}
    if item.seconds:
        repeat |= {"duration": item.seconds * item.in_a_sitting, "durationUnit": "s"}
    return {"repeat": repeat, "code": {"text": plan_words.how_often(atlas.speech, item)}}


def _sites(atlas: Atlas, region: Region, side: ShapeSide) -> Iterator[Resource]:
    """The region by our id, and each structure in it by its ids elsewhere."""
    words, named = (sides.where(atlas.speech, name, side) for name in (region.plain_name, region.name))
    yield {"coding": [_own("region", str(Location(region.id, side)), named)], "text": words}
    for one in region.identifiers:
        yield {"coding": [_coding(identifier) for identifier in one], "text": words}


def _own(kind: str, code: str, name: str) -> Resource:
    return {"system": f"{OWN}:{kind}", "code": code, "display": name}


def _coding(identifier: str) -> Resource:
    name, _, number = identifier.partition(":")
    system, keeps_name = SYSTEMS[name]
    return {"system": system, "code": identifier if keeps_name else number}
