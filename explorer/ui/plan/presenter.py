"""What pages that go step by step have in common: the step of the address, the way on and back, and the browser's part.

That part is clicker keys, full screen, the timer. It works without the server; without it, the
page has its buttons and the map stands where it belongs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from explorer.ui.component import component
from explorer.ui.map import screen
from explorer.ui.state import content, store
from explorer.web import timer

STEP = "step"
MAP_PX, PHONE_MAP_PX = 620, 320
FLIGHT_MS = 1200  # so long the map flies from step to step
NEXT, PREVIOUS = "next", "previous"  # the keys of what holds the buttons that a clicker presses


def _file(ending: str) -> str:
    return Path(__file__).with_suffix(f".{ending}").read_text("utf-8")


_mount = component(
    "presenter", html=timer.HTML + _file("html"), css=_file("css") + timer.LOOK, js=timer.SCRIPT + _file("js"),
    isolated=True,
)  # fmt: skip


def present(item: int, seconds: int = 0, repeats: int = 1) -> None:
    """Put it on the page for a step. Another ``item`` is another step, and stops the timer.

    The timer counts ``seconds`` down, ``repeats`` times; there is none for 0 seconds and for what takes too long.
    """
    own = {"full_screen": content.say("step.full_screen"), "leave_full": content.say("step.leave_full")}
    words = {**content.speech().page("timer"), **own}
    _mount(key="presenter", data={"item": item, "seconds": timer.timed(seconds), "repeats": repeats, "words": words})


def map_height() -> int:
    """How high the map is in pixels: on a phone the words of a step are to be seen below it."""
    return screen.map_height(MAP_PX, PHONE_MAP_PX)


# --- from step to step --------------------------------------------------------------------------------------------


def step_of(count: int, how_many: str) -> int:
    """The step of the address, from 1 on. What is no step is told, and the first one shown."""
    asked = store.parameter(STEP)
    if asked is None:
        return 1
    if asked in map(str, range(1, count + 1)):
        return int(asked)
    st.warning(f"{content.say('step.not_there')} {how_many}", icon=":material/link_off:")
    return 1


def bar(step: int, names: Sequence[str], said: str, leave: Callable[[], None], whereto: str) -> None:
    """How far, and the way on, back and out: always at the same place. After the last step it leads out, too."""
    with st.container(key="way", horizontal=True, vertical_alignment="center", gap="small"):
        st.progress(step / len(names), text=f"**{said}**")
        if st.button(_label(content.say("step.leave"), whereto), key="leave", type="tertiary"):
            leave()
        with st.container(key="steps", horizontal=True, width="content", gap="small"):
            with st.container(key=PREVIOUS, width="content"):
                _backward(step, names)
            with st.container(key=NEXT, width="content"):
                if step < len(names):
                    _onward(step, names)
                elif st.button(
                    _label(content.say("step.done"), whereto), key="done", shortcut=_clicker("Right"), type="primary"
                ):
                    leave()


def _backward(step: int, names: Sequence[str]) -> None:
    label = _label(content.say("step.previous"), names[step - 2] if step > 1 else content.say("step.first"))
    st.button(label, key="back", shortcut=_clicker("Left"), disabled=step == 1, on_click=_go_to, args=(step - 1,))


def _onward(step: int, names: Sequence[str]) -> None:
    label = _label(content.say("step.next"), names[step])
    st.button(label, key="forward", shortcut=_clicker("Right"), type="primary", on_click=_go_to, args=(step + 1,))


def _clicker(key: str) -> str | None:
    """The key that a clicker presses. A phone has none, and the button would show it all the same."""
    return None if screen.is_phone() else key


def _go_to(step: int) -> None:
    store.set_parameter(STEP, str(step))


def _label(word: str, whereto: str) -> str:
    """Two lines, so that a finger finds the button; on a phone one, so that they stand side by side."""
    return f"**{word}**" if screen.is_phone() else f"**{word}**  \n:small[{whereto}]"
