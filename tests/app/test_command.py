"""The installed product: what the wheel holds, and how `run` answers when it cannot start."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from explorer.content import Atlas


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, repo: Path) -> Path:
    """What the wheel unpacks to, far from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=repo, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def _python(installed: Path, cwd: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run(
        [sys.executable, *command], cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_wheel_carries_its_content_and_runs_from_any_folder(installed: Path, tmp_path: Path, atlas: Atlas) -> None:
    told = _python(installed, tmp_path, "-m", "explorer", "check")
    assert told.returncode == 0, told.stdout + told.stderr
    assert told.stdout.splitlines()[-1].startswith(f"{len(atlas.regions)} regions")
    where = _python(installed, tmp_path, "-c", "from explorer.ui.serve import entry_file; print(entry_file())")
    assert Path(where.stdout.strip()) == installed / "explorer/streamlit_app.py"


def test_the_wheel_carries_the_plates_with_their_licence_and_the_quiet_settings(installed: Path, repo: Path) -> None:
    inside = {
        path.relative_to(installed / "explorer").as_posix()
        for path in (installed / "explorer").rglob("*")
        if path.is_file()
    }
    plates = {f"images/{plate.name}" for plate in (repo / "images").glob("plate_*.webp")}
    assert len(plates) == 12
    assert plates | {"images/SOURCES.md", ".streamlit/config.toml", "data/atlas/map.json"} <= inside


def test_run_says_when_the_port_is_taken_and_names_another(repo: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = _python(repo, repo, "-m", "explorer", "run", "--host", "127.0.0.1", "--port", str(port))
    assert told.returncode == 1
    assert f"port {port} is taken" in told.stderr
    assert f"--port {port + 1}" in told.stderr
