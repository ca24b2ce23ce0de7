"""What is said of a safety check that is not done, wherever something is offered."""

from __future__ import annotations

from collections.abc import Iterable

from explorer.care.screening import Ruling
from explorer.content.speech import Speech
from explorer.ui.labels import markup

TO_DO_ICON = ":material/health_and_safety:"


def not_ruled_out(speech: Speech, rulings: Iterable[Ruling | None]) -> str:
    """What it means that some have no mark; nothing where each has one, or none was ruled on."""
    return speech.say("to_do.not_ruled_out") if any(ruling and not ruling.because for ruling in rulings) else ""


def state(speech: Speech, *, locked: bool, done: bool) -> tuple[str, str]:
    """How far the check is, in one or two words, and its mark."""
    if locked:
        return speech.say("to_do.state.stop"), ":material/dangerous:"
    if done:
        return speech.say("to_do.state.done"), ":material/verified_user:"
    return speech.say("to_do.state.open"), TO_DO_ICON


def to_do(speech: Speech, *, begun: bool) -> str:
    """The way to the check, in words."""
    return speech.say("to_do.go_on" if begun else "to_do.begin")


def to_do_help(speech: Speech) -> str:
    """What holds until it is done."""
    return speech.say("to_do.help")


def to_do_button(speech: Speech, *, begun: bool) -> str:
    """The same as a button on a card."""
    way = markup.button("leave", "check", to_do(speech, begun=begun), to_do_help(speech))
    return f'<p class="to-do">{markup.icon(TO_DO_ICON)} {way}</p>'
