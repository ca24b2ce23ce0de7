"""The proxy of ``deploy/nginx.conf`` on this machine: the same file, with the names and ports that there are here."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.servers import ROOT, Server, free_port

CONF = ROOT / "deploy/nginx.conf"
AFFINITY = '        hash "$remote_addr $http_user_agent" consistent;\n'
NAME = "atlas.example.org"


@dataclass(frozen=True)
class Proxy:
    """Where it listens, and whom a browser must trust for it."""

    address: str
    plain: str
    trusted: ssl.SSLContext

    def get(self, path: str, **headers: str) -> tuple[int, bytes, Message]:
        """Status, body and headers of what it answers."""
        asked = urllib.request.Request(self.address + path, headers=headers)
        try:
            with urllib.request.urlopen(asked, timeout=60, context=self.trusted) as answer:
                return answer.status, answer.read(), answer.headers
        except urllib.error.HTTPError as error:
            return error.code, error.read(), error.headers


@contextmanager
def proxy(servers: Sequence[Server], folder: Path, *, affinity: bool = True) -> Iterator[Proxy]:
    """nginx in front of two servers. Without affinity each request goes to the next one."""
    folder.chmod(0o755)  # its workers may be nobody
    certificate, conf = _certificate(folder), folder / "nginx.conf"
    secure, plain = free_port(), free_port()
    conf.write_text(_here(CONF.read_text("utf-8"), servers, folder, (secure, plain), affinity=affinity))
    command = [_nginx(), "-p", str(folder), "-c", str(conf), "-g", "daemon off;"]
    with (folder / "errors").open("wb") as errors:
        process = subprocess.Popen(command, stderr=errors)
        try:
            found = Proxy(
                f"https://localhost:{secure}",
                f"http://localhost:{plain}",
                ssl.create_default_context(cafile=certificate),
            )
            _wait_for(found, process, folder / "errors")
            yield found
        finally:
            process.terminate()
            process.wait(20)


def _here(conf: str, servers: Sequence[Server], folder: Path, ports: tuple[int, int], *, affinity: bool) -> str:
    changes = {
        " /tmp/": f" {folder}/",
        "listen 443 ": f"listen 127.0.0.1:{ports[0]} ",
        "listen 80;": f"listen 127.0.0.1:{ports[1]};",
        "/etc/nginx/tls/": f"{folder}/",
        **{f"atlas-{i}:8501": f"127.0.0.1:{urlsplit(server.address).port}" for i, server in enumerate(servers, 1)},
        **({} if affinity else {AFFINITY: ""}),
    }
    for there, here in changes.items():
        assert there in conf, f"'{there}' is no longer in {CONF.name}"
        conf = conf.replace(there, here)
    return conf


def _nginx() -> str:
    found = shutil.which(
        "nginx", path=os.pathsep.join((os.environ["PATH"], "/usr/sbin", f"{sys.prefix}/nginx/usr/sbin"))
    )
    if found is None:
        raise RuntimeError("no nginx found: run `make test`, which installs it from the system's packages")
    return found


def _certificate(folder: Path) -> Path:
    """One for this machine that nobody else trusts."""
    made = folder / "atlas.crt"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", f"subjectAltName=DNS:localhost,DNS:{NAME}", "-keyout", folder / "atlas.key", "-out", made],
        check=True, capture_output=True,
    )  # fmt: skip
    return made


def _wait_for(found: Proxy, process: subprocess.Popen[bytes], errors: Path) -> None:
    for _ in range(100):
        if process.poll() is not None:
            raise RuntimeError(f"nginx stopped at once: {errors.read_text()}")
        try:
            found.get("/")
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("nginx does not answer")
