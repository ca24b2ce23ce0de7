"""A kind of record is declared once: what else there is of it follows from that, and from its model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, get_args

import pytest

from explorer.content import Atlas, ContentError, kinds, lint, load_atlas
from explorer.content.kinds import KINDS, Kind
from explorer.content.load import read_content
from explorer.content.models import Frozen, Id, Names, ReadBy
from explorer.content.models.links import ToReference, ToRegion
from explorer.content.models.marks import Clinician, Patient, PatientName, Quote, SearchWords, Verbatim
from explorer.content.schema import schemas
from explorer.content.texts import BETWEEN, fields, links, our_texts, patient_texts, translated_texts
from explorer.content.translation import wanted
from explorer.content.uses import uses
from tests.content.conftest import HARD, Folder

NOT_RECORDS = {"structure", "referral area"}  # they are in the geometry


class Part(Frozen):
    """One part of a toy."""

    what: Patient
    how: Clinician | None = None
    references: tuple[ToReference, ...] = ()


class Pair(Frozen):
    """Two words of whoever reads them."""

    one: Annotated[str, "no mark"]


class Toy(Frozen):
    """What shows that a kind needs no more than its model and its line."""

    id: Id
    name: PatientName
    synonyms: SearchWords = ()
    heard: Quote
    note: Verbatim | None = None
    region: ToRegion
    parts: tuple[Part, ...]
    pair: Annotated[Pair, ReadBy("clinician")] | None = None


TOY = Kind("toy", "toys", "toys", Toy)
TOYS = f"""\
toys:
  - id: bear
    name: Bear
    synonyms: [teddy, plush]
    heard: It cures you.
    note: '{{nobody}} reads this.'
    region: piriformis
    parts:
      - what: It sits with you.
        how: Sedentary.
        references: [nhs_sciatica]
      - what: {" ".join([HARD] * 4)}
    pair:
      one: Word
"""


@pytest.fixture
def toys(monkeypatch: pytest.MonkeyPatch, folder: Folder) -> Folder:
    """A content folder of a project that has toys, too."""
    monkeypatch.setattr(kinds, "KINDS", (*KINDS, TOY))
    folder.path("toys.yaml").write_text(TOYS, "utf-8")
    return folder


def test_a_new_kind_is_loaded_and_used(toys: Folder) -> None:
    atlas = load_atlas(toys.root)
    (bear,) = getattr(atlas, "toys").values()  # noqa: B009 - no field tells the type checker of it
    assert bear.name == "Bear"
    assert (TOY, "Bear") in uses(atlas)["nhs_sciatica"]


def test_a_new_kind_has_its_links_checked(toys: Folder) -> None:
    toys.edit("toys.yaml", "region: piriformis", "region: piriformes")
    with pytest.raises(ContentError) as told:
        load_atlas(toys.root)
    place = toys.at("toys.yaml", "piriformes")
    assert f"{place}: toys[0].region: unknown region 'piriformes'; did you mean 'piriformis'?" in str(told.value)


def test_a_new_kind_has_its_words_judged_by_who_reads_them(toys: Folder) -> None:
    found = [str(fault) for fault in lint.faults(read_content(toys.root).tables) if "toys" in fault.path]
    assert len(found) == 1, "what is quoted may claim, what clinicians read may be hard, a note is nobody's"
    assert found[0].startswith(f"{toys.at('toys.yaml', 'Discontinue')}: toys[0].parts[1].what: the patient text of")


def test_a_new_kind_is_in_what_translators_have(toys: Folder) -> None:
    found = {text.field: text for text in wanted(load_atlas(toys.root)) if text.record == "toys/bear"}
    assert list(found) == ["name", "synonyms", "heard", "parts.0.what", "parts.1.what", "parts.0.how", "pair.one"]
    assert found["synonyms"].english == (f"teddy{BETWEEN}plush",)
    assert {name for name, text in found.items() if text.reader == "clinician"} == {"parts.0.how", "pair.one"}
    assert {name for name, text in found.items() if text.is_measured} == {"parts.0.what", "parts.1.what"}
    assert {name for name, text in found.items() if not text.is_ours} == {"synonyms", "heard"}


def test_a_new_kind_has_a_schema(toys: Folder) -> None:
    assert schemas()["toys.schema.json"]["required"] == ["toys"]


def test_a_file_that_no_kind_reads_is_told(folder: Folder) -> None:
    folder.path("toys.yaml").write_text(TOYS, "utf-8")
    with pytest.raises(ContentError, match="nothing reads this file"):
        load_atlas(folder.root)


# ---- the kinds that there are --------------------------------------------------------------------------------------


def test_the_tables_of_the_atlas_are_the_kinds() -> None:
    tables = {name for name, field in Atlas.model_fields.items() if _is_table(field.annotation)}
    assert tables == {kind.stem for kind in KINDS}


def _is_table(annotation: object) -> bool:
    return getattr(annotation, "__origin__", None) is Mapping and get_args(annotation)[0] is str


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_text_of_a_record_says_who_reads_it_or_that_it_stays_as_it_is(kind: Kind) -> None:
    unmarked = [".".join(path) for path, mark in fields(kind.model) if mark is None]
    assert not unmarked, f"{kind.model.__name__}: mark these as explorer/content/models/marks.py shows"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_an_id_names_is_a_kind(kind: Kind) -> None:
    named = {mark.kind for _, mark in fields(kind.model) if isinstance(mark, Names)}
    assert named <= {kind.name for kind in KINDS} | NOT_RECORDS


@pytest.mark.shipped
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_record_has_a_title(kind: Kind, atlas: Atlas) -> None:
    for record in getattr(atlas, kind.stem).values():
        if kind.name != "clinic":  # which may have no name
            assert len(kind.title_of(record)) > 1


# ---- records as they were read -------------------------------------------------------------------------------------


@pytest.mark.parametrize("raw", [None, "text", 1, (), {}, {"parts": "x", "region": ("x",), "name": {}}, ("x",)])
def test_a_record_that_is_none_says_nothing(raw: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "KINDS", (TOY,))
    assert [*links("toy", raw), *our_texts("toy", raw), *patient_texts("toy", raw), *translated_texts("toy", raw)] == []


def test_a_mark_at_the_field_holds_whatever_its_type_says() -> None:
    class Own(Frozen):
        text: Annotated[Patient, ReadBy("clinician")]

    assert [mark for _, mark in fields(Own)] == [ReadBy("clinician")]
