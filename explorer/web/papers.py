"""The paper of a plan in every form: each is made when somebody first wants it, and the last ones are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from threading import BoundedSemaphore, RLock
from typing import Literal

from explorer.content import Atlas
from explorer.content.models import Paper as Size
from explorer.content.once import once
from explorer.handout.page import page
from explorer.handout.paper import pdf, png
from explorer.handout.picture import picture
from explorer.handout.sheet import Sheet
from explorer.web import metrics
from explorer.web.assets import Asset

Form = Literal["pdf", "png", "html"]

MOST = 32  # kept; one has about 2 MB
NAME = "plan"  # of the file; of nobody: others see it, too
MOST_WAITING = 8  # for a paper at the same time: fewer than the threads that answer, so that others are answered
_turn = RLock()  # papers are made one after the other, so that many at once do not take all memory and all cores


_places = BoundedSemaphore(MOST_WAITING)


class TooManyError(Exception):
    """So many wait for papers that one more would keep others from being answered."""


@contextmanager
def place() -> Iterator[None]:
    """Hold a place among those who wait. Raises TooManyError when there is none."""
    if not _places.acquire(blocking=False):
        raise TooManyError
    try:
        yield
    finally:
        _places.release()


class Paper:
    """One sheet, set. Each form raises TemplateError or ContentError where a clinic's own words or template are broken.

    Args:
        sheet: what is on it.
        atlas: gives the pictures, and the template.
        size: of the paper.
    """

    def __init__(self, sheet: Sheet, atlas: Atlas, size: Size) -> None:
        self._sheet, self._atlas, self._size = sheet, atlas, size
        self._made: dict[Form, tuple[Asset, ...]] = {}

    @property
    def pdf(self) -> Asset:
        """As tagged PDF."""
        return self._once("pdf", lambda: (Asset(pdf(*self._given()), "application/pdf"),))[0]

    @property
    def pages(self) -> tuple[Asset, ...]:
        """As one picture for each page."""
        return self._once("png", lambda: tuple(Asset(each, "image/png") for each in png(*self._given())))

    @property
    def html(self) -> Asset:
        """As a web page."""
        return self._once("html", lambda: (Asset(page(*self._given()).encode(), "text/html"),))[0]

    def has(self, form: Form) -> bool:
        """Whether that form lies ready."""
        return form in self._made

    def _once(self, form: Form, make: Callable[[], tuple[Asset, ...]]) -> tuple[Asset, ...]:
        """What was made before, also by somebody who asked at the same time."""
        if form in self._made:
            return self._made[form]
        with _turn:
            if form not in self._made:
                with metrics.PAPERS.time():
                    self._made[form] = make()
            return self._made[form]

    def _given(self) -> tuple[Sheet, Atlas, Size, bytes]:
        return self._sheet, self._atlas, self._size, self._picture

    @cached_property
    def _picture(self) -> bytes:
        return picture(self._sheet, self._atlas)


class Papers:
    """Those that were asked for last. What is private has no place here: the sheet of a code holds no answers."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Sheet, Size], Paper] = OrderedDict()
        self._lock = RLock()

    def of(self, sheet: Sheet, atlas: Atlas, size: Size) -> Paper:
        """The paper of this sheet. All words are on the sheet; the atlas gives pictures, the same in all countries."""
        with self._lock:
            made = self._kept.setdefault((sheet, size), Paper(sheet, atlas, size))
            self._kept.move_to_end((sheet, size))
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
            return made


@once
def _papers(content: Atlas) -> Papers:
    return Papers()


def by_code(sheet: Sheet, atlas: Atlas, size: Size) -> Paper:
    """The paper of a sheet that follows from a code alone: kept with the content, for all countries together."""
    return _papers(atlas.source).of(sheet, atlas, size)
