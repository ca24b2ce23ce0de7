"""The code of a plan in a link: it comes back as the same plan, and whatever else is a refusal in words."""

from __future__ import annotations

import base64
import json
import re
import string
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.care.plan import judge, suggested, without_notes
from explorer.care.plan_code import MOST_BYTES, MOST_SIGNS, PlanCodeError, decode, encode
from explorer.content import Atlas
from explorer.content.models import ROLES, Plan, PlanItem, Role
from tests.care.plans import accepted_though_forbidden, allowed_plans, any_item, any_plan, known_plan, some_verdicts
from tests.laws import cases, law

pytestmark = pytest.mark.shipped

COUNT = cases(2_000)
SIX_ITEMS_FIT = 600 - len("https://atlas.example-clinic.org/nerve/p/")  # signs of a link, from the specification
BOUNDED = 1_000_000  # bytes of memory
DAMAGED = "damaged"
ODD_VALUES: tuple[Any, ...] = (
    None, True, False, -1, 0, 1, 2, 99, 10**9, -(10**9), 10**30, -(10**30), 10**4000, 1.5, 1e308, float("nan"),
    float("inf"), float("-inf"), "", "l", "d", "piriformis", "Piriformis", "x" * 300, "1", "\x00", "\ud800", "1e9",
    [], [1], [[]], ["piriformis"], [1, 1], [None] * 11, {}, {"count": 1}, {"a": {"b": []}},
)  # fmt: skip


def _code(packed: bytes) -> str:
    return f"1.{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


def _coded(text: str) -> str:
    """A text packed as a plan is."""
    return _code(zlib.compress(text.encode("utf-8", "surrogatepass"), 9))


def _parts(plan: Plan) -> Any:
    body = encode(plan, with_notes=True)[2:]
    return json.loads(zlib.decompress(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))))


def _read(code: str) -> Plan | None:
    """The plan of a code, or None when it is refused. Any other error is for the test to fail with."""
    try:
        return decode(code)
    except PlanCodeError:
        return None


# ---- there and back -------------------------------------------------------------------------------------


def test_any_plan_comes_back_as_it_was() -> None:
    rng = Random(1)
    for _ in range(COUNT):
        plan = any_plan(rng)
        assert decode(encode(plan, with_notes=True)) == plan


def test_what_was_typed_stays_out_unless_asked_for() -> None:
    rng = Random(2)
    plans = [any_plan(rng) for _ in range(500)]
    assert sum(without_notes(plan) != plan for plan in plans) > 250
    for plan in plans:
        assert decode(encode(plan)) == without_notes(plan)


def test_a_plan_of_the_content_comes_back_as_it_was(atlas: Atlas) -> None:
    rng = Random(3)
    for _ in range(300):
        plan = known_plan(rng, atlas)
        assert decode(encode(plan, with_notes=True)) == plan


def test_a_template_comes_back_as_its_plan(atlas: Atlas) -> None:
    for template in atlas.plans.values():
        assert decode(encode(template)) == template.plan


def test_a_code_needs_no_escape_in_an_address() -> None:
    rng = Random(4)
    for _ in range(300):
        assert re.fullmatch(r"[12]\.[A-Za-z0-9_-]+", encode(any_plan(rng), with_notes=True))


def test_no_code_ends_in_what_mail_programs_drop() -> None:
    rng = Random(11)
    ends, counts = set(), set()
    for _ in range(2_000):
        items = tuple(any_item(rng) for _ in range(rng.randint(1, 12)))
        plan = any_plan(rng).model_copy(update={"items": items})
        code = encode(plan)
        assert decode(code) == without_notes(plan)
        ends.add(code[-1])
        counts.add(len(items))
    assert not ends & {"-", "_"}
    assert len(ends) > 50
    assert counts == set(range(1, 13))


def test_the_same_plan_has_the_same_code() -> None:
    assert all(encode(any_plan(Random(seed))) == encode(any_plan(Random(seed))) for seed in range(50))


def test_two_plans_never_share_a_code() -> None:
    rng = Random(5)
    plans = {any_plan(rng) for _ in range(500)}
    assert len({encode(plan, with_notes=True) for plan in plans}) == len(plans)


