"""Rules that hold across files: links that lead somewhere, structures owned once, plates that fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from explorer.content import interface_rules, remedy_rules, text_rules
from explorer.content.atlas import plate_name
from explorer.content.draft import Draft, Table, Tables
from explorer.content.folders import FIGURES_FOLDER, HANDOUT, called, figure_file, figure_folders
from explorer.content.geometry import BodyGeometry
from explorer.content.models import (
    LAYERS,
    SET_RIGHT,
    VIEWS,
    Advice,
    AdviceKind,
    Claim,
    Clinic,
    CoursePoint,
    Effect,
    Figure,
    RedFlag,
    Technique,
    Template,
)
from explorer.content.problems import Problem, closest, id_of, nearest, short
from explorer.content.texts import links
from explorer.content.yaml_file import Where

GEOMETRY = "atlas/map.json"
SKIN = "skin"
CLINIC = "clinic"


def broken(
    tables: Tables, geometry: BodyGeometry | None, name: str, images: Path, folders: Sequence[Path]
) -> Iterator[Problem]:
    """Every rule that the content breaks. ``name`` is what its folder is called in problems.

    ``folders`` are those it was read from.
    """
    yield from unknown_links(tables, geometry)
    yield from text_rules.broken(tables)
    yield from names_match_ids(tables)
    yield from claims_are_grounded(tables["claim"])
    yield from umbrellas_are_not_offered(tables)
    yield from items_have_ids_of_their_own(tables)
    yield from remedy_rules.broken(tables)
    yield from interface_rules.broken(tables["phrase"])
    yield from advice_is_of_its_kind(tables["plan"], tables["advice"])
    yield from points_are_in_order(tables["course point"])
    yield from intervals_hold_their_estimates(tables["effect"])
    yield from effects_have_the_grade_of_their_technique(tables["effect"], tables["technique"])
    yield from there_is_one_clinic(tables["clinic"])
    yield from logos_are_there(tables["clinic"], folders)
    yield from figures_are_there(tables["figure"], folders)
    if geometry:
        yield from structures_owned_once(tables["region"], geometry, name)
        yield from shapes_are_known(geometry, name)
        yield from zones_have_words(tables, geometry, name)
        yield from plates_fit(geometry, images)


def unknown_links(tables: Tables, geometry: BodyGeometry | None) -> Iterator[Problem]:
    """Every id that names something which does not exist, as far as what exists could be read."""
    known = {kind: table.names for kind, table in tables.items() if table.complete}
    if "red flag" in known:
        known["red flag"] |= _shared_ids(tables["red flag"])
    if geometry:
        known["structure"] = set(geometry.structures) - {SKIN}
        known["referral area"] = set(geometry.referral)
        # One that has an outline but no words is told by zones_have_words.
        for kind, outlines in (("keep-off zone", geometry.keep_off), ("place", geometry.places)):
            if kind in known:
                known[kind] |= set(outlines)
    for kind, draft in _with_kinds(tables):
        for where, named, found in links(kind, draft.raw):
            if found not in known.get(named, {found}):
                hint = _meant(found, known[named], tables.get(named))
                yield draft.problem(where, f"unknown {named} '{short(found)}'", hint)


def _meant(found: str, known: set[str], table: Table | None) -> str:
    """A hint with the id of what people call so, or else with the id that looks most like it."""
    called = {id_of(word): (draft.id, word) for draft in (table.drafts if table else ()) for word in draft.called}
    word = closest(id_of(found), called, cutoff=0.85)
    if word is None or closest(found, known, cutoff=0.85):
        return nearest(found, known)
    return f"did you mean '{called[word][0]}', called “{short(called[word][1])}”?"


def _shared_ids(red_flags: Table) -> set[str]:
    """The ids that several stop signs had together, and that still mean them."""
    records = (draft.record for draft in red_flags.drafts)
    return {record.parent for record in records if isinstance(record, RedFlag) and record.parent}


def structures_owned_once(regions: Table, geometry: BodyGeometry, name: str) -> Iterator[Problem]:
    """Every structure of the picture belongs to exactly one region."""
    owner: dict[str, Draft] = {}
    for draft in regions.drafts:
        for i, structure in enumerate(draft.ids("structures")):
            if structure in owner:
                first = owner[structure]
                hint = f"it belongs to '{first.id}' in {first.file.path}"
                yield draft.problem(("structures", i), f"structure '{short(structure)}' is claimed twice", hint)
            owner.setdefault(structure, draft)
    if not regions.complete or not all(draft.is_list_of_ids("structures") for draft in regions.drafts):
        return
    for structure in _missing(set(geometry.structures) - {SKIN}, owner):
        hint = "add it to a region's structures"
        yield Problem(f"{name}/{GEOMETRY}", 1, 1, structure, "no region owns this structure", hint)


def _missing(expected: Iterable[str], found: Iterable[str]) -> list[str]:
    """What is expected and not found. A misspelt name stands for the expected one nearest to it.

    A name that resembles none may stand for any of them: then nothing is missing until that one is mended.
    """
    missing, strays = set(expected) - set(found), sorted(set(found) - set(expected))
    meant = [closest(stray, missing) for stray in strays]
    return [] if None in meant else sorted(missing - set(meant))


def shapes_are_known(geometry: BodyGeometry, name: str) -> Iterator[Problem]:
    """Every shape that can be clicked is a structure of the atlas."""
    for view, picture in geometry.pictures.items():
        for layer, shapes in picture.layers.items():
            for shape in shapes:
                if shape.id not in geometry.structures:
                    hint = nearest(shape.id, geometry.structures)
                    where = f"{view}/{layer}"
                    yield Problem(f"{name}/{GEOMETRY}", 1, 1, where, f"unknown structure '{shape.id}'", hint)


def zones_have_words(tables: Tables, geometry: BodyGeometry, name: str) -> Iterator[Problem]:
    """Zones in the geometry and records in the content are the same set."""
    for kind, outlines in (("keep-off zone", geometry.keep_off), ("place", geometry.places)):
        for missing in _missing(outlines, tables[kind].names) if tables[kind].complete else ():
            yield Problem(f"{name}/atlas/zones.json", 1, 1, missing, f"this {kind} has no record", "add one")
        for draft in tables[kind].drafts:
            if draft.id and draft.id not in outlines:
                hint = nearest(draft.id, outlines)
                yield draft.problem(("id",), f"{kind} '{short(draft.id)}' has no outline in atlas/zones.json", hint)


def claims_are_grounded(claims: Table) -> Iterator[Problem]:
    """A claim has a source or says what it rests on; a wrong or unsafe one shows where it is made."""
    for draft in claims.drafts:
        claim = draft.record
        if not isinstance(claim, Claim):
            continue
        if not claim.references and not claim.basis:
            hint = "add references, or a basis: anatomy, definition, expert, custom"
            yield draft.problem((), f"the claim '{claim.id}' names no source", hint)
        if claim.verdict in SET_RIGHT and not (claim.regions or claim.techniques or claim.tools):
            hint = "name the regions, techniques or tools on which people hear it"
            yield draft.problem(("verdict",), f"a claim that is {claim.verdict} shows on no card", hint)


def umbrellas_are_not_offered(tables: Tables) -> Iterator[Problem]:
    """A word that only sums up other techniques is explained, never offered for a region."""
    techniques = (draft.record for draft in tables["technique"].drafts)
    umbrellas = {record.id for record in techniques if isinstance(record, Technique) and record.is_umbrella}
    for draft in tables["region"].drafts:
        for i, technique in enumerate(draft.ids("techniques")):
            if technique in umbrellas:
                hint = "name the techniques that it stands for"
                yield draft.problem(("techniques", i), f"'{technique}' is only a word for other techniques", hint)


def advice_is_of_its_kind(plans: Table, advice: Table) -> Iterator[Problem]:
    """What a plan says for home is meant for home, and so on."""
    kinds = {draft.id: draft.record.kind for draft in advice.drafts if isinstance(draft.record, Advice)}
    for draft in plans.drafts:
        for where, kind, key in _advice_in(draft.record) if isinstance(draft.record, Template) else ():
            if kinds.get(key, kind) != kind:
                hint = f"put it under '{kinds[key]}'"
                yield draft.problem(where, f"the advice '{short(key)}' is {kinds[key]}, not {kind}", hint)


def _advice_in(plan: Template) -> Iterator[tuple[Where, AdviceKind, str]]:
    yield from ((("home_care", i), "home_care", key) for i, key in enumerate(plan.home_care))
    yield from ((("aftercare", i), "aftercare", key) for i, key in enumerate(plan.aftercare))
    if plan.activity:
        yield ("activity",), "activity", plan.activity


def points_are_in_order(course: Table) -> Iterator[Problem]:
    """Weeks and shares run from low to high, and a range says what it is."""
    for draft in course.drafts:
        point = draft.record
        if not isinstance(point, CoursePoint):
            continue
        if point.last_week is not None and point.last_week <= point.first_week:
            yield draft.problem(("last_week",), f"it is not after first_week, {point.first_week}", "leave it out")
        yield from _range_problems(draft, point.share, point.low, point.high)
        if point.range_of is None and point.low is not None:
            yield draft.problem(("low",), "a range must say what it is", "add range_of: reports or interval")
        if point.range_of is not None and point.low is None:
            yield draft.problem(("range_of",), "there is no range", "add low and high, or leave it out")


def intervals_hold_their_estimates(effects: Table) -> Iterator[Problem]:
    """An interval has two ends, and the estimate lies between them."""
    for draft in effects.drafts:
        effect = draft.record
        if isinstance(effect, Effect):
            yield from _range_problems(draft, effect.estimate, effect.low, effect.high)


def _range_problems(draft: Draft, middle: float | None, low: float | None, high: float | None) -> Iterator[Problem]:
    if low is None and high is None:
        return
    if low is None or high is None:
        there, missing = ("high", "low") if low is None else ("low", "high")
        yield draft.problem((there,), f"'{there}' without '{missing}'", f"add '{missing}', or leave both out")
    elif low > high:
        yield draft.problem(("low",), f"{low:g} is above {high:g}, the 'high'")
    elif middle is not None and not low <= middle <= high:
        yield draft.problem(("low",), f"{middle:g} does not lie between {low:g} and {high:g}")


def effects_have_the_grade_of_their_technique(effects: Table, techniques: Table) -> Iterator[Problem]:
    """One technique has one grade for a complaint, whether in words or in a plot."""
    records = (draft.record for draft in techniques.drafts)
    known = {record.id: record for record in records if isinstance(record, Technique)}
    for draft in effects.drafts:
        effect = draft.record
        technique = known.get(effect.technique or "") if isinstance(effect, Effect) else None
        if not isinstance(effect, Effect) or technique is None:
            continue
        grades = [one.grade for one in technique.evidence if one.complaint == effect.complaint]
        if effect.grade not in grades:
            told = f"has {' and '.join(grades)}" if grades else "has none"
            said = f"grade {effect.grade}, but '{technique.id}' {told} for {effect.complaint}"
            yield draft.problem(("grade",), said, "one of the two must change")


def items_have_ids_of_their_own(tables: Tables) -> Iterator[Problem]:
    """A plan, a picture and an answer name what is done by its id alone, whether technique, tool or exercise."""
    first: dict[str, tuple[str, Draft]] = {}
    for kind in ("technique", "tool", "exercise"):
        for draft in tables[kind].drafts:
            other, there = first.setdefault(draft.id, (kind, draft))
            if draft.id and other != kind:
                place = there.problem(("id",), "")
                hint = f"choose another id; the {other} is in {place.path}:{place.line}"
                yield draft.problem(("id",), f"'{short(draft.id)}' is the id of a {other}, too", hint)


def there_is_one_clinic(clinics: Table) -> Iterator[Problem]:
    """The papers are one clinic's; a folder laid over another one replaces its record."""
    for draft in clinics.drafts:
        if draft.id and draft.id != CLINIC:
            yield draft.problem(("id",), f"'{short(draft.id)}' is not used: there is one clinic", f"name it '{CLINIC}'")


