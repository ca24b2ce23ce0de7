"""A therapist adds to the content, and no test of the code breaks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from explorer.content import load_atlas
from explorer.content.uses import uses
from tests.shipped.grown import grow
from tests.shipped.table import table

# What a therapist cannot add alone, because it needs an outline in the picture.
WITH_OUTLINES = {"regions", "keep-off zones", "places", "areas", "structures"}
WITH_PAGES = {"phrases", "pictures of people"}  # a page must ask for the one; the other must be painted
ONCE = {"clinic", "routes"}  # there is one clinic, and one route to a place
# What holds the shipped content and is quick. All others can be run there by hand: see tests/shipped/grown.py.
HELD = (
    "tests/shipped", "tests/content/test_check.py", "tests/content/test_schema.py", "tests/content/test_uses.py",
    "tests/bodymap/test_shapes.py",
    "tests/care/test_search.py::test_every_stop_sign_of_the_table_has_lay_words_in_the_list",
    "tests/care/test_search.py::test_topics_places_and_claims_are_found_first_by_their_words",
    "tests/care/test_search.py::test_a_source_is_found_by_its_key_and_shown_by_its_authors",
    "tests/app/test_finding.py::test_every_question_is_on_the_page_and_opens_in_both_registers",
    "tests/app/test_finding.py::test_wrong_and_unsafe_claims_show_at_first_each_with_what_is_known",
    "tests/app/test_finding.py::test_a_link_to_a_claim_shows_it_first",
    "tests/app/test_finding.py::test_every_source_is_listed_with_its_state_and_what_rests_on_it",
    "tests/app/test_finding.py::test_sources_are_found_by_author_and_by_state",
    "tests/app/test_pages.py::test_the_stop_signs_page_shows_all_of_them_the_gravest_first",
)  # fmt: skip


@pytest.fixture(scope="module")
def grown(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout whose content has more of everything."""
    root = tmp_path_factory.mktemp("grown")
    grow(repo, root)
    return root


def _python(grown: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=grown, env={**clean, "PYTHONPATH": str(grown), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip


def _counts(line: str) -> dict[str, int]:
    return {name: int(count) for count, name in re.findall(r"(\d+) ([a-z -]+?)(?=[,:])", line)}


def test_added_records_pass_the_check_and_are_counted(grown: Path, repo: Path) -> None:
    lines = []
    for checkout in (repo, grown):
        told = _python(checkout, "-m", "explorer", "check", "--today", "2026-11-21")
        assert told.returncode == 0, told.stdout + told.stderr
        lines.append(told.stdout.splitlines()[-1])
    before, after = map(_counts, lines)
    assert before.keys() == after.keys()
    more = {name for name in before if after[name] > before[name]}
    rest = before.keys() - WITH_OUTLINES - WITH_PAGES - ONCE
    assert more == rest, "add some of each kind to tests/shipped/added"


def test_added_records_say_as_little_as_the_check_asks_for(grown: Path) -> None:
    """A claim that shows on no card and a source that nothing cites are no mistakes; no test may call them one."""
    atlas = load_atlas(grown / "data")
    claims = [claim for key, claim in atlas.claims.items() if key not in {row["id"] for row in table("article_claims")}]
    assert any(not (claim.regions or claim.techniques or claim.tools or claim.topics) for claim in claims)
    assert set(atlas.references) - set(uses(atlas))


@pytest.mark.slow
def test_no_test_of_the_shipped_content_breaks_when_records_are_added(grown: Path) -> None:
    told = _python(grown, "-m", "pytest", "-q", "-p", "no:cacheprovider", *HELD)
    assert told.returncode == 0, told.stdout[-6000:] + told.stderr
