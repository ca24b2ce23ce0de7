"""The installed product: what the wheel holds, how it starts in each way, how it ends, and what it says meanwhile."""

from __future__ import annotations

import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from explorer.content import Atlas
from explorer.content.geometry import VIEW_IN_FILES
from explorer.ui.shell.serve import MOST_FILES, Service, announce, make_room_for_windows


def _python(installed: Path, cwd: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run(
        [sys.executable, *command], cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_wheel_carries_its_content_and_runs_from_any_folder(installed: Path, tmp_path: Path, atlas: Atlas) -> None:
    told = _python(installed, tmp_path, "-m", "explorer", "check")
    assert told.returncode == 0, told.stdout + told.stderr
    assert told.stdout.splitlines()[-1].startswith(f"{len(atlas.regions)} regions")
    where = _python(installed, tmp_path, "-c", "from explorer.ui.shell.serve import entry_file; print(entry_file())")
    assert Path(where.stdout.strip()) == installed / "explorer/streamlit_app.py"


def test_the_wheel_carries_the_plates_and_figures_with_their_licence_and_the_quiet_settings(
    installed: Path, repo: Path
) -> None:
    inside = {
        path.relative_to(installed / "explorer").as_posix()
        for path in (installed / "explorer").rglob("*")
        if path.is_file()
    }
    plates = {f"images/{plate.name}" for plate in (repo / "images").glob("plate_*.webp")}
    assert len(plates) == 15
    skin = {"images/beside_female.json", *(f"images/ghost_{view}_female.webp" for view in VIEW_IN_FILES.values())}
    figures = {f"images/figures/{file.name}" for file in (repo / "images/figures").iterdir()}
    assert "images/figures/figures.json" in figures
    assert plates | skin | figures | {"images/SOURCES.md", ".streamlit/config.toml", "data/atlas/map.json"} <= inside


def test_run_says_when_the_port_is_taken_and_names_another(repo: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = _python(repo, repo, "-m", "explorer", "run", "--host", "127.0.0.1", "--port", str(port))
    assert told.returncode == 1
    assert f"port {port} is taken" in told.stderr
    assert f"--port {port + 1}" in told.stderr


@contextmanager
def _started(code: Path, folder: Path, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    """Something that serves, started in ``folder`` with the package at ``code``; what it says is in ``said``."""
    environment = {**os.environ, "PYTHONPATH": str(code), "CI": "1"}
    with (folder / "said").open("wb") as said:
        server = subprocess.Popen(
            [sys.executable, *command], cwd=folder, env=environment, stdout=said, stderr=said, start_new_session=True
        )
        try:
            yield server
        finally:
            if server.poll() is None:
                server.kill()
            server.wait(20)


def _ask(port: int, path: str, host: str = "localhost") -> tuple[int, str, dict[str, str]]:
    """Status, text and headers of an answer, once there is one."""
    for _ in range(300):
        connection = HTTPConnection("localhost", port, timeout=20)
        try:
            connection.request("GET", path, headers={"Host": host, "Accept": "text/html"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode(errors="replace"), dict(answer.getheaders())
        except ConnectionError:
            time.sleep(0.2)
        finally:
            connection.close()
    raise AssertionError("no answer within a minute")


def _port(said: Path) -> int:
    """The port that `run` names."""
    for _ in range(300):
        if found := re.search(r"http://localhost:(\d+)", said.read_text()):
            return int(found[1])
        time.sleep(0.2)
    raise AssertionError(f"no address within a minute: {said.read_text()}")


def test_run_says_one_line_serves_under_a_path_and_ends_at_once(installed: Path, tmp_path: Path) -> None:
    run = ("-m", "explorer", "run", "--port", "0", "--base-path", "/nerve", "--allowed-host", "localhost")
    with _started(installed, tmp_path, *run) as server:
        port = _port(tmp_path / "said")
        assert _ask(port, "/nerve/readyz")[0] == 200
        assert "STOP SIGNS" in _ask(port, "/nerve/stop-signs.txt")[1]
        status, page, headers = _ask(port, "/nerve/")
        assert (status, page.count("All stop signs, and what to do")) == (200, 1)
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
        assert _ask(port, "/nerve/readyz", host="evil.example.org")[0] == 400
        server.send_signal(signal.SIGINT)
        assert server.wait(10) == 0
    said = (tmp_path / "said").read_text()
    assert said == f"Sciatic Explorer: http://localhost:{port}/nerve  (stop with Ctrl+C)\n"


@pytest.mark.parametrize("way", ["clone", "wheel"])
def test_streamlit_run_gives_the_same_app(way: str, installed: Path, repo: Path, tmp_path: Path) -> None:
    code, entry = (repo, repo) if way == "clone" else (installed, installed / "explorer")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    run = ("-m", "streamlit", "run", str(entry / "streamlit_app.py"), "--server.port", str(port))
    with _started(code, tmp_path, *run):
        assert _ask(port, "/readyz")[0] == 200
        status, page, headers = _ask(port, "/plan")
        assert (status, page.count("All stop signs, and what to do")) == (200, 1)
        assert "content-security-policy" in headers
        found = "from explorer.ui.map.addresses import address; print(address('plates/lateral_deep.webp'))"
        address = _python(code, tmp_path, "-c", found).stdout.strip()
        assert address.endswith("/plates/lateral_deep.webp")
        assert _ask(port, address)[0] == 200


def test_who_serves_the_network_reads_that_the_line_is_not_encrypted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "1")  # opens no browser
    for host, lines in (("localhost", 1), ("0.0.0.0", 3)):
        announce(Service(host=host), 8501)
        said = capsys.readouterr().out
        assert len(said.splitlines()) == lines
        assert ("not encrypted" in said) == (host == "0.0.0.0")


def test_many_windows_find_room_where_the_system_begins_with_few_open_files() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (512, before[1]))
    try:
        make_room_for_windows()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= min(before[1], MOST_FILES)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
