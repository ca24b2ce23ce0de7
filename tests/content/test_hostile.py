"""Hostile files are refused in words. Each runs in a process of its own, so that a hang or a crash is seen."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.content import ContentError, load_atlas
from tests.content.conftest import REGION, Folder
from tests.laws import law

GENEROUS_SECONDS = 60  # each takes well under a second; what hangs takes forever
FILE = "regions/piriformis.yaml"
DEPTH = 100_000

BOMB = "a: &a [x, x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi"))  # noqa: B905
FLOW = "[" * DEPTH
MAPS = "{a: " * DEPTH
BLOCK = "".join(f"{' ' * i}a:\n" for i in range(1500))
DASHES = "- " * DEPTH + "x"
OS_SYSTEM = "!!python/object/apply:os.system"

REFUSED = {
    "alias_bomb": (BOMB, "1:4: anchors (&) and aliases (*) are not allowed; write the value out"),
    "alias_to_itself": ("a: &a [*a]\n", "1:4: anchors (&) and aliases (*) are not allowed; write the value out"),
    "python_call": (
        f'id: {OS_SYSTEM} ["touch pwned"]\n',
        "1:5: the tag 'tag:yaml.org,2002:python/object/apply...' is not allowed; content is plain text and numbers",
    ),
    "python_name_as_key": (
        "!!python/name:os.system : x\n",
        "1:1: the tag 'tag:yaml.org,2002:python/name:os.system' is not allowed; content is plain text and numbers",
    ),
    "own_tag": ("id: !evil x\n", "1:5: the tag '!evil' is not allowed; content is plain text and numbers"),
    "deep_flow_lists": (FLOW, "1:14: nested deeper than 12 levels"),
    "deep_flow_groups": (MAPS, "1:53: nested deeper than 12 levels"),
    "deep_block_groups": (BLOCK, "14:14: nested deeper than 12 levels"),
    "deep_block_lists": (DASHES, "1:27: nested deeper than 12 levels"),
    "merge_key": ("<<: {id: piriformis}\n", "1:1: merge keys (<<) are not allowed; write the values out"),
    "group_as_key": ("? {a: b}\n: c\n", "1:3: a key must be one plain word"),
    "endless_doubles": ("{a: 1" + ", a: 1" * 600_000 + "}", "1:599993: more than 100,000 values; split the file"),
    "endless_list": (
        f"[{'a,' * 1_500_000}a]",
        "1:200000: more than 100,000 values; split the file",
    ),
}  # fmt: skip


def _check(folder: Folder) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "explorer", "check", str(folder.root)],
        capture_output=True, text=True, timeout=GENEROUS_SECONDS, check=False,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _elsewhere(folder: Folder, monkeypatch: pytest.MonkeyPatch, repo: Path) -> None:
    """The processes started here find the package, and work in the test's own folder."""
    monkeypatch.setenv("PYTHONPATH", str(repo))
    monkeypatch.chdir(folder.root.parent)


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.slow
def test_a_hostile_file_is_refused_in_words_and_builds_nothing(folder: Folder, name: str) -> None:
    content, said = REFUSED[name]
    folder.write(FILE, content)
    run = _check(folder)
    assert (run.stdout, run.stderr, run.returncode) == (f"data/{FILE}:{said}\n", "", 1)
    assert not list(folder.root.parent.rglob("pwned"))


def test_a_file_of_100_megabytes_is_refused_unread(folder: Folder) -> None:
    os.truncate(folder.path(FILE), 100_000_000)
    run = _check(folder)
    assert run.stdout == f"data/{FILE}:1:1: the file has 100,000,000 bytes; at most 4,000,000 are read\n"
    assert run.returncode == 1


def test_a_pipe_in_place_of_a_file_is_refused_unread(folder: Folder) -> None:
    folder.path(FILE).unlink()
    os.mkfifo(folder.path(FILE))
    assert _check(folder).stdout == f"data/{FILE}:1:1: this is not a file; put a plain text file here\n"


