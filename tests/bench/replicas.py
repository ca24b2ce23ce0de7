"""Many windows on one server and on two, and what it costs when one of two is lost: ``replicas.py load|chaos``.

``load`` prints how long links take beside an empty Streamlit script of the same run. ``chaos`` kills one of two servers
behind the proxy of ``deploy/nginx.conf`` while people work, and prints what was lost. All of it runs on this one
machine: two servers share its cores, so what a second machine adds is not measured.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from websockets.exceptions import ConnectionClosed

from explorer.care.plan_code import encode
from explorer.content import load_atlas
from tests.bench.servers import Server, empty, replica
from tests.bench.sessions import Crowd, Query, Visitor, arrive, slowest_but_one_in_twenty
from tests.deploy.proxy import Proxy, proxy

WINDOWS = (100, 200)
WITHIN_SECONDS = 30.0  # each window opens one link at some moment within it
WORKERS = 50
WORKS_AGAIN_SECONDS = 30.0


def links() -> list[Query]:
    """Links of the kinds that people open: the map, a card of it, a plan."""
    atlas = load_atlas()
    cards = [{"region": region} for region in list(atlas.regions)[:8]]
    plans = [{"plan": encode(template.plan)} for template in list(atlas.plans.values())[:8]]
    return [{}, *cards, *plans]


def load() -> None:
    """Print how long links take for so many windows, on one server and on two."""
    for windows in WINDOWS:
        with empty() as floor:
            least, _ = asyncio.run(_visited([floor], windows, [{}]))
        for number in (1, 2):
            with ExitStack() as stack:
                servers = [stack.enter_context(replica()) for _ in range(number)]
                took, memory = asyncio.run(_visited(servers, windows, links()))
            print(
                f"{windows} windows, {number} server{'s'[: number > 1]}: p95 {took:.2f} s, "
                f"{took / least:.1f} x an empty script ({least:.2f} s); {memory / 1000:.0f} MB each"
            )


async def _visited(servers: Sequence[Server], windows: int, known: Sequence[Query]) -> tuple[float, float]:
    """The 95th percentile of the answers in seconds, and the memory of a server in kB while all are there."""
    chance = random.Random(windows)
    crowds = [Crowd(server.address, known) for server in servers]
    await asyncio.gather(*(crowd.come(windows // len(servers)) for crowd in crowds))
    took = await asyncio.gather(*(crowd.all_open_one(WITHIN_SECONDS, chance) for crowd in crowds))
    memory = max(server.memory_kb() for server in servers)
    await asyncio.gather(*(crowd.leave() for crowd in crowds))
    return slowest_but_one_in_twenty([each for answers in took for each in answers]), memory


def chaos() -> int:
    """Kill one of two servers under work. Returns the exit code: 1 when a window did not come back."""
    with TemporaryDirectory() as folder, replica() as one, replica() as two, proxy((one, two), Path(folder)) as front:
        took, missed = asyncio.run(_through_a_loss(front, one))
    print(
        f"{WORKERS} windows on two servers, one killed: {len(took)} had to come back, {missed} did not; each works "
        f"again after {max(took, default=0):.1f} s or less"
    )
    return bool(missed)


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


if __name__ == "__main__":
    sys.exit({"load": load, "chaos": chaos}[sys.argv[1]]())
