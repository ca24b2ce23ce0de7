"""What was once said too strongly, or of the wrong thing, is said as the sources have it, and one way only."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from explorer.content import Atlas
from explorer.content.draft import Draft
from explorer.content.load import Content, read_content
from explorer.content.texts import our_texts

pytestmark = pytest.mark.shipped

# What must not be said any more, and why.
GONE = {
    r"beats? (planned )?rest|(?<!a little )more than rest\b": "in sciatica both come out much the same (dahm2010)",
    r"[Pp]lanned rest \(B\)": "grade C in sciatica (dahm2010)",
    r"0 is no pain": "one scale: how strong it feels; pain ends it at any number",
    r"two years (later|on)\b": "the abstract does not say so (lim2009)",
    r"20 minutes over the hamstring": "it was the lower hamstring (moeller1997)",
    r"Ice at the outer knee": "it was all round the knee, an hour, twice (collins1986)",
    r"in place of a check": "self-care comes first where there is no stop sign (nice_ng59)",
    r"\bpain goes above\b": "the limit is one of how strong it feels",
}
B = re.compile(r"\(B\)|grade B\b")


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content()


def _texts(content: Content) -> Iterator[tuple[Draft, str]]:
    for kind, table in content.tables.items():
        for draft in table.drafts:
            yield from ((draft, text) for _, text, _ in our_texts(kind, draft.raw))


def test_nothing_that_was_set_right_is_said_again(content: Content) -> None:
    found = [
        f"{draft.problem((), '').path}: {draft.id}: “{match[0]}”: {why}"
        for draft, text in _texts(content)
        for pattern, why in GONE.items()
        for match in re.finditer(pattern, text)
    ]
    assert not found, "\n".join(found)


def test_supervised_exercise_in_sciatica_has_one_grade_wherever_it_is_named(content: Content, atlas: Atlas) -> None:
    told = 0
    for draft, text in _texts(content):
        for sentence in re.split(r"(?<=[.;])\s+", text):
            if re.search(r"(?i)supervised exercise", sentence):
                assert not B.search(sentence), f"{draft.problem((), '').path}: {draft.id}: {sentence}"
                told += 1
    assert told > 6
    assert atlas.effects["exercise_leg_pain"].grade == "C"
    for topic in ("stay_active", "massage_and_exercise"):
        (one,) = (each for each in atlas.topics[topic].statements if "dove2022" in each.references)
        assert one.grade == "C"


def test_a_warm_pack_does_not_borrow_the_grade_of_a_wrap(atlas: Atlas) -> None:
    pack = {each.complaint: each for each in atlas.tools["heat_pack"].evidence}["back_pain"]
    assert pack.grade == "C"
    assert {"french2006", "mayer2005", "nadler2003"} <= set(pack.references)
    assert "was not what was tested" in pack.finding
    assert atlas.effects["heat_wrap_pain"].grade == "B"
    assert "8 hours" in atlas.effects["heat_wrap_pain"].tested


def test_no_heat_over_a_medicine_patch_wherever_heat_is_used(atlas: Atlas) -> None:
    for remedy in (*atlas.techniques.values(), *atlas.tools.values()):
        if "heat" in remedy.families:
            assert "B_FEEL" in remedy.at_once, remedy.id
            assert "medicine patch" in remedy.clinician, remedy.id
    assert "medicine patch" in atlas.stop_rules["B_FEEL"].patient


def test_cold_injuries_are_cited_for_what_they_show(atlas: Atlas) -> None:
    knee = atlas.keep_off["dz05_fibular_head_neck"].references
    assert knee.index("collins1986") < knee.index("moeller1997")
    for region in ("biceps_femoris", "sciatic_thigh"):
        (caution,) = (each for each in atlas.regions[region].cautions if "moeller1997" in each.references)
        assert "collins1986" not in caution.references


def test_the_superficial_fibular_nerve_runs_in_the_lateral_compartment(atlas: Atlas) -> None:
    region = atlas.regions["superficial_fibular_nerve"]
    assert "between fibularis longus and brevis" in region.clinician.where
    assert "12 cm above the ankle" in region.clinician.where
    assert {"elsevier_sfn", "sp_sfn", "japma_sfn"} <= set(region.references)
