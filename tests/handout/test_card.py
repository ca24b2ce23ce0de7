"""A single card on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise

import pytest

from explorer.care.card import card as card_of
from explorer.care.screening import Answers, ConditionSite, Verdict, screen
from explorer.content import Atlas
from explorer.content.models import AnyItem, Region, Register
from explorer.content.reading import grade
from explorer.handout import card
from explorer.handout.picture import drawn
from explorer.handout.words import read_words
from tests.handout.reading import Html

pytestmark = [pytest.mark.shipped, pytest.mark.usefixtures("same_picture")]


@pytest.fixture(scope="module", autouse=True)
def same_picture() -> Iterator[None]:
    """No picture is drawn where the words are what matters."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module("explorer.handout.card"), "drawn", lambda *_: b"")
        yield


def _read(atlas: Atlas, region: str, register: Register = "patient", verdict: Verdict | None = None) -> Html:
    return Html(card(atlas, atlas.regions[region], "right", register, verdict))


def _screened(atlas: Atlas, *flags: str, conditions: tuple[str, ...] = ()) -> Verdict:
    return screen(atlas, Answers(frozenset(flags), frozenset(conditions)))


def _row(atlas: Atlas, read: Html, item: AnyItem, register: Register = "patient") -> str:
    """What stands with a technique, tool or exercise, up to the next one."""
    names = "|".join(re.escape(each.called(register)) for each in atlas.items.values())
    rows = re.split(rf"\n({names})(?=[A-Z0-9])", read.said.partition("What you can do")[2])
    return next(row for name, row in zip(rows[1::2], rows[2::2], strict=True) if name == item.called(register))


def _in_order(text: str, words: list[str]) -> None:
    at = 0
    for word in words:
        at = text.find(word, at)
        assert at >= 0, word


# --- what is on it ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("register", ["patient", "clinician"])
def test_every_card_offers_then_warns_and_has_all_stop_signs(atlas: Atlas, register: Register) -> None:
    for region in atlas.regions.values():
        told = region.patient if register == "patient" else region.clinician
        nerve = region.nerve_relation
        said = Html(card(atlas, region, "left", register)).said
        relation = nerve.patient if register == "patient" else nerve.clinician
        words = [region.plain_name, region.name, relation, told.what, told.eases]
        words += [item.called(register) for item in _in_tables(atlas, region, own=True)]
        words += [] if atlas.items_of(region) else ["Nothing to press or rub here"]
        words += ["Leave alone", told.leave, told.does_not]
        words += [caution.text for caution in region.cautions]
        words += [f"{atlas.keep_off[zone].name}. {atlas.keep_off[zone].rule}" for zone in region.keep_off]
        words += [told.ache, told.where, *(item.called(register) for item in _in_tables(atlas, region, own=False))]
        words += ["Stop signs", *(flag.called for level in "EUS" for flag in _flags(atlas, level))]
        words += [atlas.country.number, "This is not a diagnosis.", "No clinician has reviewed these words yet."]
        _in_order(said, [*words, "Sources: "])


def _in_tables(atlas: Atlas, region: Region, *, own: bool) -> list[AnyItem]:
    """What people can do by themselves, or what is left for a therapist, in the order of the card."""
    made = card_of(atlas, region, "left", "patient")
    return [option.item for option in ((*made.tiles, *made.more) if own else made.hands_on)]


def _flags(atlas: Atlas, level: str) -> list[object]:
    return [flag for flag in atlas.red_flags.values() if flag.level == level]


def test_the_side_is_in_words_unless_there_is_none(atlas: Atlas) -> None:
    for side in ("left", "right"):
        assert (
            f"Deep buttock muscle, {side} side" in Html(card(atlas, atlas.regions["piriformis"], side, "patient")).said
        )
    assert " side\n" not in _read(atlas, "sacrum").said.partition("Leave alone")[0]


def test_each_of_them_has_its_dose_its_limit_and_for_clinicians_how_sure_we_are(atlas: Atlas) -> None:
    assert "How sure: " not in _read(atlas, "gluteus_maximus").said
    read = _read(atlas, "gluteus_maximus", "clinician")
    for remedy in atlas.items_of(atlas.regions["gluteus_maximus"]):
        row = _row(atlas, read, remedy, "clinician")
        assert remedy.dose.text in row, remedy.id
        most = remedy.strongest
        limit = f"at most {most} of 10" if remedy.id in atlas.exercises else f"never above {most}"
        assert (limit if most else "No pressure") in row, remedy.id
        for known in remedy.evidence:
            assert f"{known.complaint.replace('_', ' ')} " in row, remedy.id
            assert known.grade in row.partition("How sure: ")[2].partition("\n")[0], remedy.id


