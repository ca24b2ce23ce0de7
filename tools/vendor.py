"""Fetch the pinned MapLibre GL JS and lay the files we serve into ``explorer/ui/map/vendor``.

``python tools/vendor.py`` checks the files that are there, and fetches only when one is missing or differs. To take a
newer release, change ``VERSION``, ``TARBALL_SHA512`` (``npm view maplibre-gl dist.integrity``) and, after a look at the
release notes, ``FILES``. Needs nothing but Python.
"""

from __future__ import annotations

import base64
import hashlib
import io
import sys
import tarfile
import urllib.request
from pathlib import Path

VERSION = "6.17.0"
TARBALL = f"https://registry.npmjs.org/maplibre-gl/-/maplibre-gl-{VERSION}.tgz"
TARBALL_SHA512 = "2chIZwpLGenoUQOcnm9Pk4SLbA8ppNFq8jlpXiq9vcYm3Y1wJ3fc82FL0GLwBaPYJCLzPv/mC46KEupVov75rQ=="
# Where each file stands in the package, and its SHA-256.
FILES = {
    "LICENSE.txt": (
        "package/LICENSE.txt",
        "ee5fc05a0677eaf69601d2c7db0d9ecd6cc27c3abc1d0733bc9ed34707cf8ef2",
    ),
    "maplibre-gl.css": (
        "package/dist/maplibre-gl.css",
        "a90798a1953017790e590f7e1bd35ff103a8a4263972cb47290b78adf86f8c20",
    ),
    "maplibre-gl.mjs": (
        "package/dist/maplibre-gl.mjs",
        "e02cb08c572fd0950a75343cd558099c2a1dbbaf67f26b0c96f115431962d1ae",
    ),
    "maplibre-gl-worker.mjs": (
        "package/dist/maplibre-gl-worker.mjs",
        "73d7a024a4efe1a46e49db193e18cfe33271e3ecc652ec7542c281a4ef5f0f04",
    ),
}
FOLDER = Path(__file__).parents[1] / "explorer" / "ui" / "map" / "vendor"


def main() -> int:
    """Bring the folder to what is pinned. 1 when the package or a file is not what it should be."""
    if all(is_as_pinned(name) for name in FILES):
        print(f"MapLibre GL JS {VERSION} is in place.")
        return 0
    with urllib.request.urlopen(TARBALL) as answer:
        package = answer.read()
    if base64.b64encode(hashlib.sha512(package).digest()).decode() != TARBALL_SHA512:
        print(f"{TARBALL} is not the package that is pinned.", file=sys.stderr)
        return 1
    _unpack(package)
    return 0 if all(is_as_pinned(name) for name in FILES) else _tell_differing()


def is_as_pinned(name: str) -> bool:
    """Whether a file is there, byte for byte."""
    file = FOLDER / name
    return file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == FILES[name][1]


def _unpack(package: bytes) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        for name, (member, _) in FILES.items():
            found = archive.extractfile(member)
            if found:
                (FOLDER / name).write_bytes(found.read())
                print(f"{name} from MapLibre GL JS {VERSION}")


def _tell_differing() -> int:
    wrong = [name for name in FILES if not is_as_pinned(name)]
    print(f"Not as pinned: {', '.join(wrong)}. Change FILES only after a look at the release.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
