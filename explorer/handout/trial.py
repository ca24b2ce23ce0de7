"""One paper of each plan to start from, made to see that it can be made: with a clinic's own words, look and logo."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from explorer.bodymap.figures import broken
from explorer.care.plan import judge
from explorer.content import Atlas, ContentError, Problem
from explorer.content.folders import HANDOUT, name_of, shipped
from explorer.content.load import Content
from explorer.content.models import Clinic, Template
from explorer.handout.paper import TemplateError, pdf
from explorer.handout.picture import logo_file, picture
from explorer.handout.sheet import NotReady, Sheet, sheet
from explorer.handout.words import read_words

_ANY_DAY = date(2026, 1, 1)
_FROM_ELSEWHERE = re.compile(r"""(?i)(?:href|src)\s*=\s*["'](?!#|data:)""")


def faults(content: Content, *, every: bool) -> Iterator[Problem]:
    """What keeps the plans off the paper.

    Without ``every`` one of them is tried, for what they have in common, if that is a clinic's own.

    Nothing is told while there is no atlas.
    """
    if content.atlas is None:
        return
    try:
        read_words(content.atlas)
    except ContentError as error:
        yield from error.problems
        return
    logos = tuple(_faults_of_logos(content, content.atlas))
    tried = None if every else int(_is_own(content))
    sheets = tuple(islice(_sheets(content, content.atlas), tried))
    yield from logos or _faults_of_papers(content.atlas, sheets)


def _is_own(content: Content) -> bool:
    return any((folder / HANDOUT).is_dir() for folder in content.folders if folder != shipped("data"))


def _faults_of_logos(content: Content, atlas: Atlas) -> Iterator[Problem]:
    for draft in content.tables["clinic"].drafts:
        file = logo_file(draft.record, atlas) if isinstance(draft.record, Clinic) else None
        if file and (said := _fault_of_svg(file) if file.suffix == ".svg" else broken(file)):
            yield draft.problem(("logo",), f"{file.name} {said[0]}", said[1])


def _fault_of_svg(file: Path) -> tuple[str, str] | None:
    drawn = file.read_text("utf-8", errors="replace")
    if "<svg" not in drawn:
        return "is no SVG picture", "save it as SVG, or name it as what it is"
    if _FROM_ELSEWHERE.search(drawn):
        return "has a picture or a link of another place in it", "draw it in, or take it out"
    return None


def _sheets(content: Content, atlas: Atlas) -> Iterator[tuple[Template, Sheet]]:
    for draft in content.tables["plan"].drafts:
        if isinstance(draft.record, Template):
            try:
                yield draft.record, sheet(atlas, draft.record, judge(atlas, draft.record, None), today=_ANY_DAY)
            except NotReady:  # its objections are told at their places
                continue


def _faults_of_papers(atlas: Atlas, sheets: tuple[tuple[Template, Sheet], ...]) -> Iterator[Problem]:
    """The first one: the template is the same for all, and one that does not end would be waited for each time."""
    drawn = picture(sheets[0][1], atlas) if sheets else None  # of one for all: the outlines are the same
    for template, of in sheets:
        try:
            pdf(of, atlas, template.paper, drawn)
        except TemplateError as error:
            yield Problem(name_of(error.file), error.line, error.column, "", error.said)
            return
