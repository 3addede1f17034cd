"""Many documents through the pipeline: in order, in several processes, none able to stop the others."""
from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from ingest.model import IngestError, RawDocument, ReadError, Reading

Read = Callable[[RawDocument], Reading]
AHEAD = 4                                # documents waiting for each process: enough to keep it busy, few enough to hold in memory

_read: Read | None = None                # of a worker process


def extract(documents: Iterable[RawDocument | ReadError], load: Callable[[], Read], jobs: int = 1) -> Iterator[Reading | ReadError]:
    """The reading of each document, in the order given; what cannot be read is a ReadError that names it.

    `load` makes the function that reads one document; with several jobs it must be picklable and runs once in each process.
    """
    if jobs == 1:
        read: Read | None = None
        for document in documents:
            if not isinstance(document, ReadError):
                read = read or load()
                yield attempt(read, document)
            else:
                yield document
        return
    yield from _extract_parallel(documents, load, jobs)


def attempt(read: Read, document: RawDocument) -> Reading | ReadError:
    """Read one document. A fault of the program is reported like one of the document: in a crawl the rest must go on."""
    try:
        return read(document)
    except ReadError as error:
        return error
    except IngestError as error:
        return ReadError(document.source, str(error))
    except Exception as error:           # whatever a strange page provokes
        return ReadError(document.source, f"cannot be understood: {type(error).__name__}: {error} "
                                          "(a fault of this program; please report it with the document)")


def _extract_parallel(documents: Iterable[RawDocument | ReadError], load: Callable[[], Read], jobs: int) -> Iterator[Reading | ReadError]:
    pool = _Pool(load, jobs)
    waiting: deque[tuple[RawDocument | ReadError, Future[Reading | ReadError]]] = deque()

    def first() -> Reading | ReadError:
        document, future = waiting.popleft()
        if isinstance(document, ReadError):
            return document
        try:
            return future.result()
        except BrokenProcessPool:        # a process died over this document or one beside it: this one alone will tell
            outcome = pool.alone(document)
            again = [(d, future if isinstance(d, ReadError) else pool.submit(d)) for d, future in waiting]
            waiting.clear()
            waiting.extend(again)
            return outcome

    try:
        for document in documents:
            waiting.append((document, Future() if isinstance(document, ReadError) else pool.submit(document)))
            if len(waiting) >= jobs * AHEAD:
                yield first()
        while waiting:
            yield first()
    finally:
        pool.close()


class _Pool:
    """Worker processes that are replaced when one of them dies."""

    def __init__(self, load: Callable[[], Read], jobs: int) -> None:
        self.load, self.jobs = load, jobs
        self.pool = self._fresh(jobs)

    def _fresh(self, jobs: int) -> ProcessPoolExecutor:
        """Not by plain fork: a progress bar has a thread, whose locks a forked process would inherit locked."""
        return ProcessPoolExecutor(jobs, get_context("forkserver"), initializer=_start, initargs=(self.load,))

    def submit(self, document: RawDocument) -> Future[Reading | ReadError]:
        try:
            return self.pool.submit(_work, document)
        except BrokenProcessPool as error:                   # noticed by whoever asks for the result
            failed: Future[Reading | ReadError] = Future()
            failed.set_exception(error)
            return failed

    def alone(self, document: RawDocument) -> Reading | ReadError:
        """Read one document in a process of its own, then start afresh."""
        self.close()
        with self._fresh(1) as single:
            try:
                outcome = single.submit(_work, document).result()
            except BrokenProcessPool:
                outcome = ReadError(document.source, "the process that read it was ended, twice; is there enough memory for it?")
        self.pool = self._fresh(self.jobs)
        return outcome

    def close(self) -> None:
        self.pool.shutdown(wait=False, cancel_futures=True)


def _start(load: Callable[[], Read]) -> None:
    global _read
    _read = load()


def _work(document: RawDocument) -> Reading | ReadError:
    assert _read is not None
    return attempt(_read, document)
