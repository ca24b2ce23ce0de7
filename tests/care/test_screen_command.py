"""The command `screen`: the verdict for machines, and in short for people."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.cli import main
from explorer.content import Atlas
from tests.care import oracle
from tests.care.oracle import CONDITIONS, FAMILIES, LEVEL, LOCAL, PLACES, REMEDIES
from tests.laws import law

pytestmark = pytest.mark.shipped


@pytest.fixture(scope="module", autouse=True)
def _content_read_once(atlas: Atlas) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("explorer.cli.arguments.load_atlas", lambda _: atlas)
        yield


def _screen(*arguments: str) -> str:
    """What the command prints when all is understood."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        assert main(["screen", *arguments]) == 0
    return printed.getvalue()


def _json(*arguments: str) -> Any:
    return json.loads(_screen(*arguments, "--json"))


def _refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command says on stderr when it refuses; nothing else may be printed."""
    try:
        code = main(["screen", *arguments])
    except SystemExit as left:  # how argparse refuses
        code = left.code
    printed, told = capsys.readouterr()
    assert code == 2
    assert printed == ""
    return told


# ---- what it prints -------------------------------------------------------------------------------------


def test_it_runs_from_a_shell_and_a_stop_is_no_error(repo: Path) -> None:
    arguments = ["--condition", "dvt_history", "--red-flag", "RF05", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "explorer", "screen", *arguments],
        cwd=repo, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == _json(*arguments[:-1])
    assert json.loads(done.stdout)["stop"]["level"] == LEVEL["RF05"]


def test_an_id_of_before_still_answers_and_is_told_by_its_part() -> None:
    for key, parts in oracle.PARTS.items():
        (flag,) = _json("--red-flag", key)["stop"]["flags"]
        assert flag in parts
        assert LEVEL[flag] == min((LEVEL[part] for part in parts), key="EUS".index)


def test_what_was_cleared_no_longer_stops() -> None:
    kept = ("--condition", "stenosis")
    assert _json("--red-flag", "RF05", "--cleared", "RF05", *kept) == _json(*kept)


def test_explain_tells_for_each_family_and_exercise_its_action_and_every_answer_behind_it(atlas: Atlas) -> None:
    arguments = ("--red-flag", "RF15", "--condition", "varicose_veins")
    lines = _screen(*arguments, "--explain").splitlines()
    told = _json(*arguments)
    found = told["families"] | told["exercises"]
    assert lines[0].startswith("stop S: RF15: ")
    assert lines[-1] == "This is not a diagnosis."
    assert [line for line in lines[1:-1] if not line.startswith(" ")] == [
        f"{family}: {ruling['action']}" for family, ruling in found.items()
    ]
    at = lines.index("foam_roller: avoid_locally")
    flag, veins = atlas.red_flags["RF15"], atlas.conditions["varicose_veins"]
    assert lines[at + 1 : at + 3] == [
        f"  avoid_locally for RF15, {flag.name}: {flag.action} (grade C; {', '.join(flag.references)})",
        f"  avoid_locally for varicose_veins, {veins.name}: {veins.why} (grade D; {', '.join(veins.references)})",
    ]


def test_the_json_has_the_promised_keys_and_the_ids_of_the_tables(atlas: Atlas) -> None:
    found = _json("--condition", "dvt_history", "--place", "varicose_veins@calf:left", "--red-flag", "RF13")
    assert list(found) == ["stop", "families", "techniques", "tools", "exercises", "regions", "unsure"]
    assert found["stop"] == {"level": "S", "flags": ["RF13"], "action": atlas.red_flags["RF13"].action}
    assert set(found["families"]) == set(FAMILIES)
    assert set(found["techniques"]) == set(REMEDIES["technique"])
    assert set(found["tools"]) == set(REMEDIES["tool"])
    assert set(found["exercises"]) == set(REMEDIES["exercise"])
    for rulings in (found["families"], found["techniques"], found["tools"], found["exercises"]):
        for ruling in rulings.values():
            assert list(ruling) == ["action", "also", "because"]
            for reason in ruling["because"]:
                assert list(reason) == ["condition", "action", "why", "grade", "references"]


def test_a_reason_is_the_condition_with_its_sentence_grade_and_sources(atlas: Atlas) -> None:
    condition = atlas.conditions["dvt_history"]
    assert _json("--condition", "dvt_history")["families"]["deep_tissue"] == {
        "action": "avoid",
        "also": [],
        "because": [
            {
                "condition": "dvt_history",
                "action": "avoid",
                "why": condition.why,
                "grade": condition.grade,
                "references": list(condition.references),
            }
        ],
    }


def test_without_answers_the_stop_is_null_and_nothing_is_left_out() -> None:
    found = _json()
    assert found["stop"] is None
    assert (found["regions"], found["unsure"]) == ({}, [])
    assert found["tools"]["soft_ball"] == {"action": "ok", "also": [], "because": []}


def test_regions_are_told_where_they_differ_and_only_there() -> None:
    found = _json("--place", "varicose_veins@calf:left", "lymphoedema@outer_foot:midline")["regions"]
    said = oracle.Said(sites=(("varicose_veins", "calf", "left"), ("lymphoedema", "outer_foot", "midline")))
    assert found
    assert found == oracle.of_regions(said)


def test_doubt_is_listed_and_a_stop_sign_in_doubt_stops() -> None:
    found = _json("--unsure", "pregnancy", "cauda_equina_signs")
    assert found["unsure"] == ["cauda_equina_signs", "pregnancy"]
    assert found["stop"]["flags"] == ["RF01a"]


@pytest.mark.parametrize(("arguments", "first"), [
    ((), "no stop sign was named"),
    (("--red-flag", "RF05", "RF01"), "stop E: RF01a, RF05: "),
])  # fmt: skip
def test_in_short_it_names_the_stop_first_and_each_item_and_ends_with_what_it_is_not(
    arguments: tuple[str, ...], first: str
) -> None:
    lines = _screen(*arguments).splitlines()
    assert lines[0].startswith(first)
    assert [line.partition(":")[0] for line in lines[1:-1]] == [
        *_json()["techniques"],
        *_json()["tools"],
        *_json()["exercises"],
    ]
    assert lines[-1] == "This is not a diagnosis."


def test_in_short_it_also_tells_what_else_applies_and_why() -> None:
    lines = _screen("--condition", "lymphoedema", "varicose_veins").splitlines()
    assert "swedish: ask_clinician_first, also avoid_locally (lymphoedema, varicose_veins)" in lines


# ---- how answers are given ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "one", "other"),
    [
        ("--condition", "dvt_history", "varicose_veins"),
        ("--red-flag", "RF05", "RF13"),
        ("--unsure", "pregnancy", "aneurysm"),
        ("--place", "varicose_veins@calf:left", "skin_infection_wound@heel_sole:midline"),
    ],
)
def test_one_option_with_two_ids_is_the_option_given_twice(option: str, one: str, other: str) -> None:
    together = _screen(option, one, other, "--json")
    assert together == _screen(option, one, option, other, "--json")
    assert together == _screen(option, other, "--json", option, one, option, one)
    assert together not in (_screen(option, one, "--json"), _screen(option, other, "--json"))


SITES = st.builds("{}@{}:{}".format, st.sampled_from(LOCAL), st.sampled_from(PLACES), st.sampled_from(oracle.SIDES))
OPTIONS = st.one_of(
    st.tuples(st.just("--red-flag"), st.sampled_from(tuple(LEVEL))),
    st.tuples(st.just("--condition"), st.sampled_from(CONDITIONS)),
    st.tuples(st.just("--unsure"), st.sampled_from(CONDITIONS)),
    st.tuples(st.just("--place"), SITES),
)


@law(500)
@given(options=st.lists(OPTIONS, max_size=8), rng=st.randoms(use_true_random=False))
def test_the_order_of_options_does_not_matter(options: list[tuple[str, str]], rng: random.Random) -> None:
    shuffled = rng.sample(options, len(options))
    one, other = (_screen("--json", *(word for option in said for word in option)) for said in (options, shuffled))
    assert one == other


# ---- what cannot be understood --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "nearest"),
    [
        (("--red-flag", "RF005"), "RF05"),
        (("--condition", "dvt_histroy"), "dvt_history"),
        (("--unsure", "pregnant"), "pregnancy"),
        (("--place", "varicose_vein@calf:left"), "varicose_veins"),
        (("--place", "varicose_veins@clf:left"), "calf"),
        # What is known beside it does not save it.
        (("--condition", "dvt_history", "varicose_vains", "--json"), "varicose_veins"),
        (("--red-flag", "RF01", "RF005"), "RF05"),
    ],
)
def test_an_unknown_id_is_refused_with_the_nearest_one(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], nearest: str
) -> None:
    told = _refused(capsys, *arguments)
    assert "unknown" in told
    assert f"did you mean '{nearest}'?" in told


def test_an_unknown_id_that_is_near_nothing_is_refused_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert "unknown condition 'xyzzy'" in _refused(capsys, "--condition", "xyzzy")


@pytest.mark.parametrize(
    "place",
    ["calf", "calf:left", "varicose_veins@calf", "varicose_veins@calf:", "varicose_veins@calf:up",
     "varicose_veins@calf:left:right", "@:", ""],
)  # fmt: skip
def test_a_malformed_place_is_refused_with_the_form_that_it_must_have(
    capsys: pytest.CaptureFixture[str], place: str
) -> None:
    assert "is not CONDITION@PLACE:SIDE" in _refused(capsys, "--place", place, "--json")


@pytest.mark.parametrize("place", ["@calf:left", "varicose_veins@:left"])
def test_a_place_with_an_empty_part_is_refused(capsys: pytest.CaptureFixture[str], place: str) -> None:
    assert "unknown" in _refused(capsys, "--place", place)


def test_a_missing_folder_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "no folder" in _refused(capsys, "--data", str(tmp_path / "none"))
