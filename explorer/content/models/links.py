"""Ids by which records name each other: each says the kind of what it names."""

from __future__ import annotations

from typing import Annotated

from explorer.content.models.base import Code, Id, SignId
from explorer.content.models.marks import Names

ToRegion = Annotated[Id, Names("region")]
ToTechnique = Annotated[Id, Names("technique")]
ToTool = Annotated[Id, Names("tool")]
ToExercise = Annotated[Id, Names("exercise")]
ToKeepOff = Annotated[Id, Names("keep-off zone")]
ToSign = Annotated[SignId, Names("red flag")]
ToScreen = Annotated[Id, Names("check screen")]
ToCircumstance = Annotated[Id, Names("circumstance")]
ToStopRule = Annotated[Code, Names("stop rule")]
ToCondition = Annotated[Id, Names("condition")]
ToTopic = Annotated[Id, Names("topic")]
ToPlace = Annotated[Id, Names("place")]
ToReference = Annotated[Id, Names("reference")]
ToCountry = Annotated[Id, Names("country")]
ToAdvice = Annotated[Id, Names("advice")]
ToPhase = Annotated[Id, Names("phase")]
ToFigure = Annotated[Id, Names("figure")]
# These are no records: they are in the geometry.
ToStructure = Annotated[str, Names("structure")]
ToOutline = Annotated[Id, Names("referral area")]
