"""The file of a plan: it comes back as the same plan, and whatever else is told with the place to mend."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from explorer.care.plan_file import MOST_BYTES, as_yaml, plan_of, read_plan
from explorer.content import Atlas, ContentError
from explorer.content.models import Plan, PlanItem
from tests.care.plans import ODD_IDS, ODD_NOTES, accepted_though_forbidden, allowed_plans, any_plan, some_verdicts
from tests.laws import cases

pytestmark = pytest.mark.shipped

COUNT = cases(1_000)
ITEM: dict[str, Any] = {
    "region": "piriformis", "side": "left", "tool": "soft_ball",
    "seconds": 20, "repeats": 3, "times": 1, "per": "day", "pressure": 1,
}  # fmt: skip
FILE = """\
version: 1
items:
  - region: piriformis
    side: left
    tool: soft_ball
    seconds: 20
    repeats: 3
    times: 1
    per: day
    pressure: 1
    note: A note.
home_care: [change_position]
"""


def _read(text: str) -> Plan:
    return plan_of(text.encode(), "plan.yaml")


def _told(data: bytes | str) -> list[str]:
    """Every problem of a file that is refused."""
    with pytest.raises(ContentError) as caught:
        plan_of(data.encode() if isinstance(data, str) else data, "plan.yaml")
    return [str(problem) for problem in caught.value.problems]


# ---- there and back -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_any_plan_comes_back_as_it_was() -> None:
    rng = Random(1)
    for _ in range(COUNT):
        plan = any_plan(rng)
        assert _read(as_yaml(plan)) == plan


@pytest.mark.parametrize("note", ODD_NOTES, ids=ascii)
def test_a_note_comes_back_whatever_yaml_makes_of_it(note: str) -> None:
    plan = Plan(items=(PlanItem(**ITEM, note=note), PlanItem(**ITEM, note=f"{note} {note}"[:140])))
    assert _read(as_yaml(plan)) == plan


@pytest.mark.parametrize("key", ODD_IDS)
def test_an_id_comes_back_whatever_yaml_makes_of_it(key: str) -> None:
    plan = Plan(items=(PlanItem(**ITEM | {"region": key, "tool": key}),), home_care=(key,), activity=key)
    assert _read(as_yaml(plan)) == plan


def test_a_plan_that_was_saved_and_changed_by_hand_is_read() -> None:
    changed = FILE.replace("seconds: 20", "seconds: 30  # a bit more").replace("\n", "\r\n")
    expected = Plan(items=(PlanItem(**ITEM | {"seconds": 30}, note="A note."),), home_care=("change_position",))
    assert _read("\ufeff" + changed) == expected


def test_a_template_is_a_plan(atlas: Atlas, tmp_path: Path) -> None:
    assert atlas.plans
    for template in atlas.plans.values():
        file = tmp_path / f"{template.id}.yaml"
        file.write_text(as_yaml(template), "utf-8")
        plan = read_plan(file)
        assert type(plan) is Plan
        assert plan == template.plan


def test_the_file_of_a_shipped_template_is_a_plan(atlas: Atlas, repo: Path) -> None:
    for template in atlas.plans.values():
        assert read_plan(repo / f"data/plans/{template.id}.yaml").items == template.items


def test_an_item_is_written_in_the_order_in_which_one_says_it() -> None:
    item = PlanItem(**ITEM, agreed_with="doctor", note="Slowly: no pain.")
    other = PlanItem(**{name: value for name, value in ITEM.items() if name != "tool"} | {"technique": "stretching"})
    assert (
        as_yaml(Plan(items=(item, other), home_care=("change_position",), review_on="2026-12-01"))
        == """\
version: 1
items:
- region: piriformis
  side: left
  tool: soft_ball
  seconds: 20
  repeats: 3
  times: 1
  per: day
  pressure: 1
  agreed_with: doctor
  note: 'Slowly: no pain.'
- region: piriformis
  side: left
  technique: stretching
  seconds: 20
  repeats: 3
  times: 1
  per: day
  pressure: 1
