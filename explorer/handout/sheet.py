"""What is on the paper, in plain words and numbers: the same for PDF, picture and web page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from explorer.bodymap import Mark, Skin, described
from explorer.care import pain_words, plan_words, sides
from explorer.care.pain import Drawing, in_order
from explorer.care.plan import (
    ADVICE_KINDS,
    NOT_PRESSING,
    Judgement,
    Setting,
    is_overdue,
    locations_of,
    setting,
    told,
    what_of,
)
from explorer.care.stop_rules import Standing, standing
from explorer.content import Atlas
from explorer.content.citations import named
from explorer.content.in_country import in_country
from explorer.content.language import translated_by
from explorer.content.models import (
    LEVELS,
    Advice,
    AdviceKind,
    AnySide,
    Country,
    Exercise,
    Item,
    KeepOffZone,
    Level,
    Placement,
    Plan,
    PlanItem,
    Remedy,
    Reviewed,
    StopRule,
    Tour,
)
from explorer.handout.words import LevelWords, PaperWords, read_words, with_value


class NotReady(ValueError):
    """A plan that cannot go on paper. ``why`` has every reason."""

    def __init__(self, why: Iterable[str]) -> None:
        self.why = tuple(why)
        super().__init__("\n".join(self.why))


@dataclass(frozen=True)
class Line:
    """A line of a list. ``about`` are the numbers of the items that it is about; empty when it is about all."""

    text: str
    about: str = ""


@dataclass(frozen=True)
class Block:
    """A list with its heading, and what is said under it. ``placement`` is that of the stop rules that it holds."""

    title: str
    lines: tuple[Line, ...]
    more: str = ""
    placement: Placement | None = None


@dataclass(frozen=True)
class Labelled:
    """Something with a word before it, such as ``Note: …``."""

    label: str
    text: str


@dataclass(frozen=True)
class Shown:
    """How an item is done, in one picture or two: the files, what is seen, and whether left and right change places.

    ``caption`` says which side is seen where the item does not.
    """

    files: tuple[str, ...]
    alt: str
    mirrored: bool
    caption: str


@dataclass(frozen=True)
class Guide:
    """An item alone, for a screen, which has room where a paper has none: how it goes at home, and its own stop rules.

    The first of ``stop`` is the one to know while it is done. One go takes ``seconds``; there are ``goes`` in a row.
    """

    position: str
    steps: tuple[str, ...]
    before: tuple[str, ...]
    stop: tuple[str, ...]
    seconds: int
    goes: int


@dataclass(frozen=True)
class Row:
    """One item of the plan. ``care`` is what to take care of: cautions, whose consent was got, the note.

    On paper only exercises have ``position`` and ``steps``: nobody else is there to say how they go.
    """

    number: int
    what: str
    where: str
    dose: tuple[str, str]
    pressure: Labelled
    shown: Shown | None
    position: str
    steps: tuple[str, ...]
    care: tuple[Labelled, ...]
    guide: Guide


@dataclass(frozen=True)
class Part:
    """What is done in one setting."""

    setting: Setting
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class PainSection:
    """Where it hurts: the places marked on the skin, the same in words, and what they cannot tell."""

    title: str
    marks: tuple[Mark, ...]
    alt: str
    lines: tuple[str, ...]
    more: str
    skin: Skin


@dataclass(frozen=True)
class Measures:
    """What is filled in by hand: a line for an activity, and a table of ``rows`` with room for so many ``times``."""

    title: str
    activity: str
    rows: tuple[str, ...]
    times: int


@dataclass(frozen=True)
class Sheet:
    """Everything on the paper, in the order in which it stands there.

    ``warning`` is all that stands in the way, ``overdue`` of it that the day to look at the plan again has passed.
    ``clinic`` has its name, address and phone as far as they are known, ``logo`` the name of its file. Without
    ``link`` there is no code to scan, without ``sore`` no pain drawing, without ``measures`` nothing to fill in.
    ``steps_by_link`` is said where a paper has no room for the steps.
    """

    lang: str
    title: str
    made: str
    clinic: tuple[str, ...]
    logo: str | None
    warning: str
    overdue: str
    marks: tuple[Mark, ...]
    alt: str
    facts: tuple[Labelled, ...]
    link: str | None
    scan: str
    scan_alt: str
    steps_by_link: str
    parts: tuple[Part, ...]
    signs_title: str
    signs_lead: str
    signs: tuple[Block, ...]
    help: tuple[Labelled, ...]
    lists: tuple[Block, ...]
    small: tuple[str, ...]
    page: str
    sore: PainSection | None = None
    measures: Measures | None = None


def sheet(
    atlas: Atlas, plan: Plan, judgement: Judgement, *, today: date, link: str | None = None, country: str | None = None
) -> Sheet:
    """What goes on paper for a plan. ``country`` is whose emergency number is printed; without it, that of the atlas.

    Raises NotReady when there is an objection to the plan or nothing in it, KeyError for an unknown country, and
    ContentError when the words of the paper cannot be read.
    """
    if not judgement.stands or not plan.items:
        raise NotReady([told(atlas, found) for found in judgement.objections] or [atlas.say("pocket.empty")])
    atlas = in_country(atlas, country or atlas.here.id)
    words = read_words(atlas)
    marked = marks(plan)
    overdue = atlas.say("dose.review.passed") if is_overdue(plan, today) else ""
    return Sheet(
        lang=atlas.lang,
        title=words.title,
        made=with_value(words.made, atlas.speech.day(today)),
        clinic=letterhead(atlas),
        logo=atlas.clinic["clinic"].logo,
        warning=" ".join(filter(None, ("" if judgement.screened else words.not_checked, overdue))),
        overdue=overdue,
        marks=marked,
        alt=described(atlas, marked),
        facts=tuple(_facts(atlas, plan, words)),
        link=link,
        scan=words.scan,
        scan_alt=words.scan_alt,
        steps_by_link=words.steps_by_link,
        parts=tuple(_parts(atlas, plan, judgement, words)),
        signs_title=words.stop_signs,
        signs_lead=words.stop_signs_lead,
        signs=stop_signs(atlas, words),
        help=whom_to_ask(atlas.here, words),
        lists=tuple(block for block in _lists(atlas, plan, words) if block.lines),
        small=small_print(atlas, _records(atlas, plan), _references(atlas, plan), words),
        page=words.page,
    )


def with_drawing(of: Sheet, atlas: Atlas, drawing: Drawing, skin: Skin) -> Sheet:
    """The same paper with a pain drawing on it, on the skin that was chosen. Raises ContentError as ``sheet`` does."""
    words, sites = read_words(atlas), in_order(atlas, drawing)
    found = tuple(Mark(str(each.location), (number,)) for number, each in enumerate(sites, 1))
    lines = pain_words.in_lines(atlas, drawing)
    return replace(of, sore=PainSection(words.sore, found, described(atlas, found), lines, words.sore_more, skin))


def with_measures(of: Sheet, atlas: Atlas) -> Sheet:
    """The same paper with short measures to fill in, if its words have some. Raises ContentError as ``sheet`` does."""
    words = read_words(atlas).measures
    if words is None:
        return of
    return replace(of, measures=Measures(words.title, words.activity, (words.day, *words.scales), words.times))


def marks(plan: Plan, without: Collection[int] = ()) -> tuple[Mark, ...]:
    """Where the items of a plan are, with their numbers; ``without`` are places in the plan to leave out."""
    found = (
        (location, at + 1) for at, item in enumerate(plan.items) for location in locations_of(item) if at not in without
    )
    return _numbered(found)


def on_the_way(atlas: Atlas, tour: Tour) -> tuple[Mark, ...]:
    """Where the steps of a walk are, with their numbers, on the side that it was written for."""
    steps = ((atlas.location(atlas.regions[step.region], step.side), at) for at, step in enumerate(tour.steps, 1))
    return _numbered(steps)


def _numbered(found: Iterable[tuple[str, int]]) -> tuple[Mark, ...]:
    places: dict[str, list[int]] = {}
    for location, number in found:
        places.setdefault(location, []).append(number)
    return tuple(Mark(location, tuple(numbers)) for location, numbers in places.items())


def _facts(atlas: Atlas, plan: Plan, words: PaperWords) -> Iterator[Labelled]:
    if plan.visits:
        yield Labelled(words.visits, plan_words.visits_in_words(atlas.speech, plan.visits))
    yield Labelled(words.review, plan_words.review_in_words(atlas.speech, plan.review_on, plan.visits))


# --- the items ----------------------------------------------------------------------------------------------------


def _parts(atlas: Atlas, plan: Plan, judgement: Judgement, words: PaperWords) -> Iterator[Part]:
    rows = _rows(atlas, plan, judgement, words)
    titles: tuple[tuple[Setting, str], ...] = (("visit", words.at_visits), ("home", words.at_home))
    for where, title in titles:
        here = tuple(row for row, item in zip(rows, plan.items, strict=True) if _setting(atlas, item) == where)
        if here:
            yield Part(where, title, here)


def _setting(atlas: Atlas, item: PlanItem) -> Setting:
    return setting(what_of(atlas, item))


def _rows(atlas: Atlas, plan: Plan, judgement: Judgement, words: PaperWords) -> tuple[Row, ...]:
    said: dict[Labelled, int] = {}  # a caution that holds for several items is written out once
    rows = []
    for number, item in enumerate(plan.items, 1):
        cautions = _cautions(judgement, number - 1, words)
        care = (_first_or_same(caution, said.setdefault(caution, number), number, words) for caution in cautions)
        rows.append(_row(atlas, plan, number, (*dict.fromkeys(care), *_typed(atlas, item, words)), words))
    return tuple(rows)


def _cautions(judgement: Judgement, item: int, words: PaperWords) -> Iterator[Labelled]:
    labelled = (Labelled(getattr(words.actions, found.action), found.why) for found in judgement.cautions(item))
    return iter(dict.fromkeys(labelled))


def _first_or_same(caution: Labelled, first: int, number: int, words: PaperWords) -> Labelled:
    return caution if first == number else Labelled(caution.label, with_value(words.same_as, first))


def _typed(atlas: Atlas, item: PlanItem, words: PaperWords) -> Iterator[Labelled]:
    if item.agreed_with:
        yield Labelled("", plan_words.agreed(atlas.speech, item))
    if item.note:
        yield Labelled(words.note, item.note)


def _row(atlas: Atlas, plan: Plan, number: int, care: tuple[Labelled, ...], words: PaperWords) -> Row:
    item = plan.items[number - 1]
    remedy = what_of(atlas, item)
    at_visits = plan.visits and setting(remedy) == "visit"
    position, steps = (remedy.position, remedy.steps) if isinstance(remedy, Exercise) else ("", ())
    return Row(
        number=number,
        what=remedy.called(plan.reader),
        where=sides.where(atlas.speech, atlas.regions[item.region].called(plan.reader), item.side),
        dose=(
            plan_words.how_long(atlas.speech, item),
            words.each_visit if at_visits else plan_words.how_often(atlas.speech, item),
        ),
        pressure=_pressure(atlas, item, remedy, words),
        shown=shown(atlas, remedy, item.side),
        position=position,
        steps=steps,
        care=care,
        guide=_guide(atlas, item, remedy),
    )


def _guide(atlas: Atlas, item: PlanItem, what: Item) -> Guide:
    rules, is_at_home = standing(atlas, what), setting(what) == "home"  # a therapist knows how, and what comes before
    return Guide(
        position=what.position if is_at_home else "",
        steps=what.steps if is_at_home else (),
        before=tuple(rule.patient for rule in rules.on_paper("before")) if is_at_home else (),
        stop=tuple(rule.patient for rule in rules.on_paper("during")),
        seconds=item.seconds if is_at_home else 0,
        goes=item.in_a_sitting,
    )


def _pressure(atlas: Atlas, item: PlanItem, what: Item, words: PaperWords) -> Labelled:
    hard = plan_words.how_hard(atlas.speech, item, what)
    return Labelled(words.pressure, hard) if hard else Labelled("", words.no_pressure)


def shown(atlas: Atlas, what: Item, side: AnySide) -> Shown | None:
    """The picture of a technique, tool or exercise as for a side, if it has one."""
    if what.figure is None:
        return None
    figure = atlas.figures[what.figure]
    seen = figure.side_seen(side)
    said = sides.shown(atlas.speech, seen)
    alt = f"{figure.alt} {said}".rstrip()
    return Shown(figure.files, alt, figure.is_mirrored_for(side), caption="" if seen == side else said)


# --- the lists ----------------------------------------------------------------------------------------------------


def _lists(atlas: Atlas, plan: Plan, words: PaperWords) -> Iterator[Block]:
    every, at_home = tuple(range(1, len(plan.items) + 1)), _at_home(atlas, plan)  # a therapist knows what comes before
    yield Block(words.before, tuple(_stop_rules(atlas, plan, "before", at_home)), placement="before")
    yield Block(words.stop, tuple(_stop_rules(atlas, plan, "during", every)), placement="during")
    never = _stop_rules(atlas, plan, "never", at_home)
    yield Block(words.not_to_do, (*never, *_keep_off(atlas, plan), *_visit_days(atlas, plan, words)), placement="never")
    for kind in ADVICE_KINDS:
        lines = (Line(advice.patient) for advice in _advice(atlas, plan, kind))
        later = _stop_rules(atlas, plan, "after", every) if kind == "aftercare" else ()
        yield Block(getattr(words.advice, kind), (*later, *lines))


def _stop_rules(atlas: Atlas, plan: Plan, placement: Placement, numbers: Iterable[int]) -> Iterator[Line]:
    """The stop rules of items of the plan that belong under a title, each once; those of most items first."""
    rules = (
        (rule.patient, number) for number in numbers for rule in _standing(atlas, plan, number).on_paper(placement)
    )
    for rule, about in sorted(_numbers(rules).items(), key=lambda one: -len(one[1])):
        yield _line(rule, about, plan)


def _standing(atlas: Atlas, plan: Plan, number: int) -> Standing:
    return standing(atlas, what_of(atlas, plan.items[number - 1]))


def _keep_off(atlas: Atlas, plan: Plan) -> Iterator[Line]:
    for zone, numbers in _numbers((zone.id, number) for zone, number in _zones(atlas, plan)).items():
        yield _line(f"{atlas.keep_off[zone].name}: {atlas.keep_off[zone].rule}", numbers, plan)


def _zones(atlas: Atlas, plan: Plan) -> Iterator[tuple[KeepOffZone, int]]:
    """The keep-off zones of the plan's regions that matter for what a person does there; a therapist knows them.

    Those of which a stop rule of the item speaks are left out.
    """
    for number in _at_home(atlas, plan):
        item = plan.items[number - 1]
        remedy = what_of(atlas, item)
        if not isinstance(remedy, Remedy):
            continue
        said = {zone for code in remedy.stop_rules for zone in atlas.stop_rules[code].keep_off}
        off = set(remedy.keep_off) - said
        yield from ((atlas.keep_off[zone], number) for zone in atlas.regions[item.region].keep_off if zone in off)


def _at_home(atlas: Atlas, plan: Plan) -> tuple[int, ...]:
    return tuple(number for number, item in enumerate(plan.items, 1) if _setting(atlas, item) == "home")


def _numbers(found: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    """The items that each text is about."""
    items: dict[str, tuple[int, ...]] = {}
    for text, number in found:
        items[text] = (*items.get(text, ()), number)
    return items


def _line(text: str, numbers: tuple[int, ...], plan: Plan) -> Line:
    return Line(text, "" if len(numbers) == len(plan.items) else plan_words.numbers_in_short(numbers))


def _visit_days(atlas: Atlas, plan: Plan, words: PaperWords) -> Iterator[Line]:
    """What presses at home where a visit presses too is left out on that day."""
    pressing = [(number, item) for number, item in enumerate(plan.items, 1) if _presses(atlas, item)]
    visited = {where for _, item in pressing if _setting(atlas, item) == "visit" for where in locations_of(item)}
    at_home = [(number, item) for number, item in pressing if _setting(atlas, item) == "home"]
    left_out = tuple(number for number, item in at_home if visited & set(locations_of(item)))
    if left_out:
        yield Line(words.visit_day, plan_words.numbers_in_short(left_out))


def _presses(atlas: Atlas, item: PlanItem) -> bool:
    return not set(what_of(atlas, item).families) <= NOT_PRESSING


def _advice(atlas: Atlas, plan: Plan, kind: AdviceKind) -> tuple[Advice, ...]:
    keys = {
        "home_care": plan.home_care,
        "aftercare": plan.aftercare,
        "activity": (plan.activity,) if plan.activity else (),
    }[kind]
    return tuple(atlas.advice[key] for key in keys)


# --- stop signs, whom to call, small print ------------------------------------------------------------------------


def stop_signs(atlas: Atlas, words: PaperWords) -> tuple[Block, ...]:
    """Every stop sign there is by level, the gravest first."""
    return tuple(_level(atlas, level, getattr(words.levels, level)) for level in LEVELS)


def _level(atlas: Atlas, level: Level, said: LevelWords) -> Block:
    names = (flag.called for flag in atlas.red_flags.values() if flag.level == level)
    return Block(said.title, tuple(Line(name) for name in names), said.more)


def whom_to_ask(whom: Country, words: PaperWords) -> tuple[Labelled, Labelled]:
    """Whom to call, and whom to ask on the same day."""
    return Labelled(words.emergency, whom.number), Labelled(words.same_day, whom.urgent)


def letterhead(atlas: Atlas) -> tuple[str, ...]:
    """Name, address and phone of the clinic, as far as they are known."""
    clinic = atlas.clinic["clinic"]
    return tuple(part for part in (clinic.name, clinic.address, clinic.phone) if part)


def small_print(
    atlas: Atlas, records: Iterable[Reviewed], references: Iterable[str], words: PaperWords
) -> tuple[str, ...]:
    """What a paper is not, who reviewed the records whose words are on it, and on what sources they rest."""
    reviewers = {record.reviewer for record in records}
    known = sorted(name for name in reviewers if name)
    return (
        words.not_a_diagnosis,
        words.not_reviewed if None in reviewers else with_value(words.reviewed_by, ", ".join(known), "."),
        f"{words.sources}: {named(atlas, references)}.",
        *([with_value(words.own_content, atlas.overlay, ".")] if atlas.overlay else ()),
        *([translation] if (translation := translated_by(atlas)) else ()),
    )


def _records(atlas: Atlas, plan: Plan) -> Iterator[Reviewed]:
    """The records whose words are on the paper."""
    yield from _items(atlas, plan)
    yield from _all_advice(atlas, plan)
    yield from _named_rules(atlas, plan)
    yield from atlas.red_flags.values()
    yield from (zone for zone, _ in _zones(atlas, plan))


def _references(atlas: Atlas, plan: Plan) -> Iterator[str]:
    records: tuple[Item | Advice, ...] = (*_items(atlas, plan), *_all_advice(atlas, plan))
    for record in records:
        yield from record.references


def _items(atlas: Atlas, plan: Plan) -> tuple[Item, ...]:
    return tuple(what_of(atlas, item) for item in plan.items)


def _named_rules(atlas: Atlas, plan: Plan) -> tuple[StopRule, ...]:
    codes = dict.fromkeys(code for item in _items(atlas, plan) for code in item.stop_rules)
    return tuple(atlas.stop_rules[code] for code in codes)


def _all_advice(atlas: Atlas, plan: Plan) -> tuple[Advice, ...]:
    return tuple(advice for kind in ADVICE_KINDS for advice in _advice(atlas, plan, kind))
