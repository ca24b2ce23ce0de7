"""The other ways in: from a tool, from a technique, from a question, from what one has heard, and by search."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import get_args
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from explorer.care.stop_rules import standing
from explorer.content import Atlas
from explorer.content.geometry import Shape
from explorer.content.models import CLAIM_VERDICTS, SIDES, Item, Remedy, TopicGroup
from explorer.content.uses import uses
from tests.app.click import (
    card_alone,
    folded,
    given,
    go_to,
    has_map,
    map_of,
    new_app,
    press_any,
    put,
    query,
    said,
    shown,
    tap,
    text_of,
    turn,
    unfold,
)
from tests.shipped.table import table

pytestmark = [pytest.mark.app, pytest.mark.shipped]


def page(name: str, **parameters: str) -> AppTest:
    """A page as a link opens it."""
    app = go_to(new_app(), name)
    for key, value in parameters.items():
        app.query_params[key] = value
    return app.run()


def links(app: AppTest) -> list[tuple[str, dict[str, str]]]:
    """The label and the query of every link to a page."""
    found = [link.proto for link in app.get("page_link")]
    return [(link.label, {k: v[0] for k, v in parse_qs(link.query_string).items()}) for link in found]


def found(app: AppTest) -> list[tuple[str, dict[str, str]]]:
    """The same of what a search found: each says of what kind it is."""
    return [(label, parameters) for label, parameters in links(app) if " · " in label]


# ---- tools and techniques ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["tool", "technique"])
def test_each_is_told_whole_and_lights_up_where_it_may_be_used(atlas: Atlas, kind: str) -> None:
    shelf: dict[str, Remedy] = dict(atlas.tools if kind == "tool" else atlas.techniques)
    app = page(f"{kind}s")
    for key, remedy in shelf.items():
        app.query_params[kind] = key
        app.run()
        assert not app.exception, key
        regions = atlas.regions_of(remedy)
        assert has_map(app) == bool(regions), key
        assert "How sure are we" in said(app)
        if regions:
            assert all(rule.patient in said(app) for rule in standing(atlas, remedy).every), key
            lit = shown(app)["lit"]
            assert {location.partition(":")[0] for location in lit} == {region.id for region in regions}, key
            assert {atlas.location(region, side) for region in regions for side in SIDES} <= set(lit), key
            assert {shape.id for shape in _drawn(atlas, app)} & {s for r in regions for s in r.structures}, key
            linked = {parameters.get("region") for _, parameters in links(app)}
            assert {region.id for region in regions} <= linked, key


def _drawn(atlas: Atlas, app: AppTest) -> tuple[Shape, ...]:
    """What is to be seen in the picture that the map shows."""
    return atlas.geometry.pictures[shown(app)["view"]].layers[shown(app)["layer"]]


def test_nothing_is_chosen_at_first_and_a_choice_goes_to_the_link() -> None:
    app = page("tools")
    assert "Choose one." in said(app)
    press_any(app, {"kind": "open", "value": "soft_ball", "location": ""})
    assert query(app)["tool"] == "soft_ball"
    assert "Soft ball (tennis ball)" in [heading.value for heading in app.title]


@pytest.mark.parametrize(("name", "key"), [("tools", "heat_pack"), ("techniques", "swedish"), ("exercises", "bridge")])
def test_all_are_there_as_pictures_and_one_that_is_pressed_opens(atlas: Atlas, name: str, key: str) -> None:
    app = page(name)
    shelf: Mapping[str, Item] = getattr(atlas, name)
    (gallery,) = given(app, "html")
    assert set(re.findall(r'data-value="(\w+)"', gallery["html"])) == set(shelf)
    pictured = [atlas.figures[remedy.figure] for remedy in shelf.values() if remedy.figure]
    assert set(re.findall(r'<img loading="lazy" alt="([^"]+)"', gallery["html"])) == {fig.alt for fig in pictured}
    press_any(app, {"kind": "open", "value": key, "location": ""})
    assert query(app) == {name.removesuffix("s"): key}
    assert shelf[key].plain_name in [heading.value for heading in app.title]


def test_a_picture_that_is_none_of_them_opens_nothing() -> None:
    app = page("tools")
    for told in ("sofa", "swedish"):
        press_any(app, {"kind": "open", "value": told, "location": ""})
        assert query(app) == {}


def test_a_part_that_is_tapped_tells_what_to_take_care_of_there(atlas: Atlas) -> None:
    app = page("tools", tool="soft_ball")
    tap(app, "gluteus_maximus:left")
    assert (query(app)["region"], query(app)["side"]) == ("gluteus_maximus", "left")
    assert "take care here" in said(app)
    assert atlas.regions["gluteus_maximus"].cautions[0].text in said(app)


def test_a_part_that_is_not_meant_for_a_tool_says_so() -> None:
    app = page("tools", tool="soft_ball")
    tap(app, "soleus:left")
    assert "not here. This is not meant for this part." in said(app)


def test_back_to_all_tools_forgets_the_part_that_was_tapped() -> None:
    app = page("tools", tool="soft_ball", region="soleus")
    app.button(key="all").click().run()
    assert query(app) == {}
    assert "Choose one." in said(app)


def test_the_map_can_be_turned_and_the_link_keeps_it() -> None:
    app = page("tools", tool="soft_ball")
    assert map_of(app)["taps"] == "tell"
    turn(turn(app, view="lateral"), side="left")
    assert query(app) == {"tool": "soft_ball", "view": "lateral", "side": "left"}
    assert shown(app).items() >= {"view": "lateral", "side": "left", "keep_off": True}.items()


def test_the_word_for_other_techniques_is_explained_and_offers_nothing() -> None:
    app = page("techniques", technique="medical_massage")
    assert "A word for other techniques." in said(app)
    assert "**How** (" not in said(app)
    assert not has_map(app)


def test_an_unknown_tool_in_a_link_is_told_with_the_nearest_name() -> None:
    app = page("tools", tool="soft_bal")
    assert "Did you mean “soft_ball”?" in app.warning[0].value


def test_the_words_for_clinicians_stay_from_page_to_page() -> None:
    app = page("techniques", technique="swedish", register="clinician")
    assert "One must not say." in said(app)
    plain = page("techniques", technique="swedish")
    assert "One must not say." not in said(plain)


# ---- questions, claims, sources ----------------------------------------------------------------------------


def test_every_question_is_on_the_page_and_opens_in_both_registers(atlas: Atlas) -> None:
    for register in ("patient", "clinician"):
        app = page("topics", register=register)
        by_group = sorted(atlas.topics.values(), key=lambda topic: get_args(TopicGroup).index(topic.group))
        assert [fold.label for fold in app.expander] == [f"**{topic.title}**" for topic in by_group]
        topic = atlas.topics["how_often"]
        unfold(app, "topic-how_often")
        assert all(getattr(statement, register) in said(app) for statement in topic.statements)


def test_a_link_to_a_question_opens_it_first(atlas: Atlas) -> None:
    app = page("topics", topic="weakness")
    assert app.expander[0].label == f"**{atlas.topics['weakness'].title}**"
    assert atlas.topics["weakness"].statements[0].patient in said(app)


def test_wrong_and_unsafe_claims_show_at_first_each_with_what_is_known(atlas: Atlas) -> None:
    app = page("claims")
    wrong = [claim for claim in atlas.claims.values() if claim.verdict in ("wrong", "unsafe")]
    assert f"{len(wrong)} of {len(atlas.claims)} claims" in said(app)
    while any(button.label == "Show more" for button in app.button):
        next(button for button in app.button if button.label == "Show more").click().run()
    text = said(app)
    for claim in wrong:
        assert f"You may have heard: {claim.heard}\nWhat is known: {claim.known}" in text, claim.id


def test_every_claim_can_be_found_by_its_verdict(atlas: Atlas) -> None:
    app = page("claims")
    for verdict in sorted({claim.verdict for claim in atlas.claims.values()}):
        app.button_group(key="verdicts").set_value([verdict]).run()
        put(app, claims_shown=len(atlas.claims))
        app.run()
        found = [claim for claim in atlas.claims.values() if claim.verdict == verdict]
        assert all(f"You may have heard: {claim.heard}\n" in said(app) for claim in found)


def test_a_link_to_a_claim_shows_it_first(atlas: Atlas) -> None:
    app = page("claims", claim="B06")
    text = said(app)
    others = [claim for claim in atlas.claims.values() if claim.verdict in ("wrong", "unsafe") and claim.id != "B06"]
    assert text.index(atlas.claims["B06"].known) < text.index(f"{len(others)} of {len(atlas.claims)} claims")


def test_wrong_and_unsafe_claims_show_on_the_cards_they_concern(atlas: Atlas) -> None:
    for claim in (claim for claim in atlas.claims.values() if claim.verdict in ("wrong", "unsafe")):
        if claim.regions:
            app = card_alone(region=claim.regions[0])
        else:
            kind = "technique" if claim.techniques else "tool"
            remedy = (claim.techniques or claim.tools)[0]
            app = page(f"{kind}s", **{kind: remedy})
        text = text_of(folded(app, "heard"))
        assert f"You may have heard: {claim.heard}\nWhat is known: {claim.known}" in text, claim.id


def test_every_source_is_listed_with_its_state_and_what_rests_on_it(atlas: Atlas) -> None:
    app = page("sources")
    text = said(app)
    for source in atlas.references.values():
        assert source.citation in text, source.id
    assert f"{len(atlas.references)} of {len(atlas.references)} sources" in text
    unused = [key for key in atlas.references if key not in uses(atlas)]
    assert not set(unused) & {row["key"] for row in table("references")}
    assert len(re.findall(r"^Used in: *$", text, re.M)) == len(unused)


def test_a_source_names_some_of_what_rests_on_it_and_counts_the_rest(atlas: Atlas) -> None:
    app = page("sources", reference="expert")
    named = re.search(r"^Used in: (.+)$", said(app), re.M)
    more = re.match(r"And (\d+) more\b", app.expander[0].label)
    assert named
    assert more
    assert len(named[1].split(" · ")) + int(more[1]) == len(uses(atlas)["expert"])


def test_sources_are_found_by_author_and_by_state(atlas: Atlas) -> None:
    app = page("sources")
    app.text_input(key="source_words").set_value("cherkin 2011").run()
    assert f"1 of {len(atlas.references)} sources" in said(app)
    app.text_input(key="source_words").set_value("zzz").run()
    assert "No source fits." in said(app)


# ---- the search --------------------------------------------------------------------------------------------


def test_a_search_lists_what_it_found_with_its_kind_and_a_link_to_it() -> None:
    app = new_app()
    app.text_input(key="search").set_value("piriformus").run()
    label, parameters = found(app)[0]
    assert label.startswith("**Deep buttock muscle** · part of the body")
    assert parameters["region"] == "piriformis"
    assert query(app) == {}, "what is typed may be a symptom; it stays out of the address"


def test_a_search_for_a_stop_sign_leads_to_the_stop_signs() -> None:
    app = new_app()
    app.text_input(key="search").set_value("numb between the legs").run()
    assert found(app)[0][0].endswith("· stop sign")


def test_what_is_often_said_is_found_after_the_tool_and_behind_its_verdict(atlas: Atlas) -> None:
    app = new_app()
    app.text_input(key="search").set_value("tennis ball").run()
    labels = [label for label, _ in found(app)]
    claims = [label for label in labels if label.endswith("· you may have heard")]
    assert labels[0].startswith(f"**{atlas.tools['soft_ball'].plain_name}** · tool")
    assert claims
    for label in claims:
        assert label.startswith(tuple(f"**{atlas.say(f'verdict.{each}')}:** “" for each in CLAIM_VERDICTS)), label


def test_a_search_that_finds_nothing_says_so_and_helps() -> None:
    app = new_app()
    app.text_input(key="search").set_value("xyzzy").run()
    assert "Nothing found." in said(app)


def test_going_somewhere_closes_the_list_of_what_was_found() -> None:
    app = new_app()
    app.text_input(key="search").set_value("soleus").run()
    app.query_params["region"] = "soleus"
    app.run()
    assert not any("part of the body" in label for label, _ in links(app))
    assert app.text_input(key="search").value == ""


@pytest.mark.parametrize("name", ["tools", "techniques", "topics", "claims", "sources", "stop_signs", "about"])
def test_every_page_has_the_stop_signs_the_search_and_the_foot(name: str) -> None:
    app = page(name)
    assert not app.exception
    assert "Any of these? Stop, get help." in said(app)
    assert app.text_input(key="search")
    assert "Not a diagnosis." in said(app)