def test_a_device_in_place_of_a_file_is_refused_unread(folder: Folder) -> None:
    folder.path(FILE).unlink()
    folder.path(FILE).symlink_to("/dev/zero")
    assert _check(folder).stdout == f"data/{FILE}:1:1: this is not a file; put a plain text file here\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("giant", "said"),
    [
        ("x" * 3_900_000, "4:7: area: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...' is not allowed; "
         "allowed: low_back, buttock, thigh, knee, calf, foot, nerve"),
        ("1" + "_" * 3_900_000 + "x", "4:7: area: '1____________________________________...' is not allowed; "
         "allowed: low_back, buttock, thigh, knee, calf, foot, nerve"),
        ("1" * 3_900_000, "4:7: area: '1111111111111111111111111111111111111...' is not allowed; "
         "allowed: low_back, buttock, thigh, knee, calf, foot, nerve"),
        ("0" * 3_900_000, "4:7: area: YAML may read this as another number: "
         "'0000000000000000000000000000000000000...'; put it in quotes if you mean the text"),
        ("1" + ":1" * 1_900_000, "4:7: area: YAML may read this as a number of seconds: "
         "'1:1:1:1:1:1:1:1:1:1:1:1:1:1:1:1:1:1:1...'; put it in quotes if you mean the text"),
    ],
    ids=["letters", "underscores", "digits", "zeros", "colons"],
)  # fmt: skip
def test_a_giant_value_is_told_in_short(folder: Folder, giant: str, said: str) -> None:
    folder.write(FILE, REGION.replace("area: buttock", f"area: {giant}"))
    run = _check(folder)
    assert (run.stdout, run.returncode) == (f"data/{FILE}:{said}\n", 1)


@pytest.mark.slow
@pytest.mark.parametrize("record", ["{a: no}, ", "no, ", "{id: [], note: {}}, ", "{}, "])
def test_very_many_problems_are_told_without_a_hang(folder: Folder, record: str) -> None:
    folder.write("areas.yaml", f"areas: [{record * 15_000}]\n")
    run = _check(folder)
    assert (run.stderr, run.returncode) == ("", 1)
    assert run.stdout.count("\n") >= 15_000


# Text that looks enough like YAML to get past the parser, mixed with anything at all.
_PIECES = st.sampled_from(
    ["id: ", "name", ": ", "- ", "\n", "  ", "[", "]", "{", "}", ",", "&a", "*a", "!!str ", "<<", "|", ">-", '"', "'",
     "#", "?", "---", "...", "%YAML 1.1", "no", "~", "1:30", "0x1", "1e9", "\t", "\r\n", "\x00", "\x85", "\u2028",
     "\ufeff", "piriformis", "cautions:", "references:"]
)  # fmt: skip
_TEXTS = st.one_of(st.text(), st.lists(_PIECES, max_size=40).map("".join))


@st.composite
def _damaged_region(draw: st.DrawFn) -> str:
    """The valid region with one stretch of it replaced."""
    start = draw(st.integers(0, len(REGION)))
    end = draw(st.integers(start, min(len(REGION), start + 60)))
    return REGION[:start] + draw(_TEXTS) + REGION[end:]


@law(400)
@given(content=st.one_of(_TEXTS, _damaged_region()).map(str.encode) | st.binary())
def test_any_file_gives_content_or_problems_that_stand_within_the_file(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        path.parent.mkdir()
        (Path(folder) / "atlas").mkdir()  # else it would be laid over the shipped content
        path.write_bytes(content)
        with pytest.raises(ContentError) as caught:  # all other files are missing here
            load_atlas(folder)
    lines = _lines(content)
    for problem in caught.value.problems:
        assert str(problem).isprintable()
        if problem.path.endswith(FILE):
            assert 1 <= problem.line <= len(lines), problem
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem


def _lines(content: bytes) -> list[str]:
    """The lines as an editor counts them."""
    return re.split("\r\n|\r|\n", content.decode("utf-8-sig", errors="replace"))
