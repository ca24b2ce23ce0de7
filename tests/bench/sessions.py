"""Many visitors at once, without browsers: what a browser says to the server, over the same web socket."""

from __future__ import annotations

import asyncio
import math
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

PATIENCE_SECONDS = 60
LARGEST_MESSAGE = 20_000_000
AT_ONCE = 10  # visitors that arrive together

Query = dict[str, str]


@dataclass
class Visitor:
    """One visitor: the line to the server, and what the browser keeps of what came over it.

    ``said`` is the last whole answer.
    """

    line: ClientConnection
    kept: set[str] = field(default_factory=set)
    page: str = ""
    received: int = 0
    said: bytes = b""

    async def open(self, query: Query) -> float:
        """Open a link. Seconds until the server has answered all of it."""
        return await self.ask(urlencode(query))

    async def ask(self, query: str, page: str = "") -> float:
        """Open a link by its query as it stands in the address, on the page of that name or where one is."""
        asked = BackMsg()
        asked.rerun_script.query_string = query
        if page:
            asked.rerun_script.page_name = page
        else:
            asked.rerun_script.page_script_hash = self.page
        asked.rerun_script.cached_message_hashes.extend(self.kept)
        started = time.perf_counter()
        await self.line.send(asked.SerializeToString())
        await asyncio.wait_for(self._whole_answer(), PATIENCE_SECONDS)
        return time.perf_counter() - started

    async def _whole_answer(self) -> None:
        self.said = b""
        async for told in self.line:
            data = told if isinstance(told, bytes) else told.encode()
            self.received += len(data)
            self.said += data
            message = ForwardMsg.FromString(data)
            if message.metadata.cacheable and message.hash:
                self.kept.add(message.hash)
            match message.WhichOneof("type"):
                case "new_session":
                    self.page = message.new_session.page_script_hash
                case "script_finished":
                    return
        raise RuntimeError("the server hung up")


class Crowd:
    """Visitors who stay, each with a line of their own."""

    def __init__(self, address: str, links: Sequence[Query]) -> None:
        self.address, self.links = address, links
        self.visitors: list[Visitor] = []

    async def come(self, number: int) -> None:
        """Let so many more visitors open the first page."""
        for start in range(0, number, AT_ONCE):
            some = min(AT_ONCE, number - start)
            self.visitors += await asyncio.gather(*(arrive(self.address) for _ in range(some)))

    async def all_open_one(self, seconds: float, chance: random.Random) -> list[float]:
        """Each opens one link at some moment within so many seconds. How long each answer took."""
        took = (self._open_after(visitor, chance.uniform(0, seconds), chance) for visitor in self.visitors)
        return list(await asyncio.gather(*took))

    async def _open_after(self, visitor: Visitor, pause: float, chance: random.Random) -> float:
        link = chance.choice(self.links)
        await asyncio.sleep(pause)
        return await visitor.open(link)

    async def leave(self) -> None:
        """Hang up."""
        await asyncio.gather(*(visitor.line.close() for visitor in self.visitors))


async def arrive(address: str, **more: Any) -> Visitor:
    """One visitor, who has opened the first page. ``more`` is what the line takes, such as whom it trusts."""
    url = f"ws{address.removeprefix('http')}/_stcore/stream"
    spoken = [Subprotocol("streamlit")]
    line = await connect(url, subprotocols=spoken, max_size=LARGEST_MESSAGE, **more)
    visitor = Visitor(line)
    await visitor.open({})
    return visitor


def slowest_but_one_in_twenty(took: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(took)[math.ceil(0.95 * len(took)) - 1]
