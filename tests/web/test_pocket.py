"""The plan in the pocket: all of it from the code alone, small, whole without scripts, and kept by nobody."""

from __future__ import annotations

import gzip
import io
import json
import logging
import re
import time
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image
from starlette.responses import Response

from explorer.care import plan_words, stop_rules
from explorer.care.plan import judge, mirrored, setting, what_of
from explorer.care.plan_code import encode
from explorer.content import Atlas, load_atlas
from explorer.content.models import Plan
from explorer.handout import link
from explorer.ui.shell import app as shell
from explorer.ui.state.navigation import PLAN
from explorer.ui.state.pages import ADDRESSES
from explorer.web.headers import POLICY
from explorer.web.pages import LightPages
from explorer.web.pocket import BODY_PX
from explorer.web.timer import LONGEST_SECONDS
from tests.handout.reading import LONG, Html, plan_of, sheet_of, six_with_exercises, twelve, twelve_exercises
from tests.web.client import Answer, get
from tests.web.light import light_app

pytestmark = pytest.mark.shipped

MOST_BYTES = 60_000  # of six items, which is more than people keep at
MOST_MS = 100


def _open(atlas: Atlas | None, code: str, base: str = "", **headers: str) -> Answer:
    return get(light_app(atlas, base), f"{base}/p/{code}", **headers)


def _plans(atlas: Atlas) -> dict[str, Plan]:
    made = {"six": six_with_exercises(atlas), "twelve": twelve(atlas), "exercises": twelve_exercises(atlas)}
    return {key: plan_of(template) for key, template in atlas.plans.items()} | made


# --- on the home screen, with no internet --------------------------------------------------------------------------


def test_the_home_screen_opens_this_plan_and_names_nobody(atlas: Atlas) -> None:
    code = encode(twelve(atlas, 1))
    for base, country in (("", ""), ("/nerve", "?country=us")):
        app = light_app(atlas, base)
        page = Html(get(app, f"{base}/p/{code}{country}").text)
        (found,) = [given["href"] or "" for _, given in page.elements if given.get("rel") == "manifest"]
        told = get(app, found)
        assert told.headers["content-type"] == "application/manifest+json"
        said = json.loads(told.text)
        assert (said["start_url"], said["scope"]) == (f"{base}/p/{code}{country}", f"{base}/p/")
        assert get(app, said["start_url"]).status == 200
        assert {said["name"], said["short_name"]} == {"My plan"}
        (drawn,) = said["icons"]
        size = Image.open(io.BytesIO(get(app, drawn["src"]).body)).size
        assert drawn["sizes"] == "{}x{}".format(*size)
    assert get(light_app(atlas), f"/p/{code[:-3]}.webmanifest").status == 404


def test_the_worker_lies_beside_the_plans_and_is_looked_for_anew(atlas: Atlas) -> None:
    told = get(light_app(atlas, "/nerve"), "/nerve/p/worker.js")
    assert told.headers["content-type"].startswith("text/javascript")
    assert told.headers["cache-control"] == "no-cache"
    assert 'data-worker="/nerve/p/worker.js"' in _open(atlas, encode(twelve(atlas, 1)), "/nerve").text


# --- what is on it ------------------------------------------------------------------------------------------------


def test_every_plan_is_a_small_page_with_all_its_words_and_needs_no_script(atlas: Atlas) -> None:
    for name, plan in _plans(atlas).items():
        told = _open(atlas, encode(plan))
        read, sheet = Html(re.sub(r"<script>.*?</script>", "", told.text, flags=re.DOTALL)), sheet_of(atlas, plan)
        assert told.status == 200, name
        assert len(told.body) <= MOST_BYTES * max(1, len(plan.items) / 6), name
        for word in _words(atlas, plan):
            assert word in read.said, f"{name}: {word}"
        assert all(line.text in read.said for group in sheet.signs for line in group.lines), name
        assert all(line in read.said for line in (sheet.title, sheet.signs_lead, *sheet.small)), name
        assert {given["class"] for _, given in read.elements if "hidden" in given} <= {
            "timer",
            "again",
            "kept",
            "gone",
            "did",
            "diary",
            "answer",
            "answer stops",
            "wiped",
            "visit",
        }, name


