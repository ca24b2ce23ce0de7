"""Reminders for a calendar: at the times that a person chose, what there is to do at home, and the day of the review.

The times are local: 8 in the morning is 8 wherever the person is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Literal

from icalendar import Alarm, Calendar, Event

from explorer.care import plan_words, sides
from explorer.care.plan import review_day, setting, what_of
from explorer.care.plan_code import encode
from explorer.content import Atlas
from explorer.content.models import Plan, PlanItem

LASTS = timedelta(minutes=15)
MIDNIGHT = time(0)
Kind = Literal["plan", "review"]  # what there is to do, or that the plan is looked at again


def calendar(atlas: Atlas, plan: Plan, at: Sequence[time], today: date) -> bytes:
    """An iCalendar file: each day from ``today`` until the review a reminder ``at`` each time, and one for the review.

    Without anything to do at home it holds the review alone.
    """
    review = review_day(plan, today)
    made = Calendar()
    made.add("prodid", "-//Sciatic Explorer//plan//EN")
    made.add("version", "2.0")
    home = [item for item in plan.items if setting(what_of(atlas, item)) == "home"]
    for clock in sorted(set(at)) if home else ():
        made.add_component(_daily(atlas, plan, home, clock, (today, review)))
    made.add_component(_event(atlas, plan, "review", review, today))
    return bytes(made.to_ical())


def _daily(atlas: Atlas, plan: Plan, home: Sequence[PlanItem], clock: time, days: tuple[date, date]) -> Event:
    event = _event(atlas, plan, "plan", datetime.combine(days[0], clock), days[0])
    event.add("duration", LASTS)
    event.add("rrule", {"freq": "daily", "until": datetime.combine(days[1], clock)})
    event.add("description", "\n".join([*(_line(atlas, item) for item in home), atlas.say("remind.stop")]))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", atlas.say("remind.event.plan"))
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    return event


def _event(atlas: Atlas, plan: Plan, kind: Kind, start: date | datetime, today: date) -> Event:
    event = Event()
    event.add("summary", atlas.say(f"remind.event.{kind}"))
    event.add("dtstart", start)
    event.add("dtstamp", datetime.combine(today, MIDNIGHT, UTC))
    event.add("uid", sha256(f"{encode(plan)} {kind} {start}".encode()).hexdigest()[:32])
    return event


def _line(atlas: Atlas, item: PlanItem) -> str:
    what, dose = what_of(atlas, item).plain_name, plan_words.whole(atlas.speech, item)
    if item.exercise:
        return atlas.say("remind.do", what=sides.where(atlas.speech, what, item.side), dose=dose)
    place = sides.where(atlas.speech, atlas.regions[item.region].plain_name, item.side)
    return atlas.say("remind.do_there", what=what, place=place, dose=dose)
