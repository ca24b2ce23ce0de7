"""Keep at it: a diary on the page of a plan that only the phone keeps. Without scripts nothing of it is shown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

from explorer.content.models import Answer, NextStep

_HERE = Path(__file__)
LOOK = _HERE.with_suffix(".css").read_text("utf-8")
ANSWERS = _HERE.with_name("answers.js").read_text("utf-8")
VISIT = _HERE.with_name("visit.js").read_text("utf-8")
_QR = _HERE.parent / "vendor/lean-qr.js"  # written for Node: what it gives, it puts into `exports`
QR = (
    "/* lean-qr 2.7.4, (c) David Evans, MIT License */\n"
    f"const leanQr = ((exports) => {{\n{_QR.read_text('utf-8')}\nreturn exports;\n}})({{}});\n"
)
SCRIPT = ANSWERS + QR + VISIT + _HERE.with_suffix(".js").read_text("utf-8")

TITLE = "How is today?"
ONLY_HERE = "Your notes stay on this phone. Nothing of them is sent."
SINCE = "Compared with yesterday it is"
SINCE_WORDS = {"better": "Better", "same": "The same", "worse": "Worse"}
DONE, HOW = "Done today", "How was it?"
HOW_WORDS = {"easy": "Easy", "ok": "OK", "hard": "Hard"}
SCALES = {  # by the name of the note
    "before": "Pain before the moves: 0 is none, 10 is the worst I can think of",
    "after": "Pain after the moves, in the same way",
}
WALKED = "Minutes I walked"
GOAL = "One thing I want to do again"
GOAL_SUCH_AS = "walk to the shop"
ABLE = "How well I can do it today: 0 is not at all, 10 is as before"
MOST_MINUTES, MOST_SIGNS = 600, 80
FOURTEEN = "My last 14 days"
LEGEND = "Lines: pain before (open) and after (filled). Bars: how much of the plan was done."
HEAD = ("Day", "Before", "After", "Walked", "Goal", "Done")
VISIT_TITLE = "Take it to your visit"
VISIT_SAID = (
    "Let your therapist scan this. It holds your plan with its notes, and the numbers of 14 days. It has no name in it "
    "and none of your own words. Your phone drew it, and nothing was sent."
)
QR_ALT = "Code to scan with the notes of 14 days"
PRINT = "Print my last 14 days"
WIPE, WIPED = "Wipe my notes", "Your notes are off this phone."


def section(code: str, answers: Iterable[Answer], read_at: str, items: int) -> str:
    """The diary of the plan with this code, which has so many items. Its script shows it.

    ``read_at`` is the address where a therapist reads it.
    """
    told = f"data-plan='{escape(code)}' data-answers='{_json([_rule(answer) for answer in answers])}'"
    visit = f'data-read-at="{escape(read_at)}" data-items="{items}"'
    return (
        f'<section class="diary" hidden {told} {visit}>\n<h2>{TITLE}</h2>\n<p class="where">{ONLY_HERE}</p>\n'
        f'<p class="answer stops" role="status" hidden></p>\n{_notes()}\n{_days()}\n{_visit()}\n'
        f'<p><button type="button" class="wipe">{WIPE}</button></p>\n'
        f'<p class="wiped" tabindex="-1" hidden>{WIPED}</p>\n<template>{_OF_ITEM}</template>\n</section>'
    )


def of_item(number: int, name: str, steps: Mapping[NextStep, str]) -> str:
    """Where the script puts what an item is ticked with, said how it was, and answered."""
    about = f'role="group" aria-label="{escape(name)}"'
    return f'<div class="did" hidden {about} data-item="{number}" data-next=\'{_json(steps)}\'></div>'


def _rule(answer: Answer) -> Mapping[str, object]:
    return {
        "noted": answer.noted, "days": answer.days, "names": answer.names, "stops": answer.stops,
        "said": answer.patient,
    }  # fmt: skip


def _json(told: object) -> str:
    """What a script is told, to stand between single quotes, of which it has few."""
    return escape(json.dumps(told, ensure_ascii=False, separators=(",", ":")), quote=False).replace("'", "&#39;")


def _choice(name: str, label: str, words: Mapping[str, str]) -> str:
    buttons = "".join(
        f'<button type="button" value="{value}" aria-pressed="false">{said}</button>' for value, said in words.items()
    )
    return f'<div class="choice {name}" role="group" aria-label="{label}"><span>{label}</span>{buttons}</div>'


_OF_ITEM = (
    f'<button type="button" class="tick" aria-pressed="false">{DONE}</button>{_choice("how", HOW, HOW_WORDS)}'
    '<p class="answer" role="status" hidden></p>'
)


def _scale(name: str, label: str) -> str:
    return f'<label>{label} <select name="{name}"><option></option></select></label>'


def _notes() -> str:
    """What is noted of a day, and the goal."""
    walked = f'<input type="number" inputmode="numeric" name="walked" min="0" max="{MOST_MINUTES}" step="1">'
    goal = f'<input name="goal" maxlength="{MOST_SIGNS}" placeholder="{GOAL_SUCH_AS}" autocomplete="off">'
    fields = (
        _choice("since", SINCE, SINCE_WORDS),
        *(_scale(name, label) for name, label in SCALES.items()),
        f"<label>{WALKED} {walked}</label>",
        f"<label>{GOAL} {goal}</label>",
        _scale("able", ABLE),
    )
    return f'<div class="notes">{"".join(fields)}</div>'


def _days() -> str:
    """The last days as a plot, and as a table that says the same; the script fills both."""
    head = "".join(f'<th scope="col">{name}</th>' for name in HEAD)
    return (
        f'<details class="days"><summary><span><strong>{FOURTEEN}</strong></span></summary>\n'
        '<svg class="plot" viewBox="0 0 300 130" role="img"></svg>\n'
        f'<p class="where">{LEGEND}</p>\n<p class="goal">{GOAL}: <strong></strong></p>\n'
        f"<table><thead><tr>{head}</tr></thead><tbody></tbody></table></details>"
    )


def _visit() -> str:
    return (
        f'<details class="visit" hidden><summary><span><strong>{VISIT_TITLE}</strong></span></summary>\n'
        f'<svg class="qr" role="img" aria-label="{QR_ALT}"><path></path></svg>\n<p class="where">{VISIT_SAID}</p>\n'
        f'<p><button type="button" class="print">{PRINT}</button></p></details>'
    )
