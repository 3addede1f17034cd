"""The command line: joins the two packages' commands, nothing else."""
from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import click

# In the order in which they are looked through: a command is quick to start when nothing is imported that it does not need.
MODULES = ("ingest.commands", "ingest.curation", "graph_api.commands", "ontology.commands")


def _commands() -> Iterator[click.Command]:
    return (command for module in MODULES for command in import_module(module).COMMANDS)


class Commands(click.Group):
    """The commands of all packages, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(command.name or "" for command in _commands())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return next((command for command in _commands() if command.name == cmd_name), None)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="regatlas")
def main() -> None:
    """Articles about regulators and companies, as an RDF graph with evidence, behind SPARQL and GraphQL."""


if __name__ == "__main__":
    main()
