"""What this is and is not, where the pictures come from, and their licences."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from explorer.content import shipped
from explorer.content.report import count_line
from explorer.ui.state import content

WHAT = (
    "The Sciatic Explorer is a map of the sciatic nerve and the muscles along it. It tells in plain words what is "
    "where, what may ease an ache, what to leave alone, and when to get help.\n\n"
    "**What it is not.** It is not a diagnosis and does not replace a clinician. Most sciatica comes from a disc "
    "and a nerve root in the back, and gets better with time. Massage is one part of a plan with movement.\n\n"
    "**No clinical sign-off yet.** The texts are written from named sources with a grade for each; no clinician "
    "has reviewed them yet. The sources say how far each of them was checked.\n\n"
    "**Private by design.** What you choose and answer goes to the computer that runs this atlas, and to no other. It "
    "is held there while your window is open, and is stored nowhere. The address of a page holds what is shown on it "
    "and the plan in hand. No link holds a name, an answer to the safety check or a pain drawing, and a note only when "
    "you tick it. The tab of your browser keeps a mark that there were answers, never which, so that none is lost "
    "without a word. The diary of a plan is kept by the phone alone.\n\n"
    "**Papers.** What you print or download is made here and not kept. A PDF has its fonts and pictures in it. "
    "Every plan and card on paper has all stop signs.\n\n"
    "**Limits of the picture.** One adult male body, schematic nerve sizes, and the usual course of the nerve "
    "only. The female outline and the skin tones change the skin alone. Bodies differ. Not for measuring, injecting "
    "or needling."
)


def _attributions() -> Iterator[str]:
    """The texts to show with the pictures, kept beside them."""
    lines = (shipped("images") / "SOURCES.md").read_text(encoding="utf-8").splitlines()
    return (line.removeprefix("> ") for line in lines if line.startswith("> "))


def main() -> None:
    """Draw the page."""
    st.title("About", anchor=False)
    what, of_whom = st.columns(2, gap="large")
    with what:
        st.markdown(WHAT)
    with of_whom:
        st.header("Pictures and outlines", anchor=False)
        for attribution in _attributions():
            st.markdown(attribution)
        st.header("Code", anchor=False)
        st.markdown("Apache License 2.0.")
        atlas = content.load().atlas
        if atlas:
            st.header("What is in it", anchor=False)
            st.markdown(f"{count_line(atlas)}.")


main()
