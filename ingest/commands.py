"""The commands of the writing side. What is slow to import (spaCy, pyshacl) is imported when a command runs, so that `--help` is quick.

Exit codes: 0 done, 1 nothing usable or a check failed, 2 wrong usage. Results go to stdout, everything else to stderr.
"""
from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.model import IngestError, RawDocument, ReadError, Reading
from ingest.reports import COUNTED, as_text, progress, report, table
from ingest.settings import Settings, from_environment, software, variable

if TYPE_CHECKING:
    from ingest.extraction import Read
    from ingest.publishing import Library

Document = Reading | Mapping[str, Any]                       # a reading, or an extraction document of another extractor
HELP = {f.name: f.metadata["help"] for f in Settings.__dataclass_fields__.values()}


def option(name: str, **more: Any) -> Callable[[Any], Any]:
    """A setting as an option: `--data`, with its help and its variable. Left out, the variable counts, then the default."""
    default = Settings.__dataclass_fields__[name].default
    return click.option(f"--{name.replace('_', '-')}", name, help=f"{HELP[name]} [{variable(name)}; default: {default}]", **more)


data_option = option("data", type=click.Path(file_okay=False, path_type=Path))
jobs_option = option("jobs", type=click.IntRange(1), metavar="N")
model_option = option("spacy_model", metavar="NAME")
paths_argument = click.argument("paths", nargs=-1, required=True, metavar="PATH…")


# --- reading ----------------------------------------------------------------------------------------------------------------

@click.command()
@paths_argument
@click.option("--format", "form", type=click.Choice(["jsonl", "text"]), default="jsonl", show_default=True,
              help="JSON Lines for machines, text for people.")
@jobs_option
@model_option
def extract(paths: tuple[str, ...], form: str, jobs: int | None, spacy_model: str | None) -> None:
    """Print what each document lets us assert, one extraction document a line, in the order given; `-` is standard input.

    Example: regatlas extract news/ --format jsonl > extracted.jsonl
    """
    settings = _settings(jobs=jobs, spacy_model=spacy_model)
    usable, unusable = 0, 0
    with _errors():
        found = _extract(paths, settings)
        for outcome in found if sys.stdout.isatty() else progress(found, paths):         # on a terminal the answers would tear the bar
            if isinstance(outcome, ReadError):
                unusable += 1
                click.echo(str(outcome), err=True)
                continue
            usable += 1
            click.echo(json.dumps(outcome.to_json(), ensure_ascii=False) if form == "jsonl" else as_text(outcome))
    if unusable:
        click.echo(f"{usable} read, {unusable} could not be read", err=True)
    _exit_unless(usable > 0)


@click.command()
@click.argument("path")
@model_option
def explain(path: str, spacy_model: str | None) -> None:
    """Print what each step made of a document, and which trigger and rule made each claim.

    Example: regatlas explain news/article.html
    """
    from ingest.pipeline import Pipeline
    from ingest.readers import read_documents

    settings, pipeline, usable = _settings(spacy_model=spacy_model), None, 0
    with _errors():
        for document in read_documents([path]):
            if isinstance(document, ReadError):
                click.echo(str(document), err=True)
                continue
            pipeline = pipeline or Pipeline.load(_known(), settings.spacy_model)
            try:
                steps = pipeline.explain(document)
            except ReadError as error:
                click.echo(str(error), err=True)
                continue
            usable += 1
            click.secho(document.source, bold=True)
            for step, lines in steps:
                click.secho(f"{step} ({len(lines)})", bold=True)
                for line in lines:
                    click.echo(f"  {line}")
    _exit_unless(usable > 0)


@click.command()
def dates() -> None:
    """Find the dates in texts: JSON Lines {"text", "published"} on stdin, {"dates": […]} on stdout, line for line.

    Example: echo '{"text": "in mid-July", "published": "2024-09-17"}' | regatlas dates
    """
    from ingest.dates import dates_line

    faulty = 0
    for number, line in enumerate(click.open_file("-", "rb"), 1):
        if not line.strip():
            continue
        try:
            answer = dates_line(json.loads(line))
        except (ValueError, RecursionError) as error:
            faulty += 1
            click.echo(f"line {number}: {error}", err=True)
            answer = {"dates": [], "error": str(error)}
        click.echo(json.dumps(answer, ensure_ascii=False))
    _exit_unless(not faulty)


# --- writing ----------------------------------------------------------------------------------------------------------------

