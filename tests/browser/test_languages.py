"""Every page in another language: no English word on it, nothing cut off, and the page says in which language it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from explorer.cli import main
from explorer.content import Atlas
from explorer.content.citations import short_citation
from explorer.ui.shell import tab
from tests.browser.app import PATIENCE_MS, rest, serving
from tests.browser.every_page import PATHS, address_of, in_language, plan_code
from tests.laws import PROFILE

LANG = "es"
CARDS = ("?region=piriformis", "?region=sciatic_gluteal&register=clinician", "?zone=outer_hip&layer=skin")
MORE = (
    "exercises?exercise=bridge",
    "tools?tool=soft_ball",
    "techniques?technique=swedish",
    "follow-the-nerve?tour=whole_nerve",
)
# The walk through every page is with the language that is only pretended: what it cannot see is told by `check --lang`.
SOME = ("safety-check", "stop-signs", *CARDS[:1])
EVERY = (*PATHS, *CARDS, *MORE)
WALKED = (
    EVERY if PROFILE == "many" else ("", "plan", "explain", "you-may-have-heard", CARDS[1])
)  # `make laws`: all of them
# Small words of English that are none in Spanish.
ENGLISH = re.compile(
    r"\b(the|and|with|your|you|is|are|of|to|for|not|what|this|that|have|from|by|it|in|at|where|who|how|when|each|all|any"
    r"|if|be|on|or|more|here|there|these|was|can|may|left|right|side|week|skin|nerve|pain|show|choose|search)\b",
    re.IGNORECASE,
)
# What is the same in every language: the licences of pictures ask for these very words.
NUMBER = re.compile(r"\S*\d\S*")  # of a publication
ATTRIBUTION = re.compile(r"CC BY|CC0|OFL")
# What Streamlit itself says: to skip to the main content, to open a list, which key presses a button, its icons.
STREAMLITS = re.compile(r"Skip to main content|Open|Clear all|Remove|Increment|Decrement|Shortcut .+|\w+ icon")
# A text of the pretended language has brackets, or accents where another piece of it stands apart.
PRETENDED = re.compile(r"[\[\]~áéíóúýñçÁÉÍÓÚÝÑÇ]")
WORD = re.compile(r"[A-Za-z]{2,}")
NAMES = re.compile(r"Sciatic Explorer|English|Español|Qps|stop-signs\.txt|.*PMID \d+")  # of files and publications, too
_TEXTS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const parent = node.parentElement;
    if (!parent || parent.closest("script, style, noscript, [translate=no], [lang=en]")) continue;
    if (node.textContent.trim()) found.push(node.textContent.trim());
  }
  for (const name of ["aria-label", "alt", "placeholder", "title"])
    for (const element of document.querySelectorAll(`[${name}]`)) found.push(element.getAttribute(name));
  return found;
}"""


@pytest.fixture(scope="module")
def sources(atlas: Atlas) -> tuple[str, ...]:
    """How sources are named, the longest first: they keep their names."""
    long, short = (
        {of(each) for each in atlas.references.values()} for of in (lambda each: each.citation, short_citation)
    )
    return tuple(sorted(long | short, key=len, reverse=True))


def _texts(page: Page, sources: tuple[str, ...]) -> Iterator[str]:
    """What one sees or hears, without the names of sources and what Streamlit says."""
    names = re.compile("|".join(map(re.escape, sources)))
    for text in dict.fromkeys(page.evaluate(_TEXTS)):
        if (
            not STREAMLITS.fullmatch(text)
            and not NUMBER.fullmatch(text)
            and not ATTRIBUTION.search(text)
            and not any(text in source for source in sources)
        ):
            yield names.sub("", text)


def _left_in_english(page: Page, sources: tuple[str, ...]) -> list[str]:
    return [text for text in _texts(page, sources) if ENGLISH.search(text)]


# Streamlit calls for what was told first after what was told last, and then cleans up after it.
LATE = """async (text) => {
    const script = await import(URL.createObjectURL(new Blob([text], {type: 'text/javascript'})));
    const parentElement = document.createElement('div');
    parentElement.innerHTML = '<p class="tab-said"></p><footer class="foot"></footer>';
    const data = (lang) => [{page: {lang, dir: 'ltr'}, found: '', foot: '', answers: 'empty'}];
    const told = (lang) => script.default({data: data(lang), parentElement});
    const spoken = () => document.documentElement.lang;
    const heard = [told('es') && spoken()];
    const clean = told('en');
    heard.push(spoken());
    clean();
    return [...heard, spoken()];
}"""


