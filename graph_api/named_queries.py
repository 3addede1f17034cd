"""Named queries: one `.rq` file is one question.

A file is SPARQL that runs anywhere as it stands. Lines that start with `#+` are its header, in TOML:

    #+ summary = "…"                  one sentence: what the rows are
    #+ answers = "…?"                 the question in the words of a reader
    #+ [parameters.NAME]
    #+ type = "iri"                   iri, text, date (YYYY-MM-DD) or integer
    #+ about = "…"                    what it restricts, and what its absence means
    #+ example = "gb-ico"             a value that can be tried
    #+ kind = "organization"          iri only: the kind of thing, so that a short id will do

A parameter is a hole, `VALUES ?NAME { UNDEF }`: unrestricted as it stands, filled with a *term*, in one pass, so that no value is ever
read as query text. A file says everything that is wrong with it at once.
"""
from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from graph_api.errors import BadRequest, InvalidParameter
from ontology import iris
from ontology.vocab import XSD

HOLE = re.compile(r"VALUES \?(\w+) \{ UNDEF \}")
HEADER = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)
NAME = re.compile(r"[a-z][a-z0-9_]*")
TYPES = ("iri", "text", "date", "integer")
RESERVED = frozenset({"format", "limit", "offset"})
Term = NamedNode | Literal


class InvalidQueryFile(ValueError):
    """One or more files cannot be used; `faults` says why, each with the path first."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    type: str
    about: str
    example: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One question. `text` is the whole file, header included, and is valid SPARQL."""

    name: str
    summary: str
    answers: str
    parameters: tuple[Parameter, ...]
    text: str


def parse(name: str, text: str) -> NamedQuery:
    """A query from its file. Raises InvalidQueryFile with every fault of the header."""
    faults: list[str] = []
    try:
        header = tomllib.loads("\n".join(HEADER.findall(text)))
    except tomllib.TOMLDecodeError as error:
        raise InvalidQueryFile([f"{name}.rq: header: {error}"]) from error

    def said(table: Mapping[str, Any], key: str, where: str) -> str:
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            faults.append(f"{name}.rq: {where}{key}: expected a text, found {value!r}")
            return ""
        return value

    def unknown(table: Mapping[str, Any], allowed: set[str], where: str) -> None:
        faults.extend(f"{name}.rq: {where}{key}: there is no such key; expected {', '.join(sorted(allowed))}"
                      for key in sorted(table.keys() - allowed))

    if not NAME.fullmatch(name):
        faults.append(f"{name}.rq: a name is lower-case letters, digits and _")
    unknown(header, {"summary", "answers", "parameters"}, "")
    tables = header.get("parameters", {})
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise InvalidQueryFile([*faults, f"{name}.rq: parameters: expected tables [parameters.NAME]"])
    parameters = []
    for key, table in tables.items():
        where = f"parameters.{key}."
        unknown(table, {"type", "about", "example", "kind"}, where)
        kind = table.get("kind")
        found = Parameter(key, said(table, "type", where), said(table, "about", where), said(table, "example", where), kind)
        if found.type not in TYPES:
            faults.append(f"{name}.rq: {where}type: expected one of {', '.join(TYPES)}, found {found.type!r}")
        if kind is not None and (found.type != "iri" or kind not in iris.KINDS):
            faults.append(f"{name}.rq: {where}kind: expected one of {', '.join(sorted(iris.KINDS))}, on an iri; found {kind!r}")
        if key in RESERVED:
            faults.append(f"{name}.rq: {where} the name {key} is taken by the server")
        parameters.append(found)
    holes, declared = set(HOLE.findall(text)), {p.name for p in parameters}
    faults += [f"{name}.rq: parameters.{key}: the query has no line VALUES ?{key} {{ UNDEF }}" for key in sorted(declared - holes)]
    faults += [f"{name}.rq: VALUES ?{key} {{ UNDEF }}: the header has no [parameters.{key}]" for key in sorted(holes - declared)]
    summary, answers = said(header, "summary", ""), said(header, "answers", "")
    if faults:
        raise InvalidQueryFile(faults)
    return NamedQuery(name, summary, answers, tuple(parameters), text)


def load(folder: Path) -> Mapping[str, NamedQuery]:
    """Every `.rq` file of a folder, by name. Raises InvalidQueryFile with every fault of every file."""
    found: dict[str, NamedQuery] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.rq")):
        try:
            found[path.stem] = parse(path.stem, path.read_text("utf-8"))
        except InvalidQueryFile as error:
            faults += error.faults
        except UnicodeDecodeError as error:
            faults.append(f"{path.name}: not UTF-8 ({error})")
    if faults:
        raise InvalidQueryFile(faults)
    return found


def bind(query: NamedQuery, given: Mapping[str, str]) -> str:
    """The query with its parameters filled in. An empty value is the same as none. Raises InvalidParameter with every fault."""
    known = {p.name: p for p in query.parameters}
    faults = [f"{name}: {query.name} has no such parameter; it has {', '.join(known) or 'none'}" for name in given if name not in known]
    terms: dict[str, Term] = {}
    for name, value in given.items():
        if name in known and value.strip():
            try:
                terms[name] = term(known[name], value.strip())
            except ValueError as error:
                faults.append(f"{name}: {error}")
    if faults:
        raise InvalidParameter("; ".join(faults), faults=faults)
    return HOLE.sub(lambda hole: f"VALUES ?{hole[1]} {{ {terms.get(hole[1], 'UNDEF')} }}", query.text)


def term(parameter: Parameter, value: str) -> Term:
    """A value as a term of its parameter's type. Raises ValueError with what was given and what was expected."""
    match parameter.type:
        case "iri" if ":" in value and not (parameter.kind == "provision" and "/" not in value):
            try:
                return NamedNode(value)
            except ValueError as error:
                raise ValueError(f"{value!r} is not an IRI ({error})") from error
        case "iri" if parameter.kind:
            return NamedNode(iris.mint(parameter.kind, value))
        case "iri":
            raise ValueError(f"{value!r} is not an absolute IRI, such as {parameter.example}")
        case "date":
            try:
                return Literal(date.fromisoformat(value).isoformat(), datatype=XSD.date)
            except ValueError as error:
                raise ValueError(f"{value!r} is not a day; expected YYYY-MM-DD, such as {parameter.example}") from error
        case "integer":
            if not re.fullmatch(r"[+-]?[0-9]{1,18}", value):
                raise ValueError(f"{value!r} is not a whole number, such as {parameter.example}")
            return Literal(str(int(value)), datatype=XSD.integer)
    try:
        return Literal(value.encode("utf-8").decode("utf-8"))
    except UnicodeEncodeError as error:
        raise ValueError(f"{value!r} is not Unicode text") from error


def page(text: str, limit: int | None, offset: int) -> str:
    """A query with LIMIT and OFFSET at its end; the files of `queries/` have none of their own."""
    lines = [text.rstrip()]
    if limit is not None:
        lines.append(f"LIMIT {limit}")
    if offset:
        lines.append(f"OFFSET {offset}")
    return "\n".join(lines) + "\n"


def number(name: str, value: str | None) -> int | None:
    """A `limit` or `offset` as given; None when it was not."""
    if not value:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", value):
        raise BadRequest(f"{name} is {value!r}; expected a whole number from 0 on.", parameter=name)
    return int(value)
