"""The fixed words of the paper: ``handout/words.yaml`` of the topmost content folder that has one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from explorer.content import Atlas, ContentError, Problem
from explorer.content.draft import read_draft
from explorer.content.in_language import record_in
from explorer.content.models import Frozen, Text, filled, placeholders
from explorer.content.once import once
from explorer.content.problems import short
from explorer.content.text_rules import link_in, no_link
from explorer.content.texts import all_texts
from explorer.content.translation import PAPER, paper_words
from explorer.content.yaml_file import Where

FILE = f"{PAPER}.yaml"
FILLED = {  # what stands in the words of a field; without its name it stands behind them, as it did in older files
    "made": "day",
    "same_as": "number",
    "reviewed_by": "names",
    "own_content": "name",
    "grade": "grade",
    "see": "numbers",
}


class ActionWords(Frozen):
    """What stands before the sentence of a caution."""

    ask_clinician_first: Text
    avoid_locally: Text
    modify: Text


class AdviceTitles(Frozen):
    """The heads of the lines of advice."""

    home_care: Text
    aftercare: Text
    activity: Text


class LevelWords(Frozen):
    """What to do at the stop signs of a level, and what else to know."""

    title: Text
    more: Text


class Levels(Frozen):
    """The three levels of stop signs."""

    E: LevelWords
    U: LevelWords
    S: LevelWords


class ComplaintWords(Frozen):
    """What a grade is about, within a line."""

    sciatica: Text
    back_pain: Text
    other: Text


class CardWords(Frozen):
    """The heads and fixed sentences of the card of one part of the body."""

    nerve: Text
    what: Text
    where: Text
    take_care: Text
    keep_off: Text
    grade: Text
    ache: Text
    eases: Text
    does_not: Text
    by_hand: Text
    yourself: Text
    nothing: Text
    sure: Text
    complaints: ComplaintWords
    grades: Text
    stop_rules: Text
    stop: Text
    locked: Text
    answers: Text
    see: Text
    answers_hold: Text
    avoid: Text
    ok: Text
    not_checked: Text


class MeasureWords(Frozen):
    """Short measures to fill in by hand: a line for an ``activity``, and ``scales`` of 0 to 10, so many ``times``.

    ``day`` stands before the days on which they are filled in.
    """

    title: Text
    activity: Text
    day: Text
    times: int = Field(default=5, ge=1, le=8)  # files of clinics had none at first
    scales: tuple[Text, ...]


class PaperWords(Frozen):
    """The fixed words of the paper. ``before`` and ``stop`` are heads of stop rules.

    Without ``measures``, which papers had not at first, a paper cannot have them. Nobody reads ``agreed_with`` any
    more; files of clinics may have it.
    """

    title: Text
    made: Text
    visits: Text
    review: Text
    at_visits: Text
    at_home: Text
    dose: Text
    pressure: Text
    steps_by_link: Text
    each_visit: Text
    no_pressure: Text
    note: Text
    agreed_with: Text | None = None
    same_as: Text
    actions: ActionWords
    before: Text
    stop: Text
    not_to_do: Text
    visit_day: Text
    advice: AdviceTitles
    stop_signs: Text
    stop_signs_lead: Text
    levels: Levels
    emergency: Text
    same_day: Text
    not_checked: Text
    not_a_diagnosis: Text
    not_reviewed: Text
    reviewed_by: Text
    sources: Text
    own_content: Text
    page: Text
    scan: Text
    scan_alt: Text
    sore: Text
    sore_more: Text
    measures: MeasureWords | None = None
    card: CardWords


def with_value(text: str, value: object, end: str = "") -> str:
    """Words of the paper that hold one thing, with ``value`` as that. ``end`` is behind it in files of before."""
    if named := placeholders(text):
        return filled(text, dict.fromkeys(named, str(value)))
    return f"{text} {value}{end}"


@once
def read_words(atlas: Atlas) -> PaperWords:
    """The fixed words of the paper. Raises ContentError with every problem found."""
    if atlas.file(FILE) is None:
        raise ContentError([Problem(FILE, 1, 1, "", "the words of the paper are missing", "restore this file")])
    file = paper_words(atlas)
    problems = list(file.problems)
    draft = read_draft(file, (), _with_shared(file.value, atlas), PaperWords, problems)
    problems += (
        draft.problem(where, *no_link(link)) for where, text in all_texts(draft.raw) if (link := link_in(text))
    )
    problems += (draft.problem(where, *_unfilled(name, where)) for where, name in _unknown(draft.raw))
    if problems:
        raise ContentError(problems)
    words: PaperWords | Any = draft.record
    return record_in(atlas.catalogs.get(atlas.lang), PAPER, words)


def _with_shared(given: Any, atlas: Atlas) -> Any:
    """The words of a file, and those of the interface for what it leaves out because pages say the same."""
    if not isinstance(given, dict):
        return given
    say, measures = atlas.say, given.get("measures")
    shared = {
        "title": say("page.my_plan"),
        "at_visits": say("my_plan.at.visit"),
        "at_home": say("my_plan.at.home"),
        "stop": say("stop.when"),
        "stop_signs": say("page.stop_signs"),
        "sources": say("page.sources"),
        "sore": say("page.pain"),
    }
    filled_in = {"activity": say("daily.goal"), "day": say("daily.head.day")}
    more = {"measures": {**filled_in, **measures}} if isinstance(measures, dict) else {}
    return {**shared, **given, **more}


def _unknown(raw: Any) -> Iterator[tuple[Where, str]]:
    """The names in braces that nothing fills, each with its place."""
    for where, text in all_texts(raw):
        yield from ((where, name) for name in sorted(placeholders(text)) if name != FILLED.get(str(where[-1])))


def _unfilled(name: str, where: Where) -> tuple[str, str]:
    known = FILLED.get(str(where[-1]))
    return f"nothing fills '{{{short(name)}}}' here", f"write {{{known}}}" if known else "take it out"
