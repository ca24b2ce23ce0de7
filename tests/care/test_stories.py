"""Stories of people: what they would truthfully answer, and what must come of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from explorer.care.screening import Answers, screen
from explorer.content import Atlas
from explorer.content.models import Action
from tests.shipped.table import table

pytestmark = pytest.mark.shipped

STORIES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("stories.yaml").read_text("utf-8"))["stories"]
IN_THE_TABLE = {row["id"] for row in table("red_flags_v2")}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["story"])
def test_a_story_comes_to_what_it_must(atlas: Atlas, story: dict[str, Any]) -> None:
    told = (story["signs"], story["conditions"])
    verdict = screen(atlas, Answers(*map(frozenset, told), cleared=frozenset(story.get("cleared", ()))))
    assert (verdict.stop.level if verdict.stop else "none") == story["stop"]
    if verdict.stop:
        assert verdict.stop.flags[0] == story["told"]
    found: dict[str, Action] = {
        key: ruling.action
        for rulings in (verdict.families, verdict.techniques, verdict.tools)
        for key, ruling in rulings.items()
    }
    assert {key: found[key] for key in story.get("stays", {})} == story.get("stays", {})


def test_every_stop_sign_has_its_story_and_some_stories_have_none() -> None:
    assert len(STORIES) >= 40
    assert {sign for story in STORIES for sign in story["signs"]} == IN_THE_TABLE
    assert sum(story["stop"] == "none" for story in STORIES) >= 15
