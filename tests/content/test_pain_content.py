"""Patterns, routes, caveats and guided walks: every mistake in them is told with its place, what it is, and a hint."""

from __future__ import annotations

import pytest

from explorer.content import lint
from explorer.content.load import read_content
from tests.content.conftest import HARD, Case, Folder

PATTERNS = "patterns.yaml"
ROUTES = "routing.yaml"
CAVEATS = "caveats.yaml"
TOUR = "tours/down.yaml"
RED_FLAGS = "red_flags.yaml"
PLACES = "places.yaml"
TOO_LONG = "Where the nerve goes on its way down to you"


MISTAKES = (
    # names that lead nowhere
    Case("unknown_place_of_a_pattern", PATTERNS, "upper_buttock", "uper_buttock", "uper_buttock",
         "patterns[0].main[0]: unknown place 'uper_buttock'; did you mean 'upper_buttock'?"),
    Case("unknown_place_where_it_is_sometimes_felt", PATTERNS, r"sometimes: \[calf", "sometimes: [claf", "claf",
         "patterns[0].sometimes[0]: unknown place 'claf'; did you mean 'calf'?"),
    Case("unknown_region_of_a_pattern", PATTERNS, r"regions: \[root_s1", "regions: [root_s9", "root_s9",
         "patterns[1].regions[0]: unknown region 'root_s9'; did you mean 'root_s3'?"),
    Case("unknown_referral_area", PATTERNS, "outline: piriformis", "outline: piriform", "piriform\n",
         "patterns[0].outline: unknown referral area 'piriform'; did you mean 'piriformis'?"),
    Case("muscle_without_a_drawn_area", PATTERNS, "outline: piriformis", "outline: soleus", "soleus",
         "patterns[0].outline: unknown referral area 'soleus'"),
    Case("unknown_reference_of_a_pattern", PATTERNS, "expert", "exprt", "exprt",
         "patterns[0].references[0]: unknown reference 'exprt'; did you mean 'expert'?"),
    Case("unknown_place_of_a_route", ROUTES, "upper_buttock", "uper_buttock", "uper_buttock",
         "routing[0].places[0]: unknown place 'uper_buttock'; did you mean 'upper_buttock'?"),
    Case("unknown_region_of_a_route", ROUTES, "gluteus_maximus", "gluteus_maximum", "gluteus_maximum",
         "routing[0].regions[1]: unknown region 'gluteus_maximum'; did you mean 'gluteus_maximus'?"),
    Case("unknown_region_to_look_at_too", ROUTES, "soleus", "solius", "solius",
         "routing[0].see_also[0]: unknown region 'solius'; did you mean 'soleus'?"),
    Case("unknown_stop_sign_of_a_route", ROUTES, "RF06", "RF66", "RF66",
         "routing[0].asks[1]: unknown red flag 'RF66'; did you mean 'RF26'?"),
    Case("unknown_reference_of_a_caveat", CAVEATS, "expert", "exprt", "exprt",
         "caveats[0].references[0]: unknown reference 'exprt'; did you mean 'expert'?"),
    Case("unknown_region_of_a_step", TOUR, "piriformis\n", "piriformiss\n", "piriformiss",
         "steps[1].region: unknown region 'piriformiss'; did you mean 'piriformis'?"),
    Case("unknown_zone_of_a_step", TOUR, "dz08_spine_midline", "dz08_spine_midlin", "dz08_spine_midlin",
         "steps[0].keep_off: unknown keep-off zone 'dz08_spine_midlin'; did you mean 'dz08_spine_midline'?"),
    # values
    Case("stop_sign_in_another_form", ROUTES, "RF06", "RF6", "RF6",
         r"routing[0].asks[1]: 'RF6' is not an id; its form is ^RF\d\d[a-z]?$"),
    Case("root_that_is_none", ROUTES, r"roots: \[S1\]", "roots: [S11]", "S11",
         "routing[0].roots[0]: 'S11' is not allowed; did you mean 'S1'?"),
    Case("feeling_misspelt", PATTERNS, r"\[ache\]", "[achy]", "achy",
         "patterns[0].feels[0]: 'achy' is not allowed; did you mean 'ache'?"),
    Case("aggravator_misspelt", PATTERNS, r"\[sitting\]", "[siting]", "siting",
         "patterns[0].worse_with[0]: 'siting' is not allowed; did you mean 'sitting'?"),
    Case("kind_of_a_pattern_misspelt", PATTERNS, "kind: muscle", "kind: mucsle", "mucsle",
         "patterns[0].kind: 'mucsle' is not allowed; did you mean 'muscle'?"),
    Case("pattern_that_is_felt_nowhere", PATTERNS, r"main: \[upper_buttock\]", "main: []", "[]",
         "patterns[0].main: expected at least 1 entries, found 0"),
    Case("pattern_that_does_not_say_how_it_differs", PATTERNS, "    differs: .*\n", "", "id: deep_muscle",
         "patterns[0]: missing field 'differs'"),
    Case("route_that_asks_nothing_first", ROUTES, "    ask_first: .*\n", "", "id: buttock",
         "routing[0]: missing field 'ask_first'"),
    Case("route_that_forbids_nothing", ROUTES, "    do_not: .*\n", "", "id: buttock",
         "routing[0]: missing field 'do_not'"),
    Case("caveat_without_words_for_patients", CAVEATS, "    patient: .*\n", "", "id: pain_drawing",
         "caveats[0]: missing field 'patient'"),
    Case("key_of_what_makes_us_ask_misspelt", RED_FLAGS, r"asked_with: \{always", "asked_with: {allways", "allways",
         "red_flags[0].asked_with.allways: unknown key 'allways'; did you mean 'always'?"),
    Case("place_that_makes_us_ask_misspelt", RED_FLAGS, r"places: \[calf", "places: [clf", "clf",
         "red_flags[13].asked_with.places[0]: unknown place 'clf'; did you mean 'calf'?"),
    Case("screen_that_is_not_there", RED_FLAGS, "screen: fall", "screen: fal", "fal\n",
         "red_flags[8].screen: unknown check screen 'fal'; did you mean 'fall'?"),
    Case("circumstance_that_is_not_there", RED_FLAGS, r"asked_if: \[pregnancy", "asked_if: [pregnant", "pregnant]",
         "red_flags[31].asked_if[0]: unknown circumstance 'pregnant'; did you mean 'pregnancy'?"),
    Case("placeholder_that_is_not_there", RED_FLAGS, "Call {emergency} now", "Call {emergncy} now", "Call {emergncy}",
         "red_flags[0].action: unknown placeholder '{emergncy}'; did you mean 'emergency'?"),
    Case("number_of_one_country", RED_FLAGS, "Call {emergency} now", "Call 112 now", "Call 112",
         "red_flags[0].action: '112' is the emergency number of some countries only; write {emergency}"),
    Case("number_of_another_country", RED_FLAGS, "Call {emergency} now", "Call 000 now", "Call 000",
         "red_flags[0].action: '000' is the emergency number of some countries only; write {emergency}"),
    Case("effect_of_a_sign_that_locks", RED_FLAGS, "^    level: E$", "    level: E\n    effect: {heat: modify}",
         "id: RF02", "red_flags[0]: only level S has an effect; E and U lock by their level, found a group of keys"),
    Case("family_of_an_effect_misspelt", RED_FLAGS, "(?m)^      deep_tissue: avoid", "      deep_tisue: avoid",
         "deep_tisue", "red_flags[34].effect.deep_tisue: unknown key 'deep_tisue'; did you mean 'deep_tissue'?"),
    Case("feeling_that_makes_us_ask_misspelt", RED_FLAGS, r"feels: \[weak", "feels: [weka", "weka",
         "red_flags[15].asked_with.feels[0]: 'weka' is not allowed; did you mean 'weak'?"),
    Case("root_of_a_place_misspelt", PLACES, r"roots: \[L5\]", "roots: [L55]", "L55",
         "places[16].roots[0]: 'L55' is not allowed; did you mean 'L5'?"),
    # steps
    Case("unknown_view_of_a_step", TOUR, "view: lateral", "view: latteral", "latteral",
         "steps[2].view: 'latteral' is not allowed; did you mean 'lateral'?"),
    Case("unknown_layer_of_a_step", TOUR, "layer: surface", "layer: surfase", "surfase",
         "steps[2].layer: 'surfase' is not allowed; did you mean 'surface'?"),
    Case("unknown_focus_of_a_step", TOUR, "focus: calf", "focus: claf", "claf",
         "steps[2].focus: 'claf' is not allowed; did you mean 'calf'?"),
    Case("title_that_is_too_long", TOUR, "Down the calf$", TOO_LONG, TOO_LONG,
         f"steps[2].title: string should have at most 40 characters, found the text '{TOO_LONG[:37]}...'"),
    Case("step_with_one_sentence", TOUR, r"\[Lay a hand on your calf., It runs there.\]", "[Lay a hand there.]",
         "[Lay a hand there.]", "steps[2].patient: expected at least 2 entries, found 1"),
    Case("step_with_three_sentences", TOUR, r"\[It runs below soleus., It", "[It runs., Below soleus., It",
         "[It runs.", "steps[2].clinician: expected at most 2 entries, found 3"),
    Case("walk_with_two_steps", TOUR, r"(?s)  - region: soleus.*?(?=^afterwards)", "", "- region: root_s1",
         "steps: expected at least 3 entries, found 2"),
    Case("walk_that_ends_with_nothing", TOUR, r"\[Keep on moving.\]", "[]", "[]",
         "afterwards: expected at least 1 entries, found 0"),
    Case("walk_named_unlike_its_file", TOUR, "^id: down", "id: up", "up\n",
         "id: the id is 'up' but the file is named 'down'; make them equal"),
    Case("two_patterns_with_one_id", PATTERNS, "id: first_root", "id: deep_muscle", "deep_muscle\n    kind: root",
         "patterns[1].id: the id 'deep_muscle' is used twice; first in data/patterns.yaml:2"),
)  # fmt: skip


