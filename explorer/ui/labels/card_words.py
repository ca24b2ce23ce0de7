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
from explorer.content.reviews import signed
from explorer.handout.html import labelled
from explorer.handout.sheet import Labelled
from explorer.ui.labels import RELATIONS, check_words, folds, markup, remedy_words

LABELLED: tuple[LeaveKind, ...] = ("does_not", "zone")  # lines that say of what kind they are
ALL_EXERCISES = "exercises"  # the page to go to where a card offers nothing
# What people come for: the page that it leads to, and its mark.
DOORS = {"pain": ":material/personal_injury:", "follow": ":material/route:", "plan": ":material/checklist:"}


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
    look = Shown(None, address, fold, to_do=check_words.to_do_button(atlas.speech, begun=False), brief=True)
    regions = {each.region.id: of_region(atlas, each, look) for each in shown}
    return regions | {place.id: of_place(atlas, place, None) for place in atlas.places.values()}


def welcome(atlas: Atlas) -> str:
    """What somebody came for, and what the picture can do."""
    say, (reviewed, texts) = atlas.say, signed(atlas)
    by_whom = say("card.signed", reviewed=reviewed, texts=texts) if reviewed else say("card.unsigned")
    doors = "".join(
        markup.tile("leave", page, say(f"card.door.{page}"), say(f"card.line.{page}"), picture=markup.icon(mark))
        for page, mark in DOORS.items()
    )
    return (
        f'<h2>{escape(say("card.what_for"))}</h2><div class="doors">{doors}</div>'
        f"<h3>{escape(say('card.tap'))}</h3>"
        f"{markup.paragraph(say('card.how_to_tap'))}{markup.small(by_whom)}"
    )


def of_region(atlas: Atlas, it: Card, shown: Shown) -> str:
    """The card of a region."""
    name, words, say = f'<span class="name">{escape(it.region.name)}</span>', it.words, atlas.say
    relation = it.region.nerve_relation.kind
    return "".join([
        f"<h2>{escape(it.region.plain_name)}</h2>",
        f"<p>{name}</p>" if it.region.id in atlas.in_the_middle else f"<p>{name} · {_side(atlas, shown.side)}</p>",
        f"<p>{markup.badge(say(f'relation.{relation}'), *RELATIONS[relation])}</p>",
        f"<p>{escape(it.nerve)}</p>",
        f"<p>{escape(words.what)}</p>",
        f"<p><strong>{escape(say('card.locked'))}</strong></p>" if it.locked else _offers(atlas, it, shown),
        _leave(atlas, it),
        _titled(say("card.aches"), words.ache),
        _titled(say("card.where"), words.where),
        "" if shown.brief else _hands_on(atlas, it, shown),
    ])  # fmt: skip


def of_place(atlas: Atlas, place: Place, side: ShapeSide | None) -> str:
    """The words of a place on the skin; without a side it is left open."""
    where = _side(atlas, side) if atlas.has_sides(place.id) else escape(atlas.say("card.middle"))
    return f"<h2>{escape(place.name)}</h2><p>{where}</p><p>{escape(place.note)}</p>"


def _side(atlas: Atlas, side: ShapeSide | None) -> str:
    return f"<span data-side>{escape(atlas.say(f'body.side.{side}')) if side else ''}</span>"


def _titled(title: str, text: str) -> str:
    return f"<p>{labelled(Labelled(title, text))}</p>"


# --- what is offered ----------------------------------------------------------------------------------------------


def _offers(atlas: Atlas, it: Card, shown: Shown) -> str:
    """What one can do at once, in pictures; then what eases it, and the rest folded. What is ruled out comes last."""

    def rows(options: Iterable[Option]) -> str:
        return "" if shown.brief else "".join(_row(atlas, option, it.register, shown) for option in options)

    tiles = "".join(
        _row(atlas, option, it.register, shown, _picture(atlas, option, shown.address)) for option in it.tiles
    )
    say = atlas.say
    way = markup.button("leave", ALL_EXERCISES, say("shelf.all.exercise"))
    nothing = "" if it.options else f"<p>{escape(say('card.nothing'))} {way}</p>"
    more = _folded("can_do", say("card.more", number=len(it.more)), it.more, rows)
    out = _folded("ruled_out", say("card.ruled_out", number=len(it.ruled_out)), it.ruled_out, rows)
    clear = check_words.not_ruled_out(atlas.speech, (each.ruling for each in it.options))
    unmarked = markup.small(clear) if clear else ""
    head, eases = f"<h3>{escape(say('card.can_do'))}</h3>", f"<p>{escape(it.words.eases)}</p>"
    said = f"{head}{tiles}{eases}{nothing}{more}{out}{unmarked}{shown.to_do}"
    return f'<section class="offers">{said}</section>'


def _hands_on(atlas: Atlas, it: Card, shown: Shown) -> str:
    rows = "".join(_row(atlas, option, it.register, shown) for option in it.hands_on)
    letters = markup.small(atlas.say("card.letters")) if it.register == "clinician" else ""
    title = escape(atlas.say("card.therapist"))
    return f'<section class="remedies"><h3>{title}</h3>{rows}{letters}</section>' if rows else ""


def _folded(key: str, title: str, options: Sequence[Option], rows: Callable[[Sequence[Option]], str]) -> str:
    if not options:
        return ""
    return f'<details data-key="{key}"><summary>{escape(title)}</summary>{rows(options)}</details>'


def _picture(atlas: Atlas, option: Option, address: Address) -> str:
    figure = atlas.figures[option.item.figure] if option.item.figure else None
    return markup.thumbnail(figure.files, figure.shown_side, address) if figure else ""


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
        said = atlas.say("card.grade", grade=remedy_words.grade(atlas.speech, option.item))
        yield f'<span class="grade">{escape(said)}</span>'
    if option.ruling and option.ruling.because:
        yield markup.action(atlas.speech, option.ruling.action)
        yield from (f"<small>{escape(reason_name(atlas, why))}</small>" for why in option.ruling.because[:1])


# --- what to leave alone ------------------------------------------------------------------------------------------


def _leave(atlas: Atlas, it: Card) -> str:
    def listed(lines: Iterable[LeaveLine]) -> str:
        return f"<ul>{''.join(_line(atlas, it, line) for line in lines)}</ul>"

    title, count = escape(atlas.say("card.leave")), len(it.leave_more)
    more = escape(atlas.say("card.leave_more", number=count))
    rest = f'<details data-key="leave"><summary>{more}</summary>{listed(it.leave_more)}</details>' if count else ""
    return f'<section class="care"><h3>{title}</h3>{listed(it.leave_at_once)}{rest}</section>'


def _line(atlas: Atlas, it: Card, line: LeaveLine) -> str:
    """One line, of which the look tells the kind by a mark."""
    graded = line.grade and it.register == "clinician"
    text = atlas.say("card.line_grade", line=line.text, grade=line.grade) if graded else line.text
    label = atlas.say(f"card.label.{line.kind}") if line.kind in LABELLED else ""
    return f'<li class="{line.kind}">{labelled(Labelled(label, text))}</li>'
