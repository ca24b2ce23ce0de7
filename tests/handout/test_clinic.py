"""A clinic's own folder: its head on the paper, its template, its words, and how its mistakes are told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explorer.content import Atlas, ContentError, load_atlas, shipped
from explorer.handout import TemplateError, page, pdf
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
    (clinic / "handout/words.yaml").write_text(words.replace("title: Your plan", "title: Your own plan", 1))
    assert squeezed("Your own plan") in text_of(_made(load_atlas(clinic)))


def test_mistakes_in_its_words_are_all_told_with_their_place(clinic: Path) -> None:
    words = (shipped("data") / "handout/words.yaml").read_text()
    (clinic / "handout/words.yaml").write_text(words.replace("title: Your plan", "titel: Your plan", 1))
    with pytest.raises(ContentError) as told:
        _made(load_atlas(clinic))
    lines = str(told.value).splitlines()
    assert [line.split(":")[0] for line in lines] == ["harbour/handout/words.yaml"] * 2
    assert "unknown key 'titel'; did you mean 'title'?" in str(told.value)
    assert "missing field 'title'" in str(told.value)
