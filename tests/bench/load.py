"""Load a data folder in a process of its own: ``python -m tests.bench.load seconds|memory FOLDER``."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path
from typing import Literal

from explorer.content import load_atlas

Measure = Literal["seconds", "memory"]
ROOT = Path(__file__).parents[2]


def measured(measure: Measure, folder: Path) -> float:
    """Seconds that ``load_atlas`` takes in a fresh process, or its peak memory in MB."""
    command = [sys.executable, "-m", "tests.bench.load", measure, str(folder)]
    return float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def _seconds(folder: Path) -> float:
    gc.collect()
    start = time.perf_counter()
    load_atlas(folder)
    return time.perf_counter() - start


def _memory(folder: Path) -> float:
    tracemalloc.start()
    load_atlas(folder)
    return tracemalloc.get_traced_memory()[1] / 1e6


if __name__ == "__main__":
    print({"seconds": _seconds, "memory": _memory}[sys.argv[1]](Path(sys.argv[2])))
