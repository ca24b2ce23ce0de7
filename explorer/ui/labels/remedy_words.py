"""One technique or tool, whole: when to stop and where not, how, how long and hard, and how sure we are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from explorer.bodymap.style import Address
from explorer.care.screening import by_condition
from explorer.care.stop_rules import StandingRule, standing
from explorer.content import Atlas
from explorer.content.citations import named
from explorer.content.models import PLACEMENTS, Item, Register, Remedy, Technique, Tool
from explorer.content.speech import Speech
from explorer.ui.labels import means, review
from explorer.ui.labels.markup import figure, listed, paragraph, small


def grade(speech: Speech, item: Item) -> str:
    """The grade for sciatica, which is what people come for; back pain never stands in for it."""
    own = {entry.complaint: entry.grade for entry in item.evidence}
    return own.get("sciatica") or own.get("other") or speech.say("item.not_known")


def who_and_when(speech: Speech, remedy: Remedy) -> tuple[str, str]:
    """Who does it, and when in a session."""
    return speech.say(f"item.applier.{remedy.applied_by}"), speech.say(f"item.stage.{remedy.stage}")


def whole(atlas: Atlas, remedy: Remedy, register: Register, address: Address) -> str:
    """Everything about it, what to keep from before what to do. ``address`` gives that of a picture."""
    said = [remedy.summary] if register == "patient" else [remedy.clinician, remedy.summary]
    if isinstance(remedy, Technique) and remedy.umbrella_for:
        parts = [_umbrella(atlas, remedy.umbrella_for, register)]
    else:
        parts = [*avoid(atlas, remedy, register), *_how(atlas, remedy, address)]
    parts += [*evidence(atlas, remedy, register), small(review(atlas.speech, remedy))]
    return "".join([*map(paragraph, said), *parts])


def _umbrella(atlas: Atlas, techniques: Sequence[str], register: Register) -> str:
    names = (atlas.techniques[key].called(register) for key in techniques)
    return paragraph(atlas.say("item.stands_for"), atlas.say("item.umbrella")) + listed(names)


def avoid(atlas: Atlas, item: Item, register: Register) -> list[str]:
    """When to stop, and what to leave alone."""
    say, rules = atlas.say, standing(atlas, item)
    keep_off = item.keep_off if isinstance(item, Remedy) else ()
    zones = [f"{zone.name}: {zone.rule}" for zone in (atlas.keep_off[key] for key in keep_off)]
    more = [_rules((rule for rule in rules.more if rule.placement == placement), say(f"item.placement.{placement}"),
            register) for placement in PLACEMENTS]  # fmt: skip
    more.append(listed(zones, say("item.zones")))
    if register == "clinician":
        more.append(listed(_conditions(atlas, item), say("item.by_condition")))
    title = escape(say("item.all_rules", number=len(rules.more) + len(zones)))
    return [
        _rules(rules.at_once, say("item.at_once"), register),
        f'<details data-key="rules"><summary>{title}</summary>{"".join(more)}</details>',
    ]


def _rules(rules: Iterable[StandingRule], title: str, register: Register) -> str:
    """Stop rules as a list; for clinicians with what each means."""
    return listed((" ".join(rule.for_reader(register)) for rule in rules), title)


def _conditions(atlas: Atlas, item: Item) -> Iterator[str]:
    """What the safety check would say for each condition alone, so that card and verdict cannot differ."""
    for action, conditions in by_condition(atlas, item).items():
        if action != "ok":
            names = "; ".join(condition.clinician_name for condition in conditions)
            yield f"{atlas.say(f'action.{action}')}: {names}"


def _how(atlas: Atlas, remedy: Remedy, address: Address) -> list[str]:
    say, pressure = atlas.say, remedy.pressure
    who, when = who_and_when(atlas.speech, remedy)
    parts = [
        paragraph(say("item.who_and_when", who=who, when=when), say("item.how")),
        figure(atlas.speech, atlas.figures[remedy.figure], address) if remedy.figure else "",
        paragraph(remedy.position),
        listed(remedy.steps, ordered=True),
    ]
    if isinstance(remedy, Technique):
        parts.append(paragraph(remedy.draping, say("item.covered")))
    parts.append(paragraph(remedy.dose.text, say("item.how_long")))
    strong = say("item.pressure", start=pressure.start, most=pressure.limit, more=pressure.text)
    parts.append(paragraph(strong, say("item.how_strong")))
    return [*parts, *_tool(atlas, remedy)] if isinstance(remedy, Tool) else parts


def _tool(atlas: Atlas, tool: Tool) -> list[str]:
    ways = {"standing": tool.ways.standing, "seated": tool.ways.seated, "lying": tool.ways.lying}
    lines = {way: words for way, words in ways.items() if words}
    lines |= {"substitute": tool.substitute, "cleaning": tool.cleaning}
    return [paragraph(words, atlas.say(f"item.tool.{title}")) for title, words in lines.items()]


def evidence(atlas: Atlas, item: Item, register: Register) -> list[str]:
    """How sure we are for each complaint; for clinicians with what was found, and what one may say."""
    lines = []
    for entry in item.evidence:
        complaint, meaning = atlas.say(f"complaint.{entry.complaint}"), means(atlas.speech, entry.grade)
        said = atlas.say("item.evidence", complaint=complaint, grade=entry.grade, meaning=meaning)
        finding = f" {entry.finding}" if register == "clinician" else ""
        lines.append(f"{said}{finding} {named(atlas, entry.references)}")
    parts = [listed(lines, atlas.say("item.sure"))]
    if register == "clinician" and isinstance(item, Remedy):
        quotes = ", ".join(atlas.say("item.quoted", said=said) for said in item.must_not_say)
        parts.append(paragraph(item.may_say, atlas.say("item.may_say")))
        parts.append(paragraph(f"{quotes}", atlas.say("item.must_not_say")) if quotes else "")
    return parts
