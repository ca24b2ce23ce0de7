"""Good to know: how much, how often, what then, and other questions that people have."""

from __future__ import annotations

import streamlit as st

from explorer.content import Atlas
from explorer.content.citations import named
from explorer.content.models import Register, Topic
from explorer.content.text_for import text_for
from explorer.ui.card import claims
from explorer.ui.labels import review_note, sure
from explorer.ui.state import choices, content

GROUPS = {
    "basics": "What sciatica is",
    "symptoms": "What you may feel",
    "massage": "About massage",
    "aftercare": "By yourself, and afterwards",
    "everyday": "Every day",
    "therapist": "Choosing help",
}


def main() -> None:
    """Draw the page."""
    atlas = content.atlas()
    st.header("Good to know", anchor=False)
    asked = choices.chosen("topic", atlas.topics)
    register = choices.register_switch()
    if asked:  # what was asked for stands first
        _topic(atlas, atlas.topics[asked], register, asked=True)
    for group, title in GROUPS.items():
        found = [topic for topic in atlas.topics.values() if topic.group == group and topic.id != asked]
        if found:
            st.subheader(title, anchor=False)
        for topic in found:
            _topic(atlas, topic, register)


def _topic(atlas: Atlas, topic: Topic, register: Register, *, asked: bool = False) -> None:
    key = f"topic-{topic.id}"
    with st.expander(f"**{topic.title}**", expanded=asked, key=key, on_change="rerun") as opened:
        if not (opened.open or asked):
            return
        for statement in topic.statements:
            rests = sure(statement.grade, named(atlas, statement.references))
            st.markdown(f"{text_for(statement, register)}\n\n:small[:gray[{rests}]]")
        said_of = (claim for claim in atlas.claims.values() if topic.id in claim.topics)
        claims.list_of(atlas, said_of, register)
        review_note(topic)


main()
