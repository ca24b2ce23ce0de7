"""Fetch the pinned script libraries from npm and lay the files we serve where they belong.

``python tools/vendor.py`` checks the files that are there, and fetches only when one is missing or differs. To take a
newer release, change ``version``, ``sha512`` (``npm view NAME dist.integrity``) and, after a look at the release notes,
``files``. Needs nothing but Python.
"""

from __future__ import annotations

import base64
import hashlib
import io
import sys
import tarfile
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_EXPLORER = Path(__file__).parents[1] / "explorer"


@dataclass(frozen=True)
class Package:
    """A release of a library. ``files`` are where each file stands in it, and its SHA-256, by the name here."""

    name: str
    version: str
    sha512: str
    folder: Path
    files: Mapping[str, tuple[str, str]]

    @property
    def tarball(self) -> str:
        """Where it is fetched from."""
        return f"https://registry.npmjs.org/{self.name}/-/{self.name}-{self.version}.tgz"

    def is_as_pinned(self, file: str) -> bool:
        """Whether a file is there, byte for byte."""
        path = self.folder / file
        return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == self.files[file][1]

    @property
    def differing(self) -> list[str]:
        """The files that are missing or not as pinned."""
        return [file for file in self.files if not self.is_as_pinned(file)]


PACKAGES = (
    Package(
        "maplibre-gl",
        "6.17.0",
        "2chIZwpLGenoUQOcnm9Pk4SLbA8ppNFq8jlpXiq9vcYm3Y1wJ3fc82FL0GLwBaPYJCLzPv/mC46KEupVov75rQ==",
        _EXPLORER / "ui/map/vendor",
        {
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
        },
    ),
    Package(
        "lean-qr",
        "2.7.4",
        "tlMPFfqhAAZN7+j/djRSvl/2+AYT2+7RRuyq8bvcbV8gMiENiscquQ9WTfCSyeEdxsVaEB+tU7e9nFZC63BFnQ==",
        _EXPLORER / "web/vendor",
        {
            "LICENSE.txt": ("package/LICENSE", "dc672b829e054d6c102da8776d327f26f27edc1f88740c1878a7ca5b9f74da73"),
            "lean-qr.js": ("package/index.js", "1aaa80f2ea87616a47e9ad358bb11b37ae55358ecf0c8086d2ad2a912cb183ad"),
        },
    ),
)


def main() -> int:
    """Bring the folders to what is pinned. 1 when a package or a file is not what it should be."""
    return max(map(_bring, PACKAGES))


def _bring(package: Package) -> int:
    if not package.differing:
        print(f"{package.name} {package.version} is in place.")
        return 0
    with urllib.request.urlopen(package.tarball) as answer:
        packed = answer.read()
    if base64.b64encode(hashlib.sha512(packed).digest()).decode() != package.sha512:
        print(f"{package.tarball} is not the package that is pinned.", file=sys.stderr)
        return 1
    _unpack(package, packed)
    return _tell_differing(package)


def _unpack(package: Package, packed: bytes) -> None:
    package.folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for name, (member, _) in package.files.items():
            found = archive.extractfile(member)
            if found:
                (package.folder / name).write_bytes(found.read())
                print(f"{name} from {package.name} {package.version}")


def _tell_differing(package: Package) -> int:
    wrong = package.differing
    if wrong:
        print(f"Not as pinned: {', '.join(wrong)}. Change files only after a look at the release.", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
