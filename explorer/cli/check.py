"""``check``: every problem of the content, and what to look at again."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from explorer.care import forbidding, templates
from explorer.care.left_open import left_open
from explorer.cli.arguments import add_today
from explorer.cli.refused import require_folders
from explorer.content import ContentError, Problem, lint, report
from explorer.content.load import Content, read_content


def add(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "data", nargs="?", type=Path, metavar="DIR",
        help="a whole data folder (with atlas/ in it), or one that is laid over the shipped one (default: the shipped)",
    )  # fmt: skip
    parser.add_argument("--images", type=Path, metavar="DIR", help="plates (default: the shipped ones)")
    parser.add_argument("--counts", action="store_true", help="print how many records of each kind there are")
    parser.add_argument(
        "--readability",
        action="store_true",
        help="print the reading grade of every patient text, and how much of each card forbids",
    )
    parser.add_argument("--open", action="store_true", help="print what each condition leaves open")
    add_today(parser, "the day on which reviews are due")
    parser.set_defaults(command=_check)


def _check(options: argparse.Namespace) -> int:
    require_folders("check", options.data, options.images)
    content = read_content(options.data, options.images)
    faults = (
        *lint.faults(content.tables, content.structures), *templates.faults(content),
        *forbidding.faults(content), *_faults_of_figures(content), *_faults_of_paper(content),
    )  # fmt: skip
    problems = sorted([*content.problems, *faults])
    remarks = sorted(lint.remarks(content.tables, options.today))
    if options.readability:
        print("\n".join(report.readability_table(content.tables, content.structures)))
        print("\n".join(forbidding.table(content.atlas) if content.atlas else ()))
    if options.counts and content.atlas:
        print("\n".join(report.count_table(content.atlas)))
    if options.open and content.atlas:
        print("\n".join(left_open(content.atlas)))
    for problem in problems:
        print(problem)
    for remark in remarks:
        print(f"{remark} (remark)")
    if problems or not content.atlas:
        return 1
    told = f"no problems, {len(remarks)} remark{'s'[: len(remarks) != 1]}" if remarks else "no problems"
    print(f"{report.count_line(content.atlas)}: {told}")
    return 0


def _faults_of_figures(content: Content) -> Iterable[Problem]:
    """What is wrong with the pictures of people."""
    from explorer.bodymap.figures import faults  # Pillow comes with it, which other commands need not wait for

    return faults(content)


def _faults_of_paper(content: Content) -> Iterable[Problem]:
    """What is wrong with a clinic's own words of the paper."""
    if content.atlas is None or not content.atlas.overlay:
        return ()
    from explorer.handout.words import read_words  # the map and Typst come with it, which others need not wait for

    try:
        read_words(content.atlas)
    except ContentError as error:
        return error.problems
    return ()
