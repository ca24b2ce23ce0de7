"""The app as it is meant to be run: behind the proxy of ``deploy/nginx.conf``, with TLS, under a path, two servers."""

from __future__ import annotations

import os
import signal
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Error, Page, Response, sync_playwright

from explorer.care.plan import mirrored
from explorer.care.plan_code import decode, encode
from explorer.content import Atlas
from explorer.ui.state.pages import ADDRESSES
from tests.bench.servers import Server, replica
from tests.browser.app import PATIENCE_MS, WITHOUT_WEBGL, laptop_of, start_browser
from tests.deploy.proxy import NAME, Proxy, proxy
from tests.handout.reading import plan_of, scanned

pytestmark = [pytest.mark.shipped, pytest.mark.slow, pytest.mark.browser]

BASE = "/atlas"
DOWNLOADS = 200
WORKS_AGAIN_SECONDS = 15
HIDDEN = ("--metrics", "--allowed-host", NAME, "--allowed-host", "localhost")


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Server, Server]]:
    with replica(BASE, *HIDDEN) as one, replica(BASE, *HIDDEN) as two:
        yield one, two


@pytest.fixture(scope="module")
def front(servers: tuple[Server, Server], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    with proxy(servers, tmp_path_factory.mktemp("proxy")) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = start_browser(playwright, webgl=False)
        yield found
        found.close()


def _window(browser: Browser, heard: list[str]) -> Page:
    page = laptop_of(browser, ignore_https_errors=True).new_page()
    page.add_init_script(WITHOUT_WEBGL)
    page.on("response", lambda answer: _note(heard, answer))
    return page


def _note(heard: list[str], answer: Response) -> None:
    """Note what was refused. Streamlit's own script tries where the app may lie, before it finds the base path."""
    if answer.status >= 400 and "/_stcore/" not in answer.url:
        heard.append(f"{answer.status} {answer.url}")


@pytest.fixture
def code(atlas: Atlas) -> str:
    return encode(plan_of(atlas.plans["buttock_ache"]))


def test_who_comes_without_tls_is_sent_to_it(front: Proxy) -> None:
    with closing(HTTPConnection("localhost", urlsplit(front.plain).port or 0)) as line:
        line.request("GET", "/atlas/plan?plan=x", headers={"Host": NAME})
        answer = line.getresponse()
        assert (answer.status, answer.headers["location"]) == (308, f"https://{NAME}/atlas/plan?plan=x")


def test_every_page_is_guarded_and_stays_with_tls(front: Proxy) -> None:
    for path in ("", *ADDRESSES.values()):
        status, body, headers = front.get(f"{BASE}/{path}", Accept="text/html")
        assert status == 200
        assert b"All stop signs, and what to do" in body
        assert "max-age=31536000" in headers["Strict-Transport-Security"]
        assert "default-src 'self'" in headers["Content-Security-Policy"]


def test_the_code_on_a_paper_leads_through_the_proxy(front: Proxy, code: str) -> None:
    status, paper, _ = front.get(f"{BASE}/p/{code}.pdf", Host=NAME)
    assert status == 200
    assert scanned(paper) == [f"https://{NAME}{BASE}/p/{code}"]
    assert b"Your plan" in front.get(f"{BASE}/p/{code}")[1]


def test_another_name_is_refused(front: Proxy) -> None:
    assert front.get(f"{BASE}/", Host="evil.example.org")[0] == 400


def test_the_numbers_are_for_those_who_run_it(front: Proxy, servers: tuple[Server, Server]) -> None:
    with urllib.request.urlopen(f"{servers[0].address}/metrics") as told:
        assert b"sciatic_sessions" in told.read()
    for path in ("metrics", "_stcore/metrics", "_stcore/agent/openapi.json"):
        assert front.get(f"{BASE}/{path}")[0] == 404
    assert front.get(f"{BASE}/readyz")[0] == 200


def test_two_hundred_of_two_hundred_downloads_are_answered_without_affinity(
    servers: tuple[Server, Server], code: str, tmp_path: Path
) -> None:
    paths = [f"{BASE}/p/{code}.{form}" for form in ("pdf", "1.png", "html", "ics", "jpg")]
    with proxy(servers, tmp_path, affinity=False) as scattered, ThreadPoolExecutor(8) as visitors:
        told = Counter(status for status, *_ in visitors.map(scattered.get, islice(cycle(paths), DOWNLOADS)))
    assert told == {200: DOWNLOADS}


def test_a_page_works_without_affinity_and_saves_what_is_private_too(
    browser: Browser, servers: tuple[Server, Server], code: str, tmp_path: Path
) -> None:
    heard: list[str] = []
    with proxy(servers, tmp_path, affinity=False) as scattered:
        page = _window(browser, heard)
        for path, button, ending in (("hand-over", "PDF", "plan.pdf"), ("plan", "Save", "plan.yaml")):
            page.goto(f"{scattered.address}{BASE}/{path}?plan={code}")
            if path == "plan":
                page.get_by_text("Keep as a file").click(timeout=PATIENCE_MS)
            with page.expect_download(timeout=PATIENCE_MS) as coming:
                page.get_by_role("button", name=button, exact=True).click(timeout=PATIENCE_MS)
            assert coming.value.suggested_filename == ending
        page.context.close()
    assert heard == []


def test_a_lost_server_costs_no_plan_and_the_page_works_again(browser: Browser, code: str, tmp_path: Path) -> None:
    with replica() as one, replica() as two, proxy((one, two), tmp_path) as front:
        page = _window(browser, [])
        page.goto(f"{front.address}/plan?plan={code}")
        page.get_by_role("button", name="Other side").wait_for(timeout=PATIENCE_MS)
        with_it, other = sorted((one, two), key=_sessions, reverse=True)
        assert (_sessions(with_it), _sessions(other)) == (1, 0)
        os.kill(with_it.pid, signal.SIGKILL)
        began = time.monotonic()
        while code in page.url:
            assert time.monotonic() < began + WORKS_AGAIN_SECONDS
            with suppress(Error):
                page.get_by_role("button", name="Other side").click(timeout=1000)
            page.wait_for_timeout(500)
        assert _sessions(other) == 1
        (now,) = parse_qs(urlsplit(page.url).query)["plan"]
        assert mirrored(decode(now)) == decode(code)
        page.context.close()


def test_a_lost_server_costs_the_answers_and_the_page_says_so(browser: Browser, tmp_path: Path) -> None:
    with replica() as one, replica() as two, proxy((one, two), tmp_path) as front:
        page = _window(browser, [])
        page.goto(f"{front.address}/{ADDRESSES['check']}")
        with page.expect_response("**/healthz", timeout=PATIENCE_MS):
            page.get_by_role("button", name="None of these").click(timeout=PATIENCE_MS)
        os.kill(max((one, two), key=_sessions).pid, signal.SIGKILL)
        page.get_by_text("your answers are forgotten").wait_for(timeout=PATIENCE_MS)
        page.context.close()


def _sessions(server: Server) -> float:
    """How many windows a server knows; none when it is gone."""
    with suppress(OSError), urllib.request.urlopen(f"{server.address}/metrics") as told:
        lines = told.read().decode().splitlines()
        return next(float(line.split()[1]) for line in lines if line.startswith("sciatic_sessions "))
    return 0
