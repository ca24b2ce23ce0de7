"""A clinic's own folder laid over the shipped content: what it adds, what it replaces, and how it is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explorer.care.screening import Answers, screen
from explorer.cli import main
from explorer.content import Atlas, ContentError, load_atlas, shipped
from explorer.content.load import load_red_flags
from tests.content.conftest import CLAIMS, CONDITIONS, REGION, Folder

CUPPING = "techniques/cupping.yaml"
BALL = "tools/soft_ball.yaml"
PIRIFORMIS = "regions/piriformis.yaml"


@pytest.fixture
def clinic(tmp_path: Path) -> Folder:
    """A folder with one new technique for two regions, one replaced tool text and one added claim."""
    folder = Folder(tmp_path / "clinic")
    for name in ("techniques", "tools"):
        folder.path(name).mkdir(parents=True)
    for shipped_file, own in (("techniques/swedish.yaml", CUPPING), (BALL, BALL)):
        folder.write(own, (shipped("data") / shipped_file).read_bytes())
    folder.edit(CUPPING, "^id: swedish", "id: cupping")
    folder.edit(CUPPING, "^name: .*", "name: Cupping\nregions: [piriformis, sciatic_thigh]")
    folder.edit(BALL, "^plain_name: .*", "plain_name: The green ball from our shelf")
    folder.write("claims.yaml", _claim("Z01"))
    return folder


def _claim(key: str) -> str:
    """The file of claims with one claim only."""
    return CLAIMS[: CLAIMS.index("  - id: T01")].replace("D01", key).replace("    topics: [the_nerve]\n", "")


def _loaded(folder: Folder) -> Atlas:
    return load_atlas(folder.root)


def test_what_is_new_and_what_is_replaced_is_there_and_the_rest_is_kept(clinic: Folder, atlas: Atlas) -> None:
    loaded = _loaded(clinic)
    assert set(loaded.techniques) - set(atlas.techniques) == {"cupping"}
    assert set(loaded.claims) - set(atlas.claims) == {"Z01"}
    assert loaded.tools["soft_ball"].plain_name == "The green ball from our shelf"
    for kind in ("regions", "techniques", "tools", "keep_off", "red_flags", "places", "references", "areas", "claims",
                 "topics", "conditions", "wording"):  # fmt: skip
        ours, theirs = getattr(loaded, kind), getattr(atlas, kind)
        assert all(ours[key] == theirs[key] for key in theirs if (kind, key) != ("tools", "soft_ball")), kind


def test_a_new_technique_is_offered_for_the_regions_that_it_names(clinic: Folder) -> None:
    loaded = _loaded(clinic)
    cupping, piriformis = loaded.techniques["cupping"], loaded.regions["piriformis"]
    assert "cupping" not in piriformis.techniques
    assert cupping in loaded.remedies_of(piriformis)
    assert cupping not in loaded.remedies_of(loaded.regions["sacrum"])
    assert [region.id for region in loaded.regions_of(cupping)] == ["piriformis", "sciatic_thigh"]


def test_a_remedy_named_from_both_sides_is_offered_once(clinic: Folder) -> None:
    clinic.edit(BALL, "^summary:", "regions: [gluteus_maximus]\nsummary:")
    loaded = _loaded(clinic)
    offered = loaded.remedies_of(loaded.regions["gluteus_maximus"])
    assert [remedy.id for remedy in offered].count("soft_ball") == 1


def test_the_atlas_knows_the_name_of_the_overlay(clinic: Folder, atlas: Atlas) -> None:
    assert _loaded(clinic).overlay == "clinic"
    assert atlas.overlay is None


def test_a_replaced_record_keeps_its_turn_and_a_new_one_comes_last(clinic: Folder, atlas: Atlas) -> None:
    loaded = _loaded(clinic)
    assert list(loaded.tools) == list(atlas.tools)
    assert list(loaded.claims) == [*atlas.claims, "Z01"]


def test_a_shipped_region_can_be_replaced(clinic: Folder, atlas: Atlas) -> None:
    clinic.path("regions").mkdir()
    clinic.write(PIRIFORMIS, REGION)
    loaded = _loaded(clinic)
    assert loaded.regions["piriformis"].plain_name == "Deep buttock muscle"
    assert set(loaded.regions) == set(atlas.regions)
    assert loaded.region_of == atlas.region_of


def test_a_shipped_record_of_a_list_can_be_replaced(clinic: Folder, atlas: Atlas) -> None:
    clinic.write("conditions.yaml", CONDITIONS)
    loaded = _loaded(clinic)
    assert loaded.conditions["pregnancy"].name == "You are pregnant"
    assert list(loaded.conditions) == list(atlas.conditions)


def test_the_stop_signs_of_an_overlay_are_read_without_the_rest(clinic: Folder, atlas: Atlas) -> None:
    clinic.write(CUPPING, "{")
    assert atlas.unsaid
    assert load_red_flags(clinic.root) == tuple(atlas.unsaid.red_flags.values())


def test_the_shipped_folder_is_no_overlay_on_itself() -> None:
    assert load_atlas(shipped("data")).overlay is None


def test_a_folder_with_a_geometry_is_a_whole_one(clinic: Folder) -> None:
    clinic.path("atlas").symlink_to(shipped("data").resolve() / "atlas")
    told = clinic.problems()
    assert "clinic/regions:1:1: no region files here; one .yaml file for each" in told
    assert "clinic/references.yaml:1:1: the file cannot be read: No such file or directory" in told


def test_a_whole_folder_is_not_an_overlay(folder: Folder) -> None:
    assert load_atlas(folder.root).overlay is None


@pytest.mark.parametrize(
    ("file", "pattern", "new", "marker", "said"),
    [
        (CUPPING, r"\[piriformis, ", "[pirifromis, ", "pirifromis",
         "regions[0]: unknown region 'pirifromis'; did you mean 'piriformis'?"),
        (CUPPING, "^stage: warm_up", "stage: warmup", "warmup",
         "stage: 'warmup' is not allowed; did you mean 'warm_up'?"),
        (CUPPING, "^id: cupping", "id: cuping", "cuping",
         "id: the id is 'cuping' but the file is named 'cupping'; make them equal"),
        (BALL, "^plain_name: .*\n", "", "id: soft_ball", "missing field 'plain_name'"),
        (BALL, "dz10_coccyx", "dz10_cocyx", "dz10_cocyx",
         "keep_off[9]: unknown keep-off zone 'dz10_cocyx'; did you mean 'dz10_coccyx'?"),
        ("claims.yaml", "jensen2019", "jensen2009", "jensen2009",
         "claims[0].references[0]: unknown reference 'jensen2009'; did you mean 'jensen2019'?"),
        ("claims.yaml", r"    references: .*\n", "", "id: Z01",
         "claims[0]: the claim 'Z01' names no source; add references, or a basis: anatomy, definition, expert, custom"),
    ],
    ids=["region", "stage", "id", "field", "zone", "reference", "source"],
)  # fmt: skip
def test_a_mistake_in_an_overlay_is_told_alone_with_its_place(
    clinic: Folder, file: str, pattern: str, new: str, marker: str, said: str
) -> None:
    clinic.edit(file, pattern, new)
    assert clinic.problems() == [f"{clinic.at(file, marker)}: {said}"]


def test_a_tool_with_the_id_of_a_technique_is_told(clinic: Folder) -> None:
    clinic.write("tools/swedish.yaml", clinic.path(BALL).read_bytes())
    clinic.edit("tools/swedish.yaml", "^id: .*", "id: swedish")
    assert [problem for problem in clinic.problems() if "is the id of" in problem] == [
        "clinic/tools/swedish.yaml:2:5: id: 'swedish' is the id of a technique, too; "
        "choose another id; the technique is in data/techniques/swedish.yaml:2"
    ]


def test_a_replaced_region_that_leaves_a_structure_out_is_told(clinic: Folder) -> None:
    clinic.path("regions").mkdir()
    clinic.write("regions/plantaris.yaml", REGION.replace("piriformis", "plantaris", 1))
    assert clinic.problems() == [
        "clinic/regions/plantaris.yaml:5:14: structures[0]: structure 'piriformis' is claimed twice; "
        "it belongs to 'piriformis' in data/regions/piriformis.yaml",
        "data/atlas/map.json:1:1: plantaris: no region owns this structure; add it to a region's structures",
    ]


def test_two_records_of_one_id_in_an_overlay_are_told(clinic: Folder) -> None:
    clinic.write("claims.yaml", _claim("Z01") + _claim("Z01").removeprefix("claims:\n"))
    assert clinic.problems() == [
        "clinic/claims.yaml:11:9: claims[1].id: the id 'Z01' is used twice; first in clinic/claims.yaml:2"
    ]


@pytest.mark.parametrize("file", [CUPPING, BALL, "claims.yaml"])
def test_an_unreadable_file_of_an_overlay_causes_no_problem_elsewhere(clinic: Folder, file: str) -> None:
    clinic.write(file, "{")
    assert [line.split(":")[0] for line in clinic.problems()] == [f"clinic/{file}"]


def test_an_unreadable_list_of_an_overlay_may_hold_what_its_other_files_name(clinic: Folder) -> None:
    clinic.edit("claims.yaml", "jensen2019", "our_own_study")
    clinic.write("references.yaml", "{")
    assert [line.split(":")[0] for line in clinic.problems()] == ["clinic/references.yaml"]


def test_a_list_of_an_overlay_without_a_record_is_told(clinic: Folder) -> None:
    clinic.write("claims.yaml", "claims: []\n")
    assert clinic.problems() == ["clinic/claims.yaml:1:9: claims: the list is empty"]


def test_a_folder_without_content_is_told(tmp_path: Path) -> None:
    empty = Folder(tmp_path / "clinic")
    empty.root.mkdir()
    (told,) = empty.problems()
    assert told.startswith("clinic:1:1: there is no content in this folder; put one of these in it: advice.yaml, ")
    assert "regions" in told


def test_the_stop_sign_of_the_readme_is_one_more_and_names_the_line_of_a_country(clinic: Folder, repo: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", (repo / "data/README.md").read_text("utf-8"), re.S)
    (example,) = (block for block in blocks if "\nred_flags:\n" in block)
    clinic.write("red_flags.yaml", example)
    own = _loaded(clinic).red_flags["RF60"]
    assert own.action.endswith("Call your urgent care line.")
    assert own.effect.heat == "modify"
    assert own.effect.cold == "ok"


def test_a_sign_of_a_clinic_under_an_id_that_was_split_is_one_of_its_parts(clinic: Folder, repo: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", (repo / "data/README.md").read_text("utf-8"), re.S)
    (example,) = (block for block in blocks if "\nred_flags:\n" in block)
    clinic.write("red_flags.yaml", example.replace("RF60", "RF08"))
    loaded = _loaded(clinic)
    assert {flag.id for flag in loaded.signs("RF08")} == {"RF08", "RF08a", "RF08b", "RF08c", "RF08d"}
    stop = screen(loaded, Answers(red_flags=frozenset({"RF08"}))).stop
    assert stop
    assert stop.level == "E", "the strictest part still answers"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("foo.yaml", "nothing reads this file"),
        ("claim.yaml", "nothing reads this file; did you mean 'claims.yaml'?"),
        ("topics.yml", "nothing reads this file; did you mean 'topics.yaml'?"),
        ("tools/ball.yml", "nothing reads this file; name it ball.yaml"),
        ("techniques/x.yml", "nothing reads this file; name it x.yaml"),
        ("locale/it.yaml", "nothing reads this file"),
        ("locale/es-mx.yaml", "nothing reads this file"),
    ],
)
def test_a_file_that_nothing_reads_is_told(clinic: Folder, file: str, said: str) -> None:
    clinic.path(file).parent.mkdir(exist_ok=True)
    clinic.write(file, "id: x\n")
    assert clinic.problems() == [f"clinic/{file}:1:1: {said}"]


def test_a_folder_that_nothing_reads_is_told(clinic: Folder) -> None:
    clinic.path("techniques").rename(clinic.path("technique"))
    assert clinic.problems() == ["clinic/technique:1:1: nothing reads this folder; did you mean 'techniques'?"]


def test_a_stray_file_is_told_in_a_whole_folder_too(folder: Folder) -> None:
    folder.write("foo.yaml", "id: x\n")
    folder.write("regions/x.yml", "id: x\n")
    assert folder.problems() == [
        "data/foo.yaml:1:1: nothing reads this file",
        "data/regions/x.yml:1:1: nothing reads this file; name it x.yaml",
    ]


def test_a_broken_overlay_leaves_the_shipped_content_as_it_is(clinic: Folder) -> None:
    clinic.write(CUPPING, "{")
    with pytest.raises(ContentError):
        _loaded(clinic)
    assert "soft_ball" in load_atlas().tools


@pytest.mark.parametrize(
    ("where", "called"), [(".", "our-clinic"), ("../our-clinic", "our-clinic"), ("../link", "link")]
)
def test_a_problem_names_its_folder_from_wherever_one_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], where: str, called: str
) -> None:
    folder = Folder(tmp_path / "our-clinic")
    for name in ("handout", "locale"):
        folder.path(name).mkdir(parents=True)
    folder.write("reviews.yaml", "reviews: [")
    folder.write("handout/words.yaml", "title: [")
    folder.write("clinic.yaml", "clinic:\n  - {id: clinic, name: Harbour, logo: no.png}\n")
    (tmp_path / "link").symlink_to(folder.root)
    monkeypatch.chdir(folder.root)
    assert main(["check", where]) == 1
    told = capsys.readouterr().out.splitlines()
    files = [line.split(":")[0] for line in told]
    assert files == [f"{called}/clinic.yaml", f"{called}/handout/words.yaml", f"{called}/reviews.yaml"]
    assert told[0].endswith(f"put it in {called}/handout/")
    for name in ("clinic.yaml", "handout/words.yaml", "reviews.yaml"):
        folder.path(name).unlink()
    folder.write("locale/es.po", "no entry")
    assert main(["check", where]) == 1
    assert capsys.readouterr().out.startswith(f"{called}/locale/es.po:1:1: ")
