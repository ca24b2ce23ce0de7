"""A verdict for machines and for the command line. It says what holds, never that all is well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explorer.care.screening import Ruling, Stop, Verdict
from explorer.content import Atlas

NO_DIAGNOSIS = "This is not a diagnosis."


def as_json(verdict: Verdict) -> dict[str, Any]:
    """The verdict as plain values."""
    return {
        "stop": _stop(verdict.stop),
        "families": _rulings(verdict.families),
        "techniques": _rulings(verdict.techniques),
        "tools": _rulings(verdict.tools),
        "exercises": _rulings(verdict.exercises),
        "regions": {
            location: {family: ruling.action for family, ruling in found.items()}
            for location, found in verdict.regions.items()
        },
        "unsure": list(verdict.unsure),
    }


def _stop(stop: Stop | None) -> dict[str, Any] | None:
    return {"level": stop.level, "flags": list(stop.flags), "action": stop.action} if stop else None


def _rulings(rulings: Mapping[Any, Ruling]) -> dict[str, Any]:
    return {key: _ruling(ruling) for key, ruling in rulings.items()}


def _ruling(ruling: Ruling) -> dict[str, Any]:
    reasons = [
        {
            "condition": reason.condition,
            "action": reason.action,
            "why": reason.why,
            "grade": reason.grade,
            "references": list(reason.references),
        }
        for reason in ruling.because
    ]
    return {"action": ruling.action, "also": list(ruling.also), "because": reasons}


def explained(atlas: Atlas, verdict: Verdict) -> str:
    """Why the verdict is as it is: each family and each exercise with its action, and every answer behind it."""
    lines = [_stop_line(verdict.stop)]
    for what, ruling in (*verdict.families.items(), *verdict.exercises.items()):
        lines.append(f"{what}: {ruling.action}")
        for reason in ruling.because:
            name = (atlas.red_flags.get(reason.condition) or atlas.conditions[reason.condition]).name
            rests = f"grade {reason.grade}; {', '.join(reason.references)}"
            lines.append(f"  {reason.action} for {reason.condition}, {name}: {reason.why} ({rests})")
    return "\n".join([*lines, NO_DIAGNOSIS])


def _stop_line(stop: Stop | None) -> str:
    return f"stop {stop.level}: {', '.join(stop.flags)}: {stop.action}" if stop else "no stop sign was named"


def in_lines(verdict: Verdict) -> str:
    """The verdict in short, one line for each technique, tool and exercise."""
    lines = [_stop_line(verdict.stop)]
    for key, ruling in {**verdict.techniques, **verdict.tools, **verdict.exercises}.items():
        also = f", also {', '.join(ruling.also)}" if ruling.also else ""
        because = dict.fromkeys(reason.condition for reason in ruling.because)
        lines.append(f"{key}: {ruling.action}{also}" + (f" ({', '.join(because)})" if because else ""))
    return "\n".join([*lines, NO_DIAGNOSIS])
