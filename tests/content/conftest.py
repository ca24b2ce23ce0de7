"""One valid content folder for each test, to be broken in one way."""

from __future__ import annotations

import functools
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from explorer.bodymap import figures
from explorer.content import ContentError, load, load_atlas, shipped, yaml_file
from explorer.content.geometry import BodyGeometry, read_geometry
from explorer.content.load import GEOMETRY_FOLDER
from explorer.content.models import FAMILIES
from explorer.content.yaml_file import YamlFile, parse_yaml, read_yaml
from explorer.handout import trial
from tests.shipped.table import table

# Too hard to read for a text for patients.
HARD = "Discontinue immediately if progressive neurological symptoms are experienced following physical activity."

ITEMS = ("techniques", "tools", "exercises")

# A short region in place of each shipped one: the tests know every line of it, and it loads faster.
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
  ache: It aches deep down.
  eases: Moving.
  does_not: Pressing hard.
  leave: The nerve.
clinician:
  what: A muscle.
  where: In the buttock.
  ache: It aches deep down.
  eases: Moving.
  does_not: Pressing hard.
  leave: The nerve.
keep_off: [dz01_sciatic_notch]
cautions:
  - text: Stop if it tingles.
    grade: D
    references: [expert]
techniques: [swedish, stretching]
tools: [soft_ball]
references: [expert]
review_by: "2027-11-21"
"""

# Short lists in place of the long ones, for the same reasons.
CLAIMS = """\
claims:
  - id: D01
    kind: definition
    heard: Sciatica is pain along the nerve.
    verdict: stated
    known: It is pain along the nerve.
    clinician: Mostly radicular pain.
    grade: B
    references: [jensen2019]
    topics: [the_nerve]
    review_by: "2027-11-21"
  - id: T01
    kind: technique
    heard: Massage flushes toxins out of the body.
    verdict: wrong
    known: No one has shown that.
    clinician: There is no evidence.
    grade: D
    basis: expert
    techniques: [swedish]
    review_by: "2027-11-21"
  - id: T02
    kind: technique
    heard: The more it hurts, the more it helps.
    verdict: unsafe
    known: Pain is a sign to stop.
    clinician: Pain is a stop rule.
    grade: D
    references: [expert]
    regions: [piriformis]
    review_by: "2027-11-21"
"""
TOPICS = """\
topics:
  - id: the_nerve
    title: What is the sciatic nerve?
    group: basics
    synonyms: [leg nerve]
    statements:
      - patient: It is a long nerve.
        clinician: It comes from L4 to S3.
        grade: T
        references: [expert]
    review_by: "2027-11-21"
  - id: after
    title: What to do next?
    group: aftercare
    statements:
      - patient: Keep on moving.
        clinician: Advise to stay active.
        grade: B
        references: [nhs_sciatica]
    review_by: "2027-11-21"
"""
_ACTIONS = "".join(f"      {family}: {{}}\n" for family in FAMILIES)
CONDITIONS = f"""\
conditions:
  - id: cauda_equina_signs
    group: signs
    name: Numb between the legs
    question: Are you numb between the legs?
    clinician_name: Cauda equina signs
    counts: It is new.
    red_flag: RF01
    actions:
{_ACTIONS.format(*["avoid"] * len(FAMILIES))}\
    why: Massage would cost time.
    clinician_why: Massage delays care.
    note: Send to the emergency department.
    grade: A
    references: [nhs_sciatica]
    review_by: "2027-11-21"
  - id: pregnancy
    group: you
    name: You are pregnant
    question: Are you pregnant?
    counts: Also when you may be.
    clinician_name: Pregnancy
    actions:
{_ACTIONS.format(*["ask_clinician_first"] * len(FAMILIES))}\
    why: Clots form with more ease.
    clinician_why: Clots are more likely.
    note: Lie on the side.
    grade: D
    references: [expert]
    review_by: "2027-11-21"
"""
CIRCUMSTANCES = """\
circumstances:
  - id: recent_massage
    label: You had a massage
  - id: blood_thinners
    label: You take blood thinners
  - id: pregnancy
    label: You are pregnant
    condition: pregnancy
  - id: under_18
    label: You are under 18
  - id: over_50
    label: You are 50 or over
