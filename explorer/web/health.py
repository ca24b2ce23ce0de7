"""What the server says of itself: that it runs, what it shows, and its numbers."""

from __future__ import annotations

from secrets import token_hex

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from explorer.web import assets, metrics, shown
from explorer.web.product import Product

ALIVE, READY = "healthz", "readyz"
STREAMLITS_NUMBERS = "_stcore/metrics"  # open to everybody where nobody closes it; ours say more
_NEVER_KEPT = {"Cache-Control": "no-store"}
_RUN = {"X-Run": token_hex(4)}  # names this start of the server: after another one it knows nothing of a visitor


class Health:
    """These answers."""

    def __init__(self, product: Product) -> None:
        self._product = product

    async def alive(self, request: Request) -> Response:
        """That the server runs."""
        return PlainTextResponse("ok\n", headers=_NEVER_KEPT | _RUN)

    def ready(self, request: Request) -> Response:
        """Whether there is something to show, and what."""
        now = self._shown()
        told = f"ok\n{now.in_lines()}" if now else ""
        return PlainTextResponse(told + _faults(self._product.problems()), 200 if now else 503, _NEVER_KEPT)

    def numbers(self, request: Request) -> Response:
        """What was counted, for those who may know: nobody behind a proxy, which is open to the world."""
        may_know = self._product.metrics() or metrics.comes_from_here(request)
        if may_know and not metrics.is_passed_on(request):
            return metrics.text(self._shown(), self._product.problems())
        return self.unknown(request)

    def unknown(self, request: Request) -> Response:
        """That there is nothing here."""
        return PlainTextResponse(assets.UNKNOWN, 404, _NEVER_KEPT)

    def _shown(self) -> shown.Shown | None:
        atlas = self._product.atlas(None)
        return shown.of(atlas) if atlas else None


def _faults(count: int) -> str:
    told = f"The content has {count} problem{'s'[: count != 1]}: sciatic-explorer check tells them.\n"
    return told if count else ""
