"""The full list of stop signs. Works even when other content cannot be loaded."""

from __future__ import annotations

import streamlit as st

from explorer.content.in_country import signs_in_country
from explorer.content.models import Country, RedFlag
from explorer.ui.safety import country, signs
from explorer.ui.state import content, pages
from explorer.web.stop_signs import PATH
from explorer.web.stop_signs import address as text_address

LEVELS = {"E": ":red[:material/emergency:]", "U": ":orange[:material/schedule:]", "S": ":blue[:material/forum:]"}


def main() -> None:
    """Draw the page."""
    say = content.speech().say
    st.title(pages.title("stop_signs"), anchor=False)
    st.markdown(say("stop_signs.lead"))
    here = _whom_to_call()
    flags = signs_in_country(content.red_flags(), here)
    for level, icon in LEVELS.items():
        st.header(f"{icon} {say(f'level.{level.lower()}')}", anchor=False)
        with st.container(key=f"tiles-{level}"):
            for flag in (flag for flag in flags if flag.level == level):
                _sign(flag)
    st.caption(f"{say('emergency.number', number=here.number)} · {say('frame.no_diagnosis')}")
    st.caption(say("stop_signs.as_text", address=f"[{PATH}]({text_address('.', content.speech().lang, here)})"))


def _sign(flag: RedFlag) -> None:
    with st.container(border=True):
        st.markdown(_in_full(flag))
        st.caption(content.say("sign.pattern", name=flag.pattern))


def _whom_to_call() -> Country:
    """The country that one chooses; the first one there is while the content cannot be loaded."""
    if content.load().atlas is None:
        return content.countries()[0]
    atlas = content.atlas()
    country.choose(atlas, atlas.say("field.country"))
    return country.current(atlas)


def _in_full(flag: RedFlag) -> str:
    to_do = content.say("sign.what_to_do", what=flag.action)
    return f"**{flag.called}**\n\n{flag.question}\n\n{signs.what_counts(flag)}\n\n{to_do}"


main()
