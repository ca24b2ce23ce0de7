"""Start the web server in this process, quietly."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

with suppress(ImportError):  # Windows has none, and no such limit
    import resource

import streamlit as st

from explorer.ui.shell import app
from explorer.ui.shell.app import FRAMES_VARIABLE, METRICS_VARIABLE
from explorer.ui.shell.frame import REVIEW_VARIABLE
from explorer.ui.shell.kiosk import IDLE_VARIABLE
from explorer.ui.state.live import DATA_VARIABLE
from explorer.web import log

ENTRY = "streamlit_app.py"
PATIENCE_SECONDS = 8  # with what is not done when the server is told to stop; whoever runs it kills it after 10
MOST_FILES = 10_240  # what macOS allows, too
EVERY_ADDRESS = ("0.0.0.0", "::")
NOT_ENCRYPTED = "The line is not encrypted: others on the network can read along. How to add TLS: docs/operate.md"


@dataclass(frozen=True)
class Service:
    """How the app is offered.

    ``port`` 0 takes any free one. ``data`` is a content folder of one's own; after ``idle_minutes`` without a touch,
    answers are forgotten. ``base_path`` is the path on the host; only the ``allowed_hosts`` are answered, if there are
    any; ``frame_ancestors`` are the pages that may show this one in a frame. ``metrics`` gives the numbers of the
    server to whoever reaches it, not to this computer alone; ``log`` writes a line of JSON for each request;
    ``review`` shows the page on which clinicians sign texts.
    """

    host: str = "localhost"
    port: int = 8501
    data: Path | None = None
    idle_minutes: float | None = None
    base_path: str = ""
    allowed_hosts: tuple[str, ...] = ()
    frame_ancestors: str | None = None
    metrics: bool = False
    log: bool = False
    review: bool = False


def serve(service: Service) -> int:
    """Serve the app until it is stopped. Opens the default browser where there is a screen.

    Returns the exit code: 1 if it cannot listen there.
    """
    try:
        port = _free_port(service.host, service.port)
    except (OSError, OverflowError) as error:
        print(f"sciatic-explorer run: {_why(service.host, service.port, error)}", file=sys.stderr)
        return 1
    _tell_pages(service)
    make_room_for_windows()
    _run(service, port)
    return 0


def make_room_for_windows() -> None:
    """Let the server have as many files open as it may: each window takes four, and many systems begin with 1024."""
    if "resource" in globals():
        now, allowed = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = MOST_FILES if allowed == resource.RLIM_INFINITY else min(MOST_FILES, allowed)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(now, wanted), allowed))


def entry_file() -> Path:
    """The page that Streamlit runs: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).parents[2]
    inside = package / ENTRY
    return inside if inside.is_file() else package.parent / ENTRY


def _tell_pages(service: Service) -> None:
    told = {
        DATA_VARIABLE: service.data and service.data.resolve(),
        IDLE_VARIABLE: service.idle_minutes,
        FRAMES_VARIABLE: service.frame_ancestors,
        METRICS_VARIABLE: service.metrics,
        log.VARIABLE: service.log,
        REVIEW_VARIABLE: service.review,
    }
    os.environ.update({name: str(value) for name, value in told.items() if value})


def _run(service: Service, port: int) -> None:
    """Run the server; comes back when it is stopped."""
    entry = entry_file()

    @asynccontextmanager
    async def lifespan(served: st.App) -> AsyncIterator[dict[str, Any]]:
        leave_in_the_end()
        async with app.lifespan(served) as state:
            announce(service, port)
            yield state

    served = st.App(entry, middleware=app.middleware(), on_script_error=app.on_script_error, lifespan=lifespan)
    # Streamlit reads .streamlit/config.toml beside the file that was started, which is this one to it.
    sys.argv = [str(entry)]
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever stops a service means what Ctrl+C means
    with suppress(KeyboardInterrupt):
        served.run(config=_settings(service, port))


def leave_in_the_end() -> None:
    """Leave in the end although a request is never finished, or a page never done: the server waits for each of them.

    Call once the server listens to signals, which then hears them, too.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _and_leave_in_the_end(signal.getsignal(number)))


def _and_leave_in_the_end(told: Any) -> Callable[[int, FrameType | None], None]:
    def heard(number: int, frame: FrameType | None) -> None:
        leave = threading.Timer(PATIENCE_SECONDS, os._exit, (0,))
        leave.daemon = True
        leave.start()
        told(number, frame)

    return heard


def _settings(service: Service, port: int) -> dict[str, Any]:
    return {
        "server.address": service.host,
        "server.port": port,
        "server.baseUrlPath": service.base_path.strip("/"),
        "server.allowedHosts": list(service.allowed_hosts),
        "browser.serverAddress": _shown(service.host),
    }


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
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return f"port {port} is taken, perhaps by another Sciatic Explorer; try --port {port + 1}"
    return f"cannot listen on {host}:{port}: {getattr(error, 'strerror', None) or error}"


def announce(service: Service, port: int) -> None:
    """Say where the app is: the server listens, and answers as soon as this is done."""
    path = f"/{service.base_path.strip('/')}".rstrip("/")
    address = f"http://{_in_url(_shown(service.host))}:{port}{path}"
    with suppress(OSError):  # nobody may read the output
        print(f"Sciatic Explorer: {address}  (stop with Ctrl+C)", flush=True)
        if service.host in EVERY_ADDRESS:
            print(f"Every device on the local network can open it, at http://{_own_address()}:{port}{path}")
            print(NOT_ENCRYPTED, flush=True)
    if _has_screen():
        webbrowser.open(address)


def _shown(host: str) -> str:
    return "localhost" if host in EVERY_ADDRESS else host


def _own_address() -> str:
    """This computer's address in the local network. Looks at its own routes only: nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(("192.0.2.1", 9))  # an address that is nobody's, to see which way out would be taken
        address = str(probe.getsockname()[0])
        if not address.startswith(("127.", "0.")):
            return address
    return socket.gethostname()


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _has_screen() -> bool:
    if os.environ.get("CI"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
