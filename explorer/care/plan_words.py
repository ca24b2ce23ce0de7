"""A plan in words, the same on screen and on paper: doses, places, visits, days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from explorer.care.plan import REVIEW_WEEKS, in_minutes
from explorer.content.models import Go, Item, PlanItem, Role, Visits

ROLES: dict[Role, str] = {
    "doctor": "your doctor",
    "physiotherapist": "your physiotherapist",
    "midwife": "your midwife",
    "nurse": "your nurse",
    "surgeon": "your surgeon",
}


def how_long(go: Go) -> str:
    """One sitting, such as ``20 seconds, 3 times in a row``."""
    if isinstance(go, PlanItem) and go.exercise:
        return how_much(go)
    return in_minutes(go.seconds) + (f", {go.in_a_sitting} times in a row" if go.in_a_sitting > 1 else "")


def how_much(go: Go) -> str:
    """One sitting of an exercise, such as ``8 times, holding for 3 seconds, 2 sets``."""
    held = "" if not go.seconds else in_minutes(go.seconds)
    if go.in_a_sitting == 1 and held:
        return held
    parts = [f"{go.repeats} time{'s' * (go.repeats > 1)}", f"holding for {held}" if held else ""]
    return ", ".join(part for part in (*parts, f"{go.sets} sets" if go.sets > 1 else "") if part)


def how_often(go: Go) -> str:
    """Such as ``twice a day``, or ``once a day on 3 days a week``."""
    days = f" on {go.days} day{'s' * (go.days > 1)} a week" if go.days < 7 else ""
    return {1: "once", 2: "twice"}.get(go.times, f"{go.times} times") + f" a {go.per}{days}"


def how_hard(item: PlanItem, what: Item) -> str:
    """How strong it feels, 0 to 10; nothing for what does not press."""
    if item.exercise:
        return f"at most {item.pressure} of 10"
    return f"{item.pressure} of 10; at most {what.strongest}" if what.strongest else ""


def agreed(item: PlanItem) -> str:
    """Whose consent was got; nothing when none was needed."""
    return f"Agreed with {ROLES[item.agreed_with]}" if item.agreed_with else ""


def visits_in_words(visits: Visits) -> str:
    """Such as ``4 visits, one a week``."""
    if visits.count == 1:
        return "1 visit"
    weeks = "one a week" if visits.every_weeks == 1 else f"one every {visits.every_weeks} weeks"
    return f"{visits.count} visits, {weeks}"


def review_in_words(review_on: str | None, visits: Visits | None) -> str:
    """When a plan is looked at again: on a day, or when it has run its course."""
    if review_on:
        return f"on {day_in_words(date.fromisoformat(review_on))}"
    if not visits:
        return f"after {REVIEW_WEEKS} weeks"
    count = visits.count
    return f"after {count} visit{'s' * (count > 1)} or {REVIEW_WEEKS} weeks, whichever comes first"


def day_in_words(day: date) -> str:
    """Such as ``21 November 2026``."""
    return f"{day.day} {day:%B %Y}"


def numbers_in_short(numbers: Iterable[int]) -> str:
    """Ascending numbers with the runs of three and more drawn together, such as ``1-3, 5``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