"""


PATTERNS = """\
patterns:
  - id: deep_muscle
    kind: muscle
    name: Piriformis
    plain_name: Deep buttock muscle
    regions: [piriformis]
    outline: piriformis
    main: [upper_buttock]
    sometimes: [calf]
    feels: [ache]
    worse_with: [sitting]
    patient: An ache in the buttock can come from here.
    clinician: Buttock, worse on sitting.
    differs: A nerve root can hurt here too.
    for_patients: true
    grade: D
    references: [expert]
    review_by: "2027-11-21"
  - id: first_root
    kind: root
    name: S1
    plain_name: Nerve root S1
    regions: [root_s1]
    root: S1
    main: [calf]
    feels: [numb, weak]
    patient: You may feel it in the calf.
    clinician: Calf and sole.
    differs: A muscle does not make you numb.
    grade: B
    references: [expert]
    review_by: "2027-11-21"
"""
ROUTES = """\
routing:
  - id: buttock
    places: [upper_buttock]
    regions: [piriformis, gluteus_maximus]
    roots: [S1]
    ask_first: Is your leg numb or weak?
    asks: [RF01, RF06]
    do_not: Do not press on the nerve.
    see_also: [soleus]
    grade: D
    references: [expert]
    review_by: "2027-11-21"
"""
CAVEATS = """\
caveats:
  - id: pain_drawing
    title: What a drawing cannot tell
    patient: No one can tell from a drawing.
    clinician: A drawing is no test.
    grade: B
    references: [expert]
    review_by: "2027-11-21"
"""
COURSE = """\
course:
  - id: usual_weeks
    first_week: 4
    last_week: 6
    people: {patient: Most people, clinician: Most people}
    means:
      patient: feel better by then
      clinician: usually better
    grade: B
    references: [nhs_sciatica]
    review_by: "2027-11-21"
  - id: one_year
    first_week: 52
    share: 55
    people: {patient: People in one study, clinician: A cohort}
    means: {patient: could do more, clinician: less disability}
    grade: B
    references: [expert]
    review_by: "2027-11-21"
  - id: two_years
    first_week: 52
    last_week: 104
    low: 70
    high: 80
    range_of: reports
    people: {patient: People in other studies, clinician: Reports}
    means: {patient: had no more trouble, clinician: no trouble}
    grade: B
    references: [expert]
    review_by: "2027-11-21"
"""
EFFECTS = """\
effects:
  - id: any_massage
    tested: Massage of any kind
    complaint: back_pain
    people: acute back pain
    outcome: pain
    unit: smd
    estimate: -1.24
    low: -1.85
    high: -0.64
    grade: C
    references: [jensen2019]
    review_by: "2027-11-21"
  - id: light_massage
    technique: swedish
    tested: Relaxation massage
    complaint: back_pain
    people: chronic back pain
    outcome: disability
    unit: roland_points
    estimate: -2.9
    grade: B
    references: [expert]
    review_by: "2027-11-21"
"""
NUMBERS = {"course": COURSE, "effects": EFFECTS}
PAIN = {"patterns": PATTERNS, "routing": ROUTES, "caveats": CAVEATS}
TOUR = """\
id: down
name: Down the leg
intro: Walk with the nerve.
steps:
  - region: root_s1
    view: posterior
    layer: nerve
    focus: low_back
    title: It starts here
    patient: [Lay a hand on your back., It starts there.]
    clinician: [Roots leave the sacrum., They join.]
    keep_off: dz08_spine_midline
    grade: T
    references: [expert]
  - region: piriformis
    view: posterior
    layer: deep
    focus: buttock
    title: Through the buttock
    patient: [Lay a hand on your buttock., It runs there.]
    clinician: [It leaves below piriformis., Variants are common.]
    grade: T
    references: [expert]
  - region: soleus
    view: lateral
    layer: surface
    focus: calf
    title: Down the calf
    patient: [Lay a hand on your calf., It runs there.]
    clinician: [It runs below soleus., It ends in the sole.]
    grade: T
    references: [expert]
afterwards: [Keep on moving.]
review_by: "2027-11-21"
"""


class Case(NamedTuple):
    """Replace the first ``pattern`` of ``file`` with ``new``; then ``said`` is told at ``marker``."""

    name: str
    file: str
    pattern: str
    new: str
    marker: str
    said: str


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
        return f"{self.root.name}/{file}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"

    def problems(self) -> list[str]:
        """Every problem line that loading this folder tells."""
        try:
            load_atlas(self.root, self.images)
        except ContentError as error:
            return [str(problem) for problem in error.problems]
        return []


@functools.cache
def _shipped_geometry() -> BodyGeometry:
    return read_geometry(shipped("data") / GEOMETRY_FOLDER, f"data/{GEOMETRY_FOLDER}")


@pytest.fixture(autouse=True)
def _geometry_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped outlines are read once and not for each test; those of a test's own are read as ever."""
    ours = (shipped("data") / GEOMETRY_FOLDER).resolve()

    def read(folder: Path, name: str) -> BodyGeometry:
        return _shipped_geometry() if folder.resolve() == ours else read_geometry(folder, name)

    monkeypatch.setattr(load, "read_geometry", read)


