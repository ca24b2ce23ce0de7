"""Entry of the app: page settings, the atlas, navigation."""

import streamlit as st

from explorer.content.followed import Loaded
from explorer.ui.plan import plans
from explorer.ui.safety import memory
from explorer.ui.shell import app as shell
from explorer.ui.shell import frame, kiosk, language_switch, tab
from explorer.ui.state import content, pages, store
from explorer.web import metrics


def main() -> None:
    """Draw the page that is open."""
    with metrics.RUNS.time(), store.at_hand(), content.held() as loaded:
        _draw(loaded)


def _draw(loaded: Loaded) -> None:
    alone = frame.fills_the_screen()
    page = st.navigation(frame.pages(loaded), position="hidden")
    st.set_page_config(page_title=frame.title(page), layout="wide")
    pages.note_open(page)
    plans.arrive()
    pages.open_sought()
    found = frame.header(loaded, alone=alone)
    memory.note()
    page.run()
    tab.tell(found, frame.foot(loaded))
    language_switch.tell_left_in_english(loaded)
    kiosk.watch()


if __name__ == "__main__":  # so Streamlit runs this file for each visitor
    main()
else:  # so a server imports it, `streamlit run` too, which looks for an app of this name
    app = st.App(
        __file__, middleware=shell.middleware(), on_script_error=shell.on_script_error, lifespan=shell.lifespan
    )
