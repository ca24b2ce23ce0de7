"""All sources: how far each was checked, and what rests on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import shorten

import streamlit as st

from explorer.content import Atlas
from explorer.content.citations import short_citation
from explorer.content.models import Reference
from explorer.content.once import once
from explorer.content.uses import Use, uses
from explorer.ui import labels
from explorer.ui.labels import STATUS
from explorer.ui.state import choices, content, pages

MOST_USES = 5  # named with each source; more are in a fold
MOST_OF_TITLE = 80  # letters


def main() -> None:
    """Draw the page."""
    atlas = content.atlas()
    st.title(pages.title("sources"), anchor=False)
    st.markdown(atlas.say("sources.lead"))
    asked = choices.chosen("reference", atlas.references)
    words, states = _filter(atlas)
    used = _uses(atlas)
    if asked:
        _source(atlas, atlas.references[asked], used)
    found = [source for source in atlas.references.values() if source.id != asked and _fits(source, words, states)]
    number = atlas.say("sources.found", found=len(found), all=len(atlas.references))
    st.caption(number if found else atlas.say("sources.none"))
    with st.container(key="tiles"):
        for source in found:
            _source(atlas, source, used)


def _filter(atlas: Atlas) -> tuple[str, list[str]]:
    words = st.text_input(
        atlas.say("sources.find"), placeholder=atlas.say("sources.find_by"), key="source_words", width=300
    )
    states = st.pills(
        atlas.say("sources.state"), tuple(STATUS), selection_mode="multi",
        format_func=lambda key: atlas.say(f"status.{key}"), key="source_states",
    )  # fmt: skip
    return words, states


def _fits(source: Reference, words: str, states: list[str]) -> bool:
    text = f"{source.id} {source.citation} {source.doi or ''} {source.pmid or ''}".casefold()
    return all(word in text for word in words.casefold().split()) and (not states or source.status in states)


def _source(atlas: Atlas, source: Reference, used: Mapping[str, Sequence[Use]]) -> None:
    label, colour = atlas.say(f"status.{source.status}"), STATUS[source.status]
    ids = [f"[doi:{source.doi}](https://doi.org/{source.doi})"] if source.doi else []
    ids += [f"PMID {source.pmid}"] if source.pmid else []
    with st.container(border=True, key=f"source-{source.id}"):
        st.markdown(f":{colour}-badge[{label}] {source.citation} {' · '.join(ids)}")
        _used(atlas, source, used.get(source.id, ()))


def _used(atlas: Atlas, source: Reference, used: Sequence[Use]) -> None:
    """What rests on a source: a few records by name, and the rest in a fold, which is filled when it is opened."""
    titles = [shorten(use.title, MOST_OF_TITLE, placeholder=" …") for use in used]
    st.caption(atlas.say("sources.used", names=" · ".join(titles[:MOST_USES])))
    if rest := titles[MOST_USES:]:
        more = labels.about(atlas.say("sources.more", more=len(rest)), short_citation(source))
        with st.expander(more, key=f"uses-{source.id}", on_change="rerun") as fold:
            if fold.open:
                st.caption(" · ".join(rest))


_uses = once(uses)


main()
