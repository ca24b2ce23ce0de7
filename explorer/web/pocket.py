"""The plan in the pocket: a light page from the code alone, whole without a script. And what is said instead of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

from explorer.bodymap import Mark
from explorer.care import answers
from explorer.content import Atlas
from explorer.content.language import left_in_english
from explorer.content.models import Plan
from explorer.content.once import once
from explorer.content.speech import Speech
from explorer.handout.html import block, dose, joined, labelled, small, whole
from explorer.handout.in_english import marked
from explorer.handout.link import LANG, in_explorer, pocket
from explorer.handout.link import diary as diary_address
from explorer.handout.picture import drawn
from explorer.handout.sheet import Part, Row, Sheet, Shown
from explorer.web import diary, headers, home_screen, timer
from explorer.web.assets import FIGURES, LOGO, Asset, Assets
from explorer.web.scripts import script
from explorer.web.stop_signs import StopSigns, as_html, call

BODY_PX = (840, 900)
MOST_BODIES = 64  # kept; one has about 100 kB
_SETTINGS = ("home", "visit")  # what is done today comes first
_WITH_ITEMS = ("before", "during")  # the stop rules that stand with the items themselves
_STYLE = timer.LOOK + Path(__file__).with_suffix(".css").read_text("utf-8") + diary.LOOK
_SCRIPT = timer.SCRIPT + diary.SCRIPT + script("pocket.js")
_HEAD = f'<meta name="robots" content="noindex">\n<style>{_STYLE}</style>'
AT = "at"  # the parameter that says when to remind

# A plan is a person's own: only their browser keeps it, and nobody hears its address.
HEADERS = {
    headers.POLICY: headers.light_policy(_STYLE, (_SCRIPT,)),
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


@dataclass(frozen=True)
class Pocket:
    """What the page is made of: ``code`` is that of the ``plan``, ``base`` the path that the app is served under."""

    sheet: Sheet
    atlas: Atlas
    assets: Assets
    code: str
    plan: Plan
    base: str
    country: str | None = None

    @property
    def path(self) -> str:
        """Where this page is."""
        return pocket(self.base, self.code, self.country)

    @property
    def speech(self) -> Speech:
        """What the page says."""
        return self.atlas.speech

    @property
    def is_done_at_home(self) -> bool:
        """Whether there is something to do between visits."""
        return any(part.setting == "home" for part in self.sheet.parts)

    @property
    def titles(self) -> dict[str | None, str]:
        """The heads of the stop rules by their placement."""
        return {found.placement: found.title for found in self.sheet.lists}


def page(it: Pocket) -> str:
    """The plan as an HTML document."""
    of = it.sheet
    parts = (
        _clinic(it),
        f"<h1>{escape(of.title)}</h1>",
        *(f'<p class="fact">{labelled(fact)}</p>' for fact in of.facts),
        f'<p class="care">{escape(of.overdue)}</p>' if of.overdue else "",
        f'<p class="stop"><a href="#stop">{escape(of.signs_title)}</a> <span>{_emergency(it)}</span></p>',
        *(_part(part, it) for setting in _SETTINGS for part in of.parts if part.setting == setting),
        _own_days(it) if it.is_done_at_home else "",
        _reminders(it),
        _body(it),
        _signs(it),
        *(f"<section>{block(found, 2)}</section>" for found in of.lists if found.placement not in _WITH_ITEMS),
        _further(it),
        _kept(it),
        small(of.small),
        f"<script>{_SCRIPT}</script>",
    )
    title, more_head = " · ".join((of.title, *of.clinic[:1])), f"{_HEAD}\n{home_screen.head(it.base, it.path)}"
    return marked(whole(title, of.lang, more_head, parts), left_in_english(it.atlas))


def instead(title: str, said: str, to_do: Iterable[str], signs: StopSigns, base: str) -> str:
    """What is said calmly when there is no plan to show: why, what to do, and the stop signs all the same."""
    parts = (
        f"<h1>{escape(title)}</h1>",
        f"<p>{escape(said)}</p>" if said else "",
        f"<ul>{joined(f'<li>{escape(line)}</li>' for line in to_do)}</ul>",
        f'<section class="signs">{as_html(signs, base)}</section>',
        _way(f"{base}/?{LANG}={signs.speech.lang}", signs.speech),
    )
    return whole(title, signs.speech.lang, _HEAD, parts)


def _further(it: Pocket) -> str:
    """What else one can do with the plan."""
    # The code holds no answers, so nobody can tell here whether the safety check was done.
    anew, way = escape(it.speech.say("pocket.anew")), _way(in_explorer(it.base, it.code, it.speech.lang), it.speech)
    paper = escape(pocket(it.base, f"{it.code}.pdf", it.country))
    printed = f'<p><a class="paper" href="{paper}">{escape(it.speech.say("pocket.on_paper"))}</a></p>'
    return f"<section><p>{anew}</p>\n{way}\n{printed}</section>"


def _way(address: str, speech: Speech) -> str:
    return f'<p><a class="way" href="{escape(address)}">{escape(speech.say("pocket.open"))}</a></p>'


# --- the head -----------------------------------------------------------------------------------------------------


def _clinic(it: Pocket) -> str:
    """Whose plan it is; nothing where no clinic is named."""
    lines = it.sheet.clinic
    logo = LOGO.format(it.sheet.logo)
    drawn_logo = _picture(it.assets.address(logo), "", "logo") if logo in it.assets.ids else ""
    name = "".join(f"<strong>{escape(line)}</strong>" for line in lines[:1])
    more = "".join(f"<span>{escape(line)}</span>" for line in lines[1:])
    return f"<header>{drawn_logo}<p>{name}{more}</p></header>" if drawn_logo or lines else ""


def _emergency(it: Pocket) -> str:
    number = it.sheet.help[0]
    return f"{escape(number.label)}: {call(it.atlas.here, number.text)}"


# --- the items ----------------------------------------------------------------------------------------------------


def _part(part: Part, it: Pocket) -> str:
    items = joined(f'<li id="item-{row.number}">{_item(row, part, it)}</li>' for row in part.rows)
    return f'<section><h2>{escape(part.title)}</h2>\n<ul class="items">\n{items}\n</ul></section>'


def _item(row: Row, part: Part, it: Pocket) -> str:
    guide = row.guide
    said = (
        f'<h3><span class="number">{row.number}</span> {escape(row.what)}</h3>',
        f'<p class="where">{escape(row.where)}</p>',
        _figure(row.shown, it.assets) if row.shown else "",
        f'<p class="dose">{dose(row.dose)}</p>',
        f"<p>{labelled(row.pressure)}</p>",
        *(f'<p class="care">{labelled(line)}</p>' for line in row.care),
        _hold(row),
        _diary(row, it) if part.setting == "home" else "",
        f"<p>{escape(guide.position)}</p>" if guide.position else "",
        f"<ol>{_lines(guide.steps)}</ol>" if guide.steps else "",
        _fold(row.what, it.titles.get("before", ""), "", guide.before),
        _fold(row.what, it.titles.get("during", ""), guide.stop[0], guide.stop[1:]) if guide.stop else "",
    )
    return joined(part for part in said if part)


def _figure(shown: Shown, assets: Assets) -> str:
    """How it is done, turned for the side as on paper; one text tells both pictures of start and end."""
    looks = "mirrored" if shown.mirrored else ""
    there = [name for file in shown.files if (name := f"{FIGURES}/{file}") in assets.ids]
    drawn_ones = (_picture(assets.address(name), "" if i else shown.alt, looks) for i, name in enumerate(there))
    caption = f"<figcaption>{escape(shown.caption)}</figcaption>" if shown.caption else ""
    return f"<figure><div>{joined(drawn_ones)}</div>{caption}</figure>" if there else ""


def _picture(address: str, alt: str, looks: str) -> str:
    """A picture that the browser fetches when it comes near."""
    return f'<img loading="lazy" class="{looks}" alt="{escape(alt)}" src="{escape(address)}">'


def _hold(row: Row) -> str:
    """The timer, which shows itself where scripts run."""
    seconds = timer.timed(row.guide.seconds)
    about = f'role="group" aria-label="{escape(row.what)}"'
    told = f'data-seconds="{seconds}" data-repeats="{row.guide.goes}"'
    return f'<div class="hold" {about} {told}>{timer.HTML}</div>' if seconds else ""


def _diary(row: Row, it: Pocket) -> str:
    return diary.of_item(row.number, row.what, answers.next_steps(it.atlas, it.plan.items[row.number - 1]))


def _fold(what: str, title: str, first: str, lines: tuple[str, ...]) -> str:
    """Lines about an item to unfold; the first one is read without that."""
    head = f"<strong>{escape(title)}</strong>" + (f" {escape(first)}" if first else "")
    if lines:
        about = f'aria-label="{escape(what)}"'
        return f"<details {about}><summary><span>{head}</span></summary><ul>{_lines(lines)}</ul></details>"
    return f'<p class="alone">{head}</p>' if first else ""


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"<li>{escape(line)}</li>" for line in lines)


# --- after the items ----------------------------------------------------------------------------------------------


def _reminders(it: Pocket) -> str:
    """A form that gives a file for the calendar; nothing where all is done at visits."""
    if not it.is_done_at_home:
        return ""
    to, say = escape(f"{pocket(it.base, it.code)}.ics"), it.speech.say
    first = f'<label>{escape(say("pocket.remind_at"))} <input type="time" name="{AT}" value="09:00" required></label>'
    second = f'<label>{escape(say("pocket.and_at"))} <input type="time" name="{AT}"></label>'
    form = f'<form action="{to}">{first} {second} <button>{escape(say("pocket.to_calendar"))}</button></form>'
    only_yours = f'<p class="where">{escape(say("pocket.only_yours"))}</p>'
    return f'<section class="remind"><h2>{escape(say("pocket.remind"))}</h2>\n{form}\n{only_yours}</section>'


def _own_days(it: Pocket) -> str:
    read_at = diary_address(it.base, it.code)
    return diary.section(it.code, answers.in_order(it.atlas), read_at, len(it.plan.items), it.speech)


def _body(it: Pocket) -> str:
    size = 'width="{}" height="{}"'.format(*BODY_PX)
    where, alt = escape(body_address(it.base, it.code)), escape(it.sheet.alt)
    return f'<figure class="body"><img loading="lazy" {size} alt="{alt}" src="{where}"></figure>'


def _signs(it: Pocket) -> str:
    """All stop signs, and whom to call or ask."""
    of = it.sheet
    groups = joined(f"<div>{block(group, 3)}</div>" for group in of.signs)
    asked = joined(f"<p>{labelled(line)}</p>" for line in of.help[1:])
    lead = f"<p><strong>{escape(of.signs_lead)}</strong></p>\n<p>{_emergency(it)}</p>"
    return (
        f'<section class="signs" id="stop">\n<h2>{escape(of.signs_title)}</h2>\n{lead}\n{asked}\n{groups}\n</section>'
    )


def _kept(it: Pocket) -> str:
    """What shows itself once the phone keeps the plan."""
    say, speech = it.speech.say, it.speech
    told = f'data-plan="{escape(it.path)}" data-worker="{escape(home_screen.address(it.base, home_screen.WORKER))}"'
    words = diary.as_json({"timer": speech.page("timer"), "tally": speech.page("tally")})
    return (
        f"<section class=\"kept\" hidden {told} data-words='{words}'>\n"
        f'<p class="there">{escape(say("pocket.kept"))}</p>\n'
        f'<button type="button">{escape(say("pocket.remove"))}</button>\n'
        f'<p class="gone" tabindex="-1" hidden>{escape(say("pocket.removed"))}</p>\n</section>'
    )


# --- the marked body ----------------------------------------------------------------------------------------------


def body_address(base: str, code: str) -> str:
    """The address of the body with the marks of a plan."""
    return f"{pocket(base, code)}.jpg"


def body(atlas: Atlas, marks: tuple[Mark, ...]) -> Asset:
    """The body with these marks. Drawing one takes longer than all the rest, so the last ones are kept."""
    return _bodies(atlas)(marks)


@once
def _bodies(atlas: Atlas) -> Callable[[tuple[Mark, ...]], Asset]:
    return lru_cache(MOST_BODIES)(lambda marks: Asset(drawn(atlas, marks, BODY_PX), "image/jpeg"))
