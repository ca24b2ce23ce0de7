"""Measure the app beside its floors: ``python -m tests.bench [--rounds N] [--only NAME]``.

A benchmark, not a test: always exit 0. App and floor take turns, so that a busy machine hits both, and every figure is
a median with the spread of half of all rounds around it. The table comes at the end.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Error, sync_playwright

from explorer.content import Atlas, load_atlas, shipped
from tests.bench import pages, sessions
from tests.bench.copies import copy_content
from tests.bench.handout import make
from tests.bench.load import measured
from tests.bench.report import Table
from tests.bench.servers import Server, servers
from tests.browser import plain
from tests.browser.app import start_browser
from tests.browser.points import BodyPoint, body_points
from tests.handout.reading import twelve

WORDS_RATIO, CARD_RATIO, MAP_RATIO, COLD_RATIO = 1.0, 2.5, 6.0, 1.0
CLICK_KB, FIRST_LOAD_KB = 25, 4000
SESSIONS, SESSION_SECONDS, SESSION_ROUNDS = 100, 10, 6
ANSWER_SECONDS, ANSWER_RATIO, CPU_RATIO = 1.0, 1.5, 1.5
LOAD_SECONDS, HANDOUT_SECONDS, PICTURE_SECONDS = 0.5, 1.5, 0.7
LINEAR = 1.1  # what a copy may cost, the shipped content being 1: a tenth is left to noise
COPIES = (10, 100)
LARGEST_EVERY = 4  # loaded in one round of so many, because it takes a hundred times as long
FIRST_LOADS = 5  # for bytes, which hardly differ
WARM_UP = 3

WORDS, ANSWER = ".st-key-card h2", ".card-body.answer h2"  # words that come with the tap, and the answer of the server
Points = list[tuple[BodyPoint, str]]


@dataclass(frozen=True)
class Bench:
    """What every section needs."""

    table: Table
    rounds: int
    atlas: Atlas
    found: Mapping[str, Server]
    browser: Browser
    still: Browser  # one without WebGL, which shows the map as the still picture

    def address(self, name: str) -> str:
        """Where a page is served."""
        return self.found[name].address


def main() -> None:
    """Measure everything, then print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="measurements per figure (default: 20)")
    parser.add_argument("--only", choices=[*IN_BROWSER, *ALONE], action="append", help="a section; may be given again")
    options = parser.parse_args()
    rounds, wanted = max(1, options.rounds), options.only or [*IN_BROWSER, *ALONE]
    print(f"{rounds} rounds on {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
    table = Table()
    if IN_BROWSER.keys() & set(wanted):
        with servers() as found, sync_playwright() as playwright:
            browser, still = start_browser(playwright), start_browser(playwright, webgl=False)
            bench = Bench(table, rounds, load_atlas(), found, browser, still)
            for name in (name for name in IN_BROWSER if name in wanted):
                _take(table, name, partial(IN_BROWSER[name], bench))
            browser.close()
            still.close()
    for name in (name for name in ALONE if name in wanted):
        _take(table, name, partial(ALONE[name], table, rounds))
    print(f"load {os.getloadavg()[0]:.1f} at the end")
    table.show()


def _take(table: Table, name: str, section: Callable[[], None]) -> None:
    print(f"… {name}", flush=True)
    try:
        section()
    except (Error, RuntimeError, OSError) as error:
        table.missing(name, str(error).splitlines()[0])


def _in_turn(measures: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Take each measure in every round, the order reversed from round to round. Tells what failed and goes on."""
    found: dict[str, list[float]] = {name: [] for name in measures}
    for number in range(rounds):
        for name in list(measures)[:: -1 if number % 2 else 1]:
            try:
                found[name].append(measures[name]())
            except (Error, RuntimeError) as error:
                print(f"! {name}, round {number + 1}, left out of the median: {str(error).splitlines()[0]}", flush=True)
    return found


def _points(atlas: Atlas) -> Points:
    """A point in each region that the first picture shows, with the heading of the card that a tap there opens."""
    found = {point.id: point for point in body_points(atlas, "posterior", "surface", "right", 30)}
    return [(point, atlas.regions[region].plain_name) for region, point in found.items()]


def _gestures(bench: Bench) -> None:
    _gestures_in(bench, bench.browser, "")


def _gestures_without_webgl(bench: Bench) -> None:
    """The part of it that is no work of a graphics card, which the other browser does in software."""
    _gestures_in(bench, bench.still, " (no WebGL)")


def _gestures_in(bench: Bench, browser: Browser, where: str) -> None:
    points, app, button = _points(bench.atlas), bench.address("app"), bench.address("button")
    names = [(point.id, name) for point, name in points]
    with (
        pages.open_button(browser, button) as floor,
        pages.open_app(browser, app, pages.taps(points, WORDS)) as words,
        pages.open_app(browser, app, pages.taps(points, ANSWER, finished=True)) as card,
        pages.open_app(browser, app, pages.view_switches) as view,
        pages.open_app(browser, app, pages.choices(names)) as choice,
    ):
        opened = {"button": floor, "words": words, "card": card, "view": view, "choice": choice}
        steps = {name: page.take for name, page in opened.items()}
        _in_turn(steps, WARM_UP)
        took = _in_turn(steps, bench.rounds)
        anew = [float(not page.is_same_map()) for page in (words, card, view, choice)]
    table, floors = bench.table, took["button"]
    table.against(f"tap to words of the card painted / bare button{where}", took["words"], floors, "s", WORDS_RATIO)
    table.against(f"tap to whole card (server's answer) / bare button{where}", took["card"], floors, "s", CARD_RATIO)
    table.against(f"view switched and drawn / bare button{where}", took["view"], floors, "s", MAP_RATIO)
    table.against(f"choice from the list drawn / bare button{where}", took["choice"], floors, "s", MAP_RATIO)
    table.alone(f"pages of these whose map was mounted anew{where}", [sum(anew)], "times", 0)


def _cold_loads(bench: Bench) -> None:
    browser, app = bench.browser, bench.address("app")
    width, height = pages.map_size(browser, app)
    chart = f"{bench.address('chart')}/?width={width}&height={height}"
    with plain.serving(bench.atlas) as alone:
        loads = {
            "app": lambda: pages.cold_load(browser, app, pages.APP_USABLE),
            "chart": lambda: pages.cold_load(browser, chart, pages.CHART_USABLE),
            "plain": lambda: pages.cold_load(browser, alone, pages.USABLE),
            "app drawn": lambda: pages.cold_load(browser, app, pages.DRAWN),
            "plain drawn": lambda: pages.cold_load(browser, alone, pages.DRAWN),
        }
        _in_turn(loads, 1)  # the first visitor waits for the server's imports
        took = _in_turn(loads, bench.rounds)
    table = bench.table
    table.against("cold load to a map that takes taps / bare chart map", took["app"], took["chart"], "s", COLD_RATIO)
    table.against("  the same / our map without Streamlit", took["app"], took["plain"], "s")
    table.against("  bare chart map / our map without Streamlit", took["chart"], took["plain"], "s")
    table.against("cold load to all drawn by WebGL / bare chart map", took["app drawn"], took["chart"], "s")
    table.against("  the same / our map without Streamlit", took["app drawn"], took["plain drawn"], "s")


def _bytes(bench: Bench) -> None:
    app, rounds = bench.address("app"), bench.rounds
    loads = [pages.first_load_bytes(bench.browser, app) for _ in range(min(rounds, FIRST_LOADS))]
    points = _points(bench.atlas)
    with pages.open_app(bench.browser, app, pages.taps(points, WORDS)) as opened:
        taps = [opened.bytes_by_step() / 1000 for _ in range(max(rounds, len(points)))]
    table = bench.table
    table.alone("bytes of a first load until the map is ready", [ready / 1000 for ready, _ in loads], "kB")
    table.alone("  and until nothing more comes", [whole / 1000 for _, whole in loads], "kB", FIRST_LOAD_KB)
    table.alone("bytes of a tap", taps, "kB", CLICK_KB)
    table.alone("  of the largest", [max(taps)], "kB", CLICK_KB)


def _sessions(bench: Bench) -> None:
    with ThreadPoolExecutor(1) as aside:  # because the browser's own loop runs in this thread
        app, empty = aside.submit(asyncio.run, _crowds(bench)).result()
    table = bench.table
    name = f"{SESSIONS} sessions, a link each {SESSION_SECONDS} s: "
    table.against(f"{name}p95 / empty", app.slowest, empty.slowest, "s", ANSWER_RATIO, ANSWER_SECONDS)
    table.against("  median answer / empty script", app.middle, empty.middle, "s")
    table.against("  server CPU a run / empty script", app.cpu_ms, empty.cpu_ms, "ms", CPU_RATIO)
    table.against("  server memory a session / empty script", [app.memory_kb], [empty.memory_kb], "kB")


@dataclass
class Crowd:
    """A crowd at a server, and what was measured of it in every round."""

    server: Server
    visitors: sessions.Crowd
    memory_kb: float
    slowest: list[float]
    middle: list[float]
    cpu_ms: list[float]

    @classmethod
    async def at(cls, server: Server, links: list[sessions.Query]) -> Crowd:
        """Let everybody come and open a first link. What the second half adds is the memory of a session.

        The first half fills what the server still holds of those who were there before.
        """
        visitors, chance, half = sessions.Crowd(server.address, links), random.Random(0), SESSIONS // 2
        memory = []
        for _ in range(2):
            await visitors.come(half)
            await visitors.all_open_one(SESSION_SECONDS, chance)
            memory.append(server.memory_kb())
        return cls(server, visitors, (memory[1] - memory[0]) / half, [], [], [])

    async def take_round(self, number: int) -> None:
        """Everybody opens one link at some moment of the round."""
        cpu = self.server.cpu_seconds()
        took = await self.visitors.all_open_one(SESSION_SECONDS, random.Random(number))
        self.cpu_ms.append((self.server.cpu_seconds() - cpu) * 1000 / SESSIONS)
        self.slowest.append(sessions.slowest_but_one_in_twenty(took))
        self.middle.append(median(took))


async def _crowds(bench: Bench) -> tuple[Crowd, Crowd]:
    links = [{"region": region, "side": side} for region in bench.atlas.regions for side in ("left", "right")]
    app = await Crowd.at(bench.found["app"], links)
    empty = await Crowd.at(bench.found["empty"], links)
    for number in range(min(bench.rounds, SESSION_ROUNDS)):
        for crowd in (app, empty)[:: -1 if number % 2 else 1]:
            await crowd.take_round(number)
    await app.visitors.leave()
    await empty.visitors.leave()
    return app, empty


def _handout(table: Table, rounds: int) -> None:
    """The first one of this process waits for fonts, plates and what else is kept for the next."""
    atlas = load_atlas()
    plan = twelve(atlas, 6)
    first, *warm = (make(atlas, plan) for _ in range(1 + rounds))
    name = "handout, six items (judge, picture, PDF)"
    table.alone(name, [took.whole for took in warm], "s", HANDOUT_SECONDS)
    table.alone("  of which the picture", [took.picture for took in warm], "s", PICTURE_SECONDS)
    table.alone("  the first one", [first.whole], "s", HANDOUT_SECONDS)
    table.alone("  of which the picture", [first.picture], "s", PICTURE_SECONDS)


def _loading(table: Table, rounds: int) -> None:
    with TemporaryDirectory() as folder:
        folders = {1: shipped("data")}
        folders |= {copies: copy_content(Path(folder) / f"x{copies}", copies) for copies in COPIES}
        memory = {copies: measured("memory", data) for copies, data in folders.items()}  # the same in every run
        seconds: dict[int, list[float]] = {copies: [] for copies in folders}
        for number in range(rounds):
            for copies, data in folders.items():
                if copies < COPIES[-1] or number % LARGEST_EVERY == 0:
                    seconds[copies].append(measured("seconds", data))
    one = median(seconds[1])
    table.alone("load_atlas, shipped content", seconds[1], "s", LOAD_SECONDS)
    table.alone("  peak memory", [memory[1]], "MB")
    for copies in COPIES:
        name = f"load_atlas, content x {copies} ({len(seconds[copies])} rounds)"
        table.growth(name, median(seconds[copies]), one, copies, "s", LINEAR)
        table.growth("  peak memory", memory[copies], memory[1], copies, "MB", LINEAR)


IN_BROWSER: dict[str, Callable[[Bench], None]] = {
    "gestures": _gestures, "gestures_without_webgl": _gestures_without_webgl,
    "cold_loads": _cold_loads, "bytes": _bytes, "sessions": _sessions,
}  # fmt: skip
ALONE: dict[str, Callable[[Table, int], None]] = {"handout": _handout, "loading": _loading}


if __name__ == "__main__":
    main()
