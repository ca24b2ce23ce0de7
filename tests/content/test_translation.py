"""A translation is checked against the English, and one that lacks something about safety is not offered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explorer.cli import main
from explorer.content import Atlas, load_atlas
from explorer.content.language import translated_by
from explorer.content.load import read_content
from explorer.content.models import placeholders
from explorer.content.reading_spanish import ease, syllables
from explorer.content.translation import SAFE_PHRASES, gaps, offered, told_in, wanted
from explorer.content.translation_faults import coverage, faults

RULE = "S_NERVE"


def _over(folder: Path, file: str, text: str) -> Path:
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(text, "utf-8")
    return folder


def _said_otherwise(folder: Path, *entries: tuple[str, str, str], flag: str = "") -> Path:
    """A folder in which Spanish says these contexts in other words."""
    listed = [f'{flag}msgctxt "{context}"\nmsgid "{english}"\nmsgstr "{said}"\n' for context, english, said in entries]
    return _over(folder, "locale/es.po", "\n".join(['msgid ""\nmsgstr "Language: es\\n"\n', *listed]))


def _rule(repo: Path) -> str:
    """The record of a stop rule, as it stands in the shipped file."""
    text = (repo / "data/stop_rules.yaml").read_text("utf-8")
    found = re.search(rf"  - id: {RULE}\n(?:    .*\n)+", text)
    assert found
    return found[0]


def _changed_rule(repo: Path) -> str:
    return re.sub(r"(    patient: )(.*\n(?:      .*\n)*)", r"\1Stop when it tingles.\n", _rule(repo))


def test_spanish_is_whole_and_has_no_faults(atlas: Atlas) -> None:
    content = read_content()
    assert content.atlas
    assert [str(fault) for fault in faults(content.atlas, content.tables, "es")] == []
    assert all(count == done for _, count, done in coverage(atlas, atlas.catalogs["es"]))
    assert offered(atlas) == ("en", "es")


def test_a_changed_stop_rule_is_told_with_its_place_and_withholds_the_language(tmp_path: Path, repo: Path) -> None:
    changed = _changed_rule(repo)
    content = read_content(_over(tmp_path, "stop_rules.yaml", f"stop_rules:\n{changed}"))
    assert content.atlas
    assert offered(content.atlas) == ("en",)
    assert told_in(content.atlas, "es").lang == "en"
    (told,) = map(str, faults(content.atlas, content.tables, "es"))
    line = 1 + next(i for i, text in enumerate(f"stop_rules:\n{changed}".splitlines(), 1) if "patient:" in text) - 1
    assert re.match(
        rf"{tmp_path.name}/stop_rules.yaml:{line}:\d+: .*the English has changed: it was “.*”, it is “Stop when", told
    )
    assert re.search(r"translate it anew in locale/es.po:\d+", told)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("regions/soleus", "patient.leave"),
        ("regions/soleus", "clinician.leave"),
        ("regions/soleus", "cautions.0.text"),
        ("tools/soft_ball", "dose.text"),
        ("regions/soleus", "patient.does_not"),
        ("exercises/walking", "should_not_feel"),
        ("phases/new_leg", "leave_out.0.until"),
        ("interface/frame.emergency", "text"),
        ("interface/order.stop", "text"),
        ("interface/my_plan.lead", "text"),
        ("interface/objection.ruled_out", "text"),
    ],
)
def test_no_language_is_offered_without_what_to_leave_alone(atlas: Atlas, text: str, field: str) -> None:
    found = next(each for each in wanted(atlas) if (each.record, each.field) == (text, field))
    assert found.is_safety


def test_what_is_pretended_takes_the_place_of_no_translation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["translate", "pretend", "es", "--to", str(tmp_path)]) == 0
    before = (tmp_path / "es.po").read_bytes()
    assert main(["translate", "pretend", "es", "--to", str(tmp_path)]) == 2
    assert "is there; name another folder: --to DIR" in capsys.readouterr().err
    assert (tmp_path / "es.po").read_bytes() == before


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert main(["translate", "extract", "--to", str(tmp_path / "file/locale")]) == 2
    assert "cannot write to" in capsys.readouterr().err


def test_each_beginning_of_a_phrase_about_safety_is_one_of_some_phrase(atlas: Atlas) -> None:
    assert [each for each in SAFE_PHRASES if not any(key.startswith(each) for key in atlas.interface)] == []


@pytest.mark.parametrize("command", [["check"], ["check", "--lang", "es"], ["translate", "merge", "es", "--data"]])
def test_a_broken_file_of_a_language_is_told_by_every_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    overlay = _over(tmp_path, "locale/es.po", "msgid no quotes")
    assert main([*command, str(overlay)]) == 1
    printed = capsys.readouterr()
    assert "locale/es.po:1" in printed.out + printed.err


def test_a_fuzzy_stop_rule_withholds_the_language_and_any_other_text_does_not(tmp_path: Path, repo: Path) -> None:
    rule, said = (f"stop_rules/{RULE} patient", "Stop when it tingles."), "Pare si hormiguea."
    _over(tmp_path, "stop_rules.yaml", f"stop_rules:\n{_changed_rule(repo)}")
    assert offered(load_atlas(_said_otherwise(tmp_path, (*rule, said), flag="#, fuzzy\n"))) == ("en",)
    _over(tmp_path, "areas.yaml", "areas:\n  - {id: knee, name: The knee}\n")
    found = load_atlas(_said_otherwise(tmp_path, (*rule, said)))
    assert offered(found) == ("en", "es")
    told = found.told("es", found.here.id)
    assert told.areas["knee"].name == "The knee"
    assert told.say("frame.partly_english") in translated_by(told)


@pytest.mark.parametrize(("english", "flag"), [("What it said last year.", ""), ("", "#, fuzzy\n")])
def test_what_a_clinic_says_of_other_english_hides_no_shipped_translation(
    tmp_path: Path, atlas: Atlas, english: str, flag: str
) -> None:
    sign = next(iter(atlas.source.red_flags.values()))
    entry = (f"red_flags/{sign.id} name", english or sign.name, "Otra cosa")
    content = read_content(_said_otherwise(tmp_path, entry, flag=flag))
    assert content.atlas
    assert offered(content.atlas) == ("en", "es")
    told = content.atlas.told("es", atlas.here.id)
    assert told.red_flags[sign.id].name == atlas.told("es", atlas.here.id).red_flags[sign.id].name
    (fault,) = map(str, faults(content.atlas, content.tables, "es"))
    assert f"{tmp_path.name}/locale/es.po:" in fault
    assert "it is not said" in fault


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("Use 3 minutos.", "not the same numbers"),
        ("Llame al {emergencia}.", "not the same placeholders"),
        ("El masaje elimina toxinas.", "claims: elimina toxinas"),
        ("El masaje elimina t\u043exinas.", "claims: elimina toxinas"),  # one letter is Cyrillic
        ("Vea https://example.org/x ahora.", "is a link or a picture"),
    ],
)
def test_a_translation_that_says_something_else_is_told(tmp_path: Path, atlas: Atlas, said: str, fault: str) -> None:
    english = atlas.source.advice[next(iter(atlas.advice))]
    over = _said_otherwise(tmp_path, (f"advice/{english.id} patient", english.patient, said))
    content = read_content(over)
    assert content.atlas
    assert any(fault in str(found) for found in faults(content.atlas, content.tables, "es"))


@pytest.mark.parametrize(
    ("one", "other", "fault"),
    [
        ("Un problema.", "{count} problemas.", ""),
        ("{count} problema.", "{count} problemas.", ""),
        ("Un problema.", "Problemas.", "not the same placeholders: {count}"),
        ("Un problema {extra}.", "{count} problemas.", "not the same placeholders: {extra}"),
    ],
)
def test_every_form_of_a_number_is_looked_at(tmp_path: Path, atlas: Atlas, one: str, other: str, fault: str) -> None:
    phrase = atlas.source.interface["frame.problems"]
    entry = (
        f'msgctxt "interface/{phrase.id} text"\nmsgid "{phrase.one}"\nmsgid_plural "{phrase.text}"\n'
        f'msgstr[0] "{one}"\nmsgstr[1] "{other}"\n'
    )
    head = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
    content = read_content(_over(tmp_path, "locale/es.po", f"{head}\n{entry}"))
    assert content.atlas
    told = [str(found) for found in faults(content.atlas, content.tables, "es") if "placeholders" in str(found)]
    assert [fault in one for one in told] == ([True] if fault else [])


def test_a_link_is_told_in_a_language_without_terms_too(tmp_path: Path, atlas: Atlas) -> None:
    name = atlas.source.areas["knee"].name
    entry = f'msgctxt "areas/knee name"\nmsgid "{name}"\nmsgstr "Ginocchio: www.example.org"\n'
    content = read_content(_over(tmp_path, "locale/it.po", f'msgid ""\nmsgstr "Language: it\\n"\n\n{entry}'))
    assert content.atlas
    assert [fault.what for fault in faults(content.atlas, content.tables, "it") if "areas/knee" in fault.where] == [
        "“www.example.org” is a link or a picture"
    ]


def test_a_claim_that_is_denied_is_let_through(tmp_path: Path, atlas: Atlas) -> None:
    english = atlas.source.advice[next(iter(atlas.advice))]
    over = _said_otherwise(tmp_path, (f"advice/{english.id} patient", english.patient, "El masaje no elimina toxinas."))
    content = read_content(over)
    assert content.atlas
    assert not [str(found) for found in faults(content.atlas, content.tables, "es") if "toxinas" in str(found)]


def test_a_term_in_other_words_and_an_entry_for_nothing_are_told(tmp_path: Path, atlas: Atlas) -> None:
    topic = next(t for t in atlas.source.topics.values() if "sciatica" in t.title.lower())
    over = _said_otherwise(
        tmp_path, (f"topics/{topic.id} title", topic.title, "¿Qué es esto?"), ("areas/elbow name", "Elbow", "Codo")
    )
    content = read_content(over)
    assert content.atlas
    told = " ".join(map(str, faults(content.atlas, content.tables, "es")))
    assert "“sciatica” is said in other words" in told
    assert "areas/elbow name: there is no such text" in told


def test_a_hard_text_is_told_with_its_formula(tmp_path: Path, atlas: Atlas) -> None:
    english = atlas.source.advice[next(iter(atlas.advice))]
    hard = "Consideraciones fundamentales administrativas imprescindibles " * 12
    over = _said_otherwise(tmp_path, (f"advice/{english.id} patient", english.patient, hard))
    content = read_content(over)
    assert content.atlas
    assert any("by Fernández Huerta" in str(found) for found in faults(content.atlas, content.tables, "es"))


@pytest.mark.parametrize(
    ("word", "count"),
    [("agua", 2), ("ciudad", 2), ("país", 2), ("día", 2), ("guitarra", 3), ("aéreo", 4), ("muy", 1), ("nervio", 2)],
)
def test_syllables_are_counted_as_they_are_said(word: str, count: int) -> None:
    assert syllables(word) == count


def test_short_sentences_are_easier() -> None:
    assert ease("Pare. Llame ya. No conduzca.") > 90 > ease("Imprescindibles consideraciones administrativas.")


def test_a_reviewer_is_named(tmp_path: Path, atlas: Atlas) -> None:
    assert translated_by(atlas) == ""
    spanish = atlas.told("es", atlas.here.id)
    assert translated_by(spanish) == spanish.say("frame.translation")
    named = load_atlas(_over(tmp_path, "locale/es.yaml", "id: es\nreviewer: A. García\nreviewed_on: '2026-11-01'\n"))
    assert "A. García" in translated_by(named.told("es", named.here.id))


# --- what translators work on -------------------------------------------------------------------------------------


def test_the_template_has_every_text_with_who_reads_it(
    tmp_path: Path, atlas: Atlas, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["translate", "extract", "--to", str(tmp_path)]) == 0
    assert capsys.readouterr().out.strip().endswith("explorer.pot")
    template = (tmp_path / "explorer.pot").read_text("utf-8")
    assert template.count("msgctxt ") == len(list(wanted(atlas)))
    assert "for clinicians" in template
    assert template.count("#. ") >= template.count("msgctxt ")


def test_a_merged_file_keeps_what_holds_and_marks_what_changed(tmp_path: Path, repo: Path) -> None:
    _over(tmp_path, "stop_rules.yaml", f"stop_rules:\n{_changed_rule(repo)}")
    assert main(["translate", "merge", "es", "--data", str(tmp_path)]) == 0
    merged = (tmp_path / "locale/es.po").read_text("utf-8")
    assert merged.count("#, fuzzy") == 1
    assert re.search(
        rf'#\| msgid ".*"\nmsgctxt "stop_rules/{RULE} patient"\nmsgid "Stop when it tingles."\nmsgstr ".+"', merged
    )


def test_a_merged_file_of_a_clinic_has_its_own_entries_alone(tmp_path: Path, repo: Path, atlas: Atlas) -> None:
    own = ("areas/knee name", atlas.source.areas["knee"].name, "La rodilla")
    _said_otherwise(tmp_path, own, ("areas/calf name", atlas.source.areas["calf"].name, ""))
    _over(tmp_path, "stop_rules.yaml", f"stop_rules:\n{_changed_rule(repo)}")
    assert main(["translate", "merge", "es", "--data", str(tmp_path)]) == 0
    merged = (tmp_path / "locale/es.po").read_text("utf-8")
    assert re.findall(r'msgctxt "(.+)"', merged) == [f"stop_rules/{RULE} patient", own[0]]
    assert f'msgstr "{own[2]}"' in merged


def test_a_pretended_language_brackets_every_text_and_keeps_its_placeholders(tmp_path: Path) -> None:
    assert main(["translate", "pretend", "qps", "--to", str(tmp_path / "locale")]) == 0
    atlas = load_atlas(tmp_path)
    assert "qps" in offered(atlas)
    told = atlas.told("qps", atlas.here.id)
    assert not list(gaps(atlas, atlas.catalogs["qps"]))
    assert told.regions["piriformis"].patient.what.startswith("[")
    assert len(told.say("frame.not_stored")) > 1.3 * len(atlas.say("frame.not_stored"))
    for key, phrase in told.interface.items():
        assert placeholders(phrase.text) == placeholders(atlas.interface[key].text), key


def test_a_pretended_language_has_every_form_of_a_number(tmp_path: Path) -> None:
    assert main(["translate", "pretend", "he", "--to", str(tmp_path / "locale")]) == 0
    atlas = load_atlas(tmp_path)
    assert not list(gaps(atlas, atlas.catalogs["he"]))


@pytest.mark.parametrize("arguments", [["merge"], ["extract", "es"], ["merge", "Spanish"]])
def test_a_wrong_command_is_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        raise SystemExit(main(["translate", *arguments]))
    assert stopped.value.code == 2


def test_check_prints_how_much_is_translated(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--lang", "es"]) == 0
    told = capsys.readouterr().out
    assert re.search(r"^regions +\d+ of +\d+  100 %$", told, re.MULTILINE)
    assert told.strip().endswith("no problems; it is offered")
    assert main(["check", "--lang", "xx"]) == 2
