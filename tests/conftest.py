"""Shared by all tests."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from explorer.content import Atlas, load_atlas

# How long an example takes says something of the machine, and nothing of the law.
settings.register_profile("ours", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=10)
settings.register_profile("many", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ours")


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The shipped content."""
    return load_atlas()


@pytest.fixture(scope="session")
def repo() -> Path:
    """The folder of the checkout."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, repo: Path) -> Path:
    """What the wheel unpacks to, far from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=repo, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"
