"""What stayed English on a page in another language says so, text by text."""

from __future__ import annotations

import json

import pytest

from explorer.care.plan import suggested
from explorer.content import Atlas, load_atlas
from explorer.content.language import left_in_english
from explorer.content.models import Plan
from explorer.handout.card import card
from explorer.handout.in_english import marked
from explorer.handout.page import page
from explorer.ui.labels import folds
from explorer.ui.map import assets
from tests.half_spanish import TECHNIQUE, half_spanish
from tests.handout.reading import sheet_of

ENGLISH = frozenset({"Rest", "A forearm & hand", "A forearm"})


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The shipped content with one technique of a clinic that has no Spanish words."""
    return load_atlas(half_spanish(tmp_path_factory.mktemp("half")))


@pytest.fixture(scope="module")
def spanish(half: Atlas) -> Atlas:
    return half.told("es", half.here.id)


def _marked(text: str) -> str:
    return f'<span lang="en">{text}</span>'


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>Rest</p>", f"<p>{_marked('Rest')}</p>"),
        ("<p>\n Rest </p>", f"<p>\n {_marked('Rest')} </p>"),
        ("<p>Sin Rest</p>", "<p>Sin Rest</p>"),  # one word may be one of the other language
        ("<p>1 · A forearm &amp; hand, luego</p>", f"<p>1 · {_marked('A forearm &amp; hand')}, luego</p>"),
        ("<p>A forearm, A forearm</p>", f"<p>{_marked('A forearm')}, {_marked('A forearm')}</p>"),
        ('<img alt="Rest" src="a>b">Luego', '<img lang="en" alt="Rest" src="a>b">Luego'),
        ("<title>Rest</title><script>'<p>Rest</p>'</script>", "<title>Rest</title><script>'<p>Rest</p>'</script>"),
        ('<p title="A forearm">Otro &lt; texto</p>', '<p title="A forearm">Otro &lt; texto</p>'),
    ],
)
def test_the_texts_that_stayed_english_say_so_and_no_others(html: str, said: str) -> None:
    assert marked(html, ENGLISH) == said


def test_nothing_is_looked_at_where_nothing_stayed_english(atlas: Atlas) -> None:
    html = "<p>Rest</p>"
    assert marked(html, frozenset()) is html
    for lang in ("en", "es"):
        assert left_in_english(atlas.told(lang, atlas.here.id)) == frozenset()


def test_an_atlas_knows_which_of_its_texts_stayed_english(half: Atlas, spanish: Atlas) -> None:
    technique = half.techniques[TECHNIQUE]
    found = left_in_english(spanish)
    assert {technique.plain_name, technique.summary, *technique.steps, *technique.synonyms} <= found
    assert spanish.techniques[TECHNIQUE].dose.text not in found
    assert not found & {each.plain_name for each in spanish.techniques.values() if each.id != TECHNIQUE}
    assert left_in_english(half) == frozenset()


def test_the_paper_says_what_is_english(half: Atlas, spanish: Atlas) -> None:
    region, (name, other) = half.regions["gluteus_maximus"], (TECHNIQUE, "heat_pack")
    items = tuple(suggested(half, region, "left", half.remedies[key]) for key in (name, other))
    for atlas in (spanish, half):
        plan = Plan(lang=atlas.lang, items=items)
        html = page(sheet_of(atlas, plan), atlas, "a4", b"")
        assert (_marked(atlas.remedies[name].plain_name) in html) == (atlas is spanish)
        assert _marked(atlas.remedies[other].plain_name) not in html


def test_the_card_says_what_is_english_on_paper_and_on_the_screen(half: Atlas, spanish: Atlas) -> None:
    for atlas in (spanish, half):
        name, fold = _marked(atlas.techniques[TECHNIQUE].plain_name), f"{folds.REMEDY}/{TECHNIQUE}"
        printed = card(atlas, atlas.regions["gluteus_maximus"], "left", "patient")
        unfolded = assets.asset(half, assets.fold(fold, "patient", atlas.lang, half.here.id)).decode()
        assert [name in printed, 'lang="en"' in unfolded] == [atlas is spanish] * 2


def test_the_list_for_what_streamlit_draws_is_an_asset(half: Atlas, spanish: Atlas) -> None:
    told = json.loads(assets.asset(half, assets.english("es", half.here.id)))
    assert frozenset(told) == left_in_english(spanish)
