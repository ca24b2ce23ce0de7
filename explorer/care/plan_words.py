"""A plan in words, the same on screen and on paper: doses, places, visits, days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from explorer.care.plan import REVIEW_WEEKS, in_minutes
from explorer.content.models import ExerciseDose, Go, Item, PlanItem, Visits
from explorer.content.speech import Speech


def how_long(speech: Speech, go: Go) -> str:
    """One sitting, such as ``20 seconds, 3 times in a row``."""
    if isinstance(go, PlanItem) and go.exercise:
        return how_much(speech, go)
    time = in_minutes(speech, go.seconds)
    return speech.say("dose.in_a_row", time=time, count=go.in_a_sitting) if go.in_a_sitting > 1 else time


def how_much(speech: Speech, go: Go) -> str:
    """One sitting of an exercise, such as ``8 times, holding for 3 seconds, 2 sets``."""
    held = in_minutes(speech, go.seconds) if go.seconds else ""
    if go.in_a_sitting == 1 and held:
        return held
    if held:
        once = speech.say("dose.held", count=go.repeats, time=held)
    else:
        once = speech.say("dose.repeats", count=go.repeats)
    return speech.say("dose.sets", dose=once, count=go.sets) if go.sets > 1 else once


def how_often(speech: Speech, go: Go) -> str:
    """Such as ``twice a day``, or ``once a day on 3 days a week``."""
    twice = go.times == 2
    often = speech.say(f"dose.twice.{go.per}") if twice else speech.say(f"dose.often.{go.per}", count=go.times)
    return speech.say("dose.on_days", often=often, count=go.days) if go.days < 7 else often


def whole(speech: Speech, go: Go) -> str:
    """How long and how often, such as ``20 seconds, twice a day``."""
    return speech.say("dose.whole", long=how_long(speech, go), often=how_often(speech, go))


def most(speech: Speech, dose: ExerciseDose) -> str:
    """How much of an exercise at most, such as ``8 times, twice a day``."""
    return speech.say("dose.whole", long=how_much(speech, dose.most), often=how_often(speech, dose.most))


def how_hard(speech: Speech, item: PlanItem, what: Item) -> str:
    """How strong it feels, 0 to 10; nothing for what does not press."""
    if item.exercise:
        return speech.say("dose.hard_at_most", most=item.pressure)
    return speech.say("dose.hard", pressure=item.pressure, most=what.strongest) if what.strongest else ""


def agreed(speech: Speech, item: PlanItem) -> str:
    """Whose consent was got; nothing when none was needed."""
    return speech.say(f"role.agreed.{item.agreed_with}") if item.agreed_with else ""


def visits_in_words(speech: Speech, visits: Visits) -> str:
    """Such as ``4 visits, one a week``."""
    said = speech.say("dose.visits", count=visits.count)
    return said if visits.count == 1 else speech.say("dose.apart", visits=said, count=visits.every_weeks)


def review_in_words(speech: Speech, review_on: str | None, visits: Visits | None) -> str:
    """When a plan is looked at again: on a day, or when it has run its course."""
    if review_on:
        return speech.say("dose.review.on", day=speech.day(date.fromisoformat(review_on)))
    if not visits:
        return speech.say("dose.review.weeks", count=REVIEW_WEEKS)
    return speech.say("dose.review.visits", count=visits.count, weeks=REVIEW_WEEKS)


def numbers_in_short(numbers: Iterable[int]) -> str:
    """Ascending numbers with the runs of three and more drawn together, such as ``1-3, 5``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