def test_only_a_clinician_reads_the_grades_of_cautions(atlas: Atlas) -> None:
    caution = atlas.regions["piriformis"].cautions[0]
    assert f"{caution.text} (grade {caution.grade})" in _read(atlas, "piriformis", "clinician").said
    assert "(grade" not in _read(atlas, "piriformis").said


def test_the_emergency_number_is_that_of_the_country(atlas: Atlas) -> None:
    region = atlas.regions["soleus"]
    assert "Emergency number: 911" in Html(card(atlas, region, "left", "patient", None, "us")).said
    with pytest.raises(KeyError):
        card(atlas, region, "left", "patient", None, "nowhere")


# --- what the safety check changes --------------------------------------------------------------------------------


def test_it_says_when_there_was_no_safety_check_and_only_then(atlas: Atlas) -> None:
    undone = read_words(atlas).card.not_checked
    _in_order(_read(atlas, "piriformis").said, [undone, "Deep buttock muscle, right side", "What you can do"])
    done = _read(atlas, "piriformis", verdict=_screened(atlas)).said
    assert undone not in done
    assert "What the safety check changes" not in done
    assert done.count("Nothing in the answers rules this out") == len(atlas.items_of(atlas.regions["piriformis"]))


@pytest.mark.parametrize("level", ["E", "U"])
def test_a_stop_stands_first_and_nothing_is_offered(atlas: Atlas, level: str) -> None:
    flag = next(flag for flag in atlas.red_flags.values() if flag.level == level)
    for region in atlas.regions.values():
        said = Html(card(atlas, region, "right", "patient", _screened(atlas, flag.id))).said
        _in_order(said, [f"Stop: {flag.called}. {flag.action}", region.plain_name, "Leave alone", "Stop signs"])
        assert region.patient.eases not in said
        for head in ("What a therapist may do", "What you can do", "What may ease it", "Nothing to press"):
            assert head not in said, region.id
        for item in atlas.items_of(region):
            assert item.dose.text not in said, (region.id, item.id)


def test_a_sign_to_ask_about_stands_first_and_with_everything_that_is_offered(atlas: Atlas) -> None:
    flag, verdict = atlas.red_flags["RF12c"], _screened(atlas, "RF12c")
    read = _read(atlas, "piriformis", verdict=verdict)
    _in_order(
        read.said, [f"Book a visit: {flag.called}. {flag.action}", "Leave alone", "What the safety check changes"]
    )
    offered = [verdict.at(item).action for item in atlas.items_of(atlas.regions["piriformis"])]
    assert {"ask_clinician_first", "ok"} <= set(offered)
    assert read.said.count("Ask first (see 1)") == offered.count("ask_clinician_first")


def test_what_is_ruled_out_has_no_dose_and_the_reason_is_told(atlas: Atlas) -> None:
    condition = atlas.conditions["anticoagulant_bleeding"]
    verdict = _screened(atlas, conditions=(condition.id,))
    read = _read(atlas, "gluteus_maximus", verdict=verdict)
    found = re.search(rf"\d+\. {re.escape(condition.name)}: {re.escape(condition.why)}", read.said)
    assert found
    _in_order(read.said, ["may ease it", "Leave alone", found[0], "the safety check holds"])
    words = {"avoid": "Do not", "ask_clinician_first": "Ask first", "modify": "Go gently"}
    actions = set()
    for remedy in atlas.items_of(atlas.regions["gluteus_maximus"]):
        action, row = verdict.at(remedy).action, _row(atlas, read, remedy)
        actions.add(action)
        assert (f"{words[action]} (see " if action in words else "Nothing in the answers rules this out") in row, (
            remedy.id
        )
        assert (remedy.dose.text in row) == (action != "avoid"), remedy.id
    assert {"avoid", "ask_clinician_first", "ok"} <= actions