def _open(page: Page, address: str, path: str) -> None:
    page.goto(in_language(f"{address}/{path}", LANG))
    expect(page.locator("html")).to_have_attribute("lang", LANG, timeout=PATIENCE_MS)
    rest(page)


@pytest.mark.parametrize("path", SOME)
def test_a_page_in_spanish_has_no_english_word(
    phone: Page, address: str, atlas: Atlas, sources: tuple[str, ...], path: str
) -> None:
    _open(phone, address, address_of(atlas, path))
    assert _left_in_english(phone, sources) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= phone.viewport_size["width"]  # type: ignore[index]


def test_the_light_page_and_the_paper_of_a_plan_have_no_english_word(
    phone: Page, address: str, atlas: Atlas, sources: tuple[str, ...]
) -> None:
    for path in (f"p/{plan_code(atlas, LANG)}", f"p/{plan_code(atlas, LANG)}.html"):
        phone.goto(f"{address}/{path}")
        expect(phone.locator("html")).to_have_attribute("lang", LANG)
        assert _left_in_english(phone, sources) == []


def test_the_switch_changes_the_language_and_keeps_the_answers_and_the_plan(
    page: Page, address: str, atlas: Atlas
) -> None:
    page.goto(f"{address}/{address_of(atlas, 'plan')}")
    english, spanish = atlas, atlas.told(LANG, atlas.here.id)
    expect(page.get_by_role("heading", name=english.say("page.plan"), exact=True)).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Español").click()
    expect(
        page.get_by_text(spanish.say("plan.swap_sides")).or_(page.get_by_text(spanish.say("plan.other_side"))).first
    ).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("html")).to_have_attribute("lang", LANG, timeout=PATIENCE_MS)
    rest(page)
    assert re.search(r"[?&]lang=es", page.url)
    assert re.search(r"[?&]plan=", page.url)
    page.get_by_role("link", name=spanish.say("page.stop_signs")).click()
    expect(page.get_by_text(spanish.say("stop_signs.lead"))).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_text(english.say("stop_signs.lead"))).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("html")).to_have_attribute("lang", "en", timeout=PATIENCE_MS)


def test_the_language_that_was_told_last_holds_although_it_was_heard_first(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("dir", "ltr", timeout=PATIENCE_MS)
    heard = page.evaluate(LATE, Path(tab.__file__).with_suffix(".js").read_text("utf-8"))
    assert heard == ["es", "en", "es"]


def test_a_browser_that_wishes_for_spanish_gets_it_at_the_first_visit(
    laptop: BrowserContext, address: str, atlas: Atlas
) -> None:
    assert laptop.browser
    context = laptop.browser.new_context(locale="es-MX")
    with ExitStack() as closing:
        closing.callback(context.close)
        page = context.new_page()
        page.goto(f"{address}/stop-signs")
        told = atlas.told(LANG, atlas.here.id)
        expect(page.get_by_text(told.say("stop_signs.lead"))).to_be_visible(timeout=PATIENCE_MS)


# --- a language that is only pretended ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pretended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with a language in which every text is in brackets, and longer."""
    folder: Path = tmp_path_factory.mktemp("pretended")
    assert main(["translate", "pretend", "qps", "--to", str(folder / "locale")]) == 0
    with serving(SCIATIC_EXPLORER_DATA=str(folder)) as found:
        yield found


@pytest.mark.parametrize("path", WALKED)
def test_every_text_that_one_sees_is_data(
    phone: Page, pretended: str, atlas: Atlas, sources: tuple[str, ...], path: str
) -> None:
    address = address_of(atlas, path)
    phone.goto(in_language(f"{pretended}/{address}", "qps"))
    expect(phone.locator("html")).to_have_attribute("lang", "qps", timeout=PATIENCE_MS)
    rest(phone)
    told = [text for text in _texts(phone, sources) if WORD.search(text) and not NAMES.fullmatch(text)]
    assert [text for text in told if not PRETENDED.search(text)] == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= phone.viewport_size["width"]  # type: ignore[index]
