"""Every mistake that an author can make is told with its place, what was found, and a hint."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.content.conftest import REGION, Case, Folder

PIRIFORMIS = "regions/piriformis.yaml"
SWEDISH = "techniques/swedish.yaml"
BALL = "tools/soft_ball.yaml"
CLAIMS = "claims.yaml"
CONDITIONS = "conditions.yaml"
TOPICS = "topics.yaml"
UMBRELLA = "techniques/medical_massage.yaml"
WORDING = "wording.yaml"
REFERENCES = "references.yaml"


def surprise(word: str, what: str) -> Case:
    said = f"plain_name: {what}: '{word}'; put it in quotes if you mean the text"
    return Case(f"surprise_{word}", PIRIFORMIS, r"Deep buttock muscle$", word, f"{word}\narea", said)


TRUTH = "YAML may read this word as true or false"
NUMBER = "YAML may read this as another number"
DATE = "YAML may read this as a date"
SECONDS = "YAML may read this as a number of seconds"
NOWHERE = "shows on no card; name the regions, techniques or tools on which people hear it"
EMPTY = "this value is empty"

CASES = (
    # names that lead nowhere
    Case("unknown_technique", PIRIFORMIS, "swedish", "swedsh", "swedsh",
         "techniques[0]: unknown technique 'swedsh'; did you mean 'swedish'?"),
    Case("unknown_tool", PIRIFORMIS, "soft_ball", "sof_ball", "sof_ball",
         "tools[0]: unknown tool 'sof_ball'; did you mean 'soft_ball'?"),
    Case("unknown_keep_off", PIRIFORMIS, "dz01_sciatic_notch", "dz01_sciatic_noch", "dz01_sciatic_noch",
         "keep_off[0]: unknown keep-off zone 'dz01_sciatic_noch'; did you mean 'dz01_sciatic_notch'?"),
    Case("unknown_reference_of_a_caution", PIRIFORMIS, r"    references: \[expert\]", "    references: [exprt]",
         "exprt",
         "cautions[0].references[0]: unknown reference 'exprt'; did you mean 'expert'?"),
    Case("unknown_reference_of_a_red_flag", "red_flags.yaml", "nhs_sciatica", "nhs_sciatic", "nhs_sciatic",
         "red_flags[7].references[3]: unknown reference 'nhs_sciatic'; did you mean 'nhs_sciatica'?"),
    Case("unknown_structure", PIRIFORMIS, r"\[piriformis\]", "[pirifromis]", "pirifromis",
         "structures[0]: unknown structure 'pirifromis'; did you mean 'piriformis'?"),
    Case("unknown_name_with_nothing_like_it", PIRIFORMIS, "swedish", "qqq", "qqq",
         "techniques[0]: unknown technique 'qqq'"),
    Case("unknown_topic_of_a_claim", CLAIMS, "the_nerve", "the_nerv", "the_nerv]",
         "claims[0].topics[0]: unknown topic 'the_nerv'; did you mean 'the_nerve'?"),
    Case("unknown_technique_of_a_claim", CLAIMS, "swedish", "swedsh", "swedsh",
         "claims[1].techniques[0]: unknown technique 'swedsh'; did you mean 'swedish'?"),
    Case("unknown_region_of_a_claim", CLAIMS, r"\[piriformis\]", "[piriformiss]", "piriformiss",
         "claims[2].regions[0]: unknown region 'piriformiss'; did you mean 'piriformis'?"),
    Case("unknown_reference_of_a_claim", CLAIMS, "jensen2019", "jensen2009", "jensen2009",
         "claims[0].references[0]: unknown reference 'jensen2009'; did you mean 'jensen2019'?"),
    Case("unknown_reference_of_a_statement", TOPICS, r"\[expert\]", "[expart]", "expart",
         "topics[0].statements[0].references[0]: unknown reference 'expart'; did you mean 'expert'?"),
    Case("unknown_red_flag_of_a_condition", CONDITIONS, "RF01", "RF99", "RF99",
         "conditions[0].red_flag: unknown red flag 'RF99'; did you mean 'RF19'?"),
    Case("unknown_region_of_a_technique", SWEDISH, "^summary:", "regions: [sacrumm]\nsummary:", "sacrumm",
         "regions[0]: unknown region 'sacrumm'; did you mean 'sacrum'?"),
    Case("unknown_technique_of_an_umbrella", UMBRELLA, r"^umbrella_for: \[deep_tissue", "umbrella_for: [deep_tisue",
         "deep_tisue", "umbrella_for[0]: unknown technique 'deep_tisue'; did you mean 'deep_tissue'?"),
    # what no schema sees
    Case("claim_without_a_source", CLAIMS, r"    references: \[jensen2019\]\n", "", "id: D01",
         "claims[0]: the claim 'D01' names no source; add references, or a basis: anatomy, definition, expert, custom"),
    Case("claim_without_its_basis", CLAIMS, "    basis: expert\n", "", "id: T01",
         "claims[1]: the claim 'T01' names no source; add references, or a basis: anatomy, definition, expert, custom"),
    Case("wrong_claim_shown_nowhere", CLAIMS, r"    techniques: \[swedish\]\n", "", "wrong",
         f"claims[1].verdict: a claim that is wrong {NOWHERE}"),
    Case("unsafe_claim_shown_only_as_a_topic", CLAIMS, r"regions: \[piriformis\]", "topics: [the_nerve]", "unsafe",
         f"claims[2].verdict: a claim that is unsafe {NOWHERE}"),
    Case("umbrella_offered_for_a_region", PIRIFORMIS, "stretching", "medical_massage", "medical_massage",
         "techniques[1]: 'medical_massage' is only a word for other techniques; "
         "name the techniques that it stands for"),
    Case("pattern_that_does_not_compile", WORDING, r"'toxins\?'", "'toxins('", "'toxins('",
         "wording[0].patterns[0]: not a regular expression: missing ), unterminated subpattern at position 6, "
         "found the text 'toxins('"),
    Case("pattern_with_flags_of_its_own", WORDING, r"'toxins\?'", "'(?i)toxins'", "'(?i)toxins'",
         "wording[0].patterns[0]: not a regular expression: global flags not at the start of the expression "
         "at position 9, found the text '(?i)toxins'"),
    Case("patterns_that_do_not_go_together", WORDING, r"'toxins\?'\n.*$", "'(?P<a>to)'\n      - '(?P<a>de)'",
         "- '(?P<a>to)", "wording[0].patterns: not a regular expression: redefinition of group name 'a' as group 2; "
         "was group 1 at position 14, found a list"),
    # keys
    Case("unknown_key", PIRIFORMIS, "^plain_name: .*", "plain_name: Deep\nsynonims: [pear muscle]", "synonims",
         "synonims: unknown key 'synonims'; did you mean 'synonyms'?"),
    Case("unknown_key_inside", PIRIFORMIS, "    grade: D", "    grade: D\n    txet: Stop.", "txet",
         "cautions[0].txet: unknown key 'txet'; did you mean 'text'?"),
    Case("unknown_key_of_an_optional_group", SWEDISH, r"^dose:\n", "dose:\n  hold_secnds: 5\n", "hold_secnds",
         "dose.hold_secnds: unknown key 'hold_secnds'; did you mean 'hold_seconds'?"),
    Case("unknown_key_beside_a_list", "areas.yaml", r"^areas:", "colours: []\nareas:", "colours",
         "colours: unknown key 'colours'; only 'areas' is read here"),
    Case("duplicate_key", PIRIFORMIS, "^area: buttock", "area: buttock\nname: Piri", "name: Piri\n",
         "name: the key 'name' stands twice; first in line 2"),
    Case("duplicate_key_inside", PIRIFORMIS, "  kind: touches", "  kind: touches\n  kind: near", "kind: near",
         "nerve_relation.kind: the key 'kind' stands twice; first in line 7"),
    Case("missing_field", PIRIFORMIS, "^plain_name: .*\n", "", "id: piriformis",
         "missing field 'plain_name'"),
    Case("missing_field_inside", PIRIFORMIS, "    grade: D\n", "", "text: Stop",
         "cautions[0]: missing field 'grade'"),
    Case("missing_part_of_the_words", PIRIFORMIS, "^  does_not: .*\n", "", "what: A muscle",
         "patient: missing field 'does_not'"),
    Case("missing_sentence_of_a_claim", CLAIMS, "    known: .*\n", "", "id: D01",
         "claims[0]: missing field 'known'"),
    Case("missing_verdict", CLAIMS, "    verdict: stated\n", "", "id: D01",
         "claims[0]: missing field 'verdict'"),
    Case("missing_cell_of_the_matrix", CONDITIONS, "^      cold: .*\n", "", "deep_tissue: avoid",
         "conditions[0].actions: missing field 'cold'"),
    Case("unknown_column_of_the_matrix", CONDITIONS, "^      cold: .*", "      cold: avoid\n      hot: avoid",
         "hot: avoid",
         "conditions[0].actions.hot: unknown key 'hot'"),
    Case("cell_of_the_matrix_twice", CONDITIONS, "^      cold: .*", "      cold: avoid\n      cold: ok", "cold: ok",
         "conditions[0].actions.cold: the key 'cold' stands twice; first in line 16"),
    Case("missing_grade_of_a_statement", TOPICS, "^        grade: T\n", "", "patient: It is",
         "topics[0].statements[0]: missing field 'grade'"),
    Case("missing_draping", SWEDISH, r"(?s)^draping:.*?(?=^\w)", "", "id: swedish",
         "missing field 'draping'"),
    Case("missing_household_substitute", BALL, "^substitute: .*\n", "", "id: soft_ball",
         "missing field 'substitute'"),
    Case("missing_review_date", PIRIFORMIS, "^review_by: .*\n", "", "id: piriformis",
         "missing field 'review_by'"),
    Case("unknown_way_to_use_a_tool", BALL, "^  seated:", "  sitting:", "sitting:",
         "ways.sitting: unknown key 'sitting'; did you mean 'standing'?"),
    # values
    Case("list_where_text_belongs", PIRIFORMIS, "Deep buttock muscle", "[deep, muscle]", "[deep",
         "plain_name: expected text, found a list"),
    Case("group_where_text_belongs", PIRIFORMIS, "Deep buttock muscle", "{deep: muscle}", "{deep",
         "plain_name: expected text, found a group of keys"),
    Case("number_where_text_belongs", PIRIFORMIS, "Deep buttock muscle", "12", "12",
         "plain_name: expected text, found the value 12"),
    Case("truth_where_text_belongs", PIRIFORMIS, "Deep buttock muscle", "true", "true",
         "plain_name: expected text, found the value true"),
    Case("text_where_a_list_belongs", PIRIFORMIS, r"\[swedish, stretching\]", "swedish", "swedish",
         "techniques: expected a list, found the text 'swedish'"),
    Case("text_where_a_group_belongs", PIRIFORMIS, r"^keep_off:", "anatomy: from here to there\nkeep_off:", "from here",
         "anatomy: expected a group of keys, found the text 'from here to there'"),
    Case("text_where_a_whole_number_belongs", SWEDISH, r"max_minutes: .*", "max_minutes: a lot", "a lot",
         "dose.max_minutes: expected a whole number, found the text 'a lot'"),
    Case("fraction_where_a_whole_number_belongs", SWEDISH, r"max_minutes: .*", "max_minutes: 10.5", "10.5",
         "dose.max_minutes: expected a whole number, found the value 10.5"),
    Case("number_that_is_too_large", SWEDISH, r"^  limit: .*", "  limit: 11", "11\n",
         "pressure.limit: input should be less than or equal to 10, found the value 11"),
    Case("number_without_end", "areas.yaml", r"bottom_mm: .*", "bottom_mm: 1.0e999", "1.0e999",
         "areas[1].bottom_mm: input should be a finite number, found the value inf"),
    Case("word_that_is_not_offered", PIRIFORMIS, "kind: touches", "kind: touch", "touch\n",
         "nerve_relation.kind: 'touch' is not allowed; did you mean 'touches'?"),
    Case("word_like_none_that_is_offered", PIRIFORMIS, "grade: D", "grade: Q", "Q\n",
         "cautions[0].grade: 'Q' is not allowed; allowed: A, B, C, D, T, X"),
    Case("id_with_a_space", PIRIFORMIS, r"tools: \[soft_ball\]", "tools: [Soft ball]", "Soft ball",
         "tools[0]: 'Soft ball' is not an id; its form is ^[a-z][a-z0-9_]*$"),
    Case("verdict_misspelt", CLAIMS, "verdict: wrong", "verdict: wrnog", "wrnog",
         "claims[1].verdict: 'wrnog' is not allowed; did you mean 'wrong'?"),
    Case("basis_misspelt", CLAIMS, "basis: expert", "basis: expart", "expart",
         "claims[1].basis: 'expart' is not allowed; did you mean 'expert'?"),
    Case("kind_of_a_claim_misspelt", CLAIMS, "kind: technique", "kind: tecnique", "tecnique",
         "claims[1].kind: 'tecnique' is not allowed; did you mean 'technique'?"),
    Case("action_that_is_none", CONDITIONS, "swedish: avoid", "swedish: never", "never",
         "conditions[0].actions.swedish: 'never' is not allowed; "
         "allowed: avoid, ask_clinician_first, avoid_locally, modify, ok"),
    Case("action_misspelt", CONDITIONS, "swedish: ask_clinician_first", "swedish: ask_clinican_first",
         "ask_clinican_first",
         "conditions[1].actions.swedish: 'ask_clinican_first' is not allowed; did you mean 'ask_clinician_first'?"),
    Case("group_of_a_topic_misspelt", TOPICS, "group: basics", "group: basic", "basic\n",
         "topics[0].group: 'basic' is not allowed; did you mean 'basics'?"),
    Case("stage_misspelt", SWEDISH, "^stage: warm_up", "stage: warmup", "warmup",
         "stage: 'warmup' is not allowed; did you mean 'warm_up'?"),
    Case("family_misspelt", SWEDISH, r"^families: \[swedish\]", "families: [swedsh]", "swedsh",
         "families[0]: 'swedsh' is not allowed; did you mean 'swedish'?"),
    Case("complaint_misspelt", SWEDISH, "complaint: back_pain", "complaint: backpain", "backpain",
         "evidence[0].complaint: 'backpain' is not allowed; did you mean 'back_pain'?"),
    Case("view_misspelt", "places.yaml", "view: posterior", "view: posteriour", "posteriour",
         "places[0].beneath[0].view: 'posteriour' is not allowed; did you mean 'posterior'?"),
    Case("status_of_a_reference_misspelt", REFERENCES, "status: checked", "status: cheked", "cheked",
         "references[0].status: 'cheked' is not allowed; did you mean 'checked'?"),
    Case("number_of_a_paper_unquoted", REFERENCES, "status: checked", "status: checked\n    pmid: 1234", "1234",
         "references[0].pmid: expected text, found the value 1234"),
    Case("unit_behind_a_number", SWEDISH, r"max_minutes: .*", "max_minutes: 60 min", "60 min\n",
         "dose.max_minutes: expected a whole number, found the text '60 min'"),
    Case("seconds_where_minutes_belong", SWEDISH, r"max_minutes: .*", "max_minutes: 3600", "3600",
         "dose.max_minutes: input should be less than or equal to 90, found the value 3600"),
    Case("minutes_where_seconds_belong", BALL, r"hold_seconds: .*", "hold_seconds: 0.5", "0.5",
         "dose.hold_seconds: expected a whole number, found the value 0.5"),
    Case("pressure_below_nothing", SWEDISH, r"^  start: .*", "  start: -1", "-1",
         "pressure.start: input should be greater than or equal to 0, found the value -1"),
    Case("a_single_step", SWEDISH, r"(?s)^steps:.*?(?=^\w)", "steps:\n  - Go on.\n", "- Go on",
         "steps: expected at least 2 entries, found 1"),
    Case("no_stop_rule", SWEDISH, r"(?s)^stop_rules:.*?(?=^keep_off)", "stop_rules: []\n", "[]",
         "stop_rules: expected at least 1 entries, found 0"),
    Case("no_caution", PIRIFORMIS, r"(?s)^cautions:.*?(?=^\w)", "cautions: []\n", "[]",
         "cautions: expected at least 1 entries, found 0"),
    Case("evidence_without_a_source", SWEDISH, r"    references: \[cherkin2011\]", "    references: []", "[]",
         "evidence[1].references: expected at least 1 entries, found 0"),
    Case("statement_without_a_source", TOPICS, r"\[expert\]", "[]", "[]",
         "topics[0].statements[0].references: expected at least 1 entries, found 0"),
    Case("topic_that_says_nothing", TOPICS, r"(?s)    statements:.*?(?=    review_by)", "    statements: []\n", "[]",
         "topics[0].statements: expected at least 1 entries, found 0"),
    Case("number_of_a_claim_in_another_form", CLAIMS, "id: T02", "id: claim_2", "claim_2",
         r"claims[2].id: 'claim_2' is not an id; its form is ^[A-Z]\d\d$"),
    Case("number_of_a_red_flag_in_another_form", "red_flags.yaml", "id: RF03", "id: RF3", "RF3",
         r"red_flags[2].id: 'RF3' is not an id; its form is ^RF\d\d[a-z]?$"),
    Case("day_that_does_not_exist", PIRIFORMIS, "2027-11-21", "2027-13-40", '"2027-13-40',
         "review_by: there is no such day, found the text '2027-13-40'"),
    Case("leap_day_of_a_common_year", PIRIFORMIS, "2027-11-21", "2027-02-29", '"2027-02-29',
         "review_by: there is no such day, found the text '2027-02-29'"),
    Case("date_in_words", PIRIFORMIS, '"2027-11-21"', "next year", "next year",
         "review_by: 'next year' is not a date; its form is YYYY-MM-DD"),
    Case("date_the_other_way_round", CLAIMS, '"2027-11-21"', "21.11.2027", "21.11.2027",
         "claims[0].review_by: '21.11.2027' is not a date; its form is YYYY-MM-DD"),
    Case("date_without_quotes", PIRIFORMIS, '"2027-11-21"', "2027-11-21", "2027-11-21",
         f"review_by: {DATE}: '2027-11-21'; put it in quotes if you mean the text"),
    Case("day_of_review_that_does_not_exist", PIRIFORMIS, "^review_by:", 'reviewed_on: "2026-11-31"\nreview_by:',
         '"2026-11-31', "reviewed_on: there is no such day, found the text '2026-11-31'"),
    Case("empty_list", PIRIFORMIS, r"^references: .*", "references: []", "[]",
         "references: expected at least 1 entries, found 0"),
    Case("empty_text", PIRIFORMIS, "Deep buttock muscle", "''", "''",
         "plain_name: string should have at least 2 characters, found the text ''"),
    # words that YAML takes for something else
    *(surprise(word, TRUTH) for word in ("no", "No", "on", "off", "yes", "y", "n")),
    surprise("1:30", SECONDS),
    surprise("1:30:00.5", SECONDS),
    surprise("2024-01-31", DATE),
    surprise("2024-01-31T10:00:00Z", DATE),
    surprise("0123", NUMBER),
    surprise("0x1F", NUMBER),
    surprise("0o17", NUMBER),
    surprise("0b11", NUMBER),
    surprise("1_000", NUMBER),
    surprise(".inf", NUMBER),
    surprise("-.inf", NUMBER),
    surprise(".nan", NUMBER),
    surprise("null", EMPTY),
    surprise("~", EMPTY),
    Case("surprise_in_a_list_of_ids", PIRIFORMIS, r"tools: \[soft_ball\]", "tools: [no]", "no]",
         f"tools[0]: {TRUTH}: 'no'; put it in quotes if you mean the text"),
    Case("surprise_as_id", PIRIFORMIS, "^id: piriformis", "id: yes", "yes",
         f"id: {TRUTH}: 'yes'; put it in quotes if you mean the text"),
    Case("empty_value", PIRIFORMIS, ": Deep buttock muscle", ":", "\narea",
         f"plain_name: {EMPTY}; give it a value or delete the key"),
    # files
    Case("id_differs_from_the_file", BALL, "^id: soft_ball", "id: soft_boll", "soft_boll",
         "id: the id is 'soft_boll' but the file is named 'soft_ball'; make them equal"),
    Case("tab_indent", PIRIFORMIS, "^  kind: touches", "\tkind: touches", "\tkind",
         "not readable as YAML: while scanning for the next token found character that cannot start any token; "
         "check indents, quotes and colons"),
    Case("syntax_error", PIRIFORMIS, r"\[swedish, stretching\]", "[swedish, stretching", ": [soft_ball",
         "not readable as YAML: while parsing a flow sequence did not find expected ',' or ']'; "
         "check indents, quotes and colons"),
    Case("colon_in_text", PIRIFORMIS, "Deep buttock muscle", "Deep: muscle", ": muscle",
         "not readable as YAML: mapping values are not allowed in this context; check indents, quotes and colons"),
    Case("second_document", PIRIFORMIS, r"^area:", "---\narea:", "---",
         "a second document starts here; one file holds one record"),
    Case("not_a_group_of_keys", PIRIFORMIS, r"(?s)\A.*\Z", "- a\n- b\n", "- a",
         "expected a group of keys, found a list"),
    Case("anchor", PIRIFORMIS, "Deep buttock muscle", "&deep Deep", "&deep",
         "anchors (&) and aliases (*) are not allowed; write the value out"),
    Case("merge_key", PIRIFORMIS, r"^area:", "<<: {name: Piri}\narea:", "<<",
         "merge keys (<<) are not allowed; write the values out"),
    Case("tag", PIRIFORMIS, "Deep buttock muscle", "!!str Deep", "!!str",
         "the tag 'tag:yaml.org,2002:str' is not allowed; content is plain text and numbers"),
)  # fmt: skip


def test_the_fixture_itself_has_no_problem(folder: Folder) -> None:
    assert folder.problems() == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_told_once_with_its_place_and_a_hint(folder: Folder, case: Case) -> None:
    folder.edit(case.file, case.pattern, case.new)
    assert folder.problems() == [f"{folder.at(case.file, case.marker)}: {case.said}"]


def test_an_unknown_region_under_a_place_is_told_with_the_nearest_name(folder: Folder) -> None:
    folder.edit("places.yaml", r"(?s)\A(.*?)regions:\s.*?(?=  - id:)", "REST")
    folder.edit("places.yaml", "REST", "places:\n  - id: mid_back\n    name: Middle back\n    area: low_back\n"
                "    note: Ask.\n    beneath:\n      - view: posterior\n        regions: [multifidos]\n")  # fmt: skip
    assert folder.problems() == [
        "data/places.yaml:8:19: places[0].beneath[0].regions[0]: unknown region 'multifidos'; "
        "did you mean 'multifidus'?"
    ]


def test_a_structure_claimed_twice_names_the_first_owner(folder: Folder) -> None:
    folder.edit(PIRIFORMIS, r"\[piriformis\]", "[piriformis, coccyx]")
    assert folder.problems() == [
        "data/regions/piriformis.yaml:5:26: structures[1]: structure 'coccyx' is claimed twice; "
        "it belongs to 'coccyx' in data/regions/coccyx.yaml"
    ]


def test_a_structure_that_no_region_claims_is_named(folder: Folder) -> None:
    folder.edit("regions/quadriceps.yaml", r"(?s)^structures:.*?(?=^\w)", "structures: [rectus_femoris]\n")
    assert folder.problems() == [
        f"data/atlas/map.json:1:1: {structure}: no region owns this structure; add it to a region's structures"
        for structure in ("vastus_intermedius", "vastus_lateralis", "vastus_medialis")
    ]


def test_the_skin_is_no_structure_that_a_region_may_own(folder: Folder) -> None:
    folder.edit(PIRIFORMIS, r"\[piriformis\]", "[piriformis, skin]")
    assert folder.problems() == ["data/regions/piriformis.yaml:5:26: structures[1]: unknown structure 'skin'"]


def test_two_records_with_one_id_in_a_list_name_the_first(folder: Folder) -> None:
    folder.edit("red_flags.yaml", "id: RF03", "id: RF02")
    second = folder.at("red_flags.yaml", "RF02\n    level: E\n    screen: right_now\n    name: Cold")
    assert folder.problems() == [
        f"{second}: red_flags[2].id: the id 'RF02' is used twice; first in data/red_flags.yaml:3"
    ]


def test_two_claims_with_one_id_name_the_first(folder: Folder) -> None:
    folder.edit(CLAIMS, "id: T02", "id: T01")
    second = folder.at(CLAIMS, "T01\n    kind: technique\n    heard: The more")
    assert folder.problems() == [f"{second}: claims[2].id: the id 'T01' is used twice; first in data/claims.yaml:12"]


def test_two_files_with_one_id_name_the_first(folder: Folder) -> None:
    folder.write("tools/soft_ball_2.yaml", folder.path(BALL).read_text("utf-8"))
    assert folder.problems() == [
        "data/tools/soft_ball_2.yaml:2:5: id: the id 'soft_ball' is used twice; first in data/tools/soft_ball.yaml:2"
    ]


def test_two_regions_with_one_id_still_own_their_structures(folder: Folder) -> None:
    folder.edit("regions/plantaris.yaml", "^id: plantaris", "id: piriformis")
    assert folder.problems() == [
        "data/regions/plantaris.yaml:1:5: id: the id 'piriformis' is used twice; "
        "first in data/regions/piriformis.yaml:1"
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "1:1: the file is empty"),
        (b"# only a note\n", "2:1: the file is empty"),
        (b"---\n", "2:1: this value is empty; give it a value or delete the key"),
        (b"id: caf\xe9\n", "1:1: the file is not UTF-8 text; save it as UTF-8"),
        (REGION.encode("utf-16"), "1:1: the file is not UTF-8 text; save it as UTF-8"),
        ("id: ü\nname: ü\x07\n".encode(), "2:8: the character U+0007 is not allowed; delete it"),
        ("id: a\nname: a\u2028b\n".encode(), "2:8: the character U+2028 is not allowed; delete it"),
        (b"id: a\x00b\n", "1:6: the character U+0000 is not allowed; delete it"),
    ],
    ids=["empty", "only_comments", "only_a_marker", "latin1", "utf16", "control_character", "odd_line_end", "nul"],
)
def test_a_file_that_is_not_readable_text_is_told(folder: Folder, content: bytes, said: str) -> None:
    folder.write(PIRIFORMIS, content)
    assert folder.problems() == [f"data/{PIRIFORMIS}:{said}"]


def test_a_byte_order_mark_is_no_problem(folder: Folder) -> None:
    folder.write(PIRIFORMIS, b"\xef\xbb\xbf" + REGION.encode())
    assert folder.problems() == []


def test_windows_line_ends_are_no_problem_and_do_not_move_places(folder: Folder) -> None:
    folder.write(PIRIFORMIS, REGION.replace("kind: touches", "kind: touch").replace("\n", "\r\n"))
    assert folder.problems() == [
        "data/regions/piriformis.yaml:7:9: nerve_relation.kind: 'touch' is not allowed; did you mean 'touches'?"
    ]


def test_quoted_surprises_are_text(folder: Folder) -> None:
    folder.edit(PIRIFORMIS, "Deep buttock muscle", '"no"')
    folder.edit(PIRIFORMIS, "what: A muscle.", "what: '1:30'")
    assert folder.problems() == []


def test_all_problems_of_all_files_are_told_in_one_run_in_reading_order(folder: Folder) -> None:
    folder.edit("red_flags.yaml", "level: E", "level: Q")
    folder.edit(PIRIFORMIS, "^area: buttock", "area: back")
    folder.edit(PIRIFORMIS, "soft_ball", "sof_ball")
    folder.edit(SWEDISH, "^applied_by: .*", "applied_by: no")
    folder.write(BALL, "id: [")
    assert folder.problems() == [
        f"{folder.at('red_flags.yaml', 'Q')}: red_flags[0].level: 'Q' is not allowed; allowed: E, U, S",
        "data/regions/piriformis.yaml:4:7: area: 'back' is not allowed; did you mean 'low_back'?",
        "data/regions/piriformis.yaml:30:9: tools[0]: unknown tool 'sof_ball'; did you mean 'soft_ball'?",
        f"{folder.at(SWEDISH, 'no' + chr(10))}: applied_by: {TRUTH}: 'no'; put it in quotes if you mean the text",
        "data/tools/soft_ball.yaml:1:6: not readable as YAML: while parsing a flow node did not find expected node "
        "content; check indents, quotes and colons",
    ]


@pytest.mark.parametrize(
    "file", [REFERENCES, "keep_off.yaml", "places.yaml", "red_flags.yaml", TOPICS, CLAIMS, SWEDISH, BALL, PIRIFORMIS]
)
def test_an_unreadable_file_causes_no_problem_elsewhere(folder: Folder, file: str) -> None:
    folder.write(file, "{")
    assert [line.split(":")[0] for line in folder.problems()] == [f"data/{file}"]


@pytest.mark.parametrize(("file", "list_name"), [
    (REFERENCES, "references"), ("keep_off.yaml", "keep_off"), ("red_flags.yaml", "red_flags"), (TOPICS, "topics"),
])  # fmt: skip
def test_records_without_an_id_cause_no_problem_elsewhere(folder: Folder, file: str, list_name: str) -> None:
    folder.edit(file, r"^  - id: \w+\n    (\w+):", "  - first:")
    folder.edit(file, r"^  - id: \w+\n    (\w+):", "  - second:")
    lines = folder.problems()
    assert {line.split(":")[0] for line in lines} == {f"data/{file}"}
    assert [line.split(": ", 1)[1] for line in lines if "'id'" in line] == [
        f"{list_name}[{i}]: missing field 'id'" for i in range(2)
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("keep_off.yaml", "dz10_coccyx", "dz10_cocyx",
         "keep_off[9].id: keep-off zone 'dz10_cocyx' has no outline in atlas/zones.json; did you mean 'dz10_coccyx'?"),
        ("places.yaml", "deep_buttock", "deep_butock",
         "places[5].id: place 'deep_butock' has no outline in atlas/zones.json; did you mean 'deep_buttock'?"),
    ],
)  # fmt: skip
def test_a_misspelt_zone_is_told_once(folder: Folder, file: str, old: str, new: str, said: str) -> None:
    folder.edit(file, f"id: {old}$", f"id: {new}")
    assert folder.problems() == [f"{folder.at(file, new)}: {said}"]


def test_a_zone_without_words_is_told(folder: Folder) -> None:
    folder.edit("keep_off.yaml", r"(?s)^  - id: dz10_coccyx.*?(?=^  - id)", "")
    assert folder.problems() == ["data/atlas/zones.json:1:1: dz10_coccyx: this keep-off zone has no record; add one"]


def test_a_list_file_without_its_list_is_told(folder: Folder) -> None:
    folder.write("areas.yaml", "area:\n  - id: whole\n")
    assert folder.problems() == ["data/areas.yaml:1:1: areas: expected 'areas:' with a list of records"]


def test_an_empty_list_is_told(folder: Folder) -> None:
    folder.write("red_flags.yaml", "red_flags: []\n")
    assert folder.problems() == ["data/red_flags.yaml:1:12: red_flags: the list is empty"]


@pytest.mark.parametrize("file", [REFERENCES, "areas.yaml", "red_flags.yaml", CLAIMS, TOPICS, CONDITIONS, WORDING])
def test_a_missing_file_is_told_alone(folder: Folder, file: str) -> None:
    folder.path(file).unlink()
    assert folder.problems() == [f"data/{file}:1:1: the file cannot be read: No such file or directory"]


@pytest.mark.parametrize(("name", "kind"), [("regions", "region"), ("techniques", "technique"), ("tools", "tool")])
def test_a_missing_folder_is_told_alone(folder: Folder, name: str, kind: str) -> None:
    for file in folder.path(name).iterdir():
        file.unlink()
    folder.path(name).rmdir()
    assert folder.problems() == [f"data/{name}:1:1: no {kind} files here; one .yaml file for each"]


def test_a_missing_plate_is_told(own_images: Folder) -> None:
    (own_images.images / "plate_posterior_deep.webp").unlink()
    assert own_images.problems() == [
        "images/plate_posterior_deep.webp:1:1: the plate cannot be read: No such file or directory"
    ]


@pytest.mark.parametrize("options", [{"lossless": True}, {"lossless": False}, {"exif": b"Exif\x00\x00"}], ids=str)
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_plate_of_the_wrong_size_is_told(own_images: Folder, options: dict[str, object], mode: str) -> None:
    plate = own_images.images / "plate_posterior_deep.webp"
    with Image.open(plate) as picture:
        width, height = picture.size
    plate.unlink()
    Image.new(mode, (30, 20)).save(plate, "WEBP", **options)
    assert own_images.problems() == [
        "images/plate_posterior_deep.webp:1:1: the plate is 30 x 20 px; "
        f"its frame asks for {width} x {height}; 3 px per mm"
    ]


@pytest.mark.parametrize("content", [b"", b"RIFF", b"\x89PNG" + b"\x00" * 60])
def test_a_plate_that_is_no_webp_is_told(own_images: Folder, content: bytes) -> None:
    plate: Path = own_images.images / "plate_anterior_skin.webp"
    plate.unlink()
    plate.write_bytes(content)
    assert own_images.problems() == ["images/plate_anterior_skin.webp:1:1: the plate is not a WebP picture"]


@pytest.mark.parametrize("nasty", ["two\\nlines", "\\e[31mred", "x" * 5000, "\\u202Eright to left"])
def test_a_problem_is_one_short_printable_line_whatever_the_file_holds(folder: Folder, nasty: str) -> None:
    folder.edit(PIRIFORMIS, "swedish", f'"{nasty}"')
    folder.edit(PIRIFORMIS, "^area:", f'? "{nasty}"\n: nothing\narea:')
    lines = folder.problems()
    assert len(lines) == 2
    assert all(line.isprintable() and len(line) < 600 for line in lines)
