"""Where it hurts: the content says what the tables say and what the geometry gives. Each failure says what to mend."""

from __future__ import annotations

import re

import pytest

from explorer.care.pain import Drawing, PainSite, assess, must_be_asked
from explorer.content import Atlas
from explorer.content.geometry import Polygons
from explorer.content.models import REGISTERS, VIEWS, Register, ShapeSide, View
from tests.bodymap.body import holds
from tests.shipped.grid import LEFTMOST_MM, Cells, cells, on_both_sides, skin, union
from tests.shipped.table import includes, keys, same, table

pytestmark = pytest.mark.shipped

ROUTES = table("pain_routing_ids")
SIDES: tuple[ShapeSide, ...] = ("left", "right")


def _drawn(atlas: Atlas, place: str, side: ShapeSide) -> Drawing:
    return Drawing(frozenset([PainSite(place, side if atlas.has_sides(place) else "midline")]))


# ---- routes --------------------------------------------------------------------------------------------


def test_the_routes_of_the_table_are_there_with_their_places_and_roots(atlas: Atlas) -> None:
    assert len(ROUTES) >= 15
    includes(atlas.routing, (row["id"] for row in ROUTES), "routes", "data/routing.yaml")
    assert [row["place"] for row in ROUTES] == [row["place"] for row in table("pain_routing")]
    for row in ROUTES:
        route = atlas.routing[row["id"]]
        assert route.places == tuple(row["zones"].split()), f"data/routing.yaml: {route.id}: places: {row['zones']}"
        same(route.roots, row["roots"].split(), "roots", f"data/routing.yaml: {route.id}")


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("row", ROUTES, ids=lambda row: row["id"])
def test_a_place_of_the_table_gives_its_regions_first_and_what_to_ask_before_them(
    atlas: Atlas, row: dict[str, str], side: ShapeSide, register: Register
) -> None:
    expected, route = row["regions"].split(), atlas.routing[row["id"]]
    for place in row["zones"].split():
        drawing = _drawn(atlas, place, side)
        found = assess(atlas, drawing, register)
        first = found.candidates[: len(expected)]
        assert [candidate.region for candidate in first] == expected, f"{place}, {side}, {register}"
        assert all(candidate.named_for == (place,) for candidate in first)
        assert found.candidates if expected else not found.candidates, f"{place}: the table names none"
        assert found.routes == (route,)
        assert set(row["roots"].split()) <= {root.name for root in found.roots}, f"{place}: roots {row['roots']}"
        asked = {sign.id for key in route.asks for sign in atlas.signs(key)}
        assert asked <= {flag.id for flag in must_be_asked(atlas, drawing)}


# What a route must not lose: words of the table, and how our plain words say them.
ASK_FIRST = {
    "low_back_middle": {"fall": "fall", "fever": "fever", "cancer": "cancer"},
    "low_back_one_side": {"kidney pain": "kidney", "fever": "fever"},
    "upper_buttock": {"numb": r"\bnumb\b", "weak": r"\bweak\b"},
    "deep_buttock": {"numb": r"\bnumb\b", "weak": r"\bweak\b"},
    "sit_bone": {"sitting": "when you sit"},
    "side_hip": {"lying on side": "lie on that side"},
    "back_of_thigh": {"below knee": "below your knee", "numb": "numb"},
    "outer_thigh": {"numb patch": "numb patch"},
    "back_of_knee": {"clot": "clot", "cyst": "cyst", "pulsing lump": "lump.*beats like a pulse"},
    "calf": {"one-sided swelling": "one calf swollen"},
    "outer_shin": {"foot drop": "foot drop"},
    "inner_shin": {"at night": "at night", "after running": "after you run", "fracture": "crack in the bone"},
    "top_of_foot": {"foot drop": "foot drop"},
    "sole_outer_foot": {"numb sole": "sole numb"},
    "front_thigh": {"hip": r"\bhip\b", "weak knee": "knee give way"},
    "front_thigh_groin": {"hip": r"\bhip\b", "hernia": "hernia"},
    "both_legs_or_saddle": {"-": "numb between your legs.*both legs"},
}
DO_NOT = {
    "low_back_middle": ("press spine", "press on the spine"),
    "low_back_one_side": ("press 12th rib", "press on or just below your lowest rib"),
    "upper_buttock": ("ball on the inner part", "ball on the inner part"),
    "deep_buttock": ("ball on the nerve line", "ball on the nerve line"),
    "sit_bone": ("ball", "ball on the sit bone"),
    "side_hip": ("trochanter elbow", "press on the bony point with an elbow"),
    "back_of_thigh": ("hard stretch", "stretch your leg hard"),
    "outer_thigh": ("roll hard", "roll hard"),
    "back_of_knee": ("any pressure", "press or roll here at all"),
    "calf": ("massage if clot signs", "massage the calf if"),
    "outer_shin": ("fibular head", "press the bony bump at the outer knee"),
    "inner_shin": ("press on the bone", "press on the shin bone"),
    "top_of_foot": ("press the fibular head", "press the bony bump at the outer knee"),
    "sole_outer_foot": ("heat", "use heat"),
    "front_thigh": ("press groin", "press in the groin"),
    "front_thigh_groin": ("press groin", "press in the groin"),
    "both_legs_or_saddle": ("any technique", "massage, press, roll or stretch at all"),
}


