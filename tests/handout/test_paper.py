"""The paper as PDF and as pictures: what is on it, how many pages it takes, that everybody can read it."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageStat

from explorer.care.plan import what_of
from explorer.care.plan_code import decode
from explorer.care.plan_link import code_of
from explorer.care.screening import Answers, screen
from explorer.content import Atlas
from explorer.content.models import Paper, Plan
from explorer.handout import link, page, pdf, png, with_measures
from explorer.handout.picture import FIGURE_PX, figure
from explorer.handout.sheet import Shown
from tests.handout.reading import (
    BASE,
    LONG,
    covered,
    letters,
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
    twelve_exercises,
)

pytestmark = [pytest.mark.shipped, pytest.mark.slow]
PAPERS: tuple[Paper, ...] = ("a4", "letter")
MOST_BYTES = 1_200_000


@pytest.mark.parametrize("paper", PAPERS)
def test_every_template_makes_a_paper_with_all_that_may_not_be_missing_and_what_to_do_first(
    atlas: Atlas, paper: Paper
) -> None:
    for template in atlas.plans.values():
        plan = plan_of(template)
        sheet = sheet_of(atlas, plan, link=link(BASE, plan))
        made = pdf(sheet, atlas, paper)  # Typst refuses what is no PDF/UA-1
        assert len(made) <= MOST_BYTES
        first = squeezed(pypdfium2.PdfDocument(made)[0].get_textpage().get_text_bounded())
        assert all(squeezed(row.what) in first for part in sheet.parts for row in part.rows), template.id
        said = text_of(made)
        for flag in atlas.red_flags.values():
            assert squeezed(flag.called) in said, (template.id, flag.called)
        for words in ("112, or your local emergency number", "This is not a diagnosis.", " side", "not done"):
            assert squeezed(words) in said, (template.id, words)
        assert page_count(made) <= (1 if len(plan.items) <= 4 else 2), template.id
        assert not strays(made), template.id
        assert not covered(made), template.id


def test_every_word_of_the_sheet_is_on_the_paper(atlas: Atlas, one_picture: None) -> None:
    sheet = sheet_of(atlas, twelve(atlas, note=LONG), link=link(BASE, twelve(atlas)))
    said = text_of(pdf(sheet, atlas, "a4"))
    lists = (*sheet.lists, *sheet.signs)
    words = [sheet.title, sheet.made, sheet.warning, sheet.scan, sheet.signs_title, sheet.signs_lead]
    words += [part for it in (*sheet.facts, *sheet.help) for part in (it.label, it.text)] + list(sheet.small)
    words += [part for block in lists for part in (block.title, block.more, *(line.text for line in block.lines))]
    rows = [row for it in sheet.parts for row in it.rows]
    words += [word for row in rows for word in (row.what, row.where, *row.dose, row.pressure.label, row.pressure.text)]
    words += [care.text for row in rows for care in row.care]
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
    shown = [row.shown.alt for part in sheet.parts for row in part.rows if row.shown]
    assert sorted(alt or "" for tag, alt in found if tag == "/Figure") == sorted([sheet.alt, sheet.scan_alt, *shown])
    assert {"/H1", "/H2", "/H3"} <= {tag for tag, _ in found}


def test_short_measures_to_fill_in_stand_on_the_paper_at_choice(atlas: Atlas, one_picture: None) -> None:
    plain = sheet_of(atlas, six_with_exercises(atlas))
    measured = with_measures(plain, atlas)
    assert measured.measures is not None
    said = (measured.measures.title, measured.measures.activity, *measured.measures.rows[1:])
    without, has = (text_of(pdf(each, atlas, "a4")) for each in (plain, measured))
    on_page = page(measured, atlas, "a4")
    assert [line for line in said if squeezed(line) not in has or squeezed(line) in without] == []
    assert [line for line in said if line not in on_page] == []
    assert len(png(measured, atlas, "letter")) == 2


def test_what_can_be_scanned_opens_the_same_plan(atlas: Atlas) -> None:
    for template in atlas.plans.values():
        plan = plan_of(template)
        address = link(BASE, plan)
        (found,) = scanned(pdf(sheet_of(atlas, plan, link=address), atlas, "letter"))
        assert found == address
        assert decode(code_of(found)) == plan


@pytest.mark.parametrize("notes", [False, True])
def test_the_longest_links_can_still_be_scanned(atlas: Atlas, one_picture: None, notes: bool) -> None:
    address = link(BASE, twelve(atlas, 12, LONG), with_notes=notes)
    assert scanned(pdf(sheet_of(atlas, twelve(atlas), link=address), atlas, "a4")) == [address]


def test_without_a_link_there_is_nothing_to_scan(atlas: Atlas) -> None:
    made = pdf(sheet_of(atlas, twelve(atlas, 3)), atlas, "a4")
    assert scanned(made) == []
    assert "Scan" not in text_of(made)
    assert [tag for tag, _ in tags(made)].count("/Figure") == 1 + 3  # the body, and how each item is done


def test_a_link_too_long_for_any_paper_leaves_the_code_out(atlas: Atlas, one_picture: None) -> None:
    made = pdf(sheet_of(atlas, twelve(atlas, 1), link=f"{BASE}/p/1.{'a' * 3_000}"), atlas, "a4")
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
def test_six_items_with_three_exercises_take_two_pages_with_all_their_steps_and_pictures(
    atlas: Atlas, paper: Paper
) -> None:
    plan = six_with_exercises(atlas)
    sheet = sheet_of(atlas, plan, link=link(BASE, plan))
    made = pdf(sheet, atlas, paper)
    assert page_count(made) <= 2
    assert b"pdfuaid:part" in pypdf.PdfReader(io.BytesIO(made)).trailer["/Root"]["/Metadata"].get_data()
    assert {"/H1", "/H2", "/H3", "/L", "/LI"} <= {tag for tag, _ in tags(made)}
    heard = [tag for tag, _ in tags(made) if tag in ("/H2", "/H3", "/Figure", "/L")]
    assert heard[2:5] == ["/H2", "/H3", "/Figure"], "the name of an item comes before its picture"
    said, told = text_of(made), [alt for tag, alt in tags(made) if tag == "/Figure"]
    for item in plan.items:
        figure = atlas.figures[what_of(atlas, item).figure or ""]
        assert any((alt or "").startswith(figure.alt) for alt in told), figure.id
        if item.exercise:
            assert all(squeezed(step) in said for step in atlas.exercises[item.exercise].steps), item.exercise
    assert len(told) == 2 + len(plan.items)  # the body, the code, and how each item is done


def test_a_link_of_six_items_is_short_and_opens_with_the_same_doses(atlas: Atlas) -> None:
    plan = six_with_exercises(atlas)
    address = link(BASE, plan)
    assert len(address) <= 600
    assert decode(code_of(address)).items == plan.items


@pytest.mark.parametrize("paper", PAPERS)
def test_twelve_exercises_take_two_pages_in_letters_that_can_be_read(atlas: Atlas, paper: Paper) -> None:
    plan = twelve_exercises(atlas)
    made = pdf(sheet_of(atlas, plan, link=link(BASE, plan)), atlas, paper)
    assert page_count(made) == 2
    assert not strays(made)
    assert not covered(made)
    assert len(made) <= MOST_BYTES
    said, sizes = text_of(made), letters(made)
    sheet = sheet_of(atlas, plan)
    for row in (row for part in sheet.parts for row in part.rows):
        assert all(squeezed(step) in said for step in row.steps), row.what
    for sign in sheet.signs[0].lines:
        assert _size_of(sizes, sign.text) >= 9.5, sign.text
    assert min(_size_of(sizes, row.what) for part in sheet.parts for row in part.rows) >= 9.5


def test_steps_give_way_before_letters_do_and_the_paper_says_where_they_are(atlas: Atlas) -> None:
    items = (item.model_copy(update={"note": LONG}) for item in twelve_exercises(atlas).items)
    plan = twelve(atlas).model_copy(update={"items": tuple(items)})
    sheet = sheet_of(atlas, plan, link=link(BASE, plan))
    made = pdf(sheet, atlas, "letter")
    said = text_of(made)
    assert page_count(made) == 2
    assert squeezed(sheet.steps_by_link) in said
    assert squeezed(sheet.parts[0].rows[0].steps[0]) not in said
    assert squeezed(sheet.parts[0].rows[0].what) in said
    unscanned = text_of(pdf(sheet_of(atlas, plan), atlas, "letter"))
    assert squeezed(sheet.steps_by_link) not in unscanned
    assert squeezed(sheet.parts[0].rows[0].steps[0]) in unscanned, "without a link they stand nowhere else"


def _mean_of_halves(jpeg: bytes | None) -> tuple[float, float]:
    """How light the left and the right half of a picture are."""
    with Image.open(io.BytesIO(jpeg or b"")) as opened:
        grey = opened.convert("L")
    middle = grey.width // 2
    halves = grey.crop((0, 0, middle, grey.height)), grey.crop((grey.width - middle, 0, grey.width, grey.height))
    left, right = (ImageStat.Stat(half).mean[0] for half in halves)
    return left, right


def test_a_picture_is_turned_for_the_other_side(atlas: Atlas) -> None:
    plain = Shown(("roller_stick_calf.webp",), "", mirrored=False, caption="")
    left, right = _mean_of_halves(figure(plain, atlas))
    assert abs(left - right) > 2
    assert _mean_of_halves(figure(replace(plain, mirrored=True), atlas)) == pytest.approx((right, left), abs=0.5)


@pytest.mark.parametrize(("files", "wide"), [(("bridge_1.webp", "bridge_2.webp"), False),
                                             (("mini_squat_wall_1.webp", "mini_squat_wall_2.webp"), True)])  # fmt: skip
def test_start_and_end_stand_where_they_are_largest(atlas: Atlas, files: tuple[str, ...], wide: bool) -> None:
    each = [_size(figure(Shown((file,), "", mirrored=False, caption=""), atlas)) for file in files]
    both = _size(figure(Shown(files, "", mirrored=False, caption=""), atlas))
    assert both[0] <= FIGURE_PX[0]
    assert both[1] <= FIGURE_PX[1]
    assert (both[0] / both[1] > each[0][0] / each[0][1]) == wide


def _size(jpeg: bytes | None) -> tuple[int, int]:
    with Image.open(io.BytesIO(jpeg or b"")) as opened:
        return opened.size


def test_an_item_without_a_picture_prints_like_the_others(atlas: Atlas, one_picture: None) -> None:
    bare = atlas.model_copy(update={
        "techniques": {key: it.model_copy(update={"figure": None}) for key, it in atlas.techniques.items()},
    })  # fmt: skip
    plan = twelve(bare, 2)
    sheet = sheet_of(bare, plan)
    made = pdf(sheet, bare, "a4")
    assert [alt for tag, alt in tags(made) if tag == "/Figure"] == [sheet.alt]
    assert all(squeezed(row.what) in text_of(made) for row in sheet.parts[0].rows)


def _size_of(sizes: list[tuple[str, float]], said: str) -> float:
    """The least size of the letters in which something stands on a paper."""
    text = "".join(sign for sign, _ in sizes)
    at = text.index(squeezed(said))
    return min(size for _, size in sizes[at : at + len(squeezed(said))])
