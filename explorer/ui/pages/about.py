"""What this is and is not, where the pictures come from, and their licences."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from explorer.content import Atlas, shipped
from explorer.content.reviews import signed
from explorer.ui.labels import bullets
from explorer.ui.state import content, pages

COUNTED = (
    "regions", "techniques", "tools", "exercises", "plans", "tours", "red_flags", "keep_off", "conditions", "topics",
    "claims", "references",
)  # fmt: skip
WHAT = ("what", "what_not", "no_sign_off", "private", "papers", "limits")


def _attributions() -> Iterator[str]:
    """The texts to show with the pictures, kept beside them."""
    lines = (shipped("images") / "SOURCES.md").read_text(encoding="utf-8").splitlines()
    return (line.removeprefix("> ") for line in lines if line.startswith("> "))


def _about(atlas: Atlas | None) -> Iterator[str]:
    """What this is and is not. How much of it a clinician has reviewed follows from the content."""
    say = content.speech().say
    reviewed, texts = signed(atlas) if atlas else (0, 0)
    for part in WHAT:
        is_signed = part == "no_sign_off" and reviewed
        yield say("review.signed_off", reviewed=reviewed, texts=texts) if is_signed else say(f"about.{part}")


def main() -> None:
    """Draw the page."""
    say, atlas = content.speech().say, content.atlas() if content.load().atlas else None
    st.title(pages.title("about"), anchor=False)
    what, of_whom = st.columns(2, gap="large")
    with what:
        st.markdown("\n\n".join(_about(atlas)))
    with of_whom:
        st.header(say("about.pictures"), anchor=False)
        for attribution in _attributions():
            st.markdown(attribution)
        st.header(say("about.code"), anchor=False)
        st.markdown(say("about.licence"))
        if atlas:
            st.header(say("about.content"), anchor=False)
            counts = (say(f"about.count.{kind}", count=len(getattr(atlas, kind))) for kind in COUNTED)
            st.markdown(bullets(counts))


main()
