"""Folders that mean harm, or were put together by chance: ``check`` says so in words, soon, and in little memory."""

from __future__ import annotations

import functools
import json
import os
import random
import re
import resource
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from explorer.bodymap import figures
from explorer.cli import main
from explorer.content import shipped, yaml_file
from explorer.content.kinds import KINDS
from tests.content.conftest import REGION
from tests.laws import PROFILE

FEW, MANY = 10, 200  # in `make test`, and in `make laws`
SECONDS = 60  # for one folder; each takes about one
MOST_GROWTH = 150_000_000  # bytes, over all folders

LISTS = [kind.stem for kind in KINDS if kind.layout == "list"]
FOLDERS = [kind.stem for kind in KINDS if kind.layout == "folder"]
NAMES = [f"{stem}.yaml" for stem in LISTS] + [
    f"{folder}/{name}"
    for folder in FOLDERS
    for name in ("x.yaml", "piriformis.yaml", "x.yaml.txt", ".YAML", "._x.yaml", "ünï cödé.yaml", "\udcff\udcfe.yaml",
                 "a\nb.yaml", "\u202ex.yaml", "-rf.yaml", "x" * 200 + ".yaml", "$(id).yaml", "%s{0}.yaml")
] + ["handout/words.yaml", "images/figures/figures.json", "clinic.txt", ".DS_Store", "..data"]  # fmt: skip

_BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
_SIGNS = ["\u00ad", "\u200b", "\u202e", "\ufeff", "\x00", "\x85", "\u2028", " #", "\t", "\r", "\uff54", "\u043e",
          "💥", "{", "}", "[",
          "&a ", "*a", "!!python/name:os.system ", "<<: ", "? ", "- ", "|", ">", "---\n", "no", "https://example.org",
          "<img src=//example.org>", "{emergency}", "{x}", "'", '"', "%YAML 9.9\n", ": ", "\n"]  # fmt: skip

Content = Callable[[random.Random], bytes]


def _damaged(chance: random.Random) -> bytes:
    """The valid region with some signs in it that no text should have."""
    text = REGION
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(_SIGNS) + text[at + chance.randint(0, 3) :]
    return text.encode()


def _list_of_records(chance: random.Random) -> bytes:
    stem = chance.choice(LISTS)
    values = ["x", "[]", "{}", "1", "no", '""', "[x, x]", "{patient: x}", f'"{chance.choice(_SIGNS[:3])}"']
    fields = ", ".join(f"{key}: {chance.choice(values)}" for key in ("id", "name", "patient", "references", "families"))
    return f"{stem}:\n{f'  - {{{fields}}}{chr(10)}' * chance.choice([1, 2, 3000])}".encode()


CONTENTS: tuple[Content, ...] = (
    _damaged,
    _list_of_records,
    lambda chance: chance.randbytes(chance.choice([0, 1, 50, 5_000])),
    lambda _: _BOMB.encode(),
    lambda _: b"[" * 50_000,
    lambda _: b"{a: " * 50_000,
    lambda _: "".join(f"{' ' * i}a:\n" for i in range(500)).encode(),
    lambda chance: f"id: {chance.choice('x1_:')}".encode() + b"y" * 1_000_000,
    lambda _: b"id: " + b"x " * 500_000,
    lambda chance: REGION.encode(chance.choice(["utf-16", "utf-32", "utf-7", "cp037", "utf-8-sig"])),
    lambda _: json.dumps({"figures": [{"id": "x", "files": ["../../x.png"], "alt": "x" * 9_999}]}).encode(),
    lambda _: b"id: !!python/object/apply:os.system ['touch pwned']\n",
)


def _put(path: Path, chance: random.Random, outside: Path) -> None:
    """One file, folder or link that leads to itself, to nothing or out of the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kind = chance.random()
    if path.is_symlink() or path.exists():
        return
    if kind < 0.8:
        path.write_bytes(chance.choice(CONTENTS)(chance))
    elif kind < 0.95:
        path.symlink_to(chance.choice([path, outside, outside / "gone", Path("/dev/zero"), Path("/")]))
    else:
        path.mkdir()


@pytest.fixture(autouse=True)
def _shipped_files_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What no folder here changes is read once, and its pictures are opened once."""
    folders = (
        shipped("data"),
        shipped("images/figures"),
        *(shipped("data") / folder for folder in FOLDERS),
    )
    ours = {folder.resolve() for folder in folders}

    def once(read: Callable[..., Any]) -> Callable[..., Any]:
        kept = functools.cache(read)
        return lambda file, *name: (kept if file.parent in ours else read)(file, *name)

    monkeypatch.setattr(yaml_file, "read_yaml", once(yaml_file.read_yaml))
    monkeypatch.setattr(figures, "fault", once(figures.fault))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every host that somebody asks for anything."""
    found: list[object] = []

    def tell(_: object, address: object) -> None:
        found.append(address)
        raise OSError

    monkeypatch.setattr(socket.socket, "connect", tell)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *address, **_: tell(None, address))
    return found


@pytest.mark.slow
def test_a_hostile_folder_is_told_in_words_soon_and_in_little_memory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, asked: list[object]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "outside").mkdir()
    grown = 0
    for seed in range(MANY if PROFILE == "many" else FEW):
        chance = random.Random(seed)
        folder = tmp_path / f"clinic{seed}"
        for name in chance.sample(NAMES, chance.randint(1, 8)):
            _put(folder / name, chance, tmp_path / "outside")
        before, start = _peak(), time.monotonic()
        assert main(["check", str(folder), "--today", "2026-11-21"]) in (0, 1), seed
        grown += _peak() - before if seed else 0  # the first one loads what all need
        assert time.monotonic() - start < SECONDS, seed
        printed = capsys.readouterr()
        assert printed.err == "", seed
        lines = printed.out.splitlines()
        assert lines, seed
        assert all(line.isprintable() and len(line) < 2_000 for line in lines), seed
        assert all(re.search(r":\d+:\d+: |: no problems", line) for line in lines), seed
    assert grown < MOST_GROWTH
    assert asked == []
    assert not list(tmp_path.rglob("pwned"))


def _peak() -> int:
    """The most memory that this process ever had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if os.uname().sysname == "Darwin" else 1024)