@click.command()
@paths_argument
@data_option
@jobs_option
@model_option
@click.option("--extracted", is_flag=True, help="The paths are JSON Lines of extraction documents, as `regatlas extract` prints them.")
def ingest(paths: tuple[str, ...], data: Path | None, jobs: int | None, spacy_model: str | None, extracted: bool) -> None:
    """Read documents into a data folder and publish a release of everything in it.

    Articles on record that did not change are passed over; changed ones are replaced. What cannot be read is listed with the
    reason, and the rest goes on.

    Example: regatlas ingest news/ --data data
    """
    settings = _settings(data=data, jobs=jobs, spacy_model=spacy_model)
    with _errors(), _library(settings) as library:
        from ingest.releases import current, read_manifest

        before = read_manifest(settings.data / "current").counts if current(settings.data) else {}
        outcomes, refused = {"added": 0, "changed": 0, "unchanged": 0}, list[str]()
        found = _extracted(paths) if extracted else _extract(paths, settings)
        for batch in _batches(progress(found, paths), settings.batch):
            good = [item for item in batch if not isinstance(item, ReadError)]
            refused += [str(item) for item in batch if isinstance(item, ReadError)]
            for item, outcome in zip(good, library.accept_documents([_document(i) for i in good]), strict=True):
                if isinstance(outcome, IngestError):
                    refused.append(f"{_source(item)}: {outcome}")
                else:
                    outcomes[outcome] += 1
        usable = sum(outcomes.values())
        published = library.publish() if usable or not before else None
    for line in refused:
        click.echo(line, err=True)
    if published:
        report(published, before, outcomes, len(refused), settings.data)
    if not usable:
        click.echo(f"none of {len(refused)} documents could be used", err=True)
    _exit_unless(usable > 0)


@click.command()
@click.argument("article")
@data_option
@click.option("--reason", default="withdrawn by the operator", show_default=True, help="Stands in the tombstone.")
def withdraw(article: str, data: Path | None, reason: str) -> None:
    """Take an article (its IRI) out and publish a release without it; a tombstone says since when and why.

    Example: regatlas withdraw https://w3id.org/regatlas/id/article/… --data data --reason "the publisher took it back"
    """
    settings = _settings(data=data)
    _existing(settings.data)
    with _errors(), _library(settings) as library:
        library.withdraw(article, reason)
        manifest = library.publish().manifest
    click.echo(f"withdrawn; release {manifest.id} is current")


# --- releases ---------------------------------------------------------------------------------------------------------------

@click.command()
@data_option
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True,
              help="A table for people, JSON Lines for machines.")
def releases(data: Path | None, form: str) -> None:
    """List the releases of a data folder, oldest first.

    Example: regatlas releases --data data
    """
    from ingest.releases import current, read_releases

    settings = _settings(data=data)
    _existing(settings.data)
    with _errors():
        found, now = read_releases(settings.data), current(settings.data)
    if form == "jsonl":
        for manifest in found:
            click.echo(json.dumps({**asdict(manifest), "current": manifest.id == now}, sort_keys=True))
        return
    table(["release", *COUNTED, "program", ""],
          [[m.id, *(f"{m.counts.get(name, 0):,}" for name in COUNTED), m.software, "current" if m.id == now else ""] for m in found])


@click.command()
@data_option
def verify(data: Path | None) -> None:
    """Check every checksum of journal and releases; list all faults; exit code 1 when there is one.

    Example: regatlas verify --data data
    """
    from ingest.releases import read_releases
    from ingest.verification import verify as find_faults

    settings = _settings(data=data)
    _existing(settings.data)
    faults = find_faults(settings.data)
    for fault in faults:
        click.echo(fault)
    if not faults:
        click.echo(f"{settings.data}: the journal and {len(read_releases(settings.data))} release(s) are sound")
    _exit_unless(not faults)


@click.command()
@click.argument("id")
@data_option
def rollback(id: str, data: Path | None) -> None:
    """Make an older release current (its id may be cut short). The next ingest publishes everything on record again.

    Example: regatlas rollback 4f0c --data data
    """
    from ingest.releases import rollback as switch_back
    from ingest.workspace import lock

    settings = _settings(data=data)
    _existing(settings.data)
    with _errors(), lock(settings.data / "workspace"):
        manifest = switch_back(settings.data, id)
    click.echo(f"release {manifest.id} is current")


