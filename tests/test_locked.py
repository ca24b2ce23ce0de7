"""The lock: all that pyproject.toml asks for, one release of each with its hashes. What differs is told by name."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from itertools import product
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.locked import differences

LOCKS = ("requirements.txt", "requirements-dev.txt")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}


@pytest.fixture(params=LOCKS)
def lock(request: pytest.FixtureRequest, repo: Path) -> Path:
    return repo / str(request.param)


def _pinned(lock: Path) -> list[Requirement]:
    return [Requirement(line.rstrip(" \\")) for line in lock.read_text("utf-8").splitlines() if line[:1].isalnum()]


def _here(wanted: Requirement, python: str, system: str) -> bool:
    place = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": system,
             "platform_system": SYSTEMS[system], "platform_python_implementation": "CPython", "extra": ""}  # fmt: skip
    return wanted.marker is None or wanted.marker.evaluate(place)


@pytest.mark.parametrize(("python", "system"), list(product(PYTHONS, SYSTEMS)))
def test_every_python_and_system_gets_one_release_of_each(lock: Path, repo: Path, python: str, system: str) -> None:
    project = tomllib.loads((repo / "pyproject.toml").read_text("utf-8"))
    pinned = {canonicalize_name(each.name): each for each in _pinned(lock) if _here(each, python, system)}
    assert len(pinned) == sum(_here(each, python, system) for each in _pinned(lock))
    dev = project["project"]["optional-dependencies"]["dev"] if "dev" in lock.stem else []
    for line in [*project["project"]["dependencies"], *project["dependency-groups"]["build"], *dev]:
        asked = Requirement(line)
        (release,) = pinned[canonicalize_name(asked.name)].specifier
        assert release.operator == "=="
        assert asked.specifier.contains(release.version), line


def test_every_release_has_its_hashes(lock: Path) -> None:
    entries = re.split(r"\n(?=[A-Za-z0-9])", lock.read_text("utf-8"))[1:]
    assert len(entries) == len(_pinned(lock)) > 30
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_app_runs_on_the_releases_that_the_tests_run_on(repo: Path) -> None:
    app, tests = (set(map(str, _pinned(repo / name))) for name in LOCKS)
    assert app < tests


def test_another_release_is_told_by_name() -> None:
    here = [f"{name}=={version(name)} \\" for name in ("pyyaml", "packaging")]
    assert list(differences(here)) == []
    assert list(differences(["pyyaml==6.0 \\", *here])) == [
        f"pyyaml {version('pyyaml')} is installed; the lock says ==6.0"
    ]


def test_what_is_missing_is_told_by_name() -> None:
    lines = ["no-such-thing==1.0 \\", "other==2 ; python_version < '3' \\", "    --hash=sha256:00", "# via x"]
    assert list(differences(lines)) == ["no-such-thing is not installed; the lock says ==1.0"]


def test_the_command_says_what_to_do(tmp_path: Path, repo: Path) -> None:
    (tmp_path / "lock.txt").write_text("pyyaml==6.0 \\\n    --hash=sha256:00\n")
    run = subprocess.run(
        [sys.executable, repo / "tools/locked.py", tmp_path / "lock.txt"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "pyyaml" in run.stderr
    assert "make clean" in run.stderr
