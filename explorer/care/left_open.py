"""What each condition leaves open, for those who keep the content: nobody should be left with nothing unawares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from explorer.care.screening import Answers, Ruling, screen
from explorer.content import Atlas
from explorer.content.models import ACTIONS, Action, Condition

CLOSED: tuple[Action, ...] = ("avoid", "ask_clinician_first")


def left_open(atlas: Atlas) -> Iterator[str]:
    """For each condition alone what stays open, by action; at the end those left with nothing, each with its reason."""
    with_nothing = []
    for condition in atlas.conditions.values():
        found = _open(atlas, condition)
        yield f"{condition.id}, {condition.name}: {sum(map(len, found.values()))} open"
        yield from (f"  {action}: {', '.join(keys)}" for action, keys in found.items())
        if not any(atlas.items[key].families for keys in found.values() for key in keys):  # a pillow is rest
            with_nothing.append(condition)
    yield f"left with nothing: {len(with_nothing)}"
    yield from (f"  {condition.id}: {condition.clinician_why}" for condition in with_nothing)


def _open(atlas: Atlas, condition: Condition) -> Mapping[Action, list[str]]:
    """What is neither ruled out nor to be asked about first, the freest first."""
    verdict = screen(atlas, Answers(conditions=frozenset({condition.id})))
    rulings: Mapping[str, Ruling] = {**verdict.exercises, **verdict.tools, **verdict.techniques}
    actions = {key: ruling.action for key, ruling in rulings.items() if not atlas.items[key].is_umbrella}
    allowed = [action for action in reversed(ACTIONS) if action not in CLOSED]
    found = {action: [key for key, own in actions.items() if own == action] for action in allowed}
    return {action: keys for action, keys in found.items() if keys}
