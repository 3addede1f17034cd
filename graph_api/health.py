"""`/health/live`, `/health/ready` and `/metrics`.

Live: the process answers. Ready: a release is open; until then 503 with the reason. Metrics are Prometheus text (version 0.0.4) of this
web process alone; with several, scrape them through their sum.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from fastapi import APIRouter, Response

from graph_api.cache import Cache
from graph_api.store.protocol import Store

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """Counts of this process; `observe` is called once for every answer, with the function that made it and seconds."""

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, str, int]] = Counter()
        self.seconds: Counter[str] = Counter()
        self.buckets: Counter[tuple[str, float]] = Counter()
        self.cache: Cache | None = None
        self.store: Store | None = None

    def observe(self, method: str, endpoint: str, status: int, seconds: float) -> None:
        self.requests[method, endpoint, status] += 1
        self.seconds[endpoint] += seconds                       # type: ignore[assignment]  # a Counter adds floats as well
        for bound in BUCKETS:
            if seconds <= bound:
                self.buckets[endpoint, bound] += 1

    def watch(self, cache: Cache, store: Store) -> None:
        """Show these too."""
        self.cache, self.store = cache, store

    def insides(self) -> Iterator[tuple[str, str, str, float]]:
        """(name, type, labels, value) of the cache and of the evaluators."""
        if cache := self.cache:
            yield "cache_requests_total", "counter", '{outcome="hit"}', cache.hits
            yield "cache_requests_total", "counter", '{outcome="miss"}', cache.misses
            yield "cache_bytes", "gauge", "", cache.size
        pools = [opened.pool for opened in getattr(self.store, "opened", ())]
        for state, queue in (("waiting", "waiting"), ("waiting_long", "later"), ("running", "running")):
            yield "queries", "gauge", f'{{state="{state}"}}', sum(len(getattr(pool, queue)) for pool in pools)
        outcomes = sum((pool.counts for pool in pools), Counter[str]())
        for outcome, count in sorted(outcomes.items()):
            yield "evaluator_events_total", "counter", f'{{event="{outcome.replace(" ", "_")}"}}', count
        yield "evaluator_memory_bytes", "gauge", "", sum(evaluator.memory() for pool in pools for evaluator in [*pool.running.values(), *pool.idle])
        yield "spool_bytes", "gauge", "", sum(pool.spool.used for pool in pools)

    def lines(self) -> Iterator[str]:
        yield "# HELP regatlas_requests_total Answers by method, endpoint and status."
        yield "# TYPE regatlas_requests_total counter"
        for (method, endpoint, status), count in sorted(self.requests.items()):
            yield f'regatlas_requests_total{{method="{method}",endpoint="{endpoint}",status="{status}"}} {count}'
        yield "# HELP regatlas_request_seconds Time to answer by endpoint."
        yield "# TYPE regatlas_request_seconds histogram"
        totals: Counter[str] = Counter()
        for (_, endpoint, _), count in self.requests.items():
            totals[endpoint] += count
        for endpoint, total in sorted(totals.items()):
            for bound in BUCKETS:
                yield f'regatlas_request_seconds_bucket{{endpoint="{endpoint}",le="{bound:g}"}} {self.buckets[endpoint, bound]}'
            yield f'regatlas_request_seconds_bucket{{endpoint="{endpoint}",le="+Inf"}} {total}'
            yield f'regatlas_request_seconds_sum{{endpoint="{endpoint}"}} {self.seconds[endpoint]:.6f}'
            yield f'regatlas_request_seconds_count{{endpoint="{endpoint}"}} {total}'
        before = ""
        for name, kind, labels, value in self.insides():
            if name != before:
                yield f"# TYPE regatlas_{name} {kind}"
            yield f"regatlas_{name}{labels} {value:g}"
            before = name


def router(store: Store, metrics: Metrics) -> APIRouter:
    routes = APIRouter()

    @routes.get("/health/live", summary="Whether the process answers")
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @routes.get("/health/ready", summary="Whether a release is open")
    async def ready() -> dict[str, str]:
        return {"status": "ready", "release": store.release().id}

    @routes.get("/metrics", summary="Counts and times, as Prometheus reads them", response_class=Response)
    async def show() -> Response:
        return Response("\n".join(metrics.lines()) + "\n", media_type="text/plain; version=0.0.4")

    return routes
