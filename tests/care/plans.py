"""Plans, made up: any that the schema allows, and any that the content allows. Cheap, so that thousands can be tried.

All take a ``random.Random``: one with a seed for counted runs, one of hypothesis for laws, where it can be shrunk.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, get_args

from hypothesis import strategies as st

from explorer.care.plan import judge
from explorer.care.screening import Answers, ConditionSite, Verdict, is_local, screen
from explorer.content import Atlas
from explorer.content.models import (
    PAPERS,
    REGISTERS,
    ROLES,
    AnyItem,
    AnySide,
    Dose,
    Exercise,
    Go,
    Item,
    Per,
    Plan,
    PlanItem,
    Region,
    ShapeSide,
    Technique,
)

SIDES: tuple[ShapeSide, ...] = get_args(ShapeSide)
ANY_SIDES: tuple[AnySide, ...] = get_args(AnySide)
PERS: tuple[Per, ...] = get_args(Per)
RANDOMS = st.randoms(use_true_random=False)

ID_SIGNS = string.ascii_lowercase + string.digits + "_"
# What YAML may read as something else than text, and what means something to YAML, HTML, Markdown or Typst.
ODD_IDS = ("y", "n", "yes", "no", "on", "off", "null", "true", "false", "nan", "inf", "e1")
ODD_NOTES = (
    "y", "N", "yEs", "nULL", "~", "tRUE", "=", "<<", "1", "-0", "007", "0o17", "0x1f", "0e5", "1.5e3", "-.5", ".inf",
    "1_000", "1:30", "1:30:00.5", "2026-11-21", "2026-1-1 10:00", "1\u0663", "- a", "a: b", "a #b", "#a", "&a", "*a",
    "!a", "!!str a", "| a", "> a", "'", '"', "''", "it's", '"quoted"', "\\", "\\n", "\\u0041", "%YAML 1.1", "---",
    "...", "{a: b}", "[a, b]", "? a", "@a", "`a`", "$x$", "<b>&amp;", "**a**", "a, b", ":", "a:", "\u200f\u05d0",
    "\U0001f9b5", "a\u2028b", "a\x85b", "a\nb", "\ufeffa", "\xad", "e\u0301", "\uffff", "\ud7ff",
)  # fmt: skip


# ---- any plan of the schema -----------------------------------------------------------------------------


def any_plan(rng: Random) -> Plan:
    """Any plan of the schema, its ids up to 40 signs long."""
    return Plan(
        reader=rng.choice(REGISTERS),
        paper=rng.choice(PAPERS),
        items=tuple(any_item(rng) for _ in range(rng.choice((0, 1, 1, 2, 3, 6, 12)))),
        visits=_maybe(rng, lambda: {"count": rng.randint(1, 4), "every_weeks": rng.randint(1, 4)}),
        home_care=tuple(any_id(rng) for _ in range(rng.randint(0, 3))),
        aftercare=tuple(any_id(rng) for _ in range(rng.randint(0, 3))),
        activity=_maybe(rng, lambda: any_id(rng)),
        review_on=_maybe(rng, lambda: date.fromordinal(rng.randint(1, date.max.toordinal())).isoformat()),
    )


def any_item(rng: Random) -> PlanItem:
    """Any item of the schema."""
    per = rng.choice(PERS)
    return PlanItem(
        region=any_id(rng),
        side=rng.choice(ANY_SIDES),
        **{rng.choice(("technique", "tool", "exercise")): any_id(rng)},
        seconds=rng.randint(0, 90 * 60),
        repeats=rng.randint(1, 20),
        sets=rng.choice((1, 1, 1, 2, 5)),
        times=rng.randint(1, 16),
        per=per,
        days=7 if per == "week" else rng.choice((7, 7, 7, 1, 3)),
        pressure=rng.randint(0, 10),
        agreed_with=_maybe(rng, lambda: rng.choice(ROLES)),
        note=any_note(rng),
    )


def any_id(rng: Random) -> str:
    """Any id of up to 40 signs."""
    if rng.random() < 0.3:
        return rng.choice(ODD_IDS)
    return rng.choice(string.ascii_lowercase) + "".join(rng.choices(ID_SIGNS, k=rng.randint(0, 39)))


def any_note(rng: Random) -> str:
    """Any text that may be typed: often none, often one that something may misread."""
    kind = rng.randrange(4)
    if kind == 0:
        return ""
    if kind == 1:
        return rng.choice(ODD_NOTES)
    signs = string.printable if kind == 2 else [*ODD_NOTES, *string.printable, *_some_signs()]
    return "".join(rng.choices(signs, k=rng.randint(1, 140)))[: rng.randint(1, 140)]


@cache
def _some_signs() -> tuple[str, ...]:
    """Signs from all of Unicode, without the halves of a pair, which are no text."""
    return tuple(chr(code) for code in range(0, 0x110000, 997) if not 0xD800 <= code <= 0xDFFF)


def _maybe(rng: Random, make: Callable[[], Any]) -> Any:
    return make() if rng.random() < 0.5 else None


# ---- plans of the content -------------------------------------------------------------------------------


def known_plan(rng: Random, atlas: Atlas) -> Plan:
    """A plan of what the content has, often beyond its limits, with doubles."""
    items = [known_item(rng, atlas) for _ in range(rng.randint(1, 6))]
    again = rng.choices(items, k=rng.choice((0, 0, 0, 1)))
    return _with_advice(rng, atlas, Plan(items=(*items, *again)))


def allowed_plan(rng: Random, atlas: Atlas) -> Plan:
    """A plan that stands before the safety check."""
    plan = _with_advice(rng, atlas, Plan())
    for _ in range(rng.randint(1, 8)):
        longer = plan.model_copy(update={"items": (*plan.items, allowed_item(rng, atlas))})
        plan = longer if judge(atlas, longer, None).stands else plan
    return plan


def allowed_plans(seed: int, atlas: Atlas, count: int = 300) -> tuple[Plan, ...]:
    """So many plans that stand, made once for many changes to them."""
    rng = Random(seed)
    return tuple(allowed_plan(rng, atlas) for _ in range(count))


def known_item(rng: Random, atlas: Atlas) -> PlanItem:
    """An item of the content, whose dose is within its limits or not."""
    item = allowed_item(rng, atlas)
    if rng.random() < 0.6:
        return item
    anything = any_item(rng).model_dump(include={"seconds", "repeats", "sets", "times", "pressure", "side"})
    changed = rng.choice(sorted(anything))
    return item.model_copy(update={changed: anything[changed]})


def allowed_item(rng: Random, atlas: Atlas) -> PlanItem:
    """An item that stands alone before the safety check."""
    region, what = rng.choice(offers(atlas))
    go = _allowed_amount(rng, what) if isinstance(what, Exercise) else _allowed_go(rng, what.dose)
    values = {"pressure": rng.randint(0, what.strongest), "agreed_with": _maybe(rng, lambda: rng.choice(ROLES))}
    return item_of(atlas, region, what, go, side=rng.choice(("left", "right", "both")), **values)


def item_of(atlas: Atlas, region: Region, what: AnyItem, go: Go, **others: Any) -> PlanItem:
    """An item: on the right, or in the middle where there are no sides."""
    kind = "exercise" if isinstance(what, Exercise) else "technique" if isinstance(what, Technique) else "tool"
    values = {"side": "right", "pressure": 0} | others | {"region": region.id, kind: what.id}
    if region.id in atlas.in_the_middle:
        values["side"] = "midline"
    return PlanItem.model_validate(values | go.model_dump())


def _allowed_go(rng: Random, dose: Dose) -> Go:
    seconds = rng.randint(5, longest(dose))
    per = rng.choice([per for per in PERS if most_times(dose, per)])
    repeats = rng.randint(1, min(20, max(1, dose.max_minutes * 60 // seconds)))
    return Go(seconds=seconds, repeats=repeats, times=rng.randint(1, most_times(dose, per)), per=per)


def _allowed_amount(rng: Random, exercise: Exercise) -> Go:
    most = exercise.dose.most
    return Go(
        seconds=rng.randint(0, most.seconds),
        repeats=rng.randint(1, most.repeats),
        sets=rng.randint(1, most.sets),
        times=rng.randint(1, most.times),
        per="day",
        days=rng.randint(1, most.days),
    )


def _with_advice(rng: Random, atlas: Atlas, plan: Plan) -> Plan:
    lines: dict[str, set[str]] = {}
    for advice in atlas.advice.values():
        lines.setdefault(advice.kind, set()).add(advice.id)
    return plan.model_copy(
        update={
            "home_care": tuple(sorted(lines["home_care"])[: rng.randint(0, 3)]),
            "aftercare": tuple(sorted(lines["aftercare"])[: rng.randint(0, 3)]),
            "activity": rng.choice([None, *sorted(lines["activity"])]),
            "review_on": _maybe(rng, (date(2026, 11, 21) + timedelta(days=rng.randint(1, 42))).isoformat),
        }
    )


def offers(atlas: Atlas) -> tuple[tuple[Region, AnyItem], ...]:
    """Every part of the body with everything that is offered for it."""
    return tuple((region, item) for region in atlas.regions.values() for item in atlas.items_of(region))


# ---- the limits, worked out anew from the numbers of the content ----------------------------------------


def longest(dose: Dose) -> int:
    """The longest single go (s)."""
    return dose.max_minutes * 60 if dose.hold_seconds is None else dose.hold_seconds


def most_times(dose: Dose, per: Per) -> int:
    """How often a day or a week; 0 for what is not for every day. Three times a day where nothing is said."""
    if per == "week":
        return min(7 if dose.per_week is None else dose.per_week, 7 * (dose.per_day or 3))
    if dose.per_day is None:
        return 3 if dose.per_week is None else 0
    return next(n for n in range(dose.per_day, -1, -1) if dose.per_week is None or 7 * n <= dose.per_week)


# ---- answers --------------------------------------------------------------------------------------------


def any_answers(rng: Random, atlas: Atlas) -> Answers:
    """What a person may say; mostly without a stop sign, under which everything is alike."""
    conditions = tuple(key for key, condition in atlas.conditions.items() if condition.red_flag is None)
    flags = tuple(atlas.red_flags)
    return Answers(
        frozenset(rng.sample(flags, rng.choice((0, 0, 0, 1, 2)))),
        frozenset(rng.sample(conditions, rng.choice((0, 1, 1, 2, 4)))),
        frozenset(rng.sample(conditions, rng.choice((0, 0, 1)))),
        frozenset(any_site(rng, atlas) for _ in range(rng.choice((0, 0, 1, 2)))),
    )


def any_site(rng: Random, atlas: Atlas) -> ConditionSite:
    """A condition that counts at a site, somewhere."""
    local = [key for key, condition in atlas.conditions.items() if is_local(condition)]
    return ConditionSite(rng.choice(local), rng.choice(tuple(atlas.places)), rng.choice(SIDES))


def some_verdicts(atlas: Atlas, seed: int, count: int) -> tuple[Verdict, ...]:
    """So many safety checks, one of them without any answer."""
    rng = Random(seed)
    return tuple(screen(atlas, any_answers(rng, atlas) if i else Answers()) for i in range(count))


def accepted_though_forbidden(atlas: Atlas, plan: Plan, verdict: Verdict) -> list[int]:
    """The items to which nobody objects, though this atlas does not have them or the safety check rules them out."""
    judgement = judge(atlas, plan, verdict)
    return [i for i, item in enumerate(plan.items) if _forbidden(atlas, item, verdict) and not judgement.against(i)]


def _forbidden(atlas: Atlas, item: PlanItem, verdict: Verdict) -> bool:
    shelves: tuple[tuple[str | None, Mapping[str, Item]], ...] = (
        (item.technique, atlas.techniques), (item.tool, atlas.tools), (item.exercise, atlas.exercises),
    )  # fmt: skip
    what = next((shelf[key] for key, shelf in shelves if key in shelf), None)
    if what is None or item.region not in atlas.regions:
        return True
    if verdict.stop and (verdict.stop.level == "E" or (verdict.stop.level == "U" and what.families)):
        return True
    sides = ("left", "right") if item.side == "both" else (item.side,)
    actions = {verdict.at(what, f"{item.region}:{side}").action for side in sides}
    return "avoid" in actions or ("ask_clinician_first" in actions and item.agreed_with is None)
