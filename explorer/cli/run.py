"""``run``: the atlas in a browser."""

from __future__ import annotations

import argparse
from pathlib import Path

from explorer.cli.refused import Refused, require_folders
from explorer.cli.review import own_folder

HERE = ("localhost", "127.0.0.1", "::1")


def add(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--host", default="localhost", help="address to serve on; 0.0.0.0 serves the local network")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--data", type=Path, metavar="DIR", help="content of your own, laid over the shipped content")
    parser.add_argument(
        "--idle-minutes", type=float, metavar="N",
        help="for a screen that many people use: forget all answers after so long without a touch",
    )  # fmt: skip
    parser.add_argument(
        "--base-path", default="", metavar="PATH", help="path on the host, such as /nerve, behind a proxy"
    )
    parser.add_argument(
        "--allowed-host", action="append", default=[], metavar="NAME",
        help="answer only requests for this name, such as atlas.example.org or *.example.org; may be given again",
    )  # fmt: skip
    parser.add_argument(
        "--frame-ancestors", type=_frame_ancestors, metavar="SOURCES",
        help="pages that may show the atlas in a frame, such as https://clinic.example.org (default: its own only)",
    )  # fmt: skip
    parser.add_argument(
        "--metrics", action="store_true",
        help="give /metrics, the counts for Prometheus, to whoever reaches the server itself, never through a proxy "
        "(default: to this computer only)",
    )  # fmt: skip
    parser.add_argument(
        "--log", action="store_true",
        help="write one line of JSON for each request, with no address, query or code in it",
    )  # fmt: skip
    parser.add_argument(
        "--review", action="store_true",
        help="a page on which clinicians sign texts; whoever reaches it can, so on this computer only, with --data",
    )  # fmt: skip
    parser.set_defaults(command=_run)


def _frame_ancestors(text: str) -> str:
    if ";" in text or "," in text or not text.isascii() or not text.isprintable():
        raise argparse.ArgumentTypeError(f"'{text}' is no list of pages; write it as https://clinic.example.org")
    return {"none": "'none'", "self": "'self'"}.get(text, text)


def _run(options: argparse.Namespace) -> int:
    from explorer.ui.shell.serve import Service, serve  # only this command needs the web server

    require_folders(options.data)
    if options.review:
        own_folder(options.data)
        if options.host not in HERE:
            raise Refused(2, "whoever reaches it can sign; leave --host out")
    return serve(
        Service(
            options.host, options.port, options.data, options.idle_minutes, options.base_path,
            tuple(options.allowed_host), options.frame_ancestors, options.metrics, options.log,
            options.review,
        )
    )  # fmt: skip
