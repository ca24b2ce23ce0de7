"""For clinicians, behind a switch: what waits for a review, its text with its sources, and the review itself."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import streamlit as st
from pydantic import ValidationError

from explorer.care import review_words
from explorer.content import ContentError
from explorer.content.models import Review
from explorer.content.reviews import Standing, review_of, standings, write
from explorer.ui.state import content, pages
from explorer.ui.state.live import DATA_VARIABLE


def main() -> None:
    """Draw the page."""
    atlas = content.clinic_atlas()
    every = {each.id: each for each in standings(atlas)}
    say = content.speech().say
    st.title(pages.title("review"), anchor=False)
    st.markdown(say("signing.lead"))
    waiting = [key for key, each in every.items() if each.state != "reviewed"]
    st.markdown(say("signing.waiting", waiting=len(waiting), all=len(every)))
    offered = list(every) if st.toggle(say("signing.all"), key="review_all", wrap=True) else waiting
    chosen = st.selectbox(
        say("signing.text"), offered, key="review_text", format_func=lambda key: f"{key} · {every[key].title}"
    )
    if chosen:
        st.code("\n".join(review_words.in_lines(atlas, every[chosen])), language=None, wrap_lines=True)
        _ask(every[chosen])


def _ask(standing: Standing) -> None:
    say = content.speech().say
    name = st.text_input(say("signing.name"), key="review_name")
    role = st.text_input(say("signing.role"), key="review_role")
    day = st.date_input(say("signing.day"), max_value=date.today(), key="review_day")
    has_read = st.checkbox(say("signing.read"), key=f"review_read_{standing.id}", wrap=True)
    if st.button(say("signing.record"), disabled=not has_read, key="review_record"):
        try:
            _record(review_of(standing, name.strip(), role.strip(), day.isoformat()))
        except ValidationError:
            st.error(say("signing.missing"))
        except OSError as error:
            st.error(say("signing.failed", why=error.strerror))
        except ContentError as error:
            st.error(say("signing.failed", why=error))


def _record(review: Review) -> None:
    write(Path(os.environ[DATA_VARIABLE]), [review])
    st.success(content.say("signing.recorded"))


main()
