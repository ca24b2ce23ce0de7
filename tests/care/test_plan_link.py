"""The link of a plan after a journey: what mail, chat and hands do to it, and what becomes of it."""

from __future__ import annotations

import quopri
import time
from html import escape
from random import Random
from urllib.parse import quote

import pytest

from explorer.care.plan_code import PlanCodeError, decode, encode
from explorer.care.plan_link import MOST_TEXT, code_of, plan_of
from explorer.content import Atlas
from tests.care.plans import any_plan

pytestmark = pytest.mark.shipped

HOST = "https://atlas.example.org"
DAMAGED = "damaged"

# A link of before codes were kept from ending so.
ENDS_IN_A_DASH = (
    "1.eNodjMsKgCAUBf_lrM_C6nMuF7GUENQgH_T5ZTDMahgRhAIaGv1UekoUnRiK4Ey9hV5tdk_MvYJIs8WI--1avIr1YcQjgJvhyoXw_4uAqr4l2Rt-"
)

# What happens to links, by what does it.
MENDED = {
    "nothing": lambda link: link,
    "the code alone": lambda link: link.rpartition("/")[2].rpartition("=")[2],
    "a full stop behind it": lambda link: f"{link}.",
    "a comma and words behind it": lambda link: f"{link}, as we said",
    "a bracket around it": lambda link: f"({link})",
    "pointed brackets around it": lambda link: f"<{link}>",
    "a semicolon behind it": lambda link: f"{link};",
    "quotation marks around it": lambda link: f"“{link}”",
    "a sentence around it": lambda link: f"Your plan is at {link} until 3.5.2027. See you!",
    "broken at 76 signs": lambda link: "\r\n".join(link[at : at + 76] for at in range(0, len(link), 76)),
    "broken in an answer": lambda link: "\n> ".join(link[at : at + 70] for at in range(0, len(link), 70)),
    "a space within": lambda link: f"{link[:60]} {link[60:]}",
    "zero-width signs within": lambda link: "\u200b".join(link[at : at + 30] for at in range(0, len(link), 30)),
    "soft hyphens within": lambda link: f"{link[:60]}\u00ad{link[60:]}\ufeff",
    "written as HTML": lambda link: escape(f"{link}&from=mail").replace(".", "&#46;"),
    "quoted-printable": lambda link: quopri.encodestring(link.encode()).decode(),
    "escaped": lambda link: quote(link, safe="").replace(".", "%2E").replace("-", "%2D"),
    "escaped twice": lambda link: quote(quote(link, safe=""), safe=""),
    "wrapped by a mail scanner": lambda link: (
        f"https://eur01.safelinks.protection.outlook.com/?url={quote(link, safe='')}&data=05%7C02%7Cx.y%40z&reserved=0"
    ),
    "wrapped twice": lambda link: (
        f"https://l.example.com/l.php?u={quote('https://x.example/?url=' + quote(link, safe=''))}"
    ),
    "wrapped between underscores": lambda link: f"https://urldefense.example/v3/__{link}__;!!AbC-1$",
    "a tracker behind it": lambda link: f"{link}{'&' if '?' in link else '?'}fbclid=IwAR0.x-y_z",
    "a slash behind it": lambda link: f"{link}/",
    "underscores escaped by a chat": lambda link: link.replace("_", r"\_"),
    "bold in a chat": lambda link: f"**{link}**",
    "italic in a chat": lambda link: f"_{link}_",
    "prettier hyphens": lambda link: link.replace("--", "\u2014").replace("-", "\u2011"),
    "an address of numbers": lambda link: link.replace(HOST, "http://192.168.1.20:8501/nerve"),
}  # fmt: skip
# Nobody can tell what stood there.
LOST = {
    "all in small letters": str.lower,
    "cut off": lambda link: link[:-9],
    "the start is missing": lambda link: link[link.index(".ex") + 30 :],
    "a sign changed": lambda link: f"{link[:70]}{'A' if link[70] != 'A' else 'B'}{link[71:]}",
    "replaced by the host": lambda link: link.rpartition("/")[0],
    "underscores gone": lambda link: link.replace("_", ""),
}


def _codes(atlas: Atlas) -> list[str]:
    """Codes of templates, and some with hyphens and underscores at many places."""
    rng = Random(3)
    made = [encode(template.plan) for template in atlas.plans.values()] + [encode(any_plan(rng)) for _ in range(200)]
    return [code for code in made if "-" in code and "_" in code and len(code) > 100]


@pytest.mark.parametrize("address", [f"{HOST}/p/", f"{HOST}/nerve/my-plan?plan="])
@pytest.mark.parametrize("way", MENDED)
def test_a_link_opens_its_plan_whatever_happened_to_it(atlas: Atlas, way: str, address: str) -> None:
    codes = _codes(atlas)
    assert len(codes) > 50
    for code in codes:
        assert code_of(MENDED[way](f"{address}{code}")) == code


@pytest.mark.parametrize("way", LOST)
def test_a_link_in_doubt_is_refused_in_words(atlas: Atlas, way: str) -> None:
    for code in _codes(atlas):
        with pytest.raises(PlanCodeError) as caught:
            plan_of(LOST[way](f"{HOST}/p/{code}"))
        assert caught.value.fault in (DAMAGED, "no_plan")


def test_a_link_that_was_issued_opens_though_its_last_sign_was_taken_for_a_dash() -> None:
    (item,) = plan_of(f"see {HOST}/my-plan?plan={ENDS_IN_A_DASH[:-1]} ").items
    assert decode(ENDS_IN_A_DASH).items == (item,)
    assert not encode(decode(ENDS_IN_A_DASH)).endswith(("-", "_"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no_plan"),
        (f"{HOST}/p/", "no_plan"),
        ("http://192.168.1.20/p/2.abcdefghi", DAMAGED),
        (f"{HOST}/p/7.abcdefgh", "version"),
        ("1." + "A" * MOST_TEXT, "too_long"),
    ],
)
def test_a_refusal_is_about_the_code_and_not_about_the_address(text: str, said: str) -> None:
    with pytest.raises(PlanCodeError) as caught:
        code_of(text)
    assert caught.value.fault == said


@pytest.mark.parametrize("text", ["1.A " * 10_000, "%25" * 13_000, "1." * 20_000, "=\n" * 20_000, "&#46;" * 8_000])
def test_a_hostile_text_is_refused_soon(text: str) -> None:
    began = time.process_time()
    with pytest.raises(PlanCodeError):
        code_of(text)
    assert time.process_time() - began < 1


def test_a_plan_is_read_as_it_is() -> None:
    rng = Random(4)
    for _ in range(200):
        code = encode(any_plan(rng), with_notes=True)
        assert plan_of(code) == decode(code)
