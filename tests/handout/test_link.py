"""The link of a plan, and the code that holds it."""

from __future__ import annotations

import pytest

from explorer.care.plan import without_notes
from explorer.care.plan_code import decode
from explorer.care.plan_link import plan_of
from explorer.content import Atlas
from explorer.handout import link, opens_on_phones
from explorer.handout.qr import LEAST_MM, MODULE_MM, MOST_MM, qr
from tests.handout.reading import BASE, LONG, twelve


@pytest.mark.shipped
def test_a_link_opens_the_plan_without_its_notes_unless_they_are_asked_for(atlas: Atlas) -> None:
    plan = twelve(atlas, 6, LONG)
    page, _, code = link(f"{BASE}/", plan).rpartition("/")
    assert page == f"{BASE}/p"
    assert decode(code) == without_notes(plan)
    assert plan_of(link(BASE, plan, with_notes=True)) == plan


@pytest.mark.shipped
def test_a_link_names_the_country_whose_number_was_chosen(atlas: Atlas) -> None:
    plan = twelve(atlas, 2)
    assert link(BASE, plan, country="us") == f"{link(BASE, plan)}?country=us"
    assert plan_of(link(BASE, plan, country="us")) == plan


@pytest.mark.parametrize(
    "base",
    [
        None, "", "http://localhost:8501", "http://LOCALHOST", "http://app.localhost/x", "http://127.0.0.1:80",
        "http://127.8.9.1", "http://[::1]:8501/", "http://0.0.0.0:8501", "http://[",
    ],
)  # fmt: skip
def test_an_address_of_the_machine_itself_opens_on_no_phone(base: str | None) -> None:
    assert not opens_on_phones(base)


@pytest.mark.parametrize("base", ["https://atlas.example.org", "http://192.168.1.20:8501", "http://clinic-pc.local"])
def test_other_addresses_open_on_phones(base: str) -> None:
    assert opens_on_phones(base)


@pytest.mark.parametrize("length", [30, 120, 250, 400, 600])
def test_a_code_is_large_enough_to_scan_and_small_enough_for_the_paper(length: int) -> None:
    code = qr("https://x.example/" + "a" * length)
    assert code is not None
    modules = int(code.svg.split(b'viewBox="0 0 ')[1].split()[0])
    assert code.side_mm >= LEAST_MM
    assert code.side_mm / modules >= MODULE_MM
    assert code.side_mm <= (MOST_MM if length <= 400 else 40)


def test_a_short_link_gets_the_most_error_correction() -> None:
    """Version 6 with level H holds 58 characters in 41 modules; level L would need 33."""
    code = qr("https://x.example/" + "a" * 40)
    assert code is not None
    assert b'viewBox="0 0 49 49"' in code.svg


def test_a_link_beyond_all_codes_has_none() -> None:
    assert qr("a" * 3_000) is None
