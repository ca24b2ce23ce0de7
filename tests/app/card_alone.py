"""A page with nothing but the card of what the query names: as on the map page, without waiting for the map."""

from explorer.ui.card import cards
from explorer.ui.state import content, navigation

atlas = content.atlas()
here = navigation.view(atlas)
if here.region:
    cards.region(atlas, atlas.regions[here.region], here.side, here.register)
elif here.zone:
    cards.pain_place(atlas, atlas.places[here.zone], here.view, here.side, here.register)
