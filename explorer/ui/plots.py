"""Plots and their tables: values in, a Plotly figure or rows out. Whatever a plot shows, its table says too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
from explorer.content.models import CoursePoint, Effect, Register, Technique, Unit
from explorer.content.speech import Speech
from explorer.content.text_for import text_for

Rows = Sequence[Sequence[str]]

FONT = "Source Sans, sans-serif"  # comes with the app; nothing is fetched from elsewhere
STILL = {"staticPlot": True, "displayModeBar": False}  # there is nothing to do in it, so a finger scrolls the page
PHONE_CHARS = 48  # of small print fit beside each other on a phone 390 px wide
YEAR_WEEKS = 52


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

COURSE_HEAD = ("when", "share", "who")
People = Literal["better", "perhaps", "not_yet", "not_counted"]
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
        _text(figure, (-0.5, top - 12), f"<b>{escape(when(atlas.speech, point))}</b>", bold)
        _text(figure, (ACROSS - 0.5, top - 12), f"<b>{escape(share(atlas.speech, point))}</b>", bold, xanchor="right")
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
        "not_yet": (colours.track, colours.line),
        "not_counted": (colours.ground, colours.line),
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
        return ["not_counted"] * EVERYBODY
    better = point.low if point.low is not None else point.share or 0
    perhaps = (point.high or 0) - point.low if point.low is not None else 0
    became: Mapping[People, int] = {"better": better, "perhaps": perhaps, "not_yet": EVERYBODY - better - perhaps}
    return [kind for kind, count in became.items() for _ in range(count)]


def course_alt(atlas: Atlas, register: Register) -> str:
    """The plot of the course in words."""
    speech = atlas.speech
    points = (
        speech.say(
            "plot.course.point",
            when=when(speech, point),
            share=share(speech, point),
            counted=counted(point, register),
        )
        for point in _course(atlas)
    )
    return _alt(speech, (speech.say("plot.course.each"), speech.say("plot.course.title"), *points))


def course_rows(atlas: Atlas, register: Register) -> Rows:
    """The same as a table, with how sure each number is and its source. The first row is the head."""
    speech = atlas.speech
    rows = (
        (
            when(speech, point),
            _share_told(speech, point, register),
            f"{counted(point, register)} {_rests(atlas, point)}",
        )
        for point in _course(atlas)
    )
    return (tuple(speech.say(f"plot.course.head.{name}") for name in COURSE_HEAD), *rows)


def when(speech: Speech, point: CoursePoint) -> str:
    """The time of a point: in years where its weeks are whole years."""
    weeks = [week for week in (point.first_week, point.last_week) if week is not None]
    in_years = all(week % YEAR_WEEKS == 0 for week in weeks)
    first, *last = (week // YEAR_WEEKS if in_years else week for week in weeks)
    if last:
        return speech.say("plot.course.years" if in_years else "plot.course.weeks", first=first, count=last[0])
    return speech.say("plot.course.year" if in_years else "plot.course.week", count=first)


def share(speech: Speech, point: CoursePoint) -> str:
    """How many are better, as a plot says it."""
    if point.share is None:
        if point.low is None:
            return speech.say("plot.course.no_number")
        return speech.say("plot.course.between", low=point.low, high=point.high)
    if point.low is None:
        return speech.say("plot.course.share", share=point.share)
    return speech.say("plot.course.share_between", share=point.share, low=point.low, high=point.high)


def counted(point: CoursePoint, register: Register) -> str:
    """Who was looked at, and what better means there."""
    join = " " if register == "patient" else ": "
    return f"{text_for(point.people, register)}{join}{text_for(point.means, register)}".removesuffix(".") + "."


def _course(atlas: Atlas) -> list[CoursePoint]:
    return sorted(atlas.course.values(), key=lambda point: (point.first_week, point.last_week or point.first_week))


def _share_told(speech: Speech, point: CoursePoint, register: Register) -> str:
    told = share(speech, point)
    return speech.say(f"plot.range.{register}.{point.range_of}", share=told) if point.range_of else told


# --- the evidence of each technique -------------------------------------------------------------------------------

EVIDENCE_HEAD = ("tested", "figure", "grade")
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
    speech = atlas.speech
    panels = (_panel_told(speech, unit, effects) for unit, effects in _panels(atlas).items())
    return _alt(speech, (speech.say("plot.evidence.forest"), *panels))


def _panel_told(speech: Speech, unit: Unit, effects: Sequence[Effect]) -> str:
    told = (
        speech.say(
            "plot.evidence.effect",
            tested=each.tested,
            people=each.people,
            figure=figure_of(speech, each),
            grade=each.grade,
        )
        for each in effects
    )
    return speech.say("plot.evidence.panel", unit=speech.say(f"plot.evidence.unit.{unit}"), effects="; ".join(told))


def evidence_rows(atlas: Atlas) -> Rows:
    """The same as a table, and after it every technique of which there is no figure. The first row is the head."""
    effects = [effect for panel in _panels(atlas).values() for effect in panel]
    measured = {effect.technique for effect in effects}
    without = [technique for technique in atlas.techniques.values() if technique.id not in measured]
    return (
        tuple(atlas.say(f"plot.evidence.head.{name}") for name in EVIDENCE_HEAD),
        *(_effect_row(atlas, effect) for effect in effects),
        *(_row_without(atlas.speech, technique) for technique in without),
    )


def evidence_notes(atlas: Atlas) -> Sequence[str]:
    """What was measured in each study of the table, against what, and what else must be known of it."""
    return [_note(atlas.speech, effect) for effects in _panels(atlas).values() for effect in effects]


def figure_of(speech: Speech, effect: Effect) -> str:
    """An estimate with its interval, where there is one."""
    estimate = _number(speech, effect.estimate)
    if effect.low is None or effect.high is None:
        return estimate
    low, high = _number(speech, effect.low), _number(speech, effect.high)
    return speech.say("plot.evidence.between", estimate=estimate, low=low, high=high)


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
    _text(
        figure,
        (low, head - 8),
        f"<b>{escape(atlas.say(f'plot.evidence.unit.{unit}'))}</b>",
        bold,
        yanchor="top",
        **here,
    )
    for y_px, effect in zip(at, effects, strict=True):
        first = shorten(named(atlas, effect.references[:1]), SOURCE_CHARS, placeholder="…")
        found = figure_of(atlas.speech, effect)
        source = atlas.say("plot.evidence.source", figure=found, grade=effect.grade, source=first)
        _text(figure, (low, y_px + 52), escape(effect.tested), bold, **here)
        _text(figure, (low, y_px + 36), escape(source), quiet, **here)
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
    say = atlas.say
    figure = say(f"plot.evidence.in.{effect.unit}", figure=figure_of(atlas.speech, effect))
    return (
        say("plot.evidence.people", tested=effect.tested, people=effect.people),
        figure if effect.low is not None else say("plot.evidence.no_interval", figure=figure),
        say("plot.evidence.sources", grade=effect.grade, sources=named(atlas, effect.references)),
    )


def _note(speech: Speech, effect: Effect) -> str:
    tested, outcome = effect.tested, effect.outcome
    if effect.comparison:
        told = speech.say("plot.evidence.note", tested=tested, outcome=outcome, comparison=effect.comparison)
    else:
        told = speech.say("plot.evidence.note_alone", tested=tested, outcome=outcome)
    return _one_text(f"{told} {effect.note or ''}")


def _row_without(speech: Speech, technique: Technique) -> Sequence[str]:
    known = (speech.say(f"plot.evidence.known.{one.complaint}", grade=one.grade) for one in technique.evidence)
    return f"**{technique.name}**", speech.say("plot.evidence.no_figure"), ", ".join(dict.fromkeys(known))


# --- the diary of a plan -------------------------------------------------------------------------------------------

DIARY_HEAD = ("day", "before", "after", "able", "walked", "since", "done")
DIARY_PX = 420
DAYS_APART = 3  # of the days that are named below the plot


def diary_figure(speech: Speech, diary: Diary, theme: Theme) -> go.Figure:
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
    _diary_axes(speech, figure, colours, [when for when, _ in dated])
    return figure


def _diary_axes(speech: Speech, figure: go.Figure, colours: Palette, days: Sequence[date]) -> None:
    small = {"tickfont": {"color": colours.quiet, "size": 12}, "fixedrange": True, "gridcolor": colours.track}
    points, minutes, items = (speech.say(f"plot.diary.axis.{name}") for name in ("points", "minutes", "items"))
    named_days = days[::-DAYS_APART]  # the newest is one of them
    for axis, title, domain in (
        ("yaxis", points, [0.5, 1]),
        ("yaxis2", minutes, [0.22, 0.42]),
        ("yaxis3", items, [0, 0.16]),
    ):
        figure.update_layout({axis: {**small, "title": title, "domain": domain, "rangemode": "tozero", "nticks": 4}})
    figure.update_layout(
        yaxis={"range": [-0.5, 10.5]}, margin={"l": 48, "r": 12, "t": 8, "b": 32},
        xaxis={
            **small, "anchor": "y3", "showgrid": False, "tickvals": [day.isoformat() for day in named_days],
            "ticktext": [speech.day(day, short=True) for day in named_days],
        },
    )  # fmt: skip


def diary_alt(speech: Speech, diary: Diary) -> str:
    """The plot of a diary in words."""
    head, *rows = diary_rows(speech, diary)
    return _alt(speech, (f"{_row_told(speech, head, row)}." for row in rows))


def _row_told(speech: Speech, head: Sequence[str], row: Sequence[str]) -> str:
    cells = zip(head, row, strict=True)
    return "; ".join(speech.say("plot.diary.cell", head=name, value=value) for name, value in cells if value)


def diary_rows(speech: Speech, diary: Diary) -> Rows:
    """The same as a table, the newest day first, without days of which nothing was noted. The first row is the head."""
    rows = (_diary_row(speech, when, day) for when, day in diary.dated() if not day.is_empty)
    return (tuple(speech.say(f"plot.diary.head.{name}") for name in DIARY_HEAD), *rows)


def _diary_row(speech: Speech, when: date, day: Day) -> Sequence[str]:
    numbers = ("" if number is None else speech.shown(number) for number in (day.before, day.after, day.able))
    walked = "" if day.walked is None else speech.say("tally.walked", minutes=day.walked)
    since = speech.say(f"plot.diary.since.{day.since}") if day.since else ""
    done = ((number, how) for number, how in enumerate(day.items, 1) if how)
    said = ", ".join(speech.say(f"plot.diary.did.{how}", number=number) for number, how in done)
    return speech.day(when, short=True), *numbers, walked, since, said


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
    return atlas.say("plot.rests", grade=point.grade, sources=named(atlas, point.references))


def _alt(speech: Speech, told: Iterable[str]) -> str:
    """The words of a plot for those who cannot see it."""
    return _one_text(speech.say("plot.alt", said=" ".join(told)))


def _number(speech: Speech, value: float) -> str:
    return speech.shown(value).replace("-", "−")  # noqa: RUF001


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
