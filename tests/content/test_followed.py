"""Content that follows its folder: nothing of it is ever shown by halves, and what is broken changes nothing."""

from __future__ import annotations

import errno
import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from weakref import ref

import pytest

from explorer.content import Atlas, copied, followed, load, shipped, yaml_file
from explorer.content.followed import KEPT_BEFORE, Followed
from explorer.content.geometry import read_geometry
from explorer.content.once import once, token
from explorer.content.unread import read_in

pytestmark = pytest.mark.shipped


def _say(folder: Path, name: str) -> None:
    (folder / "clinic.yaml").write_text(f"clinic:\n  - {{id: clinic, name: {name}, country: gb}}\n")


def _named(content: Followed) -> str | None:
    assert content.now.atlas
    return content.now.atlas.clinic["clinic"].name


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(load, "read_geometry", read_geometry)  # each time anew, as a server does
    folder = tmp_path / "our-clinic"
    folder.mkdir()
    _say(folder, "Harbour")
    return folder


def _follow(folder: Path) -> Followed:
    return Followed(str(folder), None)


def _look_twice(content: Followed) -> bool:
    return content.look() or content.look()


def test_a_change_is_shown_once_it_stays_as_it_is(clinic: Path) -> None:
    content = _follow(clinic)
    assert _named(content) == "Harbour"
    assert not _look_twice(content)
    assert not content.is_settling
    _say(clinic, "Harbour Two")
    assert not content.look()
    _say(clinic, "Harbour Three")
    assert not content.look()
    assert content.is_settling
    assert _named(content) == "Harbour"
    assert content.look()
    assert not content.is_settling
    assert _named(content) == "Harbour Three"
    assert content.now.own
    assert not _look_twice(content)


def test_what_is_broken_changes_nothing_but_what_is_told(clinic: Path) -> None:
    content = _follow(clinic)
    good = content.now.atlas
    (clinic / "clinic.yaml").write_text("clinic: [")
    assert _look_twice(content)
    told = content.now
    assert (told.atlas, told.own) == (good, True)
    assert told.problems[0].path == "our-clinic/clinic.yaml"
    (clinic / "clinic.yaml").write_text("clinic: [[")
    assert _look_twice(content)
    assert content.now.broken_since == told.broken_since is not None
    _say(clinic, "Mended")
    assert _look_twice(content)
    assert _named(content) == "Mended"
    assert (content.now.problems, content.now.broken_since) == ((), None)


@pytest.mark.parametrize("name", ["locale/es.po", "locale/es-old.po", "locale/es.yaml", "handout/words.yaml"])
def test_a_broken_file_that_is_read_when_it_is_asked_for_is_told_like_any_other(clinic: Path, name: str) -> None:
    content = _follow(clinic)
    good = content.now.atlas
    (clinic / name).parent.mkdir()
    (clinic / name).write_text("terms: [", "utf-8")
    assert _look_twice(content)
    assert (content.now.atlas, content.now.own) == (good, True)
    assert [problem.path for problem in content.now.problems] == [f"our-clinic/{name}"]


def test_where_the_plates_are_broken_too_the_shipped_ones_stand_in(clinic: Path, tmp_path: Path) -> None:
    (tmp_path / "plates").mkdir()
    content = Followed(str(clinic), str(tmp_path / "plates"))
    assert content.now.atlas
    assert content.now.atlas.images == shipped("images")
    assert (content.now.own, content.now.problems[0].path.split("/")[0]) == (False, "plates")


def test_the_shipped_content_stands_in_until_a_folder_is_right_for_the_first_time(clinic: Path) -> None:
    (clinic / "clinic.yaml").write_text("clinic: [")
    content = _follow(clinic)
    assert content.now.atlas
    assert (content.now.atlas.overlay, content.now.own) == (None, False)
    _say(clinic, "Harbour")
    assert _look_twice(content)
    assert _named(content) == "Harbour"


def test_a_folder_that_goes_away_leaves_what_was_shown(clinic: Path) -> None:
    content = _follow(clinic)
    clinic.rename(clinic.with_name("elsewhere"))
    assert _look_twice(content)
    assert _named(content) == "Harbour"
    assert "there is no content in this folder" in str(content.now.problems[0])


def test_pictures_and_templates_are_of_the_same_moment_as_the_words(clinic: Path) -> None:
    template = clinic / "handout/plan.typ"
    template.parent.mkdir()
    template.write_text("first")
    atlas = _follow(clinic).now.atlas
    assert atlas
    template.write_text("second")
    kept = atlas.file("handout/plan.typ")
    assert kept
    assert kept.read_text() == "first"


