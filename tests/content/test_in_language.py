"""Another language is laid over the atlas, text by text."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.content import Atlas, ContentError, load_atlas
from explorer.content.catalog import plural_forms
from explorer.content.speech import own_name
from explorer.content.texts import BETWEEN
from explorer.handout.words import read_words

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: {0}\\n"\n\n'
MUSCLE = "piriformis"


def _po(folder: Path, *entries: str, lang: str = "it") -> Path:
    """A content folder with nothing but translations in it."""
    (folder / "locale").mkdir()
    (folder / f"locale/{lang}.po").write_text(HEAD.replace("{0}", lang) + "\n".join(entries), "utf-8")
    return folder


def _entry(context: str, english: str, said: str, flag: str = "") -> str:
    return f'{flag}msgctxt "{context}"\nmsgid "{english}"\nmsgstr "{said}"\n'


def _spoken(folder: Path, *entries: str, lang: str = "it") -> Atlas:
    atlas = load_atlas(_po(folder, *entries, lang=lang))
    return atlas.told(lang, atlas.here.id)


def test_a_text_with_a_translation_says_that_and_all_others_stay_english(tmp_path: Path, atlas: Atlas) -> None:
    what = atlas.regions[MUSCLE].patient.what
    said = _spoken(tmp_path, _entry(f"regions/{MUSCLE} patient.what", what, "Un muscolo."))
    assert said.regions[MUSCLE].patient.what == "Un muscolo."
    assert said.regions[MUSCLE].patient.where == atlas.regions[MUSCLE].patient.where
    assert said.regions["sacrum"] == atlas.regions["sacrum"]
    assert (said.lang, said.here.id) == ("it", atlas.here.id)


@pytest.mark.parametrize("flag", ["", "#, fuzzy\n"])
def test_a_translation_of_other_english_or_one_to_look_at_does_not_count(
    tmp_path: Path, atlas: Atlas, flag: str
) -> None:
    what = atlas.regions[MUSCLE].patient.what if flag else "What it said last year."
    said = _spoken(tmp_path, _entry(f"regions/{MUSCLE} patient.what", what, "Un muscolo.", flag))
    assert said.regions[MUSCLE] == atlas.regions[MUSCLE]


def test_words_of_a_list_are_one_entry_and_may_be_fewer_or_more(tmp_path: Path, atlas: Atlas) -> None:
    words = BETWEEN.join(atlas.regions[MUSCLE].synonyms)
    said = _spoken(tmp_path, _entry(f"regions/{MUSCLE} synonyms", words, BETWEEN.join("abcdefg")))
    assert said.regions[MUSCLE].synonyms == tuple("abcdefg")


def test_numbers_of_the_country_are_filled_in_after_the_translation(tmp_path: Path, atlas: Atlas) -> None:
    assert atlas.unsaid
    key, action = next((k, f.action) for k, f in atlas.unsaid.red_flags.items() if f.action == "Call {emergency} now.")
    said = _spoken(tmp_path, _entry(f"red_flags/{key} action", action, "Chiami {emergency}."))
    assert said.red_flags[key].action == f"Chiami {atlas.here.number}."


def test_a_phrase_counts_with_the_forms_of_the_language(tmp_path: Path, atlas: Atlas) -> None:
    phrase = atlas.interface["frame.problems"]
    forms = "\n".join(f'msgstr[{i}] "{{count}} {form}"' for i, form in enumerate(("pjat", "dva", "mnogo")))
    entry = f'msgctxt "interface/{phrase.id} text"\nmsgid "{phrase.one}"\nmsgid_plural "{phrase.text}"\n{forms}\n'
    said = _spoken(tmp_path, entry, lang="ru")
    assert [said.say(phrase.id, count=n) for n in (1, 3, 5, 21)] == ["1 pjat", "3 dva", "5 mnogo", "21 pjat"]


def test_the_words_of_the_paper_are_translated_too(tmp_path: Path, atlas: Atlas) -> None:
    title = read_words(atlas).title
    said = _spoken(tmp_path, _entry("handout/words title", title, "Il suo piano"))
    assert read_words(said).title == "Il suo piano"
    assert read_words(atlas).title == title


def test_a_clinic_says_it_better_than_the_shipped_translation(tmp_path: Path) -> None:
    shipped = load_atlas().catalogs["es"].records["areas/knee"]["name"]
    overlay = _po(tmp_path, _entry("areas/knee name", shipped.english[0], "La rodilla"), lang="es")
    atlas = load_atlas(overlay)
    said = atlas.told("es", atlas.here.id)
    assert said.areas["knee"].name == "La rodilla" != shipped.said[0]
    assert said.areas["calf"].name != atlas.areas["calf"].name


def test_a_file_that_is_no_po_file_is_told_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"locale/it.po:\d+.*no PO file"):
        _ = load_atlas(_po(tmp_path, "msgid no quotes")).catalogs


@pytest.mark.parametrize("name", ["pt-BR", "es-old", "es copy", "ES"])
def test_a_file_whose_name_is_no_language_is_told(tmp_path: Path, name: str) -> None:
    overlay = _po(tmp_path, _entry("areas/knee name", "Knee", "Rodilla"), lang=name)
    with pytest.raises(ContentError, match=rf"locale/{name}.po:1.*'{name}' is no language"):
        _ = load_atlas(overlay).catalogs


@pytest.mark.parametrize(
    "head",
    [
        "Plural-Forms: nplurals=2; plural=n + elephants;",
        "Plural-Forms: nplurals=2; plural=n % 0;",
        "Plural-Forms: nplurals=two; plural=n != 1;",
        "Content-Type: text/plain; charset=klingon",
        "PO-Revision-Date: yesterday",
    ],
)
def test_a_head_that_is_none_is_told(tmp_path: Path, head: str) -> None:
    overlay = _po(tmp_path, "", lang="it")
    (overlay / "locale/it.po").write_text(f'msgid ""\nmsgstr "{head}\\n"\n\n{_entry("a b", "c", "d")}', "utf-8")
    with pytest.raises(ContentError, match=r"locale/it.po:\d+.*no PO file"):
        _ = load_atlas(overlay).catalogs


def test_what_a_clinic_has_not_said_yet_stays_as_it_was_said(tmp_path: Path) -> None:
    shipped = load_atlas().catalogs["es"].records["areas/knee"]["name"]
    overlay = _po(tmp_path, _entry("areas/knee name", shipped.english[0], ""), lang="es")
    assert load_atlas(overlay).told("es", load_atlas().here.id).areas["knee"].name == shipped.said[0]


def test_forms_are_named_in_the_order_of_their_numbers() -> None:
    assert plural_forms("es", "(n != 1)") == ("one", "other")
    assert plural_forms("es", "(n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2)") == ("one", "many", "other")
    assert plural_forms("ja", "0") == ("other",)


def test_the_way_back_to_english_leads_to_the_very_same_atlas(tmp_path: Path, atlas: Atlas) -> None:
    written = load_atlas(_po(tmp_path, _entry("areas/knee name", atlas.areas["knee"].name, "Ginocchio")))
    said = written.told("it", written.here.id)
    assert said.areas["knee"].name == "Ginocchio"
    assert said.told("en", written.here.id) is written
    assert said.catalogs is written.catalogs is written.source.catalogs
    assert said.told("it", "us").here.id == "us"
    assert said.told("it", "us") is said.told("it", "us")
    with pytest.raises(KeyError):
        said.told("xx", "us")


def test_a_language_is_called_by_its_own_name_and_an_unknown_one_by_its_code() -> None:
    assert [own_name(lang) for lang in ("es", "qps")] == ["Español", "Qps"]
