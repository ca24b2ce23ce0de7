"""The folder of a clinic is edited while a server shows it and people look: each sees one content, and soon the new."""

from __future__ import annotations

import asyncio
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import pytest

from explorer.care.plan_code import encode
from explorer.content import shipped
from explorer.content.models import Plan, PlanItem
from tests.bench.servers import Server, replica
from tests.bench.sessions import Visitor, arrive

pytestmark = [pytest.mark.shipped, pytest.mark.slow]

SHOWN_WITHIN_SECONDS = 5.0
AMONG_OTHERS = 4  # times that, where other tests take the cores
TOOLS = ("soft_ball", "firm_ball")
ITEM = PlanItem(
    region="gluteus_medius", side="right", tool=TOOLS[0], seconds=20, repeats=3, times=1, per="day", pressure=1
)
CODE = encode(Plan(items=(ITEM, ITEM.model_copy(update={"tool": TOOLS[1]}))))
EDITION = re.compile(rb"Edition (\d+)")


@dataclass
class Clinic:
    """A folder of which every file says the same number, once it is written whole."""

    folder: Path
    broken: bool = False

    def write(self, number: int) -> None:
        """Write it file by file, as somebody does who edits; ``broken`` leaves a mistake in the last one."""
        (self.folder / "tools").mkdir(exist_ok=True)
        for tool in TOOLS:
            shipped_text = (shipped("data") / f"tools/{tool}.yaml").read_text("utf-8")
            text = re.sub(r"(?m)^plain_name: .*", f"plain_name: {tool} of Edition {number}", shipped_text)
            (self.folder / f"tools/{tool}.yaml").write_text(text, "utf-8")
            time.sleep(0.2)
        said = f"clinic:\n  - {{id: clinic, name: Edition {number}, country: gb}}\n"
        (self.folder / "clinic.yaml").write_text("clinic: [" if self.broken else said)


@dataclass
class Seen:
    """What somebody sees again and again: the numbers in each whole answer."""

    answers: list[set[int]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def note(self, answer: bytes) -> None:
        self.answers.append({int(number) for number in EDITION.findall(answer)})


def _get(server: Server, path: str) -> bytes:
    with urllib.request.urlopen(server.address + path, timeout=30) as answer:
        body: bytes = answer.read()
    return body


async def _look(server: Server, done: Event, seen: Seen) -> None:
    """A window: the card with both tools, in one run after the other."""
    visitor: Visitor = await arrive(server.address)
    while not done.is_set():
        visitor.kept.clear()
        await visitor.open({"region": "gluteus_medius"})
        seen.note(visitor.said)
        await asyncio.sleep(0.2)
    await visitor.line.close()


def _read(server: Server, done: Event, seen: Seen) -> None:
    """A phone: the light page with both tools under the name of the clinic."""
    while not done.wait(0.2):
        try:
            seen.note(_get(server, f"/p/{CODE}"))
        except urllib.error.HTTPError as error:
            seen.failures.append(str(error))


def _until(holds: Callable[[], bool], seconds: float) -> float:
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > seconds:
            return float("inf")
        time.sleep(0.05)
    return time.monotonic() - began


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    found = Clinic(tmp_path / "our-clinic")
    found.folder.mkdir()
    found.write(0)
    return found


@pytest.fixture
def server(clinic: Clinic) -> Iterator[Server]:
    with replica("", "--data", str(clinic.folder)) as found:
        yield found


def test_a_folder_that_is_edited_is_shown_whole_and_soon(
    clinic: Clinic, server: Server, pytestconfig: pytest.Config
) -> None:
    edits, patience = (50, 1) if pytestconfig.getoption("hypothesis_profile") == "many" else (6, AMONG_OTHERS)
    _edit(clinic, server, 1)  # the first waits until the server is warm
    done, phone, window = Event(), Seen(), Seen()
    lookers = [
        Thread(target=_read, args=(server, done, phone)),
        Thread(target=lambda: asyncio.run(_look(server, done, window))),
    ]
    for each in lookers:
        each.start()
    took = [_edit(clinic, server, number) for number in range(2, edits + 1)]
    done.set()
    for each in lookers:
        each.join()
    assert max(took) <= patience * SHOWN_WITHIN_SECONDS, took
    good = {0, *(number for number in range(1, edits + 1) if number % 3)}
    for seen in (phone, window):
        assert not seen.failures
        assert all(len(answer) == 1 for answer in seen.answers), [each for each in seen.answers if len(each) != 1]
        assert set().union(*seen.answers) <= good
    assert set().union(*phone.answers) >= {edits - 1 if edits % 3 == 0 else edits}


def _edit(clinic: Clinic, server: Server, number: int) -> float:
    """Seconds until an edit is shown; of every third, which is broken, until it is told."""
    clinic.broken = number % 3 == 0
    clinic.write(number)
    if clinic.broken:
        return _until(lambda: b"problem" in _get(server, "/readyz"), 4 * SHOWN_WITHIN_SECONDS)
    return _until(lambda: f"clinic: Edition {number}\n".encode() in _get(server, "/readyz"), 4 * SHOWN_WITHIN_SECONDS)
