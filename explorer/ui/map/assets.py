"""Every file that our pages fetch by its address, by name.

The pictures of the body, of walks along it and of people, our scripts and looks, the map library, and the words of the
cards.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from explorer.bodymap import Mark
from explorer.bodymap import assets as pictures
from explorer.bodymap.figures import thumbnail
from explorer.bodymap.style import Address
from explorer.content import Atlas
from explorer.content.folders import figure_file
from explorer.content.language import left_in_english
from explorer.content.models import REGISTERS, Register
from explorer.content.speech import ENGLISH
from explorer.content.translation import offered
from explorer.handout.in_english import marked
from explorer.handout.picture import drawn, logo_file
from explorer.handout.sheet import on_the_way
from explorer.ui.component import IN_SIGHT
from explorer.ui.labels import card_words, folds
from explorer.web.assets import FIGURES, LOGO, THUMBNAILS

HERE = Path(__file__).parent
SCRIPTS, LIBRARY, CARDS = "map", "maplibre", "cards"
SCRIPT, LOOK, STYLE = f"{SCRIPTS}/bodymap.js", f"{SCRIPTS}/bodymap.css", pictures.STYLE
LIBRARY_SCRIPT, LIBRARY_WORKER = f"{LIBRARY}/maplibre-gl.mjs", f"{LIBRARY}/maplibre-gl-worker.mjs"
MAP_CARD, CARD_BODY = f"{CARDS}/map_card.js", f"{CARDS}/card_body.js"
LEFT_IN_ENGLISH, TAB = f"{CARDS}/left_in_english.js", f"{CARDS}/tab.js"
LOOKS = FRAME_LOOK, CARD_LOOK, SHEET_LOOK = f"{CARDS}/frame.css", f"{CARDS}/card_body.css", f"{CARDS}/sheet.css"
FOLDS, WALKS = "folds", "walks"
WALK_PX = (800, 560)
LIBRARY_LOOK = f"{LIBRARY}/maplibre-gl.css"
MEDIA_TYPES = {
    ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".txt": "text/plain",
    ".jpg": "image/jpeg", ".png": "image/png", ".svg": "image/svg+xml",
}  # fmt: skip

_IMPORT = re.compile(r'(?<= from ")\.{1,2}/([\w-]+\.js)(?=";)')


def asset_ids(atlas: Atlas) -> tuple[str, ...]:
    """The names of all assets."""
    return (
        *_files(), *_cards(atlas), *_folds(atlas), *_every_figure(atlas), *_logo(atlas), *pictures.asset_ids(),
        *_styles(atlas), *_english(atlas), *walks(atlas),
    )  # fmt: skip


def style(lang: str) -> str:
    """The name of the asset with the picture of the body, and the words on it in a language."""
    return STYLE if lang == ENGLISH else f"{lang}/{STYLE}"


def cards(register: Register, lang: str, country: str, *, locked: bool) -> str:
    """The name of the asset with the words of every card, in a language and as they are said in a country.

    Nothing eases while a stop sign holds (``locked``).
    """
    return f"{CARDS}/{lang}/{country}/{register}{'_locked' if locked else ''}.json"


def fold(name: str, register: Register, lang: str, country: str) -> str:
    """The name of the asset with what stands in a fold of a card, in a language and as it is said in a country."""
    return f"{FOLDS}/{lang}/{country}/{register}/{name}.html"


def english(lang: str, country: str) -> str:
    """The name of the asset with the texts that stayed English, in a language and as they are said in a country."""
    return f"english/{lang}/{country}.json"


def walk(tour: str, lang: str) -> str:
    """The name of the asset with the way of a walk on the body, in a language."""
    return f"{WALKS}/{lang}/{tour}.jpg"


def scripts() -> tuple[str, ...]:
    """The names of our own scripts."""
    return tuple(asset_id for asset_id in _files() if asset_id.endswith(".js"))


def media_type(asset_id: str) -> str:
    """What kind of file an asset is."""
    return MEDIA_TYPES.get(Path(asset_id).suffix) or pictures.media_type(asset_id)


def asset(atlas: Atlas, asset_id: str, address: Address = str) -> bytes:
    """The bytes of an asset. Raises KeyError for a name that is none.

    ``address`` gives the URL of an asset. The style and our scripts hold addresses: scripts of the scripts they import.
    None holds its own, and the imports make no ring, so an address may be made from what it leads to.
    """
    made = _told(atlas, asset_id, address)
    made = _drawn(atlas, asset_id) if made is None else made
    if made is not None:
        return made
    files = _files() | _logo(atlas) | _figures(atlas, FIGURES)
    if asset_id not in files:
        spoken = _styles(atlas).get(asset_id)
        return pictures.asset(spoken, STYLE, address) if spoken else pictures.asset(atlas, asset_id, address)
    if asset_id.endswith(".js"):
        return _script(files[asset_id], address)
    return files[asset_id].read_bytes()


def _told(atlas: Atlas, asset_id: str, address: Address) -> bytes | None:
    """Words of the content: cards, what stands in their folds, what stayed English."""
    if asset_id in (known := _cards(atlas)):
        return _json(_every_card(atlas, *known[asset_id], address))
    if asset_id.startswith(f"{FOLDS}/"):
        _, lang, country, told, name = asset_id.removesuffix(".html").split("/", 4)
        reader: Register = "clinician" if told == "clinician" else "patient"
        there = atlas.told(lang, country)
        return marked(folds.html(there, name, reader, address), left_in_english(there)).encode()
    if asset_id in (left := _english(atlas)):
        return _json(sorted(left_in_english(left[asset_id])))
    return None


def _drawn(atlas: Atlas, asset_id: str) -> bytes | None:
    """Pictures that are made of others."""
    if asset_id in (ways := walks(atlas)):
        return drawn(*ways[asset_id], WALK_PX)
    if asset_id in (small := _figures(atlas, THUMBNAILS)):
        return thumbnail(small[asset_id])
    return None


def _every_card(
    atlas: Atlas, register: Register, lang: str, country: str, locked: bool, address: Address
) -> dict[str, str]:
    there = atlas.told(lang, country)
    words = card_words.every(
        there, register, address, lambda name: address(fold(name, register, lang, country)), locked=locked
    )
    return {key: marked(html, left_in_english(there)) for key, html in words.items()}


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode()


def _english(atlas: Atlas) -> dict[str, Atlas]:
    """The lists of what stayed English, and the atlas in which it did."""
    every = product(offered(atlas), atlas.emergency)
    return {english(lang, here): atlas.told(lang, here) for lang, here in every if lang != ENGLISH}


def walks(atlas: Atlas) -> dict[str, tuple[Atlas, tuple[Mark, ...]]]:
    """The pictures of the walks: the words on them, and the steps as marks."""
    every = product(atlas.tours.values(), offered(atlas))
    return {walk(tour.id, lang): (atlas.told(lang, atlas.here.id), on_the_way(atlas, tour)) for tour, lang in every}


def _styles(atlas: Atlas) -> dict[str, Atlas]:
    """The pictures with other words than English ones, and the atlas that has them."""
    return {style(lang): atlas.told(lang, atlas.here.id) for lang in offered(atlas) if lang != ENGLISH}


def _cards(atlas: Atlas) -> dict[str, tuple[Register, str, str, bool]]:
    every = product(REGISTERS, offered(atlas), atlas.emergency, (False, True))
    return {
        cards(reader, lang, here, locked=locked): (reader, lang, here, locked) for reader, lang, here, locked in every
    }


def _every_figure(atlas: Atlas) -> Iterator[str]:
    yield from (asset_id for size in (FIGURES, THUMBNAILS) for asset_id in _figures(atlas, size))


def _figures(atlas: Atlas, size: str) -> dict[str, Path]:
    """The pictures of people in a size: their assets, and the files that they are made of."""
    names = (name for figure in atlas.figures.values() for name in figure.files)
    found = ((f"{size}/{name}", figure_file(name, atlas.folders)) for name in names)
    return {asset_id: file for asset_id, file in found if file}


def _logo(atlas: Atlas) -> dict[str, Path]:
    """The clinic's logo, if it has one."""
    file = logo_file(atlas.clinic["clinic"], atlas)
    return {LOGO.format(file.name): file} if file else {}


def _folds(atlas: Atlas) -> Iterator[str]:
    every = product(folds.names(atlas), REGISTERS, offered(atlas), atlas.emergency)
    yield from (fold(*told) for told in every)


def _files() -> dict[str, Path]:
    return {
        **dict(_named(SCRIPTS, HERE, "*.js", "*.css")),
        **dict(_named(LIBRARY, HERE / "vendor", "*")),
        **dict(_named(CARDS, HERE.parent / "card", "*.js", "*.css")),
        **dict(_named(CARDS, HERE.parent / "shell", "*.js", "*.css")),
        f"{CARDS}/{IN_SIGHT.name}": IN_SIGHT,
    }


def _named(name: str, folder: Path, *patterns: str) -> Iterator[tuple[str, Path]]:
    for pattern in patterns:
        yield from ((f"{name}/{file.name}", file) for file in sorted(folder.glob(pattern)) if file.is_file())


def _script(file: Path, address: Address) -> bytes:
    """A script with the addresses of what it imports in place of their names."""
    text, own = file.read_text("utf-8"), {Path(name).name: name for name in scripts()}
    return _IMPORT.sub(lambda found: address(own[found[1]]), text).encode()