def _words(atlas: Atlas, plan: Plan) -> list[str]:
    """What the content says of each item of a plan, and of the plan."""
    words = [plan_words.review_in_words(atlas.speech, plan.review_on, plan.visits)]
    words += [atlas.advice[key].patient for key in (*plan.home_care, *plan.aftercare)]
    for item in plan.items:
        what, rules = what_of(atlas, item), stop_rules.standing(atlas, what_of(atlas, item))
        words += [what.plain_name, atlas.regions[item.region].plain_name, plan_words.how_long(atlas.speech, item)]
        words += [rule.patient for rule in rules.on_paper("during")]
        if what not in atlas.techniques.values() or what.applied_by != "therapist":
            words += [what.position, *what.steps, *(rule.patient for rule in rules.on_paper("before"))]
    return words


def test_what_is_done_today_comes_first_then_the_stop_signs_then_the_lists(atlas: Atlas) -> None:
    plan = twelve(atlas)
    said = Html(_open(atlas, encode(plan)).text).said
    titles = ["Your plan", "Stop signs", "At home", "At your visits", "Emergency: get help now", "What not to do"]
    at = [said.index(title, said.index("\nYour plan")) for title in titles]
    assert at == sorted(at)


def test_the_emergency_number_is_called_with_one_tap(atlas: Atlas) -> None:
    links = [given["href"] for tag, given in Html(_open(atlas, encode(twelve(atlas, 1))).text).elements if tag == "a"]
    assert links.count(f"tel:{atlas.here.dial}") == 2  # at the top, and with the stop signs
    assert links[0] == "#stop"


def test_the_number_is_that_of_the_country_in_the_link(atlas: Atlas) -> None:
    plan = twelve(atlas, 1)
    path = link("", plan, country="us")
    assert "tel:911" in get(light_app(atlas), path).text
    assert "tel:911" in get(light_app(atlas), path.replace("/p/", "/p/2.damaged")).text
    assert get(light_app(atlas), link("", plan, country="nowhere")).text == get(light_app(atlas), link("", plan)).text


def test_pictures_are_shared_files_fetched_late_and_turned_for_the_side(atlas: Atlas) -> None:
    for turned in (plan_of(atlas.plans["hamstring_tightness"]), mirrored(plan_of(atlas.plans["hamstring_tightness"]))):
        rows = [row for part in sheet_of(atlas, turned).parts for row in part.rows if row.shown]
        elements = Html(_open(atlas, encode(turned)).text).elements
        drawn = [given for tag, given in elements if tag == "img" and "/assets/" in (given["src"] or "")]
        assert all(given["loading"] == "lazy" for given in drawn)
        assert len(drawn) == sum(len(row.shown.files) for row in rows if row.shown)
        for row in rows:
            assert row.shown
            (first, *_) = [given for given in drawn if (given["src"] or "").endswith(row.shown.files[0])]
            assert first["alt"] == row.shown.alt
            assert first["class"] == ("mirrored" if row.shown.mirrored else "")
            assert get(light_app(atlas), first["src"] or "").headers["content-type"] == "image/webp"


