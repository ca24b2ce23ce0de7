"""A server that is told to stop is gone soon, whatever is not done."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

# What the server does when it listens, with something in it that never ends, as a page or a request may be.
_NEVER_DONE = """
import signal, threading, time
from explorer.ui.shell import serve
serve.PATIENCE_SECONDS = 1
signal.signal(signal.SIGTERM, signal.default_int_handler)
serve.leave_in_the_end()
threading.Thread(target=time.sleep, args=(120,)).start()
print("listening", flush=True)
try:
    time.sleep(120)
except KeyboardInterrupt:
    pass
"""


def test_a_server_that_is_told_to_stop_leaves_although_something_never_ends() -> None:
    with subprocess.Popen([sys.executable, "-c", _NEVER_DONE], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        assert server.stdout.readline() == "listening\n"
        began = time.monotonic()
        server.send_signal(signal.SIGTERM)
        assert server.wait(60) == 0
        assert time.monotonic() - began >= 1, "it did not wait for what might still end"
