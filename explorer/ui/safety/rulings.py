"""How a ruling of the safety check looks: its mark, its reason in one line, and the rest on demand."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from explorer.care.screening import Ruling, Stop
from explorer.content import Atlas
from explorer.content.citations import named
from explorer.content.models import Action
from explorer.ui.labels import ACTIONS, bullets, sure
from explorer.ui.safety import check
from explorer.ui.state import pages

NOT_DONE = "The safety check is not done yet."


def word(action: Action) -> str:
    """Icon and word of an action, for a short label."""
    said, icon, _ = ACTIONS[action]
    return f"{icon} {said}"


def badge(action: Action) -> str:
    """Colour, icon and word of an action, for a line of text."""
    said, icon, colour = ACTIONS[action]
    return f":{colour}-badge[{icon} {said}]"


def box(atlas: Atlas, ruling: Ruling | None, key: str) -> None:
    """What holds now for a technique or tool: everything that applies, one reason, and all of them on demand."""
    if ruling is None:
        return
    marks = " ".join(badge(action) for action in (ruling.action, *ruling.also))
    st.markdown(f"{marks} {reason(atlas, ruling)}".strip())
    if ruling.because:
        with st.expander(f"Why, and how sure ({len(ruling.because)})", key=f"why-{key}", on_change="rerun") as whole:
            if whole.open:
                st.markdown(bullets(_reasons(atlas, ruling)))


def reason(atlas: Atlas, ruling: Ruling) -> str:
    """The strictest reason in one line."""
    return _why(atlas, ruling.because[0].condition, ruling.because[0].why) if ruling.because else ""


def legend(atlas: Atlas, rulings: Iterable[Ruling | None]) -> None:
    """Why the marks of several techniques or tools are as they are, one line for each action."""
    found = [ruling for ruling in rulings if ruling and ruling.because]
    lines = [
        f"{badge(action)} {', '.join(dict.fromkeys(because(atlas, r) for r in found if r.action == action))}"
        for action in ACTIONS
        if any(ruling.action == action for ruling in found)
    ]
    if lines:
        st.markdown("\n\n".join(f":small[{line}]" for line in lines))


def because(atlas: Atlas, ruling: Ruling) -> str:
    """The name of the strictest reason."""
    return _known(atlas, ruling.because[0].condition) if ruling.because else ""


def _reasons(atlas: Atlas, ruling: Ruling) -> list[str]:
    return [
        f"{badge(found.action)} {_why(atlas, found.condition, found.why)} "
        f":small[{sure(found.grade, named(atlas, found.references))}]"
        for found in ruling.because
    ]


def _why(atlas: Atlas, condition: str, why: str) -> str:
    return f"**{_known(atlas, condition)}.** {why}"


def _known(atlas: Atlas, condition: str) -> str:
    return (atlas.conditions.get(condition) or atlas.red_flags[condition]).name


def stop_now(atlas: Atlas) -> None:
    """The stop that the answers so far came to, if any."""
    found = check.verdict(atlas)
    if found and found.stop:
        stop(atlas, found.stop)


def to_do() -> None:
    """Say that the check is not done, wherever something is offered."""
    now = check.current()
    if now.done:
        return
    label = "**Go on with the safety check**" if now.begun else f"{NOT_DONE} **Do it now**"
    st.page_link(
        pages.page("check"), label=label, icon=":material/health_and_safety:",
        help="Until it is done, the cautions that always apply are shown.",
    )  # fmt: skip


def stop(atlas: Atlas, found: Stop) -> None:
    """A stop sign that was named, and what to do."""
    names = "; ".join(atlas.red_flags[flag].name for flag in found.flags)
    if found.level == "S":
        st.warning(f"**Ask first: {names}.** {found.action}", icon=":material/forum:")
    else:
        st.error(f"**Stop: {names}.** {found.action}", icon=":material/emergency:")