def logos_are_there(clinics: Table, folders: Sequence[Path]) -> Iterator[Problem]:
    """The picture of a clinic lies where the papers are made from."""
    for draft in clinics.drafts:
        logo = draft.record.logo if isinstance(draft.record, Clinic) else None
        if logo and not any((folder / HANDOUT / logo).is_file() for folder in folders):
            there = [path.name for folder in folders for path in (folder / HANDOUT).glob("*.*")]
            hint = nearest(logo, there) or f"put it in {called(folders[-1])}/{HANDOUT}/"
            yield draft.problem(("logo",), f"there is no picture '{short(logo)}' in {HANDOUT}/", hint)


def figures_are_there(figures: Table, folders: Sequence[Path]) -> Iterator[Problem]:
    """Every picture of people that is named is there."""
    for draft in figures.drafts:
        for i, file in enumerate(draft.record.files if isinstance(draft.record, Figure) else ()):
            if figure_file(file, folders) is None:
                there = (path.name for folder in figure_folders(folders) for path in folder.glob("*.*"))
                hint = nearest(file, there) or f"put it in {FIGURES_FOLDER}/"
                yield draft.problem(("files", i), f"there is no picture '{short(file)}' in {FIGURES_FOLDER}/", hint)


def names_match_ids(tables: Tables) -> Iterator[Problem]:
    """A record that has a file of its own has the file's name as its id."""
    for _, draft in _with_kinds(tables):
        if not draft.where and draft.id != draft.stem:
            said = f"the id is '{short(draft.id)}' but the file is named '{short(draft.stem)}'"
            yield draft.problem(("id",), said, "make them equal")


