"""PO files for translators: the template of all texts, a language brought up to date, one that is only pretended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO

from babel.messages.catalog import Catalog as PoCatalog
from babel.messages.catalog import Message
from babel.messages.pofile import write_po

from explorer import __version__
from explorer.content.atlas import Atlas
from explorer.content.catalog import Catalog, Entry
from explorer.content.models import Register
from explorer.content.speech import locale_of
from explorer.content.translation import Wanted, wanted

PROJECT = "sciatic-explorer"
READERS: dict[Register, str] = {"patient": "for patients: plain words, short sentences", "clinician": "for clinicians"}
_HEAD = "# Texts of the Sciatic Explorer. How to work on them: locale/README.md"
_NEVER = datetime(2026, 1, 1, tzinfo=UTC)
_ACCENTED = str.maketrans("aeiouyncAEIOUYNC", "áéíóúýñçÁÉÍÓÚÝÑÇ")
_APART = re.compile(r"(\{\w+\})")
_LONGER = 0.4  # by how much words of another language may be longer than ours


def template(atlas: Atlas) -> bytes:
    """Every text that is to be translated, with no translation."""
    return _file(_empty(), (_message(text, None) for text in wanted(atlas)))


def merged(atlas: Atlas, catalog: Catalog, beneath: Catalog) -> bytes:
    """The file of a language with every text of now, in order, but for what is said ``beneath`` it and not in it.

    What is translated stays. Where the English has changed, the old translation stays, too, marked as fuzzy and with
    the English that it was made from. What nothing says any more goes to the end, as obsolete.
    """
    made = _empty(catalog.lang)
    texts = {text.context: text for text in wanted(atlas)}
    for record, entries in catalog.records.items():
        for field, entry in entries.items():
            if f"{record} {field}" not in texts:
                made.obsolete[f"{record} {field}"] = _old(f"{record} {field}", entry)
    return _file(made, (message for text in texts.values() for message in _merged(text, catalog, beneath)))


def _merged(text: Wanted, catalog: Catalog, beneath: Catalog) -> Iterator[Message]:
    """The entry of a text, if it has its own; one that nothing says yet begins with what was said of other English."""
    entry = catalog.entry(text.record, text.field)
    if entry and any(entry.said):
        yield _message(text, entry)
    elif not beneath.said(text.record, text.field, text.english):
        yield _message(text, beneath.entry(text.record, text.field) or entry)


def pretended(atlas: Atlas, lang: str) -> bytes:
    """A translation in brackets, with accents and longer by two fifths: what is not bracketed on a page is not data."""
    made = _empty(lang)
    said = ((text, _for_each(tuple(map(_pretended, text.english)), made.num_plurals)) for text in wanted(atlas))
    return _file(made, (_message(text, Entry(text.english, forms)) for text, forms in said))


def _for_each(forms: tuple[str, ...], count: int) -> tuple[str, ...]:
    """What is said of one and of all other numbers, in as many forms as a language has. Other texts have one form."""
    return (*forms[-count:], *forms[-1:] * (count - len(forms))) if len(forms) > 1 else forms


def _pretended(text: str) -> str:
    parts = (part if part.startswith("{") else part.translate(_ACCENTED) for part in _APART.split(text))
    return f"[{''.join(parts)}{'~' * round(_LONGER * len(text))}]"


def _empty(lang: str | None = None) -> PoCatalog:
    """A file with nothing in it, and a head that is the same each time: who translated it is in the history."""
    return PoCatalog(
        locale=locale_of(lang) if lang else None, project=PROJECT, version=__version__, fuzzy=False,
        creation_date=_NEVER, revision_date=_NEVER, header_comment=_HEAD,
    )  # fmt: skip


def _message(text: Wanted, entry: Entry | None) -> Message:
    changed = entry is not None and entry.english != text.english and any(entry.said)
    return Message(
        _form(text.english), _form(entry.said if entry else ("",) * len(text.english)), context=text.context,
        auto_comments=[READERS[text.reader], *([text.note] if text.note else [])],
        user_comments=entry.comments if entry else (),
        flags=["fuzzy"] if entry and (changed or entry.fuzzy) else [],
        previous_id=_form(entry.english) if entry and changed else (),
    )  # fmt: skip


def _old(context: str, entry: Entry) -> Message:
    return Message(_form(entry.english), _form(entry.said), context=context, user_comments=entry.comments)


def _form(forms: tuple[str, ...]) -> str | tuple[str, ...]:
    return forms if len(forms) > 1 else forms[0]


def _file(made: PoCatalog, messages: Iterable[Message]) -> bytes:
    for message in messages:
        made[message.id] = message
    file = BytesIO()
    write_po(file, made, width=0, include_previous=True)
    return file.getvalue()
