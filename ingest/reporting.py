"""Who reports what a clause says: the subject of the verb that governs it, "according to X", "in X's view", ", X concluded,".
"""
from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.model import Parse
from ingest.referents import Referents
from ingest.syntax import children, governors, possessors, prepositional, subjects

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs that report what somebody says; what they govern is that party's claim, not the narrator's.
REPORTING = frozenset(
    "say tell state announce claim argue add confirm note explain allege insist maintain declare warn report believe contend stress emphasise emphasize"
    " highlight write acknowledge admit deny suggest indicate reveal disclose assert reiterate conclude find hold rule consider determine think".split())
_VIEWS = frozenset("view opinion assessment judgment judgement eyes reading".split())


def reporters(predicate: Token, parse: Parse, refs: Referents) -> list[str]:
    """The parties whose words a clause is, nearest first; empty for the narrator's own words."""
    for child, head in governors(predicate):
        if child.dep_ in ("ccomp", "advcl", "parataxis", "xcomp", "conj") and head.lemma_ in REPORTING and head.pos_ == "VERB" and child.dep_ != "conj":
            found = _named(subjects(head), parse, refs)
            if found:
                return found
    root = predicate
    while root.dep_ in ("conj", "xcomp", "ccomp", "advcl") and root.head.i != root.i:
        root = root.head
    for verb in {predicate, root}:
        for inserted in children(verb, "parataxis", "ccomp"):          # "the authority concluded, X violated …"
            if inserted.lemma_ in REPORTING and inserted.i != predicate.i and not any(c.dep_ == "mark" for c in inserted.children):
                found = _named(subjects(inserted), parse, refs)
                if found:
                    return found
    for token in parse.doc:
        if token.lower_ == "according":
            found = _named([t for t in token.subtree if t.pos_ in ("NOUN", "PROPN", "PRON")], parse, refs)
            if found:
                return found[:1]
        if token.lemma_ in _VIEWS and token.dep_ == "pobj" and token.head.lower_ in ("in", "to"):
            found = _named([*possessors(token), *prepositional(token, "of")], parse, refs)
            if found:
                return found[:1]
    return []


def _named(tokens: list[Token], parse: Parse, refs: Referents) -> list[str]:
    found = [e for t in tokens for e in refs.of(parse, t) if refs.kind(e) not in ("", "jurisdiction")]
    return list(dict.fromkeys(found))
