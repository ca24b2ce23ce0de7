"""Bodies without end, and addresses and queries of nonsense: the server goes on, and stays as small as it was."""

from __future__ import annotations

import asyncio
import random
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from explorer.care.plan_code import encode
from explorer.content import Atlas
from explorer.ui.state.pages import ADDRESSES
from explorer.web.bodies import SmallBodies
from tests.bench.servers import Server, replica
from tests.bench.sessions import arrive
from tests.handout.reading import plan_of
from tests.laws import PROFILE
from tests.web.client import get

pytestmark = [pytest.mark.shipped, pytest.mark.slow]

FEW, MANY = 200, 5000  # addresses, in `make test` and in `make laws`
FEW_RUNS, MANY_RUNS = 40, 2000  # of pages
BODY, BLOCK = 150_000_000, 100_000
MOST_GROWTH_KB = 30_000  # over all of them
GUARDED = ("content-security-policy", "x-content-type-options", "referrer-policy")
NOT_HTTP = b"Invalid HTTP request received."  # what is no request at all comes to no page
SIGNS = (
    "%", "%00", "%0d%0aX: y", "%2e%2e%2f", "../", "..%5c", "%ff%fe", "%c0%ae", "%u0000", "\xff", "\x7f", "\x00", "//",
    "\\", "?", "&", "&&", "=", ";", "#", "+", "%26", "%3d", "[", "]", "{{7*7}}", "${x}", "<script>", "'", '"',
    "%F0%9F%92%A5", "%E2%80%AE", "%ED%A0%80", "-1", "1e999", "99999999999999999999", "NaN", "null", "A" * 3000,
    "%41" * 1000, "/" * 500,
    "&lang=es", "&lang=qps", "&country=us&country=zz", "&region=piriformis", "&region=__class__", "&plan=",
    "&embed=true",
)  # fmt: skip
POSTED = ("/", "/p/x", "/p/x.pdf", "/plan", "/assets/x", "/healthz", "/_stcore/upload_file/a/b", "/media/x")


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "log"


@pytest.fixture(scope="module")
def known(atlas: Atlas) -> tuple[str, ...]:
    """Addresses as people have them."""
    code = encode(plan_of(atlas.plans["buttock_ache"]))
    papers = (
        f"/p/{code}{end}" for end in ("", ".pdf", ".1.png", ".html", ".jpg", ".ics?at=08:00&at=20:00", ".webmanifest")
    )
    pages = (f"/{path}?region=piriformis&register=clinician&lang=en&plan={code}" for path in ADDRESSES.values())
    return (
        "/", "/?view=back&layer=deep&region=piriformis&side=left", "/stop-signs.txt?lang=es&country=mx", "/healthz",
        "/readyz", "/favicon.png", "/_stcore/health", "/_stcore/host-config", "/static/js/index.js", "/media/x.png",
        "/assets/0123456789abcdef/map/style.json", "/component/x/index.html", "/_stcore/upload_file/a/b",
        f"/my-plan?plan={code}&lang=es", *papers, *pages,
    )  # fmt: skip


@pytest.fixture(scope="module")
def failed(atlas: Atlas) -> bytes:
    """What stands on a page that failed."""
    return atlas.say("frame.failed").encode()


@pytest.fixture(scope="module")
def server(log: Path, known: tuple[str, ...], failed: bytes) -> Iterator[Server]:
    """One that has made all that it keeps."""
    with replica("", log=log) as found:
        for address in known:
            assert _asked(found, "GET", address)[0] < 500, address
        _pages_run(found, known, 20, failed)
        yield found


def _nonsense(known: tuple[str, ...]) -> Iterator[tuple[random.Random, str]]:
    """The same ones each time, without end."""
    chance = random.Random(18)
    while True:
        address = chance.choice(known)
        for _ in range(chance.randint(1, 5)):
            at = chance.randrange(1, len(address) + 1)
            address = address[:at] + chance.choice(SIGNS) + address[at + chance.choice((0, 0, 1, 5)) :]
        yield chance, address


def _line(server: Server) -> HTTPConnection:
    return HTTPConnection("localhost", urlsplit(server.address).port, timeout=60)


