"""The settings of the server: one frozen dataclass whose fields carry their help.

`regatlas serve --help`, the `REGATLAS_*` variables, `/docs` and the README table all come from these fields.
Nothing reads the environment but `from_environment`, which is called at the edge (the command line, the worker of uvicorn).
"""
from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

PREFIX = "REGATLAS_"
BUNDLED_QUERIES = Path(__file__).parent.parent / "queries"
DATA = Path("data")


def setting(default: Any, help: str, *, public: bool = False) -> Any:
    """A field with its help; a `public` one is a limit that clients meet, so `/docs` shows it."""
    return field(default=default, metadata={"help": help, "public": public})


@dataclass(frozen=True, slots=True)
class Settings:
    data: Path = setting(DATA, "Folder with `current` and `releases/`, as `regatlas ingest` leaves it.")
    host: str = setting("127.0.0.1", "Address to listen on; 0.0.0.0 for every one of this machine.")
    port: int = setting(8000, "Port to listen on.")
    workers: int = setting(1, "Web processes.")
    evaluators: int = setting(2, "Queries that each web process can evaluate at one time, each in a process of its own.")
    log_level: str = setting("warning", "What is logged: warning, info (a line of JSON for each request) or debug (what was asked in it too).")
    public_url: str = setting("", "How clients reach the server, without a last slash, when a proxy hides it.")
    queries: Path = setting(BUNDLED_QUERIES, "Folder of the named queries.")
    release_poll: float = setting(1.0, "Seconds between two looks for a new release.")
    deadline: float = setting(10.0, "Seconds that a query may take, waiting included; then it is ended.", public=True)
    memory: int = setting(2048, "Memory of an evaluator in MiB; 0 for no bound, otherwise 1024 or more.", public=True)
    memory_total: int = setting(1536, "Memory of all running evaluators of a web process together in MiB, above which the largest is ended; 0 for no bound.",
                                public=True)
    max_waiting: int = setting(200, "Queries that may wait for an evaluator.", public=True)
    client_queries: int = setting(100, "Queries of one client that may run and wait at one time; 0 for no bound.", public=True)
    client_long: int = setting(40, "Queries of one client that take long and may wait at one time; 0 for no bound.", public=True)
    client_seconds: float = setting(120.0, "Seconds of long queries (over 0.2 s) that one client may use in a minute; 0 for no bound.", public=True)
    admin_token: str = setting("", "Token of /admin/queries, which lists and ends queries; empty: there is no such address.")
    max_body: int = setting(1_000_000, "Bytes of a request body.", public=True)
    body_seconds: float = setting(30.0, "Seconds in which the body of a request must be there.", public=True)
    max_query_chars: int = setting(100_000, "Characters of a SPARQL query.", public=True)
    max_query_tokens: int = setting(20_000, "Tokens of a SPARQL query.", public=True)
    max_query_depth: int = setting(50, "Levels of brackets in a SPARQL query.", public=True)
    max_answer: int = setting(64_000_000, "Bytes of one answer.", public=True)
    max_cache: int = setting(64_000_000, "Bytes of ready answers that each web process keeps; 0 for none.")
    max_age: int = setting(0, "Seconds for which clients may use an answer without asking whether it is still that of the current release.")
    max_spool: int = setting(1_000_000_000, "Bytes of large answers on disk that wait to be sent.", public=True)
    max_page: int = setting(100, "Items of one page of a GraphQL connection.", public=True)
    max_graphql_tokens: int = setting(2_000, "Tokens of a GraphQL document.", public=True)
    max_graphql_depth: int = setting(14, "Levels of fields in a GraphQL document (introspection not counted).", public=True)
    max_graphql_cost: int = setting(100_000, "Things that a GraphQL document could ask for, its pages multiplied.", public=True)
    max_graphql_things: int = setting(20_000, "Items of connections in one GraphQL answer.", public=True)
    max_graphql_aliases: int = setting(30, "Aliases in a GraphQL document.", public=True)

    def __post_init__(self) -> None:
        if self.memory and self.memory < 1024:
            raise ValueError(f"memory is {self.memory}; expected 0 (no bound) or at least 1024 MiB, below which the store does not open")
        if self.log_level not in ("error", "warning", "info", "debug"):
            raise ValueError(f"log_level is {self.log_level!r}; expected error, warning, info or debug")
        for name in ("workers", "evaluators", "deadline", "max_page"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} is {getattr(self, name)}; expected more than 0")

    def to_environment(self) -> dict[str, str]:
        """The variables that make `from_environment` return this again, for the processes that uvicorn starts."""
        return {variable(f.name): str(getattr(self, f.name)) for f in fields(self)}


def variable(name: str) -> str:
    """The environment variable of a setting: `max_page` is REGATLAS_MAX_PAGE."""
    return PREFIX + name.upper()


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from `REGATLAS_*`; a value that is not of its type raises ValueError with the variable's name."""
    given = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    for f in fields(Settings):
        if (text := given.get(variable(f.name))) is None:
            continue
        try:
            values[f.name] = kind(f)(text)
        except ValueError as error:
            raise ValueError(f"{variable(f.name)} is {text!r}; expected {kind(f).__name__}") from error
    return Settings(**values)


def kind(field: Field[Any]) -> Callable[[str], Any]:
    """What makes a value of a setting from its text: Path, int, float or str."""
    return Path if isinstance(field.default, Path) else type(field.default)


def described(*, public: bool = False) -> Iterator[tuple[str, Any, str]]:
    """(name, default, help) of every setting, or of the limits that clients meet."""
    for f in fields(Settings):
        if f.metadata["public"] or not public:
            yield f.name, f.default, f.metadata["help"]


if __name__ == "__main__":                                  # the table of README.md
    print("| setting | variable | default | what it does |\n|---|---|---|---|")
    for name, default, help in described():
        print(f"| `--{name.replace('_', '-')}` | `{variable(name)}` | {'the bundled ones' if name == 'queries' else f'`{default}`'} | {help} |")
