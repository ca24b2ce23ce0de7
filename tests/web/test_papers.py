"""The paper of a plan by its address: from the code alone, whichever server is asked, and made once."""

from __future__ import annotations

import gc
from contextlib import ExitStack
from errno import ENOSPC
from pathlib import Path
from weakref import ref

import pytest
from starlette.responses import Response
from starlette.types import ASGIApp

from explorer.care.plan_code import encode
from explorer.content import Atlas, load_atlas
from explorer.content.in_country import in_country
from explorer.content.models import Plan
from explorer.content.once import once
from explorer.handout.paper import TEMPLATE
from explorer.ui.map import addresses
from explorer.web import metrics, papers
from explorer.web.pages import LightPages
from explorer.web.product import Product
from explorer.web.stop_signs import StopSigns
from tests.handout.reading import Html, plan_of, scanned, sheet_of, squeezed, text_of, twelve
from tests.web.client import Answer, get

pytestmark = pytest.mark.shipped

HOST = "atlas.example.org"


def _replica(atlas: Atlas, base: str = "") -> ASGIApp:
    signs = StopSigns(tuple(atlas.red_flags.values()), tuple(atlas.emergency.values()), atlas.country, atlas.speech)
    said = {key: in_country(atlas, key) for key in ("us",)}
    product = Product(
        lambda: base, lambda _: signs, lambda: 0, lambda: addresses.of(atlas), lambda key: said.get(key or "", atlas)
    )
    return LightPages(Response("the app"), product)


def _paper(atlas: Atlas, asked: str, base: str = "", **headers: str) -> Answer:
    return get(_replica(atlas, base), f"{base}/p/{asked}", **{"host": HOST} | headers)


@pytest.fixture
def code(atlas: Atlas) -> str:
    return encode(plan_of(atlas.plans["buttock_ache"]))


