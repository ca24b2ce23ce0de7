"""What the server says without Streamlit, it says in the language that is asked for."""

from __future__ import annotations

import gzip
import re
from html import escape
from pathlib import Path

import pytest
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp

from explorer.care.plan import suggested
from explorer.care.plan_code import encode
from explorer.content import Atlas, load_atlas
from explorer.content.models import Plan
from explorer.handout.words import read_words
from explorer.ui.map import addresses
from explorer.ui.shell import app as shell
from explorer.web.asked import languages
from explorer.web.first_page import FirstPage
from explorer.web.pages import LightPages
from explorer.web.product import Product
from tests.half_spanish import TECHNIQUE, half_spanish
from tests.handout.reading import squeezed, text_of
from tests.web.client import get
from tests.web.test_guards import BROWSER, SHELL


@pytest.fixture
def spanish(atlas: Atlas) -> Atlas:
    return atlas.told("es", atlas.here.id)


@pytest.fixture
def light(atlas: Atlas) -> ASGIApp:
    return _light(atlas)


def _light(atlas: Atlas) -> ASGIApp:
    files = addresses.of(atlas)
    return LightPages(
        HTMLResponse("the app"), Product(lambda: "", shell.stop_signs, lambda: 0, lambda: files, lambda _: atlas)
    )


def _code(atlas: Atlas, lang: str) -> str:
    template = atlas.plans["buttock_ache"].plan
    return encode(Plan(**{**template.model_dump(), "lang": lang, "items": template.items}))


@pytest.mark.parametrize(
    ("query", "header", "wished"),
    [
        ("", "", ()),
        ("lang=es", "de", ("es", "de")),
        ("", "es-MX,es;q=0.9,en;q=0.8", ("es", "en")),
        ("", "en;q=0.3, es", ("es", "en")),
        ("", "*", ()),
        ("", "es;q=0, en", ("en",)),
        ("lang=<b>", "-" * 9000, ("<b>",)),
    ],
)
def test_the_address_counts_before_the_browser(query: str, header: str, wished: tuple[str, ...]) -> None:
    scope = {"query_string": query.encode(), "headers": [(b"accept-language", header.encode())]}
    assert languages({"type": "http", **scope}) == wished


@pytest.mark.parametrize(("address", "wish", "lang"), [
    ("/stop-signs.txt", "", "en"), ("/stop-signs.txt?lang=es", "", "es"), ("/stop-signs.txt", "es-AR,es;q=0.9", "es"),
    ("/stop-signs.txt?lang=xx", "", "en"), ("/stop-signs.txt?lang=en", "es", "en"),
])  # fmt: skip
def test_the_stop_signs_are_told_in_the_language(
    atlas: Atlas, light: ASGIApp, address: str, wish: str, lang: str
) -> None:
    told = get(light, address, accept_language=wish).text
    flags = atlas.told(lang, atlas.country.id).red_flags.values()
    assert all(flag.question in told for flag in flags)


def test_the_page_that_loads_the_app_is_in_the_language_of_the_address(atlas: Atlas, spanish: Atlas) -> None:
    product = Product(lambda: "", shell.stop_signs, lambda: 0, lambda: None, lambda _: None)
    page = FirstPage(HTMLResponse(SHELL), product, lambda _: "", "'self'")
    html = gzip.decompress(get(page, "/?lang=es", **BROWSER).body).decode()
    assert '<html lang="es" dir="ltr"' in html
    assert all(flag.called in html for flag in spanish.red_flags.values() if flag.level in "EU")
    assert '<html lang="en"' in gzip.decompress(get(page, "/", **BROWSER).body).decode()


def test_a_plan_is_told_in_its_own_language_on_the_light_page_and_on_paper(
    atlas: Atlas, spanish: Atlas, light: ASGIApp
) -> None:
    code = _code(atlas, "es")
    page = get(light, f"/p/{code}").text
    assert '<html lang="es"' in page
    assert read_words(spanish).stop_signs in page
    assert read_words(atlas).stop_signs not in page
    assert squeezed(read_words(spanish).title) in text_of(get(light, f"/p/{code}.pdf").body)
    assert '"lang":"es"' in get(light, f"/p/{code}.webmanifest").text.replace(" ", "")


def test_a_plan_in_a_language_that_is_not_offered_is_told_in_english(atlas: Atlas, light: ASGIApp) -> None:
    page = get(light, f"/p/{_code(atlas, 'tlh')}").text
    assert '<html lang="en"' in page
    assert read_words(atlas).stop_signs in page


def test_what_does_not_open_is_told_in_the_language_of_the_browser(spanish: Atlas, light: ASGIApp) -> None:
    told = get(light, "/p/2.damaged", accept_language="es")
    assert told.status == 400
    assert spanish.say("pocket.damaged") in told.text


def test_ways_from_a_light_page_keep_its_language(atlas: Atlas, light: ASGIApp) -> None:
    page = get(light, f"/p/{_code(atlas, 'es')}").text
    assert re.search(r'href="/my-plan[?]plan=[^"]+&amp;lang=es"', page)
    refused = get(light, "/p/2.damaged", accept_language="es").text
    assert f'href="/stop-signs.txt?lang=es&amp;country={atlas.country.id}"' in refused
    assert 'href="/?lang=es"' in refused


def test_a_plan_that_cannot_be_shown_is_told_in_one_language(atlas: Atlas, spanish: Atlas, light: ASGIApp) -> None:
    plan = atlas.plans["buttock_ache"].plan
    beyond = plan.items[0].model_copy(update={"pressure": 10})
    for lang, told in (("es", spanish), ("tlh", atlas)):
        code = encode(plan.model_copy(update={"lang": lang, "items": (beyond,)}))
        page = get(light, f"/p/{code}", accept_language="es").text
        assert escape(told.say("pocket.not_here")) in page
        assert told.say("objection.of_item", number=1, what="").strip() in page
        assert told.say("light.all_signs") in page


def test_the_light_page_says_what_stayed_english(tmp_path: Path) -> None:
    half = load_atlas(half_spanish(tmp_path))
    item = suggested(half, half.regions["gluteus_maximus"], "left", half.techniques[TECHNIQUE])
    name = f'<span lang="en">{half.techniques[TECHNIQUE].plain_name}</span>'
    for lang in ("es", "en"):
        page = get(_light(half), f"/p/{encode(Plan(lang=lang, items=(item,)))}").text
        assert f'<html lang="{lang}"' in page
        assert (name in page) == (lang == "es")
