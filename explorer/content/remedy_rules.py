"""Rules that hold between techniques, tools and exercises, their stop rules, and what conditions mean for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from explorer.content.draft import Draft, Table, Tables
from explorer.content.models import (
    ACTIONS,
    Action,
    Condition,
    Exercise,
    Item,
    Override,
    Phase,
    Phrase,
    StopRule,
    placeholders,
)
from explorer.content.problems import Problem, nearest

LIMIT, REASON = "limit", "reason"  # what stands for something in the sentence of a stop rule
_GAP = re.compile(rf"\{{({LIMIT}|{REASON})\}}")


def broken(tables: Tables) -> Iterator[Problem]:
    """Every one of these rules that the content breaks."""
    rules = {draft.id: draft.record for draft in tables["stop rule"].drafts if isinstance(draft.record, StopRule)}
    conditions = {draft.id: draft.record for draft in tables["condition"].drafts if isinstance(draft.record, Condition)}
    yield from answers_are_told(tables["stop rule"])
    yield from regions_name_whole_sentences(tables["region"], rules)
    for kind in ("technique", "tool", "exercise"):
        for draft in tables[kind].drafts:
            if isinstance(draft.record, Item):
                yield from stop_rules_fit(draft, draft.record, rules)
                yield from shown_at_once_are_its_own(draft, draft.record)
                yield from overrides_change_something(draft, draft.record, conditions)
    yield from exercises_get_easier(tables["exercise"])
    yield from phases_start_with_what_fits(tables["phase"], tables["exercise"])
    yield from reasons_are_for_what_changes(tables["condition"])


def gaps(record: object) -> tuple[str, ...]:
    """What a text of this record leaves open for whoever tells it."""
    if isinstance(record, Phrase):
        return (*placeholders(f"{record.text} {record.one}"),)
    if not isinstance(record, StopRule):
        return ()
    return (LIMIT, REASON) if record.answered else (LIMIT,)


def answers_are_told(rules: Table) -> Iterator[Problem]:
    """There is a rule that tells what comes because of an answer."""
    read = [draft.record for draft in rules.drafts]
    if read and rules.complete and all(read) and not any(rule.answered for rule in read if isinstance(rule, StopRule)):
        hint = "add one with answered: true"
        yield rules.drafts[0].file.problem((), "no stop rule tells what comes because of an answer", hint)


def regions_name_whole_sentences(regions: Table, rules: Mapping[str, StopRule]) -> Iterator[Problem]:
    """The rules of a region hold for whatever is done there: they have no gaps."""
    for draft in regions.drafts:
        for i, code in enumerate(draft.ids("stop_rules")):
            if code in rules and _GAP.search(rules[code].patient):
                hint = "name it in a technique, tool or exercise"
                yield draft.problem(("stop_rules", i), f"'{code}' has a gap that no region fills in", hint)


def stop_rules_fit(draft: Draft, item: Item, rules: Mapping[str, StopRule]) -> Iterator[Problem]:
    """An item names rules that are for its families, and that the limit of how strong it feels can fill in."""
    for i, code in enumerate(item.stop_rules):
        rule = rules.get(code)
        if rule is None:  # another rule tells it
            continue
        if rule.answered:
            yield draft.problem(("stop_rules", i), f"'{code}' comes by itself with an answer", "take it out")
        elif item.families and not set(item.families) & set(rule.families):
            hint = f"it is for {', '.join(rule.families)}"
            yield draft.problem(("stop_rules", i), f"'{code}' is not for {', '.join(item.families)}", hint)
        if f"{{{LIMIT}}}" in rule.patient and not item.strongest:
            yield draft.problem(("stop_rules", i), f"'{code}' tells the limit of how strong it feels, which is 0 here")


def shown_at_once_are_its_own(draft: Draft, item: Item) -> Iterator[Problem]:
    """What a card shows at once is among the rules of its item."""
    for i, code in enumerate(item.at_once):
        if code not in item.stop_rules:
            hint = nearest(code, item.stop_rules) or "add it there"
            yield draft.problem(("at_once", i), f"'{code}' is not among its stop_rules", hint)


def overrides_change_something(draft: Draft, item: Item, conditions: Mapping[str, Condition]) -> Iterator[Problem]:
    """An override is stricter or milder than its families, as it says, once for a condition, and undoes no stop."""
    seen = set()
    for i, override in enumerate(item.overrides):
        where = ("overrides", i, "condition")
        if override.condition in seen:
            yield draft.problem(where, f"'{override.condition}' is overridden twice", "keep one of them")
        seen.add(override.condition)
        condition = conditions.get(override.condition)
        if condition is None:
            continue
        if condition.red_flag:
            yield draft.problem(where, f"'{condition.id}' is a stop sign", "nothing overrides a stop")
        else:
            yield from _direction(draft, i, override, families_action(item, condition))


def _direction(draft: Draft, i: int, override: Override, families: Action) -> Iterator[Problem]:
    change = ACTIONS.index(override.action) - ACTIONS.index(families)
    if not change:
        hint = "take the override out"
        yield draft.problem(("overrides", i, "action"), f"its families say {families} already", hint)
    elif (change < 0) != (override.direction == "stricter"):
        said = f"{override.action} is not {override.direction} than {families}, which its families say"
        yield draft.problem(("overrides", i, "direction"), said)


def families_action(item: Item, condition: Condition) -> Action:
    """What a condition means for the families of a technique, tool or exercise: the strictest counts."""
    found: list[Action] = [getattr(condition.actions, family) for family in item.families]
    return min(found, key=ACTIONS.index, default="ok")


# --- exercises ----------------------------------------------------------------------------------------------------


def exercises_get_easier(exercises: Table) -> Iterator[Problem]:
    """Who takes the next easier exercise, again and again, comes to an end; and none leads to itself."""
    known = {draft.id: draft.record for draft in exercises.drafts if isinstance(draft.record, Exercise)}
    for draft in exercises.drafts:
        exercise = known.get(draft.id)
        if exercise is None:
            continue
        if exercise.progress_to == exercise.id:
            yield draft.problem(("progress_to",), f"'{exercise.id}' is no harder than itself", "name another exercise")
        if exercise.id in (way := _easier(exercise, known)):
            said = f"the way to easier exercises comes back: {' > '.join((exercise.id, *way))}"
            yield draft.problem(("regress_to",), said, "leave regress_to out where there is none that is easier")


def _easier(exercise: Exercise, known: Mapping[str, Exercise]) -> tuple[str, ...]:
    """The exercises that are easier, one after the other, each once."""
    way: list[str] = []
    here: Exercise | None = exercise
    while here and here.regress_to and here.regress_to not in way:
        way.append(here.regress_to)
        here = known.get(here.regress_to)
    return tuple(way)


def phases_start_with_what_fits(phases: Table, exercises: Table) -> Iterator[Problem]:
    """A phase begins with exercises that name it."""
    known = {draft.id: draft.record for draft in exercises.drafts if isinstance(draft.record, Exercise)}
    for draft in phases.drafts:
        for field in ("start_with", "one_of", "add_later") if isinstance(draft.record, Phase) else ():
            for i, key in enumerate(draft.ids(field)):
                if key in known and draft.id not in known[key].phases:
                    hint = f"add '{draft.id}' to the phases of the exercise, or take it out here"
                    yield draft.problem((field, i), f"'{key}' is not for the phase '{draft.id}'", hint)


def reasons_are_for_what_changes(conditions: Table) -> Iterator[Problem]:
    """A reason is told for families that the condition changes, once for each."""
    for draft in conditions.drafts:
        condition = draft.record
        if not isinstance(condition, Condition):
            continue
        told = set()
        for i, reason in enumerate(condition.reasons):
            for j, family in enumerate(reason.families):
                where = ("reasons", i, "families", j)
                if getattr(condition.actions, family) == "ok":
                    yield draft.problem(where, f"'{condition.id}' changes nothing for {family}", "take it out")
                if family in told:
                    yield draft.problem(where, f"{family} has a reason already", "keep one of them")
                told.add(family)
