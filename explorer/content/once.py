"""What is worked out of an atlas once: it is kept with that atlas, and goes with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from explorer.content.atlas import Atlas

More = ParamSpec("More")
Made = TypeVar("Made")
KEPT = "worked_out"  # where an atlas keeps it; a copy of the atlas begins without


def once(make: Callable[Concatenate[Atlas, More], Made]) -> Callable[Concatenate[Atlas, More], Made]:
    """Work this out once for each atlas, and for whatever else is given. Who asks meanwhile waits for it."""
    lock = RLock()  # one that lets what is made of one atlas be made of another

    @wraps(make)
    def made(atlas: Atlas, /, *more: More.args, **named: More.kwargs) -> Made:
        kept, key = vars(atlas).setdefault(KEPT, {}), (make, more, tuple(named.items()))
        if key not in kept:
            with lock:
                if key not in kept:
                    kept[key] = make(atlas, *more, **named)
        found: Made = kept[key]
        return found

    return made


@once
def token(atlas: Atlas) -> object:
    """Stands for this very atlas where something is compared that must not hold the atlas itself."""
    return object()
