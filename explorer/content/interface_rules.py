"""Rules for the words of the interface: pages ask for them by their ids and fill their placeholders."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.content.draft import Draft, Table
from explorer.content.models import Phrase, placeholders
from explorer.content.problems import Problem, nearest, short


def broken(phrases: Table) -> Iterator[Problem]:
    """Every one of these rules that the words of the interface break."""
    for draft in phrases.drafts:
        if draft.id and not draft.id.startswith(f"{draft.stem}."):
            said = f"the id '{short(draft.id)}' does not begin with the name of its file"
            yield draft.problem(("id",), said, f"begin it with '{draft.stem}.', or move it")
        if isinstance(draft.record, Phrase) and draft.beneath and isinstance(draft.beneath.record, Phrase):
            yield from _placeholders_agree(draft, draft.record, draft.beneath.record)


def unasked(ours: Table, theirs: Table) -> Iterator[Problem]:
    """Phrases of a clinic that no page asks for."""
    for draft in theirs.drafts:
        if draft.id and draft.id not in ours.names:
            hint = nearest(draft.id, ours.names) or "take it out"
            yield draft.problem(("id",), f"no page says '{short(draft.id)}'", hint)


def _placeholders_agree(draft: Draft, said: Phrase, shipped: Phrase) -> Iterator[Problem]:
    """What a page fills in is the same, whoever says it. The words for one may leave the number out."""
    wanted = placeholders(shipped.text) | placeholders(shipped.one or "")
    for field in ("text", "one"):
        for name in sorted(placeholders(getattr(said, field) or "") - wanted):
            hint = nearest(name, wanted) or f"known: {', '.join(sorted(wanted)) or 'none'}"
            yield draft.problem((field,), f"nothing fills the placeholder '{{{short(name)}}}'", hint)
    for name in sorted(wanted - placeholders(said.text)):
        yield draft.problem(("text",), f"the placeholder '{{{name}}}' is missing", "say it somewhere in the text")
