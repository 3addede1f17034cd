"""The `ontology` commands of the command line: print it, check it."""
from __future__ import annotations

from pathlib import Path

import click

from ontology.check import check
from ontology.printing import as_jsonld, as_turtle
from ontology.turtle import FOLDER


@click.group("ontology")
def ontology() -> None:
    """What words mean: the vocabulary, registers, action types and triggers."""


@ontology.command("print")
@click.option("--format", "form", type=click.Choice(["turtle", "jsonld"]), default="turtle", show_default=True, help="How to write it.")
def print_command(form: str) -> None:
    """Print the vocabulary with all registers and triggers.

    Example: regatlas ontology print --format jsonld > ontology.jsonld
    """
    click.echo(as_turtle() if form == "turtle" else as_jsonld(), nl=False)


@ontology.command("check")
@click.option("--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=FOLDER, show_default="the installed one",
              help="Another folder of Turtle files to check.")
def check_command(folder: Path) -> None:
    """Count what there is and list every fault; exit code 1 when there is one.

    Example: regatlas ontology check
    """
    report = check(folder)
    click.echo(str(report))
    if report.faults:
        raise click.exceptions.Exit(1)


COMMANDS: tuple[click.Command, ...] = (ontology,)
