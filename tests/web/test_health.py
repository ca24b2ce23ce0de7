"""What the server says of itself, and to whom; and that none of it tells who asked, or for what."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from explorer import __version__
from explorer.care.plan_code import encode
from explorer.content import Atlas, load_atlas
from explorer.ui.shell import app as shell
from explorer.ui.state import live
from explorer.web import log, metrics, shown
from explorer.web.observed import PAGE, Observed, route
from explorer.web.pages import LightPages
from explorer.web.product import Product
from tests.handout.reading import plan_of
from tests.web.client import Answer, get, open_socket

pytestmark = pytest.mark.shipped


def _ask(path: str, atlas: Atlas | None, problems: int = 0, *, for_all: bool = False, **headers: str) -> Answer:
    def never() -> None:
        raise AssertionError("health needs no stop signs and no files")

    product = Product(lambda: "", never, lambda: problems, never, lambda _: atlas, lambda: for_all)  # type: ignore[arg-type,return-value]
    return get(LightPages(Response("the app"), product), path, **headers)


def _facts(answer: Answer) -> dict[str, str]:
    return dict(re.findall(r"^(\w+): (.+)$", answer.text, re.MULTILINE))


def _clinic(folder: Path, name: str) -> Atlas:
    (folder / "clinic.yaml").write_text(f"clinic:\n  - id: clinic\n    name: {name}\n    country: gb\n")
    return load_atlas(folder)


def _numbers(told: Answer) -> dict[tuple[str, ...], float]:
    """Each sample by its name and the values of its labels."""
    families = text_string_to_metric_families(told.text)
    return {(s.name, *s.labels.values()): s.value for family in families for s in family.samples}


# --- is it there, and what does it show ---------------------------------------------------------------------------


def test_health_says_that_the_server_runs_however_broken_the_content_is() -> None:
    told = _ask("/healthz", None, problems=3)
    assert (told.status, told.text) == (200, "ok\n")


def test_readiness_says_which_version_is_shown_and_whose_folder(atlas: Atlas, tmp_path: Path) -> None:
    plain, own = _ask("/readyz", atlas), _ask("/readyz", _clinic(tmp_path, "Harbour"))
    assert plain.status == own.status == 200
    assert plain.text.startswith("ok\n")
    assert _facts(plain)["version"] == __version__
    assert (_facts(plain)["overlay"], _facts(plain)["clinic"]) == ("none", "none")
    assert (_facts(own)["overlay"], _facts(own)["clinic"]) == (tmp_path.name, "Harbour")


def test_the_same_content_has_the_same_name_on_every_replica_and_another_one_has_another(
    atlas: Atlas, tmp_path: Path
) -> None:
    first = _facts(_ask("/readyz", atlas))["content"]
    assert first == _facts(_ask("/readyz", load_atlas()))["content"]
    assert first != _facts(_ask("/readyz", _clinic(tmp_path, "Harbour")))["content"]


def test_readiness_counts_problems_and_is_refused_only_when_there_is_nothing_to_show(atlas: Atlas) -> None:
    broken, shipped = _ask("/readyz", None, problems=3), _ask("/readyz", atlas, problems=1)
    assert (broken.status, shipped.status) == (503, 200)
    assert "3 problems" in broken.text
    assert "1 problem:" in shipped.text


def test_the_problems_of_a_clinics_folder_are_counted_though_the_shipped_content_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "clinic.yaml").write_text("clinic: [")
    monkeypatch.setenv(live.DATA_VARIABLE, str(tmp_path))
    (light,) = [each for each in shell.middleware() if each.cls is LightPages]
    told = get(LightPages(Response("the app"), *light.args, **light.kwargs), "/readyz")
    assert told.status == 200
    assert "1 problem:" in told.text
    assert _facts(told)["overlay"] == "none"


# --- the numbers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("proxy", [{"x_forwarded_for": "192.0.2.7"}, {"forwarded": "for=192.0.2.7"}, {"via": "1.1 a"}])
def test_numbers_are_for_this_computer_and_never_for_those_behind_a_proxy(atlas: Atlas, proxy: dict[str, str]) -> None:
    assert _ask("/metrics", atlas).status == 200
    assert _ask("/metrics", atlas, **proxy).status == 404
    assert _ask("/metrics", atlas, for_all=True).status == 200
    assert _ask("/metrics", atlas, for_all=True, **proxy).status == 404
    assert _ask("/_stcore/metrics", atlas, for_all=True).status == 404  # Streamlit's own, which asks nobody


def test_somebody_at_another_computer_gets_no_numbers() -> None:
    asked = {"type": "http", "headers": [], "client": ("192.0.2.7", 1)}
    assert not metrics.comes_from_here(Request(asked))
    assert metrics.comes_from_here(Request(asked | {"client": ("::1", 1)}))


def test_the_numbers_tell_of_content_requests_and_sessions(atlas: Atlas) -> None:
    async def during(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(_numbers(_ask("/metrics", atlas, problems=2)))
        await send({"type": "websocket.close"})

    seen: list[dict[tuple[str, ...], float]] = []
    open_socket(Observed(during, lambda: ""), "/_stcore/stream")
    before = seen[0]
    get(Observed(PlainTextResponse("gone", 404), lambda: ""), "/static/x.js")
    after = _numbers(_ask("/metrics", atlas))
    counted = ("sciatic_requests_total", "/static/", "404")
    assert after[counted] == before.get(counted, 0) + 1
    assert before["sciatic_sessions",] == after["sciatic_sessions",] + 1
    assert before["sciatic_content_problems",] == 2
    assert 0 <= after["sciatic_content_age_seconds",] < 3600
    assert after["process_resident_memory_bytes",] > 0


def test_a_page_that_fails_is_counted(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _numbers(_ask("/metrics", atlas))["sciatic_run_errors_total",]
    shell.on_script_error(ValueError("typed words"))
    assert _numbers(_ask("/metrics", atlas))["sciatic_run_errors_total",] == before + 1


# --- the log ------------------------------------------------------------------------------------------------------


def test_an_address_is_told_by_its_kind_alone() -> None:
    assert route("/nerve/p/2.abc.pdf", "/nerve") == "/p/<code>.pdf"
    assert route("/p/2.abc", "") == "/p/<code>"
    assert route("/p/2.abc.secret", "") == "/p/<code>"
    assert route("/assets/5f3c/plates/deep.webp", "") == "/assets/"
    assert route("/healthz", "") == "/healthz"
    assert {route(path, "") for path in ("/plan", "/wp-login.php", "/healthz/x", "/p")} == {PAGE}


def _logged(app: ASGIApp, path: str, said: pytest.CaptureFixture[str]) -> str:
    get(Observed(app, lambda: ""), path)
    return said.readouterr().err


def test_the_log_holds_no_address_no_query_and_no_code(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(log.VARIABLE, "1")
    code = encode(plan_of(atlas.plans["buttock_ache"]))
    told = "".join(_logged(Response("x"), path, capsys) for path in (f"/p/{code}.ics?at=07:30", f"/plan?plan={code}"))
    lines = [json.loads(line) for line in told.splitlines()]
    assert [(line["event"], line["route"], line["status"]) for line in lines] == [
        ("request", "/p/<code>.ics", 200),
        ("request", PAGE, 200),
    ]
    assert all(line.keys() == {"time", "event", "route", "status", "ms"} for line in lines)
    assert code not in told
    assert "07:30" not in told


def test_a_failed_page_is_noted_by_its_place_and_never_by_its_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(log.VARIABLE, "1")
    try:
        raise ValueError("typed words")
    except ValueError as error:
        shell.on_script_error(error)
    (line,) = capsys.readouterr().err.splitlines()
    noted = json.loads(line)
    assert noted["error"] == "ValueError"
    assert noted["at"].startswith(f"{Path(__file__).name}:")
    assert "typed words" not in line


def test_other_content_is_noted_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(log.VARIABLE, "1")
    own = _clinic(tmp_path, "Harbour")
    for _ in range(2):
        shown.of(own)
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["overlay"] == tmp_path.name


def test_nothing_is_written_unless_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(log.VARIABLE, raising=False)
    assert _logged(Response("x"), "/plan", capsys) == ""
