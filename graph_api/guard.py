"""What is looked at before any parser sees a SPARQL query, in one pass and in linear time.

Oxigraph's parser recurses: deep nesting ends the process that parses. So length, tokens and nesting are bounded here, and what this
server never does (updates, SERVICE, FROM <file:…>) is refused by name. Everything else is the parser's to judge: a query that is
simply wrong passes, and gets its error with line and column from there.

Tokens follow SPARQL 1.1 §19.8. That grammar has no separate lexer in Oxigraph: `1<'a>'` is a comparison there and an IRI here.
Where the two readings can differ, a query that has the word SERVICE in it is refused. (The evaluators have no network either.)
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from graph_api import cost
from graph_api.errors import OverLimit, Refused, TooLarge
from graph_api.settings import Settings

Kind = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

TOKEN = re.compile(r'''
    (?P<space>\s+|\#[^\n\r]*)
  | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
  | (?P<string>"""(?:[^"\\]|\\.|"{1,2}(?!"))*+"""|\'\'\'(?:[^'\\]|\\.|'{1,2}(?!'))*+\'\'\'
              |"(?:[^"\\\n\r]|\\.)*+"(?!"")|'(?:[^'\\\n\r]|\\.)*+'(?!''))
  | (?P<unclosed>"(?:[^"\\\n\r]|\\.)*+|'(?:[^'\\\n\r]|\\.)*+)
  | (?P<variable>[?$]\w+)
  | (?P<prefixed>(?:[^\W\d_][\w.-]*)?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*|_:[\w.-]+)
  | (?P<word>@?[^\W\d]\w*)
  | (?P<open>[{(\[])
  | (?P<close>[})\]])
  | (?P<unary>[!+^-])
  | (?P<other>[0-9.]+|\\.|.)
''', re.VERBOSE | re.DOTALL)
UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
CHANGING = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
KINDS: dict[str, Kind] = {"SELECT": "SELECT", "ASK": "ASK", "CONSTRUCT": "CONSTRUCT", "DESCRIBE": "DESCRIBE"}
ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
NO_SERVICE = "SERVICE would make this server call another one, which it never does. Ask both and join the answers."
NO_FILE = "FROM <file:…> would read a file of this server, which it never does. FROM takes the graphs of the release."


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that may be parsed. `kind` is its first word after the prologue; SELECT where that is none of the four.

    `guess` is how many seconds it may take (see `cost.py`); a `changing` one can give another answer each time (NOW, RAND, UUID …).
    """

    text: str
    kind: Kind
    guess: float = cost.USUAL
    changing: bool = False


def check(text: str, settings: Settings) -> Checked:
    """Raises TooLarge, OverLimit or Refused; the length is counted in code points."""
    if len(text) > settings.max_query_chars:
        raise TooLarge(f"The limit max_query_chars allows {settings.max_query_chars:,} characters; the query has {len(text):,}. "
                       "Ask several smaller questions.", limit="max_query_chars", allowed=settings.max_query_chars, given=len(text))
    tokens = _tokens(text, settings)
    kind = _judge(tokens, text)
    return Checked(text, kind, cost.guess(tokens), any(group == "word" and said.upper() in CHANGING for group, said in tokens))


def _tokens(text: str, settings: Settings) -> list[tuple[str, str]]:
    """(group, words) of every token but space, within the bounds."""
    tokens: list[tuple[str, str]] = []
    depth = run = 0
    for token in TOKEN.finditer(text):
        group = token.lastgroup or "other"
        if group == "space":
            continue
        said = token.group()
        tokens.append((group, said))
        hidden = 0
        if group == "open":
            depth, run = depth + 1, 0
        elif group == "unary":
            run += 1
        else:
            run = 0
            if group == "close":
                depth = depth - 1 if depth else 0
            elif group == "iri" and ("(" in said or "[" in said):
                hidden = said.count("(") + said.count("[")
        if (nested := depth + run + hidden) > settings.max_query_depth:
            raise OverLimit("max_query_depth", settings.max_query_depth, nested, "Nest fewer brackets and operators.")
        if len(tokens) > settings.max_query_tokens:
            raise OverLimit("max_query_tokens", settings.max_query_tokens, len(tokens), "Ask several smaller questions.")
    return tokens


def _judge(tokens: list[tuple[str, str]], text: str) -> Kind:
    """The form of the query; raises Refused."""
    kind: Kind | None = None
    files: set[str] = set()                                  # prefixes that stand for file:
    before = earlier = ""                                    # the last token and the one before it, upper case
    for group, said in tokens:
        word = said.upper()
        if group == "word":
            if "SERVICE" in word:                            # also `trueSERVICE`, which Oxigraph reads as two words
                raise Refused(NO_SERVICE)
            if kind is None and word in UPDATES:
                raise Refused(f"{word} is a SPARQL update; this server only answers questions. Data comes in by `regatlas ingest`.")
            kind = kind or KINDS.get(word)
        elif group == "iri" and _unescape(said).lower().startswith("<file:"):
            if before in ("FROM", "NAMED"):
                raise Refused(NO_FILE)
            if earlier == "PREFIX":
                files.add(before)
        elif group == "prefixed" and before in ("FROM", "NAMED") and word.partition(":")[0] + ":" in files:
            raise Refused(NO_FILE)
        earlier, before = before, word
    unclear = any(group == "unclosed" or (group == "iri" and "'" in said) for group, said in tokens)
    if unclear and "SERVICE" in text.upper():
        raise Refused(f"{NO_SERVICE} (The word stands beside an IRI with an apostrophe or a quotation mark that is never closed; "
                      "write the apostrophe as %27.)")
    return kind or "SELECT"


def _unescape(iri: str) -> str:
    return ESCAPE.sub(lambda found: chr(min(int(found[1] or found[2], 16), 0x10FFFF)), iri)
