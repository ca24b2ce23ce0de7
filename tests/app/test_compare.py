"""“What else hurts here” on the card: what it may be like, what is felt in the same places, what nobody can tell."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from explorer.care import pain
from explorer.content import Atlas
from explorer.content.citations import named
from explorer.content.models import Register
from explorer.ui.card.compare import TITLE
from tests.app.click import card_alone, fold, query, said, unfold

pytestmark = [pytest.mark.app, pytest.mark.shipped]


def compare(region: str, register: Register = "patient") -> AppTest:
    """The card of a region with the comparison open."""
    return unfold(card_alone(region=region, register=register), "compare")


def test_it_is_closed_and_empty_until_asked_for() -> None:
    app = card_alone(region="piriformis")
    assert fold(app, "compare").label == TITLE
    assert said(fold(app, "compare")) == ""


@pytest.mark.parametrize("region", ["femur", "patella", "sciatic_thigh"])
def test_where_nothing_is_known_nothing_is_offered(region: str) -> None:
    assert TITLE not in said(card_alone(region=region))


@pytest.mark.parametrize("register", ["patient", "clinician"])
def test_its_own_pattern_stands_first_and_each_other_is_told_apart(atlas: Atlas, register: Register) -> None:
    app = compare("piriformis", register)
    assert not app.exception
    text = said(fold(app, "compare"))
    own = atlas.patterns["piriformis_deep_gluteal"]
    shown, hidden = (own.patient, own.clinician) if register == "patient" else (own.clinician, own.patient)
    assert shown in text
    assert hidden not in text
    others = pain.also_hurts_there(atlas, "piriformis", register)
    assert len(others) > 3
    at = text.index(own.differs)
    for other in others:
        after = text.index(f"**{other.pattern.called(register)}.** Felt here too: ")
        assert after > at
        at = after
        assert f"**How it is different.** {other.pattern.differs}" in text
        assert f"Grade {other.pattern.grade} " in text
        assert named(atlas, other.pattern.references) in text


def test_the_shared_places_are_told_in_words(atlas: Atlas) -> None:
    other = next(o for o in pain.also_hurts_there(atlas, "piriformis", "patient") if o.pattern.id == "hamstring")
    places = ", ".join(atlas.places[place].name.lower() for place in other.shared)
    assert "sit bone" in places
    assert f"Felt here too: {places}." in said(fold(compare("piriformis"), "compare"))


def test_patients_see_no_pattern_that_rests_on_a_textbook_alone(atlas: Atlas) -> None:
    hidden = [pattern for pattern in atlas.patterns.values() if not pattern.is_for("patient")]
    assert hidden
    texts = {reader: said(fold(compare("gluteus_minimus", reader), "compare")) for reader in ("patient", "clinician")}
    for pattern in hidden:
        assert pattern.differs not in texts["patient"]
    assert atlas.patterns["gluteus_medius"].differs in texts["clinician"]
    assert atlas.patterns["gluteus_minimus"].clinician in texts["clinician"]


@pytest.mark.parametrize("register", ["patient", "clinician"])
def test_it_ends_with_what_a_drawing_and_a_sore_spot_cannot_tell(atlas: Atlas, register: Register) -> None:
    text = said(fold(compare("root_l5", register), "compare"))
    drawing, spot = (getattr(atlas.caveats[key], register) for key in ("pain_drawing", "tender_spot"))
    assert text.endswith(f"{drawing} {spot}")


def test_the_other_card_is_one_tap_away() -> None:
    app = compare("piriformis")
    app.button(key="compare-root_s1-root_s1").click().run()
    assert not app.exception
    assert query(app)["region"] == "root_s1"
    assert said(app).startswith("Nerve root S1")
