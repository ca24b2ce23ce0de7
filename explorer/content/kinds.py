"""The kinds of records: each is declared here, once. What a field is to whom stands at the field, in its model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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

# Where the records of a kind are: each in a file of a folder; all in one file; in the files of a folder, which hold a
# list each; or in one file beside the pictures that they are about.
Layout = Literal["folder", "list", "lists", "pictures"]


@dataclass(frozen=True)
class Kind:
    """A kind of record.

    ``name`` is what messages call it, ``plural`` several of them. ``stem`` is its folder, or its file without the
    ending, and its table in the ``Atlas``. ``title`` is what readers call one of them.
    """

    name: str
    plural: str
    stem: str
    model: type[BaseModel]
    layout: Layout = "list"
    title: str = "{.name}"

    @property
    def key(self) -> str:
        """The only key of a file that holds a list of them."""
        return self.plural if self.layout == "lists" else self.stem

    @property
    def file(self) -> str:
        """The file or folder in which they are."""
        return f"{self.stem}.yaml" if self.layout == "list" else self.stem

    def title_of(self, record: BaseModel) -> str:
        """What readers call this one."""
        return self.title.format(record)


KINDS = (
    Kind("region", "regions", "regions", Region, "folder", "{.plain_name}"),
    Kind("technique", "techniques", "techniques", Technique, "folder", "{.plain_name}"),
    Kind("tool", "tools", "tools", Tool, "folder", "{.plain_name}"),
    Kind("exercise", "exercises", "exercises", Exercise, "folder", "{.plain_name}"),
    Kind("plan", "plans", "plans", Template, "folder"),
    Kind("tour", "tours", "tours", Tour, "folder"),
    Kind("keep-off zone", "keep-off zones", "keep_off", KeepOffZone),
    Kind("red flag", "red flags", "red_flags", RedFlag),
    Kind("check screen", "check screens", "check_screens", CheckScreen, title="{.heading}"),
    Kind("circumstance", "circumstances", "circumstances", Circumstance, title="{.label}"),
    Kind("stop rule", "stop rules", "stop_rules", StopRule, title="{.patient}"),
    Kind("condition", "conditions", "conditions", Condition),
    Kind("claim", "claims", "claims", Claim, title="“{.heard}”"),
    Kind("topic", "topics", "topics", Topic, title="{.title}"),
    Kind("place", "places", "places", Place),
    Kind("reference", "references", "references", Reference, title="{.citation}"),
    Kind("country", "countries", "emergency", Country),
    Kind("area", "areas", "areas", AreaName),
    Kind("wording rule", "wording rules", "wording", WordingRule, title="{.claim}"),
    Kind("pattern", "patterns", "patterns", Pattern, title="{.plain_name}"),
    Kind("route", "routes", "routing", Route, title="{.ask_first}"),
    Kind("caveat", "caveats", "caveats", Caveat, title="{.title}"),
    Kind("course point", "points of the course", "course", CoursePoint, title="{.people.patient}"),
    Kind("effect", "effects", "effects", Effect, title="{.tested}"),
    Kind("advice", "lines of advice", "advice", Advice, title="{.patient}"),
    Kind("answer", "answers", "answers", Answer, title="{.patient}"),
    Kind("phase", "phases", "phases", Phase),
    Kind("clinic", "clinic", "clinic", Clinic),
    Kind("phrase", "phrases", "interface", Phrase, "lists", "{.text}"),
    Kind("figure", "pictures of people", "figures", Figure, "pictures", "{.alt}"),
)


def kind_of(name: str) -> Kind:
    """The kind that messages call so."""
    return next(kind for kind in KINDS if kind.name == name)