@pytest.mark.parametrize(("row", "names"), list(zip(table("pain_routing"), ROUTES, strict=True)), ids=str)
def test_a_route_asks_and_forbids_what_the_table_does(atlas: Atlas, row: dict[str, str], names: dict[str, str]) -> None:
    route = atlas.routing[names["id"]]
    for theirs, ours in ASK_FIRST[route.id].items():
        assert theirs in row["ask first"], f"mend ASK_FIRST in this file: {route.id} has no '{theirs}'"
        assert re.search(f"(?is){ours}", route.ask_first), f"data/routing.yaml: {route.id}: ask_first: '{theirs}'"
    theirs, ours = DO_NOT[route.id]
    assert theirs == row["do not"], f"mend DO_NOT in this file: {route.id}"
    assert ours in route.do_not, f"data/routing.yaml: {route.id}: do_not must say '{theirs}', as '{ours}'"
    assert route.do_not.startswith("Do not "), f"data/routing.yaml: {route.id}: do_not begins with 'Do not'"


def test_where_no_region_is_named_the_route_says_why_or_where_else_to_look(atlas: Atlas) -> None:
    for route in atlas.routing.values():
        if route.places and not route.regions:
            assert route.note, f"data/routing.yaml: {route.id}: say why there is nothing to work on"
    assert atlas.routing["back_of_knee"].see_also == (
        "biceps_femoris", "semitendinosus", "semimembranosus", "gastrocnemius",
    )  # fmt: skip


def test_both_legs_and_the_saddle_lead_to_the_first_stop_sign(atlas: Atlas) -> None:
    assert atlas.routing["both_legs_or_saddle"].asks == ("RF01",)
    (saddle,) = (row for row in table("root_patterns") if row["pain"] == "saddle")
    assert saddle["grade"] == "E -> RF01"


# ---- patterns ------------------------------------------------------------------------------------------

# Where our name of a pattern is fuller than the table's.
RENAMED = {
    "multifidus_es": "Erector spinae / multifidus",
    "itb_lateral_knee": "Iliotibial band at the lateral knee",
    "tfl_lfcn": "Lateral femoral cutaneous nerve (meralgia paraesthetica)",
    "facet_sij": "Facet / sacroiliac joint",
    "fibular_knee": "Common fibular nerve at the knee",
}
ROOT_ROWS = [row for row in table("root_patterns") if row["root"] in ("L4", "L5", "S1")]
BELOW_KNEE = ("calf", "foot")


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.lower()))


def test_the_patterns_of_the_tables_are_there(atlas: Atlas) -> None:
    roots = {f"root_{row['root'].lower()}" for row in ROOT_ROWS}
    expected = {row["id"] for row in table("muscle_patterns")} | roots
    assert len(expected) >= 13 + 3
    includes(atlas.patterns, expected, "patterns", "data/patterns.yaml")
    assert {key for key in expected if atlas.patterns[key].kind == "root"} == roots


