"""``plan encode``, ``decode`` and ``export``: a plan as the code of a link, and back, and for other systems."""

from __future__ import annotations

import argparse
import json
from datetime import time
from pathlib import Path

from explorer.care.plan import judge, told
from explorer.care.plan_code import PlanCodeError, encode
from explorer.care.plan_file import as_yaml
from explorer.care.plan_link import plan_of
from explorer.cli.arguments import add_plan_file, add_today, read_atlas, read_plan_file
from explorer.cli.refused import Refused, write_file
from explorer.content import Atlas, load_phrases
from explorer.content.models import Plan
from explorer.content.speech import Speech
from explorer.content.translation import told_in


def add(parser: argparse.ArgumentParser) -> None:
    """Add the three commands and what they take."""
    commands = parser.add_subparsers(required=True, metavar="encode|decode|export")
    to_code = commands.add_parser("encode", help="print the code of a plan, or its whole link")
    add_plan_file(to_code)
    to_code.add_argument("--notes", action="store_true", help="with the notes; others can read them in a link")
    to_code.set_defaults(command=_encode)
    to_plan = commands.add_parser("decode", help="print the plan of a code or of a whole link")
    to_plan.add_argument("code", metavar="CODE")
    to_plan.add_argument("-o", "--output", type=Path, metavar="FILE", help="write it to a file instead")
    to_plan.set_defaults(command=_decode)
    _add_export(commands.add_parser("export", help="write a plan for another system; no name is in it"))


def _add_export(parser: argparse.ArgumentParser) -> None:
    add_plan_file(parser)
    form = parser.add_mutually_exclusive_group(required=True)
    form.add_argument("--fhir", action="store_true", help="as a FHIR R4 CarePlan")
    form.add_argument("--csv", action="store_true", help="as a table, one item a line")
    form.add_argument("--ics", action="store_true", help="as reminders for a calendar")
    parser.add_argument("--notes", action="store_true", help="with the notes; for --fhir and --csv")
    parser.add_argument(
        "--at", type=_clock, nargs="+", default=[time(9)], metavar="HH:MM",
        help="when to remind each day, in local time; for --ics (default: 09:00)",
    )  # fmt: skip
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write it to a file instead")
    add_today(parser, "the day on which it starts")
    parser.set_defaults(command=_export)


def _clock(text: str) -> time:
    try:
        return time.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no time of the day; write it as 08:30") from None


def _encode(options: argparse.Namespace) -> int:
    from explorer.handout import link  # the map and Typst come with it

    _, plan = _standing(options)
    base = options.link_base
    print(link(base, plan, with_notes=options.notes) if base else encode(plan, with_notes=options.notes))
    return 0


def _standing(options: argparse.Namespace) -> tuple[Atlas, Plan]:
    """The plan of the file, and the atlas that it stands in, in its language. Refuses one with a fault."""
    plan = read_plan_file(options)
    atlas = told_in(read_atlas(options), plan.lang)
    judgement = judge(atlas, plan, None)
    if not judgement.stands:
        raise Refused(1, "\n".join(told(atlas, found) for found in judgement.objections))
    return atlas, plan


def _export(options: argparse.Namespace) -> int:
    return _give(options, _exported(options, *_standing(options)))


def _exported(options: argparse.Namespace, atlas: Atlas, plan: Plan) -> bytes:
    from explorer.care import exports  # only this command needs calendars

    if options.ics:
        return exports.calendar(atlas, plan, options.at, options.today)
    if options.csv:
        return exports.table(atlas, plan, with_notes=options.notes).encode()
    resource = exports.care_plan(atlas, plan, options.today, with_notes=options.notes)
    return (json.dumps(resource, indent=2, ensure_ascii=False) + "\n").encode()


def _decode(options: argparse.Namespace) -> int:
    try:
        text = as_yaml(plan_of(options.code))
    except PlanCodeError as error:
        raise Refused(1, Speech(load_phrases()).say(f"link.plan.{error.fault}")) from None
    return _give(options, text.encode())


def _give(options: argparse.Namespace, data: bytes) -> int:
    """Write it to the file that was named, or print it."""
    if options.output:
        write_file(options.output, data)
    else:
        print(data.decode(), end="")
    return 0
