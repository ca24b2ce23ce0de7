"""Every sentence of a stop rule may be turned into nonsense: on every page the same rules stand in the same places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml

from explorer.care.plan_code import encode
from explorer.care.stop_rules import emergencies, standing
from explorer.content import Atlas, shipped
from explorer.content.models import Plan, PlanItem
from tests.app.click import PAGES, card_alone, folded, new_app, said, text_of
from tests.app.test_explain import explain

pytestmark = [pytest.mark.app, pytest.mark.shipped]

GAPS = ("{limit}", "{reason}")
BALL = PlanItem(
    region="gluteus_medius", side="left", tool="soft_ball", seconds=20, repeats=3, times=1, per="day", pressure=1
)
FIRM = PlanItem(
    region="gluteus_medius", side="right", technique="trigger_point", seconds=20, repeats=3, times=1, per="week",
    pressure=2,
)  # fmt: skip
PLAN = Plan(items=(FIRM, BALL))


def _nonsense(text: str, i: int) -> str:
    return " ".join([f"Blorp {i} wub.", *(gap for gap in GAPS if gap in text)])


@pytest.fixture
def reworded(tmp_path: Path) -> Path:
    """A clinic's folder with all stop rules in nonsense."""
    folder = tmp_path / "nonsense"
    folder.mkdir()
    rules = yaml.safe_load((shipped("data") / "stop_rules.yaml").read_text("utf-8"))["stop_rules"]
    for i, rule in enumerate(rules, 1):
        rule |= {"patient": _nonsense(rule["patient"], i), "clinician": _nonsense(rule["clinician"], 100 + i)}
    text = yaml.safe_dump({"stop_rules": rules}, sort_keys=False, allow_unicode=True)
    (folder / "stop_rules.yaml").write_text(text, "utf-8")
    return folder


def _card(register: str) -> str:
    app = card_alone(region="gluteus_medius", register=register)
    return "\n".join(text_of(folded(app, key)) for key in ("trigger_point", "soft_ball"))


def _my_plan() -> str:
    app = new_app()
    app.query_params["plan"] = encode(PLAN)
    return said(app.switch_page(f"{PAGES}/my_plan.py").run())


PAGES_WITH_RULES: Mapping[str, Callable[[], str]] = {
    "card for patients": lambda: _card("patient"),
    "card for clinicians": lambda: _card("clinician"),
    "step by step": lambda: said(explain(PLAN, step="2")),
    "my plan": _my_plan,
}


def _places(text: str, sentences: Mapping[str, str]) -> list[tuple[int, str]]:
    """Which rules stand in which line of a text, counted from the first: the head has no switch to a language where
    that is not offered, as while its rules are not translated.
    """
    lines = text.splitlines()
    found = [(i, code) for i, line in enumerate(lines) for code, sentence in sentences.items() if sentence in line]
    return [(i - found[0][0], code) for i, code in found]


def _sentences(atlas: Atlas) -> dict[str, str]:
    """The sentence of each rule as far as it is the same on every card."""
    rules = atlas.stop_rules.values()
    return {rule.id: text for rule in rules if (text := rule.patient.partition(" {")[0]) and "{" not in text}


@pytest.mark.parametrize("name", PAGES_WITH_RULES)
def test_nonsense_leaves_every_rule_in_its_place(
    name: str, atlas: Atlas, reworded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = PAGES_WITH_RULES[name]()
    before = _places(ours, _sentences(atlas))
    assert before
    monkeypatch.setenv("SCIATIC_EXPLORER_DATA", str(reworded))
    theirs = PAGES_WITH_RULES[name]()
    nonsense = {code: f"Blorp {i} wub." for i, code in enumerate(atlas.stop_rules, 1)}
    after = _places(theirs, {code: nonsense[code] for code in _sentences(atlas)})
    assert [code for _, code in after] == [code for _, code in before]
    assert after == before


def test_an_emergency_stands_once_on_the_plan_of_a_patient_however_much_is_in_it(atlas: Atlas) -> None:
    found = emergencies([standing(atlas, atlas.techniques["trigger_point"]), standing(atlas, atlas.tools["soft_ball"])])
    assert len(found) > 1
    text = _my_plan()
    for rule in found:
        assert text.count(rule.patient) == 1, rule.code
