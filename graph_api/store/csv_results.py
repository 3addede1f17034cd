"""SPARQL 1.1 Query Results CSV, as RFC 4180 reads it.

Oxigraph 0.5 does not quote an IRI that holds a comma, and each of our evidence IRIs does (`#char=10,80`): the row would have a column too
many. So its CSV is mended where the IRI is one of ours, and checked: a comma that still stands free makes some row too long, and then
the rows are written one by one.
"""
from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable

import pyoxigraph as ox

OURS = re.compile(rb'("(?:[^"]|"")*")|(?<![^,\r\n])(https://w3id\.org/regatlas/id/[^,"\r\n]*#(?:char|position|quote|mention)=[0-9]+,[0-9]+[^,"\r\n]*)')


def mended(raw: bytes, columns: int) -> bytes | None:
    """The same CSV with our IRIs quoted; None when some row still has a wrong number of columns."""
    fixed = OURS.sub(lambda found: found[1] or b'"' + found[2] + b'"', raw)
    csv.field_size_limit(sys.maxsize)                        # the text of an article can be one field
    reader = csv.reader(io.StringIO(fixed.decode("utf-8"), newline=""))
    return fixed if all(len(row) == columns or (columns == 1 and not row) for row in reader) else None


def rebuilt(solutions: ox.QuerySolutions) -> Iterable[bytes]:
    """CSV from rows, a line at a time."""
    names = [variable.value for variable in solutions.variables]
    yield _line(names)
    for row in solutions:
        yield _line([_value(row[name]) for name in names])


def _line(cells: list[str]) -> bytes:
    return (",".join('"' + cell.replace('"', '""') + '"' if re.search('[",\r\n]', cell) else cell for cell in cells) + "\r\n").encode()


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
