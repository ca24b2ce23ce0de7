"""Keep at it: a diary on the page of a plan that only the phone keeps. Without scripts nothing of it is shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from html import escape
from pathlib import Path

from explorer.care.diary import HOW, MOST_MINUTES, SINCE
from explorer.content.models import Answer, NextStep
from explorer.content.speech import Speech
from explorer.web.scripts import script

_HERE = Path(__file__)
LOOK = _HERE.with_suffix(".css").read_text("utf-8")
ANSWERS, VISIT = script("answers.js"), script("visit.js")
_QR = _HERE.parent / "vendor/lean-qr.js"  # written for Node: what it gives, it puts into `exports`
QR = (
    "/* lean-qr 2.7.4, (c) David Evans, MIT License */\n"
    f"const leanQr = ((exports) => {{\n{_QR.read_text('utf-8')}\nreturn exports;\n}})({{}});\n"
)
SCRIPT = ANSWERS + QR + VISIT + script("diary.js")

HOW_IT_WAS = tuple(how for how in HOW if how != "done")
HEAD = ("day", "before", "after", "walked", "goal", "done")
MOST_GOAL_SIGNS = 80


def section(code: str, answers: Iterable[Answer], read_at: str, items: int, speech: Speech) -> str:
    """The diary of the plan with this code, which has so many items. Its script shows it.

    ``read_at`` is the address where a therapist reads it.
    """
    say = _html(speech)
    told = f"data-plan='{escape(code)}' data-answers='{as_json([_rule(answer) for answer in answers])}'"
    visit = f'data-read-at="{escape(read_at)}" data-items="{items}"'
    return (
        f'<section class="diary" hidden {told} {visit}>\n<h2>{say("daily.title")}</h2>\n'
        f'<p class="where">{say("daily.only_here")}</p>\n'
        f'<p class="answer stops" role="status" hidden></p>\n{_notes(speech)}\n{_days(speech)}\n{_visit(speech)}\n'
        f'<p><button type="button" class="wipe">{say("daily.wipe")}</button></p>\n'
        f'<p class="wiped" tabindex="-1" hidden>{say("daily.wiped")}</p>\n'
        f"<template>{_of_item(speech)}</template>\n</section>"
    )


def of_item(number: int, name: str, steps: Mapping[NextStep, str]) -> str:
    """Where the script puts what an item is ticked with, said how it was, and answered."""
    about = f'role="group" aria-label="{escape(name)}"'
    return f'<div class="did" hidden {about} data-item="{number}" data-next=\'{as_json(steps)}\'></div>'


def _rule(answer: Answer) -> Mapping[str, object]:
    return {
        "noted": answer.noted, "days": answer.days, "names": answer.names, "stops": answer.stops,
        "said": answer.patient,
    }  # fmt: skip


def as_json(told: object) -> str:
    """What a script is told, to stand between single quotes, of which it has few."""
    return escape(json.dumps(told, ensure_ascii=False, separators=(",", ":")), quote=False).replace("'", "&#39;")


def _html(speech: Speech) -> Callable[[str], str]:
    """Says phrases so that they may stand in HTML."""

    def say(phrase: str) -> str:
        return escape(speech.say(phrase))

    return say


def _choice(name: str, label: str, words: Mapping[str, str]) -> str:
    buttons = "".join(
        f'<button type="button" value="{value}" aria-pressed="false">{said}</button>' for value, said in words.items()
    )
    return f'<div class="choice {name}" role="group" aria-label="{label}"><span>{label}</span>{buttons}</div>'


def _of_item(speech: Speech) -> str:
    say = _html(speech)
    how = _choice("how", say("daily.how"), {each: say(f"daily.how.{each}") for each in HOW_IT_WAS})
    return (
        f'<button type="button" class="tick" aria-pressed="false">{say("daily.done")}</button>{how}'
        '<p class="answer" role="status" hidden></p>'
    )


def _scale(name: str, label: str) -> str:
    return f'<label>{label} <select name="{name}"><option></option></select></label>'


def _notes(speech: Speech) -> str:
    """What is noted of a day, and the goal."""
    say = _html(speech)
    walked = f'<input type="number" inputmode="numeric" name="walked" min="0" max="{MOST_MINUTES}" step="1">'
    such_as = say("daily.goal_such_as")
    goal = f'<input name="goal" maxlength="{MOST_GOAL_SIGNS}" placeholder="{such_as}" autocomplete="off">'
    fields = (
        _choice("since", say("daily.since"), {each: say(f"daily.since.{each}") for each in SINCE}),
        _scale("before", say("daily.before")),
        _scale("after", say("daily.after")),
        f"<label>{say('daily.walked')} {walked}</label>",
        f"<label>{say('daily.goal')} {goal}</label>",
        _scale("able", say("daily.able")),
    )
    return f'<div class="notes">{"".join(fields)}</div>'


def _days(speech: Speech) -> str:
    """The last days as a plot, and as a table that says the same; the script fills both."""
    say = _html(speech)
    head = "".join(f'<th scope="col">{say(f"daily.head.{name}")}</th>' for name in HEAD)
    return (
        f'<details class="days"><summary><span><strong>{say("daily.fourteen")}</strong></span></summary>\n'
        '<svg class="plot" viewBox="0 0 300 130" role="img"></svg>\n'
        f'<p class="where">{say("daily.legend")}</p>\n<p class="goal">{say("daily.goal")}: <strong></strong></p>\n'
        f"<table><thead><tr>{head}</tr></thead><tbody></tbody></table></details>"
    )


def _visit(speech: Speech) -> str:
    say = _html(speech)
    return (
        f'<details class="visit" hidden><summary><span><strong>{say("daily.visit")}</strong></span></summary>\n'
        f'<svg class="qr" role="img" aria-label="{say("daily.code")}"><path></path></svg>\n'
        f'<p class="where">{say("daily.visit_said")}</p>\n<p class="instead">{say("daily.visit_too_long")}</p>\n'
        f'<p><button type="button" class="print">{say("daily.print")}</button></p></details>'
    )
