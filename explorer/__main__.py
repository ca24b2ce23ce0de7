"""The command line: ``sciatic-explorer run``, ``check``, ``schema``, ``screen``, ``handout`` and ``plan``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from explorer.care import templates
from explorer.care.plan import judge
from explorer.care.plan_code import PlanCodeError, decode, encode
from explorer.care.plan_file import as_yaml, read_plan
from explorer.care.screening import Answers, Spot, UnknownAnswerError, Verdict, screen
from explorer.care.verdict import as_json, in_lines
from explorer.content import Atlas, ContentError, Problem, lint, load_atlas, report
from explorer.content.load import Content, read_content
from explorer.content.models import PAPERS, Paper, Plan, WebAddress
from explorer.content.problems import nearest
from explorer.content.schema import write_schemas

if TYPE_CHECKING:
    from explorer.handout import Sheet

PRINTED = (".pdf", ".png", ".html")


class _Refused(Exception):
    """A command cannot do what it is asked for. ``code`` is its exit code: 1 for problems, 2 for wrong usage."""

    def __init__(self, code: int, said: object) -> None:
        self.code = code
        super().__init__(str(said))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 for good, 1 for problems found, 2 for wrong usage."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.command(options))
    except _Refused as refused:
        print(refused, file=sys.stderr)
        return refused.code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sciatic-explorer", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_check(commands.add_parser("check", help="check content files and tell every problem"))
    _add_run(commands.add_parser("run", help="open the atlas in a browser"))
    _add_screen(commands.add_parser("screen", help="tell what answers to the safety check change"))
    _add_handout(commands.add_parser("handout", help="print a plan as PDF, pictures or a web page"))
    _add_plan(commands.add_parser("plan", help="turn a plan into the code of a link, and back"))
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
    _add_answers(screen)
    screen.add_argument("--json", action="store_true", help="print everything as JSON, with every reason")
    screen.add_argument("--data", type=Path, metavar="DIR", help="content of your own (default: the shipped)")
    screen.set_defaults(command=_screen)


def _add_answers(parser: argparse.ArgumentParser) -> None:
    many: dict[str, Any] = {"nargs": "+", "action": "extend", "default": [], "metavar": "ID"}
    parser.add_argument("--red-flag", **many, help="a stop sign that was said yes to, such as RF05")
    parser.add_argument("--condition", **many, help="a condition that was said yes to, such as dvt_history")
    parser.add_argument("--unsure", **many, help="a condition that the person is not sure about")
    parser.add_argument(
        "--place", **{**many, "metavar": "CONDITION@PLACE:SIDE"}, type=_spot,
        help="where a local condition is, such as varicose_veins@calf:left",
    )  # fmt: skip


def _add_handout(handout: argparse.ArgumentParser) -> None:
    _add_plan_file(handout)
    handout.add_argument(
        "-o", "--output", type=_printed, required=True, metavar="FILE", help="where to: .pdf, .png or .html"
    )
    handout.add_argument("--paper", choices=PAPERS, help="size of the paper (default: the plan's)")
    handout.add_argument("--country", metavar="ID", help="whose emergency number is printed (default: the clinic's)")
    handout.add_argument(
        "--today", type=_day, default=date.today(), metavar="YYYY-MM-DD", help="the day on the paper (default: today)"
    )
    _add_answers(handout)
    handout.add_argument(
        "--checked", action="store_true", help="the safety check was done, with nothing to report but what is named"
    )
    handout.set_defaults(command=_handout)


def _add_plan(plan: argparse.ArgumentParser) -> None:
    commands = plan.add_subparsers(required=True, metavar="encode|decode")
    to_code = commands.add_parser("encode", help="print the code of a plan, or its whole link")
    _add_plan_file(to_code)
    to_code.add_argument("--notes", action="store_true", help="with the notes; others can read them in a link")
    to_code.set_defaults(command=_encode)
    to_plan = commands.add_parser("decode", help="print the plan of a code or of a whole link")
    to_plan.add_argument("code", metavar="CODE")
    to_plan.add_argument("-o", "--output", type=Path, metavar="FILE", help="write it to a file instead")
    to_plan.set_defaults(command=_decode)


def _add_plan_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plan", type=Path, metavar="PLAN.yaml", help="a saved plan or a template")
    parser.add_argument("--link-base", type=_address, metavar="URL", help="where patients reach the app")
    parser.add_argument("--data", type=Path, metavar="DIR", help="content of your own (default: the shipped)")


def _address(text: str) -> str:
    try:
        return TypeAdapter(WebAddress).validate_python(text)
    except ValidationError:
        raise argparse.ArgumentTypeError(f"'{text}' is no address; write it as https://atlas.example.org") from None


def _printed(text: str) -> Path:
    if Path(text).suffix not in PRINTED:
        raise argparse.ArgumentTypeError(f"'{text}' must end in {', '.join(PRINTED[:-1])} or {PRINTED[-1]}")
    return Path(text)


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
    faults = (*lint.faults(content.tables, content.structures), *templates.faults(content), *_faults_of_paper(content))
    problems = sorted([*content.problems, *faults])
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
    try:
        verdict = screen(load_atlas(options.data), _answers(options))
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    except UnknownAnswerError as error:
        print(f"sciatic-explorer screen: {error}", file=sys.stderr)
        return 2
    print(json.dumps(as_json(verdict), indent=2) if options.json else in_lines(verdict))
    return 0


def _answers(options: argparse.Namespace) -> Answers:
    return Answers(
        frozenset(options.red_flag), frozenset(options.condition), frozenset(options.unsure), frozenset(options.place)
    )


def _handout(options: argparse.Namespace) -> int:
    from explorer import handout  # only this command needs the map and Typst

    if _is_missing("handout", options.data):
        return 2
    try:
        atlas, plan = load_atlas(options.data), read_plan(options.plan)
        judgement = judge(atlas, plan, _verdict(atlas, options), options.today)
        link, country = _link(atlas, plan, options), _country(atlas, options)
        sheet = handout.sheet(atlas, plan, judgement, today=options.today, link=link, country=country)
        files = _files(sheet, atlas, options.paper or plan.paper, options.output)
    except (ContentError, handout.NotReady, handout.TemplateError) as error:
        raise _Refused(1, error) from None
    for path, data in files.items():
        _write("handout", path, data)
    print("\n".join(str(path) for path in files))
    return 0


def _verdict(atlas: Atlas, options: argparse.Namespace) -> Verdict | None:
    """What the answers come to; None when there was no safety check."""
    answers = _answers(options)
    if answers == Answers() and not options.checked:
        return None
    try:
        return screen(atlas, answers)
    except UnknownAnswerError as error:
        raise _Refused(2, f"sciatic-explorer handout: {error}") from None


def _country(atlas: Atlas, options: argparse.Namespace) -> str | None:
    country: str | None = options.country
    if country is None or country in atlas.emergency:
        return country
    hint = nearest(country, atlas.emergency) or f"known: {', '.join(atlas.emergency)}"
    raise _Refused(2, f"sciatic-explorer handout: unknown country '{country}'; {hint}")


def _link(atlas: Atlas, plan: Plan, options: argparse.Namespace) -> str | None:
    """The link for the code to scan; none where no phone could open it."""
    from explorer.handout import link, opens_on_phones

    base = options.link_base or atlas.clinic["clinic"].link_base
    if base and not opens_on_phones(base):
        print(f"a phone cannot open {base}: the code to scan works on this computer only", file=sys.stderr)
    return link(base, plan) if base else None


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


def _write(command: str, path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise _Refused(2, f"sciatic-explorer {command}: cannot write '{path}': {error.strerror}") from None


def _encode(options: argparse.Namespace) -> int:
    from explorer.handout import link

    if _is_missing("plan encode", options.data):
        return 2
    try:
        atlas, plan = load_atlas(options.data), read_plan(options.plan)
    except ContentError as error:
        raise _Refused(1, error) from None
    judgement = judge(atlas, plan, None)
    if not judgement.stands:
        raise _Refused(1, "\n".join(map(str, judgement.objections)))
    base = options.link_base
    print(link(base, plan, with_notes=options.notes) if base else encode(plan, with_notes=options.notes))
    return 0


def _decode(options: argparse.Namespace) -> int:
    try:
        text = as_yaml(decode(options.code.rpartition("plan=")[2]))
    except PlanCodeError as error:
        raise _Refused(1, error) from None
    if options.output:
        _write("plan decode", options.output, text.encode())
    else:
        print(text, end="")
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
