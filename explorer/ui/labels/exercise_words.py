"""One exercise, whole: how, how much, when to stop, what comes before and after it, and how sure we are."""

from __future__ import annotations

from explorer.bodymap.style import Address
from explorer.care import plan_words
from explorer.content import Atlas
from explorer.content.models import Exercise, Register
from explorer.ui.labels import remedy_words, review
from explorer.ui.labels.markup import figure, listed, paragraph, small


def whole(atlas: Atlas, exercise: Exercise, register: Register, address: Address) -> str:
    """Everything about it, for clinicians with what they should know first. ``address`` gives that of a picture."""
    parts = [
        paragraph(exercise.clinician) if register == "clinician" else "",
        figure(atlas.speech, atlas.figures[exercise.figure], address) if exercise.figure else "",
        *_how(atlas, exercise),
        *remedy_words.avoid(atlas, exercise, register),
        paragraph(_before_and_after(atlas, exercise, register), atlas.say("item.next")),
        *remedy_words.evidence(atlas, exercise, register),
        small(review(atlas.speech, exercise)),
    ]
    return "".join(parts)


def _how(atlas: Atlas, exercise: Exercise) -> list[str]:
    say, dose = atlas.say, exercise.dose
    most = plan_words.most(atlas.speech, dose)
    return [
        paragraph(exercise.position, say("item.how.exercise")),
        listed(exercise.steps, ordered=True),
        paragraph(exercise.should_feel, say("item.feel")),
        paragraph(exercise.should_not_feel, say("item.not_feel")),
        paragraph(dose.text, say("item.start_with")),
        paragraph(say("item.whole_dose", dose=most), say("item.at_most")),
        paragraph(say("item.strongest", most=dose.strongest), say("item.how_strong")),
    ]


def _before_and_after(atlas: Atlas, exercise: Exercise, register: Register) -> str:
    ways = {"when_easy": exercise.progress_to, "when_too_much": exercise.regress_to}
    named = {when: atlas.exercises[key].called(register) for when, key in ways.items() if key}
    return " ".join(atlas.say(f"item.way.{when}", exercise=name) for when, name in named.items())
