"""One technique or tool, whole: when to stop and where not, how, how long and hard, and how sure we are."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from explorer.care.screening import Ruling
from explorer.content import Atlas
from explorer.content.citations import named
from explorer.content.models import Register, Remedy, Technique, Tool
from explorer.ui.labels import COMPLAINTS, GRADES, bullets, review_note
from explorer.ui.safety import rulings

APPLIERS = {"therapist": "by a therapist", "self": "by yourself", "either": "by a therapist or by yourself"}
STAGES = {"warm_up": "to warm up", "gentle": "gentle", "firm": "firm, after a warm-up", "close": "to end with"}


def grade(remedy: Remedy) -> str:
    """The grade for sciatica, which is what people come for; back pain never stands in for it."""
    own = {entry.complaint: entry.grade for entry in remedy.evidence}
    return own.get("sciatica") or own.get("other") or "not known"


def label(remedy: Remedy, ruling: Ruling | None, register: Register) -> str:
    """Its name with its evidence mark, and with what the safety check says once there are answers."""
    mark = f" · {rulings.word(ruling.action)}" if ruling else ""
    return f"{remedy.called(register)} · {grade(remedy)}{mark}"


def text(atlas: Atlas, remedy: Remedy, register: Register) -> None:
    """Everything about it, what to keep from before what to do."""
    st.markdown(remedy.summary if register == "patient" else f"{remedy.clinician}\n\n{remedy.summary}")
    if isinstance(remedy, Technique) and remedy.umbrella_for:
        _umbrella(atlas, remedy.umbrella_for, register)
        _evidence(atlas, remedy, register)
    else:
        _avoid(atlas, remedy)
        _how(remedy)
        _evidence(atlas, remedy, register)
    review_note(remedy)


def _umbrella(atlas: Atlas, techniques: Sequence[str], register: Register) -> None:
    names = [atlas.techniques[key].called(register) for key in techniques]
    st.markdown("**A word for other techniques.** It stands for these:\n\n" + bullets(names))


def _avoid(atlas: Atlas, remedy: Remedy) -> None:
    zones = [f"{zone.name}: {zone.rule}" for zone in (atlas.keep_off[key] for key in remedy.keep_off)]
    never = list(remedy.never) if isinstance(remedy, Tool) else []
    parts = ["**When to stop**\n" + bullets(remedy.stop_rules)]
    if never:
        parts.append("**Never**\n" + bullets(never))
    if zones:
        parts.append("**Places to leave alone, or to touch lightly**\n" + bullets(zones))
    st.markdown("\n\n".join(parts))


def _how(remedy: Remedy) -> None:
    steps = "\n".join(f"{number}. {step}" for number, step in enumerate(remedy.steps, 1))
    pressure = remedy.pressure
    st.markdown(f"**How** ({APPLIERS[remedy.applied_by]}; {STAGES[remedy.stage]})\n\n{remedy.position}\n\n{steps}")
    if isinstance(remedy, Technique):
        st.markdown(f"**What is covered.** {remedy.draping}")
    st.markdown(
        f"**How long.** {remedy.dose.text}\n\n"
        f"**How hard.** Start at {pressure.start}, at most {pressure.limit} of 10. {pressure.text}"
    )
    if isinstance(remedy, Tool):
        _tool(remedy)


def _tool(tool: Tool) -> None:
    ways = {"Standing": tool.ways.standing, "Seated": tool.ways.seated, "Lying": tool.ways.lying}
    lines = [f"**{way}.** {words}" for way, words in ways.items() if words]
    lines += [f"**Instead you can use.** {tool.substitute}", f"**Cleaning.** {tool.cleaning}"]
    st.markdown("\n\n".join(lines))


def _evidence(atlas: Atlas, remedy: Remedy, register: Register) -> None:
    lines = []
    for entry in remedy.evidence:
        said = f"**{COMPLAINTS[entry.complaint]}: grade {entry.grade}** ({GRADES[entry.grade]})."
        finding = f" {entry.finding}" if register == "clinician" else ""
        lines.append(f"{said}{finding} :small[{named(atlas, entry.references)}]")
    st.markdown("**How sure are we**\n" + bullets(lines))
    if register == "clinician":
        quotes = ", ".join(f"“{said}”" for said in remedy.must_not_say)
        st.markdown(f"**One may say.** {remedy.may_say}" + (f"\n\n**One must not say.** {quotes}" if quotes else ""))
