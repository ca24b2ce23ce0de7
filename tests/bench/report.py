"""One line for each figure: the app, its floor, the ratio, the target."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

MIDDLE = "{:<44} {:>12} {:>12} {:>8}   {:<22} {}"


def head() -> None:
    """The names of the columns."""
    print(MIDDLE.format("median", "app", "floor", "ratio", "target", ""), flush=True)


def against(name: str, app: Sequence[float], floor: Sequence[float], unit: str, most: float | None = None) -> None:
    """A figure beside its floor; ``most`` is the largest ratio that is good."""
    if not app or not floor:
        print(f"{name}: nothing could be measured", flush=True)
        return
    ours, theirs = median(app), median(floor)
    ratio = ours / theirs
    target = f"at most {most:.1f} x floor" if most else "none set"
    _line(name, _said(ours, unit), _said(theirs, unit), f"{ratio:.2f}", target, None if most is None else ratio <= most)


def alone(name: str, app: float, unit: str, most: float | None = None) -> None:
    """A figure that has no floor; ``most`` is the largest value that is good."""
    target = f"at most {_said(most, unit)}" if most else "none set"
    _line(name, _said(app, unit), "", "", target, None if most is None else app <= most)


def growth(name: str, many: float, one: float, copies: int, unit: str, most: float) -> None:
    """A figure of content copied so many times; the ratio is what each copy costs, the shipped content being 1."""
    ratio = many / one / copies
    _line(name, _said(many, unit), "", f"{ratio:.2f}", f"at most {most:.1f} per copy", ratio <= most)


def _line(name: str, app: str, floor: str, ratio: str, target: str, met: bool | None) -> None:
    verdict = "" if met is None else "met" if met else "not met"
    print(MIDDLE.format(name, app, floor, ratio, target, verdict).rstrip(), flush=True)


def _said(value: float, unit: str) -> str:
    return f"{value:,.{3 if unit == 's' else 1}f} {unit}"
