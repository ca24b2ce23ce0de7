"""The map's files as a page addresses them, and what Python makes of what a browser tells."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from PIL import Image

from explorer.content import Atlas, load_atlas
from explorer.content.location import Location
from explorer.content.translation import offered
from explorer.handout.sheet import on_the_way
from explorer.ui.labels import markup
from explorer.ui.map import MapEvent, assets, read_event, screen
from tools import vendor


def test_library_is_as_pinned_and_has_its_licence() -> None:
    for package in vendor.PACKAGES:
        assert package.differing == []
        assert "LICENSE.txt" in package.files
        assert {file.name for file in package.folder.iterdir()} == set(package.files)


def test_scripts_import_by_address(atlas: Atlas) -> None:
    scripts = [name for name in assets.scripts() if re.fullmatch(r"map/.*\.js", name)]
    assert assets.SCRIPT in scripts
    led_to = {assets.SCRIPT}
    for name in scripts:
        text = assets.asset(atlas, name, lambda found: f"/a/{found}").decode()
        imported = re.findall(r'^(?:import|export) .* from "(.*)";$', text, re.MULTILINE)
        assert len(imported) == len(re.findall(r"^(?:import|export) .* from ", text, re.MULTILINE))
        assert all(found.removeprefix("/a/") in scripts for found in imported)
        led_to |= {found.removeprefix("/a/") for found in imported}
    assert led_to == set(scripts)


def test_imports_make_no_ring(atlas: Atlas) -> None:
    def address(name: str, above: tuple[str, ...] = ()) -> str:
        assert name not in above
        if name.endswith(".js"):
            assets.asset(atlas, name, lambda found: address(found, (*above, name)))
        return name

    address(assets.SCRIPT)


def test_every_file_has_a_media_type(atlas: Atlas) -> None:
    assert all(assets.media_type(name) for name in assets.asset_ids(atlas))
    assert assets.media_type(assets.LIBRARY_WORKER) == "text/javascript"


def test_the_map_is_said_in_each_language_that_is_offered(atlas: Atlas) -> None:
    names = [assets.style(lang) for lang in offered(atlas)]
    assert names[0] == assets.STYLE
    assert set(names) <= {*assets.asset_ids(atlas)}
    for lang, name in zip(offered(atlas), names, strict=True):
        said, told = json.loads(assets.asset(atlas, name))["metadata"], atlas.told(lang, atlas.here.id)
        assert said["words"]["find"] == told.interface["map.find"].text
        assert said["names"]["patient"]["piriformis"] == told.regions["piriformis"].plain_name


@pytest.mark.parametrize("tour", list(load_atlas().tours))
def test_the_way_of_a_walk_is_drawn_in_each_language_with_every_step_on_it(atlas: Atlas, tour: str) -> None:
    marks, steps = on_the_way(atlas, atlas.tours[tour]), atlas.tours[tour].steps
    assert sorted(number for mark in marks for number in mark.numbers) == list(range(1, len(steps) + 1))
    for mark in marks:
        there = {atlas.location(atlas.regions[steps[n - 1].region], steps[n - 1].side) for n in mark.numbers}
        assert there == {mark.location}
    drawn = {lang: assets.asset(atlas, assets.walk(tour, lang)) for lang in offered(atlas)}
    assert len(set(drawn.values())) == len(drawn), "the words on it differ"
    for picture in drawn.values():
        assert Image.open(io.BytesIO(picture)).size == assets.WALK_PX


def test_the_fold_of_a_remedy_leads_to_its_picture(atlas: Atlas) -> None:
    figure = atlas.figures[atlas.tools["soft_ball"].figure or ""]
    name = assets.fold("remedy/soft_ball", "patient", atlas.lang, atlas.country.id)
    html = assets.asset(atlas, name, lambda found: f"/a/{found}").decode()
    assert f'alt="{figure.alt}" src="/a/figures/{figure.files[0]}"' in html
    picture = assets.asset(atlas, f"figures/{figure.files[0]}")
    assert (picture[:4], picture[8:12]) == (b"RIFF", b"WEBP")


def test_two_pictures_are_told_once_and_each_side_has_its_words(atlas: Atlas) -> None:
    html = markup.figure(atlas.speech, atlas.figures["nerve_slider_seated"], str)
    assert html.count("<img") == 2
    assert html.count(atlas.figures["nerve_slider_seated"].alt) == 1
    assert ("Shown on the left side." in html, "Shown on the right side." in html) == (True, True)
    assert "side" not in re.sub(r'alt="[^"]*"', "", markup.figure(atlas.speech, atlas.figures["bridge"], str))


HERE = Location("piriformis", "left")


def test_tap_is_read_with_what_the_person_sees() -> None:
    now = {"view": "anterior", "layer": "deep", "chosen": ["piriformis:left"], "marked": [], "glow": False,
           "body": "female", "skin_tone": "dark"}  # fmt: skip
    told = {"n": 3, "kind": "tap", "location": "piriformis:left", "layer": "deep", "now": now}
    assert read_event(told) == MapEvent(3, "tap", HERE, "deep", now={**now, "chosen": (HERE,), "marked": ()})


@pytest.mark.parametrize(
    "told",
    [None, 1, [], {}, {"n": "1", "kind": "tap"}, {"n": 1}, {"n": 1, "kind": "other"}, {"n": True, "kind": "tap"},
     {"n": -1, "kind": "tap"}],
)  # fmt: skip
def test_what_is_no_event_is_none(told: Any) -> None:
    assert read_event(told) is None


def test_odd_values_are_left_out() -> None:
    told = {"n": 1, "kind": "tap", "location": "<b>:left", "layer": [], "look": {"view": {}, "layer": "skin", "x": 1},
            "now": {"chosen": ["a:left", 3, "b:up"], "marked": "a:left", "names": 1, "body": "x",
                    "skin_tone": ["dark"]}}  # fmt: skip
    found = read_event(told)
    assert found == MapEvent(1, "tap", look={"layer": "skin"}, now={"chosen": (Location("a", "left"),)})


def test_a_tablet_that_calls_itself_mobile_gets_the_height_of_a_tablet() -> None:
    ipad = "Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 Version/12.1 Mobile/15E148 Safari/604.1"
    assert screen.is_of_phone(ipad.replace("iPad", "iPhone"))
    assert not screen.is_of_phone(ipad)
