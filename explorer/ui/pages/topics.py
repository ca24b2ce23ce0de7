"""Good to know: how much, how often, what then, and other questions that people have."""

from __future__ import annotations

import streamlit as st

from explorer.content import Atlas
from explorer.content.citations import named
from explorer.content.models import Plot, Register, Topic
from explorer.content.text_for import text_for
from explorer.ui import plots
from explorer.ui.card import claims
from explorer.ui.labels import bullets, review_note, sure
from explorer.ui.map import screen
from explorer.ui.state import choices, content, pages

GROUPS = ("basics", "symptoms", "conditions", "care", "massage", "aftercare", "everyday", "therapist")
CAVEATS: dict[Plot, str] = {"course": "course_numbers", "evidence": "effect_figures"}
WIDTH_PX = 760  # wider, a bar and its words drift apart


def main() -> None:
    """Draw the page."""
    atlas = content.atlas()
    st.title(pages.title("topics"), anchor=False)
    asked = choices.chosen("topic", atlas.topics)
    register = choices.register_switch()
    if asked:  # what was asked for stands first
        _topic(atlas, atlas.topics[asked], register, asked=True)
    for group in GROUPS:
        found = [topic for topic in atlas.topics.values() if topic.group == group and topic.id != asked]
        if found:
            st.header(atlas.say(f"topics.group.{group}"), anchor=False)
            with st.container(key=f"tiles-{group}"):
                for topic in found:
                    _topic(atlas, topic, register)


def _topic(atlas: Atlas, topic: Topic, register: Register, *, asked: bool = False) -> None:
    key = f"topic-{topic.id}"
    with st.expander(f"**{topic.title}**", expanded=asked, key=key, on_change="rerun") as opened:
        if not (opened.open or asked):
            return
        for number, statement in enumerate(topic.statements):
            rests = sure(atlas.speech, statement.grade, named(atlas, statement.references))
            st.markdown(f"{text_for(statement, register)}\n\n:small[:gray[{rests}]]")
            if statement.plot:
                _plot(atlas, statement.plot, register, f"{topic.id}-{number}")
        said_of = (claim for claim in atlas.claims.values() if topic.id in claim.topics)
        claims.list_of(atlas, said_of, register)
        review_note(atlas.speech, topic)


def _plot(atlas: Atlas, plot: Plot, register: Register, key: str) -> None:
    """A plot, the same as a table, and what it cannot tell. The evidence is for clinicians."""
    if plot == "course":
        drawn = plots.course_figure(atlas, register, screen.theme())
        title, legend, alt = (
            atlas.say("plot.course.title"),
            atlas.say("plot.course.legend"),
            plots.course_alt(atlas, register),
        )
        table = plots.as_markdown(plots.course_rows(atlas, register))
    elif register == "clinician":
        drawn = plots.evidence_figure(atlas, screen.theme())
        title, legend, alt = (
            atlas.say("plot.evidence.title"),
            atlas.say("plot.evidence.legend"),
            plots.evidence_alt(atlas),
        )
        notes = (f":small[{note}]" for note in plots.evidence_notes(atlas))
        table = f"{plots.as_markdown(plots.evidence_rows(atlas))}\n\n{bullets(notes)}"
    else:
        return
    with st.container(border=True, key=f"plot-{plot}-{key}", width=WIDTH_PX):
        st.markdown(f"**{title}**")
        st.plotly_chart(drawn, key=f"{plot}-{key}", theme=None, config=plots.STILL, alt=alt)
        caveat = atlas.caveats[CAVEATS[plot]]
        st.caption(f"{legend} **{caveat.title}.** {text_for(caveat, register)} {named(atlas, caveat.references)}.")
        st.markdown(table)


main()
