"""What a query is and what it costs, for `explain=1`: its algebra, the seconds of each phase, and how many rows it has.

Oxigraph does not show its plan; the algebra is that of SPARQL 1.1 §18.2 as rdflib writes it, which is what the plan starts from. Run in an evaluator.
"""
from __future__ import annotations

import io
import json
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

import pyoxigraph as ox


def explain(query: str, ask: Callable[[], Any], base: str) -> bytes:
    """JSON. Raises what `ask` raises; an algebra that rdflib cannot write (LATERAL …) is left out with the reason."""
    began = time.perf_counter()
    found = ask()
    planned = time.perf_counter()
    rows = 1 if isinstance(found, ox.QueryBoolean) else sum(1 for _ in found)
    ended = time.perf_counter()
    form = {ox.QueryBoolean: "ASK", ox.QueryTriples: "CONSTRUCT or DESCRIBE"}.get(type(found), "SELECT")
    tree, reason = algebra(query, base)
    return json.dumps({"form": form, "rows": rows, "seconds": {"parse and plan": round(planned - began, 6), "evaluate": round(ended - planned, 6)},
                       "algebra": tree, **({"no algebra": reason} if reason else {})}, indent=1, ensure_ascii=False).encode()


def algebra(query: str, base: str) -> tuple[list[str] | None, str]:
    """The lines of the algebra, or None and why there is none."""
    # rdflib costs half a second, so only where somebody asks for it
    from rdflib.plugins.sparql import prepareQuery
    from rdflib.plugins.sparql.algebra import pprintAlgebra

    lines = io.StringIO()
    try:
        with redirect_stdout(lines):
            pprintAlgebra(prepareQuery(query, base=base))
    except Exception as error:                               # its parser raises whatever it likes
        return None, f"{type(error).__name__}: {str(error)[:200]}"
    return [line for line in lines.getvalue().splitlines() if line.strip()], ""
