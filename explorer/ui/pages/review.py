"""For clinicians, behind a switch: what waits for a review, its text with its sources, and the review itself."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import streamlit as st
from pydantic import ValidationError

from explorer.care import review_words
from explorer.content.models import Review
from explorer.content.reviews import Standing, review_of, standings, write
from explorer.ui.state import content
from explorer.ui.state.live import DATA_VARIABLE

TITLE, ALL = "Review", "Show also what is reviewed"
LEAD = (
    "Your review is written into the clinic's own folder, with your name, role and the day. Pages and papers then name "
    "you. A text that is changed later counts as not reviewed again."
)
READ = "I have read all of it, with its sources, and it can stand as it is."
KEPT = "Recorded. Pages and papers say so in a few seconds."
MISSING = "Write your name and your role, each in two letters or more."


def main() -> None:
    """Draw the page."""
    atlas = content.clinic_atlas()
    every = {each.id: each for each in standings(atlas)}
    st.title(TITLE, anchor=False)
    st.markdown(LEAD)
    waiting = [key for key, each in every.items() if each.state != "reviewed"]
    st.markdown(f"{len(waiting)} of {len(every)} texts wait.")
    offered = list(every) if st.toggle(ALL, key="review_all") else waiting
    chosen = st.selectbox("Text", offered, key="review_text", format_func=lambda key: f"{key} · {every[key].title}")
    if chosen:
        st.code("\n".join(review_words.in_lines(atlas, every[chosen])), language=None, wrap_lines=True)
        _ask(every[chosen])


def _ask(standing: Standing) -> None:
    name, role = st.text_input("Name", key="review_name"), st.text_input("Role", key="review_role")
    day = st.date_input("Day", max_value=date.today(), key="review_day")
    has_read = st.checkbox(READ, key=f"review_read_{standing.id}")
    if st.button("Record the review", disabled=not has_read, key="review_record"):
        try:
            _record(review_of(standing, name.strip(), role.strip(), day.isoformat()))
        except ValidationError:
            st.error(MISSING)
        except OSError as error:
            st.error(f"It could not be written: {error.strerror}. Nothing was recorded.")


def _record(review: Review) -> None:
    write(Path(os.environ[DATA_VARIABLE]), [review])
    st.success(KEPT)


main()
