"""``check``: every problem of the content, and what to look at again."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from explorer.care import forbidding, templates
from explorer.care.left_open import left_open
from explorer.cli.arguments import add_today
from explorer.cli.refused import Refused, require_folders
from explorer.content import Atlas, ContentError, Problem, lint, report, translation_faults
from explorer.content.draft import Tables
from explorer.content.folders import LOCALE
from explorer.content.language import read_languages
from explorer.content.load import Content, read_content, sources
from explorer.content.problems import nearest
from explorer.content.reviews import read_reviews, standings, unknown
from explorer.content.sound import sound
from explorer.content.translation import offered
from explorer.content.unread import unread


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
    parser.add_argument(
        "--lang", metavar="LANG", help="check the texts of a language instead, and print how much is translated"
    )
    add_today(parser, "the day on which reviews are due")
    parser.set_defaults(command=_check)


def _check(options: argparse.Namespace) -> int:
    require_folders(options.data, options.images)
    content = read_content(options.data, options.images)
    if options.lang and content.atlas:
        return _check_language(content.atlas, content.tables, options.lang)
    problems = sorted({*content.problems, *_of_languages(content.atlas), *_faults(content)})
    remarks = sorted([*lint.remarks(content.tables, options.today), *_unread(options.data), *_of_nothing(content)])
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


def _check_language(atlas: Atlas, tables: Tables, lang: str) -> int:
    """The same for the texts of a language."""
    if lang not in atlas.catalogs:
        hint = nearest(lang, atlas.catalogs) or f"known: {', '.join(atlas.catalogs)}"
        raise Refused(2, f"no file {LOCALE}/{lang}.po; {hint}")
    problems = sorted(set(translation_faults.faults(atlas, tables, lang)))
    for problem in problems:
        print(problem)
    for name, texts, translated in translation_faults.coverage(atlas, atlas.catalogs[lang]):
        print(f"{name:16} {translated:5} of {texts:5}  {100 * translated // texts:3} %")
    told = "is offered" if lang in offered(atlas) else "is not offered: something about safety is missing"
    print(f"{lang}: {len(problems) or 'no'} problem{'s'[: len(problems) != 1]}; it {told}")
    return 1 if problems else 0


def _of_languages(atlas: Atlas | None) -> tuple[Problem, ...]:
    """The files of languages that cannot be read."""
    try:
        if atlas:
            read_languages(atlas)
    except ContentError as error:
        return error.problems
    return ()


def _of_nothing(content: Content) -> Iterable[Problem]:
    """Reviews of texts that are no longer there."""
    known = [each.id for each in standings(content.atlas)] if content.atlas else ()
    return unknown(read_reviews(content.folders, []), known) if known else ()


def _unread(data: Path | None) -> Iterable[Problem]:
    """What nothing reads, and need not."""
    return (
        found.problem for source in sources(data) for found in unread(source.folder, source.name) if not found.meant
    )


def _faults(content: Content) -> Iterator[Problem]:
    """What is wrong although it could be loaded; as far as it can be told while other records cannot."""
    from explorer.bodymap import figures  # Pillow comes with it, and Typst with the other: only this command needs both
    from explorer.handout import trial

    yield from lint.faults(content.tables, content.structures)
    yield from figures.faults(content)
    rest = content if content.atlas else sound(content)
    yield from templates.faults(rest)
    yield from forbidding.faults(rest)
    yield from trial.faults(rest, every=content.atlas is not None)
