"""A component of ours on a page: what its script is told, and a script that comes by its address.

Streamlit looks for tables in everything it is told by name, and loads pandas for that. In a list it looks for none.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

IN_SIGHT = Path(__file__).with_name("in_sight.js")  # for scripts that show what comes next

# A script that comes by its address is cached like every other asset, and no run sends it again.
_BY_ADDRESS = """export default async function (component) {
  const script = await import(new URL(component.data[0].script, document.baseURI).href);
  return script.default(component);
}"""


def component(
    name: str, *, html: str | None = None, css: str | None = None, js: str = _BY_ADDRESS, isolated: bool = False
) -> Callable[..., Any]:
    """A component that takes ``key``, ``data`` and callbacks.

    ``js`` is sent with every run; without it the script is the one at the address ``data["script"]``. Its function gets
    ``data`` as a list of one. One that is ``isolated`` has a look of its own; the others stand in the page itself, so
    that screen, print and search treat them as the text they are.
    """
    mount = st.components.v2.component(name, html=html, css=css, js=js, isolate_styles=isolated)
    return lambda *, data, **more: mount(data=[data], **more)
