"""The page on which clinicians sign texts: there only when asked for, and what it writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.content import load_atlas
from explorer.ui.shell.frame import REVIEW_VARIABLE
from explorer.ui.state.live import DATA_VARIABLE
from tests.app.click import go_to, new_app, said

pytestmark = [pytest.mark.app, pytest.mark.shipped]
TEXT = "tools/soft_ball"


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "clinic.yaml").write_text("clinic:\n  - {id: clinic, name: Harbour, country: gb}\n")
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    return tmp_path


def _links(app: object) -> list[str]:
    return [link.label for link in app.get("page_link")]  # type: ignore[attr-defined]


def test_there_is_no_such_page_unless_it_is_asked_for(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Review" not in _links(new_app())
    monkeypatch.setenv(REVIEW_VARIABLE, "1")
    assert "Review" in _links(new_app())
    monkeypatch.delenv(DATA_VARIABLE)
    assert "Review" not in _links(new_app())


def test_a_text_is_shown_with_its_sources_and_signed(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(REVIEW_VARIABLE, "1")
    app = go_to(new_app(), "review")
    app.selectbox(key="review_text").select(TEXT).run()
    assert f"{TEXT}: never reviewed" in app.code[0].value
    assert "\n    [" in app.code[0].value
    assert app.button(key="review_record").disabled
    app.checkbox(key=f"review_read_{TEXT}").check().run()
    app.button(key="review_record").click().run()
    assert "Write your name and your role" in app.error[0].value
    assert not (clinic / "reviews.yaml").exists()
    app.text_input(key="review_name").input("Dr A. Example").run()
    app.text_input(key="review_role").input("physiotherapist").run()
    (clinic / "reviews.yaml").write_text("reviews: [", "utf-8")
    app.button(key="review_record").click().run()
    assert f"could not be written: {clinic.name}/reviews.yaml:1" in app.error[0].value
    (clinic / "reviews.yaml").unlink()
    app.button(key="review_record").click().run()
    assert not app.exception
    assert "Recorded" in app.success[0].value
    assert load_atlas(clinic).tools["soft_ball"].reviewer == "Dr A. Example (physiotherapist)"
    assert "texts wait" in said(app)
