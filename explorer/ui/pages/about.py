"""What this is and is not, where the pictures come from, and their licences."""

from __future__ import annotations

import streamlit as st

from explorer.content import Atlas
from explorer.ui import content, place

ATTRIBUTION = (
    "Anatomy geometry adapted from Z-Anatomy, the libre 3D atlas of anatomy (CC BY-SA 4.0, z-anatomy.com), a "
    "derivative of BodyParts3D, (c) The Database Center for Life Science, licensed under CC Attribution-Share Alike "
    "2.1 Japan; some structures from BodyParts3D, (c) The Database Center for Life Science, licensed under CC "
    "Attribution 4.0 International. Z-Anatomy meshes via UofTNeuromuscularFellowship/Fellowship and "
    "pedram-fm/human-anatomy; BodyParts3D meshes via AnatomyExplorer3D. Changes: right side isolated, re-scaled to one "
    "frame, nerve courses redrawn, projected to 2D outlines, shaded plates rendered, skin modelled. Pictures and "
    "outlines shared under CC BY-SA 4.0 (creativecommons.org/licenses/by-sa/4.0)."
)


def main() -> None:
    """Draw the page."""
    place.go_away()
    st.header("About", anchor=False)
    st.markdown(
        "The Sciatic Explorer is a map of the sciatic nerve and the muscles along it. It tells in plain words what is "
        "where, what may ease an ache, what to leave alone, and when to get help.\n\n"
        "**What it is not.** It is not a diagnosis and does not replace a clinician. Most sciatica comes from a disc "
        "and a nerve root in the back, and gets better with time. Massage is one part of a plan with movement.\n\n"
        "**No clinical sign-off yet.** The texts are written from named sources with a grade for each; no clinician "
        "has reviewed them yet. The sources say how far each of them was checked.\n\n"
        "**Private by design.** Nothing that you choose or answer is stored or sent anywhere. The app asks no other "
        "host for anything. The address of a page holds only what is shown on it.\n\n"
        "**Limits of the picture.** One adult male body, schematic nerve sizes, and the usual course of the nerve "
        "only. Bodies differ. Not for measuring, injecting or needling."
    )
    st.subheader("Pictures and outlines", anchor=False)
    st.markdown(ATTRIBUTION)
    st.subheader("Code", anchor=False)
    st.markdown("Apache License 2.0.")
    loaded = content.load()
    if isinstance(loaded, Atlas):
        st.caption(f"{len(loaded.regions)} regions, {len(loaded.references)} sources.")


main()