def _asked(server: Server, method: str, address: str) -> tuple[int, bytes, dict[str, str]]:
    """What comes back for an address that is sent as it is, sign by sign."""
    accepted = "Accept: text/html\r\nAccept-Encoding: gzip\r\nConnection: close"
    with socket.create_connection(("localhost", urlsplit(server.address).port), 60) as line:
        line.sendall(f"{method} {address} HTTP/1.1\r\nHost: localhost\r\n{accepted}\r\n\r\n".encode("latin-1"))
        answer = HTTPResponse(line, method=method)
        answer.begin()
        return answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}


@pytest.mark.parametrize("address", POSTED)
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_body_of_150_mb_is_refused_before_it_comes(server: Server, method: str, address: str) -> None:
    line = _line(server)
    line.putrequest(method, address)
    line.putheader("Content-Length", str(BODY))
    line.endheaders(b"x" * BLOCK)
    answer = line.getresponse()
    assert (answer.status, answer.headers["connection"]) == (413, "close")
    assert all(answer.headers[name] for name in GUARDED)
    line.close()
    assert _asked(server, "GET", "/healthz")[0] == 200


def test_a_body_that_goes_on_and_on_takes_no_memory(server: Server) -> None:
    """It does not say how large it is, and it is for those who read it."""
    before = server.memory_kb()
    for address in POSTED:
        _send_on_and_on(server, BODY // BLOCK, address)
    assert server.memory_kb() - before < MOST_GROWTH_KB
    assert _asked(server, "GET", "/healthz")[0] == 200


def _send_on_and_on(server: Server, blocks: int, address: str = "/") -> None:
    line = _line(server)
    token = {"Cookie": "_streamlit_xsrf=x", "X-Xsrftoken": "x", "Content-Type": "multipart/form-data; boundary=x"}
    with suppress(OSError):  # it hangs up
        line.request("PUT", address, (b"x" * BLOCK for _ in range(blocks)), token, encode_chunked=True)
        assert line.getresponse().status < 500
    line.close()


def test_a_body_of_a_size_that_people_have_is_passed_on() -> None:
    async def app(scope: object, receive: object, send: object) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        get(SmallBodies(app), "/", "PUT", content_length="1000000")


@pytest.mark.parametrize("address", ["/healthz", "/stop-signs.txt", "/p/x", "/p/x.pdf"])
def test_a_method_that_an_address_does_not_know_is_refused_in_words(server: Server, address: str) -> None:
    status, body, headers = _asked(server, "POST", address)
    assert (status, body) == (405, b"Method Not Allowed")
    assert all(headers[name] for name in GUARDED)


def test_no_address_of_nonsense_makes_the_server_fail_or_grow(
    server: Server, known: tuple[str, ...], log: Path
) -> None:
    before = server.memory_kb()
    for chance, address in islice(_nonsense(known), MANY if PROFILE == "many" else FEW):
        method = chance.choice(("GET", "GET", "GET", "GET", "HEAD", "POST", "OPTIONS", "DELETE"))
        status, body, headers = _asked(server, method, address)
        assert status < 500, (method, address)
        no_request = status == 400 and (body == NOT_HTTP or method == "HEAD")
        assert no_request or all(headers.get(name) for name in GUARDED), (method, address)
    assert server.memory_kb() - before < MOST_GROWTH_KB
    assert "Traceback" not in log.read_text("utf-8")


def test_no_query_of_nonsense_makes_a_page_fail_or_the_server_grow(
    server: Server, known: tuple[str, ...], log: Path, failed: bytes
) -> None:
    before = server.memory_kb()
    _pages_run(server, known, MANY_RUNS if PROFILE == "many" else FEW_RUNS, failed)
    assert server.memory_kb() - before < MOST_GROWTH_KB
    assert "Traceback" not in log.read_text("utf-8")


def _pages_run(server: Server, known: tuple[str, ...], number: int, failed: bytes) -> None:
    """In a thread of its own, because browser tests of the same process leave a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(_run_pages(server, known, number, failed))).result()


async def _run_pages(server: Server, known: tuple[str, ...], number: int, failed: bytes) -> None:
    visitor = await arrive(server.address)
    for _, address in islice(_nonsense(known), number):
        path, _, query = address.partition("?")
        await visitor.ask(query, path.strip("/") if path.strip("/") in ADDRESSES.values() else "")
        assert failed not in visitor.said, address
    await visitor.line.close()
