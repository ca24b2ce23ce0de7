"""Which exercises fit: at these parts of the body, where a person is with the pain, for a goal. Best evidence first."""

from __future__ import annotations

from collections.abc import Collection

from explorer.content import Atlas
from explorer.content.models import GRADES, Complaint, Exercise, Goal, Item

COMPLAINTS: tuple[Complaint, ...] = ("sciatica", "back_pain")


def fitting(
    atlas: Atlas, *, regions: Collection[str] = (), phase: str | None = None, goal: Goal | None = None
) -> tuple[Exercise, ...]:
    """The exercises for any of these regions, in this phase and with this goal; what is not named does not matter.

    Among equals those for more of the regions come first.
    """
    wanted = set(regions)
    found = (
        exercise
        for exercise in atlas.exercises.values()
        if (not wanted or wanted & set(exercise.regions))
        and phase in (None, *exercise.phases)
        and goal in (None, exercise.goal)
    )
    return tuple(sorted(found, key=lambda exercise: (*grades_known(exercise), -len(wanted & set(exercise.regions)))))


def grades_known(item: Item) -> tuple[int, ...]:
    """What is known in sciatica, which is what people come for, then in back pain; no other complaint counts here.

    The surest comes first in a sorted list.
    """
    known = {each.complaint: GRADES.index(each.grade) for each in item.evidence}
    return tuple(known.get(complaint, len(GRADES)) for complaint in COMPLAINTS)
