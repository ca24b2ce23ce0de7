"""Shared by the tests of the paper."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from explorer.content import Atlas
from explorer.handout.picture import picture
from tests.handout.reading import sheet_of, twelve


@pytest.fixture(scope="module")
def one_picture(atlas: Atlas) -> Iterator[None]:
    """The picture drawn once, where the words are what matters."""
    drawn = picture(sheet_of(atlas, twelve(atlas, 1)), atlas)
    with pytest.MonkeyPatch.context() as patch:
        for module in ("explorer.handout.paper", "explorer.handout.page"):
            patch.setattr(import_module(module), "picture", lambda *_: drawn)
        yield


LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30"><circle cx="15" cy="15" r="14" fill="#246"/></svg>'
)


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A clinic's own folder with its name, address, phone and logo."""
    folder = tmp_path / "harbour"
    (folder / "handout").mkdir(parents=True)
    (folder / "handout/logo.svg").write_text(LOGO)
    (folder / "clinic.yaml").write_text(
        "clinic:\n  - id: clinic\n    name: Harbour Massage & Sons\n    address: 5 <Quay> Street, Anytown\n"
        '    phone: "01 234"\n    logo: logo.svg\n    country: us\n    link_base: https://harbour.example.org\n'
    )
    return folder
