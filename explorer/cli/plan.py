"""``plan encode`` and ``plan decode``: a plan as the code of a link, and back."""

from __future__ import annotations

import argparse
from pathlib import Path

from explorer.care.plan import judge
from explorer.care.plan_code import PlanCodeError, encode
from explorer.care.plan_file import as_yaml
from explorer.care.plan_link import plan_of
from explorer.cli.arguments import add_plan_file, read_atlas, read_plan_file
from explorer.cli.refused import Refused, write_file


def add(parser: argparse.ArgumentParser) -> None:
    """Add the two commands and what they take."""
    commands = parser.add_subparsers(required=True, metavar="encode|decode")
    to_code = commands.add_parser("encode", help="print the code of a plan, or its whole link")
    add_plan_file(to_code)
    to_code.add_argument("--notes", action="store_true", help="with the notes; others can read them in a link")
    to_code.set_defaults(command=_encode)
    to_plan = commands.add_parser("decode", help="print the plan of a code or of a whole link")
    to_plan.add_argument("code", metavar="CODE")
    to_plan.add_argument("-o", "--output", type=Path, metavar="FILE", help="write it to a file instead")
    to_plan.set_defaults(command=_decode)


def _encode(options: argparse.Namespace) -> int:
    from explorer.handout import link  # the map and Typst come with it

    atlas, plan = read_atlas("plan encode", options), read_plan_file(options)
    judgement = judge(atlas, plan, None)
    if not judgement.stands:
        raise Refused(1, "\n".join(map(str, judgement.objections)))
    base = options.link_base
    print(link(base, plan, with_notes=options.notes) if base else encode(plan, with_notes=options.notes))
    return 0


def _decode(options: argparse.Namespace) -> int:
    try:
        text = as_yaml(plan_of(options.code))
    except PlanCodeError as error:
        raise Refused(1, error) from None
    if options.output:
        write_file("plan decode", options.output, text.encode())
    else:
        print(text, end="")
    return 0
