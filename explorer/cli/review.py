"""``review``: what waits for a clinician, the text of it with its sources, and who has looked at it."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from explorer.care import review_words
from explorer.cli.arguments import add_data, add_today, read_atlas
from explorer.cli.refused import Refused
from explorer.content import Atlas, shipped
from explorer.content.models import Review
from explorer.content.problems import nearest
from explorer.content.reviews import Standing, review_of, standings, write

_OWN_FOLDER = "reviews are kept in your own folder, never in the shipped one; name it: --data DIR"


def add(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parts = parser.add_subparsers(required=True, metavar="WHAT")
    _part(parts, "list", "what waits for a clinician", _list)
    _part(parts, "show", "a text with its sources, and what changed since its last review", _show, ids="+")
    sign = _part(parts, "sign", "record that somebody reviewed texts as they are now", _sign, ids="+")
    sign.add_argument("--by", required=True, metavar="NAME", help="who reviewed it; pages and papers will name them")
    sign.add_argument("--role", required=True, help="as what, such as physiotherapist")
    add_today(sign, "the day of the review")
    report = _part(parts, "report", "how far every text is, for an audit", _report)
    report.add_argument("--json", action="store_true", help="as JSON")


def _part(parts: Any, name: str, said: str, command: Any, ids: str = "") -> argparse.ArgumentParser:
    part: argparse.ArgumentParser = parts.add_parser(name, help=said)
    if ids:
        part.add_argument("ids", nargs=ids, metavar="TEXT", help="such as regions/piriformis or stop_rules/S_NERVE")
    add_data(part)
    part.set_defaults(command=command)
    return part


def _list(options: argparse.Namespace) -> int:
    waiting = [each for each in standings(read_atlas(options)) if each.state != "reviewed"]
    for each in waiting:
        print(f"{each.id:40} {review_words.state(each):45} {each.title[:60]}")
    print(f"{len(waiting)} text{'s'[: len(waiting) != 1]} wait{'s'[: len(waiting) == 1]} for a clinician")
    return 0


def _show(options: argparse.Namespace) -> int:
    atlas = read_atlas(options)
    for each in _named(atlas, options.ids):
        print("\n".join(review_words.in_lines(atlas, each)), end="\n\n")
    return 0


def _sign(options: argparse.Namespace) -> int:
    folder = own_folder(options.data)
    signed = [_review(each, options) for each in _named(read_atlas(options), options.ids)]
    try:
        write(folder, signed)
    except OSError as error:
        raise Refused(2, f"cannot write in '{folder}': {error.strerror}") from None
    for review in signed:
        print(f"{review.id}: reviewed by {review.by} on {review.reviewed_on}, fingerprint {review.fingerprint}")
    return 0


def own_folder(data: Path | None) -> Path:
    """The folder that a review may be written to. Refuses the shipped one, and none."""
    if data is None or data.resolve() == shipped("data").resolve():
        raise Refused(2, _OWN_FOLDER)
    return data


def _review(standing: Standing, options: argparse.Namespace) -> Review:
    if options.today > date.today():
        raise Refused(2, f"{options.today} is still to come; a review has been done")
    try:
        return review_of(standing, options.by.strip(), options.role.strip(), options.today.isoformat())
    except ValidationError as error:
        field = error.errors()[0]["loc"][0]
        raise Refused(2, f"this is no {field}; write a name or a role in words") from None


def _named(atlas: Atlas, ids: Sequence[str]) -> list[Standing]:
    every = {each.id: each for each in standings(atlas)}
    for key in ids:
        if key not in every:
            hint = nearest(key, sorted(every)) or "`review list` names them"
            raise Refused(2, f"no text '{key}'; {hint}")
    return [every[key] for key in dict.fromkeys(ids)]


def _report(options: argparse.Namespace) -> int:
    every = standings(read_atlas(options))
    if options.json:
        print(json.dumps([_facts(each) for each in every], ensure_ascii=False, indent=1))
        return 0
    for each in every:
        print(f"{each.id:40} {review_words.state(each)}")
    counted = Counter(each.state for each in every)
    print(f"{counted['reviewed']} reviewed, {counted['changed']} changed since, {counted['waiting']} never reviewed")
    return 0


def _facts(standing: Standing) -> dict[str, object]:
    last = standing.last.model_dump(mode="json", exclude={"fields", "id"}) if standing.last else None
    return {
        "id": standing.id, "state": standing.state, "changed": standing.changed, "last": last,
        "review_by": standing.record.review_by,
    }  # fmt: skip
