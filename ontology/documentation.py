"""The vocabulary for people: one page with every class, value, property and kind of act, and a picture of the classes.

`describe()` gathers what the Turtle says, `documentation.html` lays it out; the page needs no script and asks nothing of another server.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader

from ontology.knowledge import ActionType, Knowledge, RegisterEntry, Trigger, inspect
from ontology.picture import Link, draw
from ontology.turtle import FOLDER, RETIRED, Source, index, read_triples, short
from ontology.vocab import DCTERMS, OWL, RA, RDF, RDFS, SCHEMA, SKOS

FILES = ("core.ttl", "alignments.ttl", RETIRED)
PROPERTIES = {OWL.ObjectProperty: "object property", OWL.DatatypeProperty: "datatype property",
              OWL.AnnotationProperty: "annotation property"}
SORTS = {**PROPERTIES, OWL.NamedIndividual: "value", OWL.Class: "class"}
TRAITS = {OWL.FunctionalProperty: "at most one", OWL.InverseFunctionalProperty: "of one thing only", OWL.SymmetricProperty: "both ways",
          OWL.AsymmetricProperty: "one way only", OWL.IrreflexiveProperty: "never to itself"}
RELATIONS = {RDFS.subClassOf: "is a", RDFS.subPropertyOf: "is a", SKOS.exactMatch: "same as", SKOS.closeMatch: "close to",
             SKOS.broadMatch: "narrower than", SKOS.narrowMatch: "broader than", SKOS.relatedMatch: "related to"}


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the vocabulary. `name` is its local name; `domain` and `range` are short names; `relations` are (how, short name, IRI)."""

    name: str
    iri: str
    label: str
    definition: str
    note: str
    example: str
    sort: str
    traits: tuple[str, ...]
    classes: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    relations: tuple[tuple[str, str, str], ...]
    replaced_by: str = ""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of act with its place in the tree (0 is the top) and the triggers that report it."""

    type: ActionType
    depth: int
    note: str
    example: str
    aliases: tuple[str, ...]
    triggers: tuple[Trigger, ...]


@dataclass(frozen=True, slots=True)
class Documentation:
    """Everything on the page. Terms are in the order of their names, kinds in the order of the tree."""

    title: str
    description: str
    comment: str
    version: str
    license: str
    changes: tuple[str, ...]
    classes: tuple[Term, ...]
    values: tuple[Term, ...]
    properties: tuple[Term, ...]
    retired: tuple[Term, ...]
    kinds: tuple[Kind, ...]
    scheme: str
    practices: tuple[RegisterEntry, ...]
    picture: str

    def properties_of(self, name: str) -> list[str]:
        return [p.name for p in self.properties if f"ra:{name}" in p.domain]


def describe(folder: Path = FOLDER) -> Documentation:
    """What a folder of Turtle says. Raises SyntaxError for a file that is not Turtle."""
    triples, faults = read_triples(folder)
    if faults:
        raise SyntaxError("; ".join(map(str, faults)))
    known, _ = inspect(folder)
    source, _ = index([pair for pair in triples if pair[0] in FILES])
    actions, _ = index([pair for pair in triples if pair[0].startswith("actions")])
    terms = [_term(source, iri) for iri in sorted(source.values) if iri.startswith(RA.NS) and source.objects(iri, RDF.type)]
    current = [term for term in terms if not source.objects(term.iri, OWL.deprecated)]
    classes = tuple(term for term in current if term.sort == "class")
    properties = tuple(term for term in current if term.sort in PROPERTIES.values())
    header = RA.NS.rstrip("#")
    about = [text for iri in actions.of_class(SKOS.ConceptScheme) for predicate in (SKOS.definition, SKOS.scopeNote)
             for text in actions.texts(iri, predicate)]
    return Documentation(
        title=_one(source.texts(header, DCTERMS.title)), description=_one(source.texts(header, DCTERMS.description)),
        comment=_one(source.texts(header, RDFS.comment)), version=known.version, license=_one(source.links(header, DCTERMS.license)),
        changes=source.texts(header, SKOS.changeNote), classes=classes, values=tuple(term for term in current if term.sort == "value"),
        properties=properties, retired=tuple(term for term in terms if term not in current), kinds=tuple(_tree(known, actions)),
        scheme=" ".join(about), practices=known.of_kind("practice"),
        picture=draw({c.name: c.label for c in classes}, list(links(classes, properties))))


def links(classes: Iterable[Term], properties: Iterable[Term]) -> Iterable[Link]:
    """What the picture shows: each property from its classes to every class of its values, and which class is narrower than which.

    Slots that a claim and an action share are drawn from the claim only.
    """
    names = {term.name for term in classes}
    for term in properties:
        for source in {d.removeprefix("ra:") for d in term.domain} - ({"Action"} if "ra:Claim" in term.domain else set()):
            yield from (Link(source, target, term.name) for r in term.range
                        if (target := r.removeprefix("ra:")) in names and source in names)
    for term in classes:
        yield from (Link(term.name, above, "is a", "is a") for how, name, _ in term.relations
                    if how == "is a" and (above := name.removeprefix("ra:")) in names)


def as_fragment(folder: Path = FOLDER) -> str:
    """The content of the page, for a page that has its own head."""
    return _own() if folder == FOLDER else _render("documentation.html", folder)


def as_html(folder: Path = FOLDER) -> str:
    """The whole page with its style inside."""
    return _environment().get_template("page.html").render(content=as_fragment(folder), d=describe(folder))


@cache
def _own() -> str:
    return _render("documentation.html", FOLDER)


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader("ontology", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def _render(template: str, folder: Path) -> str:
    return _environment().get_template(template).render(d=describe(folder))


def _term(source: Source, iri: str) -> Term:
    domain = source.links(iri, RDFS.domain) or source.links(iri, SCHEMA.domainIncludes)
    found = source.links(iri, RDFS.range) or source.links(iri, SCHEMA.rangeIncludes)
    sort = next((said for cls, said in SORTS.items() if source.has_class(iri, cls)), "class")
    return Term(
        name=iri.removeprefix(RA.NS), iri=iri, label=_one((*source.texts(iri, RDFS.label), *source.texts(iri, SKOS.prefLabel))),
        definition=_one(source.texts(iri, SKOS.definition)), note=_one(source.texts(iri, SKOS.scopeNote)),
        example=_one(source.texts(iri, SKOS.example)), sort=sort,
        traits=tuple(said for cls, said in TRAITS.items() if source.has_class(iri, cls)),
        classes=tuple(short(cls) for cls in source.links(iri, RDF.type) if cls.startswith(RA.NS)),
        domain=_ordered(domain), range=_ordered(found),
        relations=tuple((how, short(other), other) for predicate, how in RELATIONS.items() for other in source.links(iri, predicate)),
        replaced_by=short(_one(source.links(iri, DCTERMS.isReplacedBy))), changes=source.texts(iri, SKOS.changeNote))


def _ordered(iris: Iterable[str]) -> tuple[str, ...]:
    """Claims before actions and the rest by name: what a claim has, an action has too."""
    return tuple(sorted(map(short, iris), key=lambda name: (name != "ra:Claim", name)))


def _tree(known: Knowledge, actions: Source) -> Iterable[Kind]:
    below: dict[str | None, list[ActionType]] = {}
    for type in known.types.values():
        below.setdefault(type.broader if type.broader in known.types else None, []).append(type)

    def walk(above: str | None, depth: int) -> Iterable[Kind]:
        for type in sorted(below.get(above, []), key=lambda t: (t.leaf, t.label)):
            triggers = tuple(trigger for trigger in known.triggers if trigger.action_type == type.id)
            note, example = (_one(actions.texts(type.iri, predicate)) for predicate in (SKOS.scopeNote, SKOS.example))
            yield Kind(type, depth, note, example, actions.texts(type.iri, SKOS.altLabel), triggers)
            yield from walk(type.id, depth + 1)

    return walk(None, 0)


def _one(values: tuple[str, ...]) -> str:
    return values[0] if values else ""
