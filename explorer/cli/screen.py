"""``screen``: what answers to the safety check change, as lines or as JSON."""

from __future__ import annotations

import argparse
import json

from explorer.care.verdict import as_json, explained, in_lines
from explorer.cli.arguments import add_answers, add_data, judged, read_answers, read_atlas


def add(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    add_answers(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print everything as JSON, with every reason")
    form.add_argument(
        "--explain", action="store_true", help="print why: each family and exercise with every answer behind it"
    )
    add_data(parser)
    parser.set_defaults(command=_screen)


def _screen(options: argparse.Namespace) -> int:
    atlas = read_atlas(options)
    verdict = judged(atlas, read_answers(options))
    if options.json:
        print(json.dumps(as_json(verdict), indent=2))
    else:
        print(explained(atlas, verdict) if options.explain else in_lines(verdict))
    return 0
