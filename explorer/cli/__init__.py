"""The command line, ``sciatic-explorer COMMAND``: what each command does stands in the module of its name."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from explorer.cli import check, handout, plan, review, run, schema, screen, translate
from explorer.cli.console import show_anything
from explorer.cli.refused import Refused
from explorer.content import ContentError

__all__ = ["main"]

_PROGRAM = "sciatic-explorer"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 for good, 1 for problems found, 2 for wrong usage."""
    show_anything()
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except Refused as refused:
        print(refused if refused.code == 1 else f"{_PROGRAM} {options.called}: {refused}", file=sys.stderr)
        return refused.code
    except ContentError as error:  # found only when it was needed, such as in a file of a language
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=_PROGRAM, epilog="COMMAND --help tells more of it.")
    commands = parser.add_subparsers(required=True, dest="called", metavar="COMMAND")
    check.add(commands.add_parser("check", help="check content files and tell every problem"))
    run.add(commands.add_parser("run", help="open the atlas in a browser"))
    screen.add(commands.add_parser("screen", help="tell what answers to the safety check change"))
    handout.add(commands.add_parser("handout", help="print a plan as PDF, pictures or a web page"))
    plan.add(commands.add_parser("plan", help="turn a plan into the code of a link, and back"))
    schema.add(commands.add_parser("schema", help="write JSON Schemas of the content files, for editors"))
    review.add(commands.add_parser("review", help="list, show and sign what waits for a clinician"))
    translate.add(commands.add_parser("translate", help="write what translators work on"))
    return parser
