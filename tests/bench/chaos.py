"""What is lost when something goes wrong while people work: ``chaos.py [loss|overlay|disk|line ...]``.

One of two servers behind the proxy of ``deploy/nginx.conf`` is killed; a clinic's folder is broken and mended; the disk
is full; the line is slow. Each prints what was lost. The exit code is 1 when something was.
"""

from __future__ import annotations

import asyncio
import os
import random
import resource
import signal
import sys
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from websockets.exceptions import ConnectionClosed

from explorer.content import load_atlas
from tests.bench.relay import relay
from tests.bench.replicas import links
from tests.bench.servers import Server, replica
from tests.bench.sessions import Query, Visitor, arrive
from tests.bench.soak import codes
from tests.deploy.proxy import Proxy, proxy

WORKERS = 50
WORKS_AGAIN_SECONDS = 30.0
BLOCK = 1024
SHOWN_SECONDS = 20.0  # a change of the folder; on an idle machine it takes five
SLOW_BYTES, SLOW_DELAY = 400_000 / 8, 0.4  # a line of 400 kbit/s, in which question and answer take 400 ms

Lost = list[str]


# --- a server is killed -------------------------------------------------------------------------------------------


def loss() -> Lost:
    """Kill one of two servers under work: each window comes back and works again."""
    with TemporaryDirectory() as folder, replica() as one, replica() as two, proxy((one, two), Path(folder)) as front:
        took, missed = asyncio.run(_through_a_loss(front, one))
    print(
        f"{WORKERS} windows on two servers, one killed: {len(took)} had to come back, {missed} did not; each works "
        f"again after {max(took, default=0):.1f} s or less"
    )
    return ["a window"] * missed


async def _through_a_loss(front: Proxy, lost: Server) -> tuple[list[float], int]:
    known = links()
    visitors = [await _at(front, number) for number in range(WORKERS)]
    working = [asyncio.create_task(_work(front, visitor, known, n)) for n, visitor in enumerate(visitors)]
    await asyncio.sleep(5)
    os.kill(lost.pid, signal.SIGKILL)
    told = await asyncio.gather(*working, return_exceptions=True)
    back = [seconds for seconds in told if isinstance(seconds, float) and seconds]
    return back, sum(isinstance(each, BaseException) for each in told)


async def _work(front: Proxy, visitor: Visitor, known: Sequence[Query], number: int) -> float:
    """Open links for a while. Seconds from a lost line to the next whole answer; 0 when none was lost."""
    chance, until = random.Random(number), time.monotonic() + 20
    lost = 0.0
    while time.monotonic() < until:
        try:
            await visitor.open(chance.choice(known))
            await asyncio.sleep(chance.uniform(0.5, 1.5))
        except (ConnectionClosed, RuntimeError):
            began = time.monotonic()
            visitor = await _back(front, number, began)
            await visitor.open(chance.choice(known))
            lost = max(lost, time.monotonic() - began)
    await visitor.line.close()
    return lost


async def _back(front: Proxy, number: int, began: float) -> Visitor:
    while True:
        try:
            return await _at(front, number)
        except OSError:
            if time.monotonic() > began + WORKS_AGAIN_SECONDS:
                raise
            await asyncio.sleep(0.5)


async def _at(front: Proxy, number: int) -> Visitor:
    """One who comes through the proxy, from a device of their own."""
    return await arrive(front.address, ssl=front.trusted, user_agent_header=f"device {number}")


# --- a clinic's folder is broken, and mended ----------------------------------------------------------------------


def overlay() -> Lost:
    """Break the folder while people look: they go on seeing what was there before, and then what is mended."""
    with TemporaryDirectory() as folder:
        _name(Path(folder), "Harbour")
        with replica("", "--data", folder) as server:
            return asyncio.run(_through_a_mistake(server, Path(folder)))


