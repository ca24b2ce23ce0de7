"""What a patient takes home: a plan on paper, as a picture, as a web page, and as a link; and a single card."""

from explorer.handout.card import card
from explorer.handout.link import in_explorer, link, opens_on_phones, pocket
from explorer.handout.page import page
from explorer.handout.paper import TemplateError, pdf, png
from explorer.handout.picture import picture
from explorer.handout.sheet import NotReady, Sheet, marks, sheet, with_drawing, with_measures

__all__ = [
    "NotReady",
    "Sheet",
    "TemplateError",
    "card",
    "in_explorer",
    "link",
    "marks",
    "opens_on_phones",
    "page",
    "pdf",
    "picture",
    "png",
    "pocket",
    "sheet",
    "with_drawing",
    "with_measures",
]
