"""``handout``: a plan as PDF, as pictures or as a web page."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.care.plan import judge
from explorer.care.screening import Answers, Verdict
from explorer.cli.arguments import (
    add_answers,
    add_plan_file,
    add_today,
    judged,
    read_answers,
    read_atlas,
    read_plan_file,
)
from explorer.cli.refused import Refused, write_file
from explorer.content import Atlas, ContentError
from explorer.content.models import PAPERS, Paper, Plan
from explorer.content.problems import nearest
from explorer.content.translation import offered, told_in

if TYPE_CHECKING:
    from explorer.handout import Sheet

PRINTED = (".pdf", ".png", ".html")


def add(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    add_plan_file(parser)
    parser.add_argument(
        "-o", "--output", type=_printed, required=True, metavar="FILE", help="where to: .pdf, .png or .html"
    )
    parser.add_argument("--paper", choices=PAPERS, help="size of the paper (default: the plan's)")
    parser.add_argument("--country", metavar="ID", help="whose emergency number is printed (default: the clinic's)")
    parser.add_argument("--lang", metavar="LANG", help="in which language it is printed (default: the plan's)")
    add_today(parser, "the day on the paper")
    add_answers(parser)
    parser.add_argument(
        "--checked", action="store_true", help="the safety check was done, with nothing to report but what is named"
    )
    parser.set_defaults(command=_handout)


def _printed(text: str) -> Path:
    if Path(text).suffix not in PRINTED:
        raise argparse.ArgumentTypeError(f"'{text}' must end in {', '.join(PRINTED[:-1])} or {PRINTED[-1]}")
    return Path(text)


def _handout(options: argparse.Namespace) -> int:
    from explorer import handout  # only this command needs the map and Typst

    atlas, plan = read_atlas(options), read_plan_file(options)
    plan = plan.model_copy(update={"lang": _language(atlas, options.lang or plan.lang)})
    atlas = told_in(atlas, plan.lang)
    judgement = judge(atlas, plan, _verdict(atlas, options), options.today)
    country = _country(atlas, options)
    link = _link(atlas, plan, country, options)
    try:
        sheet = handout.sheet(atlas, plan, judgement, today=options.today, link=link, country=country)
        files = _files(sheet, atlas, options.paper or plan.paper, options.output)
    except (ContentError, handout.NotReady, handout.TemplateError) as error:
        raise Refused(1, error) from None
    for path, data in files.items():
        write_file(path, data)
    print("\n".join(str(path) for path in files))
    return 0


def _verdict(atlas: Atlas, options: argparse.Namespace) -> Verdict | None:
    """What the answers come to; None when there was no safety check."""
    answers = read_answers(options)
    return judged(atlas, answers) if options.checked or answers != Answers() else None


def _language(atlas: Atlas, lang: str) -> str:
    if lang in (known := offered(atlas)):
        return lang
    hint = nearest(lang, known) or f"offered: {', '.join(known)}"
    raise Refused(2, f"the language '{lang}' is not offered; {hint}")


def _country(atlas: Atlas, options: argparse.Namespace) -> str | None:
    country: str | None = options.country
    if country is None or country in atlas.emergency:
        return country
    hint = nearest(country, atlas.emergency) or f"known: {', '.join(atlas.emergency)}"
    raise Refused(2, f"unknown country '{country}'; {hint}")


def _link(atlas: Atlas, plan: Plan, country: str | None, options: argparse.Namespace) -> str | None:
    """The link for the code to scan; none where no phone could open it."""
    from explorer.handout import link, opens_on_phones

    base = options.link_base or atlas.clinic["clinic"].link_base
    if base and not opens_on_phones(base):
        print(f"a phone cannot open {base}: the code to scan works on this computer only", file=sys.stderr)
    return link(base, plan, country=country) if base else None


def _files(sheet: Sheet, atlas: Atlas, paper: Paper, output: Path) -> dict[Path, bytes]:
    """What is to be written where: one file, or one for each page where there are several pictures."""
    from explorer.handout import page, pdf, png

    if output.suffix == ".pdf":
        return {output: pdf(sheet, atlas, paper)}
    if output.suffix == ".html":
        return {output: page(sheet, atlas, paper).encode()}
    pages = png(sheet, atlas, paper)
    if len(pages) == 1:
        return {output: pages[0]}
    return {output.with_stem(f"{output.stem}-{number}"): data for number, data in enumerate(pages, 1)}
