"""From the message of Oxigraph's parser to an error that a person can act on: where, after what, and what to do.

The parser says `error at LINE:COLUMN: expected one of …` with whole character classes in the list, or with a sentence where it knows more.
Lines and columns count from 1, in characters.
"""
from __future__ import annotations

import re

from graph_api.errors import QuerySyntaxError
from ontology.vocab import PREFIXES

MESSAGE = re.compile(r"error at (\d+):(\d+): expected(?: one of)? (.*)", re.DOTALL)
CHARACTER_CLASS = re.compile(r"\[(?:'[^']*'|[^\]'])*\]")
SENTENCE = re.compile(r"\b[A-Z][a-z]* [a-zA-Z ]{4,}")
PREFIXED = re.compile(r"([\w-]*):[\w.-]*$")
SHOWN = 25


def syntax_error(query: str, message: str) -> QuerySyntaxError:
    """The error for a `message` of the parser about `query`."""
    if not (found := MESSAGE.match(message)):
        return QuerySyntaxError(f"{message}.")
    line, column, expected = int(found[1]), int(found[2]), found[3]
    said = (query.split("\n")[line - 1:line] or [""])[0]
    before, after = said[:column - 1].rstrip()[-SHOWN:], said[column - 1:column - 1 + SHOWN].strip()
    place = ", ".join(filter(None, (before and f"after {before!r}", after and f"before {after!r}"))) or "at its beginning"
    return QuerySyntaxError(f"Line {line}, column {column}: the query cannot be read {place}. {_reason(expected, before)}",
                            line=line, column=column)


def _reason(expected: str, before: str) -> str:
    if "Prefix not found" in expected and (name := PREFIXED.search(before)):
        known = PREFIXES.get(name[1])
        return f"The prefix {name[1]}: is not declared; " + (f"add PREFIX {name[1]}: <{known}>." if known else "add a PREFIX line for it.")
    if sentence := SENTENCE.search(CHARACTER_CLASS.sub("", expected)):
        return f"{sentence[0].strip()}."
    words = [word for word in CHARACTER_CLASS.sub("", expected).replace("|", " ").replace("\n", " ").split(", ") if word.strip()]
    return f"The parser would go on with one of: {' '.join(words[:12])}" if words else "This cannot stand there."
