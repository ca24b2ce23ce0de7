"""Texts name the emergency number of the country that was chosen, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from pydantic import BaseModel

from explorer.care.plan import judge
from explorer.content import Atlas
from explorer.content.in_country import PLACEHOLDER, in_country
from explorer.content.models import Plan
from explorer.handout import sheet

pytestmark = pytest.mark.shipped

NUMBER = re.compile(r"\b(?:112|911|999|000)\b")
COUNTRIES = ("other", "eu", "gb", "ie", "us", "ca", "au", "nz")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))


def _said(atlas: Atlas) -> list[str]:
    """Every text for patients of the kinds that speak of emergencies."""
    kinds = (atlas.red_flags, atlas.conditions, atlas.routing, atlas.check_screens, atlas.circumstances)
    texts = [text for kind in kinds for record in kind.values() for text in _texts(record)]
    topics = [statement.patient for topic in atlas.topics.values() for statement in topic.statements]
    return texts + topics + [place.note or "" for place in atlas.places.values()]


@pytest.mark.parametrize("key", COUNTRIES)
def test_every_number_is_that_of_the_country(atlas: Atlas, key: str) -> None:
    here = in_country(atlas, key)
    own = set(NUMBER.findall(atlas.emergency[key].number))
    found = {number for text in _said(here) for number in NUMBER.findall(text)}
    assert found == own
    assert not any(PLACEHOLDER.search(text) for text in _said(here))
    assert f"Call {atlas.emergency[key].number} now." in here.red_flags["RF02"].action
    assert f"call {atlas.emergency[key].urgent_line}." in here.red_flags["RF05"].action


def test_it_can_be_said_again_elsewhere_and_at_home(atlas: Atlas) -> None:
    there = in_country(in_country(atlas, "us"), "gb")
    assert "Call 999 or 112 now." in there.red_flags["RF02"].action
    assert in_country(there, atlas.country.id) == atlas
    assert in_country(there, "gb") is there
    with pytest.raises(KeyError):
        in_country(atlas, "nowhere")


def test_what_names_no_number_is_the_same_everywhere(atlas: Atlas) -> None:
    """The words of cards are files that all countries share."""
    there = in_country(atlas, "us")
    assert all(there.regions[key] is region for key, region in atlas.regions.items())
    assert there.geometry is atlas.geometry


def test_a_sign_is_named_by_its_words_where_another_points_to_it(atlas: Atlas) -> None:
    assert f"see “{atlas.red_flags['RF14'].called}”" in atlas.red_flags["RF03"].does_not_count
    assert not any(re.search(r"\bRF\d\d", text) for flag in atlas.red_flags.values() for text in (
        flag.name, flag.checklist_label, flag.question, flag.counts, flag.does_not_count, flag.action,
    ))  # fmt: skip


def test_a_paper_names_the_number_of_its_country(atlas: Atlas) -> None:
    plan: Plan = atlas.plans["calf_tightness"].plan
    for country, number in (("us", "911"), ("gb", "999 or 112"), (None, atlas.country.number)):
        made = sheet(atlas, plan, judge(atlas, plan, None), today=date(2026, 11, 27), country=country)
        assert made.help[0].text == number
