"""All sources: how far each was checked, and what rests on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from explorer.content import Atlas
from explorer.content.models import Reference
from explorer.content.uses import uses
from explorer.ui.labels import STATUS
from explorer.ui.state import choices, content

MOST_USES = 10  # named with each source


def main() -> None:
    """Draw the page."""
    atlas = content.atlas()
    st.title("Sources", anchor=False)
    st.markdown(
        "Everything said here names its sources. Checked means: the finding was seen on a public page, as an abstract "
        "or an excerpt. No full paper was read, and no clinician has reviewed the texts yet."
    )
    asked = choices.chosen("reference", atlas.references)
    words, states = _filter()
    used = _uses(atlas)
    if asked:
        _source(atlas.references[asked], used)
    found = [source for source in atlas.references.values() if source.id != asked and _fits(source, words, states)]
    st.caption(f"{len(found)} of {len(atlas.references)} sources" if found else "No source fits.")
    with st.container(key="tiles"):
        for source in found:
            _source(source, used)


def _filter() -> tuple[str, list[str]]:
    words = st.text_input("Find in sources", placeholder="Author, title, year", key="source_words", width=300)
    states = st.pills(
        "State", tuple(STATUS), selection_mode="multi", format_func=lambda key: STATUS[key][0], key="source_states"
    )
    return words, states


def _fits(source: Reference, words: str, states: list[str]) -> bool:
    text = f"{source.id} {source.citation} {source.doi or ''} {source.pmid or ''}".casefold()
    return all(word in text for word in words.casefold().split()) and (not states or source.status in states)


def _source(source: Reference, used: Mapping[str, Sequence[str]]) -> None:
    label, colour = STATUS[source.status]
    ids = [f"[doi:{source.doi}](https://doi.org/{source.doi})"] if source.doi else []
    ids += [f"PMID {source.pmid}"] if source.pmid else []
    with st.container(border=True, key=f"source-{source.id}"):
        st.markdown(f":{colour}-badge[{label}] {source.citation} {' · '.join(ids)}")
        st.caption(f"Used in: {_some(used.get(source.id, ()))}")


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST_USES
    return " · ".join(names[:MOST_USES]) + (f" · and {more} more" if more > 0 else "")


@st.cache_resource(show_spinner=False, hash_funcs={Atlas: id})
def _uses(atlas: Atlas) -> Mapping[str, Sequence[str]]:
    """Worked out once for each atlas."""
    return uses(atlas)


main()
