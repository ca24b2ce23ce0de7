"""The command line: ``sciatic-explorer run`` and ``sciatic-explorer check``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from explorer.content import Atlas, ContentError, load_atlas


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 for good, 1 for problems found, 2 for wrong usage."""
    parser = _parser()
    options = parser.parse_args(arguments)
    return int(options.command(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sciatic-explorer", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check content files and tell every problem")
    check.add_argument("data", nargs="?", type=Path, metavar="DIR", help="data folder (default: the shipped one)")
    check.add_argument("--images", type=Path, metavar="DIR", help="plates (default: the shipped ones)")
    check.set_defaults(command=_check)
    run = commands.add_parser("run", help="open the atlas in a browser")
    run.add_argument("--host", default="localhost", help="address to serve on; 0.0.0.0 serves the local network")
    run.add_argument("--port", type=int, default=8501)
    run.set_defaults(command=_run)
    return parser


def _check(options: argparse.Namespace) -> int:
    for folder in (options.data, options.images):
        if folder and not folder.is_dir():
            print(f"sciatic-explorer check: no folder '{folder}'", file=sys.stderr)
            return 2
    try:
        atlas = load_atlas(options.data, options.images)
    except ContentError as error:
        print("\n".join(str(problem) for problem in error.problems))
        return 1
    print(counts(atlas))
    return 0


def counts(atlas: Atlas) -> str:
    """One line that says how much there is."""
    tables = ("regions", "techniques", "tools", "keep_off", "red_flags", "places", "references")
    parts = [f"{len(getattr(atlas, table))} {table.replace('_', '-')}" for table in tables]
    return f"{', '.join(parts)}, {len(atlas.geometry.structures)} structures: no problems"


def _run(options: argparse.Namespace) -> int:
    from explorer.ui.serve import serve  # only this command needs the web server

    return serve(options.host, options.port)


if __name__ == "__main__":
    raise SystemExit(main())
