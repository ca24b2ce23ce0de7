"""What somebody types cannot break out of the page, the PDF or the markup."""

from __future__ import annotations

import string
import unicodedata

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from explorer.content import Atlas
from explorer.content.models import Plan, PlanItem
from explorer.handout import page, pdf
from explorer.handout.paper import UNPRINTABLE
from tests.handout.reading import Html, page_count, sheet_of, squeezed, strays, tags, text_of, twelve
from tests.laws import law

pytestmark = [pytest.mark.shipped, pytest.mark.slow, pytest.mark.usefixtures("one_picture")]
TYPED = (
    '#import "/etc/passwd"', '#read("/etc/passwd")', "$x^2$ $", "*b* _i_ `c`", "]", "[", "\\", '"', '\\"', "\\u{41}",
    "@label", "<label>", "[link](http://x)", "http://x.example/y", "= not a heading", "- no list", "+ 1.", "/ a: b",
    "// no comment", "/* none */", "~ -- --- ...", "'quoted' \"too\"", "#(1+1) #{2}",
    "</table><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "&amp; &lt; &#65;", "<!--", "{{ x }} {% y %} %s %d %%", "| a | b |", "![x](y)",
    "null", "Ελληνικά", "Кириллица", "café naïve Straße ½ µ °",
)  # fmt: skip
few = law(25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _plan(atlas: Atlas, note: str) -> Plan:
    item = twelve(atlas, 1).items[0]
    return Plan(items=(PlanItem.model_validate({**item.model_dump(), "note": note}),))


@pytest.mark.parametrize("note", TYPED)
def test_a_note_comes_out_as_it_was_typed(atlas: Atlas, note: str) -> None:
    sheet = sheet_of(atlas, _plan(atlas, note))
    made = pdf(sheet, atlas, "a4")
    assert squeezed(f"Note: {note}") in text_of(made)
    assert page_count(made) == 1
    assert note in Html(page(sheet, atlas, "a4")).said


def test_a_note_makes_no_heading_list_link_or_element_of_its_own(atlas: Atlas) -> None:
    plain, typed = (sheet_of(atlas, _plan(atlas, note)) for note in ("a", "= h <h1>x</h1> - [l](http://x) https://y.z"))
    kinds = [[tag for tag, _ in tags(pdf(sheet, atlas, "a4"))] for sheet in (plain, typed)]
    assert kinds[0] == kinds[1]
    elements = [[tag for tag, _ in Html(page(sheet, atlas, "a4")).elements] for sheet in (plain, typed)]
    assert elements[0] == elements[1]


@pytest.mark.parametrize("note", ["x" * 140, "Ж" * 140, "wide-" * 28, "https://x.example/" + "a" * 120, "W" * 140])
def test_a_word_without_end_stays_on_the_page(atlas: Atlas, note: str) -> None:
    made = pdf(sheet_of(atlas, _plan(atlas, note)), atlas, "letter")
    assert not strays(made)
    assert squeezed(note) in text_of(made)


@pytest.mark.parametrize("note", ["مرحبا بالعالم", "שלום עולם", "before العربية after"])
def test_what_runs_from_right_to_left_keeps_its_letters(atlas: Atlas, note: str) -> None:
    sheet = sheet_of(atlas, _plan(atlas, note))
    assert sorted(_leftward(squeezed(note))) == sorted(_leftward(text_of(pdf(sheet, atlas, "a4"))))
    assert note in Html(page(sheet, atlas, "a4")).said


def _leftward(text: str) -> str:
    """The letters of scripts that run from right to left; readers of PDF differ in the order they give them in."""
    return "".join(sign for sign in text if unicodedata.bidirectional(sign) in ("R", "AL"))


@pytest.mark.parametrize("note", ["Well done \U0001f600!", "漢字", "\U0001f469\u200d\u2695\ufe0f ok", "ไทย"])
def test_a_sign_that_no_font_has_is_a_square_on_paper_and_itself_on_the_page(atlas: Atlas, note: str) -> None:
    sheet = sheet_of(atlas, _plan(atlas, note))
    kept = sheet.parts[0].rows[0].care[0].text
    said = text_of(pdf(sheet, atlas, "a4"))
    assert f"Note:{UNPRINTABLE}" in said or f"Welldone{UNPRINTABLE}!" in said
    assert kept in Html(page(sheet, atlas, "a4")).said


@few
@given(note=st.text(alphabet=string.printable, min_size=1, max_size=140).filter(str.strip))
def test_any_note_of_plain_letters_and_signs_comes_out_as_it_was_typed(atlas: Atlas, note: str) -> None:
    plan = _plan(atlas, note)
    made = pdf(sheet_of(atlas, plan), atlas, "a4")
    assert squeezed(plan.items[0].note) in text_of(made)
    assert not strays(made)


@few
@given(note=st.text(max_size=140))
def test_any_note_at_all_makes_a_paper_with_every_stop_sign(atlas: Atlas, note: str) -> None:
    try:
        plan = _plan(atlas, note)
    except ValueError:  # longer than a note may be
        return
    sheet = sheet_of(atlas, plan)
    said = text_of(pdf(sheet, atlas, "a4"))
    assert all(squeezed(flag.called) in said for flag in atlas.red_flags.values())
    assert plan.items[0].note in Html(page(sheet, atlas, "a4")).said
