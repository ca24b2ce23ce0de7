"""What the server shows without Streamlit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from explorer.content import Atlas
from explorer.web.assets import Assets
from explorer.web.stop_signs import StopSigns


@dataclass(frozen=True)
class Product:
    """What the answers are made of. Each is asked for anew, because content may be mended while the app runs.

    ``problems`` counts what is wrong with the content; ``assets`` and ``atlas`` are None when nothing can be shown for
    it. ``stop_signs`` are said in the first of the languages asked for that there is. ``atlas`` takes the country whose
    numbers it names; without one that is known, the clinic's own. ``metrics`` says whether the numbers of the server
    are for everybody who reaches it. ``earlier`` are the files of what was shown before the content was changed.
    """

    base: Callable[[], str]
    stop_signs: Callable[[Iterable[str]], StopSigns]
    problems: Callable[[], int]
    assets: Callable[[], Assets | None]
    atlas: Callable[[str | None], Atlas | None]
    metrics: Callable[[], bool] = lambda: False
    earlier: Callable[[], Sequence[Assets]] = tuple
