"""Arguments that several commands take, and what they are read to."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from explorer.care.plan_file import read_plan
from explorer.care.screening import Answers, ConditionSite, UnknownAnswerError, Verdict, screen
from explorer.cli.refused import Refused, require_folders
from explorer.content import Atlas, ContentError, load_atlas
from explorer.content.models import Plan, WebAddress


def add_data(parser: argparse.ArgumentParser) -> None:
    """Add ``--data``."""
    parser.add_argument("--data", type=Path, metavar="DIR", help="content of your own (default: the shipped)")


def read_atlas(options: argparse.Namespace) -> Atlas:
    """All content, with that of ``--data``."""
    require_folders(options.data)
    try:
        return load_atlas(options.data)
    except ContentError as error:
        raise Refused(1, error) from None


def add_today(parser: argparse.ArgumentParser, what_for: str) -> None:
    """Add ``--today``."""
    parser.add_argument(
        "--today", type=_day, default=date.today(), metavar="YYYY-MM-DD", help=f"{what_for} (default: today)"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write it as 2026-11-21") from None


# --- a plan -------------------------------------------------------------------------------------------------------


def add_plan_file(parser: argparse.ArgumentParser) -> None:
    """Add the file of a plan, ``--link-base`` and ``--data``."""
    parser.add_argument("plan", type=Path, metavar="PLAN.yaml", help="a saved plan or a template")
    parser.add_argument("--link-base", type=_address, metavar="URL", help="where patients reach the app")
    add_data(parser)


def read_plan_file(options: argparse.Namespace) -> Plan:
    """The plan of the file."""
    try:
        return read_plan(options.plan)
    except ContentError as error:
        raise Refused(1, error) from None


def _address(text: str) -> str:
    try:
        return TypeAdapter(WebAddress).validate_python(text)
    except ValidationError:
        raise argparse.ArgumentTypeError(f"'{text}' is no address; write it as https://atlas.example.org") from None


# --- answers to the safety check ----------------------------------------------------------------------------------


def add_answers(parser: argparse.ArgumentParser) -> None:
    """Add the answers to the safety check."""
    many: dict[str, Any] = {"nargs": "+", "action": "extend", "default": [], "metavar": "ID"}
    parser.add_argument("--red-flag", **many, help="a stop sign that was said yes to, such as RF05 or RF01a")
    parser.add_argument("--cleared", **many, help="a stop sign of level U that a doctor has seen and cleared")
    parser.add_argument("--condition", **many, help="a condition that was said yes to, such as dvt_history")
    parser.add_argument("--unsure", **many, help="a condition that the person is not sure about")
    parser.add_argument(
        "--place", **{**many, "metavar": "CONDITION@PLACE:SIDE"}, type=_condition_site,
        help="where a local condition is, such as varicose_veins@calf:left",
    )  # fmt: skip


def read_answers(options: argparse.Namespace) -> Answers:
    """The answers that were given."""
    return Answers(
        frozenset(options.red_flag), frozenset(options.condition), frozenset(options.unsure), frozenset(options.place),
        frozenset(options.cleared),
    )  # fmt: skip


def judged(atlas: Atlas, answers: Answers) -> Verdict:
    """What answers come to. Refuses those that name what is unknown."""
    try:
        return screen(atlas, answers)
    except UnknownAnswerError as error:
        raise Refused(2, error) from None


def _condition_site(text: str) -> ConditionSite:
    condition, at, rest = text.partition("@")
    place, colon, side = rest.partition(":")
    if not (at and colon) or side not in ("left", "right", "midline"):
        raise argparse.ArgumentTypeError(f"'{text}' is not CONDITION@PLACE:SIDE with left, right or midline")
    return ConditionSite(condition, place, side)  # type: ignore[arg-type]  # one of the three