def _made() -> float:
    return metrics.REGISTRY.get_sample_value("sciatic_paper_seconds_count") or 0


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that was just started."""
    monkeypatch.setattr(papers, "_papers", once(lambda content: papers.Papers()))


# --- what is answered ---------------------------------------------------------------------------------------------


def test_the_code_alone_gives_the_whole_paper_as_pdf(atlas: Atlas, code: str) -> None:
    told = _paper(atlas, f"{code}.pdf")
    assert (told.status, told.headers["content-type"]) == (200, "application/pdf")
    said, sheet = text_of(told.body), sheet_of(atlas, plan_of(atlas.plans["buttock_ache"]))
    for line in (sheet.signs_lead, sheet.warning, *(row.what for part in sheet.parts for row in part.rows)):
        assert squeezed(line) in said
    assert scanned(told.body) == [f"http://{HOST}/p/{code}"]


def test_it_is_a_web_page_and_pictures_too(atlas: Atlas, code: str) -> None:
    page, picture = _paper(atlas, f"{code}.html"), _paper(atlas, f"{code}.1.png")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert sheet_of(atlas, plan_of(atlas.plans["buttock_ache"])).signs_lead in Html(page.text).said
    assert picture.headers["content-type"] == "image/png"
    assert picture.body.startswith(b"\x89PNG")


@pytest.mark.parametrize("number", ["0", "99"])
def test_there_are_no_more_pictures_than_pages(atlas: Atlas, code: str, number: str) -> None:
    assert _paper(atlas, f"{code}.{number}.png").status == 404


def test_the_paper_names_the_number_of_the_country_that_is_asked_for(atlas: Atlas, code: str) -> None:
    told = _paper(atlas, f"{code}.html?country=us")
    assert "911" in Html(told.text).said
    assert "911" not in Html(_paper(atlas, f"{code}.html").text).said


def test_a_note_is_on_it_when_the_code_holds_it(atlas: Atlas) -> None:
    plan = twelve(atlas, 1, "Not after a long drive.")
    assert "long drive" in _paper(atlas, f"{encode(plan, with_notes=True)}.html").text
    assert "long drive" not in _paper(atlas, f"{encode(plan)}.html").text


def test_the_code_to_scan_leads_to_the_clinics_own_address_and_never_to_this_computer(
    atlas: Atlas, tmp_path: Path, code: str
) -> None:
    (tmp_path / "clinic.yaml").write_text(
        "clinic:\n  - id: clinic\n    name: Harbour\n    country: gb\n    link_base: https://harbour.example.org/atlas\n"
    )
    asked = _paper(load_atlas(tmp_path), f"{code}.pdf", host="evil.example.org")
    assert scanned(asked.body) == [f"https://harbour.example.org/atlas/p/{code}"]
    assert scanned(_paper(atlas, f"{code}.pdf", host="localhost").body) == []
    assert scanned(_paper(atlas, f"{code}.pdf", "/nerve").body) == [f"http://{HOST}/nerve/p/{code}"]


@pytest.mark.parametrize("form", ["pdf", "html", "1.png"])
def test_a_plan_that_cannot_be_shown_is_told_in_words_with_the_stop_signs(atlas: Atlas, form: str) -> None:
    strange = twelve(atlas, 1).items[0].model_copy(update={"region": "left_wing"})
    for asked, status in (("2.damaged", 400), (encode(Plan(items=(strange,))), 404)):
        told = _paper(atlas, f"{asked}.{form}")
        assert told.status == status
        assert all(flag.called in told.text for flag in atlas.red_flags.values() if flag.level == "E")


def test_a_broken_template_of_a_clinic_is_no_fault_of_the_link(tmp_path: Path, code: str) -> None:
    (tmp_path / TEMPLATE).parent.mkdir()
    (tmp_path / TEMPLATE).write_text("#let x = (")
    told = _paper(load_atlas(tmp_path), f"{code}.pdf")
    assert told.status == 503
    assert "Nothing is wrong with your link" in told.text
    assert str(tmp_path) not in told.text


def test_a_full_disk_costs_the_paper_for_a_while_and_the_light_page_says_all(
    atlas: Atlas, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.TemporaryDirectory", _no_room)
    told = _paper(atlas, f"{code}.pdf")
    assert told.status == 503
    assert atlas.say("pocket.not_now.paper") in told.text
    assert _paper(atlas, code).status == 200


def _no_room() -> None:
    raise OSError(ENOSPC, "No space left on device")


def test_only_the_one_who_asks_may_keep_it_and_nobody_hears_its_address(atlas: Atlas, code: str) -> None:
    headers = _paper(atlas, f"{code}.pdf").headers
    assert headers["cache-control"] == "private, no-cache"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-robots-tag"] == "noindex"


def test_the_light_page_leads_to_the_paper(atlas: Atlas, code: str) -> None:
    assert f'href="/nerve/p/{code}.pdf?country=us"' in _paper(atlas, f"{code}?country=us", "/nerve").text


# --- made once ----------------------------------------------------------------------------------------------------


def test_a_paper_is_made_once_and_is_the_same_from_each_replica(atlas: Atlas, code: str) -> None:
    before = _made()
    first, again = (_paper(atlas, f"{code}.html") for _ in range(2))
    assert _made() == before + 1
    assert first.body == again.body
    other = load_atlas()  # as another server has it
    assert _paper(other, f"{code}.html").body == first.body
    assert _made() == before + 2


def test_a_browser_that_has_it_gets_it_no_second_time(atlas: Atlas, code: str) -> None:
    tag = _paper(atlas, f"{code}.html").headers["etag"]
    assert _paper(atlas, f"{code}.html", if_none_match=tag).status == 304


def test_no_more_papers_are_kept_than_the_memory_is_meant_for(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "MOST", 2)
    kept = papers.Papers()
    sheets = [sheet_of(atlas, twelve(atlas, count)) for count in (1, 2, 3)]
    first, second, third = (kept.of(sheet, atlas, "a4") for sheet in sheets)
    assert kept.of(sheets[1], atlas, "a4") is second
    assert kept.of(sheets[2], atlas, "a4") is third
    assert kept.of(sheets[0], atlas, "a4") is not first


def test_too_many_who_wait_for_papers_are_told_when_to_come_again(atlas: Atlas, code: str) -> None:
    with ExitStack() as others:
        for _ in range(papers.MOST_WAITING):
            others.enter_context(papers.place())
        told = _paper(atlas, f"{code}.pdf")
        assert (told.status, told.headers["retry-after"]) == (503, "10")
        assert "Nothing is wrong with your link. Try it again later." in told.text
        assert _paper(atlas, code).status == 200  # the light page waits for nobody
    assert _paper(atlas, f"{code}.html").status == 200


def test_another_size_makes_another_paper(atlas: Atlas) -> None:
    kept, sheet = papers.Papers(), sheet_of(atlas, twelve(atlas, 1))
    assert kept.of(sheet, atlas, "a4") is not kept.of(sheet, atlas, "letter")


def test_the_papers_of_a_content_are_those_of_all_its_countries(atlas: Atlas) -> None:
    sheet = sheet_of(atlas, twelve(atlas, 1))
    made = papers.by_code(sheet, atlas, "a4")
    assert made is papers.by_code(sheet, in_country(atlas, "us"), "a4")
    assert made is not papers.by_code(sheet, load_atlas(), "a4")


def test_content_that_is_no_longer_shown_is_let_go_with_its_papers(atlas: Atlas) -> None:
    old = load_atlas()
    made, shown = ref(papers.by_code(sheet_of(atlas, twelve(atlas, 1)), old, "a4")), ref(old)
    gc.collect()
    assert made()
    del old
    gc.collect()
    assert (made(), shown()) == (None, None)
