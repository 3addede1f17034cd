"""The command line: joins the commands of the packages, nothing else."""
from __future__ import annotations

import click

from graph_api.commands import COMMANDS as SERVING
from ingest.commands import COMMANDS as INGESTING
from ontology.commands import COMMANDS as ONTOLOGY


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="regatlas")
def main() -> None:
    """Articles about regulators and companies, as an RDF graph with evidence, behind SPARQL and GraphQL."""


for command in (*INGESTING, *SERVING, *ONTOLOGY):
    main.add_command(command)

if __name__ == "__main__":
    main()
