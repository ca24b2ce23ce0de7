"""How long a plan of six items takes on its way to paper."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date

from explorer.care.plan import judge
from explorer.content import Atlas
from explorer.content.models import Plan
from explorer.handout import link, pdf, picture, sheet
from tests.handout.reading import BASE


@dataclass(frozen=True)
class Took:
    """Seconds for the whole, and for the picture in it."""

    whole: float
    picture: float


def make(atlas: Atlas, plan: Plan) -> Took:
    """Judge a plan, draw its picture and set it as PDF, with the code of its link on it."""
    start = time.perf_counter()
    words = sheet(atlas, plan, judge(atlas, plan, None), today=date.today(), link=link(BASE, plan))
    before = time.perf_counter()
    drawn = picture(words, atlas)
    after = time.perf_counter()
    pdf(words, atlas, plan.paper, drawn)
    return Took(time.perf_counter() - start, after - before)
