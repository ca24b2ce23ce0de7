"""A line that comes in sends at once, as every tap would be 40 ms late otherwise."""

from __future__ import annotations

import asyncio
import socket

import streamlit as st

from explorer.ui.shell import app as shell
from tests.app.click import ROOT


def _waits(listening: socket.socket) -> bool:
    """Whether a line that comes in there waits for receipts before it sends on."""
    with socket.create_connection(listening.getsockname()), listening.accept()[0] as line:
        return not line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


async def _starts() -> None:
    async with shell.lifespan(st.App(ROOT / "streamlit_app.py")):
        pass


def test_a_server_sends_at_once_on_every_line_that_comes_after_it_has_started() -> None:
    with socket.socket() as listening:  # as Streamlit makes it
        listening.bind(("localhost", 0))
        listening.listen()
        assert _waits(listening)
        asyncio.run(_starts())
        assert not _waits(listening)
