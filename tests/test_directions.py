"""Right-to-left is prepared: the layout says start and end, and turns with the language. Only the body does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_public_names import OURS, ROOT, SCRIPTS

# What stays where it is in every language, and why.
PHYSICAL = {
    "explorer/ui/map/beside.js": {"style.left": "the words beside the body and on it move with the picture"},
    "explorer/ui/map/bodymap.css": {"border-width: 0 2px 2px 0": "turned by 45 degrees, it points down"},
    "explorer/web/pocket.css": {"border-width: 0 2px 2px 0": "turned by 45 degrees, it points down"},
}
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DECLARATION = re.compile(r"(?<![\w.#-])(?P<name>[a-z-]+): *(?P<value>[^;{}\n\"'`]+)")
_IN_SCRIPT = re.compile(
    r"style\.(?:left|right)\b|\b(?:margin|padding|border|scrollMargin|scrollPadding)(?:Left|Right)\w*"
)
_SIDE = re.compile(r"(?:^|-)(?:left|right)(?:-|$)")  # in the name of a property
_SAID = {"text-align", "text-align-last", "float", "clear", "caption-side"}  # whose value may be a side
_AROUND = {"margin", "padding", "inset", "border-width", "border-style", "border-color", "scroll-margin"}
_LENGTH = re.compile(r"[\d.-]|calc|var|auto|min|max|clamp")  # how a value begins that is none of a program
_CORNERS = "border-radius"
_SPACE = re.compile(r"\s+(?![^(]*\))")  # not that within brackets


def _parts(value: str) -> list[str]:
    return _SPACE.split(value.replace("!important", "").strip())


def _is_physical(name: str, value: str) -> bool:
    """Whether a declaration says left or right, by its name, in its value, or as one of four edges that differ."""
    parts = _parts(value)
    if name in _AROUND:
        return len(parts) == 4 and parts[1] != parts[3]
    if name == _CORNERS:
        top_left, top_right, bottom_right, bottom_left = (parts * 4)[:4] if len(parts) != 3 else [*parts, parts[1]]
        return (top_left, bottom_left) != (top_right, bottom_right)
    return bool(_SIDE.search(name)) or (name in _SAID and bool({"left", "right"} & set(parts)))


def _declared(text: str) -> Iterator[tuple[int, str]]:
    """The physical declarations of a style sheet, or of what stands as one in another file, with their lines."""
    text = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)
    for found in _DECLARATION.finditer(text):
        if _is_physical(found["name"], found["value"]):
            yield text.count("\n", 0, found.start()) + 1, f"{found['name']}: {found['value'].strip()}"


def _physical(text: str, ending: str) -> Iterator[tuple[int, str]]:
    if ending in (".css", ".html"):
        yield from _declared(text)
        return
    # In code, a name with a type or a value may look like a declaration.
    yield from ((line, found) for line, found in _declared(text) if _is_style(*found.split(": ", 1)))
    for found in _IN_SCRIPT.finditer(text) if ending in (".js", ".mjs") else ():
        yield text.count("\n", 0, found.start()) + 1, found[0]


def _is_style(name: str, value: str) -> bool:
    return name not in ("left", "right") or bool(_LENGTH.match(value))


def _told(file: Path) -> list[tuple[str, str]]:
    name = file.relative_to(ROOT).as_posix()
    return [(f"{name}:{line}", found) for line, found in _physical(file.read_text("utf-8"), file.suffix)]


def test_no_layout_says_left_or_right() -> None:
    told = [each for file in (*SCRIPTS, *OURS) for each in _told(file)]
    assert [f"{at}: {found}" for at, found in told if found not in PHYSICAL.get(at.partition(":")[0], {})] == []


def test_every_exception_is_still_needed() -> None:
    found = {name: {said for _, said in _told(ROOT / name)} for name in PHYSICAL}
    assert found == {name: set(said) for name, said in PHYSICAL.items()}


@pytest.mark.parametrize(
    ("style", "is_physical"),
    [
        ("a { margin-left: 1em; }", True),
        ("a { border-top-right-radius: 1em }", True),
        ("a { right: 0; }", True),
        ("a { text-align: right; }", True),
        ("a { float: left !important; }", True),
        ("a { padding: 0 1em 0 2em; }", True),
        ("a { inset: auto 0 0 auto; }", True),
        ("a { border-radius: 1em 0 0 1em; }", True),
        ("a { border-radius: 1em 1em 0 0; }", False),
        ("a { padding: 0 calc(1em + 2px) 0 calc(1em + 2px) !important; }", False),
        ("a { margin-inline-start: 1em; text-align: start; inset: 0 1em; }", False),
        ("figure.left:hover img { transform: scaleX(-1); }", False),
        ("/* left: 1em; */ a { color: red; }", False),
    ],
)
def test_left_and_right_are_found_in_a_style(style: str, is_physical: bool) -> None:
    assert bool(list(_physical(style, ".css"))) == is_physical


def test_left_and_right_are_found_in_code_with_their_line() -> None:
    assert list(_physical("x = 1\nx = '<p style=\"margin-left: 1em\">'", ".py")) == [(2, "margin-left: 1em")]
    assert list(_physical("\n\nit.style.marginLeft = '1em';", ".js")) == [(3, "marginLeft")]
    assert list(_physical("x = 'a { left: 1em; }'", ".py")) == [(1, "left: 1em")]
    assert list(_physical("left: float\n    right: float\n", ".py")) == []
