"""The card of a region or a pain place: what it is, what to leave alone, and only then what may help."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import streamlit as st

from explorer.content import Atlas
from explorer.content.models import Grade, Place, Region, Register, Relation, Remedy, Tool, View, Words
from explorer.ui.place import show_region

Colour = Literal["yellow", "orange", "blue", "gray"]
RELATIONS: dict[Relation, tuple[str, str, Colour]] = {
    "is": ("Is part of the nerve", ":material/bolt:", "yellow"),
    "touches": ("Touches the nerve", ":material/join_inner:", "orange"),
    "covers": ("Covers the nerve", ":material/layers:", "orange"),
    "near": ("Near the nerve", ":material/near_me:", "blue"),
    "far": ("Away from the nerve", ":material/arrow_range:", "gray"),
}
GRADES: dict[Grade, str] = {
    "A": "consistent good studies or a guideline",
    "B": "some support from trials, with limits",
    "C": "low or mixed certainty",
    "D": "textbook, case reports or expert view only",
    "T": "settled anatomy",
    "X": "contradicted by studies",
}
COMPLAINTS = {"back_pain": "Back pain", "sciatica": "Sciatica (leg pain from the nerve)", "other": "Other"}
STATUS = {
    "checked": "checked against a public page",
    "partly": "partly checked",
    "unchecked": "not checked yet",
    "not_a_publication": "not a publication",
}
APPLIERS = {"therapist": "by a therapist", "self": "by yourself", "either": "by a therapist or by yourself"}


def welcome() -> None:
    """What to do first."""
    st.subheader("Tap any part of the picture", anchor=False)
    st.markdown(
        "Its card opens here: what it is, what it has to do with the sciatic nerve, what may ease it, and what to "
        "leave alone. The buttons on the picture peel the layers: skin, surface muscles, deep muscles, nerve. "
        "You can also choose from the list."
    )
    st.caption("This is not a diagnosis. No clinician has signed off the texts yet.")


def region(atlas: Atlas, region: Region, side: str, register: Register) -> None:
    """The card of one region."""
    plain = register == "patient"
    on = "" if _is_midline(atlas, region) else f" · {side} side"
    st.subheader(region.plain_name, anchor=False)
    st.markdown(f":gray[{region.name}]{on}")
    label, icon, colour = RELATIONS[region.nerve_relation.kind]
    st.badge(label, icon=icon, color=colour)
    st.markdown(region.nerve_relation.patient if plain else region.nerve_relation.clinician)
    words = region.patient if plain else region.clinician
    st.markdown(f"{words.what}\n\n**Where.** {words.where}")
    _take_care(atlas, region, words)
    _says(words)
    _remedies(atlas, region, register)
    _anatomy(region, expanded=not plain)
    _sources(atlas, _citations(region), register)


def pain_place(atlas: Atlas, place: Place, view: View, side: str, register: Register) -> None:
    """The card of a place on the skin: what lies beneath, from the skin to the nerve."""
    st.subheader(place.name, anchor=False)
    st.markdown(f"{side.capitalize()} side" if _has_sides(atlas, place) else "In the middle")
    st.markdown(place.note)
    under = next((beneath for beneath in place.beneath if beneath.view == view), place.beneath[0])
    st.markdown("**What lies beneath, from the skin inwards**")
    with st.container(gap="xxsmall"):
        for found in under.regions:
            _region_button(atlas, atlas.regions[found], register, key=f"beneath-{found}")
    st.caption("A place on the skin does not tell which part hurts. This is not a diagnosis.")


def region_list(atlas: Atlas, register: Register) -> None:
    """Every region by part of the body: the equal of the picture."""
    with st.expander("All parts, by area", icon=":material/list:", key="all_parts", on_change="rerun") as parts:
        if not parts.open:
            return
        for area in atlas.areas.values():
            found = [region for region in atlas.regions.values() if region.area == area.id]
            if found:
                st.markdown(f"**{area.name}**")
            with st.container(horizontal=True, gap="xxsmall"):
                for entry in found:
                    _region_button(atlas, entry, register, key=f"list-{entry.id}")


def _region_button(atlas: Atlas, region: Region, register: Register, key: str) -> None:
    label = region.plain_name if register == "patient" else region.name
    st.button(label, key=key, on_click=show_region, args=(atlas, region.id), help=region.name, type="tertiary")


def _take_care(atlas: Atlas, region: Region, words: Words) -> None:
    with st.container(border=True):
        st.markdown(":red[:material/front_hand:] **Take care**")
        lines = [words.leave] if words.leave else []
        lines += [caution.text for caution in region.cautions]
        zones = [atlas.keep_off[zone] for zone in region.keep_off]
        lines += [f"**Keep-off: {zone.name}.** {zone.rule}" for zone in zones]
        st.markdown("\n".join(f"- {line}" for line in lines))


def _says(words: Words) -> None:
    if words.ache:
        st.markdown(f"**If it aches.** {words.ache}")
    if words.eases:
        st.markdown(f"**What may ease it.** {words.eases}")


def _remedies(atlas: Atlas, region: Region, register: Register) -> None:
    techniques = [atlas.techniques[key] for key in region.techniques]
    tools = [atlas.tools[key] for key in region.tools]
    hands = [remedy for remedy in (*techniques, *tools) if remedy.applied_by != "self"]
    own = [remedy for remedy in (*techniques, *tools) if remedy.applied_by != "therapist"]
    if not hands and not own:
        st.markdown("*Nothing to press or rub here. Gentle moving through the day is what helps most.*")
    st.caption(
        "The letter says how sure studies make us for sciatica, from A (sure) to D (views only) and X (refuted)."
    )
    for title, remedies in (("What a therapist may do", hands), ("What you may do yourself", own)):
        if remedies:
            _choice_of(atlas, title, {remedy.id: remedy for remedy in remedies}, region, register)


def _choice_of(atlas: Atlas, title: str, remedies: dict[str, Remedy], region: Region, register: Register) -> None:
    """Names with their evidence mark, and the whole text of the one that is opened."""
    chosen = st.pills(
        f"**{title}** · tap one to read how", tuple(remedies), key=f"{title}-{region.id}",
        format_func=lambda key: f"{_name(remedies[key], register)} · {_grade(remedies[key])}",
    )  # fmt: skip
    if chosen:
        with st.container(border=True):
            _remedy(atlas, remedies[chosen], register)


def _name(remedy: Remedy, register: Register) -> str:
    return remedy.plain_name if register == "patient" else remedy.name


def _remedy(atlas: Atlas, remedy: Remedy, register: Register) -> None:
    st.markdown(f"**{_name(remedy, register)}**")
    st.markdown(remedy.summary if register == "patient" else f"{remedy.clinician}\n\n{remedy.summary}")
    _avoid(atlas, remedy)
    _how(remedy)
    if isinstance(remedy, Tool):
        _tool(remedy)
    _evidence(atlas, remedy, register)


def _avoid(atlas: Atlas, remedy: Remedy) -> None:
    zones = [f"{zone.name}: {zone.rule}" for zone in (atlas.keep_off[key] for key in remedy.keep_off)]
    never = list(remedy.never) if isinstance(remedy, Tool) else []
    st.markdown("**When to stop**\n" + _bullets(remedy.stop_rules))
    if never:
        st.markdown("**Never**\n" + _bullets(never))
    if zones:
        st.markdown("**Places to leave alone, or to touch lightly**\n" + _bullets(zones))


def _how(remedy: Remedy) -> None:
    steps = "\n".join(f"{number}. {step}" for number, step in enumerate(remedy.steps, 1))
    st.markdown(f"**How** ({APPLIERS[remedy.applied_by]})\n\n{remedy.position}\n\n{steps}")
    pressure = remedy.pressure
    st.markdown(
        f"**How long.** {remedy.dose.text}\n\n"
        f"**How hard.** Start at {pressure.start}, at most {pressure.limit} of 10. {pressure.text}"
    )


def _tool(tool: Tool) -> None:
    ways = {"Standing": tool.ways.standing, "Seated": tool.ways.seated, "Lying": tool.ways.lying}
    lines = [f"**{name}.** {text}" for name, text in ways.items() if text]
    lines += [f"**Instead you can use.** {tool.substitute}", f"**Cleaning.** {tool.cleaning}"]
    st.markdown("\n\n".join(lines))


def _evidence(atlas: Atlas, remedy: Remedy, register: Register) -> None:
    lines = []
    for entry in remedy.evidence:
        said = f"**{COMPLAINTS[entry.complaint]}: grade {entry.grade}** ({GRADES[entry.grade]})."
        sources = "; ".join(_short(source.citation) for source in atlas.cited(entry.references))
        finding = f" {entry.finding}" if register == "clinician" else ""
        lines.append(f"{said}{finding} :small[{sources}]")
    st.markdown("**How sure are we**\n" + _bullets(lines))


def _grade(remedy: Remedy) -> str:
    """The grade for sciatica, which is what people come for; back pain never stands in for it."""
    own = {entry.complaint: entry.grade for entry in remedy.evidence}
    return own.get("sciatica") or own.get("other") or "not known"


def _anatomy(region: Region, *, expanded: bool) -> None:
    if not region.anatomy:
        return
    rows = {
        "Origin": region.anatomy.origin,
        "Insertion": region.anatomy.insertion,
        "Nerve and roots": region.anatomy.nerve,
        "Action": region.anatomy.action,
    }
    with st.expander("Anatomy", icon=":material/genetics:", expanded=expanded):
        st.markdown("\n".join(f"- **{name}:** {text}" for name, text in rows.items()))


def _citations(region: Region) -> list[str]:
    return [*region.references, *(key for caution in region.cautions for key in caution.references)]


def _sources(atlas: Atlas, keys: Iterable[str], register: Register) -> None:
    with st.expander("Sources", icon=":material/menu_book:", key="sources", on_change="rerun") as sources:
        for source in atlas.cited(keys) if sources.open else ():
            doi = f" doi:{source.doi}" if source.doi else ""
            st.markdown(f"- {source.citation}{doi} :small[{STATUS[source.status]}]")
    st.caption("Not yet reviewed by a clinician. This is not a diagnosis.")


def _short(citation: str) -> str:
    return citation.partition(". ")[0][:70]


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _is_midline(atlas: Atlas, region: Region) -> bool:
    own = set(region.structures)
    shapes = (s for p in atlas.geometry.pictures.values() for layer in p.layers.values() for s in layer)
    return next((shape.side == "midline" for shape in shapes if shape.id in own), False)


def _has_sides(atlas: Atlas, place: Place) -> bool:
    return any(outline.side == "right" for outline in atlas.geometry.places[place.id].values())