def test_a_sore_spot_takes_the_dose_away_there_and_not_on_the_other_side(atlas: Atlas) -> None:
    verdict = screen(atlas, Answers(sites=frozenset([ConditionSite("varicose_veins", "calf", "left")])))
    region = atlas.regions["gastrocnemius"]
    there = [remedy for remedy in atlas.remedies_of(region) if verdict.on_the_spot(remedy, "gastrocnemius:left")]
    assert there
    left, right = (Html(card(atlas, region, side, "patient", verdict)) for side in ("left", "right"))
    for remedy in there:
        assert "Not on that spot (see 1)" in _row(atlas, left, remedy), remedy.id
        assert remedy.dose.text not in _row(atlas, left, remedy), remedy.id
        assert remedy.dose.text in _row(atlas, right, remedy), remedy.id


# --- how it is made -----------------------------------------------------------------------------------------------


def test_it_needs_nothing_beside_it_and_runs_nothing(atlas: Atlas) -> None:
    read = _read(atlas, "piriformis")
    assert not {tag for tag, _ in read.elements} & {"script", "link", "iframe", "object", "form", "a"}
    for _, attributes in read.elements:
        assert not any(name.startswith("on") for name in attributes)
        assert (attributes.get("src") or "data:").startswith("data:")


def test_its_structure_can_be_heard(atlas: Atlas) -> None:
    read = _read(atlas, "piriformis", verdict=_screened(atlas, conditions=("pregnancy",)))
    assert ("html", {"lang": "en", "dir": "ltr"}) in read.elements
    assert [it["alt"] for tag, it in read.elements if tag == "img"] == [
        "The body from behind, deep muscles. 1: Deep buttock muscle, right side.",
        *(atlas.figures[item.figure].alt for item in _tiles(atlas, "piriformis") if item.figure),
    ]
    levels = [int(tag[1]) for tag, _ in read.elements if tag in ("h1", "h2", "h3")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def _tiles(atlas: Atlas, region: str) -> list[AnyItem]:
    return [option.item for option in card_of(atlas, atlas.regions[region], "right", "patient").tiles]


def test_pictures_are_mirrored_for_the_other_side_and_only_then(atlas: Atlas) -> None:
    shown = [atlas.figures[item.figure].shown_side for item in _tiles(atlas, "gluteus_maximus") if item.figure]
    assert {"left", "right"} & set(shown)
    for side in ("left", "right"):
        read = Html(card(atlas, atlas.regions["gluteus_maximus"], side, "patient"))
        pictures = [attributes for tag, attributes in read.elements if tag == "img"][1:]
        assert [each.get("class") == "mirrored" for each in pictures] == [
            {each, side} == {"left", "right"} for each in shown
        ]


HOSTILE = "<img src=x onerror=alert(1)> & </style><script>alert(1)</script> %s"


def test_what_a_clinic_writes_comes_out_as_it_was_written_and_makes_no_element(atlas: Atlas) -> None:
    plain = atlas.regions["piriformis"]
    words = plain.patient.model_copy(update={"what": HOSTILE, "where": HOSTILE, "leave": HOSTILE, "eases": HOSTILE})
    caution = plain.cautions[0].model_copy(update={"text": HOSTILE})
    cautions = (caution, *plain.cautions[1:])
    names = {"plain_name": HOSTILE, "name": HOSTILE}
    typed = plain.model_copy(update={**names, "patient": words, "cautions": cautions})
    tool = atlas.tools["heat_pack"]
    dose = tool.dose.model_copy(update={"text": HOSTILE})
    tools = {**atlas.tools, tool.id: tool.model_copy(update={"plain_name": HOSTILE, "dose": dose})}
    read = Html(card(atlas.model_copy(update={"tools": tools}), typed, "right", "patient"))
    assert [tag for tag, _ in read.elements] == [tag for tag, _ in _read(atlas, "piriformis").elements]
    assert read.said.count(HOSTILE) == 10  # the title of the document is one of them


def test_the_picture_shows_the_part_on_its_side(atlas: Atlas) -> None:
    seen = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module("explorer.handout.card"), "drawn", lambda *given: seen.append(given) or b"jpeg")
        card(atlas, atlas.regions["piriformis"], "left", "patient")
    ((_, (mark,), size),) = seen
    assert mark.location == "piriformis:left"
    assert drawn(atlas, (mark,), size).startswith(b"\xff\xd8")


def test_the_fixed_words_are_easy_to_read(atlas: Atlas) -> None:
    words = read_words(atlas).card
    sentences = (words.nothing, words.locked, words.answers_hold, words.not_checked, words.stop_rules, words.grades)
    assert grade(" ".join(sentences)) <= 6.0