home_care:
- change_position
review_on: '2026-12-01'
"""
    )


def test_the_file_of_a_plan_is_yaml_to_other_readers_too() -> None:
    rng = Random(2)
    for _ in range(100):
        plan = any_plan(rng)
        read = yaml.safe_load(as_yaml(plan))
        assert [item.get("note", "") for item in read["items"]] == [item.note for item in plan.items]
        assert [item["region"] for item in read["items"]] == [item.region for item in plan.items]


def test_twelve_items_with_the_longest_notes_are_far_below_the_limit() -> None:
    plan = Plan(items=(PlanItem(**ITEM | {"region": "x" * 40}, note="🦵" * 140),) * 12)
    assert len(as_yaml(plan).encode()) < MOST_BYTES / 3


# ---- what is told ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("version: 1", "version: 2", "1:10: version: version 2 of plans cannot be read here; only version 1"),
        ("version: 1", "version: '1'", "1:10: version: version '1' of plans cannot be read here; only version 1"),
        ("tool: soft_ball", "tool: soft_ball\n    technique: stretching",
         "3:5: items[0]: an item names one technique, tool or exercise, found a group of keys"),
        ("    tool: soft_ball\n", "",
         "3:5: items[0]: an item names one technique, tool or exercise, found a group of keys"),
        ("pressure:", "presure:", "10:5: items[0].presure: unknown key 'presure'; did you mean 'pressure'?"),
        ("side: left", "side: lft", "4:11: items[0].side: 'lft' is not allowed; did you mean 'left'?"),
        ("region: piriformis", "region: y",
         "3:13: items[0].region: YAML may read this word as true or false: 'y'; put it in quotes if you mean the text"),
        ("region: piriformis", "region: Piriformis",
         "3:13: items[0].region: 'Piriformis' is not an id; its form is ^[a-z][a-z0-9_]*$"),
        ("seconds: 20", "seconds: 1:30", "6:14: items[0].seconds: YAML may read this as a number of seconds: '1:30'; "
         "put it in quotes if you mean the text"),
        ("seconds: 20", "seconds: 20.5", "6:14: items[0].seconds: expected a whole number, found the value 20.5"),
        ("times: 1", "times: true", "8:12: items[0].times: expected a whole number, found the value true"),
        ("note: A note.", "note: [A, note]", "11:11: items[0].note: expected text, found a list"),
        ("home_care: [change_position]", "name: Jane",  "12:1: name: unknown key 'name'"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place_and_what_to_do(old: str, new: str, said: str) -> None:
    assert f"plan.yaml:{said}" in _told(FILE.replace(old, new, 1))


def test_every_mistake_of_a_file_is_told_at_once() -> None:
    wrong = (
        FILE.replace("side: left", "side: up")
        .replace("pressure: 1", "pressure: 11")
        .replace("items:", "item: 1\nitems:")
    )
    assert [told.split(":")[1] for told in _told(wrong)] == ["2", "5", "11"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "1:1: the file is empty"),
        (b"hello", "1:1: this is not a plan; choose a saved plan"),
        (b"- a\n- b\n", "1:1: this is not a plan; choose a saved plan"),
        (b"\xff\xfe\x00", "1:1: the file is not UTF-8 text; choose a saved plan"),
        (b"%PDF-1.7\n\xe2\xe3", "1:1: the file is not UTF-8 text; choose a saved plan"),
        (b"a: \x00", "1:4: the character U+0000 is not allowed; delete it"),
        (b"a: &x [1]\nb: *x\n", "1:4: anchors (&) and aliases (*) are not allowed; write the value out"),
        (b"<<: {a: 1}\n", "1:1: merge keys (<<) are not allowed; write the values out"),
        (b"version: !!python/object/apply:os.system [id]\n", "1:10: the tag 'tag:yaml.org,2002:python/object/apply...' "
         "is not allowed; content is plain text and numbers"),
        (b"[" * 60_000, "1:14: nested deeper than 12 levels"),
        (b"a: " + b"x" * 63_998, "1:1: the file has 64,001 bytes; a plan has at most 64,000"),
    ],
    ids=["empty", "text", "list", "utf16", "pdf", "nul", "anchor", "merge", "tag", "deep", "large"],
)  # fmt: skip
def test_what_is_no_plan_is_refused_in_words(data: bytes, said: str) -> None:
    assert _told(data) == [f"plan.yaml:{said}"]


def test_the_largest_file_is_still_read() -> None:
    padding = "#" * (MOST_BYTES - len(FILE.encode()))
    assert _read(FILE + padding).items
    assert "at most" in _told(FILE + padding + "#")[0]


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.touch()
    os.truncate(file, 10_000_000_000)
    with pytest.raises(ContentError, match="the file has 10,000,000,000 bytes; a plan has at most 64,000"):
        read_plan(file)


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: None], ids=["folder", "pipe", "missing"])
def test_what_is_no_file_is_refused_in_words(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "plan.yaml")
    with pytest.raises(ContentError, match=r"not a file|cannot be read"):
        read_plan(tmp_path / "plan.yaml")


def test_a_file_of_an_odd_name_is_told_in_one_line() -> None:
    with pytest.raises(ContentError) as caught:
        plan_of(b"", "a\nb\x1b[31m\u202e.yaml")
    assert str(caught.value).isprintable()


# ---- whatever else --------------------------------------------------------------------------------------

PIECES = (
    ": ", "- ", "\n", "  ", "[", "]", "{", "}", ",", "&a ", "*a", "!!str ", "<<", "|", ">-", '"', "'", "#", "?",
    "---\n", "...", "no", "~", "1:30", "0x1", "1e9", "99999999999999999999", "\t", "\r\n", "\x00", "\x85", "\u2028",
    "\ufeff", "🦵", "items:", "note:", "fits: x\n", "version: 2\n", "agreed_with: doctor\n",
)  # fmt: skip


def _piece_in(rng: Random, text: str, names: list[str]) -> str:
    at = rng.randrange(len(text))
    return text[:at] + rng.choice(PIECES) + text[at + rng.choice((0, 0, 1, 5, 30)) :]


def _other_line(rng: Random, text: str, names: list[str]) -> str:
    """A line left out, doubled or moved."""
    lines = text.splitlines(keepends=True)
    line = lines.pop(rng.randrange(len(lines)))
    for _ in range(rng.choice((0, 1, 2))):
        lines.insert(rng.randint(0, len(lines)), line)
    return "".join(lines)


def _other_value(rng: Random, text: str, names: list[str]) -> str:
    """One value for another of its kind, so that the file is often still a plan."""
    lines = text.splitlines(keepends=True)
    at = rng.randrange(len(lines))
    key, colon, value = lines[at].partition(": ")
    if colon:
        other = rng.randint(-1, 60) if value.strip().isdecimal() else rng.choice(names)
        lines[at] = f"{key}: {other}\n"
    return "".join(lines)


def _bit_flipped(rng: Random, text: str, names: list[str]) -> str:
    data = bytearray(text.encode())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return data.decode("utf-8", "surrogateescape")


def _cut(rng: Random, text: str, names: list[str]) -> str:
    return text[: rng.randrange(len(text))]


CHANGES = (_piece_in, _other_line, _other_value, _other_value, _bit_flipped, _cut)


def _plan_or_none(data: bytes) -> Plan | None:
    """The plan of a file, or None when it is refused. Any other error is for the test to fail with."""
    try:
        return plan_of(data, "plan.yaml")
    except ContentError as error:
        problems = error.problems
    assert problems
    assert all(str(problem).isprintable() for problem in problems)
    return None


@pytest.mark.slow
def test_no_damaged_file_gets_anything_past_the_safety_check(atlas: Atlas) -> None:
    rng = Random(3)
    verdicts = some_verdicts(atlas, seed=3, count=60)
    names = [*atlas.regions, *atlas.techniques, *atlas.tools, "left", "right", "midline", "week", "nurse", "no"]
    texts = [as_yaml(plan) for plan in allowed_plans(3, atlas)]
    read = 0
    for _ in range(COUNT):
        text = rng.choice(CHANGES)(rng, rng.choice(texts), names)
        plan = _plan_or_none(text.encode("utf-8", "surrogateescape"))
        if plan is not None:
            read += 1
            assert not accepted_though_forbidden(atlas, plan, rng.choice(verdicts)), text
            assert _read(as_yaml(plan)) == plan
    assert COUNT / 5 < read < COUNT * 4 / 5  # else one half of this tests nothing
