"""``python -m explorer check``: what it prints and how it ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from explorer.__main__ import main
from tests.content.conftest import Folder

PIRIFORMIS = "regions/piriformis.yaml"


def test_the_shipped_content_gives_one_line_of_counts(repo: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "explorer", "check"], cwd=repo, capture_output=True, text=True, timeout=60, check=False
    )
    assert (run.returncode, run.stderr) == (0, ""), run.stdout
    assert run.stdout.count("\n") == 1
    assert "56 regions, 14 techniques, 9 tools, 19 keep-off, 15 red-flags, 21 places" in run.stdout
    assert run.stdout.endswith(": no problems\n")


def test_another_folder_can_be_checked(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.path("tools/firm_ball.yaml").rename(folder.path("tools/firm_ball.txt"))
    for region in folder.path("regions").iterdir():
        region.write_text(region.read_text("utf-8").replace("firm_ball", "soft_ball"), "utf-8")
    assert main(["check", str(folder.root)]) == 0
    assert ", 8 tools, " in capsys.readouterr().out


def test_every_problem_is_one_line_and_the_exit_code_is_1(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.edit(PIRIFORMIS, "swedish", "swedsh")
    folder.edit(PIRIFORMIS, "soft_ball", "sof_ball")
    assert main(["check", str(folder.root)]) == 1
    printed = capsys.readouterr()
    assert printed.out.splitlines() == folder.problems()
    assert len(folder.problems()) == 2
    assert printed.err == ""


def test_plates_of_another_folder_can_be_checked(own_images: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    (own_images.images / "plate_lateral_right_nerve.webp").unlink()
    assert main(["check", str(own_images.root), "--images", str(own_images.images)]) == 1
    assert capsys.readouterr().out == (
        "images/plate_lateral_right_nerve.webp:1:1: the plate cannot be read: No such file or directory\n"
    )


@pytest.mark.parametrize("arguments", [["{gone}"], ["--images", "{gone}"], ["{file}"]])
def test_a_folder_that_does_not_exist_is_wrong_usage(
    arguments: list[str], folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = {"gone": folder.root / "gone", "file": folder.path(PIRIFORMIS)}
    filled = [argument.format(**paths) for argument in arguments]
    assert main(["check", *filled]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"sciatic-explorer check: no folder '{filled[-1]}'\n"


@pytest.mark.parametrize("arguments", [[], ["chek"], ["check", "--colour"], ["check", "a", "b"]], ids=str)
def test_an_unknown_command_or_option_is_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert "usage: sciatic-explorer" in capsys.readouterr().err
