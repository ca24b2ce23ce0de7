"""How a ruling of the safety check looks: its mark, its reason in one line, and the rest on demand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from explorer.care.screening import Reason, Ruling, Stop, reason_name
from explorer.content import Atlas
from explorer.content.citations import named
from explorer.content.models import Action, Item, Level, RedFlag, Register
from explorer.ui.labels import ACTIONS, bullets, check_words, markup, remedy_words, sure
from explorer.ui.safety import check
from explorer.ui.state import content, pages


def word(atlas: Atlas, action: Action) -> str:
    """Icon and word of an action, for a short label."""
    icon, _ = ACTIONS[action]
    return f"{icon} {atlas.say(f'action.{action}')}"


def label(atlas: Atlas, item: Item, ruling: Ruling | None, register: Register) -> str:
    """The name of an item with its evidence mark, and with what the answers change."""
    mark = f" · {word(atlas, ruling.action)}" if ruling and ruling.because else ""
    return f"{item.called(register)} · {remedy_words.grade(atlas.speech, item)}{mark}"


def badge(atlas: Atlas, action: Action) -> str:
    """Colour, icon and word of an action, for a line of text."""
    icon, colour = ACTIONS[action]
    return f":{colour}-badge[{icon} {atlas.say(f'action.{action}')}]"


def box(atlas: Atlas, ruling: Ruling | None) -> str:
    """What holds now for a technique or tool, as HTML: all that applies, one reason, and the others on demand."""
    if ruling is None:
        return ""
    if not ruling.because:
        return markup.paragraph(atlas.say("ruling.nothing_against"))
    title = atlas.say("ruling.why", reasons=len(ruling.because))
    lines = "".join(_reason(atlas, each) for each in ruling.because)
    whole = f'<details data-key="why"><summary>{escape(title)}</summary><ul>{lines}</ul></details>'
    return f"{in_short(atlas, ruling)}{whole}"


def in_short(atlas: Atlas, ruling: Ruling) -> str:
    """All that applies and the strictest reason, of a ruling that has one, as HTML."""
    marks = " ".join(markup.action(atlas.speech, action) for action in (ruling.action, *ruling.also))
    first = ruling.because[0]
    return f"<p>{marks} <strong>{escape(reason_name(atlas, first))}.</strong> {escape(first.why)}</p>"


def legend(atlas: Atlas, rulings: Iterable[Ruling | None]) -> None:
    """Why the marks of several techniques or tools are as they are, one line for each action, and what no mark says."""
    known = tuple(rulings)
    found = [ruling for ruling in known if ruling and ruling.because]
    lines = [
        f"{badge(atlas, action)} {', '.join(dict.fromkeys(because(atlas, r) for r in found if r.action == action))}"
        for action in ACTIONS
        if any(ruling.action == action for ruling in found)
    ]
    lines += filter(None, [check_words.not_ruled_out(atlas.speech, known)])
    if lines:
        st.markdown("\n\n".join(f":small[{line}]" for line in lines))


def because(atlas: Atlas, ruling: Ruling) -> str:
    """The name of the strictest reason."""
    return reason_name(atlas, ruling.because[0]) if ruling.because else ""


def _reason(atlas: Atlas, found: Reason) -> str:
    rests = sure(atlas.speech, found.grade, named(atlas, found.references))
    mark, known = markup.action(atlas.speech, found.action), f"<strong>{escape(reason_name(atlas, found))}.</strong>"
    return f"<li>{mark} {known} {escape(found.why)} <small>{escape(rests)}</small></li>"


def stop_now(atlas: Atlas) -> None:
    """The stop that the answers so far came to, if any."""
    found = check.verdict(atlas)
    if found and found.stop:
        stop(atlas, found.stop)


def to_do() -> None:
    """Say that the check is not done, wherever something is offered."""
    now = check.current()
    if not now.done:
        speech = content.speech()
        label, more = check_words.to_do(speech, begun=now.begun), check_words.to_do_help(speech)
        st.page_link(pages.page("check"), label=label, icon=check_words.TO_DO_ICON, help=more)


def to_do_button() -> str:
    """The same on a card."""
    now = check.current()
    return "" if now.done else check_words.to_do_button(content.speech(), begun=now.begun)


def stop(atlas: Atlas, found: Stop) -> None:
    """The stop signs that were named, and what to do; what one was not sure about is said in softer words."""
    flags = [atlas.red_flags[key] for key in found.flags]
    first, *others = dict.fromkeys(flag.action for flag in flags)
    said = f"**{_heading(atlas, flags, found.level)}** {first}"
    more = f"\n\n{bullets(others)}" if others else ""
    if found.level == "S":
        st.warning(said + more, icon=":material/forum:")
    else:
        st.error(said + more, icon=":material/emergency:")


def _heading(atlas: Atlas, flags: Sequence[RedFlag], level: Level) -> str:
    names = "; ".join(flag.called for flag in flags)
    replies = check.current().replies
    if level != "E" and all(replies.get(flag.id) == "unsure" for flag in flags if flag.level == level):
        return atlas.say("stop.not_sure", signs=names)
    return atlas.say("stop.visit" if level == "S" else "stop.stop", signs=names)
