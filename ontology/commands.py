"""The `ontology` commands of the command line: print it, check it."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from ontology.check import check
from ontology.documentation import as_html, describe
from ontology.printing import as_jsonld, as_turtle
from ontology.turtle import FOLDER

WRITERS: dict[str, Callable[[], str | bytes]] = {
    "turtle": as_turtle, "jsonld": as_jsonld, "html": as_html, "svg": lambda: describe().picture}


@click.group("ontology")
def ontology() -> None:
    """What words mean: the vocabulary, registers, action types and triggers."""


@ontology.command("print")
@click.option("--format", "form", type=click.Choice([*WRITERS]), default="turtle", show_default=True,
              help="turtle, jsonld: everything, with all registers and triggers. html: a page for people. svg: the picture of the classes.")
def print_command(form: str) -> None:
    """Print the ontology.

    Example: regatlas ontology print --format html > ontology.html
    """
    click.echo(WRITERS[form](), nl=False)


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
