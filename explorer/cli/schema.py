"""``schema``: JSON Schemas of the content files, for editors."""

from __future__ import annotations

import argparse
from pathlib import Path

from explorer.cli.refused import writing_to
from explorer.content.schema import write_schemas


def add(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder to write them to")
    parser.set_defaults(command=_schema)


def _schema(options: argparse.Namespace) -> int:
    with writing_to(options.folder):
        files = write_schemas(options.folder)
    print(f"{len(files)} schemas in {options.folder}")
    return 0
