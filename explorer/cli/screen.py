"""``screen``: what answers to the safety check change, as lines or as JSON."""

from __future__ import annotations

import argparse
import json

from explorer.care.verdict import as_json, in_lines
from explorer.cli.arguments import add_answers, add_data, judged, read_answers, read_atlas


def add(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    add_answers(parser)
    parser.add_argument("--json", action="store_true", help="print everything as JSON, with every reason")
    add_data(parser)
    parser.set_defaults(command=_screen)


def _screen(options: argparse.Namespace) -> int:
    verdict = judged("screen", read_atlas("screen", options), read_answers(options))
    print(json.dumps(as_json(verdict), indent=2) if options.json else in_lines(verdict))
    return 0
