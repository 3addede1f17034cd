"""The SPARQL 1.1 Service Description of the endpoint."""
from __future__ import annotations

from typing import cast

import pyoxigraph as ox

from graph_api.store.evaluator import GRAPHS
from ontology.vocab import PREFIXES, RDF

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
WRITES = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples", "RDF_XML",
          "JSON-LD")


def service(endpoint: str, format: str) -> bytes:
    """The description of the service at `endpoint` (its URL) in a graph format of the store port."""
    this, dataset, graph = ox.NamedNode(endpoint), ox.NamedNode(endpoint + "#dataset"), ox.NamedNode(endpoint + "#default-graph")

    def sd(name: str) -> ox.NamedNode:
        return ox.NamedNode(SD + name)

    triples = [
        ox.Triple(this, RDF.type, sd("Service")), ox.Triple(this, sd("endpoint"), this),
        ox.Triple(this, sd("supportedLanguage"), sd("SPARQL11Query")), ox.Triple(this, sd("defaultDataset"), dataset),
        ox.Triple(dataset, RDF.type, sd("Dataset")), ox.Triple(dataset, sd("defaultGraph"), graph), ox.Triple(graph, RDF.type, sd("Graph")),
        *(ox.Triple(this, sd("resultFormat"), ox.NamedNode(FORMATS + name)) for name in WRITES),
    ]
    return cast(bytes, ox.serialize(triples, format=GRAPHS[format], prefixes={**PREFIXES, "sd": SD, "formats": FORMATS}))