def _largest(atlas: Atlas, items: int, note: str = "") -> Plan:
    """As many items with as long a code as the content has, no two of them alike."""
    advice = sorted(atlas.advice, key=len)
    regions = sorted(atlas.regions, key=len)[-items:]
    remedies = sorted([*((key, "technique") for key in atlas.techniques), *((key, "tool") for key in atlas.tools)])
    longest = sorted(remedies, key=lambda remedy: len(remedy[0]))[-items:]
    rng = Random(6)
    return Plan(
        reader="clinician", paper="letter", visits={"count": 4, "every_weeks": 3}, review_on="2039-11-21",
        home_care=tuple(advice[-3:]), aftercare=tuple(advice[-3:]), activity=advice[-1],
        items=tuple(
            PlanItem(
                region=region, side=rng.choice(("left", "right")), **{kind: remedy}, seconds=rng.randint(1_000, 5_400),
                repeats=rng.randint(10, 20), times=rng.randint(10, 14), per=rng.choice(("day", "week")),
                pressure=rng.randint(0, 10), agreed_with=rng.choice(ROLES), note=note,
            )
            for region, (remedy, kind) in zip(regions, longest, strict=True)
        ),
    )  # fmt: skip


def test_six_items_with_the_longest_names_fit_in_600_signs(atlas: Atlas) -> None:
    plan = _largest(atlas, 6)
    assert decode(encode(plan)) == plan
    assert len(encode(plan)) <= SIX_ITEMS_FIT


@pytest.mark.parametrize(
    ("first", "last"), [(0x20, 0x7E), (0xC0, 0x24F), (0x4E00, 0x9FFF), (0x1F300, 0x1F64F), (0x20000, 0x2A6D0)],
    ids=["latin", "accents", "chinese", "emoji", "rare_chinese"],
)  # fmt: skip
def test_twelve_items_with_the_longest_notes_of_any_script_come_back(atlas: Atlas, first: int, last: int) -> None:
    rng = Random(7)
    plan = _largest(atlas, 12)
    notes = ["".join(chr(rng.randint(first, last)) for _ in range(139)).replace(" ", "_") for _ in plan.items]
    items = [item.model_copy(update={"note": f"{note}."}) for item, note in zip(plan.items, notes, strict=True)]
    plan = Plan.model_validate(plan.model_dump() | {"items": tuple(item.model_dump() for item in items)})
    assert all(len(item.note) == 140 for item in plan.items)
    assert decode(encode(plan, with_notes=True)) == plan


# ---- whatever else --------------------------------------------------------------------------------------


def _flipped(rng: Random, code: str) -> str:
    at = rng.randrange(len(code))
    return code[:at] + chr(ord(code[at]) ^ 1 << rng.randrange(7)) + code[at + 1 :]


def _cut(rng: Random, code: str) -> str:
    start = rng.randrange(len(code))
    return code[:start] + code[rng.randint(start + 1, len(code)) :]


def _inserted(rng: Random, code: str) -> str:
    at = rng.randint(0, len(code))
    signs = rng.choice((string.ascii_letters, string.printable, "é漢🦵\u200f\u0663\x00=.-_+/%"))
    return code[:at] + "".join(rng.choices(signs, k=rng.randint(1, 5))) + code[at:]


def _swapped(rng: Random, code: str) -> str:
    first, second = sorted(rng.sample(range(len(code) + 1), 2))
    return code[second:] + code[first:second] + code[:first]


