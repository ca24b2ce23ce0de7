"""The JSON Schemas that editors read while one writes content."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from explorer.cli import main
from explorer.content import shipped
from explorer.content.kinds import KINDS
from explorer.content.models import CLAIM_VERDICTS, FAMILIES
from explorer.content.schema import schemas
from explorer.content.yaml_file import read_yaml

DATA = shipped("data")
FILES = sorted(path for path in DATA.rglob("*.yaml") if path.parent.name != "handout")  # no records there


def _schema(stem: str) -> dict[str, Any]:
    return json.loads((DATA / f"schema/{stem}.schema.json").read_text("utf-8"))


def _plain(value: Any) -> Any:
    """Content with lists in place of tuples, as JSON knows them."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


def test_the_command_writes_the_same_bytes_as_are_shipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "made/here"
    assert main(["schema", str(folder)]) == 0
    written = {file.name: file.read_bytes() for file in folder.iterdir()}
    expected = {file.name: file.read_bytes() for file in (DATA / "schema").iterdir()}
    assert written == expected, "run: python -m explorer schema data/schema"
    assert capsys.readouterr().out == f"{len(expected)} schemas in {folder}\n"


def test_there_is_a_schema_for_every_kind_of_file() -> None:
    assert set(schemas()) == {f"{kind.stem}.schema.json" for kind in KINDS}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(DATA)))
def test_a_shipped_file_points_at_its_schema(file: Path) -> None:
    line = file.read_text("utf-8").partition("\n")[0]
    up = "../" * (len(file.relative_to(DATA).parts) - 1)
    kind = file.stem if file.parent == DATA else file.parent.name
    first = f"# yaml-language-server: $schema={up}schema/{kind}.schema.json"
    assert line == first, f"make this the first line of {file}"
    assert (file.parent / line.partition("$schema=")[2]).is_file()


def test_every_shipped_file_fits_its_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")  # comes with Streamlit's charts
    for file in FILES:
        stem = file.stem if file.parent == DATA else file.parent.name
        validator = jsonschema.Draft202012Validator(_schema(stem))
        problems = [error.message for error in validator.iter_errors(_plain(read_yaml(file, file.name).value))]
        assert not problems, f"{file}: {problems[0]}"


def test_the_shipped_figures_fit_their_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    file = shipped("images") / "figures/figures.json"
    jsonschema.validate(json.loads(file.read_text("utf-8")), _schema("figures"))


@pytest.mark.parametrize("stem", [kind.stem for kind in KINDS])
def test_a_schema_is_one_itself_and_lets_no_unknown_key_through(stem: str) -> None:
    schema = _schema(stem)
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(schema)
    groups = [part for part in _groups(schema) if part.get("type") == "object"]
    assert groups
    assert all(part["additionalProperties"] is False for part in groups)


def _groups(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [schema, *schema.get("$defs", {}).values()]


def test_a_schema_says_which_words_are_offered() -> None:
    assert _schema("regions")["$defs"]["Caution"]["properties"]["grade"]["enum"] == ["A", "B", "C", "D", "T", "X"]
    assert _schema("claims")["$defs"]["Claim"]["properties"]["verdict"]["enum"] == list(CLAIM_VERDICTS)
    assert _schema("techniques")["properties"]["stage"]["enum"] == ["warm_up", "gentle", "firm", "close"]


def test_a_schema_says_which_fields_are_required() -> None:
    assert {"id", "name", "cautions", "references", "review_by"} <= set(_schema("regions")["required"])
    assert "keep_off" not in _schema("regions")["required"]
    assert set(_schema("conditions")["$defs"]["Actions"]["required"]) == set(FAMILIES)
    assert _schema("claims")["required"] == ["claims"]


def test_a_schema_says_the_limits_of_numbers_and_the_form_of_ids_and_dates() -> None:
    pressure = _schema("tools")["$defs"]["Pressure"]["properties"]["limit"]
    assert (pressure["minimum"], pressure["maximum"]) == (0, 10)
    claim = _schema("claims")["$defs"]["Claim"]["properties"]
    assert claim["id"]["pattern"] == r"^[A-Z]\d\d$"
    assert claim["review_by"]["pattern"] == r"^\d{4}-\d{2}-\d{2}$"


def test_a_folder_that_cannot_be_written_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "file"
    file.touch()
    assert main(["schema", str(file)]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == (
        "", f"sciatic-explorer schema: cannot write to '{file}': File exists\n",
    )  # fmt: skip
