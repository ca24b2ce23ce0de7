"""The plots of Good to know: figure, table and content say the same, and the page shows them to whom they are for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from explorer.bodymap.look import Theme
from explorer.content import Atlas
from explorer.content.models import REGISTERS, Effect, Register
from explorer.ui import plots
from tests.app.click import new_app, said, unfold

pytestmark = [pytest.mark.app, pytest.mark.shipped]

COURSE, EVIDENCE = "how_it_goes", "which_kind"  # the topics that have a plot


def crowds(atlas: Atlas) -> dict[str, set[tuple[float, float]]]:
    """Where the heads of those stand who became one thing, of all sources together."""
    heads = (trace for trace in plots.course_figure(atlas, "patient", "light").data if trace.marker.symbol == "circle")
    found: dict[str, set[tuple[float, float]]] = {}
    for trace in heads:
        found.setdefault(trace.name, set()).update(zip(trace.x, trace.y, strict=True))
    return found


def marks(atlas: Atlas) -> list[tuple[str, str, float, float | None, float | None]]:
    """Id, unit, estimate and ends of the interval of every mark."""
    found = []
    for trace in plots.evidence_figure(atlas, "light").data:
        ends = zip(trace.error_x.arrayminus, trace.error_x.array, strict=True)
        for key, x, (minus, plus) in zip(trace.customdata, trace.x, ends, strict=True):
            low, high = (None, None) if minus is None else (round(x - minus, 9), round(x + plus, 9))
            found.append((key, trace.name, x, low, high))
    return found


def texts(figure: Any) -> str:
    return "\n".join(note.text.replace("<br>", " ") for note in figure.layout.annotations)


def row_of(atlas: Atlas, effect: Effect) -> str:
    return next(
        " ".join(row) for row in plots.evidence_rows(atlas) if row[0] == f"**{effect.tested}**: {effect.people}"
    )


# ---- the course --------------------------------------------------------------------------------------------------


def test_there_are_as_many_people_of_each_kind_as_the_content_says(atlas: Atlas) -> None:
    counted = [point for point in atlas.course.values() if point.share is not None or point.low is not None]
    low = sum(point.low if point.low is not None else point.share or 0 for point in counted)
    spread = sum((point.high or 0) - (point.low or 0) for point in counted if point.low is not None)
    found = {kind: len(places) for kind, places in crowds(atlas).items()}
    uncounted = len(atlas.course) - len(counted)
    assert found == {
        "better": low, "perhaps": spread, "not_yet": 100 * len(counted) - low - spread, "not_counted": 100 * uncounted,
    }  # fmt: skip


def test_no_two_people_stand_in_one_place_and_all_stand_within_the_picture(atlas: Atlas) -> None:
    figure, places = plots.course_figure(atlas, "patient", "light"), list(crowds(atlas).values())
    assert len(set().union(*places)) == 100 * len(atlas.course)
    (left, right), (bottom, top) = figure.layout.xaxis.range, figure.layout.yaxis.range
    assert all(left < x < right and bottom < y < top for x, y in set().union(*places))


@pytest.mark.parametrize("register", REGISTERS)
def test_every_number_of_the_course_is_in_the_figure_the_table_and_the_alt_text(
    atlas: Atlas, register: Register
) -> None:
    drawn = texts(plots.course_figure(atlas, register, "light"))
    alt = plots.course_alt(atlas, register)
    _, *rows = plots.course_rows(atlas, register)
    assert len(rows) == len(atlas.course)
    for point in atlas.course.values():
        row = next(" ".join(row) for row in rows if plots.counted(point, register) in row[2])
        for text in (drawn, alt, row):
            assert plots.share(atlas.speech, point) in text
            assert plots.when(atlas.speech, point) in text
            assert plots.counted(point, register) in text
        assert f"Grade {point.grade}: " in row


def test_of_a_point_without_a_number_nobody_was_counted(atlas: Atlas) -> None:
    point = atlas.course["usual_weeks"]
    assert (point.share, point.low, plots.share(atlas.speech, point)) == (None, None, "no number given")
    assert set(plots.people(point)) == {"not_counted"}


def test_a_range_says_what_it_is(atlas: Atlas) -> None:
    told = plots.as_markdown(plots.course_rows(atlas, "clinician"))
    assert "70 to 80 of 100, range between reports" in told
    assert ", studies differ" in plots.as_markdown(plots.course_rows(atlas, "patient"))


# ---- the evidence ------------------------------------------------------------------------------------------------


def test_the_marks_stand_where_the_content_says(atlas: Atlas) -> None:
    assert sorted(marks(atlas), key=str) == sorted(
        ((e.id, e.unit, e.estimate, e.low, e.high) for e in atlas.effects.values()), key=str
    )


def test_every_effect_is_in_the_figure_the_table_and_the_alt_text(atlas: Atlas) -> None:
    drawn, alt = texts(plots.evidence_figure(atlas, "light")), plots.evidence_alt(atlas)
    for effect in atlas.effects.values():
        figure, row = plots.figure_of(atlas.speech, effect), row_of(atlas, effect)
        assert f"{figure} · grade {effect.grade} · " in drawn
        assert f"{effect.tested}, {effect.people}: {figure}, grade {effect.grade}" in alt
        assert f" {figure} " in row
        assert f" {effect.grade}: " in row
        assert ("interval not given" in row) == (effect.low is None)


def test_figures_are_those_of_the_dossier(atlas: Atlas) -> None:
    found = {key: plots.figure_of(atlas.speech, effect).replace("−", "-") for key, effect in atlas.effects.items()}  # noqa: RUF001
    assert found.items() >= {
        "any_massage_acute": "-1.24 (-1.85 to -0.64)", "trigger_point_pain": "-0.53 (-1.08 to 0.02)",
        "mfr_pain_wu": "-0.37", "mfr_pain_chen": "-0.12", "relaxation_roland": "-2.9", "structural_roland": "-2.5",
        "heat_wrap_pain": "-1.06 (-1.45 to -0.68)", "exercise_leg_pain": "-11",
    }.items()  # fmt: skip


def test_every_technique_is_in_the_table_and_one_without_a_figure_says_so(atlas: Atlas) -> None:
    rows = {row[0]: row for row in plots.evidence_rows(atlas)}
    measured = {effect.technique for effect in atlas.effects.values()}
    for technique in atlas.techniques.values():
        if technique.id not in measured:
            _, figure, grades = rows[f"**{technique.name}**"]
            assert figure == "no figure"
            assert grades.count(",") + 1 == len({(one.complaint, one.grade) for one in technique.evidence})
    assert len(rows) == 1 + len(atlas.effects) + len(set(atlas.techniques) - measured)


def test_every_number_has_a_source_that_exists(atlas: Atlas) -> None:
    for record in (*atlas.course.values(), *atlas.effects.values()):
        assert record.references
        assert set(record.references) <= set(atlas.references)


# ---- both --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_plot_has_the_ground_of_its_theme(atlas: Atlas, theme: Theme) -> None:
    for figure in (plots.course_figure(atlas, "patient", theme), plots.evidence_figure(atlas, theme)):
        assert figure.layout.paper_bgcolor == {"light": "#FAF8F4", "dark": "#14181C"}[theme]
        assert not figure.layout.showlegend


def test_a_bar_in_a_text_does_not_break_the_table() -> None:
    *_, row = plots.as_markdown((("a", "b"), ("x | y\nz", ""))).splitlines()
    assert row == "| :small[x \\| y z] | :small[] |"


@pytest.mark.parametrize("register", REGISTERS)
def test_the_course_stands_with_its_question_for_everybody(atlas: Atlas, register: Register) -> None:
    app = new_app_at(COURSE, register)
    (chart,) = app.get("plotly_chart")
    assert chart.proto.alt == plots.course_alt(atlas, register)
    drawn = plots.course_figure(atlas, register, "light").to_json()
    assert json.loads(chart.proto.spec)["data"] == json.loads(drawn)["data"]
    assert plots.as_markdown(plots.course_rows(atlas, register)) in said(app)
    assert getattr(atlas.caveats["course_numbers"], register) in said(app)


def test_the_evidence_is_for_clinicians(atlas: Atlas) -> None:
    app = new_app_at(EVIDENCE, "clinician")
    (chart,) = app.get("plotly_chart")
    assert chart.proto.alt == plots.evidence_alt(atlas)
    assert plots.as_markdown(plots.evidence_rows(atlas)) in said(app)
    for note in plots.evidence_notes(atlas):
        assert note in said(app)
    assert atlas.caveats["effect_figures"].clinician in said(app)
    plain = new_app_at(EVIDENCE, "patient")
    assert not plain.get("plotly_chart")
    assert atlas.say("plot.evidence.title") not in said(plain)


def test_no_plot_is_drawn_before_its_question_is_opened() -> None:
    app = new_app().switch_page("explorer/ui/pages/topics.py").run()
    assert not app.get("plotly_chart")
    assert len(unfold(app, f"topic-{COURSE}").get("plotly_chart")) == 1


def new_app_at(topic: str, register: Register) -> Any:
    app = new_app().switch_page("explorer/ui/pages/topics.py")
    app.query_params["topic"], app.query_params["register"] = topic, register
    return app.run()
