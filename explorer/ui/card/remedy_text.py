"""One technique or tool, whole: when to stop and where not, how, how long and hard, and how sure we are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import streamlit as st

from explorer.care import stop_rules
from explorer.care.screening import Ruling, by_condition
from explorer.care.stop_rules import Told
from explorer.content import Atlas
from explorer.content.citations import named
from explorer.content.models import Register, Remedy, Technique, Tool
from explorer.ui.labels import ACTIONS, COMPLAINTS, GRADES, PLACEMENTS, bullets, review_note
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


def text(atlas: Atlas, remedy: Remedy, register: Register, elsewhere: Collection[str] = ()) -> None:
    """Everything about it, what to keep from before what to do.

    ``elsewhere`` are the codes of stop rules that stand on the page already.
    """
    st.markdown(remedy.summary if register == "patient" else f"{remedy.clinician}\n\n{remedy.summary}")
    if isinstance(remedy, Technique) and remedy.umbrella_for:
        _umbrella(atlas, remedy.umbrella_for, register)
        _evidence(atlas, remedy, register)
    else:
        _avoid(atlas, remedy, register, elsewhere)
        _how(remedy)
        _evidence(atlas, remedy, register)
    review_note(remedy)


def _umbrella(atlas: Atlas, techniques: Sequence[str], register: Register) -> None:
    names = [atlas.techniques[key].called(register) for key in techniques]
    st.markdown("**A word for other techniques.** It stands for these:\n\n" + bullets(names))


def _avoid(atlas: Atlas, remedy: Remedy, register: Register, elsewhere: Collection[str]) -> None:
    rules = stop_rules.standing(atlas, remedy).without(elsewhere)
    st.markdown("**When to stop, and what to leave alone**\n" + rule_lines(rules.at_once, register))
    zones = [f"{zone.name}: {zone.rule}" for zone in (atlas.keep_off[key] for key in remedy.keep_off)]
    with st.expander(f"All other rules ({len(rules.more) + len(zones)})"):
        st.markdown("\n\n".join(_placed(rules.more, register)))
        if zones:
            st.markdown("**Places to leave alone, or to touch lightly**\n" + bullets(zones))
        if register == "clinician":
            st.markdown("**By condition**\n" + bullets(_conditions(atlas, remedy)))


def _placed(rules: Sequence[Told], register: Register) -> Iterable[str]:
    for placement, title in PLACEMENTS.items():
        if here := [rule for rule in rules if rule.placement == placement]:
            yield f"**{title}**\n{rule_lines(here, register)}"


def rule_lines(rules: Iterable[Told], register: Register) -> str:
    """Stop rules as a list; for clinicians with what each means."""
    said = (rule.for_reader(register) for rule in rules)
    return bullets(" ".join((plain, *(f":small[{more}]" for more in rest))) for plain, *rest in said)


def _conditions(atlas: Atlas, remedy: Remedy) -> Iterable[str]:
    """What the safety check would say for each condition alone, so that card and verdict cannot differ."""
    for action, conditions in by_condition(atlas, remedy).items():
        if action != "ok":
            yield f"{ACTIONS[action][0]}: {'; '.join(condition.clinician_name for condition in conditions)}"


def _how(remedy: Remedy) -> None:
    steps = "\n".join(f"{number}. {step}" for number, step in enumerate(remedy.steps, 1))
    pressure = remedy.pressure
    st.markdown(f"**How** ({APPLIERS[remedy.applied_by]}; {STAGES[remedy.stage]})\n\n{remedy.position}\n\n{steps}")
    if isinstance(remedy, Technique):
        st.markdown(f"**What is covered.** {remedy.draping}")
    st.markdown(
        f"**How long.** {remedy.dose.text}\n\n"
        f"**How strong it feels.** Start at {pressure.start}, at most {pressure.limit} of 10. {pressure.text}"
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
