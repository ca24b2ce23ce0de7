"""Whole sentences, and one "no" in each: what ``check`` tells of the style of patient texts."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from explorer.content import lint, style
from explorer.content.load import read_content
from tests.content.conftest import Folder

PIRIFORMIS = "regions/piriformis.yaml"

TELEGRAMS = (
    "Big buttock muscle over the sit bone.",
    "Worse when sitting, better when walking.",
    "A short, flat muscle deep in your buttock.",
    "An ache deep in the buttock, most of all when you sit for a long time.",
    "No ball and no elbow there.",
    "Then no strong pressure and no massage gun.",
    "Short walks and a change of position.",
    "Only soft contact over the spot where it leaves the pelvis.",
    "Not for hip or spine surgery.",
    "A strong, deep muscle that lifts your thigh.",
    "Long, strong bands of muscle on both sides of your spine.",
    "Three small muscles that turn your leg out and steady your hip.",
    "Stiff and sore at the start of the day.",
    "The thickest cord in your body.",
    "On your front or side, on a padded table.",
    "Very light: 1 to 3 out of 10.",
    "Once or twice a day, if it feels fine.",
    "Sore at the front of the knee, often on stairs.",
    "A warm pack in a cloth, for your low back or buttock.",
    "Pain at the outer knee or outer thigh.",
)
SENTENCES = (
    "This is a short, flat muscle deep in your buttock.",
    "You may feel an ache deep in the buttock, most of all when you sit for a long time.",
    "Keep balls and elbows off it.",
    "Slowly lower your heel to the floor.",
    "If it tingles, stop at once.",
    "When you sit down, the sit bone takes your weight.",
    "Long sitting or running can bring it on.",
    "These muscles have nothing to do with the nerve.",
    "The other one bends the small toes.",
    "Branches of the nerve run close by.",
    "People who smoke get it a bit more often too.",
    "A heat wrap, worn for about 8 hours, eased new back pain a bit.",
    "The same goes for three finger widths below it.",
    "About 2 or 3 in 10 still have trouble after a year.",
    "From behind, a deep press meets the nerve first.",
    "It's fine to rest for a day.",
    "Trials of trigger point work found no clear drop in pain.",
    "Sore right on the sit bone?",
    "A pop with pain, or a bruise by the next day?",
    "Do less next time.",
    "A stop sign (see above) comes first.",
    "It is named only where that very thing was tested.",
    "Light touch only.",
    "Stop sign first.",
)
TWICE = (
    "It is not uncommon to feel sore.",
    "That is not unusual after a walk.",
    "It is not unlikely that it eases.",
    "It is not impossible to walk.",
    "It is not rare in runners.",
    "It is not without risk.",
    "Do not press here without asking first.",
    "Don't stretch without a warm-up.",
    "You cannot start without a check.",
    "Never use heat unless you can feel it.",
    "Do not use a ball unless the wall felt fine.",
    "Nothing helps unless you move.",
    "Without a check, do not start.",
    "Unless a doctor agrees, never use a gun.",
    "No one should not walk.",
    "It does not mean that nothing helps.",
    "Never press where you do not feel.",
    "There is no part that you cannot reach.",
    "Say no to what you do not want.",
)
ONCE = (
    "Do not press on the nerve.",
    "Do not press, and do not rub.",
    "There is no pain and no tingling.",
    "It is neither warm nor red.",
    "No study shows that it helps, and none that it harms.",
    "It is not known to help.",
    "You can walk without pain.",
    "Go on unless it tingles.",
    "Only start when a clinician has agreed.",
    "It does not reach the nerve. Do not press harder.",
    "No one can tell from a picture.",
    "It is unusual to feel it there.",
    "If it does not ease, do not wait.",
    "You need not rest, but do not run.",
    "The note was another one.",
    "Nothing is firm.",
)


@pytest.mark.parametrize("sentence", TELEGRAMS)
def test_a_row_of_words_without_a_verb_is_told(sentence: str) -> None:
    assert style.is_telegram(sentence)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_whole_sentence_a_question_and_a_few_words_are_fine(sentence: str) -> None:
    assert not style.is_telegram(sentence)


@pytest.mark.parametrize("sentence", TWICE)
def test_a_no_that_takes_back_another_is_told(sentence: str) -> None:
    assert style.is_double_negative(sentence)


@pytest.mark.parametrize("text", ONCE)
def test_one_no_is_fine_and_so_are_two_side_by_side(text: str) -> None:
    assert not any(map(style.is_double_negative, style.sentences(text)))


def test_each_sentence_is_judged_by_itself() -> None:
    found = list(style.faults_of(f"Walk a little. {TELEGRAMS[0]} {TWICE[0]} You can stop."))
    assert [said for said, _ in found] == [f"“{TELEGRAMS[0]}” has no verb", f"“{TWICE[0]}” says “no” twice"]


def test_a_text_without_end_is_read_in_no_time() -> None:
    began = time.perf_counter()
    assert list(style.faults_of("no " * 100_000)) == []
    assert time.perf_counter() - began < 2


def _faults(data: Path) -> list[str]:
    return [str(fault) for fault in lint.faults(read_content(data).tables)]


def test_a_fault_is_told_where_it_stands_with_what_to_do_instead(folder: Folder) -> None:
    folder.edit(PIRIFORMIS, "leave: The nerve.", f"leave: {TELEGRAMS[0]} {TWICE[6]}")
    place = folder.at(PIRIFORMIS, TELEGRAMS[0])
    assert _faults(folder.root) == [
        f"{place}: patient.leave: “{TELEGRAMS[0]}” has no verb; write a whole sentence: who does what, or what to do",
        f"{place}: patient.leave: “{TWICE[6]}” says “no” twice; say it with one “no”: what to do, or “only if …”",
    ]


@pytest.mark.parametrize(
    ("file", "pattern", "field"),
    [
        ("keep_off.yaml", "place: .*", "place"),
        ("tools/soft_ball.yaml", r"^substitute: .*", "substitute"),
        ("red_flags.yaml", "    name: .*", "    name"),
    ],
)  # fmt: skip
def test_a_field_that_holds_a_label_may_be_a_row_of_words(folder: Folder, file: str, pattern: str, field: str) -> None:
    folder.edit(file, pattern, f"{field}: {TELEGRAMS[0]}")
    assert _faults(folder.root) == []


def test_what_clinicians_read_may_be_terse(folder: Folder) -> None:
    folder.edit("topics.yaml", "clinician: .*", f"clinician: {TELEGRAMS[0]} {TWICE[0]}")
    assert _faults(folder.root) == []


def test_a_clinics_own_words_are_held_to_the_same(tmp_path: Path) -> None:
    (tmp_path / "advice.yaml").write_text(
        "advice:\n"
        "  - {id: foot_circles, kind: home_care, patient: 'Gentle circles with your foot.', grade: D,\n"
        "     references: [expert], review_by: '2027-11-21'}\n",
        "utf-8",
    )
    (told,) = _faults(tmp_path)
    assert told.startswith(f"{tmp_path.name}/advice.yaml:2:")
    assert "“Gentle circles with your foot.” has no verb" in told