def test_the_body_is_a_picture_of_the_same_marks_and_kept_by_its_content(atlas: Atlas) -> None:
    code, app = encode(twelve(atlas, 2)), light_app(atlas)
    (shown,) = [given for tag, given in Html(get(app, f"/p/{code}").text).elements if given.get("width")]
    first = get(app, shown["src"] or "")
    assert Image.open(io.BytesIO(first.body)).size == BODY_PX
    assert shown["alt"] == sheet_of(atlas, twelve(atlas, 2)).alt
    assert first.headers["cache-control"].startswith("private")
    again = get(app, shown["src"] or "", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    other = get(app, f"/p/{encode(twelve(atlas, 3))}.jpg")
    assert other.headers["etag"] != first.headers["etag"]
    assert get(app, "/p/1.damaged.jpg").status == 404


def test_a_hold_is_timed_and_what_takes_long_is_not(atlas: Atlas) -> None:
    plan = plan_of(atlas.plans["new_leg_pain"])
    holds = [given for _, given in Html(_open(atlas, encode(plan)).text).elements if "data-seconds" in given]
    timed = [item for item in plan.items if 0 < item.seconds <= LONGEST_SECONDS]
    assert 0 < len(timed) < len(plan.items)
    assert [(given["data-seconds"], given["data-repeats"]) for given in holds] == [
        (str(item.seconds), str(item.in_a_sitting)) for item in timed
    ]


def test_its_structure_can_be_heard(atlas: Atlas) -> None:
    for html in (_open(atlas, encode(twelve(atlas))).text, _open(atlas, "2.damaged").text):
        elements = Html(html).elements
        levels = [int(tag[1]) for tag, _ in elements if re.fullmatch("h[1-6]", tag)]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert ("html", {"lang": "en", "dir": "ltr"}) in elements
        assert all("alt" in given for tag, given in elements if tag == "img")
        ids = [given["id"] for _, given in elements if "id" in given]
        assert len(ids) == len(set(ids))


def test_the_server_answers_at_once_when_it_is_warm(atlas: Atlas) -> None:
    app, code = light_app(atlas), encode(twelve(atlas))
    took = []
    for _ in range(6):
        began = time.perf_counter()
        get(app, f"/p/{code}", accept_encoding="gzip")
        took.append(1000 * (time.perf_counter() - began))
    assert min(took[1:]) < MOST_MS


# --- under which address, and for whom ----------------------------------------------------------------------------


def test_it_lies_under_the_base_path_and_leads_to_the_app_there(atlas: Atlas) -> None:
    code = encode(twelve(atlas, 1))
    read = Html(_open(atlas, code, base="/nerve").text)
    assert f"/nerve/{ADDRESSES['my_plan']}?{PLAN}={code}&lang=en" in [given.get("href") for _, given in read.elements]
    assert f"/nerve/p/{code}.jpg" in [given.get("src") for _, given in read.elements]
    assert get(light_app(atlas, "/nerve"), f"/p/{code}").text == "the app"


def test_nobody_else_keeps_it_and_nothing_foreign_runs_on_it(atlas: Atlas) -> None:
    for code, status in ((encode(twelve(atlas, 1)), 200), ("2.damaged", 400)):
        told = _open(atlas, code)
        assert told.status == status
        policy = dict(rule.split(" ", 1) for rule in told.headers[POLICY].split("; "))
        assert policy["default-src"] == policy["base-uri"] == "'none'"
        assert policy["form-action"] == "'self'"
        assert policy["img-src"] == "'self' data:"
        for kind, tag in (("script-src", "script"), ("style-src", "style")):
            inline = re.findall(rf"<{tag}>(.*?)</{tag}>", told.text, re.DOTALL)
            assert all(b64encode(sha256(text.encode()).digest()).decode() in policy[kind] for text in inline)
            assert "unsafe" not in policy[kind]
        assert told.headers["referrer-policy"] == "no-referrer"
        assert told.headers["cache-control"].startswith("private")
        assert "noindex" in told.headers["x-robots-tag"]
        assert '<meta name="robots" content="noindex">' in told.text
        assert "set-cookie" not in told.headers
        assert told.headers["x-content-type-options"] == "nosniff"
        assert " style=" not in told.text
        assert not re.search(r"<[^>]+ on\w+=", told.text)


def test_it_travels_packed(atlas: Atlas) -> None:
    code = encode(twelve(atlas, 3))
    packed = _open(atlas, code, accept_encoding="gzip, br")
    assert gzip.decompress(packed.body) == _open(atlas, code).body
    assert len(packed.body) < 20_000


def test_no_log_hears_of_the_code(atlas: Atlas, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for code in (encode(twelve(atlas, 2)), "2.damaged-code", f"{encode(twelve(atlas, 1))}.jpg"):
        _open(atlas, code)
        assert code[2:20] not in caplog.text


# --- what is no plan ----------------------------------------------------------------------------------------------


def test_a_link_that_was_changed_on_its_way_opens(atlas: Atlas) -> None:
    code = encode(twelve(atlas, 2))
    whole = _open(atlas, code).text
    for changed in (f"{code}.", f"{code},", f"{code})", f"{code}/", f"{code[:40]} {code[40:]}", quote(f"{code}>")):
        assert _open(atlas, changed).text == whole


@pytest.mark.parametrize("code", ["", "2.damaged", "9.abcdef", "piriformis", "1." + "A" * 50_000, "<script>alert(1)"])
def test_what_is_no_plan_is_told_calmly_with_the_stop_signs(atlas: Atlas, code: str) -> None:
    told = _open(atlas, code)
    assert told.status == 400
    assert "This link does not open" in told.text
    assert "Ask for a new link" in told.text
    assert all(flag.called in Html(told.text).said for flag in atlas.red_flags.values() if flag.level in "EU")
    digits, _, more = atlas.country.number.partition(",")
    assert f'href="tel:{atlas.country.dial}"><strong>{digits}</strong></a>,{more}' in told.text
    assert "<script>alert" not in told.text


def test_a_plan_of_another_clinic_is_not_shown_in_part(atlas: Atlas) -> None:
    item = twelve(atlas, 1).items[0]
    unknown = Plan(items=(item, item.model_copy(update={"region": "own_region"})))
    hard = Plan(items=(item.model_copy(update={"pressure": 10}),))
    for plan, why in ((unknown, "own_region"), (hard, "pressure 10 of 10"), (Plan(), "nothing in this plan")):
        assert not (plan.items and judge(atlas, plan, None).stands)
        told = _open(atlas, encode(plan))
        assert told.status == 404
        assert "This plan cannot be shown here" in told.text
        assert why in told.text
        assert get(light_app(atlas), f"/p/{encode(plan)}.jpg").status == 404


def test_with_broken_content_the_link_is_not_blamed(atlas: Atlas) -> None:
    told = _open(None, encode(twelve(atlas, 1)))
    assert told.status == 503
    assert "Nothing is wrong with your link" in told.text
    assert get(light_app(None), f"/p/{encode(twelve(atlas, 1))}.jpg").status == 404


# --- a clinic's own -----------------------------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path: Path) -> Atlas:
    """A clinic whose name and words look like markup."""
    (tmp_path / "handout").mkdir()
    (tmp_path / "handout/logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (tmp_path / "clinic.yaml").write_text(
        "clinic:\n  - id: clinic\n    name: <b>Harbour</b> & Sons\n    address: '\"><script>alert(1)</script>'\n"
        '    phone: "01 234"\n    logo: logo.svg\n    country: us\n'
    )
    return load_atlas(tmp_path)


def test_the_head_of_a_clinic_is_words_and_a_shared_logo(own: Atlas) -> None:
    told = _open(own, encode(twelve(own, 1)))
    read = Html(told.text)
    assert "<b>Harbour</b> & Sons" in read.said
    assert '"><script>alert(1)</script>' in read.said
    assert told.text.count("<script>") == 1
    assert "tel:911" in told.text
    (logo,) = [given["src"] for tag, given in read.elements if tag == "img" and given.get("class") == "logo"]
    assert get(light_app(own), logo or "").headers["content-type"] == "image/svg+xml"


def test_a_note_in_a_link_is_words(atlas: Atlas) -> None:
    sly = "<img src=x onerror=alert(1)>"
    told = _open(atlas, encode(twelve(atlas, 1, sly), with_notes=True))
    assert sly not in told.text
    assert sly in Html(told.text).said
    assert LONG not in _open(atlas, encode(twelve(atlas, 1, LONG))).text


def test_the_app_itself_answers_with_the_content_that_it_shows(atlas: Atlas) -> None:
    (light,) = [each for each in shell.middleware() if each.cls is LightPages]
    app = LightPages(Response("the app"), *light.args, **light.kwargs)
    assert "Your plan" in get(app, f"/p/{encode(twelve(atlas, 1))}").text
    assert "tel:911" in get(app, f"/p/{encode(twelve(atlas, 1))}?country=us").text


# --- reminders ----------------------------------------------------------------------------------------------------


def test_a_calendar_gets_the_times_that_somebody_chose_and_nobody_keeps_them(atlas: Atlas) -> None:
    code = encode(plan_of(atlas.plans["buttock_ache"]))
    page = _open(atlas, code)
    assert f'<form action="/p/{code}.ics">' in page.text
    told = get(light_app(atlas), f"/p/{code}.ics?at=07:30&at=19:00&at=&at=25:00&at=x")
    assert (told.status, told.headers["content-type"].partition(";")[0]) == (200, "text/calendar")
    assert told.headers["cache-control"] == "no-store"
    assert "attachment" in told.headers["content-disposition"]
    assert re.findall(r"DTSTART:\d{8}T(\d{4})", told.text) == ["0730", "1900"]
    assert get(light_app(atlas), "/p/2.damaged.ics").status == 404


def test_a_plan_of_visits_alone_asks_for_no_reminder(atlas: Atlas) -> None:
    plan = plan_of(atlas.plans["first_visit_gentle"])
    visits = [item for item in plan.items if item.technique and setting(what_of(atlas, item)) == "visit"]
    alone = plan.model_copy(update={"items": tuple(visits)})
    assert visits
    assert "<form" not in _open(atlas, encode(alone)).text
