"""A button that prints a page of ours: the browser's own print window opens on it at once."""

from __future__ import annotations

from explorer.ui.component import component

# The page is put into a frame without a face, because printing this window would print the app around it. The frame
# may not run scripts. Without a new window no blocker is in the way.
_SCRIPT = """
export default function ({ data: [data], parentElement }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  button.onclick = () => {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-same-origin allow-modals");
    frame.style.cssText = "position:fixed;width:0;height:0;border:0";
    frame.onload = () => {
      frame.contentWindow.onafterprint = () => frame.remove();
      frame.contentWindow.focus();
      frame.contentWindow.print();
    };
    frame.srcdoc = data.page;
    document.body.append(frame);
  };
}
"""
_STYLE = """
button {
  min-height: 2.5rem; padding: 0 1rem; cursor: pointer; font: inherit; font-size: 0.875rem;
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius, 0.5rem);
}
button:hover, button:focus-visible { color: var(--st-primary-color); border-color: var(--st-primary-color); }
"""


def button(page: str, label: str, key: str) -> None:
    """A button that prints ``page``, a whole HTML document."""
    mount = component("sciatic_explorer_print", html="<button></button>", css=_STYLE, js=_SCRIPT, isolated=True)
    mount(data={"page": page, "label": label}, key=key, width="content")
