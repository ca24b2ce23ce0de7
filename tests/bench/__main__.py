"""Measure the app beside its floors: ``python -m tests.bench [--rounds N]``. A benchmark, not a test: always exit 0.

Every figure is the median of ``--rounds`` measurements. App and floor take turns, so that a busy machine hits both.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Error, sync_playwright

from explorer.content import load_atlas, shipped
from tests.bench import report
from tests.bench.copies import copy_content
from tests.bench.handout import make
from tests.bench.load import measured
from tests.bench.pages import (
    CHART_READY,
    OpenPage,
    cold_load,
    first_load_bytes,
    map_ready,
    map_size,
    open_app,
    open_button,
    open_page,
)
from tests.bench.servers import Server, servers
from tests.browser.app import start_browser
from tests.browser.points import BodyPoint, body_points
from tests.handout.reading import twelve

CLICK_RATIO, COLD_RATIO, CLICK_KB, LOAD_SECONDS = 2.0, 1.2, 60, 0.5
HANDOUT_SECONDS, PICTURE_SECONDS = 1.5, 0.7
LINEAR = 1.1  # what a copy may cost, the shipped content being 1: a tenth is left to noise
COPIES = (10, 100)
LARGEST_EVERY = 4  # loaded in one round of so many, because it takes a hundred times as long
RUNS_EACH = 5  # runs of a script per measurement of processor time, which is counted in ticks of 10 ms
WARM_UP = 3

Points = list[tuple[BodyPoint, str]]


def main() -> None:
    """Measure and print everything."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="measurements per figure (default: 20)")
    rounds = max(1, parser.parse_args().rounds)
    print(f"{rounds} rounds on {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    report.head()
    with servers() as found, sync_playwright() as playwright:
        browser = start_browser(playwright)
        points = _points()
        for section in (_clicks, _cold_loads, _processor, _bytes):
            try:
                section(browser, found, points, rounds)
            except (Error, RuntimeError) as error:
                print(
                    f"! {section.__name__.strip('_')} could not be measured: {str(error).splitlines()[0]}", flush=True
                )
        browser.close()
    _handout(rounds)
    _loading(rounds)


def _points() -> Points:
    """A point in each region that the first picture shows, with the heading of the card that a click there opens."""
    atlas = load_atlas()
    found = {point.id: point for point in body_points(atlas, "posterior", "surface", "right", 30)}
    return [(point, atlas.regions[region].plain_name) for region, point in found.items()]


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


WORDS, WHOLE = ".st-key-card h3", ".st-key-answer h3"  # words that come ahead, and the answer of the server


def _clicks(browser: Browser, found: Mapping[str, Server], points: Points, rounds: int) -> None:
    with (
        open_app(browser, found["app"].address, points, WORDS) as app,
        open_app(browser, found["app"].address, points, WHOLE) as whole,
        open_button(browser, found["button"].address) as button,
    ):
        presses = {"app": app.press, "whole": whole.press, "button": button.press}
        _in_turn(presses, WARM_UP)
        took = _in_turn(presses, rounds)
    report.against("click to card painted / bare button", took["app"], took["button"], "s", CLICK_RATIO)
    report.against("  click to the server's answer / bare button", took["whole"], took["button"], "s")


def _cold_loads(browser: Browser, found: Mapping[str, Server], points: Points, rounds: int) -> None:
    point = points[0][0]
    width, height = map_size(browser, found["app"].address)
    bare_map = f"{found['map'].address}/?width={width}&height={height}"
    loads = {
        "app": lambda: cold_load(browser, found["app"].address, map_ready(point.u, point.v)),
        "chart": lambda: cold_load(browser, found["chart"].address, CHART_READY),
        "map": lambda: cold_load(browser, bare_map, map_ready(0, 600)),
    }
    _in_turn(loads, 1)  # the first visitor waits for the server's imports
    took = _in_turn(loads, rounds)
    report.against("cold load to clickable map / bare chart", took["app"], took["chart"], "s", COLD_RATIO)
    report.against("  the same / bare map without plates", took["app"], took["map"], "s")
    report.against("  bare map without plates / bare chart", took["map"], took["chart"], "s")


def _processor(browser: Browser, found: Mapping[str, Server], points: Points, rounds: int) -> None:
    with (
        open_app(browser, found["app"].address, points, WORDS) as app,
        open_page(browser, found["empty"].address) as empty,
    ):
        runs = {
            "app": lambda: _ms_per_run(found["app"], app, app.run_by_press),
            "empty": lambda: _ms_per_run(found["empty"], empty, empty.run_by_key),
        }
        _in_turn(runs, 1)
        took = _in_turn(runs, rounds)
    report.against("server CPU per rerun / empty script", took["app"], took["empty"], "ms")


def _ms_per_run(server: Server, opened: OpenPage, run: Callable[[], None]) -> float:
    cpu, runs = server.cpu_seconds(), opened.traffic.runs
    for _ in range(RUNS_EACH):
        run()
    opened.page.wait_for_timeout(100)
    return (server.cpu_seconds() - cpu) * 1000 / (opened.traffic.runs - runs)


def _bytes(browser: Browser, found: Mapping[str, Server], points: Points, rounds: int) -> None:
    address = found["app"].address
    loads = [first_load_bytes(browser, address) / 1000 for _ in range(rounds)]
    report.alone("bytes received on first load", median(loads), "kB")
    with open_app(browser, address, points, WORDS) as app:
        clicks = [app.bytes_by_press() / 1000 for _ in range(rounds)]
    report.alone("bytes received per click", median(clicks), "kB", CLICK_KB)
    report.alone("  the largest click", max(clicks), "kB", CLICK_KB)


def _handout(rounds: int) -> None:
    """The first one of this process waits for fonts, plates and what else is kept for the next."""
    atlas = load_atlas()
    plan = twelve(atlas, 6)
    first, *warm = (make(atlas, plan) for _ in range(1 + rounds))
    name = "handout, six items (judge, picture, PDF)"
    report.alone(name, median(took.whole for took in warm), "s", HANDOUT_SECONDS)
    report.alone("  of which the picture", median(took.picture for took in warm), "s", PICTURE_SECONDS)
    report.alone("  the first one", first.whole, "s", HANDOUT_SECONDS)
    report.alone("  of which the picture", first.picture, "s", PICTURE_SECONDS)


def _loading(rounds: int) -> None:
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
    report.alone("load_atlas, shipped content", one, "s", LOAD_SECONDS)
    report.alone("  peak memory", memory[1], "MB")
    for copies in COPIES:
        name = f"load_atlas, content x {copies} ({len(seconds[copies])} rounds)"
        report.growth(name, median(seconds[copies]), one, copies, "s", LINEAR)
        report.growth("  peak memory", memory[copies], memory[1], copies, "MB", LINEAR)


if __name__ == "__main__":
    main()
