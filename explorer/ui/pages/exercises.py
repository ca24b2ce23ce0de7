"""The Exercises page: what one can do alone, by where one is with the pain, what it is for, and where it works."""

from __future__ import annotations

from typing import cast

import streamlit as st

from explorer.care.exercises import fitting
from explorer.content import Atlas
from explorer.content.models import GOALS, Exercise, Goal, Phase
from explorer.ui.card import remedy_catalogue
from explorer.ui.labels import bullets
from explorer.ui.state import choices, content, navigation, pages, store


def main() -> None:
    """Draw the page: one exercise, or those that fit."""
    atlas = content.atlas()
    is_chosen = store.parameter("exercise") in atlas.exercises
    found = atlas.exercises.values() if is_chosen else _chosen_by(atlas)
    remedy_catalogue.page(atlas, "exercise", {each.id: each for each in found})
    if not is_chosen:
        with st.expander(atlas.say("exercises.for_all")):
            st.markdown(bullets(line.patient for line in atlas.advice.values() if line.kind == "exercise"))


def _chosen_by(atlas: Atlas) -> tuple[Exercise, ...]:
    """Those for where one is with the pain, what it is for, and where it works."""
    st.title(pages.title("exercises"), anchor=False)
    st.markdown(atlas.say("exercises.lead"))
    phase = _phase(atlas)
    if phase:
        _starter_set(atlas, phase)
    found = _narrowed(atlas, phase)
    if not found:
        st.markdown(atlas.say("exercises.none"))
    return found


def _phase(atlas: Atlas) -> Phase | None:
    phases = {key: phase.name for key, phase in atlas.phases.items()}
    chosen = choices.chosen("phase", phases)
    _pills("phase", atlas.say("field.phase"), phases, chosen)
    return atlas.phases[chosen] if chosen else None


def _narrowed(atlas: Atlas, phase: Phase | None) -> tuple[Exercise, ...]:
    """Those that are left by what it is for and where it works; the button says what was chosen."""
    goals: dict[str, str] = {goal: atlas.say(f"item.goal.{goal}") for goal in GOALS}
    named = {region for exercise in atlas.exercises.values() for region in exercise.regions}
    parts = {key: region.called(navigation.register()) for key, region in atlas.regions.items() if key in named}
    goal, part = choices.chosen("goal", goals), choices.chosen("part", parts)
    chosen = (name for name in (goals.get(goal or ""), parts.get(part or "")) if name)
    with st.popover(" · ".join((atlas.say("exercises.narrow"), *chosen)), icon=":material/filter_list:"):
        _pills("goal", atlas.say("exercises.goal"), goals, goal)
        _part(atlas, parts, part)
    regions = (part,) if part else ()
    return fitting(atlas, regions=regions, phase=phase.id if phase else None, goal=cast("Goal | None", goal))


def _part(atlas: Atlas, parts: dict[str, str], chosen: str | None) -> None:
    store.set_control("part", chosen)
    st.selectbox(
        atlas.say("exercises.part"), tuple(parts), key="part", index=None, format_func=lambda key: parts[key],
        placeholder=atlas.say("exercises.any_part"), on_change=choices.take_over, args=("part",),
    )  # fmt: skip


def _pills(name: str, question: str, options: dict[str, str], chosen: str | None) -> None:
    store.set_control(name, chosen)
    st.pills(
        f"**{question}**", tuple(options), key=name, format_func=lambda key: options[key], on_change=choices.take_over,
        args=(name,),
    )  # fmt: skip


def _starter_set(atlas: Atlas, phase: Phase) -> None:
    """What to begin with, what comes later, and what waits."""

    def names(keys: tuple[str, ...]) -> str:
        return speech.listed(atlas.exercises[key].called(navigation.register()) for key in keys)

    speech = atlas.speech
    first = speech.say("exercises.start_with", names=names(phase.start_with))
    one_of = speech.say("exercises.one_of", names=names(phase.one_of)) if phase.one_of else ""
    later = speech.say("exercises.add_later", names=names(phase.add_later))
    without = (
        f"{speech.say('exercises.leave_out', names=names(left.exercises))} {left.until}" for left in phase.leave_out
    )
    st.markdown(bullets((f"{first} {one_of}".strip(), later, *without)))


main()
