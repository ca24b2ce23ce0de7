"""A plan as a YAML file, to keep and to open again. Size and schema are checked before anything is used."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from explorer.content import ContentError, Problem
from explorer.content.draft import read_draft
from explorer.content.models import Plan, Template
from explorer.content.yaml_file import YamlFile, parse_yaml, read_yaml

MOST_BYTES = 64_000  # twelve items with long notes come to about 6,000
_FIRST = ("region", "side", "technique", "tool", "exercise")  # of an item, for those who read the file
_WORD = re.compile("[a-z][a-z0-9_]+")  # a single y or n may be read as yes or no


def as_yaml(plan: Plan) -> str:
    """A plan as the text of a file, notes included. What is left as it was by default is left out."""
    values = plan.model_dump(exclude_defaults=True, mode="json")
    values["items"] = [_what_first(item) for item in values.get("items", [])]
    whole = {"version": plan.version, **values}
    text: str = yaml.dump(whole, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return text


class _Dumper(yaml.SafeDumper):
    """Quotes every text that is not simply a word: our own reader is stricter than the one this is made for."""


def _quoted(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if _WORD.fullmatch(text) else "'")


_Dumper.add_representer(str, _quoted)


def _what_first(item: dict[str, Any]) -> dict[str, Any]:
    return {name: item[name] for name in _FIRST if name in item} | item


def read_plan(file: Path) -> Plan:
    """The plan of a file, which may be a template. Raises ContentError with every problem found."""
    if file.is_file() and file.stat().st_size > MOST_BYTES:
        raise ContentError([_too_large(file.name, file.stat().st_size)])
    return _plan(read_yaml(file, file.name))


def plan_of(data: bytes, name: str) -> Plan:
    """The plan of a file that somebody chose. Raises ContentError."""
    if len(data) > MOST_BYTES:
        raise ContentError([_too_large(name, len(data))])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ContentError([Problem(name, 1, 1, "", "the file is not UTF-8 text", "choose a saved plan")]) from None
    return _plan(parse_yaml(text, name))


def _plan(file: YamlFile) -> Plan:
    raw: Any = file.value
    problems = list(file.problems)
    model: type[Plan] = Template if isinstance(raw, dict) and "fits" in raw else Plan
    if not isinstance(raw, dict):
        problems.append(Problem(file.path, 1, 1, "", "this is not a plan", "choose a saved plan"))
        raise ContentError(problems)
    if raw.get("version", 1) != 1:
        what = f"version {raw['version']!r} of plans cannot be read here"
        raise ContentError([file.problem(("version",), what, "only version 1")])
    record = read_draft(file, (), raw, model, problems).record
    if problems or record is None:
        raise ContentError(problems)
    return record.plan if isinstance(record, Template) else record


def _too_large(name: str, size: int) -> Problem:
    return Problem(name, 1, 1, "", f"the file has {size:,} bytes", f"a plan has at most {MOST_BYTES:,}")
