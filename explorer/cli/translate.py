"""``translate``: what translators work on."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from pathlib import Path

from explorer.cli.arguments import add_data, read_atlas
from explorer.cli.refused import Refused, write_file, writing_to
from explorer.content import Atlas, po
from explorer.content.catalog import Catalog, catalogs, locales
from explorer.content.folders import LOCALE
from explorer.content.models.base import LANG_FORM

TEMPLATE = "explorer.pot"


def add(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.description = (
        "extract writes a template of all texts; merge brings the file of a language up to date, or begins it; pretend "
        "writes a language in brackets, to see what is not data."
    )
    parser.add_argument("what", choices=("extract", "merge", "pretend"))
    parser.add_argument("lang", nargs="?", type=_lang, metavar="LANG", help="a language, such as es")
    parser.add_argument(
        "--to", type=Path, metavar="DIR", help=f"where the file is written (default: {LOCALE}/ beside the content)"
    )
    add_data(parser)
    parser.set_defaults(command=_translate)


def _lang(text: str) -> str:
    if not re.match(LANG_FORM, text):
        raise argparse.ArgumentTypeError(f"'{text}' is no language; write its code of two or three letters, such as es")
    return text


def _translate(options: argparse.Namespace) -> int:
    if (options.lang is None) != (options.what == "extract"):
        told = "name a language" if options.lang is None else "names none"
        raise Refused(2, f"{options.what}: {told}")
    atlas = read_atlas(options)
    *beneath, own = locales(atlas.folders)
    folder = options.to or own
    file = folder / (f"{options.lang}.po" if options.lang else TEMPLATE)
    if options.what == "extract":
        made = po.template(atlas)
    elif options.what == "merge":
        made = po.merged(atlas, _catalog([own], options.lang), _catalog(beneath, options.lang))
    else:
        made = _pretended(atlas, options.lang, file)
    with writing_to(folder):
        folder.mkdir(parents=True, exist_ok=True)
    write_file(file, made)
    print(file)
    return 0


def _catalog(folders: Iterable[Path], lang: str) -> Catalog:
    return catalogs(folders).get(lang) or Catalog(lang, {})


def _pretended(atlas: Atlas, lang: str, file: Path) -> bytes:
    if file.exists():
        raise Refused(2, f"'{file}' is there; name another folder: --to DIR")
    return po.pretended(atlas, lang)
