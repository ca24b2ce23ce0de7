"""Two servers behind a proxy that sends each request to the next one: what one named, the other has."""

from __future__ import annotations

import re
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice, product
from pathlib import Path

import pytest

from explorer.care.plan_code import encode
from explorer.content import Atlas
from tests.browser.app import serving
from tests.handout.reading import plan_of

pytestmark = pytest.mark.shipped

DOWNLOADS = 200
FORMS = ("pdf", "1.png", "html", "ics", "jpg")


@pytest.mark.slow
def test_two_hundred_of_two_hundred_downloads_are_answered_whoever_is_asked(atlas: Atlas) -> None:
    codes = [encode(plan_of(template)) for template in islice(atlas.plans.values(), 2)]
    paths = [f"/p/{code}.{form}" for code, form in product(codes, FORMS)]
    with serving() as one, serving() as two, ThreadPoolExecutor(8) as visitors:
        asked = islice(cycle(product(paths, (one, two))), DOWNLOADS)
        told = Counter(visitors.map(_status, (host + path for path, host in asked)))
    assert told == {200: DOWNLOADS}


def test_no_page_leaves_a_file_with_the_server_that_made_it(repo: Path) -> None:
    """Streamlit's own buttons and players do: ``explorer/ui/taking.py`` has those that do not."""
    sources = {path.name: path.read_text("utf-8") for path in (repo / "explorer/ui").rglob("*.py")}
    assert "taking.py" in sources
    leaving = re.compile(r"\bst\.(download_button|audio|video|pdf)\(")
    assert {name for name, source in sources.items() if leaving.search(source)} == set()


def _status(address: str) -> int:
    with urllib.request.urlopen(address, timeout=60) as answer:
        assert len(answer.read()) > 100
        return int(answer.status)