@pytest.fixture(autouse=True)
def _quick_check(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """``check`` makes no papers and opens no plates but for tests with ``whole_check``: they take seconds."""
    if "whole_check" not in request.fixturenames:
        monkeypatch.setattr(trial, "_faults_of_papers", lambda *_: ())
        monkeypatch.setattr(figures, "_faults_of_plates", lambda _: ())


@pytest.fixture
def whole_check() -> None:
    """``check`` makes papers and opens plates."""


@functools.cache
def _parsed(text: bytes, name: str) -> YamlFile:
    return parse_yaml(text.decode(), name)


@pytest.fixture(autouse=True)
def _unbroken_files_read_once(monkeypatch: pytest.MonkeyPatch, unbroken: frozenset[bytes]) -> None:
    """What no test broke is parsed once and not for each test; what it did break is read as ever."""

    def read(file: Path, name: str) -> YamlFile:
        text = file.read_bytes() if file.is_file() else b""
        return _parsed(text, name) if text in unbroken else read_yaml(file, name)

    monkeypatch.setattr(yaml_file, "read_yaml", read)


@pytest.fixture(scope="session")
def unbroken(source: Path) -> frozenset[bytes]:
    """All files of the valid folder."""
    return frozenset(file.read_bytes() for file in source.rglob("*.yaml"))


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped YAML with short regions and lists; the geometry is linked, not copied."""
    root = tmp_path_factory.mktemp("source") / "data"
    shutil.copytree(shipped("data"), root, ignore=shutil.ignore_patterns("atlas", "schema"))
    (root / GEOMETRY_FOLDER).symlink_to(shipped("data").resolve() / GEOMETRY_FOLDER)
    for region in (root / "regions").iterdir():
        region.write_text(_short_region(region), "utf-8")
    for item in (file for kind in ITEMS for file in (root / kind).iterdir()):  # they name the long conditions
        item.write_text(re.sub(r"(?ms)^overrides:\n.*?(?=^\w)", "", item.read_text("utf-8")), "utf-8")
    safety = {"conditions": CONDITIONS, "circumstances": CIRCUMSTANCES}
    for name, text in {"claims": CLAIMS, "topics": TOPICS, **safety, **PAIN, **NUMBERS}.items():
        (root / f"{name}.yaml").write_text(text, "utf-8")
    for tour in (root / "tours").iterdir():
        tour.unlink()
    (root / "tours/down.yaml").write_text(TOUR, "utf-8")
    flags, known = root / "red_flags.yaml", {row["id"] for row in table("red_flags_v2")}
    flags.write_text(_only(flags, known), "utf-8")
    references = root / "references.yaml"
    references.write_text(_cited(references, root), "utf-8")
    return root


def _short_region(file: Path) -> str:
    """The short region, with the structures and the remedies of the shipped one."""
    if file.stem == "piriformis":
        return REGION
    text = REGION.replace("id: piriformis", f"id: {file.stem}").replace("\ntools: [soft_ball]", "")
    text = re.sub("^(techniques|keep_off): .*\n", "", text, flags=re.M)
    shipped_region = yaml.safe_load(file.read_text("utf-8"))
    lists = {key: ", ".join(shipped_region.get(key, [])) for key in ("techniques", "tools")}
    structures = ", ".join(shipped_region["structures"])
    return text.replace("[piriformis]", f"[{structures}]") + "".join(f"{key}: [{ids}]\n" for key, ids in lists.items())


def _cited(references: Path, root: Path) -> str:
    """The file of references without those that nothing cites any more."""
    return _only(references, {word for file in root.rglob("*.yaml") if file != references for word in _words(file)})


def _only(file: Path, ids: set[str]) -> str:
    """A file that holds a list without the records of any other id: what is near to a wrong id is known then."""
    head, *records = re.split(r"(?m)^(?=  - id: )", file.read_text("utf-8"))
    return head + "".join(record for record in records if record.split(maxsplit=3)[2] in ids)


def _words(file: Path) -> list[str]:
    return re.findall(r"\w+", file.read_text("utf-8"))


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
