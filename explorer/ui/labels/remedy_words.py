"""One technique or tool, whole: when to stop and where not, how, how long and hard, and how sure we are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from explorer.bodymap.style import Address
from explorer.care.screening import by_condition
from explorer.care.stop_rules import StandingRule, standing
from explorer.content import Atlas
from explorer.content.citations import named
from explorer.content.models import Item, Register, Remedy, Technique, Tool
from explorer.ui.labels import ACTIONS, COMPLAINTS, GRADES, PLACEMENTS, review
from explorer.ui.labels.markup import figure, listed, paragraph, small

APPLIERS = {"therapist": "by a therapist", "self": "by yourself", "either": "by a therapist or by yourself"}
STAGES = {"warm_up": "to warm up", "gentle": "gentle", "firm": "firm, after a warm-up", "close": "to end with"}


def grade(item: Item) -> str:
    """The grade for sciatica, which is what people come for; back pain never stands in for it."""
    own = {entry.complaint: entry.grade for entry in item.evidence}
    return own.get("sciatica") or own.get("other") or "not known"


def whole(atlas: Atlas, remedy: Remedy, register: Register, address: Address) -> str:
    """Everything about it, what to keep from before what to do. ``address`` gives that of a picture."""
    said = [remedy.summary] if register == "patient" else [remedy.clinician, remedy.summary]
    if isinstance(remedy, Technique) and remedy.umbrella_for:
        parts = [_umbrella(atlas, remedy.umbrella_for, register)]
    else:
        parts = [*avoid(atlas, remedy, register), *_how(atlas, remedy, address)]
    parts += [*evidence(atlas, remedy, register), small(f"{review(remedy)} This is not a diagnosis.")]
    return "".join([*map(paragraph, said), *parts])


def _umbrella(atlas: Atlas, techniques: Sequence[str], register: Register) -> str:
    names = (atlas.techniques[key].called(register) for key in techniques)
    return paragraph("It stands for these:", "A word for other techniques.") + listed(names)


def avoid(atlas: Atlas, item: Item, register: Register) -> list[str]:
    """When to stop, and what to leave alone."""
    rules = standing(atlas, item)
    keep_off = item.keep_off if isinstance(item, Remedy) else ()
    zones = [f"{zone.name}: {zone.rule}" for zone in (atlas.keep_off[key] for key in keep_off)]
    more = [_rules((rule for rule in rules.more if rule.placement == placement), title, register)
            for placement, title in PLACEMENTS.items()]  # fmt: skip
    more.append(listed(zones, "Places to leave alone, or to touch lightly"))
    if register == "clinician":
        more.append(listed(_conditions(atlas, item), "By condition"))
    title = f"All other rules ({len(rules.more) + len(zones)})"
    return [
        _rules(rules.at_once, "When to stop, and what to leave alone", register),
        f'<details data-key="rules"><summary>{title}</summary>{"".join(more)}</details>',
    ]


def _rules(rules: Iterable[StandingRule], title: str, register: Register) -> str:
    """Stop rules as a list; for clinicians with what each means."""
    return listed((" ".join(rule.for_reader(register)) for rule in rules), title)


def _conditions(atlas: Atlas, item: Item) -> Iterator[str]:
    """What the safety check would say for each condition alone, so that card and verdict cannot differ."""
    for action, conditions in by_condition(atlas, item).items():
        if action != "ok":
            yield f"{ACTIONS[action][0]}: {'; '.join(condition.clinician_name for condition in conditions)}"


def _how(atlas: Atlas, remedy: Remedy, address: Address) -> list[str]:
    pressure = remedy.pressure
    parts = [
        paragraph(f"({APPLIERS[remedy.applied_by]}; {STAGES[remedy.stage]})", "How"),
        figure(atlas.speech, atlas.figures[remedy.figure], address) if remedy.figure else "",
        paragraph(remedy.position),
        listed(remedy.steps, ordered=True),
    ]
    if isinstance(remedy, Technique):
        parts.append(paragraph(remedy.draping, "What is covered."))
    parts.append(paragraph(remedy.dose.text, "How long."))
    parts.append(
        paragraph(f"Start at {pressure.start}, at most {pressure.limit} of 10. {pressure.text}", "How strong it feels.")
    )
    return [*parts, *_tool(remedy)] if isinstance(remedy, Tool) else parts


def _tool(tool: Tool) -> list[str]:
    ways = {"Standing.": tool.ways.standing, "Seated.": tool.ways.seated, "Lying.": tool.ways.lying}
    lines = {way: words for way, words in ways.items() if words}
    lines |= {"Instead you can use.": tool.substitute, "Cleaning.": tool.cleaning}
    return [paragraph(words, title) for title, words in lines.items()]


def evidence(atlas: Atlas, item: Item, register: Register) -> list[str]:
    """How sure we are for each complaint; for clinicians with what was found, and what one may say."""
    lines = []
    for entry in item.evidence:
        said = f"{COMPLAINTS[entry.complaint]}: grade {entry.grade} ({GRADES[entry.grade]})."
        finding = f" {entry.finding}" if register == "clinician" else ""
        lines.append(f"{said}{finding} {named(atlas, entry.references)}")
    parts = [listed(lines, "How sure are we")]
    if register == "clinician" and isinstance(item, Remedy):
        quotes = ", ".join(f"“{said}”" for said in item.must_not_say)
        parts.append(paragraph(item.may_say, "One may say."))
        parts.append(paragraph(f"{quotes}", "One must not say.") if quotes else "")
    return parts
