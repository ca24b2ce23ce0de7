"""The pages beside the map, also when the content is broken."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from explorer.content import Atlas, shipped
from explorer.ui.card import cards
from explorer.ui.shell import frame
from explorer.ui.state import live, pages
from explorer.web import metrics
from tests.app.click import card, go_to, has_map, new_app, offered, said
from tests.app.test_safety_check import an_emergency, finished

pytestmark = [pytest.mark.app, pytest.mark.shipped]


def test_the_look_knows_the_addresses_that_it_hangs_on() -> None:
    look = Path(frame.__file__).with_suffix(".css").read_text("utf-8")
    for name in ("stop_signs", "check"):
        assert f'[href$="{pages.ADDRESSES[name]}"], [href*="{pages.ADDRESSES[name]}?"]' in look


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


def test_the_way_to_the_stop_signs_stands_above_a_page_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("this page is broken")

    monkeypatch.setattr(cards, "welcome", fail)
    app = new_app()
    assert "this page is broken" in app.exception[0].value
    assert "Stop signs" in [link.label for link in app.get("page_link")]


def test_each_page_that_is_drawn_is_counted_also_one_that_leads_to_another() -> None:
    def drawn() -> float:
        return metrics.REGISTRY.get_sample_value("sciatic_run_seconds_count") or 0

    before = drawn()
    app = new_app()
    assert drawn() == before + 1
    go_to(app, "about")
    assert drawn() > before + 1


@pytest.mark.parametrize(("name", "place", "rooms"), [
    ("explore", "Explore", ()), ("pain", "Where it hurts", ()), ("plan", "Plan", ()), ("my_plan", "Plan", ()),
    ("tools", "What helps", ("Exercises", "Tools", "Techniques")),
    ("sources", "Learn", ("Good to know", "Follow the nerve", "You may have heard", "Sources", "About")),
    ("check", None, ()), ("stop_signs", None, ()),
])  # fmt: skip
def test_each_page_belongs_to_a_place_and_names_its_neighbours(
    name: str, place: str | None, rooms: tuple[str, ...]
) -> None:
    app = new_app() if name == "explore" else go_to(new_app(), name)
    assert not app.exception
    labels = [link.label for link in app.get("page_link")]
    header, beside = labels[:7], labels[7 : 7 + len(rooms)]
    titles = [pages.title(each.id) for each in pages.PLACES]
    assert [label.strip("*") for label in header] == [*titles, "Safety check", "Stop signs"]
    assert tuple(label.strip("*") for label in beside) == rooms
    here = {place, pages.title(name)} if rooms else {place}
    assert {label.strip("*") for label in (*header, *beside) if label.startswith("**")} == here - {None}
    assert [pages.title(each.id) for each in pages.PLACES if name in each.names] == ([place] if place else [])


def test_every_page_is_in_one_place_or_has_a_link_of_its_own() -> None:
    named = [name for place in pages.PLACES for name in place.names]
    assert sorted([*named, "check", "stop_signs"]) == sorted([*pages.ADDRESSES, "explore"])


def test_the_header_says_how_far_the_safety_check_is(atlas: Atlas) -> None:
    def state(app: AppTest) -> str:
        return str(app.get("page_link")[5].label)

    assert state(new_app()) == "Safety check"
    assert state(finished(atlas)) == "Checked"
    assert state(an_emergency(atlas)) == "Stop"


def test_the_stop_signs_page_shows_all_of_them_the_gravest_first(atlas: Atlas) -> None:
    app = go_to(new_app(), "stop_signs")
    assert not app.exception
    text = said(app)
    for flag in atlas.red_flags.values():
        counts = f"**Counts.** {flag.counts}\n\n**Does not count.** {flag.does_not_count}"
        assert f"**{flag.called}**\n\n{flag.question}\n\n{counts}\n\n**What to do.** {flag.action}" in text
    assert "Emergency" in app.header[0].value
    by_level = [flag.called for level in "EUS" for flag in atlas.red_flags.values() if flag.level == level]
    shown = re.findall(r"\*\*(.+?)\*\*\n\n.+\n\n\*\*Counts", text)
    assert shown == by_level
    assert len(shown) == len(atlas.red_flags)
    assert "112" in text


def test_broken_content_is_listed_with_file_and_line_in_place_of_the_map(broken: Path) -> None:
    app = new_app()
    assert not app.exception
    assert not has_map(app)
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
    flags.write_text(flags.read_text("utf-8").replace(first.called, "A sign of this clinic", 1), "utf-8")
    app = go_to(new_app(), "stop_signs")
    assert not app.exception
    assert "**A sign of this clinic**" in said(app)
    assert said(app).count("**What to do.**") == len(atlas.red_flags)


@pytest.mark.parametrize("text", ["- [", "red_flags: []", None])
def test_the_shipped_stop_signs_step_in_when_the_clinics_own_cannot_be_read(
    broken: Path, atlas: Atlas, text: str | None
) -> None:
    flags = broken / "red_flags.yaml"
    flags.unlink() if text is None else flags.write_text(text, "utf-8")
    app = go_to(new_app(), "stop_signs")
    assert not app.exception
    assert all(f"**{flag.called}**" in said(app) for flag in atlas.red_flags.values())


def test_a_folder_that_is_not_there_is_told_and_the_shipped_content_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, atlas: Atlas
) -> None:
    monkeypatch.setenv("SCIATIC_EXPLORER_DATA", str(tmp_path / "nowhere"))
    app = new_app()
    assert not app.exception
    assert "has 1 problem and is not shown" in app.warning[0].value
    assert has_map(app)
    told = said(go_to(app, "problems"))
    assert "the shipped content is" in told
    assert "there is no content in this folder" in told
    assert said(go_to(app, "stop_signs")).count("**What to do.**") == len(atlas.red_flags)


# ---- a clinic's own content ------------------------------------------------------------------------------


@pytest.fixture
def clinic(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clinic's folder with the examples of data/README.md, and one tool in other words."""
    folder = tmp_path / "our-clinic"
    for name in ("techniques", "tools"):
        (folder / name).mkdir(parents=True)
    examples = re.findall(r"```yaml\n(.*?)```", (repo / "data/README.md").read_text("utf-8"), re.S)
    technique, _exercise, rules, override, topics, *_ = examples
    (folder / "techniques/warm_towel_hold.yaml").write_text(technique + override, "utf-8")
    (folder / "stop_rules.yaml").write_text(rules, "utf-8")
    (folder / "topics.yaml").write_text(topics, "utf-8")
    tool = (repo / "data/tools/soft_ball.yaml").read_text("utf-8")
    assert "plain_name: Soft ball (tennis ball)" in tool, "mend this test"
    tool = tool.replace("plain_name: Soft ball (tennis ball)", "plain_name: The red ball from our shop")
    (folder / "tools/soft_ball.yaml").write_text(tool, "utf-8")
    monkeypatch.setenv("SCIATIC_EXPLORER_DATA", str(folder))
    return folder


