"""The checkout as it is once a therapist has added to the content: ``python -m tests.shipped.grown FOLDER``.

Every test must hold there as it does here: tests say what must be there, not how much. ``added/`` has what is added:
one record or more of each kind that can be added without new outlines.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ADDED = Path(__file__).parent / "added"
CAUTION = "  - text: Stop if your foot feels odd.\n    grade: D\n    references: [expert]\n"


def grow(repo: Path, root: Path) -> None:
    """Make a checkout in a folder: the code, the tests and the pictures by links, and a copy of the content with more.

    Modules are found by the path they are imported by, so what runs there reads the content that is there.
    """
    root.mkdir(parents=True, exist_ok=True)
    for path in repo.iterdir():
        if path.name != "data" and (path.name == ".streamlit" or not path.name.startswith(".")):
            (root / path.name).symlink_to(path.resolve())
    data = shutil.copytree(repo / "data", root / "data")
    for file in ADDED.rglob("*.yaml"):
        _add(file, data / file.relative_to(ADDED))
    soleus = data / "regions/soleus.yaml"
    soleus.write_text(soleus.read_text("utf-8").replace("cautions:\n", f"cautions:\n{CAUTION}"), "utf-8")


def _add(file: Path, to: Path) -> None:
    """Add a file of its own, or its records to the list that is there."""
    if to.exists():
        _, _, records = file.read_text("utf-8").split("\n", 2)  # without the schema and the name of the list
        to.write_text(to.read_text("utf-8") + records, "utf-8")
    else:
        shutil.copy(file, to)


if __name__ == "__main__":
    grow(Path(__file__).parents[2], Path(sys.argv[1]))
