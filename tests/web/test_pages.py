"""The addresses that need no Streamlit, with content as it is and with content that is broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.responses import Response

from explorer.content import Atlas, shipped
from explorer.ui.shell import app as shell
from explorer.ui.state import content, live
from explorer.web.pages import LightPages
from explorer.web.product import Product
from explorer.web.stop_signs import StopSigns, as_html, as_text
from tests.web.client import Answer, get


@pytest.fixture
def signs(atlas: Atlas) -> StopSigns:
    return StopSigns(tuple(atlas.red_flags.values()), tuple(atlas.emergency.values()), atlas.country, atlas.speech)


def _ask(path: str, signs: StopSigns, problems: int = 0, base: str = "") -> Answer:
    product = Product(lambda: base, lambda _: signs, lambda: problems, lambda: None, lambda _: None)
    return get(LightPages(Response("the app"), product), path)


def test_the_text_holds_every_stop_sign_what_to_do_and_every_number(signs: StopSigns) -> None:
    told = _ask("/stop-signs.txt", signs)
    assert told.headers["content-type"] == "text/plain; charset=utf-8"
    for flag in signs.flags:
        said = {flag.called, flag.question, flag.counts, flag.does_not_count, flag.action}
        assert said == {words for words in said if words in told.text}
    for country in signs.countries:
        assert f"{country.name}: {country.number}" in told.text
    places = [told.text.index(f"\n{signs.speech.say(f'light.level.{level}')}\n") for level in "eus"]
    assert places == sorted(places)


def test_the_text_names_the_number_of_the_country_that_was_asked_for(atlas: Atlas) -> None:
    assert atlas.unsaid
    flags = tuple(atlas.unsaid.red_flags.values())
    unsaid = StopSigns(flags, tuple(atlas.emergency.values()), atlas.country, atlas.speech)
    assert f"Call {atlas.country.number} now." in _ask("/stop-signs.txt", unsaid).text
    assert "Call 911 now." in _ask("/stop-signs.txt?country=us", unsaid).text
    assert _ask("/stop-signs.txt?country=nowhere", unsaid).text == _ask("/stop-signs.txt", unsaid).text
    assert "{" not in _ask("/stop-signs.txt?country=gb", unsaid).text


def test_a_number_of_one_country_is_never_said_alone(signs: StopSigns, atlas: Atlas) -> None:
    for country in atlas.emergency.values():
        number = StopSigns(signs.flags, signs.countries, country, signs.speech).number
        assert country.number in number
        assert number.count("local emergency number") == 1
    reworded = atlas.emergency["other"].model_copy(update={"number": "wub"})
    assert StopSigns(signs.flags, signs.countries, reworded, signs.speech).number == "wub"


def test_words_of_a_clinic_are_words_and_no_html(signs: StopSigns) -> None:
    sly = signs.flags[0].model_copy(update={"checklist_label": "<script>alert(1)</script>", "level": "E"})
    html = as_html(StopSigns((sly,), signs.countries, signs.own, signs.speech), "")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_they_lie_under_the_base_path(signs: StopSigns) -> None:
    assert _ask("/nerve/stop-signs.txt", signs, base="/nerve").text == as_text(signs)
    assert _ask("/stop-signs.txt", signs, base="/nerve").text == "the app"
    assert f'href="/nerve/stop-signs.txt?lang=en&amp;country={signs.own.id}"' in as_html(signs, "/nerve")


def test_the_icon_is_ours_and_kept_by_the_browser(signs: StopSigns) -> None:
    told = _ask("/nerve/favicon.png", signs, base="/nerve")
    assert told.body == (shipped("images") / "icon.png").read_bytes()
    assert told.headers["content-type"] == "image/png"
    assert "max-age" in told.headers["cache-control"]


def test_stop_signs_are_told_when_the_content_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signs: StopSigns
) -> None:
    (tmp_path / "atlas").mkdir()  # a whole folder, in which nothing can be read
    (tmp_path / "red_flags.yaml").write_text("red_flags: [")
    monkeypatch.setenv(live.DATA_VARIABLE, str(tmp_path))
    assert content.load().atlas is None
    assert as_text(shell.stop_signs()) == as_text(signs)
