"""What a clinic adds of its own."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from explorer.content.models.base import ADDRESS_FORM, PICTURE_FORM, Frozen, Id, Text

FileName = Annotated[str, StringConstraints(pattern=PICTURE_FORM)]
WebAddress = Annotated[str, StringConstraints(pattern=ADDRESS_FORM, max_length=200)]


class Clinic(Frozen):
    """What a clinic puts on its papers. ``link_base`` is where patients reach the app, for links and QR codes."""

    id: Id
    name: Annotated[Text, StringConstraints(max_length=60)] | None = None
    address: Annotated[Text, StringConstraints(max_length=160)] | None = None
    phone: Annotated[Text, StringConstraints(max_length=40)] | None = None
    logo: FileName | None = None
    link_base: WebAddress | None = None
    country: Id | None = None
