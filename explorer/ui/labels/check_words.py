"""What is said of a safety check that is not done, wherever something is offered."""

from __future__ import annotations

from collections.abc import Iterable

from explorer.care.screening import Ruling
from explorer.ui.labels import markup

NOT_DONE = "The safety check is not done yet."
TO_DO_ICON = ":material/health_and_safety:"
TO_DO_HELP = "Until it is done, the cautions that always apply are shown."
NOT_RULED_OUT = "Nothing in your answers rules out what has no mark."


def not_ruled_out(rulings: Iterable[Ruling | None]) -> str:
    """What it means that some have no mark; nothing where each has one, or none was ruled on."""
    return NOT_RULED_OUT if any(ruling and not ruling.because for ruling in rulings) else ""


def state(*, locked: bool, done: bool) -> tuple[str, str]:
    """How far the check is, in one or two words, and its mark."""
    if locked:
        return "Stop", ":material/dangerous:"
    return ("Checked", ":material/verified_user:") if done else ("Safety check", TO_DO_ICON)


def to_do(*, begun: bool) -> str:
    """The way to the check, in words."""
    return "Go on with the safety check" if begun else f"{NOT_DONE} Do it now"


def to_do_button(*, begun: bool) -> str:
    """The same as a button on a card."""
    way = markup.button("leave", "check", to_do(begun=begun), TO_DO_HELP)
    return f'<p class="to-do">{markup.icon(TO_DO_ICON)} {way}</p>'
