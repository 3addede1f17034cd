"""Whom a sanction hits where its sentence only describes them: "fined *a bank* €5,000" in a text that later names the bank.

An article that opens with such a description is about that party: the one it defines as its controller or company, else the company it
mostly speaks of. A company that the same sentence names beside the description is somebody else.
"""
from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ingest import parties
from ingest.model import Parse
from ingest.referents import Referents
from ingest.syntax import children, datives, direct_objects, is_passive, prepositional, subjects
from ingest.wordlists import words

if TYPE_CHECKING:
    from ingest.tokens import Token

# Roles that a text defines for the party it is about, the likeliest first.
_ROLES = ("controller", "respondent", "defendant", "company", "bank", "hospital", "employer", "platform", "processor")
_OPENING = 2                             # paragraphs in which an article introduces whom it is about: its title, a standfirst, the first
_RECEIVING = words("get pay receive")
_AT = ("on", "against", "to", "upon")
_NOT_A_PARTY = words("amount breach case conduct failure fine infringement maximum penalty practice sanction thing total violation way")


def described(token: Token, predicate: Token, parse: Parse, refs: Referents) -> Token | None:
    """The common noun for whom the act at `token` hits; None where a name or nothing stands there."""
    if token.pos_ in ("NOUN", "PROPN") and token.i != predicate.i:
        aimed = [*datives(predicate), *prepositional(token, *_AT), *prepositional(predicate, *_AT)]
        aimed += subjects(predicate) if predicate.lemma_ in _RECEIVING else []
    else:
        aimed = children(token, "nsubjpass") if is_passive(token) else [*direct_objects(token), *datives(token)]
    nouns = [t for a in aimed for t in (*_whom_in_a_sum(a), a) if t.pos_ in ("NOUN", "ADJ") and t.lemma_ not in _NOT_A_PARTY and not refs.acting(parse, t)]
    return nouns[0] if nouns else None


def _whom_in_a_sum(token: Token) -> list[Token]:
    """ "fined *an individual* €500": the parser makes one phrase of whom and how much."""
    return [c for c in token.lefts if c.pos_ in ("NOUN", "ADJ") and c.i and c.nbor(-1).pos_ == "DET"] if token.pos_ == "NUM" else []


def introduced(nouns: Iterable[Token], parse: Parse, refs: Referents) -> tuple[str, ...]:
    """The company of the article, where it speaks of "a bank" before it is named outside the title, and no company stands beside it."""
    if parse.sentence.paragraph > _OPENING or len(refs.main_company) != 1:
        return ()
    now, first = parse.sentence.index, 1 if parse.sentence.paragraph else 0
    if any(first <= index < now and refs.main_company[0] in entities for (index, _), entities in refs.by_token.items()):
        return ()
    named = {p for t in parse.doc if t.pos_ in ("NOUN", "PROPN") for p in refs.acting(parse, t) if refs.kind(p) == "company"}
    described_ = [n for n in nouns if n.tag_ == "NN" and n.lemma_.casefold() in parties.COMPANY_NOUNS and any(c.lower_ in ("a", "an") for c in n.lefts)]
    return refs.main_company if described_ and not named else ()


def meant_by(noun: Token, parse: Parse, refs: Referents) -> tuple[str, ...]:
    """The party that the description means; empty where the text does not tell."""
    lemma = noun.lemma_.casefold()
    if lemma in parties.PEOPLE_NOUNS and lemma not in parties.COMPANY_NOUNS:
        return ()
    own = next((w for t in (noun, *children(noun, "appos")) if (w := t.lemma_.casefold()) in refs.defined), "")
    if own:                                # "fined *the processor*", "fined a company (Acme's *processor*)"
        return (refs.defined[own],)
    named = {p for t in parse.doc if t.pos_ in ("NOUN", "PROPN") for p in refs.acting(parse, t)}
    other = {"processor": "controller", "controller": "processor"}.get(lemma, "")
    role = next((r for r in _ROLES if r in refs.defined and r != other and (r == lemma or refs.defined[r] not in named)), "")
    if role:
        return (refs.defined[role],)
    return tuple(p for p in refs.main_company if p not in named)
