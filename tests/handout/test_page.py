"""The paper as a web page that prints."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from explorer.content import Atlas
from explorer.handout import link, page
from tests.handout.reading import BASE, LONG, Html, sheet_of, six_with_exercises, twelve

pytestmark = [pytest.mark.shipped, pytest.mark.usefixtures("one_picture")]


@pytest.fixture(scope="module")
def read(atlas: Atlas, one_picture: None) -> Html:
    plan = twelve(atlas, note=LONG)
    return Html(page(sheet_of(atlas, plan, link=link(BASE, plan)), atlas, "letter"))


def test_it_holds_the_words_of_the_sheet_in_the_same_order(atlas: Atlas, read: Html) -> None:
    sheet = sheet_of(atlas, twelve(atlas, note=LONG), link=BASE)
    words = [sheet.title, *(fact.text for fact in sheet.facts), sheet.made, sheet.warning, sheet.scan]
    words += [word for part in sheet.parts for row in part.rows for word in (row.what, row.where, row.dose[1], LONG)]
    words += [sheet.signs_title, sheet.signs_lead]
    words += [line.text for group in sheet.signs for line in group.lines]
    words += [it.text for it in sheet.help]
    words += [line.text for block in sheet.lists for line in block.lines] + list(sheet.small)
    at = 0
    for word in words:
        at = read.said.find(word, at)
        assert at >= 0, word


def test_it_needs_nothing_beside_it_and_runs_nothing(read: Html) -> None:
    tags = {tag for tag, _ in read.elements}
    assert not tags & {"script", "link", "iframe", "object", "form", "a"}
    for _, attributes in read.elements:
        assert not any(name.startswith("on") for name in attributes)
        assert (attributes.get("src") or "data:").startswith("data:")


def test_its_structure_can_be_heard(read: Html) -> None:
    assert ("html", {"lang": "en", "dir": "ltr"}) in read.elements
    assert all(attributes["alt"] for tag, attributes in read.elements if tag == "img")
    levels = [int(tag[1]) for tag, _ in read.elements if tag in ("h1", "h2", "h3")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_item_has_its_picture_in_words_and_its_steps_in_a_list(atlas: Atlas) -> None:
    sheet = sheet_of(atlas, six_with_exercises(atlas))
    elements = Html(page(sheet, atlas, "a4")).elements
    rows = [row for part in sheet.parts for row in part.rows]
    alts = [attributes["alt"] for tag, attributes in elements if tag == "img"]
    assert alts == [sheet.alt, *(row.shown.alt for row in rows if row.shown)]
    assert len(alts) == 1 + len(rows)
    assert [tag for tag, _ in elements].count("ol") == sum(bool(row.steps) for row in rows) == 3


def test_an_item_without_a_picture_has_none_on_the_page(atlas: Atlas) -> None:
    sheet = sheet_of(atlas, twelve(atlas, 1))
    part = replace(sheet.parts[0], rows=(replace(sheet.parts[0].rows[0], shown=None),))
    read = Html(page(replace(sheet, parts=(part,)), atlas, "a4"))
    assert [attributes["alt"] for tag, attributes in read.elements if tag == "img"] == [sheet.alt]
    assert part.rows[0].what in read.said


def test_it_prints_on_the_paper_that_was_asked_for(atlas: Atlas) -> None:
    sheet = sheet_of(atlas, twelve(atlas, 1))
    assert "size: a4;" in page(sheet, atlas, "a4")
    assert "size: letter;" in page(sheet, atlas, "letter")


def test_without_a_link_there_is_nothing_to_scan(atlas: Atlas) -> None:
    assert "Scan" not in page(sheet_of(atlas, twelve(atlas, 1)), atlas, "a4")
