"""Plots and their tables: values in, a Plotly figure or rows out. Whatever a plot shows, its table says too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from textwrap import shorten, wrap
from typing import Any, Literal

import plotly.graph_objects as go

from explorer.bodymap.look import Theme
from explorer.care.diary import Day, Diary
from explorer.content import Atlas
from explorer.content.citations import named
from explorer.content.models import CoursePoint, Effect, RangeOf, Register, Technique, Unit
from explorer.content.text_for import text_for

Rows = Sequence[Sequence[str]]

FONT = "Source Sans, sans-serif"  # comes with the app; nothing is fetched from elsewhere
STILL = {"staticPlot": True, "displayModeBar": False}  # there is nothing to do in it, so a finger scrolls the page
PHONE_CHARS = 48  # of small print fit beside each other on a phone 390 px wide
YEAR_WEEKS = 52
NO_NUMBER = "no number given"
NO_FIGURE = "no figure"
NOT_GIVEN = "not given"
UNITS: Mapping[Unit, str] = {
    "smd": "Standardised mean difference (SMD)",
    "roland_points": "Points of the Roland disability score",
    "points_of_5": "Points of pain, scale 0 to 5",
    "points_of_10": "Points of pain, scale 0 to 10",
    "points_of_100": "Points of pain, scale 0 to 100",
}
SHORT_UNITS: Mapping[Unit, str] = {
    "smd": "SMD", "roland_points": "Roland points", "points_of_5": "points of 5", "points_of_10": "points of 10",
    "points_of_100": "points of 100",
}  # fmt: skip
COMPLAINTS = {"back_pain": "back pain", "sciatica": "sciatica", "other": "other"}


@dataclass(frozen=True)
class Palette:
    """Colours of one theme."""

    ground: str
    ink: str
    quiet: str
    line: str
    track: str
    mark: str


PALETTES: Mapping[Theme, Palette] = {
    "light": Palette("#FAF8F4", "#23282D", "#5B6168", "#B9B2A4", "#E9E3D7", "#0F6B70"),
    "dark": Palette("#14181C", "#E8E6E1", "#A9B0B6", "#4A535B", "#262D34", "#4FB8B0"),
}

# --- the usual course ---------------------------------------------------------------------------------------------

COURSE_TITLE = "Of 100 people with sciatica, how many are better?"
COURSE_LEGEND = "Filled: better. Outlined in colour: better in some studies. Pale: not yet. Only a rim: nobody counted."
COURSE_HEAD = ("When", "Better, of 100", "Who was counted, how sure, and who says so")
RANGES: Mapping[Register, Mapping[RangeOf, str]] = {
    "patient": {"reports": "studies differ", "interval": "that is how sure it is"},
    "clinician": {"reports": "range between reports", "interval": "confidence interval"},
}
People = Literal["better", "perhaps", "not yet", "not counted"]
EVERYBODY, ACROSS = 100, 20
LINE_PX, WORDS_ABOVE_PX, WORDS_BELOW_PX = 23, 32, 56  # of one line of people, and of the words around them


def course_figure(atlas: Atlas, register: Register, theme: Theme) -> go.Figure:
    """A hundred people for each source, the earliest on top, each painted as what became of them.

    Across, one unit is a person; one unit of y is one pixel.
    """
    colours, points = PALETTES[theme], _course(atlas)
    bold, quiet = {"color": colours.ink, "size": 15}, {"color": colours.quiet, "size": 13}
    high = WORDS_ABOVE_PX + LINE_PX * EVERYBODY // ACROSS + WORDS_BELOW_PX
    figure = go.Figure()
    for number, point in enumerate(points):
        top = -number * high
        _text(figure, (-0.5, top - 12), f"<b>{escape(when(point))}</b>", bold)
        _text(figure, (ACROSS - 0.5, top - 12), f"<b>{escape(share(point))}</b>", bold, xanchor="right")
        _crowd(figure, point, top - WORDS_ABOVE_PX, colours)
        below = top - high + WORDS_BELOW_PX
        _text(figure, (-0.5, below), _lines(counted(point, register)), quiet, yanchor="top")
    _calm(figure, colours, high * len(points))
    figure.update_layout(margin={"l": 16, "r": 16, "t": 0, "b": 0})
    figure.update_xaxes(range=[-0.5, ACROSS - 0.5], visible=False)
    figure.update_yaxes(range=[-high * len(points), 0], visible=False)
    return figure


def _crowd(figure: go.Figure, point: CoursePoint, top: float, colours: Palette) -> None:
    """A head and a body for each of a hundred people, in lines; one trace for all of one kind."""
    looks: Mapping[People, tuple[str, str]] = {
        "better": (colours.mark, colours.mark),
        "perhaps": (colours.ground, colours.mark),
        "not yet": (colours.track, colours.line),
        "not counted": (colours.ground, colours.line),
    }
    crowd = people(point)
    for kind, (filled, rim) in looks.items():
        places = [(i % ACROSS, top - 4 - i // ACROSS * LINE_PX) for i, one in enumerate(crowd) if one == kind]
        for size, shape, down in ((6, "circle", 0), (9, "triangle-up", 8)):
            figure.add_scatter(
                name=kind, x=[x for x, _ in places], y=[y - down for _, y in places], mode="markers",
                marker={"symbol": shape, "size": size, "color": filled, "line": {"color": rim, "width": 1.5}},
            )  # fmt: skip


def people(point: CoursePoint) -> list[People]:
    """What became of each of 100 people; where reports differ, of some it is not known for sure."""
    if point.share is None and point.low is None:
        return ["not counted"] * EVERYBODY
    better = point.low if point.low is not None else point.share or 0
    perhaps = (point.high or 0) - point.low if point.low is not None else 0
    became: Mapping[People, int] = {"better": better, "perhaps": perhaps, "not yet": EVERYBODY - better - perhaps}
    return [kind for kind, count in became.items() for _ in range(count)]


def course_alt(atlas: Atlas, register: Register) -> str:
    """The plot of the course in words."""
    said = (f"{when(point)}: {share(point)}. {counted(point, register)}" for point in _course(atlas))
    return _one_text(f"100 people for each. {COURSE_TITLE} {' '.join(said)} The table below says the same.")


def course_rows(atlas: Atlas, register: Register) -> Rows:
    """The same as a table, with how sure each number is and its source. The first row is the head."""
    rows = (
        (when(point), _share_told(point, register), f"{counted(point, register)} {_rests(atlas, point)}")
        for point in _course(atlas)
    )
    return (COURSE_HEAD, *rows)


def when(point: CoursePoint) -> str:
    """The time of a point: in years where its weeks are whole years."""
    weeks = [week for week in (point.first_week, point.last_week) if week is not None]
    in_years = all(week % YEAR_WEEKS == 0 for week in weeks)
    numbers = [week // YEAR_WEEKS if in_years else week for week in weeks]
    unit = "year" if in_years else "week"
    return f"After {' to '.join(map(str, numbers))} {unit}{'' if numbers[-1] == 1 else 's'}"


def share(point: CoursePoint) -> str:
    """How many are better, as a plot says it."""
    spread = f"{point.low} to {point.high}" if point.low is not None else ""
    if point.share is not None:
        return f"{point.share} of 100 ({spread})" if spread else f"{point.share} of 100"
    return f"{spread} of 100" if spread else NO_NUMBER


def counted(point: CoursePoint, register: Register) -> str:
    """Who was looked at, and what better means there."""
    join = " " if register == "patient" else ": "
    return f"{text_for(point.people, register)}{join}{text_for(point.means, register)}".removesuffix(".") + "."


def _course(atlas: Atlas) -> list[CoursePoint]:
    return sorted(atlas.course.values(), key=lambda point: (point.first_week, point.last_week or point.first_week))


def _share_told(point: CoursePoint, register: Register) -> str:
    what = f", {RANGES[register][point.range_of]}" if point.range_of else ""
    return f"{share(point)}{what}"


# --- the evidence of each technique -------------------------------------------------------------------------------

EVIDENCE_TITLE = "What trials measured, with grade and source"
EVIDENCE_LEGEND = (
    "Left of 0 is in favour of what was tested. The line is the confidence interval; an open mark has none in what "
    "we read."
)
EVIDENCE_HEAD = ("Tested", "Figure (confidence interval)", "Grade and source")
SOURCE_CHARS = 30
EFFECT_ROW_PX, UNIT_PX, SCALE_PX = 62, 44, 44


def evidence_figure(atlas: Atlas, theme: Theme) -> go.Figure:
    """A small forest plot: one panel for each unit, because figures of two units cannot be compared."""
    colours, panels = PALETTES[theme], _panels(atlas)
    heights = [UNIT_PX + EFFECT_ROW_PX * len(effects) + SCALE_PX for effects in panels.values()]
    whole, top = sum(heights), 0
    figure = go.Figure()
    for number, ((unit, effects), height) in enumerate(zip(panels.items(), heights, strict=True), start=1):
        rows = height - SCALE_PX
        domain = [1 - (top + rows) / whole, 1 - top / whole]
        _panel(figure, number, domain, colours, (unit, effects, atlas))
        top += height
    _calm(figure, colours, whole)
    figure.update_layout(margin={"l": 12, "r": 12, "t": 0, "b": 0})
    return figure


def evidence_alt(atlas: Atlas) -> str:
    """The forest plot in words."""
    said = []
    for unit, effects in _panels(atlas).items():
        told_of = (f"{e.tested}, {e.people}: {figure_of(e)}, grade {e.grade}" for e in effects)
        said.append(f"{UNITS[unit]}: {'; '.join(told_of)}.")
    return _one_text(f"Forest plot; below 0 is better. {' '.join(said)} The table below says the same.")


def evidence_rows(atlas: Atlas) -> Rows:
    """The same as a table, and after it every technique of which there is no figure. The first row is the head."""
    effects = [effect for panel in _panels(atlas).values() for effect in panel]
    measured = {effect.technique for effect in effects}
    without = [technique for technique in atlas.techniques.values() if technique.id not in measured]
    return (
        EVIDENCE_HEAD,
        *(_effect_row(atlas, effect) for effect in effects),
        *(_row_without(technique) for technique in without),
    )


def evidence_notes(atlas: Atlas) -> Sequence[str]:
    """What was measured in each study of the table, against what, and what else must be known of it."""
    return [_note(effect) for effects in _panels(atlas).values() for effect in effects]


def figure_of(effect: Effect) -> str:
    """An estimate with its interval, where there is one."""
    if effect.low is None or effect.high is None:
        return _number(effect.estimate)
    return f"{_number(effect.estimate)} ({_number(effect.low)} to {_number(effect.high)})"


def _panels(atlas: Atlas) -> Mapping[Unit, list[Effect]]:
    """The effects by unit, in the order of the content."""
    found: dict[Unit, list[Effect]] = {}
    for effect in atlas.effects.values():
        found.setdefault(effect.unit, []).append(effect)
    return found


def _panel(
    figure: go.Figure, number: int, domain: Sequence[float], colours: Palette, what: tuple[Unit, list[Effect], Atlas]
) -> None:
    unit, effects, atlas = what
    x, y = (f"{axis}{number if number > 1 else ''}" for axis in "xy")
    low, high = _reach(effects)
    at = [-(row + 1) * EFFECT_ROW_PX for row in range(len(effects))]  # one unit of y is one pixel
    head = float(UNIT_PX)
    figure.add_shape(
        type="line", xref=x, yref=y, x0=0, x1=0, y0=-len(effects) * EFFECT_ROW_PX, y1=0,
        line={"color": colours.line, "width": 1.5, "dash": "dot"}, layer="below",
    )  # fmt: skip
    figure.add_scatter(
        name=unit, xaxis=x, yaxis=y, mode="markers", x=[effect.estimate for effect in effects],
        y=[y_px + 14 for y_px in at], customdata=[effect.id for effect in effects],
        error_x={
            "type": "data", "symmetric": False, "color": colours.mark, "thickness": 2.5, "width": 0,
            "array": [_between(effect.estimate, effect.high) for effect in effects],
            "arrayminus": [_between(effect.low, effect.estimate) for effect in effects],
        },
        marker={
            "color": colours.mark, "size": 12, "line": {"color": colours.mark, "width": 2},
            "symbol": ["square" if effect.low is not None else "diamond-open" for effect in effects],
        },
    )  # fmt: skip
    bold, quiet = {"color": colours.ink, "size": 14}, {"color": colours.quiet, "size": 12}
    here = {"xref": x, "yref": y, "bgcolor": colours.ground}  # the line at 0 does not run through words
    _text(figure, (low, head - 8), f"<b>{escape(UNITS[unit])}</b>", bold, yanchor="top", **here)
    for y_px, effect in zip(at, effects, strict=True):
        first = shorten(named(atlas, effect.references[:1]), SOURCE_CHARS, placeholder="…")
        source = f"grade {effect.grade} · {first}"
        _text(figure, (low, y_px + 52), escape(effect.tested), bold, **here)
        _text(figure, (low, y_px + 36), escape(f"{figure_of(effect)} · {source}"), quiet, **here)
    figure.update_layout({
        f"xaxis{number}": {
            "anchor": y, "range": [low, high], "showgrid": False, "zeroline": False, "nticks": 6,
            "tickfont": {"color": colours.quiet, "size": 12}, "ticks": "outside", "ticklen": 4,
            "tickcolor": colours.line, "linecolor": colours.line, "showline": True, "fixedrange": True,
        },
        f"yaxis{number}": {
            "anchor": x, "domain": domain, "range": [-len(effects) * EFFECT_ROW_PX, head], "visible": False,
            "fixedrange": True,
        },
    })  # fmt: skip


def _reach(effects: Sequence[Effect]) -> tuple[float, float]:
    """The ends of a scale: all intervals and 0, with air for the marks."""
    low = min(0.0, *(_or(effect.low, effect.estimate) for effect in effects))
    high = max(0.0, *(_or(effect.high, effect.estimate) for effect in effects))
    air = (high - low) * 0.12
    return low - air, high + air


def _between(low: float | None, high: float | None) -> float | None:
    return None if low is None or high is None else high - low


def _effect_row(atlas: Atlas, effect: Effect) -> Sequence[str]:
    tested = f"**{effect.tested}**: {effect.people}"
    interval = "" if effect.low is not None else f"; interval {NOT_GIVEN}"
    figure = f"{figure_of(effect)} {SHORT_UNITS[effect.unit]}{interval}"
    return tested, figure, f"{effect.grade}: {named(atlas, effect.references)}"


def _note(effect: Effect) -> str:
    against = f"against {effect.comparison}" if effect.comparison else f"comparison {NOT_GIVEN}"
    return _one_text(f"{effect.tested}: {effect.outcome}; {against}. {effect.note or ''}")


def _row_without(technique: Technique) -> Sequence[str]:
    grades = dict.fromkeys(f"{COMPLAINTS[one.complaint]} {one.grade}" for one in technique.evidence)
    return f"**{technique.name}**", NO_FIGURE, ", ".join(grades)


# --- the diary of a plan -------------------------------------------------------------------------------------------

DIARY_LEGEND = (
    "Above: pain before (open) and after (filled), and how able for the goal (diamond), each 0 to 10. In the middle: "
    "minutes walked. Below: how many items were done."
)
DIARY_HEAD = ("Day", "Before", "After", "Able", "Walked", "Since the day before", "Done")
DIARY_PX = 420


def diary_figure(diary: Diary, theme: Theme) -> go.Figure:
    """Pain, walking and what was done, day by day, the oldest on the left."""
    colours, dated = PALETTES[theme], [*diary.dated()][::-1]
    at = [when.isoformat() for when, _ in dated]
    figure = go.Figure()
    for name, shape in (("before", "circle-open"), ("after", "circle"), ("able", "diamond-open")):
        figure.add_scatter(
            name=name, x=at, y=[getattr(day, name) for _, day in dated], mode="lines+markers", connectgaps=True,
            marker={"symbol": shape, "size": 10, "color": colours.mark},
            line={"color": colours.mark, "dash": "dot" if name == "able" else "solid", "width": 1.5},
        )  # fmt: skip
    bars = {"walked": [day.walked for _, day in dated], "done": [_done(day) for _, day in dated]}
    for number, (name, counts) in enumerate(bars.items(), start=2):
        figure.add_bar(name=name, x=at, y=counts, yaxis=f"y{number}", marker={"color": colours.quiet})
    _calm(figure, colours, DIARY_PX)
    _diary_axes(figure, colours)
    return figure


def _diary_axes(figure: go.Figure, colours: Palette) -> None:
    small = {"tickfont": {"color": colours.quiet, "size": 12}, "fixedrange": True, "gridcolor": colours.track}
    titles = (("yaxis", "0 to 10", [0.5, 1]), ("yaxis2", "min", [0.22, 0.42]), ("yaxis3", "done", [0, 0.16]))
    for axis, title, domain in titles:
        figure.update_layout({axis: {**small, "title": title, "domain": domain, "rangemode": "tozero", "nticks": 4}})
    figure.update_layout(
        yaxis={"range": [-0.5, 10.5]}, xaxis={**small, "anchor": "y3", "tickformat": "%-d %b", "showgrid": False},
        margin={"l": 48, "r": 12, "t": 8, "b": 32},
    )  # fmt: skip


def diary_alt(diary: Diary) -> str:
    """The plot of a diary in words."""
    said = ("; ".join(f"{name}: {value}" for name, value in zip(DIARY_HEAD, row, strict=True) if value)
            for row in diary_rows(diary)[1:])  # fmt: skip
    return _one_text(f"{'. '.join(said)}. The table below says the same.")


def diary_rows(diary: Diary) -> Rows:
    """The same as a table, the newest day first, without days of which nothing was noted. The first row is the head."""
    return (DIARY_HEAD, *(_diary_row(when, day) for when, day in diary.dated() if not day.is_empty))


def _diary_row(when: date, day: Day) -> Sequence[str]:
    numbers = ("" if number is None else str(number) for number in (day.before, day.after, day.able))
    walked = "" if day.walked is None else f"{day.walked} min"
    done = ((number, how) for number, how in enumerate(day.items, 1) if how)
    said = ", ".join(str(number) if how == "done" else f"{number} {how}" for number, how in done)
    return f"{when:%-d %b}", *numbers, walked, day.since or "", said


def _done(day: Day) -> int:
    return sum(how is not None for how in day.items)


# --- what all have in common -------------------------------------------------------------------------------------


def as_markdown(rows: Rows) -> str:
    """A table in Markdown. The first row is the head."""
    head, *body = (f"| {' | '.join(map(_cell, row))} |" for row in rows)
    return "\n".join((head, "|" + " --- |" * len(rows[0]), *body))


def _cell(text: str) -> str:
    return f":small[{_one_text(text)}]".replace("|", "\\|")


def _one_text(text: str) -> str:
    return " ".join(text.split())


def _rests(atlas: Atlas, point: CoursePoint) -> str:
    return f"Grade {point.grade}: {named(atlas, point.references)}"


def _number(value: float) -> str:
    return f"{value:g}".replace("-", "−")  # noqa: RUF001


def _or(value: float | None, other: float) -> float:
    return other if value is None else value


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in wrap(text, PHONE_CHARS))


def _text(figure: go.Figure, at: tuple[float, float], text: str, font: Mapping[str, Any], **style: Any) -> None:
    """Words in a plot that begin at a place, at half their height unless ``style`` says otherwise."""
    usual = {"xref": "x", "yref": "y", "xanchor": "left", "yanchor": "middle", "align": "left", "borderpad": 0}
    figure.add_annotation(x=at[0], y=at[1], text=text, font=font, showarrow=False, **{**usual, **style})


def _calm(figure: go.Figure, colours: Palette, height: int) -> None:
    figure.update_layout(
        height=height, margin={"l": 16, "r": 16, "t": 4, "b": 28}, showlegend=False, hovermode=False, dragmode=False,
        paper_bgcolor=colours.ground, plot_bgcolor=colours.ground, font={"family": FONT, "color": colours.ink},
        template=None,
    )  # fmt: skip
