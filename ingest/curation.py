"""The commands of people who look after the data: what to look at, and what they know better."""
from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import click

from ingest.commands import _errors, _existing, _library, _settings, data_option
from ingest.journal import sync
from ontology.knowledge import load

file_argument = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.command()
@data_option
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Items of each kind.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True,
              help="Text for people, JSON Lines for machines.")
def review(data: Path | None, limit: int, form: str) -> None:
    """List what most needs a person's eyes: conflicts, names that no register knows, doubtful claims; each with its IRIs.

    Example: regatlas review --data data --limit 5
    """
    from pyoxigraph import Store

    from ingest import review as reviewing

    settings = _settings(data=data)
    _existing(settings.data)
    with _errors():
        for item in reviewing.review(Store.read_only(str((settings.data / "current").resolve() / "store")), limit):
            if form == "jsonl":
                click.echo(json.dumps(asdict(item), ensure_ascii=False))
            else:
                click.echo(f"{item.kind}  <{item.iri}>\n    {item.why}\n" + "".join(f"    <{other}>\n" for other in item.others))


@click.group()
def corrections() -> None:
    """Check and apply what people know better: merge, split, reject, redate, relabel."""


@corrections.command()
@file_argument
@data_option
def check(file: Path, data: Path | None) -> None:
    """Say what is wrong with a file of corrections, and which of them concern nothing that is there. Exit code 1 for a fault.

    Example: regatlas corrections check corrections.ttl --data data
    """
    from ingest.corrections import read_corrections, without_effect

    settings = _settings(data=data)
    with _errors():
        found, _ = read_corrections(file.read_text(encoding="utf-8"), load(), str(file))
        missing: list[str] = []
        if (settings.data / "workspace").is_dir():
            with _library(settings) as library:
                claims, entities, _ = library.claims()
            missing = without_effect(found, claims, (e.iri for e in entities))
    for line in missing:
        click.echo(line, err=True)
    click.echo(f"{len(found)} corrections, {len(missing)} of things that are not there")


@corrections.command()
@file_argument
@data_option
def apply(file: Path, data: Path | None) -> None:
    """Make a file the corrections of a data folder, in place of those before, and publish a release with them.

    Example: regatlas corrections apply corrections.ttl --data data
    """
    from ingest.corrections import read_corrections
    from ingest.publishing import CORRECTIONS

    settings = _settings(data=data)
    _existing(settings.data)
    with _errors():
        text = file.read_text(encoding="utf-8")
        found, _ = read_corrections(text, load(), str(file))
        place = settings.data / CORRECTIONS
        beside = place.with_suffix(".new")
        with beside.open("w", encoding="utf-8") as new:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
        os.replace(beside, place)
        sync(place.parent)
        with _library(settings) as library:
            manifest = library.publish().manifest
    click.echo(f"{len(found)} corrections; release {manifest.id} is current")


COMMANDS: tuple[click.Command, ...] = (review, corrections)
