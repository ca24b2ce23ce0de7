"""Entry of the app: page settings, the atlas, navigation."""

import streamlit as st

from explorer.ui import content, finder, frame, kiosk

st.set_page_config(page_title="Sciatic Explorer", page_icon=frame.ICON, layout="wide")

loaded = content.load()
page = st.navigation(frame.pages(loaded), position="top")
frame.note_page(page)
row = frame.header(loaded)
if loaded.atlas:
    finder.search_box(loaded.atlas, row)
page.run()
frame.footer(loaded.atlas)
kiosk.watch()
