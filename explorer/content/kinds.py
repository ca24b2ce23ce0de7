"""The kinds of records, the files they are in, and the fields by which they name each other."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import BaseModel

from explorer.content.models import (
    Advice,
    Answer,
    AreaName,
    Caveat,
    CheckScreen,
    Circumstance,
    Claim,
    Clinic,
    Condition,
    Country,
    CoursePoint,
    Effect,
    Exercise,
    Figure,
    KeepOffZone,
    Pattern,
    Phase,
    Phrase,
    Place,
    RedFlag,
    Reference,
    Region,
    Route,
    StopRule,
    Technique,
    Template,
    Tool,
    Topic,
    Tour,
    WordingRule,
)

# One file for each record: the folder.
FOLDERS: dict[str, tuple[str, type[BaseModel]]] = {
    "region": ("regions", Region),
    "technique": ("techniques", Technique),
    "tool": ("tools", Tool),
    "exercise": ("exercises", Exercise),
    "plan": ("plans", Template),
    "tour": ("tours", Tour),
}
# One file for all records of a kind: its name without the ending, which is also its only key.
LISTS: dict[str, tuple[str, type[BaseModel]]] = {
    "keep-off zone": ("keep_off", KeepOffZone),
    "red flag": ("red_flags", RedFlag),
    "check screen": ("check_screens", CheckScreen),
    "circumstance": ("circumstances", Circumstance),
    "stop rule": ("stop_rules", StopRule),
    "condition": ("conditions", Condition),
    "claim": ("claims", Claim),
    "topic": ("topics", Topic),
    "place": ("places", Place),
    "reference": ("references", Reference),
    "country": ("emergency", Country),
    "area": ("areas", AreaName),
    "wording rule": ("wording", WordingRule),
    "pattern": ("patterns", Pattern),
    "route": ("routing", Route),
    "caveat": ("caveats", Caveat),
    "course point": ("course", CoursePoint),
    "effect": ("effects", Effect),
    "advice": ("advice", Advice),
    "answer": ("answers", Answer),
    "phase": ("phases", Phase),
    "clinic": ("clinic", Clinic),
}
# One folder of files that each hold a list: a page's words are found by the name of the page.
PHRASES: tuple[str, type[BaseModel]] = ("interface", Phrase)
PHRASES_KEY = "phrases"
# The pictures of people are not in data/ but in images/, beside what they name.
FIGURES: tuple[str, type[BaseModel]] = ("figures", Figure)
# The name of a field says what kind of thing its ids point to.
LINKS = {
    "regions": "region",
    "techniques": "technique",
    "umbrella_for": "technique",
    "tools": "tool",
    "topics": "topic",
    "keep_off": "keep-off zone",
    "stop_rules": "stop rule",
    "at_once": "stop rule",
    "condition": "condition",
    "red_flag": "red flag",
    "red_flags": "red flag",
    "asks": "red flag",
    "filled_by": "red flag",
    "screen": "check screen",
    "asked_if": "circumstance",
    "references": "reference",
    "structures": "structure",
    "outline": "referral area",
    "region": "region",
    "see_also": "region",
    "also": "region",
    "edges": "region",
    "places": "place",
    "main": "place",
    "sometimes": "place",
    "technique": "technique",
    "tool": "tool",
    "exercise": "exercise",
    "exercises": "exercise",
    "progress_to": "exercise",
    "regress_to": "exercise",
    "phases": "phase",
    "start_with": "exercise",
    "one_of": "exercise",
    "add_later": "exercise",
    "home_care": "advice",
    "aftercare": "advice",
    "activity": "advice",
    "country": "country",
    "figure": "figure",
}


class Kind(NamedTuple):
    """A kind of record: its name in messages, the folder or file it is in, and its model."""

    name: str
    stem: str
    model: type[BaseModel]


KINDS = tuple(
    Kind(name, stem, model)
    for name, (stem, model) in (FOLDERS | LISTS | {"phrase": PHRASES, "figure": FIGURES}).items()
)
