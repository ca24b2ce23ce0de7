"""The whole content as one frozen value, with the links between its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict

from explorer.content.geometry import VIEW_IN_FILES, BodyGeometry
from explorer.content.models import (
    AreaName,
    KeepOffZone,
    Layer,
    Place,
    RedFlag,
    Reference,
    Region,
    Technique,
    Tool,
    View,
)

Record = TypeVar("Record")
Table = Annotated[Mapping[str, Record], AfterValidator(lambda table: MappingProxyType(dict(table)))]


class Atlas(BaseModel):
    """Everything that is known, by id. Made by ``load_atlas``; never changed afterwards."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    regions: Table[Region]
    techniques: Table[Technique]
    tools: Table[Tool]
    keep_off: Table[KeepOffZone]
    red_flags: Table[RedFlag]
    places: Table[Place]
    references: Table[Reference]
    areas: Table[AreaName]
    geometry: BodyGeometry
    images: Path

    @cached_property
    def region_of(self) -> Mapping[str, str]:
        """The region that owns each structure of the geometry, by structure id."""
        owners = {structure: region.id for region in self.regions.values() for structure in region.structures}
        return MappingProxyType(owners)

    def plate(self, view: View, layer: Layer) -> Path:
        """The picture of one layer of one view (WebP, 3 px per mm, transparent ground)."""
        return self.images / plate_name(view, layer)

    def cited(self, keys: Iterable[str]) -> tuple[Reference, ...]:
        """The references with these keys, each once, in the order of first mention."""
        return tuple(self.references[key] for key in dict.fromkeys(keys))


def plate_name(view: View, layer: Layer) -> str:
    """The file name of a plate."""
    return f"plate_{VIEW_IN_FILES[view]}_{layer}.webp"