def test_a_folder_that_is_written_to_while_it_is_read_is_read_again(
    clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = _follow(clinic)
    read = followed.load_atlas

    def and_write(*folders: object) -> Atlas:
        found = read(*folders)  # type: ignore[arg-type]
        _say(clinic, "Later")
        return found

    _say(clinic, "Sooner")
    content.look()
    with monkeypatch.context() as busy:
        busy.setattr(followed, "load_atlas", and_write)
        assert not content.look()
    assert _named(content) == "Harbour"
    assert _look_twice(content)
    assert _named(content) == "Later"


def test_a_full_disk_changes_nothing_and_is_tried_again(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*paths: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(clinic / "clinic.yaml"))

    content = _follow(clinic)
    _say(clinic, "Hill")
    with monkeypatch.context() as disk:
        disk.setattr(copied.shutil, "copyfile", full)
        assert _look_twice(content)
        assert _named(content) == "Harbour"
        assert "our-clinic/clinic.yaml:1:1: it cannot be read: No space left on device" in str(content.now.problems[0])
        assert not content.look()
    assert content.look()
    assert _named(content) == "Hill"


def test_what_editors_leave_behind_is_no_change(clinic: Path) -> None:
    content = _follow(clinic)
    for name in (".clinic.yaml.swp", "README.md", "clinic.yaml~"):
        (clinic / name).write_text("x")
    content.look()
    content.look()
    assert not content.look()
    assert content.before == ()


def test_what_was_shown_before_is_let_go_with_its_copy_and_all_that_was_made_of_it(clinic: Path) -> None:
    content = _follow(clinic)
    assert content.now.atlas
    first, copy = ref(content.now.atlas), content.now.atlas.folders[-1]
    assert copy.is_dir()
    assert copy != clinic
    _itself(content.now.atlas)
    for number in range(KEPT_BEFORE + 1):
        _say(clinic, f"Number {number}")
        assert _look_twice(content)
    gc.collect()
    assert first() is None
    assert not copy.parent.exists()
    assert all(each.folders[-1].is_dir() for each in content.before)
    assert [each.clinic["clinic"].name for each in content.before] == ["Number 1", "Number 0"]


def test_no_copy_is_left_of_a_folder_that_is_broken(
    clinic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setattr(copied.tempfile, "tempdir", str(aside))
    (clinic / "clinic.yaml").write_text("clinic: [")
    _follow(clinic)
    assert list(aside.iterdir()) == []


def test_of_a_file_only_what_was_read_last_is_kept(clinic: Path) -> None:
    for name in ("Number 1", "Number 2"):
        _say(clinic, name)
        assert name in str(yaml_file.read_yaml(clinic / "clinic.yaml", "once/clinic.yaml").value)
    assert "Number 2" in yaml_file._last["once/clinic.yaml"][0]


def test_of_many_large_files_no_more_is_kept_than_of_a_few(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    large.write_text(f"a: 1  # {'x' * (yaml_file.MOST_KEPT // 3)}")
    for number in range(5):
        yaml_file.read_yaml(large, f"large/{number}.yaml")
        assert f"large/{number}.yaml" in yaml_file._last
    assert sum(len(text) for text, _ in yaml_file._last.values()) <= yaml_file.MOST_KEPT


def test_what_is_shipped_is_read_where_it_lies() -> None:
    atlas = Followed(str(shipped("data")), None).now.atlas
    assert atlas
    assert atlas.folders == (shipped("data"),)


def test_what_is_read_is_no_schema_no_remark_and_nothing_that_nothing_reads(clinic: Path) -> None:
    (clinic / "notes.txt").write_text("x")
    (clinic / "README.md").write_text("x")
    (clinic / "handout").mkdir()
    (clinic / "handout/logo.svg").write_text("x")
    (clinic / "handout/old.typ").write_text("x")
    assert [path.relative_to(clinic).as_posix() for path in read_in(clinic)] == ["clinic.yaml", "handout/logo.svg"]
    ours = {path.relative_to(shipped("data")).parts[0] for path in read_in(shipped("data"))}
    assert {"atlas", "regions", "clinic.yaml", "handout"} <= ours
    assert not {"schema", "README.md"} & ours


# ---- what is worked out of an atlas ------------------------------------------------------------------------------


@once
def _itself(atlas: Atlas) -> list[Atlas]:
    return [atlas]


def test_what_is_worked_out_of_an_atlas_is_worked_out_once_whoever_asks(atlas: Atlas) -> None:
    together, made = Barrier(4), []

    @once
    def count(atlas: Atlas, more: int) -> int:
        made.append(more)
        return len(made)

    def ask(_: int) -> int:
        together.wait()
        return count(atlas, 7)

    with ThreadPoolExecutor(4) as askers:
        assert set(askers.map(ask, range(4))) == {1}
    assert count(atlas, 8) == 2
    assert made == [7, 8]


def test_a_copy_of_an_atlas_is_another_one(atlas: Atlas) -> None:
    assert token(atlas) is token(atlas)
    other = atlas.model_copy()
    assert token(other) is not token(atlas)
    assert _itself(other)[0] is other
