"""The command line: ``sciatic-explorer run``, ``check``, ``schema`` and ``screen``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from explorer.care.screening import Answers, Spot, UnknownAnswerError, screen
from explorer.care.verdict import as_json, in_lines
from explorer.content import ContentError, lint, load_atlas, report
from explorer.content.load import read_content
from explorer.content.schema import write_schemas


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 for good, 1 for problems found, 2 for wrong usage."""
    parser = _parser()
    options = parser.parse_args(arguments)
    return int(options.command(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sciatic-explorer", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_check(commands.add_parser("check", help="check content files and tell every problem"))
    _add_run(commands.add_parser("run", help="open the atlas in a browser"))
    _add_screen(commands.add_parser("screen", help="tell what answers to the safety check change"))
    schema = commands.add_parser("schema", help="write JSON Schemas of the content files, for editors")
    schema.add_argument("folder", type=Path, metavar="DIR", help="folder to write them to")
    schema.set_defaults(command=_schema)
    return parser


def _add_check(check: argparse.ArgumentParser) -> None:
    check.add_argument(
        "data", nargs="?", type=Path, metavar="DIR",
        help="a whole data folder (with atlas/ in it), or one that is laid over the shipped one (default: the shipped)",
    )  # fmt: skip
    check.add_argument("--images", type=Path, metavar="DIR", help="plates (default: the shipped ones)")
    check.add_argument("--counts", action="store_true", help="print how many records of each kind there are")
    check.add_argument("--readability", action="store_true", help="print the reading grade of every patient text")
    check.add_argument(
        "--today", type=_day, default=date.today(), metavar="YYYY-MM-DD",
        help="the day on which reviews are due (default: today)",
    )  # fmt: skip
    check.set_defaults(command=_check)


def _add_run(run: argparse.ArgumentParser) -> None:
    run.add_argument("--host", default="localhost", help="address to serve on; 0.0.0.0 serves the local network")
    run.add_argument("--port", type=int, default=8501)
    run.add_argument("--data", type=Path, metavar="DIR", help="content of your own, laid over the shipped content")
    run.add_argument(
        "--idle-minutes", type=float, metavar="N",
        help="for a screen that many people use: forget all answers after so long without a touch",
    )  # fmt: skip
    run.set_defaults(command=_run)


def _add_screen(screen: argparse.ArgumentParser) -> None:
    many: dict[str, Any] = {"nargs": "+", "action": "extend", "default": [], "metavar": "ID"}
    screen.add_argument("--red-flag", **many, help="a stop sign that was said yes to, such as RF05")
    screen.add_argument("--condition", **many, help="a condition that was said yes to, such as dvt_history")
    screen.add_argument("--unsure", **many, help="a condition that the person is not sure about")
    screen.add_argument(
        "--place", **{**many, "metavar": "CONDITION@PLACE:SIDE"}, type=_spot,
        help="where a local condition is, such as varicose_veins@calf:left",
    )  # fmt: skip
    screen.add_argument("--json", action="store_true", help="print everything as JSON, with every reason")
    screen.add_argument("--data", type=Path, metavar="DIR", help="content of your own (default: the shipped)")
    screen.set_defaults(command=_screen)


def _spot(text: str) -> Spot:
    condition, at, rest = text.partition("@")
    place, colon, side = rest.partition(":")
    if not (at and colon) or side not in ("left", "right", "midline"):
        raise argparse.ArgumentTypeError(f"'{text}' is not CONDITION@PLACE:SIDE with left, right or midline")
    return Spot(condition, place, side)  # type: ignore[arg-type]  # one of the three


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write it as 2026-11-21") from None


def _check(options: argparse.Namespace) -> int:
    if _is_missing("check", options.data, options.images):
        return 2
    content = read_content(options.data, options.images)
    problems = sorted([*content.problems, *lint.faults(content.tables, content.structures)])
    remarks = sorted(lint.remarks(content.tables, options.today))
    if options.readability:
        print("\n".join(report.readability_table(content.tables, content.structures)))
    if options.counts and content.atlas:
        print("\n".join(report.count_table(content.atlas)))
    for problem in problems:
        print(problem)
    for remark in remarks:
        print(f"{remark} (remark)")
    if problems or not content.atlas:
        return 1
    told = f"no problems, {len(remarks)} remark{'s'[: len(remarks) != 1]}" if remarks else "no problems"
    print(f"{report.count_line(content.atlas)}: {told}")
    return 0


def _is_missing(command: str, *folders: Path | None) -> bool:
    """Whether one of the folders is none. Says so."""
    for folder in folders:
        if folder and not folder.is_dir():
            print(f"sciatic-explorer {command}: no folder '{folder}'", file=sys.stderr)
            return True
    return False


def _screen(options: argparse.Namespace) -> int:
    if _is_missing("screen", options.data):
        return 2
    answers = Answers(
        frozenset(options.red_flag), frozenset(options.condition), frozenset(options.unsure), frozenset(options.place)
    )
    try:
        verdict = screen(load_atlas(options.data), answers)
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    except UnknownAnswerError as error:
        print(f"sciatic-explorer screen: {error}", file=sys.stderr)
        return 2
    print(json.dumps(as_json(verdict), indent=2) if options.json else in_lines(verdict))
    return 0


def _schema(options: argparse.Namespace) -> int:
    try:
        files = write_schemas(options.folder)
    except OSError as error:
        print(f"sciatic-explorer schema: cannot write to '{options.folder}': {error.strerror}", file=sys.stderr)
        return 2
    print(f"{len(files)} schemas in {options.folder}")
    return 0


def _run(options: argparse.Namespace) -> int:
    from explorer.ui.serve import serve  # only this command needs the web server

    if _is_missing("run", options.data):
        return 2
    return serve(options.host, options.port, options.data, options.idle_minutes)


if __name__ == "__main__":
    raise SystemExit(main())
