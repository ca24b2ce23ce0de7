"""The card of one part of the body as a web page that prints: what one can do, what to leave alone, the stop signs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from explorer.bodymap import Mark, described
from explorer.bodymap.figures import thumbnail
from explorer.care import plan_words, sides
from explorer.care.card import Card, LeaveKind, LeaveLine, Option, is_own
from explorer.care.card import card as card_of
from explorer.care.plan import suggested
from explorer.care.screening import Reason, Verdict, reason_name
from explorer.content import Atlas
from explorer.content.folders import figure_file
from explorer.content.in_country import in_country
from explorer.content.language import left_in_english
from explorer.content.location import Location
from explorer.content.models import Action, AnyItem, KeepOffZone, Region, Register, Reviewed, Side
from explorer.handout.html import TYPES, block, document, head, image, joined, labelled, signs, small, warning
from explorer.handout.in_english import marked
from explorer.handout.picture import drawn, logo_file
from explorer.handout.sheet import Block, Labelled, Line, letterhead, small_print, stop_signs, whom_to_ask
from explorer.handout.words import PaperWords, read_words, with_value

PICTURE_PX = (700, 800)
COMPLAINTS = ("sciatica", "back_pain", "other")  # what people come for first


@dataclass(frozen=True)
class _Paper:
    """What is printed, and the words for it."""

    atlas: Atlas
    card: Card
    verdict: Verdict | None
    words: PaperWords

    @property
    def region(self) -> Region:
        """The region that it is about."""
        return self.card.region


def card(
    atlas: Atlas, region: Region, side: Side, register: Register, verdict: Verdict | None = None, country: str = ""
) -> str:
    """The card of a region on a side of the body, as an HTML document that prints on any paper.

    ``verdict`` is None when the safety check was not done. ``country`` is whose emergency number is printed; without
    it, that of the atlas. Raises KeyError for an unknown country, and ContentError when the words of the paper cannot
    be read.
    """
    atlas = in_country(atlas, country or atlas.here.id)
    it = _Paper(atlas, card_of(atlas, region, side, register, verdict), verdict, read_words(atlas))
    title = sides.where(atlas.speech, region.plain_name, it.card.side)
    whom = whom_to_ask(atlas.here, it.words)
    parts = (
        head(letterhead(atlas), logo_file(atlas.clinic["clinic"], atlas), title),
        _stop(it),
        _picture(it),
        f"<h1>{escape(title)}</h1>",
        f"<p>{escape(region.name)}</p>",
        _said(it.words.card.nerve, it.card.nerve),
        _said(it.words.card.what, it.card.words.what),
        *_can_do(it),
        _leave(it),
        _answers(it),
        _said(it.words.card.ache, it.card.words.ache),
        _said(it.words.card.where, it.card.words.where),
        *_hands_on(it),
        signs(it.words.stop_signs, it.words.stop_signs_lead, stop_signs(atlas, it.words), whom),
        small(small_print(atlas, _records(it), _references(it), it.words)),
    )
    html = document(title, atlas.lang, None, ('<div class="card">', *parts, "</div>"))
    return marked(html, left_in_english(atlas))


# --- what it is ---------------------------------------------------------------------------------------------------


def _stop(it: _Paper) -> str:
    """The stop that the safety check came to, before anything else; that there was no check, when there was none."""
    said = it.words.card
    if it.verdict is None:
        return warning(said.not_checked)
    if it.verdict.stop is None:
        return ""
    names = "; ".join(it.atlas.red_flags[flag].called for flag in it.verdict.stop.flags)
    word = said.stop if it.card.locked else it.words.levels.S.title
    return warning(f"{word}: {names}. {it.verdict.stop.action}" + f" {said.locked}" * it.card.locked)


def _picture(it: _Paper) -> str:
    marks = (Mark(str(Location(it.region.id, it.card.side)), (1,)),)
    body = image("image/jpeg", drawn(it.atlas, marks, PICTURE_PX), described(it.atlas, marks))
    return f'<figure class="beside">{body}</figure>'


def _said(label: str, text: str) -> str:
    return f"<p>{labelled(Labelled(label, text))}</p>"


def _leave(it: _Paper) -> str:
    lines = tuple(_leave_line(it, line) for line in it.card.leave)
    return f'<section class="care">{block(Block(it.words.card.take_care, lines), 2)}</section>'


def _leave_line(it: _Paper, line: LeaveLine) -> Line:
    said = it.words.card
    labels: dict[LeaveKind, str] = {"does_not": said.does_not, "zone": said.keep_off}
    grade = f" ({with_value(said.grade, line.grade)})" if line.grade and it.card.register == "clinician" else ""
    return Line(f"{line.text}{grade}", labels.get(line.kind, ""))


def _answers(it: _Paper) -> str:
    """What the safety check changes here, each reason once with its number; nothing when it changes nothing."""
    said = it.words.card
    lines = tuple(Line(why, f"{number}. {name}") for (name, why), number in _notes(it).items())
    return block(Block(said.answers, lines, said.answers_hold), 2) if lines else ""


def _notes(it: _Paper) -> dict[tuple[str, str], int]:
    """The numbers of the reasons: name of the condition or stop sign, and the sentence."""
    because = (_known(it, reason) for option in it.card.options if option.ruling for reason in option.ruling.because)
    return {known: number for number, known in enumerate(dict.fromkeys(because), 1)}


def _known(it: _Paper, reason: Reason) -> tuple[str, str]:
    return reason_name(it.atlas, reason), reason.why


# --- what may be done ---------------------------------------------------------------------------------------------


def _can_do(it: _Paper) -> Iterator[str]:
    """What eases it, and what one can do. Nothing eases while a stop sign holds."""
    if it.card.locked:
        return
    said = it.words.card
    yield _said(said.eases, it.card.words.eases)
    out = [option for option in it.card.ruled_out if is_own(option.item)]
    yield _table(it, said.yourself, [*it.card.tiles, *it.card.more, *out])
    if not it.card.options:
        yield f"<p>{escape(said.nothing)}</p>"


def _hands_on(it: _Paper) -> Iterator[str]:
    said = it.words.card
    out = [option for option in it.card.ruled_out if not is_own(option.item)]
    yield _table(it, said.by_hand, [*it.card.hands_on, *out])
    if it.card.options:
        letters = f" {escape(said.grades)}" if it.card.register == "clinician" else ""
        yield f"<p>{escape(said.stop_rules)}{letters}</p>"


def _table(it: _Paper, title: str, options: Sequence[Option]) -> str:
    if not options:
        return ""
    words, rows = it.words, joined(_row(it, option) for option in options)
    heads = joined(f'<th scope="col">{escape(column)}</th>' for column in (title, words.dose, words.pressure))
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _row(it: _Paper, option: Option) -> str:
    """A technique, tool or exercise with its dose, and with its picture where it is shown at once.

    What is ruled out has neither.
    """
    item = option.item
    name = f"<strong>{escape(item.called(it.card.register))}</strong>"
    if option.against:
        return f'<tr><th scope="row">{name}</th><td colspan="2">{_ruled(it, option.against)}</td></tr>'
    picture = _thumbnail(it, item) if option in it.card.tiles else ""
    ruled = (_ruled(it, option.ruling.because),) if option.ruling else ()
    known = (labelled(_sure(it, item)),) if it.card.register == "clinician" else ()
    what = "<br>".join([f"{picture}{name}", *known, *ruled])
    hard = (
        plan_words.how_hard(it.atlas.speech, suggested(it.atlas, it.region, "right", item), item)
        or it.words.no_pressure
    )
    return f'<tr><th scope="row">{what}</th><td>{escape(item.dose.text)}</td><td>{escape(hard)}</td></tr>'


def _thumbnail(it: _Paper, item: AnyItem) -> str:
    figure = it.atlas.figures[item.figure] if item.figure else None
    file = figure and figure_file(figure.files[-1], it.atlas.folders)
    if not figure or not file:
        return ""
    mirrored = ' class="mirrored"' if figure.is_mirrored_for(it.card.side) else ""
    return image(TYPES[file.suffix], thumbnail(file), figure.alt, mirrored)


def _sure(it: _Paper, item: AnyItem) -> Labelled:
    """Its grades for each complaint, for those who know the letters: none stands in for another."""
    grades: dict[str, list[str]] = {}
    for known in sorted(item.evidence, key=lambda known: COMPLAINTS.index(known.complaint)):
        grades.setdefault(getattr(it.words.card.complaints, known.complaint), []).append(known.grade)
    each = (f"{about} {'/'.join(sorted(set(found)))}" for about, found in grades.items())
    return Labelled(it.words.card.sure, ", ".join(each))


def _ruled(it: _Paper, because: Sequence[Reason]) -> str:
    """What the safety check says of an item: each action in words, with the numbers of its reasons."""
    notes, numbers = _notes(it), defaultdict[Action, set[int]](set)
    for reason in because:
        numbers[reason.action].add(notes[_known(it, reason)])
    said = (f"{_word(it.words, action)} ({_noted(it.words, found)})" for action, found in numbers.items())
    return f"<strong>{escape('; '.join(said) or it.words.card.ok)}</strong>"


def _noted(words: PaperWords, numbers: Collection[int]) -> str:
    return with_value(words.card.see, ", ".join(map(str, sorted(numbers))))


def _word(words: PaperWords, action: Action) -> str:
    return words.card.avoid if action == "avoid" else str(getattr(words.actions, action))


# --- small print --------------------------------------------------------------------------------------------------


def _records(it: _Paper) -> tuple[Reviewed, ...]:
    """The records whose words are on the card."""
    rules = (it.atlas.stop_rules[code] for code in it.region.stop_rules)
    return (it.region, *rules, *_zones(it), *_items(it), *it.atlas.red_flags.values())


def _references(it: _Paper) -> Iterator[str]:
    yield from it.region.references
    for caution in it.region.cautions:
        yield from caution.references
    for code in it.region.stop_rules:
        yield from it.atlas.stop_rules[code].references
    for zone in _zones(it):
        yield from zone.references
    for item in _items(it):
        yield from item.references


def _zones(it: _Paper) -> tuple[KeepOffZone, ...]:
    return tuple(it.atlas.keep_off[zone] for zone in it.region.keep_off)


def _items(it: _Paper) -> tuple[AnyItem, ...]:
    return tuple(option.item for option in it.card.options)
