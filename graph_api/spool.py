"""Large answers on disk: an evaluator writes the file, the web process takes it over and sends it in parts.

A file is unlinked as soon as it is open, so nothing is left behind whatever happens; what a killed evaluator had begun is removed by its
name. All files together are bounded; so is the time that a client may take for one part.
"""
from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from graph_api.errors import TooBusy

PART = 1 << 18
PATIENCE = 60.0
"""Seconds that a client may take to read one part."""


class Spool:
    """A folder of one pool, with what may lie in it in bytes."""

    def __init__(self, bound: int, parent: str | None = None) -> None:
        sweep(Path(parent or tempfile.gettempdir()))
        self.folder = Path(tempfile.mkdtemp(prefix=f"regatlas-{os.getpid()}-", dir=parent))
        self.bound, self.used = bound, 0

    def take(self, name: str, size: int) -> Spooled:
        """The file that an evaluator has written. Raises TooBusy when too much waits to be sent."""
        path = self.folder / Path(name).name
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        path.unlink()
        if self.used + size > self.bound:
            os.close(fd)
            raise TooBusy(f"Large answers of {self.used:,} bytes are being sent, and the limit max_spool is {self.bound:,}. Ask again shortly.",
                          retry_after=5, limit="max_spool", allowed=self.bound)
        self.used += size
        return Spooled(self, fd, size)

    def clear(self, pid: int) -> None:
        """Remove what the evaluator with this process id has left."""
        for path in self.folder.glob(f"{pid}-*"):
            with suppress(OSError):
                path.unlink()

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def sweep(parent: Path) -> None:
    """Remove the folders of servers that were killed: those of ours whose process is no more."""
    for path in parent.glob("regatlas-*-*"):
        pid = path.name.split("-")[1]
        with suppress(OSError):
            if pid.isdigit() and path.stat().st_uid == os.getuid() and not alive(int(pid)):
                shutil.rmtree(path, ignore_errors=True)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


class Spooled:
    """An answer on disk, already without a name. Closed when it was read, or when nobody holds it."""

    def __init__(self, spool: Spool, fd: int, size: int) -> None:
        self.spool, self.fd, self.size = spool, fd, size

    def part(self, offset: int, size: int = PART) -> bytes:
        return os.pread(self.fd, size, offset)

    def read(self) -> bytes:
        """All of it; closes the file."""
        try:
            return b"".join(self.part(offset) for offset in range(0, self.size, PART))
        finally:
            self.close()

    def close(self) -> None:
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1
            self.spool.used -= self.size

    def __del__(self) -> None:
        self.close()


class SpooledResponse(Response):
    """An answer that is sent in parts, its length known; a client that does not read on is left."""

    def __init__(self, file: Spooled, headers: dict[str, str]) -> None:
        super().__init__(headers={**headers, "Content-Length": str(file.size)})
        self.file = file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            if scope["method"] == "HEAD":
                await send({"type": "http.response.body", "body": b""})
                return
            for offset in range(0, self.file.size, PART):
                async with asyncio.timeout(PATIENCE):
                    await send({"type": "http.response.body", "body": self.file.part(offset), "more_body": offset + PART < self.file.size})
        finally:
            self.file.close()
