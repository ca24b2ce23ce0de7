"""The app and the floors it is measured against, each in a process of its own on a free port."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
START_SECONDS = 90

BUTTON = """
import streamlit as st

if st.button("Press"):
    st.session_state.pressed = st.session_state.get("pressed", 0) + 1
st.subheader(f"Pressed {st.session_state.get('pressed', 0)} times", anchor=False)
"""

# Its size in px comes with the URL. Its style asks no other host for anything.
CHART = """
import plotly.graph_objects as go
import streamlit as st

STYLE = "data:application/json,%7B%22version%22%3A8%2C%22sources%22%3A%7B%7D%2C%22layers%22%3A%5B%5D%7D"
RING = [[-0.01, -0.01], [0.01, -0.01], [0, 0.01], [-0.01, -0.01]]
TRIANGLE = {"type": "Feature", "id": "a", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [RING]}}
GEOJSON = {"type": "FeatureCollection", "features": [TRIANGLE]}

st.set_page_config(layout="wide")
width, height = (int(st.query_params[name]) for name in ("width", "height"))
chart = go.Figure(go.Choroplethmap(geojson=GEOJSON, locations=["a"], z=[1], featureidkey="id", showscale=False))
camera = {"style": STYLE, "center": {"lon": 0, "lat": 0}, "zoom": 12}
chart.update_layout(map=camera, width=width, height=height, margin={"l": 0, "r": 0, "t": 0, "b": 0})
st.plotly_chart(chart, width="content")
"""

EMPTY = """
import streamlit as st

st.write("x")
"""


@dataclass(frozen=True)
class Server:
    """A page that is being served: where, and by which process."""

    address: str
    pid: int

    def cpu_seconds(self) -> float:
        """Processor time of the process so far, all threads, also those that have ended."""
        stat = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")

    def memory_kb(self) -> float:
        """Memory that the process holds now."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1000

    def open_files(self) -> tuple[int, int]:
        """How many files the process has open, and how many of them are sockets."""
        found = [_leads_to(each) for each in Path(f"/proc/{self.pid}/fd").iterdir()]
        return len(found), sum(name.startswith("socket:") for name in found)

    def threads(self) -> int:
        """How many threads the process has."""
        return len([*Path(f"/proc/{self.pid}/task").iterdir()])


def _leads_to(link: Path) -> str:
    try:
        return str(link.readlink())
    except FileNotFoundError:  # closed meanwhile
        return ""


@contextmanager
def servers() -> Iterator[Mapping[str, Server]]:
    """``app``, as the product starts it, and its floors under the same settings: ``button``, ``chart``, ``empty``."""
    floors = {"button": BUTTON, "chart": CHART, "empty": EMPTY}
    with TemporaryDirectory() as folder, ExitStack() as stack:
        shutil.copytree(ROOT / ".streamlit", Path(folder) / ".streamlit")
        found = {"app": stack.enter_context(_serving("app", ROOT, "-m", "explorer", "run", "--port"))}
        for name, script in floors.items():
            found[name] = stack.enter_context(_floor(name, script, Path(folder)))
        yield found


@contextmanager
def replica(path: str = "", *more: str, log: Path | None = None) -> Iterator[Server]:
    """The app alone, under a path of its host, with more arguments of ``run``. What it says goes to ``log``."""
    command = ("-m", "explorer", "run", "--base-path", path, *more, "--port")
    with _serving("app", ROOT, *command, path=path, log=log) as found:
        yield found


@contextmanager
def empty() -> Iterator[Server]:
    """An empty Streamlit script alone."""
    with TemporaryDirectory() as folder:
        shutil.copytree(ROOT / ".streamlit", Path(folder) / ".streamlit")
        with _floor("empty", EMPTY, Path(folder)) as found:
            yield found


def _floor(name: str, script: str, folder: Path) -> AbstractContextManager[Server]:
    page = folder / f"{name}.py"
    page.write_text(script)
    return _serving(name, folder, "-m", "streamlit", "run", str(page), "--server.port")


@contextmanager
def _serving(name: str, folder: Path, *command: str, path: str = "", log: Path | None = None) -> Iterator[Server]:
    port = free_port()
    quiet = {**os.environ, "CI": "1"}  # opens no browser
    with (log or Path(os.devnull)).open("ab") as said:
        process = subprocess.Popen(
            [sys.executable, *command, str(port)], cwd=folder, env=quiet, stdout=said, stderr=said
        )
    try:
        server = Server(f"http://localhost:{port}{path}", process.pid)
        _wait_for(server, process)
        yield server
    finally:
        if process.poll() is not None:
            print(f"! {name} was stopped from outside (code {process.returncode}): do not trust its figures")
        process.terminate()
        process.wait(20)


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{server.address}/_stcore/health", timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{server.address} does not answer")
