"""All sources: how far each was checked, and what rests on it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from pydantic import BaseModel

from explorer.content import Atlas
from explorer.content.models import Reference
from explorer.ui import content, place, query
from explorer.ui.marks import STATUS

MOST_USES = 10  # named with each source


def main() -> None:
    """Draw the page."""
    place.go_away()
    atlas = content.atlas()
    st.header("Sources", anchor=False)
    st.markdown(
        "Everything said here names its sources. Checked means: the finding was seen on a public page, as an abstract "
        "or an excerpt. No full paper was read, and no clinician has reviewed the texts yet."
    )
    asked = query.chosen("reference", atlas.references)
    words, states = _filter()
    uses = _uses(atlas)
    if asked:
        _source(atlas.references[asked], uses)
    found = [source for source in atlas.references.values() if source.id != asked and _fits(source, words, states)]
    st.caption(f"{len(found)} of {len(atlas.references)} sources" if found else "No source fits.")
    for source in found:
        _source(source, uses)


def _filter() -> tuple[str, list[str]]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input("Find in sources", placeholder="Author, title, year", key="source_words", width=300)
        states = st.pills(
            "State", tuple(STATUS), selection_mode="multi", format_func=lambda key: STATUS[key][0], key="source_states"
        )
    return words, states


def _fits(source: Reference, words: str, states: list[str]) -> bool:
    text = f"{source.id} {source.citation} {source.doi or ''} {source.pmid or ''}".casefold()
    return all(word in text for word in words.casefold().split()) and (not states or source.status in states)


def _source(source: Reference, uses: Mapping[str, list[str]]) -> None:
    label, colour = STATUS[source.status]
    ids = [f"[doi:{source.doi}](https://doi.org/{source.doi})"] if source.doi else []
    ids += [f"PMID {source.pmid}"] if source.pmid else []
    with st.container(border=True, key=f"source-{source.id}"):
        st.markdown(f":{colour}-badge[{label}] {source.citation} {' · '.join(ids)}")
        st.caption(f"Used in: {_some(uses.get(source.id, []))}")


def _some(names: list[str]) -> str:
    more = len(names) - MOST_USES
    return " · ".join(names[:MOST_USES]) + (f" · and {more} more" if more > 0 else "")


@st.cache_resource(show_spinner=False, hash_funcs={Atlas: id})
def _uses(atlas: Atlas) -> dict[str, list[str]]:
    """What cites each source, by its name."""
    found: dict[str, list[str]] = {}
    for name, record in _records(atlas).items():
        for key in dict.fromkeys(_cited(record)):
            found.setdefault(key, []).append(name)
    return found


def _records(atlas: Atlas) -> dict[str, BaseModel]:
    """Every record that cites sources, by what readers call it."""
    return {
        **{region.plain_name: region for region in atlas.regions.values()},
        **{remedy.plain_name: remedy for remedy in (*atlas.techniques.values(), *atlas.tools.values())},
        **{flag.name: flag for flag in atlas.red_flags.values()},
        **{zone.name: zone for zone in atlas.keep_off.values()},
        **{condition.name: condition for condition in atlas.conditions.values()},
        **{topic.title: topic for topic in atlas.topics.values()},
        **{f"claim {claim.id}": claim for claim in atlas.claims.values()},
    }


def _cited(record: object) -> list[str]:
    if isinstance(record, tuple):
        return [key for part in record for key in _cited(part)]
    if not isinstance(record, BaseModel):
        return []
    own = list(getattr(record, "references", ()))
    return own + [key for name in type(record).model_fields for key in _cited(getattr(record, name))]


main()