# Links as the first edition gave them to people. They name a role by a number, and open for ever.
ISSUED: dict[Role, str] = {
    "doctor": ("1.eNoVizEOgDAMA__i2UOA50TZKCJSaVEj1O-Tyj7fZFWUBgrFctpXK9VWhap4ffjVx-MBoiYxy-lxr8Mhwi2DCe7LMLMfl5oV9Q"),
    "physiotherapist": (
        "1.eNoVizEOgDAMA__i2UOA50TZKCJSaVEj1O-T6nzeThWlgUKxvPbVSrU1oSpeH3718XiAqGnMcnrcKzhEuCWY4J4AZvYDl6EV9g"
    ),
    "midwife": ("1.eNoVizEOgDAMA__i2UOgz4myUUSkUlAj1O-Tyne3WRW1g0KxTP9ao9pCqIrXh5_PuD1AtDRmPTyudSgi3HKY4M5CwMx-l6gV9w"),
    "nurse": ("1.eNoVizkOgDAMBP-y9Rbm-I3ljiAshYBioXwfRzsz3aqiNFAolmlfrVSbCFXxevfz6bcHiJrGKIfHNQ-bCJccBrhyJ2BmP5evFfg"),
    "surgeon": (
        "1.eNoVi0EKgDAMBP-y5z1ExdeE3KwYqFUapN83ZWfmtqooDRSKZdpXK9UmQlW83v18-u0BoqYxyuFxzcMmwiWHAa7cCZjZD5e2Ffk"
    ),
}


@pytest.mark.parametrize(("role", "code"), ISSUED.items())
def test_a_link_that_was_issued_still_names_who_agreed(role: Role, code: str) -> None:
    (item,) = decode(code).items
    assert item.agreed_with == role
    assert encode(decode(code)) == code


# As long as plans had neither exercises nor both sides, links had these codes.
WITHOUT_EXERCISES = (
    "1.eNqNzs0KwjAMB_B3yTmHTk8-Syklzm4r68doUnRvb6uCBxFGIIeQX_7RGlwCVKhMa6mGgBruVKKtm518YQEEluJkXCznScLeBuNCaXZ2y-zF5wQGtUG4k"
    "Q-7FeKVAbWGUOOViuXNJ9dQ7DGwOBK70bgCXpTCoRXcXg8g9Dvgihslvxl1V74f-DT31ZPC88cN_1045uZQxVW2kR4-Vj4e-AuPJBrzBDmHcKc",
    "1.eNqNj8tuAyEMRf_Fay9I0k2_BY0sMuMMKLwEpkn-Pp5Rk-6qCAnJ4hyur7XAGdCgmdB-4WHCPGJEC7N3eWWqpQcJRRHo4ppQLxfRYS4jC4lXonHvozHoB9"
    "BLY7qURo4W91AujlRJ5zzSWQm4MldK5SfkFdBaWOMQHp2Su4c0uhpti7rxErrf9joZgwc9cAO9DcKe89aUe1n65tkJVTdfAb9f3rK3-9_bStHZxQh41Mhf7S"
    "-uhha0VQrvBaWxzH5vYT5w4gfOND0Bwud5fQ",
)


@pytest.mark.parametrize("code", WITHOUT_EXERCISES)
def test_a_link_that_was_issued_without_exercises_opens_and_keeps_its_code(atlas: Atlas, code: str) -> None:
    plan = decode(code)
    assert len(plan.items) > 1
    assert {(item.exercise, item.sets, item.days) for item in plan.items} == {(None, 1, 7)}
    assert judge(atlas, plan, None).stands
    assert encode(plan) == code


def test_only_a_plan_that_needs_it_has_the_later_version(atlas: Atlas) -> None:
    plan = decode(WITHOUT_EXERCISES[0])
    item, bridge = plan.items[0], suggested(atlas, atlas.regions["gluteus_maximus"], "left", atlas.exercises["bridge"])
    for changed in (bridge, *(item.model_copy(update=it) for it in ({"side": "both"}, {"sets": 2}, {"days": 3}))):
        later = plan.model_copy(update={"items": (changed,)})
        assert encode(later).startswith("2.")
        assert decode(encode(later)) == later


def test_six_items_with_three_exercises_fit_in_600_signs(atlas: Atlas) -> None:
    longest = sorted(atlas.exercises.values(), key=lambda exercise: len(exercise.id))[-3:]
    exercises = (suggested(atlas, atlas.regions_of(each)[-1], "left", each) for each in longest)
    plan = _largest(atlas, 3)
    plan = plan.model_copy(update={"items": (*plan.items, *exercises)})
    assert len(plan.items) == 6
    assert decode(encode(plan)) == plan
    assert len(encode(plan)) <= SIX_ITEMS_FIT


