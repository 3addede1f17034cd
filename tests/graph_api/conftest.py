from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
import sample_release
import uvicorn

from graph_api.app import create_app
from graph_api.settings import Settings
from graph_api.store.oxigraph import OxigraphStore

Serve = Callable[..., httpx.Client]


@contextmanager
def serving(settings: Settings) -> Iterator[httpx.Client]:
    """The application under uvicorn in a thread of this process, its evaluators in processes of their own."""
    server = uvicorn.Server(uvicorn.Config(create_app(settings, OxigraphStore(settings)), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        yield client
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample release."""
    folder = tmp_path_factory.mktemp("data")
    sample_release.write(folder)
    return folder


@pytest.fixture(scope="session")
def client(data: Path) -> Iterator[httpx.Client]:
    """A client of a server over the sample release."""
    with serving(Settings(data=data, evaluators=1, deadline=5.0)) as client:
        yield client


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start further servers with settings of one's own; they stop with the test."""
    with ExitStack() as stack:
        yield lambda **settings: stack.enter_context(serving(Settings(**settings)))