async def _through_a_mistake(server: Server, folder: Path) -> Lost:
    visitors = [await arrive(server.address) for _ in range(WORKERS // 5)]
    before = _get(server, f"/p/{codes()[0]}")
    (folder / "clinic.yaml").write_text("clinic: [")
    told = await _until(lambda: b"problem" in _get(server, "/readyz")[1])
    lost = [] if told else ["the broken folder was not told"]
    lost += await _all_answered(visitors)
    lost += [] if _get(server, f"/p/{codes()[0]}") == before and b"Harbour" in before[1] else ["another plan page"]
    _name(folder, "Quay")
    mended = await _until(lambda: b"Quay" in _get(server, f"/p/{codes()[0]}")[1])
    lost += [] if mended else ["what was mended is not shown"]
    print(f"a broken folder under {len(visitors)} windows: told {told}, mended {mended}; lost: {_said(lost)}")
    return lost


def _name(folder: Path, name: str) -> None:
    (folder / "clinic.yaml").write_text(f"clinic:\n  - {{id: clinic, name: {name}, country: gb}}\n")


async def _until(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + SHOWN_SECONDS
    while time.monotonic() < until:
        if await asyncio.to_thread(holds):
            return True
        await asyncio.sleep(0.2)
    return False


# --- the disk is full ---------------------------------------------------------------------------------------------


def disk() -> Lost:
    """Let the server write no byte into any file: pages and plans are as ever, papers come or are told in words."""
    with replica() as server:
        return asyncio.run(_through_a_full_disk(server))


async def _through_a_full_disk(server: Server) -> Lost:
    plans = codes()[:WORKERS]
    kept = _get(server, f"/p/{plans[0]}.pdf")
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (0, 0))
    visitors = [await arrive(server.address) for _ in range(WORKERS // 5)]
    lost = await _all_answered(visitors)
    lost += [code for code in plans if _get(server, f"/p/{code}")[0] != 200]
    lost += [] if _get(server, f"/p/{plans[0]}.pdf") == kept else ["a paper that was there"]
    papers = [_get(server, f"/p/{code}.pdf") for code in plans[1:]]
    told = sum(status == 503 and b"<h1" in body for status, body in papers)
    lost += [f"a paper without a word ({status})" for status, body in papers if status not in (200, 503)]
    print(f"a full disk: {len(plans)} plan pages; {told} of {len(papers)} papers told in words; lost: {_said(lost)}")
    return lost


# --- the line is slow ---------------------------------------------------------------------------------------------


def line() -> Lost:
    """Open the first page over a slow line: all stop signs are in the first answer. And a plan, which is whole."""
    signs = [flag.called.encode() for flag in load_atlas().red_flags.values() if flag.level in "EU"]
    with replica() as server, relay(server.address, SLOW_BYTES, SLOW_DELAY) as slow:
        took, lost = _read_until(slow.address, signs)
        began = time.monotonic()
        status, body = _get(Server(slow.address, server.pid), f"/p/{codes()[0]}")
        plan = time.monotonic() - began
    lost += [] if status == 200 and b"</html>" in body else ["the plan page"]
    print(f"a slow line: {len(signs)} stop signs after {took:.1f} s, a plan after {plan:.1f} s; lost: {_said(lost)}")
    return lost


def _read_until(address: str, wanted: Sequence[bytes]) -> tuple[float, Lost]:
    """Seconds until all that is wanted has come with the first answer, packed as for a browser; and what has not."""
    began, said, unpacked = time.monotonic(), b"", zlib.decompressobj(31)
    asked = urllib.request.Request(address, headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        while (block := answer.read1(BLOCK)) and not all(each in said for each in wanted):
            said += unpacked.decompress(block)
    return time.monotonic() - began, [each.decode() for each in wanted if each not in said]


# --- what all of them need ----------------------------------------------------------------------------------------


def _get(server: Server, path: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(server.address + path, timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


async def _all_answered(visitors: Iterable[Visitor]) -> Lost:
    """Each opens every link; which of them had no whole answer, or words of a failure."""
    lost, failed = [], load_atlas().say("frame.failed").encode()
    for number, visitor in enumerate(visitors):
        for query in links():
            with suppress(ConnectionClosed, RuntimeError, TimeoutError):
                await visitor.open(query)
                if failed not in visitor.said:
                    continue
            lost.append(f"window {number}: {query}")
        await visitor.line.close()
    return lost


def _said(lost: Lost) -> str:
    return "; ".join(lost[:5]) + (f" and {len(lost) - 5} more" if len(lost) > 5 else "") or "nothing"


DISASTERS: dict[str, Callable[[], Lost]] = {each.__name__: each for each in (loss, overlay, disk, line)}

if __name__ == "__main__":
    lost = [DISASTERS[name]() for name in sys.argv[1:] or DISASTERS]
    sys.exit(any(lost))
