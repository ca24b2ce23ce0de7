"""The query of the browser's address. The plan in hand goes along wherever the rest of it leads."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

PLAN = "plan"


def with_plan(parameters: Mapping[str, str]) -> dict[str, str]:
    """Parameters of a link, with the plan in hand."""
    held = st.query_params.get(PLAN)
    return dict(parameters) | ({PLAN: held} if held else {})


def go(parameters: Mapping[str, str]) -> None:
    """Write other parameters. From a callback this makes a step that the back button undoes."""
    st.query_params.from_dict(with_plan(parameters))


def is_bare() -> bool:
    """Whether the address asks for nothing on this page."""
    return not set(st.query_params) - {PLAN}
