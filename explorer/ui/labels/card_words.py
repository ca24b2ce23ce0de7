"""A card as HTML. What holds for one person only is filled in by whoever shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from explorer.bodymap.style import Address
from explorer.care.card import Card, LeaveKind, LeaveLine, Option, card
from explorer.care.screening import reason_name
from explorer.content import Atlas
from explorer.content.models import Exercise, Place, Register, ShapeSide
from explorer.handout.html import block, bullets, labelled
from explorer.handout.sheet import Block, Labelled, Line
from explorer.ui.labels import RELATIONS, check_words, folds, markup, remedy_words

CAN_DO, MORE, THERAPIST, RULED_OUT = "What you can do", "More you can do", "What a therapist may do", "Not for you now"
LEAVE, LEAVE_MORE = "Leave alone", "More to take care of"
NOTHING = "Nothing to press or rub here. Gentle moving through the day is what helps most."
LOCKED = "There is nothing to do here now. Get help first."
GRADES_EXPLAINED = (
    "The letter tells how well studies back it for sciatica: A is well, D is only what experts think, and X means that "
    "studies speak against it."
)
LEAVE_LABELS: dict[LeaveKind, str] = {"does_not": "Does not help", "zone": "Keep-off"}
ALL_EXERCISES = "exercises"  # the page to go to where a card offers nothing
# What people come for, by the page that it leads to: the name of the door, one line, and its mark.
DOORS = {
    "pain": ("I hurt", "Tap where. See what you can do today.", ":material/personal_injury:"),
    "follow": ("Show me", "Walk along the nerve, step by step.", ":material/route:"),
    "plan": ("Explain a plan", "Choose, show and hand it over.", ":material/checklist:"),
}
WELCOME, TAP = "What did you come for?", "Tap any part of the picture"
HOW_TO_TAP = (
    "Its card opens here: what it is, what you can do, and what to leave alone. The buttons on the picture peel the "
    "layers: skin, surface muscles, deep muscles, nerve. You can also choose from the list."
)
UNSIGNED = "This is not a diagnosis. No clinician has signed off the texts yet."


@dataclass(frozen=True)
class Shown:
    """How a card is shown: on which ``side``, left open without one, and what is filled in.

    ``address`` gives that of a picture, ``fold`` that of all about an item. ``yours`` is what holds for one person, and
    the way into the plan; ``to_do`` stands under what is offered. With ``brief`` it is what one sees of a card that
    has just opened, without what is folded or far below.
    """

    side: ShapeSide | None
    address: Address
    fold: Address
    yours: Callable[[Option], str] = lambda _: ""
    to_do: str = ""
    brief: bool = False


def every(atlas: Atlas, register: Register, address: Address, fold: Address, *, locked: bool) -> dict[str, str]:
    """The cards of every region and pain place by their id, in brief, as they are before the safety check.

    The browser fills in the side. While a stop sign holds (``locked``) nothing is offered.
    """
    cards = (card(atlas, region, "right", register) for region in atlas.regions.values())
    shown = (each.without_offers() if locked else each for each in cards)
    look = Shown(None, address, fold, to_do=check_words.to_do_button(begun=False), brief=True)
    regions = {each.region.id: of_region(atlas, each, look) for each in shown}
    return regions | {place.id: of_place(atlas, place, None) for place in atlas.places.values()}


def welcome() -> str:
    """What somebody came for, and what the picture can do."""
    doors = "".join(
        markup.tile("leave", page, name, line, picture=markup.icon(mark)) for page, (name, line, mark) in DOORS.items()
    )
    return (
        f'<h2>{WELCOME}</h2><div class="doors">{doors}</div>'
        f"<h3>{TAP}</h3>{markup.paragraph(HOW_TO_TAP)}{markup.small(UNSIGNED)}"
    )


def of_region(atlas: Atlas, it: Card, shown: Shown) -> str:
    """The card of a region."""
    name, words = f'<span class="name">{escape(it.region.name)}</span>', it.words
    return "".join([
        f"<h2>{escape(it.region.plain_name)}</h2>",
        f"<p>{name}</p>" if it.region.id in atlas.in_the_middle else f"<p>{name} · {_side(shown.side)}</p>",
        f"<p>{markup.badge(*RELATIONS[it.region.nerve_relation.kind])}</p>",
        f"<p>{escape(it.nerve)}</p>",
        f"<p>{escape(words.what)}</p>",
        f"<p><strong>{LOCKED}</strong></p>" if it.locked else _offers(atlas, it, shown),
        _leave(it),
        _titled("If it aches", words.ache),
        _titled("Where", words.where),
        "" if shown.brief else _hands_on(atlas, it, shown),
    ])  # fmt: skip


def of_place(atlas: Atlas, place: Place, side: ShapeSide | None) -> str:
    """The words of a place on the skin; without a side it is left open."""
    where = _side(side) if atlas.has_sides(place.id) else "in the middle"
    return f"<h2>{escape(place.name)}</h2><p>{where}</p><p>{escape(place.note)}</p>"


def _side(side: ShapeSide | None) -> str:
    return f"<span data-side>{f'{side} side' if side else ''}</span>"


def _titled(title: str, text: str) -> str:
    return f"<p>{labelled(Labelled(title, text))}</p>"


# --- what is offered ----------------------------------------------------------------------------------------------


def _offers(atlas: Atlas, it: Card, shown: Shown) -> str:
    """What eases it, what one can do at once in pictures, and the rest folded; what is ruled out comes last."""

    def rows(options: Iterable[Option]) -> str:
        return "" if shown.brief else "".join(_row(atlas, option, it.register, shown) for option in options)

    tiles = "".join(
        _row(atlas, option, it.register, shown, _picture(atlas, option, shown.address)) for option in it.tiles
    )
    nothing = f"<p>{NOTHING} {markup.button('leave', ALL_EXERCISES, 'All exercises')}</p>" if not it.options else ""
    more = _folded("can_do", MORE, it.more, rows)
    out = _folded("ruled_out", RULED_OUT, it.ruled_out, rows)
    clear = check_words.not_ruled_out(each.ruling for each in it.options)
    unmarked = markup.small(clear) if clear else ""
    said = f"<h3>{CAN_DO}</h3><p>{escape(it.words.eases)}</p>{tiles}{nothing}{more}{out}{unmarked}{shown.to_do}"
    return f'<section class="offers">{said}</section>'


def _hands_on(atlas: Atlas, it: Card, shown: Shown) -> str:
    rows = "".join(_row(atlas, option, it.register, shown) for option in it.hands_on)
    letters = markup.small(GRADES_EXPLAINED) if it.register == "clinician" else ""
    return f'<section class="remedies"><h3>{THERAPIST}</h3>{rows}{letters}</section>' if rows else ""


def _folded(key: str, title: str, options: Sequence[Option], rows: Callable[[Sequence[Option]], str]) -> str:
    if not options:
        return ""
    return f'<details data-key="{key}"><summary>{title} ({len(options)})</summary>{rows(options)}</details>'


def _picture(atlas: Atlas, option: Option, address: Address) -> str:
    figure = option.item.figure
    return markup.thumbnail(atlas.figures[figure], address) if figure else ""


def _row(atlas: Atlas, option: Option, register: Register, shown: Shown, picture: str = "") -> str:
    """A technique, tool or exercise in a line or with its picture, to be unfolded."""
    item = option.item
    said = [f"<strong>{escape(item.called(register))}</strong>", *_marks(atlas, option, register)]
    if isinstance(item, Exercise) or picture:
        said.append(f"<small>{escape(item.dose.text)}</small>")
    look = ' class="tile"' if picture else ""
    return (
        f'<details{look} name="remedy" data-key="{item.id}" data-tells="open" data-from="'
        f'{escape(shown.fold(f"{folds.REMEDY}/{item.id}"))}"><summary>{picture}<span>{" ".join(said)}</span></summary>'
        f"{_yours(shown.yours(option))}</details>"
    )


def _yours(said: str) -> str:
    return f'<div class="yours">{said}</div>' if said else ""


def _marks(atlas: Atlas, option: Option, register: Register) -> Iterator[str]:
    """How sure we are, for those who know the letters, and what the safety check says, with the strictest reason."""
    if register == "clinician":
        yield f'<span class="grade">grade {remedy_words.grade(option.item)}</span>'
    if option.ruling and option.ruling.because:
        yield markup.action(option.ruling.action)
        yield from (f"<small>{escape(reason_name(atlas, why))}</small>" for why in option.ruling.because[:1])


# --- what to leave alone ------------------------------------------------------------------------------------------


def _leave(it: Card) -> str:
    at_once = block(Block(LEAVE, tuple(_line(it, line) for line in it.leave_at_once)), 3)
    more = bullets(_line(it, line) for line in it.leave_more)
    count = len(it.leave_more)
    rest = f'<details data-key="leave"><summary>{LEAVE_MORE} ({count})</summary>{more}</details>' if count else ""
    return f'<section class="care">{at_once}{rest}</section>'


def _line(it: Card, line: LeaveLine) -> Line:
    grade = f" (grade {line.grade})" if line.grade and it.register == "clinician" else ""
    return Line(f"{line.text}{grade}", LEAVE_LABELS.get(line.kind, ""))