def test_a_clinics_own_content_is_laid_over_the_shipped_one(clinic: Path, atlas: Atlas) -> None:
    app = new_app(region="gluteus_maximus")
    assert not app.exception
    assert not app.warning
    assert any("Warm towel and still hands" in line for line in offered(app))
    assert any("The red ball from our shop" in line for line in offered(app))
    assert "changes from “our-clinic”" in said(app)
    assert "Where can I park?" in said(go_to(app, "topics"))
    assert len(app.expander) >= len(atlas.topics)


def test_a_mistake_in_a_clinics_own_content_is_told_and_the_shipped_content_stays(clinic: Path) -> None:
    tool = clinic / "tools/soft_ball.yaml"
    tool.write_text(tool.read_text("utf-8").replace("stage: gentle", "stage: gentel"), "utf-8")
    app = new_app(region="gluteus_maximus")
    assert not app.exception
    assert "has 1 problem and is not shown" in app.warning[0].value
    assert "red ball" not in said(app)
    told = said(go_to(app, "problems"))
    assert "our-clinic/tools/soft_ball.yaml" in told
    assert "did you mean 'gentle'?" in told


def test_what_was_right_before_is_shown_while_it_is_broken_and_what_is_mended_follows(clinic: Path) -> None:
    app, file = new_app(region="gluteus_maximus"), clinic / "topics.yaml"
    right = file.read_text("utf-8")
    file.write_text("topics: [", "utf-8")
    _be_looked_at()
    app.run()
    assert "1 problem. What is shown is from before" in app.warning[0].value
    assert any("The red ball from our shop" in line for line in offered(app))
    told = said(go_to(app, "problems"))
    assert re.search(r"there since \d+ \w+ \d{4}, \d\d:\d\d:\d\d", told)
    assert "is shown as it was before. It was read on" in told
    file.write_text(right.replace("Where can I park?", "Where is the lift?"), "utf-8")
    _be_looked_at()
    assert "Where is the lift?" in said(go_to(new_app(), "topics"))


def _be_looked_at() -> None:
    for _ in range(2):
        live.look(lambda atlas: None)


def test_a_review_that_is_overdue_is_shown_on_the_card(clinic: Path, repo: Path) -> None:
    (clinic / "regions").mkdir()
    region = (repo / "data/regions/soleus.yaml").read_text("utf-8")
    assert 'review_by: "2027-11-21"' in region, "mend this test"
    old = 'reviewer: a physiotherapist\nreviewed_on: "2020-01-01"\nreview_by: "2021-01-01"'
    (clinic / "regions/soleus.yaml").write_text(region.replace('review_by: "2027-11-21"', old), "utf-8")
    text = card(new_app(region="soleus"))
    assert "Reviewed by a physiotherapist on 1 January 2020" in text
    assert "It was to be read again by 1 January 2021." in text
    assert re.search(r"A clinician has reviewed 1 of the \d+ texts", card(new_app()))
    about = said(go_to(new_app(), "about"))
    assert re.search(r"A clinician has reviewed 1 of the \d+ texts", about)
    assert "No clinical sign-off yet" not in about


def test_the_about_page_holds_the_attributions_to_the_letter_and_says_what_this_is_not(
    repo: Path, atlas: Atlas
) -> None:
    sources = (repo / "images/SOURCES.md").read_text("utf-8")
    attributions = re.findall(r"^> (.+)$", sources, re.M)
    assert "Figures: Sciatic Explorer, CC BY-SA 4.0, made with MakeHuman data (CC0)." in attributions
    app = go_to(new_app(), "about")
    assert not app.exception
    assert set(attributions) <= {markdown.value for markdown in app.markdown}
    assert "It is not a diagnosis" in said(app)
    assert "no clinician has reviewed them yet" in said(app)
    assert f"{len(atlas.regions)} parts of the body" in said(app)
