"""One exercise, whole: how, how much, when to stop, what comes before and after it, and how sure we are."""

from __future__ import annotations

from explorer.bodymap.style import Address
from explorer.care import plan_words
from explorer.content import Atlas
from explorer.content.models import Exercise, Goal, Register
from explorer.ui.labels import remedy_words, review
from explorer.ui.labels.markup import figure, listed, paragraph, small

GOALS: dict[Goal, str] = {
    "walk": "Walk", "move": "Get moving", "strengthen": "Get stronger", "stretch": "Stretch",
    "nerve": "Slide the nerve", "relax": "Calm down",
}  # fmt: skip


def whole(atlas: Atlas, exercise: Exercise, register: Register, address: Address) -> str:
    """Everything about it, for clinicians with what they should know first. ``address`` gives that of a picture."""
    parts = [
        paragraph(exercise.clinician) if register == "clinician" else "",
        figure(atlas.speech, atlas.figures[exercise.figure], address) if exercise.figure else "",
        *_how(atlas, exercise),
        *remedy_words.avoid(atlas, exercise, register),
        paragraph(_before_and_after(atlas, exercise, register), "What comes next."),
        *remedy_words.evidence(atlas, exercise, register),
        small(f"{review(exercise)} This is not a diagnosis."),
    ]
    return "".join(parts)


def _how(atlas: Atlas, exercise: Exercise) -> list[str]:
    dose = exercise.dose
    return [
        paragraph(exercise.position, "How."),
        listed(exercise.steps, ordered=True),
        paragraph(exercise.should_feel, "What you should feel."),
        paragraph(exercise.should_not_feel, "What you should not feel."),
        paragraph(dose.text, "Start with."),
        paragraph(f"{plan_words.most(atlas.speech, dose)}.", "At most."),
        paragraph(f"At most {dose.strongest} of 10.", "How strong it feels."),
    ]


def _before_and_after(atlas: Atlas, exercise: Exercise, register: Register) -> str:
    ways = {"When it is easy": exercise.progress_to, "When it is too much": exercise.regress_to}
    return " ".join(f"{when}: {atlas.exercises[key].called(register)}." for when, key in ways.items() if key)
