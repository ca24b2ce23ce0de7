"""One valid content folder for each test, to be broken in one way."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from explorer.content import ContentError, load_atlas, shipped

# A short region in place of the shipped one, so that the tests know every line of it.
REGION = """\
id: piriformis
name: Piriformis
plain_name: Deep buttock muscle
area: buttock
structures: [piriformis]
nerve_relation:
  kind: touches
  patient: The nerve runs under it.
  clinician: The nerve runs under it.
patient:
  what: A muscle.
  where: In the buttock.
clinician:
  what: A muscle.
  where: In the buttock.
keep_off: [dz01_sciatic_notch]
cautions:
  - text: Stop if it tingles.
    grade: D
    references: [expert]
techniques: [swedish, stretching]
tools: [soft_ball]
references: [expert]
"""


class Folder:
    """A content folder that a test may break. Files are named relative to it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.images = shipped("images")

    def path(self, file: str) -> Path:
        return self.root / file

    def write(self, file: str, content: str | bytes) -> None:
        self.path(file).write_bytes(content.encode() if isinstance(content, str) else content)

    def edit(self, file: str, pattern: str, new: str) -> None:
        """Replace the first match of ``pattern`` (``^`` and ``$`` are ends of lines)."""
        text, count = re.subn(
            pattern, new.replace("\\", r"\\"), self.path(file).read_text("utf-8"), count=1, flags=re.M
        )
        assert count, f"'{pattern}' is not in {file}: mend this test"
        self.path(file).write_text(text, "utf-8")

    def at(self, file: str, marker: str) -> str:
        """``path:line:column`` of the first ``marker`` in a file, as problems tell it."""
        before, found, _ = self.path(file).read_text("utf-8").partition(marker)
        assert found, f"'{marker}' is not in {file}: mend this test"
        return f"data/{file}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"

    def problems(self) -> list[str]:
        """Every problem line that loading this folder tells."""
        try:
            load_atlas(self.root, self.images)
        except ContentError as error:
            return [str(problem) for problem in error.problems]
        return []


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped YAML with the short region; the geometry is linked, not copied."""
    root = tmp_path_factory.mktemp("source") / "data"
    shutil.copytree(shipped("data"), root, ignore=shutil.ignore_patterns("atlas"))
    (root / "atlas").symlink_to(shipped("data").resolve() / "atlas")
    (root / "regions/piriformis.yaml").write_text(REGION, "utf-8")
    return root


@pytest.fixture
def folder(source: Path, tmp_path: Path) -> Folder:
    """A valid content folder of this test's own."""
    return Folder(Path(shutil.copytree(source, tmp_path / "data", symlinks=True)))


@pytest.fixture
def own_atlas(folder: Folder) -> Folder:
    """The same with geometry files that may be changed."""
    folder.path("atlas").unlink()
    shutil.copytree(shipped("data") / "atlas", folder.path("atlas"))
    return folder


@pytest.fixture
def own_images(folder: Folder, tmp_path: Path) -> Folder:
    """The same with links to the plates that may be removed or replaced."""
    folder.images = tmp_path / "images"
    folder.images.mkdir()
    for plate in shipped("images").glob("*.webp"):
        (folder.images / plate.name).symlink_to(plate.resolve())
    return folder
