"""What ``check`` finds in the words although they would load: faults stop it, remarks do not."""

from __future__ import annotations

import re
from datetime import date

import pytest

from explorer.content import lint
from explorer.content.load import read_content
from tests.content.conftest import Folder

PIRIFORMIS = "regions/piriformis.yaml"
SWEDISH = "techniques/swedish.yaml"
BALL = "tools/soft_ball.yaml"
CLAIMS = "claims.yaml"
TODAY = date(2026, 11, 21)
HARD = (
    "Discontinue immediately if paraesthesia or progressive neurological symptoms are experienced, particularly "
    "following unaccustomed physical activity, and subsequently communicate these observations to a qualified "
    "professional without unnecessary additional delay."
)


def faults(folder: Folder) -> list[str]:
    content = read_content(folder.root)
    assert not content.problems
    assert content.atlas
    return [str(fault) for fault in lint.faults(content.tables, content.atlas.geometry.structures.values())]


def remarks(folder: Folder, today: date = TODAY) -> list[str]:
    return [str(remark) for remark in lint.remarks(read_content(folder.root).tables, today)]


def test_the_fixture_itself_has_no_fault_and_no_remark(folder: Folder) -> None:
    assert faults(folder) == []
    assert remarks(folder) == []


# ---- reading grade ---------------------------------------------------------------------------------------


def test_a_text_that_is_hard_to_read_is_told_where_it_is_hardest(folder: Folder) -> None:
    folder.edit(PIRIFORMIS, "leave: The nerve.", f"leave: {HARD}")
    (told,) = faults(folder)
    place = folder.at(PIRIFORMIS, "Discontinue")
    assert told.startswith(f"{place}: patient.leave: the patient text of 'piriformis' has reading grade ")
    assert told.endswith("; at most 6.0; shorten words and sentences, here first")


@pytest.mark.parametrize(
    ("file", "pattern", "field"),
    [
        (SWEDISH, r"^may_say: .*", "may_say"),
        (SWEDISH, r"(?s)^draping:.*?(?=^\w)", "draping"),
        (BALL, r"^substitute: .*", "substitute"),
        (BALL, r"^cleaning: .*", "cleaning"),
        ("topics.yaml", "patient: It is a long nerve.", "patient"),
        (CLAIMS, "known: No one has shown that.", "known"),
        ("conditions.yaml", "why: Massage would cost time.", "why"),
        (PIRIFORMIS, "text: Stop if it tingles.", "text"),
        (PIRIFORMIS, "does_not: Pressing hard.", "does_not"),
    ],
)  # fmt: skip
def test_every_text_that_patients_read_counts(folder: Folder, file: str, pattern: str, field: str) -> None:
    folder.edit(file, pattern, f"{field}: {' '.join([HARD] * 9)}\n")
    (told,) = faults(folder)
    assert told.startswith(folder.at(file, "Discontinue"))
    assert "reading grade" in told


def test_what_clinicians_read_may_be_hard(folder: Folder) -> None:
    folder.edit("topics.yaml", "clinician: .*", f"clinician: {HARD}")
    folder.edit(SWEDISH, r"(?s)^clinician:.*?(?=^\w)", f"clinician: {HARD}\n")
    folder.edit("conditions.yaml", "clinician_why: .*", f"clinician_why: {HARD}")
    folder.edit(CLAIMS, "clinician: .*", f"clinician: {HARD}")
    assert faults(folder) == []


def test_a_short_text_is_not_measured(folder: Folder) -> None:
    folder.edit(CLAIMS, "known: .*", "known: Discontinue immediately if neurological symptoms are experienced.")
    assert faults(folder) == []


def test_names_of_structures_are_easy_words(folder: Folder) -> None:
    known = "It may be sore by the obturator internus, the semimembranosus or the tensor fasciae latae. " * 3
    folder.edit(CLAIMS, "known: .*", f"known: {known}")
    assert faults(folder) == []


# ---- wording ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "pattern", "new", "field"),
    [
        (PIRIFORMIS, "eases: Moving.", "eases: Massage flushes toxins.", "patient.eases"),
        (SWEDISH, r"^may_say: .*", "may_say: It flushes toxins.", "may_say"),
        (SWEDISH, r"(?s)^clinician:.*?(?=^\w)", "clinician: Removes toxins.\n", "clinician"),
        (BALL, r"^cleaning: .*", "cleaning: Wash it. It holds toxins.", "cleaning"),
        (CLAIMS, "known: It is", "known: It has toxins. It is", "claims[0].known"),
        ("topics.yaml", "title: What is", "title: Are toxins in", "topics[0].title"),
        ("conditions.yaml", "why: Massage", "why: Toxins. Massage", "conditions[0].why"),
        ("red_flags.yaml", "^    name: ", "    name: Toxins or ", "red_flags[0].name"),
    ],
)  # fmt: skip
def test_a_claim_that_no_text_may_make_is_told_where_it_stands(
    folder: Folder, file: str, pattern: str, new: str, field: str
) -> None:
    folder.edit(file, pattern, new)
    place = folder.at(file, new.split(": ", 1)[1].rstrip())
    word = "Toxins" if "Toxins" in new else "toxins"
    said = f"“{word}” claims: flushes/removes toxins; instead: Leave it out."
    assert faults(folder) == [f"{place}: {field}: {said}"]


