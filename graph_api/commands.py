"""The commands of the server: `serve` and `query`. Their options are the settings (see `settings.py`)."""
from __future__ import annotations

import asyncio
import csv
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
import uvicorn
from rich.console import Console
from rich.table import Table

from graph_api import named_queries
from graph_api.errors import ApiError
from graph_api.links import short
from graph_api.pages.results import columns
from graph_api.settings import Settings, described, from_environment, variable
from graph_api.store.oxigraph import OxigraphStore
from graph_api.store.protocol import Answer

F = TypeVar("F", bound=Callable[..., Any])


def settings_options(*names: str) -> Callable[[F], F]:
    """A click option for each setting (all of them where none is named), read from its variable too."""

    def decorate(function: F) -> F:
        for name, default, help in reversed(list(described())):
            if not names or name in names:
                kind: Any = click.Path(path_type=Path) if isinstance(default, Path) else type(default)
                function = click.option(f"--{name.replace('_', '-')}", type=kind, default=default, envvar=variable(name), show_envvar=True,
                                        show_default="the bundled ones" if name == "queries" else True, help=help)(function)
        return function

    return decorate


@click.command()
@settings_options()
def serve(**options: Any) -> None:
    """Serve the current release: pages, SPARQL, GraphQL, named queries, linked data.

    Example: regatlas serve --data data/sample --port 8000
    """
    try:
        settings = Settings(**options)
        named_queries.load(settings.queries)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    os.environ.update(settings.to_environment())             # uvicorn's processes read them back
    click.echo(f"RegAtlas serves {settings.data} at http://{settings.host}:{settings.port}/ (Ctrl-C ends it)", err=True)
    uvicorn.run("graph_api.app:from_settings", factory=True, host=settings.host, port=settings.port, workers=settings.workers,
                log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=5)


@click.command()
@click.argument("name")
@settings_options("data")
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter of the question; may be repeated.")
@click.option("--as-of", metavar="DATE", help="What was known by this day: the parameter asOf of a question that has it.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "tsv", "json", "xml"]), default="table", show_default=True,
              help="How to write the rows.")
@click.option("--deadline", type=float, default=300.0, show_default=True, help="Seconds that the query may take.")
def query(name: str, data: Path, parameters: tuple[str, ...], as_of: str | None, form: str, deadline: float) -> None:
    """Ask a question of `queries/` by NAME, or a SPARQL file by its path (- is stdin).

    Example: regatlas query actions_by_regulator -p regulator=gb-ico --format csv
    """
    try:
        text = named_queries.bind(read(name), pairs(parameters) | ({"asOf": as_of} if as_of else {}))
        answer = asyncio.run(ask(Settings(data=data, evaluators=1, deadline=deadline), text, "csv" if form == "table" else form))
    except (ApiError, named_queries.InvalidQueryFile, OSError, UnicodeDecodeError) as error:
        raise click.ClickException(str(error)) from error
    if form == "table":
        show(answer)
    else:
        sys.stdout.buffer.write(answer.body if answer.body.endswith(b"\n") else answer.body + b"\n")


def read(name: str) -> named_queries.NamedQuery:
    """A named query, or any SPARQL SELECT or ASK from a file or stdin; a file without a header has no parameters."""
    catalogue = named_queries.load(from_environment().queries)
    if name in catalogue:
        return catalogue[name]
    if name != "-" and not Path(name).is_file():
        raise click.UsageError(f"there is neither a question nor a file {name!r}; the questions are {', '.join(catalogue)}")
    text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")
    if named_queries.HEADER.search(text):
        return named_queries.parse(Path(name).stem.replace("-", "_") or "stdin", text)
    return named_queries.NamedQuery(name, "", "", (), text)


def pairs(parameters: tuple[str, ...]) -> dict[str, str]:
    for parameter in parameters:
        if "=" not in parameter:
            raise click.UsageError(f"-p {parameter}: expected NAME=VALUE")
    return {name: value for name, _, value in (parameter.partition("=") for parameter in parameters)}


async def ask(settings: Settings, text: str, format: str) -> Answer:
    store = OxigraphStore(settings)
    await store.look()
    try:
        async with store.snapshot() as graph:
            return await graph.query(text, format)
    finally:
        await store.close()


def show(answer: Answer) -> None:
    """A table on the terminal: things by their names, IRIs in their short form. The other formats have every column."""
    names, *rows = list(csv.reader(io.StringIO(answer.body.decode("utf-8")))) or [[]]
    if not rows:
        click.echo(names[0] if names in (["true"], ["false"]) else "no rows")
        return
    shown = columns(names)
    table = Table(*(column.label for column in shown))
    for row in rows:
        cells = dict(zip(names, row, strict=True))
        table.add_row(*(short(cells[column.shown]) for column in shown))
    Console().print(table)
    click.echo(f"{len(rows)} rows", err=True)


COMMANDS: tuple[click.Command, ...] = (serve, query)
