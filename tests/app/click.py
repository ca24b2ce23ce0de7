"""What a person does that AppTest has no word for: a click on the map, opening a fold, going to a page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Expander

from explorer.ui.map import addresses

ROOT = Path(__file__).parents[2]
PAGES = "explorer/ui/pages"
CARDS = ("map_card", "card_body")  # the one beside the map, and those of other pages


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


def put(app: AppTest, **slots: object) -> None:
    """Let the session hold these things of ours, as if pages had put them there."""
    app.session_state["kept"] = {**held(app), **slots}


def held(app: AppTest) -> dict[str, Any]:
    """What the session holds of ours."""
    return app.session_state.get("kept", {})


def query(app: AppTest) -> dict[str, str]:
    """The query parameters of the page, one value each."""
    return {name: value if isinstance(value, str) else value[-1] for name, value in dict(app.query_params).items()}


# ---- the map ---------------------------------------------------------------------------------------------


def map_of(app: AppTest) -> dict[str, Any]:
    """What the map of the page is given: ``state``, ``controls``, ``taps`` and more."""
    (found,) = given(app, "taps")
    return found


def has_map(app: AppTest) -> bool:
    """Whether there is a map on the page."""
    return bool(given(app, "taps"))


def shown(app: AppTest) -> dict[str, Any]:
    """What the map is to show."""
    return dict(map_of(app)["state"])


def tap(app: AppTest, location: str | None, layer: str | None = None, **turned: Any) -> AppTest:
    """Tap what the map knows by a location (``<id>:<side>``), or beside the body.

    ``turned`` is what the map was set to before, so quickly that the browser told only of the tap. ``layer`` is one of
    these.
    """
    turned |= {"layer": layer} if layer else {}
    return tell(app, *tapped(app, location, **turned))


def turn(app: AppTest, **looks: Any) -> AppTest:
    """Use the controls on the map."""
    return tell(app, {"kind": "look", "look": looks, "now": _now(app) | looks})


def tapped(app: AppTest, *locations: str | None, **turned: Any) -> list[dict[str, Any]]:
    """What the browser tells of taps one after the other, before the server has answered."""
    now, events = _now(app) | turned, []
    for location in locations:
        now |= _taken(map_of(app)["taps"], location, now)
        events.append({"kind": "tap", "location": location, "layer": now["layer"], "now": now})
    return events


def choose(app: AppTest, part: str | None) -> AppTest:
    """Choose a region or pain place from the list of the map, or take the choice back."""
    return tell(app, {"kind": "choose", "choice": part, "now": _now(app)})


def tell(app: AppTest, *events: dict[str, Any]) -> AppTest:
    """What the server hears of events on the map: of several before it answers, the last."""
    return send(app, {"n": map_of(app)["heard"] + len(events), **events[-1]})


def send(app: AppTest, event: Any) -> AppTest:
    """Anything at all in place of an event of the map."""
    return _trigger(app, "bodymap", "event", event)


def taken(app: AppTest, label: str) -> str:
    """The address that holds the file of a button, once that is pressed."""
    _trigger(app, "sciatic_explorer_take", "wanted", "now", lambda told: told["label"] == label)
    (file,) = (told for told in given(app, "src") if told["label"] == label)
    assert file["asked"] == "now"
    return str(file["src"])


def _trigger(
    app: AppTest, name: str, event: str, value: Any, which: Callable[[dict[str, Any]], bool] = lambda _: True
) -> AppTest:
    """What one of our own components tells the server."""
    names = CARDS if name == "card" else (name,)
    every = (found for found in app.get("bidi_component") if found.proto.component_name in names)
    component = next(found for found in every if which(_told(found)))
    told = json.dumps([{"event": event, "value": value}])
    state = WidgetState(id=_make_trigger_id(component.proto.id, "events"), json_trigger_value=told)
    return _run_with(app, state)


def _now(app: AppTest) -> dict[str, Any]:
    looks = ("view", "layer", "side", "focus", "glow", "names", "keep_off", "body", "skin_tone", "chosen", "marked")
    return {name: value for name, value in shown(app).items() if name in looks}


def _taken(taps: str, location: str | None, now: dict[str, Any]) -> dict[str, Any]:
    """What the browser shows after a tap, by itself."""
    if location is None or taps == "tell":
        return {}
    side = location.rpartition(":")[2]
    turned = {} if side == "midline" else {"side": side}
    if taps == "choose":
        return {"chosen": [location], **turned}
    marked = [other for other in now["marked"] if other != location]
    return {"marked": marked if len(marked) < len(now["marked"]) else [*marked, location], **turned}


# ---- folds and pages -------------------------------------------------------------------------------------


def unfold(app: AppTest, key: str) -> AppTest:
    """Open the expander with this key."""
    return _run_with(app, WidgetState(id=fold(app, key).proto.id, bool_value=True))


def fold(app: AppTest, key: str) -> Expander:
    """The expander with this key."""
    return next(found for found in app.expander if found.proto.id.endswith(f"-{key}"))


def _run_with(app: AppTest, state: WidgetState) -> AppTest:
    return app._run(WidgetStates(widgets=[*app._tree.get_widget_states().widgets, state]))


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
        lines += [_words(child) or str(getattr(child, "label", "") or getattr(child, "value", "") or "")]
        if isinstance(child, Block):
            lines += _lines(child)
    return lines


def _words(element: Any) -> str:
    """The words of a piece of HTML, a line for each paragraph, without marks; nothing for anything else."""
    if isinstance(element, Block):
        return ""
    if element.type == "html":
        return text_of(element.proto.body)
    told = _told(element) if element.type == "bidi_component" else {}
    return text_of(told.get("html", told.get("foot", "")))


def given(app: AppTest, name: str) -> list[dict[str, Any]]:
    """What our own components with a field of this name are given to show."""
    every = [_told(found) for found in app.get("bidi_component")]
    return [data for data in every if name in data]


def _told(element: Any) -> dict[str, Any]:
    """What one of our own components is told."""
    (data,) = json.loads(element.proto.json)
    return data  # type: ignore[no-any-return]


def prefetched(app: AppTest) -> dict[str, str]:
    """The words of every card that the browser is told to fetch, by the id of what the card is about."""
    (told,) = (card["ahead"] for card in given(app, "ahead"))
    assets = addresses.current()
    assert assets
    name = "/".join(told["cards"].split("/")[3:])
    assert assets.address(name) == told["cards"]
    return json.loads(assets.get(name).data)


def tiles(app: AppTest) -> list[tuple[str, str]]:
    """The pictures to press on a page, of exercises or ready plans for example: the name, and all that is said."""
    (gallery,) = (told for told in given(app, "html") if 'class="gallery' in told["html"])
    found = re.findall(r"<button[^>]*><strong>(.*?)</strong>(.*?)</button>", gallery["html"])
    return [(text_of(name), text_of(said)) for name, said in found]


def text_of(html: str) -> str:
    """The text of a piece of HTML, a line for each paragraph."""
    without_marks = re.sub(r'<span class="icon".*?</span> ?', "", html)
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(h\d|p|li)>", "\n", without_marks))).strip()


# ---- the card --------------------------------------------------------------------------------------------


def act(app: AppTest, kind: str, value: str, **more: Any) -> AppTest:
    """Press something on the card: ``go`` to a region, ``open`` a remedy, ``add`` it, ``leave`` for a page."""
    return _trigger(app, "card", "act", {"kind": kind, "value": value, "location": location(app), **more})


def press_any(app: AppTest, told: Any) -> AppTest:
    """Anything at all in place of what a card tells."""
    return _trigger(app, "card", "act", told)


def location(app: AppTest) -> str:
    """What the card on the page is about; nothing when none is open."""
    return str(given(app, "html")[0]["location"])


def offered(app: AppTest) -> list[str]:
    """What stands in the line of each technique and tool on the card."""
    lines = re.findall(r'data-tells="open".*?<summary>(.*?)</summary>', _html(app), re.DOTALL)
    return [" ".join(text_of(line).split()) for line in lines]


def buttons(html: str, kind: str) -> list[str]:
    """The labels of the buttons that do this, in a piece of HTML."""
    return [unescape(label) for label in re.findall(rf'data-act="{kind}"[^>]*>([^<]*)<', html)]


def folds(app: AppTest) -> dict[str, str]:
    """What can be unfolded on the page: the address of each by its key."""
    return dict(re.findall(r'data-key="(\w+)"[^>]* data-from="([^"]+)"', _html(app)))


def folded(app: AppTest, key: str) -> str:
    """The HTML that stands in a fold, as the browser fetches it."""
    assets = addresses.current()
    assert assets
    address = folds(app)[key]
    name = "/".join(address.split("/")[3:])
    assert assets.address(name) == address
    return assets.get(name).data.decode()


def _html(app: AppTest) -> str:
    return "".join(data["html"] for data in given(app, "html"))


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
