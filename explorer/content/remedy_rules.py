"""Rules that hold between techniques and tools, their stop rules, and what conditions mean for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from explorer.content.draft import Draft, Table, Tables
from explorer.content.models import ACTIONS, Action, Condition, Override, Remedy, StopRule
from explorer.content.problems import Problem, nearest

LIMIT, REASON = "limit", "reason"  # what stands for something in the sentence of a stop rule
_GAP = re.compile(rf"\{{({LIMIT}|{REASON})\}}")


def broken(tables: Tables) -> Iterator[Problem]:
    """Every one of these rules that the content breaks."""
    rules = {draft.id: draft.record for draft in tables["stop rule"].drafts if isinstance(draft.record, StopRule)}
    conditions = {draft.id: draft.record for draft in tables["condition"].drafts if isinstance(draft.record, Condition)}
    yield from answers_are_told(tables["stop rule"])
    yield from regions_name_whole_sentences(tables["region"], rules)
    for kind in ("technique", "tool"):
        for draft in tables[kind].drafts:
            if isinstance(draft.record, Remedy):
                yield from stop_rules_fit(draft, draft.record, rules)
                yield from shown_at_once_are_its_own(draft, draft.record)
                yield from overrides_change_something(draft, draft.record, conditions)


def gaps(record: object) -> tuple[str, ...]:
    """What a sentence of this record leaves open for whoever tells it."""
    if not isinstance(record, StopRule):
        return ()
    return (LIMIT, REASON) if record.answered else (LIMIT,)


def answers_are_told(rules: Table) -> Iterator[Problem]:
    """There is a rule that tells what comes because of an answer."""
    read = [draft.record for draft in rules.drafts]
    if rules.complete and all(read) and not any(rule.answered for rule in read if isinstance(rule, StopRule)):
        hint = "add one with answered: true"
        yield rules.drafts[0].file.problem((), "no stop rule tells what comes because of an answer", hint)


def regions_name_whole_sentences(regions: Table, rules: Mapping[str, StopRule]) -> Iterator[Problem]:
    """The rules of a region hold for whatever is done there: they have no gaps."""
    for draft in regions.drafts:
        for i, code in enumerate(draft.ids("stop_rules")):
            if code in rules and _GAP.search(rules[code].patient):
                hint = "name it in a technique or tool"
                yield draft.problem(("stop_rules", i), f"'{code}' has a gap that no region fills in", hint)


def stop_rules_fit(draft: Draft, remedy: Remedy, rules: Mapping[str, StopRule]) -> Iterator[Problem]:
    """A technique or tool names rules that are for its families, and that its pressure can fill in."""
    for i, code in enumerate(remedy.stop_rules):
        rule = rules.get(code)
        if rule is None:  # another rule tells it
            continue
        if rule.answered:
            yield draft.problem(("stop_rules", i), f"'{code}' comes by itself with an answer", "take it out")
        elif remedy.families and not set(remedy.families) & set(rule.families):
            hint = f"it is for {', '.join(rule.families)}"
            yield draft.problem(("stop_rules", i), f"'{code}' is not for {', '.join(remedy.families)}", hint)
        if f"{{{LIMIT}}}" in rule.patient and not remedy.pressure.limit:
            yield draft.problem(("stop_rules", i), f"'{code}' tells the limit of the pressure, which is 0 here")


def shown_at_once_are_its_own(draft: Draft, remedy: Remedy) -> Iterator[Problem]:
    """What a card shows at once is among the rules of its technique or tool."""
    for i, code in enumerate(remedy.at_once):
        if code not in remedy.stop_rules:
            hint = nearest(code, remedy.stop_rules) or "add it there"
            yield draft.problem(("at_once", i), f"'{code}' is not among its stop_rules", hint)


def overrides_change_something(draft: Draft, remedy: Remedy, conditions: Mapping[str, Condition]) -> Iterator[Problem]:
    """An override is stricter or milder than its families, as it says, once for a condition, and undoes no stop."""
    seen = set()
    for i, override in enumerate(remedy.overrides):
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
            yield from _direction(draft, i, override, families_action(remedy, condition))


def _direction(draft: Draft, i: int, override: Override, families: Action) -> Iterator[Problem]:
    change = ACTIONS.index(override.action) - ACTIONS.index(families)
    if not change:
        hint = "take the override out"
        yield draft.problem(("overrides", i, "action"), f"its families say {families} already", hint)
    elif (change < 0) != (override.direction == "stricter"):
        said = f"{override.action} is not {override.direction} than {families}, which its families say"
        yield draft.problem(("overrides", i, "direction"), said)


def families_action(remedy: Remedy, condition: Condition) -> Action:
    """What a condition means for the families of a technique or tool: the strictest counts."""
    found: list[Action] = [getattr(condition.actions, family) for family in remedy.families]
    return min(found, key=ACTIONS.index, default="ok")