def plates_fit(geometry: BodyGeometry, images: Path) -> Iterator[Problem]:
    """There is a plate for every view and layer, and its size fits its frame."""
    for view in VIEWS:
        expected = geometry.pictures[view].plate_size
        for layer in LAYERS:
            file = images / plate_name(view, layer)
            yield from _plate_problems(file, f"{called(images)}/{file.name}", expected)


def _plate_problems(file: Path, name: str, expected: tuple[int, int]) -> Iterator[Problem]:
    try:
        found = webp_size(file)
    except OSError as error:
        yield Problem(name, 1, 1, "", f"the plate cannot be read: {error.strerror or error}")
        return
    if found is None:
        yield Problem(name, 1, 1, "", "the plate is not a WebP picture")
    elif found != expected:
        said = f"the plate is {found[0]} x {found[1]} px; its frame asks for {expected[0]} x {expected[1]}"
        yield Problem(name, 1, 1, "", said, "3 px per mm")


def webp_size(file: Path) -> tuple[int, int] | None:
    """Width and height in pixels from a WebP header (RFC 9649), or None when it is something else."""
    with file.open("rb") as stream:
        head = stream.read(30)
    if len(head) < 30 or head[:4] != b"RIFF" or head[8:12] != b"WEBP":
        return None
    kind = head[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = (int.from_bytes(head[i : i + 2], "little") & 0x3FFF for i in (26, 28))
        return width, height
    return None


def _with_kinds(tables: Tables) -> Iterator[tuple[str, Draft]]:
    return ((kind, draft) for kind, table in tables.items() for draft in table.drafts)
