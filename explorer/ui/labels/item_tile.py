"""An item of a plan as HTML, as the patient reads it: in pictures, with the dose in large figures."""

from __future__ import annotations

from html import escape

from explorer.bodymap.style import Address
from explorer.care import plan_words, sides, stop_rules
from explorer.care.plan import what_of
from explorer.care.screening import Ruling
from explorer.content import Atlas
from explorer.content.models import Item, Plan, PlanItem
from explorer.handout.html import dose
from explorer.handout.sheet import Shown, shown
from explorer.ui.labels import markup


def tile(atlas: Atlas, plan: Plan, i: int, ruling: Ruling | None, address: Address) -> str:
    """What it is, where, how much, how it goes. ``address`` gives that of a picture, ``ruling`` what holds for it."""
    item, what = plan.items[i], what_of(atlas, plan.items[i])
    called = what.called(plan.reader)
    where = sides.where(atlas.speech, atlas.regions[item.region].called(plan.reader), item.side)
    whole = atlas.say("dosing.name", number=i + 1, what=called, where=where)
    drawn = shown(atlas, what, item.side)
    parts = (
        f'<h3><span class="number">{i + 1}</span> {escape(called)}</h3>',
        f'<p class="name">{escape(where)}</p>',
        _figure(drawn, address) if drawn else "",
        *_dose(atlas, item, what),
        *_care(atlas, item, what, ruling),
        _how(atlas, item, what, i, whole),
    )
    return f'<li data-item="{i + 1}">{"".join(parts)}</li>'


def _figure(drawn: Shown, address: Address) -> str:
    """How it is done, turned for the side; one text tells both pictures of start and end."""
    pictures = "".join(
        markup.picture(file, "" if i else drawn.alt, address, mirrored=drawn.mirrored)
        for i, file in enumerate(drawn.files)
    )
    caption = f"<figcaption>{escape(drawn.caption)}</figcaption>" if drawn.caption else ""
    return f"<figure>{pictures}{caption}</figure>"


def _dose(atlas: Atlas, item: PlanItem, what: Item) -> tuple[str, ...]:
    lines = plan_words.how_long(atlas.speech, item), plan_words.how_often(atlas.speech, item)
    hard = plan_words.how_hard(atlas.speech, item, what)
    felt = markup.paragraph(atlas.say("explain.how_strong", strength=hard)) if hard else ""
    return f'<p class="dose">{dose(lines)}</p>', felt


def _care(atlas: Atlas, item: PlanItem, what: Item, ruling: Ruling | None) -> tuple[str, ...]:
    """What the safety check adds, who agreed, and the note."""
    rules = stop_rules.standing(atlas, what, ruling).answered
    said = (
        f"<p>{markup.action(atlas.speech, rule.action)} {escape(rule.patient)}</p>" for rule in rules if rule.action
    )
    agreed = plan_words.agreed(atlas.speech, item)
    sentence = markup.small(atlas.say("dosing.sentence", said=agreed)) if agreed else ""
    note = f'<p class="note">{escape(item.note)}</p>' if item.note else ""
    return (*said, note, sentence)


def _how(atlas: Atlas, item: PlanItem, what: Item, i: int, about: str) -> str:
    """How it goes and when to stop, to unfold: ``about`` what it is, is heard only.

    What is an emergency stands once on the page, not with every item.
    """
    rules = stop_rules.standing(atlas, what)
    here = rules.without({rule.code for rule in stop_rules.emergencies([rules])})
    zones = () if item.exercise else (atlas.keep_off[zone] for zone in atlas.regions[item.region].keep_off)
    parts = (
        markup.listed((rule.patient for rule in here.every), atlas.say("stop.when")),
        markup.listed((f"{zone.name}: {zone.rule}" for zone in zones), atlas.say("my_plan.leave_alone")),
        markup.paragraph(what.position, atlas.say("my_plan.how_to")),
        markup.listed(what.steps, ordered=True),
    )
    heard = f'<span class="heard">: {escape(about)}</span>'
    head = f"<summary><span>{escape(atlas.say('my_plan.how'))}{heard}</span></summary>"
    return f'<details data-key="how-{i}">{head}<div class="text">{"".join(parts)}</div></details>'