@pytest.mark.parametrize("row", table("muscle_patterns"), ids=lambda row: row["id"])
def test_a_pattern_is_named_graded_and_sourced_as_in_the_table(atlas: Atlas, row: dict[str, str]) -> None:
    pattern = atlas.patterns[row["id"]]
    assert pattern.name == RENAMED.get(pattern.id, row["source"])
    assert pattern.grade == row["grade"], f"data/patterns.yaml: {pattern.id}: write grade: {row['grade']}"
    missing = set(keys(row["refs"])) - set(pattern.references)
    assert not missing, f"data/patterns.yaml: add the references {sorted(missing)} to {pattern.id}"
    numbers = set(re.findall(r"\d+", row["look for"])) - set(re.findall(r"\d+", pattern.clinician))
    assert not numbers, f"data/patterns.yaml: {pattern.id}: clinician must say {sorted(numbers)}"


@pytest.mark.parametrize("row", ROOT_ROWS, ids=lambda row: row["root"])
def test_the_pattern_of_a_root_says_all_of_its_row(atlas: Atlas, row: dict[str, str]) -> None:
    pattern = atlas.patterns[f"root_{row['root'].lower()}"]
    assert (pattern.root, pattern.regions) == (row["root"], (pattern.id,))
    assert pattern.grade == row["grade"], f"data/patterns.yaml: {pattern.id}: write grade: {row['grade']}"
    missing = set(keys(row["refs"])) - set(pattern.references)
    assert not missing, f"data/patterns.yaml: add the references {sorted(missing)} to {pattern.id}"
    cells_of_row = ("usual disc level", "pain", "numb/tingle", "weakness (test)", "reflex", "stretch test")
    said = " ".join(row[cell] for cell in cells_of_row).replace("SLR", "straight-leg raise").replace("none", "no")
    unsaid = _words(said) - _words(pattern.clinician)
    assert not unsaid, f"data/patterns.yaml: {pattern.id}: clinician must say {sorted(unsaid)}"
    assert "64 percent" in " ".join(pattern.clinician.split()), f"{pattern.id}: say how often the strip is wrong"


def test_what_ends_above_the_knee_in_the_table_reaches_no_place_below_it(atlas: Atlas) -> None:
    rows = [row for row in table("muscle_patterns") if "below knee" in row["look for"]]
    assert {row["id"] for row in rows} == {"hamstring", "quadratus_lumborum"}
    for row in rows:
        pattern = atlas.patterns[row["id"]]
        low = [place for place in (*pattern.main, *pattern.sometimes) if atlas.places[place].area in BELOW_KNEE]
        assert not low, f"data/patterns.yaml: {pattern.id} does not go below the knee: take out {low}"


def test_every_drawn_area_of_a_muscle_belongs_to_one_pattern(atlas: Atlas) -> None:
    named = [pattern.outline for pattern in atlas.patterns.values() if pattern.outline]
    assert sorted(named) == sorted(atlas.geometry.referral), "data/patterns.yaml: outline: each area once"


def test_a_place_is_not_felt_usually_and_sometimes_at_once(atlas: Atlas) -> None:
    for pattern in atlas.patterns.values():
        both = set(pattern.main) & set(pattern.sometimes)
        assert not both, f"data/patterns.yaml: {pattern.id}: main or sometimes, not both: {sorted(both)}"


# ---- words ---------------------------------------------------------------------------------------------

FORBIDDEN = re.compile(r"(?i)%|\bper ?cent\b|\byou have\b(?! had)|\bdiagnosis is\b|\byou are safe\b|\bdiagnosed\b")


def test_no_text_for_patients_has_a_percentage_or_a_diagnosis(atlas: Atlas) -> None:
    texts = {f"pattern {p.id}": f"{p.plain_name} {p.patient} {p.differs}" for p in atlas.patterns.values()}
    texts |= {f"route {r.id}": f"{r.ask_first} {r.do_not} {r.note or ''}" for r in atlas.routing.values()}
    texts |= {f"caveat {c.id}": f"{c.title} {c.patient}" for c in atlas.caveats.values()}
    for name, text in texts.items():
        asked = re.sub(r"[^.!?]*\?", "", text)  # to ask "Do you have a fever?" is no verdict
        assert not FORBIDDEN.search(asked), f"{name}: {FORBIDDEN.findall(asked)}"


