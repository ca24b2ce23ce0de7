"""The paper as PDF and as pictures: what is on it, how many pages it takes, that everybody can read it."""

from __future__ import annotations

import io

import pypdf
import pypdfium2
import pytest

from explorer.care.plan_code import decode
from explorer.care.screening import Answers, screen
from explorer.content import Atlas
from explorer.content.models import Paper, Plan
from explorer.handout import link, pdf, png
from tests.handout.reading import (
    BASE,
    LONG,
    page_count,
    plan_of,
    scanned,
    sheet_of,
    six_with_exercises,
    squeezed,
    strays,
    tags,
    text_of,
    twelve,
)

pytestmark = [pytest.mark.shipped, pytest.mark.slow]
PAPERS: tuple[Paper, ...] = ("a4", "letter")


@pytest.mark.parametrize("paper", PAPERS)
def test_every_template_makes_a_paper_with_all_that_may_not_be_missing(atlas: Atlas, paper: Paper) -> None:
    for template in atlas.plans.values():
        plan = plan_of(template)
        made = pdf(sheet_of(atlas, plan, link=link(BASE, plan)), atlas, paper)  # Typst refuses what is no PDF/UA-1
        said = text_of(made)
        for flag in atlas.red_flags.values():
            assert squeezed(flag.called) in said, (template.id, flag.called)
        for words in ("112, or your local emergency number", "This is not a diagnosis.", " side", "not done"):
            assert squeezed(words) in said, (template.id, words)
        assert page_count(made) <= (1 if len(plan.items) <= 4 else 2), template.id
        assert not strays(made), template.id


def test_every_word_of_the_sheet_is_on_the_paper(atlas: Atlas, one_picture: None) -> None:
    sheet = sheet_of(atlas, twelve(atlas, note=LONG), link=link(BASE, twelve(atlas)))
    said = text_of(pdf(sheet, atlas, "a4"))
    lists = (*sheet.lists, *sheet.signs)
    words = [sheet.title, sheet.made, sheet.warning, sheet.scan, sheet.signs_title, sheet.signs_lead, *sheet.columns]
    words += [part for it in (*sheet.facts, *sheet.help) for part in (it.label, it.text)] + list(sheet.small)
    words += [part for block in lists for part in (block.title, block.more, *(line.text for line in block.lines))]
    words += [part for it in sheet.parts for row in it.rows for part in (row.what, row.where, *row.dose, row.pressure)]
    words += [care.text for part in sheet.parts for row in part.rows for care in row.care]
    assert [word for word in words if squeezed(word) not in said] == []


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(("count", "note", "most"), [(1, "", 1), (3, LONG, 1), (4, "", 1), (12, "", 2), (12, LONG, 2)])
def test_a_short_plan_takes_one_page_and_the_longest_two(
    atlas: Atlas, one_picture: None, paper: Paper, count: int, note: str, most: int
) -> None:
    plan = twelve(atlas, count, note)
    made = pdf(sheet_of(atlas, plan, link=link(BASE, plan)), atlas, paper)
    assert page_count(made) == most
    assert not strays(made)
    width, height = pypdfium2.PdfDocument(made)[0].get_size()
    assert (round(width), round(height)) == ((595, 842) if paper == "a4" else (612, 792))


def test_it_is_tagged_with_its_title_its_language_and_what_the_pictures_show(atlas: Atlas) -> None:
    plan = twelve(atlas, 3)
    sheet = sheet_of(atlas, plan, link=link(BASE, plan))
    made = pdf(sheet, atlas, "a4")
    reader = pypdf.PdfReader(io.BytesIO(made))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "Your plan"
    found = tags(made)
    assert [alt for tag, alt in found if tag == "/Figure"] == [sheet.alt, sheet.scan_alt]
    kinds = [tag for tag, _ in found]
    assert kinds.count("/Table") == len(sheet.parts)
    assert {"/H1", "/H2", "/H3", "/TH", "/TD"} <= set(kinds)


def test_what_can_be_scanned_opens_the_same_plan(atlas: Atlas) -> None:
    for template in atlas.plans.values():
        plan = plan_of(template)
        address = link(BASE, plan)
        (found,) = scanned(pdf(sheet_of(atlas, plan, link=address), atlas, "letter"))
        assert found == address
        assert decode(found.partition("plan=")[2]) == plan


@pytest.mark.parametrize("notes", [False, True])
def test_the_longest_links_can_still_be_scanned(atlas: Atlas, one_picture: None, notes: bool) -> None:
    address = link(BASE, twelve(atlas, 12, LONG), with_notes=notes)
    assert scanned(pdf(sheet_of(atlas, twelve(atlas), link=address), atlas, "a4")) == [address]


def test_without_a_link_there_is_nothing_to_scan(atlas: Atlas) -> None:
    made = pdf(sheet_of(atlas, twelve(atlas, 3)), atlas, "a4")
    assert scanned(made) == []
    assert "Scan" not in text_of(made)
    assert [tag for tag, _ in tags(made)].count("/Figure") == 1


def test_a_link_too_long_for_any_paper_leaves_the_code_out(atlas: Atlas, one_picture: None) -> None:
    made = pdf(sheet_of(atlas, twelve(atlas, 1), link=f"{BASE}/my-plan?plan={'a' * 3_000}"), atlas, "a4")
    assert "Scan" not in text_of(made)


def test_cautions_are_on_the_paper_and_the_missing_check_is_said_only_without_one(atlas: Atlas) -> None:
    plan = Plan(items=tuple(item for item in twelve(atlas).items if item.technique == "swedish"))
    verdict = screen(atlas, Answers(conditions=frozenset(["varicose_veins", "stenosis"])))
    said = text_of(pdf(sheet_of(atlas, plan, verdict), atlas, "a4"))
    for key, word in (("varicose_veins", "Not on that spot"), ("stenosis", "Go gently")):
        assert squeezed(f"{word}: {atlas.conditions[key].why}") in said
    assert squeezed("The safety check was not done") not in said


def test_the_pages_as_pictures_are_as_many_and_as_large_as_those_on_paper(atlas: Atlas, one_picture: None) -> None:
    sheet = sheet_of(atlas, twelve(atlas))
    pages = png(sheet, atlas, "a4", ppi=72)
    assert len(pages) == page_count(pdf(sheet, atlas, "a4")) == 2
    for data in pages:
        assert data.startswith(b"\x89PNG")
        width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
        assert (width, height) == (595, 842)


@pytest.mark.parametrize("paper", PAPERS)
def test_six_items_with_three_exercises_take_two_pages_with_all_their_steps(atlas: Atlas, paper: Paper) -> None:
    plan = six_with_exercises(atlas)
    made = pdf(sheet_of(atlas, plan, link=link(BASE, plan)), atlas, paper)
    assert page_count(made) <= 2
    said = text_of(made)
    for item in plan.items:
        if item.exercise:
            assert all(squeezed(step) in said for step in atlas.exercises[item.exercise].steps), item.exercise
