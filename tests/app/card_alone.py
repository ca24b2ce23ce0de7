"""A page with nothing but the card of what the query names: as on the map page, without waiting for the map."""

from explorer.ui import card, content, place

atlas = content.atlas()
here = place.read(atlas)
if here.region:
    card.region(atlas, atlas.regions[here.region], here.side, here.register)
elif here.zone:
    card.pain_place(atlas, atlas.places[here.zone], here.view, here.side, here.register)
