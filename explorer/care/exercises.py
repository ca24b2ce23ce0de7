"""Which exercises fit: at these parts of the body, where a person is with the pain, for a goal. Best evidence first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from explorer.care.screening import Ruling
from explorer.content import Atlas
from explorer.content.models import GRADES, Complaint, Exercise, Goal

COMPLAINTS: tuple[Complaint, ...] = ("sciatica", "back_pain")


def fitting(
    atlas: Atlas, *, regions: Collection[str] = (), phase: str | None = None, goal: Goal | None = None
) -> tuple[Exercise, ...]:
    """The exercises for any of these regions, in this phase and with this goal; what is not named does not matter.

    Among equals those for more of the regions come first.
    """
    found = (
        exercise
        for exercise in atlas.exercises.values()
        if (not regions or set(regions) & set(exercise.regions))
        and phase in (None, *exercise.phases)
        and goal in (None, exercise.goal)
    )
    return tuple(sorted(found, key=lambda exercise: (*_grades(exercise), -len(set(regions) & set(exercise.regions)))))


def parted(
    exercises: Iterable[Exercise], ruling: Callable[[Exercise], Ruling | None]
) -> tuple[tuple[Exercise, ...], tuple[Exercise, ...]]:
    """Those that are open, and those that the safety check rules out, each in their order."""
    rulings = [(exercise, ruling(exercise)) for exercise in exercises]
    out = tuple(exercise for exercise, found in rulings if found and found.action == "avoid")
    return tuple(exercise for exercise, _ in rulings if exercise not in out), out


def _grades(exercise: Exercise) -> tuple[int, ...]:
    """What is known in sciatica, which is what people come for, then in back pain; no other complaint counts here."""
    known = {each.complaint: GRADES.index(each.grade) for each in exercise.evidence}
    return tuple(known.get(complaint, len(GRADES)) for complaint in COMPLAINTS)
