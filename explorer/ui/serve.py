"""Start the web server in this process, quietly."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from streamlit import cli_util, config, net_util
from streamlit.web import bootstrap

from explorer.ui.content import DATA_VARIABLE
from explorer.ui.kiosk import IDLE_VARIABLE

ENTRY = "streamlit_app.py"
EVERY_ADDRESS = ("0.0.0.0", "::")
START_SECONDS = 60


def serve(host: str, port: int, data: Path | None = None, idle_minutes: float | None = None) -> int:
    """Serve the app on ``host`` and ``port`` until it is stopped; port 0 takes any free one.

    ``data`` is a content folder of one's own; after ``idle_minutes`` without a touch, answers are forgotten. Opens
    the default browser where there is a screen. Returns the exit code: 1 if it cannot listen there.
    """
    try:
        port = _free_port(host, port)
    except (OSError, OverflowError) as error:
        print(f"sciatic-explorer run: {_why(host, port, error)}", file=sys.stderr)
        return 1
    if data:
        os.environ[DATA_VARIABLE] = str(data.resolve())
    if idle_minutes:
        os.environ[IDLE_VARIABLE] = str(idle_minutes)
    shown = "localhost" if host in EVERY_ADDRESS else host
    threading.Thread(target=_announce, args=(host, shown, port), daemon=True).start()
    _start(host, shown, port)
    return 0


def entry_file() -> Path:
    """The page that Streamlit runs: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).parents[1]
    inside = package / ENTRY
    return inside if inside.is_file() else package.parent / ENTRY


def _start(host: str, shown: str, port: int) -> None:
    """Run Streamlit; comes back when it is stopped."""
    entry = str(entry_file())
    # Streamlit reads .streamlit/config.toml beside this file last, whatever the current folder is.
    config._main_script_path = entry
    # A page of another origin would make Streamlit ask a public service for this computer's address.
    net_util.get_external_ip = _unknown
    # Streamlit says "Stopping..." before it stops, and never stops if nobody reads its output any more.
    cli_util.print_to_cli = _say_nothing
    flags = {
        "server_address": host,
        "server_port": port,
        "browser_serverAddress": shown,
        "server_headless": not _has_screen(),
    }
    bootstrap.load_config_options(flags)
    bootstrap.run(entry, False, [], flags)


def _unknown() -> None:
    return None


def _say_nothing(message: str, **style: Any) -> None:
    del message, style


def _free_port(host: str, port: int) -> int:
    """The port, or any free one for 0. Raises OSError if nobody can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name != "nt":  # as the server does: a port that was just left counts as free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        return int(probe.getsockname()[1])


def _why(host: str, port: int, error: Exception) -> str:
    if isinstance(error, OverflowError):
        return f"{port} is no port; a port is a number from 0 to 65535"
    if isinstance(error, socket.gaierror):
        return f"no address '{host}' on this computer; try --host localhost"
    if isinstance(error, PermissionError):
        return f"port {port} needs more rights than you have; try --port 8501"
    if _answers(host, port):
        return f"port {port} is taken, perhaps by another Sciatic Explorer; try --port {port + 1}"
    return f"cannot listen on {host}:{port}: {getattr(error, 'strerror', None) or error}"


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((_reach(host), port), timeout=2):
            return True
    except OSError:
        return False


def _announce(host: str, shown: str, port: int) -> None:
    """Say where the app is, once it can be opened."""
    deadline = time.monotonic() + START_SECONDS
    while not _healthy(host, port):
        if time.monotonic() > deadline:
            return
        time.sleep(0.05)
    print(f"Sciatic Explorer: http://{_in_url(shown)}:{port}  (stop with Ctrl+C)", flush=True)
    if host in EVERY_ADDRESS:
        print(f"Every device on the local network can open it, at http://{_own_address()}:{port}", flush=True)


def _healthy(host: str, port: int) -> bool:
    connection = HTTPConnection(_reach(host), port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _reach(host: str) -> str:
    """Where this computer itself finds a server that listens on ``host``."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)


def _own_address() -> str:
    """This computer's address in the local network. Looks at its own routes only: nothing is sent."""
    address = net_util.get_internal_ip()
    return socket.gethostname() if not address or address.startswith("127.") else address


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _has_screen() -> bool:
    if os.environ.get("CI"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
