"""What a language has besides its texts, ``locale/<lang>.yaml``, and what is said of its translation."""

from __future__ import annotations

from explorer.content.atlas import Atlas
from explorer.content.draft import read_draft
from explorer.content.folders import LOCALE, name_of, shipped
from explorer.content.in_country import as_said
from explorer.content.models import Language
from explorer.content.once import once
from explorer.content.problems import ContentError, Problem
from explorer.content.speech import ENGLISH
from explorer.content.texts import BETWEEN
from explorer.content.translation import gaps, paper_file
from explorer.content.yaml_file import try_yaml


def read_language(atlas: Atlas, lang: str, problems: list[Problem]) -> Language | None:
    """The file of a language in the topmost folder that has one; None where none has, or where it has problems."""
    path = atlas.file(f"{LOCALE}/{lang}.yaml") or shipped(LOCALE) / f"{lang}.yaml"
    file = try_yaml(path, name_of(path), problems) if path.is_file() else None
    language: Language | None = read_draft(file, (), file.value, Language, problems).record if file else None
    return language


def read_languages(atlas: Atlas) -> None:
    """Read now what else is read when somebody asks for it: what the languages have, and the words of the paper.

    Raises ContentError with every file that cannot be read, first those with translated texts.
    """
    problems: list[Problem] = []
    for lang in atlas.catalogs:
        read_language(atlas, lang, problems)
    try_yaml(*paper_file(atlas), problems)
    if problems:
        raise ContentError(problems)


@once
def left_in_english(atlas: Atlas) -> frozenset[str]:
    """The texts that the language of an atlas has no words for, as they stand there. None of what it says itself."""
    if atlas.lang == ENGLISH:
        return frozenset()
    catalog = atlas.catalogs[atlas.lang]
    entries = (entry for record in catalog.records.values() for top in record.values() for entry in top.layers)
    own = {said for entry in entries if entry.is_done for said in entry.said}
    left = (form for gap in gaps(atlas, catalog) for form in gap.wanted.english)
    return frozenset(as_said(atlas, (part for text in left for part in text.split(BETWEEN)))) - own


@once
def translated_by(atlas: Atlas) -> str:
    """Who has reviewed the translation, and whether some texts stay English; nothing of what was written in English."""
    if atlas.lang == ENGLISH:
        return ""
    language, said = read_language(atlas, atlas.lang, []), [atlas.say("frame.translation")]
    if language and language.reviewer:
        said = [atlas.say("frame.translation_reviewed", name=language.reviewer)]
    if left_in_english(atlas):
        said.append(atlas.say("frame.partly_english"))
    return " ".join(said)
