"""A pool of evaluator processes (`store/evaluator.py`) that can be ended at any moment.

One request at a time goes to an evaluator. When its deadline passes, or its client goes, the process is killed and replaced; one spare
is always warm, so that the next request does not wait for the replacement. Times are seconds of the event loop's clock.
"""
from __future__ import annotations

import asyncio
import json
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from graph_api.errors import EvaluatorLost, NotReady, QueryTimeout, TooBusy
from graph_api.store.evaluator import LENGTHS, frame

log = logging.getLogger(__name__)

START_SECONDS = 30.0
BUFFER = 1 << 20


class Evaluator:
    """One process and our end of the socket to it."""

    def __init__(self, process: subprocess.Popen[bytes], reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.process, self.reader, self.writer = process, reader, writer

    @classmethod
    async def start(cls, path: Path, memory: int) -> Evaluator:
        """Open the store at `path` in a new process. Raises NotReady with the reason."""
        ours, theirs = socket.socketpair()
        root = str(Path(__file__).parent.parent)
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))}
        command = [sys.executable, "-m", "graph_api.store.evaluator", str(theirs.fileno()), str(path), str(memory)]
        with theirs:
            process = await asyncio.to_thread(subprocess.Popen, command, pass_fds=[theirs.fileno()], env=environment,
                                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        reader, writer = await asyncio.open_unix_connection(sock=ours, limit=BUFFER)
        evaluator = cls(process, reader, writer)
        try:
            async with asyncio.timeout(START_SECONDS):
                head, _ = await evaluator._receive()
        except (TimeoutError, asyncio.IncompleteReadError, OSError) as error:
            await evaluator.end()
            raise NotReady(f"The evaluator for {path} did not start ({type(error).__name__}).") from error
        except asyncio.CancelledError:
            evaluator.kill()
            raise
        if not head["ok"]:
            await evaluator.end()
            raise NotReady(f"The store {path} cannot be opened: {head['message']}")
        return evaluator

    async def ask(self, head: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        self.writer.writelines(frame(head, body))
        await self.writer.drain()
        return await self._receive()

    async def _receive(self) -> tuple[dict[str, Any], bytes]:
        head_size, body_size = LENGTHS.unpack(await self.reader.readexactly(LENGTHS.size))
        head = json.loads(await self.reader.readexactly(head_size))
        return head, await self.reader.readexactly(body_size) if body_size else b""

    def kill(self) -> None:
        self.process.kill()
        self.writer.close()

    async def end(self) -> None:
        """Kill the process and wait until it is gone."""
        self.kill()
        await asyncio.to_thread(self.process.wait)


class Pool:
    """`size` evaluators at work and one spare, all on one store."""

    def __init__(self, path: Path, *, size: int, memory: int, max_waiting: int) -> None:
        self.path, self.size, self.memory, self.max_waiting = path, size, memory, max_waiting
        self._free = asyncio.Semaphore(size)
        self._idle: asyncio.Queue[Evaluator] = asyncio.Queue()
        self._all: set[Evaluator] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self.killed = 0

    async def start(self) -> None:
        """Raises NotReady, with nothing left running, when the first evaluator cannot open the store."""
        await self._launch()
        for _ in range(self.size):
            self._later(self._replace(None))

    async def ask(self, head: dict[str, Any], body: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """One answer within `seconds`, waiting included. Raises TooBusy, QueryTimeout or EvaluatorLost."""
        ends = asyncio.get_running_loop().time() + seconds
        if self._waiting >= self.max_waiting:
            raise TooBusy(f"{self._waiting} queries are waiting already, which is the limit max_waiting. Ask again shortly.", retry_after=1)
        evaluator = await self._take(ends, seconds)
        try:
            async with asyncio.timeout_at(ends):
                found = await evaluator.ask(head, body)
        except TimeoutError as error:
            self._later(self._replace(evaluator))
            raise QueryTimeout(f"The query was ended after {seconds:g} seconds, the limit deadline. "
                               "Add conditions or a LIMIT, or ask for a part at a time.", limit="deadline", allowed=seconds) from error
        except (asyncio.IncompleteReadError, OSError) as error:
            self._later(self._replace(evaluator))
            raise EvaluatorLost(f"The evaluator died, most often because the query needed more than its {self.memory} MiB of memory "
                                "(the limit memory). Add conditions or a LIMIT.", limit="memory", allowed=self.memory) from error
        except BaseException:                                # the client has gone: nobody wants the answer
            self._later(self._replace(evaluator))
            raise
        else:
            self._idle.put_nowait(evaluator)
            return found
        finally:
            self._free.release()

    async def _take(self, ends: float, seconds: float) -> Evaluator:
        self._waiting += 1
        held = False
        try:
            async with asyncio.timeout_at(ends):
                held = await self._free.acquire()
                return await self._idle.get()
        except TimeoutError as error:
            if held:
                self._free.release()
            raise TooBusy(f"No evaluator came free within {seconds:g} seconds. Ask again shortly.", retry_after=2) from error
        except BaseException:
            if held:
                self._free.release()
            raise
        finally:
            self._waiting -= 1

    async def _launch(self) -> None:
        evaluator = await Evaluator.start(self.path, self.memory)
        self._all.add(evaluator)
        self._idle.put_nowait(evaluator)

    async def _replace(self, lost: Evaluator | None) -> None:
        """End `lost` and start another; try again until it comes up, since without evaluators nothing is answered."""
        if lost:
            self.killed += 1
            self._all.discard(lost)
            lost.kill()
        pause = 0.1
        while True:
            try:
                await self._launch()
                break
            except NotReady as error:
                log.error("%s; trying again in %.1f s", error, pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 10.0)
        if lost:
            await asyncio.to_thread(lost.process.wait)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for evaluator in self._all:
            evaluator.kill()
        await asyncio.gather(*(asyncio.to_thread(e.process.wait) for e in self._all))
        self._all.clear()
