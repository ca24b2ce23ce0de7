"""The shipped content says what the tables say, and may say more. Each failure says what to mend, and where.

A table must be whole, and each of its rows must be in the content: how much else there is, nothing counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from explorer.content import Atlas
from explorer.content.models import FAMILIES, Claim, Remedy
from tests.shipped.table import includes, keys, remedies, same, table

pytestmark = pytest.mark.shipped

STATUS = {"V": "checked", "P": "partly", "M": "unchecked", "-": "not_a_publication"}
VERDICT = {
    "OK": "stated", "OK-QUALIFY": "stated_with_limits", "WEAK": "weak", "WRONG": "wrong", "UNSAFE": "unsafe",
    "MKT": "marketing", "CONFLICT": "settled_conflict",
}  # fmt: skip
SPAM = "Boilerplate and spam to exclude"

# ---- regions, techniques, tools ------------------------------------------------------------------------


def test_the_regions_of_the_table_are_there(atlas: Atlas) -> None:
    rows = table("regions")
    assert len(rows) >= 56
    includes(atlas.regions, (row["id"] for row in rows), "regions", "data/regions/")


@pytest.mark.parametrize("row", table("regions"), ids=lambda row: row["id"])
def test_a_region_is_named_as_in_the_table_and_owns_its_structures(atlas: Atlas, row: dict[str, str]) -> None:
    region = atlas.regions[row["id"]]
    for field in ("name", "plain_name", "area"):
        found = getattr(region, field)
        assert found == row[field], f"data/regions/{region.id}.yaml: write {field}: {row[field]} (now: {found})"
    same(region.structures, row["structures"].split(), "structures", f"data/regions/{region.id}.yaml")


@pytest.mark.parametrize("kind", ["technique", "tool"])
def test_the_techniques_and_tools_of_the_table_are_there_with_their_families(atlas: Atlas, kind: str) -> None:
    rows = {row["id"]: row["families"].split() for row in table("families") if row["kind"] == kind}
    remedies: Mapping[str, Remedy] = atlas.techniques if kind == "technique" else atlas.tools
    includes(remedies, rows, f"{kind}s", f"data/{kind}s/")
    for key, families in rows.items():
        said = f"data/{kind}s/{key}.yaml: write families: [{', '.join(families)}]"
        assert sorted(remedies[key].families) == sorted(families), said


# ---- stop signs and places to keep off -----------------------------------------------------------------

SIGNS = table("red_flags_v2")
# What a cell of the table says of whom a question is asked, and the ids of our gate.
ASKED_IF = {
    "always": (),
    "always (also with no massage)": (),
    "massage, a gun, a roller or a ball in the last 7 days, or blood thinners": ("recent_massage", "blood_thinners"),
    "blood thinners or a bleeding illness": ("blood_thinners",),
    "pregnant, or may be": ("pregnancy",),
    "under 18": ("under_18",),
    "age 50 or over": ("over_50",),
}
LOCKS = {"E": "lock all; ", "U": "lock hands-on, tools and exercises until seen; pillow ok; "}
ITEMS = {"positioning_pillow", "diaphragm_breathing"}  # no families: no sign of level S changes them


def _unsaid(atlas: Atlas, text: str) -> str:
    """A text of the table with our placeholders for what a country or another sign says."""
    text = text.replace("112 or your local emergency number", "{emergency}")
    text = text.replace("your urgent care line (NHS 111 in the UK)", "{urgent_line}")
    return re.sub(r"\bRF\d\d[a-z]?\b", lambda found: f"{{{found[0]}}}", text)


def test_the_stop_signs_are_those_of_the_table_in_its_order(atlas: Atlas) -> None:
    assert len(SIGNS) == 41
    asked = sorted(SIGNS, key=lambda row: (int(row["screen"]), int(row["order"])))
    known = [key for key in atlas.red_flags if key in {row["id"] for row in SIGNS}]
    assert known == [row["id"] for row in asked], "data/red_flags.yaml: keep the order of the table"
    screens = list(atlas.check_screens)
    assert len(screens) >= 8
    for row in SIGNS:
        assert screens.index(atlas.red_flags[row["id"]].screen) == int(row["screen"]) - 1, row["id"]


@pytest.mark.parametrize("row", SIGNS, ids=lambda row: row["id"])
def test_a_stop_sign_is_that_of_the_table_cell_by_cell(atlas: Atlas, row: dict[str, str]) -> None:
    assert atlas.unsaid
    flag = atlas.unsaid.red_flags[row["id"]]
    assert (flag.parent or "", flag.level, flag.grade) == (row["parent"], row["level"], row["grade"])
    for cell in ("name", "checklist_label", "question", "counts", "does_not_count", "action", "pattern"):
        assert getattr(flag, cell) == _unsaid(atlas, row[cell]), f"data/red_flags.yaml: {flag.id}: {cell}"
    assert flag.asked_if == ASKED_IF[row["asked_if"]]
    sources = [re.sub(r" \(.*", "", key.strip()) for key in row["source"].split(";")]
    assert list(flag.references) == sources, f"data/red_flags.yaml: {flag.id}: references"


@pytest.mark.parametrize("row", SIGNS, ids=lambda row: row["id"])
def test_the_effect_of_a_stop_sign_is_that_of_the_table(atlas: Atlas, row: dict[str, str]) -> None:
    effect = dict(atlas.red_flags[row["id"]].effect)
    if row["level"] in LOCKS:
        assert row["effect"].startswith(LOCKS[row["level"]])
        assert set(effect.values()) == {"ok"}
        return
    said = dict(cell.strip().split("=") for cell in row["effect"].split(";"))
    assert {said.pop(item, "ok") for item in ITEMS} == {"ok"}
    assert set(said) <= set(effect)
    for family, action in effect.items():
        assert action == said.get(family, "ok"), f"data/red_flags.yaml: {row['id']}: {family}"


def test_every_emergency_says_where_to_go_and_every_same_day_sign_whom_to_see(atlas: Atlas) -> None:
    for flag in atlas.red_flags.values():
        action = flag.action
        if flag.level == "E":
            assert atlas.country.number in action or "emergency department" in action, (
                f"data/red_flags.yaml: {flag.id}: say where to go now"
            )
        if flag.level == "U":
            assert re.search(r"the same day|today|now", action), f"data/red_flags.yaml: {flag.id}: say when"


def test_the_keep_off_zones_of_the_table_are_there_with_their_sources(atlas: Atlas) -> None:
    rows = {row["id"].lower(): row for row in table("danger_zones")}
    assert len(rows) >= 19
    zones = {key.partition("_")[0]: zone for key, zone in atlas.keep_off.items()}
    includes(zones, rows, "zones", "data/keep_off.yaml")
    for number, row in rows.items():
        zone = zones[number]
        missing = set(keys(row["refs"])) - set(zone.references)
        assert not missing, f"data/keep_off.yaml: add the references {sorted(missing)} to {zone.id}"


# ---- the matrix ----------------------------------------------------------------------------------------


def test_the_matrix_is_that_of_the_table_cell_by_cell(atlas: Atlas) -> None:
    rows = {row["condition_id"]: row for row in table("contraindication_matrix")}
    known = [key for key in atlas.conditions if key in rows]
    assert known == list(rows), "data/conditions.yaml: keep the conditions of the table, in its order"
    cells = [(key, family) for key in rows for family in FAMILIES if family in rows[key]]
    assert len(cells) >= 396
    for key, family in cells:
        found, expected = getattr(atlas.conditions[key].actions, family), rows[key][family]
        assert found == expected, f"data/conditions.yaml: {key}: write {family}: {expected} (now: {found})"


def test_a_condition_is_named_graded_and_sourced_as_in_the_table(atlas: Atlas) -> None:
    names = {row["condition_id"]: row["label"] for row in table("contraindication_matrix")}
    # Their B is for palliative massage, and for exercise; what we say are their rules.
    graded = {"cancer_elsewhere": "D", "lateral_hip_tendon": "D"}
    rows = table("contraindication_reasons")
    assert len(rows) >= 33
    assert {row["condition_id"] for row in rows} == set(names)
    for row in rows:
        key = row["condition_id"]
        condition = atlas.conditions[key]
        assert condition.clinician_name == names[key], f"data/conditions.yaml: {key}: clinician_name: {names[key]}"
        includes(condition.references, keys(row["refs"]), "references", f"data/conditions.yaml: {key}")
        grade = graded.get(key, row["grade"][0])
        assert condition.grade == grade, f"data/conditions.yaml: {key}: write grade: {grade}"


ASKED = table("condition_questions")
POINTS = re.compile(r"RF\d\d[a-z]?")


@pytest.mark.parametrize("row", ASKED, ids=lambda row: row["condition"])
def test_a_condition_is_asked_as_in_the_table(atlas: Atlas, row: dict[str, str]) -> None:
    assert atlas.unsaid
    condition = atlas.unsaid.conditions[row["condition"]]
    said = {cell: None if row[cell] == "-" else _unsaid(atlas, row[cell]) for cell in ("counts", "does_not_count")}
    assert (condition.counts, condition.does_not_count) == (said["counts"], said["does_not_count"])
    assert condition.question == row["question"]
    assert list(condition.known_as) == [word.strip() for word in row["synonyms"].split(";")]
    often = row["medicines_or_words_people_know"]
    assert condition.often_used == (None if often == "-" else often)


@pytest.mark.parametrize("row", ASKED, ids=lambda row: row["condition"])
def test_a_condition_asks_every_stop_sign_that_the_table_points_to(atlas: Atlas, row: dict[str, str]) -> None:
    condition = atlas.conditions[row["condition"]]
    if condition.red_flag:
        return  # it is that sign
    asked = {sign.id for key in condition.asks for sign in atlas.signs(key)}
    for key in POINTS.findall(row["follow_up"]):
        assert {sign.id for sign in atlas.signs(key)} & asked, f"data/conditions.yaml: {condition.id}: ask {key}"


SAME_AS_FLAG = {"cauda_equina_signs": "RF01", "progressive_weakness": "RF06", "dvt_suspected": "RF05"}


def test_three_conditions_of_the_table_are_stop_signs_by_another_name(atlas: Atlas) -> None:
    found = {key: condition.red_flag for key, condition in atlas.conditions.items() if condition.red_flag}
    known = {row["condition_id"] for row in table("contraindication_matrix")}
    assert {key: flag for key, flag in found.items() if key in known} == SAME_AS_FLAG
    for key, flag in found.items():
        assert flag
        assert {sign.level for sign in atlas.signs(flag)} <= {"E", "U"}
        assert {action for _, action in atlas.conditions[key].actions} == {"avoid"}


# ---- references ----------------------------------------------------------------------------------------

_DOI = re.compile(r"doi:(\S+?)(?=[.,;]?(?:\s|$))")
_PMID = re.compile(r"(?<!\()PMID (\d+)")  # one in brackets is said to be unchecked, and stays in the citation


def test_the_references_of_the_table_are_there(atlas: Atlas) -> None:
    rows = table("references")
    assert len(rows) >= 98
    includes(atlas.references, (row["key"] for row in rows), "references", "data/references.yaml")


@pytest.mark.parametrize("row", table("references"), ids=lambda row: row["key"])
def test_a_reference_is_that_of_the_table_field_by_field(atlas: Atlas, row: dict[str, str]) -> None:
    reference = atlas.references[row["key"]]
    citation = row["citation"]
    for field, pattern in (("doi", _DOI), ("pmid", _PMID)):
        match = pattern.search(citation)
        assert getattr(reference, field) == (match and match[1]), (
            f"data/references.yaml: {row['key']}: mend its {field}"
        )
        citation = pattern.sub("", citation)
    assert reference.status == STATUS[row["status"]]
    if row["status"] != "-":  # what is no publication has no title to keep
        assert re.findall(r"\w+", reference.citation) == re.findall(r"\w+", citation)
    seen = "" if row["seen at / note"] == "-" else row["seen at / note"]
    if ":8081" not in seen:  # an address of digits, for which we say "a PubMed mirror"
        assert (reference.note or "").removeprefix("Seen at: ") == seen


# ---- claims --------------------------------------------------------------------------------------------


CLAIMS = table("article_claims")


def _of_the_table(atlas: Atlas, *verdicts: str) -> list[Claim]:
    """The claims of the table with these verdicts."""
    claims = [atlas.claims[row["id"]] for row in CLAIMS]
    return [claim for claim in claims if claim.verdict in verdicts]


def test_the_claims_of_the_table_are_there(atlas: Atlas) -> None:
    rows = CLAIMS
    assert len(rows) >= 228
    includes(atlas.claims, (row["id"] for row in rows), "claims", "data/claims.yaml")


def test_each_claim_has_the_verdict_of_its_flag(atlas: Atlas) -> None:
    for row in CLAIMS:
        expected = "excluded" if row["category"] == SPAM else VERDICT[row["flag"]]
        found = atlas.claims[row["id"]].verdict
        assert found == expected, f"data/claims.yaml: {row['id']}: write verdict: {expected} (now: {found})"


def test_a_wrong_or_unsafe_claim_is_met_where_people_hear_it(atlas: Atlas) -> None:
    assert len(_of_the_table(atlas, "wrong", "unsafe")) >= 35
    for claim in (claim for claim in atlas.claims.values() if claim.verdict in ("wrong", "unsafe")):
        shown = (*claim.regions, *claim.techniques, *claim.tools)
        assert shown, f"data/claims.yaml: {claim.id}: name the regions, techniques or tools that it concerns"


def test_a_claim_that_holds_can_be_found_on_a_card_or_under_a_topic(atlas: Atlas) -> None:
    claims = _of_the_table(atlas, "stated", "stated_with_limits")
    assert len(claims) >= 135
    for claim in claims:
        shown = (*claim.regions, *claim.techniques, *claim.tools, *claim.topics)
        assert shown, f"data/claims.yaml: {claim.id}: say where it shows"


def test_a_claim_cites_what_its_row_cites(atlas: Atlas) -> None:
    for row in CLAIMS:
        claim = atlas.claims[row["id"]]
        cited = {word for word in re.findall(r"[a-z]\w+", row["evidence_note"]) if word in atlas.references}
        missing = cited - set(claim.references) - {"expert"}
        assert not missing, f"data/claims.yaml: {claim.id}: add the references {sorted(missing)}"


# ---- doses ---------------------------------------------------------------------------------------------

# The rows of tool_limits.csv that hold for each remedy; "therapist session" holds for all that a therapist applies.
LIMITED = {
    "ball (soft first)": ("soft_ball", "firm_ball"),
    "foam roller": ("foam_roller", "roller_stick"),
    "vibration": ("vibration_device", "vibration"),
    "heat pack": ("heat_pack", "hot_stones", "hot_stone"),
    "cold": ("cold_pack",),
    "stretch": ("stretching",),
    "therapist session": (),
}
HELD = ("ball (soft first)", "foam roller", "stretch")  # for the others the table knows no hold


def _limits(row: dict[str, str]) -> tuple[int | None, int | None, int | None, int | None]:
    """Seconds of a hold, minutes, times a day and pain at most, as far as the row says."""
    time = row["hold / time"]
    minutes = re.search(r"(?:cap|max) (\d+) min", time) or re.search(r"(\d+) min", time)
    hold = re.search(r"(\d+) s\b", time) if row["tool"] in HELD else None
    found = (hold, minutes, re.search(r"(\d+) a day", time), re.search(r"(\d+) of 10", row["pain limit"]))
    hold_s, minutes_n, day, pain = (int(match[1]) if match else None for match in found)
    return hold_s, minutes_n, day, pain


def test_the_limits_are_read_as_they_stand_in_the_table() -> None:
    assert {row["tool"]: _limits(row) for row in table("tool_limits")} == {
        "ball (soft first)": (30, 2, 2, 4),
        "foam roller": (20, 2, None, 4),
        "vibration": (None, 2, None, None),
        "heat pack": (None, 20, None, None),
        "cold": (None, 10, None, None),
        "stretch": (30, None, None, None),
        "therapist session": (None, 60, None, 4),
    }


@pytest.mark.parametrize("row", table("tool_limits"), ids=lambda row: row["tool"])
def test_no_dose_goes_beyond_the_table(atlas: Atlas, row: dict[str, str]) -> None:
    limited = [remedy for remedy in remedies(atlas) if remedy.id in LIMITED[row["tool"]]]
    limited += [remedy for remedy in remedies(atlas) if remedy.applied_by != "self" and row["tool"].startswith("ther")]
    assert limited
    for remedy in limited:
        dose, pressure = remedy.dose, remedy.pressure
        named = ("hold_seconds", "max_minutes", "per_day", "pressure.limit")
        found = (dose.hold_seconds, dose.max_minutes, dose.per_day, pressure.limit)
        for name, number, most in zip(named, found, _limits(row), strict=True):
            assert most is None or number is None or number <= most, f"'{remedy.id}': {name}: {most} at most"
        if row["tool"] in HELD:
            assert dose.hold_seconds, f"'{remedy.id}': say how long a hold is"


def test_the_words_of_a_dose_are_its_numbers(atlas: Atlas) -> None:
    for remedy in remedies(atlas):
        dose = remedy.dose
        assert f"{dose.max_minutes} minutes" in dose.text, f"'{remedy.id}': dose.text: say {dose.max_minutes} minutes"
        if dose.hold_seconds:
            assert f"{dose.hold_seconds} seconds" in dose.text, f"'{remedy.id}': dose.text: say the seconds of a hold"


# ---- grades --------------------------------------------------------------------------------------------

# How each grade cell of technique_evidence.csv reads: the best that it gives for back pain, and for sciatica.
# A grade for pain at large, for sport or for exercise is one for neither.
GRADES = {
    "swedish": (
        "C for massage of any kind in back pain; B for being as good as structural massage; D for sciatica",
        "B",
        "D",
    ),
    "deep_tissue": ("C; D for sciatica; X as 'best'", "C", "D"),
    "trigger_point": ("C", "D", "D"),
    "mfr": ("C", "C", "D"),
    "elbow_forearm": ("D", "D", "D"),
    "itb_forearm": ("X for lengthening, D for comfort", "D", "D"),
    "heat": ("C for a pack in back pain; B for a wrap worn for hours; D for stones", "C", "D"),
    "cold": ("D", "D", "D"),
    "vibration": ("D", "D", "D"),
    "ball": ("D", "D", "D"),
    "foam_roller": ("C sport outcomes; D for back/sciatica", "D", "D"),
    "stretching": ("C for supervised exercise in sciatica; D for single stretches", "D", "D"),
}
STONES = ("hot_stone", "hot_stones")
ORDER = "ABCDX"


def test_the_grades_are_read_as_they_stand_in_the_table() -> None:
    rows = {row["technique"]: row["grade"] for row in table("technique_evidence")}
    assert rows.pop("massage_general") == rows.pop("massage_sciatica") == "C"
    assert rows == {family: cell for family, (cell, _, _) in GRADES.items()}
    assert set(GRADES) == set(FAMILIES) - {row["matrix_family"] for row in table("exercises")}


@pytest.mark.parametrize(("complaint", "column"), [("back_pain", 1), ("sciatica", 2)])
def test_no_grade_is_better_than_in_the_table_or_carried_over(atlas: Atlas, complaint: str, column: int) -> None:
    for remedy in remedies(atlas):
        best = min((GRADES[family][column] for family in remedy.families), key=ORDER.index, default="D")
        best = "D" if remedy.id in STONES else best
        found = [evidence.grade for evidence in remedy.evidence if evidence.complaint == complaint]
        assert found, f"'{remedy.id}': add its evidence for {complaint}"
        for grade in found:
            assert ORDER.index(grade) >= ORDER.index(best), f"'{remedy.id}': {complaint}: {best} at best (now: {grade})"


@pytest.mark.parametrize(("row", "key", "complaint"), [
    ("swedish", "swedish", "back_pain"), ("deep_tissue", "deep_tissue", "back_pain"),
    ("mfr", "myofascial_release", "back_pain"), ("heat", "heat_pack", "back_pain"),
])  # fmt: skip
def test_a_grade_of_the_table_is_not_lost(atlas: Atlas, row: str, key: str, complaint: str) -> None:
    (remedy,) = (remedy for remedy in remedies(atlas) if remedy.id == key)
    assert GRADES[row][1] in {evidence.grade for evidence in remedy.evidence if evidence.complaint == complaint}
