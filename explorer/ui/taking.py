"""What somebody takes away: a file to save, or a page to print.

Streamlit would keep a file on the one server that made it, and any other one knows nothing of it. So a file is named
by an address that every server answers; or it is made when somebody wants it, and goes over the page's own line.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

from explorer.ui.component import component
from explorer.ui.state import content, store
from explorer.web.assets import Asset

# An address that every server answers, or what makes the file.
Source = str | Callable[[], Asset]

_SCRIPT = Path(__file__).with_suffix(".js").read_text("utf-8")
_STYLE = """
button {
  min-height: 2.5rem; padding: 0 1rem; cursor: pointer; font: inherit; font-size: 0.875rem;
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius, 0.5rem);
}
button:hover, button:focus-visible { color: var(--st-primary-color); border-color: var(--st-primary-color); }
"""


def whole(file: Asset) -> str:
    """An address that holds the file itself."""
    return f"data:{file.media_type};base64,{b64encode(file.data).decode()}"


def to_save(src: Source, label: str, name: str, key: str) -> None:
    """A button that saves a file under this name."""
    _button(src, {"label": label, "name": name}, key)


def to_print(src: Source, label: str, key: str) -> None:
    """A button that prints a whole HTML document."""
    _button(src, {"label": label, "name": ""}, key)


def _button(src: Source, told: dict[str, str], key: str) -> None:
    mount = component("sciatic_explorer_take", html="<button></button>", css=_STYLE, js=_SCRIPT, isolated=True)
    data = {**told, "failed": content.say("take.failed"), **_given(src, key)}
    mount(data=data, key=key, width="content", on_wanted_change=lambda: None)


def _given(src: Source, key: str) -> dict[str, str]:
    """Where the file is, as far as the browser knows or has just asked for it; ``asked`` is by what name it did."""
    if isinstance(src, str):
        return {"src": src, "asked": ""}
    asked = store.told(key, {}).get("wanted")
    return {"src": whole(src()), "asked": asked} if isinstance(asked, str) and asked else {"src": "", "asked": ""}