def test_what_people_say_and_what_must_not_be_said_may_be_quoted(folder: Folder) -> None:
    folder.edit(CLAIMS, "heard: Sciatica", "heard: Massage cures it, flushes toxins and releases endorphins. Sciatica")
    folder.edit(SWEDISH, "^must_not_say:", "must_not_say:\n  - It decompresses the nerve and cures the root cause")
    folder.edit(PIRIFORMIS, "^area:", "synonyms: [anti-inflammatory massage]\narea:")
    assert faults(folder) == []


def test_a_sentence_may_deny_a_claim_but_not_the_next_one(folder: Folder) -> None:
    folder.edit(PIRIFORMIS, "eases: .*", "eases: It does not flush toxins. It cures you.")
    assert faults(folder) == [
        f"{folder.at(PIRIFORMIS, 'It does not flush')}: patient.eases: “cures” claims: "
        "cures, fixes root cause, long-term relief; instead: short-term comfort as part of a plan"
    ]


def test_a_rule_of_ones_own_holds_at_once(folder: Folder) -> None:
    folder.edit("wording.yaml", "^  - id:", "  - id: magic\n    claim: magic\n    instead: say what it does\n"
                "    patterns: ['magic\\w*']\n  - id:")  # fmt: skip
    folder.edit(PIRIFORMIS, "eases: Moving.", "eases: Magical hands.")
    place = folder.at(PIRIFORMIS, "Magical")
    assert faults(folder) == [f"{place}: patient.eases: “Magical” claims: magic; instead: say what it does"]


# ---- remarks ---------------------------------------------------------------------------------------------


def _take_away(folder: Folder, key: str) -> None:
    """Let no region offer a remedy."""
    for file in folder.path("regions").iterdir():
        text = re.sub(rf"(?m)^  - {key}\n|, {key}\b|\b{key}, |\b{key}(?=\])", "", file.read_text("utf-8"))
        file.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("kind", "file", "key"),
    [("technique", "techniques/hot_stone.yaml", "hot_stone"), ("tool", "tools/roller_stick.yaml", "roller_stick")],
)
def test_a_remedy_that_no_region_offers_is_remarked(folder: Folder, kind: str, file: str, key: str) -> None:
    _take_away(folder, key)
    hint = f"name it in the {kind}s of a region, or name regions in it"
    assert remarks(folder) == [f"{folder.at(file, key + chr(10))}: id: no region offers the {kind} '{key}'; {hint}"]
    folder.edit(file, "^summary:", "regions: [sacrum]\nsummary:")
    assert remarks(folder) == []


def test_a_claim_about_a_technique_does_not_offer_it(folder: Folder) -> None:
    _take_away(folder, "hot_stone")
    folder.edit(CLAIMS, r"\[swedish\]", "[hot_stone]")
    (told,) = remarks(folder)
    assert "no region offers the technique 'hot_stone'" in told


def test_an_umbrella_term_is_no_orphan(folder: Folder) -> None:
    assert "medical_massage" not in "".join(file.read_text("utf-8") for file in folder.path("regions").iterdir())
    assert remarks(folder) == []


def test_a_reference_that_nothing_cites_is_remarked(folder: Folder) -> None:
    folder.edit("references.yaml", "^references:", "references:\n  - id: nobody1999\n    status: unchecked\n"
                "    citation: Nobody 1999.")  # fmt: skip
    place = folder.at("references.yaml", "nobody1999")
    assert remarks(folder) == [
        f"{place}: references[0].id: nothing cites the reference 'nobody1999'; cite it or delete it"
    ]


@pytest.mark.parametrize("file", [PIRIFORMIS, SWEDISH, CLAIMS, "topics.yaml", "keep_off.yaml"])
def test_nothing_is_called_unused_while_a_file_cannot_be_read(folder: Folder, file: str) -> None:
    _take_away(folder, "hot_stone")
    folder.write(file, "{")
    assert remarks(folder) == []


def test_a_record_is_due_on_the_day_after_its_date(folder: Folder) -> None:
    folder.edit(PIRIFORMIS, "2027-11-21", "2026-11-21")
    assert remarks(folder, date(2026, 11, 21)) == []
    assert remarks(folder, date(2026, 11, 22)) == [
        f"{folder.at(PIRIFORMIS, chr(34) + '2026-11-21')}: review_by: 'piriformis' was to be reviewed by 2026-11-21; "
        "review it and set a new date"
    ]


@pytest.mark.parametrize(
    ("file", "key"),
    [
        (SWEDISH, "swedish"), (BALL, "soft_ball"), (CLAIMS, "D01"), ("topics.yaml", "the_nerve"),
        ("conditions.yaml", "cauda_equina_signs"), ("keep_off.yaml", "dz01_sciatic_notch"), ("red_flags.yaml", "RF02"),
    ],
)  # fmt: skip
def test_every_kind_that_is_reviewed_can_be_due(folder: Folder, file: str, key: str) -> None:
    folder.edit(file, "review_by: .*", 'review_by: "2020-01-31"')
    (told,) = remarks(folder)
    assert told.startswith(folder.at(file, '"2020-01-31"'))
    assert f"'{key}' was to be reviewed by 2020-01-31" in told
