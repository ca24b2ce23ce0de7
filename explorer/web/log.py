"""A log for machines: one JSON object a line on the standard error output.

It never holds an address, a query, an answer or the code of a plan: what is noted is named by us, not by who asks.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime

VARIABLE = "SCIATIC_EXPLORER_LOG"


def note(event: str, **facts: str | float) -> None:
    """Write a line, if a log was asked for."""
    if os.environ.get(VARIABLE):
        told = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **facts}
        with suppress(OSError):  # nobody may read it
            print(json.dumps(told, ensure_ascii=False), file=sys.stderr, flush=True)
