"""A clinic's own folder: its head on the paper, its template, its words, and how its mistakes are told."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from PIL import Image

from explorer.content import Atlas, ContentError, load_atlas, shipped
from explorer.handout import TemplateError, page, pdf
from explorer.handout.picture import figures
from explorer.handout.sheet import Shown
from tests.handout.reading import Html, sheet_of, squeezed, tags, text_of, twelve

pytestmark = [pytest.mark.shipped, pytest.mark.usefixtures("one_picture")]


@pytest.fixture
def own(clinic: Path) -> Atlas:
    return load_atlas(clinic)


def _made(atlas: Atlas) -> bytes:
    return pdf(sheet_of(atlas, twelve(atlas, 1)), atlas, "a4")


def test_its_name_address_phone_logo_and_number_are_on_the_paper(own: Atlas) -> None:
    made = _made(own)
    said = text_of(made)
    for words in ("Harbour Massage & Sons", "5 <Quay> Street, Anytown", "01 234", "911", "With changes by harbour."):
        assert squeezed(words) in said, words
    assert ("/Figure", "Harbour Massage & Sons") in tags(made)


def test_its_head_is_on_the_page_as_it_was_written(own: Atlas) -> None:
    read = Html(page(sheet_of(own, twelve(own, 1)), own, "a4"))
    assert "5 <Quay> Street, Anytown" in read.said
    assert next(it["alt"] for tag, it in read.elements if tag == "img") == "Harbour Massage & Sons"


def test_without_a_clinic_there_is_no_head(atlas: Atlas) -> None:
    sheet = sheet_of(atlas, twelve(atlas, 1))
    assert sheet.clinic == ()
    assert "<header" not in page(sheet, atlas, "a4")


def _with_a_picture(clinic: Path) -> Atlas:
    """The clinic with a picture of its own in place of ours."""
    folder = clinic / "images/figures"
    folder.mkdir(parents=True)
    Image.new("RGB", (90, 60), "teal").save(folder / "bolster.webp", "WEBP")
    bolster = {"id": "swedish", "files": ["bolster.webp"], "alt": "A bolster under the knees.", "shown_side": "left"}
    (folder / "figures.json").write_text(json.dumps({"figures": [bolster]}))
    return load_atlas(clinic)


def test_its_own_picture_of_an_item_is_on_the_paper_and_on_the_page(clinic: Path) -> None:
    own = _with_a_picture(clinic)
    sheet = sheet_of(own, twelve(own, 1))
    assert sheet.parts[0].rows[0].shown == Shown(
        ("bolster.webp",), "A bolster under the knees. Shown on the right side.", mirrored=True, caption=""
    )
    assert ("/Figure", "A bolster under the knees. Shown on the right side.") in tags(pdf(sheet, own, "a4"))
    with Image.open(io.BytesIO(figures(sheet, own)[1])) as drawn:
        assert drawn.convert("RGB").resize((1, 1)).getpixel((0, 0)) == pytest.approx((0, 128, 128), abs=4)


@pytest.mark.parametrize("spoilt", [b"", b"<svg/>", None])
def test_a_picture_that_does_not_open_costs_neither_the_paper_nor_the_page(clinic: Path, spoilt: bytes | None) -> None:
    own = _with_a_picture(clinic)
    file = clinic / "images/figures/bolster.webp"
    file.unlink() if spoilt is None else file.write_bytes(spoilt)
    sheet = sheet_of(own, twelve(own, 1))
    told = "A bolster under the knees. Shown on the right side."
    made = pdf(sheet, own, "a4")
    assert told not in [alt for _, alt in tags(made)]
    assert squeezed(sheet.parts[0].rows[0].what) in text_of(made)
    assert told not in page(sheet, own, "a4")


def test_its_own_template_is_used_and_gets_the_same_words(clinic: Path) -> None:
    (clinic / "handout/plan.typ").write_text(
        '#let sheet = json("sheet.json")\n#set document(title: sheet.title)\n'
        '#set text(lang: sheet.lang)\n= Our paper\n#image("picture.jpg", alt: sheet.alt)\n#sheet.signs_title\n'
    )
    said = text_of(_made(load_atlas(clinic)))
    assert said == squeezed("Our paper Stop signs")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("#nonsense()", "unknown variable: nonsense"),
        ('#json("other.json")', "file not found"),
        ('#read("/etc/passwd")', "file not found"),
        ('#read("../../../../etc/passwd")', "would escape"),
        ("#let x = (", "unclosed"),
        ('#image("picture.jpg")', "alt"),
    ],
)
def test_a_broken_template_is_told_with_its_file_and_what_is_wrong(clinic: Path, source: str, told: str) -> None:
    file = clinic / "handout/plan.typ"
    file.write_text(f'#set document(title: "T")\n{source}')
    with pytest.raises(TemplateError, match=f"^{re.escape(str(file))}: (.|\n)*{told}"):
        _made(load_atlas(clinic))


@pytest.mark.parametrize(
    "source",
    [
        '#import "@preview/cetz:0.3.0"', '#include "x.typ"', '#eval("1")', '#let f = std.eval',
        '#{ import "@" + "preview/a:1.0.0" }', '#"//"; #import "@preview/a:1.0.0"',
    ],
)  # fmt: skip
def test_a_template_that_could_fetch_things_is_refused_before_it_runs(clinic: Path, source: str) -> None:
    (clinic / "handout/plan.typ").write_text(f"one\n{source}\n")
    with pytest.raises(TemplateError, match=r"line 2: .* is not allowed"):
        _made(load_atlas(clinic))


def test_a_template_that_is_no_text_is_told(clinic: Path) -> None:
    (clinic / "handout/plan.typ").write_bytes(b"\xff\xfe")
    with pytest.raises(TemplateError, match="cannot be read"):
        _made(load_atlas(clinic))


def test_its_own_words_are_used(clinic: Path) -> None:
    words = (shipped("data") / "handout/words.yaml").read_text()
    (clinic / "handout/words.yaml").write_text(f"title: Your own plan\n{words}")
    assert squeezed("Your own plan") in text_of(_made(load_atlas(clinic)))


def test_what_its_words_leave_out_is_said_as_on_pages(clinic: Path) -> None:
    words = (shipped("data") / "handout/words.yaml").read_text()
    assert "title" not in re.findall(r"^\w+", words, flags=re.M)
    (clinic / "handout/words.yaml").write_text(words)
    (clinic / "interface").mkdir()
    (clinic / "interface/page.yaml").write_text("phrases:\n  - {id: page.my_plan, text: Your way}\n")
    own = load_atlas(clinic)
    assert sheet_of(own, twelve(own, 1)).title == own.say("page.my_plan") == "Your way"


def test_mistakes_in_its_words_are_all_told_with_their_place(clinic: Path) -> None:
    words = (shipped("data") / "handout/words.yaml").read_text()
    (clinic / "handout/words.yaml").write_text(words.replace("visits: Visits", "vists: Visits", 1))
    with pytest.raises(ContentError) as told:
        _made(load_atlas(clinic))
    lines = str(told.value).splitlines()
    assert [line.split(":")[0] for line in lines] == ["harbour/handout/words.yaml"] * 2
    assert "unknown key 'vists'; did you mean 'visits'?" in str(told.value)
    assert "missing field 'visits'" in str(told.value)


def test_words_of_before_there_were_braces_stand_before_what_they_are_about(clinic: Path) -> None:
    words = (shipped("data") / "handout/words.yaml").read_text()
    older = re.sub(r"^made: Made on \{day\}$", "made: Printed on", words, flags=re.M)
    (clinic / "handout/words.yaml").write_text(older)
    own = load_atlas(clinic)
    assert re.fullmatch(r"Printed on \d+ \w+ \d{4}", sheet_of(own, twelve(own, 1)).made)


def test_braces_in_its_words_that_nothing_fills_are_told(clinic: Path) -> None:
    words = (shipped("data") / "handout/words.yaml").read_text()
    other = words.replace("{day}", "{date}").replace("scan: Scan", "scan: Scan {day}")
    (clinic / "handout/words.yaml").write_text(other)
    with pytest.raises(ContentError) as told:
        _made(load_atlas(clinic))
    assert "nothing fills '{date}' here; write {day}" in str(told.value)
    assert "nothing fills '{day}' here; take it out" in str(told.value)
