"""Which query runs when, and for how long: a pool of evaluators on one release.

    waiting ──▶ short lane (`size` places) ──over SLICE──▶ long lane (`size` places, soon of lower priority)
                      ▲                  └──no place, and somebody waits──▶ killed, asked again from ▼
    later ────────────┴────────────────────────────────────────────────▶ long lane

Short queries go first: by what they took last time, or by a guess (`cost.py`); waiting raises the rank, running queries of the same client
lower it. A query may take a place of the short lane for SLICE seconds; then it moves to the long lane, or must go when others wait.
Its deadline counts from its arrival. When it passes, or the client has gone, or an administrator says so, or memory is short, the process is
killed and another started; idle ones are always warm. When too many wait, the one with the lowest rank is sent away, not the newest.
Times are seconds of the event loop's clock.
"""
from __future__ import annotations

import asyncio
import itertools
import logging
import os
from collections import Counter
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph_api.clients import OURSELVES, Spending
from graph_api.cost import LONG, History
from graph_api.errors import ApiError, EvaluatorLost, NotReady, QueryCancelled, QueryTimeout, TooBusy, TooManyRequests
from graph_api.settings import Settings
from graph_api.spool import Spool
from graph_api.workers import Evaluator

log = logging.getLogger(__name__)

SLICE = 0.2
"""Seconds of processor time that a query may have in the short lane, or PATIENCE by the clock: on a busy machine a short one takes long."""
PATIENCE = 1.0
SLOWED = 2.0
"""Seconds after which a query in the long lane gets less of the processor; its process ends with it, since there is no way back."""
MEMORY_LOOK = 0.25
"""Seconds between two looks at how much memory the running evaluators have."""
Reply = tuple[dict[str, Any], bytes]
_numbers = itertools.count(1)


@dataclass(eq=False, slots=True)
class Job:
    """One query on its way. `estimate` is seconds; `ends` is its deadline."""

    text: str
    head: dict[str, Any]
    client: str
    estimate: float
    arrived: float
    ends: float
    future: asyncio.Future[Reply]
    id: str = field(default_factory=lambda: f"{os.getpid()}-{next(_numbers)}")
    evaluator: Evaluator | None = None
    started: float = 0.0
    worked: float = 0.0
    long: bool = False
    overdue: bool = False
    tried: bool = False
    timers: list[asyncio.TimerHandle] = field(default_factory=list)

    def fail(self, error: ApiError) -> None:
        if not self.future.done():
            self.future.set_exception(error)


