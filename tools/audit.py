"""Ask the public database of known faults about every release of the lock: ``python tools/audit.py requirements.txt``.

The database is asked by pip-audit, which says nothing is wrong of a release that it could not ask about. Here that is
told, so that nobody takes it for an answer.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

PIP_AUDIT = "pip-audit==2.10.1"
NOT_REACHED = "The database of known faults could not be reached: nothing was audited. Try it where there is internet."
NONE, FOUND, NOT_ASKED = 0, 1, 2

Release = Mapping[str, Any]


def main(lock: Path) -> int:
    """Returns the exit code: 1 for known faults, 2 when releases could not be asked about."""
    found = subprocess.run(
        ["uv", "tool", "run", "--from", PIP_AUDIT, "pip-audit", "--disable-pip", "--require-hashes", "--format", "json",
         "--progress-spinner", "off", "--requirement", lock], capture_output=True, text=True, check=False,
    )  # fmt: skip
    try:
        releases = json.loads(found.stdout)["dependencies"]
    except ValueError:
        print(f"{found.stderr.strip()}\n{NOT_REACHED}", file=sys.stderr)
        return NOT_ASKED
    code, said = judged(releases)
    print("\n".join(said))
    return code


def judged(releases: Sequence[Release]) -> tuple[int, list[str]]:
    """The exit code, and what is said of these releases."""
    asked = [release for release in releases if "skip_reason" not in release]
    if not asked:
        return NOT_ASKED, [NOT_REACHED]
    known = [line for release in asked for line in _faults(release)]
    unknown = [f"{release['name']}: not asked about ({release['skip_reason']})"
               for release in releases if "skip_reason" in release]  # fmt: skip
    said = [*known, *unknown, f"{len(asked)} of {len(releases)} releases asked about: {len(known)} known faults"]
    return FOUND if known else NOT_ASKED if unknown else NONE, said


def _faults(release: Release) -> Iterator[str]:
    for fault in release["vulns"]:
        mended = ", ".join(fault["fix_versions"]) or "no release yet"
        yield f"{release['name']} {release['version']}: {fault['id']}, mended in {mended}"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