def words(folder: Folder) -> list[str]:
    content = read_content(folder.root)
    assert not content.problems
    return [str(fault) for fault in lint.faults(content.tables, content.structures)]


def test_the_fixture_itself_has_no_problem(folder: Folder) -> None:
    assert folder.problems() == []
    assert words(folder) == []


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case.name)
def test_a_mistake_is_told_once_with_its_place_and_a_hint(folder: Folder, case: Case) -> None:
    folder.edit(case.file, case.pattern, case.new)
    assert folder.problems() == [f"{folder.at(case.file, case.marker)}: {case.said}"]


@pytest.mark.parametrize("file", [PATTERNS, ROUTES, CAVEATS])
def test_a_missing_file_is_told_alone(folder: Folder, file: str) -> None:
    folder.path(file).unlink()
    assert folder.problems() == [f"data/{file}:1:1: the file cannot be read: No such file or directory"]


@pytest.mark.parametrize("file", [PATTERNS, ROUTES, CAVEATS, TOUR])
def test_an_unreadable_file_causes_no_problem_elsewhere(folder: Folder, file: str) -> None:
    folder.write(file, "{")
    assert [line.split(":")[0] for line in folder.problems()] == [f"data/{file}"]


def test_a_stop_sign_that_got_another_id_is_told_where_a_route_asks_for_it(folder: Folder) -> None:
    folder.edit(RED_FLAGS, "id: RF06", "id: RF66")
    told = f"{folder.at(ROUTES, 'RF06')}: routing[0].asks[1]: unknown red flag 'RF06'; did you mean 'RF66'?"
    assert told in folder.problems()