class Pool:
    def __init__(self, path: Path, settings: Settings, spending: Spending, history: History) -> None:
        self.path, self.settings, self.size = path, settings, settings.evaluators
        self.spending, self.history = spending, history
        self.spool = Spool(settings.max_spool)
        self.idle: list[Evaluator] = []
        self.running: dict[Job, Evaluator] = {}
        self.waiting: list[Job] = []
        self.later: list[Job] = []
        self.counts: Counter[str] = Counter()
        self._starting = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False
        self._watching = False

    # ---------------------------------------------------------------- life

    async def start(self) -> None:
        """Raises NotReady, with nothing left running, when the first evaluator cannot open the store."""
        try:
            self.idle.append(await Evaluator.start(self.path, self.settings.memory, self.spool.folder))
        except NotReady:
            self.spool.close()
            raise
        self._refill()

    async def close(self) -> None:
        self._closed = True
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for job in [*self.running, *self.waiting, *self.later]:
            job.fail(NotReady("The server is stopping.", retry_after=1))
        await asyncio.gather(*(evaluator.end() for evaluator in [*self.running.values(), *self.idle]))
        self.spool.close()

    # ---------------------------------------------------------------- asking

    async def ask(self, text: str, head: dict[str, Any], seconds: float, client: str, guess: float) -> Reply:
        """One answer within `seconds`, waiting included. Raises TooBusy, TooManyRequests, QueryTimeout, QueryCancelled or EvaluatorLost."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        job = Job(text, head, client, self.history.estimate(text, guess), now, now + seconds, loop.create_future())
        if job.estimate >= LONG:
            self._check_quota(client)
        (self.later if job.estimate >= LONG else self.waiting).append(job)
        job.timers.append(loop.call_at(job.ends, self._expire, job, seconds))
        self._make_room(job)
        self._dispatch()
        try:
            found = await job.future
        finally:
            self._leave(job)
        found[0]["waited"] = job.started - job.arrived
        return found

    def jobs(self) -> Iterable[Job]:
        return [*self.running, *self.waiting, *self.later]

    def cancel(self, id: str) -> bool:
        """End a query; whether there was one with this id."""
        found = [job for job in self.jobs() if job.id == id]
        for job in found:
            self._fail(job, QueryCancelled("An administrator ended the query."), "cancelled")
        return bool(found)

    # ---------------------------------------------------------------- who goes next

    def _rank(self, job: Job) -> float:
        """The lowest goes first."""
        now = asyncio.get_running_loop().time()
        cost = min(job.estimate, 5.0) if job.estimate >= LONG else 0.0   # among short ones the order is that of their coming
        return cost + 0.1 * self._of(job.client, self.running) - (now - job.arrived)

    def _of(self, client: str, jobs: Iterable[Job]) -> int:
        return sum(1 for job in jobs if job.client == client) if client != OURSELVES else 0

    def _shorts(self) -> int:
        return sum(1 for job in self.running if not job.long)

    def _longs(self) -> int:
        return len(self.running) - self._shorts()

    def _may_be_long(self, job: Job) -> bool:
        """Whether there is a place in the long lane, one of which stays free of each client."""
        if self._longs() >= self.size:
            return False
        return job.client == OURSELVES or self._of(job.client, (other for other in self.running if other.long)) < max(1, self.size - 1)

    def _dispatch(self) -> None:
        if self._closed:
            return
        for gone in [evaluator for evaluator in self.idle if evaluator.lost]:
            self.idle.remove(gone)
            self._dismiss(gone)
        for job in [job for job in self.running if job.overdue and not job.long]:
            if self._may_be_long(job):
                self._lengthen(job)
        while self.waiting and self.idle and self._shorts() < self.size:
            self._begin(min(self.waiting, key=self._rank), self.waiting)
        while self.idle and (fitting := [job for job in self.later if self._may_be_long(job)]):
            self._begin(min(fitting, key=self._rank), self.later, long=True)
        while not self.waiting and self.idle and self._shorts() < max(1, self.size - 1) and (new := [job for job in self.later if not job.tried]):
            self._begin(min(new, key=self._rank), self.later)                  # a guess may be wrong: each has its SLICE
        for job in [job for job in self.running if job.overdue and not job.long][:len(self.waiting)]:
            self._set_back(job)
        self._refill()

    def _begin(self, job: Job, queue: list[Job], *, long: bool = False) -> None:
        loop = asyncio.get_running_loop()
        queue.remove(job)
        job.evaluator, job.started, job.tried, job.overdue = self.idle.pop(), loop.time(), True, False
        self.running[job] = job.evaluator
        job.worked = job.evaluator.worked
        if long:
            self._lengthen(job)
        else:
            job.timers.append(loop.call_later(SLICE, self._overdue, job))
        job.head["seconds"] = max(0.01, job.ends - job.started)
        job.evaluator.ask(job.head, job.text.encode("utf-8"), lambda head, body: self._answered(job, head, body))
        if not self._watching:
            self._watching = True
            loop.call_later(MEMORY_LOOK, self._look_at_memory)

    def _lengthen(self, job: Job) -> None:
        loop = asyncio.get_running_loop()
        job.long = True
        job.timers.append(loop.call_at(max(loop.time(), job.started + SLOWED), self._slow, job))

    def _slow(self, job: Job) -> None:
        if job in self.running:
            self.running[job].slow()

    # ---------------------------------------------------------------- what can happen to a job

    def _answered(self, job: Job, head: dict[str, Any] | None, body: bytes) -> None:
        for timer in job.timers:
            timer.cancel()
        self._account(job)
        evaluator = self.running.pop(job, None)
        if evaluator and head is not None and not evaluator.slowed and len(self.idle) <= self.size:
            self.idle.append(evaluator)
        elif evaluator:
            self._dismiss(evaluator)
        if head is not None:
            self.counts["answered"] += 1
            if not job.future.done():
                job.future.set_result((head, body))
        else:
            self.counts["lost"] += 1
            job.fail(EvaluatorLost(f"The evaluator died, most often because the query needed more than its {self.settings.memory} MiB of memory "
                                   "(the limit memory). Add conditions or a LIMIT.", limit="memory", allowed=self.settings.memory))
        self._dispatch()

    def _overdue(self, job: Job) -> None:
        if job not in self.running or job.long:
            return
        loop = asyncio.get_running_loop()
        left = SLICE - self._worked(job, loop.time() - job.started)
        if left > 0.01 and loop.time() - job.started < PATIENCE:
            job.timers.append(loop.call_later(max(0.02, left), self._overdue, job))
        else:
            job.overdue = True
            self._dispatch()

    def _worked(self, job: Job, otherwise: float) -> float:
        """Seconds of processor time of a job that has taken longer than SLICE by the clock."""
        worked = self.running[job].work() if otherwise > SLICE * 0.9 and job in self.running else None
        return otherwise if worked is None else min(otherwise, worked - job.worked)

    def _expire(self, job: Job, seconds: float) -> None:
        if job in self.running:
            self.history.took(job.text, seconds)
            self._fail(job, QueryTimeout(f"The query was ended after {seconds:g} seconds, the limit deadline. "
                                         "Add conditions or a LIMIT, or ask for a part at a time.", limit="deadline", allowed=seconds), "timeout")
        else:
            self._fail(job, TooBusy(f"No evaluator came free within {seconds:g} seconds. Ask again shortly.", retry_after=2), "busy")

    def _fail(self, job: Job, error: ApiError, count: str) -> None:
        self.counts[count] += 1
        job.fail(error)
        self._leave(job)

    def _leave(self, job: Job) -> None:
        """The job is over: whatever still belongs to it goes."""
        for timer in job.timers:
            timer.cancel()
        for queue in (self.waiting, self.later):
            if job in queue:
                queue.remove(job)
        if job in self.running:
            self._account(job)
            self._dismiss(self.running.pop(job))
            self._dispatch()

    def _set_back(self, job: Job) -> None:
        """Take the evaluator from a job that others wait for; it is asked again in the long lane, if its client may have more there."""
        self._dismiss(self.running.pop(job))
        self.counts["set back"] += 1
        job.evaluator, job.overdue, job.estimate = None, False, max(job.estimate, LONG)
        self.history.took(job.text, LONG)
        self.later.append(job)
        try:
            self._check_quota(job.client)
        except TooManyRequests as error:
            self._fail(job, error, "quota")
        self._make_room(job)
        if self.waiting and self.idle and self._shorts() < self.size:
            self._begin(min(self.waiting, key=self._rank), self.waiting)

    def _account(self, job: Job) -> None:
        """Remember what a running job took."""
        clock = asyncio.get_running_loop().time() - job.started
        worked = self._worked(job, clock)
        self.history.took(job.text, worked)
        if worked > SLICE:
            self.spending.spend(job.client, clock)

    # ---------------------------------------------------------------- bounds

    def _check_quota(self, client: str) -> None:
        allowed = self.settings.client_seconds
        if client == OURSELVES or not allowed or (spent := self.spending.spent(client)) < allowed:
            return
        raise TooManyRequests(f"Your long queries took {spent:.0f} seconds in the last minute; the limit client_seconds allows {allowed:g}. "
                              "Wait, or ask for less.", retry_after=self.spending.free_in(client, allowed), limit="client_seconds", allowed=allowed,
                              client=client)

    def _make_room(self, job: Job) -> None:
        """Send away whoever has the lowest rank where more wait than may."""
        settings, client = self.settings, job.client
        waiting = [*self.waiting, *self.later]
        mine = [other for other in waiting if other.client == client]
        if client != OURSELVES and settings.client_queries and len(mine) + self._of(client, self.running) > settings.client_queries:
            self._fail(max(mine, key=self._rank), TooManyRequests(
                f"You have {len(mine) + self._of(client, self.running)} queries here at one time; the limit client_queries allows "
                f"{settings.client_queries}.", retry_after=1, limit="client_queries", allowed=settings.client_queries,
                client=client), "quota")
        long = [other for other in self.later if other.client == client]
        if client != OURSELVES and settings.client_long and len(long) > settings.client_long:
            self._fail(max(long, key=self._rank), TooManyRequests(
                f"{len(long)} of your queries take long and wait; the limit client_long allows {settings.client_long}. Ask them one after the other.",
                retry_after=5, limit="client_long", allowed=settings.client_long, client=client), "quota")
        if len(self.waiting) + len(self.later) > settings.max_waiting:
            self._fail(max([*self.waiting, *self.later], key=self._rank), TooBusy(
                f"More than {settings.max_waiting} queries are waiting, which is the limit max_waiting. Ask again shortly.", retry_after=1,
                limit="max_waiting", allowed=settings.max_waiting), "busy")

    def _look_at_memory(self) -> None:
        self._watching = bool(self.running) and not self._closed
        if not self._watching:
            return
        asyncio.get_running_loop().call_later(MEMORY_LOOK, self._look_at_memory)
        sizes = {job: evaluator.memory() for job, evaluator in self.running.items()}
        if sum(sizes.values()) > self.settings.memory_total * 2**20 > 0:
            largest = max(sizes, key=lambda job: sizes[job])
            self._fail(largest, EvaluatorLost(
                f"All running queries together needed more than {self.settings.memory_total} MiB, the limit memory_total, and this one most. "
                "Add conditions or a LIMIT.", limit="memory_total", allowed=self.settings.memory_total), "memory")

    # ---------------------------------------------------------------- processes

    def _dismiss(self, evaluator: Evaluator) -> None:
        self.counts["killed"] += 1
        evaluator.kill()
        self._later(self._bury(evaluator))

    async def _bury(self, evaluator: Evaluator) -> None:
        await asyncio.to_thread(evaluator.process.wait)
        self.spool.clear(evaluator.process.pid)

    def _refill(self) -> None:
        """As many idle evaluators as the short lane has free places, and one more."""
        lacking = self.size - self._shorts() + 1 - len(self.idle) - self._starting
        for _ in range(min(lacking, 2 * self.size + 1 - len(self.running) - len(self.idle) - self._starting)):
            self._starting += 1
            self._later(self._launch())

    async def _launch(self) -> None:
        """Start an evaluator; try again until it comes up, since without evaluators nothing is answered."""
        pause = 0.1
        try:
            while True:
                try:
                    self.idle.append(await Evaluator.start(self.path, self.settings.memory, self.spool.folder))
                    return
                except NotReady as error:
                    log.error("%s; trying again in %.1f s", error, pause)
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, 10.0)
        finally:
            self._starting -= 1
            self._dispatch()

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
