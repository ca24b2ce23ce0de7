"""Which regions lie under each pain place, worked out from the outlines.

The answer is kept as a table in ``data/places.yaml``, so that a clinic can read and change it. Run
``python -m explorer.bodymap.beneath`` to see what the geometry says.
"""

from __future__ import annotations

from PIL import Image, ImageChops, ImageDraw

from explorer.bodymap.shapes import Target, targets
from explorer.content import Atlas
from explorer.content.geometry import Picture, Polygons
from explorer.content.models import Layer, View

INNER_LAYERS: tuple[Layer, ...] = ("surface", "deep", "nerve")
LEAST_PART_OF_PLACE = 0.06
LEAST_PART_OF_REGION = 0.35
LEAST_TOUCH_MM2 = 60  # what is smaller may be how the outline was drawn
# Within a layer, what is nearer to the skin comes first; nerves close the list.
DEPTH = {"skin": 0, "fascia": 0, "muscle": 0, "tendon": 0, "bone": 1, "disc": 1, "nerve": 2}


def regions_under(atlas: Atlas, place: str, view: View) -> tuple[str, ...]:
    """Regions under a place in one view, from the skin inwards, nerves last.

    A region counts when it fills a fair part of the place, or when the place covers a fair part of it. Nerves
    are thin, so any crossing that is longer than it is wide counts. Areas are compared on a grid of 1 mm.
    """
    picture = atlas.geometry.pictures[view]
    outline = mask(picture, atlas.geometry.places[place][view].polygons)
    place_area = _count(outline)
    found: dict[str, tuple[int, int, float]] = {}
    for rank, layer in enumerate(INNER_LAYERS):
        for target in targets(atlas, view, layer, "right"):
            if target.side == "left" or target.id in found:
                continue
            shared = _shared(picture, target, outline)
            if _counts(shared, place_area, target, picture):
                depth = DEPTH[target.group]
                found[target.id] = (depth, rank, -shared)
    return tuple(sorted(found, key=lambda region: found[region]))


def regions_at_the_edges(atlas: Atlas, place: str) -> tuple[str, ...]:
    """Regions of which a place covers but a little, in the order of the content: too little to tell, not to spare."""
    outlines = atlas.geometry.places[place]
    told = {region for view in outlines for region in regions_under(atlas, place, view)} | {*atlas.places[place].also}
    touched = {region for view in outlines for region in _touched(atlas, place, view)}
    return tuple(region for region in atlas.regions if region in touched - told)


def _touched(atlas: Atlas, place: str, view: View) -> set[str]:
    picture = atlas.geometry.pictures[view]
    outline = mask(picture, atlas.geometry.places[place][view].polygons)
    shapes = (target for layer in INNER_LAYERS for target in targets(atlas, view, layer, "right"))
    return {
        target.id for target in shapes if target.side != "left" and _shared(picture, target, outline) >= LEAST_TOUCH_MM2
    }


def _counts(shared: int, place_area: int, target: Target, picture: Picture) -> bool:
    if target.group == "nerve":
        return shared >= LEAST_TOUCH_MM2
    own = _count(mask(picture, target.polygons))
    return shared >= LEAST_PART_OF_PLACE * place_area or shared >= LEAST_PART_OF_REGION * own > 0


def _shared(picture: Picture, target: Target, outline: Image.Image) -> int:
    return _count(ImageChops.darker(mask(picture, target.polygons), outline))


def mask(picture: Picture, polygons: Polygons) -> Image.Image:
    """The outline filled on a grid of 1 mm, holes left open."""
    (left, right), (bottom, top) = picture.u, picture.v
    image = Image.new("L", (round(right - left), round(top - bottom)))
    draw = ImageDraw.Draw(image)
    for rings in polygons:
        for i, ring in enumerate(rings):
            draw.polygon([(u - left, top - v) for u, v in ring], fill=0 if i else 255)
    return image


def _count(image: Image.Image) -> int:
    return image.histogram()[-1]


def _table(atlas: Atlas) -> str:
    lines = []
    for place, outlines in atlas.geometry.places.items():
        lines.append(f"{place}:")
        lines += [f"  {view}: [{', '.join(regions_under(atlas, place, view))}]" for view in outlines]
        lines.append(f"  edges: [{', '.join(regions_at_the_edges(atlas, place))}]")
    return "\n".join(lines)


if __name__ == "__main__":
    from explorer.content import load_atlas

    print(_table(load_atlas()))