@click.command()
@data_option
def rebuild(data: Path | None) -> None:
    """Make the release of everything on record from the journal alone, and delete releases that are damaged.

    Example: regatlas rebuild --data data
    """
    settings = _settings(data=data)
    _existing(settings.data)
    with _errors(), _library(settings) as library:
        manifest = library.rebuild().manifest
    click.echo(f"release {manifest.id} is current")


@click.command()
@click.argument("before")
@click.argument("after")
@data_option
@click.option("--format", "form", type=click.Choice(["text", "jsonl", "rdf-patch"]), default="text", show_default=True,
              help="Lines for people, JSON Lines for machines, or every quad as an RDF patch.")
def diff(before: str, after: str, data: Path | None, form: str) -> None:
    """Print which articles, claims, actions and conflicts differ between two releases (their ids may be cut short).

    Example: regatlas diff 4f0c 9a1b --data data --format rdf-patch
    """
    from ingest.comparison import compare
    from ingest.releases import find_release

    settings = _settings(data=data)
    _existing(settings.data)
    with _errors():
        one, other = (find_release(settings.data, id).id for id in (before, after))
        difference = compare(settings.data / "releases" / one, settings.data / "releases" / other)
    if form == "rdf-patch":
        for line in difference.patch(one, other):
            click.echo(line)
        return
    for change, kind, iri in difference.things():
        click.echo(json.dumps({"change": change, "kind": kind, "iri": iri}) if form == "jsonl" else f"{change:8} {kind:8} {iri}")


COMMANDS: tuple[click.Command, ...] = (extract, explain, dates, ingest, withdraw, releases, verify, rollback, rebuild, diff)


# --- inside -----------------------------------------------------------------------------------------------------------------

def _settings(**given: Any) -> Settings:
    try:
        return from_environment(**given)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _known() -> Any:
    from ontology.knowledge import load

    return load()


def load_reader(model: str) -> Read:
    """The function that reads one document; runs once in each process that reads."""
    from ingest.pipeline import Pipeline

    return Pipeline.load(_known(), model).read


def _extract(paths: Iterable[str], settings: Settings) -> Iterator[Reading | ReadError]:
    from ingest.extraction import extract as extract_all
    from ingest.readers import ReadLimits, read_documents

    documents: Iterable[RawDocument | ReadError] = read_documents(paths, ReadLimits(max_bytes=settings.max_bytes))
    return extract_all(documents, partial(load_reader, settings.spacy_model), settings.jobs)


def _extracted(paths: Iterable[str]) -> Iterator[Mapping[str, Any] | ReadError]:
    """Extraction documents out of JSON Lines."""
    for path in paths:
        try:
            with click.open_file(path, "r", encoding="utf-8") as file:
                for number, line in enumerate(file, 1):
                    if line.strip():
                        yield _parsed(f"{path}:{number}", line)
        except (OSError, UnicodeDecodeError) as error:
            yield ReadError(path, f"cannot be read ({getattr(error, 'strerror', None) or error})")


def _parsed(source: str, line: str) -> Mapping[str, Any] | ReadError:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        return ReadError(source, f"is not JSON ({error})")
    return found if isinstance(found, dict) else ReadError(source, "is not an object; expected an extraction document")


def _document(item: Document) -> Mapping[str, Any]:
    return item.to_json() if isinstance(item, Reading) else item


def _source(item: Document) -> str:
    if isinstance(item, Reading):
        return item.article.source
    article = item.get("article")
    return str(article.get("source", "?")) if isinstance(article, Mapping) else "?"


@contextmanager
def _library(settings: Settings) -> Iterator[Library]:
    from ingest.publishing import open_library

    with open_library(settings.data, _known(), software(), settings.keep) as library:
        yield library


def _batches(items: Iterable[Document | ReadError], size: int) -> Iterator[list[Document | ReadError]]:
    batch: list[Document | ReadError] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _existing(data: Path) -> None:
    if not (data / "workspace").is_dir() and not (data / "releases").is_dir():
        raise click.UsageError(f"{data} is not a data folder; `regatlas ingest PATH --data {data}` makes one, --data names another.")


@contextmanager
def _errors() -> Iterator[None]:
    """Our own errors as one message on stderr and exit code 1."""
    from ontology.errors import OntologyError

    try:
        yield
    except (IngestError, OntologyError) as error:
        raise click.ClickException(str(error)) from error


def _exit_unless(good: bool) -> None:
    if not good:
        raise click.exceptions.Exit(1)
