"""The product stands on public ground: no name that Streamlit, Plotly or MapLibre keeps to itself, and one module
that touches the session."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LIBRARIES = {"streamlit", "plotly"}
PUBLIC = {"streamlit", "streamlit.delta_generator", "plotly.graph_objects"}  # modules that their makers document
OURS = [*sorted((ROOT / "explorer").rglob("*.py")), ROOT / "streamlit_app.py"]
SCRIPTS = [
    file
    for ending in ("js", "mjs", "html", "css")
    for file in sorted((ROOT / "explorer").rglob(f"*.{ending}"))
    if "vendor" not in file.parts
]
DOCUMENTED = {"os._exit"}  # by Python, for all its underscore
STORE = "explorer/ui/state/store.py"
KEPT = {"session_state", "query_params"}

# No name of a script of ours begins with an underscore, so one that does is somebody else's. The rest are insides that
# have no underscore: of React, of Plotly's own script, of MapLibre's map.
PRIVATE_IN_SCRIPTS = re.compile(
    r"(?<![\w-])_\w|__react|\bPlotly\b|\.painter\b|\.transform\.\w|\bstyle\.(sourceCaches|tileManagers|imageManager)\b"
)


def _named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"), str(file))


def _is_private(name: str) -> bool:
    return any(part.startswith("_") and not part.endswith("__") for part in name.split("."))


def _private(tree: ast.Module) -> Iterator[str]:
    """Names with an underscore in front that are taken from a library, or from anything that came from one."""
    borrowed = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.partition(".")[0] in LIBRARIES:
                    borrowed.add((alias.asname or alias.name).partition(".")[0])
                    yield from [] if alias.name in PUBLIC else [alias.name]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in LIBRARIES:
            borrowed |= {alias.asname or alias.name for alias in node.names}
            yield from (a.name for a in node.names if _is_private(a.name) or node.module not in PUBLIC)
        elif isinstance(node, ast.Attribute) and _is_private(node.attr) and _root(node) in borrowed:
            yield ast.unparse(node)


def _root(node: ast.expr) -> str:
    """The name that a chain of members and calls begins with."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _foreign(tree: ast.Module) -> Iterator[str]:
    """Members with an underscore in front of anything but ``self`` and ``cls``: an object of ours has no need of it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and _is_private(node.attr) and _root(node) not in ("self", "cls"):
            yield from [] if ast.unparse(node) in DOCUMENTED else [ast.unparse(node)]


def _kept(tree: ast.Module) -> Iterator[str]:
    """Where the session or the query is touched."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in KEPT:
            yield ast.unparse(node)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("streamlit"):
            yield from (alias.name for alias in node.names if alias.name in KEPT)


@pytest.mark.parametrize(
    "code",
    [
        "import streamlit as st\nst._x", "import streamlit as st\nst.container()._root", "import streamlit._x",
        "from streamlit import _x", "from streamlit.runtime._x import y", "from streamlit._x import y",
        "import plotly.graph_objects as go\ngo.Figure()._data", "import streamlit\nstreamlit.web._x.y()",
        "import streamlit.web.bootstrap", "from streamlit.web import bootstrap",
    ],
)  # fmt: skip
def test_this_finds_what_a_library_keeps_to_itself(code: str) -> None:
    assert list(_private(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["import streamlit as st\nst.x", "_mount = 1\n_mount.y", "from streamlit import App as _App"]
)
def test_this_lets_public_names_and_our_own_be(code: str) -> None:
    assert not list(_private(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    ["map._x", "map?._x", 'map["_x"]', "map [ '_x' ]", "const { _x } = map", "const {a, _x: b} = map;",
     "node.__reactFiber", "gd._fullLayout", "window.Plotly.react", "map.painter.context", "map.transform.scale"],
)  # fmt: skip
def test_this_finds_what_a_library_keeps_to_itself_in_a_script(code: str) -> None:
    assert PRIVATE_IN_SCRIPTS.search(code)


@pytest.mark.parametrize("code", ["a.b", 'a["b_c"]', "state.keep_off", "style.transform = x", "--map-keep_off", "a__b"])
def test_this_lets_public_names_in_a_script_be(code: str) -> None:
    assert not PRIVATE_IN_SCRIPTS.search(code)


@pytest.mark.parametrize("file", OURS, ids=_named)
def test_nothing_private_of_a_library_is_used(file: Path) -> None:
    tree = _tree(file)
    assert list(_private(tree)) == []
    assert list(_foreign(tree)) == []


@pytest.mark.parametrize("file", SCRIPTS, ids=_named)
def test_nothing_private_of_a_library_is_used_in_a_script(file: Path) -> None:
    found = [line for line in file.read_text("utf-8").splitlines() if PRIVATE_IN_SCRIPTS.search(line)]
    assert found == []


def test_there_are_scripts_to_look_at() -> None:
    assert {"explorer/ui/map/bodymap.js", "explorer/ui/map/glmap.js"} <= {_named(file) for file in SCRIPTS}


def test_one_module_touches_the_session_and_the_query() -> None:
    touched = {_named(file): list(_kept(_tree(file))) for file in OURS}
    assert {name for name, found in touched.items() if found} == {STORE}