def test_every_role_has_a_link_that_was_issued_or_a_number_of_its_own() -> None:
    item = decode(ISSUED["doctor"]).items[0]
    plans = {role: Plan(items=(item.model_copy(update={"agreed_with": role}),)) for role in ROLES}
    assert {role: decode(encode(plan)).items[0].agreed_with for role, plan in plans.items()} == {r: r for r in ROLES}


def _other_version(rng: Random, code: str) -> str:
    return rng.choice(("0", "1", "2", "3", "10", "\u0661", "", "1.1", "-1", " 1", "v1", "9" * 400)) + code[1:]


def _anything(rng: Random, code: str) -> str:
    signs = rng.choice((string.ascii_letters + "-_.", string.printable, "é漢🦵\u200f\ud800\x00=.1"))
    return rng.choice(("", "1.", code[:20])) + "".join(rng.choices(signs, k=rng.randint(0, 400)))


def _flipped_within(rng: Random, code: str) -> str:
    """A bit of what is packed."""
    body = code[2:]
    packed = bytearray(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    packed[rng.randrange(len(packed))] ^= 1 << rng.randrange(8)
    return code[:2] + _code(bytes(packed))[2:]


DAMAGES: tuple[Callable[[Random, str], str], ...] = (
    _flipped, _cut, _inserted, _swapped, _other_version, _anything, _flipped_within,
)  # fmt: skip


def test_no_damaged_code_is_anything_but_refused_or_the_same_plan() -> None:
    """The checksum within sees it, unless the damage changes nothing of what is packed."""
    rng = Random(8)
    for _ in range(COUNT):
        plan = any_plan(rng)
        code = encode(plan, with_notes=True)
        assert _read(rng.choice(DAMAGES)(rng, code)) in (None, plan), code


def _places(parts: Any, where: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    """Every position in what is packed, and the whole."""
    yield where
    if isinstance(parts, list):
        for i, part in enumerate(parts):
            yield from _places(part, (*where, i))


def _with(parts: Any, where: tuple[int, ...], change: Callable[[Any], Any]) -> Any:
    if not where:
        return change(parts)
    at, *inner = where
    return [*parts[:at], _with(parts[at], tuple(inner), change), *parts[at + 1 :]]


def test_an_odd_value_anywhere_is_refused_or_still_a_plan(atlas: Atlas) -> None:
    parts = _parts(_largest(atlas, 2, note="A note."))
    tried = refused = 0
    for where in _places(parts):
        for odd in ODD_VALUES:
            tried += 1
            refused += _read(_coded(json.dumps(_with(parts, where, lambda _, odd=odd: odd)))) is None
    assert tried > 1_000
    assert refused > 0.7 * tried


def _rewritten(rng: Random, parts: Any, names: list[str]) -> Any:
    """What is packed with one part changed for another, left out, doubled or moved."""
    where = rng.choice([where for where in _places(parts) if where])
    changes: list[Callable[[Any], Any]] = [
        lambda _: rng.choice(ODD_VALUES),
        lambda part: part + rng.choice((-1, 1, 10)) if type(part) is int else rng.choice(names),
        lambda part: part * 2 if isinstance(part, list | str) else [part],
        lambda part: rng.sample(part, len(part)) if isinstance(part, list) else part,
        lambda part: part[:-1] if isinstance(part, list | str) else None,
    ]
    return _with(parts, where, rng.choice(changes))


@pytest.mark.slow
def test_no_rewritten_code_gets_anything_past_the_safety_check(atlas: Atlas) -> None:
    rng = Random(9)
    verdicts = some_verdicts(atlas, seed=9, count=60)
    plans = allowed_plans(9, atlas)
    names = [*atlas.regions, *atlas.items, *atlas.advice, "nothing_known"]
    read = 0
    for _ in range(COUNT):
        written = rng.choice(plans)
        parts = _rewritten(rng, _parts(written), names)
        text = json.dumps(_rewritten(rng, parts, names) if rng.random() < 0.3 else parts)
        plan = _read(encode(written)[:2] + _coded(text)[2:])
        if plan is not None:
            read += 1
            assert not accepted_though_forbidden(atlas, plan, rng.choice(verdicts)), plan
            assert decode(encode(plan, with_notes=True)) == plan
    assert COUNT / 5 < read < COUNT * 4 / 5  # else one half of this tests nothing


@law(500)
@given(st.text() | st.text().map("1.".__add__) | st.binary().map(_code) | st.binary().map(zlib.compress).map(_code))
def test_any_text_is_refused(text: str) -> None:
    assert _read(text) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=12) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@law(150)
@given(JSON | st.lists(JSON, min_size=7, max_size=7))
def test_any_other_value_well_packed_is_refused_or_an_empty_plan(value: Any) -> None:
    plan = _read(_coded(json.dumps(value)))
    assert plan is None or not plan.items


HOSTILE = {
    "bomb": _code(zlib.compress(bytes(50_000_000), 9)),
    "bomb_that_fits": _code(zlib.compress(bytes(7_000_000), 9)),
    "bomb_of_spaces_that_fits": _code(zlib.compress(b" " * 7_000_000 + b"[]", 9)),
    "bomb_in_a_bomb": _code(zlib.compress(zlib.compress(bytes(50_000_000), 9), 9)),
    "deep": _coded("[" * 10_000 + "]" * 10_000),
    "deep_that_fits": _coded("[" * 5_900 + "]" * 5_900),
    "deep_and_open": _coded("[" * 11_000),
    "deep_groups": _coded('{"a":' * 2_000 + "1" + "}" * 2_000),
    "huge_number": _coded("9" * 11_000),
    "huge_exponent": _coded("1e999999999"),
    "not_a_number": _coded("[NaN,Infinity,-Infinity]"),
    "long_text": "A" * 100_000,
    "long_text_with_version": "1." + "A" * 100_000,
    "long_version": "1" * 9_000 + ".x",
    "dots": "." * 9_000,
    "many_items": _coded(json.dumps([["en", 0, 0], 0, None, [], [], 0, [0] * 5_000])),
    "many_advices": _coded(json.dumps([["en", 0, 0], 0, None, ["a"] * 2_000, [], 0, []])),
    "with_something_behind": _code(zlib.compress(json.dumps([["en", 0, 0], 0, None, [], [], 0, []]).encode()) + b"x"),
    "two_packed": _code(2 * zlib.compress(json.dumps([["en", 0, 0], 0, None, [], [], 0, []]).encode())),
    "gzip": _code(bytes.fromhex("1f8b08000000000000034b040043beb7e801000000")),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_code_is_refused_with_little_memory(name: str) -> None:
    tracemalloc.start()
    try:
        assert _read(HOSTILE[name]) is None
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < BOUNDED


def test_the_bombs_that_fit_are_not_refused_for_their_length() -> None:
    assert all(len(code) < MOST_SIGNS for name, code in HOSTILE.items() if name.endswith("fits"))


def test_the_longest_that_is_unpacked_is_told_from_one_byte_more() -> None:
    bare = json.dumps([["en", 0, 0], 0, None, [], [], 0, []])
    assert _read(_coded(bare + " " * (MOST_BYTES - len(bare) - 1))) == Plan()
    assert _read(_coded(bare + " " * (MOST_BYTES - len(bare) + 1))) is None


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "no_plan"),
        ("piriformis", "no_plan"),
        ("x.abc", "no_plan"),
        ("3.abc", "version"),
        ("2.abc", DAMAGED),
        ("12345678901234567890.abc", "version"),
        ("1.", DAMAGED),
        ("1.abc", DAMAGED),
        ("1.é", DAMAGED),
        ("1." + "A" * MOST_SIGNS, "too_long"),
    ],
    ids=["empty", "no_dot", "no_version", "later", "damaged_2", "long_version", "no_plan", "damaged", "not_ascii",
         "too_long"],
)  # fmt: skip
def test_a_refusal_says_why(code: str, said: str) -> None:
    with pytest.raises(PlanCodeError) as caught:
        decode(code)
    assert caught.value.fault == said


def test_a_refusal_holds_nothing_of_what_is_packed() -> None:
    code = _coded(json.dumps([["en", 0, 0], 0, None, ["A private note"], [], 0, []]))
    with pytest.raises(PlanCodeError) as caught:
        decode(code)
    assert "private" not in str(caught.value)
    assert caught.value.__suppress_context__
