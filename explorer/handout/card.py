"""The card of one part of the body as a web page that prints: what to leave alone first, then what may help."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from explorer.bodymap import Mark, described
from explorer.care import plan_words, sides
from explorer.care.plan import suggested
from explorer.care.screening import Reason, Ruling, Verdict
from explorer.care.stop_rules import of_region
from explorer.content import Atlas
from explorer.content.in_country import in_country
from explorer.content.models import (
    Action,
    Applier,
    Grade,
    KeepOffZone,
    Region,
    Register,
    Remedy,
    Reviewed,
    ShapeSide,
    Side,
)
from explorer.content.text_for import text_for
from explorer.handout.html import block, document, head, image, joined, labelled, signs, small, warning
from explorer.handout.picture import drawn, logo_file
from explorer.handout.sheet import Block, Labelled, Line, letterhead, small_print, stop_signs, whom_to_ask
from explorer.handout.words import PaperWords, read_words

PICTURE_PX = (700, 800)
LANG = "en"
COMPLAINTS = ("sciatica", "back_pain", "other")  # what people come for first


@dataclass(frozen=True)
class _Card:
    """What a card is about and for whom. ``location`` is ``<region>:<side>``; ``remedies`` are those that it lists."""

    atlas: Atlas
    region: Region
    location: str
    side: ShapeSide
    register: Register
    verdict: Verdict | None
    remedies: tuple[Remedy, ...]
    words: PaperWords


def card(
    atlas: Atlas, region: Region, side: Side, register: Register, verdict: Verdict | None = None, country: str = ""
) -> str:
    """The card of a region on a side of the body, as an HTML document that prints on any paper.

    ``verdict`` is None when the safety check was not done. ``country`` is whose emergency number is printed; without
    it, that of the atlas. Raises KeyError for an unknown country, and ContentError when the words of the paper cannot
    be read.
    """
    atlas = in_country(atlas, country or atlas.here.id)
    it = _card(atlas, region, side, register, verdict)
    title = sides.where(region.plain_name, it.side)
    whom = whom_to_ask(atlas.here, it.words)
    parts = (
        head(letterhead(atlas), logo_file(atlas.clinic["clinic"], atlas), title),
        _stop(it),
        _picture(it),
        f"<h1>{escape(title)}</h1>",
        f"<p>{escape(region.name)}</p>",
        *_about(it),
        _take_care(it),
        _answers(it),
        *_says(it),
        *_remedies(it),
        signs(it.words.stop_signs, it.words.stop_signs_lead, stop_signs(atlas, it.words), whom),
        small(small_print(atlas, _records(it), _references(it), it.words)),
    )
    return document(title, LANG, None, ('<div class="card">', *parts, "</div>"))


def _card(atlas: Atlas, region: Region, side: Side, register: Register, verdict: Verdict | None) -> _Card:
    location = atlas.location(region, side)
    on = atlas.side_of(region, side)
    remedies = () if verdict and verdict.locked else atlas.remedies_of(region)
    return _Card(atlas, region, location, on, register, verdict, remedies, read_words(atlas))


# --- what it is ---------------------------------------------------------------------------------------------------


def _stop(it: _Card) -> str:
    """The stop that the safety check came to, before anything else; that there was no check, when there was none."""
    said = it.words.card
    if it.verdict is None:
        return warning(said.not_checked)
    if it.verdict.stop is None:
        return ""
    names = "; ".join(it.atlas.red_flags[flag].called for flag in it.verdict.stop.flags)
    word = said.stop if it.verdict.locked else it.words.levels.S.title
    return warning(f"{word}: {names}. {it.verdict.stop.action}" + f" {said.locked}" * it.verdict.locked)


def _picture(it: _Card) -> str:
    marks = (Mark(it.location, (1,)),)
    body = image("image/jpeg", drawn(it.atlas, marks, PICTURE_PX), described(it.atlas, marks))
    return f'<figure class="beside">{body}</figure>'


def _about(it: _Card) -> Iterator[str]:
    said, region = it.words.card, it.region
    words = text_for(region, it.register)
    nerve = region.nerve_relation
    yield _said(said.nerve, text_for(nerve, it.register))
    yield _said(said.what, words.what)
    yield _said(said.where, words.where)


def _take_care(it: _Card) -> str:
    words = text_for(it.region, it.register)
    cautions = (Line(_graded(it, caution.text, caution.grade)) for caution in it.region.cautions)
    zones = (Line(_graded(it, f"{z.name}. {z.rule}", z.grade), it.words.card.keep_off) for z in _zones(it))
    rules = (Line(" ".join(rule.for_reader(it.register))) for rule in of_region(it.atlas, it.region))
    lines = (Line(words.leave), *cautions, *rules, *zones)
    return f'<section class="care">{block(Block(it.words.card.take_care, lines), 2)}</section>'


def _answers(it: _Card) -> str:
    """What the safety check changes here, each reason once with its number; nothing when it changes nothing."""
    said = it.words.card
    lines = tuple(Line(why, f"{number}. {name}") for (name, why), number in _notes(it).items())
    return block(Block(said.answers, lines, said.answers_hold), 2) if lines else ""


def _notes(it: _Card) -> dict[tuple[str, str], int]:
    """The numbers of the reasons: name of the condition or stop sign, and the sentence."""
    because = (_known(it, reason) for remedy in it.remedies for reason in _ruling(it, remedy).because)
    return {known: number for number, known in enumerate(dict.fromkeys(because), 1)}


def _known(it: _Card, reason: Reason) -> tuple[str, str]:
    record = it.atlas.conditions.get(reason.condition) or it.atlas.red_flags[reason.condition]
    return record.name, reason.why


def _graded(it: _Card, text: str, grade: Grade) -> str:
    return text if it.register == "patient" else f"{text} ({it.words.card.grade} {grade})"


def _zones(it: _Card) -> tuple[KeepOffZone, ...]:
    return tuple(it.atlas.keep_off[zone] for zone in it.region.keep_off)


def _says(it: _Card) -> Iterator[str]:
    """What an ache there is like, what eases it and what does not. Nothing eases while a stop sign holds."""
    said = it.words.card
    words = text_for(it.region, it.register)
    yield _said(said.ache, words.ache)
    if _is_locked(it):
        return
    yield _said(said.eases, words.eases)
    yield _said(said.does_not, words.does_not)


def _said(label: str, text: str) -> str:
    return f"<p>{labelled(Labelled(label, text))}</p>"


# --- what may be done ---------------------------------------------------------------------------------------------


def _remedies(it: _Card) -> Iterator[str]:
    if not it.remedies and not _is_locked(it):
        yield f"<p>{escape(it.words.card.nothing)}</p>"
    others: Mapping[str, Applier] = {it.words.card.by_hand: "self", it.words.card.yourself: "therapist"}
    for title, other in others.items():
        rows = [_row(it, remedy) for remedy in it.remedies if remedy.applied_by != other]
        if rows:
            yield _table(it.words, title, rows)
    if it.remedies:
        yield f"<p>{escape(it.words.card.stop_rules)} {escape(it.words.card.grades)}</p>"


def _table(words: PaperWords, title: str, rows: Sequence[str]) -> str:
    heads = joined(f'<th scope="col">{escape(column)}</th>' for column in (title, words.dose, words.pressure))
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{joined(rows)}\n</tbody>\n</table>"


def _row(it: _Card, remedy: Remedy) -> str:
    """A technique or tool with its dose. What is ruled out has none."""
    name = f"<strong>{escape(remedy.called(it.register))}</strong>"
    against = _against(it, remedy)
    if against:
        return f'<tr><th scope="row">{name}</th><td colspan="2">{_ruled(it, against)}</td></tr>'
    ruled = (_ruled(it, _ruling(it, remedy).because),) if it.verdict else ()
    what = "<br>".join([name, labelled(_sure(it, remedy)), *ruled])
    hard = plan_words.how_hard(suggested(it.atlas, it.region, "right", remedy), remedy) or it.words.no_pressure
    return f'<tr><th scope="row">{what}</th><td>{escape(remedy.dose.text)}</td><td>{escape(hard)}</td></tr>'


def _sure(it: _Card, remedy: Remedy) -> Labelled:
    """Its grades for each complaint: none stands in for another."""
    grades: dict[str, list[str]] = {}
    for known in sorted(remedy.evidence, key=lambda known: COMPLAINTS.index(known.complaint)):
        grades.setdefault(getattr(it.words.card.complaints, known.complaint), []).append(known.grade)
    each = (f"{about} {'/'.join(sorted(set(found)))}" for about, found in grades.items())
    return Labelled(it.words.card.sure, ", ".join(each))


def _against(it: _Card, remedy: Remedy) -> tuple[Reason, ...]:
    """Why a technique or tool must not be used here at all."""
    if it.verdict is None:
        return ()
    ruled_out = tuple(reason for reason in _ruling(it, remedy).because if reason.action == "avoid")
    return ruled_out or it.verdict.on_the_spot(remedy, it.location)


def _ruled(it: _Card, because: Sequence[Reason]) -> str:
    """What the safety check says of a technique or tool: each action in words, with the numbers of its reasons."""
    notes, numbers = _notes(it), defaultdict[Action, set[int]](set)
    for reason in because:
        numbers[reason.action].add(notes[_known(it, reason)])
    said = (f"{_word(it.words, action)} ({_noted(it.words, found)})" for action, found in numbers.items())
    return f"<strong>{escape('; '.join(said) or it.words.card.ok)}</strong>"


def _noted(words: PaperWords, numbers: Collection[int]) -> str:
    return f"{words.card.see} {', '.join(map(str, sorted(numbers)))}"


def _word(words: PaperWords, action: Action) -> str:
    return words.card.avoid if action == "avoid" else str(getattr(words.actions, action))


def _is_locked(it: _Card) -> bool:
    return it.verdict is not None and it.verdict.locked


def _ruling(it: _Card, remedy: Remedy) -> Ruling:
    return it.verdict.at(remedy, it.location) if it.verdict else Ruling()


# --- small print --------------------------------------------------------------------------------------------------


def _records(it: _Card) -> tuple[Reviewed, ...]:
    """The records whose words are on the card."""
    rules = (it.atlas.stop_rules[code] for code in it.region.stop_rules)
    return (it.region, *rules, *_zones(it), *it.remedies, *it.atlas.red_flags.values())


def _references(it: _Card) -> Iterator[str]:
    yield from it.region.references
    for caution in it.region.cautions:
        yield from caution.references
    for code in it.region.stop_rules:
        yield from it.atlas.stop_rules[code].references
    for zone in _zones(it):
        yield from zone.references
    for remedy in it.remedies:
        yield from remedy.references
