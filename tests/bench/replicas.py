"""Many windows on one server and on two: how long links take beside an empty Streamlit script of the same run.

All of it runs on this one machine, where two servers share its cores. What a second machine adds is played: each server
works only a part of the time, so that the cores are there for both of them and for the windows, too.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from contextlib import ExitStack

from explorer.care.plan_code import encode
from explorer.content import load_atlas
from tests.bench.servers import Server, empty, replica
from tests.bench.sessions import Crowd, Query, Visitor, arrive, slowest_but_one_in_twenty
from tests.bench.share import slowed

WINDOWS = (100, 200)
WITHIN_SECONDS = 30.0  # each window opens one link at some moment within it
SHARE = 0.25  # of a core: a slow machine
BUSY_WINDOWS, BUSY_SECONDS = 12, 30.0  # for each server: enough that a slow machine never waits


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


def play_machines() -> None:
    """Print how many links slow servers answer when more is asked than they can do, one of them and two."""
    rates = []
    for number in (1, 2):
        with ExitStack() as stack:
            servers = [stack.enter_context(replica()) for _ in range(number)]
            rates.append(asyncio.run(_answers(servers, stack)) / BUSY_SECONDS)
            print(f"{number} server{'s'[: number > 1]} with {SHARE} of a core each: {rates[-1]:.1f} links a second")
    print(f"two carry {rates[1] / rates[0]:.2f} x what one does (played: two slow machines on this one)")


async def _answers(servers: Sequence[Server], stack: ExitStack) -> int:
    """How many links are answered while each window opens one after the other."""
    arriving = [arrive(server.address) for server in servers for _ in range(BUSY_WINDOWS)]
    visitors, known = [await each for each in arriving], links()
    for server in servers:
        stack.enter_context(slowed(server.pid, SHARE))
    answered = await asyncio.gather(*(_one_after_the_other(visitor, known) for visitor in visitors))
    return sum(answered)


async def _one_after_the_other(visitor: Visitor, known: Sequence[Query]) -> int:
    answered, until = 0, time.monotonic() + BUSY_SECONDS
    while time.monotonic() < until:
        await visitor.open(known[answered % len(known)])
        answered += 1
    return answered


async def _visited(servers: Sequence[Server], windows: int, known: Sequence[Query]) -> tuple[float, float]:
    """The 95th percentile of the answers in seconds, and the memory of a server in kB while all are there."""
    chance = random.Random(windows)
    crowds = [Crowd(server.address, known) for server in servers]
    await asyncio.gather(*(crowd.come(windows // len(servers)) for crowd in crowds))
    took = await asyncio.gather(*(crowd.all_open_one(WITHIN_SECONDS, chance) for crowd in crowds))
    memory = max(server.memory_kb() for server in servers)
    await asyncio.gather(*(crowd.leave() for crowd in crowds))
    return slowest_but_one_in_twenty([each for answers in took for each in answers]), memory


if __name__ == "__main__":
    load()
    play_machines()
