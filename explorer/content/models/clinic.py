"""What a clinic adds of its own."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from explorer.content.models.base import ADDRESS_FORM, PICTURE_FORM, Frozen, Id
from explorer.content.models.links import ToCountry
from explorer.content.models.marks import AsItIs, Verbatim

FileName = Annotated[str, StringConstraints(pattern=PICTURE_FORM), AsItIs()]
WebAddress = Annotated[str, StringConstraints(pattern=ADDRESS_FORM, max_length=200), AsItIs()]


class Clinic(Frozen):
    """What a clinic puts on its papers. ``link_base`` is where patients reach the app, for links and QR codes."""

    id: Id
    name: Annotated[Verbatim, StringConstraints(max_length=60)] | None = None
    address: Annotated[Verbatim, StringConstraints(max_length=160)] | None = None
    phone: Annotated[Verbatim, StringConstraints(max_length=40)] | None = None
    logo: FileName | None = None
    link_base: WebAddress | None = None
    country: ToCountry | None = None
