"""A plan for other systems: FHIR that fits the published schema, a table, reminders. Nothing of a person in any."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, time
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from icalendar import Calendar

from explorer.care.exports import calendar, care_plan, table
from explorer.care.exports.table import COLUMNS
from explorer.care.plan import setting, what_of
from explorer.care.plan_file import as_yaml
from explorer.care.sides import sides_of
from explorer.cli import main
from explorer.content import Atlas
from explorer.content.models import Plan, PlanItem
from tests.care.plans import known_plan
from tests.laws import cases
from tests.shipped.table import table as dossier

pytestmark = pytest.mark.shipped

TODAY = date(2026, 11, 28)
PLANS = cases(200)
NOTE = "=HYPERLINK(1) ring before noon"
ITEM: dict[str, Any] = {
    "region": "piriformis", "side": "left", "seconds": 20, "repeats": 3, "times": 2, "per": "day", "pressure": 1,
}  # fmt: skip
BALL = PlanItem(**ITEM, tool="soft_ball", note=NOTE, agreed_with="doctor")
MASSAGE = PlanItem(**{**ITEM, "side": "right", "times": 1, "per": "week"}, technique="swedish")
CLAM = PlanItem(**{**ITEM, "region": "gluteus_medius", "side": "both", "times": 1, "days": 3}, exercise="clamshell")
PLAN = Plan(items=(BALL, MASSAGE, CLAM), review_on="2026-12-12")


def _some_plans(atlas: Atlas) -> Iterator[Plan]:
    rng = Random(16)
    yield from (template.plan for template in atlas.plans.values())
    yield from (known_plan(rng, atlas) for _ in range(PLANS))


# ---- FHIR --------------------------------------------------------------------------------------------------------


@cache
def _validator() -> Any:
    jsonschema = pytest.importorskip("jsonschema")  # comes with Streamlit's charts
    return jsonschema.Draft6Validator(json.loads(Path(__file__).with_name("fhir_r4_careplan.schema.json").read_text()))


def _as_told(resource: dict[str, Any]) -> Any:
    return json.loads(json.dumps(resource))


def test_a_review_that_is_past_ends_no_plan_before_it_starts(atlas: Atlas) -> None:
    plan = Plan(items=atlas.plans["buttock_ache"].plan.items, review_on="2026-11-01")
    assert care_plan(atlas, plan, date(2026, 11, 28))["period"] == {"start": "2026-11-28", "end": "2026-11-28"}


def test_a_plan_in_spanish_is_exported_in_the_language_that_it_names(
    tmp_path: Path, atlas: Atlas, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(as_yaml(atlas.plans["buttock_ache"].plan.model_copy(update={"lang": "es"})), "utf-8")
    assert main(["plan", "export", str(file), "--fhir"]) == 0
    told = json.loads(capsys.readouterr().out)
    spanish = atlas.told("es", atlas.here.id)
    assert told["language"] == "es"
    assert told["title"] == spanish.say("order.plan") != atlas.say("order.plan")


def test_any_plan_is_a_care_plan_by_the_published_schema(atlas: Atlas) -> None:
    for plan in _some_plans(atlas):
        told = _as_told(care_plan(atlas, plan, TODAY, with_notes=True))
        assert not [error.message for error in _validator().iter_errors(told)]


@pytest.mark.parametrize("broken", [{"status": 1}, {"activity": {}}, {"person": "x"}, {"contained": [{"id": "x"}]}])
def test_the_schema_refuses_what_is_no_care_plan(atlas: Atlas, broken: dict[str, Any]) -> None:
    assert not _validator().is_valid(_as_told(care_plan(atlas, PLAN, TODAY)) | broken)


def test_each_item_is_an_order_with_its_place_its_dose_and_who_does_it(atlas: Atlas) -> None:
    told = care_plan(atlas, PLAN, TODAY)
    assert [one["reference"]["reference"] for one in told["activity"]] == ["#item-1", "#item-2", "#item-3"]
    ball, massage, clam = told["contained"]
    assert ball["code"]["text"] == atlas.tools["soft_ball"].plain_name
    assert ball["occurrenceTiming"]["repeat"] == {
        "frequency": 2, "period": 1, "periodUnit": "d", "duration": 60, "durationUnit": "s",
    }  # fmt: skip
    assert (ball["performerType"]["text"], massage["performerType"]["text"]) == ("patient", "therapist")
    assert clam["occurrenceTiming"]["repeat"]["frequency"] == 3, "once a day on three days is three times a week"
    assert clam["occurrenceTiming"]["repeat"]["periodUnit"] == "wk"
    own = [site["coding"][0]["code"] for site in clam["bodySite"] if site["coding"][0]["system"].startswith("urn:")]
    assert own == ["gluteus_medius:left", "gluteus_medius:right"]
    assert told["period"] == {"start": "2026-11-28", "end": "2026-12-12"}


def test_no_order_names_a_person_and_notes_come_only_when_asked_for(atlas: Atlas) -> None:
    told = json.dumps(care_plan(atlas, PLAN, TODAY))
    assert "identifier" not in told
    assert "Patient/" not in told
    assert NOTE not in told
    assert NOTE in json.dumps(care_plan(atlas, PLAN, TODAY, with_notes=True))


def test_every_region_has_the_ids_of_the_table_and_none_of_snomed_ct(atlas: Atlas) -> None:
    """Sources: UBERON (CC BY 3.0) and the FMA, as `anatomy_ids.tsv` of the dossier has them."""
    rows = [row for row in dossier("anatomy_ids") if row["uberon_name"] != "pes bone"]  # a bone of the foot, no part
    wanted: dict[str, list[tuple[str, ...]]] = {}
    for row in rows:
        ids = (row["uberon"], *filter(None, row["fma"].split(",")))
        wanted.setdefault(row["region"], []).append(ids)
    found = {key: list(region.identifiers) for key, region in atlas.regions.items() if region.identifiers}
    assert found == wanted


def test_an_id_goes_to_the_system_it_is_at_home_in(atlas: Atlas) -> None:
    ours, elsewhere = care_plan(atlas, PLAN, TODAY)["contained"][0]["bodySite"]
    assert ours["coding"][0] == {
        "system": "urn:sciatic-explorer:region", "code": "piriformis:left", "display": "Piriformis, left side",
    }  # fmt: skip
    assert elsewhere["coding"] == [
        {"system": "http://purl.obolibrary.org/obo/uberon.owl", "code": "UBERON:0008529"},
        {"system": "http://purl.org/sig/ont/fma", "code": "19082"},
    ]


# ---- the table ---------------------------------------------------------------------------------------------------


def test_the_table_says_the_numbers_of_the_plan(atlas: Atlas) -> None:
    for plan in _some_plans(atlas):
        rows = list(csv.DictReader(io.StringIO(table(atlas, plan))))
        assert len(rows) == len(plan.items)
        for row, item in zip(rows, plan.items, strict=True):
            assert tuple(row) == COLUMNS
            assert row["item"] == what_of(atlas, item).id
            for name in ("region", "side", "seconds", "repeats", "sets", "times", "per", "days", "pressure"):
                assert row[name] == str(getattr(item, name))


def test_a_note_is_no_formula_and_is_there_only_when_asked_for(atlas: Atlas) -> None:
    assert next(csv.DictReader(io.StringIO(table(atlas, PLAN))))["note"] == ""
    assert next(csv.DictReader(io.StringIO(table(atlas, PLAN, with_notes=True))))["note"] == f"'{NOTE}"


# ---- reminders ---------------------------------------------------------------------------------------------------


def _events(atlas: Atlas, plan: Plan, *at: time) -> list[Any]:
    return list(Calendar.from_ical(calendar(atlas, plan, at, TODAY)).walk("VEVENT"))


def test_each_chosen_time_reminds_once_a_day_until_the_review_in_local_time(atlas: Atlas) -> None:
    evening, morning = time(18, 30), time(8)
    first, second, review = _events(atlas, PLAN, evening, morning, morning)
    for event, clock in ((first, morning), (second, evening)):
        start = event["dtstart"].dt
        assert (start.date(), start.time(), start.tzinfo) == (TODAY, clock, None)
        assert event["rrule"]["FREQ"] == ["DAILY"]
        assert event["rrule"]["UNTIL"][0].date() == date(2026, 12, 12)
        assert len(event.walk("VALARM")) == 1
    assert review["dtstart"].dt == date(2026, 12, 12)
    assert len({str(event["uid"]) for event in (first, second, review)}) == 3


def test_a_reminder_says_what_is_done_at_home_and_no_note(atlas: Atlas) -> None:
    event, _ = _events(atlas, PLAN, time(8))
    said = str(event["description"])
    for item in PLAN.items:
        assert (what_of(atlas, item).plain_name in said) == (setting(what_of(atlas, item)) == "home")
    assert NOTE not in said
    assert "Stop if" in said


def test_a_plan_of_visits_alone_reminds_of_the_review_only(atlas: Atlas) -> None:
    (review,) = _events(atlas, PLAN.model_copy(update={"items": (MASSAGE,), "review_on": None}), time(8))
    assert review["dtstart"].dt == date(2027, 1, 9), "six weeks from today"


def test_a_review_that_is_over_leaves_no_reminder_without_an_end(atlas: Atlas) -> None:
    event, _ = _events(atlas, PLAN.model_copy(update={"review_on": "2026-11-01"}), time(8))
    assert event["rrule"]["UNTIL"][0].date() == TODAY


def test_lines_are_as_short_as_calendars_ask_for(atlas: Atlas) -> None:
    made = calendar(atlas, PLAN, [time(8)], TODAY)
    assert max(map(len, made.split(b"\r\n"))) <= 75
    assert made.endswith(b"\r\n")


# ---- the command -------------------------------------------------------------------------------------------------


def test_the_command_writes_each_form(tmp_path: Path, capsys: pytest.CaptureFixture[str], repo: Path) -> None:
    plan = str(repo / "data/plans/buttock_ache.yaml")
    assert main(["plan", "export", plan, "--fhir", "--today", "2026-11-28"]) == 0
    assert json.loads(capsys.readouterr().out)["resourceType"] == "CarePlan"
    assert main(["plan", "export", plan, "--csv", "-o", str(tmp_path / "plan.csv")]) == 0
    assert (tmp_path / "plan.csv").read_text().startswith("number,kind")
    assert main(["plan", "export", plan, "--ics", "--at", "07:15", "19:00"]) == 0
    assert "T071500" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "told"), [(["--ics", "--at", "25:00"], "08:30"), ([], "--fhir"), (["--csv", "--ics"], "not allowed")]
)
def test_the_command_says_what_is_wrong(
    more: list[str], told: str, repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["plan", "export", str(repo / "data/plans/buttock_ache.yaml"), *more])
    assert told in capsys.readouterr().err


def test_both_sides_are_two_sites(atlas: Atlas) -> None:
    assert sides_of(CLAM.side) == ("left", "right")
