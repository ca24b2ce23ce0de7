"""Numbers for whoever runs the server: counts and times only, nothing of who asked, what for, or with which answers.

A session is an open window, by its web socket. A run draws a page once, whole; what a part of a page draws anew by
itself is none.
"""

from __future__ import annotations

from prometheus_client import (
    CONTENT_TYPE_PLAIN_0_0_4,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from starlette.requests import Request
from starlette.responses import Response

from explorer.web.shown import Shown

PATH = "metrics"
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)  # memory, processor time and open files
REQUESTS = Counter("sciatic_requests", "Requests by what they asked for.", ("route", "status"), registry=REGISTRY)
SESSIONS = Gauge("sciatic_sessions", "Windows that are open.", registry=REGISTRY)
RUNS = Histogram("sciatic_run_seconds", "How long it took to draw a page.", registry=REGISTRY)
FAILED = Counter("sciatic_run_errors", "Pages that could not be drawn.", registry=REGISTRY)
PAPERS = Histogram("sciatic_paper_seconds", "How long it took to make a paper.", registry=REGISTRY)
_AGE = Gauge("sciatic_content_age_seconds", "Since when this content is shown.", registry=REGISTRY)
_PROBLEMS = Gauge("sciatic_content_problems", "Problems of the content folder.", registry=REGISTRY)
_FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
_THIS_COMPUTER = ("127.0.0.1", "::1")


def text(shown: Shown | None, problems: int) -> Response:
    """All numbers, as Prometheus reads them."""
    _AGE.set(shown.age_seconds if shown else 0)
    _PROBLEMS.set(problems)
    return Response(
        generate_latest(REGISTRY), headers={"Cache-Control": "no-store"}, media_type=CONTENT_TYPE_PLAIN_0_0_4
    )


def comes_from_here(request: Request) -> bool:
    """Whether somebody at this computer asks."""
    return bool(request.client) and request.client.host in _THIS_COMPUTER  # type: ignore[union-attr]


def is_passed_on(request: Request) -> bool:
    """Whether a proxy asks for somebody else."""
    return any(name in request.headers for name in _FORWARDED)
