"""What a patient takes home: a plan on paper, as a picture, as a web page, and as a link."""

from explorer.handout.link import link, opens_on_phones
from explorer.handout.page import page
from explorer.handout.paper import TemplateError, pdf, png
from explorer.handout.picture import picture
from explorer.handout.sheet import NotReady, Sheet, marks, sheet

__all__ = [
    "NotReady",
    "Sheet",
    "TemplateError",
    "link",
    "marks",
    "opens_on_phones",
    "page",
    "pdf",
    "picture",
    "png",
    "sheet",
]