@pytest.mark.parametrize(
    ("file", "pattern", "field"),
    [
        (PATTERNS, "An ache in the buttock can come from here", "patterns[0].patient"),
        (PATTERNS, "A nerve root can hurt here too", "patterns[0].differs"),
        (ROUTES, "Is your leg numb or weak", "routing[0].ask_first"),
        (ROUTES, "Do not press on the nerve", "routing[0].do_not"),
        (CAVEATS, "No one can tell from a drawing", "caveats[0].patient"),
        (TOUR, "Walk with the nerve", "intro"),
        (TOUR, "Lay a hand on your calf.", "steps[2].patient[0]"),
        (TOUR, "Keep on moving", "afterwards[0]"),
    ],
)
def test_a_text_for_patients_that_is_hard_to_read_is_told_at_its_field(
    folder: Folder, file: str, pattern: str, field: str
) -> None:
    folder.edit(file, pattern, f"{HARD} " * 4)
    (told,) = words(folder)
    assert told.startswith(f"data/{file}:"), told
    assert f": {field}: " in told, told


@pytest.mark.parametrize(
    ("file", "pattern"), [(PATTERNS, "Calf and sole"), (ROUTES, "Do not press"), (TOUR, "It ends in the sole")]
)
def test_a_claim_not_to_make_is_told_in_every_kind(folder: Folder, file: str, pattern: str) -> None:
    folder.edit(file, pattern, "It cures sciatica. " + pattern)
    (told,) = words(folder)
    assert told.startswith(f"{folder.at(file, 'It cures')}: "), told
    assert "cures, fixes root cause" in told


@pytest.mark.parametrize("text", ["Walk 1,000 steps.", "Walk 2.000 steps.", "It is 112.5 cm long.", "Take 1120 steps."])
def test_a_part_of_another_number_is_no_emergency_number(folder: Folder, text: str) -> None:
    folder.edit(RED_FLAGS, "Call {emergency} now", text.removesuffix("."))
    assert folder.problems() == []
