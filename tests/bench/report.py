"""The table at the end: what was measured, its floor, the ratio, the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

COLUMNS = "{:<52} {:>26} {:>26} {:>7}   {:<32} {}"
QUARTERS = 4  # so many values, and more, have quartiles


@dataclass
class Table:
    """Rows, to be printed when everything is measured. Values are medians; half of all lie in brackets."""

    rows: list[tuple[str, ...]] = field(default_factory=list)

    def against(
        self,
        name: str,
        app: Sequence[float],
        floor: Sequence[float],
        unit: str,
        most: float | None = None,
        or_most: float | None = None,
    ) -> None:
        """A figure beside its floor. ``most`` is the largest ratio that is good, ``or_most`` a value that is anyway."""
        if not app or not floor:
            self.missing(name)
            return
        ratio = median(app) / median(floor)
        target = f"at most {most:.1f} x floor" if most else ""
        target += f" or {_said(or_most, unit)}" if or_most else ""
        is_met = None if most is None else ratio <= most or (or_most is not None and median(app) <= or_most)
        self._add(name, _spread(app, unit), _spread(floor, unit), f"{ratio:.2f}", target, is_met)

    def alone(self, name: str, app: Sequence[float], unit: str, most: float | None = None) -> None:
        """A figure that has no floor; ``most`` is the largest value that is good."""
        if not app:
            self.missing(name)
            return
        target = f"at most {_said(most, unit)}" if most is not None else ""
        self._add(name, _spread(app, unit), "", "", target, None if most is None else median(app) <= most)

    def growth(self, name: str, many: float, one: float, copies: int, unit: str, most: float) -> None:
        """A figure of content copied so many times; the ratio is what each copy costs, the shipped content being 1."""
        ratio = many / one / copies
        self._add(name, _said(many, unit), "", f"{ratio:.2f}", f"at most {most:.1f} per copy", ratio <= most)

    def missing(self, name: str, why: str = "") -> None:
        """A figure that could not be taken."""
        self.rows.append((name, "not measured", "", "", why, "NOT MEASURED"))

    def show(self) -> None:
        """Print it."""
        print("\n" + COLUMNS.format("median [half of all lie between]", "app", "floor", "ratio", "target", "").rstrip())
        for row in self.rows:
            print(COLUMNS.format(*row).rstrip())

    def _add(self, name: str, app: str, floor: str, ratio: str, target: str, is_met: bool | None) -> None:
        verdict = "" if is_met is None else "met" if is_met else "NOT MET"
        self.rows.append((name, app, floor, ratio, target or "none set", verdict))


def _spread(values: Sequence[float], unit: str) -> str:
    middle = _said(median(values), unit)
    if len(values) < 2:
        return middle
    low, _, high = quantiles(values, n=4) if len(values) >= QUARTERS else (min(values), 0, max(values))
    return f"{middle} [{_number(low, unit)} {_number(high, unit)}]"


def _said(value: float, unit: str) -> str:
    return f"{_number(value, unit)} {unit}".rstrip()


def _number(value: float, unit: str) -> str:
    return f"{value:,.{ {'s': 3, 'times': 0, 'kB': 0}.get(unit, 1) }f}"
