"""The pages beside the map, also when the content is broken."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from explorer.content import Atlas, shipped
from tests.app.click import go_to, new_app, said

pytestmark = [pytest.mark.app, pytest.mark.shipped]


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The app's content folder, with two mistakes in two files."""
    data = tmp_path / "data"
    shutil.copytree(shipped("data"), data, ignore=shutil.ignore_patterns("atlas"))
    (data / "atlas").symlink_to(shipped("data").resolve() / "atlas")
    for file, old, new in (
        ("regions/soleus.yaml", "area: calf", "area: calve"),
        ("places.yaml", "      - view: posterior", "      - veiw: posterior"),
    ):
        text = (data / file).read_text("utf-8")
        assert old in text, f"'{old}' is not in {file}: mend this test"
        (data / file).write_text(text.replace(old, new, 1), "utf-8")
    monkeypatch.setenv("SCIATIC_EXPLORER_DATA", str(data))
    return data


def test_the_stop_signs_page_shows_all_of_them_the_gravest_first(atlas: Atlas) -> None:
    app = go_to(new_app(), "stop_signs")
    assert not app.exception
    text = said(app)
    assert len(atlas.red_flags) == 15
    for flag in atlas.red_flags.values():
        assert f"**{flag.name}**\n\n{flag.look_for}\n\n**What to do.** {flag.action}" in text
    assert "Emergency" in app.subheader[0].value
    by_level = [flag.name for level in "EUS" for flag in atlas.red_flags.values() if flag.level == level]
    shown = re.findall(r"\*\*(.+?)\*\*\n\n.+\n\n\*\*What to do", text)
    assert shown == by_level
    assert "112" in text


def test_broken_content_is_listed_with_file_and_line_in_place_of_the_map(broken: Path) -> None:
    app = new_app()
    assert not app.exception
    assert not app.get("plotly_chart")
    text = said(app)
    assert "The content has problems" in text
    line = (broken / "regions/soleus.yaml").read_text("utf-8").split("area: calve")[0].count("\n") + 1
    assert re.search(rf"data/regions/soleus\.yaml\n- Line {line}, column \d+: `area`", text)
    assert "data/places.yaml" in text
    assert "did you mean 'view'" in text
    assert "did you mean 'calf'" in text


def test_the_stop_signs_are_there_while_other_content_is_broken(broken: Path, atlas: Atlas) -> None:
    flags = broken / "red_flags.yaml"
    first = next(iter(atlas.red_flags.values()))
    flags.write_text(flags.read_text("utf-8").replace(first.name, "A sign of this clinic", 1), "utf-8")
    app = go_to(new_app(), "stop_signs")
    assert not app.exception
    assert "**A sign of this clinic**" in said(app)
    assert said(app).count("**What to do.**") == 15


@pytest.mark.parametrize("text", ["- [", "red_flags: []", None])
def test_the_shipped_stop_signs_step_in_when_the_clinics_own_cannot_be_read(
    broken: Path, atlas: Atlas, text: str | None
) -> None:
    flags = broken / "red_flags.yaml"
    flags.unlink() if text is None else flags.write_text(text, "utf-8")
    app = go_to(new_app(), "stop_signs")
    assert not app.exception
    assert all(f"**{flag.name}**" in said(app) for flag in atlas.red_flags.values())


def test_a_folder_that_is_not_there_leaves_problems_and_stop_signs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCIATIC_EXPLORER_DATA", str(tmp_path / "nowhere"))
    app = new_app()
    assert not app.exception
    assert "The content has problems" in said(app)
    assert said(go_to(app, "stop_signs")).count("**What to do.**") == 15


def test_the_about_page_holds_the_attribution_to_the_letter_and_says_what_this_is_not(repo: Path) -> None:
    sources = (repo / "images/SOURCES.md").read_text("utf-8")
    attribution = re.search(r"^> (.+)$", sources, re.M)
    assert attribution is not None
    app = go_to(new_app(), "about")
    assert not app.exception
    assert attribution[1] in [markdown.value for markdown in app.markdown]
    assert "It is not a diagnosis" in said(app)
    assert "no clinician has reviewed them yet" in said(app)
