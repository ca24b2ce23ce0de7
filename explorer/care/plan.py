"""The plan: what is done where, how long and how hard. Pure; what may be in it is decided by ``screening``.

A plan is a value. ``judge`` holds it against the content and against what the safety check says; nothing goes on paper
or into a link while there is an objection.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from math import ceil
from typing import Literal

from explorer.care.screening import Reason, Ruling, Verdict
from explorer.care.sides import sides_of, where
from explorer.content import Atlas
from explorer.content.location import Location
from explorer.content.models import (
    STAGES,
    Action,
    Advice,
    AdviceKind,
    AnyItem,
    AnySide,
    Beyond,
    Exercise,
    Family,
    Item,
    Plan,
    PlanItem,
    Region,
    Remedy,
    ShapeSide,
    Technique,
)
from explorer.content.problems import closest, short
from explorer.content.speech import Speech

MOST_ITEMS = 12
REVIEW_WEEKS = 6  # no change after about 4 visits or 6 weeks: stop and refer (expert, grade D)
SESSION_SECONDS = 60 * 60  # the longest session of every technique (cherkin2011, expert)
NOT_PRESSING: frozenset[Family] = frozenset(
    ["heat", "cold", "stretching", "movement", "strength", "stretch_gentle", "nerve_glide"]
)
ON_PAPER: tuple[Action, ...] = ("ask_clinician_first", "avoid_locally", "modify")
ADVICE_KINDS: tuple[AdviceKind, ...] = ("home_care", "aftercare", "activity")
Setting = Literal["visit", "home"]


@dataclass(frozen=True)
class Objection:
    """Why a plan cannot stand as it is, and what may help, in sentences.

    ``item`` is the place of the item in the plan, if it is about one.
    """

    what: str
    hint: str = ""
    item: int | None = None

    @property
    def sentences(self) -> str:
        """What is wrong and what may help."""
        return f"{self.what} {self.hint}".rstrip()


@dataclass(frozen=True)
class Judgement:
    """What holds for each item of a plan, and every objection to the plan. ``screened`` when there was a check."""

    rulings: tuple[Ruling | None, ...]
    objections: tuple[Objection, ...]
    screened: bool

    @property
    def stands(self) -> bool:
        """Whether the plan may go on paper, into a link and be explained."""
        return not self.objections

    def against(self, item: int) -> tuple[Objection, ...]:
        """The objections to one item."""
        return tuple(found for found in self.objections if found.item == item)

    def cautions(self, item: int) -> tuple[Reason, ...]:
        """What must stand on the paper with an item: the sentence of everything that is not simply ok."""
        ruling = self.rulings[item]
        return tuple(reason for reason in ruling.because if reason.action in ON_PAPER) if ruling else ()


def told(atlas: Atlas, objection: Objection) -> str:
    """An objection where the plan is not beside it: with the number of its item."""
    if objection.item is None:
        return objection.sentences
    return atlas.say("objection.of_item", number=objection.item + 1, what=objection.sentences)


def judge(atlas: Atlas, plan: Plan, verdict: Verdict | None, today: date | None = None) -> Judgement:
    """Hold a plan against the content and the safety check. ``verdict`` is None when the check was not done.

    With ``today``, a review that comes too late is told too.
    """
    rulings = tuple(_ruling(atlas, item, verdict) for item in plan.items)
    found = [
        Objection(what, hint, i)
        for i, item in enumerate(plan.items)
        for what, hint in _against_item(atlas, item, verdict)
    ]
    if all(is_known(atlas, item) for item in plan.items):  # what is counted together must be known first
        found += _twice(atlas, plan)
        found += _too_much_on_a_spot(atlas, plan)
        found += _too_long_a_visit(atlas, plan)
    found += _against_advice(atlas, plan)
    found += _reviewed_too_late(atlas.speech, plan, today)
    if len(plan.items) > MOST_ITEMS:
        found.append(Objection(atlas.say("objection.too_many", count=MOST_ITEMS), atlas.say("objection.take_some_out")))
    return Judgement(rulings, tuple(found), screened=verdict is not None)


def suggested(atlas: Atlas, region: Region, side: ShapeSide, what: AnyItem) -> PlanItem:
    """An item with the dose that the content starts from. What has no sides is in the middle; both legs exercise."""
    here = atlas.side_of(region, side)
    if isinstance(what, Exercise):
        own = {"exercise": what.id, "side": "midline" if here == "midline" else "both", "pressure": what.strongest}
    else:
        own = {"technique" if isinstance(what, Technique) else "tool": what.id, "pressure": what.pressure.start}
    return PlanItem.model_validate({"region": region.id, "side": here} | own | what.dose.first.model_dump())


def what_of(atlas: Atlas, item: PlanItem) -> AnyItem:
    """The technique, tool or exercise of an item. Raises KeyError when this atlas does not have it."""
    if item.exercise:
        return atlas.exercises[item.exercise]
    return atlas.techniques[item.technique] if item.technique else atlas.tools[item.tool or ""]


def locations_of(item: PlanItem) -> tuple[str, ...]:
    """Where an item is for, each as ``<region>:<side>``."""
    return tuple(str(Location(item.region, side)) for side in sides_of(item.side))


def review_day(plan: Plan, today: date) -> date:
    """When a plan is looked at again: today where that day has passed, the latest possible where none is set."""
    return max(today, date.fromisoformat(plan.review_on)) if plan.review_on else latest_review(today)


def is_overdue(plan: Plan, today: date) -> bool:
    """Whether the day to look at a plan again has passed."""
    return plan.review_on is not None and date.fromisoformat(plan.review_on) < today


def is_known(atlas: Atlas, item: PlanItem) -> bool:
    """Whether this atlas has what an item names. A plan of another clinic may name what is not here."""
    return not any(_unknown(atlas, item))


def with_item(atlas: Atlas, plan: Plan, item: PlanItem) -> Plan:
    """The plan with one more item, in the order of a session."""
    return _with_items(plan, in_order(atlas, (*plan.items, item)))


def with_item_changed(atlas: Atlas, plan: Plan, at: int, item: PlanItem) -> Plan:
    """The plan with another item in the place of one."""
    return _with_items(plan, in_order(atlas, (*plan.items[:at], item, *plan.items[at + 1 :])))


def without_item(plan: Plan, at: int) -> Plan:
    """The plan without one of its items."""
    return _with_items(plan, (*plan.items[:at], *plan.items[at + 1 :]))


def mirrored(plan: Plan) -> Plan:
    """The plan for the other side of the body."""
    other: Mapping[AnySide, AnySide] = {"left": "right", "right": "left", "midline": "midline", "both": "both"}
    return _with_items(plan, (item.model_copy(update={"side": other[item.side]}) for item in plan.items))


def without_notes(plan: Plan) -> Plan:
    """The plan without anything that was typed."""
    return _with_items(plan, (item.model_copy(update={"note": ""}) for item in plan.items))


def in_order(atlas: Atlas, items: Iterable[PlanItem]) -> tuple[PlanItem, ...]:
    """Items in the order of a session: what is done at a visit, then at home; warm first, gentle to firm, exercises."""

    def turn(item: PlanItem) -> tuple[bool, int, int]:
        if not is_known(atlas, item):  # judge tells it
            return True, len(STAGES) + 1, 0
        what = what_of(atlas, item)
        if isinstance(what, Exercise):
            return True, len(STAGES), 0
        return setting(what) == "home", STAGES.index(what.stage), item.pressure

    return tuple(sorted(items, key=turn))


def setting(what: Item) -> Setting:
    """Where it is done: what only a therapist may do is done at a visit."""
    return "visit" if isinstance(what, Remedy) and what.applied_by == "therapist" else "home"


def latest_review(today: date) -> date:
    """The last day on which a plan that starts today must be looked at again."""
    return today + timedelta(weeks=REVIEW_WEEKS)


def advice_of(atlas: Atlas, kind: AdviceKind) -> tuple[Advice, ...]:
    """The lines of one kind that a plan may have."""
    return tuple(advice for advice in atlas.advice.values() if advice.kind == kind)


def _with_items(plan: Plan, items: Iterable[PlanItem]) -> Plan:
    return plan.model_copy(update={"items": tuple(items)})


def _ruling(atlas: Atlas, item: PlanItem, verdict: Verdict | None) -> Ruling | None:
    if verdict is None or not is_known(atlas, item):
        return None
    return verdict.at(what_of(atlas, item), *locations_of(item))


# --- objections to one item ---------------------------------------------------------------------------------------


def _against_item(atlas: Atlas, item: PlanItem, verdict: Verdict | None) -> Iterator[tuple[str, str]]:
    unknown = list(_unknown(atlas, item))
    if unknown:
        yield from unknown
        return
    speech, region, what = atlas.speech, atlas.regions[item.region], what_of(atlas, item)
    called = what.plain_name
    if (item.side == "midline") != (region.id in atlas.in_the_middle):
        is_middle = region.id in atlas.in_the_middle
        yield speech.say("objection.no_sides" if is_middle else "objection.sides", part=region.plain_name), ""
    if what not in atlas.items_of(region):
        yield speech.say("objection.not_meant", what=called, part=region.plain_name), ""
    for beyond in what.dose.beyond(item):
        yield _beyond(speech, called, beyond), ""
    if item.pressure > what.strongest:
        yield speech.say("objection.pressure", what=called, pressure=item.pressure, most=what.strongest), ""
    if verdict:
        yield from _ruled_out(speech, item, what, verdict)


def _beyond(speech: Speech, called: str, beyond: Beyond) -> str:
    if beyond.bound is None:
        return speech.say(f"objection.misfit.{beyond.limit}", what=called, count=beyond.found)
    return speech.say(f"objection.beyond.{beyond.limit}", what=called, count=beyond.found, most=beyond.bound)


def _ruled_out(speech: Speech, item: PlanItem, what: Item, verdict: Verdict) -> Iterator[tuple[str, str]]:
    locations, called = locations_of(item), what.plain_name
    ruling = verdict.at(what, *locations)
    if ruling.action == "avoid":
        yield speech.say("objection.ruled_out", what=called), ruling.because[0].why
        return
    for reason in verdict.on_the_spot(what, *locations)[:1]:
        yield speech.say("objection.ruled_out_here", what=called), reason.why
    if ruling.action == "ask_clinician_first" and item.agreed_with is None:
        yield speech.say("objection.not_agreed", what=called), ruling.because[0].why


def _unknown(atlas: Atlas, item: PlanItem) -> Iterator[tuple[str, str]]:
    named: tuple[tuple[str, str | None, Mapping[str, object]], ...] = (
        ("region", item.region, atlas.regions),
        ("technique", item.technique, atlas.techniques),
        ("tool", item.tool, atlas.tools),
        ("exercise", item.exercise, atlas.exercises),
    )
    for kind, found, known in named:
        if found is not None and found not in known:
            yield atlas.say(f"objection.unknown.{kind}", found=short(found)), _nearest(atlas, found, known)


def _nearest(atlas: Atlas, found: str, known: Iterable[str]) -> str:
    """The name that looks most like the one found, as a question, or nothing."""
    match = closest(found, known)
    return atlas.say("link.nearest", nearest=match) if match else ""


# --- objections to items together ---------------------------------------------------------------------------------


def _twice(atlas: Atlas, plan: Plan) -> Iterator[Objection]:
    seen: dict[tuple[str, str], int] = {}
    for i, item in enumerate(plan.items):
        done = _done(item)
        if first := next((seen[each] + 1 for each in done if each in seen), None):
            said = atlas.say("objection.same", place=_where(atlas, item), number=first)
            yield Objection(said, atlas.say("objection.take_one_out"), i)
        seen = dict.fromkeys(done, i) | seen


def _done(item: PlanItem) -> list[tuple[str, str]]:
    """What is done, at each location. An exercise is the same at whatever region it was chosen."""
    if item.exercise:
        return [(item.exercise, side) for side in sides_of(item.side)]
    return [(item.technique or item.tool or "", location) for location in locations_of(item)]


def _too_much_on_a_spot(atlas: Atlas, plan: Plan) -> Iterator[Objection]:
    """What loads the same spot in the same way counts together, against the strictest of the limits."""
    pressing = {i: what for i, item in enumerate(plan.items) if isinstance(what := what_of(atlas, item), Remedy)}
    loads: dict[tuple[str, Setting, str], list[int]] = defaultdict(list)
    for i, what in pressing.items():
        for location, load in product(locations_of(plan.items[i]), sorted(_loads(what))):
            loads[location, *load].append(i)
    told: set[tuple[int, ...]] = set()
    for together in loads.values():
        seconds = sum(_seconds_a_day(plan.items[i]) for i in together)
        most = min(_most_a_day(pressing[i]) for i in together)
        if len(together) > 1 and seconds > most and tuple(together) not in told:
            told.add(tuple(together))
            yield _together(atlas, plan, together, seconds, most)


def _together(atlas: Atlas, plan: Plan, together: Sequence[int], seconds: int, most: int) -> Objection:
    speech, last = atlas.speech, plan.items[together[-1]]
    called = (what_of(atlas, plan.items[i]).plain_name for i in together)
    said = speech.say(
        "objection.together",
        place=_where(atlas, last),
        names=speech.listed(speech.say("objection.quoted", name=name) for name in called),
        time=in_minutes(speech, seconds),
        most=in_minutes(speech, most),
    )
    return Objection(said, speech.say("objection.shorten_or_take_out"), together[-1])


def _loads(remedy: Remedy) -> set[tuple[Setting, str]]:
    """The ways in which a remedy loads the tissue. At home all that presses is one load.

    A therapist warms a spot up before other work on it, so at a visit each family is a load of its own in each stage.
    """
    if setting(remedy) == "visit":
        return {("visit", f"{remedy.stage} {family}") for family in remedy.families}
    return {("home", family if family in NOT_PRESSING else "pressing") for family in remedy.families}


def _seconds_a_day(item: PlanItem) -> int:
    """How long on the busiest day."""
    times = item.times if item.per == "day" else ceil(item.times / 7)
    return item.seconds * item.in_a_sitting * times


def _most_a_day(remedy: Remedy) -> int:
    return remedy.dose.max_minutes * 60 * max(1, remedy.dose.most_times("day"))


def _too_long_a_visit(atlas: Atlas, plan: Plan) -> Iterator[Objection]:
    visit = [item for item in plan.items if setting(what_of(atlas, item)) == "visit"]
    seconds = sum(item.seconds * item.in_a_sitting for item in visit)
    if seconds > SESSION_SECONDS:
        time, most = in_minutes(atlas.speech, seconds), in_minutes(atlas.speech, SESSION_SECONDS)
        yield Objection(atlas.say("objection.long_visit", time=time, most=most), atlas.say("objection.shorten"))


def _reviewed_too_late(speech: Speech, plan: Plan, today: date | None) -> Iterator[Objection]:
    last = plan.visits and (plan.visits.count - 1) * plan.visits.every_weeks
    if last and last > REVIEW_WEEKS:
        said = speech.say("objection.last_visit", count=last, most=REVIEW_WEEKS)
        yield Objection(said, speech.say("objection.closer_visits"))
    review_on = plan.review_on and date.fromisoformat(plan.review_on)
    if today and review_on and review_on > latest_review(today):
        said = speech.say("objection.late_review", day=speech.day(review_on), count=REVIEW_WEEKS)
        yield Objection(said, speech.say("objection.latest_review", day=speech.day(latest_review(today))))


def _against_advice(atlas: Atlas, plan: Plan) -> Iterator[Objection]:
    named = {"home_care": plan.home_care, "aftercare": plan.aftercare, "activity": (plan.activity,)}
    for kind in ADVICE_KINDS:
        known = {advice.id for advice in advice_of(atlas, kind)}
        if len(set(named[kind])) < len(named[kind]):
            yield Objection(atlas.say(f"objection.line_twice.{kind}"), atlas.say("objection.take_one_out"))
        for key in named[kind]:
            if key is not None and key not in known:
                said = atlas.say(f"objection.unknown.{kind}", found=short(key))
                yield Objection(said, _nearest(atlas, key, known))


def _where(atlas: Atlas, item: PlanItem) -> str:
    return where(atlas.speech, atlas.regions[item.region].plain_name, item.side)


def in_minutes(speech: Speech, seconds: int) -> str:
    """A time in words: seconds below two minutes, whole or half minutes above, rounded up."""
    if seconds < 120 and seconds % 60:
        return speech.say("dose.seconds", count=seconds)
    halves = ceil(seconds / 30)
    return speech.say("dose.minutes", count=halves / 2 if halves % 2 else halves // 2)
