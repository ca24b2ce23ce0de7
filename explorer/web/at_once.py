"""Answers leave at once, and do not wait for the receipt of what was sent before.

By itself a system waits (Nagle), receipts come 40 ms late, and an answer of Streamlit goes out in two parts: every tap
took 40 ms longer than it must. asyncio sees to that for sockets that say they are TCP; the one on which Streamlit
listens does not say it. What is set there holds for every line that comes in.
"""

from __future__ import annotations

import gc
import socket
from contextlib import suppress


def send_at_once() -> None:
    """Let nothing wait on any line that comes to this process. Call once it listens."""
    for each in gc.get_objects():  # nobody else knows the sockets of this process
        # Not by isinstance, which wakes what is loaded only when it is looked at.
        if issubclass(type(each), socket.socket) and each.family in (socket.AF_INET, socket.AF_INET6):
            with suppress(OSError):  # closed, or not for TCP
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
