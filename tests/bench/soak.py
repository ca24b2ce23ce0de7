"""Some windows come and go for half an hour: does the server hold more and more? ``soak.py [--minutes N]``.

Every minute a line says what the server holds. At the end: how much memory, sockets and threads have grown from the
first third to the last one, what was lost, and how long a link takes beside an empty Streamlit script of the same run.
A benchmark, not a test: it says figures, and the exit code is always 0.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import time
import urllib.request
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from websockets.exceptions import WebSocketException

from explorer.care.plan_code import encode
from explorer.content import load_atlas
from explorer.content.models import Plan
from explorer.web.papers import MOST
from tests.bench.replicas import links
from tests.bench.servers import Server, empty, replica
from tests.bench.sessions import Query, Visitor, arrive, slowest_but_one_in_twenty

MINUTE = 60
WARM_UP_SECONDS = 180  # Streamlit keeps a window that is gone for two minutes
STAY = (5, 15)  # links that a window opens before it goes
PAUSE_SECONDS = (1.0, 4.0)
PLAN_PAGE, PAPER = 0.3, 0.02  # how often a window wants one besides a link
FLOOR_SECONDS = 5.0  # between two links of the empty script


@dataclass
class Seen:
    """How long links took, in seconds, how often what was answered, and what was lost, by its kind."""

    app: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    answered: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Held:
    """What a server holds at a moment."""

    memory_kb: float
    files: int
    sockets: int
    threads: int

    @classmethod
    def by(cls, server: Server) -> Held:
        """What it holds now."""
        return cls(server.memory_kb(), *server.open_files(), server.threads())


def codes() -> list[str]:
    """Plans of many kinds, more than the papers that are kept: each to start from, and without its first items."""
    plans = [template.plan for template in load_atlas().plans.values()]
    shorter = (Plan(**{**dict(plan), "items": plan.items[n:]}) for plan in plans for n in range(len(plan.items)))
    return sorted({encode(plan) for plan in shorter})


def soak(minutes: int, windows: int) -> None:
    """Let so many windows come and go for so many minutes, and print what came of it."""
    with replica() as app, empty() as floor:
        held, seen = asyncio.run(_soaked(app, floor, minutes, windows))
    _tell(held, seen)


async def _soaked(app: Server, floor: Server, minutes: int, windows: int) -> tuple[list[Held], Seen]:
    known, plans, seen = links(), codes(), Seen()
    until = time.monotonic() + WARM_UP_SECONDS + minutes * MINUTE
    crowd = [_come_and_go(app, known, plans, until, (n, seen)) for n in range(windows)]
    working = asyncio.gather(_stand_by(floor, until, seen), *crowd)
    await asyncio.gather(asyncio.sleep(WARM_UP_SECONDS), _fill(app, plans))
    held = [await _after(MINUTE, app, number, seen) for number in range(1, minutes + 1)]
    await working
    return held, seen


async def _fill(app: Server, plans: Sequence[str]) -> None:
    """Ask for as many papers as are kept, so that those are no growth later on."""
    for code in plans[:MOST]:
        await asyncio.to_thread(_get, f"{app.address}/p/{code}.pdf")


async def _after(seconds: int, app: Server, number: int, seen: Seen) -> Held:
    await asyncio.sleep(seconds)
    held = Held.by(app)
    print(
        f"minute {number}: {held.memory_kb:,.0f} kB, {held.sockets} sockets of {held.files} open files, "
        f"{held.threads} threads; {sum(seen.answered.values())} answers, {sum(seen.lost.values())} lost",
        flush=True,
    )
    return held


async def _come_and_go(
    app: Server, known: Sequence[Query], plans: Sequence[str], until: float, whose: tuple[int, Seen]
) -> None:
    """A place at which one window follows the other."""
    number, seen = whose
    chance = random.Random(number)
    while time.monotonic() < until:
        try:
            visitor = await arrive(app.address)
            await _stay(app, visitor, [chance.choice(known) for _ in range(chance.randint(*STAY))], (chance, seen))
            await visitor.line.close()
            seen.answered["window"] += 1
            await _without_a_window(app, chance.choice(plans), (chance, seen))
        except (OSError, RuntimeError, WebSocketException) as error:  # TimeoutError and HTTPError are OSErrors
            seen.lost[type(error).__name__] += 1
            await asyncio.sleep(1)


async def _stay(app: Server, visitor: Visitor, wanted: Sequence[Query], whose: tuple[random.Random, Seen]) -> None:
    chance, seen = whose
    for query in wanted:
        seen.app.append(await visitor.open(query))
        seen.answered["link"] += 1
        await asyncio.sleep(chance.uniform(*PAUSE_SECONDS))


async def _without_a_window(app: Server, code: str, whose: tuple[random.Random, Seen]) -> None:
    """Perhaps the light page of a plan, perhaps its paper."""
    chance, seen = whose
    for kind, ending, often in (("plan page", "", PLAN_PAGE), ("paper", ".pdf", PAPER)):
        if chance.random() < often:
            await asyncio.to_thread(_get, f"{app.address}/p/{code}{ending}")
            seen.answered[kind] += 1


async def _stand_by(floor: Server, until: float, seen: Seen) -> None:
    """One window of the empty script, for comparison."""
    visitor = await arrive(floor.address)
    while time.monotonic() < until:
        seen.floor.append(await visitor.open({}))
        await asyncio.sleep(FLOOR_SECONDS)
    await visitor.line.close()


def _get(address: str) -> None:
    urllib.request.urlopen(address, timeout=MINUTE).read()


def _tell(held: Sequence[Held], seen: Seen) -> None:
    third = max(1, len(held) // 3)
    for name in ("memory_kb", "files", "sockets", "threads"):
        first, last = (median(getattr(each, name) for each in part) for part in (held[:third], held[-third:]))
        print(f"{name}: {first:,.0f} in the first third, {last:,.0f} in the last: {last / first:.3f} x")
    print(f"answered: {_counted(seen.answered)}; lost: {_counted(seen.lost)}")
    for name, of in (("half of the links", median), ("19 of 20 links", slowest_but_one_in_twenty)):
        took, least = of(seen.app), of(seen.floor)
        print(f"{name} within {took:.3f} s, {took / least:.1f} x an empty script ({least:.3f} s)")


def _counted(kinds: Counter[str]) -> str:
    return ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items())) or "nothing"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench.soak", description=__doc__)
    parser.add_argument("--minutes", type=int, default=30, help="after three of warming up (default: 30)")
    parser.add_argument("--windows", type=int, default=20, help="at the same time (default: 20)")
    options = parser.parse_args()
    soak(max(1, options.minutes), max(1, options.windows))
