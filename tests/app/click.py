"""What a person does that AppTest has no word for: a click on the map, opening a fold, going to a page."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Expander

from explorer.bodymap.figure import PARTS

ROOT = Path(__file__).parents[2]
PAGES = "explorer/ui/pages"


def new_app(**query: str) -> AppTest:
    """The app as a link opens it."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def card_alone(**query: str) -> AppTest:
    """The card of the map page on a page of its own."""
    app = AppTest.from_file(str(Path(__file__).parent / "card_alone.py"), default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def query(app: AppTest) -> dict[str, str]:
    """The query parameters of the page, one value each."""
    return {name: value if isinstance(value, str) else value[-1] for name, value in dict(app.query_params).items()}


def figure_of(app: AppTest) -> str:
    """The JSON of the figure as it is sent to the browser."""
    return app.get("plotly_chart")[0].proto.spec


def click_map(app: AppTest, location: str, layer: str, *, nerves: bool = False) -> AppTest:
    """Click what the map knows by a location (``<id>:<side>``)."""
    trace = next(at for at, part in enumerate(PARTS) if (part.layer, part.nerves) == (layer, nerves))
    index = json.loads(figure_of(app))["data"][trace]["locations"].index(location)
    return select(app, [{"curve_number": trace, "point_number": index, "point_index": index, "location": location}])


def select(app: AppTest, points: list[dict[str, Any]]) -> AppTest:
    """What the browser sends when the selection on the map becomes these points."""
    selection = {"points": points, "point_indices": [point["point_index"] for point in points], "box": [], "lasso": []}
    chart = app.get("plotly_chart")[0]
    return _run_with(app, WidgetState(id=chart.proto.id, string_value=json.dumps({"selection": selection})))


def unfold(app: AppTest, key: str) -> AppTest:
    """Open the expander with this key."""
    return _run_with(app, WidgetState(id=fold(app, key).proto.id, bool_value=True))


def fold(app: AppTest, key: str) -> Expander:
    """The expander with this key."""
    return next(found for found in app.expander if found.proto.id.endswith(f"-{key}"))


def _run_with(app: AppTest, state: WidgetState) -> AppTest:
    states = app._tree.get_widget_states()
    states.widgets.append(state)
    return app._run(states)


def go_to(app: AppTest, page: str) -> AppTest:
    """Open a page from the navigation, which drops the query."""
    app.query_params.clear()
    return app.switch_page(f"{PAGES}/{page}.py").run()


def said(block: AppTest | Block) -> str:
    """All text in the order of the page: headings, running text, captions, names of folds and buttons."""
    root = block._tree if isinstance(block, AppTest) else block
    return "\n".join(_lines(root)).strip()


def _lines(block: Block) -> list[str]:
    lines: list[str] = []
    for child in block.children.values():
        lines += [str(getattr(child, "label", "") or getattr(child, "value", "") or _words(child))]
        if isinstance(child, Block):
            lines += _lines(child)
    return lines


def _words(element: Any) -> str:
    """The words of a card, a line for each paragraph, without marks; nothing for anything else."""
    data = json.loads(element.proto.json) if element.type == "bidi_component" else {}
    return text_of(data.get("words", ""))


def given(app: AppTest, name: str) -> list[dict[str, Any]]:
    """What our own components with a field of this name are given to show."""
    every = [json.loads(found.proto.json) for found in app.get("bidi_component")]
    return [data for data in every if name in data]


def text_of(html: str) -> str:
    """The text of a piece of HTML, a line for each paragraph."""
    without_marks = re.sub(r'<span class="icon".*?</span> ?', "", html)
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(h\d|p|li)>", "\n", without_marks))).strip()


def card(app: AppTest) -> str:
    """All text of the card."""
    return said(_block(app._tree, "card"))


def _block(block: Block, key: str) -> Block:
    for child in block.children.values():
        if isinstance(child, Block):
            if getattr(child.proto, "id", "").endswith(f"-{key}") or getattr(child, "key", None) == key:
                return child
            try:
                return _block(child, key)
            except LookupError:
                continue
    raise LookupError(f"no block with the key '{key}'")
