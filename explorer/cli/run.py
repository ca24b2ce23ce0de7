"""``run``: the atlas in a browser."""

from __future__ import annotations

import argparse
from pathlib import Path

from explorer.cli.refused import require_folders


def add(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--host", default="localhost", help="address to serve on; 0.0.0.0 serves the local network")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--data", type=Path, metavar="DIR", help="content of your own, laid over the shipped content")
    parser.add_argument(
        "--idle-minutes", type=float, metavar="N",
        help="for a screen that many people use: forget all answers after so long without a touch",
    )  # fmt: skip
    parser.set_defaults(command=_run)


def _run(options: argparse.Namespace) -> int:
    from explorer.ui.serve import serve  # only this command needs the web server

    require_folders("run", options.data)
    return serve(options.host, options.port, options.data, options.idle_minutes)