def test_every_pattern_says_that_it_cannot_be_told_from_a_picture(atlas: Atlas) -> None:
    for pattern in atlas.patterns.values():
        assert re.search(r"No one can tell .*(from|by) a picture", pattern.differs.replace("\n", " ")), (
            f"data/patterns.yaml: {pattern.id}: differs must say that no one can tell from a picture"
        )


def test_what_a_picture_cannot_tell_is_said_with_its_sources(atlas: Atlas) -> None:
    expected = {"pain_drawing", "dermatomes", "tender_spot", "nerve_course", "referral"}
    includes(atlas.caveats, expected, "caveats", "data/caveats.yaml")
    assert {"albert2019", "downs2011", "lee2008"} <= set(atlas.caveats["dermatomes"].references)
    assert {"albert2019", "murphy2009"} <= set(atlas.caveats["pain_drawing"].references)
    assert "adelmanesh2016" in atlas.caveats["tender_spot"].references
    assert "L5 root from the S1 root" in atlas.caveats["pain_drawing"].patient.replace("\n", " ")


# ---- places and geometry -------------------------------------------------------------------------------

MOST_LEFT_OUT = 0.005


def test_cells_are_those_whose_middle_is_inside_and_in_no_hole() -> None:
    square = ((-9.7, 3.2), (12.4, 3.2), (12.4, 20.1), (-9.7, 20.1))
    hole = ((-3.0, 6.0), (4.5, 8.0), (1.0, 15.3))
    triangle = ((30.2, 5.0), (44.0, 12.0), (33.3, 30.9))
    polygons: Polygons = ((square, hole), (triangle,))
    found = cells(polygons)
    for row in range(32):
        for column in range(-12, 46):
            is_in = bool(found.rows.get(row, 0) >> (column - LEFTMOST_MM) & 1)
            assert is_in is holds(polygons, column + 0.5, row + 0.5), (column, row)
    assert cells(((square,),)).area == 22 * 17


@pytest.mark.parametrize("row", table("skin_roots"), ids=lambda row: row["place"])
def test_the_roots_of_the_skin_of_a_place_are_those_of_the_table_with_their_sources(
    atlas: Atlas, row: dict[str, str]
) -> None:
    place = atlas.places[row["place"]]
    assert place.roots == tuple(row["roots"].split()), f"data/places.yaml: {place.id}: roots: {row['roots']}"
    includes(place.references, row["sources"].split(), "references", f"data/places.yaml: {place.id}")


def test_every_place_has_its_row_of_skin_roots_and_a_source_for_them(atlas: Atlas) -> None:
    includes(atlas.places, (row["place"] for row in table("skin_roots")), "places", "data/places.yaml")
    for place in atlas.places.values():
        assert bool(place.roots) == bool(place.references), f"data/places.yaml: {place.id}: name a source of its roots"


def test_a_route_offers_only_what_lies_under_one_of_its_places(atlas: Atlas) -> None:
    for route in atlas.routing.values():
        under = {region for place in route.places for region in atlas.places[place].under}
        elsewhere = sorted(set(route.regions) - under)
        assert not elsewhere, f"data/routing.yaml: {route.id}: these do not lie there, use see_also: {elsewhere}"


@pytest.mark.parametrize("view", VIEWS)
def test_the_places_of_a_view_leave_no_gap_and_no_overlap_on_the_skin(atlas: Atlas, view: View) -> None:
    body = skin(atlas, view)
    once, twice = Cells({}), Cells({})
    for outlines in atlas.geometry.places.values():
        for here in [on_both_sides(outlines[view], view)] if view in outlines else []:
            twice |= once & here
            once |= here
    for what, wrong in {"gaps": body - once, "overlaps": twice, "beyond the skin": once - body}.items():
        assert wrong.area <= MOST_LEFT_OUT * body.area, f"{view}: {what}: {wrong.area} of {body.area} mm²"
    assert max(body.rows) >= atlas.geometry.pictures[view].v[1] - 2, "the skin goes up to the edge of the picture"
    assert union([once, body]).area > 150_000
