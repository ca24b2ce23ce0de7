"""The plans to start from, held against the content: what no plan may be, no template may be."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.care.plan import judge
from explorer.content import Problem
from explorer.content.draft import Draft
from explorer.content.load import Content
from explorer.content.models import Template


def faults(content: Content) -> Iterator[Problem]:
    """Every objection to a template when nobody has answered anything, told at its place in the file.

    Nothing is told while the content cannot be loaded: the templates are judged against all of it.
    """
    for draft in content.tables["plan"].drafts if content.atlas else ():
        if content.atlas and isinstance(draft.record, Template):
            for found in judge(content.atlas, draft.record, None).objections:
                where = () if found.item is None else ("items", found.item)
                yield draft.problem(where, found.what.removesuffix("."), found.hint.removesuffix("."))
            yield from _agreed(draft, draft.record)


def _agreed(draft: Draft, template: Template) -> Iterator[Problem]:
    for i, item in enumerate(template.items):
        if item.agreed_with:
            hint = "take it out; it is asked for each person"
            yield draft.problem(("items", i, "agreed_with"), "nobody has agreed to a template", hint)
