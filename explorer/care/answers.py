"""What a diary is answered: the rules in their order, and the next step of an item that an answer may name.

The phone decides which answer holds (``explorer/web/answers.js``), because only the phone has the diary.
"""

from __future__ import annotations

from collections.abc import Mapping

from explorer.care.plan import what_of
from explorer.care.plan_words import how_much
from explorer.content import Atlas
from explorer.content.models import NEXT_STEPS, NOTED, Answer, Exercise, NextStep, PlanItem

REPEATS_MORE = 2
SECONDS_MORE = ((120, 60), (20, 5), (0, 1))  # from so many seconds on, so many more


def in_order(atlas: Atlas) -> tuple[Answer, ...]:
    """The answers, the gravest first: the first that holds is given."""
    return tuple(sorted(atlas.answers.values(), key=_turn))


def _turn(answer: Answer) -> tuple[bool, int, int, int]:
    step = NEXT_STEPS.index(answer.names) if answer.names else len(NEXT_STEPS)
    return not answer.stops, NOTED.index(answer.noted), -answer.days, step


def next_steps(atlas: Atlas, item: PlanItem) -> Mapping[NextStep, str]:
    """What an answer may name of an item, in words. Only exercises have a next step: what presses does not grow."""
    exercise = what_of(atlas, item)
    if not isinstance(exercise, Exercise):
        return {}
    grown = more(item, exercise)
    moves: dict[NextStep, str | None] = {"harder": exercise.progress_to, "easier": exercise.regress_to}
    named = {step: atlas.exercises[key].plain_name for step, key in moves.items() if key}
    return named | ({"more": how_much(atlas.speech, grown)} if grown else {})


def more(item: PlanItem, exercise: Exercise) -> PlanItem | None:
    """The same with a little more, within the limits of the exercise; None where it is at them."""
    most = exercise.dose.most
    repeats = min(item.repeats + REPEATS_MORE, most.repeats)
    if repeats > item.repeats:
        return item.model_copy(update={"repeats": repeats})
    added = next(more for least, more in SECONDS_MORE if item.seconds >= least)
    seconds = min(item.seconds + added, most.seconds)
    return item.model_copy(update={"seconds": seconds}) if seconds > item.seconds else None
