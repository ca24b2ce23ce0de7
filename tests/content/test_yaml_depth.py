"""Our own scan finds the brackets of a text just where YAML itself sees them."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from explorer.content.yaml_depth import too_deep
from tests.laws import law

MOST = 2
DEEP = "[[[["  # the third bracket within brackets is the fourth sign

BRACKETS_WITHIN_TEXT = {
    "single_quotes": f"a: '{DEEP} it''s {DEEP}'",
    "double_quotes": f'a: "{DEEP} \\" {DEEP}"',
    "a_quoted_key": f"'{DEEP}': x",
    "several_lines_of_quotes": f"a: '{DEEP}\n\n  {DEEP}'",
    "a_comment": f"a: x # {DEEP}\n# {DEEP}",
    "a_comment_within_brackets": f"a: [x, # {DEEP}\n y]",
    "plain_text": f"a: x{DEEP}",
    "a_plain_key": f"x{DEEP}: y",
    "plain_text_over_lines": f"a: x\n\n  {DEEP}\nb: y",
    "plain_text_of_a_list": f"a:\n- x\n  {DEEP}",
    "quotes_within_plain_text": f"a: [it's, '{DEEP}', it's]",
    "block_text": f"a: |\n  x\n  {DEEP}\n\n  {DEEP}\nb: y",
    "folded_text_with_an_indent": f"a: >1-\n   x\n {DEEP}\nb: y",
    "block_text_of_a_list": f"- - |\n   {DEEP}\n  - x",
    "block_text_of_a_document": f"--- |\n {DEEP}\n",
    "windows_lines": f"a: |\r\n  {DEEP}\r\nb: y",
    "very_many_side_by_side": "[" + "[], " * 50 + "[]]",
}

TOO_DEEP = {
    "at_the_start": (DEEP, 3),
    "closed_in_between": ("[[[], [[", 7),
    "after_a_key": (f"a: {DEEP}", 6),
    "after_a_quoted_key": (f"'a': {DEEP}", 8),
    "after_a_key_in_brackets": (f"[a]: {DEEP}", 8),
    "groups": ("{a: {b: {c: {", 12),
    "with_quoted_keys": ('{"a":{"b":{"c":{', 15),
    "over_lines": ("a: [\n  [\n  [\n  [", 15),
    "after_plain_text_ended": (f"a: x\nb: {DEEP}", 11),
    "after_block_text_ended": (f"a: |\n  x\nb: {DEEP}", 15),
    "after_an_empty_block_text": (f"a:\n  b: |\n  c: {DEEP}", 18),
    "after_a_comment": (f"# '\na: {DEEP}", 10),
    "after_a_document": (f"a: x\n--- {DEEP}", 12),
    "after_a_tag_and_an_anchor": (f"a: !!seq &b {DEEP}", 15),
    "in_a_list_of_lists": (f"- - {DEEP}", 7),
    "after_quotes_that_hold_quotes": (f"a: ['it''s', \"\\\"\", {DEEP}", 21),
    "windows_lines": (f"a: x\r\nb: {DEEP}", 12),
}


@pytest.mark.parametrize("text", BRACKETS_WITHIN_TEXT.values(), ids=BRACKETS_WITHIN_TEXT)
def test_brackets_within_text_do_not_count(text: str) -> None:
    assert _seen_by_yaml(text, MOST) is None
    assert too_deep(text, MOST) is None


@pytest.mark.parametrize(("text", "at"), TOO_DEEP.values(), ids=TOO_DEEP)
def test_the_first_bracket_that_lies_too_deep_is_told(text: str, at: int) -> None:
    assert too_deep(text, MOST) == at


_PIECES = st.sampled_from(
    ["[", "[", "[", "{", "{", "]", "}", ",", ": ", ":", "- ", "? ", "a", "b c", "x#", " #", "'", "''", '"', '\\"', "\n",
     "\n", "\n  ", "\n    ", " ", "\r", "\r\n", "&n ", "*n", "!!seq ", "|\n", ">-\n", "|2\n", "---\n", "--- ", "...\n",
     "%", "a: ", "b: "]
)  # fmt: skip


@law(2000)
@given(text=st.lists(_PIECES, max_size=30).map("".join), most=st.integers(MOST, 5))
@example(text="a\n- [[[[", most=MOST)
@example(text="? |\n  [[[[\n: [[[[", most=MOST)
@example(text="[[[[[[x], {y}]]]]]", most=4)
@example(text="[[[[ # [\n]]]], [[[[[ # ]]\n]]]]]", most=4)
def test_the_scan_sees_the_brackets_that_yaml_sees(text: str, most: int) -> None:
    try:
        seen = _seen_by_yaml(text, most)
    except yaml.YAMLError:
        return  # what is no YAML is refused anyway
    assert too_deep(text, most) == seen


def _seen_by_yaml(text: str, most: int) -> int | None:
    """The same by the events of the reader in plain Python, which knows no limit. Raises YAMLError before the first."""
    open_brackets: list[bool] = []
    for event in yaml.parse(text, Loader=yaml.Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            at = event.end_mark.index - 1  # what comes first may be an anchor or a tag
            is_bracket = at >= event.start_mark.index and text[at] in "[{"
            if is_bracket and sum(open_brackets) > most:
                return at
            open_brackets.append(is_bracket)
        elif isinstance(event, yaml.CollectionEndEvent):
            open_brackets.pop()
    return None
