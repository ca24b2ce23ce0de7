"""The addresses that need no Streamlit."""

from __future__ import annotations

from itertools import chain

from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from explorer.content import shipped
from explorer.handout.link import POCKET
from explorer.web import asked, assets, home_screen, metrics
from explorer.web.health import ALIVE, READY, STREAMLITS_NUMBERS, Health
from explorer.web.plans import Plans
from explorer.web.product import Product
from explorer.web.stop_signs import PATH, as_text

_FRESH = {"Cache-Control": "no-cache"}
_FOR_A_DAY = {"Cache-Control": "public, max-age=86400"}
ICON = "favicon.png"  # where Streamlit's page looks for its icon


class LightPages:
    """Middleware that answers these addresses itself, under the path that the app is served under.

    They are no routes of ``st.App``, because those are fixed before the path is known.
    """

    def __init__(self, app: ASGIApp, product: Product) -> None:
        self._app = app
        router = Router(_routes(product), redirect_slashes=False, default=app)
        self._router = ExceptionMiddleware(router)  # says so itself when a method is not allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        await (self._router if scope["type"] == "http" else self._app)(scope, receive, send)


def _routes(product: Product) -> list[Route]:
    # No endpoint is a coroutine: reading content takes a while, and others must not wait for it.
    def stop_signs(request: Request) -> Response:
        signs = product.stop_signs(asked.languages(request.scope)).at(asked.country(request.scope))
        return PlainTextResponse(as_text(signs), headers=_FRESH | {"Vary": "Accept-Language"})

    def asset(request: Request) -> Response:
        now = product.assets()
        return assets.answer(request, chain([now] if now else (), product.earlier()))

    # A page that told its icon with every run would make the browser fetch it with every click.
    def icon(request: Request) -> Response:
        return Response((shipped("images") / "icon.png").read_bytes(), headers=_FOR_A_DAY, media_type="image/png")

    def worker(request: Request) -> Response:
        return Response(home_screen.worker(), headers=_FRESH, media_type="text/javascript")

    def home_icon(request: Request) -> Response:
        return Response(home_screen.icon(), headers=_FOR_A_DAY, media_type="image/png")

    health, plans = Health(product), Plans(product)
    answers = {
        PATH: stop_signs,
        ICON: icon,
        ALIVE: health.alive,
        READY: health.ready,
        metrics.PATH: health.numbers,
        STREAMLITS_NUMBERS: health.unknown,
        home_screen.address("", home_screen.WORKER)[1:]: worker,
        home_screen.address("", home_screen.ICON)[1:]: home_icon,
        f"{POCKET}/{{code}}.jpg": plans.body,
        f"{POCKET}/{{code}}.ics": plans.reminders,
        f"{POCKET}/{{code}}.pdf": plans.pdf,
        f"{POCKET}/{{code}}.{{page:int}}.png": plans.picture,
        f"{POCKET}/{{code}}.html": plans.html,
        f"{POCKET}/{{code}}{home_screen.ENDING}": plans.manifest,
        f"{POCKET}/{{code:path}}": plans.page,
        f"{assets.FOLDER}/{{hash}}/{{asset_id:path}}": asset,
    }
    return [Route(f"{product.base()}/{path}", answer) for path, answer in answers.items()]
