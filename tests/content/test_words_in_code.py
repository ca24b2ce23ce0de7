"""What people read is content: it is checked, and said in every language. So code holds no words for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.content import written

CODE = Path(__file__).parents[2] / "explorer"
FOLDERS = ("bodymap", "care", "handout", "ui", "web")  # what people see is made in these
THEIRS = "vendor"  # a folder with scripts that are not ours

# Files whose words are not for the people who use a page, and for whom they are.
NOT_FOR_READERS = {
    "bodymap/figures.py": "who adds a picture",
    "care/forbidding.py": "who reads what check prints",
    "care/left_open.py": "who reads what check prints",
    "care/plan_file.py": "who writes a plan by hand",
    "care/review_words.py": "who reviews texts",
    "care/screening.py": "who asks for a verdict by a program",
    "care/templates.py": "who writes a plan by hand",
    "care/verdict.py": "who reads what screen prints",
    "handout/paper.py": "what makes the paper: its own messages",
    "handout/trial.py": "who adds a logo or a template",
    "handout/typesetter.py": "who writes a template",
    "handout/words.py": "who writes the words of the paper",
    "ui/component.py": "the browser: a script",
    "ui/shell/serve.py": "who starts the server",
    "web/assets.py": "a browser that asks for a file of another version",
    "web/health.py": "what watches the server",
    "web/metrics.py": "what watches the server",
}


def _of(ending: str, texts: Callable[[Path], Iterator[tuple[int, str]]]) -> list[str]:
    """Every text of our files of a kind, with its place."""
    files = (path for folder in FOLDERS for path in sorted((CODE / folder).rglob(f"*{ending}")))
    named = ((path, str(path.relative_to(CODE))) for path in files if THEIRS not in path.parts)
    return [f"{name}:{line}: {text!r}" for path, name in named for line, text in texts(path)]


def _still_there(found: list[str]) -> list[str]:
    return [each for each in found if not each.startswith(tuple(NOT_FOR_READERS))]


def test_python_holds_no_words_for_people() -> None:
    assert _still_there(_of(".py", written.in_python)) == []


def test_no_word_is_given_to_streamlit_by_code() -> None:
    assert _still_there(_of(".py", written.shown_at_once)) == []


def test_scripts_hold_no_words_for_people() -> None:
    assert _still_there(_of(".js", written.in_script)) == []


def test_a_file_that_is_left_out_has_words_that_are_for_somebody_else() -> None:
    found = {each.partition(":")[0] for each in _of(".py", written.in_python)}
    assert set(NOT_FOR_READERS) - found == set()


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("x = 'Tap here'", ["Tap here"]),
        ("x = f'Take {much} of it'", ["Take {} of it"]),
        ("def f():\n    '''What it does.'''\n    raise ValueError('not so good')", []),
        ("log.note('page failed')\nraise_later(PlanError('not so good'))", []),
        ("x = 'plan.add' + 'one' + 'a_b-c d'", []),
        ("x = '<p class=\"big one\">{}</p>'", []),
        ("x = '<p class=\"big one\">Tap here</p>'", ['<p class="big one">Tap here</p>']),
        ('x = f\'<img alt="A red ball" src="{src}">\'', ['<img alt="A red ball" src="{}">']),
        ("x = '.big .one { font-size: 1rem; }'", []),
        ("x = 'public, max-age=60, not here'", []),
    ],
)
def test_words_are_found_in_python(tmp_path: Path, code: str, texts: list[str]) -> None:
    assert _texts(tmp_path, code, written.in_python) == texts


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ('say("Half way")', ["Half way"]),
        (
            "button.textContent = is ? 'Full screen' : `Leave ${name} as it is`",
            ["Full screen", "Leave ${name} as it is"],
        ),
        ('// Not "A comment"\nquerySelector(".goal strong"); console.warn("Not there")', []),
        ('throw new Error("Not there"); list.add("patch dashed")', []),
    ],
)
def test_words_are_found_in_scripts(tmp_path: Path, code: str, texts: list[str]) -> None:
    assert _texts(tmp_path, code, written.in_script) == texts


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("st.button('Go')", ["Go"]),
        ("st.button(say('plan.go'), key='Go', help='More')", ["More"]),
        ("st.markdown(f':red[:material/block:] {found}')", []),
        ("other.button('Go')", []),
    ],
)
def test_a_word_is_found_that_streamlit_shows(tmp_path: Path, code: str, texts: list[str]) -> None:
    assert _texts(tmp_path, code, written.shown_at_once) == texts


def _texts(folder: Path, code: str, find: Callable[[Path], Iterator[tuple[int, str]]]) -> list[str]:
    (folder / "a").write_text(code, "utf-8")
    return [text for _, text in find(folder / "a")]
