"""What holds does not depend on the language: verdicts, plans and links are the same in each."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.care.plan import Judgement, judge
from explorer.care.plan_code import decode, encode
from explorer.care.screening import Ruling, Verdict, screen
from explorer.care.search import build_index
from explorer.content import Atlas
from explorer.content.translation import offered
from tests.care.plans import any_answers, any_plan
from tests.laws import law


@pytest.fixture(scope="module")
def others(atlas: Atlas) -> tuple[Atlas, ...]:
    """The atlas in every other language that is offered."""
    found = tuple(atlas.told(lang, atlas.here.id) for lang in offered(atlas) if lang != atlas.lang)
    assert found, "no other language is offered: see `sciatic-explorer check --lang es`"
    return found


@law(200)
@given(rng=st.randoms(use_true_random=False))
def test_a_verdict_is_the_same_in_every_language(atlas: Atlas, others: tuple[Atlas, ...], rng: Random) -> None:
    answers = any_answers(rng, atlas)
    found = _without_words(screen(atlas, answers))
    for other in others:
        assert _without_words(screen(other, answers)) == found


@law(200)
@given(rng=st.randoms(use_true_random=False))
def test_a_plan_and_its_link_are_the_same_in_every_language(
    atlas: Atlas, others: tuple[Atlas, ...], rng: Random
) -> None:
    plan, answers = any_plan(rng), any_answers(rng, atlas)
    found = _judged(judge(atlas, plan, screen(atlas, answers)))
    for other in others:
        told = plan.model_copy(update={"lang": other.lang})
        assert decode(encode(told, with_notes=True)) == told
        assert _judged(judge(other, told, screen(other, answers))) == found


def _without_words(verdict: Verdict) -> dict[str, Any]:
    """All that a verdict decides, without the sentences that tell it."""
    tables = {name: getattr(verdict, name) for name in ("families", "techniques", "tools", "exercises")}
    return {
        "stop": verdict.stop and (verdict.stop.level, verdict.stop.flags),
        "unsure": verdict.unsure,
        "off": verdict.off_limits,
        "regions": {
            where: {key: _ruled(each) for key, each in table.items()} for where, table in verdict.regions.items()
        },
        **{name: {key: _ruled(ruling) for key, ruling in table.items()} for name, table in tables.items()},
    }


def _ruled(ruling: Ruling | None) -> Any:
    return ruling and (ruling.action, ruling.also, [(each.condition, each.action) for each in ruling.because])


def _judged(judgement: Judgement) -> Any:
    return [*map(_ruled, judgement.rulings)], [objection.item for objection in judgement.objections], judgement.stands


@pytest.mark.parametrize(
    ("asked", "kind", "found"),
    [
        ("ciática", "topic", "what_is_sciatica"),
        ("ciatica", "topic", "what_is_sciatica"),
        ("nalga", "region", "gluteus_maximus"),
        ("hormigueo", "topic", None),
        ("pelota de tenis", "tool", "soft_ball"),
        ("pantorila", "place", None),
    ],
)
def test_the_search_knows_spanish_words_and_forgives_typos(
    others: tuple[Atlas, ...], asked: str, kind: str, found: str | None
) -> None:
    spanish = next(other for other in others if other.lang == "es")
    best = build_index(spanish).find(asked)[0]
    assert best.kind == kind
    assert found is None or best.id == found
