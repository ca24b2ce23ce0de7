"""What the address of a plan answers: its light page, its paper, its marked body, or in words why there is none."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from datetime import date, time
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from explorer.care.exports import calendar
from explorer.care.plan import judge
from explorer.care.plan_code import Fault, PlanCodeError, decode
from explorer.care.plan_link import code_of
from explorer.content import Atlas, ContentError
from explorer.content.models import Plan
from explorer.content.speech import ENGLISH
from explorer.content.translation import told_in
from explorer.handout.link import opens_on_phones
from explorer.handout.link import pocket as pocket_path
from explorer.handout.paper import TemplateError
from explorer.handout.sheet import NotReady, Sheet, marks, sheet
from explorer.web import asked, assets, home_screen, pocket
from explorer.web.assets import Asset
from explorer.web.papers import NAME, Form, Paper, TooManyError, by_code, place
from explorer.web.pocket import AT, Pocket
from explorer.web.product import Product
from explorer.web.stop_signs import StopSigns

_LEVEL = 6  # of packing: a page is packed for each who asks
_NEVER_KEPT = {"Cache-Control": "no-store"}
_AS_FILE = {"Content-Disposition": 'attachment; filename="my-plan.ics"'}
_AS_PAPER = {
    "Cache-Control": "private, no-cache", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex",
    "Content-Disposition": f"inline; filename={NAME}",
}  # fmt: skip
_OWN_FOR_A_DAY = {"Cache-Control": "private, max-age=86400", "X-Robots-Tag": "noindex"}
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
MOST_TIMES = 4
AGAIN_SECONDS = 10  # when a paper may be asked for again, after too many asked at once
_HOW_TO_OPEN = ("tap", "scan", "ask")


class Plans:
    """The answers about plans. Each is made from the code in its address alone, so that every replica gives it.

    The last ones are kept in memory; nothing of them is logged.
    """

    def __init__(self, product: Product) -> None:
        self._product = product

    def page(self, request: Request) -> Response:
        """The light page of a plan."""

        def shown(atlas: Atlas, files: assets.Assets, code: str, plan: Plan) -> Response:
            base, country, words = self._base(request), _known_country(request, atlas), sheet_of(atlas, plan)
            return _answer(request, 200, pocket.page(Pocket(words, atlas, files, code, plan, base, country)))

        return self._or_why(request, shown)

    def pdf(self, request: Request) -> Response:
        """The paper of a plan, as PDF."""
        return self._paper(request, "pdf", lambda made: made.pdf)

    def html(self, request: Request) -> Response:
        """The paper of a plan, as a web page that prints."""
        return self._paper(request, "html", lambda made: made.html)

    def picture(self, request: Request) -> Response:
        """A page of the paper, as a picture."""
        number = request.path_params["page"]
        return self._paper(request, "png", lambda made: dict(enumerate(made.pages, 1)).get(number))

    def _paper(self, request: Request, form: Form, taken: Callable[[Paper], Asset | None]) -> Response:
        def shown(atlas: Atlas, files: assets.Assets, code: str, plan: Plan) -> Response:
            words = sheet_of(atlas, plan, self._link(request, atlas, code))
            paper = by_code(words, atlas, plan.paper)
            with nullcontext() if paper.has(form) else place():
                made = taken(paper)
            return assets.file(request, made, _AS_PAPER) if made else _unknown()

        return self._or_why(request, shown)

    def _or_why(self, request: Request, shown: Callable[[Atlas, assets.Assets, str, Plan], Response]) -> Response:
        """What is shown of the plan in its language, or in words why there is nothing to show."""
        atlas, files = self._product.atlas(asked.country(request.scope)), self._product.assets()
        try:
            code = code_of(request.path_params["code"])
            if atlas is None or files is None:
                return self._not_now(request)
            plan = decode(code)
            return shown(told_in(atlas, plan.lang), files, code, plan)
        except PlanCodeError as error:
            return self._damaged(request, error.fault)
        except NotReady as error:
            return self._not_here(request, error.why)
        except TooManyError:
            again = self._not_now(request)
            again.headers["Retry-After"] = str(AGAIN_SECONDS)
            return again
        except (ContentError, TemplateError, OSError):  # a clinic's own words or template, or a full disk
            return self._not_now(request)

    def _link(self, request: Request, atlas: Atlas, code: str) -> str | None:
        """What the paper has as a code to scan; nothing where no phone could open it."""
        base = atlas.clinic["clinic"].link_base or f"{request.url.scheme}://{request.url.netloc}{self._base(request)}"
        return pocket_path(base.rstrip("/"), code, _known_country(request, atlas)) if opens_on_phones(base) else None

    def reminders(self, request: Request) -> Response:
        """What there is to do, for a calendar, at the times that the request names. Nobody notes them."""
        atlas = self._product.atlas(None)
        plan = _standing(atlas, request)
        if atlas is None or plan is None:
            return _unknown()
        made = calendar(told_in(atlas, plan.lang), plan, _times(request), date.today())
        return Response(made, 200, _NEVER_KEPT | _AS_FILE, "text/calendar")

    def manifest(self, request: Request) -> Response:
        """What puts a plan on the home screen of a phone."""
        atlas, code = self._product.atlas(None), request.path_params["code"]
        try:
            plan = decode(code)
        except PlanCodeError:
            return _unknown()
        base = self._base(request)
        path = pocket_path(base, code, _known_country(request, atlas) if atlas else None)
        speech = self._product.stop_signs((plan.lang, ENGLISH)).speech
        return Response(home_screen.manifest(base, path, speech), 200, _OWN_FOR_A_DAY, home_screen.MANIFEST_TYPE)

    def body(self, request: Request) -> Response:
        """The body with the marks of a plan."""
        atlas = self._product.atlas(None)
        plan = _standing(atlas, request)
        if atlas is None or plan is None:
            return _unknown()
        return assets.file(request, pocket.body(told_in(atlas, plan.lang), marks(plan)), _OWN_FOR_A_DAY)

    def _damaged(self, request: Request, fault: Fault) -> Response:
        signs = self._signs(request)
        to_do = [signs.speech.say(f"pocket.damaged.{each}") for each in _HOW_TO_OPEN]
        return self._instead(
            request, 400, (signs.speech.say("pocket.damaged"), signs.speech.say(f"link.plan.{fault}")), to_do, signs
        )

    def _not_here(self, request: Request, why: Iterable[str]) -> Response:
        signs = self._signs(request)
        said = signs.speech.say("pocket.not_here"), signs.speech.say("pocket.not_here.ask")
        return self._instead(request, 404, said, why, signs)

    def _not_now(self, request: Request) -> Response:
        signs = self._signs(request)
        to_do = signs.speech.say("pocket.not_now.later"), signs.speech.say("pocket.not_now.paper")
        return self._instead(request, 503, (signs.speech.say("pocket.not_now"), ""), to_do, signs)

    def _instead(
        self, request: Request, status: int, said: tuple[str, str], to_do: Iterable[str], signs: StopSigns
    ) -> Response:
        return _answer(request, status, pocket.instead(*said, to_do, signs, self._base(request)))

    def _signs(self, request: Request) -> StopSigns:
        return self._product.stop_signs((*_own_language(request), *asked.languages(request.scope))).at(
            asked.country(request.scope)
        )

    def _base(self, request: Request) -> str:
        return str(request.scope.get("root_path", "")) + self._product.base()


def _own_language(request: Request) -> tuple[str, ...]:
    """The language of the plan of the address, or English where that is not offered; none if it cannot be read."""
    try:
        return decode(request.path_params["code"]).lang, ENGLISH
    except PlanCodeError:
        return ()


def _unknown() -> Response:
    return PlainTextResponse(assets.UNKNOWN, 404, _NEVER_KEPT)


def _known_country(request: Request, atlas: Atlas) -> str | None:
    country = asked.country(request.scope)
    return country if country in atlas.emergency else None


def _standing(atlas: Atlas | None, request: Request) -> Plan | None:
    """The plan of a code, if there is something in it and all of it holds."""
    try:
        plan = decode(request.path_params["code"])
    except PlanCodeError:
        return None
    return plan if atlas and plan.items and judge(atlas, plan, None).stands else None


def _times(request: Request) -> list[time]:
    """The times of the day that a form names, ``HH:MM``; what is none counts as not named."""
    named = (text for name, text in parse_qsl(request.url.query) if name == AT and _CLOCK.fullmatch(text))
    return [time.fromisoformat(text) for text in named][:MOST_TIMES]


def sheet_of(atlas: Atlas, plan: Plan, link: str | None = None) -> Sheet:
    """What is on the paper of a plan when nothing is known but the plan, as the atlas says it."""
    return sheet(atlas, plan, judge(atlas, plan, None), today=date.today(), link=link)


def _answer(request: Request, status: int, html: str) -> Response:
    found = {**pocket.HEADERS, "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return HTMLResponse(html, status, found)
    return HTMLResponse(gzip.compress(html.encode(), _LEVEL), status, {**found, "Content-Encoding": "gzip"})
