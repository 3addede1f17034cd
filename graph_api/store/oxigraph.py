"""The store port over a folder of releases: `DATA/current` names the release, evaluator processes open it read-only.

`current` is a symbolic link to `releases/ID`, or a file that holds ID. A watcher looks at it every `release_poll` seconds; a new
release is opened beside the old one, takes over when it is warm, and the old one closes when the last request that holds it ends.
"""
from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from graph_api import errors
from graph_api.clients import CLIENT, Spending
from graph_api.cost import USUAL, History
from graph_api.scheduling import Pool
from graph_api.settings import Settings
from graph_api.store.protocol import WHOLE, Answer, Dataset, Release
from graph_api.syntax_errors import syntax_error

log = logging.getLogger(__name__)


def current_release(data: Path) -> Release:
    """The release that `data/current` names. Raises NotReady with what is missing."""
    current = data / "current"
    try:
        path = current.resolve() if current.is_symlink() else data / "releases" / current.read_text("utf-8").strip()
        path = path.resolve()
    except (OSError, UnicodeDecodeError) as error:
        raise errors.NotReady(f"{current} names no release yet: ingest something first (`regatlas ingest PATH --data {data}`).") from error
    if path.parent != (data / "releases").resolve() or not (path / "store").is_dir():
        raise errors.NotReady(f"{current} names {path.name}, and there is no such release in {data / 'releases'}.")
    manifest: dict[str, Any] = {}
    with suppress(OSError, ValueError):                      # a release answers questions without its manifest too
        manifest = json.loads((path / "manifest.json").read_text("utf-8"))
    return Release(path.name, path, manifest)


class Opened:
    """One release with its evaluators: a Snapshot that counts who holds it."""

    lateral = True

    def __init__(self, release: Release, settings: Settings, spending: Spending, history: History) -> None:
        self.release, self.settings = release, settings
        self.pool = Pool(release.path / "store", settings, spending, history)
        self.holders, self.retired = 0, False

    async def query(self, text: str, format: str = "json", dataset: Dataset = WHOLE, *, guess: float = USUAL, spool: bool = False,
                    explain: bool = False) -> Answer:
        settings = self.settings
        head = {"format": format, "max_bytes": settings.max_answer, "default": dataset.default, "named": dataset.named,
                "explain": explain}
        found, body = await self.pool.ask(text, head, settings.deadline, CLIENT.get(), guess)
        if not found["ok"]:
            raise self._error(text, found)
        file = self.pool.spool.take(found["file"], found["size"]) if "file" in found else None
        if file and not spool:
            body, file = file.read(), None
        return Answer(body, format, found["seconds"], self.release.id, found["waited"], file)

    def _error(self, query: str, found: dict[str, Any]) -> errors.ApiError:
        message = found["message"]
        match found["fault"]:
            case "syntax":
                return syntax_error(query, message)
            case "size":
                allowed = self.settings.max_answer
                return errors.TooLarge(f"The answer is over {allowed:,} bytes, the limit max_answer. Ask for a page at a time with "
                                       "ORDER BY, LIMIT and OFFSET.", limit="max_answer", allowed=allowed)
            case "memory":
                return errors.EvaluatorLost(f"The query needed more than {self.settings.memory} MiB, the limit memory. "
                                            "Add conditions or a LIMIT.", limit="memory", allowed=self.settings.memory)
            case "form":
                return errors.BadRequest(f"{message}.")
        return errors.EvaluationFailed(f"{message}.")


class OxigraphStore:
    """`Store` over `settings.data`. Used from one event loop."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.spending, self.history = Spending(time.monotonic), History()
        self.opened: set[Opened] = set()
        self._opened: Opened | None = None
        self._reason = errors.NotReady("The server is starting.", retry_after=1)
        self._watcher: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await self.look()
        self._watcher = asyncio.create_task(self._watch())

    async def close(self) -> None:
        if self._watcher:
            self._watcher.cancel()
            with suppress(asyncio.CancelledError):
                await self._watcher
        if self._opened:
            self._opened = None
        for opened in tuple(self.opened):
            self.opened.discard(opened)
            await opened.pool.close()

    def release(self) -> Release:
        return self._current().release

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Opened]:
        opened = self._current()
        opened.holders += 1
        try:
            yield opened
        finally:
            opened.holders -= 1
            await self._close_if_unused(opened)

    async def look(self) -> None:
        """Move to the release that `current` names now. What cannot be opened leaves the old one in place."""
        try:
            release = current_release(self.settings.data)
            if self._opened and self._opened.release.path == release.path:
                return
            opened = Opened(release, self.settings, self.spending, self.history)
            await opened.pool.start()
        except errors.NotReady as error:
            if str(error) != str(self._reason):
                log.warning("%s", error)
            self._reason = error
            return
        before, self._opened = self._opened, opened
        self.opened.add(opened)
        log.info("serving release %s", release.id)
        if before:
            before.retired = True
            await self._close_if_unused(before)

    async def _close_if_unused(self, opened: Opened) -> None:
        if opened.retired and not opened.holders and opened in self.opened:
            self.opened.discard(opened)
            await opened.pool.close()

    def _current(self) -> Opened:
        if not self._opened:
            raise errors.NotReady(self._reason.detail, retry_after=1)
        return self._opened

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self.settings.release_poll)
            self.spending.forget()
            try:
                await self.look()
            except Exception:                                # the watcher must outlive whatever one look meets
                log.exception("looking for a new release failed")
