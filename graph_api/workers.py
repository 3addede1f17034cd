"""One evaluator process (`store/evaluator.py`) and our end of the socket to it. `scheduling.py` decides who asks it what.

An evaluator answers one request at a time and can be killed at any moment.
"""
from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from graph_api.errors import NotReady
from graph_api.store.evaluator import LENGTHS, frame

START_SECONDS = 30.0
NICENESS = 10
"""Of a process whose query takes long: the short ones of others go before it."""
TICKS = os.sysconf("SC_CLK_TCK")
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")
Then = Callable[[dict[str, Any] | None, bytes], None]
"""What is called with the answer: head and body, or None when the process has gone."""


class Evaluator(asyncio.Protocol):
    process: subprocess.Popen[bytes]
    transport: asyncio.Transport | None = None

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._then: Then | None = None
        self.lost = self.slowed = False
        self.worked = 0.0                                    # seconds of processor time when it last answered

    @classmethod
    async def start(cls, path: Path, memory: int, spool: Path) -> Evaluator:
        """Open the store at `path` in a new process. Raises NotReady with the reason."""
        ours, theirs = socket.socketpair()
        root = str(Path(__file__).parent.parent)
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))}
        command = [sys.executable, "-m", "graph_api.store.evaluator", str(theirs.fileno()), str(path), str(memory), str(spool)]
        with theirs:
            process = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        loop = asyncio.get_running_loop()
        ready: asyncio.Future[dict[str, Any] | None] = loop.create_future()
        evaluator = cls()
        evaluator.process = process
        evaluator._then = lambda head, _: None if ready.done() else ready.set_result(head)
        try:
            evaluator.transport, _ = await loop.create_unix_connection(lambda: evaluator, sock=ours)
            async with asyncio.timeout(START_SECONDS):
                head = await ready
        except TimeoutError as error:
            await evaluator.end()
            raise NotReady(f"The evaluator for {path} did not start within {START_SECONDS:g} seconds.") from error
        except BaseException:
            evaluator.kill()
            process.wait()
            raise
        if head is None or not head["ok"]:
            await evaluator.end()
            raise NotReady(f"The store {path} cannot be opened: {head['message'] if head else 'the evaluator ended'}")
        return evaluator

    def ask(self, head: dict[str, Any], body: bytes, then: Then) -> None:
        self._then = then
        assert self.transport
        self.transport.writelines(frame(head, body))

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if len(self._buffer) < LENGTHS.size:
            return
        head_size, body_size = LENGTHS.unpack_from(self._buffer)
        start, end = LENGTHS.size + head_size, LENGTHS.size + head_size + body_size
        if len(self._buffer) < end:
            return
        head, body = json.loads(self._buffer[LENGTHS.size:start]), bytes(self._buffer[start:end])
        self._buffer.clear()
        self.worked = head.get("work", self.worked)
        then, self._then = self._then, None
        if then:
            then(head, body)

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True
        then, self._then = self._then, None
        if then:
            then(None, b"")

    def slow(self) -> None:
        """Let others go first from now on; there is no way back."""
        self.slowed = True
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.process.pid, NICENESS)

    def memory(self) -> int:
        """Bytes of the process in memory; 0 when it has gone or the system does not say."""
        try:
            return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * PAGE_SIZE
        except (OSError, IndexError):
            return 0

    def work(self) -> float | None:
        """Seconds of processor time that the process has used; None when it has gone or the system does not say."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / TICKS
        except (OSError, IndexError):
            return None

    def kill(self) -> None:
        self._then = None
        self.process.kill()
        if self.transport:
            self.transport.abort()

    async def end(self) -> None:
        """Kill the process and wait until it is gone."""
        self.kill()
        await asyncio.to_thread(self.process.wait)
