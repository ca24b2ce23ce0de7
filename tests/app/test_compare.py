"""“What else hurts here” on the card: what it may be like, what is felt in the same places, what nobody can tell."""

from __future__ import annotations

import pytest

from explorer.care import pain
from explorer.content import Atlas
from explorer.content.citations import named
from explorer.content.models import Register
from tests.app.click import act, buttons, card, card_alone, folded, new_app, query, said, text_of

TITLE = "What else hurts here, and how is it different"

pytestmark = [pytest.mark.app, pytest.mark.shipped]


def compare(region: str, register: Register = "patient") -> str:
    """What stands in the comparison on the card of a region, as HTML."""
    return folded(card_alone(region=region, register=register), "compare")


def test_it_stands_on_the_card_by_its_title_and_is_fetched_when_asked_for(atlas: Atlas) -> None:
    text = said(card_alone(region="piriformis"))
    assert atlas.say("fold.title.compare") in text
    assert atlas.patterns["piriformis_deep_gluteal"].differs not in text


@pytest.mark.parametrize("region", ["femur", "patella", "sciatic_thigh"])
def test_where_nothing_is_known_nothing_is_offered(atlas: Atlas, region: str) -> None:
    assert atlas.say("fold.title.compare") not in said(card_alone(region=region))


@pytest.mark.parametrize("register", ["patient", "clinician"])
def test_its_own_pattern_stands_first_and_each_other_is_told_apart(atlas: Atlas, register: Register) -> None:
    text = text_of(compare("piriformis", register))
    own = atlas.patterns["piriformis_deep_gluteal"]
    shown, hidden = (own.patient, own.clinician) if register == "patient" else (own.clinician, own.patient)
    assert shown in text
    assert hidden not in text
    others = pain.also_hurts_there(atlas, "piriformis", register)
    assert len(others) > 3
    at = text.index(own.differs)
    for other in others:
        after = text.index(f"{other.pattern.called(register)}. Felt here too: ")
        assert after > at
        at = after
        assert f"How it is different. {other.pattern.differs}" in text
        assert f"Grade {other.pattern.grade} " in text
        assert named(atlas, other.pattern.references) in text


def test_the_shared_places_are_told_in_words(atlas: Atlas) -> None:
    other = next(o for o in pain.also_hurts_there(atlas, "piriformis", "patient") if o.pattern.id == "hamstring")
    places = atlas.speech.listed(atlas.places[place].name.lower() for place in other.shared)
    assert "sit bone" in places
    assert f"Felt here too: {places}." in text_of(compare("piriformis"))


def test_patients_see_no_pattern_that_rests_on_a_textbook_alone(atlas: Atlas) -> None:
    hidden = [pattern for pattern in atlas.patterns.values() if not pattern.is_for("patient")]
    assert hidden
    texts = {reader: text_of(compare("gluteus_minimus", reader)) for reader in ("patient", "clinician")}
    for pattern in hidden:
        assert pattern.differs not in texts["patient"]
    assert atlas.patterns["gluteus_medius"].differs in texts["clinician"]
    assert atlas.patterns["gluteus_minimus"].clinician in texts["clinician"]


@pytest.mark.parametrize("register", ["patient", "clinician"])
def test_it_ends_with_what_a_drawing_and_a_sore_spot_cannot_tell(atlas: Atlas, register: Register) -> None:
    text = text_of(compare("root_l5", register))
    drawing, spot = (getattr(atlas.caveats[key], register) for key in ("pain_drawing", "tender_spot"))
    assert text.endswith(f"{drawing} {spot}")


def test_the_other_card_is_one_tap_away() -> None:
    assert "Nerve root S1" in buttons(compare("piriformis"), "go")
    app = act(new_app(region="piriformis"), "go", "root_s1")
    assert not app.exception
    assert query(app)["region"] == "root_s1"
    assert card(app).startswith("Nerve root S1")
