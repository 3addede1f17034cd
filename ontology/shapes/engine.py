"""SHACL core for the shapes of this project, compiled once: a graph of 900 triples is checked in a few milliseconds.

A general engine parses the graph and every query anew (0.1 to 0.3 s an article). This one knows the constraints of `CHECKS`, the
paths `predicate`, `sh:inversePath` and `sh:alternativePath`, the targets `sh:targetClass`, `sh:targetNode` and `sh:targetSubjectsOf`, and
`sh:sparql` (run once a graph, for all nodes of the class). A shape that says anything else is refused, never ignored. That the
answers are those of pyshacl is held by tests.
"""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

import pyoxigraph as ox

from ontology.errors import OntologyError
from ontology.vocab import RDF, RDFS, XSD

SH = "http://www.w3.org/ns/shacl#"
FIRST, REST, NIL = (ox.NamedNode(f"http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}") for name in ("first", "rest", "nil"))
Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Check = Callable[["Data", Node, list[Node]], Iterable[Node | None]]
"""(data, focus node, value nodes) → the offending values; None where there is no single one."""
LEXICAL: Mapping[ox.NamedNode, Callable[[str], object]] = {
    XSD.date: lambda text: date.fromisoformat(re.sub(r"(Z|[+-]\d\d:\d\d)$", "", text)),
    XSD.integer: int, XSD.decimal: lambda text: Decimal(re.fullmatch(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)\s*", text)[0]),  # type: ignore[index]
}
NUMBERS = (XSD.integer, XSD.decimal)


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One broken rule: the thing that breaks it, the rule in words, the offending value where there is one, the path it stands on."""

    focus: str
    message: str
    value: str = ""
    path: str = ""

    def __str__(self) -> str:
        return f"{self.focus}: {self.message}" + (f" (found {self.value})" if self.value else "")


class Data:
    """A graph with what checks look up."""

    def __init__(self, triples: Iterable[ox.Triple | ox.Quad]) -> None:
        self.triples = tuple(triples)
        self.out: dict[Node, dict[ox.NamedNode, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for s, p, o in {(t.subject, t.predicate, t.object) for t in self.triples}:
            self.out[s][p].append(o)

    @cached_property
    def into(self) -> dict[tuple[ox.NamedNode, Node], list[Node]]:
        """(predicate, object) → subjects."""
        found: dict[tuple[ox.NamedNode, Node], list[Node]] = defaultdict(list)
        for subject, pairs in self.out.items():
            for predicate, objects in pairs.items():
                for value in objects:
                    found[predicate, value].append(subject)
        return found

    def values(self, subject: Node, predicate: ox.NamedNode) -> list[Node]:
        return self.out[subject].get(predicate, []) if subject in self.out else []

    def classes(self, cls: Node) -> set[Node]:
        """A class and those that the graph puts below it."""
        found, todo = {cls}, [cls]
        while todo:
            for below in self.into.get((RDFS.subClassOf, todo.pop()), ()):
                if below not in found:
                    found.add(below)
                    todo.append(below)
        return found

    def instances(self, cls: Node) -> set[Node]:
        return {node for each in self.classes(cls) for node in self.into.get((RDF.type, each), ())}

    def is_a(self, node: Node, cls: Node) -> bool:
        types = self.values(node, RDF.type)
        return cls in types or bool(types and not self.classes(cls).isdisjoint(types))

    @cached_property
    def store(self) -> ox.Store:
        store = ox.Store()
        store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in self.triples)
        return store


@dataclass(frozen=True, slots=True)
class Shape:
    """Where it applies, the values it looks at (by a path; the node itself without one), what they must be."""

    path: Callable[[Data, Node], list[Node]]
    path_name: str
    checks: tuple[tuple[Check, str], ...]                    # with the message
    properties: tuple[Shape, ...]

    def broken(self, data: Data, focus: Node) -> Iterator[tuple[Node, str, str, Node | None]]:
        """(node, path, message, value) of every violation."""
        values = self.path(data, focus)
        for check, message in self.checks:
            for value in check(data, focus, values):
                yield focus, self.path_name, message, value
        for value in values if self.properties else ():
            for shape in self.properties:
                yield from shape.broken(data, value)

    def conforms(self, data: Data, focus: Node) -> bool:
        return next(self.broken(data, focus), None) is None


@dataclass(frozen=True, slots=True)
class Rule:
    """A constraint in SPARQL: the rows of `query` whose `this` has the class are faults."""

    target: ox.NamedNode
    query: str
    message: str


@dataclass(frozen=True, slots=True)
class Compiled:
    shapes: tuple[tuple[Callable[[Data], Iterable[Node]], Shape], ...]
    rules: tuple[Rule, ...]

    def violations(self, triples: Iterable[ox.Triple | ox.Quad]) -> tuple[Violation, ...]:
        """Every rule that a graph breaks (names of graphs are ignored), sorted; empty when it conforms."""
        data = Data(triples)
        found = {Violation(_plain(focus), message, _n3(value), path) for targets, shape in self.shapes for node in targets(data)
                 for focus, path, message, value in shape.broken(data, node)}
        for rule in self.rules:
            instances = data.instances(rule.target)
            rows = data.store.query(rule.query) if instances else ()
            found |= {Violation(row["this"].value, rule.message) for row in rows if row["this"] in instances}  # type: ignore[union-attr]
        return tuple(sorted(found))


def compile_shapes(turtle: Iterable[str]) -> Compiled:
    """Shapes from Turtle texts. Raises OntologyError for what this engine does not know."""
    reader = _Reader(Data(t for text in turtle for t in ox.parse(text, ox.RdfFormat.TURTLE, base_iri="urn:shapes", rename_blank_nodes=True)))
    shapes, rules = [], list[Rule]()
    for node in sorted(reader.data.into[RDF.type, _sh("NodeShape")], key=str):
        shape = reader.shape(node)
        targets = reader.targets(node)
        shapes += [(target, shape) for target in targets]
        rules += reader.rules(node)
    return Compiled(tuple(shapes), tuple(sorted(rules, key=str)))


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(SH + name)


def _plain(node: Node) -> str:
    return node.value if isinstance(node, ox.NamedNode | ox.BlankNode | ox.Literal) else str(node)


def _n3(value: Node | None) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= 80 else f"{text[:77]}…"


# --- reading shapes ---------------------------------------------------------------------------------------------------------

ABOUT = {"path", "message", "property", "sparql", "targetClass", "targetNode", "targetSubjectsOf", "qualifiedMinCount", "qualifiedMaxCount"}


class _Reader:
    def __init__(self, data: Data) -> None:
        self.data = data

    def shape(self, node: Node, message: str = "") -> Shape:
        said = {p.value.removeprefix(SH): values for p, values in self.data.out[node].items() if p != RDF.type}
        if unknown := [name for name in said if name not in ABOUT and name not in CHECKS]:
            raise OntologyError(f"shape {node}: {', '.join(sorted(unknown))} is not known to this engine; add it to ontology/shapes/engine.py")
        message = _plain(said["message"][0]) if "message" in said else message
        path = said["path"][0] if "path" in said else None
        checks = [(CHECKS[name](self, value, node), message) for name in sorted(said) if name in CHECKS for value in said[name]]
        return Shape(self.path(path), _plain(path) if isinstance(path, ox.NamedNode) else "", tuple(checks),
                     tuple(self.shape(each, message) for each in sorted(said.get("property", []), key=str)))

    def path(self, node: Node | None) -> Callable[[Data, Node], list[Node]]:
        if node is None:
            return lambda data, focus: [focus]
        if isinstance(node, ox.NamedNode):
            return lambda data, focus: data.values(focus, node)
        pairs = self.data.out[node]
        if inverse := pairs.get(_sh("inversePath")):
            predicate = inverse[0]
            assert isinstance(predicate, ox.NamedNode)
            return lambda data, focus: data.into.get((predicate, focus), [])
        if alternatives := pairs.get(_sh("alternativePath")):
            paths = [self.path(each) for each in self.members(alternatives[0])]
            return lambda data, focus: list(dict.fromkeys(value for path in paths for value in path(data, focus)))
        raise OntologyError(f"shapes: the path {node} is not known to this engine")

    def members(self, node: Node) -> list[Node]:
        found = []
        while node != NIL:
            found.append(self.data.values(node, FIRST)[0])
            node = self.data.values(node, REST)[0]
        return found

    def targets(self, node: Node) -> list[Callable[[Data], Iterable[Node]]]:
        found: list[Callable[[Data], Iterable[Node]]] = []
        for cls in self.data.values(node, _sh("targetClass")):
            found.append(lambda data, cls=cls: data.instances(cls))  # type: ignore[misc]
        for one in self.data.values(node, _sh("targetNode")):
            found.append(lambda data, one=one: [one])  # type: ignore[misc]
        for predicate in self.data.values(node, _sh("targetSubjectsOf")):
            found.append(lambda data, predicate=predicate: [s for s, pairs in data.out.items() if predicate in pairs])  # type: ignore[misc]
        return found

    def rules(self, shape: Node) -> Iterator[Rule]:
        for constraint in self.data.values(shape, _sh("sparql")):
            classes = sorted(self.data.values(shape, _sh("targetClass")), key=str)
            query = self.data.values(constraint, _sh("select"))
            if not classes or not query:
                raise OntologyError(f"shape {shape}: a constraint in SPARQL needs sh:select, and its shape sh:targetClass")
            declared = [d for source in self.data.values(constraint, _sh("prefixes")) for d in self.data.values(source, _sh("declare"))]
            header = sorted(f"PREFIX {_plain(self.data.values(d, _sh('prefix'))[0])}: <{_plain(self.data.values(d, _sh('namespace'))[0])}>\n"
                            for d in declared)
            message = next(map(_plain, self.data.values(constraint, _sh("message"))), "breaks a rule")
            for cls in classes:
                assert isinstance(cls, ox.NamedNode)
                yield Rule(cls, "".join(header) + _plain(query[0]), message)


# --- constraints --------------------------------------------------------------------------------------------------------------

def _each(test: Callable[[Data, Node], bool]) -> Check:
    """Every value must pass."""
    return lambda data, focus, values: [value for value in values if not test(data, value)]


def _number(node: Node) -> int:
    return int(_plain(node))


def _value(node: Node) -> object:
    """What a literal stands for, None for anything that is not well-formed."""
    if not isinstance(node, ox.Literal):
        return None
    try:
        return LEXICAL[node.datatype](node.value) if node.datatype in LEXICAL else node.value
    except (ValueError, TypeError, ArithmeticError):
        return None


def _ordered(a: Node, b: Node, equal: bool) -> bool:
    """a < b (or equal); False when they cannot be compared."""
    assert isinstance(b, ox.Literal)
    if not isinstance(a, ox.Literal) or not (a.datatype == b.datatype or {a.datatype, b.datatype} <= {*NUMBERS}):
        return False
    one, other = _value(a), _value(b)
    return one is not None and other is not None and (one < other or (equal and one == other))  # type: ignore[operator]


def _of_kind(kind: Node) -> Callable[[Data, Node], bool]:
    classes = {"IRI": ox.NamedNode, "Literal": ox.Literal, "BlankNode": ox.BlankNode}
    allowed = tuple(cls for name, cls in classes.items() if name in re.split("Or", _plain(kind).removeprefix(SH)))
    return lambda data, value: isinstance(value, allowed)


def _pattern(reader: _Reader, value: Node, shape: Node) -> Check:
    pattern = re.compile(_plain(value))
    return _each(lambda data, each: not isinstance(each, ox.BlankNode) and bool(pattern.search(_plain(each))))


def _datatype(reader: _Reader, value: Node, shape: Node) -> Check:
    return _each(lambda data, each: isinstance(each, ox.Literal) and each.datatype == value and _value(each) is not None)


def _in(reader: _Reader, value: Node, shape: Node) -> Check:
    allowed = frozenset(reader.members(value))
    return _each(lambda data, each: each in allowed)


def _language_in(reader: _Reader, value: Node, shape: Node) -> Check:
    ranges = [_plain(each).lower() for each in reader.members(value)]
    def fits(data: Data, each: Node) -> bool:
        language = (each.language or "").lower() if isinstance(each, ox.Literal) else ""
        return any(language == r or language.startswith(f"{r}-") for r in ranges)
    return _each(fits)


def _unique_lang(reader: _Reader, value: Node, shape: Node) -> Check:
    def check(data: Data, focus: Node, values: list[Node]) -> list[None]:
        counts = Counter(each.language.lower() for each in values if isinstance(each, ox.Literal) and each.language)
        return [None for count in counts.values() if count > 1]
    return check if _plain(value) == "true" else lambda data, focus, values: []


def _equals(reader: _Reader, value: Node, shape: Node) -> Check:
    assert isinstance(value, ox.NamedNode)
    return lambda data, focus, values: {*values} ^ {*data.values(focus, value)}


def _less(equal: bool) -> Callable[[_Reader, Node, Node], Check]:
    def make(reader: _Reader, value: Node, shape: Node) -> Check:
        assert isinstance(value, ox.NamedNode)
        return lambda data, focus, values: [each for each in values if not all(_ordered(each, other, equal) for other in data.values(focus, value))]
    return make


def _qualified(reader: _Reader, value: Node, shape: Node) -> Check:
    inner = reader.shape(value)
    least = next(map(_number, reader.data.values(shape, _sh("qualifiedMinCount"))), 0)
    most = next(map(_number, reader.data.values(shape, _sh("qualifiedMaxCount"))), None)
    def check(data: Data, focus: Node, values: list[Node]) -> list[None]:
        count = sum(inner.conforms(data, each) for each in values)
        return [] if least <= count and (most is None or count <= most) else [None]
    return check


def _of_several(fits: Callable[[int], bool]) -> Callable[[_Reader, Node, Node], Check]:
    def make(reader: _Reader, value: Node, shape: Node) -> Check:
        parts = [reader.shape(each) for each in reader.members(value)]
        return _each(lambda data, each: fits(sum(part.conforms(data, each) for part in parts)))
    return make


CHECKS: Mapping[str, Callable[[_Reader, Node, Node], Check]] = {
    "minCount": lambda reader, value, shape: lambda data, focus, values: [] if len(values) >= _number(value) else [None],
    "maxCount": lambda reader, value, shape: lambda data, focus, values: [] if len(values) <= _number(value) else [None],
    "class": lambda reader, value, shape: _each(lambda data, each: data.is_a(each, value)),
    "nodeKind": lambda reader, value, shape: _each(_of_kind(value)),
    "in": _in,
    "hasValue": lambda reader, value, shape: lambda data, focus, values: [] if value in values else [None],
    "minLength": lambda reader, value, shape: _each(lambda data, each: not isinstance(each, ox.BlankNode) and len(_plain(each)) >= _number(value)),
    "maxLength": lambda reader, value, shape: _each(lambda data, each: not isinstance(each, ox.BlankNode) and len(_plain(each)) <= _number(value)),
    "minInclusive": lambda reader, value, shape: _each(lambda data, each: isinstance(each, ox.Literal) and _ordered(value, each, True)),
    "maxInclusive": lambda reader, value, shape: _each(lambda data, each: _ordered(each, value, True)),
    "pattern": _pattern, "datatype": _datatype, "languageIn": _language_in, "uniqueLang": _unique_lang, "equals": _equals,
    "lessThan": _less(False), "lessThanOrEquals": _less(True), "qualifiedValueShape": _qualified,
    "or": _of_several(lambda count: count > 0), "xone": _of_several(lambda count: count == 1),
}
"""Constraint → what makes its check: (reader, the constraint's value, its shape) → check."""
